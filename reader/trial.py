"""A trial build: what the project makes of a document before it is written into it."""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import duckdb
from declare import declare

from reader.plan import Plan, Refused, carry_out, read_rows

# What dbt parsed of the project, which it takes over if its database has the same name.
PARSED = "target/partial_parse.msgpack"
DATABASE = "target/building/budget.duckdb"
ROOMS = ("seeds", "models", "macros", "tests", "analyses", "profiles", "scripts")
FILES = ("dbt_project.yml", "profiles.yml")
# What an outcome is taken from, with all that it needs; whoever is suspect is no matter yet.
ASKED = ("+check_summary", "+check_results", "+figure_coverage", "+transcription_errors")
SHOWN = 10  # lines of what dbt says
# Files that nobody reads.
UNREAD = ("--log-level-file", "none", "--no-write-json")


@dataclass(frozen=True)
class Problem:
    """A place of the transcription that cannot be read.

    Attributes:
        table_id: Its table.
        source_line: Its line of the text.
        column_name: Its column; `label` for the whole row.
        label: The label of its row.
        rule: The rule of a check that its figure keeps from holding; empty where it could not be read.
    """

    table_id: str
    source_line: int
    column_name: str
    label: str
    rule: str = ""


@dataclass(frozen=True)
class Difference:
    """A check of the document that does not hold.

    Attributes:
        rule: Its rule.
        line: Its line.
        business: Its business.
        stage: Its stage.
        residual: What is printed less what it should be.
        message_ja: The check, in words.
        message_en: The same in English.
        figures: Table, line of the text, column and label of each figure in it.
    """

    rule: str
    line: str
    business: str
    stage: str
    residual: int
    message_ja: str
    message_en: str
    figures: tuple[tuple[str, int, str, str], ...]


@dataclass
class Outcome:
    """What a trial build says.

    Attributes:
        checks: Number of checks and checksum of their members, by rule.
        counts: Number of checks of all documents of the taxonomy, by rule.
        forcing: Rules that do not hold without a restored minus mark, by table, line and column.
        unbound: Statement, unit and stage of figures that no law binds exactly.
        problems: What could not be read, in words.
        unreadable: The places that could not be read.
        failing: Checks that do not hold, in words.
        lacking: Rules of checks that lack a figure.
        stubborn: Figures of checks that do not hold, or lack a figure.
        differences: Those of them that are of a line, a business and a stage, the control totals apart.
        figures: Number of printed figures.
        bound: Number of them that a law of the document binds, exactly or by rounding.
        proved: Number of them that a law binds exactly.
    """

    checks: dict[str, tuple[int, int]] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    forcing: dict[tuple[str, str, str], list[str]] = field(default_factory=dict)
    unbound: list[tuple[str, str, str]] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    unreadable: list[Problem] = field(default_factory=list)
    failing: list[str] = field(default_factory=list)
    lacking: list[str] = field(default_factory=list)
    stubborn: list[Problem] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)
    figures: int = 0
    bound: int = 0
    proved: int = 0


def copy_project(project: Path, folder: Path, document: str = "") -> Path:
    """Copy what dbt needs of a project.

    Args:
        project: Folder of the project.
        folder: Where to.
        document: Id of a document that it does not have. If it had it once, dbt would look for its files where they were.

    Returns:
        The copy.
    """
    for room in ROOMS:
        shutil.copytree(project / room, folder / room, ignore=shutil.ignore_patterns("__pycache__"))
    for name in FILES:
        shutil.copy(project / name, folder / name, follow_symlinks=True)
    (folder / DATABASE).parent.mkdir(parents=True)
    if (project / PARSED).exists() and not (document and f"{document}__".encode() in (project / PARSED).read_bytes()):
        shutil.copy(project / PARSED, folder / PARSED)
    return folder


def leave_alone(copy: Path, document: str) -> None:
    """Take out of a copy what is of other charts of lines than that of a document, so that a trial takes no longer
    in a project of many documents.

    Args:
        copy: Folder of the copy.
        document: Id of the document, which stands in the copy.
    """
    chart = {row["document_id"]: row["taxonomy_id"] for row in read_rows(copy / "seeds/vocabulary/documents.csv")}
    others = {other for other, taxonomy in chart.items() if taxonomy != chart[document]}
    gone = others | {chart[other] for other in others}
    for path in (path for room in ("vocabulary", "rules") for path in (copy / "seeds" / room).glob("*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as file:
            header, *kept = csv.reader(file)
        if header[0] in ("document_id", "taxonomy_id"):
            with path.open("w", encoding="utf-8", newline="") as file:
                csv.writer(file, lineterminator="\n").writerows([header, *(row for row in kept if row[0] not in gone)])
    for other in others:
        shutil.rmtree(copy / "seeds" / other)


def build(project: Path, plan: Plan | None, folder: Path) -> Path:
    """Build a copy of the project with the document in it, without its tests.

    Args:
        project: Folder of the project.
        plan: The document; None builds the project as it stands.
        folder: An empty folder.

    Returns:
        The database.

    Raises:
        Refused: The project cannot be built with the document; the message says what dbt says.
    """
    copy = copy_project(project, folder / "project", plan.document if plan else "")
    if plan is not None:
        carry_out(copy, plan)
        leave_alone(copy, plan.document)
    declare(copy)
    result = subprocess.run(
        [sys.executable, "scripts/run_dbt.py", "build", "--quiet", *UNREAD, "--resource-type", "seed", "--resource-type", "model", "--select", *ASKED],
        cwd=copy, env=os.environ | {"BUDGET_DATABASE": DATABASE, "PYTHONUTF8": "1"}, capture_output=True, text=True, check=False,
    )
    if result.returncode:
        said = "\n".join((result.stdout + result.stderr).strip().splitlines()[:SHOWN])
        raise Refused(f"試しの build ができない。何も書かなかった / the trial build failed; nothing was written:\n{said}")
    return copy / DATABASE


def outcome_of(database: Path, document: str) -> Outcome:
    """What the checks say of a document.

    Args:
        database: The database of a trial build.
        document: Its id.
    """
    outcome = Outcome()
    with duckdb.connect(str(database), read_only=True) as connection:
        def ask(query: str) -> list[tuple]:
            return connection.execute(query, [document] * query.count("?")).fetchall()

        for rule, count, checksum, of_all in ask("""
            with taxonomies as (select document_id, taxonomy_id from documents),
            summed as (
                select check_summary.*, sum(check_count) over (partition by taxonomy_id, rule_id) as of_all
                from check_summary inner join taxonomies using (document_id)
            )
            select rule_id, check_count, members_checksum, of_all from summed where document_id = ?
        """):
            outcome.checks[rule] = (int(count), int(checksum or 0))
            outcome.counts[rule] = int(of_all)
        # As `assert_restored_signs_are_forced` asks: without the mark one side moves by twice the figure.
        for table, line, column, rule, *_ in ask("""
            select distinct
                restored_signs.table_id, restored_signs.source_line, restored_signs.column_name, check_results.rule_id,
                check_results.family <> 'footing', check_results.family in ('roll_up', 'agreement')
            from restored_signs
            inner join printed_figures using (document_id, table_id, source_line, column_name)
            inner join figure_checks using (document_id, table_id, row_no, column_no)
            inner join check_results using (check_id)
            where restored_signs.document_id = ? and printed_figures.amount < 0
                and check_results.residual - 2 * figure_checks.weight * printed_figures.amount
                not between check_results.residual_lower and check_results.residual_upper
                and check_results.family <> 'control_total'
            order by 1, 2, 3, 5, 6, 4
        """):
            outcome.forcing.setdefault((table, str(line), column), []).append(rule)
        outcome.problems = [row[0] for row in ask("select message_ja || ' / ' || message_en from transcription_errors where document_id = ? order by all")]
        outcome.unreadable = [Problem(*row) for row in ask("""
            select distinct table_id, cast(source_line as integer), coalesce(column_name, 'label'), coalesce(label, '')
            from transcription_errors where document_id = ? and try_cast(source_line as integer) is not null order by all
        """)]
        outcome.stubborn = [Problem(*row) for row in ask("""
            with failing as (
                select * from check_results where document_id = ? and status in ('inconsistent', 'missing') and family <> 'control_total'
            )
            select distinct
                printed_figures.table_id, printed_figures.source_line, printed_figures.column_name, printed_figures.label_as_printed, failing.rule_id
            from failing
            inner join figure_checks on failing.document_id = figure_checks.document_id and failing.check_id = figure_checks.check_id
            inner join printed_figures
                on figure_checks.document_id = printed_figures.document_id and figure_checks.figure_id = printed_figures.figure_id
            where printed_figures.figure_id = coalesce(failing.figure_id, printed_figures.figure_id)
            order by all
        """)]
        outcome.lacking = [row[0] for row in ask("select distinct rule_id from check_results where document_id = ? and status = 'missing' order by all")]
        outcome.failing = [
            row[0] for row in ask("select message_ja || ' / ' || message_en from check_results where document_id = ? and not is_consistent order by check_id limit 50")
        ]
        outcome.differences = [
            Difference(*row[:7], tuple((place["table_id"], place["source_line"], place["column_name"], place["label"]) for place in row[7]))
            for row in ask("""
                select
                    check_results.rule_id, check_results.line_id, check_results.business_id, check_results.stage, cast(any_value(residual) as bigint), any_value(message_ja), any_value(message_en),
                    list(distinct {
                        'table_id': printed_figures.table_id, 'source_line': printed_figures.source_line,
                        'column_name': printed_figures.column_name, 'label': printed_figures.label_as_printed
                    } order by 1)
                from check_results
                inner join figure_checks using (document_id, check_id)
                inner join printed_figures
                    on figure_checks.document_id = printed_figures.document_id and figure_checks.figure_id = printed_figures.figure_id
                where check_results.document_id = ? and check_results.status = 'inconsistent' and check_results.family <> 'control_total'
                    and check_results.line_id is not null and check_results.business_id is not null and check_results.stage is not null
                group by check_results.rule_id, check_results.line_id, check_results.business_id, check_results.stage
                having count(distinct residual) = 1
                order by 1, 2, 3, 4
            """)
        ]
        outcome.figures, outcome.bound, outcome.proved = ask("""
            select count(*), count(*) filter (law_count > 0), count(*) filter (exact_law_count > 0)
            from figure_coverage where document_id = ?
        """)[0]
        outcome.unbound = ask("""
            select distinct statement_lines.statement, printed_figures.unit, coalesce(printed_figures.stage, '')
            from figure_coverage
            inner join printed_figures using (document_id, figure_id)
            inner join documents using (document_id)
            inner join statement_lines
                on documents.taxonomy_id = statement_lines.taxonomy_id and printed_figures.line_id = statement_lines.line_id
            where document_id = ? and exact_law_count = 0
            order by all
        """)
    return outcome
