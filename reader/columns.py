"""What each column of a table is: its stage and its business, by header and by figures.

A header that names base, change and result is believed where base + change = result in every
row; a column whose header names neither stage nor business takes them from the columns of other
tables that print the same figures.
"""

from __future__ import annotations

from collections import defaultdict
from difflib import SequenceMatcher
from itertools import permutations

from reader.chance import fewest_flips
from reader.cube import agree, figure_in, half_of, row_key
from reader.reading import (
    BASE,
    CHANGE,
    OPEN,
    PROBABLE,
    PROVED,
    RESULT,
    TOTAL,
    Column,
    ColumnReading,
    LineKey,
    Relation,
    Table,
)
from reader.text import YEN

# Names of businesses less alike than this are two.
ALIKE = 0.55
# Rows in which base + change = result before what the header says is called proved.
ROWS = 2
# Distinct figures that must agree before a column is taken for a print of another.
FIGURES = 3


def figure_columns(table: Table) -> list[Column]:
    """The columns of amounts."""
    return [column for column in table.columns if column.kind == "figure" and (column.unit or table.unit) in YEN]


def name_businesses(tables: list[Table]) -> None:
    """Give each business one name: torn or abridged headers take the whole name that is most like.

    Names are aligned in the order of the columns, so that two columns of a table never share one.
    """
    whole: list[str] = []
    for table in tables:
        if table.business and table.business not in whole:
            whole.append(table.business)
    for table in sorted(tables, key=lambda t: -len(names_of(t))):
        for name in names_of(table):
            if name not in whole and most_alike(name, whole) is None:
                whole.append(name)
    for table in tables:
        given: dict[str, str] = {}
        for name in names_of(table):
            free = [known for known in whole if known not in given.values()]
            given[name] = name if name in whole else most_alike(name, free) or name
        for column in table.columns:
            if column.business and column.business != TOTAL:
                column.business = given.get(column.business, column.business)


def names_of(table: Table) -> list[str]:
    """The businesses that the header of a table names, in order."""
    return list(dict.fromkeys(c.business for c in table.columns if c.business and c.business != TOTAL))


def most_alike(name: str, names: list[str]) -> str | None:
    """The name most like another, or None if none is like it."""
    likeness = [(SequenceMatcher(None, name, other, autojunk=False).ratio(), other) for other in names]
    best = max(likeness, default=(0.0, ""))
    return best[1] if best[0] >= ALIKE else None


def triple_holds(table: Table, base: int, change: int, result: int) -> tuple[int, int]:
    """Rows in which base + change = result, and in which it cannot be; nil rows count for neither."""
    holds = fails = 0
    for row in table.rows:
        figures = [figure_in(row, column) for column in (base, change, result)]
        if any(figure is None for figure in figures):
            continue
        values = [
            (weight * (f.sign or 1) * f.magnitude, f.sign is None)
            for f, weight in zip(figures, (1, 1, -1), strict=True)
            if f is not None
        ]
        if not any(value for value, _ in values):
            continue
        if fewest_flips(values, 0) is not None or fewest_flips(values, 1) is not None and is_rounded(table):
            holds += 1
        else:
            fails += 1
    return holds, fails


def is_rounded(table: Table) -> bool:
    """Whether the figures of a table are rounded, not exact."""
    return half_of(table.unit) > 0


def read_stages(tables: list[Table]) -> list[ColumnReading]:
    """Confirm the stages that headers name, and find those that none names.

    Sets `Column.stage` of every column that it reads.

    Returns:
        A reading for each column of a form with base, change and result.
    """
    readings = []
    for table in tables:
        groups: dict[str | None, list[Column]] = defaultdict(list)
        for column in figure_columns(table):
            groups[column.business].append(column)
        for columns in groups.values():
            columns = base_of_year(table, columns)
            if len(columns) == 3:
                readings += read_triple(table, columns)
        readings += read_unheaded(table)
    return readings


def base_of_year(table: Table, columns: list[Column]) -> list[Column]:
    """Columns of an amendment, without those of other years; that of this year is the base if all rows keep base + change = result."""
    stages = {column.stage: column for column in columns}
    years = [column for column in columns if str(column.stage).startswith("fiscal_year")]
    if len(years) < 2 or len(stages) != len(columns) or stages.keys() - {column.stage for column in years} != {CHANGE, RESULT}:
        return columns
    held = [triple_holds(table, column.number, stages[CHANGE].number, stages[RESULT].number) for column in years]
    found = [column for column, (holds, fails) in zip(years, held, strict=True) if holds >= ROWS and not fails]
    if len(found) != 1:
        return columns
    found[0].stage = BASE
    return [column for column in columns if column not in years or column is found[0]]


def read_unheaded(table: Table) -> list[ColumnReading]:
    """Base, change and result among columns that have no header, if one order of three of them holds, but for one row in six."""
    columns = figure_columns(table)
    if len(columns) < 3 or any(column.printed or column.stage != RESULT for column in columns):
        return []
    # In a row: before, change, after; or, of two years, this one, the one before, and what it is more.
    orders = [(n, n + 1, n + 2) for n in range(len(columns) - 2)] + [(n + 1, n + 2, n) for n in range(len(columns) - 2)]
    found = [order for order in orders if order_holds(*rows_of_order(table, *(columns[place].number for place in order)))]
    if len(found) != 1:
        return []
    for number, column in enumerate(columns):
        column.measure = "" if number in found[0] else f"amount_{column.number}"
    return said_by_numbers(table, columns, found[0])


def rows_of_order(table: Table, base: int, change: int, result: int) -> tuple[int, int]:
    """Rows that hold in an order and that cannot; one of base and result alone, both the same, holds where another with all three does."""
    holds, fails = triple_holds(table, base, change, result)
    pairs = [(figure_in(row, base), figure_in(row, result)) for row in table.rows if figure_in(row, change) is None]
    same = sum(bool(before and after and before.magnitude == after.magnitude > 0) for before, after in pairs)
    return holds + (same if holds else 0), fails


def order_holds(holds: int, fails: int) -> bool:
    """Whether so many rows hold and fail that an order of columns is none by accident, though a figure may be wrong."""
    return holds >= FIGURES and 5 * fails <= holds


def said_by_numbers(table: Table, columns: list[Column], order: tuple[int, ...]) -> list[ColumnReading]:
    """Give three columns the stages that no header but an order says."""
    for place, stage in zip(order, (BASE, CHANGE, RESULT), strict=True):
        columns[place].stage = stage
    holds, fails = rows_of_order(table, *(columns[place].number for place in order))
    ja = f"見出しからは分からない。{holds} 行で成り立つ並び" + (f"（{fails} 行で不成立）" if fails else "")
    en = f"no header says so; the order that holds in {holds} rows" + (f", not in {fails}" if fails else "")
    three = [columns[place] for place in sorted(order)]
    return [ColumnReading(table.table_id, c.number, c.stage, c.business, PROBABLE, ja, en) for c in three]


def read_triple(table: Table, columns: list[Column]) -> list[ColumnReading]:
    """Base, change and result among three columns."""
    missing = {BASE, CHANGE, RESULT} - {column.stage for column in columns}
    unnamed = [column for column in columns if column.stage is None]
    if len(missing) == len(unnamed) == 1:
        # Two headers name their stage: the third column is what is left, if the sums agree.
        (unnamed[0].stage,) = missing
        stages = {column.stage: column.number for column in columns}
        holds, fails = triple_holds(table, stages[BASE], stages[CHANGE], stages[RESULT])
        if fails or not holds:
            unnamed[0].stage = None
    stages = {column.stage: column.number for column in columns}
    if {BASE, CHANGE, RESULT} <= stages.keys():
        holds, fails = triple_holds(table, stages[BASE], stages[CHANGE], stages[RESULT])
        if fails == 0:
            certainty = PROVED if holds >= ROWS else PROBABLE
        else:
            certainty = PROBABLE if holds > fails else OPEN
        ja = f"見出しのとおり。全 {holds} 行で 増減前 + 増減 = 増減後" + (f"（{fails} 行で不成立）" if fails else "")
        en = f"as the header says; base + change = result in {holds} rows" + (f", not in {fails}" if fails else "")
        return [ColumnReading(table.table_id, c.number, c.stage, c.business, certainty, ja, en) for c in columns]
    if any(column.stage for column in columns):
        return []
    # Nothing is named: the order base, change, result is tried first, then result, base, change.
    numbers = [column.number for column in columns]
    orders = sorted(permutations(range(3)), key=lambda order: (order != (0, 1, 2), order != (1, 2, 0)))
    for base, change, result in orders:
        holds, fails = triple_holds(table, numbers[base], numbers[change], numbers[result])
        if order_holds(holds, fails):
            return said_by_numbers(table, columns, (base, change, result))
    return []


def read_by_agreement(tables: list[Table], aligned: dict[int, LineKey]) -> list[ColumnReading]:
    """Give columns without a stage or a business those of the columns that print the same figures.

    Args:
        tables: The tables; the columns that are read are changed.
        aligned: Row to line.
    """
    readings = []
    known = [(t, c) for t in tables for c in figure_columns(t) if c.stage and (c.business or t.business or is_total(t))]
    for table in tables:
        for column in figure_columns(table):
            if column.stage and column.business:
                continue
            found = set()
            best = 0
            for other, theirs in known:
                if other is table or other.statement != table.statement or theirs.measure != column.measure:
                    continue
                if column.business and column.business != (theirs.business or other.business or TOTAL):
                    continue
                if column.stage and column.stage != theirs.stage:
                    continue
                same, differ = compare(table, column, other, theirs, aligned)
                if same >= FIGURES and not differ:
                    found.add((theirs.stage, theirs.business or other.business or TOTAL))
                    best = max(best, same)
            if len(found) > 1:
                # Prints that a change of nil makes alike: the result is what a form without stages shows.
                found = {one for one in found if one[0] == RESULT} or found
            if len(found) == 1:
                (column.stage, column.business) = next(iter(found))
                ja = f"同じ科目 {best} 個の数字が、段階を印刷した表の列と一致し、食い違いはない"
                en = f"{best} figures of the same lines agree with a column whose stage is printed; none differs"
                readings.append(ColumnReading(table.table_id, column.number, column.stage, column.business, PROVED, ja, en))
    for table in tables:
        readings += read_by_neighbours(table)
    return readings


def read_by_sum(tables: list[Table], relations: list[Relation], readings: list[ColumnReading]) -> list[ColumnReading]:
    """Columns of businesses whose sum is the total column in every row: proved, whatever said so before.

    Args:
        tables: The tables.
        relations: What was found.
        readings: The readings so far; those that this proves are changed.
    """
    sums = {(relation.statements[0], relation.stages) for relation in relations if relation.axis == "business" and relation.certainty == PROVED}
    known = {(reading.table_id, reading.column): reading for reading in readings}
    ja, en = "事業の欄の和が、全ての行で合計欄に等しい", "the columns of the businesses sum to the total column in every row"
    new = []
    for table in tables:
        columns = figure_columns(table)
        if TOTAL not in {column.business for column in columns} or not names_of(table):
            continue
        for column in columns:
            if (table.statement, (str(column.stage),)) not in sums:
                continue
            reading = known.get((table.table_id, column.number))
            if reading is None:
                new.append(ColumnReading(table.table_id, column.number, column.stage, column.business, PROVED, ja, en))
            elif reading.certainty != PROVED:
                reading.certainty, reading.reason_ja, reading.reason_en = PROVED, ja, en
    return new


def read_without_stage(tables: list[Table], aligned: dict[int, LineKey]) -> list[ColumnReading]:
    """Columns that nothing gives a stage show the result, unless other results of their lines differ.

    A table of another year, or of what was before, keeps no stage.

    Args:
        tables: The tables; the columns that are read are changed.
        aligned: Row to line.
    """
    readings = []
    for table in tables:
        for column in figure_columns(table):
            if column.stage is not None or any(
                c.stage and (c.business, c.measure) == (column.business, column.measure) for c in figure_columns(table)
            ):
                continue
            others = [
                compare(table, column, other, theirs, aligned)
                for other in tables if other is not table and other.statement == table.statement
                for theirs in figure_columns(other)
                if theirs.stage == RESULT and theirs.measure == column.measure and theirs.business == column.business
            ]  # fmt: skip
            if any(differ for _, differ in others):
                continue
            column.stage = RESULT
            ja, en = "段階を示す見出しがない欄は、結果の金額と読む", "a column whose header names no stage is read as the result"
            readings.append(ColumnReading(table.table_id, column.number, column.stage, column.business, PROBABLE, ja, en))
    return readings


def read_by_neighbours(table: Table) -> list[ColumnReading]:
    """Columns side by side, one for each business, are of one stage: that of those which agreement tells."""
    columns = [column for column in figure_columns(table) if column.business]
    known = {column.stage for column in columns if column.stage}
    businesses = [column.business for column in columns]
    if len(known) != 1 or len(set(businesses)) != len(businesses):
        return []
    readings = []
    for column in columns:
        if column.stage is None:
            (column.stage,) = known
            ja, en = "隣り合う事業の欄と同じ段階", "the same stage as the columns of the other businesses beside it"
            readings.append(ColumnReading(table.table_id, column.number, column.stage, column.business, PROBABLE, ja, en))
    return readings


def is_total(table: Table) -> bool:
    """Whether a table without businesses in its header shows the body as a whole."""
    return table.business is None and not names_of(table)


def compare(
    table: Table, column: Column, other: Table, theirs: Column, aligned: dict[int, LineKey]
) -> tuple[int, int]:
    """Distinct figures in which two columns agree, and lines in which they differ."""
    scale, other_scale = YEN[column.unit or table.unit], YEN[theirs.unit or other.unit]
    amounts = {}
    for row in other.rows:
        figure = figure_in(row, theirs.number)
        if figure is not None:
            amounts[aligned.get(row_key(row))] = figure.magnitude
    same, differ = set(), 0
    for row in table.rows:
        figure = figure_in(row, column.number)
        key = aligned.get(row_key(row))
        if figure is None or key is None or key not in amounts:
            continue
        if not agree(figure.magnitude, scale, amounts[key], other_scale):
            differ += 1
        elif figure.magnitude:
            same.add(figure.magnitude)
    return len(same), differ
