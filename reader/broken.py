"""Cells that a page breaks over lines with nothing else on them: words in two pieces, headers above their units, marks of formulas.

A page whose cells stand one below the other has in its narrow columns 歳入総 above 額, 増減額 above (円), and (A) below the name of the
amount that it stands for.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import takewhile

from reader.blocks import heads_column
from reader.glossary import read_header, terms
from reader.heads import names_on
from reader.layout import FORMULA, NAMES, TOTALS, is_value
from reader.pieces import first_cell, is_lone_label, is_lone_value, virtual, without
from reader.text import Line, plain

# The unit of a header; a note on a label.
UNIT = re.compile("[(（](?:円|千円|万円|百万円|億円|%|％)[)）]")
NOTE = re.compile("[※*]")
# How the name of an account ends before the words that say so.
ACCOUNT, OF_ACCOUNT = re.compile("(?:事業|保険|医療)$"), ("特別会計", "会計")
# Letters of the second piece of a word.
REST = 2


def part_first_heads(lines: list[Line]) -> list[Line]:
    """Part the word that heads the labels from the header beside it, where the other headers go on below, each on a line of its own."""
    out: list[Line] = []
    for place, line in enumerate(lines):
        names = names_on(line) if line.filled and not any(is_value(cell.text) for cell in line.filled) else []
        kinds = [read_header(name).kind for name in names]
        rest = takewhile(lambda other: not other.filled or heads_column(other) or UNIT.fullmatch(plain(other.text)), lines[place + 1 :])
        are_heads = len(names) > 1 and kinds[0] == "label" and all(kind not in NAMES for kind in kinds[1:])
        below = [other for other in rest if other.filled] if are_heads else []
        if any(map(heads_column, below)) and len(below) > 1:
            out += [virtual(line.number, [name], line.indent) for name in names]
        else:
            out.append(line)
    return out


def join_broken_cells(lines: list[Line]) -> list[Line]:
    """Join the pieces of such cells, and leave out what stands between a label and its figures and is neither."""
    filled = [line for line in lines if line.filled]
    gone: list[Line] = []
    joined: dict[int, Line] = {}
    place = 0
    while place < len(filled) - 1:
        line, below = filled[place : place + 2]
        text, rest = first_cell(line), first_cell(below)
        if not is_lone_label(line) or len(below.filled) > 1:
            place += 1
            continue
        behind = filled[place + 2] if place + 2 < len(filled) else None
        before = [other for other in filled[max(0, place - 2) : place] if not UNIT.fullmatch(plain(other.text))]
        beside = [*before[-1:], *filled[place + 2 : place + 3]]
        is_next = below.number == line.number + 1
        is_headed = any(map(heads_column, beside)) or behind is not None and is_lone_value(behind)
        if is_next and heads_column(line) and UNIT.fullmatch(plain(rest)) and is_headed:
            joined[id(line)] = with_text(line, f"{text}{rest}", below)
            gone.append(below)
            place += 2
        elif is_one_word(plain(text), plain(rest)) and behind is not None and not begins_word(behind):
            whole = with_text(line, f"{text}{rest}", below)
            joined[id(line)] = whole
            gone.append(below)
            # A mark may stand below both pieces.
            filled[place + 1] = whole
            place += 1
        elif behind is not None and is_lone_value(behind) and is_aside(plain(text), plain(rest)):
            gone.append(below)
            place += 2
        else:
            place += 1
    return [joined.get(id(line), line) for line in without(lines, gone)]


def with_text(line: Line, text: str, last: Line) -> Line:
    """A line with other words in its one cell, which go on to another line."""
    return replace(line, text=text, cells=[replace(line.filled[0], text=text)], until=last.until or last.number)


def is_one_word(text: str, rest: str) -> bool:
    """Whether words and a letter or two below them are one name, and the words above are none by themselves."""
    whole = f"{text}{rest}"
    is_known = whole in terms() or bool(read_header(whole).kind)
    return len(rest) <= REST and is_known and text not in terms() and not read_header(text).kind and len(text) > 1 and not is_value(rest)


def begins_word(line: Line) -> bool:
    """Whether a line is a letter or two by itself, as the letters of a word down a page are."""
    return is_lone_label(line) and len(plain(line.text)) <= REST


def is_aside(text: str, rest: str) -> bool:
    """Whether words between a label and its figures are no label: the mark of a formula in brackets, or a note on a name that is known."""
    if NOTE.match(rest):
        return text in terms()
    return "(" in rest and bool(FORMULA.fullmatch(rest)) and not FORMULA.fullmatch(text)


def join_accounts(lines: list[Line]) -> list[Line]:
    """Join the name of an account and the word 特別会計 below it, where their figures follow; a total below one letter more is none."""
    filled = [line for line in lines if line.filled]
    joined: dict[int, Line] = {}
    gone: list[Line] = []
    for above, name, word, behind in zip([None, *filled], filled, filled[1:], filled[2:], strict=False):
        if not is_lone_label(name) or not is_lone_label(word) or not is_lone_value(behind):
            continue
        text, rest = plain(name.text), plain(word.text)
        if rest in OF_ACCOUNT and ACCOUNT.search(text):
            joined[id(name)] = with_text(name, f"{first_cell(name)}{first_cell(word)}", word)
            gone.append(word)
        elif rest in TOTALS and len(text) == 1 and above and is_lone_value(above) and not read_header(text).kind:
            gone += [name, word] if text + rest not in (*TOTALS, *terms()) else []
    return [joined.get(id(line), line) for line in without(lines, gone)]
