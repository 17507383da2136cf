"""Figures of a row that are stuck to each other and to their label (基金1,462,1171,438,900△23,217), parted where the rows tell.

A number has groups of three digits behind its commas, and no nil before its first digit. The digits of every row can be parted into as
many numbers as there are columns so that they keep one law; a row of which one way alone does so is parted. Where every number has
a comma, or is nil, there is one way alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice, product, takewhile
from math import log10, prod

from reader.blocks import names_of
from reader.chance import trailing_zeros
from reader.glossary import terms
from reader.grid import laws
from reader.layout import SENTENCE, begins_amid, ends_table, is_value
from reader.pieces import first_cell, is_lone_label, is_whole, signed, virtual
from reader.text import HALF_WIDTH, Cell, Line, plain

# A label to which the first of its figures is stuck, and the figures.
LABELLED = re.compile(r"\s*(\S.*?[^\W\d_]{2}|\S.*?[)）])((?:[△▲]\s?)?[0-9０-９][0-9０-９,，]*(?:\s+(?:[△▲]\s?)?[0-9０-９][0-9０-９,，]*)*)\s*")
FIGURE = re.compile(r"(?:[△▲]\s?)?[0-9０-９][0-9０-９,，]*")
# A label, if there is one, and figures stuck to each other; one figure; columns; rows that tell, and the places that they are worth.
STUCK = re.compile(r"\s*([^0-9]*[^\d\s,.△▲-])?\s*([△▲0-9][0-9,△▲ ]*(?:\.[0-9]{1,2})?)")
NUMBER = re.compile(r"[△▲]?(?:0|[1-9][0-9]{0,2}(?:,[0-9]{3})*)")
# A number of which one sees where it ends: it has commas, or is nil.
GROUPED = re.compile(r"[△▲]?[1-9][0-9]{0,2}(?:,[0-9]{3})+|0")
RATIO = re.compile(r"(?<=,[0-9]{3})[0-9]{1,3}\.[0-9]{1,2}$")
WIDTHS, ROWS, ENOUGH = (3, 4), 4, 12.0
# Of how many rows one may keep no law.
FEW = 5
# Lines apart that rows of one table stand at most.
APART = 8
# Ways to part all rows of a table that are tried at most.
CHOICES = 512
# What heads words that describe the items of a table, headers above its first row, letters of a description at least, and what ends names.
DESCRIBES, HEADS, DESCRIBED, OF_ITEMS = re.compile("(?:区分|科目|項目|款)?(?:主な)?(?:内容|説明|概要)"), 8, 4, "費金料税債額等"
# Digits of a row that are parted at most.
LONGEST = 48
# A figure with commas before another.
MARKED = re.compile(r",[0-9]{3}[0-9△▲]")


def part_rows(lines: list[Line]) -> list[Line]:
    """Part the figures of such rows; where no law, or more than one reading, holds in all of them, they stay as they are."""
    told = [(line, STUCK.fullmatch(line.text.translate(HALF_WIDTH))) for line in lines if line.separator == "blank"]
    found = [(line, match) for line, match in told if match]
    runs: list[list[tuple[Line, re.Match[str]]]] = []
    for line, match in found:
        is_near = bool(runs) and line.number - runs[-1][-1][0].number <= APART
        runs = [*runs[:-1], [*runs[-1], (line, match)]] if is_near else [*runs, [(line, match)]]
    parted: dict[int, Line] = {}
    for run in runs:
        if sum(bool(MARKED.search(match[2])) for _, match in run) < ROWS:
            continue
        texts_of_run = [re.sub(r"\s", "", match[2]) for _, match in run]
        may_try = all(len(text) <= LONGEST and "." not in text for text in texts_of_run)
        rows = may_try and parted_by_law(texts_of_run) or parted_by_commas(texts_of_run)
        for (line, match), texts in ((one, texts) for one, texts in zip(run, rows, strict=False) if texts):
            label = [Cell(match[1].strip(), line.indent, line.indent + len(match[1]))] if match[1] else []
            cells = [*label, *(Cell(text, 0, 0) for text in texts)]
            parted[id(line)] = replace(line, text="\t".join(cell.text for cell in cells), separator="tab", cells=cells, is_joined=True)
    return [parted.get(id(line), line) for line in lines]


def part_labels(lines: list[Line]) -> list[Line]:
    """Part labels from the first of their figures where it is stuck to them, below a header of several columns: each has a figure then."""
    out: list[Line] = []
    head, names = 0, []
    for line in lines:
        if names_of(line):
            head, names = len(out), names_of(line)
        lacks_one = line.separator == "blank" and len(names) > 1 and sum(is_value(cell.text) for cell in line.filled) == len(names) - 1
        found = LABELLED.fullmatch(line.text) if lacks_one else None
        figures = list(FIGURE.finditer(line.text, found.start(2))) if found else []
        if found and len(figures) == len(names):
            label = Cell(found[1], found.start(1), found.end(1))
            line = replace(line, cells=[label, *(Cell(figure[0], figure.start(), figure.end()) for figure in figures)])
            if len(out[head].filled) == 1:
                out[head] = virtual(out[head].number, ["科目", *names])
        out.append(line)
    return out


def leave_descriptions_out(lines: list[Line]) -> list[Line]:
    """Leave what describes an item out of its label, to which it is stuck, below headers of which one says that such words stand there.

    Two labels of three at least, totals aside, begin with a name that is known; of others nothing tells where the name ends.
    """
    out: list[Line] = []
    place = 0
    while place < len(lines):
        rows = list(takewhile(is_whole, lines[place:]))
        above = takewhile(lambda line: is_lone_label(line) and not SENTENCE.search(plain(line.text)), reversed([line for line in out if line.filled]))
        is_described = any(DESCRIBES.fullmatch(plain(line.text)) for line in [*above][:HEADS]) if len(rows) > 2 else False
        parts = [line for line in rows if not ends_table(line)] if is_described else []
        names = [name_before(plain(first_cell(line))) for line in parts]
        if parts and 3 * sum(map(bool, names)) >= 2 * len(parts):
            named = {id(line): name for line, name in zip(parts, names, strict=True) if name}
            rows = [replace(line, cells=[replace(line.filled[0], text=named.get(id(line), first_cell(line))), *line.filled[1:]]) for line in rows]
        out += rows or lines[place : place + 1]
        place += max(1, len(rows))
    return out


def name_before(label: str) -> str:
    """The longest name that a label begins with, a known one or 費 and the like behind it, if a phrase behind it says more; else nothing."""
    for end in range(len(label) - DESCRIBED, 1, -1):
        name, rest = label[:end], label[end:]
        is_name = name in terms() or name[:-1] in terms() and name[-1] in OF_ITEMS
        if is_name and rest[0] not in OF_ITEMS and not begins_amid(rest) and re.search("[ぁ-ん]", rest):
            return name
    return ""


def parted_by_law(texts: list[str]) -> list[list[str]]:
    """The numbers of rows that are stuck to each other, by the one law that all can keep, or all but one in five, as one may be misprinted;
    none of a row that keeps it in two ways."""
    told = []
    for width in WIDTHS:
        ways = [list(parts_of(text, width)) for text in texts]
        for law in laws(width) if all(ways) else ():
            if not all(law):
                continue
            kept = [[way for way in some if not sum(map(int.__mul__, law, map(signed, way)))] for some in ways]
            sizes = [max(abs(signed(text)) for text in some[0]) for some in kept if len(some) == 1]
            places = sum(log10(size) - trailing_zeros(size) for size in sizes if size) - log10(max(map(len, ways)) * len(laws(width)))
            if places >= ENOUGH and FEW * kept.count([]) <= len(kept):
                misprinted = [[] if some else by_commas(text, width) for some, text in zip(kept, texts, strict=True)]
                whole = by_total(kept)
                rows = whole or [some[0] if len(some) == 1 else commas for some, commas in zip(kept, misprinted, strict=True)]
                told.append((kept.count([]), rows))
    fewest = [rows for misses, rows in told if misses == min(misses for misses, _ in told)]
    return fewest[0] if len(fewest) == 1 else []


def by_total(ways: list[list[list[str]]]) -> list[list[str]]:
    """The one choice among the ways to part rows by which the last is the sum of the others in each column; none if there is not one."""
    if prod(map(len, ways)) > CHOICES:
        return []
    columns = [[tuple(map(signed, way)) for way in some] for some in ways]
    found = [
        number for number, (*parts, total) in enumerate(product(*columns)) if parts and tuple(map(sum, zip(*parts, strict=True))) == total
    ]  # fmt: skip
    return list(next(islice(product(*ways), found[0], None))) if len(found) == 1 else []


def by_commas(text: str, width: int) -> list[str]:
    """So many numbers that are stuck to each other and all have commas or are nil, a ratio behind them or none; none if they are not."""
    found = numbers_in(text)
    return found if len(found) == width and "".join(found) == text else []


def numbers_in(text: str) -> list[str]:
    """The numbers of which one sees where they end, and a ratio behind them."""
    ratio = RATIO.search(text)
    return [*GROUPED.findall(text, 0, ratio.start()), ratio[0]] if ratio else GROUPED.findall(text)


def parted_by_commas(texts: list[str]) -> list[list[str]]:
    """The numbers of rows that are stuck to each other where all of them have commas, and all rows as many numbers, or all but one in five,
    as one may be cut off; none if not."""
    width = len(numbers_in(texts[0]))
    rows = [by_commas(text, width) for text in texts]
    return rows if width > 2 and FEW * rows.count([]) <= len(rows) else []


def parts_of(text: str, width: int) -> Iterator[list[str]]:
    """The ways to part a text into so many numbers, one behind the other."""
    if width == 1:
        yield from [[text]] if NUMBER.fullmatch(text) else []
        return
    for end in range(1, len(text)):
        if NUMBER.fullmatch(text[:end]) and text[end] != ",":
            yield from ([text[:end], *rest] for rest in parts_of(text[end:], width - 1))
