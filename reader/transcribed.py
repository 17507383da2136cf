"""A document's transcription as layout would hand it on, with what it knows and no more.

So that the arithmetic can be tried on a committed document whose text is not part of the
project. The figures come unsigned where the document prints no minus, rows come as extracted
where a repair says so, and no line of the taxonomy is named.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from pathlib import Path

from reader.reading import TOTAL, Column, Document, Figure, Prose, Row, Table

MINUS = re.compile(r"^\s*[△▲\-−]")
DIGITS = re.compile(r"[^0-9]")


def read_rows(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    with path.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def normalise(label: str) -> str:
    """A label without blanks and the brackets around it."""
    bare = re.sub(r"\s", "", label)
    return bare[1:-1] if bare[:1] in "(（" and bare[-1:] in ")）" else bare


def figure_of(column: int, printed: str, unit: str, prints_minus: bool) -> Figure:
    """A figure as printed, its sign unknown if the document lost its marks."""
    magnitude = int(DIGITS.sub("", printed) or 0)
    if MINUS.match(printed):
        sign: int | None = -1
    else:
        sign = 1 if prints_minus or not magnitude else None
    return Figure(column, printed, magnitude, sign, unit)


def read_document(document_id: str, seeds: Path) -> Document:
    """A committed document as layout hands it on.

    Args:
        document_id: The document.
        seeds: The folder `seeds` of the project.

    Returns:
        Its tables and prose; stages and businesses only where a header or a title prints them.
    """
    vocabulary, rules = seeds / "vocabulary", seeds / "rules"
    mine = [r for r in read_rows(vocabulary / "printed_tables.csv") if r["document_id"] == document_id]
    columns: dict[str, list[dict[str, str]]] = defaultdict(list)
    for record in read_rows(vocabulary / "printed_columns.csv"):
        if record["document_id"] == document_id:
            columns[record["table_id"]].append(record)
    names = {r["business_id"]: TOTAL if r["is_total"] == "true" else r["name_ja"] for r in read_rows(vocabulary / "businesses.csv")}
    torn: dict[tuple[str, int], str] = {
        (r["table_id"], int(r["source_line"])): r["as_extracted"]
        for r in read_rows(rules / "extraction_repairs.csv")
        if r["document_id"] == document_id and r["repair_kind"] == "shifted_columns"
    }
    folder = seeds / document_id
    cells = {t["table_id"]: read_rows(folder / f"{document_id}__{t['table_id']}.csv") for t in mine}
    prints_minus = any(
        MINUS.match(cell) for rows in cells.values() for row in rows for name, cell in row.items() if name != "label"
    )
    document = Document([], prints_minus=prints_minus)
    for record in mine:
        table_id, unit = record["table_id"], record["unit"]
        if record["layout"] == "prose":
            document.prose = prose_of(cells[table_id])
        else:
            document.tables.append(table_of(record, columns[table_id], cells[table_id], names, torn, prints_minus, unit))
    return document


def table_of(
    record: dict[str, str],
    columns: list[dict[str, str]],
    cells: list[dict[str, str]],
    names: dict[str, str],
    torn: dict[tuple[str, int], str],
    prints_minus: bool,
    unit: str,
) -> Table:
    """A table, as layout hands it on."""
    table_id = record["table_id"]
    figures = [c for c in columns if c["column_kind"] == "figure"]
    businesses = {c["business_id"] for c in figures}
    shared = names.get(next(iter(businesses)), None) if len(businesses) == 1 else None
    told = len({c["stage"] for c in figures}) > 1
    table = Table(
        table_id,
        record["title_ja"],
        unit,
        first_line=int(record["first_line"]),
        last_line=int(record["last_line"]),
        statement=record["statement"],
        business=shared if shared != TOTAL else None,
        is_torn=any(name == table_id for name, _ in torn),
    )
    for column in columns:
        business = names.get(column["business_id"]) if len(businesses) > 1 else table.business
        table.columns.append(
            Column(
                int(column["column_no"]),
                column["header_as_extracted"],
                column["header_reading"],
                column["column_kind"],  # type: ignore[arg-type]
                column["unit"],
                business,
                column["stage"] if told else None,
                column["measure"],
            )
        )
    section = ""
    for line in cells:
        number, label = int(line["source_line"]), line["label"]
        printed = tuple(line[c["column_name"]] for c in columns)
        row = Row(number, label, normalise(label), section=section, cells=printed)
        if (table_id, number) in torn:
            row.cells = tuple(cell.strip() for cell in torn[table_id, number].split("|")[1:])
        if not any(printed):
            row.is_heading, section = True, row.normalised
        elif not table.is_torn:
            row.figures = [
                figure_of(int(c["column_no"]), line[c["column_name"]], c["unit"], prints_minus)
                for c in figures
                if line[c["column_name"]]
            ]
        table.rows.append(row)
    return table


def prose_of(cells: list[dict[str, str]]) -> list[Prose]:
    """The amounts of the prose; nothing of what the transcription says that they mean."""
    return [
        Prose(
            int(line["source_line"]),
            int(line["position"]),
            line["label"],
            line["figure"],
            int(DIGITS.sub("", line["figure"])),
            {"百万円": "million_yen", "千円": "thousand_yen", "円": "yen"}.get(line["unit_as_printed"], line["unit_as_printed"]),
            {"増": 1, "減": -1}.get(line["direction"]),
        )
        for line in cells
    ]
