"""Two lists side by side, as the two sides of a statement are printed, made two tables."""

from __future__ import annotations

import re
from dataclasses import replace

from reader.glossary import read_header
from reader.layout import RULE, SENTENCE, classify, is_value, is_words
from reader.pieces import adds_up, first_cell, is_lone_label, is_lone_value, part_of, virtual, without
from reader.text import Cell, Line, plain

SIDES = ("収入", "支出", "歳入", "歳出")
# What heads the two sides of a statement beside each other.
BOTH_SIDES = (*SIDES, "収益", "費用", "収入の部", "支出の部", "歳入の部", "歳出の部", "収益の部", "費用の部", "資産の部", "負債の部")


def split_sides(lines: list[Line]) -> list[Line]:
    """Put the right one of two lists side by side behind the left one.

    Lines of a label, its figures, and again a label and as many figures: three at least. A line
    between them that has one side only is of that side whose sum then holds, else of the one
    that its place tells.
    """
    out: list[Line] = []
    place = 0
    while place < len(lines):
        end = place
        sides: tuple[list[Line], list[Line]] = ([], [])
        single: list[Line] = []
        pairs = 0
        while end < len(lines):
            pair = two_sides(lines[end], pairs > 0)
            if pair:
                for side, part in zip(sides, pair, strict=True):
                    side.append(part)
                pairs += 1
            elif pairs and (not lines[end].filled or classify(lines[end]) == "row" and lines[end].separator == "blank"):
                if lines[end].filled:
                    single.append(lines[end])
                    sides[lines[end].indent > 0].append(lines[end])
            else:
                break
            end += 1
        if pairs >= 3:
            left, right = settle_sides(sides, single)
            totals, behind = totals_below(lines, end)
            end = max(end, behind)
            left, right = left + totals[:1], right + totals[1:]
            heads = heads_of_sides(out)
            for head, side in zip(heads, (left, right), strict=True):
                out += [replace(line, begins=True) for line in (*head, side[0])] + side[1:]
            place = end
        else:
            out.append(lines[place])
            place += 1
    return out


def heads_of_sides(out: list[Line]) -> tuple[list[Line], list[Line]]:
    """The heads of two lists side by side, if any, taken out of the lines above them, each with the title that stands above both."""
    head = plain(out[-1].text) if out else ""
    names = next(([head[:cut], head[cut:]] for cut in range(2, len(head)) if {head[:cut], head[cut:]} <= set(BOTH_SIDES)), None)
    if not names:
        return [], []
    line = out.pop()
    above = next((re.sub(r"[(（\[]?\s*単位.*$", "", other.text).strip() for other in reversed(out[-3:]) if other.filled), "")
    title = above if len(above) <= 30 and not SENTENCE.search(plain(above)) else ""
    left, right = ([Line(line.number, text := f"{title} {name}".strip(), "blank", [Cell(text, 0, len(text))])] for name in names)
    return left, right


def totals_below(lines: list[Line], place: int) -> tuple[list[Line], int]:
    """The totals of two lists side by side that stand one below the other, and the place behind them; none if there are no two."""
    found: list[Line] = []
    while place < len(lines) and len(found) < 2:
        line = lines[place]
        behind = next((other for other in lines[place + 1 : place + 4] if other.filled), None)
        if line.filled and len(line.filled) == 2 and is_value(line.filled[1].text):
            found.append(line)
        elif line.filled and is_lone_label(line) and behind and is_lone_value(behind) and len(behind.filled) == 1:
            found.append(virtual(line.number, [first_cell(line), first_cell(behind)], line.indent, behind.number))
            place = next(number for number, other in enumerate(lines) if other is behind)
        elif line.filled:
            break
        place += 1
    is_total = len(found) == 2 and first_cell(found[0]) == first_cell(found[1]) and read_header(first_cell(found[0])).kind == "total"
    return (found, place) if is_total else ([], 0)


def settle_sides(sides: tuple[list[Line], list[Line]], single: list[Line]) -> tuple[list[Line], list[Line]]:
    """Move the lines of one side to the other if only so its last line is the sum of those above it."""

    def is_footed(side: list[Line]) -> bool:
        return len(side) > 1 and adds_up([line.filled[-1].text for line in side])

    for here, there in ((0, 1), (1, 0)):
        kept = without(sides[here], single)
        moved = without(sides[here], kept)
        if moved and not is_footed(sides[here]) and is_footed(kept):
            joined = sorted([*sides[there], *moved], key=lambda line: line.number)
            return (kept, joined) if here == 0 else (joined, kept)
    return sides


def two_sides(line: Line, goes_on: bool) -> tuple[Line, Line] | None:
    """The two lists that a line holds, a label and its figures each; None if it has one.

    Args:
        line: The line.
        goes_on: Whether the lines above hold two: then a small figure without separators may end the first.
    """
    filled = line.filled
    small = re.fullmatch(r"\s*(\D+?)\s+([0-9]{1,3})\s+(\D+?)\s+([△-]?[0-9][0-9,]*)\s*", line.text) if goes_on else None
    if small and len(filled) < 4:
        filled = [Cell(text, small.start(number), small.end(number)) for number, text in enumerate(small.groups(), 1)]
    if line.separator != "blank" or len(filled) < 4 or len(filled) % 2:
        return None
    cut = len(filled) // 2
    sides = (filled[:cut], filled[cut:])
    if all(is_words(side[0].text) and not RULE.fullmatch(side[0].text) and all(is_value(cell.text) for cell in side[1:]) for side in sides):
        return part_of(line, sides[0]), part_of(line, sides[1])
    return None
