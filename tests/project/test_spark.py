"""Spark, Sail and DuckDB build the same tables, row by row, right or wrong.

Both engines build a project in which something is wrong, and fail at the same tests as DuckDB
with the same rows. The right one is published by Sail alone, which needs the shorter time.
"""

from __future__ import annotations

import re
import subprocess
from functools import partial
from pathlib import Path

import duckdb
import pytest
from conftest import BIN, ROOT, Project, environment, prepare
from generate import generate

TABLES = sorted(
    {path.stem for room in ("marts", "checks") for path in (ROOT / f"models/{room}").glob("*.sql")}
    | {"data_points", "printed_figures", "terms", "checks", "int_documents", "int_rule_counts"}
)


ENGINES = ("spark", "sail")
IDENTIFIER = re.compile("-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@pytest.fixture(scope="module", params=ENGINES)
def engine(request: pytest.FixtureRequest) -> str:
    """The engine beside DuckDB: Spark in the process of dbt, or a server of Sail."""
    return request.param


@pytest.fixture(scope="module")
def right(built: Project) -> Project:
    """The good project, built by Sail too, with all of its tests."""
    result = built.make("build-sail")
    assert result.returncode == 0, result.stdout
    return built


@pytest.fixture(scope="module")
def wrong_on_duckdb(built: Project, tmp_path_factory: pytest.TempPathFactory) -> tuple[Project, str]:
    """A copy with two neighbouring digits exchanged, and a lake of documents of which some
    are wrong, built with DuckDB."""
    folder = tmp_path_factory.mktemp("wrong")
    generate(folder / "lake", documents=12, errors=3, long=True, database=built.database, dbt=partial(built.warm, built.folder, "dbt"))
    project = prepare(built, folder / "project")
    project.edit("amendment_balance_sheet", '"53,085,369"', '"53,085,396"')
    set_lake(project, "", f"{folder}/lake/lake/*.parquet")
    result = project.build()
    assert result.returncode != 0
    return project, result.stdout


@pytest.fixture(scope="module")
def wrong(wrong_on_duckdb: tuple[Project, str], engine: str) -> tuple[Project, str]:
    """The same copy, built on the engine too, and what it said."""
    project, _ = wrong_on_duckdb
    several, one = (f"{project.folder.parent}/lake/lake/{name}.parquet" for name in ("*", "000000"))
    if engine == "sail":  # which gives the glob as the file of a row
        set_lake(project, several, one)
    result = project.make(f"build-{engine}")
    if engine == "sail":
        set_lake(project, one, several)
    assert result.returncode != 0
    return project, result.stdout


def set_lake(project: Project, old: str, new: str) -> None:
    """Set `vars: lake:` of a project."""
    settings = project.folder / "dbt_project.yml"
    text = settings.read_text(encoding="utf-8")
    assert f'  lake: "{old}"' in text
    settings.write_text(text.replace(f'  lake: "{old}"', f'  lake: "{new}"'), encoding="utf-8")


def folder_of(tables: Path, table: str) -> Path | None:
    """The folder of a table's files; Sail adds an identifier, and makes none without rows."""
    found = [path for path in (tables / "budget.db").glob(table)]
    found += [path for path in tables.glob(f"{table}-*") if IDENTIFIER.fullmatch(path.name[len(table) :])]
    assert len(found) < 2, found
    return found[0] if found else None


def differences(database: Path, tables: Path, table: str) -> list[tuple]:
    """Rows and columns in which one table of the engine differs from that of DuckDB.

    Args:
        database: the file that DuckDB built.
        tables: where the engine keeps its tables.
        table: name of the table.

    Returns:
        Columns whose name, place or type differs; if none, rows that only one has.
    """
    files = folder_of(tables, table)
    with duckdb.connect() as connection:
        connection.execute(f"attach '{database}' as built (read_only)")
        connection.execute(f"create view duckdb as from built.main.{table}")
        if files is None:
            return connection.execute("select 'DuckDB' as engine, * from duckdb").fetchall()
        connection.execute(f"create view other as from read_parquet('{files}/*.parquet')")
        columns = {
            engine: connection.execute(f"select column_name, column_type from (describe {engine})").fetchall()
            for engine in ("duckdb", "other")
        }
        if columns["duckdb"] != columns["other"]:
            return sorted(set(columns["duckdb"]) ^ set(columns["other"])) or columns["other"]
        return connection.execute(
            "select 'DuckDB' as engine, * from (from duckdb except all from other)"
            " union all select 'other', * from (from other except all from duckdb)"
        ).fetchall()


@pytest.mark.xdist_group("right")
@pytest.mark.parametrize("table", TABLES)
def test_a_right_project_has_the_same_rows(right: Project, table: str):
    assert differences(right.database, right.folder / "target/sail", table) == []


@pytest.mark.xdist_group("wrong")
# The suspects are worked out on DuckDB.
@pytest.mark.parametrize("table", [table for table in TABLES if not table.startswith("suspect_")])
def test_the_engine_finds_the_same_wrong_figure(wrong: tuple[Project, str], engine: str, table: str):
    project, _ = wrong
    (tables,) = project.folder.glob(f"target/building-*/{engine}")
    assert differences(project.database, tables, table) == []


@pytest.mark.xdist_group("wrong")
def test_the_engine_names_the_wrong_documents_of_the_lake(wrong: tuple[Project, str], engine: str):
    project, _ = wrong
    (tables,) = project.folder.glob(f"target/building-*/{engine}")
    named = duckdb.sql(
        f"select distinct document_id from '{folder_of(tables, 'check_results')}/*.parquet'"
        " where status in ('missing', 'inconsistent') and document_id like 'generated_%' order by all"
    ).fetchall()
    errors = duckdb.sql(
        f"select 'generated_' || printf('%06d', document)"
        f" from '{project.folder.parent}/lake/errors.parquet' order by document"
    ).fetchall()
    assert len(errors) == 3 and named == errors


@pytest.mark.xdist_group("wrong")
def test_the_engine_fails_at_the_same_tests(wrong: tuple[Project, str], wrong_on_duckdb: tuple[Project, str]):
    failed, theirs = ({line for line in said.splitlines() if line.startswith("FAIL ")} for _, said in (wrong, wrong_on_duckdb))
    assert failed == theirs != set()


@pytest.mark.xdist_group("wrong")
def test_the_engine_says_what_is_wrong_and_keeps_the_last_good_tables(
    wrong: tuple[Project, str], engine: str
):
    project, said = wrong
    assert "印刷 249,256,369 計算 249,256,396 差 △27 千円" in said
    assert "疑わしい数字は DuckDB で求める" in said
    assert not (project.folder / f"target/{engine}").exists()


KEYS = """
{% macro ask_for_keys(rows) %}
    {% do run_query('create or replace temporary view keyed as select * from values ' ~ rows ~ ' as keyed (id, amount)') %}
    {% set constraints = {
        'constraints': [{'type': 'primary_key', 'columns': ['id']}],
        'columns': {'amount': {'name': 'amount', 'constraints': [{'type': 'not_null'}]}},
    } %}
    {{ spark__persist_constraints('keyed', constraints) }}
{% endmacro %}
"""


# Rows, and what is said of them.
KEYED = {
    "('a', 1), ('b', 2)": None,
    "('a', 1), ('a', 2)": "key repeated or null:  id=a",
    "('a', 1), (null, 2)": "key repeated or null:  id=null",
    "('a', 1), ('b', null)": "keyed: amount is null",
}
# One process, so that Spark starts once.
ASK = """
import json, sys
from dbt.cli.main import dbtRunner
for rows in sys.argv[1:]:
    done = dbtRunner().invoke(["run-operation", "ask_for_keys", "--target", "spark", "--args", json.dumps({"rows": rows})])
    print("asked", done.success, flush=True)
"""


def test_keys_and_nulls_are_asked_for(project: Project):
    """Spark enforces none on files; the target does."""
    (project.folder / "macros/ask_for_keys.sql").write_text(KEYS, encoding="utf-8")
    result = subprocess.run(
        [BIN / "python", "-c", ASK, *KEYED], cwd=project.folder, env=environment() | {"SPARK_CONF_DIR": "profiles/spark"},
        text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False,
    )  # fmt: skip
    *answers, _ = re.split(r"(?<=\nasked )(?=True|False)", result.stdout)
    successes = re.findall(r"^asked (True|False)$", result.stdout, re.MULTILINE)
    assert successes == [str(said is None) for said in KEYED.values()], result.stdout
    for answer, said in zip(answers, KEYED.values(), strict=True):
        assert said is None or said in answer, answer


@pytest.mark.xdist_group("right")
def test_a_difference_would_be_found(right: Project, tmp_path: Path):
    """One amount, one row and one type changed in the files of the engine; and no files."""
    good = f"{folder_of(right.folder / 'target/sail', 'check_summary')}/*.parquet"
    assert differences(right.database, tmp_path, "check_summary") != []
    for change in (
        f"select * replace (check_count + 1 as check_count) from '{good}'",
        f"from '{good}' limit 1",
        f"from '{good}' union all from '{good}'",
        f"select * replace (cast(check_count as bigint) as check_count) from '{good}'",
    ):
        folder = tmp_path / "budget.db/check_summary"
        folder.mkdir(parents=True, exist_ok=True)
        duckdb.sql(f"copy ({change}) to '{folder}/part.parquet'")
        assert differences(right.database, tmp_path, "check_summary") != [], change
