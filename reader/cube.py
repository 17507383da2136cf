"""The figures of a document as columns of lines: what every sum is tried on.

A view is one column of figures of a table: for each line the figure, in units of the table. The
business and the stage of the view fix the other two axes. Amounts in other units are compared
in yen, a rounded one as the interval that it stands for.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from reader.reading import Document, Figure, LineKey, Place, Row
from reader.text import ROUNDED_THOUSAND, YEN

# Amounts in units from this size on are rounded; in smaller ones they are exact, but for the above.
ROUNDED = 1_000_000


def half_of(unit: str) -> int:
    """How far an exact amount may be from one in a unit, in yen: 0 if the unit is exact, or none of money."""
    scale = YEN.get(unit, 0)
    return scale if unit == ROUNDED_THOUSAND else scale // 2 if scale >= ROUNDED else 0


@dataclass
class Cell:
    """A figure in a view.

    Attributes:
        place: Where it stands.
        key: Its line.
        figure: What is printed.
        scale: Yen in its unit; 0 for what is no money.
        half: How far the exact amount may be from it, in yen.
        found: Its sign, if it is not printed and follows from sums.
    """

    place: Place
    key: LineKey
    figure: Figure
    scale: int
    half: int
    found: int | None = None

    @property
    def size(self) -> int:
        """Its magnitude in yen."""
        return self.figure.magnitude * self.scale

    @property
    def sign(self) -> int | None:
        """Its sign; 1 for a nil, None if it may be lost."""
        if not self.figure.magnitude:
            return 1
        return self.found if self.figure.sign is None else self.figure.sign


@dataclass
class View:
    """One column of figures.

    Attributes:
        table_id: Its table.
        column: Number of the column.
        statement: Key of the statement.
        business: Normalised name, `TOTAL`, or None if nothing tells.
        stage: The stage, or None if nothing tells.
        unit: Unit of its figures.
        cells: Line to figure.
        header: The header of the column.
    """

    table_id: str
    column: int
    statement: str
    business: str | None
    stage: str | None
    unit: str
    cells: dict[LineKey, Cell] = field(default_factory=dict)
    header: str = ""

    @property
    def scale(self) -> int:
        """Yen in a unit of its figures; 0 for figures that are no money."""
        return YEN.get(self.unit, 0)


def row_key(row: Row) -> int:
    """What tells a row from all others: two of a table may stand on one line of the text, side by side."""
    return id(row)


def views_of(document: Document, keys: dict[int, LineKey]) -> list[View]:
    """The views of a document.

    Args:
        document: What layout read.
        keys: Row (`row_key`) to line, as `lines.unify` says.
    """
    views = []
    for table in document.tables:
        for column in table.columns:
            if column.kind != "figure":
                continue
            view = View(table.table_id, column.number, table.statement, column.business, column.stage, column.unit or table.unit, header=column.reading)
            for row in table.rows:
                key = keys.get(row_key(row))
                figure = figure_in(row, column.number)
                if key is not None and figure is not None:
                    key = key._replace(measure=column.measure)
                    view.cells[key] = Cell(Place(table.table_id, row.source_line, column.number), key, figure, view.scale, half_of(view.unit))
            views.append(view)
    return views


def joined(views: list[View]) -> list[View]:
    """One view for each business and stage: every line that is printed anywhere, from its finest print."""
    found: dict[tuple[str, str], View] = {}
    for view in sorted(views, key=lambda view: view.scale):
        if view.business is None or view.stage is None or not view.scale:
            continue
        whole = found.setdefault((view.business, view.stage), View("", 0, "", view.business, view.stage, "yen"))
        for key, cell in view.cells.items():
            whole.cells.setdefault(key, cell)
    return list(found.values())


def figure_in(row: Row, column: int) -> Figure | None:
    """The figure of a row in a column, or None."""
    return next((figure for figure in row.figures if figure.column == column), None)


def agree(one: int, scale: int, other: int, other_scale: int) -> bool:
    """Whether two magnitudes can be the same amount, the coarser rounded half up or cut off.

    Args:
        one: A magnitude in its unit.
        scale: Yen in that unit.
        other: Another magnitude in its unit.
        other_scale: Yen in that unit.
    """
    if scale == other_scale:
        return one == other
    if scale > other_scale:
        one, scale, other, other_scale = other, other_scale, one, scale
    exact = one * scale
    return (2 * exact + other_scale) // (2 * other_scale) == other or exact // other_scale == other
