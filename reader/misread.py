"""Figures that are likely misread: the sums that fail, decoded as the built project decodes its checks."""

from __future__ import annotations

import csv
from pathlib import Path

import decoder

from reader.cube import View
from reader.lost_signs import laws_of
from reader.reading import OPEN, PROBABLE, Misread, Relation
from reader.text import read_figure

SLIPS = Path(__file__).resolve().parents[1] / "seeds/vocabulary/slips.csv"
# How long the search for an explanation may take.
SECONDS = 5


def is_slip(one: int, other: int) -> bool:
    """Whether two amounts differ as a slip of the pen has it: by one digit, or by two that changed places."""
    first, second = str(one), str(other)
    places = [place for place, pair in enumerate(zip(first, second, strict=False)) if pair[0] != pair[1]]
    if len(first) != len(second) or len(first) < 3:
        return False
    return len(places) == 1 or len(places) == 2 and first[places[0]] == second[places[1]] and first[places[1]] == second[places[0]]


def is_alone(misread: Misread) -> bool:
    """Whether one slip of the pen explains alone what fails."""
    read = read_figure(misread.printed)
    return misread.certainty != OPEN and read is not None and is_slip(abs(misread.proposed), read[0])


def read_slips() -> dict[str, decoder.Slip]:
    """The slips that people and machines make, with their costs."""
    with SLIPS.open(encoding="utf-8") as file:
        return {
            row["slip"]: decoder.Slip(int(row["implausibility"]), frozenset((row["digit_pairs"] or "").split()))
            for row in csv.DictReader(file)
        }


def find(relations: list[Relation], views: list[View], whole: list[View]) -> list[Misread]:
    """The figures that would have to be others for every sum to hold.

    Args:
        relations: What was found; those that are open say nothing.
        views: The views of the document, with the signs that were found.
        whole: The same, joined by business and stage.

    Returns:
        The likeliest explanation of the sums that fail; nothing if all hold. A person decides:
        the document itself may err.
    """
    cells = {id(cell): cell for view in views if view.scale for cell in view.cells.values()}
    names = {number: str(n) for n, number in enumerate(cells)}
    words: dict[str, tuple[str, str]] = {}
    checks, terms = [], []
    for name, members, ja, en, _ in laws_of(relations, views, whole):
        if any(cell.sign is None for _, cell in members):
            continue
        residual = sum(weight * (cell.sign or 1) * cell.size for weight, cell in members)
        tolerance = sum(abs(weight) * cell.half for weight, cell in members)
        checks.append(decoder.Check(name, "", residual, -tolerance, tolerance))
        terms += [decoder.Term(name, names[id(cell)], weight * cell.scale) for weight, cell in members]
        words[name] = (ja, en)
    failing = [check for check in checks if not check.lower <= check.residual <= check.upper]
    if not failing:
        return []
    figures = []
    for number, cell in cells.items():
        amount = (cell.sign or 1) * cell.figure.magnitude
        figures.append(decoder.Figure(names[number], *cell.place, amount, amount))
    result = decoder.decode(figures, terms, checks, read_slips(), SECONDS)
    numbers = {name: number for number, name in names.items()}
    fails = {check.check_id for check in failing}
    found = []
    for change in result.changes:
        if change.rank > 1:
            continue
        cell = cells[numbers[change.figure_id]]
        broken = [term.check_id for term in terms if term.figure_id == change.figure_id and term.check_id in fails]
        said = list(dict.fromkeys(words[name] for name in broken))[:3]
        only = change.certainty == "only_explanation"
        others = "" if only else f"。他の説明が {change.alternatives - 1} 通りある" if change.alternatives > 1 else "。確かでない"
        others_en = "" if only else f"; {change.alternatives - 1} other explanations" if change.alternatives > 1 else "; not certain"
        found.append(
            Misread(
                cell.place, cell.figure.printed, change.proposed, PROBABLE if only else OPEN,
                f"成り立たない式: {'、'.join(ja for ja, _ in said)}。この数字なら全て成り立つ{others}",
                f"fails: {', '.join(en for _, en in said)}; with this amount all hold{others_en}",
            )
        )  # fmt: skip
    return found
