"""Ranks of lines from their numbering alone: 第1款 over 第1項 over 1; 1 over 1, 2, 3, then 2.

A number that continues a series stands at its rank; a 1 opens a rank below the line before it.
Where two series could go on (1 of 2, 2 of 2, then 3), the line that a 1 follows is the higher.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import product, takewhile

from reader.reading import Row, Table

NUMBER = re.compile(r"[0-9０-９]+")
# Tables with fewer numbered lines keep the ranks that layout gave them.
NUMBERED = 2
# Lines of a table of which more than one rank is tried.
DOUBTS = 10


@dataclass
class Series:
    """A series of numbers that is going on: its style (第款, 第項, plain) and its last number."""

    style: str
    last: int


def read(numbering: str) -> tuple[str, int] | None:
    """Style and number of a numbering as printed; None if it has no number."""
    found = NUMBER.search(numbering)
    if not found:
        return None
    style = "".join(numbering.split()).replace("".join(found[0].split()), "#", 1)
    return style, int(found[0])


def deepen(table: Table) -> None:
    """Set the ranks of the lines of a table by their numbering, if all of it is one nest of series.

    Args:
        table: The table; `Row.depth` of its numbered lines is changed.
    """
    rows = [row for row in table.rows if not row.is_heading or read(row.numbering)]
    numbered = [(row, read(row.numbering)) for row in rows]
    if sum(number is not None for _, number in numbered) < NUMBERED or is_told(numbered):
        return
    # What the numbering leaves open, the sums tell; the first reading is that of the rule above.
    first = nest(numbered, ())
    if first is None:
        return
    depths, doubts = first
    if 0 < len(doubts) <= DOUBTS:
        readings = [nest(numbered, chosen) for chosen in product((False, True), repeat=len(doubts))]
        depths = max((found[0] for found in readings if found), key=blocks_that_add_up)
    as_set = blocks_that_add_up([(row, row.depth) for row, number in numbered if number is not None])
    if max(depth for _, depth in depths) == 0 or 0 < as_set >= blocks_that_add_up(depths):
        return  # what the places on the line say adds up as well
    for row, depth in depths:
        row.depth = depth


def is_told(numbered: list[tuple[Row, tuple[str, int] | None]]) -> bool:
    """Whether layout gave each style of numbering a rank of its own."""
    ranks = {(number[0], row.depth) for row, number in numbered if number is not None}
    return len(ranks) > 1 and len(ranks) == len({style for style, _ in ranks}) == len({depth for _, depth in ranks})


Depths = list[tuple[Row, int]]


def nest(numbered: list[tuple[Row, tuple[str, int] | None]], chosen: tuple[bool, ...]) -> tuple[Depths, list[Row]] | None:
    """The ranks of numbered lines.

    Args:
        numbered: The lines with their numbers.
        chosen: Where two series could go on, whether it is the lower; the higher where nothing is said.

    Returns:
        The ranks, and the lines of which it is not sure; None if they are no nest of series.
    """
    depths: Depths = []
    doubts: list[Row] = []
    stack: list[Series] = []
    for place, (row, number) in enumerate(numbered):
        if number is None:
            # A total between the series, or a line that interrupts them.
            continue
        style, count = number
        following = next((other for _, other in numbered[place + 1 :] if other is not None), None)
        going_on = [rank for rank, series in enumerate(stack) if series.style == style and series.last == count - 1]
        if not going_on and count > 1:
            # A table of what is amended leaves numbers out.
            going_on = [rank for rank, series in enumerate(stack) if series.style == style and series.last < count]
        if not going_on and (count == 1 or not stack):
            opened = [rank for rank, series in enumerate(stack) if series.style == style]
            if opened and style.startswith("第"):
                # 第1項 after 第2款 whose own line the table leaves out.
                stack = stack[: opened[0]]
            stack.append(Series(style, count))
        elif going_on:
            opens = following is not None and following[1] == 1
            rank = going_on[0] if opens or len(going_on) == 1 else going_on[-1]
            if opens and len(going_on) > 1:
                is_lower = len(doubts) < len(chosen) and chosen[len(doubts)]
                rank = going_on[1] if is_lower else rank
                doubts.append(row)
            stack = [*stack[:rank], Series(style, count)]
        else:
            return None
        depths.append((row, len(stack) - 1))
    return depths, doubts


def blocks_that_add_up(depths: Depths) -> int:
    """Lines that are the sum of those right under them in every column, less those that are not."""
    balance = 0
    for place, (parent, depth) in enumerate(depths):
        under = list(takewhile(lambda entry: entry[1] > depth, depths[place + 1 :]))
        if under:
            parts = [row for row, other in under if other == depth + 1]
            sums = [{figure.column: (figure.sign or 1) * figure.magnitude for figure in row.figures} for row in (parent, *parts)]
            holds = all(amount == sum(part.get(column, 0) for part in sums[1:]) for column, amount in sums[0].items())
            balance += 1 if holds else -1
    return balance
