"""The queries of analyses/ run in the shell, and the page shows their answers."""

from __future__ import annotations

import subprocess
import sys

from conftest import ROOT, Project


def test_answers_are_up_to_date(built: Project):
    result = subprocess.run(
        [sys.executable, ROOT / "scripts/answer_questions.py", "--database", built.database, "--check"],
        text=True,
        capture_output=True,
        check=False,
    )
    assert result.returncode == 0, result.stdout + result.stderr


def test_every_query_answers_something():
    page = (ROOT / "docs/questions.md").read_text(encoding="utf-8")
    sections = page.split("\n## ")[1:]
    assert len(sections) == len(list((ROOT / "analyses").glob("*.sql"))) >= 10
    for section in sections:
        assert section.count("\n|") > 2, section.splitlines()[0]
