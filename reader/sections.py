"""A list with headings whose figures stand behind it, section by section, in each of them column by column.

A section is what stands between two headings. Its figures are as many as its labels for each of the headers; that they are its own
is told by an amount that is the sum of two others in every column. What follows a section of which this is not told stays unread.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

from reader.blocks import end_of_block, look_above
from reader.layout import NUMBERING
from reader.pieces import first_cell, is_lone_value, signed, virtual, without
from reader.text import Line, plain

# Digits of an amount that is no sum of two others by accident.
LARGE = 1_000


def join_sections(lines: list[Line]) -> list[Line]:
    """Put the sections of such lists together with their figures."""
    place = 0
    while place < len(lines):
        end = end_of_block(lines, place) if lines[place].filled and is_lone_value(lines[place]) else place
        found = sections_of(lines[:place], lines[place:end]) if end > place else None
        if found:
            table, used = found
            at = next(number for number, line in enumerate(lines) if line is used[0])
            return [*without(lines[:at], used), *table, *join_sections(without(lines[at:], used))]
        place = max(end, place + 1)
    return lines


def sections_of(above: list[Line], block: list[Line]) -> tuple[list[Line], list[Line]] | None:
    """The table that the sections above a block make with its figures, and the lines that it takes; None if the figures tell of none."""
    found = look_above(above, is_total_label=False)
    headers = [line for line in found.headers if found.labels and line.number > found.labels[-1].number]
    columns, values = len(headers), [line for line in block if line.filled]
    # A word amid labels heads no column.
    every = sorted([*found.labels, *without(found.headers, headers)], key=lambda line: line.number)
    if columns < 2 or any(len(line.filled) > 1 for line in (*values, *headers)) or len(values) == columns * len(every):
        return None
    sections: list[list[Line]] = [[]]
    for label in every:
        if is_heading(label):
            sections.append([])
        else:
            sections[-1].append(label)
    rows: list[tuple[Line, list[Line]]] = []
    start = 0
    for labels in filter(None, sections):
        size = len(labels)
        own = [values[start + size * number : start + size * (number + 1)] for number in range(columns)]
        new = list(zip(labels, map(list, zip(*own, strict=False)), strict=False))
        if any(len(column) < size for column in own) or not has_sum([cells for _, cells in rows], [cells for _, cells in new]):
            break
        rows += new
        start += size * columns
    if not rows:
        return None
    made = {
        id(label): virtual(label.number, [first_cell(label), *map(first_cell, cells)], label.indent, cells[-1].number)
        for label, cells in rows
    }
    whole = every[: every.index(rows[-1][0]) + 1]
    header = replace(virtual(every[0].number, ["科目", *map(first_cell, headers)]), begins=True)
    # What is left has no figures that are told to be its own, whatever their number.
    return [header, *(made.get(id(label), label) for label in whole)], [*every, *headers, *values]


def is_heading(line: Line) -> bool:
    """Whether a label is numbered, or names a part: it heads those below it."""
    return bool(NUMBERING.match(first_cell(line))) or plain(line.text).endswith("の部")


def has_sum(above: list[list[Line]], rows: list[list[Line]]) -> bool:
    """Whether an amount of some rows is, in every column, the sum or the difference of two others of them or of rows above."""
    new = [tuple(signed(first_cell(cell)) for cell in row) for row in rows]
    every = [*(tuple(signed(first_cell(cell)) for cell in row) for row in above), *new]
    large = [row for row in every if all(abs(amount) >= LARGE for amount in row)]
    wholes = {row for row in new if all(abs(amount) >= LARGE for amount in row)}
    return any(
        tuple(one + sign * other for one, other in zip(first, second, strict=True)) in wholes
        for first, second in combinations(large, 2) for sign in (1, -1)
    )
