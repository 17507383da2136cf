"""The lines of a PDF, made from the words of its pages and their places.

Words at one height are a line, and words close to each other a cell; so are the letters of one
word that stand apart at equal distances. What a detailed statement prints beside the amounts of
its items, lists of their own, comes behind them: see `reader/details.py`.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from math import inf
from pathlib import Path

from pypdfium2 import PdfiumError

from reader.details import unfold
from reader.glossary import read_header, units
from reader.layout import NUMBERING, as_leaves, classify, is_words
from reader.pdf import Word, read_words
from reader.pieces import known_headers, part_stages
from reader.text import MONEY, RADICALS, Cell, Line, Unreadable, is_nil, plain, read_figure, to_line

# What begins a label or a note of its own right behind the amount of the column before.
BEGINS = re.compile(r"[○●◎◇◆□■・※]|[0-9]{1,2}[.．]\D")
# What may follow an amount in its cell: a unit, or a bracket.
OF_AMOUNT = re.compile("|".join(map(re.escape, sorted({*units(), *MONEY}, key=len, reverse=True))) + r"|[千百万億円%()]")
# One letter of a word, or the number of an item and its first letter.
LETTER = re.compile(r"[^\W\d_a-zA-Z]")
FIRST = re.compile(r"(?:\(?[0-9]{1,2}\)?[.．、]?)?[^\W\d_a-zA-Z]")
# Headers of one letter each, which make no word together.
HEADS = set("款項目節計")
# Widths of a letter between two letters of a word, at most; points by which distances that look equal differ.
FAR, UNEQUAL = 3.5, 2.5
# Points by which a distance may miss what it is meant to be: places are stored rounded.
ROUNDED = 0.01
# Rows of a header, and characters of a cell of it, at most.
HEADER_ROWS, SHORT = 6, 12
# Height of a line above which a label and its figures, which the page sets half a line lower, do not stand apart.
TOUCH = 0.3


def from_pdf(path: Path) -> list[Line]:
    """Lines of the text layer of a PDF, with the places of the cells on the page.

    Raises:
        Unreadable: It is no PDF that can be opened, or has no text layer.
    """
    try:
        pages = [rows_of_page(words) for words in read_words(path)]
    except (PdfiumError, OSError) as error:
        raise Unreadable(
            f"{path}: PDF として開けない / cannot be opened as a PDF ({type(error).__name__}: {error})"
        ) from error
    if not any(cells for rows in pages for cells in rows):
        raise Unreadable(
            f"{path}: 文字の層がない PDF。文字認識をしてから読む / this PDF has no text layer; recognise its text first"
        )
    lines = unfold([[to_page_line(cells) for cells in rows] for rows in pages], level_headers)
    return [replace(line, number=number) for number, line in enumerate(lines, 1)]


def level_headers(lines: list[Line]) -> list[Line]:
    """The lines of a page, headers of several rows each in one line.

    Rows of a header hold no figure and no item, and follow each other; what stands over the
    labels alone, as a title does, is none, unless it is a header.
    """
    out: list[Line] = []
    place = 0
    while place < len(lines):
        if not is_header_row(lines, place):
            out.append(lines[place])
            place += 1
            continue
        end = place + 1
        while end < len(lines) and end - place < HEADER_ROWS and is_header_row(lines, end, lines[place:end]):
            end += 1
        run = lines[place:end]
        is_header = any(classify(line) == "header" for line in run)
        out += as_leaves(run) if is_header and len(run) > 1 else run
        place = end
    return out


def is_header_row(lines: list[Line], place: int, above: list[Line] | None = None) -> bool:
    """Whether a line may be a row of a header, the first or one below others."""
    line = lines[place]
    cells = line.filled
    if not cells or classify(line) not in ("text", "header") or any(is_figure(cell.text) or NUMBERING.match(cell.text) for cell in cells):
        return False
    known = [bool(read_header(cell.text).kind) for cell in cells]
    if above is None:
        return all(known) or len(cells) > 1 and any(known) and all(len(plain(cell.text)) <= SHORT for cell in cells)
    spans = [(cell.start, cell.end) for other in above for cell in other.filled]
    left = min(start for start, _ in spans)
    return all(
        is_known or cell.start > left and len(plain(cell.text)) <= SHORT and not re.search("[0-9]", plain(cell.text))
        for cell, is_known in zip(cells, known, strict=True)
    )


def to_page_line(cells: list[Cell]) -> Line:
    """A line of a page, not yet numbered."""
    return Line(0, "\t".join(cell.text for cell in cells), "blank", cells, cells[0].start, is_of_page=True)


def rows_of_page(page: list[Word]) -> list[list[Cell]]:
    """The cells of a page, line by line.

    Args:
        page: Its words.
    """
    words, marks = take_marks(page)
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda word: ((word["top"] + word["bottom"]) / 2, word["x0"])):
        middle = (word["top"] + word["bottom"]) / 2
        if rows and abs(middle - (rows[-1][0]["top"] + rows[-1][0]["bottom"]) / 2) < 0.45 * (word["bottom"] - word["top"]):
            rows[-1].append(word)
        else:
            rows.append([word])
    heights = [(min(word["top"] for word in row), max(word["bottom"] for word in row)) for row in rows]
    gaps = [after - before for (_, before), (after, _) in pairwise(heights)]
    out: list[list[Cell]] = []
    for place, row in enumerate(rows):
        cells = part_stages(join_letters(cells_of_words(sorted(row, key=lambda word: word["x0"]))))
        above = gaps[place - 1] if place else inf
        below = gaps[place] if place < len(gaps) else inf
        if above < min(below, TOUCH * (heights[place][1] - heights[place][0])) and belong_together(out[-1], cells):
            out[-1] = [*out[-1], *cells]
        else:
            out.append(cells)
    return [*out, *([mark] for mark in marks)]


def take_marks(words: list[Word]) -> tuple[list[Word], list[Cell]]:
    """Take the number of a page out that stands upright in the margin of a page on its side, a dash above it and one below.

    Returns:
        The other words, and the number with its dashes, which is a line by itself.
    """
    for mark in words:
        if (found := re.fullmatch("-([0-9]{1,4})-", plain(mark["text"]))) and mark["bottom"] - mark["top"] > mark["x1"] - mark["x0"]:
            return [word for word in words if word is not mark], [Cell(f"- {found[1]} -", mark["x0"], mark["x1"])]
    for number in (word for word in words if re.fullmatch("[0-9]{1,4}", word["text"])):
        height = number["bottom"] - number["top"]
        around = [
            word for word in words
            if plain(word["text"]) == "-" and abs(word["x0"] - number["x0"]) < height and abs(word["top"] - number["top"]) < 2 * height
        ]
        if len(around) == 2 and (around[0]["top"] - number["top"]) * (around[1]["top"] - number["top"]) < 0:
            taken = [number, *around]
            return [word for word in words if word not in taken], [Cell(f"- {number['text']} -", number["x0"], number["x1"])]
    return words, []


def belong_together(label: list[Cell], figures: list[Cell]) -> bool:
    """Whether of two lines close to each other the upper is a label, and the lower its figures: all at its right."""
    return (
        all(is_words(cell.text) for cell in label) and all(is_figure(cell.text) for cell in figures)
        and label[-1].end < figures[0].start
    )


def is_figure(text: str) -> bool:
    """Whether a cell is a figure with a digit."""
    return read_figure(text) is not None and not is_nil(text)


def cells_of_words(words: list[Word]) -> list[Cell]:
    """Words close to each other as cells; a figure is one by itself, as is the header of a stage, and what begins a label behind a figure."""
    cells: list[Cell] = []
    last = ""
    for word in words:
        gap = 0.9 * (word["bottom"] - word["top"]) + ROUNDED
        text = word["text"].translate(RADICALS)
        near = cells and word["x0"] - cells[-1].end < gap
        so_far = cells[-1].text if cells else ""
        is_beside = bool(cells) and word["x0"] - cells[-1].end > 1
        is_apart = (
            is_figure(so_far) and bool(read_figure(text) or BEGINS.match(plain(text)))
            # What is no unit goes on from no amount: 20,790 and the first letter of 負 担 金.
            or is_beside and "," in so_far and is_figure(so_far) and is_words(text) and not OF_AMOUNT.match(plain(text))
            or is_beside and read_header(so_far).kind == read_header(text).kind == "stage"
        )
        if near and not is_apart:
            # The letters of a sentence may all stand a little apart.
            letters = LETTER.fullmatch(cells[-1].text[-1:]) and len(last) == 1 and LETTER.fullmatch(text)
            cells[-1].text += (" " if word["x0"] - cells[-1].end > 1 and not letters else "") + text
            cells[-1].end = word["x1"]
        else:
            cells.append(Cell(text, word["x0"], word["x1"]))
        last = text
    return cells


def join_letters(cells: list[Cell]) -> list[Cell]:
    """Join the letters of words that are spread over a line: at equal distances, and farther from what stands beside them.

    Where the distances between headers are those between their letters, the headers that are known tell.
    """
    out: list[Cell] = []
    for run in letter_runs(cells):
        words = at_equal_distances(run)
        are_known = len(run) < 2 or all(read_header(word.text).kind for word in words)
        out += words if are_known or not all(map(is_letter, run)) else known_headers(run) or words
    return out


def is_letter(cell: Cell) -> bool:
    """Whether a cell is one letter."""
    return LETTER.fullmatch(cell.text) is not None


def letter_runs(cells: list[Cell]) -> list[list[Cell]]:
    """Cells in groups: letters near to each other in one, with the number of an item and its first letter before them."""
    runs: list[list[Cell]] = []
    for cell in cells:
        last = runs[-1][-1] if runs else None
        is_near = last is not None and cell.start - last.end <= FAR * (cell.end - cell.start) + ROUNDED
        follows = is_near and is_letter(cell) and FIRST.fullmatch(plain(last.text))
        if follows and not {last.text[-1], cell.text} <= HEADS:
            runs[-1].append(cell)
        else:
            runs.append([cell])
    return runs


def at_equal_distances(run: list[Cell]) -> list[Cell]:
    """The words that letters make which stand at equal distances."""
    out = run[:1]
    gap = 0.0  # between the letters of the last word
    for before, cell in pairwise(run):
        distance = cell.start - before.end
        if not gap or abs(distance - gap) <= UNEQUAL + ROUNDED:
            out[-1] = Cell(out[-1].text + cell.text, out[-1].start, cell.end)
            gap = gap or distance
        else:
            out.append(cell)
            gap = 0.0
    return out

def read_source(path: Path) -> list[Line]:
    """Read a source, text or PDF.

    Args:
        path: A text in UTF-8, or a PDF with a text layer.

    Returns:
        Its lines with their cells.

    Raises:
        Unreadable: There is no such file, or it is neither.
    """
    if not path.is_file():
        raise Unreadable(f"{path}: 原文がない / no such source")
    try:
        data = path.read_bytes()
    except OSError as error:
        raise Unreadable(f"{path}: 読み取れない / cannot be read: {error.strerror}") from error
    if data[:5] == b"%PDF-":
        return from_pdf(path)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise Unreadable(
            f"{path} {line}行目: 文字コードが UTF-8 でない / line {line}: not in UTF-8"
        ) from error
    return [to_line(number, line.rstrip("\r").replace("\f", "")) for number, line in enumerate(text.split("\n"), 1)]
