"""Lines of different statements that must agree: the same money seen from two sides.

Equal numbers alone prove nothing: among thousands of figures some are equal by accident, and a
budget moves many lines by one amount. A tie is called proved only if words of both sides say
what it is of and an accident is next to impossible; one that only numbers show is probable at
most, and one that an accident could give is left out.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations
from math import comb

import numpy

from reader.chance import Evidence, weigh
from reader.cube import View
from reader.reading import CHANGE, PROBABLE, PROVED, RESULT, TOTAL, Certainty, LineKey, Owner, Relation, Table
from reader.known import Span
from reader.words import says, without_total, words_of

# Chances of an accident: below the first a tie that words speak for is proved; below the second
# it is proposed; below the third numbers alone propose it.
SURE, SPOKEN, UNSPOKEN = 1e-5, 0.1, 1e-9
# Figures other than nil that numbers alone must agree in.
CELLS = 3
# Parts of a sum among which a subset is searched.
PARTS = 16
# Changes of several lines by one amount that are proposed, at most.
CHANGES = 8


class Ties:
    """Finds the ties of a document."""

    def __init__(self, tables: Sequence[Table], whole: list[View], relations: Sequence[Relation]) -> None:
        self.views = [view for view in whole if view.stage is not None]
        self.relations = [relation for relation in relations if relation.axis == "line" and relation.certainty == PROVED]
        self.span = Span()
        self.changes = Span()
        for relation in self.relations:
            self.know(relation)
        self.lines: dict[LineKey, dict[int, int]] = {}
        self.printed_in: dict[LineKey, set[str]] = defaultdict(set)
        for number, view in enumerate(self.views):
            for key, cell in view.cells.items():
                self.printed_in[key].add(cell.place.table_id)
                if not cell.half and cell.sign is not None:
                    self.lines.setdefault(key, {})[number] = cell.sign * cell.size
        self.totals = {relation.parent for relation in self.relations}
        changed = [number for number, view in enumerate(self.views) if view.stage == CHANGE]
        for key, amounts in self.lines.items():
            # Beside parts that nothing changes, a total that changes says no more than the part that does.
            printed = [number for number in changed if number in amounts]
            if printed and key not in self.totals and not any(amounts[number] for number in printed):
                self.changes.adds(key, [])
        self.text = self.texts(tables)
        self.found: list[Relation] = []
        self.owners: list[Owner] = []

    def texts(self, tables: Sequence[Table]) -> dict[LineKey, str]:
        """What is said of each line: its label, and where that says only 合計, the header and the title."""
        said: dict[LineKey, str] = {}
        measures = {(t.statement or t.table_id, c.measure): c.reading for t in tables for c in t.columns if c.measure}
        titles: dict[str, str] = {}
        for table in tables:
            titles.setdefault(table.statement, table.title)
        for key in self.lines:
            header = measures.get((key.statement, key.measure), "")
            generic = without_total(key.label) == key.label and says("total", key.label)
            said[key] = key.label + (header if key.measure else titles.get(key.statement, "") if generic else "")
        return said

    def know(self, relation: Relation) -> None:
        """What follows from a relation is no tie."""
        if not relation.stages:
            self.span.adds(relation.parent, relation.children)  # type: ignore[arg-type]
        self.changes.adds(relation.parent, relation.children)  # type: ignore[arg-type]

    def find(self) -> list[Relation]:
        """All ties: pairs, sums by a word, differences, lists, and changes by one amount."""
        self.pairs()
        self.sums_by_word()
        self.differences()
        self.lists()
        self.changed_alike()
        return self.found

    def propose(
        self, parent: LineKey, children: Sequence[tuple[LineKey, int]], evidence: Evidence, tried: int, words: str,
        ja: str, en: str, stages: tuple[str, ...] = (), probable: bool = False,
    ) -> bool:  # fmt: skip
        """Add a tie unless it follows from what is known."""
        span = self.changes if stages == (CHANGE,) else self.span
        if span.follows(parent, children):
            return False
        chance = min(1.0, evidence.chance * tried)
        # One amount that is equal may be so by a cause that is no law.
        certainty: Certainty = PROVED if words and chance < SURE and not probable and evidence.independent > 1 else PROBABLE
        shown = f"どちらも「{words}」を言う。" if words else "言葉の手掛かりはない。"
        shown_en = f"both sides speak of 「{words}」; " if words else "no word says so; "
        relation = Relation(
            "line", "tie", parent, tuple(children), tuple(dict.fromkeys([parent.statement, *(c.statement for c, _ in children)])),
            stages=stages, cells=len(evidence.holds), stages_count=len({view.stage for view in evidence.holds}), chance=chance,
            certainty=certainty,
            reason_ja=f"{ja}。{shown}{len(evidence.holds)} 個の金額で成り立ち、例外なし。調べた {tried} 通りの一つが偶然に成り立つ確率 {chance:.0e} 以下",
            reason_en=f"{en}; {shown_en}holds in {len(evidence.holds)} amounts without exception; of the {tried} that were tried one holds by accident with a chance of {chance:.0e} at most",
        )  # fmt: skip
        self.found.append(relation)
        self.know(relation)
        return True

    def amounts(self, key: LineKey) -> dict[int, int]:
        """The exact amounts of a line by view, nil ones left out."""
        return {number: amount for number, amount in self.lines[key].items() if amount}

    def pairs(self) -> None:
        """Lines of two statements, or of two tables of one, that are equal or opposite wherever both are printed."""
        keys = [key for key in self.lines if self.amounts(key)]
        printed = Counter((key.statement, frozenset(self.printed_in[key])) for key in keys)
        tried = comb(len(keys), 2) - sum(comb(count, 2) for count in printed.values()) - sum(
            printed[one] * printed[other] for one, other in combinations(printed, 2) if one[0] == other[0] and one[1] & other[1]
        )
        of_amount: dict[tuple[int, int], list[int]] = defaultdict(list)
        for place, key in enumerate(keys):
            for number, amount in self.amounts(key).items():
                of_amount[number, abs(amount)].append(place)
        candidates = []
        for place, further in sorted({pair for places in of_amount.values() for pair in combinations(places, 2)}):
            one, other = keys[place], keys[further]
            if one.statement == other.statement and self.printed_in[one] & self.printed_in[other]:
                continue
            a, b = self.lines[one], self.lines[other]
            shared = a.keys() & b.keys()
            weight = 1 if all(a[n] == b[n] for n in shared) else -1 if all(a[n] == -b[n] for n in shared) else 0
            if weight:
                words = common_words(self.text[one], self.text[other]) or self.two_sides(one, other)
                candidates.append((words, one, other, weight))
        # The longer the words that two labels share, the better the reason.
        for words, one, other, weight in sorted(candidates, key=lambda c: -len(c[0])):
            evidence = weigh(one, [(other, weight)], self.views)
            with_word = sum(words in text for text in self.text.values())
            alike = with_word * (with_word - 1) // 2 if words and with_word > 1 else 1
            number = alike if one.label == other.label == words else tried
            # Of the pairs that share this very word, an accident must be unlikely.
            likely = evidence.chance * alike < SPOKEN if words else evidence.chance * number < UNSPOKEN
            if likely and (words or len(evidence.holds) >= CELLS):
                self.propose(
                    one, [(other, weight)], evidence, number, words,
                    "二つの表の科目が、両方に印刷された全ての金額で等しい" if weight > 0 else "二つの表の科目が、全ての金額で符号だけ違う（控除）",
                    "lines of two tables, equal in all amounts that both print" if weight > 0
                    else "lines of two tables, opposite in all amounts that both print (a deduction)",
                )  # fmt: skip

    @staticmethod
    def two_sides(one: LineKey, other: LineKey) -> str:
        """The words that make two totals the sides of one budget (歳入合計, 歳出合計); empty if they are not."""
        sides = [next((word for _, word in words_of("side") if word in key.label), "") for key in (one, other)]
        bare = [key.label.replace(side, "") for key, side in zip((one, other), sides, strict=True)]
        return "・".join(sides) if all(sides) and sides[0] != sides[1] and bare[0] == bare[1] and says("total", one.label) else ""

    def linked(self, key: LineKey) -> bool:
        """Whether a tie already speaks of a line as its sum."""
        return any(relation.parent == key or relation.children == ((key, 1),) or relation.children == ((key, -1),) for relation in self.found)

    def sums_by_word(self) -> None:
        """A line that is the sum of those lines of another statement which share a word with it."""
        tried: dict[str, int] = defaultdict(int)
        families = []
        for relation in self.relations:
            siblings = [child for child, _ in relation.children if isinstance(child, LineKey) and child in self.lines]
            families.append((relation.parent.statement, by_word(siblings)))  # type: ignore[union-attr]
        for key in list(self.lines):
            if self.linked(key) or not self.amounts(key):
                continue
            for statement, words in families:
                seen = set()
                for word, parts in words if statement != key.statement else ():
                    if word not in self.text[key] or parts in seen:
                        continue
                    seen.add(parts)
                    for weight in (1, -1):
                        tried[word] += 1
                        children = [(part, weight) for part in parts]
                        evidence = weigh(key, children, self.views)
                        if evidence.confirms and not evidence.flips and evidence.chance * tried[word] < SPOKEN:
                            self.propose(
                                key, children, evidence, sum(tried.values()), word,
                                "他の表の、同じ言葉を含む科目の和", "the sum of the lines of another statement that share a word with it",
                            )  # fmt: skip
                            break

    def differences(self) -> None:
        """A line that is a total of another statement less some of its parts: what moves no cash, for example."""
        for key in list(self.lines):
            for relation in self.relations:
                total = relation.parent
                assert isinstance(total, LineKey)
                if total.statement == key.statement or without_total(total.label) != without_total(key.label):
                    continue
                if self.linked(key) or total not in self.lines:
                    continue
                parts = [(child, weight) for child, weight in relation.children if child in self.lines]
                if len(parts) < 2 or len(parts) > PARTS:
                    continue
                chosen = self.subset(key, total, parts)  # type: ignore[arg-type]
                if not chosen:
                    continue
                children = [(total, 1), *((child, -weight) for child, weight in chosen)]
                evidence = weigh(key, children, self.views)
                words = common_part([child.label for child, _ in chosen])
                tried = 1 << len(parts)
                if evidence.confirms and evidence.chance * tried < (SURE if words else UNSPOKEN):
                    self.propose(
                        key, children, evidence, tried, words or without_total(key.label),
                        f"同じ名の合計から{'「' + words + '」の' if words else '一部の'}科目を除いたもの",
                        f"the total of the same name less its lines {'of 「' + words + '」' if words else 'in part'}",
                        probable=not words,
                    )  # fmt: skip

    def subset(self, key: LineKey, total: LineKey, parts: list[tuple[LineKey, int]]) -> list[tuple[LineKey, int]] | None:
        """The only parts that make up the difference of two lines wherever all are printed; those always nil left out."""
        points = sorted(set.intersection(*(set(self.lines[k]) for k in (key, total, *(child for child, _ in parts)))))
        if not points:
            return None
        used = [(child, weight) for child, weight in parts if any(self.lines[child][n] for n in points)]
        sums = numpy.zeros((1, len(points)), dtype=numpy.int64)
        for child, weight in used:
            sums = numpy.concatenate([sums, sums + weight * numpy.array([self.lines[child][n] for n in points], dtype=numpy.int64)])
        goal = numpy.array([self.lines[total][n] - self.lines[key][n] for n in points], dtype=numpy.int64)
        hits = numpy.flatnonzero((sums == goal).all(axis=1))
        if len(hits) != 1:
            return None
        return [part for n, part in enumerate(used) if hits[0] >> n & 1]

    def lists(self) -> None:
        """A list whose total is a line that businesses share: each of its lines belongs to one of them."""
        for relation in self.relations:
            total = relation.parent
            assert isinstance(total, LineKey)
            tie = next((t for t in self.found if len(t.children) == 1 and not t.stages and total in (t.parent, t.children[0][0])), None)
            if tie is None:
                continue
            whole = tie.parent if tie.children[0][0] == total else tie.children[0][0]
            parts = [child for child, _ in relation.children if child in self.lines]
            assert isinstance(whole, LineKey)
            owners = self.owners_of(whole, parts)  # type: ignore[arg-type]
            if owners is None:
                continue
            children = [(part, 1) for part in parts]
            ja = "明細表の合計がこの科目に等しく、明細の各行は、事業ごとの金額に合うように一通りに事業へ分かれる"
            en = "the total of the list is this line, and its rows fall to the businesses in one way only with their amounts"
            evidence = Evidence(tie_views(self.views, whole), [], [], 0, tie.chance)
            if tie.certainty != PROVED:
                # The businesses' amounts confirm the tie of the totals.
                tie.certainty = PROVED
                tie.reason_ja += f"。{ja}"
                tie.reason_en += f"; {en}"
            self.found.append(
                Relation(
                    "line", "tie", whole, tuple(children), (whole.statement, total.statement), stages=(RESULT,),  # type: ignore[arg-type]
                    cells=len(evidence.holds), stages_count=1, chance=tie.chance, certainty=PROVED, reason_ja=ja, reason_en=en,
                )
            )  # fmt: skip
            for part, business in owners.items():
                bare = part._replace(measure="")
                if all(owner.line != bare for owner in self.owners):
                    self.owners.append(Owner(bare, business, PROVED, ja, en))

    def owners_of(self, whole: LineKey, parts: list[LineKey]) -> dict[LineKey, str] | None:
        """The only way in which lines fall to businesses so that each has its amount; None if there is none, or another."""
        rest: dict[str, int] = {}
        for number, view in enumerate(self.views):
            if view.stage == RESULT and view.business not in (None, TOTAL) and whole in view.cells:
                rest[str(view.business)] = self.lines[whole].get(number, 0)
        values = {}
        for part in parts:
            amounts = set(self.amounts(part).values())
            if len(amounts) > 1:
                return None
            if amounts:
                values[part] = amounts.pop()
        if len(rest) < 2 or not values or sum(rest.values()) != sum(values.values()) or min(rest.values()) < 0:
            return None
        order = sorted(values, key=lambda part: -values[part])
        solutions: list[dict[LineKey, str]] = []

        def place(number: int, chosen: dict[LineKey, str]) -> None:
            if len(solutions) > 1:
                return
            if number == len(order):
                if not any(rest.values()):
                    solutions.append(dict(chosen))
                return
            for business in rest:
                if values[order[number]] <= rest[business]:
                    rest[business] -= values[order[number]]
                    place(number + 1, {**chosen, order[number]: business})
                    rest[business] += values[order[number]]

        place(0, {})
        return solutions[0] if len(solutions) == 1 else None

    def changed_alike(self) -> None:
        """Lines of two statements, or two results of one, that the amendment moves by the same amounts."""
        moved: dict[tuple[tuple[int, int], ...], list[LineKey]] = defaultdict(list)
        points = [number for number, view in enumerate(self.views) if view.stage == CHANGE]
        for key, amounts in self.lines.items():
            vector = tuple((number, amounts[number]) for number in points if amounts.get(number))
            if len({abs(amount) for _, amount in vector}) >= 2:
                moved[vector].append(key)
        tried = sum(1 for _ in self.lines) ** 2
        proposed = 0
        for keys in moved.values():
            keys.sort(key=lambda key: key in self.totals)
            first = keys[0]
            for other in keys[1:]:
                evidence = weigh(first, [(other, 1)], [self.views[n] for n in points])
                if not evidence.confirms or evidence.chance * tried > SURE or proposed >= CHANGES:
                    continue
                proposed += self.propose(
                    first, [(other, 1)], evidence, tried, "",
                    "補正が二つの科目を同じ額だけ動かす（増減の欄だけ）", "the amendment moves both lines by the same amounts (in the change only)",
                    (CHANGE,), probable=True,
                )  # fmt: skip


def tie_views(views: list[View], key: LineKey) -> list[View]:
    """The views of the result that print a line."""
    return [view for view in views if view.stage == RESULT and key in view.cells]


def common_words(one: str, other: str) -> str:
    """The longest part that two labels share, if it says something: two letters that are no word of every account."""
    best = ""
    for start in range(len(one)):
        for end in range(start + len(best) + 1, len(one) + 1):
            if one[start:end] not in other:
                break
            best = one[start:end]
    return best if is_telling(best) else ""


def is_telling(part: str) -> bool:
    """Whether a part of a label says what the line is of."""
    if says("generic", part):
        return False
    letters = sum(not ("ぁ" <= letter <= "ゖ") and letter not in "・、（）()等" for letter in part)
    return letters >= 2


def by_word(siblings: list[LineKey]) -> list[tuple[str, tuple[LineKey, ...]]]:
    """The words that two or more of some lines share, and these lines; the longest words first."""
    words = {
        key.label[start:end] for key in siblings for start in range(len(key.label)) for end in range(start + 2, len(key.label) + 1)
    }  # fmt: skip
    found = []
    for word in sorted(words, key=lambda word: (-len(word), word)):
        parts = tuple(key for key in siblings if word in key.label)
        if 2 <= len(parts) < len(siblings) and is_telling(word):
            found.append((word, parts))
    return found


def common_part(labels: Iterable[str]) -> str:
    """The longest part that all labels share, if it says something."""
    first, *others = labels
    best = ""
    for start in range(len(first)):
        for end in range(start + len(best) + 1, len(first) + 1):
            if not all(first[start:end] in label for label in others):
                break
            best = first[start:end]
    return best if is_telling(best) else ""
