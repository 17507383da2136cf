"""What the amounts in the prose are amounts of: labels propose, figures of the tables confirm.

An amount with a direction (増, 減) is a change; two that are printed as before and after are base
and result. One that no line of a table carries has a line of its own, under the statement key
`PROSE`; what it ties to is a relation.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from difflib import SequenceMatcher

from reader.cube import ROUNDED, Cell, View, agree
from reader.glossary import rows
from reader.reading import BASE, CHANGE, PROBABLE, PROVED, RESULT, TOTAL, Certainty, LineKey, Prose, ProseReading, Relation
from reader.words import says, without_total, words_of
from reader.text import NO_MULTIPLES, YEN, are_comparable

# Statement of lines that only the prose speaks of.
PROSE = "prose"
# A chance of an accident above which an amount that ties to a change is not proposed.
SPOKEN = 1e-2
# Lines of the text after a shortfall on which what covers it is looked for.
COVERED = 3
# Labels less alike than this are two lines.
ALIKE = 0.9


def own_line(prose: Prose) -> LineKey:
    """The line of an amount that no table carries."""
    return LineKey(PROSE, bare(prose.label), str(prose.other) if prose.other > 1 else "", prose.unit if prose.unit in NO_MULTIPLES else "")


def bare(label: str) -> str:
    """A label without blanks and the dots that lead to its amount."""
    return "".join(label.split()).strip("・….：:（）()「」")


def read(
    prose: list[Prose], views: list[View], whole: list[View], lines: list[str]
) -> tuple[list[ProseReading], list[Relation]]:
    """Say of each amount of money what it is of.

    Args:
        prose: The amounts.
        views: The views of the document.
        whole: The same, joined by business and stage.
        lines: The text.

    Returns:
        A reading for each amount of money, and what ties the amounts to one another and to tables.
    """
    statements: dict[str, int] = defaultdict(int)
    for view in views:
        statements[view.statement] += 1
    by_place = {(p.source_line, p.position): p for p in prose}
    readings, relations = [], []
    for one in prose:
        if one.unit not in YEN:
            continue
        found = list(carriers(one, whole))
        here = [c for c in found if not one.statement or c[0].statement == one.statement]
        found = here or found
        stage = (RESULT if one.is_after else BASE) if one.pair else CHANGE if one.direction else None
        named = named_line(one, whole) if one.direction else None
        totals = [] if found or one.pair else list(totals_of_both_sides(one, whole))
        if found and not one.pair:
            readings.append(reading_of(one, found))
        elif totals:
            key, view = totals[0]
            ja, en = "歳入歳出の総額として、表の合計に等しい", "equal to the total of a table, as the amount of both sides"
            readings.append(ProseReading(one.source_line, one.position, key, view.business, view.stage, 1, PROBABLE, ja, en))
        elif named:
            ja, en = "同じ名の科目の増減。表はこの増減を印刷していない", "a change of the line of that name; no table prints it"
            readings.append(
                ProseReading(one.source_line, one.position, named, one.business or TOTAL, CHANGE, one.direction or 1, PROBABLE, ja, en)
            )
        else:
            ja, en = "この科目を印刷した表はない。本文だけの金額", "no table prints such a line; an amount of the prose alone"
            readings.append(
                ProseReading(one.source_line, one.position, own_line(one), one.business or TOTAL, stage, one.direction or 1, PROBABLE, ja, en)
            )
        if one.pair and one.is_after and one.pair in by_place:
            relations += changed(by_place[one.pair], one, whole)
    keys = {(reading.source_line, reading.position): reading.line for reading in readings}
    cells = {(reading.source_line, reading.position): (reading.business or TOTAL, reading.stage or RESULT) for reading in readings}
    relations += sums_within(prose, keys, cells) + differences(prose, keys, whole, lines)
    return readings, relations


def totals_of_both_sides(prose: Prose, whole: list[View]) -> Iterator[tuple[LineKey, View]]:
    """Totals that are equal to an amount said to be of both sides of a budget (歳入歳出それぞれ)."""
    sides = [word for _, word in words_of("side")]
    if not all(word in prose.label for word in sides):
        return
    for view in whole:
        for key, cell in view.cells.items():
            if any(word in key.label for word in sides) and says("total", key.label) and are_comparable(YEN[prose.unit], cell.scale):
                if agree(prose.magnitude, YEN[prose.unit], cell.figure.magnitude, cell.scale):
                    yield key, view


def named_line(prose: Prose, whole: list[View]) -> LineKey | None:
    """The one line that an amount names, whose changes no table prints; None if none or several are like it.

    Of a line of accounts without an amount before and one after, a change is no change from anything: it stands beside the statements.
    """
    label = bare(prose.label)
    printed: dict[str | None, set[LineKey]] = defaultdict(set)
    for view in whole:
        printed[view.stage] |= view.cells.keys()
    near = {key for view in whole for key, cell in view.cells.items() if are_comparable(YEN[prose.unit], cell.scale)}
    accounts = {row["statement"] for row in rows("statements") if row["presentation"] == "statement"}
    told = {key for key in near if key.statement not in accounts} | printed[BASE] & printed[RESULT]
    keys = near & told - printed[CHANGE]
    alike = [key for key in keys if SequenceMatcher(None, key.label, label, autojunk=False).ratio() >= ALIKE]
    return alike[0] if len(alike) == 1 and len(label) > 3 else None


def carriers(prose: Prose, whole: list[View]) -> Iterator[tuple[LineKey, View, Cell]]:
    """Lines of the label of an amount, with the business and stage in which a table prints it."""
    label = bare(prose.label)
    for view in whole:
        if prose.business and view.business != prose.business:
            continue
        if prose.direction and view.stage != CHANGE:
            continue
        for key, cell in view.cells.items():
            if key.label != label and without_total(key.label) != label or not are_comparable(YEN[prose.unit], cell.scale):
                continue
            if not agree(prose.magnitude, YEN[prose.unit], cell.figure.magnitude, cell.scale):
                continue
            if YEN[prose.unit] > cell.scale == 1:
                continue  # yen have no prints in thousands that the laws of their line would have to hold in as well
            if prose.direction and cell.sign and cell.sign != prose.direction:
                continue
            yield key, view, cell


def reading_of(prose: Prose, found: list[tuple[LineKey, View, Cell]]) -> ProseReading:
    """The reading of an amount that tables carry."""
    stages = [CHANGE, RESULT, BASE]
    # The label as it stands before one that a total's word completes; the change before the result.
    ranked = sorted(
        found, key=lambda c: (c[0].label != bare(prose.label), stages.index(c[1].stage) if c[1].stage in stages else 3, c[1].business == TOTAL)
    )
    key, view, cell = ranked[0]
    lines = {(k, v.business) for k, v, _ in found if k.label == key.label}
    certainty: Certainty = PROVED if len(lines) == 1 and (prose.direction is not None or len(found) == 1) else PROBABLE
    other = "" if certainty == PROVED else f"。他の読み方が {len(found) - 1} 通り"
    other_en = "" if certainty == PROVED else f"; {len(found) - 1} other readings"
    return ProseReading(
        prose.source_line, prose.position, key, view.business, view.stage, cell.sign or prose.direction or 1, certainty,
        f"表の同じ科目の金額と{'一致' if prose.unit == 'thousand_yen' else '丸めて一致'}{other}",
        f"agrees with the amount of the line of that name in a table{other_en}",
    )  # fmt: skip


def sums_within(
    prose: list[Prose], keys: dict[tuple[int, int], LineKey | None], cells: dict[tuple[int, int], tuple[str, str]]
) -> list[Relation]:
    """An amount that is the sum of those that follow it: X (うち a, b), or a shortfall and what covers it.

    All that follow on the line of the text are its parts; of a shortfall (不足する額) the parts may
    stand on the next lines, and be one. Of a shortfall that is printed before and after, so are they.
    """
    money = [one for one in prose if one.unit in YEN]
    found = sums_of([one for one in money if one.pair is None], keys, cells)
    of_stage: dict[tuple[object, ...], list[Relation]] = defaultdict(list)
    for is_after, stage in ((False, BASE), (True, RESULT)):
        for one in sums_of([one for one in money if one.pair and one.is_after == is_after], keys, cells, (stage,)):
            of_stage[one.parent, one.children].append(one)
    # What holds before and after holds of the change as well.
    return found + [same[0] if len(same) == 1 else replace(same[0], stages=()) for same in of_stage.values()]


def sums_of(
    money: list[Prose], keys: dict[tuple[int, int], LineKey | None], cells: dict[tuple[int, int], tuple[str, str]],
    stages: tuple[str, ...] = (),
) -> list[Relation]:
    """The sums within some amounts; of those of a stage, shortfalls alone."""
    found = []
    for place, first in enumerate(money):
        is_short = says("shortfall", bare(first.label))
        if not is_short and (stages or first.position > 1 or place and money[place - 1].source_line == first.source_line):
            continue
        following = [one for one in money[place + 1 :] if one.source_line - first.source_line <= (COVERED if is_short else 0)]
        lengths = range(1, len(following) + 1) if is_short else [len(following)] if len(following) > 1 else []
        for length in lengths:
            relation = sum_of(first, following[:length], keys)
            # A rule is of one business and stage: amounts of several make none.
            if relation is not None and len({cells[one.source_line, one.position] for one in (first, *following[:length])}) == 1:
                found.append(replace(relation, stages=stages))
                break
    return found


def sum_of(first: Prose, parts: list[Prose], keys: dict[tuple[int, int], LineKey | None]) -> Relation | None:
    """An amount as the sum of others, if it is within their rounding and no accident."""
    size = first.magnitude * YEN[first.unit]
    units = [YEN[one.unit] for one in (first, *parts)]
    slack = len(units) * max(units) // 2 if max(units) >= ROUNDED else 0
    chance = (2 * slack + YEN[first.unit]) / size if size else 1.0
    lines = [keys.get((one.source_line, one.position)) for one in (first, *parts)]
    total = sum(part.magnitude * YEN[part.unit] for part in parts)
    if not are_comparable(*units) or abs(total - size) > slack or chance > SPOKEN or None in lines or len(set(lines)) < len(lines):
        return None
    parent, *children = [line for line in lines if line is not None]
    return Relation(
        "line", "tie", parent, tuple((child, 1) for child in children), tuple(dict.fromkeys(line.statement for line in [parent, *children])),
        (), (), 1, 1, chance, PROBABLE,
        f"本文の金額が、続く {len(parts)} 個の金額の和。偶然の確率 {chance:.0e} 以下",
        f"an amount of the prose is the sum of the {len(parts)} that follow; by accident with a chance of {chance:.0e} at most",
    )  # fmt: skip


def differences(
    prose: list[Prose], keys: dict[tuple[int, int], LineKey | None], whole: list[View], lines: list[str]
) -> list[Relation]:
    """An amount by which one line falls short of another, both named before it: 収入額が支出額に対し不足する額.

    The names may stand on the line of the text before, where the sentence is broken.
    """
    found = []
    for one in prose:
        own = keys.get((one.source_line, one.position))
        if own is None or own.statement != PROSE:
            continue
        broken = says("shortfall", own.label)
        text = own.label + ("".join("".join(lines[max(0, one.source_line - 3) : one.source_line]).split()) if broken else "")
        for view in whole:
            named = [key for key, cell in view.cells.items() if len(key.label) > 2 and key.label in text and not key.section and are_comparable(YEN[one.unit], cell.scale)]
            for less, more in ((a, b) for a in named for b in named if a != b):
                gap = view.cells[more].size - view.cells[less].size
                if one.pair and view.stage != (RESULT if one.is_after else BASE):
                    continue
                if gap != one.magnitude * YEN[one.unit] or not gap:
                    continue
                chance = YEN[one.unit] * len(named) ** 2 / gap
                if chance < SPOKEN:
                    found.append(
                        Relation(
                            "line", "tie", own, ((more, 1), (less, -1)), (PROSE, more.statement), (str(view.business),), (str(view.stage),),
                            1, 1, chance, PROBABLE,
                            f"本文が名を挙げる二つの科目の差に等しい。偶然の確率 {chance:.0e} 以下",
                            f"the difference of the two lines that the text names; by accident with a chance of {chance:.0e} at most",
                        )
                    )  # fmt: skip
    return found


def changed(before: Prose, after: Prose, whole: list[View]) -> list[Relation]:
    """The line of a table that changes by as much as an amount printed before and after."""
    change = after.magnitude * YEN[after.unit] - before.magnitude * YEN[before.unit]
    if not change:
        return []
    found, tried = [], 0
    for view in whole:
        if view.stage != CHANGE:
            continue
        for key, cell in view.cells.items():
            if after.statement and key.statement != after.statement or cell.half or not are_comparable(YEN[after.unit], cell.scale):
                continue
            tried += 1
            if cell.size == abs(change) and (cell.sign is None or cell.sign * cell.size == change):
                found.append((key, view))
    chance = tried * YEN[after.unit] / abs(change)
    if not found or chance > SPOKEN:
        return []
    key, view = found[0]
    others = f"。同じ額だけ動く科目が他に {len(found) - 1}" if len(found) > 1 else ""
    others_en = f"; {len(found) - 1} more lines move by as much" if len(found) > 1 else ""
    return [
        Relation(
            "line", "tie", own_line(after), ((key, 1),), (key.statement,), (str(view.business),), (CHANGE,), 1, 1, chance, PROBABLE,
            f"改める前後の差が、同じ条の表の増減に等しい{others}。偶然の確率 {chance:.0e} 以下",
            f"the difference of the two amounts is the change in the table of the same article{others_en}; "
            f"by accident with a chance of {chance:.0e} at most",
        )
    ]  # fmt: skip
