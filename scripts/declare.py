"""Tell dbt which printed tables there are.

A printed table is declared once: a row of printed_tables, the rows of its columns in
printed_columns, and its CSV file. dbt wants to know more before it reads any data: which
seeds staging unites, and what each seed is. Both files that say so follow from these, and
are written here; nobody edits them.
"""

from __future__ import annotations

import csv
import json
import sys
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TABLES = "seeds/vocabulary/printed_tables.csv"
COLUMNS = "seeds/vocabulary/printed_columns.csv"
# What is written: a macro that lists the tables, and the descriptions of their seeds.
LIST = "seeds/_declared_tables.sql"
SEEDS = "seeds/_declared_tables.yml"
WRITTEN_BY = "Written by scripts/declare.py from printed_tables and printed_columns; do not edit."
# The layout whose rows are amounts in running text, each with what it refers to.
PROSE = "prose"
PROSE_COLUMNS = (
    "source_line", "position", "label", "figure", "unit_as_printed", "direction",
    "line_id", "business_id", "stage",
)


@dataclass(frozen=True)
class Table:
    """A printed table and the seed that holds it.

    Attributes:
        document_id: Its document.
        table_id: The table.
        is_prose: Whether it holds the amounts of the prose.
        description: What one row is, its title, and where it stands in the source.
        columns: Columns of its CSV file, all of them text.
    """

    document_id: str
    table_id: str
    is_prose: bool
    description: str
    columns: tuple[str, ...]

    @property
    def name(self) -> str:
        """Name of the seed."""
        return f"{self.document_id}__{self.table_id}"

    @property
    def file(self) -> str:
        """Path of its CSV file in the project."""
        return f"seeds/{self.document_id}/{self.name}.csv"


def read_rows(path: Path) -> list[dict[str, str]]:
    """Read a seed as text, one dictionary per row."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def declared_tables(project: Path) -> list[Table]:
    """List the printed tables that the vocabulary declares.

    Args:
        project: Folder of the project, whose vocabulary can be read.

    Returns:
        The tables, in the order of printed_tables; one that stands there twice, once.
    """
    columns: dict[tuple[str, str], list[str]] = defaultdict(lambda: ["source_line", "label"])
    for row in read_rows(project / COLUMNS):
        columns[row["document_id"], row["table_id"]].append(row["column_name"])
    tables = {}
    for row in read_rows(project / TABLES):
        key = (row["document_id"], row["table_id"])
        is_prose = row["layout"] == PROSE
        grain = "amount or quantity in the prose" if is_prose else "printed row"
        tables[key] = Table(
            *key, is_prose,
            f"One row per {grain}. {row['title_ja']} ({row['title_en']}), "
            f"source lines {row['first_line']}-{row['last_line']}.",
            PROSE_COLUMNS if is_prose else tuple(columns[key]),
        )
    return list(tables.values())


def list_of(tables: list[Table]) -> str:
    """The macro that lists the tables: document, table and whether it is prose."""
    rows = "".join(
        f"        ('{table.document_id}', '{table.table_id}', {str(table.is_prose).lower()}),\n" for table in tables
    )
    return (
        f"{{# {WRITTEN_BY} #}}\n"
        "{% macro declared_tables() %}\n    {{ return([\n" + rows + "    ]) }}\n{% endmacro %}\n"
    )


def seeds_of(tables: list[Table]) -> str:
    """The descriptions of the seeds, as dbt reads them."""
    text = f"# {WRITTEN_BY}\nversion: 2\n\nseeds:{'' if tables else ' []'}\n"
    for table in tables:
        text += (
            f"  - name: {table.name}\n"
            f"    description: {json.dumps(table.description, ensure_ascii=False)}\n"
            "    config:\n      column_types:\n"
        )
        text += "".join(f"        {column}: varchar\n" for column in table.columns)
    return text


def declare(project: Path) -> None:
    """Write what dbt needs to know of the printed tables, where it is not as it should be.

    Args:
        project: Folder of the project, whose vocabulary can be read.
    """
    tables = declared_tables(project)
    for name, text in ((LIST, list_of(tables)), (SEEDS, seeds_of(tables))):
        path = project / name
        if not path.is_file() or path.read_text("utf-8") != text:
            path.write_text(text, "utf-8")


if __name__ == "__main__":
    declare(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT)
