"""The dbt package `verified_sums` in a project of other people's: plain `dbt build`, and what it catches."""

from __future__ import annotations

import csv
import shutil
import sqlite3
from pathlib import Path

import duckdb
import pytest
from conftest import ROOT, Project

PACKAGE = ROOT / "packages/verified_sums"


@pytest.fixture(scope="module")
def example(built: Project, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the package with its example, built as its README says."""
    copy = tmp_path_factory.mktemp("packages") / "verified_sums"
    shutil.copytree(PACKAGE, copy, symlinks=True, ignore=shutil.ignore_patterns("target", "logs"))
    result = built.warm(copy / "example", "dbt", "build")
    assert result.returncode == 0, result.stdout
    assert "PASS=7 WARN=0 ERROR=0 SKIP=0" in result.stdout
    return copy / "example"


def evidence(example: Path, table: str, change: str) -> list[dict[str, object]]:
    """What the test of a table finds after a change, which is then undone.

    Args:
        example: The built example.
        table: The table, which has one test.
        change: SQL that corrupts it.

    Returns:
        The rows that the test fails with.
    """
    query = example / f"target/compiled/sums_example/seeds/_seeds.yml/{table}_adds_up.sql"
    with duckdb.connect(str(example / "target/example.duckdb")) as connection:
        connection.begin()
        connection.execute(change)
        cursor = connection.execute(query.read_text(encoding="utf-8"))
        names = [column[0] for column in cursor.description]
        rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
        connection.rollback()
    return rows


SUM = "the total is not the sum of its parts"
CASES = {
    "a digit": ("stock", "update stock set pieces = 341 where kind = 'received' and pieces = 340", SUM),
    "a sign": ("stock", "update stock set pieces = -pieces where kind = 'shipped' and pieces = 415", SUM),
    "a part that is missing": (
        "stock", "delete from stock where kind = 'received' and pieces = 340",
        "missing: received",
    ),
    "a part that is zero, and missing": (
        "stock", "delete from stock where kind = 'received' and pieces = 0",
        "missing: received",
    ),
    "a total that is missing": (
        "stock", "delete from stock where kind = 'closing' and pieces = 0",
        "missing: closing",
    ),
    "a null": (
        "stock", "update stock set pieces = null where kind = 'opening' and pieces = 80",
        "missing: opening",
    ),
    "a row that stands twice": (
        "stock", "insert into stock from stock where pieces = 340",
        "more than once: received",
    ),
    "a zero that stands twice": (
        "stock", "insert into stock from stock where kind = 'received' and pieces = 0",
        "more than once: received",
    ),
    "no rows": ("stock", "truncate stock", "nothing to compare"),
    "another name for all": ("stock", "update stock set kind = upper(kind)", "nothing to compare"),
    "just outside rounding": (
        "electricity", "update electricity set gigawatt_hours = 623 where gigawatt_hours = 621",
        SUM,
    ),
    "a sum of the arcs that matches nothing": (
        "electricity", "insert into electricity_sums values ('new', 'nuclear', 'reactor', 1)",
        "nothing to compare",
    ),
    "no arcs": ("electricity", "truncate electricity_sums", "nothing to compare"),
    "a column": ("turnout", "update turnout set invalid = 212 where district = 'East'", SUM),
    "a null in a column": (
        "turnout", "update turnout set invalid = null where district = 'West'",
        "missing: invalid",
    ),
    "an empty table": ("turnout", "truncate turnout", "nothing to compare"),
}


@pytest.mark.parametrize("case", CASES)
def test_the_tests_catch(example: Path, case: str):
    table, change, problem = CASES[case]
    rows = evidence(example, table, change)
    assert len(rows) == 1, rows
    assert str(rows[0]["problem"]).endswith(problem)


@pytest.mark.parametrize("amount", [620, 621, 622])
def test_what_rounding_allows_passes(example: Path, amount: int):
    """512 + 109, each and their sum rounded: within 1.5 of what is printed."""
    change = f"update electricity set gigawatt_hours = {amount} where source = 'all' and month = '2024-01'"
    assert evidence(example, "electricity", change) == []


def test_the_evidence_says_where_and_how_much(example: Path):
    (row,) = evidence(example, "stock", "update stock set pieces = 1152 where pieces = 1125")
    assert row == {
        "warehouse": "Sapporo", "rule": "closing = its parts", "total": "closing", "printed": 1152,
        "computed": 1125, "difference": 27, "allowed": 0, "problem": f"合計が内訳の和でない / {SUM}",
    }


def test_a_wrong_digit_stops_the_build_and_leaves_its_evidence(built: Project, example: Path, tmp_path: Path):
    copy = tmp_path / "verified_sums"
    shutil.copytree(example.parent, copy, symlinks=True)
    seed = copy / "example/seeds/stock.csv"
    seed.write_text(seed.read_text(encoding="utf-8").replace("1125", "1152"), encoding="utf-8")
    result = built.warm(copy / "example", "dbt", "build")
    assert result.returncode == 1 and "ERROR=1" in result.stdout
    with duckdb.connect(str(copy / "example/target/example.duckdb"), read_only=True) as connection:
        rows = connection.execute("select warehouse, difference from main_dbt_test__audit.stock_adds_up")
        assert rows.fetchall() == [("Sapporo", 27)]


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ("select 1", None),
        ("update stock set pieces = 341 where pieces = 340", SUM),
        ("delete from stock where kind = 'received' and pieces = 0", "missing: received"),
        ("delete from stock", "nothing to compare"),
    ],
)
def test_great_expectations_sees_the_same(tmp_path: Path, monkeypatch, change: str, problem: str | None):
    monkeypatch.syspath_prepend(PACKAGE / "great_expectations")
    # Here, where one worker pays for it: it takes seconds to load.
    import great_expectations as gx
    from expect_totals_to_equal_their_parts import ExpectTotalsToEqualTheirParts

    database = tmp_path / "stock.sqlite"
    with (PACKAGE / "example/seeds/stock.csv").open(encoding="utf-8", newline="") as file:
        rows = [tuple(row.values()) for row in csv.DictReader(file)]
    connection = sqlite3.connect(database)
    connection.execute("create table stock (warehouse text, kind text, pieces integer)")
    connection.executemany("insert into stock values (?, ?, ?)", rows)
    connection.execute(change)
    connection.commit()
    connection.close()
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False}
    asset = context.data_sources.add_sqlite("stock", connection_string=f"sqlite:///{database}").add_table_asset(
        "stock", table_name="stock"
    )
    result = asset.add_batch_definition_whole_table("all").get_batch().validate(
        ExpectTotalsToEqualTheirParts(
            member="kind", amount="pieces", total="closing",
            parts={"opening": 1, "received": 1, "shipped": -1}, by=["warehouse"],
        ),
        result_format="COMPLETE",
    )
    assert result.success is (problem is None)
    if problem:
        (row,) = result.result["details"]["unexpected_rows"]
        assert row["problem"].endswith(problem)
