"""Locate wrong figures: the checks of a document are an error-correcting code, decoded here.

Each check is a weighted sum of figures with an interval for its residual. A set of changed
figures explains the failed checks if every check then holds (Fellegi and Holt, 1976); wanted
is the set of the fewest slips, and among sets of as few the likeliest. `decode` finds a set
fast (the change that repairs most checks and breaks fewest, again and again), then searches
around every part of it exhaustively, with a bound: checks that share no figure need a slip
each. What it returns satisfies every check in integers; it changes nothing.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import combinations
from typing import NamedTuple

# How a check reads a figure: with its sign, without it, or only whether it is negative.
SIGNED, UNSIGNED, NEGATIVE = "signed", "unsigned", "negative"
# What is wrong: the transcription; the second keying; the document itself; or, where there
# is no second keying, one of the first and the last.
TRANSCRIPTION, KEYING, DOCUMENT, OPEN = "transcription", "second_keying", "document", "open"
CONTROL_TOTAL = "control_total"
# Slips that move several figures at once.
SWAPPED, SHIFTED, LINES_SWAPPED = "swapped", "shifted", "lines_swapped"
# What a repaired check of one figure, and a broken check, count beside the cost of a slip.
TELLING, BROKEN = 24, 12
# What a check that still fails costs an explanation, beside ten for a slip.
LEFT = 25
# Nodes of the exhaustive search around one part of an explanation.
NODES = 3000
# Alternatives of a part that are written.
ALTERNATIVES = 20
# Figures of a part that the search replaces at once; a larger one is not searched whole.
PART = 6


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


class Slip(NamedTuple):
    """A kind of slip with its cost; `pairs` are the digits that it takes for each other."""

    implausibility: int
    pairs: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Event:
    """One slip: its kind and the amounts that undo it, by figure."""

    slip: str
    changes: tuple[tuple[int, int], ...]
    implausibility: int


@dataclass(frozen=True)
class Change:
    """A figure of one of the alternatives of a part of the explanation.

    Parts share no failed check and are explained apart; the alternatives of a part are
    ranked, the likeliest first, and the first of each part together explain the document.
    """

    part: int
    rank: int
    slip_no: int
    figure_id: str
    proposed: int
    slip: str
    source: str
    certainty: str
    is_minimal: bool
    alternatives: int
    checks_repaired: int


@dataclass
class Result:
    """What `decode` found.

    Changes of figures; numbers of the second keying that would have to be others (the check,
    and by how much more); and checks that nothing explains, with what they may be wrong about.
    """

    changes: list[Change] = field(default_factory=list)
    keying: list[tuple[str, int]] = field(default_factory=list)
    unexplained: list[tuple[str, str]] = field(default_factory=list)


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


class Decoder:
    """Searches the explanations of one document's failed checks."""

    def __init__(self, state: State, slips: Mapping[str, Slip], seconds: float) -> None:
        self.state, self.slips = state, slips
        self.deadline = time.monotonic() + seconds
        self.original = list(state.amounts)

    # ---- slips ---------------------------------------------------------------------------

    def recognise(self, figure: int, amount: int) -> tuple[str, int]:
        """The likeliest slip that turns an amount into the figure's, and its cost."""
        old = self.original[figure]
        kinds = set(digit_slips(old, amount, self.slips))
        place = self.state.figures[figure]
        around = ((-1, 0), (1, 0), (0, -1), (0, 1))
        near = [self.state.at.get((place.table_id, place.row_no + r, place.column_no + c)) for r, c in around]
        if any(n is not None and abs(self.original[n]) == abs(old) for n in near):
            kinds.add("neighbour")
        kind = min(kinds | {"other"}, key=lambda name: (self.slips[name].implausibility, name))
        return kind, self.slips[kind].implausibility

    def single(self, figure: int, amount: int) -> Event:
        slip, cost = self.recognise(figure, amount)
        return Event(slip, ((figure, amount),), cost)

    def moved_to(self, place: int, taken_from: int) -> int:
        """The amount of a place if its cell said what another cell says; its own minus mark stays."""
        here, there = self.state.figures[place], self.state.figures[taken_from]
        hidden = -1 if here.amount == -here.printed and here.amount else 1
        return there.printed * hidden

    def promising(self) -> list[Event]:
        """The slips of several cells that repair more checks than they break."""
        state = self.state
        in_doubt = set()
        for figure in {f for check in state.failing for f in state.of_check[check]}:
            bound = [c for c, _, reading in state.of_figure[figure] if state.is_law[c] and reading == SIGNED]
            # A figure of which most laws hold is right.
            if 2 * len(state.failing.intersection(bound)) >= len(bound):
                in_doubt.add(figure)
        found = []
        for event in self.events(in_doubt):
            repaired, broken, _ = state.effect(event.changes)
            if repaired > 2 * broken:
                found.append(event)
        return found

    def events(self, in_doubt: set[int]) -> Iterator[Event]:
        """Exchanged cells and lines, and moved lines, where cells are in doubt."""
        tables = {self.state.figures[figure].table_id for figure in in_doubt}
        grid: dict[tuple[str, bool], dict[int, dict[int, int]]] = defaultdict(lambda: defaultdict(dict))
        for number, figure in enumerate(self.state.figures):
            if figure.table_id in tables:
                grid[figure.table_id, True][figure.row_no][figure.column_no] = number
                grid[figure.table_id, False][figure.column_no][figure.row_no] = number
        for lines in grid.values():
            doubted = {number: line for number, line in lines.items() if not in_doubt.isdisjoint(line.values())}
            for line_no, line in doubted.items():
                cells = [line[position] for position in sorted(line) if line[position] in in_doubt]
                for one, two in zip(cells, cells[1:], strict=False):
                    yield from self.permuted(SWAPPED, ((one, two), (two, one)))
                for run in (cells, cells[::-1]):
                    for start in range(len(run) - 1):
                        for end in range(start + 2, len(run)):
                            moves = tuple(zip(run[start:end], run[start + 1 : end + 1], strict=True))
                            yield from self.permuted(SHIFTED, moves)
                            yield from self.permuted(SHIFTED, (*moves, (run[end], run[start])))
                for other_no, beside in doubted.items():
                    both = sorted(set(line) & set(beside)) if other_no > line_no else []
                    doubtful = [p for p in both if line[p] in in_doubt and beside[p] in in_doubt]
                    if len(both) > 2 and len(doubtful) > 1:
                        for part in (both, both[:-1], both[1:], doubtful) if len(doubtful) > 2 else (both,):
                            yield from self.permuted(
                                LINES_SWAPPED,
                                [pair for p in part for pair in ((line[p], beside[p]), (beside[p], line[p]))],
                            )

    def permuted(self, slip: str, moves: Iterable[tuple[int, int]]) -> Iterator[Event]:
        changes = tuple((to, amount) for to, source in moves if (amount := self.moved_to(to, source)) != self.state.amounts[to])
        if len(changes) > 1:
            yield Event(slip, changes, self.slips[slip].implausibility)

    # ---- a first explanation, fast -----------------------------------------------------

    def climb(self, banned: frozenset[tuple[int, int]] = frozenset()) -> list[Event]:
        """Take the change that repairs most checks and breaks fewest, again and again.

        Args:
            banned: Changes that must not be taken, each a figure and its amount.
        """
        state = self.state
        found: list[Event] = []
        changed: set[int] = set()
        best: dict[int, tuple[tuple[int, int], Event]] = {}
        dirty = {f for check in state.failing for f in state.of_check[check]}
        groups = self.promising()
        while state.failing and time.monotonic() < self.deadline:
            for figure in dirty:
                best.pop(figure, None)
                if figure in changed:
                    continue
                for amount in state.candidates(figure):
                    repaired, broken, weight = state.effect(((figure, amount),))
                    if repaired > broken and (figure, amount) not in banned:
                        slip, cost = self.recognise(figure, amount)
                        score = (weight - 2 * cost, -broken)
                        if figure not in best or score > best[figure][0]:
                            best[figure] = (score, Event(slip, ((figure, amount),), cost))
            top, choice = max(best.values(), key=lambda found: (found[0], found[1].changes), default=((-99, 0), None))
            if choice is None:
                groups = self.promising()
            for event in groups:
                if changed.isdisjoint(figure for figure, _ in event.changes) and banned.isdisjoint(event.changes):
                    repaired, broken, weight = state.effect(event.changes)
                    score = (weight - 2 * event.implausibility, -broken)
                    if score > top and repaired > 2 * broken:
                        choice, top = event, score
            if choice is None:
                break
            state.apply(choice.changes)
            found.append(choice)
            changed.update(figure for figure, _ in choice.changes)
            dirty = {
                f for figure, _ in choice.changes for check, _, _ in state.of_figure[figure] for f in state.of_check[check]
            }
        return found

    def revert(self, events: Iterable[Event]) -> None:
        """Take the changes of events back."""
        self.state.apply([(figure, self.original[figure]) for event in events for figure, _ in event.changes])

    def improve(self, events: list[Event], failing: set[int]) -> list[Event]:
        """Climb again without one of the changes, where that leaves less or costs less.

        Args:
            events: An explanation, applied; the state holds it, or a better one, afterwards.
            failing: The checks that failed before it.
        """
        better = True
        while better and time.monotonic() < self.deadline:
            better = False
            for part in components(self.state, events, failing | self.state.failing):
                rest = [event for event in events if event not in part]
                score = self.score(part)
                for event in sorted(part, key=lambda e: -e.implausibility):
                    # What is likely and satisfies all its checks stays.
                    if event.implausibility < self.slips["other"].implausibility and not self.touches(event):
                        continue
                    banned = set(event.changes)
                    for _ in range(3):
                        self.revert(part)
                        other = self.climb(frozenset(banned))
                        if self.score(other) < score:
                            part, score, better = other, self.score(other), True
                            break
                        banned.update(c for e in other if e not in part and e.implausibility > 8 for c in e.changes)
                        self.revert(other)
                        self.state.apply([change for e in part for change in e.changes])
                    if better:
                        break
                events = rest + part
        return self.complete(events)

    def complete(self, events: list[Event]) -> list[Event]:
        """Search what climbing leaves, together with the changes around it."""
        state = self.state
        for left in linked(state, set(state.failing)):
            if left.isdisjoint(state.failing) or time.monotonic() > self.deadline:
                continue
            near = {f for check in left for f in state.of_check[check]}
            for around in (
                [e for e in events if any(f in near for f, _ in e.changes)],
                [e for e in events if any(c in left for f, _ in e.changes for c, _, _ in state.of_figure[f])],
                [],
            ):
                if len(around) > PART or any(len(e.changes) > 2 for e in around):
                    continue
                self.revert(around)
                closed = {f for e in events if e not in around for f, _ in e.changes}
                others = {c for c in state.failing if not self.within(c, left, around)}
                state.failing -= others
                search = Search(self, min(len(around) + 2, PART), NODES, closed)
                state.failing |= others
                found = [self.as_events(solution) for solution in search.solutions]
                best = min(found, key=lambda es: (len(es), sum(e.implausibility for e in es)), default=around)
                state.apply([change for event in best for change in event.changes])
                events = [e for e in events if e not in around] + best
                if found:
                    break
        return events

    def within(self, check: int, left: set[int], around: list[Event]) -> bool:
        """Whether a check is one of those left, or of figures whose changes are searched anew."""
        return check in left or any(c == check for e in around for f, _ in e.changes for c, _, _ in self.state.of_figure[f])

    def as_events(self, solution: Iterable[tuple[int, int]]) -> list[Event]:
        """Changes as slips: two figures that take each other's amounts are one."""
        changes = dict(sorted(solution))
        events = []
        for one, two in combinations(list(changes), 2):
            if one in changes and two in changes and self.beside(one, two):
                if changes[one] == self.moved_to(one, two) and changes[two] == self.moved_to(two, one):
                    cost = self.slips[SWAPPED].implausibility
                    events.append(Event(SWAPPED, ((one, changes.pop(one)), (two, changes.pop(two))), cost))
        return events + [self.single(figure, amount) for figure, amount in changes.items()]

    def beside(self, one: int, two: int) -> bool:
        """Whether two figures stand beside each other, or one above the other."""
        first, second = self.state.figures[one], self.state.figures[two]
        steps = abs(first.row_no - second.row_no) + abs(first.column_no - second.column_no)
        return first.table_id == second.table_id and steps == 1

    def touches(self, event: Event) -> bool:
        """Whether a check of its figures still fails."""
        return any(c in self.state.failing for f, _ in event.changes for c, _, _ in self.state.of_figure[f])

    def score(self, events: list[Event]) -> tuple[int, int]:
        """What an explanation leaves and costs; a check that fails is worth more than a slip."""
        return (LEFT * len(self.state.failing) + sum(10 + event.implausibility for event in events), len(events))


def digit_slips(old: int, new: int, slips: Mapping[str, Slip]) -> Iterator[str]:
    """The slips of digits and signs that turn the right amount `new` into `old`."""
    if old == -new:
        yield "sign"
    if (old < 0) != (new < 0) and old and new:
        return
    wrong, right = str(abs(old)), str(abs(new))
    if abs(old - new) == 1:
        yield "rounding"
    if old and new and max(abs(old), abs(new)) % min(abs(old), abs(new)) == 0:
        ratio = max(abs(old), abs(new)) // min(abs(old), abs(new))
        if ratio in (1_000, 1_000_000):
            yield "thousands"
        elif ratio > 1 and set(str(ratio)) == {"1", "0"} or str(ratio).strip("0") == "1" and ratio > 1:
            yield "power_of_ten"
    if len(wrong) == len(right):
        different = [n for n in range(len(wrong)) if wrong[n] != right[n]]
        if len(different) == 1:
            yield "one_digit"
            pair = "".join(sorted(wrong[different[0]] + right[different[0]]))
            if pair in slips["alike_digit"].pairs:
                yield "alike_digit"
        if len(different) == 2 and different[1] == different[0] + 1:
            one, two = different
            if wrong[one] == right[two] and wrong[two] == right[one]:
                yield "transposed"
    elif len(wrong) + 1 == len(right) and right != wrong + "0" and any(right[:n] + right[n + 1 :] == wrong for n in range(len(right))):
        yield "digit_dropped"
    elif len(wrong) == len(right) + 1:
        gone = [n for n in range(len(wrong)) if wrong[:n] + wrong[n + 1 :] == right]
        if gone and wrong != right + "0":
            yield "digit_added"
            if len(gone) > 1:
                yield "digit_doubled"


class Search:
    """Every explanation of the failed checks by at most some number of figures.

    Branches over the figures of the failed check with the fewest: one of them must change.
    A branch ends when disjoint failed checks outnumber the changes that are left.
    """

    def __init__(self, decoder: Decoder, limit: int, nodes: int, fixed: set[int]) -> None:
        self.decoder, self.state = decoder, decoder.state
        self.limit, self.nodes = limit, nodes
        self.complete = True
        self.solutions: set[frozenset[tuple[int, int]]] = set()
        self.effort = 0
        self.walk((), frozenset(fixed), ())

    def bound(self, failing: list[int], closed: frozenset[int]) -> tuple[int, list[int]]:
        """How many changes are needed at least, and the open figures of the tightest check."""
        state = self.state
        used: set[int] = set()
        count, tightest, size = 0, [], 1 << 30
        for check in sorted(failing, key=lambda c: len(state.of_check[c])):
            members = state.of_check[check]
            if len(members) < size or not used:
                open_members = [f for f in members if f not in closed]
                if len(open_members) < size:
                    tightest, size = open_members, len(open_members)
                if not open_members:
                    return 1 << 30, []
            if used.isdisjoint(members) or used.isdisjoint([f for f in members if f not in closed]):
                used.update(f for f in members if f not in closed)
                count += 1
        return count, tightest

    def walk(self, chosen: tuple[tuple[int, int], ...], closed: frozenset[int], later: tuple[int, ...]) -> None:
        state = self.state
        if self.nodes <= 0 or time.monotonic() > self.decoder.deadline:
            self.complete = False
            return
        self.nodes -= 1
        waiting = {check for figure in later for check, _, _ in state.of_figure[figure]}
        failing = [check for check in state.failing if check not in waiting]
        room = self.limit - len(chosen) - len(later)
        if room < 0:
            return
        if not failing:
            if later:
                self.resolve(chosen, closed, later, room)
            elif chosen:
                self.limit = len(chosen)
                self.solutions = {s for s in self.solutions if len(s) <= self.limit} | {frozenset(chosen)}
            return
        need, members = self.bound(failing, closed)
        if need > room:
            return
        options: dict[int, list[tuple[tuple[int, int], int]]] = {}
        for figure in members:
            for amount in state.candidates(figure) | self.plausible(figure):
                repaired, broken, _ = state.effect(((figure, amount),))
                if repaired:
                    options.setdefault(figure, []).append(((broken - repaired, broken), amount))
        for figure in sorted(members, key=lambda f: min(options.get(f, [((1 << 30, 0), 0)]))):
            inner = closed | {figure}
            for _, amount in sorted(options.get(figure, [])):
                undo = state.apply(((figure, amount),))
                self.walk((*chosen, (figure, amount)), inner, later)
                state.apply(undo)
            if room > 1 and len(later) < 3:
                self.walk(chosen, inner, (*later, figure))
            closed = inner

    def plausible(self, figure: int) -> set[int]:
        """Amounts that a slip leaves within the wide interval of a failed check."""
        state = self.state
        found: set[int] = set()
        for check, weight, reading in state.of_figure[figure]:
            wide = (state.upper[check] - state.lower[check]) // abs(weight)
            if check in state.failing and reading == SIGNED and wide > 1:
                found.update(
                    amount
                    for amount in slipped(state.amounts[figure])
                    if state.holds(check, state.residual[check] + weight * (amount - state.amounts[figure]))
                )
        return found

    def resolve(self, chosen, closed, later: tuple[int, ...], room: int) -> None:
        """Figures whose amounts only several checks together determine: eliminate, exactly."""
        state = self.state
        rows = []
        for check in {c for figure in later for c, _, _ in state.of_figure[figure]}:
            terms = {f: w for f in later for c, w, reading in state.of_figure[f] if c == check and reading == SIGNED}
            if terms and state.lower[check] == state.upper[check] and all(
                reading == SIGNED for f in later for c, _, reading in state.of_figure[f] if c == check
            ):
                row = [Fraction(terms.get(f, 0)) for f in later]
                rows.append([*row, Fraction(state.lower[check] - state.residual[check])])
        solution = eliminate(rows, len(later))
        if room > 0:
            self.complete = False
        if solution is None:
            self.complete = False
            return
        if any(step.denominator != 1 or step == 0 for step in solution):
            return
        changes = tuple((f, state.amounts[f] + int(step)) for f, step in zip(later, solution, strict=True))
        undo = state.apply(changes)
        self.walk((*chosen, *changes), closed, ())
        state.apply(undo)


def eliminate(rows: list[list[Fraction]], width: int) -> list[Fraction] | None:
    """The only solution of linear equations; None if there are several; zeros if there is none."""
    rows = [row[:] for row in rows]
    rank = 0
    for column in range(width):
        pivot = next((n for n in range(rank, len(rows)) if rows[n][column]), None)
        if pivot is None:
            return None
        rows[rank], rows[pivot] = rows[pivot], rows[rank]
        head = rows[rank]
        for n, row in enumerate(rows):
            if n != rank and row[column]:
                ratio = row[column] / head[column]
                rows[n] = [a - ratio * b for a, b in zip(row, head, strict=True)]
        rank += 1
    if any(row[-1] for row in rows[rank:]):
        return [Fraction(0)] * width
    return [rows[n][-1] / rows[n][n] for n in range(width)]


def slipped(amount: int) -> set[int]:
    """The amounts from which one slip of a digit, a zero or the sign makes this one."""
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


def linked(state: State, checks: set[int]) -> list[set[int]]:
    """Failed checks that share a figure, directly or through others, together."""
    groups: list[set[int]] = []
    open_checks = set(checks)
    while open_checks:
        group, todo = set(), [open_checks.pop()]
        while todo:
            check = todo.pop()
            group.add(check)
            near = {c for f in state.of_check[check] for c, _, _ in state.of_figure[f]} & open_checks
            open_checks -= near
            todo += near
        groups.append(group)
    return groups


def components(state: State, events: list[Event], failing: set[int]) -> list[list[Event]]:
    """Events that share a failed check, directly or through others, together."""
    groups: list[tuple[set[int], list[Event]]] = []
    for event in events:
        checks = {c for figure, _ in event.changes for c, _, _ in state.of_figure[figure]} & failing
        joined = [group for group in groups if not checks.isdisjoint(group[0])]
        groups = [group for group in groups if checks.isdisjoint(group[0])]
        groups.append((checks.union(*(g[0] for g in joined)), [e for g in joined for e in g[1]] + [event]))
    return [group for _, group in groups]


@dataclass
class Part:
    """A part of an explanation with its alternatives, the likeliest first, and how far it was searched."""

    events: list[Event]
    ranked: list[list[Event]]
    complete: bool
    minimal: bool
    found: int
    repaired: int


class Explanation:
    """The explanation of one document, put together from its parts."""

    def __init__(self, state: State, slips: Mapping[str, Slip], seconds: float) -> None:
        self.state, self.decoder = state, Decoder(state, slips, seconds)
        self.first = set(state.failing)
        self.of_document: set[int] = set()
        self.controls: dict[str, list[int]] = defaultdict(list)
        for check, members in enumerate(state.of_check):
            if not state.is_law[check] and members:
                self.controls[state.figures[members[0]].table_id].append(check)
        self.muted: set[int] = set()
        self.result = Result()

    def find(self) -> Result:
        events = self.decoder.improve(self.decoder.climb(), self.first)
        events = self.beside_the_keying(events)
        self.of_the_document(events)
        self.keyed_wrong()
        self.explain(events)
        self.unexplained()
        return self.result

    def mute(self, checks: Iterable[int]) -> None:
        """Leave checks out of account."""
        for check in checks:
            self.muted.add(check)
            self.state.lower[check], self.state.upper[check] = -(10**40), 10**40
            self.state.failing.discard(check)

    def beside_the_keying(self, events: list[Event]) -> list[Event]:
        """Where laws still fail and the second keying agrees with what is printed, look past it."""
        state = self.state
        if not any(state.is_law[check] for check in state.failing):
            return events
        tables = {state.figures[f].table_id for c in state.failing if state.is_law[c] for f in state.of_check[c]}
        held = [c for table in tables for c in self.controls[table] if c not in state.failing]
        self.mute(held)
        more = self.decoder.climb()
        events = self.decoder.improve(events + more, self.first)
        for check in held:
            self.muted.discard(check)
            state.lower[check], state.upper[check] = state.checks[check].lower, state.checks[check].upper
            if not state.holds(check, state.residual[check]):
                state.failing.add(check)
        return events

    def of_the_document(self, events: list[Event]) -> None:
        """Tell the misprints of the document: the second keying agrees with them."""
        state = self.state
        for table, checks in self.controls.items():
            bad = [check for check in checks if check in state.failing]
            changed = [f for e in events for f, _ in e.changes if state.figures[f].table_id == table]
            if not bad or not changed:
                continue
            if self.first.isdisjoint(checks):
                misprinted: tuple[int, ...] | None = tuple(changed)
            else:
                misprinted = self.subset(checks, changed)
            if misprinted:
                self.of_document.update(misprinted)
                self.mute(checks)

    def subset(self, checks: list[int], changed: list[int]) -> tuple[int, ...] | None:
        """The fewest changed figures without whose change the second keying agrees."""
        state = self.state
        for size in range(1, min(len(changed), 4)):
            for some in combinations(changed, size):
                undo = state.apply([(f, self.decoder.original[f]) for f in some])
                agrees = state.failing.isdisjoint(checks)
                state.apply(undo)
                if agrees:
                    return some
        return None

    def keyed_wrong(self) -> None:
        """What still fails of the second keying, though every law of its table holds."""
        state = self.state
        for checks in self.controls.values():
            bad = [check for check in checks if check in state.failing]
            laws = {c for check in bad for f in state.of_check[check] for c, _, _ in state.of_figure[f]}
            if bad and not any(state.is_law[c] for c in laws & state.failing):
                self.result.keying += [(state.checks[c].check_id, state.residual[c]) for c in bad]
                self.mute(bad)

    def explain(self, events: list[Event]) -> None:
        """Part by part: is there less, and is there as little?

        Parts share no failed check that their figures stand in. What is found for each apart is
        sure only if a search of all that is linked by failed checks finds nothing else.
        """
        state = self.state
        left = set(state.failing)
        parts: list[Part] = []
        for checks in linked(state, self.first - self.muted):
            inside = [e for e in events if any(c in checks for f, _ in e.changes for c, _, _ in state.of_figure[f])]
            events = [e for e in events if e not in inside]
            small = [self.search(part) for part in components(state, inside, self.first)]
            if len(small) > 1:
                whole = self.search([e for part in small for e in part.events])
                apart = 1
                for part in small:
                    apart *= part.found
                together = [event for part in small for event in part.events]
                better = (len(whole.events), self.cost(whole.events)) < (len(together), self.cost(together))
                self.decoder.revert(whole.events)
                if better or (whole.complete and whole.found and whole.found != apart):
                    small = [whole]
                state.apply([change for part in small for event in part.events for change in event.changes])
                for part in small:
                    part.complete = part.complete and whole.complete
                if whole.minimal:
                    for part in small:
                        part.minimal = True
            if not checks.isdisjoint(left):
                for part in small:
                    part.complete = False
            parts += small
        # A change that repairs no check that failed first: it makes up for another one.
        parts += [self.search([event]) for event in events]
        parts.sort(key=lambda part: min(figure for event in part.events for figure, _ in event.changes))
        for number, part in enumerate(parts, start=1):
            self.write(number, part, left)

    def search(self, events: list[Event]) -> Part:
        """Every explanation of what some events explain, the others as they are."""
        state, decoder = self.state, self.decoder
        changed = {f for event in events for f, _ in event.changes}
        elsewhere = {f for f in range(len(state.figures)) if state.amounts[f] != decoder.original[f]} - changed
        left = set(state.failing)
        decoder.revert(events)
        repaired = len(state.failing - left)
        # What other parts leave is not to be explained here.
        state.failing -= left
        found = Search(decoder, len(events), NODES, elsewhere)
        alternatives = {self.key(events): events}
        for solution in found.solutions:
            other = decoder.as_events(solution)
            alternatives.setdefault(self.key(other), other)
        for event in decoder.promising() if len(events) < 3 else ():
            undo = state.apply(event.changes)
            if state.failing <= left:
                alternatives.setdefault(self.key([event]), [event])
            state.apply(undo)
        need, _ = found.bound(sorted(state.failing - left), frozenset(elsewhere))
        fewest = min(len(events) for events in alternatives.values())
        ranked = sorted(
            (events for events in alternatives.values() if len(events) == fewest),
            key=lambda events: (self.cost(events), sum(len(e.changes) for e in events), self.key(events)),
        )
        state.apply([change for event in ranked[0] for change in event.changes])
        single = all(len(event.changes) == 1 for event in events)
        minimal = fewest == 1 or (single and (found.complete or need >= fewest))
        # Figures changed one by one stand beside a slip that moves several.
        complete = found.complete and (len(alternatives) == 1 or len(ranked) > 1 or single)
        return Part(ranked[0], ranked, complete, minimal, len(found.solutions), repaired)

    def write(self, number: int, part: Part, left: set[int]) -> None:
        """The rows of a part, and how sure they are."""
        state, ranked = self.state, part.ranked
        best = [events for events in ranked if self.cost(events) == self.cost(ranked[0])]
        around = {c for e in part.events for f, _ in e.changes for c, _, _ in state.of_figure[f]}
        sure = part.complete and part.minimal and around.isdisjoint(left) and self.is_forced(part.events)
        for rank, events in enumerate(ranked[:ALTERNATIVES], start=1):
            if len(ranked) == 1:
                certainty = "only_explanation" if sure else "most_plausible" if around.isdisjoint(left) else "undecided"
            elif len(best) > 1:
                certainty = "undecided"
            else:
                certainty = "most_plausible" if rank == 1 else "less_plausible"
            for slip_no, event in enumerate(events, start=1):
                for figure, amount in event.changes:
                    source = self.source(figure)
                    self.result.changes.append(
                        Change(
                            number,
                            rank,
                            slip_no,
                            state.figures[figure].figure_id,
                            amount,
                            event.slip,
                            source,
                            "most_plausible" if source == DOCUMENT and certainty == "only_explanation" else certainty,
                            part.minimal,
                            len(ranked),
                            part.repaired,
                        )
                    )

    def source(self, figure: int) -> str:
        if figure in self.of_document:
            return DOCUMENT
        return TRANSCRIPTION if self.controls.get(self.state.figures[figure].table_id) else OPEN

    def is_forced(self, events: list[Event]) -> bool:
        """Whether no other amount of the changed figures would do, one unit away."""
        state = self.state
        for figure, _ in (change for event in events for change in event.changes):
            for step in (1, -1):
                _, broken, _ = state.effect(((figure, state.amounts[figure] + step),))
                if not broken:
                    return False
        return True

    @staticmethod
    def key(events: list[Event]) -> tuple[tuple[int, int], ...]:
        return tuple(sorted(change for event in events for change in event.changes))

    @staticmethod
    def cost(events: list[Event]) -> int:
        return sum(event.implausibility for event in events)

    def unexplained(self) -> None:
        """What no change of figures explains: the document itself, if the second keying agrees with it."""
        state = self.state
        for check in sorted(state.failing):
            controls = {c for f in state.of_check[check] for c in self.controls[state.figures[f].table_id]}
            agrees = state.is_law[check] and controls and controls.isdisjoint(self.first)
            self.result.unexplained.append((state.checks[check].check_id, DOCUMENT if agrees else OPEN))


def decode(
    figures: Iterable[Figure],
    terms: Iterable[Term],
    checks: Iterable[Check],
    slips: Mapping[str, Slip],
    seconds: float = 20,
) -> Result:
    """Explain the failed checks of one document.

    Args:
        figures: Its figures; amounts in the unit that each is printed in.
        terms: Which figure stands in which check, with its weight.
        checks: Its checks, with the residuals that the figures give.
        slips: Kinds of slips and their costs.
        seconds: After so long, what is found so far is returned, and not called minimal.

    Returns:
        The changes, part by part; with no failed check, nothing.
    """
    state = State(list(figures), terms, list(checks))
    return Explanation(state, slips, seconds).find() if state.failing else Result()
