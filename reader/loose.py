"""Figures of a last column that the extraction wrote apart from their rows, given back to the rows whose amounts make them.

Of a table of two amounts and what lies between them, or what they make, the last column may stand somewhere else on the page. What one
row alone makes, and one figure alone is, belong together.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import combinations

from reader.glossary import read_header
from reader.layout import classify, is_value, is_words
from reader.pieces import is_lone_value, signed, virtual
from reader.text import Line

# Columns of amounts; rows that are whole, and rows put together, of which one table has two at least; one where all whole rows keep one law.
WIDTH, ROWS = 3, 2
# A figure with a note behind it, a blank apart.
WITH_NOTE = re.compile(r"([△▲-]? ?[0-9]{1,3}(?:,[0-9]{3})+) +(\D.*)")
SMALL = 10
# What the last of three columns may be of the others.
LAWS = (lambda one, other: one - other, lambda one, other: other - one, lambda one, other: one + other)


@dataclass
class Row:
    """A row below the header: its line, label and figures; whether one of them stood apart, and where the last did."""

    line: Line
    label: str
    values: list[str]
    is_mended: bool = False
    until: int = 0


@dataclass
class Body:
    """What stands below a header of three columns.

    Attributes:
        rows: Its rows.
        loose: Figures on lines without a label, each with its line.
        end: The place behind it.
    """

    rows: list[Row] = field(default_factory=list)
    loose: list[tuple[str, Line]] = field(default_factory=list)
    end: int = 0


def join_loose(lines: list[Line]) -> list[Line]:
    """Join figures of the last column to the rows that they are of; what two rows may make stays where it is."""
    out: list[Line] = []
    place = 0
    while place < len(lines):
        names = names_of(lines[place])
        body = body_below(lines, place + 1) if names else Body()
        gone = settle(body) if names else []
        if gone:
            out.append(virtual(lines[place].number, ["科目", *names]))
            rows = {id(row.line): row for row in body.rows}
            for line in lines[place + 1 : body.end]:
                row = rows.get(id(line))
                if row and len(row.values) == WIDTH:
                    out.append(virtual(line.number, [row.label, *row.values], line.indent, max(row.until, line.until)))
                elif not any(line is other for other in gone):
                    out.append(line)
            place = body.end
        else:
            out.append(lines[place])
            place += 1
    return out


def names_of(line: Line) -> list[str]:
    """The headers of three columns of amounts, if a line has these and no other column of figures; else none."""
    heads = [(cell.text, read_header(cell.text)) for cell in line.filled]
    if len(heads) <= WIDTH or heads[0][1].kind != "label":
        return []
    names = [(text, head) for text, head in heads if head.kind not in ("label", "number", "attribute")]
    is_table = len(names) == WIDTH and all(head.kind in ("stage", "year", "amount", "total", "measure") for _, head in names)
    return [text for text, _ in names] if is_table else []


def body_below(lines: list[Line], place: int) -> Body:
    """The rows and loose figures below a header."""
    body = Body(end=place)
    for line in lines[place:]:
        if line.begins or classify(line) in ("header", "unit", "prose"):
            break
        body.end += 1
        values = [cell.text for cell in line.filled if is_value(cell.text)]
        note = WITH_NOTE.fullmatch(line.text.strip())
        if len(line.filled) > 1 and is_words(line.filled[0].text) and 0 < len(values) <= WIDTH and is_value(line.filled[1].text):
            body.rows.append(Row(line, line.filled[0].text.strip(), values))
        elif is_lone_value(line):
            body.loose += [(text, line) for text in values]
        elif note and len(line.filled) == 1:
            body.loose.append((note[1], line))
    return body


def settle(body: Body) -> list[Line]:
    """Give the loose figures back to the rows, and return their lines; none if too few rows are put together.

    What the last column is of the others, two rows that are whole tell, and two of three of them.
    """
    whole = [list(map(signed, row.values)) for row in body.rows if len(row.values) == WIDTH]
    kept = {law: sum(any(row) and law(row[0], row[1]) == row[2] for row in whole) for law in LAWS}
    law = max(LAWS, key=lambda law: kept[law])
    if kept[law] < max(ROWS, 2 * len(whole) / 3):
        return []
    free = Counter(signed(text) for text, _ in body.loose)
    lacking = [(row, law(*map(signed, row.values))) for row in body.rows if len(row.values) == WIDTH - 1]
    left = Counter(last for _, last in lacking)
    taken: set[int] = set()
    for row, last in lacking:
        # Several rows may leave the same, and as many figures be it.
        if abs(last) >= SMALL and left[last] == free[last]:
            take(row, body.loose, [last], taken)
    # A row of which both others stand apart: the one pair of which one leaves the other.
    for row in [row for row in body.rows if len(row.values) == 1]:
        rest = [place for place in range(len(body.loose)) if place not in taken]
        amounts = {place: signed(body.loose[place][0]) for place in rest}
        first = signed(row.values[0])
        pairs = [(amounts[one], amounts[other]) for one, other in combinations(rest, 2) if law(first, amounts[one]) == amounts[other]]
        if len(pairs) == 1 and min(map(abs, pairs[0])) >= SMALL:
            take(row, body.loose, list(pairs[0]), taken)
    if sum(row.is_mended for row in body.rows) < (ROWS if kept[law] < len(whole) else 1):
        return []
    # A line of which a figure is left stays.
    left_over = {id(line) for place, (_, line) in enumerate(body.loose) if place not in taken}
    return [line for place, (_, line) in enumerate(body.loose) if place in taken and id(line) not in left_over]


def take(row: Row, loose: list[tuple[str, Line]], amounts: list[int], taken: set[int]) -> None:
    """Give a row the first loose figures of some amounts that are not taken yet."""
    for amount in amounts:
        place = next(place for place, (text, _) in enumerate(loose) if place not in taken and signed(text) == amount)
        taken.add(place)
        row.values.append(loose[place][0])
        row.is_mended, row.until = True, max(row.until, loose[place][1].number)
