"""Rows between bars, or in a frame drawn with characters, that an extraction wrote in one line: one row a line again."""

from __future__ import annotations

import re
from itertools import pairwise

from reader.layout import is_value, is_words
from reader.text import is_nil

# Rows with figures that tell of a table, and cells of one at most, the blank one behind it among them.
ROWS, WIDEST = 3, 40
# The upper edge of a frame; a rule within it, which may begin at a later column, or its lower edge.
EDGE = re.compile(r"┌[─┬]+┐")
DRAWN = re.compile(r"((?:\s*[│↑])*)\s*[├└]([─┬┴┼]+)[┤┘]")


def split_framed(text: str) -> list[str]:
    """Split a line in which the rows of tables stand behind each other: one row a line, and what stands around the tables.

    The first and the last bar of two rows stand beside each other with nothing between.
    """
    return split_drawn(text) or split_barred(text) or [text]


def split_drawn(text: str) -> list[str]:
    """Split a line that holds a table in a frame drawn with characters; empty if it holds none.

    The upper edge tells how many cells a row has.
    """
    edge = EDGE.search(text)
    width = len(re.findall("─+", edge[0])) if edge else 0
    row = re.compile(rf"\s*│(?:[^│┌├└]*│){{{width}}}")
    if not edge or not row.match(text, edge.end()):
        return []
    parts = [text[: edge.start()], edge[0]]
    place = edge.end()
    while found := row.match(text, place) or DRAWN.match(text, place):
        end = found.end()
        if found.re is DRAWN:
            # Columns right of a rule have their bars.
            behind = width - len(re.findall("[│↑]", found[1])) - len(re.findall("─+", found[2]))
            bars = re.compile(rf"(?:\s*│){{{max(0, behind)}}}").match(text, end)
            end = bars.end() if bars else end
        parts.append(text[place:end])
        place = end
    return [part.strip() for part in (*parts, *split_framed(text[place:])) if part.strip()]


def split_barred(text: str) -> list[str]:
    """Split a line that holds rows between bars; empty if it holds none.

    Rows have as many cells, or a label and blank cells.
    """
    bars = [found.start() for found in re.finditer(r"[|｜]", text)]
    cells = [text[start + 1 : end].strip() for start, end in pairwise((-1, *bars, len(text)))]
    widths = range(3, min(WIDEST, len(cells) // ROWS) + 1)
    tried = [(rows_from(cells, start, width), width) for width in widths for start, cell in enumerate(cells) if not cell]
    begins, width = max(tried, key=lambda found: len(found[0]), default=([], 0))
    if not begins:
        return []
    # Rows of a header may have fewer cells: there each blank cell parts two.
    are_even = not begins[0] % width and not any(cells[: begins[0] : width][1:])
    above = range(width, begins[0], width) if are_even else [place for place in range(1, begins[0]) if not cells[place]]
    starts = [place for place in (0, *above) if place < begins[0]] + begins
    rows = [text[bars[start] : bars[end - 1] + 1] for start, end in pairwise(starts) if end - start > 1]
    rest = text[bars[begins[-1] - 1] + 1 :] if cells[begins[-1]] else text[bars[begins[-1]] :] if begins[-1] < len(bars) else ""
    behind = split_framed(rest) if rest else []
    return [part for part in (text[: bars[0]].strip(), *rows, *(part.strip() for part in behind)) if part]


def rows_from(cells: list[str], start: int, width: int) -> list[int]:
    """The blank cells before rows that follow each other from one on, and the cell behind the last; none if they are too few."""
    begins: list[int] = []
    kinds: list[set[bool]] = [set() for _ in range(width - 1)]
    filled = 0
    while start < len(cells) and not cells[start]:
        row = cells[start + 1 : start + width]
        behind = next((place for place in range(start + 2, len(cells)) if cells[place]), len(cells))
        is_heading = behind > start + 2 and (behind == len(cells) or is_words(cells[behind]))
        if not row or not is_words(row[0]) or not is_heading and start + width >= len(cells):
            break
        if not is_heading:
            found = [{is_figure(cell)} if cell else set() for cell in row]
            if not any(map(is_figure, row)) or any(len(kind | other) > 1 for kind, other in zip(kinds, found, strict=True)):
                break
            kinds = [kind | other for kind, other in zip(kinds, found, strict=True)]
            filled += 1
        begins.append(start)
        start = behind - 1 if is_heading else start + width
    return [*begins, start] if filled >= ROWS else []


def is_figure(text: str) -> bool:
    """Whether a cell holds a figure, a ratio, or what prints that there is nothing."""
    return is_value(text) or is_nil(text)
