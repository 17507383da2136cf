"""The statement of a settlement by items, on a page in one line: amounts of sections (節), what was spent of each, and what was not.

What was spent and what was not make up the amount. Where the extraction writes what was not spent far from its row, the two figures of the
row tell it. Sections have numbers and names that are prescribed, and stand in order: a name that is torn is known by its number and its
first letters, and rows that lost their names have those that are left between their neighbours, if there are as many.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from reader.glossary import sections
from reader.grid import is_rate
from reader.pieces import signed
from reader.run_labels import Label, last_label
from reader.run_words import Found, Word, spans_of
from reader.text import plain

# What heads such a statement, one word for each column that is read, of an item and of a section.
BEGINS = "当初予算額"
ITEM, SECTION = ["当初予算額", "補正予算額", "計", "支出済額", "不用額"], ["金額", "支出済額", "不用額"]
# A number before letters.
NUMBERED = re.compile(r"(?<![0-9.,])([0-9]{1,2})(?=[^\W\d_])")
# Figures of the row of an item at most, nils among them; and rows that are a table.
LONGEST, ROWS = 8, 3

# The name of a row, and its figures.
Row = tuple[Label, list[Word]]


@dataclass(frozen=True)
class Named:
    """A section whose number and first letters stand among words: in which run, its number and name, and its words."""

    run: int
    number: int
    name: str
    words: list[Word]


def settled_tables(runs: list[list[Word]]) -> list[Found]:
    """The tables of items and of sections on the pages that such a statement is: one of each a page."""
    begins = [place for place, run in enumerate(runs) if BEGINS in text_of(run)]
    pages = [runs[start:end] for start, end in pairwise([*begins, len(runs)])]
    found: list[Found] = []
    for page in pages:
        whole = "".join(map(text_of, page))
        if all(head in whole for head in SECTION):
            items = items_on(page)
            taken = {word for _, row in items for word in row}
            rows = sections_on(page, taken)
            found += [table_of(some, heads) for some, heads in ((items, ITEM), (rows, SECTION)) if len(some) >= ROWS]
    return found


def text_of(run: list[Word]) -> str:
    """The words of a run, without blanks."""
    return "" if not run or run[0].is_figure else "".join(plain(word.text) for word in run)


def table_of(rows: list[Row], heads: list[str]) -> Found:
    """A table of such rows."""
    used = [word for (_, words), row in rows for word in (*words, *row)]
    figures = [row for _, row in rows]
    return Found(0.0, [[word.text for word in row] for row in figures], [label for label, _ in rows], list(heads), used, spans_of(figures))


def items_on(page: list[list[Word]]) -> list[Row]:
    """The rows of items: the budget, its change, both, what was spent and what was not, nils of other columns between them left out."""
    found: list[Row] = []
    for place, run in enumerate(page[1:], 1):
        row = item_of(run) if run and run[0].is_figure else []
        label = last_label(page[place - 1], alone=False) if row and page[place - 1] else None
        found += [(label, row)] if label else []
    return found


def item_of(figures: list[Word]) -> list[Word]:
    """The figures of an item that a run begins with; none if they keep no law."""
    for end in range(len(ITEM), min(LONGEST, len(figures)) + 1):
        amounts = [signed(word.text) for word in figures[:end]]
        for at in range(2, end - 2):
            between = [*amounts[2:at], *amounts[at + 2 : end - 1]]
            base, change, whole, spent, left = amounts[0], amounts[1], amounts[at], amounts[at + 1], amounts[end - 1]
            if not any(between) and whole and base + change == whole and whole - spent == left and not any(is_rate(word.text) for word in figures[:end]):
                return [figures[place] for place in (0, 1, at, at + 1, end - 1)]
    return []


def sections_on(page: list[list[Word]], taken: set[Word]) -> list[Row]:
    """The rows of sections, each with its name."""
    pairs = pairs_on(page, taken)
    named = max((list(names_on(page, form)) for form in sections()), key=len)
    alone = {name.run: name for name in named if sum(other.run == name.run for other in named) == 1}
    # The one name before figures is that of the first row of these.
    anchors = [(at, alone[run - 1]) for at, (run, place, _) in enumerate(pairs) if not place and run - 1 in alone]
    left = [name for name in named if all(name is not other for _, other in anchors)]
    given: dict[int, Named] = dict(anchors)
    # Numbers begin anew with each item: what stands between two items is of neither.
    are_one = all(one.number < other.number for (_, one), (_, other) in pairwise(anchors))
    bounds = [(-1, 0, 0), *((at, name.number, name.run) for at, name in anchors), (len(pairs), len(page) + 99, len(page))]
    for (at, number, run), (end, last, until) in pairwise(bounds):
        names = [name for name in left if number < name.number < last and (are_one or run < name.run < until)]
        between = range(at + 1, end)
        if number < last and len(names) == len(between) == len({name.number for name in names}):
            given |= dict(zip(between, sorted(names, key=lambda name: name.number), strict=True))
    return [((f"{name.number} {name.name}", name.words), pairs[at][2]) for at, name in sorted(given.items(), key=lambda one: one[0])]


def pairs_on(page: list[list[Word]], taken: set[Word]) -> list[tuple[int, int, list[Word]]]:
    """The rows of sections, where each begins: its run, and its place there. What was not spent stands behind the two, or elsewhere."""
    free: dict[int, list[Word]] = {}
    for word in (word for run in page if run and run[0].is_figure for word in run if word not in taken and not is_rate(word.text)):
        free.setdefault(signed(word.text), []).append(word)
    found: list[tuple[int, int, list[Word]]] = []
    for number, run in enumerate(page):
        place = 0
        while run and run[0].is_figure and place + 1 < len(run):
            two, behind = run[place : place + 2], run[place + 2 : place + 3]
            amount, spent = (signed(word.text) for word in two)
            rest = amount - spent
            others = [word for word in free.get(rest, []) if word not in two]
            is_beside = bool(behind) and signed(behind[0].text) == rest
            is_row = 0 <= spent <= amount and amount > 0 and not any(word in taken or is_rate(word.text) for word in (*two, *behind[: int(is_beside)]))
            if is_row and (is_beside or rest and others):
                last = behind[0] if is_beside else others[0]
                found.append((number, place, [*two, last]))
                for word in (*two, last):
                    if word in free.get(signed(word.text), []):
                        free[signed(word.text)].remove(word)
                place += 2 + (is_beside or bool(behind) and not signed(behind[0].text))
            else:
                place += 1
    return found


def names_on(page: list[list[Word]], form: tuple[str, ...]) -> Iterator[Named]:
    """The sections of a form whose number and first letters, two or one that stands alone, stand on a page."""
    for number, run in enumerate(page):
        text = text_of(run)
        owners = [word for word in run for _ in plain(word.text)] if text else []
        for mark in NUMBERED.finditer(text):
            name = plain(form[int(mark[1]) - 1]) if 0 < int(mark[1]) <= len(form) else ""
            size = next((size for size in range(len(name), 0, -1) if text.startswith(name[:size], mark.end())), 0)
            is_alone = size == 1 and len(plain(owners[mark.end()].text)) == 1 + (owners[mark.end()] is owners[mark.start()]) * len(mark[1])
            if size > 1 or is_alone:
                words = list(dict.fromkeys(owners[mark.start() : mark.end() + size]))
                yield Named(number, int(mark[1]), form[int(mark[1]) - 1], words)
