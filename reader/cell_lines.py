"""Statements of chapters, items and details (款, 項, 目) of which each cell stands on a line of its own.

An extraction gives such a page cell by cell: the letters of a label, the number before it, and the
three figures of a row below each other, with the headers anywhere before the first of them. What
puts it together is that base + change = result in every row, that there are as many labels as
rows, and that the items below a chapter, whose numbers count from 1, add up to it.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from itertools import product

from reader.glossary import read_header, terms, translate
from reader.layout import SENTENCE, UNIT
from reader.pieces import first_cell, is_lone_label, signed, virtual
from reader.text import Line, plain, read_figure

STAGES = ("original", "adjustment", "revised")
# The number of a chapter, an item or a detail.
NUMBER = re.compile(r"[0-9]{1,2}")
# Lines above the first header in which labels may stand, and lines that a statement may take.
REACH, MOST = 12, 400
# Rows that tell of a statement, labels whose letters may be out of place, and ways of these that are looked at.
LEAST, TORN, WAYS = 3, 3, 2000


@dataclass
class Label:
    """A label: its number, its letters, and its first line."""

    number: int
    text: str
    line: int


@dataclass
class Found:
    """What is gathered of a statement: headers by stage, labels, rows with the line of their first figure, and the place behind it."""

    heads: dict[str, Line] = field(default_factory=dict)
    labels: list[Label] = field(default_factory=list)
    rows: list[tuple[int, list[str]]] = field(default_factory=list)
    end: int = 0


def join_cell_lines(lines: list[Line]) -> list[Line]:
    """Put together statements of which each cell is a line; what does not add up stays as it is."""
    out: list[Line] = []
    place = 0
    while place < len(lines):
        found = gather(lines, place) if heads_ranks(lines[place]) else None
        table = table_of(found) if found else None
        if found and table:
            out += table
            place = found.end
        else:
            out.append(lines[place])
            place += 1
    return out


def heads_ranks(line: Line) -> bool:
    """Whether a line heads the columns of chapters, items and details."""
    return plain(line.text) in ("款項目", "款項", "科目", "項目")


def gather(lines: list[Line], place: int) -> Found | None:
    """The pieces of the statement below the line that heads its ranks; None if its cells are no rows."""
    found = Found()
    numbers: list[int] = []
    figures: list[tuple[int, str]] = []
    is_open = False  # whether the letters of the last label may go on
    for number in range(place + 1, min(len(lines), place + MOST)):
        line = lines[number]
        found.end = number
        if not line.filled:
            continue
        cells = [cell.text for cell in line.filled]
        texts = [plain(text) for text in cells]
        if len(found.heads) == len(STAGES) and all(NUMBER.fullmatch(text) or read_figure(text) is not None for text in texts):
            figures += [(line.number, text) for text in cells]
            continue
        if figures:
            rest = rows_of(figures, found)
            if rest is None:
                return None
            numbers, figures, is_open = rest, [], False
        header = read_header(cells[0])
        if len(cells) == 1 and NUMBER.fullmatch(texts[0]):
            numbers.append(int(texts[0]))
            is_open = False
        elif len(cells) == 1 and header.kind == "stage" and header.code in STAGES and header.code not in found.heads:
            found.heads[header.code] = line
        elif not is_lone_label(line) or ends_statement(line, texts[0], header.kind):
            break
        elif is_open and not numbers and (len(texts[0]) == 1 or len(found.labels[-1].text) == 1):
            found.labels[-1].text += texts[0]
        else:
            # The number of a chapter may stand behind its label.
            if len(numbers) > 1 and found.labels and not found.labels[-1].number:
                found.labels[-1].number = numbers[0]
            own = re.match(r"([0-9]{1,2})[.．、]?(?=[^0-9])", texts[0])
            count = int(own[1]) if own else (numbers or [0])[-1]
            found.labels.append(Label(count, texts[0][own.end() if own else 0 :], line.number))
            numbers, is_open = [], True
    if figures and rows_of(figures, found) is None:
        return None
    return found if len(found.heads) == len(STAGES) and len(found.rows) >= LEAST else None


def ends_statement(line: Line, text: str, kind: str) -> bool:
    """Whether a line is none of a statement: a unit, a sentence, the head of a page, or the header of the list beside it."""
    return bool(kind in ("label", "attribute") or text.endswith("会計") or UNIT.search(text) or SENTENCE.search(text) or heads_ranks(line))


def rows_of(figures: list[tuple[int, str]], found: Found) -> list[int] | None:
    """Take the rows out of figures below each other; the numbers of items that stand behind them, or None if they are no rows."""
    order = sorted(STAGES, key=lambda stage: found.heads[stage].number)
    texts = [text for _, text in figures]
    for start in range(min(3, len(texts))):
        for count in range((len(texts) - start) // 3, 0, -1):
            end = start + 3 * count
            rows = [texts[place : place + 3] for place in range(start, end, 3)]
            loose = [*texts[:start], *texts[end:]]
            if all(NUMBER.fullmatch(plain(text)) for text in loose) and all(keeps(dict(zip(order, row, strict=True))) for row in rows):
                found.rows += [(figures[start + 3 * number][0], row) for number, row in enumerate(rows)]
                return [int(plain(text)) for text in texts[end:]]
    return [int(plain(text)) for text in texts] if all(NUMBER.fullmatch(plain(text)) for text in texts) else None


def keeps(row: dict[str, str]) -> bool:
    """Whether base + change = result in a row."""
    return signed(row["original"]) + signed(row["adjustment"]) == signed(row["revised"])


def table_of(found: Found) -> list[Line] | None:
    """The lines of a statement; None if labels and rows do not agree in number, or no items add up to what they stand under."""
    names = named(found.labels)
    if len(found.labels) != len(found.rows) or names is None:
        return None
    numbers = [label.number for label in found.labels]
    depths = [0] * len(numbers)
    confirmed = 0
    for start in range(1, len(numbers)):
        end = start
        while end < len(numbers) and numbers[end] == end - start + 1:
            end += 1
        if end - start < 2:
            continue
        sums = [sum(signed(row[column]) for _, row in found.rows[start:end]) for column in range(3)]
        if sums != [signed(text) for text in found.rows[start - 1][1]]:
            return None
        confirmed += 1
        depths[start:end] = [depths[start - 1] + 2] * (end - start)
    if not confirmed:
        return None
    heads = sorted(found.heads.values(), key=lambda line: line.number)
    first = min(found.labels[0].line, heads[0].number)
    table = [replace(virtual(first, ["科目", *(first_cell(line) for line in heads)], until=heads[-1].number), begins=True)]
    for label, name, (line, row), depth in zip(found.labels, names, found.rows, depths, strict=True):
        cells = [f"{label.number} {name}" if label.number else name, *row]
        table.append(virtual(min(label.line, line), cells, indent=depth, until=max(label.line, line + 2)))
    return table


def named(labels: list[Label]) -> list[str] | None:
    """The names of labels, a letter that slipped from one into another put back where both then are known; None if one is a letter alone."""
    names = [label.text for label in labels]
    if any(len(name) < 2 for name in names):
        return None
    torn = [place for place, name in enumerate(names) if not translate(name).is_whole]
    if not 1 < len(torn) <= TORN:
        return names
    choices = [[(term, Counter(names[place])) for term in [names[place], *near(names[place])]] for place in torn]
    letters = Counter("".join(names[place] for place in torn))
    ways = [
        [term for term, _ in way] for number, way in enumerate(product(*choices))
        if number < WAYS and Counter("".join(term for term, _ in way)) == letters
    ]  # fmt: skip
    mended = [way for way in ways if all(translate(term).is_whole for term in way)]
    for place, term in zip(torn, mended[0], strict=True) if len(mended) == 1 else ():
        names[place] = term
    return names


def near(name: str) -> list[str]:
    """The terms that a name is with one letter more, or one less."""
    fewer = {name[:place] + name[place + 1 :] for place in range(len(name))}
    longer = [term for term in terms() if len(term) == len(name) + 1]
    more = [term for term in longer if any(term[:place] + term[place + 1 :] == name for place in range(len(term)))]
    return [*sorted(term for term in fewer if len(term) > 1 and translate(term).is_whole), *more]
