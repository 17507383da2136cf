"""Mutants in the seed files: dbt and Great Expectations say what the set-based evaluation says."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from threading import Lock

import mutation
import mutation_builds
import pytest
from conftest import BIN, DOCUMENT, ROOT, Project


def test_real_builds_agree_and_a_difference_is_noticed(built: Project, monkeypatch: pytest.MonkeyPatch):
    """One group of mutants, the same with one residual off by one, and the blanks."""
    connection = mutation.open_databases(built.database, DOCUMENT)
    compare = mutation_builds.compare
    others: list[tuple[str, mutation_builds.Outcome]] = []

    def compare_twice(project: Path, database: Path, group: mutation_builds.Group, dbt_red: bool):
        check, residual, is_failing = max(group.predicted)
        other = group.predicted - {(check, residual, is_failing)} | {(check, residual + 1, is_failing)}
        others.append((check, compare(project, database, replace(group, predicted=other), dbt_red)))
        return compare(project, database, group, dbt_red)

    one_at_a_time = Lock()

    def run(command: list[str | Path], project: Path, database: Path) -> tuple[int, str]:
        program, *arguments = ["dbt", *command[1:]] if command[0] == BIN / "dbt" else command[1:]
        with one_at_a_time:
            result = built.warm(project, program, *arguments, BUDGET_DATABASE=str(database.relative_to(project)))
        return result.returncode, result.stdout

    monkeypatch.setattr(mutation_builds, "run", run)
    monkeypatch.setattr(mutation_builds, "compare", compare_twice)
    manifest = built.folder / "target/manifest.json"
    (right,), blanks = mutation_builds.build_sample(connection, 1, manifest, limit=1)
    assert mutation_builds.agree([right], blanks)
    assert right.checks > 2900 and right.failing > 0 and len(blanks.mutants) == 31
    ((check, wrong),) = others
    assert wrong.red == (True, True) and wrong.differing == [check]
    assert not mutation_builds.agree([wrong], blanks)


def test_a_mutant_is_printed_as_a_person_would(tmp_path: Path):
    """A minus by its mark; by the list of restored signs; by the word 減."""

    def cell(source_line: str, label: str, column: str, amount: int | None, column_no: str = "1"):
        return mutation_builds.Cell(source_line, label, column, column_no, "", "", amount)

    names = ("amendment_income_statement", "amendment_balance_sheet", "overview_prose")
    for path in [
        *(f"seeds/{DOCUMENT}/{DOCUMENT}__{name}.csv" for name in names),
        "seeds/rules/restored_signs.csv",
    ]:
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes((ROOT / path).read_bytes())
    signs = (tmp_path / "seeds/rules/restored_signs.csv").read_text(encoding="utf-8")
    statement = [
        cell("156", "税金等調整前当期純利益", "amount", -598_136),
        cell("158", "当期純利益", "amount", 598_233),
    ]
    sheet = [cell("64", "未収金", "amount", -53_085_369), cell("65", "貯蔵品", "amount", None)]
    prose = [
        cell("601", "当期末未収金", "figure", -2_149),
        cell("608", "当期末未払金", "figure", 2_194),
    ]
    mutation_builds.apply(
        tmp_path,
        [
            mutation_builds.Mutant(1, DOCUMENT, names[0], statement),
            mutation_builds.Mutant(2, DOCUMENT, names[1], sheet),
            mutation_builds.Mutant(3, DOCUMENT, names[2], prose),
        ],
    )
    text = (tmp_path / f"seeds/{DOCUMENT}/{DOCUMENT}__{names[0]}.csv").read_text(encoding="utf-8")
    assert '156,税金等調整前当期純利益,"598,136"' in text and '158,当期純利益,"598,233"' in text
    text = (tmp_path / f"seeds/{DOCUMENT}/{DOCUMENT}__{names[1]}.csv").read_text(encoding="utf-8")
    assert '64,未収金,"△53,085,369"' in text and "65,貯蔵品,\n" in text
    text = (tmp_path / f"seeds/{DOCUMENT}/{DOCUMENT}__{names[2]}.csv").read_text(encoding="utf-8")
    assert '601,1,当期末未収金,"2,149",百万円,減' in text
    assert '608,1,当期末未払金,"△2,194",百万円,減' in text
    edited = (tmp_path / "seeds/rules/restored_signs.csv").read_text(encoding="utf-8")
    assert 'amendment_income_statement,156,amount,税金等調整前当期純利益,"598,136"' in edited
    assert "amendment_income_statement,158," in signs
    assert "amendment_income_statement,158," not in edited
