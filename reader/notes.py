"""Columns of notes that hold a list of their own: sections with an amount each, beside the items that they make up.

A plan of an enterprise prints under 説明 or 備考 what an item is for, and how much of it: words that begin below each other, and an
amount at the end of most lines. What stands right of where these words begin is put behind the table, below a header of its own.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace

from reader.details import is_set_narrow
from reader.layout import is_page_furniture, is_value, is_words
from reader.pieces import is_page_number
from reader.text import MONEY, Cell, Line, plain, to_line, width

# The header of a column of notes, the last of its line.
NOTES = re.compile(r"(?<!\S)(?:説\s*明|備\s*考|摘\s*要|[附付]\s*記)\s*$")
# Lines of a list with an amount at least, and lines below a header on which there are headers too.
ITEMS, HEADER = 3, 3
# Places by which a word may begin before or behind the others.
SLACK = 3
# Part of the amounts of a table that stand left of its notes at least.
MOST = 0.9
# A word that begins a column: the first of its line, or behind a figure or two blanks.
BEGINS = re.compile(r"(?:(?<=\s\s)|(?<=[0-9]\s)|^\s?)(?=[^\s0-9△▲,.])")
# An amount, which the number of a page is none.
AMOUNT = re.compile("[0-9０-９]{3}")
# A label and a figure, before words alone.
BEHIND = re.compile(r".*[^\W\d_]\s+[△▲]?\s?[0-9][0-9,]*(?=\s+[^\s0-9△▲,.-][^0-9]*$)")
# So many persons, between what they are paid for and the amount.
PERSONS = re.compile(r"(?<=\s)[0-9０-９]{1,4}\s*人(?=\s)")


@dataclass
class Notes:
    """A table with a list under its header of notes.

    Attributes:
        end: The place behind its last line.
        left: Its lines without the list.
        right: The lines of the list.
    """

    end: int
    left: list[Line]
    right: list[Line]


def put_notes_behind(lines: list[Line]) -> list[Line]:
    """Put the lists in columns of notes behind their tables.

    Args:
        lines: The lines of a text, in the places that they have there.
    """
    out: list[Line] = []
    place = 0
    wide = width if any(NOTES.search(line.text) for line in lines) and not is_set_narrow(lines) else len
    while place < len(lines):
        found = notes_below(lines, place, wide)
        if found:
            out += [*found.left, Line(0, "", "blank"), *found.right]
            place = found.end
        else:
            out.append(lines[place])
            place += 1
    return out


def notes_below(lines: list[Line], place: int, wide: Callable[[str], int]) -> Notes | None:
    """The table below a header of notes, if these are a list; None if they are none.

    Args:
        lines: The lines of a text.
        place: The header.
        wide: How many columns a text takes.
    """
    head = NOTES.search(lines[place].text) if lines[place].separator == "blank" and not lines[place].is_of_page else None
    around = lines[max(0, place - HEADER) : place + HEADER + 1]
    if not head or any(plain(cell.text) == "節" for line in around for cell in line.filled):
        return None
    end = end_of_list(lines, place + 1)
    cut = cut_of(lines[place + 1 : end], wide(lines[place].text[: head.start()]), wide)
    if not cut:
        return None
    cuts = [cut_on(line, cut, wide) for line in lines[place + 1 : end]]
    behind = place + 1 + next((number for number, own in enumerate(cuts) if own < 0), len(cuts))
    halves = [(line, line) if is_foot(line) else parted(line, own, cut) for line, own in zip(lines[place + 1 : behind], cuts, strict=False)]
    notes = [right for line, (_, right) in zip(lines[place + 1 : behind], halves, strict=True) if right.filled and right is not line]
    items = [line for line in notes if is_words(line.filled[0].text) and is_value(line.filled[-1].text)]
    amounts = [left for left, right in halves if left is not right and any(is_value(cell.text) for cell in left.filled)]
    if len(items) < ITEMS or 3 * len(items) < len(notes) or not amounts:
        return None
    last = max(line.filled[-1].end for line in items)
    names = [Cell("科目", cut, cut + 2), Cell("金額", last - 2, last)]
    header = Line(lines[place].number, f"{' ' * cut}科目{' ' * int(last - cut - 4)}金額", "blank", names, cut, begins=True)
    below = [without_persons(line) for line in notes if has_words(line)]
    own, _ = parted(lines[place], head.start(), cut)
    # A line with nothing but a note leaves no blank one, nor does the one that parts it from the next.
    kept: list[Line] = []
    was_note = False
    for (left, right), line, after in zip(halves, lines[place + 1 :], [*lines[place + 2 : behind], None], strict=False):
        is_note = not left.filled and bool(right.filled)
        if not is_note and not (was_note and not line.filled and after and after.filled):
            kept.append(left)
        was_note = is_note
    return Notes(behind, [own, *kept], [header, *below])


def end_of_list(lines: list[Line], place: int) -> int:
    """The place behind the lines from one on as far as the next header of notes, without what stands above that on its page."""
    def ends(line: Line) -> bool:
        return line.separator != "blank" or line.is_of_page or bool(NOTES.search(line.text))

    end = next((number for number in range(place, len(lines)) if ends(lines[number])), len(lines))
    last = max((number for number in range(place, end) if AMOUNT.search(lines[number].text)), default=place)
    behind = next((number for number in range(last + 1, end) if not lines[number].filled), end)
    return behind if end < len(lines) else end


def parted(line: Line, place: int, cut: int) -> tuple[Line, Line]:
    """What stands left of a place on a line, and what stands right of it, which begins where all of the list does."""
    return to_line(line.number, line.text[:place]), to_line(line.number, " " * cut + line.text[place:])


def is_foot(line: Line) -> bool:
    """Whether a line is the foot of a page."""
    return is_page_number(line) or is_page_furniture(line)


def cut_of(lines: list[Line], head: int, wide: Callable[[str], int]) -> int:
    """Where the most words begin below each other, behind nearly all amounts and not behind where the header of notes begins; 0 if none do."""
    starts = Counter(wide(line.text[: found.end()]) for line in lines if not is_foot(line) for found in BEGINS.finditer(line.text))
    ends = [wide(line.text[: int(cell.end)]) for line in lines for cell in line.filled if is_value(cell.text) and "," in cell.text]
    amounts = [end for end in ends if end <= head]
    found = [
        (count, start) for start, count in starts.items()
        if count >= ITEMS and start <= head and amounts and sum(end <= start for end in amounts) >= MOST * len(amounts)
    ]
    # The leftmost of those with as many: what is set in stands right of it.
    best = max(found, key=lambda pair: (pair[0], -pair[1]), default=(0, 0))
    return best[1]


def cut_on(line: Line, cut: int, wide: Callable[[str], int]) -> int:
    """Where the list begins on a line: where a word does nearest to where most of them do; below nil where a word goes on across it."""
    place = next((place for place in range(len(line.text)) if wide(line.text[:place]) >= cut), len(line.text))
    starts = [found.end() for found in BEGINS.finditer(line.text) if abs(wide(line.text[: found.end()]) - cut) <= SLACK]
    if starts or is_foot(line):
        return min(starts, key=lambda start: abs(start - place), default=place)
    if found := BEHIND.match(line.text[:place]):
        return found.end()  # columns may be narrower here
    return -1 if line.text[place - 1 : place].strip() and line.text[place : place + 1].strip() else place


def has_words(line: Line) -> bool:
    """Whether a line holds more than a heading in brackets or a unit: ＜節＞."""
    return not re.fullmatch(r"[<＜〈《【].*[>＞〉》】]", plain(line.text)) and plain(line.text) not in MONEY


def without_persons(line: Line) -> Line:
    """A line of a list without the number of persons before its amount, which is no amount."""
    found = PERSONS.search(line.text)
    cells = [cell for cell in line.cells if not (found and cell.start >= found.start() and cell.end <= found.end())]
    return replace(line, cells=cells) if found and any(is_words(cell.text) for cell in cells) else line
