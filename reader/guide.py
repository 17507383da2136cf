"""Another document of the same body as the guide: its forms, its lines and its labels.

The next amendment prints the same forms. Where a table of the text is one of them, its name,
its columns and the lines that its labels mean are known; what the text adds is asked about.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path

from reader.chart import Variant, resolve
from reader.plan import read_rows, seed_rows
from reader.reading import OPEN, PROBABLE, TOTAL, Column, Document, Figure, Prose, Table
from reader.text import plain, read_figure, squeeze

# Part of the labels of a table that a form must know to be that form.
KNOWN = 0.6
ALIKE = 0.75


@dataclass
class Form:
    """A table of the other document.

    Attributes:
        row: Its row of printed_tables.
        columns: Its rows of printed_columns, in order.
        labels: Labels of its rows, without blanks.
    """

    row: dict[str, str]
    columns: list[dict[str, str]]
    labels: list[str]


@dataclass
class Guide:
    """What is known of the other document.

    Attributes:
        document: Its row of documents.
        forms: Its tables.
        prose: Its table of prose and the rows of it, or None.
        variants: Labels by statement and layout.
        names: Japanese name of each business.
        signs: Rule by table, label and column of the signs that it restores.
        line_names: Japanese label of each line.
        statements: Statement of each line.
        arcs: Rows of calculation_arcs.
    """

    document: dict[str, str]
    forms: list[Form] = field(default_factory=list)
    prose: tuple[dict[str, str], list[dict[str, str]]] | None = None
    variants: dict[tuple[str, str], list[Variant]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    signs: dict[tuple[str, str, str], str] = field(default_factory=dict)
    line_names: dict[str, str] = field(default_factory=dict)
    statements: dict[str, str] = field(default_factory=dict)
    arcs: list[dict[str, str]] = field(default_factory=list)


def read_guide(project: Path, document: str) -> Guide:
    """Read the forms and words of a document of the project.

    Args:
        project: Folder of the project.
        document: Its id.
    """
    told = next(row for row in seed_rows(project, "documents") if row["document_id"] == document)
    taxonomy = told["taxonomy_id"]
    guide = Guide(told)
    columns = defaultdict(list)
    for row in seed_rows(project, "printed_columns"):
        if row["document_id"] == document:
            columns[row["table_id"]].append(row)
    for row in seed_rows(project, "printed_tables"):
        if row["document_id"] != document:
            continue
        cells = read_rows(project / f"seeds/{document}/{document}__{row['table_id']}.csv")
        if row["layout"] == "prose":
            guide.prose = (row, cells)
        else:
            guide.forms.append(Form(row, sorted(columns[row["table_id"]], key=lambda column: int(column["column_no"])), [squeeze(cell["label"]) for cell in cells]))
    for row in seed_rows(project, "label_variants"):
        if row["taxonomy_id"] == taxonomy:
            guide.variants.setdefault((row["statement"], row["layout"]), []).append(
                Variant(row["statement"], row["layout"], row["label"], row["section_label"], row["measure"], row["line_id"], row.get("occurrence", ""))
            )
    guide.names = {row["business_id"]: row["name_ja"] for row in seed_rows(project, "businesses") if row["taxonomy_id"] == taxonomy}
    for row in seed_rows(project, "statement_lines"):
        if row["taxonomy_id"] == taxonomy:
            guide.line_names[row["line_id"]] = row["label_ja"]
            guide.statements[row["line_id"]] = row["statement"]
    guide.arcs = [row for row in seed_rows(project, "calculation_arcs") if row["taxonomy_id"] == taxonomy]
    guide.signs = {
        (row["table_id"], squeeze(row["label"]), row["column_name"]): row["rule_id"]
        for row in seed_rows(project, "restored_signs") if row["document_id"] == document
    }
    return guide


def labels_known(guide: Guide) -> frozenset[str]:
    """All labels that the guide knows, as plain text."""
    return frozenset(plain(variant.label) for variants in guide.variants.values() for variant in variants)


def likeness(table: Table, form: Form) -> float:
    """How like a table is to a form: part of its labels that the form knows, less for columns and unit that differ."""
    mine = [squeeze(row.label) for row in table.rows]
    known = sum(block.size for block in SequenceMatcher(None, mine, form.labels, autojunk=False).get_matching_blocks())
    score = known / max(1, min(len(mine), len(form.labels)))
    shared = known / max(1, len(mine), len(form.labels))
    fits = len(table.columns) == len(form.columns) or table.is_torn
    unit = form.row["unit"] == table.unit
    return 0.5 * score + 0.2 * shared + 0.2 * fits + 0.1 * unit if score >= KNOWN or fits and unit and score > 0 else 0.0


def match_forms(document: Document, guide: Guide) -> dict[str, Form]:
    """Find which table is which form: in the order of both, as like as can be.

    Args:
        document: The document.
        guide: The guide.

    Returns:
        Form by id of the table; a table that is none is left out.
    """
    tables, forms = document.tables, guide.forms
    # The best matching in order (dynamic programming over both sequences).
    best = [[0.0] * (len(forms) + 1) for _ in range(len(tables) + 1)]
    scores = [[likeness(table, form) for form in forms] for table in tables]
    for i in range(len(tables) - 1, -1, -1):
        for j in range(len(forms) - 1, -1, -1):
            best[i][j] = max(best[i + 1][j], best[i][j + 1], best[i + 1][j + 1] + scores[i][j] if scores[i][j] else 0.0)
    matched = {}
    i = j = 0
    while i < len(tables) and j < len(forms):
        if scores[i][j] and best[i][j] == best[i + 1][j + 1] + scores[i][j]:
            matched[tables[i].table_id] = forms[j]
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return matched


def apply(document: Document, guide: Guide) -> dict[str, Form]:
    """Give the tables of a document the names, columns and statements of the forms that they are.

    Args:
        document: The document; its tables are changed in place.
        guide: The guide.

    Returns:
        Form by id of the table.
    """
    matched = match_forms(document, guide)
    forms = {}
    for table in document.tables:
        form = matched.get(table.table_id)
        if form is None:
            continue
        table.table_id = form.row["table_id"]
        table.statement = form.row["statement"]
        table.unit = form.row["unit"]
        if len(form.columns) == len(table.columns) or table.is_torn:
            printed = [column.printed for column in table.columns]
            is_same = len(printed) == len(form.columns)
            table.columns = [
                Column(
                    number, printed[number - 1] if is_same else column["header_as_extracted"], column["header_reading"],
                    column["column_kind"], column["unit"], name_of(guide, column["business_id"]),
                    column["stage"] or None, column["measure"],
                )
                for number, column in enumerate(form.columns, start=1)
            ]
            businesses = {column.business for column in table.columns if column.kind == "figure"} - {None}
            table.business = next(iter(businesses)) if len(businesses) == 1 and TOTAL not in businesses else None
            for row in table.rows:
                row.figures = [
                    Figure(column.number, cell, read[0], read[1] if read[1] < 0 or document.prints_minus or not read[0] else None, column.unit)
                    for column, cell in zip(table.columns, row.cells, strict=False)
                    if column.kind == "figure" and cell and (read := read_figure(cell))
                ] if is_same else row.figures
        forms[table.table_id] = form
    return forms


def name_of(guide: Guide, business: str) -> str | None:
    """The name that the columns of a business go by."""
    return TOTAL if business == TOTAL else plain(guide.names[business]) if business else None


@dataclass
class Found:
    """The line that a label of a table means.

    Attributes:
        line_id: The line, or empty.
        certainty: `proved` where the label is known, `probable` where it is like one, `open` else.
        like: The label that it is like.
    """

    line_id: str
    certainty: str
    like: str = ""


def lines_of(table: Table, guide: Guide, layout: str, measure: str) -> dict[tuple[int, str], Found]:
    """Find the lines of a table by the labels of the guide, and those that are like one by distance.

    Args:
        table: The table.
        guide: The guide.
        layout: Layout of its form.
        measure: Measure of the figures looked at.
    """
    variants = guide.variants.get((table.statement, layout), [])
    rows = [(row.source_line, squeeze(row.label)) for row in table.rows]
    resolved = resolve(rows, variants)
    used = {next(iter(lines)) for (_, _, m), lines in resolved.items() if m == measure and len(lines) == 1}
    found = {}
    for number, label in rows:
        lines = resolved.get((number, label, measure), set())
        if len(lines) == 1:
            found[number, label] = Found(next(iter(lines)), "proved")
            continue
        near = max(
            (variant for variant in variants if variant.measure == measure and variant.line_id not in used),
            key=lambda variant: SequenceMatcher(None, label, variant.label, autojunk=False).ratio(), default=None,
        )
        if near and SequenceMatcher(None, label, near.label, autojunk=False).ratio() >= ALIKE:
            used.add(near.line_id)
            found[number, label] = Found(near.line_id, PROBABLE, near.label)
        else:
            found[number, label] = Found("", OPEN)
    return found


def match_prose(document: Document, guide: Guide) -> dict[tuple[int, int], tuple[str, dict[str, str]]]:
    """Find which amounts of the prose the guide knows: by the words around them, in the order of both.

    Args:
        document: The document.
        guide: The guide.

    Returns:
        By line and position: the label as it stands in this text, and the row of the guide.
    """
    if guide.prose is None:
        return {}
    waiting = list(guide.prose[1])
    matched = {}
    for prose in document.prose:
        line = document.lines[prose.source_line - 1]
        best: tuple[int, int, str, dict[str, str]] | None = None
        for number, row in enumerate(waiting):
            label = label_in(line, row["label"], prose)
            if label and row["unit_as_printed"] in line and (best is None or (-len(label), number) < (best[0], best[1])):
                best = (-len(label), number, label, row)
        if best:
            matched[prose.source_line, prose.position] = (best[2], best[3])
            waiting.remove(best[3])
    return matched


def label_in(line: str, label: str, prose: Prose) -> str:
    """The words of a label as they stand in a line beside an amount, other numbers in them allowed; empty if not."""
    parts = re.findall(r"[0-9][0-9,]*|[^0-9]+", squeeze(label))
    pattern = r"\s*".join(r"[0-9][0-9,]*" if part[0].isdigit() else r"\s*".join(map(re.escape, part)) for part in parts)
    found = [match for match in re.finditer(pattern, line) if match.start() <= prose.start and match.end() >= prose.start - 8]
    return found[-1][0] if found else ""
