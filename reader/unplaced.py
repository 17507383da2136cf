"""Rows with fewer or more figures than the table has columns, in a text that keeps no columns.

Their figures keep their order, and nothing in the line tells of which columns they are. The sum
of the rows around them may: if in one way only it holds in every column.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations, product
from math import comb, prod
from operator import sub

from reader.reading import PROVED, Document, Figure, Repair, Row, Table
from reader.text import YEN

# Joint placements of the rows of a sum that are tried.
JOINT = 5_000

Placement = tuple[int, ...]


def place(document: Document) -> list[Repair]:
    """Put the figures of such rows where one sum wants them; a row that none places is left out and listed.

    Args:
        document: What layout read; its rows are changed.

    Returns:
        Each row that was placed, with what was read.
    """
    repairs = []
    for table in document.tables:
        columns = [column.number for column in table.columns if column.kind == "figure"]
        for row in [row for row in table.rows if row.is_unplaced]:
            is_whole = bool(row.figures) and len(row.cells) <= len(table.columns) and all(figure.unit in YEN for figure in row.figures)
            places = placements(table, row, columns) if is_whole else set()
            if len(places) != 1:
                continue
            row.figures = [replace(figure, column=column) for figure, column in zip(row.figures, places.pop(), strict=True)]
            row.is_unplaced = False
            by_column = {figure.column: figure.printed for figure in row.figures}
            cells = tuple(by_column.get(column.number, "") for column in table.columns)
            repairs.append(Repair(
                table.table_id, row.source_line, row.cells, cells, PROVED,
                "数字の順序を変えない置き方のうち、縦の合計が全ての欄で合うのはこれだけ", "the only placement in this order with which the sum holds in every column",
            ))
            row.cells = cells
        document.unplaced += [(table.table_id, row) for row in table.rows if row.is_unplaced]
        table.rows = [row for row in table.rows if not row.is_unplaced]
    left_out = {table_id for table_id, _ in document.unplaced}
    document.tables[:] = [table for table in document.tables if table.table_id not in left_out or any(row.figures for row in table.rows)]
    return repairs


def placements(table: Table, row: Row, columns: list[int]) -> set[Placement]:
    """The columns in which a row may stand so that a sum of rows next to each other holds in every column."""
    rows = [other for other in table.rows if other.depth == row.depth and other.figures]
    at = next(place for place, other in enumerate(rows) if other is row)
    found: set[Placement] = set()
    for start in range(at + 1):
        for end in range(at + 1, len(rows) + 1):
            for total in (start - 1, end):
                if 0 <= total < len(rows) and end - start > 1 and not rows[total].is_unplaced:
                    found |= fitting(rows[start:end], rows[total], row, columns)
    return found


def fitting(parts: list[Row], total: Row, row: Row, columns: list[int]) -> set[Placement]:
    """The columns of a row with which some rows make up another."""
    loose = [part for part in parts if part.is_unplaced]
    if prod(comb(len(columns), len(part.figures)) for part in loose) > JOINT:
        return set()
    rest = [amount(total.figures, column) - sum(amount(part.figures, column) for part in parts if not part.is_unplaced) for column in columns]
    at = next(place for place, part in enumerate(loose) if part is row)
    # The ways of one half by what they add up to: each of the other half leaves what those that fit it must be.
    half = len(loose) // 2
    first: dict[tuple[int, ...], list[tuple[Placement, ...]]] = {}
    for sums, chosen in ways(loose[:half], columns):
        first.setdefault(sums, []).append(chosen)
    return {
        (*others, *chosen)[at]
        for sums, chosen in ways(loose[half:], columns)
        for others in first.get(tuple(map(sub, rest, sums)), ())
    }


def ways(parts: list[Row], columns: list[int]) -> Iterator[tuple[tuple[int, ...], tuple[Placement, ...]]]:
    """The ways to place some rows, each with what they add up to in every column."""
    for chosen in product(*(combinations(columns, len(part.figures)) for part in parts)):
        sums = dict.fromkeys(columns, 0)
        for some, part in zip(chosen, parts, strict=True):
            for column, figure in zip(some, part.figures, strict=True):
                sums[column] += signed(figure)
        yield tuple(sums.values()), chosen


def signed(figure: Figure) -> int:
    """The amount of a figure with its sign, in yen where it is money."""
    return figure.magnitude * (figure.sign or 1) * YEN.get(figure.unit, 1)


def amount(figures: list[Figure], column: int) -> int:
    """The amount in a column; 0 if nothing is printed there."""
    return sum(signed(figure) for figure in figures if figure.column == column)
