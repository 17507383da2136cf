"""The second reader: every expectation can fail, every figure is held to a fact, and nothing
of dbt's own rules is read. What is corrupted here follows from the tables, not from a list."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest
import run
from conftest import DOCUMENT, ROOT, Project

RUN = ROOT / "expectations/run.py"
SUITES = run.read_suites()
TABLES = [*(suite["table"] for suite in SUITES), *run.OTHER_TABLES]
ALL = {f"{suite['table']}.{name}" for suite in SUITES for name in suite["expectations"]}
NEXT = "next_document"
Corrupt = Callable[..., Path]
Ask = Callable[[str, str], Iterator[tuple[str, list[dict[str, Any]]]]]

# A change of the whole of a column by its type; together they make all expectations red.
# An amount moves by an amount of its own, so that no sum holds.
CHANGES = {
    "moved": ("INTEGER, BIGINT", "{column} + 1 + hash(rowid, '{column}') % 1000003"),
    "negated": ("INTEGER, BIGINT", "- {column}"),
    "renamed": ("VARCHAR", "{column} || '9'"),
    "flipped": ("BOOLEAN", "not {column}"),
    "zeroed": ("INTEGER, BIGINT", "0"),
    "left blank": ("INTEGER, BIGINT, VARCHAR, BOOLEAN", "cast(null as {kind})"),
}
# What tells a document from another: changed, it is another document.
KEYS = ("document_id", "previous_document_id", "taxonomy_id", "table_id", "layout")
# What there is, by name: read to be joined, and held to the marts by dbt.
VOCABULARY = {"documents", "printed_tables", "statements", "statement_lines", "document_stages", "units", "known_differences"}
# What nothing else says: English words, and words of the page beside its figures.
UNREAD = {"label_en", "title_en", "explanation_ja", "explanation_en", "label_as_printed", "column_name"}


@pytest.fixture(scope="session")
def tables_only(built_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small database with the tables that the suites read, without constraints."""
    path = tmp_path_factory.mktemp("expectations") / "tables.duckdb"
    with duckdb.connect(path) as connection:
        connection.execute(f"attach '{built_database}' as good (read_only)")
        for table in TABLES:
            connection.execute(f"create table {table} as select * from good.{table}")
    return path


@pytest.fixture
def corrupt(tables_only: Path, tmp_path: Path) -> Corrupt:
    """Copy the database and run statements on the copy."""

    def change(*statements: str) -> Path:
        path = tmp_path / f"{len(list(tmp_path.iterdir()))}.duckdb"
        shutil.copy(tables_only, path)
        with duckdb.connect(path) as connection:
            for statement in statements:
                connection.execute(statement)
        return path

    return change


@pytest.fixture
def facts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the folder of expectations, whose facts a test may change."""
    folder = tmp_path / "project/expectations"
    shutil.copytree(ROOT / "expectations", folder)
    monkeypatch.setattr(run, "PROJECT", folder)
    return folder / "facts"


def evaluate(database: Path) -> list[run.Outcome]:
    """What Great Expectations says of a database."""
    with run.open_reader(database) as reader:
        return run.evaluate(reader, database)


def red(outcomes: list[run.Outcome], verdict: str = "failed") -> set[str]:
    """Names of the expectations with a verdict."""
    return {f"{one.suite}.{one.name}" for one in outcomes if one.verdict == verdict}


def columns(database: Path) -> list[tuple[str, str, str]]:
    """Table, name and type of every column that is read and is no key of a document."""
    with duckdb.connect(database, read_only=True) as connection:
        found = connection.execute(
            "select table_name, column_name, data_type from duckdb_columns() where not internal "
            "and not list_contains(?, column_name) order by table_name, column_index", [KEYS]
        ).fetchall()
    return [column for column in found if column[0] not in VOCABULARY]


@pytest.fixture(scope="module")
def unexpected(tables_only: Path) -> Iterator[Ask]:
    """Ask the SQL of the suites, one after the other, with one table shown changed."""
    with run.open_reader(tables_only) as reader, run.connect(reader) as connection:

        def ask(table: str, shown: str) -> Iterator[tuple[str, list[dict[str, Any]]]]:
            view = f"create or replace view {table} as select {{}} from budget.{table}"
            connection.execute(view.format(shown))
            try:
                for suite in SUITES:
                    # What is on the page stands last, and notices most.
                    for name, told in reversed(suite["expectations"].items()):
                        sql = str(told.get("rows", "")).replace("{batch}", suite["table"])
                        if table in sql:
                            rows = connection.execute(sql)
                            names = [column[0] for column in rows.description]
                            found = [dict(zip(names, row, strict=True)) for row in rows.fetchall()]
                            yield f"{suite['table']}.{name}", found
            finally:
                connection.execute(view.format("*"))

        yield ask


def test_every_expectation_is_described_in_japanese_and_english() -> None:
    told = [one for suite in SUITES for one in (suite, *suite["expectations"].values())]
    for one in told:
        assert any("\u3040" <= letter <= "\u9fff" for letter in one["ja"]), one
        assert one["en"].isprintable() and one["en"][0].isupper(), one
        assert not any("\u3040" <= letter <= "\u30ff" for letter in one["en"]), one
    assert len({one["ja"] for one in told}) > 50


def test_nothing_of_the_arcs_or_the_checks_is_read(tables_only: Path) -> None:
    """The reader sees what people read, and what words, units, documents and tables there are; nothing else."""
    marts = {path.stem for path in (ROOT / "models/marts").glob("*.sql")}
    assert {*TABLES} - marts == {"printed_figures"} | VOCABULARY
    with run.open_reader(tables_only) as reader:
        views = run.ask(reader, "select view_name, sql from duckdb_views() where not internal")
        own = {name for name, sql in views if "budget." not in sql}
        assert {name for name, _ in views} == {*TABLES} | own
    texts = [path.read_text("utf-8") for path in (ROOT / "expectations").rglob("*.[sy]*l")]
    assert len(texts) > 8 and not any("budget." in text for text in texts)


def test_what_is_left_to_the_contracts_of_dbt(built: Project) -> None:
    """Keys and blanks are not read twice: each table has a contract; test_build.py sees it asked for."""
    manifest = json.loads((built.folder / "target/manifest.json").read_text("utf-8"))
    models = {node["name"]: node for node in manifest["nodes"].values() if node["resource_type"] == "model"}
    for table in TABLES[: len(SUITES)]:
        assert models[table]["contract"]["enforced"]
        assert "primary_key" in [one["type"] for one in models[table]["constraints"]]


def test_every_expectation_can_fail(tables_only: Path, corrupt: Corrupt, monkeypatch: pytest.MonkeyPatch) -> None:
    """By a change of every column that is no code, by an empty table, or by a document that
    amends itself; and none raises, also not over blanks. What has been seen red is not asked again."""
    changes = [
        [
            f"update {table} set {name} = {change.format(column=name, kind=kind)}"
            for table, name, kind in columns(tables_only)
            if kind in types and (name == "stage" or not name.endswith("_id"))
        ]
        for types, change in reversed(CHANGES.values())
    ]
    changes.append([f"delete from {table}" for table in TABLES[: len(SUITES)]])
    changes.append(["update documents set previous_document_id = document_id"])
    seen: set[str] = set()
    shown: set[int] = set()
    for statements in changes:
        outcomes = evaluate(corrupt(*statements))
        shown |= {len(one.rows) for one in outcomes}
        assert [one for one in outcomes if one.verdict == "raised"] == []
        seen |= red(outcomes)
        left = [
            suite | {"expectations": {name: told for name, told in suite["expectations"].items() if f"{suite['table']}.{name}" not in seen}}
            for suite in SUITES
        ]
        monkeypatch.setattr(run, "read_suites", lambda left=left: left)
    assert seen == ALL and max(shown) == run.ROWS_SHOWN


def test_every_column_is_read_or_unread(built_database: Path, tables_only: Path, unexpected: Ask) -> None:
    """A column alone, changed or left blank, is noticed by what else says the same."""
    with duckdb.connect(built_database, read_only=True) as connection:
        required = "select table_name, column_name from duckdb_columns() where not is_nullable"
        contracts = {*connection.execute(required).fetchall()}
    unread = set()
    for table, name, kind in columns(tables_only):
        for types, change in CHANGES.values():
            if kind in types and ("null" not in change or (table, name) not in contracts):
                shown = f"* replace (({change.format(column=name, kind=kind)})::{kind} as {name})"
                if not any(rows for _, rows in unexpected(table, shown)):
                    unread.add(name)
    assert unread == UNREAD
    page = (ROOT / "docs/two-readers.md").read_text("utf-8")
    assert [name for name in UNREAD if f"`{name}`" not in page] == []


def test_no_errors_can_cancel(tables_only: Path, unexpected: Ask) -> None:
    """Every figure is held to a fact of its own, so that no two errors make up for each other.

    All are wrong at once, each by another amount; every one of them is named.
    """
    with duckdb.connect(tables_only, read_only=True) as connection:
        cells = connection.execute(
            "select line_id, business_id, stage from statement_amounts where statement <> 'advances_received'"
        ).fetchall()
        figures = connection.execute(
            "select table_id, source_line, line_id, column_name, row_number() over "
            "(partition by table_id, source_line order by column_no) from printed_figures"
        ).fetchall()
    moved = "* replace (cast({0} + 7000 + hash(rowid) % 1000003 as bigint) as {0})"
    found = dict(unexpected("statement_amounts", moved.format("amount_thousand_yen")))
    named = found["statement_amounts.amounts_of_the_page"]
    assert {(row["line_id"], row["business_id"], row["stage"]) for row in named} == {*cells}
    found = dict(unexpected("printed_figures", moved.format("amount")))
    by_line, by_place = (
        {tuple(row[key] for key in ("table_id", "source_line", *keys)) for row in found[f"printed_figures.{name}"]}
        for name, keys in (
            ("prints_are_the_amounts_of_the_statements", ("line_id", "column_name")),
            ("figures_of_the_page", ("place",)),
        )
    )
    assert len(figures) > 2500 and [
        figure for figure in figures
        if figure[:4] not in by_line and (*figure[:2], figure[4]) not in by_place
    ] == []


def next_document() -> list[str]:
    """Statements that put a second document beside the first, which amends it."""
    amends = {"documents": ", document_id as previous_document_id"}
    return [
        f"insert into {table} select * replace ('{NEXT}' as document_id{amends.get(table, '')}) from {table}"
        for table in {*TABLES} - {"statements", "statement_lines", "units"}
    ]


def test_a_document_without_facts_is_held_to_what_holds_for_all(corrupt: Corrupt) -> None:
    amount = "update statement_amounts set amount_thousand_yen = amount_thousand_yen + 1000"
    wrong = f"{amount} where document_id = '{NEXT}' and line_id = 'assets' and stage = 'revised'"
    path = corrupt(*next_document(), wrong)
    outcomes = evaluate(path)
    assert {row["document_id"] for one in outcomes for row in one.rows} == {NEXT}
    wanted = ("identities_and_findings", "revised_is_original_plus_adjustment",
              "originals_are_the_revised_amounts_of_the_previous_document")
    assert {f"statement_amounts.{name}" for name in wanted} <= red(outcomes)
    assert not [name for name in red(outcomes) if "_of_the_page" in name]
    with run.open_reader(path) as reader:
        (line,) = run.coverage(reader)
    assert f"({NEXT}): 紙面から読んだ事実がなく" in line and "no facts read from its page" in line


def test_a_document_is_picked_up_by_its_facts(corrupt: Corrupt, facts: Path) -> None:
    """A folder of facts, and nothing else, gives it a second reader of its own."""
    shutil.copytree(facts / DOCUMENT, facts / NEXT)
    swapped = (
        "update statement_amounts set amount_thousand_yen = amount_thousand_yen "
        "+ if(business_id = 'general', 1000, -1000) * if(line_id = 'buildings', 1, -1) "
        f"where document_id = '{NEXT}' and stage in ('original', 'revised') "
        "and line_id in ('buildings', 'equipment') and business_id in ('general', 'intermediate_server')"
    )
    path = corrupt(*next_document(), swapped)
    (one,) = [one for one in evaluate(path) if one.name == "amounts_of_the_page"]
    assert {(row["document_id"], row["line_id"], row["business_id"]) for row in one.rows} == {
        (NEXT, line, business)
        for line in ("buildings", "equipment") for business in ("general", "intermediate_server")
    }
    with run.open_reader(path) as reader:
        assert run.coverage(reader) == []
    (facts / NEXT / "figures.csv").unlink()
    with run.open_reader(path) as reader:
        assert f"{NEXT}: 紙面から読んだ事実のうち figures がない / has no facts of these kinds" in run.coverage(reader)
    with run.open_reader(corrupt("update documents set document_id = 'renamed'")) as reader:
        assert len(run.coverage(reader)) == 3
        assert f"{NEXT}: このデータベースにない文書" in run.coverage(reader)[2]


# A file of facts, what stands there, what is written instead, and what must be said of it.
BAD_FACTS = {
    "no integer": ("debt_obligations.csv", ",33483000,", ",33.483.000,", ("2行目 line 2", "limit_amount", "33.483.000")),
    "underlines": ("debt_obligations.csv", ",33483000,", ",33_483_000,", ("2行目 line 2", "limit_amount", "33_483_000")),
    "other digits": ("figures.csv", "overview_prose,337,2,31037", "overview_prose,337,2,٣١٠٣٧", ("3行目 line 3", "an integer")),
    "too large": ("figures.csv", "overview_prose,337,2,31037", "overview_prose,337,2,99999999999999999999", ("3行目 line 3", "amount", "17 digits")),
    "blank": ("figures.csv", "overview_prose,337,2,31037", "overview_prose,337,2,", ("3行目 line 3", "amount", "is blank")),
    "truth": ("businesses.csv", "合計,true", "合計,yes", ("10行目 line 10", "is_total", "yes", "true か false")),
    "column": ("tables.csv", "sum_of_digits", "digits", ("1行目 line 1", "digits", "sum_of_digits")),
    "cells": ("businesses.csv", "general,一般事業,false", "general,一般事業", ("2行目 line 2", "not as many columns")),
    "twice": ("businesses.csv", "general,一般事業,false", "total,合計,true", ("businesses", "stated twice", "total")),
    "equation": ("findings.csv", "project_expenses = ", "project_expenses == ", ("6行目 line 6", "equation", "line = line + line")),
    "quotes": ("businesses.csv", "一般事業", '"一般"事業', ("businesses.csv", "cannot be read as CSV")),
}
# What stands in the place of a file.
NO_FILE = {"folder": Path.mkdir, "pipe": os.mkfifo, "link to nothing": lambda path: path.symlink_to("nowhere")}


@pytest.mark.parametrize("kind", [*BAD_FACTS, *NO_FILE, "not utf-8", "unknown"])
def test_bad_facts_are_refused_with_their_place(tables_only: Path, facts: Path, kind: str) -> None:
    if kind == "unknown":
        name, said = "pages.csv", ("no facts have this name", "amendment_reasons")
        (facts / DOCUMENT / name).write_text("page\n1\n", "utf-8")
    elif kind == "not utf-8":
        name, said = "businesses.csv", ("UTF-8 でない", "is not UTF-8")
        path = facts / DOCUMENT / name
        path.write_bytes(path.read_text("utf-8").encode("cp932"))
    elif kind in NO_FILE:
        name, said = "figures.csv", ("普通のファイルでない",)
        (facts / DOCUMENT / name).unlink()
        NO_FILE[kind](facts / DOCUMENT / name)
    else:
        name, old, new, said = BAD_FACTS[kind]
        path = facts / DOCUMENT / name
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(run.Unusable) as refused, run.open_reader(tables_only):
        pass
    assert [one for one in said if one not in str(refused.value)] == [], refused.value
    assert name in str(refused.value) or kind == "twice"


def test_failed_and_raised_are_told_apart_as_an_auditor_needs(corrupt: Corrupt, capsys: pytest.CaptureFixture[str]) -> None:
    wrong = "update statement_amounts set amount_thousand_yen = 598233 where line_id = 'net_income' "
    wrong += "and business_id = 'total' and stage = 'revised'"
    limit = "update debt_obligations set limit_thousand_yen = -5 where limit_thousand_yen = 1400"
    assert run.main(["--database", str(corrupt(wrong, limit))]) == 1
    told = capsys.readouterr().out
    assert "不合格 / FAILED [statement_amounts.identities_and_findings]" in told
    assert "当期純利益 = 税金等調整前当期純利益 - 法人住民税 / Net income (loss) = " in told
    assert "科目 line 当期純利益 net_income, 事業 business 合計 total, 段階 stage 補正後予定額 revised" in told
    assert "印刷 printed 598,233, 計算 computed △598,233, 差 difference 1,196,466" in told
    # Great Expectations' own, too, names the row.
    native = told.split("[debt_obligations.limit_is_positive]")[1].split("\n")[3]
    assert "令和4年度J-LISパンフレット作成業務" in native and "limit_thousand_yen △5" in native
    assert "could not be evaluated:" not in told

    broken = corrupt(wrong, "alter table debt_obligations drop column burden_year_count")
    assert run.main(["--database", str(broken)]) == 2
    told = capsys.readouterr().out
    assert "評価できず / could not be evaluated: [debt_obligations.years_of_burden_are_counted]" in told
    assert 'column "burden_year_count" not found' in told
    assert "不合格 / FAILED [statement_amounts.identities_and_findings]" in told


def test_connection_must_be_kept(tables_only: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from great_expectations.execution_engine import sqlalchemy_execution_engine as engine

    # Without the repair every SQL expectation raises; when that is no longer so, it can go.
    kept = engine._PERSISTED_CONNECTION_DIALECTS
    without = tuple(one for one in kept if one.value != "duckdb")
    monkeypatch.setattr(engine, "_PERSISTED_CONNECTION_DIALECTS", without)
    monkeypatch.setattr(run, "keep_duckdb_connection", lambda: None)
    monkeypatch.setattr(run, "read_suites", lambda: SUITES[:2])
    assert red(evaluate(tables_only), "raised")


@pytest.mark.parametrize("kind", ["missing", "not a database", "without tables", "locked"])
def test_unusable_database_is_one_clear_line(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "budget.duckdb"
    if kind == "not a database":
        path.write_text("no database\n" * 1000)
    elif kind == "without tables":
        duckdb.connect(path).close()
    with duckdb.connect(path if kind == "locked" else ":memory:"):
        command = [sys.executable, str(RUN), "--database", str(path)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert len(done.stderr.splitlines()) == 1
    assert "データベース" in done.stderr and "Traceback" not in done.stderr


def test_command_builds_docs_and_leaves_nothing_else(built_database: Path, tmp_path: Path) -> None:
    status = ["git", "-C", str(ROOT), "status", "--porcelain", "--untracked-files=all"]
    before = subprocess.run(status, capture_output=True, text=True, check=True).stdout
    for folder in ("home", "temporary"):
        (tmp_path / folder).mkdir()
    docs = tmp_path / "docs"
    command = [sys.executable, str(RUN), "--database", str(built_database), "--docs", str(docs)]
    environment = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"}
    environment |= {"HOME": str(tmp_path / "home"), "TMPDIR": str(tmp_path / "temporary")}
    # PySpark in the environment stays out: without the line in run.py this one is found, and ends the process.
    (tmp_path / "spark").mkdir()
    (tmp_path / "spark/pyspark.py").write_text("raise SystemExit('imported')", encoding="utf-8")
    environment |= {"PYTHONPATH": str(tmp_path / "spark")}
    alone = [sys.executable, "-c", "import great_expectations.compatibility.pyspark"]
    assert subprocess.run(alone, env=environment, capture_output=True, text=True).stderr == "imported\n"
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, env=environment)
    assert (done.returncode, done.stderr) == (0, "")
    assert len(done.stdout.splitlines()) == 1
    assert f"of {len(ALL)} expectations {len(ALL)} passed" in done.stdout
    assert (docs / "index.html").is_file()
    for number, suite in enumerate(SUITES, start=1):
        (page,) = docs.glob(f"validations/{run.suite_name(number, suite)}/**/*.html")
        text = page.read_text("utf-8")
        assert all(one["ja"] in text for one in suite["expectations"].values())
    assert subprocess.run(status, capture_output=True, text=True, check=True).stdout == before
    assert list((tmp_path / "temporary").iterdir()) == []
