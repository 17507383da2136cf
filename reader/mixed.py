"""Letters of several labels that the extraction mixed, sorted out by the terms that they make.

The letters of a label that is spread over its column stand on lines of their own; where several labels were
spread alike, the extraction takes their letters column by column: 9地, 10地, 14国, 方, 特, 方, 例, 交 ... The
last letter of each stands before its figures. They are sorted out only if one set of terms alone takes them all.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from reader.chapters import number_of
from reader.glossary import terms
from reader.pieces import first_cell, is_lone_label, is_lone_value, is_page_number, is_whole, without
from reader.text import Cell, Line, plain, squeeze

LETTER = re.compile(r"([0-9]{0,2})[.、]?([^\W\d_])")
# The number of an item, and the first and the last letter of its label.
TWO_LETTERS = re.compile(r"([0-9]{1,2})[.、]?([^\W\d_])([^\W\d_])")
# Letters in a row that may be those of several labels; rows above whose last letters they may end with.
RUN, ROWS = 4, 6
# Lines with words or figures around a row among which the rest of its label is looked for.
REACH = 24


@dataclass
class Piece:
    """A letter on a line of its own.

    Attributes:
        line: The line.
        number: The number of an item before it, or an empty text.
        letter: The letter.
    """

    line: Line
    number: str
    letter: str


def piece_of(line: Line) -> Piece | None:
    """The letter that a line holds alone; None if it holds more, or none."""
    found = LETTER.fullmatch(plain(line.text)) if is_lone_label(line) else None
    return Piece(line, found[1], found[2]) if found else None


def unmix(lines: list[Line]) -> list[Line]:
    """Put the mixed letters of labels behind each other, at the last letter of each, which its figures follow."""
    filled = [line for line in lines if line.filled and not is_page_number(line)]
    pieces = [piece_of(line) for line in filled]
    place = 0
    while place < len(filled):
        end = place
        while end < len(filled) and pieces[end]:
            end += 1
        run = [piece for piece in pieces[place:end] if piece]
        if len(run) >= RUN:
            own = own_label(run) if end < len(filled) and is_lone_value(filled[end]) else len(run)
            found = sort_out(filled[:place], pieces[:place], run[:own]) if own else None
            if found:
                labels, gone = found
                return unmix([labels.get(id(line), line) for line in without(lines, gone)])
        place = max(end, place + 1)
    return lines


def own_label(run: list[Piece]) -> int:
    """Where, in letters that figures follow, the label of these begins: at the last number, or else as far before as a term reaches."""
    numbered = [place for place, piece in enumerate(run) if piece.number]
    starts = numbered[-1:] if numbered else range(len(run) - 1)
    return next((start for start in starts if "".join(piece.letter for piece in run[start:]) in terms()), 0)


def sort_out(above: list[Line], pieces: list[Piece | None], run: list[Piece]) -> tuple[dict[int, Line], list[Line]] | None:
    """The labels that mixed letters make with the last letters of rows above them.

    Args:
        above: The lines above the letters.
        pieces: Of each, the letter that it holds alone, if any.
        run: The letters.

    Returns:
        The line of each label by that of its last letter, and the lines whose letters they take; None if no one set of terms takes
        them all.
    """
    ends = [place for place in range(len(above) - 1) if pieces[place] and is_lone_value(above[place + 1])][::-1]
    for count in range(1, min(len(ends), ROWS) + 1):
        places = ends[:count][::-1]
        strays = [pieces[place - 1] for place in places if place and pieces[place - 1] and not (place > 1 and pieces[place - 2])]
        pool = [piece for piece in strays if piece] + run
        rows = [piece for place in places if (piece := pieces[place])]
        found = list(ways([piece.letter for piece in rows], pool))
        if len(found) == 1:
            numbers = [piece.number for piece in pool if piece.number] or [piece.number for piece in rows]
            labels = {}
            for piece, number, term in zip(rows, numbers, found[0], strict=True):
                text = f"{number} {term}" if number else term
                cell = Cell(text, piece.line.indent, piece.line.indent + len(text))
                labels[id(piece.line)] = replace(piece.line, text=text, cells=[cell])
            return labels, [piece.line for piece in pool]
    return None


def ways(ends: list[str], pool: list[Piece]) -> Iterator[tuple[str, ...]]:
    """The terms that end so, one for each end, which together take all letters of a pool, each in its order.

    Letters with numbers begin the terms, in turn.
    """
    heads = [piece.letter for piece in pool if piece.number]
    letters = "".join(piece.letter for piece in pool)
    if heads and len(heads) != len(ends):
        return

    def after(place: int, left: Counter[str]) -> Iterator[tuple[str, ...]]:
        if place == len(ends):
            if not left.total():
                yield ()
            return
        for term in terms():
            is_one = len(term) > 2 and term.endswith(ends[place]) and (not heads or term.startswith(heads[place]))
            if is_one and not Counter(term[:-1]) - left and is_in_order(term[:-1], letters):
                for others in after(place + 1, left - Counter(term[:-1])):
                    yield (term, *others)

    yield from after(0, Counter(letters))


def is_in_order(part: str, letters: str) -> bool:
    """Whether the letters of a part stand among others in its order."""
    rest = iter(letters)
    return all(letter in rest for letter in part)


def complete_letters(lines: list[Line]) -> list[Line]:
    """Complete the labels of rows that hold their last letter alone; the rest stands alone nearby.

    Both are a term, and the number of the item, if any, lies between those of the rows around it.
    """
    filled = [line for line in lines if line.filled]
    numbers = [number_of(first_cell(line)) if is_whole(line) else 0 for line in filled]
    joined: dict[int, Line] = {}
    gone: list[Line] = []
    for place, row in enumerate(filled):
        if not is_whole(row) or len(plain(first_cell(row))) != 1:
            continue
        before = next((number for number in reversed(numbers[:place]) if number), 0)
        behind = next((number for number in numbers[place + 1 :] if number), 0)
        rests = [
            (number_of(first_cell(part)), at) for at, part in enumerate(filled[: place + REACH])
            if at >= place - REACH and is_lone_label(part) and not any(part is other for other in gone)
            and re.sub("^[0-9]+[.、]?", "", plain(part.text)) + plain(first_cell(row)) in terms()
        ]  # fmt: skip
        # Without a number nothing tells of two rows that end alike which is whose.
        near = filled[max(0, place - REACH) : place + REACH]
        alike = [other for other in near if is_whole(other) and first_cell(other) == first_cell(row)]
        # Behind the last row of a table the numbers begin anew.
        fitting = [
            (number, at) for number, at in rests
            if (before < number and (number < behind or behind <= before) if number else len(alike) == 1)
        ]
        if fitting:
            numbers[place], at = min(fitting, key=lambda one: (one[0] or 100, abs(one[1] - place)))
            mark, words = re.fullmatch(r"((?:[0-9]+[.、]?\s*)?)(.*)", first_cell(filled[at])).groups()  # type: ignore[union-attr]
            joined[id(row)] = with_label(row, f"{mark}{squeeze(words)}{first_cell(row)}")
            gone.append(filled[at])
    return [joined.get(id(line), line) for line in without(lines, gone)]


def with_label(row: Line, label: str) -> Line:
    """A row with another label."""
    return replace(row, cells=[replace(cell, text=label) if cell is row.filled[0] else cell for cell in row.cells])


def unmix_rows(lines: list[Line]) -> list[Line]:
    """Sort out the letters of a run, on one line, that are those of two rows nearby: 9 地 税, 13 国方庫交支付出 and 金."""
    filled = [line for line in lines if line.filled]
    for place, line in enumerate(filled):
        letters = re.sub("^[0-9]+[.、]?", "", plain(line.text))
        if not is_lone_label(line) or not number_of(first_cell(line)) or len(letters) <= RUN or letters in terms():
            continue
        near = [row for row in filled[max(0, place - REACH) : place + REACH] if is_whole(row)]
        ends = [row for row in near if len(plain(first_cell(row))) == 1]
        pairs = [(row, found) for row in near if (found := TWO_LETTERS.fullmatch(plain(first_cell(row))))]
        torn = [(row, found) for row, found in pairs if found[2] + found[3] not in terms()]
        run = [Piece(line, str(number_of(first_cell(line))), letters[0]), *(Piece(line, "", letter) for letter in letters[1:])]
        found = [
            (end, row, one, way) for end in ends for row, one in torn
            for way in ways([one[3], plain(first_cell(end))], [Piece(row, one[1], one[2]), *run])
        ]  # fmt: skip
        if len(found) == 1:
            end, row, one, (first, second) = found[0]
            labels = {id(row): with_label(row, f"{one[1]} {first}"), id(end): with_label(end, f"{run[0].number} {second}")}
            return unmix_rows([labels.get(id(other), other) for other in without(lines, [line])])
    return lines
