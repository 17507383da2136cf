"""Two pages that face each other: the labels of a table on the left one, its figures, or the last of them, on the right."""

from __future__ import annotations

from dataclasses import replace
from itertools import takewhile

from reader.blocks import keeps
from reader.glossary import read_header
from reader.layout import is_unit_alone
from reader.pieces import first_cell, is_lone_label, is_lone_value, is_page_number, known_headers, signed, virtual
from reader.sides import adds_up_in_blocks
from reader.text import Cell, Line

# Rows at least, and what heads columns of amounts.
ROWS, AMOUNTS = 3, ("stage", "total", "year", "amount")


def join_facing(lines: list[Line]) -> list[Line]:
    """Join the columns of a right-hand page to the rows of the page that it faces, which hold their labels, and some columns or none.

    Both pages have their headers; the right one has as many figures as rows times headers, and base + change = result holds
    in every row, or in two of three where there are more; or the total says so of a column alone.
    """
    filled = [line for line in lines if line.filled]
    ways = ((place, facing_at(filled, place) or rows_facing_at(filled, place)) for place in range(len(filled)))
    found = next(((place, *way) for place, way in ways if way), None)
    if found is None:
        return lines
    place, count, table = found
    at = lines.index(filled[place])
    rest = lines[lines.index(filled[place + count - 1]) + 1 :]
    if rest:
        rest = [replace(rest[0], begins=True), *rest[1:]]
    return [*lines[:at], *table, *join_facing(rest)]


def facing_at(filled: list[Line], place: int) -> tuple[int, list[Line]] | None:
    """The number of lines of two facing pages that begin at a line, and the table that they make; None if none begins there."""
    if not is_lone_label(filled[place]) or read_header(first_cell(filled[place])).kind != "label":
        return None
    left = heads_from(filled, place + 1)
    end = place + 1 + len(left)
    labels: list[Line] = []
    rows: list[list[str]] = []
    while left and end + len(left) < len(filled) and is_lone_label(filled[end]) and not read_header(first_cell(filled[end])).kind:
        row = filled[end + 1 : end + 1 + len(left)]
        if not all(is_lone_value(line) and len(line.filled) == 1 for line in row):
            break
        labels.append(filled[end])
        rows.append([first_cell(line) for line in row])
        end += 1 + len(left)
    while end < len(filled) and is_unit_alone(filled[end]):
        end += 1
    right = heads_from(filled, end)
    end += len(right)
    values = list(takewhile(lambda line: is_lone_value(line) and len(line.filled) == 1, filled[end:]))
    names = [first_cell(line) for line in (*left, *right)]
    if not right or len(rows) < 2 or len(values) != len(rows) * len(right):
        return None
    texts = [first_cell(line) for line in values]
    whole = [[*row, *texts[number * len(right) : (number + 1) * len(right)]] for number, row in enumerate(rows)]
    if not is_lawful(names, whole):
        return None
    last = values[-1].number
    header = replace(virtual(filled[place].number, [first_cell(filled[place]), *names]), begins=True)
    table = [virtual(label.number, [first_cell(label), *row], label.indent, last) for label, row in zip(labels, whole, strict=True)]
    return end + len(values) - place, [header, *table]


def rows_facing_at(filled: list[Line], place: int) -> tuple[int, list[Line]] | None:
    """The same where the left page holds labels alone, and the right one as many rows of figures below a header in one line."""
    if {read_header(cell.text).kind for cell in known_headers(filled[place].filled)} != {"label"}:
        return None
    labels = [(line, label) for line in takewhile(label_on, filled[place + 1 :]) if (label := label_on(line))]
    end = place + 1 + len(labels)
    while end < len(filled) and (is_unit_alone(filled[end]) or is_page_number(filled[end])):
        end += 1
    names = headers_on(filled[end]) if end < len(filled) and len(labels) >= ROWS else []
    rows = list(takewhile(lambda line: is_lone_value(line) and len(line.filled) == len(names), filled[end + 1 :]))
    texts = [[cell.text for cell in row.filled] for row in rows]
    behind = filled[end + 1 + len(rows) : end + 2 + len(rows)]
    # Below one column another may stand.
    if not names or len(rows) != len(labels) or not is_lawful(names, texts) or any(map(headers_on, behind)):
        return None
    header = replace(virtual(filled[place].number, ["科目", *names]), begins=True)
    table = [virtual(line.number, [label, *row], line.indent, rows[-1].number) for (line, label), row in zip(labels, texts, strict=True)]
    return end + 1 + len(rows) - place, [header, *table]


def label_on(line: Line) -> str:
    """The label that is all that a line holds, its letters spread over it or not; empty if it holds anything else, or headers."""
    text = " ".join(cell.text for cell in line.filled)
    is_one = len(line.filled) == 1 or all(len(word) == 1 for word in text.split())
    whole = replace(line, cells=[Cell(text, line.indent, line.indent + len(text))])
    return text if is_one and is_lone_label(whole) and not is_page_number(line) and not known_headers(line.filled) else ""


def headers_on(line: Line) -> list[str]:
    """The headers of columns of amounts that a line holds, and nothing else; none if it holds others."""
    names = [cell.text for cell in known_headers(line.filled)]
    return names if all(read_header(name).kind in AMOUNTS for name in names) else []


def is_lawful(names: list[str], rows: list[list[str]]) -> bool:
    """Whether base + change = result holds in every row, or in two of three; or a column alone adds up to its total, the last."""
    kept = keeps(names, rows)
    amounts = [signed(row[0]) for row in rows]
    adds_up = len(names) == 1 and adds_up_in_blocks(tuple(amounts[:-1]), (amounts[-1],))
    return kept >= min(len(rows), ROWS) and 3 * kept >= 2 * len(rows) or adds_up


def heads_from(filled: list[Line], place: int) -> list[Line]:
    """The headers of columns that stand from a line on, each on a line of its own."""
    kinds = ("stage", "total", "year")
    return list(takewhile(lambda line: is_lone_label(line) and read_header(first_cell(line)).kind in kinds, filled[place:]))
