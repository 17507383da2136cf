"""Amendments of which each cell is a line, the title of a side amid their headers, and a chapter behind its items.

A page that centres 収入 between the columns comes out as 科目, 既決予定額, 収, 入, 補正予定額, 計; the amounts of a chapter stand below
these, and its name, set farther left, behind the last of its items. The names of the items count on, and the amounts say that they are
those of the chapter: base + change = result, and the items add up to it.
"""

from __future__ import annotations

from dataclasses import replace

from reader.blocks import keeps
from reader.glossary import read_header, unbracketed
from reader.pieces import first_cell, is_lone_label, is_lone_value, signed, virtual
from reader.scattered import MARK, RANKS
from reader.sides import SIDES
from reader.text import Line, plain

# Columns of an amendment, and filled lines among which its headers and the title of a side stand.
COLUMNS, REACH = 3, 8


def settle_amid(lines: list[Line]) -> list[Line]:
    """Put the title of a side above the headers that it stands amid, and the name of a chapter before its amounts."""
    places = [place for place, line in enumerate(lines) if line.filled]
    filled = [lines[place] for place in places]
    out: list[Line] = []
    number = done = 0
    while number < len(filled):
        found = table_at(filled, number)
        if found:
            out += [*lines[done : places[number]], *found[1]]
            done = places[found[0] - 1] + 1
        number = found[0] if found else number + 1
    return [*out, *lines[done:]]


def table_at(filled: list[Line], place: int) -> tuple[int, list[Line]] | None:
    """The place behind the headers that begin at a line, and behind the items of a chapter whose name stands last, with their lines; None
    if no title of a side stands amid them."""
    if not is_lone_label(filled[place]) or kind_of(filled[place]) != "label":
        return None
    names: list[Line] = []
    side: list[Line] = []
    end = place + 1
    while end < min(len(filled), place + REACH) and is_lone_label(filled[end]):
        line = filled[end]
        if kind_of(line) in ("stage", "total"):
            names.append(line)
        elif any(other.startswith(plain("".join(first_cell(one) for one in (*side, line)))) for other in SIDES):
            side.append(line)
        else:
            break
        end += 1
    title = plain("".join(first_cell(line) for line in side))
    texts = [unbracketed(plain(first_cell(line))) for line in names]
    if len(names) != COLUMNS or title not in SIDES:
        return None
    head = [
        replace(virtual(side[0].number, [title], until=side[-1].number), begins=True),
        virtual(filled[place].number, ["科目", *texts], until=names[-1].number),
    ]
    stop, rows = chapter_from(filled, end, texts)
    return stop, [*head, *rows]


def kind_of(line: Line) -> str:
    """What the words of a line head."""
    return read_header(first_cell(line)).kind


def chapter_from(filled: list[Line], place: int, names: list[str]) -> tuple[int, list[Line]]:
    """The rows of a chapter whose amounts stand first and whose name stands last, and the place behind it; no rows if there is none."""
    whole = row_at(filled, place)
    items: list[list[Line]] = []
    end = place + COLUMNS
    while whole and end < len(filled) and rank_of(filled[end]) == RANKS[1] and (row := row_at(filled, end + 1)):
        items.append([filled[end], *row])
        end += 1 + COLUMNS
    columns = list(zip(whole, *(row for _, *row in items), strict=True)) if items else []
    adds_up = bool(columns) and all(2 * amount_of(column[0]) == sum(map(amount_of, column)) for column in columns)
    is_named = end < len(filled) and rank_of(filled[end]) == RANKS[0] and not row_at(filled, end + 1)
    if not adds_up or not is_named or not keeps(names, [[first_cell(line) for line in whole]]):
        return place, []
    rows = [[filled[end], *whole], *items]
    return end + 1, [
        virtual(min(line.number for line in row), [first_cell(line) for line in row], until=max(line.number for line in row)) for row in rows
    ]


def row_at(filled: list[Line], place: int) -> list[Line]:
    """The amounts of a row, each on a line of its own from a line on; none if these are not as many."""
    row = filled[place : place + COLUMNS]
    return row if len(row) == COLUMNS and all(is_lone_value(line) and len(line.filled) == 1 for line in row) else []


def amount_of(line: Line) -> int:
    """The amount on a line."""
    return signed(first_cell(line))


def rank_of(line: Line) -> str:
    """The rank that the number of a line says, 款 or 項; empty if it has none."""
    mark = MARK.match(plain(line.text)) if is_lone_label(line) else None
    return mark[2] if mark else ""
