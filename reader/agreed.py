"""What the names of columns say of their figures: that a change is the difference of two others, a rate that of the change.

Unlike the laws that are proposed (`reader/axes.py`, `reader/measures.py`), these only tell which names columns may have.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations, groupby

from reader.glossary import read_header
from reader.naming import read_parts
from reader.reading import BASE, CHANGE, RESULT, Column
from reader.text import YEN, plain, read_figure

# Columns of which sums are looked at.
WIDEST = 12
# What says that a ratio is of a change, or that an amount is of the end of a year.
OF_CHANGE, AT_END = re.compile("(増減|伸び?|増加).*率"), re.compile("(末|現在高|残高|保有額)$")
# A ratio, and by how much it may miss.
RATE, CLOSE = re.compile(r"[0-9]+(?:\.[0-9]+)?"), 0.11


def sums_in(rows: list[list[str]], kinds: list[str]) -> list[tuple[int, int, int]]:
    """The columns of which two, in their order, make a third in all rows that tell."""
    figures = [place for place, kind in enumerate(kinds) if kind == "figure"][:WIDEST]
    return [
        (one, other, total) for one, other in combinations(figures, 2) for total in figures
        if total not in (one, other) and all_add_up(rows, [one, other], total)
    ]  # fmt: skip


def laws(columns: list[Column], rows: list[list[str]], sums: list[tuple[int, int, int]]) -> tuple[int, int]:
    """How many laws that the names of columns state their figures keep, and how many they break."""
    figures = [column for column in columns if column.kind == "figure"]
    groups: dict[str | None, list[Column]] = {}
    for column in figures:
        groups.setdefault(column.business, []).append(column)
    found = [law for group in groups.values() for law in of_stages(group, columns, rows)]
    # Of two columns that make a third, one is the change, or all three are, or none is.
    found += [(0, not may_sum([columns[place] for place in three])) for three in sums]
    # A sum is that of the columns right before it.
    totals = [column.number - 1 for column in columns if read_parts(column.reading)[1].kind == "total" or column.reading.endswith("計")]
    found += [(any(all_add_up(rows, list(range(start, place)), place) for start in range(place - 1)), 0) for place in totals]
    found += [(moves_on(figures, rows), 0), *((is_sum, 0) for is_sum in sums_of_groups(figures, rows))]
    return sum(kept for kept, _ in found), sum(broken for _, broken in found)


def of_stages(group: list[Column], columns: list[Column], rows: list[list[str]]) -> list[tuple[bool, bool]]:
    """Whether columns of one business keep, and whether they break, that base and change make the result; and so of the rate of change."""
    stages = [column.stage for column in group]
    if not all(stages.count(stage) == 1 for stage in (BASE, CHANGE, RESULT)):
        return []
    base, change, result = (group[stages.index(stage)].number - 1 for stage in (BASE, CHANGE, RESULT))
    holds, fails = held(rows, (base, change, result))
    is_kept = holds > 0 and 2 * fails <= holds
    rates = [column for column in columns if column.kind == "ratio" and is_kept]
    are_rates = [is_rate(rows, base, change, column.number - 1) for column in rates]
    said = [bool(OF_CHANGE.search(column.reading)) for column in rates]
    agree = any(one and other for one, other in zip(are_rates, said, strict=True))
    return [(is_kept, len(group) == 3 and fails > 1 and 2 * fails > holds), (agree, any(are_rates) and any(said) and not agree)]


def may_sum(three: list[Column]) -> bool:
    """Whether of two columns that make a third those may be changes whose names say so: one part of a result, or all three."""
    if len({column.business for column in three}) > 1:
        return True
    *parts, total = (column.stage == CHANGE for column in three)
    is_total = read_parts(three[-1].reading)[1].kind not in ("stage", "year")
    return sum(parts) + total in (0, 3) or not total and (sum(parts) == 1 or is_total)


def moves_on(figures: list[Column], rows: list[list[str]]) -> bool:
    """Whether what there is at the end of a year is what there was before it, with what came in between, and without what went out."""
    ends = [column.number - 1 for column in figures if AT_END.search(plain(column.reading))]
    between = [column.number - 1 for column in figures if ends and ends[0] < column.number - 1 and column.number - 1 not in ends][:2]
    if len(ends) != 2 or len(between) != 2:
        return False
    moved = [(last - first, one - other) for first, one, other, last in amounts_of(rows, (ends[0], *between, ends[1]))]
    return len(moved) > 1 and any(all(left == sign * right for left, right in moved) for sign in (1, -1))


def sums_of_groups(figures: list[Column], rows: list[list[str]]) -> Iterator[bool]:
    """Of each name over several columns of no stage, whether these make up a column beside them."""
    for _, group in groupby(figures, key=lambda column: column.reading.split(" ")[0]):
        parts = list(group)
        places = [column.number - 1 for column in parts]
        are_stages = any(read_header(column.reading.split(" ")[-1]).kind == "stage" for column in parts)
        beside = [column.number - 1 for column in figures if column.number - 1 in (places[0] - 1, places[-1] + 1)]
        yield len(parts) > 1 and not are_stages and any(all_add_up(rows, places, place) for place in beside)


def is_rate(rows: list[list[str]], base: int, change: int, rate: int) -> bool:
    """Whether a column holds the per cent that the change is of the base in all rows that tell, two at least."""
    told = []
    for cells in rows:
        read = [read_figure(cells[place]) for place in (base, change)]
        found = RATE.search(plain(cells[rate]))
        if all(read) and found and read[0][0] and read[1][0]:  # type: ignore[index]
            told.append(abs(float(found[0]) - 100 * read[1][0] / read[0][0]) < CLOSE)  # type: ignore[index]
    return len(told) > 1 and all(told)


def amounts_of(rows: list[list[str]], places: tuple[int, ...], nils: Sequence[int] = ()) -> Iterator[list[int]]:
    """The amounts of some columns, two of them no nil, in each row that has them all; what is blank in some columns is nil."""
    for cells in rows:
        read = [read_figure(cells[place]) if cells[place] else (0, 1, "") if place in nils else None for place in places]
        if all(read) and sum(bool(one[0]) for one in read if one) > 1:
            yield [one[0] * one[1] * YEN.get(one[2], 1) for one in read if one]


def held(rows: list[list[str]], places: tuple[int, int, int]) -> tuple[int, int]:
    """The rows in which the first of three columns and the second make the third, whatever the mark of the second, and the others."""
    amounts = amounts_of(rows, places, places[1:2])
    told = [abs(abs(result - base) - abs(change)) <= (max(base, result) > 100) for base, change, result in amounts]
    return sum(told), len(told) - sum(told)


def all_add_up(rows: list[list[str]], parts: list[int], total: int) -> bool:
    """Whether some columns make a total in all rows that tell, two at least."""
    sums = [sum(parts) == whole for *parts, whole in amounts_of(rows, (*parts, total))]
    return len(sums) > 1 and all(sums)
