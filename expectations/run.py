"""Let Great Expectations read the built database, independently of the dbt tests.

A suite (suites/*.yml) is a list of expectations of one table, for every document. What
they compare it with is data: what a person read on the page of a document
(facts/<document_id>/), and the identities of its chart of lines (identities/). Both are
tables beside those of the database (facts.sql). A run writes nothing into this folder.
"""

from __future__ import annotations

import argparse
import csv
import gc
import os
import re
import signal
import sys
import time
import uuid
import warnings
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timezone
from enum import Enum
from pathlib import Path
from typing import Any

import duckdb
import duckdb_engine
import yaml

# Great Expectations imports PySpark where it finds it: slowly, with warnings, and it may
# end the process. Nothing here runs on it.
sys.modules.setdefault("pyspark", None)

PROJECT = Path(__file__).resolve().parent
CHECKPOINT = "budget"
ROWS_SHOWN = 50
# What the suites and the report read beside the table that a suite is about.
OTHER_TABLES = (
    "documents", "printed_tables", "statements", "statement_lines", "document_stages", "units", "known_differences",
    "consolidated_statements", "business_statements",
)
# What stands in a row of evidence, in the words of the field; other columns keep their name.
WORDS = {
    "document_id": "文書 document",
    "line_id": "科目 line",
    "label_ja": "名称 label",
    "business_id": "事業 business",
    "stage": "段階 stage",
    "picture_id": "図 picture",
    "step_role": "棒の役割 role of the bar",
    "table_id": "表 table",
    "source_line": "原文の行 source line",
    "printed": "印刷 printed",
    "computed": "計算 computed",
    "found": "データベース found",
    "expected": "あるべき expected",
    "difference": "差 difference",
    "businesses_summed": "足した事業の数 businesses summed",
}
# Japanese label by document and code.
Labels = Mapping[tuple[str, str], str]
# Columns whose integers are places on the page or years, not amounts.
PLACES = ("source_line", "row_no", "column_no", "position", "place", "_order", "year", "burden")


# A line of a statement is the sum or difference of others.
EQUATION = re.compile(r"[a-z0-9_]+ = (- )?[a-z0-9_]+( [+-] [a-z0-9_]+)*")


class Unusable(Exception):
    """The database or the facts cannot be read; the message says why, in Japanese and English."""


@dataclass(frozen=True)
class Outcome:
    """What became of one expectation.

    Attributes:
        suite: Table that its suite reads.
        name: Name of the expectation in its suite.
        ja: What it means in budget terms, in Japanese.
        en: The same in English.
        verdict: "passed", "failed" (the page is contradicted) or "raised" (not evaluated).
        row_count: Unexpected rows or values found.
        rows: Those rows, at most ROWS_SHOWN; amounts in the unit of their column.
        error: Why it could not be evaluated; empty unless raised.
    """

    suite: str
    name: str
    ja: str
    en: str
    verdict: str
    row_count: int = 0
    rows: list[dict[str, Any]] = field(default_factory=list)
    error: str = ""


def read_suites() -> list[dict[str, Any]]:
    """Read the suites, in the order of their files.

    Returns:
        One mapping per suite: table, ja, en, and its expectations by name.
    """
    files = sorted((PROJECT / "suites").glob("*.yml"))
    return [yaml.load(file.read_text("utf-8"), yaml.CSafeLoader) for file in files]


def suite_name(number: int, suite: Mapping[str, Any]) -> str:
    """Name a suite in words; the number keeps the order of the statements in the Data Docs."""
    return f"{number} {suite['ja']} {suite['en']}"


def facts_of(kind: str) -> list[Path]:
    """List the files of a kind, facts or identities.

    Args:
        kind: Name of the folder.
    """
    return sorted((PROJECT / kind).rglob("*.csv"))


def read_integer(text: str) -> int:
    """Read digits, with a minus or not.

    Raises:
        ValueError: It is more, or too much for a BIGINT.
    """
    if not re.fullmatch("-?[0-9]{1,17}", text):
        raise ValueError(text)
    return int(text)


def read_cell(text: str, column: str, kind: str, place: str) -> Any:
    """Read a cell of a file of facts.

    Args:
        text: The cell.
        column: Its column.
        kind: Type of the column in facts.sql.
        place: File and line, for the message.

    Returns:
        Text, an integer or a truth value; None for a blank.

    Raises:
        Unusable: It is not of that type.
    """
    readers = {
        "VARCHAR": str, "BOOLEAN": {"true": True, "false": False}.__getitem__,
        "INTEGER": read_integer, "BIGINT": read_integer,
    }
    wanted = {
        "BOOLEAN": "true か false / true or false",
        "INTEGER": "17桁までの整数 / an integer of up to 17 digits", "BIGINT": "17桁までの整数 / an integer of up to 17 digits",
    }
    if not text:
        return None
    if column == "equation" and not EQUATION.fullmatch(text):
        raise Unusable(f"{place} 列 column {column}: 値 value「{text}」 期待 expected line = line + line - line")
    try:
        return readers[kind](text)
    except (KeyError, ValueError):
        raise Unusable(f"{place} 列 column {column}: 値 value「{text}」 期待 expected {wanted[kind]}") from None


def read_rows(file: Path, columns: Mapping[str, tuple[str, bool]]) -> Iterator[dict[str, Any]]:
    """Read the rows of a file of facts.

    Args:
        file: CSV file in UTF-8 with a header.
        columns: Type, and whether it may be blank, by column. A column with a dot in its
            name, which a table of facts has not, is an amount.

    Yields:
        Values by column; `position` counts the rows from 1 on.

    Raises:
        Unusable: The file is not what is expected; the message names file, line and column.
    """
    shown = file.relative_to(PROJECT.parent)
    if not file.is_file():  # a folder; a link to nowhere; a pipe, which would never end
        raise Unusable(f"{shown}: 普通のファイルでない / it is no regular file")
    try:
        with file.open(encoding="utf-8", newline="") as opened:
            reader = csv.DictReader(opened, strict=True)
            header = reader.fieldnames or []
            known = [name for name in columns if name not in ("document_id", "taxonomy_id", "statement", "position")]
            wrong = [name for name in header if name not in known and "." not in name]
            missing = [name for name in known if name not in header and not columns[name][1]]
            if wrong or missing or len(set(header)) < len(header):
                raise Unusable(
                    f"{shown} 1行目 line 1: 列 columns {', '.join(header)}。期待 expected {', '.join(known)}"
                )
            for position, cells in enumerate(reader, start=1):
                place = f"{shown} {reader.line_num}行目 line {reader.line_num}"
                if None in cells or None in cells.values():
                    raise Unusable(f"{place}: 列の数が見出しと違う / not as many columns as the header")
                row: dict[str, Any] = {"position": position}
                for name, text in cells.items():
                    kind, may_be_blank = columns.get(name, ("BIGINT", True))
                    row[name] = read_cell(text, name, kind, place)
                    if row[name] is None and not may_be_blank:
                        raise Unusable(f"{place} 列 column {name}: 空欄である / is blank")
                yield row
    except UnicodeDecodeError as error:
        raise Unusable(f"{shown}: 文字コードが UTF-8 でない / is not UTF-8: {error.reason}") from error
    except csv.Error as error:
        raise Unusable(f"{shown}: CSV として読めない / cannot be read as CSV: {error}") from error


def load_facts(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the tables of facts.sql and fill them from the files.

    Args:
        connection: Connection that has the table `documents`.

    Raises:
        Unusable: A file cannot be read, or states something twice.
    """
    connection.execute((PROJECT / "facts.sql").read_text("utf-8"))
    declared: dict[str, dict[str, tuple[str, bool]]] = {}
    for table, column, kind, may_be_blank in connection.execute(
        "select table_name, column_name, data_type, is_nullable from duckdb_columns() "
        "where schema_name = 'main' and database_name = current_database() order by column_index"
    ).fetchall():
        declared.setdefault(table, {})[column] = (kind, may_be_blank)
    rows: dict[str, list[dict[str, Any]]] = {}
    for file in facts_of("facts") + facts_of("identities"):
        folders = file.relative_to(PROJECT).parts[:-1]
        if folders[0] == "identities":
            table, told = "identities", {"taxonomy_id": file.stem}
        elif folders[2:] == ("statements",):
            table, told = "page_lines", {"document_id": folders[1], "statement": file.stem}
        else:
            table, told = f"page_{file.stem}", {"document_id": folders[1]}
        if table not in declared:
            known = ", ".join(sorted(name[5:] for name in declared if name.startswith("page_")))
            raise Unusable(
                f"{file.relative_to(PROJECT.parent)}: この名前の事実はない / "
                f"no facts have this name; there are: {known}"
            )
        for row in read_rows(file, declared[table]):
            amounts = {name: row.pop(name) for name in [*row] if "." in name}
            rows.setdefault(table, []).append(told | row)
            for name, amount in amounts.items():
                business, _, stage = name.rpartition(".")
                place = {"line_id": row["line_id"], "business_id": business, "stage": stage}
                if amount is not None:
                    rows.setdefault("page_amounts", []).append(told | place | {"amount": amount})
    for table, stated in rows.items():
        names = [name for name in declared[table] if any(name in row for row in stated)]
        lists = ", ".join(f"unnest(?::{declared[table][name][0]}[])" for name in names)
        values = [[row.get(name) for row in stated] for name in names]
        try:
            connection.execute(f"insert into {table} ({', '.join(names)}) select {lists}", values)
        except duckdb.ConstraintException as error:
            reason = str(error).splitlines()[0]
            raise Unusable(
                f"expectations/facts: {table.removeprefix('page_')}: 同じものが二度ある / "
                f"stated twice: {reason}"
            ) from error


@contextmanager
def open_reader(database: Path) -> Iterator[str]:
    """Put the tables of the database and the facts side by side, in memory.

    Args:
        database: DuckDB file; it is opened read-only.

    Yields:
        Name under which this process can open them, as long as this lasts.

    Raises:
        Unusable: The database cannot be read or lacks a table, or the facts cannot be read.
    """
    if not database.is_file():
        raise Unusable(
            f"データベース {database} がありません。make build を実行してください / "
            f"no database at {database}: run make build first"
        )
    name = f":memory:{uuid.uuid4().hex}"
    with connect(name) as connection:
        try:
            path = str(database).replace("'", "''")
            connection.execute(f"attach '{path}' as budget (read_only)")
            tables = connection.execute(
                "select table_name from information_schema.tables where table_catalog = 'budget'"
            )
            found = {table for (table,) in tables.fetchall()}
        except duckdb.Error as error:
            reason = str(error).splitlines()[0]
            raise Unusable(
                f"データベース {database} を開けません(使用中か、DuckDB のファイルでない) / "
                f"cannot open {database} (in use, or not a DuckDB file): {reason}"
            ) from error
        needed = {*(suite["table"] for suite in read_suites()), *OTHER_TABLES}
        if missing := ", ".join(sorted(needed - found)):
            raise Unusable(
                f"データベース {database} に表がありません: {missing} / "
                f"tables missing from {database}: {missing}"
            )
        for table in sorted(needed):
            connection.execute(f"create view {table} as select * from budget.{table}")
        load_facts(connection)
        try:
            yield name
        finally:
            # So that the file can be replaced, even while a connection is still about.
            connection.execute("detach budget")


def connect(reader: str) -> Any:
    """Open the tables of open_reader as Great Expectations does: DuckDB wants all connections
    to one database configured alike."""
    return closing(duckdb_engine.Dialect().connect(reader))


def ask(reader: str, sql: str) -> list[tuple[Any, ...]]:
    """Ask the tables that open_reader has put side by side."""
    with connect(reader) as connection:
        return connection.execute(sql).fetchall()


def read_labels(reader: str) -> Labels:
    """Read the names that a report shows beside the codes.

    Args:
        reader: Name from open_reader.

    Returns:
        Japanese label by document and code of a line, business or stage; none when a table
        that holds the labels cannot be read.
    """
    sql = (
        "select document_id, line_id, label_ja from statement_amounts union "
        "select document_id, business_id, business_ja from statement_amounts union "
        "select document_id, stage, label_ja from document_stages"
    )
    try:
        return {(document, code): label for document, code, label in ask(reader, sql)}
    except duckdb.Error:
        return {}


def coverage(reader: str) -> list[str]:
    """Say of which documents no page was read, and which facts found no document.

    Args:
        reader: Name from open_reader.

    Returns:
        Lines of text; none when every document has facts.
    """
    documents = ask(reader, "select document_id, title_ja, title_en from documents order by 1")
    kinds: dict[str, set[str]] = {}
    for file in facts_of("facts"):
        _, document, *kind = file.relative_to(PROJECT).with_suffix("").parts
        kinds.setdefault(document, set()).add(kind[0])
    told = sorted(kinds)
    known = set(re.findall(r"create (?:or replace )?(?:temp )?table page_(\w+)", (PROJECT / "facts.sql").read_text("utf-8")))
    known = known - {"lines", "amounts"} | {"statements"}
    return [
        f"{document}: 紙面から読んだ事実のうち {', '.join(sorted(known - kinds[document]))} がない / has no facts of these kinds"
        for document, _, _ in documents
        if document in told and known - kinds[document]
    ] + [
        f"{ja}({document}): 紙面から読んだ事実がなく、全文書に共通の期待だけで確かめた / "
        f"{en}: no facts read from its page; held to the expectations of all documents only"
        for document, ja, en in documents
        if document not in told
    ] + [
        f"{document}: このデータベースにない文書。その事実は使わない / "
        "not a document of this database; its facts were not used"
        for document in told
        if document not in {row[0] for row in documents}
    ]


def keep_duckdb_connection() -> None:
    """Let Great Expectations keep its DuckDB connection open while it fetches rows.

    It closes the connection of a query before it fetches the rows, except for the
    dialects in this tuple. DuckDB loses the rows with the connection, so that every SQL
    expectation raises; and each query would open the file again.
    """
    from great_expectations.execution_engine import sqlalchemy_execution_engine as engine

    if "duckdb" not in {dialect.value for dialect in engine._PERSISTED_CONNECTION_DIALECTS}:
        duckdb_dialect = Enum("Dialect", {"DUCKDB": "duckdb"}, type=str).DUCKDB
        engine._PERSISTED_CONNECTION_DIALECTS += (duckdb_dialect,)


def configure(name: str, told: Mapping[str, Any]) -> dict[str, Any]:
    """Turn an entry of a suite into the configuration of an expectation.

    Args:
        name: Name of the expectation.
        told: Its entry: ja, en, and either the SQL of unexpected rows (`rows`) or one of
            Great Expectations' own, by its type, with its arguments.

    Returns:
        Configuration of the expectation.
    """
    ((kind, arguments),) = ((key, value) for key, value in told.items() if key not in ("ja", "en"))
    if kind == "rows":
        kind, arguments = "unexpected_rows_expectation", {"unexpected_rows_query": arguments}
    ja, en = told["ja"], told["en"]
    return {
        "type": kind, "kwargs": arguments, "description": f"{ja} / {en}", "severity": "critical",
        "meta": {"name": name, "ja": ja, "en": en},
    }


def open_context(reader: str) -> Any:
    """Make the project of Great Expectations: a source, an asset and a suite for each table
    read, and the checkpoint `budget` over them all.

    Args:
        reader: Name from open_reader.

    Returns:
        The data context of Great Expectations.
    """
    os.environ["GX_ANALYTICS_ENABLED"] = "false"
    # The dialect cannot list indexes, which nothing here needs.
    warnings.filterwarnings("ignore", module="duckdb_engine")
    import great_expectations as gx
    from great_expectations.data_context.types.base import DataContextConfig, InMemoryStoreBackendDefaults

    keep_duckdb_connection()
    settings = DataContextConfig(
        # In memory: the results are printed and shown in the Data Docs, not kept.
        store_backend_defaults=InMemoryStoreBackendDefaults(init_temp_docs_sites=False),
        progress_bars={"globally": False},
    )
    context = gx.get_context(mode="ephemeral", project_config=settings)
    source = context.data_sources.add_sql("budget", connection_string=f"duckdb:///{reader}")
    definitions = []
    for number, suite in enumerate(read_suites(), start=1):
        asset = source.add_table_asset(suite["table"], table_name=suite["table"])
        name = suite_name(number, suite)
        expectations = [configure(*entry) for entry in suite["expectations"].items()]
        definition = gx.ValidationDefinition(
            name=name,
            data=asset.add_batch_definition_whole_table("whole_table"),
            suite=context.suites.add(gx.ExpectationSuite(name=name, expectations=expectations)),
        )
        definitions.append(context.validation_definitions.add(definition))
    # An unexpected value is shown with its document, line and business.
    rows = {"result_format": "COMPLETE", "unexpected_index_column_names": ["document_id", "label_ja", "business_id"]}
    checkpoint = gx.Checkpoint(name=CHECKPOINT, validation_definitions=definitions, result_format=rows)
    context.checkpoints.add(checkpoint)
    return context


def evaluate(reader: str, database: Path, docs: Path | None = None) -> list[Outcome]:
    """Evaluate all expectations.

    Args:
        reader: Name from open_reader.
        database: The DuckDB file that it reads.
        docs: Folder for the Data Docs; None builds none.

    Returns:
        One outcome per expectation, in the order of the suites.
    """
    context = open_context(reader)
    from great_expectations.core.run_identifier import RunIdentifier

    # The run is named after the database, so that two runs on one file are alike.
    built_at = datetime.fromtimestamp(int(database.stat().st_mtime), tz=timezone.utc)
    run_id = RunIdentifier(run_name=CHECKPOINT, run_time=built_at)
    result = context.checkpoints.get(CHECKPOINT).run(run_id=run_id)
    # Ends the reading, so that the file can be replaced.
    context.data_sources.get("budget").get_execution_engine().close()
    if docs is not None:
        build_docs(context, docs)
    found = {
        (validation.asset_name, one.expectation_config.meta["name"]): one
        for validation in result.run_results.values()
        for one in validation.results
    }
    return [
        read_result(suite["table"], found[suite["table"], name])
        for suite in read_suites()
        for name in suite["expectations"]
    ]


def build_docs(context: Any, docs: Path) -> None:
    """Build the Data Docs, static HTML, of the run that the context has just made.

    Args:
        context: Data context that ran the checkpoint.
        docs: Folder to write to.
    """
    context.variables.data_docs_sites = {
        "expectations": {
            "class_name": "SiteBuilder",
            "show_how_to_buttons": False,
            "store_backend": {
                "class_name": "TupleFilesystemStoreBackend",
                "base_directory": str(docs.resolve()),
            },
            "site_index_builder": {"class_name": "DefaultSiteIndexBuilder"},
        }
    }
    context.build_data_docs()


def read_result(suite: str, result: Any) -> Outcome:
    """Turn a result of Great Expectations into an outcome.

    Args:
        suite: Table that the suite reads.
        result: Validation result of one expectation.

    Returns:
        The outcome.
    """
    meta = result.expectation_config.meta
    told = {"suite": suite, "name": meta["name"], "ja": meta["ja"], "en": meta["en"]}
    info = result.exception_info
    infos = [info] if "raised_exception" in info else list(info.values())
    errors = [one["exception_message"] for one in infos if one["raised_exception"]]
    if errors:
        # The SQL that follows the message of the database is in the file of the suite.
        error = " ".join(str(errors[0]).split("[SQL:")[0].split())
        return Outcome(**told, verdict="raised", error=error)
    if result.success:
        return Outcome(**told, verdict="passed")
    found = result.result
    details = found.get("details") or {}
    rows = details.get("unexpected_rows") or found.get("unexpected_index_list")
    rows = rows or [{"found": found.get("observed_value")}]
    count = found.get("unexpected_count") or found.get("observed_value")
    return Outcome(
        **told,
        verdict="failed",
        row_count=count if isinstance(count, int) else len(rows),
        rows=[dict(row) for row in rows[:ROWS_SHOWN]],
    )


def show_value(column: str, value: Any, label: str) -> str:
    """Write a value as a budget document does: thousands apart, △ for minus, names for codes."""
    if value is None:
        return "(なし none)"
    if isinstance(value, bool) or not isinstance(value, int):
        return f"{label} {value}" if label else str(value)
    if any(word in column for word in PLACES):
        return str(value)
    return f"{'△' if value < 0 else ''}{abs(value):,}"


def show_row(row: Mapping[str, Any], labels: Labels) -> str:
    """Write one row of evidence in one line: the rule in words, then the facts that differ."""
    rule = " / ".join(str(row[key]) for key in ("rule_ja", "rule_en") if key in row)
    alike = {"rule_ja", "rule_en"}
    for key, value in row.items():
        pairs = [key.replace("found", other, 1) for other in ("expected", "printed")]
        if key.startswith("found"):
            alike |= {one for pair in pairs if pair in row and row[pair] == value for one in (key, pair)}
        elif key.startswith("difference") and value == 0:
            alike.add(key)
    document = row.get("document_id")
    facts = ", ".join(
        f"{WORDS.get(key, key)} {show_value(key, value, labels.get((document, value), ''))}"
        for key, value in row.items()
        if key not in alike
    )
    return f"{rule}: {facts}" if rule else facts


def report(outcomes: list[Outcome], seconds: float, labels: Labels) -> list[str]:
    """Write the report: what failed, what could not be evaluated, and the counts.

    Args:
        outcomes: One per expectation.
        seconds: Time taken, in seconds.
        labels: Japanese label by document and code.

    Returns:
        Lines of text.
    """
    lines: list[str] = []
    for outcome in outcomes:
        place = f"[{outcome.suite}.{outcome.name}]"
        meaning = [f"  {outcome.ja}", f"  {outcome.en}"]
        if outcome.verdict == "failed":
            lines += [f"不合格 / FAILED {place}", *meaning]
            lines += [f"  - {show_row(row, labels)}" for row in outcome.rows]
            left = outcome.row_count - len(outcome.rows)
            if left > 0:
                lines.append(f"  ほか {left:,} 行 / and {left:,} more rows")
        elif outcome.verdict == "raised":
            lines += [f"評価できず / could not be evaluated: {place}", *meaning]
            lines.append(f"  {outcome.error}")
    passed, failed, raised = (
        sum(outcome.verdict == verdict for outcome in outcomes)
        for verdict in ("passed", "failed", "raised")
    )
    lines.append(
        f"Great Expectations: {len(outcomes)} 件中 合格 {passed}、不合格 {failed}、"
        f"評価できず {raised}({seconds:.1f} 秒) / of {len(outcomes)} expectations "
        f"{passed} passed, {failed} failed, {raised} could not be evaluated "
        f"({seconds:.1f} s)"
    )
    return lines


def main(arguments: list[str] | None = None) -> int:
    """Evaluate the expectations and print what fails.

    Args:
        arguments: Command line; None takes that of the process.

    Returns:
        Exit status: 0 all hold, 1 some fail, 2 some could not be evaluated or the
        database or the facts cannot be read.
    """
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--database", type=Path, required=True, help="DuckDB file to read")
    parser.add_argument("--docs", type=Path, help="folder for the Data Docs (static HTML)")
    options = parser.parse_args(arguments)
    started = time.perf_counter()
    try:
        with open_reader(options.database) as reader:
            outcomes = evaluate(reader, options.database, options.docs)
            seconds = time.perf_counter() - started
            lines = [*coverage(reader), *report(outcomes, seconds, read_labels(reader))]
    except Unusable as error:
        print(error, file=sys.stderr)
        return 2
    print("\n".join(lines))
    verdicts = {outcome.verdict for outcome in outcomes}
    if "raised" in verdicts or not outcomes:
        return 2
    return 1 if "failed" in verdicts else 0


def stop(*_: object) -> None:
    """End at once on Ctrl-C: a library that is just loading would make an error of it."""
    print("中断しました / interrupted", file=sys.stderr, flush=True)
    os._exit(1)


if __name__ == "__main__":
    gc.disable()  # what the library builds as it is loaded stays; looking through it would take a tenth of the run
    signal.signal(signal.SIGINT, stop)
    sys.exit(main())
