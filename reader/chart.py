"""The chart of a document: its businesses and lines, with ids, English, and the labels that mean them."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field

from reader.glossary import English, identifier, translate
from reader.reading import TOTAL, Document, Findings, LineKey, Row, Table
from reader.text import plain, squeeze

PROSE = "prose"
# Words of a statement in an id, where a label alone does not tell two lines apart.
ID_LENGTH = 64
ID_LIMIT = 80  # characters that an id may have


@dataclass
class ChartLine:
    """A line of the chart.

    Attributes:
        line_id: Its id.
        statement: Its statement.
        label_ja: Its label, without numbering.
        english: Its label in English, as far as the glossary knows it.
        kind: heading, leaf, total, item, memorandum or quantity.
        depth: Its rank.
        section: Label of what it stands under; empty if none.
        place: Where it is printed first: table, line and label of the text.
    """

    line_id: str
    statement: str
    label_ja: str
    english: English
    kind: str
    depth: int = 0
    section: str = ""
    place: tuple[str, int, str] = ("", 0, "")


@dataclass
class Variant:
    """A label as printed, and the line that it means in a statement and layout."""

    statement: str
    layout: str
    label: str
    section: str
    measure: str
    line_id: str
    occurrence: str = ""


@dataclass
class Chart:
    """Businesses, lines and labels.

    Attributes:
        businesses: Id by name, the total apart.
        english_businesses: English by name.
        lines: Lines by id, in the order of the document.
        of_row: Line id by table, line of the text, label and measure.
        of_key: Line id by the key that arithmetic gives a line.
        layouts: Layout by table.
        variants: The labels.
    """

    businesses: dict[str, str] = field(default_factory=dict)
    english_businesses: dict[str, English] = field(default_factory=dict)
    lines: dict[str, ChartLine] = field(default_factory=dict)
    of_row: dict[tuple[str, int, str, str], str] = field(default_factory=dict)
    of_key: dict[LineKey, str] = field(default_factory=dict)
    layouts: dict[str, str] = field(default_factory=dict)
    variants: list[Variant] = field(default_factory=list)


def measures_of(table: Table) -> list[str]:
    """The measures of the figures of a table; one that is empty where it has none."""
    return list(dict.fromkeys(column.measure for column in table.columns if column.kind == "figure")) or [""]


def unique(name: str, taken: object, *more: str) -> str:
    """A name that is not taken: with one of some words, else with a number.

    Args:
        name: The name.
        taken: The names in use; anything that knows `in`.
        more: Words to tell it apart by, in order of preference.
    """
    for word in ("", *more):
        candidate = f"{name}_{word}" if word else name
        if candidate not in taken and len(candidate) <= ID_LIMIT:
            return candidate
    number = 2
    while f"{cut(name, ID_LIMIT - 4)}_{number}" in taken:
        number += 1
    return f"{cut(name, ID_LIMIT - 4)}_{number}"


def cut(name: str, length: int) -> str:
    """The start of an id, cut between words."""
    return name if len(name) <= length else name[: length + 1].rsplit("_", 1)[0]


def name_businesses(document: Document, chart: Chart) -> None:
    """Give each business an id and English."""
    for table in document.tables:
        for name in [column.business for column in table.columns] + [table.business]:
            if name in (None, TOTAL) or name in chart.businesses:
                continue
            english = translate(re.sub("事業$", "", name) or name)
            base = identifier(english.words, 40) if english.is_whole else ""
            number = len(chart.businesses) + 1
            chart.businesses[name] = unique(base or f"business_{number}", [*chart.businesses.values(), TOTAL], str(number))
            chart.english_businesses[name] = english


def kind_of(table: Table, row: Row, presentation: str) -> str:
    """What a line is before its sums are known."""
    if row.is_heading and not any(row.cells):
        return "heading"
    if table.statement == "contents":
        return "quantity"
    return "item" if presentation in ("obligations", "contents") else "leaf"


def draw_chart(document: Document, findings: Findings, presentations: dict[str, str]) -> Chart:
    """Give each row of a document a line with an id.

    Args:
        document: The document.
        findings: What its numbers say; its lines say which rows are one line.
        presentations: Presentation by statement.

    Returns:
        The chart, its labels not yet in it.
    """
    chart = Chart()
    name_businesses(document, chart)
    keys: dict[tuple[str, int], list[LineKey]] = defaultdict(list)
    for line in findings.lines:
        for place in line.rows:
            keys[place].append(line.key)
    for table in document.tables:
        for row in table.rows:
            for measure in measures_of(table):
                # Of two rows on one line of the text, as of two lists side by side, each has its own label.
                here = keys[table.table_id, row.source_line]
                found = {key._replace(measure=measure) for key in here if key.label == row.normalised or not on_shared_line(table, row)}
                key = found.pop() if len(found) == 1 else None
                if row.is_heading and not any(row.cells):
                    key = LineKey(table.statement, f"{row.normalised}（見出し）", "")
                key = key or LineKey(table.statement, row.normalised, row.section, measure)
                if key not in chart.of_key:
                    add_line(chart, key, table, row, kind_of(table, row, presentations.get(table.statement, "")))
                chart.of_row[table.table_id, row.source_line, squeeze(row.label), measure] = chart.of_key[key]
    return chart


def on_shared_line(table: Table, row: Row) -> bool:
    """Whether two rows of a table stand on one line of the text."""
    return sum(other.source_line == row.source_line for other in table.rows) > 1


def add_line(chart: Chart, key: LineKey, table: Table, row: Row, kind: str) -> None:
    """Add a line to the chart under an id of its own."""
    english = translate(row.normalised)
    base = identifier(english.words, ID_LENGTH)
    if not base or not english.is_whole and len(base) < 4:
        base = f"{key.statement}_line_{row.source_line}"
    if kind == "heading":
        base = f"{base}_heading"
    if key.measure:
        base = f"{base}_{key.measure}"
    section = identifier(translate(key.section).words, 24) if key.section else ""
    line_id = unique(cut(base, ID_LENGTH + 10), chart.lines, *filter(None, [section, key.statement]))
    label, english = with_measure(table, key.measure, row.normalised, english)
    chart.lines[line_id] = ChartLine(
        line_id, key.statement, label, english, kind, row.depth, row.section, (table.table_id, row.source_line, row.label)
    )
    chart.of_key[key] = line_id


def with_measure(table: Table, measure: str, label: str, english: English) -> tuple[str, English]:
    """A label with the column whose amounts the line holds, where a row prints several of one stage."""
    column = next((column for column in table.columns if column.kind == "figure" and column.measure == measure), None)
    if not measure or column is None:
        return label, english
    words = translate(plain(column.printed))
    if not column.printed or not words.is_whole:
        words = English(f"column {column.number}", True)
    ja = squeeze(column.printed) or f"{column.number}欄目"
    return f"{label}（{ja}）", English(f"{english.words} ({words.words})", english.is_whole)


# ---------------------------------------------------------------- labels


def resolve(rows: list[tuple[int, str]], variants: list[Variant]) -> dict[tuple[int, str, str], set[str]]:
    """Resolve the labels of a table as the project does (`int_rows_resolved`).

    Args:
        rows: Line of the text and label without blanks of each row.
        variants: The labels of its statement and layout.

    Returns:
        The lines that each row and measure may mean.
    """
    sections = {variant.section for variant in variants} - {""}
    by_label = defaultdict(list)
    for variant in variants:
        by_label[variant.label].append(variant)
    section = ""
    counts: dict[tuple[str, str], int] = defaultdict(int)
    found: dict[tuple[int, str, str], set[str]] = defaultdict(set)
    for number, label in sorted(rows):
        if label in sections:
            section = label
            counts.clear()
        counts[section, label] += 1
        for variant in by_label[label]:
            if variant.section in ("", section) and variant.occurrence in ("", str(counts[section, label])):
                found[number, label, variant.measure].add(variant.line_id)
    return found


def add_variants(chart: Chart, document: Document) -> None:
    """Write down which label means which line, as few sections as tell the labels apart.

    Tables of a statement share a layout as long as every label of each still means its line.
    """
    for statement in dict.fromkeys(table.statement for table in document.tables):
        layouts: list[tuple[list[Table], list[Variant]]] = []
        for table in (table for table in document.tables if table.statement == statement):
            placed = False
            for members, variants in layouts:
                tried = variants_of(chart, [*members, table])
                # A label that needs its section only because two tables meet keeps them apart.
                alone = {v.label for part in ([*members], [table]) for v in variants_of(chart, part) or [] if v.section or v.occurrence}
                if tried is not None and {v.label for v in tried if v.section or v.occurrence} <= alone:
                    members.append(table)
                    variants[:] = tried
                    placed = True
                    break
            if not placed:
                layouts.append(([table], variants_of(chart, [table]) or variants_in_order(chart, table)))
        for number, (members, variants) in enumerate(layouts, start=1):
            layout = "form" if number == 1 else f"form_{number}"
            for variant in variants:
                variant.layout = layout
            chart.variants += variants
            chart.layouts |= {table.table_id: layout for table in members}


def variants_of(chart: Chart, tables: list[Table]) -> list[Variant] | None:
    """The labels of some tables of one statement, or None if they cannot share a layout."""
    wanted: dict[str, dict[tuple[int, str, str], str]] = {}
    meanings: dict[tuple[str, str], set[str]] = defaultdict(set)
    for table in tables:
        wanted[table.table_id] = {
            (row.source_line, squeeze(row.label), measure): chart.of_row[table.table_id, row.source_line, squeeze(row.label), measure]
            for row in table.rows
            for measure in measures_of(table)
        }
        for (_, label, measure), line in wanted[table.table_id].items():
            meanings[label, measure].add(line)
    unclear = {label for (label, _), lines in meanings.items() if len(lines) > 1}
    sections: set[str] = set()
    for table in tables:
        rows = sorted((row.source_line, squeeze(row.label)) for row in table.rows)
        labels = [label for _, label in rows]
        for place, label in enumerate(labels):
            if label in unclear:
                own = next((row for row in table.rows if (row.source_line, squeeze(row.label)) == rows[place]), None)
                # A word that stands twice begins two sections, and tells none.
                once = [other for other in reversed(labels[:place]) if other not in unclear and labels.count(other) == 1]
                named = next((other for other in once if own and own.section and plain(other).endswith(own.section)), "")
                sections.add(named or next(iter(once), ""))
    sections.discard("")
    variants: dict[tuple[str, str, str, str], Variant] = {}
    for table in tables:
        section = ""
        counts: dict[tuple[str, str], int] = defaultdict(int)
        rows = sorted((row.source_line, squeeze(row.label)) for row in table.rows)
        repeated = {pair for pair in sections_of(rows, sections) if sections_of(rows, sections).count(pair) > 1}
        for number, label in rows:
            section = label if label in sections else section
            counts[section, label] += 1
            for measure in measures_of(table):
                line = wanted[table.table_id][number, label, measure]
                under = section if label in unclear else ""
                nth = str(counts[section, label]) if label in unclear and (section, label) in repeated else ""
                key = (label, under, measure, nth)
                if key in variants and variants[key].line_id != line:
                    return None
                variants[key] = Variant(table.statement, "", label, under, measure, line, nth)
    listed = list(variants.values())
    for table in tables:
        found = resolve([(row.source_line, squeeze(row.label)) for row in table.rows], listed)
        if any(found[place] != {line} for place, line in wanted[table.table_id].items()):
            return None
    return listed


def variants_in_order(chart: Chart, table: Table) -> list[Variant]:
    """The labels of a table whose sections tell them not apart, each by how often it stood before."""
    rows = sorted((row.source_line, squeeze(row.label)) for row in table.rows)
    counts: dict[str, int] = defaultdict(int)
    found = []
    for number, label in rows:
        counts[label] += 1
        for measure in measures_of(table):
            line = chart.of_row[table.table_id, number, label, measure]
            found.append(Variant(table.statement, "", label, "", measure, line, str(counts[label])))
    return found


def sections_of(rows: list[tuple[int, str]], sections: set[str]) -> list[tuple[str, str]]:
    """Section and label of each row."""
    section = ""
    pairs = []
    for _, label in rows:
        section = label if label in sections else section
        pairs.append((section, label))
    return pairs

