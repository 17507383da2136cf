"""A document is data: nothing but seeds and its own facts may know its lines or its tables."""

from __future__ import annotations

import csv
import re
import subprocess
from pathlib import Path

import pytest
from conftest import ROOT

# Where the code is: models, macros, tests in SQL, scripts, the site, the suites.
CODE = (
    "models", "macros", "tests/generic", "tests/keys", "tests/ties", "tests/proofs", "scripts", "site",
    "expectations/run.py", "expectations/suites", "expectations/facts.sql",
)
IDS = {
    "documents": ("document_id", "taxonomy_id"),
    "businesses": ("business_id",),
    "statement_lines": ("line_id",),
    "printed_tables": ("table_id",),
}
# Words of the design that a seed also uses.
ALLOWED = {
    "total": "the business that stands for all, whatever the agency",
    "assets": "the folder of the site's style sheets, and a plain word",
    "contents": "the statement to which a table of contents belongs",
}
# Words that a file owes to a format that it writes.
FORMATS = {"scripts/xbrl_assertions.py": {"general"}}  # a filter of XBRL
# What is named for the number of J-LIS's businesses, or for the agency.
TURNS = re.compile(r"eight businesses|八事業|8事業|八つの事業|\bj-?lis\b", re.IGNORECASE)


def ids() -> set[str]:
    """Every id of a document, taxonomy, business, line or table in the vocabulary."""
    found = set()
    for seed, columns in IDS.items():
        with (ROOT / f"seeds/vocabulary/{seed}.csv").open(encoding="utf-8", newline="") as file:
            found |= {row[column] for row in csv.DictReader(file) for column in columns}
    return found - ALLOWED.keys()


def code() -> list[Path]:
    """The files of the code, without what is vendored."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "--", *CODE]
    listed = subprocess.run(command, cwd=ROOT, text=True, capture_output=True, check=True).stdout
    paths = [Path(name) for name in listed.splitlines() if not name.startswith("site/vendor/")]
    return [path for path in paths if (ROOT / path).exists()]


def names_in(text: str, known: set[str]) -> list[str]:
    """The ids and turns of phrase of a document that a text uses."""
    words = {part for word in re.findall(r"[a-z0-9_]+", text) for part in word.split("__")}
    return sorted(words & known | {turn.group() for turn in TURNS.finditer(text)})


def test_no_document_is_known_to_the_code():
    known = ids()
    paths = code()
    assert len(known) > 200 and len(paths) > 100
    found = {
        str(path): names_in((ROOT / path).read_text("utf-8"), known - FORMATS.get(str(path), set()))
        for path in paths
    }
    assert {path: names for path, names in found.items() if names} == {}


@pytest.mark.parametrize(
    "text",
    ["where line_id = 'accounts_receivable'", "ref('jlis_fy2021_january__contents')",
     "the eight businesses", "in ('general')", "if table == \"overview_prose\":", "J-LIS"],
)
def test_such_a_name_is_noticed(text: str):
    assert names_in(text, ids())


def test_every_allowed_word_is_needed():
    text = "\n".join((ROOT / path).read_text("utf-8") for path in code())
    assert {word for word in ALLOWED if not re.search(rf"\b{word}\b", text)} == set()
