"""Let a sample of mutants go the way of a real slip, and compare the verdicts.

A mutant is written into its seed file, dbt builds the project and Great Expectations
reads the database. Several mutants, each in another table, share a build: because every
check is a weighted sum, the set-based evaluation says exactly what all residuals of that
build must be.
"""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from queue import SimpleQueue

import duckdb

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
PARTS = (
    "dbt_project.yml", "profiles.yml", "seeds", "models", "macros", "tests", "analyses", "scripts",
    "expectations",
)
IN_A_BUILD = 11

# The mutants of each table in an order that only their hash decides, with the cells
# that they change.
SAMPLE = """
with turns as (
    select *, row_number() over (partition by table_id order by hash(mutant_id, 'real path')) as turn
    from verdicts
    where (operator = 'blanked') = {blanked}
    qualify turn <= {per_table}
),
cells as (
    select mutant_id, document_id, figure_id, new_amount from turns
    union all
    select mutant_id, document_id, other_figure_id, other_new_amount from turns
    where other_figure_id is not null
)
select turns.turn, turns.mutant_id, turns.document_id, turns.table_id,
    cast(printed.source_line as varchar), printed.label_as_printed, printed.column_name,
    cast(printed.column_no as varchar), coalesce(printed.line_id, ''),
    coalesce(printed.business_id, ''), cells.new_amount
from turns
inner join cells using (mutant_id)
inner join built.main.printed_figures as printed
    on cells.document_id = printed.document_id
    and cells.figure_id = printed.figure_id
order by all
"""

# What the set-based evaluation says of several mutants at once.
PREDICTION = """
with moves as (
    select check_id, sum(printed_moved - computed_moved) as moved
    from mutant_effects
    where list_contains($mutants, mutant_id)
    group by all
)
select check_id, cast(residual + coalesce(moved, 0) as bigint) as residual,
    residual + coalesce(moved, 0) not between residual_lower and residual_upper as is_failing
from built.main.check_results
left join moves using (check_id)
"""
FOUND = """
select check_id, residual,
    residual is null or residual not between residual_lower and residual_upper as is_failing
from check_results
"""

Verdicts = set[tuple[str, int, bool]]


@dataclass(frozen=True)
class Cell:
    """A cell of a seed and the amount that a mutant gives it.

    Attributes:
        source_line: Line of the source text.
        label: Label of its row, as printed.
        column: Name of its column.
        column_no: Number of its column; in prose, the position in the line.
        line_id: Line of the statement; blank for a quantity.
        business_id: Business; blank for a quantity.
        amount: Amount in the printed unit; None is a blank.
    """

    source_line: str
    label: str
    column: str
    column_no: str
    line_id: str
    business_id: str
    amount: int | None


@dataclass
class Mutant:
    """A wrong figure, or two exchanged ones, of one table."""

    mutant_id: int
    document_id: str
    table_id: str
    cells: list[Cell] = field(default_factory=list)


@dataclass(frozen=True)
class Group:
    """Mutants to be built together, each in another table, and what must come of it.

    Attributes:
        mutants: The mutants.
        predicted: Residual and verdict of every check, by the set-based evaluation.
    """

    mutants: list[Mutant]
    predicted: Verdicts


@dataclass
class Outcome:
    """What became of the mutants of one build.

    Attributes:
        mutants: Those built together, each in another table.
        differing: Checks whose residual or verdict is not the predicted one.
        checks: Checks compared.
        failing: Checks that fail in the build.
        red: Whether `dbt build` failed, and whether Great Expectations did.
        unnamed: Mutants that no line of Great Expectations' evidence names.
    """

    mutants: list[Mutant]
    differing: list[str] = field(default_factory=list)
    checks: int = 0
    failing: int = 0
    red: tuple[bool, bool] = (False, False)
    unnamed: list[Mutant] = field(default_factory=list)


def draw(connection: duckdb.DuckDBPyConnection, per_table: int, blanked: bool) -> list[Group]:
    """Draw as many mutants of each table, in groups that can be built together.

    Args:
        connection: From mutation.open_databases.
        per_table: Mutants of each table.
        blanked: Whether to draw blanks, or all other mutants.

    Returns:
        Groups of at most IN_A_BUILD mutants, no two in one table; blanks, of which
        nothing can be predicted, are one group.
    """
    turns: dict[int, dict[int, Mutant]] = {}
    rows = connection.execute(SAMPLE.format(per_table=per_table, blanked=blanked)).fetchall()
    for turn, mutant_id, document_id, table_id, *cell in rows:
        mutant = Mutant(mutant_id, document_id, table_id)
        turns.setdefault(turn, {}).setdefault(mutant_id, mutant).cells.append(Cell(*cell))
    if blanked:
        return [Group([mutant for turn in turns.values() for mutant in turn.values()], set())]
    groups = []
    for turn in turns.values():
        mutants = list(turn.values())
        for first in range(0, len(mutants), IN_A_BUILD):
            chosen = mutants[first : first + IN_A_BUILD]
            numbers = {"mutants": [mutant.mutant_id for mutant in chosen]}
            groups.append(Group(chosen, set(connection.execute(PREDICTION, numbers).fetchall())))
    return groups


def read(path: Path) -> list[dict[str, str]]:
    """The rows of a seed."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write(path: Path, rows: list[dict[str, str]]) -> None:
    """Write the rows of a seed back."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys(), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def apply(project: Path, mutants: Sequence[Mutant]) -> None:
    """Write mutants into the seeds, as a person would print them.

    A restored sign is pinned to its figure: it is edited along, or struck out when
    the figure is no longer negative.

    Args:
        project: Copy of the project.
        mutants: No two in one table.
    """
    signs_path = project / "seeds/rules/restored_signs.csv"
    signs = read(signs_path)
    for mutant in mutants:
        path = project / f"seeds/{mutant.document_id}/{mutant.document_id}__{mutant.table_id}.csv"
        rows = read(path)
        for cell in mutant.cells:
            (row,) = (
                row
                for row in rows
                if (row["source_line"], row["label"]) == (cell.source_line, cell.label)
                and row.get("position", cell.column_no) == cell.column_no
            )
            place = [mutant.document_id, mutant.table_id, cell.source_line, cell.column]
            sign = next((one for one in signs if list(one.values())[:4] == place), None)
            if cell.amount is None:
                row[cell.column] = ""
                continue
            signed = -cell.amount if row.get("direction") == "減" else cell.amount
            row[cell.column] = f"{abs(signed):,}"
            if sign is None:
                row[cell.column] = "△" * (signed < 0) + row[cell.column]
            elif signed < 0:
                sign["figure_as_printed"] = row[cell.column]
            else:
                signs.remove(sign)
        write(path, rows)
    write(signs_path, signs)


def run(command: Sequence[str | Path], project: Path, database: Path) -> tuple[int, str]:
    """Run a step of `make build`; the exit status and what it printed."""
    result = subprocess.run(
        command,
        cwd=project,
        env=os.environ | {"BUDGET_DATABASE": str(database.relative_to(project)), "DBT_SEND_ANONYMOUS_USAGE_STATS": "false"},
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    return result.returncode, result.stdout


def build(project: Path, mutants: Sequence[Mutant]) -> tuple[Path, bool]:
    """Build a copy of the project with mutants in its seeds, which are then put back.

    Returns:
        The database, and whether `dbt build` failed.
    """
    # The name that `make build` gives it, so that dbt need not parse the project anew.
    database = project / "target/building/budget.duckdb"
    database.parent.mkdir(exist_ok=True)
    database.unlink(missing_ok=True)
    apply(project, mutants)
    status, _ = run([BIN / "dbt", "build", "--quiet", "--exclude-resource-type", "unit_test"], project, database)
    shutil.rmtree(project / "seeds")
    shutil.copytree(ROOT / "seeds", project / "seeds")
    return database, status != 0


def names(mutant: Mutant, evidence: list[str]) -> bool:
    """Whether a line of evidence names the table of a mutant, or its line and business."""
    return any(
        f"table {mutant.table_id}," in f"{line},"
        or any(
            f" {cell.line_id}," in f"{line}," and f" {cell.business_id}," in f"{line},"
            for cell in mutant.cells
        )
        for line in evidence
    )


def judge(project: Path, group: Group) -> Outcome:
    """Build mutants for real, and say what dbt and Great Expectations make of them."""
    database, dbt_red = build(project, group.mutants)
    return compare(project, database, group, dbt_red)


def compare(project: Path, database: Path, group: Group, dbt_red: bool) -> Outcome:
    """Hold what was built against what was predicted, and let Great Expectations read it.

    Args:
        project: The copy of the project.
        database: What was built in it.
        group: The mutants, with the predicted verdict of each check.
        dbt_red: Whether `dbt build` failed.

    Returns:
        The outcome.
    """
    with duckdb.connect(str(database), read_only=True) as connection:
        found = set(connection.execute(FOUND).fetchall())
    # Other documents are built along; their own checks are not compared.
    checks = {check_id for check_id, _, _ in group.predicted}
    found = {verdict for verdict in found if verdict[0] in checks}
    status, report = run(
        [BIN / "python", "expectations/run.py", "--database", database], project, database
    )
    evidence = [line for line in report.splitlines() if line.startswith("  - ")]
    return Outcome(
        group.mutants,
        differing=sorted({check_id for check_id, _, _ in found ^ group.predicted}),
        checks=len(found),
        failing=sum(is_failing for _, _, is_failing in found),
        red=(dbt_red, status == 1),
        unnamed=[mutant for mutant in group.mutants if not names(mutant, evidence)],
    )


def refuse(project: Path, group: Group) -> Outcome:
    """Build blanks, which must all be refused when they are read, each with its place."""
    database, dbt_red = build(project, group.mutants)
    with duckdb.connect(str(database), read_only=True) as connection:
        refused = set(
            connection.execute(
                "select table_id, source_line, column_name from transcription_errors "
                "where problem = 'missing_figure'"
            ).fetchall()
        )
    status, _ = run([BIN / "python", "expectations/run.py", "--database", database], project, database)
    return Outcome(
        group.mutants,
        red=(dbt_red, status != 0),
        unnamed=[
            mutant
            for mutant in group.mutants
            for cell in mutant.cells
            if (mutant.table_id, cell.source_line, cell.column) not in refused
        ],
    )


def build_sample(
    connection: duckdb.DuckDBPyConnection, per_table: int, manifest: Path, limit: int | None = None
) -> tuple[list[Outcome], Outcome]:
    """Build a sample of mutants, two builds at a time.

    Args:
        connection: From mutation.open_databases.
        per_table: Mutants of each table; blanks, one of each table, come on top.
        manifest: dbt's manifest, beside which its parsed project lies.
        limit: Build only so many groups.

    Returns:
        The outcome of each build, and that of the blanks.
    """
    with tempfile.TemporaryDirectory() as folder:
        projects: SimpleQueue[Path] = SimpleQueue()
        for number in range(2):
            project = Path(folder) / str(number)
            (project / "target").mkdir(parents=True)
            for part in PARTS:
                copy = shutil.copytree if (ROOT / part).is_dir() else shutil.copy
                copy(ROOT / part, project / part)
            shutil.copy(manifest.with_name("partial_parse.msgpack"), project / "target")
            projects.put(project)

        def take_turn(work: Callable[[Path, Group], Outcome], group: Group) -> Outcome:
            project = projects.get()
            try:
                return work(project, group)
            finally:
                projects.put(project)

        with ThreadPoolExecutor(2) as builders:
            groups = draw(connection, per_table, blanked=False)[:limit]
            outcomes = [builders.submit(take_turn, judge, group) for group in groups]
            (blanks,) = draw(connection, 1, blanked=True)
            refused = builders.submit(take_turn, refuse, blanks)
            return [outcome.result() for outcome in outcomes], refused.result()


def describe(outcomes: Sequence[Outcome], blanks: Outcome) -> str:
    """The section of docs/mutation.md about the builds."""
    mutants = sum(len(outcome.mutants) for outcome in outcomes)
    checks = sum(outcome.checks for outcome in outcomes)
    failing = sum(outcome.failing for outcome in outcomes)
    differing = sum(len(outcome.differing) for outcome in outcomes)
    dbt_red = sum(outcome.red[0] for outcome in outcomes)
    expectations_red = sum(outcome.red[1] for outcome in outcomes)
    named = mutants - sum(len(outcome.unnamed) for outcome in outcomes)
    refused = len(blanks.mutants) - len(blanks.unnamed)
    return f"""{mutants} mutants, as many from each table and chosen by a hash, are also written into their seed
files, a few in a build and each in another table; dbt builds the project, and Great Expectations reads the
database. A restored sign is edited along with its figure. Every check is a weighted sum, so that the set-based
evaluation says what each residual of such a build must be.

| | |
|---|---|
| mutants built | {mutants} in {len(outcomes)} builds |
| builds that dbt refuses | {dbt_red} of {len(outcomes)} |
| builds that Great Expectations refuses | {expectations_red} of {len(outcomes)} |
| mutants whose place Great Expectations names | {named} of {mutants} |
| checks whose residual was compared with the set-based evaluation | {checks:,} ({failing:,} of them failing) |
| checks that differ from it | {differing} |
| blanks, one in each table, refused with their place when they are read | {refused} of {len(blanks.mutants)} |
"""


def agree(outcomes: Sequence[Outcome], blanks: Outcome) -> bool:
    """Whether all builds came out as the set-based evaluation says."""
    return all(
        not outcome.differing and not outcome.unnamed and all(outcome.red)
        for outcome in [*outcomes, blanks]
    )
