"""Which line is the sum of which: layout and words propose, every view of the lines decides.

The lines of a statement are read in their order with a stack of those that no sum has taken
yet. A total after its parts takes the last ones of the stack; a total before its parts takes
the first ones that follow; a result (差引, 利益, 期末 ...) takes lines with plus and minus. What is
left at the end may balance. A sum is taken only if it holds in every view that prints it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import accumulate, combinations, product, takewhile
from math import prod

from reader.chance import Evidence, is_slip, other_readings, weigh
from reader.known import Known, Span
from reader.reading import CHANGE, Row
from reader.shapes import Node, Shape, Sum
from reader.words import says, without_total

# Chances of an accident below which a sum that words or layout propose, and one that nothing
# proposes, are called proved; above which the latter is left out.
SPOKEN, UNSPOKEN, POSSIBLE = 1e-4, 1e-9, 1e-6
# The chance up to which a sum is thought of that only the whole table confirms.
LIKELY = 1e-2
# Lines that may be all parts of the line before, in one table.
SINGLES = 10
# Lines that one line may be the sum of without a word of it; how many times larger a wrong digit makes an amount, at most.
LONGEST, WRONG_DIGIT = 100, 10
# Views that say something new from which on no other reading is looked for.
ENOUGH = 5
# Ways to read a table that are looked at.
WAYS = 100_000
# Blocks of a table that confirm its ranks together.
BLOCKS = 2
BEHIND = ("行の数字が、続いて並ぶ科目の和", "the line's figures are the sum of the lines that follow")
# What heads the two sides of an account, of which the totals are equal.
OPPOSITE = (("収入", "支出"), ("歳入", "歳出"), ("収益", "費用"), ("資産", "負債"))
SIDES = ("合計を表す語の行。小計と差引の和", "a line with the word of a total: the sum of subtotals and results")
PARTIAL = ("補正のあった科目だけが印刷され、増減だけが合う", "only amended parts are printed, so that only the change adds up")
# What a label says of other lines by their letters, and the letter of its own.
LETTERS = re.compile(r"(\(?[A-Z]\)?(?:[-+]\(?[A-Z]\)?)+\)?)(?:[=(]?[A-Z]\)?)?$")
# Lines that a result takes.
RESULT_OF = 6
# Share of the blocks of a table that may not add up where the others do: there a figure is wrong.
MISREAD = 0.2


def nearly(evidence: Evidence, tried: int, unit: int = 0) -> bool:
    """Whether a sum holds in several views and fails in one: there a figure is wrong.

    With a unit of the figures, in yen, a sum that fails by a slip in the only view will do.
    """
    if unit and is_slip(evidence, tried, unit):
        return True
    if len(evidence.fails) != 1 or len(evidence.holds) < 2:
        return False
    return evidence.chance * tried < (UNSPOKEN if evidence.flips else POSSIBLE)


def mixed(evidence: Evidence) -> bool:
    """Whether a sum holds and fails in columns of one business other than the change: parts that are not printed break both."""
    failing = {view.business for view in evidence.fails}
    return any(view.stage != CHANGE and view.business in failing for view in evidence.holds)


def are_opposite(one: Node, other: Node) -> bool:
    """Whether two lines are of the two sides of an account, by their words or those of what they stand below."""
    words = [f"{node.row.section}{node.label}" for node in (one, other)]
    return any(left in words[place] and right in words[1 - place] for left, right in OPPOSITE for place in (0, 1))


def is_result(node: Node) -> bool:
    """Whether a label says that its line is a result of others, and not one of several parts."""
    return says("difference", node.label) and not says("part", node.label)


class Footing:
    """Finds the sums of one shape."""

    def __init__(self, shape: Shape, known: Known) -> None:
        self.shape, self.known = shape, known
        self.sums: list[Sum] = []
        self.taken: set[int] = set()

    def find(self) -> list[Sum]:
        """All sums, by depth, forwards, backwards, and what balances at the end."""
        self.lettered()
        self.by_depth()
        self.forwards()
        self.backwards()
        self.results()
        self.sides()
        self.balance()
        return self.sums

    def weigh(self, parent: Node, parts: Sequence[tuple[Node, int]]) -> Evidence:
        """Try a sum, unless what is known of its lines contradicts it, or lost marks would have lines cancel their sum."""
        if not self.known.allows(parent.key, [(part.key, weight) for part, weight in parts]):
            return Evidence()
        found = self.shape.weigh(parent, parts)
        return Evidence() if found.flips and self.has_sum([part for part, _ in parts]) else found

    def take(self, found: Sum) -> None:
        """Accept a sum: its parts are taken."""
        self.sums.append(found)
        found.parent.parts = [child for child, _ in found.children]
        self.taken |= {id(child) for child, _ in found.children}

    def has_parts(self, node: Node) -> bool:
        """Whether a line is already a sum."""
        return bool(node.parts)

    def lettered(self) -> None:
        """A line that says of which lettered lines it is formed: (A)-(B)."""
        marked: dict[str, Node] = {}
        for node in self.shape.nodes:
            formula = LETTERS.search(node.label)
            terms = re.findall(r"([-+]?)\(?([A-Z])", formula[1]) if formula else []
            if terms and all(letter in marked for _, letter in terms):
                children = [(marked[letter], -1 if sign == "-" else 1) for sign, letter in terms]
                found = Sum(node, children, self.weigh(node, children), 1, "科目名の式", "as its label says", sure=True)
                if found.evidence.confirms or nearly(found.evidence, 1, self.shape.unit):
                    self.sums.append(found)
                    node.parts = [child for child, _ in children]
            if mark := re.search(r"\(?([A-Z])\)?$", node.label):
                marked[mark[1]] = node

    def by_depth(self) -> None:
        """A line with deeper lines under it is their sum; where only amended parts are printed, in the change."""
        nodes = self.shape.nodes
        failed = []
        for number in reversed(range(len(nodes))):
            parent, children = nodes[number], []
            for node in nodes[number + 1 :]:
                # A total that closes the table stands at the rank of none of its lines.
                closes = parent.row.numbering and not node.row.numbering and says("total", node.label)
                if node.row.depth <= parent.row.depth or closes:
                    break
                children.append(node)
            if not children:
                continue
            top = min(node.row.depth for node in children)
            parts = [(node, 1) for node in children if node.row.depth == top]
            evidence = self.weigh(parent, parts)
            reason = ("字下げ・款項の番号が示す内訳", "parts by indentation or numbering")
            found = Sum(parent, parts, evidence, 1, *reason, sure=True)
            if evidence.confirms:
                self.take(found)
                continue
            # 第1款 with only the amended 項: the parts make up the change and no more.
            changed = [view for view in self.shape.views if view.stage == CHANGE]
            partial = weigh(parent.key, [(node.key, 1) for node, _ in parts], changed)
            if changed and partial.confirms and not mixed(evidence):
                found.evidence, found.stages = partial, (CHANGE,)
                found.words_ja, found.words_en = f"{reason[0]}。{PARTIAL[0]}", f"{reason[1]}; {PARTIAL[1]}"
                self.take(found)
            elif evidence.fails:
                failed.append(found)
        # Ranks under which every block adds up are confirmed as one, the smallest amounts included.
        joint = prod(found.evidence.chance for found in self.sums)
        if len(self.sums) >= BLOCKS and not failed and joint < SPOKEN:
            for found in self.sums:
                found.evidence.chance = joint
                found.words_ja += f"（表の {len(self.sums)} の内訳が全て合う）"
                found.words_en += f" (all {len(self.sums)} blocks of the table add up)"
        for found in [one for one in self.sums if one.evidence.chance >= LIKELY]:
            # A small amount that happens to be equal to another.
            self.sums.remove(found)
            self.taken -= {id(child) for child, _ in found.children}
            found.parent.parts = []
        # Where the other blocks of the table add up, one that does not has a wrong figure.
        for found in failed:
            numbered = found.parent.row.numbering.startswith("第") and len(found.children) > 1 and not self.shape.changes
            if len(failed) <= MISREAD * len(self.sums) or numbered or nearly(found.evidence, 1, self.shape.unit):
                self.take(found)

    def forwards(self) -> None:
        """Totals and results after their parts."""
        stack: list[Node] = []
        for node in self.shape.nodes:
            if id(node) in self.taken:
                continue
            if not self.has_parts(node) and stack:
                found = None
                if says("total", node.label):
                    found = self.total(node, stack) or self.result(node, stack)
                elif is_result(node):
                    found = self.result(node, stack) or self.total(node, stack)
                if found:
                    self.take(found)
                    gone = {id(child) for child, _ in found.children}
                    stack = [other for other in stack if id(other) not in gone]
            stack.append(node)

    def total(self, node: Node, stack: list[Node]) -> Sum | None:
        """The last lines of the stack that a line with the word of a total is the sum of."""
        start, heading = self.section(node, stack)
        best: Sum | None = None
        near: Sum | None = None
        tried = 0
        lengths = [len(stack) - start] if start is not None and start < len(stack) else []
        lengths += [length for length in range(1, len(stack) + 1) if length not in lengths]
        for length in lengths:
            parts = [(part, 1) for part in stack[-length:]]
            if length == 1 and not (heading or says("total", node.label)):
                continue
            tried += 1
            evidence = self.weigh(node, parts)
            sure = heading is not None and length == lengths[0]
            if evidence.confirms and not (evidence.flips and self.is_printed(node, [part for part, _ in parts], stack)):
                best = Sum(node, parts, evidence, tried, *self.say(heading), sure=sure)
                break
            if near is None and nearly(evidence, tried, self.shape.unit):
                near = Sum(node, parts, evidence, tried, *self.say(heading), sure=sure)
        if best is not None and len(best.children) == 1 and says("total", best.children[0][0].label):
            # Two totals that are equal are two sides, and none is a part of the other.
            best.kind, best.sure = "balance", False
            return best
        if best is None:
            return near or self.partial(node, stack)
        if not best.sure:
            # Nil lines before the parts: nothing but the layout can tell whether they are parts too.
            first = len(stack) - len(best.children)
            section = best.children[0][0].row.section
            while first and self.shape.is_nil(stack[first - 1]) and stack[first - 1].row.section == section:
                first -= 1
            best.children = [(part, 1) for part in stack[first:]]
            best.sure = (not first or not self.shape.is_nil(stack[first - 1])) and self.is_unique(best, stack)
        return best

    def has_sum(self, parts: list[Node]) -> bool:
        """Whether one line prints the sum of those right behind it, or right before it, as a line does with its parts."""
        amounts = self.shape.amounts(*parts)
        for rows in (amounts, amounts[::-1]):
            for place, whole in enumerate(rows):
                sums = accumulate(rows[place + 1 :], lambda one, other: tuple(map(int.__add__, one, other)))
                if any(whole) and whole in sums:
                    return True
        return False

    def partial(self, node: Node, stack: list[Node]) -> Sum | None:
        """A total of which only the amended parts are printed: they make up its change, and no more."""
        changed = [view for view in self.shape.views if view.stage == CHANGE]
        parts = [(part, 1) for part in stack]
        if not changed or not says("total", node.label) or len(parts) < 2:
            return None
        evidence = weigh(node.key, [(part.key, 1) for part, _ in parts], changed)
        if not evidence.confirms or evidence.flips or not self.known.allows(node.key, [(part.key, 1) for part, _ in parts]):
            return None
        return Sum(node, parts, evidence, 1, *PARTIAL, sure=True, stages=(CHANGE,))

    def is_unique(self, one: Sum, before: list[Node]) -> bool:
        """Whether no other lines of those before make up a total as well, but for what the sums found so far imply."""
        if one.evidence.independent >= ENOUGH or self.shape.rounded and one.evidence.independent > 1:
            return True
        span = Span()
        for known in [*self.sums, one]:
            span.adds(known.parent.key, [(part.key, weight) for part, weight in known.children])
        for node in before:
            if self.shape.is_nil(node):
                span.adds(node.key, [])
        one.has_rival = bool(one.evidence.flips) and any(
            self.weigh(one.parent, parts).confirms and not span.follows(one.parent.key, [(part.key, 1) for part, _ in parts])
            for parts in self.with_others(one, before)
        )
        amounts = self.shape.amounts(one.parent, *before)
        others = other_readings(amounts[0], amounts[1:]) if amounts else []
        return not one.has_rival and all(span.follows(one.parent.key, [(before[place].key, 1) for place in other]) for other in others)

    def with_others(self, one: Sum, before: list[Node]) -> Iterator[list[tuple[Node, int]]]:
        """A sum with one or two parts fewer, or with another line for one: what marks that may be lost leave possible."""
        parts = one.children if len(one.children) <= SINGLES else []
        for count in (1, 2):
            for gone in combinations(parts, count):
                if kept := [part for part in parts if part not in gone]:
                    yield kept
                if count == 1:
                    taken = {id(part) for part, _ in parts}
                    yield from ([*kept, (node, 1)] for node in before if id(node) not in taken and not self.shape.is_nil(node))

    def section(self, node: Node, stack: list[Node]) -> tuple[int | None, Row | None]:
        """Where in the stack the section begins that a total closes, by its heading."""
        bare = without_total(node.label)
        place = self.shape.nodes.index(node)
        opened = [(at, row) for at, row in self.shape.headings if at <= place and row.normalised == bare]
        if not opened:
            opened = [(at, row) for at, row in self.shape.headings if at <= place and row.normalised in (bare + "の部", bare + "の合計")]
        if not opened:
            return None, None
        at, row = opened[-1]
        inside = {id(other) for other in self.shape.nodes[at:place]}
        return next((n for n, other in enumerate(stack) if id(other) in inside), None), row

    def say(self, heading: Row | None) -> tuple[str, str]:
        """Why a line is a total, in words."""
        if heading is not None:
            return f"見出し「{heading.label}」の下の科目の合計", f"the total of what stands under the heading 「{heading.label}」"
        return "合計を表す語の行と、その直前に並ぶ科目", "a line with the word of a total, and the lines before it"

    def result(self, node: Node, stack: list[Node]) -> Sum | None:
        """The lines that a result is formed from, with plus and minus by their words; where marks are printed, by number."""
        reason = ("差引の結果を表す語の行", "a line with the word of a result")
        known = all(cell.sign is not None for view in self.shape.views for cell in view.cells.values())
        near: Sum | None = None
        tried = 0
        for length in range(2, min(RESULT_OF, len(stack)) + 1):
            for parts in ([*stack[-length:]], [stack[-length - 1], *stack[1 - length :]] if len(stack) > length else None):
                if parts is None:
                    continue
                spoken = [-1 if says("outflow", part.label) and not says("difference", part.label.replace("損失", "")) else 1 for part in parts]
                spoken[0] = 1
                patterns = [spoken]
                if known and length <= 4:
                    patterns += [[1, *rest] for rest in product((1, -1), repeat=length - 1) if [1, *rest] != spoken]
                for weights in patterns:
                    tried += 1
                    children = list(zip(parts, weights, strict=True))
                    evidence = self.weigh(node, children)
                    if near is None and weights == spoken and nearly(evidence, tried, self.shape.unit):
                        near = Sum(node, children, evidence, tried, *reason, sure=False)
                    if not evidence.confirms or evidence.chance * tried >= SPOKEN or evidence.flips and self.is_printed(node, parts, []):
                        continue
                    if evidence.flips and says("total", node.label) and self.adds_up(node, parts):
                        continue  # a total that its parts make up as printed deducts none of them
                    # What is left of a line after others is a part of it: read as such from there.
                    is_part = weights != spoken and weights.count(1) == 1
                    if not is_part and not self.shape.is_reducible(node, children) and not self.counts_twice(children):
                        sure = says("difference", node.label) and (weights == spoken or known)
                        return Sum(node, children, evidence, tried, *reason, sure=sure and self.is_only_result(node, stack, evidence))
        return near

    def counts_twice(self, children: list[tuple[Node, int]]) -> bool:
        """Whether a line and one that is the same everywhere, as its only part is, are both added or both deducted."""
        amounts = self.shape.amounts(*(part for part, _ in children))
        told = [(weight, of_part) for (_, weight), of_part in zip(children, amounts, strict=True) if any(of_part)]
        return len(set(told)) < len(told)

    def is_printed(self, node: Node, parts: list[Node], stack: list[Node]) -> bool:
        """Whether lines add up as printed, so that no mark was lost: one or two to a line, or it and its parts but one to that one."""
        sums = [(node, some) for count in (1, 2) for some in combinations(stack, count)]
        sums += [(whole, (node, *(part for part in parts if part is not whole))) for whole in parts]
        return any(self.adds_up(whole, some) for whole, some in sums)

    def adds_up(self, node: Node, parts: Sequence[Node]) -> bool:
        """Whether lines add up to one as they are printed."""
        found = self.shape.weigh(node, [(part, 1) for part in parts])
        return found.confirms and not found.flips

    def is_only_result(self, node: Node, stack: list[Node], evidence: Evidence) -> bool:
        """Whether one set only of the lines before a result makes it up, whatever is added and what deducted."""
        if evidence.independent >= ENOUGH:
            return True
        nearby = [other for other in stack[-RESULT_OF:] if not self.shape.is_nil(other)]
        sets = set()
        for weights in product((0, 1, -1), repeat=len(nearby)):
            children = [(other, weight) for other, weight in zip(nearby, weights, strict=True) if weight]
            if children and self.shape.weigh(node, children).confirms:
                sets.add(frozenset(id(other) for other, _ in children))
        return len(sets) == 1

    def backwards(self) -> None:
        """Totals before their parts, without a word of it in the layout.

        In a table of one column such a sum may be an accident. If with the sums that are likely
        the lines left over add up to the total of the table, all of them are confirmed at once.
        """
        before = list(self.sums), set(self.taken)
        likely, top = self.parts_behind(LIKELY)
        closing = self.closing(top)
        if closing is not None:
            singles, found = closing
            found.sure = self.is_only_way(found.parent)
            for one in [*likely, *singles]:
                one.sure = found.sure
                one.evidence.chance = min(one.evidence.chance, found.evidence.chance)
                one.words_ja, one.words_en = (
                    "続いて並ぶ科目の和。残る行の和が表の合計に等しく、表の全ての行がどこかの内訳になる",
                    "the sum of the lines that follow; what is left adds up to the total of the table, so that every line is a part of one sum",
                )
                self.take(one)
            self.take(found)
            return
        for one in likely:
            one.parent.parts = []
        self.sums, self.taken = before
        for one in self.together(likely) or self.parts_behind(POSSIBLE)[0]:
            self.take(one)
        if any(one.words_en == BEHIND[1] for one in self.sums):
            for one in self.parts_behind(POSSIBLE, singles=True)[0]:
                self.take(one)

    def together(self, likely: list[Sum]) -> list[Sum]:
        """Sums that confirm one another: each line that no sum takes stands with all below it, or they hold every line of the table.

        None if by themselves they are as sure.
        """
        below = {id(one.parent): one for one in likely}

        def tree(one: Sum) -> list[Sum]:
            return [one, *(inner for child, _ in one.children if id(child) in below for inner in tree(below[id(child)]))]

        held = {id(child) for one in likely for child, _ in one.children}
        trees = [tree(one) for one in likely if id(one.parent) not in held]
        if len(trees) > 1 and held | below.keys() >= {id(node) for node in self.shape.nodes}:
            trees = [[one for some in trees for one in some]]
        found = []
        for some in trees:
            if prod(one.evidence.chance * one.tried for one in some) <= POSSIBLE and all(one.evidence.confirms for one in some):
                found += some
        return found if len(found) > sum(one.evidence.chance * one.tried <= POSSIBLE for one in likely) else []

    def is_only_way(self, total: Node) -> bool:
        """Whether a table can be read in one way only as blocks, within one another, that add up to its total.

        A block is a line and those after it that it is the sum of. Lines that are nil may stand
        in any block.
        """
        nodes = [node for node in self.shape.nodes if node is not total and not self.shape.is_nil(node)]
        goal, *values = self.shape.amounts(total, *nodes) or [()]
        if not goal:
            return False
        none_negative = all(value >= 0 for row in values for value in row)
        steps = 0

        def sequences(place: int, rest: tuple[int, ...]) -> Counter[int]:
            """Where a sequence of blocks may end that begins at a line and adds up to an amount, and in how many ways."""
            nonlocal steps
            steps += 1
            found: Counter[int] = Counter()
            if steps > WAYS or place == len(nodes) or none_negative and any(value < 0 for value in rest):
                return found
            for end, ways in blocks[place].items():
                left = tuple(a - b for a, b in zip(rest, values[place], strict=True))
                if not any(left):
                    found[end] += ways
                for last, more in sequences(end + 1, left).items():
                    found[last] += ways * more
            return found

        # Blocks of later lines are known before those of earlier ones, which may hold them.
        blocks: dict[int, Counter[int]] = {}
        for place in reversed(range(len(nodes))):
            blocks[place] = Counter({place: 1}) + sequences(place + 1, values[place])
        whole = sequences(0, goal)[len(nodes) - 1]
        return whole == 1 and steps <= WAYS

    def parts_behind(self, limit: float, singles: bool = False) -> tuple[list[Sum], list[Node]]:
        """Lines that are the sum of the first of those that follow, and the lines that are left.

        Args:
            limit: The chance of an accident up to which a sum is taken.
            singles: Whether one line may be all parts of another.
        """
        found: list[Sum] = []
        stack: list[Node] = []
        parents = {id(node) for node in self.shape.nodes if self.has_parts(node)}
        for node in reversed(self.shape.nodes):
            if id(node) in self.taken:
                continue
            if id(node) not in parents:
                near: Sum | None = None
                for length in self.lengths(node, stack):
                    parts = [(part, 1) for part in reversed(stack[-length:])]
                    spoken = says("total", node.label)
                    alone = length == 1 and not spoken and not (singles or self.is_under(parts[0][0], node))
                    if alone or all(self.shape.is_nil(part) for part, _ in parts):
                        continue
                    evidence = self.weigh(node, parts)
                    if near is None and length > 1 and nearly(evidence, length):
                        near = Sum(node, parts, evidence, length, *BEHIND, sure=False)
                    if not evidence.confirms or evidence.chance * length > (SPOKEN if spoken else limit):
                        continue
                    if evidence.flips and not spoken:
                        continue
                    found.append(Sum(node, parts, evidence, length, *BEHIND, sure=spoken or length == 1 and not singles))
                    node.parts = [part for part, _ in parts]
                    stack = stack[:-length]
                    break
                else:
                    if near is not None:
                        found.append(near)
                        node.parts = [part for part, _ in near.children]
                        stack = stack[: -len(near.children)]
            stack.append(node)
        return found, list(reversed(stack))

    def lengths(self, node: Node, stack: list[Node]) -> list[int]:
        """How many of the last lines may be the parts of one before them, by the amounts alone.

        In some view they make its amount, unless a mark may be lost. Where none is below nil they make
        no more than ten times its amount: one wrong digit makes an amount no larger.
        """
        reach = min(len(stack), LONGEST)
        found: set[int] = set()
        for view in self.shape.views:
            measure = next((key.measure for key in view.cells), "")
            cells = [view.cells.get(part.key._replace(measure=measure)) for part in (node, *reversed(stack[-reach:]))]
            printed = list(takewhile(lambda cell: cell is not None, cells))
            if not printed:
                continue
            if any(cell.sign is None and cell.size for cell in printed):
                found |= set(range(1, len(printed)))
                continue
            amounts = [(cell.sign or 1) * cell.size for cell in printed]
            slack = printed[0].half
            total = 0
            for length, (amount, cell) in enumerate(zip(amounts[1:], printed[1:], strict=True), 1):
                total, slack = total + amount, slack + cell.half
                if abs(total - amounts[0]) <= slack:
                    found.add(length)
                if min(amounts) >= 0 and total > WRONG_DIGIT * amounts[0] + slack:
                    reach = min(reach, length)
                    break
        return sorted(length for length in found if length <= reach)

    @staticmethod
    def is_under(node: Node, above: Node) -> bool:
        """Whether a line stands under another by its numbering: 1 under 第1項."""
        return above.row.numbering.startswith("第") and bool(node.row.numbering) and not node.row.numbering.startswith("第")

    def closing(self, top: list[Node]) -> tuple[list[Sum], Sum] | None:
        """What closes a table: its total, as the sum of the lines that no sum has taken.

        A line that is equal to the one before it may be all of its parts; which are, is told by
        the total, if in one way only.

        Returns:
            The lines that are all parts of the one before, and the sum that closes the table.
        """
        total = top[-1] if top and says("total", top[-1].label) else None
        if total is None or self.has_parts(total) or len(top) < 3:
            return None
        pairs = [
            (one, other) for one, other in zip(top, top[1:-1], strict=False)
            if not self.shape.is_nil(one) and not self.has_parts(one) and self.weigh(one, [(other, 1)]).confirms
        ]  # fmt: skip
        if len(pairs) > SINGLES:
            return None
        found = []
        for chosen in product((False, True), repeat=len(pairs)):
            taken = [pair for pair, is_taken in zip(pairs, chosen, strict=True) if is_taken]
            gone = {id(other) for _, other in taken}
            if any(id(one) in gone for one, _ in taken):
                continue
            parts = [(node, 1) for node in top[:-1] if id(node) not in gone]
            evidence = self.weigh(total, parts)
            if evidence.confirms and not evidence.flips:
                found.append((taken, parts, evidence))
        if len(found) != 1:
            return None
        taken, parts, evidence = found[0]
        tried = 2 ** len(pairs)
        if evidence.chance * tried > SPOKEN:
            return None
        singles = [Sum(one, [(other, 1)], self.weigh(one, [(other, 1)]), 1, *BEHIND, sure=True) for one, other in taken]
        return singles, Sum(total, parts, evidence, tried, *self.say(None), sure=True)

    def results(self) -> None:
        """Results of lines that are totals only since the second pass."""
        stack: list[Node] = []
        for node in self.shape.nodes:
            if id(node) in self.taken:
                continue
            if not self.has_parts(node) and stack and is_result(node):
                found = self.result(node, stack)
                if found:
                    self.take(found)
                    gone = {id(child) for child, _ in found.children}
                    stack = [other for other in stack if id(other) not in gone]
            stack.append(node)

    def sides(self) -> None:
        """Totals of an account of two sides: a result that makes both equal was taken from their parts."""
        for place, node in enumerate(self.shape.nodes):
            if self.has_parts(node) or not says("total", node.label) or self.shape.is_nil(node):
                continue
            before = [other for other in self.shape.nodes[:place] if self.has_parts(other) and not self.shape.is_nil(other)][-RESULT_OF:]
            amounts = self.shape.amounts(node, *before)
            if len(before) < 2 or not amounts:
                continue
            readings = [[before[n] for n in sorted(chosen)] for chosen in other_readings(amounts[0], amounts[1:]) if len(chosen) > 1]
            span = Span()
            for known in self.sums:
                span.adds(known.parent.key, [(part.key, weight) for part, weight in known.children])
            for parts in readings[:1]:
                one = Sum(node, [(part, 1) for part in parts], self.weigh(node, [(part, 1) for part in parts]), 2 ** len(before), *SIDES, sure=True)
                if not one.evidence.confirms or one.evidence.flips:
                    continue
                span.adds(node.key, [(part.key, 1) for part in parts])
                one.sure = all(span.follows(node.key, [(part.key, 1) for part in other]) for other in readings)
                self.sums.append(one)
                node.parts = parts

    def balance(self) -> None:
        """Two sides that are left at the end and equal everywhere."""
        left = [node for node in self.shape.nodes if id(node) not in self.taken and not self.shape.is_nil(node)]
        if not 2 <= len(left) <= RESULT_OF:
            return
        tried = 0
        for place, parent in enumerate(left):
            parts = [(node, 1) for node in left if node is not parent]
            if place and len(left) > 2:
                continue
            tried += 1
            spoken = all(says("total", node.label) for node in left) and len(left) == 2 and are_opposite(*left)
            evidence = self.weigh(parent, parts)
            if not evidence.confirms or evidence.flips or evidence.chance * tried >= POSSIBLE:
                continue
            if not self.shape.is_reducible(parent, parts):
                # Of other totals that are equal, as of two parts of one list, it may be an accident.
                reason = ("二つの総額が全ての欄で等しい", "two grand totals that are equal in every column")
                self.sums.append(Sum(parent, parts, evidence, tried, *reason, sure=spoken, kind="balance"))
                return
