"""Chapters whose labels stand in one block of lines and whose figures in another, before or behind it.

A page that was torn letter by letter has the figures of a chapter and its items one below the
other somewhere else. So many figures in a row of which the first is the sum of the others are
those of a chapter with as many lines; several chapters have theirs in one order.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from reader.glossary import read_header
from reader.layout import NUMBERING
from reader.pieces import first_cell, is_lone_label, is_lone_value, signed, virtual, without
from reader.scattered import MARK, RANKS
from reader.sides import SIDES
from reader.text import MONEY, Line, plain

# A chapter and two items, at least: of two figures the one would only have to equal the other.
LINES = 3


@dataclass
class Block:
    """The labels of a chapter and its items.

    Attributes:
        lines: The lines that they are made of.
        labels: Each label, with the line of the text.
    """

    lines: list[Line]
    labels: list[tuple[str, int]]


def join_apart(lines: list[Line]) -> list[Line]:
    """Put chapters together with their figures; what has no figures that add up stays as it is."""
    values = [line for line in lines if is_lone_value(line) and len(line.filled) == 1]
    for block in blocks_of(lines):
        found = figures_of(block, values)
        if not found or has_columns(lines, block.lines, found):
            continue
        header = replace(virtual(block.lines[0].number, ["科目", "金額"]), begins=True)
        rows = [
            virtual(min(number, line.number), [label, first_cell(line)], until=max(number, line.number))
            for (label, number), line in zip(block.labels, found, strict=True)
        ]
        place = next(place for place, line in enumerate(lines) if line is block.lines[0])
        lines = [*without(lines[:place], found), header, *rows, *without(lines[place:], [*found, *block.lines])]
        values = values[values.index(found[-1]) + 1 :]
    return lines


def has_columns(lines: list[Line], labels: list[Line], figures: list[Line]) -> bool:
    """Whether headers of several columns stand between labels and figures: then these are a row, which what was decided and a change make up."""
    at = {id(line): place for place, line in enumerate(lines)}
    first, last = sorted((labels, figures), key=lambda part: at[id(part[0])])
    between = lines[at[id(first[-1])] : at[id(last[0])]]
    return sum(is_lone_label(line) and read_header(first_cell(line)).kind in ("stage", "year") for line in between) > 1


def blocks_of(lines: list[Line]) -> list[Block]:
    """The chapters of a text between whose labels no figure stands."""
    blocks: list[Block] = []
    block: Block | None = None
    for line in [line for line in lines if line.filled and plain(line.text) not in MONEY]:
        mark = MARK.match(plain(line.text)) if is_lone_label(line) else None
        if mark and mark[2] == RANKS[0]:
            block = Block([], [])
            blocks.append(block)
        if block is None:
            continue
        if not is_lone_label(line) or plain(line.text).startswith("(") or read_header(first_cell(line)).kind in ("stage", "year"):
            block = None
        elif plain(line.text) in SIDES and block.labels and not plain(block.labels[-1][0]).endswith("的"):
            block = None  # the title of the next side stands behind the last item
        elif read_header(first_cell(line)).kind == "amount":
            continue  # the header of the figures
        elif mark:
            block.labels.append((f"{mark[1]} {mark[3]}", line.number))
            block.lines.append(line)
        elif NUMBERING.match(first_cell(line)):
            # An item of a rank below: of how many lines the figures are is not told by chapters alone.
            blocks.pop()
            block = None
        else:
            label, number = block.labels[-1]
            block.labels[-1] = (f"{label}{first_cell(line)}", number)
            block.lines.append(line)
    for block in blocks:
        label, number = block.labels[-1]
        # It may be torn letter by letter.
        side = next((side for side in SIDES if plain(label).endswith(side) and not plain(label).endswith(f"的{side}")), "")
        block.labels[-1] = (label.removesuffix(side), number)
    return [block for block in blocks if len(block.labels) >= LINES]


def figures_of(block: Block, values: list[Line]) -> list[Line] | None:
    """The lines of figures, one behind the other, of which the first is the sum of the others, for as many labels; None if there are none."""
    size = len(block.labels)
    for start in range(len(values) - size + 1):
        window = values[start : start + size]
        total, *parts = (signed(first_cell(line)) for line in window)
        if total == sum(parts) and all(part >= 0 for part in parts) and sum(map(bool, parts)) > 1:
            return window
    return None
