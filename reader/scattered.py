"""Labels and figures that the extraction scattered over the lines of a page, brought together by their sums.

A supplementary budget prints what was decided, the change and what both make of a line that it
amends, and what was decided twice of one that it does not. Torn apart, the numbers of chapters
and items, their names and the figures each stand on lines of their own, in the order of the
page or nearly so. How many figures are of each line, and which, only sums tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import permutations

from reader.glossary import read_header
from reader.pieces import first_cell, is_lone_label, is_lone_value, is_page_number, signed, virtual, without
from reader.text import Line, plain

MARK = re.compile(r"(第[0-9]+([款項目節]))(.*)")
RANKS = "款項目節"
STAGES = {"original": "既決予定額", "adjustment": "補正予定額", "revised": "計"}
# Sums that may fail of those that a line and a block have, so that a wrong figure hides no table.
MOST_FAILURES = 2
# Rows of one table at most: there are so many ways to share out its figures.
MOST_ROWS = 40
# Lines with words above a table among which its headers are looked for.
HEADER_REACH = 10

Three = tuple[str, str, str]


@dataclass
class Pieces:
    """What stands on the lines of a table.

    Attributes:
        labels: Number and name of each line, with the line of the text.
        values: Each figure, with the line of the text.
        loose: Words and letters that are no label: pieces of labels, of headers and of the total.
        headers: Lines that name a stage.
        end: The place behind the last of them.
    """

    labels: list[tuple[str, int]] = field(default_factory=list)
    values: list[tuple[str, int]] = field(default_factory=list)
    loose: list[tuple[str, int]] = field(default_factory=list)
    headers: list[Line] = field(default_factory=list)
    end: int = 0


def gather(lines: list[Line]) -> list[Line]:
    """Bring together the scattered tables of a text; what does not add up stays as it is."""
    out: list[Line] = []
    place = 0
    while place < len(lines):
        pieces = pieces_from(lines, place) if is_first_mark(lines[place]) else None
        rows = share_out(pieces) if pieces else None
        if pieces and rows:
            above = [line for line in out if line.filled][-HEADER_REACH:]
            heads = [line for line in above if is_lone_label(line) and read_header(first_cell(line)).code in STAGES]
            out = without(out, heads)
            names = STAGES | {read_header(first_cell(line)).code: plain(line.text).strip("()") for line in [*heads, *pieces.headers]}
            last = max(line for _, line in pieces.values)
            out.append(replace(virtual(pieces.labels[0][1], ["科目", *(names[stage] for stage in STAGES)]), begins=True))
            out += [virtual(line, [label, *row], until=last) for (label, line), row in zip(pieces.labels, rows, strict=True)]
            place = pieces.end
        else:
            out.append(lines[place])
            place += 1
    return out


def is_first_mark(line: Line) -> bool:
    """Whether a line begins the first chapter or item, and has no figures."""
    return bool(re.match(r"第1[款項目節]", plain(line.text))) and is_lone_label(line)


def pieces_from(lines: list[Line], place: int) -> Pieces | None:
    """The pieces of the table that begins at a line; None if it has too few of them, or one that is none of a table."""
    pieces = Pieces()
    first = MARK.match(plain(lines[place].text))
    waiting: list[tuple[str, int]] = []
    for number in range(place, len(lines)):
        line = lines[number]
        mark = MARK.match(plain(line.text)) if is_lone_label(line) else None
        if not line.filled or is_page_number(line):
            continue
        if mark and first and mark[1] == first[1] and pieces.values:
            break
        if mark:
            waiting.append((mark[1], line.number))
            if mark[3]:
                pieces.labels.append((f"{waiting[0][0]} {mark[3]}", waiting.pop(0)[1]))
        elif is_lone_value(line):
            pieces.values += [(cell.text, line.number) for cell in line.filled]
        elif is_lone_label(line) and read_header(first_cell(line)).code in STAGES:
            pieces.headers.append(line)
        elif is_lone_label(line) and waiting:
            pieces.labels.append((f"{waiting[0][0]} {first_cell(line)}", waiting.pop(0)[1]))
        else:
            break
        pieces.end = number + 1
    count = len(pieces.labels)
    is_table = not waiting and 2 <= count <= MOST_ROWS and 2 * count <= len(pieces.values) <= 3 * count
    return pieces if is_table else None


def share_out(pieces: Pieces) -> list[Three] | None:
    """The figures of each line: decided, change and sum; None if the sums tell no one way, or too many of them fail."""
    texts = [text for text, _ in pieces.values]
    blocks = blocks_of([label for label, _ in pieces.labels])
    best: list[tuple[int, list[Three]]] = []
    for failures, rows in ways(texts, len(pieces.labels)):
        for column in (0, 2):
            failures += sum(
                signed(rows[parent][column]) != sum(signed(rows[part][column]) for part in parts) for parent, parts in blocks
            )
        if not best or failures < best[0][0]:
            best = [(failures, rows)]
        elif failures == best[0][0]:
            best.append((failures, rows))
    # Every line and both sums of every block are asked; a few answers prove nothing.
    asked = len(pieces.labels) + 2 * len(blocks)
    is_clear = len(best) == 1 and blocks and best[0][0] <= MOST_FAILURES and 3 * best[0][0] <= asked
    return best[0][1] if is_clear else None


def blocks_of(labels: list[str]) -> list[tuple[int, list[int]]]:
    """Each line with those of the next rank that follow it."""
    ranks = [RANKS.index(mark[2]) if (mark := MARK.match(label)) else 0 for label in labels]
    found = []
    for parent, rank in enumerate(ranks):
        end = next((other for other in range(parent + 1, len(ranks)) if ranks[other] <= rank), len(ranks))
        parts = [other for other in range(parent + 1, end) if ranks[other] == min(ranks[parent + 1 : end])]
        if parts:
            found.append((parent, parts))
    return found


def ways(texts: list[str], count: int) -> Iterator[tuple[int, list[Three]]]:
    """The ways to share out figures to lines in order, each with the number of lines whose figures do not agree."""
    if count == 0:
        if not texts:
            yield 0, []
        return
    if not 2 * count <= len(texts) <= 3 * count:
        return
    choices: list[tuple[int, Three, int]] = []
    if len(texts) >= 3:
        # As printed, if they add up so; else the change is the smaller one.
        first, second, third = texts[:3]
        orders = sorted(permutations((first, second, third)), key=lambda order: (order != (first, second, third), abs(signed(order[1]))))
        three = next((order for order in orders if signed(order[0]) + signed(order[1]) == signed(order[2])), None)
        choices.append((0, three, 3) if three else (1, (first, second, third), 3))
        # As printed, if the minus mark of the change was lost.
        if three and three != (first, second, third) and signed(first) - signed(second) == signed(third):
            choices.append((0, (first, second, third), 3))
    agree = signed(texts[0]) == signed(texts[1])
    choices.append((int(not agree), (texts[0], "", texts[1]), 2))
    for failures, row, used in choices:
        if failures == 0 or len(texts) - used >= 2 * (count - 1):
            for more, rows in ways(texts[used:], count - 1):
                if failures + more <= MOST_FAILURES:
                    yield failures + more, [row, *rows]
