"""What the tables read so far say of their lines: which sums follow from others, and which can stand beside them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from reader.chance import Independent
from reader.reading import LineKey
from reader.words import says


class Span:
    """Which relations follow from others: a relation is a vector over lines."""

    def __init__(self) -> None:
        self.number: dict[LineKey, int] = {}
        self.independent: dict[tuple[str, ...], Independent] = {}

    def vector(self, parent: LineKey, children: Sequence[tuple[LineKey, int]]) -> dict[int, int]:
        """A relation as place to weight."""
        vector: dict[int, int] = defaultdict(int)
        for key, weight in [(parent, -1), *children]:
            vector[self.number.setdefault(key, len(self.number))] += weight
        return vector

    def adds(self, parent: LineKey, children: Sequence[tuple[LineKey, int]], stages: tuple[str, ...] = ()) -> bool:
        """Whether a relation says more than those before it; then it is kept."""
        return self.independent.setdefault(stages, Independent()).adds(self.vector(parent, children))

    def follows(self, parent: LineKey, children: Sequence[tuple[LineKey, int]]) -> bool:
        """Whether a relation follows from those before it."""
        return not self.independent.setdefault((), Independent()).reduced(self.vector(parent, children))


class Known:
    """What the tables read so far say of their lines; a later table says it again, or speaks of others."""

    def __init__(self) -> None:
        self.lines: set[LineKey] = set()
        self.parts: dict[LineKey, list[tuple[LineKey, int]]] = {}
        self.span = Span()

    def allows(self, parent: LineKey, children: Sequence[tuple[LineKey, int]]) -> bool:
        """Whether a sum can stand beside what is known."""
        strange = [key for key, _ in children if key not in self.lines]
        if parent not in self.lines:
            return True
        if not strange:
            return self.span.follows(parent, children)
        if parent not in self.parts:
            # A line that longer tables do not divide may be divided here, into lines of its own.
            return len(strange) == len(children)
        below = self.below(parent)
        return all(key in below for key, _ in children if key in self.lines)

    def below(self, parent: LineKey) -> set[LineKey]:
        """The parts of a line and their parts."""
        found: set[LineKey] = set()
        todo = [parent]
        while todo:
            for key, _ in self.parts.get(todo.pop(), []):
                if key not in found:
                    found.add(key)
                    todo.append(key)
        return found

    def rest(self, parent: LineKey, children: Sequence[tuple[LineKey, int]]) -> tuple[LineKey, list[tuple[LineKey, int]]] | None:
        """The line of a sum that stands for the parts which it does not name, and these parts; or None."""
        strange = [key for key, _ in children if key not in self.lines]
        named = {key for key, _ in children}
        if parent not in self.parts or len(strange) != 1 or not says("rest", strange[0].label):
            return None
        parts = [(key, weight) for key, weight in self.parts[parent] if key not in named]
        return (strange[0], parts) if named - {strange[0]} <= {key for key, _ in self.parts[parent]} and parts else None
