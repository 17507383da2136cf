"""Accounts in steps: parts in the first column, their sum beside the last of them, and what is left further right.

A statement of profit and loss or a balance sheet without stages prints the sum of a block on the
row of its last part, one column to the right, and the balance of two blocks one column further;
no header names these columns. In a text that keeps no columns a lone result stands in the first.
"""

from __future__ import annotations

from itertools import product

from reader.chance import Evidence, is_slip, weigh_cells
from reader.cube import Cell, View
from reader.reading import PROBABLE, PROVED, LineKey, Relation, Table
from reader.words import says

# Parts before a figure among which its sum is looked for; amounts of which a result is formed.
PARTS, PENDING = 30, 5
# Chances of an accident above which a sum is not proved, and is left out; steps of a table that
# must be proved before one that is not, or that fails by a slip, is kept.
SURE, POSSIBLE, ENOUGH = 1e-4, 0.05, 3

Entry = tuple[LineKey, Cell]
Sum = list[tuple[Entry, int]]


def find(tables: list[Table], views: list[View]) -> list[Relation]:
    """The sums of the accounts in steps.

    Args:
        tables: The tables of the document.
        views: Its views.
    """
    found: list[Relation] = []
    for table in tables:
        columns = [column for column in table.columns if column.kind == "figure"]
        if len(columns) < 2 or any(column.printed for column in columns) or len({(c.stage, c.business) for c in columns}) > 1:
            continue
        if len({len(row.figures) for row in table.rows if row.figures}) < 2:
            continue  # two amounts in each row are no steps
        at = {
            (cell.place.source_line, view.column): (key, cell)
            for view in views if view.table_id == table.table_id and view.scale for key, cell in view.cells.items()
        }  # fmt: skip
        rows = [
            [at[row.source_line, figure.column] for figure in sorted(row.figures, key=lambda f: f.column) if (row.source_line, figure.column) in at]
            for row in table.rows
        ]
        found += Account(table, views).read(rows)
    return found


def clear(relations: list[Relation], steps: list[Relation], views: list[View]) -> list[Relation]:
    """Leave out the sums of a line whose step holds as printed, where they hold only with minus marks that are not.

    Args:
        relations: Sums that were found without the steps.
        steps: The steps.
        views: The views of the document.
    """
    stepped = {relation.parent for relation in steps if relation.certainty == PROVED}
    cells = {key: cell for view in views for key, cell in view.cells.items()}

    def is_as_printed(relation: Relation) -> bool:
        members = [(relation.parent, -1), *relation.children]
        return not sum(weight * cells[key].size * (cells[key].figure.sign or 1) for key, weight in members)  # type: ignore[index]

    return [relation for relation in relations if relation.parent not in stepped or is_as_printed(relation)]


class Account:
    """What is read of one table, row by row.

    Attributes:
        parts: Amounts that no sum has taken up, since the last result.
        blocks: Sums and balances since the last result.
        result: The last result.
        left: All of these that no sum has taken up, in order.
    """

    def __init__(self, table: Table, views: list[View]) -> None:
        self.view = next(view for view in views if view.table_id == table.table_id)
        self.parts: list[Entry] = []
        self.blocks: list[Entry] = []
        self.result: Entry | None = None
        self.left: list[Entry] = []
        self.found: list[Relation] = []
        self.likely: list[Relation] = []
        self.missed: list[tuple[Entry, Sum, Evidence]] = []

    def read(self, rows: list[list[Entry]]) -> list[Relation]:
        """The sums of the table, those included that fail by a slip where the others hold."""
        for row in rows:
            if not row:
                continue
            first, *beyond = row
            if not beyond and self.blocks and not self.parts and self.balance(first):
                self.result, self.blocks = first, []
                continue
            if not beyond and self.total(first):
                continue
            self.parts.append(first)
            self.left.append(first)
            if beyond:
                self.block(beyond[0])
            if len(beyond) > 1 and self.balance(beyond[1], with_result=False):
                self.blocks = [beyond[1]]
        if len(self.found) >= ENOUGH:
            for parent, members, evidence in self.missed:
                if is_slip(evidence, 1, parent[1].scale):
                    self.likely.append(relation(parent, members, evidence, 1.0))
            return self.found + self.likely
        return self.found

    def block(self, whole: Entry) -> None:
        """A figure beside the last part of a block: the sum of the last parts, of as few as make it up."""
        parts = self.parts[-PARTS:]
        for count in range(1, len(parts) + 1):
            if self.holds(whole, [(part, 1) for part in parts[-count:]], count):
                return self.take(whole, count)
        # What is deducted, such as depreciation, and what it leaves.
        if len(parts) > 1 and self.holds(whole, [(parts[-2], 1), (parts[-1], -1)], len(parts)):
            return self.take(whole, 2)
        members: Sum = [(part, 1) for part in parts]
        self.missed.append((whole, members, self.weigh(whole, members)))
        self.take(whole, len(parts))

    def take(self, whole: Entry, count: int) -> None:
        """Go on with a sum in place of so many parts."""
        self.parts = []
        self.blocks.append(whole)
        self.left = [*self.left[: len(self.left) - count], whole]

    def total(self, whole: Entry) -> bool:
        """Whether a line with the word of a total is the sum of the last amounts that are left, some of them steps."""
        for count in range(2, len(self.left) + 1 if says("total", whole[0].label) else 0):
            members = self.left[-count:]
            if any(entry in self.blocks for entry in members) and self.holds(whole, [(entry, 1) for entry in members], count):
                self.take(whole, count)
                return True
        return False

    def balance(self, whole: Entry, with_result: bool = True) -> bool:
        """Whether a figure is what the blocks before it leave, the last result included."""
        blocks = self.blocks[-PENDING:] if with_result else self.blocks[-2:]
        before = [self.result] if with_result and self.result else []
        if len(blocks) + len(before) < 2:
            return False
        # Revenue comes before expenses.
        signs = sorted(product((1, -1), repeat=len(blocks)), key=lambda some: some != tuple((-1) ** n for n in range(len(blocks))))
        return any(
            self.holds(whole, [(entry, 1) for entry in before] + list(zip(blocks, some, strict=True)), len(signs))
            for some in signs if before or 1 in some
        )

    def weigh(self, whole: Entry, members: Sum) -> Evidence:
        """What the figures say of a sum."""
        evidence = Evidence()
        cells = [(-1, whole[1]), *((weight, cell) for (_, cell), weight in members)]
        for chance, _, _ in weigh_cells(evidence, [(self.view, cells)]):
            evidence.chance *= chance
        return evidence

    def holds(self, whole: Entry, members: Sum, tried: int) -> bool:
        """Keep a sum if it holds and hardly does so by accident."""
        evidence = self.weigh(whole, members)
        chance = evidence.chance * tried
        if not evidence.confirms or evidence.flips or chance > POSSIBLE:
            return False
        (self.found if chance < SURE else self.likely).append(relation(whole, members, evidence, chance))
        return True


def relation(whole: Entry, members: Sum, evidence: Evidence, chance: float) -> Relation:
    """A sum in writing."""
    holds = evidence.confirms
    return Relation(
        "line", "tie", whole[0], tuple((key, weight) for (key, _), weight in members), (whole[0].statement,),
        cells=int(holds), stages_count=1, chance=chance, certainty=PROVED if chance < SURE else PROBABLE,
        reason_ja="内訳の右に段を下げて並ぶ小計と差引" + ("" if holds else "。一つの数字の違いで成り立たない"),
        reason_en="a sum or balance that stands a step to the right of its parts" + ("" if holds else "; fails by one wrong figure"),
    )  # fmt: skip
