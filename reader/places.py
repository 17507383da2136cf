"""Cells that the extraction shifted, put back where the sums of the table want them.

The figures of a row keep their order; nils may have been added or lost. The last is the total of
the row. A placement is taken only if no other satisfies the sums along the lines, column by
column, and agrees with what other tables print of the same amounts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations, islice, product
from math import prod

from reader.chance import ROW_FLIPS, fewest_flips
from reader.columns import names_of
from reader.cube import View, row_key
from reader.reading import OPEN, PROBABLE, PROVED, TOTAL, Column, Figure, LineKey, Relation, Repair, Row, Table

# Joint placements of the rows of a sum that are tried one by one; solutions that are looked at.
JOINT, SOLUTIONS = 20_000, 400
# Steps of the search for the placements of one sum.
STEPS = 400_000
# Columns of a table whose rows have a total: fewer place nothing.
WIDTH = 3
MINUS = re.compile(r"^[△▲\-−(（]")
# A point separates thousands where an extraction misread a comma; else it is that of a ratio, which is no figure here.
FIGURE = re.compile(r"^[△▲\-−]?\s*(?:[0-9]{1,3}(?:[,，.][0-9]{3})+|[0-9,，]+)$")

Placement = tuple[int, ...]


def figures_of(row: Row) -> list[str]:
    """The cells of a row that are figures other than nil, in order."""
    return [cell for cell in row.cells if FIGURE.match(cell.strip()) and magnitude(cell)]


def magnitude(cell: str) -> int:
    """A printed figure without its sign."""
    return int(re.sub(r"[^0-9]", "", cell) or 0)


def prepare(tables: list[Table], prints_minus: bool) -> None:
    """Give torn tables as many columns as their fullest rows have figures, the last being the total.

    Names of the columns are those of a table with as many; the total of each row is read at once,
    since no shift moves it from the end.

    Args:
        tables: The tables; the torn ones are changed.
        prints_minus: Whether a figure without a mark is known to be positive.
    """
    for table in tables:
        rows = [row for row in table.rows if not row.is_heading]
        width = max((len(figures_of(row)) for row in rows), default=0)
        if not table.is_torn or width < WIDTH:
            continue
        if len([c for c in table.columns if c.kind == "figure"]) != width:
            like = next((t for t in tables if not t.is_torn and len(t.columns) == width and len(names_of(t)) == width - 1), None)
            printed = " | ".join(column.printed for column in table.columns)
            table.columns = [
                Column(n, printed, like.columns[n - 1].reading if like else "", "figure", table.unit, like.columns[n - 1].business if like else str(n))
                for n in range(1, width + 1)
            ]
            table.columns[-1].business = TOTAL
        for row in rows:
            figures = figures_of(row)
            if figures or row.cells:
                row.figures = [figure_at(width, figures[-1] if figures else "0", table.unit, prints_minus)]


def figure_at(column: int, printed: str, unit: str, prints_minus: bool) -> Figure:
    """A figure as printed in a cell."""
    size = magnitude(printed)
    sign = -1 if MINUS.match(printed) else 1 if prints_minus or not size else None
    return Figure(column, printed, size, sign, unit)


class Placing:
    """The placements that are left for each row of a torn table."""

    def __init__(self, table: Table, keys: dict[int, LineKey], whole: list[View], relations: list[Relation]) -> None:
        self.table = table
        self.columns = [column for column in table.columns if column.kind == "figure"]
        self.width = len(self.columns) - 1
        self.rows: dict[LineKey, Row] = {}
        for row in table.rows:
            if not row.is_heading and row_key(row) in keys:
                self.rows[keys[row_key(row)]] = row
        self.values = {key: [magnitude(cell) for cell in figures_of(row)[:-1]] for key, row in self.rows.items()}
        self.domains: dict[LineKey, list[Placement]] = {}
        at = {(view.business, view.stage): view for view in whole}
        for key, values in self.values.items():
            domain = []
            for places in combinations(range(self.width), len(values)):
                if self.agrees(key, dict(zip(places, values, strict=True)), at):
                    domain.append(places)
            self.domains[key] = domain
        self.relations = [
            relation for relation in relations
            if relation.axis == "line" and relation.certainty == PROVED and not relation.stages and not relation.businesses
            and {relation.parent, *(child for child, _ in relation.children)} <= self.rows.keys()
        ]  # fmt: skip

    def agrees(self, key: LineKey, placed: dict[int, int], at: dict[tuple[str | None, str | None], View]) -> bool:
        """Whether a placement says of other tables' amounts what these print."""
        for place, column in enumerate(self.columns[:-1]):
            view = at.get((column.business, column.stage))
            cell = view.cells.get(key) if view else None
            if cell is not None and cell.place.table_id != self.table.table_id and not cell.half:
                if cell.figure.magnitude != placed.get(place, 0):
                    return False
        return True

    def solve(self) -> None:
        """Narrow the domains by every sum until nothing changes."""
        changed = True
        while changed:
            changed = False
            for relation in self.relations:
                members = [(relation.parent, -1), *relation.children]
                if all(len(self.domains[key]) <= 1 for key, _ in members):  # type: ignore[index]
                    continue
                solutions = list(islice(self.solutions(members), SOLUTIONS))  # type: ignore[arg-type]
                if not solutions or len(solutions) == SOLUTIONS:
                    continue
                for number, (key, _) in enumerate(members):
                    left = sorted({solution[number] for solution in solutions})
                    if len(left) < len(self.domains[key]):  # type: ignore[index]
                        self.domains[key] = left  # type: ignore[index]
                        changed = True

    def solutions(self, members: list[tuple[LineKey, int]]) -> Iterator[tuple[Placement, ...]]:
        """Placements of all rows of a sum with which it holds in every column."""
        sizes = [len(self.domains[key]) for key, _ in members]
        if prod(sizes) <= JOINT:
            for chosen in product(*(self.domains[key] for key, _ in members)):
                if self.holds(members, chosen):
                    yield chosen
        elif sizes[0] == 1 and all(weight == 1 for _, weight in members[1:]):
            yield from self.by_column(members)

    def holds(self, members: list[tuple[LineKey, int]], chosen: tuple[Placement, ...]) -> bool:
        """Whether a sum holds in every column, whatever marks were lost."""
        for column in range(self.width):
            values = [
                (weight * self.values[key][places.index(column)], True)
                for (key, weight), places in zip(members, chosen, strict=True)
                if column in places
            ]
            if values and fewest_flips(values, 0) is None:
                return False
        return True

    def by_column(self, members: list[tuple[LineKey, int]]) -> Iterator[tuple[Placement, ...]]:
        """The same for long sums of parts that are not negative: column after column, with what is left of each row."""
        parent = members[0][0]
        whole = self.domains[parent][0]
        targets = [self.values[parent][whole.index(column)] if column in whole else 0 for column in range(self.width)]
        keys = [key for key, _ in members[1:]]
        steps = 0

        def column_of(column: int, left: list[list[Placement]]) -> Iterator[tuple[Placement, ...]]:
            if column == self.width:
                yield (whole, *(domain[0] for domain in left))
                return
            yield from row_of(column, 0, targets[column], left, [])

        def row_of(column: int, row: int, rest: int, left: list[list[Placement]], chosen: list[list[Placement]]) -> Iterator[tuple[Placement, ...]]:
            nonlocal steps
            steps += 1
            if steps > STEPS or rest < 0:
                return
            if row == len(keys):
                if rest == 0:
                    yield from column_of(column + 1, chosen)
                return
            placed = [places for places in left[row] if column in places]
            without = [places for places in left[row] if column not in places]
            if placed:
                value = self.values[keys[row]][placed[0].index(column)]
                yield from row_of(column, row + 1, rest - value, left, [*chosen, placed])
            if without:
                yield from row_of(column, row + 1, rest, left, [*chosen, without])

        found = list(islice(column_of(0, [self.domains[key] for key in keys]), SOLUTIONS))
        # A search that was cut off proves nothing.
        if steps <= STEPS:
            yield from found


def place(
    tables: list[Table], keys: dict[int, LineKey], whole: list[View], relations: list[Relation], prints_minus: bool
) -> list[Repair]:
    """Place the cells of torn tables.

    Args:
        tables: The tables; rows of the torn ones get their figures.
        keys: Row to line.
        whole: What the other tables print, by business and stage.
        relations: Sums of the same lines, from other tables.
        prints_minus: Whether a figure without a mark is known to be positive.

    Returns:
        Each row whose cells had to be placed, with what was read.
    """
    repairs = []
    for table in tables:
        if not table.is_torn:
            continue
        rows = [row for row in table.rows if not row.is_heading and row.cells]
        widest = max((len(figures_of(row)) for row in rows), default=0)
        if widest < WIDTH or len([column for column in table.columns if column.kind == "figure"]) < widest:
            ja, en = "欄の数が決まらず、数字を置く場所を決められない", "the number of columns is not known, so that nothing tells where the cells belong"
            repairs += [Repair(table.table_id, row.source_line, row.cells, row.cells, OPEN, ja, en) for row in rows]
            continue
        placing = Placing(table, keys, whole, relations)
        placing.solve()
        for key, row in placing.rows.items():
            repairs.append(read_row(placing, key, row, prints_minus))
    return repairs


def read_row(placing: Placing, key: LineKey, row: Row, prints_minus: bool) -> Repair:
    """Write the figures of a row where they belong."""
    domain, figures = placing.domains[key], figures_of(row)
    values = [magnitude(cell) for cell in figures]
    foots = not values or fewest_flips([(value, True) for value in values[:-1]] + [(-values[-1], True)], 0, ROW_FLIPS) is not None
    places = domain[0] if domain else tuple(range(len(figures) - 1)) if figures else ()
    if len(domain) > 1:
        places = min(domain, key=lambda candidate: distance(candidate, row, placing.width))
    cells = ["0"] * (placing.width + 1)
    for printed, column in zip(figures, [*places, placing.width], strict=False):
        cells[column] = printed
    unit = placing.table.unit
    row.figures = [figure_at(placing.columns[n].number, cell, unit, prints_minus) for n, cell in enumerate(cells)]
    if len(domain) == 1 and foots:
        certainty = PROVED
        ja = "数字の順序を変えない置き方のうち、縦横の合計と他の表の同じ金額に合うのはこれだけ"
        en = "the only placement in this order with which the sums of rows and columns and the prints in other tables agree"
        if len(values) == placing.width + 1:
            ja, en = "数字の個数が欄の個数に等しい", "as many figures as columns"
    elif domain:
        certainty = PROBABLE if len(domain) > 1 and foots else OPEN
        ja = f"置き方が {len(domain)} 通り残る。抜き出された位置に最も近いもの" + ("" if foots else "。行の合計は合わない")
        en = f"{len(domain)} placements are left; the nearest to where the cells stood" + ("" if foots else "; the row does not add up")
    else:
        certainty = OPEN
        ja, en = "どの置き方も合計か他の表に合わない", "no placement agrees with the sums and the other tables"
    return Repair(placing.table.table_id, row.source_line, row.cells, tuple(cells), certainty, ja, en)


def distance(candidate: Placement, row: Row, width: int) -> float:
    """How far a placement moves the cells of a row."""
    stood = [n for n, cell in enumerate(row.cells) if FIGURE.match(cell.strip()) and magnitude(cell)][:-1]
    last = max(len(row.cells) - 1, 1)
    return sum(abs(place / width - at / last) for place, at in zip(candidate, stood, strict=False))
