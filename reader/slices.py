"""Charts of a budget: each name with its amount and its share of the total, on lines of their own, and the total with its unit.

A pie prints 県債, 58,692 and (12.9%) below each other, and 453,102百万円 in its middle: only there it says in what unit it counts. A share
tells that an amount is one of the chart, and of which total.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from reader.glossary import terms, translate
from reader.pieces import is_lone_label, signed, virtual
from reader.text import MONEY, Line, plain

NUMBER = r"[0-9]{1,3}(?:,[0-9]{3})*"
SHARE = r"\(([0-9]{1,3}\.[0-9])%\)"
AMOUNT, ONLY_SHARE = re.compile(rf"({NUMBER})(?:{SHARE})?"), re.compile(SHARE)
NAMED_SHARE, TOTAL = re.compile(rf"([^\d()]*[^\W\d_]){SHARE}"), re.compile(rf"({NUMBER})({'|'.join(MONEY)})")
# What names the chart and no part of it.
TITLE = re.compile(r"(?:予算|決算)(?:額|案)?(?:[(（].*[)）])?$|内訳$|構成比?$|別$")
# Slices that are charts, and those of one of them; what a share may miss, being rounded so that all are a hundred.
SLICES, ROWS, ROUNDED = 4, 2, 0.1


@dataclass
class Slice:
    """An amount, its share if it is printed, and the lines on which they stand."""

    amount: str
    share: str
    lines: list[Line]


@dataclass
class Pie:
    """What is read of a chart: the rows, each with its lines, and names and amounts that are not yet given to each other."""

    rows: list[tuple[str, str, str, list[Line]]] = field(default_factory=list)
    names: list[tuple[str, Line]] = field(default_factory=list)
    slices: list[Slice] = field(default_factory=list)


def join_slices(lines: list[Line]) -> list[Line]:
    """Put the rows of charts together that stand over lines; what no share confirms stays as it is."""
    totals = [found for line in lines if (found := TOTAL.fullmatch(plain(line.text)))]
    if not totals or len({found[2] for found in totals}) > 1 or sum("%)" in plain(line.text) for line in lines) < SLICES:
        return lines
    sums = {signed(found[1]) for found in totals}
    pies = [Pie()]
    for line in lines:
        take(line, pies, sums)
    give(pies[-1], sums)
    pies = [pie for pie in pies if len(pie.rows) >= ROWS]
    if sum(bool(share) for pie in pies for _, _, share, _ in pie.rows) < SLICES:
        return lines
    used = {id(line) for pie in pies for *_, some in pie.rows for line in some}
    begins = {id(min((line for *_, some in pie.rows for line in some), key=lambda line: line.number)): pie for pie in pies}
    out: list[Line] = []
    for line in lines:
        if id(line) in begins:
            out += lines_of(begins[id(line)], totals[0][2])
        out += [] if id(line) in used else [line]
    return out


def take(line: Line, pies: list[Pie], sums: set[int]) -> None:
    """Take a line of a chart: a name, an amount, a share or a total. A title begins another chart, but parts no names from their amounts."""
    text, pie = plain(line.text), pies[-1]
    if not text:
        return
    amount, named = AMOUNT.fullmatch(text), NAMED_SHARE.fullmatch(text)
    share = ONLY_SHARE.fullmatch(text) or named
    if share and pie.slices and not pie.slices[-1].share and share[share.lastindex or 1]:
        pie.slices[-1].share = share[share.lastindex or 1]
        pie.slices[-1].lines.append(line)
        if named:
            give(pie, sums)
            pie.names.append((named[1], line))
    elif amount:
        pie.slices.append(Slice(amount[1], amount[2] or "", [line]))
    elif total := TOTAL.fullmatch(text):
        pie.slices.append(Slice(total[1], "", [line]))
    elif is_lone_label(line) and not TITLE.search(text):
        if pie.slices:
            give(pie, sums)
        pie.names.append((line.text.strip(), line))
    elif TITLE.search(text):
        if pie.slices:
            give(pie, sums)
        pies.append(Pie(names=pie.names))
        pie.names = []
    else:
        give(pie, sums)


def give(pie: Pie, sums: set[int]) -> None:
    """Give names their amounts, one to one, and forget them: one name, or what the last lines make, if there is one amount."""
    names, slices = pie.names, pie.slices
    pie.names, pie.slices = [], []
    if len(slices) == 1 and len(names) > 1:
        joined = [("".join(name for name, _ in names[at:]), names[at][1]) for at in range(len(names))]
        names = [one for one in joined if plain(one[0]) in terms()][:1] or [one for one in joined[-1:] if translate(plain(one[0])).is_whole]
    if len(names) != len(slices):
        return
    for (name, line), part in zip(names, slices, strict=True):
        amount = signed(part.amount)
        is_total = amount in sums and not part.share
        if is_total or part.share and any(abs(100 * amount / whole - float(part.share)) <= ROUNDED for whole in sums):
            pie.rows.append((name, part.amount, part.share, [line, *part.lines]))


def lines_of(pie: Pie, unit: str) -> list[Line]:
    """The table that a chart is."""
    number = min(line.number for *_, some in pie.rows for line in some)
    out = [virtual(number, [f"(単位:{unit})"]), replace(virtual(number, ["区分", "金額", "構成比"]), begins=True, heads=True)]
    for name, amount, share, some in pie.rows:
        numbers = [line.number for line in some]
        out.append(virtual(min(numbers), [name, amount, f"{share}%" if share else ""], until=max(numbers)))
    return out
