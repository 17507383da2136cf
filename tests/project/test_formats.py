"""The downloads in the field's own formats and tools: data package, shell, and what docs/other-tools.md says."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from conftest import BIN, ROOT, Project

PAGE = ROOT / "docs/other-tools.md"
SCHEMA = ROOT / "tests/project/schemas/fiscal-data-package.json"


@pytest.fixture(scope="module")
def package(site: Path) -> dict[str, Any]:
    """The descriptor of the downloads."""
    return json.loads((site / "downloads/datapackage.json").read_text(encoding="utf-8"))


def complaints(package: dict[str, Any]) -> list[str]:
    """What the JSON schema of the Fiscal Data Package says against a descriptor."""
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    return [error.message for error in jsonschema.Draft4Validator(schema).iter_errors(package)]


def test_the_package_is_a_fiscal_data_package(package: dict[str, Any]):
    assert complaints(package) == []
    assert package["licenses"] and package["provenance"] and package["created"]
    assert all(source["title"] for source in package["sources"])


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda package: package.pop("model"), "'model' is a required property"),
        (lambda package: package["model"]["measures"]["yen"].pop("currency"), "'currency' is a required"),
        (lambda package: package["model"]["dimensions"]["line"].update(dimensionType="x"), "'x' is not one of"),
        (lambda package: package["model"]["dimensions"]["line"].pop("primaryKey"), "'primaryKey' is a required"),
    ],
)
def test_the_schema_notices_what_is_wrong(package: dict[str, Any], change, said: str):
    broken = json.loads(json.dumps(package))
    change(broken)
    assert any(said in complaint for complaint in complaints(broken))


def test_the_model_names_columns_that_are_there(package: dict[str, Any]):
    (resource,) = (one for one in package["resources"] if one["name"] == "budget_lines")
    columns = {field["name"]: field for field in resource["schema"]["fields"]}
    described = {field.get("columnType") for field in columns.values()}
    assert {"value", "value-currency:code", "date:fiscal-year", "phase:id"} <= described
    model = package["model"]
    parts = [*model["measures"].values()]
    for dimension in model["dimensions"].values():
        attributes = dimension["attributes"]
        assert set(dimension["primaryKey"]) <= attributes.keys()
        for attribute in attributes.values():
            assert {attribute.get("parent"), attribute.get("labelfor")} <= {None, *attributes}
        parts += attributes.values()
    for part in parts:
        assert part["resource"] == "budget_lines" and part["source"] in columns


def test_budget_lines_add_up_to_every_leaf_of_the_statements(site: Path, connection):
    """No leaf is lost, and none stands twice: their sums are the totals that the ledger computes."""
    wrong = connection.execute(
        f"""
        with lines as (
            select document_id, line_id, stage, sum(yen) as yen
            from read_csv('{site}/downloads/budget_lines.csv') group by all
        ),
        leaves as (
            select document_id, line_id, stage, amount_thousand_yen * 1000 as yen
            from statement_amounts where line_kind = 'leaf' and is_total_business
        )
        select * from lines full join leaves using (document_id, line_id, stage)
        where lines.yen is distinct from leaves.yen
        """
    ).fetchall()
    assert wrong == []
    phases = connection.execute(
        f"select distinct stage, phase, value_kind from '{site}/downloads/budget_lines.parquet'"
    ).fetchall()
    assert sorted(phases) == [
        ("adjustment", "adjusted", "change"), ("original", "approved", "amount"), ("revised", "adjusted", "amount"),
    ]


def test_the_shell_greets_with_questions_that_have_answers(built: Project):
    def shell(asked: str) -> str:
        result = subprocess.run(
            ["make", "--no-print-directory", "--assume-old=.venv/synced", "shell"],
            cwd=built.folder, input=asked, text=True, capture_output=True, check=False,
        )
        assert result.returncode == 0, result.stderr
        return result.stdout

    greeting = shell("")
    questions = re.findall(r"^  (from .*;)   -- .* / .*$", greeting, re.MULTILINE)
    assert len(questions) >= 6
    for question in questions:
        answer = shell(f".mode csv\n{question}\n").removeprefix(greeting)
        assert len(answer.splitlines()) > 1, question


def test_questions_take_ids_and_labels(connection):
    def rows(query: str) -> list[tuple]:
        return connection.execute(query).fetchall()

    assert rows("from statement('balance_sheet')") == rows("from statement('予定貸借対照表')")
    assert rows("from statement('balance_sheet')") == rows("from statement('Planned balance sheet')")
    assert rows("from statement('balance_sheet')") != rows("from statement('balance_sheet', business := 'general')")
    assert rows("from statement('cash_plan', business := '一般事業')")
    assert rows("select count(*) from statement('cash_plan', document := 'another')") == [(0,)]
    moved = rows("select abs(adjustment_thousand_yen) from changes()")
    assert moved == sorted(moved, reverse=True) and len(moved) > 10
    traced = "from trace('net_income', at_stage := 'revised')"
    cell = "where line_id = 'net_income' and business_id = 'total' and stage = 'revised'"
    assert rows(f"select count(*) {traced} where figure_as_printed is not null") == rows(
        f"select count(*) from printed_figures {cell}"
    )
    assert rows(f"select count(*) {traced} where figure_as_printed is null") == rows(
        "select count(distinct check_id) from figure_checks "
        f"inner join printed_figures using (document_id, figure_id) {cell}"
    )


def blocks(language: str) -> list[str]:
    """The code of a language on the page."""
    found = re.findall(rf"```{language}\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert found
    return found


def run(command: list[str | Path], folder: Path) -> str:
    """Run a command in a folder; it must succeed and say something."""
    result = subprocess.run(command, cwd=folder, text=True, capture_output=True, check=False)
    assert result.returncode == 0 and result.stdout.strip(), (command, result.stdout, result.stderr)
    return result.stdout


@pytest.mark.parametrize("number", range(4))
def test_python_lines_of_the_page(site: Path, number: int):
    assert len(blocks("python")) == 4
    run([sys.executable, "-c", blocks("python")[number]], site / "downloads")


def test_shell_lines_of_the_page(site: Path, tmp_path: Path):
    lines = [line for block in blocks("sh") for line in block.splitlines()]
    asked = [line for line in lines if line.startswith("duckdb ")]
    assert len(asked) == 5
    for line in asked:
        output = run(["bash", "-c", line.replace("duckdb", str(BIN / "duckdb"), 1)], site / "downloads")
        assert not re.search(r"\b0 rows", output)
    (convert,) = set(lines) - set(asked)
    shutil.copy(site / "downloads/consolidated_statements.csv", tmp_path)
    run(["bash", "-c", convert], tmp_path)
    assert (tmp_path / "consolidated_statements.xlsx").stat().st_size > 5000


def test_r_lines_of_the_page(site: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PATH", f"{BIN}{os.pathsep}{os.environ['PATH']}")
    of_csv, of_database = (run(["Rscript", "-e", block], site / "downloads") for block in blocks("r"))
    assert "balance_sheet" in of_csv and "adjustment_thousand_yen" in of_database
