"""The shape of a generated document: the real document's cube and what binds it.

Writes the cells of the real document, as one document of a lake, lets the project's
own models evaluate it in a scratch database, and reads back the rules as a sparse
matrix: which cells each check adds up, with which weights.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import duckdb

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent

# The cells of the statements, printed exactly, each once: what the checks can use
# less what they derive. A line of a single business is printed for it alone. One unit
# too many everywhere, because figure_checks explains failing documents of a lake.
CELLS = """
copy (
    select
        'template' as document_id,
        documents.taxonomy_id,
        statement_lines.statement as table_id,
        amounts.line_id,
        amounts.business_id,
        amounts.stage,
        amounts.unit,
        amounts.amount + 1 as amount
    from int_amounts as amounts
    inner join documents on amounts.document_id = documents.document_id
    inner join statement_lines
        on documents.taxonomy_id = statement_lines.taxonomy_id
        and amounts.line_id = statement_lines.line_id
    where
        documents.document_id = ?
        and amounts.unit = 'thousand_yen'
        and amounts.half_unit = 0
        and statement_lines.line_kind in ('leaf', 'total')
        and coalesce(statement_lines.owner_business_id, amounts.business_id) = amounts.business_id
) to '{path}' (format parquet)
"""

# Cells in the order of the statements, numbered densely from 0, and the checks.
COMPILE = """
create table cells as
select
    cast(row_number() over (order by figures.row_no, figures.column_no) - 1 as integer) as cell,
    lake.taxonomy_id,
    figures.table_id,
    figures.row_no,
    figures.column_no,
    figures.line_id,
    figures.business_id,
    figures.stage,
    figures.unit,
    figures.amount - 1 as amount
from built.main.printed_figures as figures
inner join built.main.int_documents as lake on figures.document_id = lake.document_id
where figures.document_id = 'template';

create table checks as
select
    cast(row_number() over (order by axis = 'print', check_id) - 1 as integer) as rule,
    substr(check_id, length('template/') + 1) as check_name,
    axis <> 'print' as needs_all,
    rule_id, line_id, business_id, stage
from built.main.check_results
where document_id = 'template';

-- A sum needs all its members, also those that weigh nothing; a roll-up adds up the
-- leaves that there are, and judges the total where one is printed.
create table terms as
with members as (
    select
        checks.rule,
        amounts.table_id, amounts.row_no, amounts.column_no,
        members.weight * amounts.figure_weight as weight,
        not amounts.is_derived as is_printed
    from built.main.int_check_members as members
    inner join checks
        on checks.needs_all and members.rule_id = checks.rule_id
        and members.line_id = checks.line_id
        and members.business_id = checks.business_id and members.stage = checks.stage
    inner join built.main.int_amounts as amounts
        on members.document_id = amounts.document_id
        and members.member_line_id = amounts.line_id
        and members.member_business_id = amounts.business_id
        and members.member_stage = amounts.stage and members.unit = amounts.unit
    where members.document_id = 'template'
    union all
    select
        checks.rule, figures.table_id, figures.row_no, figures.column_no, figures.weight, true
    from built.main.figure_checks as figures
    inner join checks
        on not checks.needs_all
        and figures.check_id = 'template/' || checks.check_name
    where figures.document_id = 'template'
)

select members.rule, cells.cell, cast(sum(members.weight) as bigint) as weight
from members
inner join cells using (table_id, row_no, column_no)
group by all;

delete from cells where cell not in (select cell from terms where weight <> 0);
"""


def compile_template(database: Path, folder: Path, document: str) -> Path:
    """Compile the shape of a document with the project's own models.

    Args:
        database: The built database.
        folder: Where the scratch files go.
        document: Document whose cells are the template.

    Returns:
        A DuckDB file with the tables cells, checks and terms.

    Raises:
        SystemExit: The models could not be run; with their output.
    """
    folder.mkdir(parents=True, exist_ok=True)
    lake = folder / "template.parquet"
    with duckdb.connect(str(database), read_only=True) as connection:
        connection.execute(CELLS.format(path=lake), [document])
    scratch, compiled = folder / "template_built.duckdb", folder / "template.duckdb"
    for old in (scratch, compiled):
        old.unlink(missing_ok=True)
    run = subprocess.run(
        [
            BIN / "dbt", "build", "--quiet", "--select", "+figure_checks",
            "--exclude-resource-type", "test", "unit_test",
            "--vars", f"{{lake: '{lake}'}}", "--target-path", folder / "target",
        ],
        cwd=ROOT,
        env=os.environ | {"BUDGET_DATABASE": str(scratch)},
        text=True,
        capture_output=True,
        check=False,
    )
    if run.returncode != 0:
        raise SystemExit(run.stdout + run.stderr)
    with duckdb.connect(str(compiled)) as connection:
        connection.execute(f"attach '{scratch}' as built (read_only)")
        connection.execute(COMPILE)
    scratch.unlink()
    return compiled
