"""Sums along the businesses and along the stages, for each statement."""

from __future__ import annotations

from collections import defaultdict
from math import prod

from reader.chance import ROW_FLIPS, Evidence, independent_rows, weigh_cells
from reader.cube import Cell, View
from reader.reading import BASE, CHANGE, OPEN, PROBABLE, PROVED, RESULT, TOTAL, Certainty, LineKey, Relation

# A chance of an accident below which a sum that the header proposes is called proved.
SPOKEN = 1e-6


def find(views: list[View], whole: list[View]) -> list[Relation]:
    """The sums along the two axes.

    Args:
        views: The views of the document.
        whole: The same, joined by business and stage.
    """
    statements = dict.fromkeys(view.statement for view in views if view.scale)
    found = []
    for statement in statements:
        found += stages(statement, views)
        found += businesses(statement, views, whole)
    by_stage = [relation for relation in found if relation.axis == "stage"]
    if sum(relation.certainty == PROVED for relation in by_stage) * 2 > len(by_stage):
        # The header says the same as in the other tables, where it holds: here a figure is wrong.
        for relation in by_stage:
            relation.certainty = PROBABLE if relation.certainty == OPEN else relation.certainty
    return found


def certain(evidence: Evidence) -> Certainty:
    """How sure a sum is that a header proposes."""
    if not evidence.holds:
        return OPEN
    if evidence.fails:
        return PROBABLE if len(evidence.fails) <= len(evidence.holds) else OPEN
    return PROVED if evidence.chance < SPOKEN else PROBABLE


def stages(statement: str, views: list[View]) -> list[Relation]:
    """Base + change = result, from the tables that print all three."""
    tables: dict[tuple[str, str | None], dict[str | None, View]] = defaultdict(dict)
    for view in views:
        if view.statement == statement and view.scale:
            tables[view.table_id, view.business][view.stage] = view
    sums = []
    for members in tables.values():
        if {BASE, CHANGE, RESULT} <= members.keys():
            base, change, result = (members[stage] for stage in (BASE, CHANGE, RESULT))
            for key in result.cells.keys() & base.cells.keys() & change.cells.keys():
                sums.append((result, [(1, base.cells[key]), (1, change.cells[key]), (-1, result.cells[key])]))
    if not sums:
        return []
    evidence = Evidence()
    evidence.chance = prod(independent_rows(weigh_cells(evidence, sums)))
    ja, en = said(evidence, "見出しが示す三つの欄：増減前 + 増減 = 増減後", "the three columns that the header names: base + change = result")
    return [
        Relation(
            "stage", "stage", RESULT, ((BASE, 1), (CHANGE, 1)), (statement,),
            cells=len(evidence.holds), stages_count=3, chance=evidence.chance, certainty=certain(evidence), reason_ja=ja, reason_en=en,
        )
    ]  # fmt: skip


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
