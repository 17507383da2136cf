"""Amounts side by side in one row of which one is formed from others: C = A - B, a cost and what pays for it, bonds at the end of a year.

A table may print several amounts of a line for one stage. Where one of them is made up of others in every row, its header says so, or the
numbers do.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from itertools import product

import numpy

from reader.chance import Evidence, Independent, independent_rows, weigh_cells
from reader.cube import View
from reader.reading import PROBABLE, PROVED, Certainty, Column, LineKey, Relation, Table
from reader.words import says

# Rows in which a law must hold that a header says; in which one must that numbers alone tell, or for each row that breaks it; columns among
# which laws are looked for, and sums that may hold at most.
ROWS, CLEAR, COLUMNS, MOST = 2, 3, 8, 100
# A chance of an accident below which a law is proved: of one that a header says, and of one that numbers alone tell; and one above which
# one that a header says is left out, and not proposed.
POSSIBLE, ALONE, SPOKEN = 1e-9, 1e-12, 1e-3

# Of each column of a table its weight in a sum that is nil: the columns that are formed have -1 where they are formed of 1.
Law = tuple[int, ...]


def find(tables: list[Table], views: list[View]) -> list[Relation]:
    """The amounts of a row that are formed from others of it, for each line of each table.

    Args:
        tables: The tables of the document.
        views: Its views.
    """
    found: list[Relation] = []
    for table in tables:
        columns = {column.number: column for column in table.columns}
        beside: dict[tuple[str | None, str | None], list[View]] = defaultdict(list)
        for view in views:
            if view.table_id == table.table_id and view.column in columns and view.scale and view.cells:
                beside[view.business, view.stage].append(view)
        for mine in beside.values():
            if any(columns[view.column].measure for view in mine) and 2 < len(mine) <= COLUMNS:
                found += formed([columns[view.column] for view in mine], mine)
    return found


@cache
def laws(width: int) -> list[Law]:
    """The sums of three columns or more of so many that may be nil, those of fewer columns first; one of a sum and its mirror image."""
    found = [law for law in product((0, 1, -1), repeat=width) if sum(map(abs, law)) > 2 and {1, -1} <= set(law) and next(filter(None, law)) == 1]
    return sorted(found, key=lambda law: sum(map(abs, law)))


def formed(columns: list[Column], views: list[View]) -> list[Relation]:
    """How columns are formed from others.

    What follows from laws of fewer columns is no law of its own. A few rows, or rounded ones, do not prove what a header says: then it is
    proposed, if no other way holds.
    """
    tried = len(laws(len(views)))
    known = Independent()
    found: list[Relation] = []
    proposed: dict[int, list[tuple[Law, list[Relation]]]] = defaultdict(list)
    for law in holding(views):
        rows = rows_of(views, law)
        evidence = Evidence()
        sums = [
            (views[0], [(weight, view.cells[key]) for weight, view, key in zip(law, views, keys, strict=True) if key is not None])
            for keys in rows
        ]
        for chance in independent_rows(weigh_cells(evidence, sums)):
            evidence.chance *= chance
        chance = evidence.chance * tried
        parent = parent_of(law, columns)
        is_spoken = says_so(columns[parent])
        if evidence.flips or len(evidence.holds) < (ROWS if is_spoken else CLEAR) or chance > (SPOKEN if is_spoken and not evidence.fails else ALONE):
            continue
        is_proved = chance <= (POSSIBLE if is_spoken else ALONE)
        relations = relations_of(law, columns, parent, rows, evidence, chance, PROVED if is_proved and not evidence.fails else PROBABLE)
        if is_proved and known.adds(dict(enumerate(law))):
            found += relations
        elif not is_proved:
            proposed[parent].append((law, relations))
    for parent, ways in sorted(proposed.items()):
        fewest = min(sum(map(abs, law)) for law, _ in ways)
        ways = [(law, relations) for law, relations in ways if sum(map(abs, law)) == fewest]
        # A result stands behind what it is formed from.
        behind = [(law, relations) for law, relations in ways if len(ways) == 1 or not any(law[parent + 1 :])]
        if len(behind) == 1 and known.adds(dict(enumerate(behind[0][0]))):
            found += behind[0][1]
    return found


def holding(views: list[View]) -> Iterator[Law]:
    """The sums that are nil in all rows that print their columns, as far as rounding lets one tell; behind these, those that a few rows
    break, in which a figure may be wrong."""
    keys = list(dict.fromkeys(bare(key) for view in views for key in view.cells))
    cells = [{bare(key): cell for key, cell in view.cells.items()} for view in views]
    amounts = numpy.array([[of[key].size * (of[key].sign or 1) if key in of else 0 for of in cells] for key in keys], dtype=numpy.int64)
    halves = numpy.array([[of[key].half if key in of else 0 for of in cells] for key in keys], dtype=numpy.int64)
    lacks = numpy.array([[key not in of for of in cells] for key in keys], dtype=numpy.int64)
    tried = laws(len(views))
    weights = numpy.array(tried, dtype=numpy.int64).T
    is_nil = numpy.abs(amounts @ weights) <= halves @ numpy.abs(weights)
    is_lacking = lacks @ numpy.abs(weights) > 0
    tells = ~is_lacking & ((amounts != 0).astype(numpy.int64) @ numpy.abs(weights) > 1)
    fails = (~is_nil & ~is_lacking).sum(axis=0)
    holds = tells.sum(axis=0) - fails
    whole, broken = numpy.flatnonzero((fails == 0) & (holds >= ROWS)), numpy.flatnonzero((fails > 0) & (holds >= CLEAR * fails))
    # Where nearly all amounts are nil most sums are, and nothing is told.
    yield from (tried[int(number)] for some in (whole, broken) if len(some) <= MOST for number in some)


def bare(key: LineKey) -> LineKey:
    """A line without the measure of its column."""
    return key._replace(measure="")


def rows_of(views: list[View], law: Law) -> list[list[LineKey | None]]:
    """The lines that all columns of a sum print, each as its keys in these columns; None in the others."""
    keys = [{bare(key): key for key in view.cells} if weight else {} for weight, view in zip(law, views, strict=True)]
    first = next(of_column for of_column in keys if of_column)
    return [
        [of_column.get(key) for of_column in keys] for key in first
        if all(key in of_column for weight, of_column in zip(law, keys, strict=True) if weight)
    ]  # fmt: skip


def says_so(column: Column) -> bool:
    """Whether a header says that its column is formed from others."""
    header = "".join(column.reading.split())
    return any(says(kind, word) for kind in ("difference", "total") for word in (header, header.split("(")[0]))


def parent_of(law: Law, columns: list[Column]) -> int:
    """The place of the column that is formed from the others of a sum: the last that says so, else the one that alone is their sum, else the
    last."""
    places = [place for place, weight in enumerate(law) if weight]
    spoken = [place for place in places if says_so(columns[place])]
    alone = [place for place in places if law.count(law[place]) == 1]
    return spoken[-1] if spoken else alone[0] if alone else places[-1]


def relations_of(
    law: Law, columns: list[Column], parent: int, rows: list[list[LineKey | None]], evidence: Evidence, chance: float, certainty: Certainty
) -> list[Relation]:
    """A sum in writing, for each of some lines."""
    others = [(place, -law[parent] * weight) for place, weight in enumerate(law) if weight and place != parent]
    others.sort(key=lambda other: -other[1])
    shown = "".join(f" {'+' if weight > 0 else '−'} {columns[place].reading}" for place, weight in others).removeprefix(" + ")
    law_in_words = f"{columns[parent].reading} = {shown}"
    count, fails = len(evidence.holds), len(evidence.fails)
    holds = (f"全 {count} 行で成り立つ", f"holds in all {count} rows")
    if fails:
        holds = (f"{count} 行で成り立ち、成り立たない行は {fails}", f"holds in {count} rows, fails in {fails}")
    source = ("欄の見出し", "the headers of the columns") if says_so(columns[parent]) else ("欄の数字", "the figures of the columns")
    return [
        Relation(
            "line", "tie", keys[parent], tuple((keys[place], weight) for place, weight in others), (keys[parent].statement,),  # type: ignore[union-attr,arg-type,misc]
            cells=len(evidence.holds), stages_count=1, chance=min(1.0, chance), certainty=certainty,
            reason_ja=f"{source[0]}「{law_in_words}」。{holds[0]}", reason_en=f"{source[1]}: {law_in_words}; {holds[1]}",
        )
        for keys in rows
    ]  # fmt: skip
