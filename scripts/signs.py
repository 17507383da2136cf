"""Minus marks that a source lost, deduced from the digits alone.

A law that leaves a figure only one possible sign fixes it, until nothing changes (deductive
correction of sign errors, Scholtus 2008). Sums are homogeneous, so that all signs of figures
that laws link could be reversed at once: the largest of them is read as positive, and so is
every later one that nothing fixes; those are listed as not forced.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from heapq import heapify, heappop, heappush

from decoder import CONTROL_TOTAL, NEGATIVE, SIGNED, Check, Figure, Term

# More open members than this, and a law is judged by the bounds of its sum alone.
OPEN_MEMBERS = 12


@dataclass(frozen=True)
class Law:
    """A law over magnitudes: the sum of signed members, and a constant, lies in an interval."""

    check_id: str
    members: tuple[tuple[int, int], ...]
    constant: int
    lower: int
    upper: int

    def possible(self, signs: dict[int, int]) -> dict[int, set[int]] | None:
        """The signs that each open member can have; None if no signs satisfy the law."""
        known = self.constant + sum(value * signs[n] for n, value in self.members if n in signs)
        members = [(n, value) for n, value in self.members if n not in signs]
        behind = [{0}]
        for _, value in reversed(members):
            behind.append({total + sign * value for total in behind[-1] for sign in (1, -1)})
        behind.reverse()
        ahead, found = {known}, {}
        for place, (n, value) in enumerate(members):
            rest = behind[place + 1]
            found[n] = {sign for sign in (1, -1) if self.meets({t + sign * value for t in ahead}, rest)}
            ahead = {total + sign * value for total in ahead for sign in (1, -1)}
        if not members and not self.lower <= known <= self.upper:
            return None
        return None if any(not signs for signs in found.values()) else found

    def within_bounds(self, signs: dict[int, int]) -> dict[int, set[int]] | None:
        """Like `possible`, by the largest and the smallest sum that the other open members can have.

        A total that is as large as all its parts together fixes every one of them, however many.
        """
        known = self.constant + sum(value * signs[n] for n, value in self.members if n in signs)
        members = [(n, value) for n, value in self.members if n not in signs]
        room = sum(abs(value) for _, value in members)
        found = {}
        for n, value in members:
            rest = room - abs(value)
            found[n] = {
                sign for sign in (1, -1) if known + sign * value - rest <= self.upper and known + sign * value + rest >= self.lower
            }
        return None if any(not signs for signs in found.values()) else found

    def meets(self, ahead: set[int], behind: set[int]) -> bool:
        """Whether a sum of one from each lies in the interval."""
        if self.lower == self.upper:
            small, large = sorted((ahead, behind), key=len)
            return any(self.lower - total in large for total in small)
        return any(self.lower <= one + two <= self.upper for one in ahead for two in behind)


@dataclass
class Signs:
    """What was deduced.

    Attributes:
        negative: Figures that a law forces to be negative, each with that law's check.
        not_forced: Figures other than zero that were read as positive, and could be negative.
        broken: Checks that no signs satisfy: there a digit, not only a sign, is wrong.
        assumed: What each figure of `not_forced` brought with it, in the order in which they
            were read as positive: the figures that a law fixes since then. Under "" stand those
            that need no such reading.
    """

    negative: dict[str, str]
    not_forced: list[str]
    broken: list[str]
    assumed: dict[str, list[str]]


def read_laws(figures: list[Figure], terms: Iterable[Term], checks: Iterable[Check]) -> tuple[list[Law], set[int]]:
    """The laws over magnitudes, and the figures whose sign a law states to be as read."""
    number = {figure.figure_id: n for n, figure in enumerate(figures)}
    by_check: dict[str, list[tuple[int, int]]] = defaultdict(list)
    stated: set[int] = set()
    for term in terms:
        if term.reading == SIGNED:
            by_check[term.check_id].append((number[term.figure_id], term.weight))
        elif term.reading == NEGATIVE:
            stated.add(number[term.figure_id])
    laws = []
    for check in checks:
        members = by_check.get(check.check_id, [])
        if check.family == CONTROL_TOTAL or not members:
            continue
        lower, upper = (-check.half_unit, check.half_unit) if check.rounded_figure else (check.lower, check.upper)
        constant = check.residual - sum(weight * figures[n].amount for n, weight in members)
        sized = tuple((n, weight * abs(figures[n].amount)) for n, weight in members if figures[n].amount)
        if sized:
            laws.append(Law(check.check_id, sized, constant, lower, upper))
    return laws, stated


def deduce(figures: list[Figure], terms: Iterable[Term], checks: Iterable[Check]) -> Signs:
    """The minus marks that the laws of a document force, its amounts read without the lost ones.

    Args:
        figures: Its figures; one that prints a minus, or whose minus a word says, keeps it.
        terms: Which figure stands in which check.
        checks: Its checks, with the residuals that the figures give.
    """
    laws, stated = read_laws(figures, terms, checks)
    of_figure: dict[int, list[int]] = defaultdict(list)
    for place, law in enumerate(laws):
        for n, _ in law.members:
            of_figure[n].append(place)
    signs: dict[int, int] = {}
    forced_by: dict[int, str] = {}
    assumed: set[int] = set()
    broken: set[int] = set()
    brought: list[str] = []
    assumptions: dict[str, list[str]] = {"": brought}

    # Members of each law whose sign is open; the law of the fewest is judged first.
    open_members = [len(law.members) for law in laws]

    def fix(n: int, sign: int) -> None:
        signs[n] = sign
        for place in of_figure[n]:
            open_members[place] -= 1

    def follow(places: Iterable[int], brought: list[str]) -> None:
        queue = [(open_members[place], place) for place in places]
        heapify(queue)
        waiting = {place for _, place in queue}
        while queue:
            count, place = heappop(queue)
            if place not in waiting or count != open_members[place]:
                continue
            waiting.discard(place)
            law = laws[place]
            possible = law.within_bounds(signs) if count > OPEN_MEMBERS else law.possible(signs)
            if possible is None:
                broken.add(place)
                continue
            for n, choice in possible.items():
                if len(choice) == 1:
                    fix(n, *choice)
                    forced_by[n] = law.check_id
                    brought.append(figures[n].figure_id)
                    again = {p for p in of_figure[n] if p != place and p not in broken}
                    waiting |= again
                    for other in of_figure[n]:
                        if other in waiting:
                            heappush(queue, (open_members[other], other))

    for n, figure in enumerate(figures):
        if figure.amount < 0 or (figure.amount and (figure.printed != figure.amount or n in stated)):
            fix(n, -1 if figure.amount < 0 else 1)
    for place, law in enumerate(laws):
        # A law that no signs satisfy says nothing about them.
        if len(law.members) <= OPEN_MEMBERS and law.possible({}) is None:
            broken.add(place)
    follow(set(range(len(laws))) - broken, brought)
    for n in sorted(range(len(figures)), key=lambda n: (-abs(figures[n].amount) * len(of_figure[n]), n)):
        if figures[n].amount and n not in signs:
            fix(n, 1)
            assumed.add(n)
            brought = assumptions.setdefault(figures[n].figure_id, [])
            follow({p for p in of_figure[n] if p not in broken}, brought)
    fixed = {n: sign for n, sign in signs.items() if n in forced_by}
    return Signs(
        {figures[n].figure_id: law_of(n, laws, of_figure, signs, forced_by) for n in sorted(fixed) if signs[n] < 0},
        [figures[n].figure_id for n in sorted(assumed)],
        [laws[place].check_id for place in sorted(broken)],
        assumptions,
    )


def law_of(n: int, laws: list[Law], of_figure: dict[int, list[int]], signs: dict[int, int], forced_by: dict[int, str]) -> str:
    """The law of fewest members that holds with a figure's sign, and would not without it."""
    best: tuple[int, str] | None = None
    for place in of_figure[n]:
        law = laws[place]
        total = law.constant + sum(value * signs[m] for m, value in law.members if m in signs)
        other = total - 2 * signs[n] * dict(law.members)[n]
        if law.lower <= total <= law.upper and not law.lower <= other <= law.upper:
            # Two prints that agree say less about a sign than a sum does.
            rank = (len(law.members) == 2, len(law.members))
            if best is None or (rank, law.check_id) < best:
                best = (rank, law.check_id)
    return best[1] if best else forced_by[n]
