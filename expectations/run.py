"""Let Great Expectations read the built database, independently of the dbt tests.

The suites of suites/ hold for any document: structure, and relations by data. Those
of suites/<document_id>/ say in words what the page of that document says, and read its
rows alone. The SQL of an expectation is in queries/, in the folder of its suite, and
reaches it as the expectation parameter of that path, <suite>__<expectation> or
<document_id>__<suite>__<expectation>. A run writes nothing into this folder.
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
import time
import warnings
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timezone
from enum import Enum
from pathlib import Path
from typing import Any

import duckdb

# Great Expectations imports PySpark where it finds it: slowly, with warnings, and it may
# end the process. Nothing here runs on it.
sys.modules.setdefault("pyspark", None)

PROJECT = Path(__file__).resolve().parent
CHECKPOINT = "budget"
ROWS_SHOWN = 50
# What stands in a row of evidence, in the words of the field; other columns keep their name.
WORDS = {
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
    "found_after": "その前の科目 found after",
    "expected_after": "あるべき前の科目 expected after",
}
STAGES = {"original": "当初予定額", "adjustment": "補正額", "revised": "補正後予定額"}
# Columns whose integers are places on the page or years, not amounts.
PLACES = (
    "source_line", "line_before", "row_no", "row_before", "column_no", "position", "_order",
    "year", "burden",
)


class Unusable(Exception):
    """The database cannot be read; the message says why, in Japanese and English."""


@dataclass(frozen=True)
class Outcome:
    """What became of one expectation.

    Attributes:
        suite: Suite, which bears the name of the table it reads, after the document
            (<document_id>.<table>) when it states what the page of one document says.
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


def queries() -> dict[str, str]:
    """Read the SQL of the expectations.

    Returns:
        The SQL text by expectation parameter, <suite>__<expectation>, after
        <document_id>__ for the suites of a document.
    """
    folder = PROJECT / "queries"
    return {
        "__".join(file.relative_to(folder).with_suffix("").parts): file.read_text("utf-8")
        for file in sorted(folder.rglob("*.sql"))
    }


def check_database(database: Path) -> None:
    """Make sure that the database can be read and has the tables that the suites read.

    Args:
        database: DuckDB file.

    Raises:
        Unusable: It is missing, locked, not a DuckDB database or lacks a table.
    """
    if not database.is_file():
        raise Unusable(
            f"データベース {database} がありません。make build を実行してください / "
            f"no database at {database}: run make build first"
        )
    try:
        with duckdb.connect(database, read_only=True) as connection:
            tables = connection.execute("select table_name from information_schema.tables")
            found = {name for (name,) in tables.fetchall()}
    except duckdb.Error as error:
        reason = str(error).splitlines()[0]
        raise Unusable(
            f"データベース {database} を開けません(使用中か、DuckDB のファイルでない) / "
            f"cannot open {database} (in use, or not a DuckDB file): {reason}"
        ) from error
    needed = {file.stem for file in suite_files()} | {"documents"}
    missing = sorted(needed - found)
    if missing:
        names = ", ".join(missing)
        raise Unusable(
            f"データベース {database} に表がありません: {names} / "
            f"tables missing from {database}: {names}"
        )


def read_labels(database: Path) -> dict[str, str]:
    """Read the names that a report shows beside the codes.

    Args:
        database: DuckDB file.

    Returns:
        Japanese label by code of a line, business or stage; only stages when the
        table that holds the labels cannot be read.
    """
    labels = dict(STAGES)
    sql = (
        "select distinct line_id, label_ja from statement_amounts union "
        "select distinct business_id, business_ja from statement_amounts"
    )
    try:
        with duckdb.connect(database, read_only=True) as connection:
            labels.update(connection.execute(sql).fetchall())
    except duckdb.Error:
        pass
    return labels


def suite_files() -> list[Path]:
    """List the files of the suites, which bear the names of the tables they read."""
    return sorted((PROJECT / "suites").rglob("*.json"))


def read_documents(database: Path) -> dict[str, tuple[str, str]]:
    """Read the documents of the database.

    Args:
        database: DuckDB file.

    Returns:
        Title in Japanese and English by document id.
    """
    sql = "select document_id, title_ja, title_en from documents order by document_id"
    with duckdb.connect(database, read_only=True) as connection:
        return {row[0]: row[1:] for row in connection.execute(sql).fetchall()}


def documents_with_suites() -> list[str]:
    """List the documents that have suites, and so a checkpoint, of their own."""
    names = {file.stem for file in (PROJECT / "checkpoints").glob("*.json")}
    return sorted(names - {CHECKPOINT})


def coverage(database: Path) -> list[str]:
    """Say which documents no suite of their own covers, and which suites found no document.

    Args:
        database: DuckDB file.

    Returns:
        Lines of text; none when every document has suites of its own.
    """
    documents = read_documents(database)
    own = documents_with_suites()
    return [
        f"{documents[one][0]}({one}): 固有の期待はなく、全文書に共通の期待だけで確かめた / "
        f"{documents[one][1]}: no expectations of its own; held to those of all documents only"
        for one in documents
        if one not in own
    ] + [
        f"{one}: このデータベースにない文書。固有の期待は評価しない / "
        "not a document of this database; its own expectations were not evaluated"
        for one in own
        if one not in documents
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


def open_context(database: Path) -> Any:
    """Load the project of this folder, for one database.

    Args:
        database: DuckDB file.

    Returns:
        The file data context of Great Expectations.
    """
    os.environ["BUDGET_DATABASE"] = str(database.resolve())
    os.environ["GX_ANALYTICS_ENABLED"] = "false"
    # The dialect cannot list indexes, which nothing here needs.
    warnings.filterwarnings("ignore", module="duckdb_engine")
    import great_expectations

    keep_duckdb_connection()
    return great_expectations.get_context(mode="file", context_root_dir=PROJECT)


def evaluate(
    database: Path, docs: Path | None = None, sql: Mapping[str, str] | None = None
) -> list[Outcome]:
    """Evaluate the expectations of all documents, then those of each document of its own.

    Args:
        database: DuckDB file; it is opened read-only.
        docs: Folder for the Data Docs; None builds none.
        sql: SQL text by expectation parameter; None reads the files.

    Returns:
        One outcome per expectation, in the order of the suites.

    Raises:
        Unusable: The database cannot be read.
    """
    check_database(database)
    context = open_context(database)
    from great_expectations.core.run_identifier import RunIdentifier

    # The run is named after the database, so that two runs on one file are alike.
    built_at = datetime.fromtimestamp(int(database.stat().st_mtime), tz=timezone.utc)
    run_id = RunIdentifier(run_name=CHECKPOINT, run_time=built_at)
    documents = read_documents(database)
    own = [document for document in documents_with_suites() if document in documents]
    parameters = dict(queries() if sql is None else sql)
    results = [
        context.checkpoints.get(name).run(expectation_parameters=parameters, run_id=run_id)
        for name in (CHECKPOINT, *own)
    ]
    # Ends the reading, so that the file can be replaced.
    context.data_sources.get("budget").get_execution_engine().close()
    if docs is not None:
        build_docs(context, docs)
    return [
        read_result(validation.suite_name, one)
        for result in results
        for validation in result.run_results.values()
        for one in validation.results
    ]


def build_docs(context: Any, docs: Path) -> None:
    """Build the Data Docs, static HTML, of the run that the context has just made.

    Args:
        context: Data context that ran the checkpoint.
        docs: Folder to write to.
    """
    site = {
        "class_name": "SiteBuilder",
        "show_how_to_buttons": False,
        "store_backend": {
            "class_name": "TupleFilesystemStoreBackend",
            "base_directory": str(docs.resolve()),
        },
        "site_index_builder": {"class_name": "DefaultSiteIndexBuilder"},
    }
    # Not through add_data_docs_site, which would write the folder into the project.
    context.variables.data_docs_sites = {"expectations": site}
    context.build_data_docs()


def read_result(suite: str, result: Any) -> Outcome:
    """Turn a result of Great Expectations into an outcome.

    Args:
        suite: Name of the suite.
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
        # The SQL that follows the message of the database is in the file of the query.
        error = " ".join(str(errors[0]).split("[SQL:")[0].split())
        return Outcome(**told, verdict="raised", error=error)
    if result.success:
        return Outcome(**told, verdict="passed")
    found = result.result
    details = found.get("details") or {}
    rows = (
        details.get("unexpected_rows")
        or details.get("mismatched")
        or found.get("partial_unexpected_list")
        or [{"found": found.get("observed_value")}]
    )
    if isinstance(rows, dict):
        rows = [row for kind in rows.values() for row in kind]
    rows = [dict(row) if isinstance(row, Mapping) else {"found": row} for row in rows]
    count = found.get("unexpected_count") or found.get("observed_value")
    return Outcome(
        **told,
        verdict="failed",
        row_count=count if isinstance(count, int) else len(rows),
        rows=rows[:ROWS_SHOWN],
    )


def show_value(column: str, value: Any, labels: Mapping[str, str]) -> str:
    """Write a value as a budget document does: thousands apart, △ for minus, names for codes."""
    if value is None:
        return "(なし none)"
    if isinstance(value, bool) or not isinstance(value, int):
        return f"{labels[value]} {value}" if value in labels else str(value)
    if any(word in column for word in PLACES):
        return str(value)
    return f"{'△' if value < 0 else ''}{abs(value):,}"


def show_row(row: Mapping[str, Any], labels: Mapping[str, str]) -> str:
    """Write one row of evidence in one line: the rule in words, then the facts."""
    rule = " / ".join(str(row[key]) for key in ("rule_ja", "rule_en") if key in row)
    facts = ", ".join(
        f"{WORDS.get(key, key)} {show_value(key, value, labels)}"
        for key, value in row.items()
        if key not in ("rule_ja", "rule_en", "document_id")
    )
    return f"{rule}: {facts}" if rule else facts


def report(outcomes: list[Outcome], seconds: float, labels: Mapping[str, str]) -> list[str]:
    """Write the report: what failed, what could not be evaluated, and the counts.

    Args:
        outcomes: One per expectation.
        seconds: Time taken, in seconds.
        labels: Japanese label by code.

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
        database cannot be used.
    """
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--database", type=Path, required=True, help="DuckDB file to read")
    parser.add_argument("--docs", type=Path, help="folder for the Data Docs (static HTML)")
    options = parser.parse_args(arguments)
    started = time.perf_counter()
    try:
        outcomes = evaluate(options.database, options.docs)
    except Unusable as error:
        print(error, file=sys.stderr)
        return 2
    seconds = time.perf_counter() - started
    lines = report(outcomes, seconds, read_labels(options.database))
    print("\n".join([*coverage(options.database), *lines]))
    verdicts = {outcome.verdict for outcome in outcomes}
    if "raised" in verdicts or not outcomes:
        return 2
    return 1 if "failed" in verdicts else 0


def stop(*_: object) -> None:
    """End at once on Ctrl-C: a library that is just loading would make an error of it."""
    print("中断しました / interrupted", file=sys.stderr, flush=True)
    os._exit(1)


if __name__ == "__main__":
    signal.signal(signal.SIGINT, stop)
    sys.exit(main())
