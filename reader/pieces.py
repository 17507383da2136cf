"""Lines that hold a piece of a row alone: a label, or figures; what torn pages are put together from."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from itertools import pairwise, takewhile

from reader.glossary import read_header
from reader.layout import SENTENCE, UNIT, classify, is_unit_row, is_value, is_words
from reader.text import BETWEEN_DASHES, HALF_WIDTH, MONEY, TEXTS, Cell, Line, plain, read_figure, without_marks

# A year of which the word is left out, and several that are stuck to each other.
YEAR = re.compile(r"[RHS][0-9]{1,2}(?:年度?)?")
STUCK_YEARS = re.compile(rf"(?:{YEAR.pattern}){{2,}}")
# Letters that headers stuck to each other have at most.
LONGEST = 60
# Words that one header has at most.
PARTS = 8
# Amounts of one digit, which look like the digits of one number, spaced out.
DIGITS = re.compile("[△-]?[0-9](?: +[△-]?[0-9])+")


def first_cell(line: Line) -> str:
    """The text of the first cell of a line that is not blank."""
    return line.filled[0].text.strip()


def without(lines: list[Line], left_out: list[Line]) -> list[Line]:
    """Lines without some of them."""
    gone = {id(line) for line in left_out}
    return [line for line in lines if id(line) not in gone]


def is_page_number(line: Line) -> bool:
    """Whether a line is a number between dashes, or one of one or two digits in brackets, which is no amount below nil."""
    return bool(re.fullmatch(r"(?:-[0-9]{1,4}-|\([0-9]{1,2}\))[|｜│]*", plain(line.text)))


def is_lone_value(line: Line) -> bool:
    """Whether a line holds figures and nothing else."""
    filled = line.filled
    return bool(filled) and all(is_value(cell.text) for cell in filled) and not is_page_number(line)


def is_whole(line: Line) -> bool:
    """Whether a line holds one label and its figures."""
    return len(line.filled) > 1 and is_words(line.filled[0].text) and all(is_value(cell.text) for cell in line.filled[1:])


def lone_values(line: Line) -> list[tuple[str, int]]:
    """The figures of a line that holds nothing else, those of one digit among them, each with the number of the line."""
    if DIGITS.fullmatch(line.text.translate(HALF_WIDTH).strip()):
        return [(digit, line.number) for digit in line.text.split()]
    return [(cell.text, line.number) for cell in line.filled] if is_lone_value(line) else []


def is_lone_label(line: Line) -> bool:
    """Whether a line holds one label and nothing else."""
    filled = line.filled
    return (
        len(filled) == 1 and is_words(filled[0].text) and len(plain(filled[0].text)) <= 40
        and not SENTENCE.search(plain(line.text)) and not UNIT.search(plain(line.text)) and not re.search("[0-9],", plain(line.text))
        and plain(filled[0].text) not in MONEY and not is_unit_row(line) and not BETWEEN_DASHES.fullmatch(filled[0].text)
    )


def virtual(number: int, texts: list[str], indent: float = 0, until: int = 0) -> Line:
    """A line put together from cells that stand apart."""
    return Line(number, "\t".join(texts), "tab", [Cell(text, place, place) for place, text in enumerate(texts)], indent, until, is_joined=True)


def part_of(line: Line, cells: list[Cell]) -> Line:
    """The part of a line that some of its cells are."""
    return Line(line.number, " ".join(cell.text for cell in cells), line.separator, cells, cells[0].start, is_of_page=line.is_of_page)


def known_headers(cells: list[Cell], most: bool = False) -> list[Cell]:
    """The fewest known headers, or the most, that the words, or letters, of cells make; none if they make none.

    Several cells that are headers by themselves make no other.
    """
    words = [Cell(word.text, cell.start + word.start, cell.start + word.end) for cell in cells for word in words_in(cell.text)]
    # Of each word, the cell that is a header by itself, if it is in one; 率 or 額 alone is rather part of one.
    whole = [number if read_header(cell.text).kind and plain(cell.text) not in ("率", "額") else 0 for number, cell in enumerate(cells, 1) for _ in words_in(cell.text)]
    best: list[list[Cell] | None] = [[]]
    for end in range(1, len(words) + 1):
        found = []
        for start in range(max(0, end - PARTS), end):
            part, before = words[start:end], best[start]
            text = "".join(word.text for word in part)
            # Letters apart are of two headers rather: 前年度, 比較.
            is_two = len(part) > 1 and text.endswith("比較") and bool(read_header(text.removesuffix("比較")).kind)
            if before is not None and read_header(text).kind and not is_two and len({number for number in whole[start:end] if number}) < 2:
                found.append([*before, Cell(text, part[0].start, part[-1].end)])
        best.append((max if most else min)(found, key=len, default=None))
    return best[-1] or []


def spans_of_names(words: list[str], count: int, is_known: Callable[[str], bool]) -> list[tuple[int, int]]:
    """Where each of so many names begins and ends among words of which some go on in the next, if one way alone makes all of them known;
    else none."""
    ways: list[list[list[tuple[int, int]]]] = [[[]]]
    for end in range(1, len(words) + 1):
        known = [start for start in range(max(0, end - PARTS), end) if is_known("".join(words[start:end]))]
        found = [[*way, (start, end)] for start in known for way in ways[start] if len(way) < count]
        # Of ways that are as many names, two are as good as many.
        ways.append([way for size in range(1, count + 1) for way in [way for way in found if len(way) == size][:2]])
    whole = [way for way in ways[-1] if len(way) == count]
    return whole[0] if len(whole) == 1 else []


def part_stages(cells: list[Cell]) -> list[Cell]:
    """Cells, those in parts that are headers stuck to each other, the first of a stage: 既決予定額補正予定額計."""
    out: list[Cell] = []
    for cell in cells:
        found = stuck_headers(cell)
        kinds = [read_header(part.text).kind for part in found]
        out += found if len(found) > 1 and kinds[0] == "stage" and "label" not in kinds else [cell]
    return out


def stuck_headers(cell: Cell, most: bool = False) -> list[Cell]:
    """The fewest known headers, or the most, that a word is made of, no blank between them: 補正前の額補正額計; the word alone if of none."""
    width = (cell.end - cell.start) / max(1, len(cell.text))
    starts = starts_of_headers(cell.text, most)
    return [
        Cell(cell.text[start:end], cell.start + width * start, cell.start + width * end)
        for start, end in pairwise([*starts, len(cell.text)])
    ] if len(starts) > 1 else [cell]


@lru_cache(TEXTS)
def starts_of_headers(text: str, most: bool) -> list[int]:
    """Where the fewest known headers begin, or the most, that make a text without blanks; at its beginning alone if they do not make it."""
    if len(text) > LONGEST or re.search(r"\s", text) or read_header(text).kind:
        return [0]

    def is_header(start: int, end: int) -> bool:
        """Whether a piece, two letters at least or 計, is a header that begins amid no number."""
        piece, is_number = text[start:end], start > 0 and text[start - 1 : start + 1].isdigit()
        return (len(piece) > 1 or piece == "計") and not is_number and read_header(piece).kind not in ("", "attribute")

    best: list[list[int] | None] = [[]]
    for end in range(1, len(text) + 1):
        ways = [[*before, start] for start, before in enumerate(best) if before is not None and is_header(start, end)]
        best.append((max if most else min)(ways, key=len, default=None))
    return best[-1] or [0]


def part_years(cells: list[Cell]) -> list[Cell]:
    """Cells, those that are years stuck to each other in parts: H11H12H13; none if no cell is."""
    out: list[Cell] = []
    for cell in cells:
        stuck = STUCK_YEARS.fullmatch(plain(cell.text)) and len(plain(cell.text)) == len(cell.text)
        parts = [Cell(found[0], cell.start + found.start(), cell.start + found.end()) for found in YEAR.finditer(plain(cell.text))]
        out += parts if stuck else [cell]
    return out if len(out) > len(cells) else []


def words_in(text: str) -> list[Cell]:
    """The words of a text as cells."""
    return [Cell(word[0], word.start(), word.end()) for word in re.finditer(r"\S+", without_marks(text))]


# Of a header, the last of the lines above: what ends the lines below it, and what they become; None if they stay.
Begin = Callable[[list[Line]], tuple[Callable[[Line], bool], Callable[[list[Line]], list[Line]]] | None]


def replace_below(lines: list[Line], begin: Begin) -> list[Line]:
    """Replace what stands below headers whose columns blanks separate.

    Args:
        lines: The text.
        begin: Says of each header what becomes of the lines below it.

    Returns:
        The lines.
    """
    out: list[Line] = []
    place = 0
    while place < len(lines):
        out.append(lines[place])
        place += 1
        found = begin(out) if out[-1].separator == "blank" and classify(out[-1]) == "header" else None
        if found:
            ends, join = found
            body = list(takewhile(lambda line, ends=ends: line.separator == "blank" and not ends(line), lines[place:]))
            place += len(body)
            out += join(body)
    return out


def signed(text: str) -> int:
    """The amount of a cell with its sign; 0 if it is no figure."""
    magnitude, sign, _ = read_figure(text) or (0, 1, "")
    return magnitude * sign


def adds_up(texts: list[str]) -> bool:
    """Whether the first or the last of some figures is the sum of the others."""
    amounts = [signed(text) for text in texts]
    return sum(amounts) > 0 and 2 * max(amounts[0], amounts[-1]) == sum(amounts)
