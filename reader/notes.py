"""Columns of notes that hold a list of their own: sections with an amount each, beside the items that they make up.

A plan of an enterprise prints under 説明 or 備考 what an item is for, and how much of it: words that begin below each other, and an
amount at the end of most lines. What stands right of where these words begin is put behind the table, below a header of its own.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace

from reader.layout import is_page_furniture, is_value, is_words
from reader.margins import parts_at
from reader.pieces import is_page_number
from reader.text import MONEY, Cell, Line, plain

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
    while place < len(lines):
        found = notes_below(lines, place)
        if found:
            out += [*found.left, Line(0, "", "blank"), *found.right]
            place = found.end
        else:
            out.append(lines[place])
            place += 1
    return out


def notes_below(lines: list[Line], place: int) -> Notes | None:
    """The table below a header of notes, if these are a list; None if they are none."""
    head = NOTES.search(lines[place].text) if lines[place].separator == "blank" and not lines[place].is_of_page else None
    around = lines[max(0, place - HEADER) : place + HEADER + 1]
    if not head or any(plain(cell.text) == "節" for line in around for cell in line.filled):
        return None
    end = next((number for number in range(place + 1, len(lines)) if ends_list(lines[number])), len(lines))
    cut = cut_of(lines[place + 1 : end], head.start())
    if not cut:
        return None
    cuts = [cut_on(line, cut) for line in lines[place + 1 : end]]
    behind = place + 1 + next((number for number, own in enumerate(cuts) if own < 0), len(cuts))
    halves = [(line, line) if is_foot(line) else parts_at(line, own) for line, own in zip(lines[place + 1 : behind], cuts, strict=False)]
    notes = [right for line, (_, right) in zip(lines[place + 1 : behind], halves, strict=True) if right.filled and right is not line]
    items = [line for line in notes if is_words(line.filled[0].text) and is_value(line.filled[-1].text)]
    amounts = [left for left, right in halves if left is not right and any(is_value(cell.text) for cell in left.filled)]
    if len(items) < ITEMS or 3 * len(items) < len(notes) or not amounts:
        return None
    last = max(line.filled[-1].end for line in items)
    names = [Cell("科目", cut, cut + 2), Cell("金額", last - 2, last)]
    header = Line(lines[place].number, f"{' ' * cut}科目{' ' * int(last - cut - 4)}金額", "blank", names, cut, begins=True)
    below = [without_persons(line) for line in notes if has_words(line)]
    own, _ = parts_at(lines[place], head.start())
    # A line with nothing but a note leaves no blank one, nor does the one that parts it from the next.
    kept: list[Line] = []
    was_note = False
    for (left, right), line, after in zip(halves, lines[place + 1 :], [*lines[place + 2 : behind], None], strict=False):
        is_note = not left.filled and bool(right.filled)
        if not is_note and not (was_note and not line.filled and after and after.filled):
            kept.append(left)
        was_note = is_note
    return Notes(behind, [own, *kept], [header, *below])


def ends_list(line: Line) -> bool:
    """Whether a line heads a column of notes again."""
    return line.separator != "blank" or line.is_of_page or bool(NOTES.search(line.text))


def is_foot(line: Line) -> bool:
    """Whether a line is the foot of a page."""
    return is_page_number(line) or is_page_furniture(line)


def cut_of(lines: list[Line], head: int) -> int:
    """Where the most words begin below each other, behind nearly all amounts and not behind where the header of notes begins; 0 if none do."""
    starts = Counter(found.end() for line in lines if not is_foot(line) for found in BEGINS.finditer(line.text))
    amounts = [cell.end for line in lines for cell in line.filled if is_value(cell.text) and "," in cell.text and cell.end <= head]
    found = [
        (count, start) for start, count in starts.items()
        if count >= ITEMS and start <= head and amounts and sum(end <= start for end in amounts) >= MOST * len(amounts)
    ]
    # The leftmost of those with as many: what is set in stands right of it.
    best = max(found, key=lambda pair: (pair[0], -pair[1]), default=(0, 0))
    return best[1]


def cut_on(line: Line, cut: int) -> int:
    """Where the list begins on a line: where a word does nearest to where most of them do; below nil where a word goes on across it."""
    starts = [found.end() for found in BEGINS.finditer(line.text) if abs(found.end() - cut) <= SLACK]
    if starts or is_foot(line):
        return min(starts, key=lambda start: abs(start - cut), default=cut)
    if found := BEHIND.match(line.text[:cut]):
        return found.end()  # columns may be narrower here
    return -1 if line.text[cut - 1 : cut].strip() and line.text[cut : cut + 1].strip() else cut


def has_words(line: Line) -> bool:
    """Whether a line holds more than a heading in brackets or a unit: ＜節＞."""
    return not re.fullmatch(r"[<＜〈《【].*[>＞〉》】]", plain(line.text)) and plain(line.text) not in MONEY


def without_persons(line: Line) -> Line:
    """A line of a list without the number of persons before its amount, which is no amount."""
    found = PERSONS.search(line.text)
    cells = [cell for cell in line.cells if not (found and cell.start >= found.start() and cell.end <= found.end())]
    return replace(line, cells=cells) if found and any(is_words(cell.text) for cell in cells) else line
