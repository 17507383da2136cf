"""The labels that words in one line make: a blank stands between two of them as between the words, or letters, of one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import product, takewhile
from math import prod

from reader.glossary import read_header, terms, translate
from reader.grid import Amounts, Texts, amounts_in, without_rates
from reader.layout import FORMULA, SENTENCE, TOTALS
from reader.pieces import signed
from reader.run_words import NUMBER, SIDE, SPREAD, Word, ends_side, heads_among, is_unit, letters_of_items
from reader.sides import SIDES
from reader.text import TOTAL, plain

# Letters of a label, words of which labels are looked for, ways to part them that are kept, and what two of these must differ by.
LETTERS_AT_MOST, WORDS, WAYS, APART = 30, 120, 6, 1.0
# What a way to part words into labels costs: a word that is not known, letters that make none, words joined, a label that begins amid
# words, a side of the budget or a word left out, what is none.
UNKNOWN, LETTERS, JOINED, CUT, SIDE_LEFT_OUT, LEFT_OUT, NEVER = 0.5, 1.2, 2.0, 1.5, 1.2, 2.5, 99.0
# What each label may cost at most, and where it is of one column alone.
DEAR, DEAR_ALONE = 0.5, 0.25
# Ways to share labels out that are looked at, and runs behind a label in which it may go on.
TRIALS, NEAR = 256, 6
# What is a piece of a header, or goes on in the next word, and is no label.
PIECE = re.compile(
    "増減|対前|前年度?(?:比|から|当初|予算|決算|同期|$)|[0-9元]年度|構成比|比較|金額|[予決]算額|区分|科目|済額|^[のをにはが]|[のをにはが]$"
)
CONNECTS = re.compile("^(?:及び|並びに|又は)|(?:及び|並びに|又は)$")
# How one begins that has its number, and one whose number has its rank.
BEGINS = re.compile(r"[0-9]{1,2}(?:[.、]|$)|\((?:[0-9]{1,2}|[ア-ン])\)|第[0-9]+[款項目]|[①-⑳]")
MARKED = re.compile("第[0-9]+[款項目節]")
RANKS, RANKED = "款項目節", re.compile(r"第([0-9]+)([款項目節])|([0-9]{1,2})(?=[.、 ]?[^0-9,.])")
# How a name of what is budgeted ends, and one of the sum of other rows.
ENDS, SUM = re.compile("[費金税料債入益用計額分産損息等他出]$"), re.compile("計$|総額$|事業(?:収益|費用)$|^資本的(?:収入|支出)$")

# A label, and the words that it is made from.
Label = tuple[str, list[Word]]
Labels = list[Label]
# What a way to read words costs, and where the words of each label begin and end.
Way = tuple[float, tuple[tuple[int, int], ...]]


# The labels of rows, the words before and behind them, and what the way to read them costs.
Named = tuple[Labels, list[Word], list[Word], float]


def name_rows(words: list[Word], rows: list[Texts], stand_before: bool, has_rest: bool) -> Named | None:
    """The labels of rows that words make, the words before and behind, and what the way to them costs; None if there is not one way.

    Args:
        words: The words.
        rows: The figures of the rows.
        stand_before: Whether the figures stand behind the words: what stands between is headers.
        has_rest: Whether one label may be of figures that are left out.
    """
    texts, count = [word.text for word in words], len(rows)
    if len(words) > WORDS:
        offset = len(words) - WORDS if stand_before else 0
        words = words[offset : offset + WORDS]
        texts = texts[offset : offset + WORDS]
    heads = heads_among(texts)
    # Amid labels even a header is not left out for nothing.
    steps = [
        [(start, price if is_taken else max(price, SIDE_LEFT_OUT), is_taken) for start, price, is_taken in steps_to(texts, heads, end)]
        for end in range(1, len(words) + 1)
    ]  # fmt: skip
    begins = [
        0.0 if not start or heads[start - 1] or ends_side(texts, start) or re.search(r"[)）。:：]$", texts[start - 1])
        else CUT if price_of((texts[start - 1],)) else LEFT_OUT
        for start in range(len(words))
    ]  # fmt: skip
    ends_at = [price_of_rest(texts[end:], heads[end:], len(rows[0]), stand_before) for end in range(len(words) + 1)]
    # The ways to so many labels of which the last ends before a place.
    ways: dict[tuple[int, int], list[Way]] = {}
    for start, price in enumerate(begins):
        ways[(start, 0)] = [(price, ())]
    for end in range(1, len(words) + 1):
        for done in range(1, min(count + has_rest, end) + 1):
            found: list[Way] = []
            for start, price, is_taken in steps[end - 1]:
                before = ways.get((start, done - is_taken), []) if is_taken or done < count + has_rest else []
                found += [(cost + price, (*parts, (start, end)) if is_taken else parts) for cost, parts in before]
            ways[(end, done)] = sorted(found)[:WAYS]
    ends = [(cost + ends_at[end], parts) for (end, done), some in ways.items() for cost, parts in some if done == count]
    # The label behind those of the rows is that of what is left out.
    ends += [(cost + ends_at[end], parts[:-1]) for (end, done), some in ways.items() for cost, parts in some if done > count]
    # Words that are more or fewer labels by themselves are none of so many.
    cheapest = [NEVER] * (len(words) + 1)
    for end in range(1, len(words) + 1):
        for start, price, is_taken in steps[end - 1]:
            before = min(cheapest[start], begins[start]) if is_taken else cheapest[start]
            cheapest[end] = min(cheapest[end], before + price)
    natural = min((cost + rest for cost, rest in zip(cheapest, ends_at, strict=True)), default=NEVER)
    ends.sort()
    dearest = min(1 + (DEAR if len(rows[0]) > 1 else DEAR_ALONE) * count, natural + APART + LEFT_OUT * has_rest)
    ways_named = [(cost, parts, [label_of(texts[start:end]) for start, end in parts]) for cost, parts in ends if cost <= dearest]
    fitting = [way for way in ways_named if keeps_totals(way[2], rows)]
    other = next((cost for cost, _, labels in fitting if labels != fitting[0][2]), NEVER)
    if not fitting or round(other - fitting[0][0], 6) < APART:
        return None
    price, parts, labels = fitting[0]
    first, last = parts[0][0], parts[-1][1]
    return [(label, words[start:end]) for label, (start, end) in zip(labels, parts, strict=True)], words[:first], words[last:], price


def price_of_rest(texts: list[str], heads: list[bool], width: int, stand_before: bool) -> float:
    """What it costs to take words behind the last label for none: up to the figures, or at all where these stand before the labels."""
    if not stand_before:
        return 0.0 if not heads or heads[0] else CUT
    totals = sum(read_header(text).kind == "total" for text in texts)
    # As many words behind the labels as columns may head these, though they are not known.
    return CUT * totals + (CUT if len(heads) == width > 1 and not any(heads) else LEFT_OUT * heads.count(False))


def labels_in(words: list[Word], is_behind: bool = False) -> list[Labels]:
    """The labels that words make, in each of the ways that cost least; of those behind a table the ones that begin the words."""
    words = words if is_behind else words[-WORDS:]
    if is_behind:
        words = list(takewhile(lambda word: not re.search(r"[0-9]|[。:：]", BEGINS.sub("", plain(word.text), count=1)), words[:WORDS]))
    texts = [word.text for word in words]
    heads = heads_among(texts)
    ways: list[list[Way]] = [[(0.0, ())]]
    for end in range(1, len(words) + 1):
        found = [
            (cost + price, (*parts, (start, end)) if is_taken else parts)
            for start, price, is_taken in steps_to(texts, heads, end) for cost, parts in ways[start]
        ]  # fmt: skip
        ways.append(sorted(found)[:WAYS])
    least = ways[-1][0][0]
    out: list[Labels] = []
    for cost, parts in ways[-1]:
        labels = [(label_of(texts[start:end]), words[start:end]) for start, end in parts]
        if cost - least < APART and labels not in out:
            out.append(labels)
    return out


def label_of(texts: list[str]) -> str:
    """The label that some words are: its number, and its letters."""
    number = [plain(text) for text in texts[:1] if NUMBER.fullmatch(plain(text)) and len(texts) > 1]
    return " ".join([*number, "".join(texts[len(number) :])])


def steps_to(texts: list[str], heads: list[bool], end: int) -> Iterator[tuple[int, float, bool]]:
    """The ways to read the words before a place: where a label, or what is left out, begins, what it costs, and whether it is a label."""
    letters = letters_of_items(texts)
    are_marked = sum(bool(MARKED.match(plain(text))) for text in texts) > 1
    for start in range(max(0, end - SPREAD), end):
        is_sum = texts[start:end] == ["計"] and heads[start]
        is_header = end - start > 1 and any(heads[start:end]) and not is_total("".join(texts[start:end]))
        is_cut = letters[start] or end < len(texts) and letters[end] and letters[end - 1] or parts_total(texts, start, end)
        price = NEVER if is_sum or is_header or is_cut else price_of(tuple(texts[start:end]))
        if price < NEVER:
            # Amid labels with their numbers those without one are parts of these.
            is_part = are_marked and not BEGINS.match(plain(texts[start])) and not is_total("".join(texts[start:end]))
            yield start, price + JOINED * is_part, True
        if plain("".join(texts[start:end])) in SIDES:
            yield start, SIDE_LEFT_OUT, False
    yield end - 1, 0.0 if heads[end - 1] else LEFT_OUT, False


def parts_total(texts: list[str], start: int, end: int) -> bool:
    """Whether a label would end, or begin, amid the letters of the total of a side: 市債歳入 before 合計."""
    begins = (first for first in range(max(0, end - SIDE + 1), end) if first != start)
    return any(TOTAL.fullmatch(plain("".join(texts[first : first + SIDE]))) for first in begins)


@cache
def price_of(texts: tuple[str, ...]) -> float:
    """What it costs to take words for one label."""
    if len(texts) > 1 and NUMBER.fullmatch(plain(texts[0])):
        # Letters behind a number are one name.
        price = price_of(texts[1:])
        are_letters = len(texts) > 2 and all(len(plain(text)) == 1 for text in texts[1:])
        return min(price, LETTERS / 4) if are_letters and price < NEVER else price
    flat = plain("".join(texts))
    kinds = [read_header(text).kind for text in texts]
    is_sum = texts[-1] == "計" and len(texts) > 1 and flat not in TOTALS and not is_total(flat)
    is_none = (
        any(BEGINS.match(plain(text)) for text in texts[1:]) or any(is_unit(text) or FORMULA.fullmatch(plain(text)) for text in texts)
        or any(kind in ("stage", "year", "ratio") for kind in kinds[:-1]) or len(texts) > 1 and kinds[-1] not in ("", "total")
        or len(flat) > LETTERS_AT_MOST or NUMBER.fullmatch(flat) or SENTENCE.search(flat) or CONNECTS.search(flat)
        or re.search(r"[。:：]|\d,\d", flat) or flat == "(計)" or is_sum and flat not in terms() and not flat.endswith("会計")
    )  # fmt: skip
    if is_none:
        return NEVER
    if re.fullmatch(r"\(.*\)", flat):
        return LEFT_OUT
    if len(flat) == 1:
        return 0.3 if flat == "計" else 4.0
    if is_total(flat):
        return 0.1 * (len(texts) > 1)
    if flat in SIDES:
        return CUT
    if read_header(flat).kind not in ("", "total") or PIECE.search(flat):
        return 4.0
    is_known = flat in terms() or translate(flat).is_whole
    if len(texts) == 1:
        return 0.0 if is_known else UNKNOWN
    if flat not in terms() and any(is_label(texts[:at]) and is_label(texts[at:]) for at in range(1, len(texts))):
        return JOINED * (len(texts) - 1)  # two labels
    singles = sum(len(plain(text)) == 1 for text in texts)
    if singles == len(texts):
        return 0.1 if is_known else LETTERS
    if re.fullmatch(r"\(.*\)", plain(texts[-1])):
        return price_of(texts[:-1]) + 0.2
    if singles >= len(texts) - 1:
        return 0.3 if is_known else LETTERS + UNKNOWN
    return 0.4 if flat in terms() else JOINED * (len(texts) - 1)


def is_label(texts: tuple[str, ...]) -> bool:
    """Whether words are a label that is known, or name a side of the budget."""
    return plain("".join(texts)) in SIDES or price_of(texts) < UNKNOWN / 2


def is_total(label: str) -> bool:
    """Whether a label names a total of what stands above it."""
    return bool(TOTAL.fullmatch(plain(label))) or plain(label) in ("合計", "総計", "歳入計", "歳出計")


def last_label(words: list[Word], alone: bool) -> Label | None:
    """The label that ends words, if all ways to read them end in it; if it must be alone, no other may stand before it."""
    ways = [[label for label in way if plain(label[0]) not in SIDES] for way in labels_in(words)]
    if alone and any(len(way) > 1 for way in ways):
        return None
    is_one = bool(ways) and bool(ways[0]) and all(way[-1:] == ways[0][-1:] for way in ways) and ways[0][-1][1][-1] is words[-1]
    return ways[0][-1] if is_one else None


def whole_label(label: Label, runs: list[list[Word]], place: int) -> Label:
    """A label that goes on in the next line of its cell, behind the figures: what closes its bracket, or makes it one that is known."""
    text, words = label
    flat = BEGINS.sub("", plain(text), count=1)
    is_open = flat.count("(") > flat.count(")")
    if not is_open and ENDS.search(flat) and (flat in terms() or translate(flat).is_whole):
        return label
    near = runs[place + 2 : place + 2 + NEAR]
    printed = {BEGINS.sub("", plain(word.text), count=1) for run in near for word in run}
    for run in near:
        for word in run if is_open else run[:1]:
            rest = plain(word.text)
            joined = f"{flat}{rest}"
            # Letters on both sides of the cut make a word that is known: 国民健康保 / 険税.
            is_known = joined in printed or any(joined[at:] in terms() for at in range(len(flat)))
            if not word.is_figure and (re.fullmatch(r"[^(]*\)", rest) if is_open else is_known):
                return f"{text}{word.text}", [*words, word]
    return label


def share_labels(
    between: list[list[Word]], behind: list[Word], counts: list[int], rows: list[Texts], *, has_figures_behind: bool
) -> list[Label | None] | None:
    """The label of each row, or none where the ways to share them out differ; None if no row has one.

    Args:
        between: The words before each run of rows.
        behind: Those behind the last.
        counts: Number of rows of each run.
        rows: The figures of the rows.
        has_figures_behind: Whether further figures follow: then the label right before these is theirs.
    """
    options: list[list[tuple[Labels, Labels]]] = []
    for number, (words, count) in enumerate(zip(between, counts, strict=True)):
        ways: list[tuple[Labels, Labels]] = []
        for labels in labels_in(words):
            is_beside = bool(labels) and labels[-1][1][-1] is words[-1]
            ways += [(labels[-count:], labels[:-count])] if is_beside and len(labels) >= count else []
            ways += [(labels[-1:], labels[:-1])] if is_beside and count > 1 else []
            ways += [([], labels)] if not labels or not number and not is_beside else []
        options.append(ways)
    if not all(options) or prod(map(len, options)) > TRIALS:
        return None
    # Words above a table that are no labels of it are left out before a row is; and so are those behind it.
    tiers: dict[int, dict[tuple[str, ...], list[Label | None]]] = {}
    last_ways = labels_in(behind, is_behind=True) or [[]]
    if has_figures_behind:
        last_ways = [labels[:-1] if labels and labels[-1][1][-1] is behind[-1] else labels for labels in last_ways]
    for last, way in product(last_ways, product(*options)):
        given: list[Label | None] = []
        for (own, _), count in zip(way, counts, strict=True):
            given += [*own, *[None] * (count - len(own))]
        above, *others = ([label for label in labels if plain(label[0]) not in SIDES] for _, labels in way)
        size = given.count(None)
        for left_out in range(len(above) + 1):
            left = [*above[left_out:], *(label for labels in others for label in labels)]
            rest = [*left, *last]
            is_full = len(rest) == size and (not rest or tells_order([label for label, _ in rest], [*map(bool, given)], rows))
            queue = list(rest)
            shared = [label or (queue.pop(0) if is_full else None) for label in given]
            names = [label[0] if label else "" for label in shared]
            if is_in_order(names) and keeps_totals(names, rows) and any(names):
                tiers.setdefault(bool(left_out) if is_full else 2, {})[tuple(names)] = shared
    few = list(tiers[min(tiers)].values()) if tiers else []
    # A row has its label if all ways give it the same.
    agreed = [labels[0] if len({label and label[0] for label in labels}) == 1 else None for labels in zip(*few, strict=True)]
    return agreed if any(agreed) else None


def tells_order(labels: list[str], is_named: list[bool], rows: list[Texts]) -> bool:
    """Whether labels that stand apart from their rows say that they are in order: their numbers rise, or what names a sum is that of rows
    that are one."""
    if sum(bool(RANKED.match(plain(label))) for label in labels) > 1 and is_in_order(labels):
        return True
    places = [place for place, has_name in enumerate(is_named) if not has_name]
    amounts = amounts_in(without_rates(rows))
    sums = [place for label, place in zip(labels, places, strict=True) if SUM.search(plain(label))]
    return bool(sums) and all(is_sum_at(amounts, place) for place in sums)


def is_sum_at(amounts: Sequence[Amounts], place: int) -> bool:
    """Whether a row is the sum of several right below or above it, each with its parts next to it or without any."""
    def heads(rows: Sequence[Amounts]) -> list[Amounts]:
        """The rows that are part of no other, the nearest last."""
        found: list[Amounts] = []
        for row in rows:
            size = size_of(row, found)
            found = [*found[: len(found) - size], row]
        return found

    def size_of(whole: Amounts, parts: list[Amounts]) -> int:
        total = (0,) * len(whole)
        for size, row in enumerate(reversed(parts), 1):
            total = tuple(map(int.__add__, total, row))
            if size > 1 and total == whole:
                return size
        return 0

    return any(size_of(amounts[place], heads(others)) for others in (amounts[:place:-1], amounts[:place]))


def counts_on(labels: list[str]) -> bool:
    """Whether the labels have numbers or none has, totals but for, and each number counts on from one before it, or begins with 1."""
    numbers = [int(mark[1] or mark[3]) if (mark := RANKED.match(plain(label))) else 0 for label in labels if not is_total(label)]
    open_numbers: list[int] = []
    for number in numbers:
        while number > 1 and open_numbers and open_numbers[-1] != number - 1:
            open_numbers.pop()
        if number > 1 and not open_numbers:
            return False
        open_numbers = [*(open_numbers[:-1] if number > 1 else open_numbers), number]
    return all(numbers) or not any(numbers)


def is_in_order(labels: list[str]) -> bool:
    """Whether the numbers of labels rise, or begin again with 1, those of each rank within the one above; of those of one style that come
    twice none tells."""
    found = [mark for label in labels if (mark := RANKED.match(plain(label)))]
    plains = [mark[3] for mark in found if mark[3]]
    last: dict[int, int] = {}
    for mark in found:
        rank = RANKS.index(mark[2]) if mark[2] else len(RANKS)
        number = int(mark[1] or mark[3])
        if (mark[2] or len(set(plains)) == len(plains)) and number != 1 and number <= last.get(rank, 0):
            return False
        last = {other: value for other, value in last.items() if other < rank} | {rank: number}
    return True


def keeps_totals(labels: list[str], rows: list[Texts]) -> bool:
    """Whether no part above a total, of those behind the total before it, is larger than it is, in the first column of amounts."""
    amounts = [abs(signed(row[0])) for row in without_rates(rows)]
    begin = 0
    for place, label in enumerate(labels):
        if not place and plain(label) in TOTALS:
            return False
        if is_total(label):
            if any(amount > amounts[place] for amount in amounts[begin:place]):
                return False
            begin = place + 1
    return True
