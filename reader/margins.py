"""What stands beside the rows of a page that keeps its places: a word down the margin, and the second half of a list.

A page prints 特, 別, 会 and 計 below each other left of the accounts that they bracket, and a long list of chapters in two halves beside
each other, under the same header twice. Both are told by their places, before anything else is read of the lines.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from itertools import groupby, pairwise

from reader.glossary import read_header, terms, translate
from reader.layout import is_page_furniture, is_title, is_value
from reader.pieces import is_page_number, known_headers, part_of
from reader.text import HALF_WIDTH, MONEY, Cell, Line, plain, to_line

# A letter in the margin: the first of its line, and nothing within two places behind it.
LETTER = re.compile(r"[ \u3000]*(?P<letter>[^\W\d_])(?:\s{2}|\s*$)")
# An amount in thousands, and one with words behind it.
GROUPED = re.compile(r"[△-]?[0-9]{1,3}(?:,[0-9]{3})+")
NOTED = re.compile(r"([△-]?\s?[0-9]{1,3}(?:,[0-9]{3})*) ([^\W\d_].+)")
# Characters between two halves, rows that have both, and headers of labels of each.
GUTTER, ROWS, LABELS = 2, 3, 2
# What heads the years in which an obligation is met, and such years.
OF_PERIODS, PERIOD = "years_of_burden", re.compile(r"(?:(?:令和|平成)?(?:[0-9]{1,2}|元)年度?(?:から|より|まで|以降|限り)?|[~-])+")


def take_margins(lines: list[Line]) -> list[Line]:
    """Take the letters of words down the margin out of the lines, and put the second half of a list below its first.

    Args:
        lines: The lines of a text, as it has them.

    Returns:
        The lines; a line that both halves share is two, each with its number.
    """
    return part_from_notes(stack_halves(without_letters(lines)))


def part_from_notes(lines: list[Line]) -> list[Line]:
    """Part a figure from the note a blank behind it, where it ends where those of other rows do, and stands behind another or first."""
    are_kept = [line.separator == "blank" and not line.is_of_page for line in lines]
    ends = Counter(
        cell.end for line, is_kept in zip(lines, are_kept, strict=True) if is_kept for cell in line.filled if GROUPED.fullmatch(plain(cell.text))
    )  # fmt: skip
    out: list[Line] = []
    for line, is_kept in zip(lines, are_kept, strict=True):
        cells: list[Cell] = []
        for cell in line.filled if is_kept and re.search(r"\s{2}\S", line.text) else ():
            found = NOTED.fullmatch(cell.text.translate(HALF_WIDTH))
            place = int(cell.start) + found.end(1) if found else 0
            is_behind = is_value(cells[-1].text) if cells else "," in cell.text
            if found and is_behind and ends[place] > 1 and plain(found[2]) not in MONEY:
                cells += [Cell(found[1], cell.start, place), Cell(cell.text[found.start(2) :], cell.start + found.start(2), cell.end)]
            else:
                cells.append(cell)
        out.append(replace(line, cells=cells) if len(cells) > len(line.filled) else line)
    return out


def is_known(word: str) -> bool:
    """Whether a word, or each part of it, is one of public accounting."""
    return word in terms() or bool(word) and translate(word).is_whole


def without_letters(lines: list[Line]) -> list[Line]:
    """Leave out the letters of words down the margin: known words, beside rows that are set in behind them."""
    texts = [line.text if line.separator == "blank" and not line.is_of_page else "" for line in lines]
    letters = [LETTER.match(text) for text in texts]
    taken: dict[int, int] = {}
    for start in sorted({found.start("letter") for found in letters if found}):
        run: list[int] = []
        for place, (line, found) in enumerate(zip(lines, letters, strict=True)):
            if found and found.start("letter") == start:
                run.append(place)
            elif line.filled and line.indent <= start + 1:
                taken |= dict.fromkeys(words_down(run, lines, start), start)
                run = []
        taken |= dict.fromkeys(words_down(run, lines, start), start)
    return [
        to_line(line.number, f"{text[: taken[place]]} {text[taken[place] + 1 :]}") if place in taken else line
        for place, (line, text) in enumerate(zip(lines, texts, strict=True))
    ]  # fmt: skip


def words_down(run: list[int], lines: list[Line], start: int) -> list[int]:
    """The lines of those letters below each other that are known words, the longest from each on; none may be the first of a label's own."""
    found: list[int] = []
    place = 0
    while place < len(run):
        ends = [end for end in range(len(run), place + 1, -1) if is_word_down(run[place:end], lines, start)]
        found += run[place : ends[0]] if ends else []
        place = ends[0] if ends else place + 1
    return found


def is_word_down(run: list[int], lines: list[Line], start: int) -> bool:
    """Whether letters below each other are a known word beside rows with figures: three of them, or two that each stand before words."""
    has_rows = any(is_value(cell.text) for line in lines[run[0] : run[-1] + 1] for cell in line.filled)
    are_enough = len(run) > 2 or all(lines[place].text[start + 1 :].strip() for place in run)
    return has_rows and are_enough and is_known("".join(lines[place].text[start] for place in run))


def stack_halves(lines: list[Line]) -> list[Line]:
    """Put the second of two halves of a list that stand beside each other, under the same header, below the first."""
    out: list[Line] = []
    place = 0
    while place < len(lines):
        above = next((plain(line.text) for line in reversed(out) if line.filled), "")
        out.append(lines[place])
        place += 1
        cut, end = gutter_below(lines, place) if not all(side in above for side in ("入", "出")) else (0, place)
        halves = [parts_at(line, cut) for line in lines[place:end]]
        if sum(all(any(is_value(cell.text) for cell in half.filled) for half in pair) for pair in halves) < ROWS:
            continue
        left, right = parts_at(out.pop(), cut)
        shift = int(right.indent - left.indent)
        further = [moved(half, shift) for _, half in halves if half.filled and plain(half.text) not in MONEY]
        # The foot of the page stands below both.
        last = max((number for number, (half, _) in enumerate(halves) if half.filled and not is_page_number(half)), default=-1)
        out += [left, *(half for half, _ in halves[: last + 1]), *further, *(half for half, _ in halves[last + 1 :])]
        place = end
    return out


def gutter_below(lines: list[Line], place: int) -> tuple[int, int]:
    """Where the lines below a header that stands twice in its line are parted, and the place behind the last of them; nowhere if it does not."""
    free = between_halves(lines[place - 1])
    end = place
    while free and end < len(lines) and not between_halves(lines[end]):
        less = free - {number for start, stop in places_on(lines[end]) for number in range(start, stop)}
        if not gutters_in(less):
            break
        free, end = less, end + 1
    # Of two places the one that parts fewer labels, and then the wider.
    cuts = sorted(gutters_in(free), key=lambda cut: (sum(parts_label(line, cut[0]) for line in lines[place:end]), -cut[1]))
    return cuts[0][0] if cuts else 0, end


def parts_label(line: Line, place: int) -> bool:
    """Whether words stand right before a place and others behind it."""
    left, right = parts_at(line, place)
    return bool(left.filled and right.filled) and not is_value(left.filled[-1].text)


def between_halves(line: Line) -> set[int]:
    """The places between two headers that are the same, each of several columns of labels and one of figures; none if a line holds no such."""
    words = plain(line.text)
    half = words[: len(words) // 2]
    spans = places_on(line) if line.separator == "blank" and len(half) >= LABELS and half * 2 == words else []
    for (_, end), (start, _) in pairwise(spans):
        left, _ = parts_at(line, end)
        if plain("".join(cell.text for cell in left.filled)) == half:
            kinds = [read_header(cell.text).kind for cell in known_headers(left.filled)]
            return set(range(end, start)) if kinds.count("label") >= LABELS and set(kinds) - {"label"} else set()
    return set()


def places_on(line: Line) -> list[tuple[int, int]]:
    """Where the words of a line begin and end; nowhere for a number of a page."""
    if is_page_number(line) or is_page_furniture(line):
        return []
    if line.is_of_page:
        return [(int(cell.start), int(cell.end) + 1) for cell in line.filled]
    return [found.span() for found in re.finditer(r"\S+", line.text)]


def gutters_in(free: set[int]) -> list[tuple[int, int]]:
    """The middle and the width of each run of places that is wide enough to part two halves."""
    runs = [[place for _, place in some] for _, some in groupby(enumerate(sorted(free)), lambda one: one[1] - one[0])]
    return [(run[len(run) // 2], len(run)) for run in runs if len(run) >= GUTTER]


def parts_at(line: Line, place: int) -> tuple[Line, Line]:
    """What stands left and right of a place on a line."""
    if not places_on(line):
        return line, Line(line.number, "", line.separator)
    if line.is_of_page:
        sides = [[cell for cell in line.filled if (cell.start >= place) == is_right] for is_right in (False, True)]
        left, right = (part_of(line, cells) if cells else Line(line.number, "", "blank", is_of_page=True) for cells in sides)
        return left, right
    return to_line(line.number, line.text[:place]), to_line(line.number, " " * place + line.text[place:])


def moved(line: Line, shift: int) -> Line:
    """A line as many places to the left."""
    if not line.is_of_page and not line.text[:shift].strip():
        return to_line(line.number, line.text[shift:])
    cells = [Cell(cell.text, cell.start - shift, cell.end - shift) for cell in line.cells]
    return replace(line, cells=cells, indent=line.indent - shift)


def leave_periods_out(lines: list[Line]) -> list[Line]:
    """Leave the periods below a header of periods out of lines that have no amount: there a year heads no column, and is of no name."""
    out: list[Line] = []
    periods: list[Cell] = []
    for line in lines:
        if line.separator == "blank" and not any(is_value(cell.text) for cell in line.filled):
            headed = [cell for cell in line.filled if read_header(cell.text).code == OF_PERIODS]
            periods = headed or ([] if is_title(line) else periods)
            kept = [cell for cell in line.filled if not (PERIOD.fullmatch(plain(cell.text)) and any(lies_below(cell, one) for one in periods))]
            if len(kept) < len(line.filled):
                text = line.text
                for cell in line.filled if not line.is_of_page else ():
                    text = text if cell in kept else f"{text[: int(cell.start)]}{' ' * len(cell.text)}{text[int(cell.end) :]}"
                line = replace(line, text=text, cells=kept)
        out.append(line)
    return out


def lies_below(cell: Cell, header: Cell) -> bool:
    """Whether a cell stands below a header, or no farther beside it than it is wide."""
    return cell.start - (cell.end - cell.start) < header.end and header.start < cell.end + (cell.end - cell.start)
