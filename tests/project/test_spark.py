"""Spark and DuckDB build the same tables, row by row, right or wrong."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import duckdb
import pytest
from conftest import BIN, ROOT, Project, copy_project, environment
from generate import generate

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
    """A copy with two neighbouring digits exchanged, and a lake of documents of which some
    are wrong, built on both engines."""
    folder = tmp_path_factory.mktemp("wrong")
    generate(folder / "lake", documents=12, errors=4, long=True, database=built.database)
    project = copy_project(folder / "project")
    project.edit("amendment_balance_sheet", '"53,085,369"', '"53,085,396"')
    settings = project.folder / "dbt_project.yml"
    text = settings.read_text(encoding="utf-8")
    assert '  lake: ""' in text
    lake = f'  lake: "{folder}/lake/lake/*.parquet"'
    settings.write_text(text.replace('  lake: ""', lake), encoding="utf-8")
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


def test_spark_names_the_wrong_documents_of_the_lake(wrong: tuple[Project, str]):
    project, _ = wrong
    (files,) = project.folder.glob("target/building-*/spark/budget.db")
    named = duckdb.sql(
        f"select distinct document_id from '{files}/check_results/*.parquet'"
        " where status in ('missing', 'inconsistent') and document_id like 'generated_%' order by all"
    ).fetchall()
    errors = duckdb.sql(
        f"select 'generated_' || printf('%06d', document)"
        f" from '{project.folder.parent}/lake/errors.parquet' order by document"
    ).fetchall()
    assert len(errors) == 4 and named == errors


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
