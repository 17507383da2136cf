"""The words and figures of a page in one line, and the headers among its words."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from itertools import groupby

from reader.glossary import read_header, terms
from reader.grid import Texts, is_rate
from reader.layout import FORMULA, UNIT, is_value
from reader.pieces import is_page_number, is_whole, known_headers, words_in
from reader.sides import SIDES
from reader.text import MONEY, TOTAL, Cell, Line, plain

# Words of one label or header at most, letters of a piece of a header that stands apart, and those of the total of a side.
SPREAD, LETTER, SIDE = 12, 3, 4
# What heads a column.
KINDS = ("stage", "year", "ratio", "amount", "attribute")
# The number of an item, alone.
NUMBER = re.compile(r"[0-9]{1,2}[.、]?|\((?:[0-9]{1,2}|[ア-ン])\)|第[0-9]+[款項目]|[①-⑳]")
# A year of which 年度 stands apart.
ERA = re.compile("(?:令和|平成|昭和)(?:[0-9]{1,2}|元)")
# Figures behind one at which it may be printed again, and those cut off that tell of a page that prints them twice.
NEAR, TWICE, TWO = 3, 3, re.compile(r"([0-9]{1,2})\1")
MINUS_ALONE = re.compile("[△▲]")
# The mark of a note on a figure.
NOTE = re.compile(r"[*※][0-9]{0,2}|\(?注[0-9]?\)?")


@dataclass(frozen=True)
class Word:
    """A word or a figure of a line: where it stands."""

    text: str
    line: int
    start: int
    end: int
    is_figure: bool


@dataclass
class Found:
    """A table in runs: its weight, its rows of figures, its labels and headers, the words that it is made
    from, the first and the last line of the figures of each row, and the unit behind it."""

    weight: float
    rows: list[Texts]
    labels: list[tuple[str, list[Word]]]
    heads: list[str]
    used: list[Word]
    spans: list[tuple[int, int]]
    declared: str = ""


def spans_of(rows: list[list[Word]]) -> list[tuple[int, int]]:
    """The first and the last line of the figures of each row."""
    return [(min(word.line for word in row), max(word.line for word in row)) for row in rows]


def runs_of(lines: list[Line]) -> list[list[Word]]:
    """The words of lines, and the figures, each behind each other; an empty run where a row stands whole."""
    runs: list[list[Word]] = []
    for number, line in enumerate(lines):
        if not line.filled:
            continue
        if not line.is_part or is_whole(line) or line.is_joined:
            runs.append([])
            continue
        for word in words_on(line, number):
            if not runs or not runs[-1] or runs[-1][-1].is_figure != word.is_figure:
                runs.append([])
                if len(runs) > 1 and not runs[-2]:
                    runs[-1] = []
            runs[-1].append(word)
    return printed_once(runs)


def printed_once(runs: list[list[Word]]) -> list[list[Word]]:
    """Runs without the second print of figures that a page prints twice over each other, to make them bold: 215,885 2,000 215,885 217,885
    2,000 217, the last of which is cut off. So are numbers of items: 11 for 1."""
    once = [without_echoes(run) if run and run[0].is_figure else run for run in runs]
    for place, (run, whole) in enumerate(zip(once, runs, strict=True)):
        if len(run) < len(whole) and place:
            once[place - 1] = [replace(word, text=TWO.sub(r"\1", word.text) if NUMBER.fullmatch(word.text) else word.text) for word in once[place - 1]]
    return once


def without_echoes(figures: list[Word]) -> list[Word]:
    """Figures each of which is printed again near behind, or its beginning is, without these; all if one in ten is not."""
    kept: list[int] = []
    echoed: set[int] = set()
    cut = 0
    for place, word in enumerate(figures):
        of = next((
            other for other in kept if other not in echoed and place - other <= NEAR
            and (figures[other].text == word.text or figures[other].text.startswith(f"{word.text},"))
        ), None)  # fmt: skip
        if of is None:
            kept.append(place)
        else:
            echoed.add(of)
            cut += figures[of].text != word.text
    are_twice = cut >= TWICE and 10 * len(echoed) >= 9 * len(kept)
    return [figures[place] for place in kept] if are_twice else figures


def words_on(line: Line, number: int) -> list[Word]:
    """The words and figures of a line; a number before words is that of an item."""
    cells = words_in(line.text)
    out: list[Word] = []
    place = 0
    while place < len(cells):
        first, last = cells[place], cells[place]
        behind = cells[place + 1] if place + 1 < len(cells) else None
        is_apart = behind is not None and MINUS_ALONE.fullmatch(plain(first.text)) and is_value(behind.text)
        if behind and (is_apart or plain(first.text + behind.text) in ("皆増", "皆減")):
            last = behind
        text = line.text[int(first.start) : int(last.end)]
        place += 1 + (last is not first)
        behind = cells[place] if place < len(cells) else None
        if is_value(text) and behind and (plain(behind.text) in MONEY or plain(behind.text) == "%"):
            last, place = behind, place + 1
            text = line.text[int(first.start) : int(last.end)]
            behind = cells[place] if place < len(cells) else None
        is_number = bool(NUMBER.fullmatch(plain(text))) and plain(text) != "0"
        counts = is_number and behind is not None and not is_value(behind.text) and not read_header(behind.text).kind
        if not NOTE.fullmatch(plain(text)):
            is_other = counts or bool(FORMULA.fullmatch(plain(text))) or is_page_number(replace(line, text=text))
            out.append(Word(text, number, int(first.start), int(last.end), is_value(text) and not is_other))
    return out


def heads_among(texts: list[str]) -> list[bool]:
    """Of each word, whether it is a header, one of the letters of one, a unit or a formula; or the word for a total, right behind these."""
    heads = [may_head(text) for text in texts]
    are_of_item = letters_of_items(texts)
    for start in range(len(texts)):
        may_begin = not are_of_item[start] and (len(plain(texts[start])) < LETTER or bool(ERA.fullmatch(plain(texts[start]))))
        ends = range(min(len(texts), start + SPREAD), start + 1, -1) if may_begin else ()
        end = next((end for end in ends if read_header("".join(texts[start:end])).kind in KINDS), start)
        if end > start and is_of_name(texts, start, end):
            continue
        heads[start:end] = [True] * (end - start)
    for place, text in enumerate(texts):
        heads[place] |= text == "計" and place > 0 and heads[place - 1]
    return heads


def is_of_name(texts: list[str], start: int, end: int) -> bool:
    """Whether letters that make a header are part of a longer name that is known: 前期 of 前期高齢者交付金."""
    names = (
        "".join(texts[first:last]) for first in range(max(0, end - SPREAD), start + 1) for last in range(end, min(len(texts), first + SPREAD) + 1)
        if last - first > end - start
    )  # fmt: skip
    return len(plain(texts[start])) == 1 and any(name in terms() for name in names)


def letters_of_items(texts: list[str]) -> list[bool]:
    """Of each word, whether it is one of the letters that stand behind the number of an item, and so part of its name."""
    found: list[bool] = []
    for place, text in enumerate(texts):
        is_first = place > 0 and bool(NUMBER.fullmatch(plain(texts[place - 1])))
        is_letter = len(plain(text)) == 1 and not NUMBER.fullmatch(plain(text)) and not TOTAL.fullmatch(plain("".join(texts[place : place + SIDE])))
        found.append(is_letter and (is_first or bool(found) and found[-1]))
    return found


def ends_side(texts: list[str], place: int) -> bool:
    """Whether the words before a place name a side of the budget."""
    return any(plain("".join(texts[start:place])) in SIDES for start in range(max(0, place - 3), place))


@cache
def may_head(text: str) -> bool:
    """Whether a word may stand amid headers: one of these, a unit, or a formula."""
    return bool(read_header(text).kind) and text not in ("計",) or is_unit(text) or bool(FORMULA.fullmatch(plain(text)))


def is_unit(text: str) -> bool:
    """Whether a word is a unit or says one."""
    flat = plain(text).strip("()[]〔〕")
    return flat in MONEY or flat in ("%", "単位") or bool(UNIT.search(plain(text)))


def heads_of(places: list[list[Word]], rows: list[Texts]) -> list[tuple[str, list[Word]]]:
    """The headers of the columns of rows among words, in order, each with its words; none if they are not as many."""
    found: list[tuple[str, list[Word]]] = []
    for number, words in enumerate(places):
        run = heads_in(words, is_last=number == 0)
        found += run
    rates = [any(map(is_rate, column)) for column in zip(*rows, strict=True)]
    if len(found) == len(rates):
        return found
    amounts = [one for one in found if read_header(one[0]).kind != "ratio"]
    if len(amounts) == rates.count(False):
        left = list(amounts)
        return [("構成比", []) if is_one else left.pop(0) for is_one in rates]
    return []


def heads_in(words: list[Word], is_last: bool) -> list[tuple[str, list[Word]]]:
    """The headers among words that are known, those that end them if they are the last before labels."""
    if is_last:
        texts = [word.text for word in words]
        heads, begin = heads_among(texts), len(words)
        left: set[int] = set()
        while begin and (heads[begin - 1] or ends_side(texts, begin)):
            # The letters of a side may stand apart.
            start = begin - 1 if heads[begin - 1] else next(at for at in range(begin - 1, -1, -1) if plain("".join(texts[at:begin])) in SIDES)
            left |= set() if heads[begin - 1] else set(range(start, begin))
            begin = start
        words = [word for place, word in enumerate(words) if place >= begin and place not in left]
    out: list[tuple[str, list[Word]]] = []
    among = heads_among([word.text for word in words])
    are_parts = [
        len(plain(word.text)) == 1 or is_head and not is_unit(word.text) and not FORMULA.fullmatch(plain(word.text))
        for word, is_head in zip(words, among, strict=True)
    ]  # fmt: skip
    for is_head, some in groupby(zip(words, are_parts, strict=True), lambda one: one[1]):
        run = [word for word, _ in some] if is_head else []
        known: list[Cell] = []
        # Letters before headers may be of a title.
        while run and not known:
            known = known_headers([Cell(word.text, place, place + 1) for place, word in enumerate(run)])
            run = run if known else run[1:]
        place = 0
        for cell in known:
            size = place
            text = ""
            while size < len(run) and text != cell.text:
                text += run[size].text
                size += 1
            if read_header(cell.text).kind not in ("label", "number", "attribute"):
                out.append((cell.text, run[place:size]))
            place = size
    return out
