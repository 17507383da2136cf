"""Figures that the extraction put out of the order of their rows, put back into a grid where arithmetic tells of one order.

A grid of rows and columns is written across, row by row, or down, column by column; in parts, each of them so, above or beside each other;
or in runs of some rows of one column, then of another. What the true order has and no other is its arithmetic: one column is the sum of
others in every row, one row the sum of those beside it in every column. Each order is weighed by the places that its sums would have
missed by accident, less those that the number of orders as simple as it makes up for. One that is not clearly heavier than all others
is not taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import combinations, pairwise, permutations
from math import gcd, log10

import numpy

from reader.chance import trailing_zeros
from reader.pieces import signed
from reader.text import is_ratio, plain, read_figure

# Places of numbers by which one order must be heavier than nothing, and than any other.
ENOUGH, CLEARLY = 3.0, 2.0
# Columns and rows of a grid of which laws between columns are looked for, and parts of one sum down a column.
COLUMNS, ROWS, PARTS = 7, 80, 40
# Columns of a law whose figures may stand in any order, rows that tell of it, figures of one amount that are tried, beginnings, and
# ways that are weighed.
THREE, LEAST, CHOICES, TRIALS, WAYS = 3, 2, 3, 4_000, 200

Texts = list[str]
Amounts = tuple[int, ...]
# The places of two parts, of which the second may lack, and of their sum.
Trio = tuple[int, int | None, int]


def arrange(texts: Sequence[str], count: int, sections: Sequence[int] = (), has_law: bool = False) -> list[Texts] | None:
    """Put figures into rows, in the one order that arithmetic, or a column of ratios, tells; None if none does.

    Args:
        texts: The figures in the order of the text, one for each cell.
        count: Number of rows.
        sections: The rows before which a heading parts the labels.
        has_law: Whether the headers say that one column is made up of others. Then the figures may stand in no order of the page: which
            of the columns is which the law tells.
    """
    width = len(texts) // count if count else 0
    if not width or width * count != len(texts):
        return None
    if width == 1:
        return [[text] for text in texts]
    found: dict[tuple[Amounts, ...], tuple[float, list[Texts]]] = {}
    for rows, weight in (*in_orders(texts, count, sections, has_law), *(by_law(texts, count) if has_law else ())):
        amounts = amounts_in(rows)
        if amounts not in found or found[amounts][0] < weight:
            found[amounts] = weight, rows
    best = sorted(found.values(), key=lambda one: -one[0])
    is_clear = bool(best) and best[0][0] >= ENOUGH and (len(best) == 1 or best[0][0] - best[1][0] >= CLEARLY)
    if is_clear:
        return best[0][1]
    # Of rows and columns alone, ratios in a column of their own tell.
    plainest = [in_rows(texts, order, count, width) for order, _ in orders(count, width, ())][:2]
    fitting = [rows for rows in plainest if has_kinds(rows)]
    return fitting[0] if len(fitting) == 1 and any(map(is_rate, texts)) else None


def amounts_in(rows: Sequence[Texts]) -> tuple[Amounts, ...]:
    """The amounts of rows."""
    return tuple(tuple(map(signed, row)) for row in rows)


def in_orders(texts: Sequence[str], count: int, sections: Sequence[int], has_law: bool) -> Iterator[tuple[list[Texts], float]]:
    """The grids that figures make in each of the orders in which one may be written, each with its weight."""
    for order, places in orders(count, len(texts) // count, sections):
        rows = in_rows(texts, order, count, len(texts) // count)
        if has_kinds(rows) and (not has_law or best_law(amounts_in(rows))[0]):
            yield rows, weigh_grid(amounts_in(rows)) + weigh_rates(rows) - places


def is_rate(text: str) -> bool:
    """Whether a cell holds a ratio."""
    return is_ratio(text) and not read_figure(text) or "%" in plain(text)


def has_kinds(rows: list[Texts]) -> bool:
    """Whether no column has both ratios and amounts."""
    return all(
        not any(map(is_rate, column)) or all(is_rate(text) or not signed(text) for text in column) for column in zip(*rows, strict=True)
    )


def in_rows(texts: Sequence[str], order: Sequence[int], count: int, width: int) -> list[Texts]:
    """Figures in rows, by the number of the cell of each, counted across."""
    cells = [""] * len(texts)
    for text, cell in zip(texts, order, strict=True):
        cells[cell] = text
    return [cells[row * width : (row + 1) * width] for row in range(count)]


def orders(count: int, width: int, sections: Sequence[int]) -> Iterator[tuple[list[int], float]]:
    """The orders in which a grid may be written, and the places that their number is worth.

    Across and down; each section so; two parts above or beside each other, each so.
    """
    def part(rows: range, columns: range, is_down: bool) -> list[int]:
        if is_down:
            return [row * width + column for column in columns for row in rows]
        return [row * width + column for row in rows for column in columns]

    every, all_columns = range(count), range(width)
    for is_down in (False, True):
        yield part(every, all_columns, is_down), 0.0
    cuts = [row for row in sections if 0 < row < count]
    if cuts:
        yield [cell for start, end in pairwise((0, *cuts, count)) for cell in part(range(start, end), all_columns, True)], 1.0
    places = 1 + log10(4 * (count + width))
    for at in range(1, count):
        for first, second in ((True, True), (True, False), (False, True)):
            yield part(range(at), all_columns, first) + part(range(at, count), all_columns, second), places
    for at in range(1, width):
        for first, second in ((False, False), (True, False), (False, True)):
            yield part(every, range(at), first) + part(every, range(at, width), second), places


def weigh_grid(rows: Sequence[Amounts]) -> float:
    """The places by which the sums of a grid would have been missed by accident: those along its rows and those down its columns."""
    if len(rows[0]) > COLUMNS or len(rows) > ROWS:
        return 0.0
    across, _ = best_law(rows)
    return across + max(weigh_sums(rows, across > 0), weigh_sums(rows[::-1], across > 0))


@cache
def laws(width: int) -> list[tuple[int, ...]]:
    """The ways in which one column may be made up of others: of two or more, or of three of which one is taken away."""
    found = set()
    for whole in range(width):
        others = [column for column in range(width) if column != whole]
        for size in range(2, width):
            for parts in combinations(others, size):
                for minus in (None, *(parts if size == THREE else ())):
                    weights = tuple(-1 if column in (whole, minus) else int(column in parts) for column in range(width))
                    found.add(max(weights, tuple(-weight for weight in weights)))
    return sorted(found)


def best_law(rows: Sequence[Amounts]) -> tuple[float, tuple[int, ...]]:
    """The law between columns that most rows keep, and the places that it is worth; 0 if two in three that tell of it keep none."""
    best: tuple[float, tuple[int, ...]] = (0.0, ())
    if len(rows[0]) < THREE:
        return best
    tried = laws(len(rows[0]))
    sums = numpy.array(rows, dtype=object) @ numpy.array(tried, dtype=object).T
    broken = (sums != 0).sum(axis=0)
    for number, weights in enumerate(tried):
        if 3 * broken[number] > len(rows):
            continue
        kept = lost = 0.0
        holds = fails = 0
        for row, total in zip(rows, sums[:, number], strict=True):
            terms = [amount for amount, weight in zip(row, weights, strict=True) if weight and amount]
            if len(terms) > 1 and not total:
                # One amount twice tells less: it is what stands in two columns of its row.
                kept, holds = kept + places_of(terms), holds + 1
            elif terms:
                lost, fails = lost + places_of(terms), fails + 1
        if 3 * holds >= 2 * (holds + fails):
            best = max(best, (kept - lost - log10(len(tried)), weights))
    return best


def placements(rows: Sequence[Texts], texts: Texts) -> list[Texts]:
    """The rows that fewer figures than columns may be, nothing printed in the others, so that they keep the law of the whole rows.

    Args:
        rows: The figures of rows that are whole.
        texts: Those of one that is not, in their order.
    """
    weight, law = best_law(amounts_in(rows)) if rows and len(rows[0]) <= COLUMNS else (0.0, ())
    if weight < ENOUGH or not all(law):
        return []
    found = []
    for columns in combinations(range(len(law)), len(texts)):
        cells = dict(zip(columns, texts, strict=True))
        if not sum(law[column] * signed(text) for column, text in cells.items()) and any(map(signed, texts)):
            found.append([cells.get(column, "") for column in range(len(law))])
    return found


def without_rates(rows: list[Texts]) -> list[Texts]:
    """Rows without their columns of ratios."""
    kept = [column for column in zip(*rows, strict=True) if not any(map(is_rate, column))]
    return [list(row) for row in zip(*kept, strict=True)] if kept else [[""] for _ in rows]


def weigh_rates(rows: list[Texts]) -> float:
    """The places that columns of ratios are worth: of one amount to another, of their difference to one, or of an amount to that of all."""
    columns = list(zip(*rows, strict=True))
    amounts = [[signed(text) for text in column] for column in columns if not any(map(is_rate, column))]
    weight = 0.0
    for column in columns:
        if any(map(is_rate, column)):
            tried = list(ratios(amounts, column))
            weights = [weigh_ratio(column, values) for values in tried]
            weight += max(0.0, max(weights, default=0.0) - log10(max(1, len(tried))))
    return weight


def ratios(amounts: list[list[int]], rates: Sequence[str]) -> Iterator[list[float | None]]:
    """What ratios of columns of amounts may be, in per cent: of one to another, of how much one is more, of each to the one that is all."""
    def part(one: float, whole: float) -> float | None:
        return 100 * one / whole if whole else None

    for one, other in permutations(amounts, 2):
        yield [part(first, second) for first, second in zip(one, other, strict=True)]
        yield [part(first - second, second) for first, second in zip(one, other, strict=True)]
    full = [place for place, text in enumerate(rates) if re.fullmatch(r"100(\.0+)?%?", plain(text))]
    for column in amounts:
        whole = column[full[-1]] if full else max(column)
        yield [part(amount, whole) for amount in column]


def weigh_ratio(rates: Sequence[str], values: list[float | None]) -> float:
    """The places by which the ratios of a column would have been missed, less those of the ones that are; 0 if two in three do not hold."""
    weight, holds, fails = 0.0, 0, 0
    for text, value in zip(rates, values, strict=True):
        found = re.fullmatch(r"\(?([△▲-]?)([0-9]+(?:\.([0-9]+))?)%?\)?", plain(text))
        if not found or value is None:
            continue
        unit = 10.0 ** -len(found[3] or "")
        rate = float(found[2]) * (-1 if found[1] else 1)
        places = log10(max(1.0, abs(rate) / unit))
        if abs(value - rate) <= 0.51 * unit:
            weight, holds = weight + places, holds + 1
        elif round(rate, 6) != 100:
            weight, fails = weight - places, fails + 1
    return weight if holds >= 2 * fails and holds else 0.0


def places_of(terms: Sequence[int]) -> float:
    """The places by which a sum of some amounts would be missed: those of the largest, without the zeros that all end with."""
    return log10(max(map(abs, terms))) - trailing_zeros(gcd(*terms)) if any(terms) else 0.0


def weigh_sums(rows: Sequence[Amounts], has_law: bool) -> float:
    """The places that the rows are worth which are the sum of several right above them in every column, sums counted once; and the first
    row, if it is the sum of all that are part of no other."""
    open_rows: list[Amounts] = []
    weight = 0.0

    def worth(row: Amounts, parts: Sequence[Amounts]) -> float:
        columns = [list(column) for column in zip(row, *parts, strict=True)]
        places = sorted((places_of([amount for amount in column if amount]) for column in columns if any(column)), reverse=True)
        return sum(places[: max(1, len(places) - has_law)])

    for row in rows:
        total = (0,) * len(row)
        for size in range(1, min(len(open_rows), PARTS) + 1):
            total = tuple(map(int.__add__, total, open_rows[-size]))
            if size > 1 and total == row and any(row):
                weight += max(0.0, worth(row, open_rows[-size:]) - log10(len(open_rows)))
                del open_rows[-size:]
                break
        open_rows.append(row)
    first, *others = open_rows
    is_all = len(others) > 1 and any(first) and all(amount == sum(column) for amount, *column in zip(first, *others, strict=True))
    return weight + (worth(first, others) if is_all else 0.0)


def by_law(texts: Sequence[str], count: int) -> list[tuple[list[Texts], float]]:
    """Rows of three amounts of which one is the sum of the two others, and of a ratio, in whatever order the columns were written.

    Each column keeps its order. So the first figure that no row has yet is of the next row, and the sum tells which two others are.
    Where figures are missing, rows print one amount twice and nothing between.

    Returns:
        The ways to do so, each with its weight, the columns in the order in which they begin.
    """
    values = {place: signed(text) for place, text in enumerate(texts) if not is_rate(text)}
    rates = [place for place, text in enumerate(texts) if is_rate(text)]
    missing = THREE * count - len(values)
    if not 0 <= missing < count or len(rates) not in (0, count) or not LEAST <= count <= ROWS:
        return []
    where: dict[int, list[int]] = {}
    for place, value in values.items():
        where.setdefault(value, []).append(place)
    found: list[tuple[list[Texts], float]] = []
    stack: list[list[Trio]] = [[]]
    trial = 0
    while stack and trial < TRIALS and len(found) < WAYS:
        rows = stack.pop()
        trial += 1
        used = {place for row in rows for place in row if place is not None}
        first = next((place for place in values if place not in used), None)
        if first is not None and len(rows) < count:
            free = {value: some for value, every in where.items() if (some := [place for place in every if place not in used][:CHOICES])}
            last = [max((place for row in rows if (place := row[column]) is not None), default=-1) for column in range(THREE)]
            may_lack = sum(None in row for row in rows) < missing
            new = [row for row in trios(first, values[first], free, may_lack) if keeps_order(row, last)]
            stack += [[*rows, row] for row in reversed(new)]
        elif first is None and len(rows) == count and has_one_change(rows, values):
            columns = sorted([*zip(*rows, strict=True), *([tuple(rates)] if rates else [])], key=begin_of)
            table = [["" if place is None else texts[place] for place in row] for row in zip(*columns, strict=True)]
            telling = [some for row in rows if len(some := [value for place in row if place is not None and (value := values[place])]) > 1]
            sizes = [tuple(values[place] if place is not None else 0 for place in row) for row in rows]
            weight = sum(max(0.0, places_of(some) - log10(len(values))) for some in telling) - breaks_of(rows) * (1 + log10(len(values)))
            weight += max(weigh_sums(sizes, True), weigh_sums(sizes[::-1], True)) - larger_changes(sizes)
            if all(table != other for other, _ in found):
                found.append((table, weight))
    # With more ways than are looked at the true one may be none of them.
    return found if not stack else []


def begin_of(column: Sequence[int | None]) -> int:
    """The first place of a column."""
    return min(place for place in column if place is not None)


def has_one_change(rows: list[Trio], values: dict[int, int]) -> bool:
    """Whether one part at most has amounts below nil: what a budget was before and after is none."""
    return sum(any(values[row[part]] < 0 for row in rows if row[part] is not None) for part in (0, 1)) < 2


def larger_changes(rows: Sequence[Amounts]) -> int:
    """The rows in which the part that is the smaller one in all is the larger: a change is seldom larger than what it changes."""
    one, other = ([abs(row[part]) for row in rows] for part in (0, 1))
    change, base = (one, other) if sum(one) < sum(other) else (other, one)
    return sum(amount > before > 0 for amount, before in zip(change, base, strict=True))


def breaks_of(rows: list[Trio]) -> int:
    """How often a figure is followed, in the text, by none that stands beside or below it, and by no new row where its own is whole;
    and how often a row is written in another order than the row above."""
    at = {place: (number, column) for number, row in enumerate(rows) for column, place in enumerate(row) if place is not None}
    ends = [sorted(place for place in row if place is not None) for row in rows]
    turns = [[column for _, column in sorted((place, column) for column, place in enumerate(row) if place is not None)] for row in rows]
    breaks = sum(one != other for one, other in pairwise([turn for turn in turns if len(turn) == THREE]))
    for place, after in pairwise(sorted(at)):
        (row, column), (next_row, next_column) = at[place], at[after]
        is_below = next_row == row + 1 and (column == next_column or place == ends[row][-1] and after == ends[next_row][0])
        breaks += row != next_row and not is_below
    return breaks


def keeps_order(row: Trio, last: list[int]) -> bool:
    """Whether each figure of a row stands behind the last of its column; of two parts the first begins."""
    is_begun = last[1] >= 0 or row[1] is None or (row[0] or 0) < row[1]
    return is_begun and all(place is None or place > before for place, before in zip(row, last, strict=True))


def trios(first: int, value: int, free: dict[int, list[int]], may_lack: bool) -> Iterator[Trio]:
    """The rows, of two parts and their sum, that a figure is of: as a part or as the sum; or twice, and nothing else."""
    places = free.get(value, [])
    if may_lack:
        yield from ((first, None, place) for place in places if place != first)
    for other, some in free.items():
        for place in some:
            if place == first:
                continue
            yield from ((first, place, whole) for whole in free.get(value + other, []) if whole not in (first, place))
            yield from ((place, first, whole) for whole in free.get(value + other, []) if whole not in (first, place))
            yield from ((place, part, first) for part in free.get(value - other, []) if part not in (first, place))
