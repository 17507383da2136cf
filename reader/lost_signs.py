"""Minus marks that a text lost, from the sums that its figures keep.

The deduction is that of the built project (`signs.deduce`): a law that leaves a figure one
possible sign fixes it, until nothing changes. Here the laws are the relations just found, on
every column that prints them, and the agreement of prints of one amount.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import signs
from decoder import Check, Figure, Term

from reader.axes import stage_laws, stage_sums
from reader.cube import Cell, View
from reader.reading import CHANGE, OPEN, PROBABLE, PROVED, TOTAL, Certainty, LineKey, Relation, Sign
from reader.words import says

Laws = list[tuple[str, list[tuple[int, Cell]], str, str, bool]]


def laws_of(relations: Iterable[Relation], views: list[View], whole: list[View]) -> Laws:
    """Every sum that the text prints: name, figures with weights, its words, whether it is proved."""
    laws: Laws = []
    headers = {key: view.header for view in views for key in view.cells if key.measure}
    for number, relation in enumerate(relations):
        if relation.certainty == OPEN:
            continue
        sure = relation.certainty == PROVED
        for place, cells in enumerate(sums_of(relation, views, whole)):
            laws.append((f"{number}:{place}", cells, *told(relation, headers), sure))
    prints: dict[tuple[LineKey, str | None, str | None], list[Cell]] = defaultdict(list)
    for view in views:
        if view.scale and view.business is not None and view.stage is not None:
            for key, cell in view.cells.items():
                prints[key, view.business, view.stage].append(cell)
    for number, cells in enumerate(prints.values()):
        first = min(cells, key=lambda cell: cell.scale)
        for place, other in enumerate(cell for cell in cells if cell is not first):
            words = (f"「{first.key.label}」は他の表でも同じ金額", f"「{first.key.label}」 is the same amount in another table")
            laws.append((f"p{number}:{place}", [(1, first), (-1, other)], *words, True))
    return laws


def told(relation: Relation, headers: dict[LineKey, str]) -> tuple[str, str]:
    """A relation in the document's own words; of several amounts of a line the headers of their columns say which are meant."""
    members = [relation.parent, *(child for child, _ in relation.children)]
    is_of_one_line = len({getattr(member, "label", member) for member in members}) < len(members)

    def name(item: LineKey | str) -> str:
        if isinstance(item, str):
            return item
        return f"{item.label}（{headers[item]}）" if is_of_one_line and headers.get(item) else item.label

    if relation.axis == "stage":
        law = next(law for law in stage_laws() if (law.parent, law.children) == (relation.parent, relation.children))
        return law.label_ja, law.label_en
    if relation.axis == "business":
        return "合計 = 各事業の和", "total = sum of the businesses"
    parts = "".join((" + " if weight > 0 else " − ") + name(child) for child, weight in relation.children[:4])
    more = f" …（{len(relation.children)} 科目）" if len(relation.children) > 4 else ""
    text = f"{name(relation.parent)} = {parts.removeprefix(' + ')}{more}"
    return text, text


def sums_of(relation: Relation, views: list[View], whole: list[View]) -> list[list[tuple[int, Cell]]]:
    """The figures, with weights, of each sum of a relation that the text prints."""
    sums: list[list[tuple[int, Cell]]] = []
    if relation.axis == "line":
        members = [(relation.parent, -1), *relation.children]
        keys = {key for key, _ in members}
        for view in (view for view in [*views, *whole] if view.scale):
            if relation.stages and view.stage not in relation.stages or relation.businesses and view.business not in relation.businesses:
                continue
            if keys <= view.cells.keys():
                sums.append([(weight, view.cells[key]) for key, weight in members])  # type: ignore[index]
    elif relation.axis == "stage":
        sums = [cells for _, cells in stage_sums(relation.statements, str(relation.parent), relation.children, views)]  # type: ignore[arg-type]
    else:
        names = {name for name, _ in relation.children}
        at = {view.business: view for view in whole if view.stage in relation.stages}
        if TOTAL in at and names <= at.keys():
            for key, total in at[TOTAL].cells.items():
                if key.statement in relation.statements:
                    cells = [(1, at[name].cells.get(key)) for name in sorted(map(str, names))]
                    if all(cell is not None for _, cell in cells):
                        sums.append([(-1, total), *cells])  # type: ignore[list-item]
    unique = {tuple((w, id(cell)) for w, cell in one): one for one in sums}
    return list(unique.values())


def deduce(relations: list[Relation], views: list[View], whole: list[View]) -> list[Sign]:
    """The signs of all figures whose mark may be lost.

    Sets `Cell.found` of each. A figure without a minus is not reported where that is proved.

    Args:
        relations: What was found; those that are open say nothing.
        views: The views of the document.
        whole: The same, joined by business and stage.

    Returns:
        The figures that are negative, and those of which it is not proved that they are not.
    """
    cells = {id(cell): cell for view in views if view.scale for cell in view.cells.values()}
    changes = {id(cell) for view in views if view.stage == CHANGE for cell in view.cells.values()}
    if all(cell.sign is not None for cell in cells.values()):
        return []
    laws = laws_of(relations, views, whole)
    sure = work(cells, [law for law in laws if law[4]], relations, changes)
    likely = work(cells, laws, relations, changes) if any(not law[4] for law in laws) else sure
    found = []
    for number, cell in cells.items():
        if cell.figure.sign is not None or not cell.figure.magnitude:
            continue
        certainty: Certainty
        if number in sure and (sure[number][1] == PROVED or number not in likely):
            sign, certainty, law = sure[number]
        elif number in likely:
            sign, certainty, law = likely[number]
            certainty = PROBABLE if certainty == PROVED else certainty
        else:
            sign, certainty, law = 1, OPEN, None
        cell.found = sign
        if certainty == OPEN:
            ja, en = "どの式も符号を決めない。正と読む", "no sum determines its sign; read as positive"
        elif law is None:
            ja, en = "正と読む。これと式で結ばれる数字の符号は、これに従う", "read as positive; the signs of what sums link with it follow"
        else:
            ja, en = f"{law[0]} が成り立つのはこの符号だけ", f"only with this sign does it hold: {law[1]}"
        if sign < 0 or certainty != PROVED:
            found.append(Sign(cell.place, cell.figure.printed, sign, certainty, ja, en))
    return found


def work(
    cells: dict[int, Cell], laws: Laws, relations: list[Relation], changes: set[int]
) -> dict[int, tuple[int, Certainty, tuple[str, str] | None]]:
    """Deduce signs from some laws: sign, certainty and the words of the law, for each figure that they force.

    Sums know no sign of their own: all figures that they link could be reversed. The first is
    read as positive; what follows is proved if the largest total of parts among them is then
    above nil, as no body's revenue or assets are below it, and probable otherwise. A change of
    such a total tells nothing: it may well be below nil.
    """
    names = {number: f"{n}" for n, number in enumerate(cells)}
    figures = [Figure(names[number], *cell.place, amount_of(cell), printed_of(cell)) for number, cell in cells.items()]
    terms, checks = [], []
    words = {}
    for name, members, ja, en, _ in laws:
        tolerance = sum(abs(weight) * cell.half for weight, cell in members)
        residual = 0
        for weight, cell in members:
            terms.append(Term(name, names[id(cell)], weight * cell.scale))
            residual += weight * cell.scale * amount_of(cell)
        checks.append(Check(name, "", residual, -tolerance, tolerance))
        words[name] = (ja, en)
    result = signs.deduce(figures, terms, checks)
    numbers = {name: number for number, name in names.items()}
    gross = {
        relation.parent for relation in relations
        if relation.certainty == PROVED and relation.kind == "total" and relation.axis == "line"
        and len(relation.children) > 1 and all(weight > 0 for _, weight in relation.children)
        and isinstance(relation.parent, LineKey) and not says("net", relation.parent.label) and not says("difference", relation.parent.label)
    }  # fmt: skip
    component = components(names.values(), laws, names)
    trusted: dict[str, bool] = {}
    found: dict[int, tuple[int, Certainty, tuple[str, str] | None]] = {}
    for root, brought in result.assumed.items():
        # The first figure of what laws link is read as positive; a later one rests on a second reading.
        is_first = root == "" or component[root] not in trusted
        totals = [name for name in [root, *brought] if name and cells[numbers[name]].key in gross and numbers[name] not in changes]
        largest = max(totals, key=lambda name: cells[numbers[name]].size, default="")
        is_sure = root == "" or is_first and bool(largest) and largest not in result.negative
        if root:
            trusted.setdefault(component[root], is_sure)
            if brought:
                found[numbers[root]] = (1, PROVED if is_sure else PROBABLE, None)
        for name in brought:
            sign = -1 if name in result.negative else 1
            found[numbers[name]] = (sign, PROVED if is_sure else PROBABLE, words.get(result.negative.get(name, "")))
    return found


def components(names: Iterable[str], laws: Laws, of_cell: dict[int, str]) -> dict[str, str]:
    """For each figure the first of those that laws link it with."""
    above = {name: name for name in names}

    def top(name: str) -> str:
        while above[name] != name:
            above[name] = above[above[name]]
            name = above[name]
        return name

    for _, members, _, _, _ in laws:
        linked = [of_cell[id(cell)] for _, cell in members if cell.figure.magnitude]
        for name in linked[1:]:
            above[top(name)] = top(linked[0])
    return {name: top(name) for name in above}


def amount_of(cell: Cell) -> int:
    """The amount of a figure, without its sign where the mark may be lost."""
    return cell.figure.magnitude * (cell.figure.sign or 1)


def printed_of(cell: Cell) -> int:
    """Tells `signs.deduce` which signs are known: those of figures whose print differs from the amount."""
    return amount_of(cell) if cell.figure.sign is None else -amount_of(cell)
