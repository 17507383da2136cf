"""The slips of people, of OCR and of PDF extraction: what turns right figures into wrong ones.

A slip changes one figure (a digit, a sign, zeros, the figure of a neighbouring cell) or several at
once (figures or whole lines exchanged, moved by one place, read twice or left out). It counts as
one, however many figures it moves; its cost, and its words, are data (`slips`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import NamedTuple

from residuals import SIGNED, State

# Slips that move several figures at once.
SWAPPED, LINES_SWAPPED, SHIFTED = "swapped", "lines_swapped", "shifted"
LINE_REPEATED, LINE_OMITTED, NEIGHBOUR, OTHER = "line_repeated", "line_omitted", "neighbour", "other"

# A cell, or a whole row or column: its figures by position, None where there is none.
Unit = tuple[int | None, ...]
Changes = list[tuple[int, int]]


class Slip(NamedTuple):
    """A kind of slip with its cost; `pairs` are the digits that it takes for each other."""

    implausibility: int
    pairs: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Event:
    """One slip: its kind, the amounts that undo it, each with its figure, and its cost."""

    slip: str
    changes: tuple[tuple[int, int], ...]
    implausibility: int


class Reader:
    """Recognises slips in a document, as its figures first stood."""

    def __init__(self, state: State, slips: Mapping[str, Slip]) -> None:
        self.state, self.slips = state, slips
        self.original = list(state.amounts)

    # ---- one figure ----------------------------------------------------------------------

    def single(self, figure: int, amount: int) -> Event:
        """The change of one figure as the likeliest slip that it can be."""
        old = self.original[figure]
        kinds = set(digit_slips(old, amount, self.slips))
        if any(abs(self.original[near]) == abs(old) for near in self.beside(figure)):
            kinds.add(NEIGHBOUR)
        kind = min(kinds | {OTHER}, key=lambda name: (self.slips[name].implausibility, name))
        return Event(kind, ((figure, amount),), self.slips[kind].implausibility)

    def beside(self, figure: int) -> list[int]:
        """The figures beside, above and below."""
        at = self.state.figures[figure]
        steps = ((-1, 0), (1, 0), (0, -1), (0, 1))
        near = (self.state.at.get((at.table_id, at.row_no + r, at.column_no + c)) for r, c in steps)
        return [other for other in near if other is not None]

    def said(self, place: int, source: int) -> int:
        """The amount of a place if its cell said what another says; a mark that no cell prints stays."""
        here = self.state.figures[place]
        unprinted = -1 if here.amount == -here.printed and here.amount else 1
        return self.state.figures[source].printed * unprinted

    def events(self, changes: Iterable[tuple[int, int]]) -> list[Event]:
        """Changes as slips: two neighbours that take each other's figures are one."""
        left = dict(sorted(changes))
        found = []
        for one, two in combinations(list(left), 2):
            if one in left and two in left and two in self.beside(one):
                if abs(left[one]) == abs(self.said(one, two)) and abs(left[two]) == abs(self.said(two, one)):
                    found.append(self.event(SWAPPED, [(one, left.pop(one)), (two, left.pop(two))]))
        return found + [self.single(figure, amount) for figure, amount in left.items()]

    def event(self, slip: str, changes: Changes) -> Event:
        """A slip of several figures."""
        return Event(slip, tuple(changes), self.slips[slip].implausibility)

    # ---- several figures -----------------------------------------------------------------

    def several(self) -> list[Event]:
        """The slips of several figures that repair more than twice as many checks as they break."""
        state = self.state
        by_law = {figure for c in state.failing if state.is_law[c] for figure in state.of_check[c]}
        of_laws = {state.figures[figure].table_id for figure in by_law}
        touched = by_law | {
            figure
            for check in state.failing
            for figure in state.of_check[check]
            if state.figures[figure].table_id not in of_laws
        }
        found: dict[tuple, Event] = {}
        for units in self.strands({state.figures[figure].table_id for figure in touched}):
            near = [not touched.isdisjoint(unit) for unit in units]
            tried = (
                *self.exchanged(units, near),
                *self.moved(units, near, LINE_REPEATED),
                *self.moved(units[::-1], near[::-1], LINE_OMITTED),
                *self.repeated(units, near),
            )
            for slip, changes in tried:
                repaired, broken, _ = state.effect(changes)
                if repaired > broken and any(self.unprinted(figure) for figure, _ in changes):
                    changes = self.signed(changes)
                    repaired, broken, _ = state.effect(changes)
                if repaired > 2 * broken and self.is_needed(changes, repaired - broken):
                    found.setdefault(tuple(sorted(changes)), self.event(slip, changes))
        return list(found.values())

    def is_needed(self, changes: Changes, gained: int) -> bool:
        """Whether no change of a single figure does as much as all of them: the others then repair nothing."""
        alone = (self.state.effect((change,)) for change in changes)
        return len(changes) > 1 and all(repaired - broken < gained for repaired, broken, _ in alone)

    def strands(self, tables: set[str]) -> Iterator[list[Unit]]:
        """Of each table: the cells of each row and of each column, its rows, and its columns."""
        places: dict[str, dict[tuple[int, int], int]] = defaultdict(dict)
        for (table, row, column), figure in self.state.at.items():
            if table in tables:
                places[table][row, column] = figure
        for table in sorted(places):
            rows, columns = (sorted(set(numbers)) for numbers in zip(*places[table], strict=True))
            by_row = [tuple(places[table].get((row, column)) for column in columns) for row in rows]
            by_column = list(zip(*by_row, strict=True))
            for lines in (by_row, by_column):
                for line in lines:
                    yield [(figure,) for figure in line if figure is not None]
                if len(lines[0]) > 1:
                    yield lines

    def taken(self, to: Unit, source: Unit) -> Changes:
        """What changes if a unit said what another says."""
        pairs = ((t, self.said(t, s)) for t, s in zip(to, source, strict=True) if t is not None and s is not None)
        return [(figure, amount) for figure, amount in pairs if amount != self.state.amounts[figure]]

    def exchanged(self, units: list[Unit], near: list[bool]) -> Iterator[tuple[str, Changes]]:
        """Two neighbours that say what the other should, and any two lines that are much in doubt."""
        lines = len(units[0]) > 1
        doubted = [lines and sum(self.in_doubt(figure) for figure in unit) > 1 for unit in units]
        for one, two in combinations(range(len(units)), 2):
            if not (two == one + 1 and (near[one] or near[two]) or doubted[one] and doubted[two]):
                continue
            if not lines:
                yield SWAPPED, self.taken(units[one], units[two]) + self.taken(units[two], units[one])
                continue
            positions = [
                self.taken((a,), (b,)) + self.taken((b,), (a,)) for a, b in zip(units[one], units[two], strict=True)
            ]
            telling = [n for n, changes in enumerate(positions) if changes and self.state.effect(changes)[0]]
            first, last = (telling[0], telling[-1] + 1) if telling else (0, len(positions))
            # As much of the lines as is in doubt, or, since checks do not see what cancels, the rest.
            for part in (positions, positions[first:last], positions[:first] + positions[last:]):
                changes = [change for changes in part for change in changes]
                yield LINES_SWAPPED if len(changes) > 2 else SWAPPED, changes

    def moved(self, units: list[Unit], near: list[bool], slip: str) -> Iterator[tuple[str, Changes]]:
        """Runs of which each says what the one before should; what the next one should say is deduced.

        Args:
            units: Cells or lines, in the direction in which they were moved.
            near: Which of them have a figure in a failed check.
            slip: What it is called where whole lines are moved.
        """
        steps = [self.taken(one, two) for one, two in zip(units, units[1:], strict=False)]
        telling = [
            near[n] and bool(step) and 2 * max(self.state.effect(s)[0] for s in (step, opposite(step))) >= len(step)
            for n, step in enumerate(steps)
        ]
        start = 0
        while start < len(steps):
            end = start
            last = None
            while end < len(steps) and (telling[end] or not steps[end]):
                last = end if telling[end] else last
                end += 1
            # The ends of a run may only look moved.
            ends = {(start + n, last - m) for n in range(4) for m in range(4) if n * m == 0} if last is not None else ()
            for first, final in sorted(ends):
                changes = [change for step in steps[first : max(first, final + 1)] for change in step]
                lost = self.deduced(changes, units[final + 1]) if changes else []
                if len(units[0]) == 1:
                    yield SHIFTED if len(changes) > 1 else NEIGHBOUR, changes + lost
                elif len(changes) > max(2, len(lost)):
                    yield slip, changes + lost
            start = end + 1

    def repeated(self, units: list[Unit], near: list[bool]) -> Iterator[tuple[str, Changes]]:
        """Lines that say what the line beside them says; what they should say is deduced."""
        for one, two in zip(range(len(units)), range(1, len(units)), strict=False):
            if len(units[one]) < 2 or not (near[one] or near[two]):
                continue
            both = [(a, b) for a, b in zip(units[one], units[two], strict=True) if a is not None and b is not None]
            amounts = [(abs(self.original[a]), abs(self.original[b])) for a, b in both]
            if all(a == b for a, b in amounts) and len({a for a, _ in amounts if a}) > 2:
                for line in (units[one], units[two]):
                    yield LINE_REPEATED, self.deduced([], line)

    def in_doubt(self, figure: int | None) -> bool:
        """Whether at least half of the laws of a figure fail."""
        state = self.state
        if figure is None:
            return False
        laws = [c for c, _, reading in state.of_figure[figure] if state.is_law[c] and reading == SIGNED]
        return 0 < len(laws) <= 2 * sum(check in state.failing for check in laws)

    def signed(self, changes: Changes) -> Changes:
        """The same amounts, with the other sign where no cell prints it and that repairs more than it breaks."""
        undo = self.state.apply(changes)
        found = []
        for figure, amount in changes:
            repaired, broken, _ = self.state.effect(((figure, -amount),)) if self.unprinted(figure) else (0, 0, 0)
            if repaired > broken:
                amount = -amount
                self.state.apply(((figure, amount),))
            found.append((figure, amount))
        self.state.apply(undo)
        return found

    def unprinted(self, figure: int) -> bool:
        """Whether the cell of a figure may not say its sign: it says nothing, or not this sign."""
        at = self.state.figures[figure]
        return at.amount == 0 or at.amount == -at.printed

    def deduced(self, changes: Changes, lost: Unit) -> Changes:
        """What the laws say of figures that were lost, after some changes."""
        state = self.state
        undo = state.apply(changes)
        found = []
        for figure in lost:
            if figure is None:
                continue
            options = [(state.effect(((figure, amount),)), amount) for amount in state.candidates(figure)]
            good = [(weight, -broken, amount) for (repaired, broken, weight), amount in options if repaired > broken]
            if good:
                undo = state.apply(((figure, max(good)[2]),)) + undo
                found.append((figure, max(good)[2]))
        state.apply(undo)
        return found


def opposite(changes: Changes) -> Changes:
    """The same changes with the other signs."""
    return [(figure, -amount) for figure, amount in changes]


def digit_slips(old: int, new: int, slips: Mapping[str, Slip]) -> Iterator[str]:
    """The slips of digits and signs that turn the right amount `new` into `old`."""
    if old == -new:
        yield "sign"
    if (old < 0) != (new < 0) and old and new:
        return
    wrong, right = str(abs(old)), str(abs(new))
    if abs(old - new) == 1:
        yield "rounding"
    small, large = sorted((abs(old), abs(new)))
    if small and large > small and large % small == 0 and str(large // small).strip("0") == "1":
        yield "thousands" if large // small in (1_000, 1_000_000) else "power_of_ten"
    if len(wrong) == len(right):
        different = [n for n in range(len(wrong)) if wrong[n] != right[n]]
        if len(different) == 1:
            yield "one_digit"
            if "".join(sorted(wrong[different[0]] + right[different[0]])) in slips["alike_digit"].pairs:
                yield "alike_digit"
        if len(different) == 2 and different[1] == different[0] + 1:
            one, two = different
            if wrong[one] == right[two] and wrong[two] == right[one]:
                yield "transposed"
    elif len(wrong) + 1 == len(right) and right != wrong + "0":
        if any(right[:n] + right[n + 1 :] == wrong for n in range(len(right))):
            yield "digit_dropped"
    elif len(wrong) == len(right) + 1 and wrong != right + "0":
        gone = [n for n in range(len(wrong)) if wrong[:n] + wrong[n + 1 :] == right]
        if gone:
            yield "digit_doubled" if len(gone) > 1 else "digit_added"


def slipped(amount: int) -> set[int]:
    """The amounts from which one slip of a digit, of zeros or of the sign makes this one."""
    digits, sign = str(abs(amount)), -1 if amount < 0 else 1
    near = {digits + "0", digits + "000", digits[:-1], digits[:-3]}
    for n in range(len(digits)):
        near.add(digits[:n] + digits[n + 1 :])
        near.add(digits[:n] + digits[n + 1 : n + 2] + digits[n] + digits[n + 2 :])
        near.update(digits[:n] + d + digits[n + 1 :] for d in "0123456789")
        near.update(digits[:n] + d + digits[n:] for d in "0123456789")
    found = {sign * int(text) for text in near if text} | {-amount, amount + 1, amount - 1}
    found.discard(amount)
    return found
