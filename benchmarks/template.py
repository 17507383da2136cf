"""The shape of a generated document: the real document's cube and what binds it.

Writes the cells of the real document, as one document of a lake, lets the project's own
models work out its terms in a scratch database, and reads back which cells each check
adds up, with which weights.
"""

from __future__ import annotations

import glob
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import duckdb

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
Dbt = Callable[..., subprocess.CompletedProcess[str]]

# The cells of the statements, printed exactly, each once: what the checks can use
# less what they derive. A line of a single business is printed for it alone.
CELLS = """
copy (
    select
        'template' as document_id,
        carriers.taxonomy_id,
        carriers.statement as table_id,
        carriers.line_id,
        carriers.business_id,
        carriers.stage,
        carriers.unit,
        cast(figures.amount * carriers.weight as bigint) as amount
    from int_carriers as carriers
    inner join printed_figures as figures
        on carriers.template_id = figures.document_id and carriers.figure_id = figures.figure_id
    where
        carriers.template_id = ?
        and carriers.unit = 'thousand_yen'
        and carriers.half_unit = 0
        and carriers.line_kind in ('leaf', 'total')
        and coalesce(carriers.owner_business_id, carriers.business_id) = carriers.business_id
) to {path} (format parquet)
"""

# Cells in the order of the statements, numbered densely from 0, and the checks.
COMPILE = """
create table cells as
select
    cast(row_number() over (order by row_no, column_no) - 1 as integer) as cell,
    figure_id, taxonomy_id, table_id, row_no, column_no, line_id, business_id, stage, unit, amount
from built.main.int_template_figures
where template_id = 'template';

create table checks as
select
    cast(row_number() over (order by axis = 'print', check_key) - 1 as integer) as rule,
    check_no,
    check_key as check_name,
    axis <> 'print' as needs_all,
    rule_id, line_id, business_id, stage
from built.main.checks
where template_id = 'template';

create table terms as
select checks.rule, cells.cell, cast(sum(terms.weight) as bigint) as weight
from built.main.terms as terms
inner join checks using (check_no)
inner join cells using (figure_id)
group by all;

delete from cells where cell not in (select cell from terms where weight <> 0);
"""


def literal(path: Path) -> str:
    """A path as a text of SQL."""
    return "'" + str(path).replace("'", "''") + "'"


def run_dbt(*arguments: str | Path, **more: str) -> subprocess.CompletedProcess[str]:
    """Run dbt in the project, with more in its environment."""
    return subprocess.run(
        [BIN / "dbt", *arguments], cwd=ROOT, env=os.environ | more, text=True, check=False,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip


def compile_template(database: Path, folder: Path, document: str, dbt: Dbt = run_dbt) -> Path:
    """Compile the shape of a document with the project's own models.

    Args:
        database: The built database.
        folder: Where the scratch files go.
        document: Document whose cells are the template.
        dbt: What runs dbt in the project; the tests have one that is loaded already.

    Returns:
        A DuckDB file with the tables cells, checks and terms.

    Raises:
        SystemExit: There is no database, or the models could not be run; with their output.
    """
    if not database.exists():
        raise SystemExit(f"{database}: データベースがない。先に make build / no database; run make build first")
    folder = folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    lake = folder / "template.parquet"
    with duckdb.connect(str(database), read_only=True) as connection:
        connection.execute(CELLS.format(path=literal(lake)), [document])
    scratch, compiled = folder / "template_built.duckdb", folder / "template.duckdb"
    for old in (scratch, compiled):
        old.unlink(missing_ok=True)
    run = dbt(
        "build", "--quiet", "--select", "+checks", "--exclude-resource-type", "test", "unit_test",
        "--vars", json.dumps({"lake": glob.escape(str(lake))}), "--target-path", folder / "target",
        BUDGET_DATABASE=str(scratch),
    )
    if run.returncode != 0:
        raise SystemExit(run.stdout)
    with duckdb.connect(str(compiled)) as connection:
        connection.execute(f"attach {literal(scratch)} as built (read_only)")
        connection.execute(COMPILE)
    scratch.unlink()
    return compiled
