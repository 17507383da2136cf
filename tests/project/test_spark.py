"""Spark and DuckDB build the same tables, row by row, right or wrong."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import duckdb
import pytest
from conftest import BIN, ROOT, Project, copy_project, environment

TABLES = sorted(
    {path.stem for room in ("marts", "checks") for path in (ROOT / f"models/{room}").glob("*.sql")}
    | {"data_points", "printed_figures"}
)


@pytest.fixture(scope="module")
def on_spark(built: Project) -> Project:
    """The good project, built on Spark too, with all of its tests."""
    result = built.make("build-spark")
    assert result.returncode == 0, result.stdout
    return built


@pytest.fixture(scope="module")
def wrong(built: Project, tmp_path_factory: pytest.TempPathFactory) -> tuple[Project, str]:
    """A copy with two neighbouring digits exchanged, built on both engines."""
    project = copy_project(tmp_path_factory.mktemp("wrong") / "project")
    project.edit("amendment_balance_sheet", '"53,085,369"', '"53,085,396"')
    assert project.build().returncode != 0
    result = project.make("build-spark")
    assert result.returncode != 0
    return project, result.stdout


def differences(database: Path, files: Path, table: str) -> list[tuple]:
    """Rows and columns in which one table of Spark differs from that of DuckDB.

    Args:
        database: the file that DuckDB built.
        files: folder of the tables that Spark built.
        table: name of the table.

    Returns:
        Columns whose name, place or type differs; if none, rows that only one has.
    """
    with duckdb.connect() as connection:
        connection.execute(f"attach '{database}' as built (read_only)")
        connection.execute(f"create view spark as from read_parquet('{files}/{table}/*.parquet')")
        connection.execute(f"create view duckdb as from built.main.{table}")
        columns = {
            engine: connection.execute(f"select column_name, column_type from (describe {engine})").fetchall()
            for engine in ("duckdb", "spark")
        }
        if columns["duckdb"] != columns["spark"]:
            return sorted(set(columns["duckdb"]) ^ set(columns["spark"])) or columns["spark"]
        return connection.execute(
            "select 'DuckDB' as engine, * from (from duckdb except all from spark)"
            " union all select 'Spark', * from (from spark except all from duckdb)"
        ).fetchall()


@pytest.mark.parametrize("table", TABLES)
def test_spark_builds_the_same_rows(on_spark: Project, table: str):
    assert differences(on_spark.database, on_spark.folder / "target/spark/budget.db", table) == []


@pytest.mark.parametrize("table", TABLES)
def test_spark_finds_the_same_wrong_figure(wrong: tuple[Project, str], table: str):
    project, _ = wrong
    (files,) = project.folder.glob("target/building-*/spark/budget.db")
    assert differences(project.database, files, table) == []


def test_spark_says_what_is_wrong_and_keeps_the_last_good_tables(wrong: tuple[Project, str]):
    project, said = wrong
    assert "印刷 249,256,369 計算 249,256,396 差 △27 千円" in said
    assert "53,085,396 → 提案 53,085,369（隣り合う数字の入れ替わり" in said
    assert not (project.folder / "target/spark").exists()


KEYS = """
{% macro ask_for_keys(rows) %}
    {% do run_query('create temporary view keyed as select * from values ' ~ rows ~ ' as keyed (id, amount)') %}
    {% set constraints = {
        'constraints': [{'type': 'primary_key', 'columns': ['id']}],
        'columns': {'amount': {'name': 'amount', 'constraints': [{'type': 'not_null'}]}},
    } %}
    {{ spark__persist_constraints('keyed', constraints) }}
{% endmacro %}
"""


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("('a', 1), ('b', 2)", None),
        ("('a', 1), ('a', 2)", "keyed: key repeated or null: id"),
        ("('a', 1), (null, 2)", "keyed: key repeated or null: id"),
        ("('a', 1), ('b', null)", "keyed: amount is null"),
    ],
)
def test_keys_and_nulls_are_asked_for(project: Project, rows: str, said: str | None):
    """Spark enforces none on files; the target does."""
    (project.folder / "macros/ask_for_keys.sql").write_text(KEYS, encoding="utf-8")
    result = subprocess.run(
        [BIN / "dbt", "run-operation", "ask_for_keys", "--target", "spark", "--args", json.dumps({"rows": rows})],
        cwd=project.folder,
        env=environment() | {"SPARK_CONF_DIR": "profiles/spark"},
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    assert result.returncode == (1 if said else 0), result.stdout
    assert said is None or said in result.stdout


def test_a_difference_would_be_found(on_spark: Project, tmp_path: Path):
    """One amount, one row and one type changed in the files of Spark."""
    good = on_spark.folder / "target/spark/budget.db/check_summary/*.parquet"
    for change in (
        f"select * replace (check_count + 1 as check_count) from '{good}'",
        f"from '{good}' limit 1",
        f"from '{good}' union all from '{good}'",
        f"select * replace (cast(check_count as bigint) as check_count) from '{good}'",
    ):
        folder = tmp_path / "budget.db/check_summary"
        folder.mkdir(parents=True, exist_ok=True)
        duckdb.sql(f"copy ({change}) to '{folder}/part.parquet'")
        assert differences(on_spark.database, folder.parent, "check_summary") != [], change
