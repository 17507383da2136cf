"""The sums along the lines of each statement, as relations with their reason and how sure they are."""

from __future__ import annotations

from collections import defaultdict

from reader.chance import weigh
from reader.cube import View, joined
from reader.footing import SPOKEN, UNSPOKEN, Footing
from reader.known import Known
from reader.reading import OPEN, PROBABLE, PROVED, Certainty, LineKey, Relation, Table
from reader.shapes import Shape, Sum, shapes_of


def find(
    tables: list[Table], keys: dict[int, LineKey], views: list[View]
) -> tuple[list[Relation], dict[LineKey, LineKey]]:
    """The sums along the lines of each statement.

    Args:
        tables: The tables of the document.
        keys: Row to line.
        views: Its views.

    Returns:
        The sums, those included that fail where a figure seems to be wrong; and lines that stand
        for what a table does not name, with the names that tell them apart.
    """
    found: list[Relation] = []
    rests: dict[LineKey, list[tuple[LineKey, list[tuple[LineKey, int]], Sum]]] = defaultdict(list)
    known = Known()
    whole = joined(views)
    for shape in shapes_of(tables, keys, views):
        footing = Footing(shape, known)
        for one in footing.find():
            rest = known.rest(one.parent.key, [(node.key, weight) for node, weight in one.children])
            if rest and weigh(*rest, whole).confirms:
                rests[one.parent.key].append((*rest, one))
                known.span.adds(*rest)
                continue
            for relation in relations(one, shape):
                # What longer tables already say of their lines is not said again by shorter ones.
                if known.span.adds(relation.parent, relation.children, relation.stages):
                    found.append(relation)
                    if not relation.stages:
                        known.parts.setdefault(relation.parent, list(relation.children))
        known.lines |= {key for view in shape.views for key in view.cells}
    renamed: dict[LineKey, LineKey] = {}
    for total, of_total in rests.items():
        kept: list[tuple[LineKey, list[tuple[LineKey, int]], Sum]] = []
        for key, parts, one in sorted(of_total, key=lambda rest: len(rest[1])):
            # What two tables leave unnamed is one line if the shorter list makes up both.
            same = next((other for other, shorter, _ in kept if is_part(shorter, parts) and weigh(key, shorter, whole).confirms), None)
            if same is None:
                kept.append((key, parts, one))
            number = f" {len(kept)}" if len(kept) > 1 else ""
            renamed[key] = renamed[same] if same else LineKey(key.statement, key.label, total.label + number, key.measure)
        found += [rest_of(one, key, parts, whole, renamed[key]) for key, parts, one in kept]
    return found, renamed


def is_part(one: list[tuple[LineKey, int]], other: list[tuple[LineKey, int]]) -> bool:
    """Whether a list of parts is contained in another."""
    return set(one) <= set(other)


def rest_of(one: Sum, rest: LineKey, parts: list[tuple[LineKey, int]], whole: list[View], name: LineKey) -> Relation:
    """What a short table does not name, as the sum of what a longer one does."""
    evidence = weigh(rest, parts, whole)
    label = one.parent.label
    chance = evidence.chance
    sure = evidence.confirms and one.evidence.confirms and min(chance, one.evidence.chance) < SPOKEN
    return Relation(
        "line",
        "tie",
        name,
        tuple(parts),
        (rest.statement,),
        cells=len(evidence.holds),
        stages_count=len({view.stage for view in evidence.holds}),
        chance=chance,
        certainty=PROVED if sure else PROBABLE if evidence.confirms else OPEN,
        reason_ja=f"「{label}」の内訳のうち、この表が掲記しない科目の和。{len(evidence.holds)} 個の数字が丸めの範囲で一致。偶然の確率 {chance:.0e} 以下",
        reason_en=f"the parts of 「{label}」 that the table does not name; {len(evidence.holds)} figures agree within rounding; by accident with a chance of {chance:.0e} at most",
    )


def relations(one: Sum, shape: Shape) -> list[Relation]:
    """A sum as relations, one for each measure."""
    chance = min(1.0, one.evidence.chance * one.tried)
    certainty: Certainty = PROBABLE
    if one.evidence.confirms:
        # A line that equals one other says nothing of which is the whole, without a word for it.
        alone = not one.sure and len(one.children) == 1
        if one.has_rival or one.evidence.flips and shape.rounded:
            # Rounding and lost marks together leave too much room.
            alone = True
        is_told = chance < SPOKEN if one.sure else chance < UNSPOKEN and one.evidence.independent > 1
        certainty = PROVED if is_told and not alone else PROBABLE
    cells = len(one.evidence.holds)
    stages = {view.stage for view in one.evidence.holds}
    ja = f"{one.words_ja}。{cells} 欄で成り立ち、成り立たない欄は {len(one.evidence.fails)}。偶然の確率 {chance:.0e} 以下"
    en = f"{one.words_en}; holds in {cells} columns, fails in {len(one.evidence.fails)}; by accident with a chance of {chance:.0e} at most"
    # Each measure of a line is a line of its own: a sum is said of those that it was tried on.
    tried = dict.fromkeys(key.measure for view in one.evidence.holds + one.evidence.fails for key in list(view.cells)[:1])
    members = [(measure, [(node.key._replace(measure=measure), weight) for node, weight in one.children]) for measure in tried]
    if one.evidence.confirms and not one.stages:
        members += [(measure, parts) for measure, parts in printed_parts(one, shape) if measure not in tried]
    return [
        Relation(
            "line", one.kind, one.parent.key._replace(measure=measure), tuple(parts), (one.parent.key.statement,), (), one.stages,  # type: ignore[arg-type]
            cells, len(stages), chance, certainty, ja, en,
        )
        for measure, parts in members
    ]  # fmt: skip


def printed_parts(one: Sum, shape: Shape) -> list[tuple[str, list[tuple[LineKey, int]]]]:
    """The measures that some parts of a sum do not print, with those that do, if the same sum holds of these alone."""
    found = []
    for measure in dict.fromkeys(key.measure for view in shape.views for key in list(view.cells)[:1]):
        mine = [view for view in shape.views if any(key.measure == measure for key in list(view.cells)[:1])]
        whole = [(node.key._replace(measure=measure), weight) for node, weight in one.children]
        parts = [(key, weight) for key, weight in whole if any(key in view.cells for view in mine)]
        evidence = weigh(one.parent.key._replace(measure=measure), parts, mine)
        if 1 < len(parts) < len(whole) and evidence.confirms and not evidence.flips and evidence.chance < SPOKEN:
            found.append((measure, parts))
    return found
