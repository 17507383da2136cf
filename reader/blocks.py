"""Labels, figures and headers that stand apart on a page, each in a block of its own.

What tells which figure is whose is their number: as many figures in a line as there are headers,
and as many such lines as labels.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import combinations, pairwise, takewhile

from reader.glossary import read_header
from reader.layout import NUMBERING, is_value, is_words
from reader.pieces import first_cell, is_lone_label, is_lone_value, is_whole, known_headers, signed, virtual, without, words_in
from reader.text import Cell, Line

# What heads a column of amounts or ratios.
HEADS = ("stage", "total", "year", "ratio", "amount", "measure")
# A label to which the first of its figures is stuck, and the figures.
STUCK = re.compile(r"\s*(\S.*?[^\W\d_]{2}|\S.*?[)）])((?:[△▲]\s?)?[0-9０-９][0-9０-９,，]*(?:\s+(?:[△▲]\s?)?[0-9０-９][0-9０-９,，]*)*)\s*")
FIGURE = re.compile(r"(?:[△▲]\s?)?[0-9０-９][0-9０-９,，]*")


def names_of(line: Line, count: int = 0) -> list[str]:
    """The headers of columns that a line holds, without those that head labels; none if it is no such line.

    Args:
        line: The line.
        count: Number of the columns, where it is known: then half of the headers may be words that are not known.
    """
    # A blank may stand within a header that is known as a whole.
    cells = line.filled if len(line.filled) != 1 else known_headers(line.filled) or words_in(line.text)
    texts = [cell.text.strip() for cell in cells]
    kinds = [read_header(text).kind for text in texts]
    names = [text for text, kind in zip(texts, kinds, strict=True) if kind not in ("label", "number")]
    # Words that nothing but a blank separates must all be headers.
    most = len(kinds) / 2 if count and len(names) == count else len(kinds) if len(line.filled) == 1 else 2 * len(kinds) / 3
    if len(texts) < 2 or sum(map(bool, kinds)) < most or not all(map(is_words, texts)) or NUMBERING.match(texts[0]):
        return []
    return names


def join_head_lines(lines: list[Line]) -> list[Line]:
    """Join headers that each stand on a line of their own, right above two rows that are whole and have a figure for each of them.

    A header more would head a column of which the rows have nothing.
    """
    filled = [line for line in lines if line.filled]
    joined: dict[int, Line] = {}
    gone: list[Line] = []
    for place, (row, below) in enumerate(pairwise(filled)):
        count = figures_behind(row)
        if count < 2 or figures_behind(below) != count:
            continue
        heads = list(takewhile(heads_column, reversed(filled[:place])))[::-1]
        if len(heads) != count:
            continue
        above = filled[place - count - 1 : place - count]
        gone += [*heads[1:], *(line for line in above if is_lone_label(line) and read_header(first_cell(line)).kind == "label")]
        joined[id(heads[0])] = virtual(heads[0].number, ["科目", *map(first_cell, heads)])
    return [joined.get(id(line), line) for line in without(lines, gone)]


def figures_behind(line: Line) -> int:
    """The number of figures with which a line ends, behind words alone; 0 if it is no such line."""
    count = len(list(takewhile(lambda cell: is_value(cell.text), reversed(line.filled))))
    label = line.filled[: len(line.filled) - count]
    return count if any(is_words(cell.text) for cell in label) and not any("," in cell.text for cell in label) else 0


def heads_column(line: Line) -> bool:
    """Whether a line holds the header of one column and nothing else."""
    return is_lone_label(line) and read_header(first_cell(line)).kind in HEADS


def leave_heads_out(lines: list[Line]) -> list[Line]:
    """Leave the words of a ratio's header, the last of a header, out of the label of the row whose line they are on."""
    out: list[Line] = []
    for line in lines:
        words = words_in(line.filled[0].text) if is_whole(line) else []
        heads = [count for count in range(1, len(words)) if read_header("".join(word.text for word in words[:count])).kind == "ratio"]
        if heads:
            first, start = line.filled[0], words[heads[-1]].start
            cell = replace(first, text=first.text[start:], start=first.start + start)
            line = replace(line, cells=[cell, *line.filled[1:]])
        out.append(line)
    return out


def part_stuck(lines: list[Line]) -> list[Line]:
    """Part labels from the first of their figures where it is stuck to them, below a header of several columns: each has a figure then."""
    out: list[Line] = []
    head, names = 0, []
    for line in lines:
        if names_of(line):
            head, names = len(out), names_of(line)
        found = STUCK.fullmatch(line.text) if line.separator == "blank" and len(names) > 1 and sum(is_value(cell.text) for cell in line.filled) == len(names) - 1 else None
        figures = list(FIGURE.finditer(line.text, found.start(2))) if found else []
        if found and len(figures) == len(names):
            label = Cell(found[1], found.start(1), found.end(1))
            line = replace(line, cells=[label, *(Cell(figure[0], figure.start(), figure.end()) for figure in figures)])
            if len(out[head].filled) == 1:
                out[head] = virtual(out[head].number, ["科目", *names])
        out.append(line)
    return out


def join_rows_below(lines: list[Line]) -> list[Line]:
    """Join the labels below a header of several columns, each on a line, to as many rows of a figure for each column.

    The rows stand behind the last label, or each behind its own.
    """
    filled = [line for line in lines if line.filled]
    for place, header in enumerate(filled):
        below = filled[place + 1 :]
        labels = list(takewhile(is_part_of_label, below))
        rows = list(takewhile(is_lone_value, below[len(labels) :]))
        if len(labels) == 1:
            pairs = list(takewhile(lambda pair: is_part_of_label(pair[0]) and is_lone_value(pair[1]), zip(below[::2], below[1::2], strict=False)))
            labels, rows = [label for label, _ in pairs], [row for _, row in pairs]
        count = len(rows[0].filled) if len(rows) > 1 and len(rows) == len(labels) else 0
        names = names_of(header, count) if count > 1 and all(len(row.filled) == count for row in rows) else []
        if len(names) != count or not names:
            continue
        joined = {
            id(label): virtual(label.number, [first_cell(label), *(cell.text for cell in row.filled)], label.indent, row.number)
            for label, row in zip(labels, rows, strict=True)
        }
        joined[id(header)] = virtual(header.number, ["科目", *names])
        return join_rows_below([joined.get(id(line), line) for line in without(lines, rows)])
    return lines


def is_part_of_label(line: Line) -> bool:
    """Whether a line holds one label and is no header of several columns."""
    return is_lone_label(line) and not names_of(line)


def join_labels_behind(lines: list[Line]) -> list[Line]:
    """Join rows of figures, below a header for each of them, to the labels that stand behind the last row, one for each.

    Where figures follow the labels again, these may be theirs. A single column must have its total.
    """
    filled = [line for line in lines if line.filled]
    for place, header in enumerate(filled):
        is_alone = is_lone_label(header) and read_header(first_cell(header)).kind in ("stage", "amount", "measure")
        names = [first_cell(header)] if is_alone else names_of(header)
        rows = list(takewhile(is_lone_value, filled[place + 1 :])) if names else []
        behind = filled[place + 1 + len(rows) :]
        heads = behind[: bool(behind) and read_header(behind[0].text).kind == "label"]
        labels = list(takewhile(lambda line: is_lone_label(line) and read_header(first_cell(line)).kind != "label", behind[len(heads) :]))
        rest = behind[len(heads) + len(labels) :]
        is_table = len(rows) > 1 and len(labels) == len(rows) and all(len(row.filled) == len(names) for row in rows)
        if not is_table or rest and (is_lone_value(rest[0]) or is_whole(rest[0])):
            continue
        if len(names) == 1 and not has_total([signed(first_cell(row)) for row in rows]):
            continue
        joined = {
            id(row): virtual(row.number, [first_cell(label), *(cell.text for cell in row.filled)], label.indent, label.number)
            for row, label in zip(rows, labels, strict=True)
        }
        joined[id(header)] = virtual(header.number, ["科目", *names])
        return join_labels_behind([joined.get(id(line), line) for line in without(lines, [*heads, *labels])])
    return lines


def has_total(amounts: list[int]) -> bool:
    """Whether the last of some amounts is the sum of the others, or, with all items of chapters among them, half of it."""
    *parts, total = amounts
    return bool(total) and sum(parts) in (total, 2 * total)


def most_steps(rows: list[list[str]]) -> int:
    """The number of rows in which one column is the sum of two others, the same in each; 0 where it is not so in two rows of three."""
    amounts = [list(map(signed, row)) for row in rows]
    counts = [
        sum(any(row) and row[first] + row[second] == row[whole] for row in amounts)
        for first, second in combinations(range(len(amounts[0])), 2)
        for whole in range(len(amounts[0])) if whole not in (first, second)
    ]  # fmt: skip
    most = max(counts, default=0)
    return most if 3 * most >= 2 * len(rows) else 0
