"""Sums along the businesses and along the stages, for each statement."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from math import prod

from reader.chance import ROW_FLIPS, Evidence, independent_rows, weigh_cells
from reader.cube import Cell, View
from reader.glossary import rows as rows_of_words
from reader.reading import BASE, CHANGE, OPEN, PROBABLE, PROVED, RESULT, TOTAL, Certainty, LineKey, Relation

# A chance of an accident below which a sum that the header proposes is called proved.
SPOKEN = 1e-6


@dataclass(frozen=True)
class StageLaw:
    """What the columns of a form say of one another by their headers alone.

    Attributes:
        parent: The stage that is the sum.
        children: The stages that it is the sum of, with their weights.
        label_ja: The law in words.
        label_en: The same in English.
    """

    parent: str
    children: tuple[tuple[str, int], ...]
    label_ja: str
    label_en: str


@cache
def stage_laws() -> tuple[StageLaw, ...]:
    """The laws of stages; of those of one parent, the first whose stages a form prints comes first."""
    return tuple(
        StageLaw(
            row["parent"],
            tuple((stage, -1 if sign == "-" else 1) for sign, stage in re.findall(r"([+-]?) ?(\w+)", row["children"])),
            row["label_ja"], row["label_en"],
        )
        for row in rows_of_words("stage_laws")
    )  # fmt: skip


def find(views: list[View], whole: list[View], headed: frozenset[str]) -> list[Relation]:
    """The sums along the two axes.

    Args:
        views: The views of the document.
        whole: The same, joined by business and stage.
        headed: The tables with headers: that three columns add up does not tell that they are stages, and not businesses.
    """
    statements = dict.fromkeys(view.statement for view in views if view.scale)
    found = []
    for statement in statements:
        found += stages(statement, views, headed)
        found += businesses(statement, views, whole)
    proved = {(r.parent, r.children) for r in found if r.axis == "stage" and r.certainty == PROVED}
    for relation in found:
        if relation.axis == "stage" and relation.certainty == OPEN and (relation.parent, relation.children) in proved:
            # The header says the same as in the other tables, where it holds: here a figure is wrong.
            relation.certainty = PROBABLE
    return found


def certain(evidence: Evidence) -> Certainty:
    """How sure a sum is that a header proposes."""
    if not evidence.holds:
        return OPEN
    if evidence.fails:
        return PROBABLE if len(evidence.fails) <= len(evidence.holds) else OPEN
    return PROVED if evidence.chance < SPOKEN else PROBABLE


def stages(statement: str, views: list[View], headed: frozenset[str]) -> list[Relation]:
    """The laws of the stages, from the tables that print all stages of one."""
    found: dict[str, Relation] = {}
    for law in stage_laws():
        sums = stage_sums([statement], law.parent, law.children, views)
        if not sums:
            continue
        evidence = Evidence()
        evidence.chance = prod(independent_rows(weigh_cells(evidence, sums)))
        certainty = certain(evidence)
        if certainty == PROVED and not any(view.table_id in headed for view, _ in sums):
            certainty = PROBABLE
        ja, en = said(evidence, f"見出しが示す欄：{law.label_ja}", f"the columns that the header names: {law.label_en}")
        relation = Relation(
            "stage", "stage", law.parent, law.children, (statement,), cells=len(evidence.holds), stages_count=len(law.children) + 1,
            chance=evidence.chance, certainty=certainty, reason_ja=ja, reason_en=en,
        )  # fmt: skip
        # Only what is an amendment is a law by its header, whatever the figures say.
        if law.parent == RESULT or relation.certainty != OPEN and law.parent not in found:
            found[law.parent] = relation
    return list(found.values())


def stage_sums(
    statements: Iterable[str], parent: str, children: Iterable[tuple[str, int]], views: list[View]
) -> list[tuple[View, list[tuple[int, Cell]]]]:
    """The figures of each line that a law of stages weighs, in the tables that print all of them.

    Returns:
        The view of the parent, and its figures with their weights.
    """
    tables: dict[tuple[str, str | None], dict[str | None, View]] = defaultdict(dict)
    for view in views:
        if view.statement in statements and view.scale:
            tables[view.table_id, view.business][view.stage] = view
    sums = []
    for members in tables.values():
        if members.keys() >= {parent, *(stage for stage, _ in children)}:
            for key, whole in members[parent].cells.items():
                parts = [(weight, members[stage].cells.get(key)) for stage, weight in children]
                if all(cell is not None for _, cell in parts):
                    sums.append((members[parent], [*parts, (-1, whole)]))
    return sums


def said(evidence: Evidence, ja: str, en: str) -> tuple[str, str]:
    """A reason with what the figures say."""
    holds, fails = len(evidence.holds), len(evidence.fails)
    return (
        f"{ja}。{holds} 行で成り立ち、成り立たない行は {fails}。偶然の確率 {evidence.chance:.0e} 以下",
        f"{en}; holds in {holds} rows, fails in {fails}; by accident with a chance of {evidence.chance:.0e} at most",
    )


def businesses(statement: str, views: list[View], whole: list[View]) -> list[Relation]:
    """Total = sum of the businesses, for each stage that prints a total.

    At the result all businesses are printed side by side. Where a form prints only those that
    change, the others are as they were: their change is nil, and their base is their result.
    """
    names: list[str] = []
    for view in views:
        if view.statement == statement and view.business not in (None, TOTAL, *names):
            names.append(str(view.business))
    amounts: dict[tuple[str, str], dict[LineKey, Cell]] = {}
    for view in whole:
        amounts[str(view.business), str(view.stage)] = {k: c for k, c in view.cells.items() if k.statement == statement}
    side_by_side = {
        view.stage for view in views if view.statement == statement and view.business == TOTAL
        and {v.business for v in views if v.table_id == view.table_id and v.stage == view.stage} >= {TOTAL, *names}
    }  # fmt: skip
    if len(names) < 2 or not side_by_side:
        return []
    found = []
    for stage in sorted(side_by_side | {BASE, CHANGE}, key=lambda stage: (stage not in side_by_side, str(stage))):
        evidence, carried = Evidence(), set()
        sums: list[tuple[View, list[tuple[int, Cell]]]] = []
        for key, total in amounts.get((TOTAL, str(stage)), {}).items():
            cells = [(-1, total)]
            for name in names:
                cell = amounts.get((name, str(stage)), {}).get(key)
                if cell is None and stage not in side_by_side:
                    changes = any((name, s) in amounts for s in (BASE, CHANGE))
                    cell = amounts.get((name, RESULT), {}).get(key) if stage == BASE else None
                    if changes or cell is None and stage == BASE:
                        break
                    carried.add(name)
                if cell is not None:
                    cells.append((1, cell))
            else:
                # Sums of rounded parts say little, and the exact ones say all.
                if len(cells) > 1 and not any(cell.half for _, cell in cells):
                    sums.append((View("", 0, statement, TOTAL, stage, "yen"), cells))
        evidence.chance = prod(independent_rows(weigh_cells(evidence, sums, ROW_FLIPS)))
        if not evidence.holds or certain(evidence) == OPEN:
            continue
        ja, en = "合計欄は各事業の欄の和", "the total column is the sum of the columns of the businesses"
        if carried:
            ja = f"合計は各事業の和。この段階を印刷しない {len(carried)} 事業は変わらないものと読む"
            en = f"the total is the sum of the businesses; {len(carried)} that do not print this stage are read as unchanged"
        ja, en = said(evidence, ja, en)
        found.append(
            Relation(
                "business", "business", TOTAL, tuple((name, 1) for name in names), (statement,), stages=(str(stage),),
                cells=len(evidence.holds), stages_count=1, chance=evidence.chance, certainty=certain(evidence), reason_ja=ja, reason_en=en,
            )
        )  # fmt: skip
    return found
