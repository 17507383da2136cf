"""Tables that print the same lines in the same order, as one list of lines with many columns."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from reader.chance import Evidence, is_reducible, weigh
from reader.cube import View, half_of, row_key
from reader.reading import CHANGE, LineKey, Row, Table
from reader.words import says


@dataclass
class Node:
    """A line in the order of its table."""

    key: LineKey
    row: Row
    parts: list[Node] = field(default_factory=list)

    @property
    def label(self) -> str:
        """Its normalised label."""
        return self.row.normalised


@dataclass
class Shape:
    """Tables that print the same lines in the same order, with all their views."""

    nodes: list[Node]
    headings: list[tuple[int, Row]]
    views: list[View]
    rounded: bool

    def weigh(self, parent: Node, children: Sequence[tuple[Node, int]]) -> Evidence:
        """Try a sum on all views."""
        # Each measure of a line is a line of its own, and foots apart.
        whole = Evidence()
        for measure in dict.fromkeys(key.measure for view in self.views for key in view.cells):
            mine = [view for view in self.views if any(key.measure == measure for key in view.cells)]
            found = weigh(
                parent.key._replace(measure=measure),
                [(child.key._replace(measure=measure), weight) for child, weight in children],
                mine,
            )
            whole.holds += found.holds
            whole.fails += found.fails
            whole.nil += found.nil
            whole.flips += found.flips
            whole.missed += found.missed
            whole.chance *= found.chance
            whole.independent = max(whole.independent, found.independent)
        return whole

    def amounts(self, *nodes: Node) -> list[tuple[int, ...]]:
        """The signed amounts of lines, in yen, in the views that print all of them; what may be a minus is read as none."""
        rows = []
        for view in self.views:
            measure = next((key.measure for key in view.cells), "")
            cells = [view.cells.get(node.key._replace(measure=measure)) for node in nodes]
            if all(cell is not None for cell in cells):
                rows.append([(cell.sign or 1) * cell.size for cell in cells if cell is not None])
        return list(zip(*rows, strict=True))

    @property
    def unit(self) -> int:
        """The unit of its figures, in yen."""
        return min((view.scale for view in self.views), default=1)

    @property
    def changes(self) -> bool:
        """Whether it has a column of changes, so that parts may be left out that do not change."""
        return any(view.stage == CHANGE for view in self.views)

    def is_reducible(self, parent: Node, children: Sequence[tuple[Node, int]]) -> bool:
        """Whether a sum is two laws, as a part of it is nil by itself."""
        return is_reducible(parent.key, [(child.key, weight) for child, weight in children], self.views)

    def is_nil(self, node: Node) -> bool:
        """Whether a line is nil wherever it is printed: no sum can tell whether it is a part."""
        return node.key._replace(measure="") not in self.filled

    @cached_property
    def filled(self) -> set[LineKey]:
        """The lines that are printed somewhere with an amount other than nil."""
        return {key._replace(measure="") for view in self.views for key, cell in view.cells.items() if cell.size}


@dataclass
class Sum:
    """A sum found in a shape; `has_rival` where lost marks leave other parts possible."""

    parent: Node
    children: list[tuple[Node, int]]
    evidence: Evidence
    tried: int
    words_ja: str
    words_en: str
    sure: bool
    kind: str = "total"
    stages: tuple[str, ...] = ()
    has_rival: bool = False


def shapes_of(tables: list[Table], keys: dict[int, LineKey], views: list[View]) -> list[Shape]:
    """The shapes of a document, those of most views first."""
    grouped: dict[tuple, list[Table]] = defaultdict(list)
    for table in tables:
        if table.is_torn:
            continue
        lines = tuple(keys[row_key(row)] for row in table.rows if not row.is_heading)
        rounded = any(half_of(view.unit) for view in views if view.table_id == table.table_id)
        if lines:
            grouped[lines, rounded].append(table)
    shapes = []
    for (_, rounded), members in grouped.items():
        names = {table.table_id for table in members}
        first = members[0]
        nodes, headings = [], []
        for row in first.rows:
            if row.is_heading:
                headings.append((len(nodes), row))
            elif not says("of_which", row.normalised):
                nodes.append(Node(keys[row_key(row)], row))
        mine = [view for view in views if view.table_id in names and view.scale]
        shapes.append(Shape(nodes, headings, mine, rounded))
    return sorted(shapes, key=lambda shape: (shape.rounded, -len(shape.nodes), -len(shape.views)))
