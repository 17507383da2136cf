"""Rows of which an archive lost digits: 641,367 4, ,967 was 641,367 4,600 645,967.

Where the last digits of one figure and the first of the next are gone, the commas around them are left. What is whole keeps its column: it
is counted from the left up to the gap, and from the right behind it. The rest is not read.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from itertools import pairwise, takewhile

from reader.glossary import read_header
from reader.layout import is_words
from reader.pieces import stuck_headers, words_in
from reader.run_labels import last_label
from reader.run_words import Word
from reader.text import HALF_WIDTH, Cell, Line

HEAD, TAIL = r"(?<![0-9,])[△▲]?[0-9]{1,3}(?:,[0-9]{3})*,", r"\s+,(?:[0-9]{3}(?:,[0-9]{3})*)?(?![0-9])"
# What is left of figures with a gap between them, or before the words of the next row; and a figure, which the number of a page may touch.
GAP = rf"{HEAD}(?:{TAIL})+|{HEAD}(?=\s+[^\s0-9,.、。△▲-]|\s*$)"
FIGURE = r"(?<!\S)[△▲]?\s?[0-9]{1,3}(?:,[0-9]{3})*(?=\s|$|-[0-9]{1,3}-)"
WORN, PARTS = re.compile(GAP), re.compile(rf"({GAP})|{FIGURE}")
# The number of an item, before words.
NUMBER = re.compile(r"[0-9]{1,2}(?=\s+[^\s0-9△▲,.-])")
# Gaps that tell that an archive lost digits, and figures of a row.
GAPS, WIDTH = 3, 2


def values_in(text: str) -> list[tuple[int, int, bool]]:
    """Where the figures of a text begin and end, and whether one is a gap; the number of an item is none."""
    found = PARTS.finditer(text.translate(HALF_WIDTH))
    return [(*one.span(), bool(one[1])) for one in found if one[1] or not NUMBER.match(text.translate(HALF_WIDTH), one.start())]


def split_worn(text: str) -> list[str]:
    """Split a line in which rows stand some of which lost digits: one row a line, and what stands around them; empty if it is another."""
    if len(WORN.findall(text.translate(HALF_WIDTH))) < GAPS:
        return []
    parts: list[str] = []
    place = 0
    for start, end, _ in values_in(text):
        if text[place:start].strip() or not parts:
            begin = place + label_at(text[place:start])
            head = place + (heads_at(text[place:begin]) if not parts else 0)
            parts += [text[place:head], text[head:begin], ""]
            place = begin
        parts[-1] += text[place:end]
        place = end
    return [part.strip() for part in (*parts, text[place:]) if part.strip()]


def heads_at(text: str) -> int:
    """Where the headers begin that end a text, stuck to each other or not."""
    words = words_in(text)
    heads = list(takewhile(lambda word: read_header(word.text).kind or len(stuck_headers(word)) > 1, reversed(words)))
    return int(heads[-1].start) if heads else len(text)


def label_at(text: str) -> int:
    """Where the label of a row begins among the words before its figures."""
    words = words_in(text)
    label = last_label([Word(word.text, 0, int(word.start), int(word.end), is_figure=False) for word in words], alone=False)
    if label:
        return label[1][0].start
    numbers = list(NUMBER.finditer(text.translate(HALF_WIDTH)))
    return numbers[-1].start() if numbers else 0


def place_worn(lines: list[Line]) -> list[Line]:
    """Give the rows that lost digits the cells that are left, in their columns: those that the rows without a gap have."""
    spans = [values_in(line.text) if line.separator == "blank" else [] for line in lines]
    if sum(is_gap for some in spans for *_, is_gap in some) < GAPS:
        return lines
    rows = [some for line, some in zip(lines, spans, strict=True) if some and is_row(line, some)]
    counts = Counter(len(some) for some in rows if not any(is_gap for *_, is_gap in some))
    width = counts.most_common(1)[0][0] if counts else 0
    if width < WIDTH or counts[width] < WIDTH:
        return lines
    return [worn_row(line, some, width) if some and is_row(line, some) else line for line, some in zip(lines, spans, strict=True)]


def is_row(line: Line, spans: list[tuple[int, int, bool]]) -> bool:
    """Whether a line holds a label, and then figures or gaps alone."""
    between = "".join(line.text[end:start] for (_, end, _), (start, *_) in pairwise(spans))
    return is_words(line.text[: spans[0][0]]) and not between.strip() and not line.text[spans[-1][1] :].strip()


def worn_row(line: Line, spans: list[tuple[int, int, bool]], width: int) -> Line:
    """A row of so many figures, blank where digits are lost; the line as it is where nothing tells of its columns."""
    before = list(takewhile(lambda span: not span[2], spans))
    behind = list(takewhile(lambda span: not span[2], spans[:0:-1]))[::-1] if len(before) < len(spans) else []
    missing = width - len(before) - len(behind)
    if missing < 0 or missing and len(before) == len(spans):
        return line
    texts = [*(line.text[start:end] for start, end, _ in before), *[""] * missing, *(line.text[start:end] for start, end, _ in behind)]
    cells = [Cell(text.strip(), number, number) for number, text in enumerate([line.text[: spans[0][0]], *texts])]
    return replace(line, separator="tab", cells=cells)
