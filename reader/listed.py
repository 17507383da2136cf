"""Lists of labels and, behind them, runs of figures: which figure is of which label the sums tell.

An extraction that goes down a page column by column writes all labels, headings among them, and then the figures of a column. The
n-th figure is of the n-th label, but that titles stand above the first label, that headings have no figure, or have the sum of what
stands below them, and that a page may end amid its figures. Of all ways to pass over headings and titles one alone makes each total
the sum of what stands above it, and each heading with an amount the sum of what stands below.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import dropwhile, pairwise, takewhile
from math import log10

from reader.blocks import heads_column, in_order
from reader.glossary import read_header
from reader.grid import best_law, places_of
from reader.layout import FORMULA, NUMBERING, is_unit_alone
from reader.pieces import first_cell, is_lone_label, is_lone_value, signed, virtual, without
from reader.sections import LARGE
from reader.sides import SIDES
from reader.text import MONEY, Line, plain, read_figure
from reader.torn_headers import is_decimal
from reader.words import says

# Figures and labels of a list at least; labels of one at most; steps of all ways that are looked at.
LEAST, LABELS, STEPS_AT_MOST = 4, 160, 8_000
# Places of numbers by which the sums of a way must be heavier than nothing, and than those of any other.
ENOUGH, CLEARLY = 5.0, 3.0
# Parts of a total, of a row that no word calls one, and columns, at most.
PARTS, FEW, COLUMNS = 60, 3, 6
# Stages of which the last is what the two before it make.
STEPS = ["original", "adjustment", "revised"]


@dataclass
class Label:
    """A label of a list.

    Attributes:
        line: Its line.
        style: How it is numbered.
        is_first: Whether its number is the first.
        depth: How many headings it stands under, as its numbering tells.
        is_heading: Whether the next label stands below it.
        is_total: Whether it may be the total of what stands above it.
        is_sum: Whether it is nothing else.
        is_closing: Whether it has the name of a heading above it: it closes what stands below that.
        stage: The stage that it names, if it names one.
    """

    line: Line
    style: str
    is_first: bool = False
    depth: int = 0
    is_heading: bool = False
    is_total: bool = False
    is_sum: bool = False
    is_closing: bool = False
    stage: str = ""


@dataclass
class Entry:
    """A row that is part of no sum yet: its number, its amount, and, if it heads others that must make it, its depth; else -1."""

    row: int
    amount: int
    heads: int = -1


@dataclass
class Way:
    """A way to give labels to figures, as far as it has come.

    Attributes:
        rows: The label of each figure.
        entries: The rows that are part of no sum yet.
        weight: The places by which its sums would have been missed by accident.
        sums: The rows that are sums, each with its parts.
        bound: The rows up to the last that is a sum or part of one.
    """

    rows: list[int] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    weight: float = 0.0
    sums: list[tuple[int, list[int]]] = field(default_factory=list)
    bound: int = 0


@dataclass
class Figure:
    """A figure and the line that it stands on."""

    text: str
    line: Line


@dataclass
class Run:
    """Figures on lines of their own, and the labels above or below them.

    Attributes:
        labels: The lines of the labels.
        heads: The lines of the headers.
        pieces: The figures, parted where a unit or a header stands among them; of lines of several figures each is a piece of its columns.
        others: Lines among the labels that are none: units.
        start: The place of the first of these lines.
        end: The place behind the last.
        most: The number of columns at most.
    """

    labels: list[Line]
    heads: list[Line]
    pieces: list[list[Figure]]
    others: list[Line]
    start: int
    end: int
    most: int = 0


def join_listed(lines: list[Line]) -> list[Line]:
    """Join figures to the labels of a list beside them where sums tell which is whose; what they do not tell stays as it is."""
    place = width = 0
    while place < len(lines):
        end = end_of_run(lines, place)
        runs = runs_at(lines, place, end) if end > place else []
        for run in runs:
            run.most = len(run.heads) or width or COLUMNS
        found = next(((run, table) for run in runs if (table := table_of(run))), None)
        if found:
            run, (table, left) = found
            lines = [*lines[: run.start], *table, *left, *lines[run.end :]]
            place = run.start + len(table)
            width = len(table[-1].cells) - 1
        else:
            place = max(end, place + 1)
            width = width if is_above(lines[place - 1]) else 0
    return lines


def is_figure(line: Line) -> bool:
    """Whether a line holds figures and nothing else."""
    return bool(line.filled) and is_lone_value(line)


def is_mark(line: Line) -> bool:
    """Whether a line holds the unit of a column and nothing else, or its header."""
    is_head = is_lone_label(line) and read_header(first_cell(line)).kind in ("stage", "year", "ratio", "measure")
    return is_head or plain(line.text) in (*MONEY, "%")


def end_of_run(lines: list[Line], place: int) -> int:
    """The place behind the figures that begin at a line, with what may stand between the columns; the line itself if it holds none."""
    end = place
    while is_figure(lines[place]) and end < len(lines) and (not lines[end].filled or is_figure(lines[end]) or is_mark(lines[end])):
        end += 1
    while end > place and not is_figure(lines[end - 1]):
        end -= 1
    return end


def runs_at(lines: list[Line], place: int, end: int) -> list[Run]:
    """The figures on some lines with the labels above them, and with those below them."""
    pieces: list[list[Figure]] = [[]]
    heads: list[Line] = []
    marks = list(takewhile(lambda line: not line.filled or is_above(line), reversed(lines[:place])))
    unit = next((plain(line.text) for line in marks if line.filled and plain(line.text) in MONEY), "")
    for line in lines[place:end]:
        if is_figure(line):
            pieces[-1] += [Figure(with_unit(cell.text.strip(), unit), line) for cell in line.filled]
        elif line.filled:
            pieces.append([])
            heads += [line] if is_lone_label(line) else []
            unit = unit and plain(line.text) if plain(line.text) in MONEY else ""
    widths = {len(line.filled) for line in lines[place:end] if is_figure(line)}
    if len(widths) == 1 and (width := widths.pop()) > 1:
        whole = [figure for piece in pieces for figure in piece]
        pieces = [whole[start::width] for start in range(width)]
    pieces = [piece for piece in pieces if piece]
    above = marks[::-1]
    names = [line for line in takewhile(lambda line: not is_label(line) or heads_column(line), marks) if is_label(line)][::-1]
    below = list(takewhile(lambda line: not line.filled or is_above(line), lines[end:]))
    some = list(takewhile(lambda line: not heads_labels(line), without([line for line in above if is_label(line)], names)[::-1]))[::-1]
    others = list(takewhile(lambda line: not heads_labels(line), dropwhile(heads_labels, [line for line in below if is_label(line)])))
    start = next((number for number, line in enumerate(lines) if some and line is some[0]), place)
    stop = next((number + 1 for number, line in enumerate(lines) if others and line is others[-1]), end)
    return [
        Run(some, [*names, *heads], pieces, without(lines[start:place], [*some, *names]), start, end),
        Run(others, [*names, *heads], pieces, without(lines[end:stop], others), place, stop),
    ]


def with_unit(text: str, unit: str) -> str:
    """A figure in a unit, if it has none and is no ratio."""
    return f"{text}{unit}" if unit and (read_figure(text) or ("", "", "."))[2] == "" else text


def is_label(line: Line) -> bool:
    """Whether a line may be a label or a header."""
    return is_lone_label(line) and not FORMULA.fullmatch(plain(line.text))


def is_above(line: Line) -> bool:
    """Whether a line may stand among labels and headers."""
    return is_lone_label(line) or is_unit_alone(line) or is_mark(line) or bool(FORMULA.fullmatch(plain(line.text)))


def heads_labels(line: Line) -> bool:
    """Whether a line holds the word that heads labels, or notes."""
    return read_header(first_cell(line)).kind in ("label", "attribute")


def labels_of(lines: list[Line], ranks: Sequence[int] = ()) -> list[Label]:
    """The labels of a list, each with its place among the others.

    Args:
        lines: Their lines.
        ranks: How far each is set in, where the page keeps that: one that is set in below another stands below it.
    """
    found: list[Label] = []
    for place, line in enumerate(lines):
        text = plain(line.text)
        style, is_first = numbering_of(first_cell(line))
        is_sum = text.endswith("計") and not text.endswith("会計")
        if ranks and not is_sum:
            style, is_first = f"{style}/{ranks[place]}", is_first or place > 0 and ranks[place] > ranks[place - 1]
        stage = read_header(first_cell(line)).code
        found.append(Label(line, style, is_first, is_total=is_sum or says("total", text), is_sum=is_sum, stage=stage))
    headings: set[str] = set()
    for label, below in pairwise(found):
        # The name of a heading again closes what stands below it.
        headings |= {plain(label.line.text)} if below.is_first and label.style != below.style else set()
        below.is_closing = plain(below.line.text) in headings and not (ranks and below.is_first)
        below.is_sum |= below.is_closing
    for label, below in pairwise(found):
        begins = below.is_first or label.style and not below.style and not below.is_sum
        label.is_heading = not label.is_sum and bool(begins) and label.style != below.style
    return found


def numbering_of(label: str) -> tuple[str, bool]:
    """How a label is numbered, # and (#) for 1 and (1), and whether its number is the first; empty if it is not."""
    words = label.split()
    # Of letters far apart the first is no number: 一 般 会 計.
    found = NUMBERING.match(plain(label) if all(len(word) == 1 for word in words) else " ".join(words))
    number = plain(found[0]) if found else ""
    return re.sub(r"\w+", "#", number), bool(re.fullmatch(r"\W*第?[1一アｱ①ⅰⅠA][款項目節表条]?\W*", number))


def nest(labels: list[Label]) -> list[Label]:
    """Labels with the number of headings that each stands under, as the numbering tells."""
    styles: list[str] = []
    depths: list[int] = []
    for label, below in zip(labels, [*labels[1:], None], strict=True):
        if label.style in styles:
            del styles[styles.index(label.style) + 1 :]
        elif label.is_sum:
            styles.clear()  # it closes what stands above it
        else:
            if below and label.is_heading and below.style in styles:
                del styles[styles.index(below.style) :]
            styles.append(label.style)
        depths.append(max(0, len(styles) - 1))
    return [replace(label, depth=depth) for label, depth in zip(labels, depths, strict=True)]


def table_of(run: Run) -> tuple[list[Line], list[Line]] | None:
    """The lines of a run, the rows that sums tell put together, and what is left of it; None if they tell none."""
    figures = [figure for piece in run.pieces for figure in piece]
    if len(figures) < LEAST or not LEAST <= len(run.labels) <= LABELS:
        return None
    labels = labels_of(run.labels)
    found: list[tuple[bool, int, Way, list[list[Figure]]]] = []
    for columns, behind, is_whole in columns_of(run.pieces, run.most):
        first = [*columns[0], *behind]
        for way in best_ways(labels, [signed(figure.text) for figure in first]):
            if is_whole and way.bound < len(first):
                continue
            some = [column[: way.bound] for column in columns] if len(columns) > 1 else further_columns(figures, way)[: run.most]
            rows = [[column[number] for column in (first, *some[1:]) if number < len(column)] for number in range(way.bound)]
            whole = [column for column in some[1:] if len(column) == way.bound]
            weight = way.weight * (1 + sum(not has_ratios(column) for column in whole))
            if weight >= ENOUGH and all(keeps(column, way) for column in whole):
                found.append((has_law(rows), sum(map(len, rows)), way, rows))
    # Where one column is made of others, it is so in the true rows.
    best = max(found, key=lambda one: one[:2], default=None)
    return lines_of(run, labels, *best[2:]) if best else None


def has_law(rows: list[list[Figure]]) -> bool:
    """Whether one column is made of others in most of the rows."""
    width = len(rows[0])
    whole = [tuple(signed(figure.text) for figure in row) for row in rows if len(row) == width]
    return 2 < width <= COLUMNS and best_law(whole)[0] >= CLEARLY


def columns_of(pieces: list[list[Figure]], most: int) -> Iterator[tuple[list[list[Figure]], list[Figure], bool]]:
    """The ways in which figures may be columns behind each other, each with what may go on with the first, and whether only all of it
    tells that they are columns.

    Pieces that are as long; all figures, in as many columns as they can be parted in; the first column, of which the length is not known.
    """
    figures = [figure for piece in pieces for figure in piece]
    count = len(pieces[0])
    same = list(takewhile(lambda piece: len(piece) == count, pieces))
    # Behind the last of them figures of further rows may stand.
    same += [piece[:count] for piece in pieces[len(same) :][:1] if len(piece) > count]
    if count >= LEAST and len(same) > 1:
        yield same, [], False
        unit = max((unit for unit in MONEY if pieces[0][0].text.endswith(unit)), key=len, default="")
        yield same, [replace(figure, text=with_unit(figure.text, unit)) for figure in figures[count * len(same) :][:1]], False
    for width in range(2, most + 1):
        if len(figures) % width == 0 and len(figures) // width >= LEAST:
            length = len(figures) // width
            yield [figures[start : start + length] for start in range(0, len(figures), length)], [], True
    yield [figures], [], False


def keeps(column: Sequence[Figure], way: Way) -> bool:
    """Whether all sums of a way hold in another column as well; of ratios nothing tells."""
    amounts = [signed(figure.text) for figure in column]
    return has_ratios(column) or all(amounts[row] == sum(amounts[part] for part in parts) for row, parts in way.sums)


def has_ratios(column: Sequence[Figure]) -> bool:
    """Whether a column holds ratios."""
    return any(is_decimal(figure.text) for figure in column)


def further_columns(figures: list[Figure], way: Way) -> list[list[Figure]]:
    """The columns behind the first, and the first, as long as all sums hold in them as well."""
    columns: list[list[Figure]] = []
    while len(figures) >= way.bound and keeps(figures[: way.bound], way):
        columns.append(figures[: way.bound])
        figures = figures[way.bound :]
    return columns


def lines_of(run: Run, labels: list[Label], way: Way, rows: list[list[Figure]]) -> tuple[list[Line], list[Line]]:
    """The lines of a run, the rows of a way put together, and those that are left."""
    width = len(rows[0])
    figures = dict(zip(way.rows, rows, strict=False))
    first, last = way.rows[0], way.rows[way.bound - 1]
    # A heading right above the first row stands in the table.
    begin = first - (first > 0 and labels[first - 1].is_heading)
    texts = [[figure.text for figure in row] for row in rows]
    names = [first_cell(line) for line in run.heads]
    names = names[:width] if len(names) >= width else []
    names = in_order(names, [row for row in texts if len(row) == width]) if len(run.heads) == width else names
    header = [replace(virtual(run.labels[begin].number, ["科目", *names]), begins=True)] if names else []
    units = [line for line in run.others if line.filled and not is_mark(line)]
    table = [*run.labels[:begin], *units, *header]
    for place in range(begin, last + 1):
        row = figures.get(place)
        line = run.labels[place]
        if row:
            numbers = [line.number, *(figure.line.number for figure in row)]
            cells = [first_cell(line), *(figure.text for figure in row), *[""] * (width - len(row))]
            line = virtual(min(numbers), cells, line.indent, max(numbers))
        table.append(line)
    used = {id(figure.line) for row in rows for figure in row}
    left = [figure.line for piece in run.pieces for figure in piece if id(figure.line) not in used]
    return table, [*run.labels[last + 1 :], *([] if names else run.heads), *dict((id(line), line) for line in left).values()]


def best_ways(labels: list[Label], amounts: Sequence[int]) -> list[Way]:
    """The one way to give labels to figures that sums tell, as far as they do, and its beginnings, as far as sums of it tell these; none if
    they tell none, or several, or if there are too many to look at."""
    try:
        found = sorted(ways(labels, amounts), key=lambda way: (way.weight, way.bound), reverse=True)
    except OverflowError:
        return []
    rivals = [way for way in found if way.weight and way.weight > found[0].weight - CLEARLY]
    if any(way.rows[: min(way.bound, rivals[0].bound)] != rivals[0].rows[: min(way.bound, rivals[0].bound)] for way in rivals):
        return []
    begun = {way.bound: way for way in found if rivals and way.rows[: way.bound] == rivals[0].rows[: way.bound]}
    return [*rivals[:1], *(way for bound, way in begun.items() if bound < rivals[0].bound)]


def ways(labels: list[Label], amounts: Sequence[int]) -> Iterator[Way]:
    """The ways to give labels to figures, the first to the first behind some titles, in which all sums hold that labels ask for.

    Raises:
        OverflowError: There are too many to look at.
    """
    count = 0
    for start in range(len(labels)):
        now = [Way()]
        nested = [*labels[:start], *nest(labels[start:])]
        for place in range(start, len(labels)):
            after = [(way, new) for way in now for new in steps(way, nested, place, amounts, place == start)]
            count += len(after)
            if count > STEPS_AT_MOST:
                raise OverflowError
            yield from (new for way, new in after if len(new.sums) > len(way.sums))
            ended = [new for _, new in after if len(new.rows) == len(amounts)]
            for closed in (close(way, -1) for way in ended if place == len(labels) - 1):
                yield from [replace(closed, bound=len(closed.rows))] if closed else []
            now = [new for _, new in after if len(new.rows) < len(amounts)]


def steps(way: Way, labels: list[Label], place: int, amounts: Sequence[int], is_first: bool) -> Iterator[Way]:
    """What a way becomes with the next label: it has the next figure, or, if it heads others, none."""
    label = labels[place]
    before = close(way, label.depth)
    if before is None:
        return
    # Of headings right above each other the last has the amount.
    is_below = bool(before.entries) and before.entries[-1].heads >= 0 and before.rows[-1] == place - 1
    if not is_first and not is_below and (label.is_heading or plain(label.line.text) in SIDES):
        yield before
    row = len(before.rows)
    new = replace(before, rows=[*before.rows, place])
    entry = Entry(row, amounts[row], label.depth if label.is_heading and not label.is_sum else -1)
    is_stage = is_result(labels, new.rows)
    is_named = label.is_total and not label.is_heading or is_stage
    parts = parts_of(before.entries if label.is_total else before.entries[-2:] if is_named else before.entries[-FEW:], entry.amount)
    if parts and (is_named or not label.is_heading and len(parts) > 1 and abs(entry.amount) >= LARGE):
        # Two amounts and their sum may be a row of three columns.
        yield summed(new, entry, parts, is_named and (len(parts) > 2 or is_stage or label.is_closing or bool(way.weight)))
    if not label.is_sum:
        yield replace(new, entries=[*new.entries, entry])


def is_result(labels: list[Label], rows: list[int]) -> bool:
    """Whether the last of some labels names the stage that the two before it make."""
    return [labels[place].stage for place in rows[-len(STEPS) :]] == STEPS


def parts_of(entries: list[Entry], amount: int) -> list[Entry]:
    """The most of the last rows that add up to an amount; none if none do."""
    total, found = 0, 0
    for count, entry in enumerate(reversed(entries[-PARTS:]), 1):
        if entry.heads >= 0:
            break
        total += entry.amount
        found = count if total == amount else found
    return entries[len(entries) - found :] if found else []


def summed(way: Way, entry: Entry, parts: list[Entry], has_weight: bool = True) -> Way:
    """A way of which a row is the sum of some that are part of no other, which stand right before or behind it.

    It may count for the places by which it would have been missed, less those that the choice of rows makes up for.
    """
    rest = [one for one in way.entries if all(one is not part for part in parts) and one.row != entry.row]
    terms = [entry.amount, *(part.amount for part in parts if part.amount)]
    worth = max(0.0, places_of(terms) - 2 * log10(len(way.rows))) if len(terms) > 2 and has_weight else 0.0
    bound = max(entry.row, *(part.row for part in parts)) + 1
    sums = [*way.sums, (entry.row, [part.row for part in parts])]
    return replace(way, entries=[*rest, replace(entry, heads=-1)], weight=way.weight + worth, sums=sums, bound=max(way.bound, bound))


def close(way: Way, depth: int) -> Way | None:
    """A way behind all that stands below headings of a depth, or deeper; None if their amounts are not the sum of it."""
    while True:
        at = max((place for place, entry in enumerate(way.entries) if entry.heads >= depth and entry.heads >= 0), default=None)
        if at is None:
            return way
        parent, parts = way.entries[at], way.entries[at + 1 :]
        if not parts or sum(part.amount for part in parts) != parent.amount:
            return None
        way = summed(way, parent, parts, len(parts) > 2 or bool(way.weight))
