"""Tables of which some rows stand whole and the labels and figures of others in blocks of their own, before or behind each other.

An extraction that goes down the page block by block keeps the labels in their order and the rows in theirs, though not side by
side: fifteen labels, the headers, their fifteen rows, two rows with their labels, then labels of rows that stood above. Where there
are as many labels without a row as rows without a label, the n-th is that of the n-th.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from itertools import accumulate, product, takewhile

from reader.blocks import in_order, is_amendment, keeps, most_steps, names_of
from reader.glossary import read_header, terms
from reader.grid import arrange
from reader.layout import FORMULA, NUMBERING, TOTALS, classify, is_unit_alone, is_words, read_unit
from reader.pieces import first_cell, is_lone_label, is_lone_value, is_page_number, is_whole, known_headers, signed, virtual, words_in
from reader.sides import SIDES
from reader.text import MONEY, TOTAL, Line, plain, read_figure
from reader.torn_headers import in_lawful_order, is_decimal, states_law

STAGED, BESIDE = ("stage", "year", "ratio"), ("total", "amount", "measure")
# Rows of a table: with fewer a count that fits says little. Headers that no list has, and blocks of which both readings are tried.
ROWS, UNKNOWN, DOUBTS = 4, 3, 6
# The number of the next table.
TABLE = re.compile("第[0-9]+[表条]")
# How the names of accounts and funds end.
ACCOUNT = re.compile("(会計計?|基金)$")
# Rows below headers on one line, which tell how many figures each has.
LEAST_ROWS = 2


@dataclass
class Block:
    """Labels behind each other, and the figures behind the last of them.

    Attributes:
        labels: The lines of the labels; none where figures follow headers.
        values: Each figure, with the line of the text.
        is_whole: Whether the label and all its figures share a line.
        begins_whole: Whether the label and the first of the figures share a line.
    """

    labels: list[Line] = field(default_factory=list)
    values: list[tuple[str, int]] = field(default_factory=list)
    is_whole: bool = False
    begins_whole: bool = False


@dataclass
class Pieces:
    """What stands behind the word that heads the labels of a table.

    Attributes:
        heads: The lines of the headers that are known, in order.
        heads_labels: Labels above the last of the headers.
        behind_unit: Labels between the last unit above the headers and these; -1 if no unit stands there.
        declared: Lines that declare a unit.
        units: Units of money that stand alone.
        blocks: The labels and figures.
        end: The place behind the last of them.
    """

    heads: list[Line] = field(default_factory=list)
    heads_labels: int = 0
    behind_unit: int = -1
    declared: list[Line] = field(default_factory=list)
    units: set[str] = field(default_factory=set)
    blocks: list[Block] = field(default_factory=lambda: [Block()])
    end: int = 0


def join_headed(lines: list[Line]) -> list[Line]:
    """Put tables together whose headers stand on one line, as below: what their rows tell of labels goes before what names do."""
    return join_shared(lines, is_headed=True)


def join_shared(lines: list[Line], is_headed: bool = False) -> list[Line]:
    """Put tables together whose labels and rows stand in several blocks; what does not fit in one way stays as it is.

    Args:
        lines: The lines.
        is_headed: Whether to look at those alone whose headers stand on one line.
    """
    out: list[Line] = []
    place = 0
    while place < len(lines):
        line = lines[place]
        heads_labels = not is_headed and kind_of(line) == "label"
        above = next((line for line in reversed(lines[:place]) if line.filled), None)
        heads_amounts = not is_headed and kind_of(line) in STAGED and not (above and kind_of(above))
        is_begin = heads_labels or heads_amounts or not is_headed and is_unit_alone(line)
        ways = names_in(line) if is_headed and line.filled and not keeps_notes(lines, place) else [[]] if is_begin else []
        found = next((one for names in ways if (one := table_at(lines, place, names, heads_amounts, out))), None)
        if found:
            table, labels, end = found
            out = [line for line in out if not any(line is label for label in labels)]
            out += table if heads_labels or is_headed or heads_amounts else [line, *table]
            place = end
        else:
            out.append(line)
            place += 1
    return out


def keeps_notes(lines: list[Line], place: int) -> bool:
    """Whether words stand below headers of notes on lines of their own, so that the text keeps its places and rows are told by these."""
    line = lines[place]
    notes = [cell for cell in line.filled[1:] if read_header(cell.text).kind == "attribute"] if line.separator == "blank" and not line.is_joined else []
    below = takewhile(lambda other: not kind_of(other) and classify(other) != "header", lines[place + 1 :]) if notes else []
    return sum(other.indent > notes[0].start - 1 and is_words(other.filled[0].text) for other in below if other.filled) > 1


def names_in(line: Line) -> list[list[str]]:
    """The headers that a line may hold behind that of the labels: those that blanks within make one, each word, or as many as there can be;
    that of notes, which rows may not have, left out where the notes are."""
    cells = [words_in(line.text), known_headers(line.filled, most=True)] if len(line.filled) == 1 else []
    ways = [names_of(one) for one in [line, *(replace(line, cells=some) for some in cells if some)]]
    ways += [[name for name in names if read_header(name).kind != "attribute"] for names in ways]
    return [names for place, names in enumerate(ways) if names and names not in ways[:place]]


def table_at(
    lines: list[Line], place: int, names: list[str], heads_amounts: bool, above: list[Line]
) -> tuple[list[Line], list[Line], int] | None:
    """The table that begins at a line.

    Args:
        lines: The lines.
        place: The line.
        names: The headers on it, if they stand on one line.
        heads_amounts: Whether it is the header of a column.
        above: The lines above it.

    Returns:
        Its lines, the labels that it takes from those above, and the place behind it; None if none begins there.
    """
    pieces = pieces_from(lines, place + (not heads_amounts), [virtual(lines[place].number, [name]) for name in names])
    labels = labels_above(above, pieces.blocks[0], len(names)) if names else []
    pieces.blocks[0].labels = labels or pieces.blocks[0].labels
    # Rows that all stand whole below their headers need nothing, and of a lone column nothing tells whether figures stand before their labels.
    is_torn = any(block.values and not block.is_whole for block in pieces.blocks)
    is_torn = is_torn and (len(names) != 1 or any(next(block.labels for block in pieces.blocks if block.values)))
    if not is_torn and (names or heads_amounts):
        return None
    if table := table_of(pieces):
        return table, labels, pieces.end
    fewer = without_rest(pieces, lines)
    return (table, labels, fewer.end) if fewer and (table := table_of(fewer)) else None


def kind_of(line: Line) -> str:
    """What the one header that a line holds heads; empty if it holds none."""
    return read_header(first_cell(line)).kind if is_lone_label(line) else ""


def pieces_from(lines: list[Line], place: int, heads: list[Line]) -> Pieces:
    """The pieces of the table that begins at a place, behind what heads its labels or its unit, or behind all its headers."""
    pieces, is_told = Pieces(list(heads), end=place), bool(heads)
    blocks = pieces.blocks
    for number in range(place, len(lines)):
        line = lines[number]
        if not line.filled or is_page_number(line):
            continue
        kind = kind_of(line)
        is_first = len(blocks) == 1 and not blocks[0].values and not is_told
        if plain(line.text) in MONEY:
            pieces.units.add(plain(line.text))
        elif is_unit_alone(line) or read_unit(line.text) is not None:
            if any(block.values for block in blocks):
                break  # the unit of the next table
            pieces.declared.append(line)
            pieces.behind_unit = 0 if is_first and not pieces.heads else pieces.behind_unit
        elif kind == "label" and not any(block.labels for block in blocks) and not line.begins:
            continue  # what heads the labels may stand behind the figures, above them
        elif line.begins or not is_first and kind == "label":
            break
        elif is_lone_value(line):
            blocks[-1].values += [(cell.text, line.number) for cell in line.filled]
            blocks[-1].is_whole = False
        elif is_whole(line):
            label = replace(line, cells=line.filled[:1], text=line.filled[0].text)
            blocks.append(Block([label], [(cell.text, line.number) for cell in line.filled[1:]], True, True))
        elif not is_lone_label(line):
            break
        elif is_first and (kind in STAGED or kind in BESIDE and is_between_heads(lines, number)):
            between = blocks[0].labels[pieces.heads_labels :] if pieces.heads else []
            words = [plain(line.text) for line in blocks[0].labels]
            if between and (not all(map(is_line, between)) or len(set(words)) < len(words)):
                break  # words between two headers may be parts of them
            pieces.heads.append(line)
            pieces.heads_labels = len(blocks[0].labels)
        elif kind not in ("label", "number", "attribute") and not FORMULA.fullmatch(plain(line.text)):
            if blocks[-1].values:
                blocks.append(Block())
            blocks[-1].labels.append(line)
            pieces.behind_unit += is_first and not pieces.heads and pieces.behind_unit >= 0
        pieces.end = number + 1
    # The side that the next table is of.
    while not blocks[-1].values and blocks[-1].labels and plain(blocks[-1].labels[-1].text).strip("()") in SIDES:
        side = blocks[-1].labels.pop()
        pieces.end = next(number for number in range(place, pieces.end) if lines[number] is side)
    return pieces


def labels_above(lines: list[Line], block: Block, width: int) -> list[Line]:
    """The labels right above a header on one line, as many as there are rows of figures below it; none if they are not as many."""
    rows = len(block.values) // width
    above = [line for line in lines if line.filled][-rows - 1 :] if rows > 1 and not block.labels and len(block.values) == rows * width else []
    labels = above[1:]
    is_begun = len(labels) == rows > 1 and (kind_of(above[0]) == "label" or is_unit_alone(above[0]))
    return labels if is_begun and all(is_lone_label(line) and kind_of(line) != "label" for line in labels) else []


def without_rest(pieces: Pieces, lines: list[Line]) -> Pieces | None:
    """Pieces without the words at their end that no row is left for, which may be of what follows the table; None if there are none."""
    *blocks, last = pieces.blocks
    rows = sum(len(block.values) for block in pieces.blocks) // max(1, len(pieces.heads))
    kept = max(0, rows - sum(len(block.labels) for block in blocks))
    if not blocks or last.values or len(last.labels) <= kept:
        return None
    begins = last.labels[kept]
    if kept and (2 * sum(map(is_line, last.labels[:kept])) < kept or is_line(begins) and not TABLE.match(plain(begins.text))):
        return None  # pieces of labels may be more than rows
    end = next(number for number, line in enumerate(lines) if line is last.labels[kept])
    return replace(pieces, blocks=[*blocks, replace(last, labels=last.labels[:kept])] if kept else blocks, end=end)


def is_between_heads(lines: list[Line], place: int) -> bool:
    """Whether the word for an amount or a total, which may be a label too, stands beside a header that is none."""
    beside = [line for line in lines[max(0, place - 2) : place + 3] if line.filled and is_lone_label(line)]
    return any(read_header(first_cell(line)).kind in STAGED for line in beside)


def table_of(pieces: Pieces) -> list[Line] | None:
    """The table that some pieces make; None if they fit in no one way, or if no sum holds in it.

    Words that no list of headers has may head the first columns: right behind what heads the labels, or right before the headers.
    """
    first, *others = pieces.blocks
    bound = pieces.behind_unit if pieces.behind_unit >= 0 else UNKNOWN
    found: list[tuple[list[Line], list[Line]]] = []
    for begin, count in product(range(UNKNOWN + 1), range(min(bound, UNKNOWN) + 1)):
        end = len(first.labels) - count
        unknown = [*first.labels[:begin], *first.labels[end:]]
        if begin > end or any(map(is_line, unknown)):
            continue
        heads = [*unknown, *pieces.heads]
        # One column is headed by words that are known.
        is_told = len(heads) > 1 or bool(heads) and bool(read_header(first_cell(heads[0])).kind)
        table = rows_of(heads, [replace(first, labels=first.labels[begin:end]), *others], "".join(pieces.units)) if is_told else None
        found += [(unknown, [*pieces.declared, *table])] if table else []
    # A unit stands above the columns, and the labels above it; and 金額 or 合計 above figures rather heads them than other words do.
    if pieces.behind_unit > 0:
        found = [(unknown, table) for unknown, table in found if first.labels[-1] in unknown] or found
    found = [(unknown, table) for unknown, table in found if all(read_header(first_cell(line)).kind for line in unknown)] or found
    return found[0][1] if len(found) == 1 else None


def is_line(line: Line) -> bool:
    """Whether a line holds the name of a line of a statement."""
    return names_line(first_cell(line))


def names_line(words: str) -> bool:
    """Whether words are numbered, or name a line of a statement, an account, a fund or a total, so that they head no column."""
    is_named = plain(words) in terms() and read_header(words).kind not in BESIDE or bool(ACCOUNT.search(plain(words)))
    return bool(NUMBERING.match(words) or TOTAL.fullmatch(plain(words))) or plain(words) in TOTALS or is_named


def rows_of(heads: list[Line], blocks: list[Block], unit: str) -> list[Line] | None:
    """The table of some headers and blocks, its figures in a unit that stands alone; None if they do not fit, or if no sum holds in it."""
    width = len(heads)
    values = [value for block in blocks for value in block.values]
    is_headed = len({line.number for line in heads}) == 1
    least = LEAST_ROWS if is_headed and width > 1 else ROWS
    if not width or unit and unit not in MONEY or len(values) < least * width or any(len(block.values) % width for block in blocks):
        return None
    rows = [values[start : start + width] for start in range(0, len(values), width)]
    labels = share_out(blocks, width, len(rows), is_headed)
    if not labels:
        return None
    if any(kind_of(head) == "stage" for head in heads) and sum(kind_of(label) == "stage" for label in labels) > 1:
        return None  # the stages are rows, and their first stands among the headers
    across = [[text for text, _ in row] for row in rows]
    printed = list(map(first_cell, heads))
    # Lines that hold a figure for each column are rows.
    is_across = width > 1 and set(Counter(number for _, number in values).values()) == {width}
    texts = across if is_across else arrange([text for text, _ in values], len(rows), has_law=is_amendment(printed))
    if texts is None and sum(bool(block.values) for block in blocks) > 1:
        texts = across
    # Of figures written across or down, what the headers say may hold in one way alone.
    columns = ([text for text, _ in values[start : start + len(rows)]] for start in range(0, len(values), len(rows)))
    down = list(map(list, zip(*columns, strict=True)))
    stated = [grid for grid in (across, down) if states_law(printed) and in_lawful_order(printed, grid) == printed] if width > 1 else []
    if texts is None and not stated and plain(labels[-1].text) in TOTALS:
        stated = [grid for grid in (across, down) if ends_in_sum(grid)]
    if len(stated) == 1 and texts not in stated:
        texts = stated[0]
    # Labels of which each block has as many rows right behind it, or all behind all rows, need no sum.
    is_behind_all = is_across and sum(bool(block.labels) for block in blocks) == sum(bool(block.values) for block in blocks) == 1
    is_plain = is_headed and (is_behind_all or all(block.is_whole or len(block.labels) * width == len(block.values) for block in blocks))
    if texts is None or not is_plain and not confirms(texts):
        return None
    is_in_turn = texts == across
    names = in_order(printed, texts)
    # What stands in another order must be of labels that all stand before it, and keep what its headers say.
    is_behind = any(line is labels[-1] for line in blocks[0].labels)
    if not is_in_turn and not is_behind or is_amendment(names) and 3 * keeps(names, texts) < 2 * len(texts):
        return None
    sides = [line for block in blocks for line in block.labels if not any(line is label for label in labels)]
    table = [*sides, replace(virtual(heads[0].number, ["科目", *names]), begins=True)]
    lines = [[number for _, number in row] if is_in_turn else [values[-1][1]] for row in rows]
    for label, row, line_numbers in zip(labels, texts, lines, strict=True):
        numbers = [label.number, *line_numbers]
        cells = [text if (read_figure(text) or ("", "", unit))[2] else f"{text}{unit}" for text in row]
        table.append(virtual(min(numbers), [first_cell(label), *cells], label.indent, max(numbers)))
    return table


def ends_in_sum(rows: list[list[str]]) -> bool:
    """Whether the last row is the sum of all others in every column of amounts."""
    columns = [list(map(signed, column)) for column in zip(*rows, strict=True) if not any(map(is_decimal, column))]
    return bool(columns) and all(sum(column[:-1]) == column[-1] for column in columns)


def share_out(blocks: list[Block], width: int, count: int, is_headed: bool) -> list[Line] | None:
    """The label of each row; None unless one way alone keeps the labels of each block in their order.

    Where labels and rows stand in turn, headers on one line must tell of the columns.

    A label alone before figures is that of the first of them. Of several the last is, or none of them. Words that head a side of the
    budget may have no figures.
    """
    for left_out in ((), SIDES):
        kept = [replace(block, labels=[line for line in block.labels if plain(line.text).strip("()") not in left_out]) for block in blocks]
        doubtful = [len(block.labels) > 1 and bool(block.values) and not block.is_whole for block in kept]
        if sum(len(block.labels) for block in kept) != count or sum(doubtful) > DOUBTS:
            continue
        if is_headed and (straight := in_order_of_text(kept, width)):
            return straight
        are_free = all(block.is_whole or len(block.labels) == len(block.values) // width == 1 for block in kept)
        ways: list[list[Line]] = []
        for chosen in product((False, True), repeat=sum(doubtful)):
            choices = iter(chosen)
            fixed = [
                bool(block.labels and block.values) and (next(choices) if is_doubtful else True)
                for block, is_doubtful in zip(kept, doubtful, strict=True)
            ]
            way = in_turn(kept, fixed, width, count)
            if way and [id(line) for line in way] not in ([id(line) for line in other] for other in ways):
                ways.append(way)
        if len(ways) == 1 and (is_headed or not are_free):
            return ways[0]
    return None


def in_order_of_text(blocks: list[Block], width: int) -> list[Line]:
    """The labels of all rows in their order, if each row that stands whole has its own then, and some do; none if not."""
    labels = [line for block in blocks for line in block.labels]
    whole: list[tuple[int, Line]] = []
    row = 0
    for block in blocks:
        whole += [(row, block.labels[0])] if block.begins_whole else []
        row += len(block.values) // width
    return labels if whole and all(labels[place] is label for place, label in whole) else []


def in_turn(blocks: list[Block], fixed: list[bool], width: int, count: int) -> list[Line] | None:
    """The labels by row, if those of blocks that are fixed go to the first row behind them and the others in their order to the rest.

    None if the labels of a block do not stay in their order, or numbers of one kind that follow each other fall.
    """
    starts = [0, *accumulate(len(block.values) // width for block in blocks)]
    placed: dict[int, Line] = {}
    for block, start, is_fixed in zip(blocks, starts, fixed, strict=False):
        if is_fixed:
            placed[start] = block.labels[-1]
    free = [line for block, is_fixed in zip(blocks, fixed, strict=True) for line in block.labels[: len(block.labels) - is_fixed]]
    rest = [row for row in range(count) if row not in placed]
    if len(free) != len(rest):
        return None
    placed |= dict(zip(rest, free, strict=True))
    row_of = {id(line): row for row, line in placed.items()}
    keep_order = all(rows == sorted(rows) for rows in ([row_of[id(line)] for line in block.labels] for block in blocks))
    return [placed[row] for row in range(count)] if keep_order else None


def confirms(rows: list[list[str]]) -> bool:
    """Whether one column is the sum of two others, or a row that of several beside it in every column of amounts."""
    if len(rows[0]) > 1 and most_steps(rows):
        return True
    columns = [column for column in zip(*rows, strict=True) if not any(map(is_decimal, column))]
    amounts = list(zip(*(map(signed, column) for column in columns), strict=True))
    for order in (amounts, amounts[::-1]):
        for place, whole in enumerate(order):
            sums = accumulate(order[place + 1 :], lambda one, other: tuple(map(sum, zip(one, other, strict=True))))
            if all(whole) and whole in list(sums)[1:]:
                return True
    return False
