"""Whether a sum holds in every view that prints it, and how likely it would by accident.

In one view a false sum holds by accident about once in as many units as its largest figure has,
times the readings that would have been accepted: one for each pattern of lost minus marks, and
one for each unit that rounding leaves free; round amounts have fewer places to miss. Views that repeat one another say nothing new: of
prints of one business and stage one counts, of equal columns one, of base, change and result
two, of the businesses and their total all but the total. The bound is the number of sums tried
times the product over the views that count.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from math import comb, gcd

import numpy

from reader.cube import Cell, View
from reader.reading import BASE, CHANGE, RESULT, TOTAL, LineKey

# Minus marks lost in one sum, its mirror image aside: more are not looked for.
FLIPS = 3
# The same in a row of businesses, each of which may have a loss.
ROW_FLIPS = 6
# Members of a sum whose parts are all looked at.
MEMBERS = 12
# Lines before a total among which other readings are looked for, and readings that are looked at.
NEARBY, READINGS = 18, 200
# Chance below which a sum that fails by a slip is kept.
SLIP = 1e-2
# A prime beyond any amount in yen: ranks are counted modulo it.
PRIME = (1 << 61) - 1

Weighted = Sequence[tuple[LineKey, int]]


@dataclass
class Evidence:
    """What the views say about a sum.

    Attributes:
        holds: Views that it holds in, zeros against zeros left out.
        fails: Views in which no signs make it hold.
        nil: Views in which all its figures are nil.
        flips: Lost minus marks that it needs, over all views.
        chance: Bound on the chance that it holds by accident where it holds, once tried.
        independent: Views among them that say something new.
        missed: By how much it fails, in yen, with its largest figure, where all marks are read as none.
    """

    holds: list[View] = field(default_factory=list)
    fails: list[View] = field(default_factory=list)
    nil: list[View] = field(default_factory=list)
    flips: int = 0
    chance: float = 1.0
    independent: int = 0
    missed: list[tuple[int, int]] = field(default_factory=list)

    @property
    def confirms(self) -> bool:
        """Whether it holds somewhere and fails nowhere."""
        return bool(self.holds) and not self.fails


def fewest_flips(values: Sequence[tuple[int, bool]], tolerance: int, most: int = FLIPS) -> int | None:
    """The fewest unknown signs to read as minus so that values sum to nil; None if none do.

    All of the unknown ones reversed are as few as none: sums know no sign of their own.

    Args:
        values: Weight times magnitude (with the sign printed), and whether the sign is unknown.
        tolerance: How far from nil the sum may be.
        most: Minus marks that are looked for at most, the mirror image aside.
    """
    total = sum(value for value, _ in values)
    if abs(total) <= tolerance:
        return 0
    doubled = sorted(2 * value for value, unknown in values if unknown and value)
    fixed = sum(value for value, unknown in values if not unknown)
    # What twice the reversed ones must be; and for the mirror image, in which the chosen ones stay and all others are minus.
    wholes = [total, total - 2 * fixed] if fixed else [total]
    for count in range(1, min(most, len(doubled)) + 1):
        reached = [whole for whole in wholes if sum(doubled[:count]) - tolerance <= whole <= sum(doubled[-count:]) + tolerance]
        for chosen in combinations(range(len(doubled)), count - 1) if reached else ():
            start = chosen[-1] + 1 if chosen else 0
            part = sum(doubled[place] for place in chosen)
            for whole in reached:
                last = bisect_left(doubled, whole - tolerance - part, start)
                if last < len(doubled) and doubled[last] <= whole + tolerance - part:
                    return count
    return None


def weigh(parent: LineKey, children: Weighted, views: Sequence[View]) -> Evidence:
    """Try a sum on every view that prints the parent and all parts.

    Args:
        parent: The line that should be the sum.
        children: Its parts with their weights.
        views: Views of one statement, or joined ones.
    """
    found = []
    evidence = Evidence()
    for view in views:
        cells = cells_of(parent, children, view)
        if cells is not None and all(cell.scale for _, cell in cells):
            found.append((view, cells))
    for chance in independent_views(weigh_cells(evidence, found)):
        evidence.chance *= chance
        evidence.independent += 1
    return evidence


def is_slip(evidence: Evidence, tried: int, smallest: int) -> bool:
    """Whether a sum fails in one view, by what one wrong digit or two exchanged ones make: no accident, but a slip.

    A difference of that form is one in some eighteen for each place; the chance that one of the
    sums tried misses by it stays below one in a hundred.

    Args:
        evidence: What the views say.
        tried: The sums tried.
        smallest: The unit of the figures, in yen.
    """
    if len(evidence.missed) != 1:
        return False
    missed, size = evidence.missed[0]
    digits = str(abs(missed)).rstrip("0")
    exchanged = str(abs(missed) // 9).rstrip("0") if missed % 9 == 0 else "00"
    forms = 36 * len(str(size))
    return (len(digits) == 1 or len(exchanged) == 1) and forms * tried * smallest < SLIP * size


def is_reducible(parent: LineKey, children: Weighted, views: Sequence[View]) -> bool:
    """Whether a part of a sum is nil by itself everywhere: then the sum is two laws, and no law of its own.

    Args:
        parent: The line that is the sum.
        children: Its parts with their weights; with more than `MEMBERS` of them nothing is said.
        views: The views that print them.
    """
    rows = [cells for view in views if (cells := cells_of(parent, children, view))]
    columns = [[weight * (cell.sign or 1) * cell.size for weight, cell in column] for column in zip(*rows, strict=True)]
    used = [column for column in columns if any(column)]
    if len(used) > MEMBERS or any(cell.half for cells in rows for _, cell in cells):
        return False
    sums = numpy.zeros((1, len(rows)), dtype=numpy.int64)
    for column in used:
        sums = numpy.concatenate([sums, sums + numpy.array(column, dtype=numpy.int64)])
    # Nothing and everything are nil; more than these is one too many.
    return int((sums == 0).all(axis=1).sum()) > 2


def other_readings(goal: Sequence[int], lines: Sequence[Sequence[int]]) -> list[set[int]]:
    """The sets of lines that add up to an amount in every view; those that are nil are left out.

    Args:
        goal: The amount in each view.
        lines: The amounts of each line; the last `NEARBY` that are not nil are looked at.

    Returns:
        Places of the lines of each set, `READINGS` at most.
    """
    used = [place for place, amounts in enumerate(lines) if any(amounts)][-NEARBY:]
    sums = numpy.zeros((1, len(goal)), dtype=numpy.int64)
    for place in used:
        sums = numpy.concatenate([sums, sums + numpy.array(lines[place], dtype=numpy.int64)])
    hits = numpy.flatnonzero((sums == numpy.array(goal, dtype=numpy.int64)).all(axis=1))
    return [{place for bit, place in enumerate(used) if int(hit) >> bit & 1} for hit in hits[:READINGS]]


Weighed = list[tuple[float, View, list[int]]]


def independent_views(found: Weighed) -> Iterator[float]:
    """The chances of those views that say something new."""
    best: dict[tuple[str | None, str | None, str], tuple[float, tuple[int, ...]]] = {}
    for chance, view, values in sorted(found, key=lambda entry: entry[0]):
        alone = f"{view.table_id} {view.column}" if None in (view.business, view.stage) else ""
        best.setdefault((view.business, view.stage, alone), (chance, tuple(map(abs, values))))
    kept: dict[tuple[int, ...], float] = {}
    for (business, stage, alone), (chance, values) in best.items():
        beside = [v for (b, s, a), (_, v) in best.items() if s == stage and b not in (business, TOTAL) and not a]
        steps = [v for (b, s, a), (_, v) in best.items() if b == business and s in (BASE, CHANGE) and not a]
        follows = business == TOTAL and is_sum(values, beside) or stage == RESULT and len(steps) == 2 and is_sum(values, steps)
        if alone or not follows:
            kept.setdefault(values, chance)
    yield from kept.values()


def is_sum(values: tuple[int, ...], parts: list[tuple[int, ...]]) -> bool:
    """Whether the figures of a view are the sums of those of others, so that what holds there holds here."""
    return len(parts) > 1 and all(value == sum(column) for value, *column in zip(values, *parts, strict=True))


def independent_rows(found: Weighed) -> Iterator[float]:
    """The chances of those sums whose figures are no combination of others' figures."""
    independent = Independent()
    for chance, _, values in sorted(found, key=lambda entry: entry[0]):
        if independent.adds(dict(enumerate(values))):
            yield chance


def weigh_cells(evidence: Evidence, sums: Sequence[tuple[View, list[tuple[int, Cell]]]], most: int = FLIPS) -> Weighed:
    """Try sums that should all be nil, each of weighted figures, and note what is found.

    Args:
        evidence: Where it is noted.
        sums: The figures with their weights, and the view that they are taken from.
        most: Minus marks that are looked for at most in each.

    Returns:
        For each sum that holds, the chance that it does so by accident, its view and values.
    """
    found: Weighed = []
    for view, cells in sums:
        values = [(weight * (cell.sign or 1) * cell.size, cell.sign is None) for weight, cell in cells]
        if not any(value for value, _ in values):
            evidence.nil.append(view)
            continue
        tolerance = sum(abs(weight) * cell.half for weight, cell in cells)
        flips = fewest_flips(values, tolerance, most)
        if flips is None:
            evidence.fails.append(view)
            evidence.missed.append((sum(value for value, _ in values), max(abs(value) for value, _ in values)))
            continue
        evidence.holds.append(view)
        evidence.flips += flips
        free = sum(unknown and value != 0 for value, unknown in values)
        patterns = sum(comb(free, count) for count in range(flips + 1))
        # Round amounts meet more easily: the zeros that all end with leave fewer places to miss.
        size = max(abs(value) for value, _ in values)
        step = 10 ** trailing_zeros(gcd(*(value for value, _ in values)))
        found.append((min(1.0, patterns * (2 * tolerance + step) / size), view, [value for value, _ in values]))
    return found


def trailing_zeros(amount: int) -> int:
    """The zeros that an amount other than nil ends with."""
    return len(str(amount)) - len(str(amount).rstrip("0"))


def cells_of(parent: LineKey, children: Weighted, view: View) -> list[tuple[int, Cell]] | None:
    """The figures of a sum in a view with the weights that bring it to nil; None if one is missing."""
    cells = []
    for key, weight in [(parent, -1), *children]:
        cell = view.cells.get(key)
        if cell is None:
            return None
        cells.append((weight, cell))
    return cells


class Independent:
    """Counts vectors that are no combination of the earlier ones, modulo a large prime."""

    def __init__(self) -> None:
        self.rows: dict[int, dict[int, int]] = {}

    def adds(self, vector: Mapping[int, int]) -> bool:
        """Whether a vector (place to value) is independent of those before; then it is kept."""
        rest = self.reduced(vector)
        if not rest:
            return False
        pivot = min(rest)
        inverse = pow(rest[pivot], -1, PRIME)
        self.rows[pivot] = {place: value * inverse % PRIME for place, value in rest.items()}
        return True

    def reduced(self, vector: Mapping[int, int]) -> dict[int, int]:
        """What the earlier vectors leave of a vector; empty if it follows from them."""
        rest = {place: value % PRIME for place, value in vector.items() if value % PRIME}
        while True:
            pivot = min((place for place in rest if place in self.rows), default=None)
            if pivot is None:
                return rest
            factor = rest[pivot]
            for place, value in self.rows[pivot].items():
                left = (rest.get(place, 0) - factor * value) % PRIME
                if left:
                    rest[place] = left
                else:
                    rest.pop(place, None)
