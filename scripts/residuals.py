"""A document under changes: its figures, its checks, and which of them fail.

Each check is a weighted sum of figures with an interval for its residual; all is exact, in
integers.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

# How a check reads a figure: with its sign, without it, or only whether it is negative.
SIGNED, UNSIGNED, NEGATIVE = "signed", "unsigned", "negative"
# The family of the checks that are not laws of the document, but a second keying of it.
CONTROL_TOTAL = "control_total"
# What a repaired check of one figure, and a broken check, count.
TELLING, BROKEN = 24, 12


class Figure(NamedTuple):
    """A printed figure: its place, its signed amount, and the amount that its cell says.

    The two differ where a minus is not printed at the figure (restored, or said by a word).
    """

    figure_id: str
    table_id: str
    row_no: int
    column_no: int
    amount: int
    printed: int


class Term(NamedTuple):
    """A figure in a check: the residual grows by the weight times the figure, as read."""

    check_id: str
    figure_id: str
    weight: int
    reading: str = SIGNED


class Check(NamedTuple):
    """A check: it holds if its residual lies in its interval.

    `rounded_figure` is the figure whose rounding the interval is: half a unit is rounded
    away from zero, so that the ends depend on its sign, and `half_unit` says how far they reach.
    """

    check_id: str
    family: str
    residual: int
    lower: int = 0
    upper: int = 0
    rounded_figure: str | None = None
    half_unit: int = 0



class State:
    """A document under changes: amounts, residuals, and which checks fail."""

    def __init__(self, figures: list[Figure], terms: Iterable[Term], checks: list[Check]) -> None:
        self.figures, self.checks = figures, checks
        self.number = {figure.figure_id: n for n, figure in enumerate(figures)}
        self.amounts = [figure.amount for figure in figures]
        index = {check.check_id: n for n, check in enumerate(checks)}
        self.of_figure: list[list[tuple[int, int, str]]] = [[] for _ in figures]
        self.of_check: list[list[int]] = [[] for _ in checks]
        for check_id, figure_id, weight, reading in terms:
            if check_id in index and figure_id in self.number:
                check, figure = index[check_id], self.number[figure_id]
                self.of_figure[figure].append((check, weight, reading))
                self.of_check[check].append(figure)
        self.telling = [
            max(1, TELLING // max(1, len(members))) if check.family != CONTROL_TOTAL else TELLING // 4
            for check, members in zip(checks, self.of_check, strict=True)
        ]
        self.residual = [check.residual for check in checks]
        self.lower = [check.lower for check in checks]
        self.upper = [check.upper for check in checks]
        self.rounded = [self.number.get(check.rounded_figure or "", -1) for check in checks]
        self.is_law = [check.family != CONTROL_TOTAL for check in checks]
        self.failing = {c for c in range(len(checks)) if not self.holds(c, self.residual[c])}
        self.at = {(f.table_id, f.row_no, f.column_no): n for n, f in enumerate(figures)}

    def holds(self, check: int, residual: int) -> bool:
        return self.lower[check] <= residual <= self.upper[check]

    def bounds(self, check: int, figure: int, amount: int) -> tuple[int, int]:
        """The interval of a check if a figure had an amount."""
        if self.rounded[check] != figure:
            return self.lower[check], self.upper[check]
        half = self.checks[check].half_unit
        weight = next(w for c, w, _ in self.of_figure[figure] if c == check)
        sign = (amount > 0) - (amount < 0) if weight > 0 else (amount < 0) - (amount > 0)
        return -half + (sign >= 0), half - (sign <= 0)

    @staticmethod
    def read(amount: int, reading: str) -> int:
        if reading == SIGNED:
            return amount
        return abs(amount) if reading == UNSIGNED else 2 * min(amount, 0)

    def effect(self, changes: Iterable[tuple[int, int]]) -> tuple[int, int, int]:
        """How many failed checks changes repair, how many others they break, and how telling that is.

        A check of few figures is not likely to hold two wrong ones, and tells more.
        """
        moved: dict[int, int] = {}
        ends: dict[int, tuple[int, int]] = {}
        for figure, amount in changes:
            old = self.amounts[figure]
            for check, weight, reading in self.of_figure[figure]:
                step = weight * (
                    amount - old
                    if reading == SIGNED
                    else self.read(amount, reading) - self.read(old, reading)
                )
                moved[check] = moved.get(check, self.residual[check]) + step
                if self.rounded[check] == figure:
                    ends[check] = self.bounds(check, figure, amount)
        repaired = broken = weight = 0
        for check, residual in moved.items():
            lower, upper = ends.get(check, (self.lower[check], self.upper[check]))
            if lower <= residual <= upper:
                if check in self.failing:
                    repaired += 1
                    weight += self.telling[check]
            elif check not in self.failing:
                broken += 1
                weight -= BROKEN
        return repaired, broken, weight

    def apply(self, changes: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
        """Change amounts; returns the changes that undo it."""
        undo = []
        for figure, amount in changes:
            old = self.amounts[figure]
            undo.append((figure, old))
            self.amounts[figure] = amount
            for check, weight, reading in self.of_figure[figure]:
                self.residual[check] += weight * (self.read(amount, reading) - self.read(old, reading))
                if self.rounded[check] == figure:
                    self.lower[check], self.upper[check] = self.bounds(check, figure, amount)
                if self.holds(check, self.residual[check]):
                    self.failing.discard(check)
                else:
                    self.failing.add(check)
        return undo[::-1]

    def steps(self, checks: Iterable[int], figure: int, amount: int) -> tuple[int, ...]:
        """By how much an amount of a figure moves the residuals of some checks."""
        old, moved = self.amounts[figure], {}
        for check, weight, reading in self.of_figure[figure]:
            moved[check] = moved.get(check, 0) + weight * (self.read(amount, reading) - self.read(old, reading))
        return tuple(moved.get(check, 0) for check in checks)

    def solve(self, check: int, figure: int, weight: int, reading: str) -> list[int]:
        """The amounts of a figure with which, all else equal, a check would hold: the nearest ones."""
        old = self.amounts[figure]
        if reading == NEGATIVE:
            return [-old]
        need_low, need_high = self.lower[check] - self.residual[check], self.upper[check] - self.residual[check]
        if self.rounded[check] == figure:
            # The interval of a rounded print depends on the sign that it will have.
            half = self.checks[check].half_unit
            need_low, need_high = -half - self.residual[check], half - self.residual[check]
        if weight < 0:
            need_low, need_high = -need_high, -need_low
        low, high = -(-need_low // abs(weight)), need_high // abs(weight)
        steps = {low, high} if low <= high and high - low < 2 else {low if low > 0 else high}
        if low > high:
            return []
        if reading == SIGNED:
            return [old + step for step in steps]
        sizes = [abs(old) + step for step in steps if abs(old) + step >= 0]
        return [size * sign for size in sizes for sign in ((1, -1) if old >= 0 else (-1, 1))]

    def candidates(self, figure: int) -> set[int]:
        """The amounts of a figure that satisfy one of its failed checks, and its mirror image."""
        found = {-self.amounts[figure]}
        for check, weight, reading in self.of_figure[figure]:
            if check in self.failing:
                found.update(self.solve(check, figure, weight, reading))
        found.discard(self.amounts[figure])
        return found
