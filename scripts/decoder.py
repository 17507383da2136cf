"""Locate wrong figures: the checks of a document are an error-correcting code, decoded here.

Each check is a weighted sum of figures with an interval for its residual. A set of changed
figures explains the failed checks if every check then holds (Fellegi and Holt, 1976); wanted
is the set of the fewest slips, and among sets of as few the likeliest. `decode` finds a set
fast (the slip that repairs most checks and breaks fewest, again and again), then searches
around every part of it exhaustively, with a bound: checks that share no figure need a slip
each. What it returns satisfies every check in integers; it changes nothing.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import combinations

from residuals import CONTROL_TOTAL, NEGATIVE, SIGNED, UNSIGNED, Check, Figure, State, Term
from slips import OTHER, Event, Reader, Slip, slipped

__all__ = ["CONTROL_TOTAL", "NEGATIVE", "SIGNED", "UNSIGNED", "Check", "Figure", "Slip", "State", "Term", "decode"]

# What is wrong: the transcription; the second keying; the document itself; or, where there
# is no second keying, one of the first and the last.
TRANSCRIPTION, KEYING, DOCUMENT, OPEN = "transcription", "second_keying", "document", "open"
# What a check that still fails costs an explanation, beside ten for a slip.
LEFT = 25
# Nodes of the exhaustive search around one part of an explanation.
NODES = 3000
# Alternatives of a part that are written.
ALTERNATIVES = 20
# Figures of a part that the search replaces at once; a larger one is not searched whole.
PART = 6


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


class Decoder:
    """Searches for the explanation of one document's failed checks."""

    def __init__(self, state: State, slips: Mapping[str, Slip], seconds: float) -> None:
        self.state, self.reader = state, Reader(state, slips)
        self.original = self.reader.original
        self.unlikely = slips[OTHER].implausibility
        self.deadline = time.monotonic() + seconds
        self.groups = self.reader.several()

    def start(self) -> list[Event]:
        """A first explanation; slips of several figures may show only when others are undone."""
        events = self.climb()
        known = len(self.groups)
        self.groups += [event for event in self.reader.several() if event not in self.groups]
        return events + self.climb() if len(self.groups) > known else events

    def climb(self, banned: frozenset[object] = frozenset()) -> list[Event]:
        """Take the slip that repairs most checks and breaks fewest, again and again.

        Args:
            banned: What must not be taken: a figure with its amount, or all changes of a slip.
        """
        state, found = self.state, []
        # The best change of each figure, and each slip of several figures, with its score.
        scores: dict[int | Event, tuple[tuple[int, int], Event]] = {}
        dirty = {figure for check in state.failing for figure in state.of_check[check]}
        while state.failing and time.monotonic() < self.deadline:
            for figure in dirty:
                scores.pop(figure, None)
                for amount in state.candidates(figure) if self.is_as_said(figure) else ():
                    repaired, broken, _ = state.effect(((figure, amount),))
                    if repaired > broken:
                        self.weigh(figure, self.reader.single(figure, amount), scores, banned)
            for event in self.groups:
                if not dirty.isdisjoint(figure for figure, _ in event.changes):
                    scores.pop(event, None)
                    if all(self.is_as_said(figure) for figure, _ in event.changes):
                        self.weigh(event, event, scores, banned)
            if not scores:
                break
            _, choice = max(scores.values(), key=lambda found: (found[0], found[1].changes))
            state.apply(choice.changes)
            found.append(choice)
            dirty = self.around(choice)
        return found

    def is_as_said(self, figure: int) -> bool:
        """Whether a figure has not been changed."""
        return self.state.amounts[figure] == self.original[figure]

    def weigh(
        self,
        key: int | Event,
        event: Event,
        scores: dict[int | Event, tuple[tuple[int, int], Event]],
        banned: frozenset[object],
    ) -> None:
        """Enter a slip under a key if it helps, and more than what stands there."""
        repaired, broken, weight = self.state.effect(event.changes)
        enough = broken if len(event.changes) == 1 else 2 * broken
        score = (weight - 2 * event.implausibility, -broken)
        if event.changes in banned or not banned.isdisjoint(event.changes):
            return
        if repaired > enough and (key not in scores or score > scores[key][0]):
            scores[key] = (score, event)

    def around(self, event: Event) -> set[int]:
        """The figures that share a check with those of a slip."""
        state = self.state
        return {f for figure, _ in event.changes for check, _, _ in state.of_figure[figure] for f in state.of_check[check]}

    def apply(self, events: Iterable[Event]) -> None:
        """Make the changes of events."""
        self.state.apply([change for event in events for change in event.changes])

    def revert(self, events: Iterable[Event]) -> None:
        """Take the changes of events back."""
        self.state.apply([(figure, self.original[figure]) for event in events for figure, _ in event.changes])

    def improve(self, events: list[Event]) -> list[Event]:
        """Climb again without one of the slips, where that leaves less or costs less.

        Args:
            events: An explanation, applied; the state holds it, or a better one, afterwards.
        """
        better = True
        while better and time.monotonic() < self.deadline:
            better = False
            for part in components(self.state, events):
                rest = [event for event in events if event not in part]
                score = self.score(part)
                unlikely = any(map(self.is_unlikely, part))
                for event in sorted(part, key=lambda e: -e.implausibility):
                    # What is likely and satisfies all its checks stays; lines may be cut in other ways.
                    if not (self.is_unlikely(event) or self.touches(event) or unlikely and len(event.changes) > 2):
                        continue
                    banned: set[object] = set(event.changes if len(event.changes) < 3 else (event.changes,))
                    for _ in range(3):
                        self.revert(part)
                        other = self.climb(frozenset(banned))
                        if self.score(other) < score:
                            part, score, better = other, self.score(other), True
                            break
                        more = [e for e in other if e not in part and self.is_unlikely(e)]
                        banned.update(change for e in more for change in e.changes)
                        self.revert(other)
                        self.apply(part)
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
            tried: list[list[Event]] = []
            for around in (
                [e for e in events if any(f in near for f, _ in e.changes)],
                [e for e in events if any(c in left for f, _ in e.changes for c, _, _ in state.of_figure[f])],
                [],
            ):
                if len(around) > PART or any(len(e.changes) > 2 for e in around) or around in tried:
                    continue
                tried.append(around)
                self.revert(around)
                inside = left | {c for e in around for f, _ in e.changes for c, _, _ in state.of_figure[f]}
                others = state.failing - inside
                state.failing -= others
                found = self.two_slips()
                if not found:
                    closed = {f for e in events if e not in around for f, _ in e.changes}
                    search = Search(self, min(len(around) + 2, PART), NODES, closed)
                    found = [self.reader.events(solution) for solution in search.solutions]
                state.failing |= others
                best = min(found, key=lambda es: (len(es), self.cost(es)), default=around)
                self.apply(best)
                events = [e for e in events if e not in around] + best
                if found:
                    break
        return events

    def two_slips(self) -> list[list[Event]]:
        """Pairs of slips of a known kind that satisfy all failed checks: each figure in all of them.

        Where several sums bind the same figures and nothing else does, any two of them can be
        changed so that the sums hold; that both changes are slips is rare.
        """
        state = self.state
        exact = sorted(c for c in state.failing if state.lower[c] == state.upper[c])
        if len(exact) < 2 or len(exact) < len(state.failing):
            return []
        shared = set.intersection(*(set(state.of_check[check]) for check in exact))
        target = tuple(state.lower[check] - state.residual[check] for check in exact)
        by_step: dict[tuple[int, ...], list[tuple[int, int]]] = defaultdict(list)
        for figure in sorted(filter(self.is_as_said, shared)):
            near = {self.reader.said(figure, other) for other in self.reader.beside(figure)}
            for amount in slipped(self.original[figure]) | near:
                step = state.steps(exact, figure, amount)
                if any(step) and not state.effect(((figure, amount),))[1]:
                    by_step[step].append((figure, amount))
        found = []
        for step, changes in by_step.items():
            others = by_step.get(tuple(t - s for t, s in zip(target, step, strict=True)), [])
            found += [self.reader.events((one, two)) for one in changes for two in others if one[0] < two[0]]
        return found

    def is_unlikely(self, event: Event) -> bool:
        """Whether a slip is of no known kind."""
        return event.implausibility >= self.unlikely

    def touches(self, event: Event) -> bool:
        """Whether a check of its figures still fails."""
        return any(c in self.state.failing for f, _ in event.changes for c, _, _ in self.state.of_figure[f])

    def score(self, events: list[Event]) -> tuple[int, int]:
        """What an explanation leaves and costs; a check that fails is worth more than a slip."""
        return (LEFT * len(self.state.failing) + 10 * len(events) + self.cost(events), len(events))

    @staticmethod
    def cost(events: Iterable[Event]) -> int:
        """How implausible some slips are together."""
        return sum(event.implausibility for event in events)


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


def components(state: State, events: list[Event]) -> list[list[Event]]:
    """Events that share a check, directly or through others, together."""
    groups: list[tuple[set[int], list[Event]]] = []
    for event in events:
        checks = {c for figure, _ in event.changes for c, _, _ in state.of_figure[figure]}
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
        events = self.decoder.improve(self.decoder.start())
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
        more = self.decoder.start()
        events = self.decoder.improve(events + more)
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
        groups = components(state, events)
        for checks in linked(state, self.first - self.muted):
            inside = [group for group in groups if not checks.isdisjoint(self.checks_of(group))]
            groups = [group for group in groups if group not in inside]
            small = [self.search(group) for group in inside]
            if len(small) > 1:
                whole = self.search([e for part in small for e in part.events])
                apart = 1
                for part in small:
                    apart *= part.found
                together = [event for part in small for event in part.events]
                better = (len(whole.events), self.decoder.cost(whole.events)) < (len(together), self.decoder.cost(together))
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
        # What repairs no check that failed first, beside the muted ones, is never sure.
        for part in map(self.search, groups):
            part.complete = False
            parts.append(part)
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
        for other in [*map(decoder.reader.events, found.solutions), *decoder.two_slips()]:
            alternatives.setdefault(self.key(other), other)
        for event in decoder.groups if len(events) < 3 else ():
            if not all(map(decoder.is_as_said, (f for f, _ in event.changes))):
                continue
            undo = state.apply(event.changes)
            if state.failing <= left:
                alternatives.setdefault(self.key([event]), [event])
            state.apply(undo)
        need, _ = found.bound(sorted(state.failing - left), frozenset(elsewhere))
        fewest = min(len(events) for events in alternatives.values())
        ranked = sorted(
            (events for events in alternatives.values() if len(events) == fewest),
            key=lambda events: (self.decoder.cost(events), sum(len(e.changes) for e in events), self.key(events)),
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
        best = [events for events in ranked if self.decoder.cost(events) == self.decoder.cost(ranked[0])]
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

    def checks_of(self, events: Iterable[Event]) -> set[int]:
        """The checks that figures of some slips stand in."""
        return {check for event in events for figure, _ in event.changes for check, _, _ in self.state.of_figure[figure]}

    @staticmethod
    def key(events: list[Event]) -> tuple[tuple[int, int], ...]:
        return tuple(sorted(change for event in events for change in event.changes))

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
