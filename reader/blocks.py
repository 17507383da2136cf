"""Labels, figures and headers that stand apart on a page, each in a block of its own.

What tells which figure is whose is their number: as many figures in a line as there are headers,
and as many such lines as labels.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import combinations, dropwhile, pairwise, takewhile

from reader.glossary import read_header
from reader.grid import arrange
from reader.layout import FORMULA, NUMBERING, ends_table, is_unit_alone, is_value, is_words
from reader.pieces import (
    adds_up, first_cell, is_lone_label, is_lone_value, is_whole, known_headers, signed, spans_of_names, virtual, without, words_in,
)  # fmt: skip
from reader.sides import SIDES
from reader.text import MONEY, Cell, Line, plain, read_figure
from reader.torn_headers import codes_of, in_lawful_order

# What heads a column of amounts or ratios.
HEADS = ("stage", "total", "year", "ratio", "amount", "measure")
# How a label ends that goes on in the next line.
GOES_ON = re.compile("([のをにと・、(]|及び|並びに|に係る)$")
# What says more of the header above it.
ASIDE = re.compile(r"\((?:見込|予定|当初|決算|予算|見込額|予算額|決算額)\)")
# What begins a title within a page, and how the title of a page ends.
TITLE_MARK = re.compile("[●■◆◇]")
TITLE_END = re.compile("について$")
# What stands in a column of amounts, though its digits may be grouped wrong.
COUNTED = re.compile(rf"[△▲-]?[0-9０-９][0-9０-９,，]*(?:[億万千百][0-9０-９,，]*)*(?:{'|'.join(MONEY)})?")
# A figure that begins its line, and the words of a note behind it, if any.
NOTED = re.compile(r"\s*((?:[△▲]\s?)?[0-9０-９]{1,3}(?:[,，][0-9０-９]{3})+)(?![0-9０-９,，])((?:\s+\D.*)?)$")
# Labels that stand apart from figures with notes, at least.
LABELS = 3
# base + change - result = 0, whatever the headers call them.
WEIGHTS = {"original": 1, "adjustment": 1, "revised": -1}


def names_of(line: Line, count: int = 0) -> list[str]:
    """The headers of columns that a line holds, without those that head labels; none if it is no such line.

    Args:
        line: The line.
        count: Number of the columns, where it is known: then half of the headers may be words that are not known.
    """
    # A blank may stand within a header that is known as a whole.
    cells = line.filled if len(line.filled) != 1 else known_headers(line.filled) or words_in(line.text)
    texts = [cell.text.strip() for cell in cells]
    # Of two ranks the lower one says what the column is.
    kinds = [read_header(text).kind or read_header(text.split()[-1]).kind for text in texts]
    names = [text for text, kind in zip(texts, kinds, strict=True) if kind not in ("label", "number")]
    # Words that nothing but a blank separates must all be headers.
    most = len(kinds) / 2 if count and len(names) == count else len(kinds) if len(line.filled) == 1 else 2 * len(kinds) / 3
    if len(texts) < 2 or sum(map(bool, kinds)) < most or not all(map(is_words, texts)) or NUMBERING.match(texts[0]):
        return []
    return names


def join_head_lines(lines: list[Line]) -> list[Line]:
    """Join headers on lines of their own, one or several on a line, right above two rows that are whole and have a figure for each.

    What stands in brackets below one of them says more of it: 29末 / (見込). A header more would head a column of which the rows have
    nothing.
    """
    filled = [line for line in lines if line.filled]
    joined: dict[int, Line] = {}
    gone: list[Line] = []
    for place, (row, below) in enumerate(pairwise(filled)):
        count = figures_behind(row)
        if count < 2 or figures_behind(below) != count:
            continue
        above = reversed(filled[:place])
        heads = list(takewhile(lambda line: heads_column(line) or heads_columns(line) or ASIDE.fullmatch(plain(line.text)), above))[::-1]
        texts: list[str] = []
        for line in heads:
            words = [first_cell(line)] if heads_column(line) else heads_columns(line)
            texts = [*texts, *words] if words else [*texts[:-1], f"{texts[-1]}{plain(line.text)}"] if texts else texts
        heads = list(dropwhile(lambda line: ASIDE.fullmatch(plain(line.text)), heads))
        if len(texts) > count:
            # A header may go on in the next line: 対前年度比 / 増減 / 対前年度比 / 比率.
            texts = ["".join(texts[start:end]) for start, end in spans_of_names(texts, count, lambda words: read_header(words).kind in HEADS)]
        if len(texts) != count or len(heads) < 2:
            continue
        above = filled[: place - len(heads)][-1:]
        gone += [*heads[1:], *(line for line in above if is_lone_label(line) and read_header(first_cell(line)).kind == "label")]
        joined[id(heads[0])] = virtual(heads[0].number, ["科目", *texts])
    return [joined.get(id(line), line) for line in without(lines, gone)]


def heads_columns(line: Line) -> list[str]:
    """The headers that a line holds, two at least and nothing else; none if it is no such line."""
    cells = line.filled if len(line.filled) > 1 else words_in(line.text)
    texts = [cell.text for cell in cells]
    return texts if len(texts) > 1 and all(read_header(text).kind in HEADS for text in texts) else []


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


def name_below_brackets(lines: list[Line]) -> list[Line]:
    """Give a label whose figures are all in brackets to as many below them without a label: those in brackets say more of these, as what
    was carried over, and are no amounts below nil."""
    filled = [line for line in lines if line.filled]
    joined: dict[int, Line] = {}
    gone: list[Line] = []
    for line, below in pairwise(filled):
        figures = line.filled[1:]
        are_notes = is_whole(line) and all(re.fullmatch(r"\(.*\)", plain(cell.text)) for cell in figures)
        has_none = is_lone_value(below) and not any("(" in plain(cell.text) for cell in below.filled)
        if are_notes and has_none and len(below.filled) == len(figures):
            joined[id(line)] = virtual(line.number, [first_cell(line), *(cell.text for cell in below.filled)], line.indent, below.number)
            gone.append(below)
    return [joined.get(id(line), line) for line in without(lines, gone)]


def join_noted(lines: list[Line]) -> list[Line]:
    """Join labels above the header of an amount and its notes to the figures below it, each the first of its line, one for each label.

    The notes go on in lines of words alone, up to the first row that has its label.
    """
    filled = [line for line in lines if line.filled]
    for place, header in enumerate(filled):
        words = words_in(header.text)
        kinds = [read_header(word.text).kind for word in words] if len(words) == 2 else []
        if not kinds or kinds[0] not in ("stage", "amount") or kinds[1] != "attribute":
            continue
        above = [line for line in filled[:place] if not is_unit_alone(line)]
        labels = list(takewhile(lambda line: is_lone_label(line) and not read_header(first_cell(line)).kind, reversed(above)))[::-1]
        below = list(takewhile(lambda line: is_lone_label(line) or NOTED.match(line.text) or is_lone_value(line), filled[place + 1 :]))
        found = [(line, match) for line in below if (match := NOTED.match(line.text))]
        if len(labels) < LABELS or len(found) != len(labels):
            continue
        table = [replace(virtual(header.number, ["科目", *(word.text for word in words)]), begins=True)]
        for label, (line, match) in zip(labels, found, strict=True):
            table.append(virtual(label.number, [first_cell(label), match[1], match[2].strip()], label.indent, line.number))
        at = next(number for number, line in enumerate(lines) if line is header)
        return join_noted([*without(lines[:at], labels), *table, *without(lines[at + 1 :], below)])
    return lines


def join_described(lines: list[Line]) -> list[Line]:
    """Join labels, what describes them and their amounts, a cell a line below the headers of the three; a total has no description."""
    filled = [line for line in lines if line.filled]
    for place in range(len(filled) - 2):
        heads = filled[place : place + 3]
        kinds = [read_header(first_cell(line)).kind if len(line.filled) == 1 else "" for line in heads]
        if kinds[:2] != ["label", "attribute"] or kinds[2] not in ("stage", "amount"):
            continue
        rows: list[Line] = []
        end = place + 3
        while end < len(filled):
            words = list(takewhile(lambda line: not COUNTED.fullmatch(plain(line.text)), filled[end : end + 3]))
            behind = filled[end + len(words) : end + len(words) + 1]
            if not words or len(words) > 2 or not behind or any(len(line.filled) > 1 for line in words):
                break
            label, note = [*map(first_cell, words), ""][:2]
            rows.append(virtual(words[0].number, [label, note, behind[0].text.strip()], until=behind[0].number))
            end += len(words) + 1
        if len(rows) > 1:
            header = replace(virtual(heads[0].number, [first_cell(line) for line in heads], until=heads[2].number), begins=True)
            at, stop = (next(number for number, line in enumerate(lines) if line is one) for one in (heads[0], filled[end - 1]))
            return [*lines[:at], header, *rows, *join_described(lines[stop + 1 :])]
    return lines


def unfold_cells(lines: list[Line]) -> list[Line]:
    """Unfold a row of a page of a site whose cells each hold as many figures as its label has words, below a header for each cell."""
    filled = [line for line in lines if line.filled]
    for place, label in enumerate(filled):
        words = [word.text for word in words_in(first_cell(label)) if plain(word.text) != "うち"] if is_lone_label(label) else []
        heads = [names for line in reversed(filled[max(0, place - 2) : place]) if (names := names_of(line))] if len(words) > 1 else []
        cells = filled[place + 1 : place + 1 + len(heads[0])] if heads else []
        texts = [[cell.text for cell in line.filled] for line in cells]
        if not heads or len(cells) != len(heads[0]) or not all(len(some) == len(words) and all(map(is_value, some)) for some in texts):
            continue
        rows = [
            virtual(label.number, [word, *row], label.indent, cells[-1].number)
            for word, row in zip(words, zip(*texts, strict=True), strict=True)
        ]
        at = next(number for number, line in enumerate(lines) if line is label)
        return unfold_cells([*lines[:at], *rows, *without(lines[at + 1 :], cells)])
    return lines


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


def join_broken_heads(lines: list[Line]) -> list[Line]:
    """Join headers on lines of their own to the line above that heads the labels and the first columns: so a page of a site breaks them.

    Together they are as many as the row right below has figures.
    """
    filled = [line for line in lines if line.filled]
    for place, line in enumerate(filled[:-2]):
        words = known_headers(line.filled)
        heads_labels = [read_header(word.text).kind == "label" for word in words]
        if line.separator != "blank" or len(words) < 2 or heads_labels != [True] + [False] * (len(words) - 1):
            continue
        below = list(takewhile(lambda one: is_lone_label(one) or FORMULA.fullmatch(plain(one.text)), filled[place + 1 :]))
        heads = [one for one in below if not FORMULA.fullmatch(plain(one.text))]
        row = filled[place + 1 + len(below)] if place + 1 + len(below) < len(filled) else line
        is_header = heads and all(read_header(first_cell(one)).kind in ("stage", "total", "year", "amount", "ratio") for one in heads)
        figures = [*takewhile(lambda cell: is_value(cell.text), reversed(row.filled))]
        if is_header and len(figures) == len(words) - 1 + len(heads) and len(row.filled) > len(figures):
            names = [*(word.text for word in words), *(first_cell(one) for one in heads)]
            header = virtual(line.number, names, line.indent, below[-1].number)
            return join_broken_heads([header if one is line else one for one in without(lines, below)])
    return lines


def join_trailing(lines: list[Line]) -> list[Line]:
    """Join rows without labels, below rows as wide as they, to the labels that stand behind the last of them, one for each.

    So an extraction writes labels that stand lower than their figures. Words that group others (その他の項目) are the label of no row. Where
    figures follow the labels again, these may be theirs.
    """
    filled = [line for line in lines if line.filled]
    for place, line in enumerate(filled):
        bare = list(takewhile(lambda row, line=line: is_lone_value(row) and len(row.filled) == len(line.filled) - 1 > 1, filled[place + 1 :]))
        if not is_whole(line) or not bare:
            continue
        names: list[Line] = []
        end = place + 1 + len(bare)
        while end < len(filled) and is_lone_label(filled[end]):
            heads_next = end + 1 < len(filled) and is_unit_alone(filled[end + 1])  # the title of the next table
            if heads_next or read_header(first_cell(filled[end])).kind and not ends_table(filled[end]):
                break
            goes_on = bool(names) and bool(GOES_ON.search(plain(names[-1].text)))
            if goes_on:
                text = f"{names[-1].text.strip()}{filled[end].text.strip()}"
                names[-1] = replace(names[-1], text=text, cells=[Cell(text, 0, 0)], until=filled[end].number)
            elif not plain(filled[end].text).endswith(("項目", "内訳")):
                names.append(filled[end])
            end += 1
        # A lone number is that of the page.
        follows = end < len(filled) and len(filled[end].filled) > 1 and (is_lone_value(filled[end]) or is_whole(filled[end]))
        if len(names) != len(bare) or follows:
            continue
        rows = {
            id(row): virtual(row.number, [first_cell(name), *(cell.text for cell in row.filled)], name.indent, name.until or name.number)
            for row, name in zip(bare, names, strict=True)
        }
        kept = without(lines, filled[place + 1 + len(bare) : end])
        return join_trailing([rows.get(id(row), row) for row in kept])
    return lines


def join_columns(lines: list[Line]) -> list[Line]:
    """Join labels and the columns behind them, one below the other, each of which its header begins.

    Two columns at least, with a figure for each of the labels. Where they are base, change and result, two rows in three must
    agree: so that a wrong figure hides no table.
    """
    out: list[Line] = []
    place = 0
    while place < len(lines):
        columns, end = columns_from(lines, place)
        found = table_of_columns(out, columns) if len(columns) > 1 else None
        if found:
            labels, table = found
            out = [*without(out, labels), *table]
            place = end
            if place < len(lines):
                # What stands behind the last column is none of its rows.
                lines = [*lines[:place], replace(lines[place], begins=True), *lines[place + 1 :]]
        else:
            out.append(lines[place])
            place += 1
    return out


def columns_from(lines: list[Line], place: int) -> tuple[list[tuple[Line, list[Line]]], int]:
    """The headers of columns that begin at a line, each with the lines of its figures and of its unit, and the place behind them."""
    columns: list[tuple[Line, list[Line]]] = []
    end = place
    for number in range(place, len(lines)):
        line = lines[number]
        if not line.filled:
            continue
        if heads_column(line):
            if columns and not columns[-1][1]:
                break
            columns.append((line, []))
        elif columns and (plain(line.text) in MONEY or is_lone_value(line) and len(line.filled) == 1):
            columns[-1][1].append(line)
        else:
            break
        end = number + 1
    return columns, end


def table_of_columns(above: list[Line], columns: list[tuple[Line, list[Line]]]) -> tuple[list[Line], list[Line]] | None:
    """The labels of some columns, from the lines above them, and the table that they make; None if they do not fit.

    A numbered label, or the name of an amount, above those that have figures would be one of them, so that figures are missing.
    """
    units = [next((plain(line.text) for line in lines if plain(line.text) in MONEY), "") for _, lines in columns]
    texts = [figures_of(lines) for _, lines in columns]
    count = len(texts[0])
    if count < 2 or any(len(column) != count for column in texts):
        return None
    labels = labels_of_columns([line for line in above if line.filled], texts)
    if not labels:
        return None
    names = [first_cell(head) for head, _ in columns]
    rows = [list(row) for row in zip(*texts, strict=True)]
    if is_amendment(names) and 3 * keeps(names, rows) < 2 * count:
        return None
    last = columns[-1][1][-1].number
    table = [replace(virtual(columns[0][0].number, ["科目", *names]), begins=True)]
    rest = iter(rows)
    for label in labels:
        if plain(label.text) in SIDES:
            table.append(label)
            continue
        cells = [text if (read_figure(text) or ("", "", ""))[2] else f"{text}{unit}" for text, unit in zip(next(rest), units, strict=True)]
        table.append(virtual(label.number, [first_cell(label), *cells], label.indent, last))
    return labels, table


def labels_of_columns(filled: list[Line], texts: list[list[str]]) -> list[Line]:
    """The lines of labels, right above some columns, for each of their figures, and what heads a side of the budget amid them; none if they
    do not fit.

    The name of an amount above its parts (予算額, 財源内訳) is one where it is their sum in every column.
    """
    count = len(texts[0])
    run = list(takewhile(lambda line: is_lone_label(line) and not read_header(first_cell(line)).kind, reversed(filled)))[::-1]
    above = filled[: len(filled) - len(run)][-1:]
    parts = [line for line in run if not plain(first_cell(line)).endswith("内訳")]
    is_sum = all(signed(column[0]) == sum(map(signed, column[1:])) for column in texts)
    if is_sum and len(parts) == count - 1 > 1 and any(read_header(first_cell(line)).kind == "amount" for line in above):
        return [*above, *parts]
    # What heads a side of the budget has no figures.
    named = [line for line in run if plain(line.text) not in SIDES]
    begin = next((place for place, line in enumerate(run) if line is named[-count]), 0) if len(named) >= count else 0
    begin -= begin > 0 and plain(run[begin - 1].text) in SIDES
    before = filled[: len(filled) - len(run) + begin][-1:]
    is_numbered = any(NUMBERING.match(first_cell(line)) and is_lone_label(line) for line in before)
    if len(named) < count or is_numbered or any(read_header(first_cell(line)).kind in ("amount", "stage") for line in before):
        return []
    return run[begin:]


def join_blocks(lines: list[Line]) -> list[Line]:
    """Join a block of labels and the block of figures behind it.

    Labels with the headers of the columns before or behind them, if any, then as many figures as
    labels times columns. Of several columns, sums must tell whether the figures stand row by row
    or column by column. What does not fit so is left as it stands.
    """
    out: list[Line] = []
    place = 0
    early: list[Line] = []
    while place < len(lines):
        # Blank lines part labels from their figures.
        end = end_of_block(lines, place) if lines[place].filled else place
        block = lines[place:end]
        # Of one column below its unit, the header stands right above it.
        is_below_units = plain(lines[place].text) in MONEY and sum(plain(line.text) in MONEY for line in block) > 1
        found = table_of_block(out, block, early) if is_lone_value(lines[place]) or is_below_units else None
        if found:
            first, rows = found
            out[first:] = rows
            if len(rows) > sum(map(is_lone_value, block)):
                out = without(out, early)
            early = []
        else:
            early = block or early
            end = max(end, place + 1)
            out += lines[place:end]
        place = end
    return out


def end_of_block(lines: list[Line], place: int) -> int:
    """The place behind the figures that stand from a line on, and their units: of each behind it, or of each column above it."""
    values = units_seen = 0
    # A unit above each column, and none behind the figures.
    is_above = place < len(lines) and plain(lines[place].text) in MONEY
    while place < len(lines):
        is_unit = plain(lines[place].text) in MONEY
        if lines[place].filled and not is_unit and (not is_lone_value(lines[place]) or not is_above and values and units_seen >= values):
            break
        units_seen += is_unit
        values += bool(lines[place].filled) and not is_unit
        place += 1
    return place


def figures_of(block: list[Line]) -> list[str]:
    """The figures of a block, without the units behind them."""
    return [cell.text for line in block for cell in line.filled if plain(cell.text) not in MONEY]


@dataclass
class Above:
    """What stands above a block of figures, in order.

    Attributes:
        first: Where it begins among the lines above.
        labels: The labels.
        headers: The lines of the headers.
        names: The headers of the columns.
        declared: Lines that declare a unit.
        sides: What heads a side of the budget, above the labels.
    """

    first: int
    labels: list[Line] = field(default_factory=list)
    headers: list[Line] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    declared: list[Line] = field(default_factory=list)
    sides: list[Line] = field(default_factory=list)


def look_above(above: list[Line], is_total_label: bool) -> Above:
    """Tell the labels and headers above a block of figures apart; headers stand on a line each, or all on one.

    Args:
        above: The lines above.
        is_total_label: Whether the word for a total that is the last of them is a label, and not a header.
    """
    found = Above(len(above))
    while found.first:
        line = above[found.first - 1]
        names = [] if found.headers else names_of(line)
        if names:
            found.headers, found.names = [line], names
            if found.labels:
                found.first -= 1
                break
        elif line.filled and not is_lone_label(line) and plain(line.text) not in MONEY and not (found.headers and is_unit_alone(line)):
            break
        elif TITLE_END.search(plain(line.text)):
            break
        elif found.labels and TITLE_MARK.match(line.text.strip()):
            # The title of the table, which may stand there twice.
            found.labels = found.labels[plain(found.labels[0].text) == plain(TITLE_MARK.sub("", line.text.strip())) :]
            break
        elif line.filled and is_unit_alone(line):
            found.declared.insert(0, line)
        elif line.filled and plain(line.text) not in MONEY:
            kind = read_header(first_cell(line)).kind
            # Below the header of a stage and above all labels the word for a total is a header too.
            before = [line for line in above[max(0, found.first - 3) : found.first - 1] if line.filled]
            is_below_head = bool(before) and is_lone_label(before[-1]) and read_header(first_cell(before[-1])).kind == "stage"
            is_header = kind in HEADS and (kind != "total" or is_below_head or not found.labels and not is_total_label)
            if is_header:
                found.headers.insert(0, line)
                found.names.insert(0, first_cell(line))
            elif kind in ("label", "attribute") and not NUMBERING.match(line.text.strip()):
                break
            else:
                found.labels.insert(0, line)
        found.first -= 1
    return found


def with_headers(found: Above) -> list[Line]:
    """The labels above a block of figures and what may be a header or one of them, for it stands amid them; none if nothing does."""
    if len(found.headers) != 1 or any(map(names_of, [*found.labels, *found.headers])):
        return []
    (header,) = found.headers
    before = [label for label in found.labels if label.number < header.number]
    return [*before, header, *found.labels[len(before) :]] if 0 < len(before) < len(found.labels) else []


def is_headed_by_label(found: Above) -> bool:
    """Whether what heads the one column may be a label as well."""
    return len(found.names) == 1 and (bool(with_headers(found)) or read_header(found.names[0]).kind == "total")


def without_sides(found: Above) -> Above:
    """What stands above a block of figures, what heads a side of the budget apart from the labels."""
    labels = list(dropwhile(lambda line: plain(line.text) in SIDES, found.labels))
    return replace(found, labels=labels, sides=found.labels[: len(found.labels) - len(labels)])


def table_of_block(above: list[Line], block: list[Line], early: list[Line]) -> tuple[int, list[Line]] | None:
    """The table that a block of figures makes with the labels and headers above it.

    Args:
        above: The lines above.
        block: The lines of the figures.
        early: The block before, for which no labels stood above: they may be those of the first labels here.

    Returns:
        Where it begins among the lines above, and its lines; None if they do not fit.
    """
    values = figures_of(block)
    units = {plain(line.text) for line in block if plain(line.text) in MONEY}
    readings = [look_above(above, is_total_label) for is_total_label in (False, True)]
    # What heads a side of the budget has no figures.
    readings += [replace(one, labels=amid, headers=[], names=[]) for one in readings if (amid := with_headers(one))]
    readings += [without_sides(one) for one in readings]
    # Years with nothing that heads rows are the rows themselves: one amount for each year.
    are_rows = not readings[0].labels and are_years(readings[0].headers)
    readings += [replace(readings[0], labels=readings[0].headers, headers=[], names=[])] if are_rows else []
    fitting = [one for one in readings if len(values) == max(1, len(one.names)) * len(one.labels)]
    closed = [one for one in readings if is_closed(one, values)]
    if closed:
        # What stands behind the total of all labels is of none of them.
        kept = [line for line in block if line.filled][len(closed[0].labels) :]
        found_of_closed = table_of_block(above, without(block, kept), early)
        return (found_of_closed[0], [*found_of_closed[1], *kept]) if found_of_closed else None
    # The word of a total right above the figures, or a word amid labels, heads no lone column, where it may be one of the labels.
    found = min(fitting or readings[-2:], key=is_headed_by_label)
    labels, headers, names = found.labels, found.headers, found.names
    # What heads a side of the budget below chapters and their items ends these: the figures are of those behind it.
    if labels and plain(labels[-1].text) in SIDES and NUMBERING.match(first_cell(labels[0])):
        return None
    places: list[int] = []
    before = figures_of(early)
    if before and not headers and len(labels) == len(before) + len(values) and adds_up(before):
        values = before + values
        places = [line.number for line in early if is_lone_value(line)]
    columns = max(1, len(names))
    if len(labels) < 2 or len(values) != columns * len(labels):
        return None
    # A unit above each of several columns is none of one.
    marks = [plain(line.text) in MONEY for line in block if line.filled]
    if columns == 1 and marks[0] and len(values) > marks.count(True) > 1:
        return None
    # Figures that all stand on one line are a row, and no column.
    if columns == 1 and not places and sum(map(is_lone_value, block)) == 1:
        return None
    # Where figures without labels stand above the labels, these may be theirs, unless sums tell.
    unnamed = [line for line in above[: found.first] if line.filled][-2:]
    if columns == 1 and not places and any(is_lone_value(line) and "," in line.text for line in unnamed) and not adds_up(values):
        return None
    rows = rows_of(block, columns) or columns_below_units(block, columns) or arrange(values, len(labels), has_law=is_amendment(names))
    heads = in_order(names, rows or [])
    if rows is None or is_amendment(names) and 3 * keeps(heads, rows) < 2 * len(rows):
        return None
    unit = units.pop() if len(units) == 1 else ""
    last = max(line.until or line.number for line in block if line.filled)
    table = [*found.declared, *([virtual(min(line.number for line in headers), ["科目", *heads])] if headers else []), *found.sides]
    for place, (label, row) in enumerate(zip(labels, rows, strict=True)):
        texts = [f"{text}{unit}" if unit and not (read_figure(text) or ("", "", ""))[2] else text for text in row]
        number, until = (places[place], 0) if place < len(places) else (label.number, last)
        table.append(virtual(number, [first_cell(label), *texts], label.indent, until))
    return found.first, table


def are_years(lines: list[Line]) -> bool:
    """Whether lines are years, each on a line of its own and the next of the one before, three at least."""
    heads = [read_header(first_cell(line)) for line in lines if len(line.filled) == 1]
    years = [int(head.code[:4]) for head in heads if head.kind == "year" and head.code[:4].isdigit()]
    return len(lines) == len(years) > 2 and all(other == one + 1 for one, other in pairwise(years))


def is_closed(found: Above, values: list[str]) -> bool:
    """Whether the labels below one header end in the word of a total, of which the figure is the sum of those before it."""
    count = len(found.labels)
    is_one = len(found.names) == 1 and 2 < count < len(values) and found.headers[0].number < found.labels[0].number
    return is_one and ends_table(found.labels[-1]) and has_total([signed(text) for text in values[:count]])


def has_total(amounts: list[int]) -> bool:
    """Whether the last of some amounts is the sum of the others, or, with all items of chapters among them, half of it."""
    *parts, total = amounts
    return bool(total) and sum(parts) in (total, 2 * total)


def rows_of(block: list[Line], columns: int) -> list[list[str]] | None:
    """The rows of a block whose lines have a figure for each of several columns; None if it has other lines."""
    rows = [[cell.text for cell in line.filled] for line in block if line.filled]
    return rows if columns > 1 and all(len(row) == columns for row in rows) else None


def columns_below_units(block: list[Line], columns: int) -> list[list[str]] | None:
    """The rows of a block of several columns, each below its unit and as long as the others; None if it is not so."""
    runs: list[list[str]] = []
    for line in (line for line in block if line.filled):
        if plain(line.text) in MONEY:
            runs.append([])
        elif runs:
            runs[-1] += [cell.text for cell in line.filled]
    is_table = 1 < columns == len(runs) and len({len(run) for run in runs}) == 1
    return [list(row) for row in zip(*runs, strict=True)] if is_table else None


def is_amendment(names: list[str]) -> bool:
    """Whether headers name a base, a change and a result."""
    return sorted(WEIGHTS.get(code, 0) for code in codes_of(names)) == [-1, 1, 1]


def keeps(names: list[str], rows: list[list[str]]) -> int:
    """The number of rows in which base + change = result, as headers say which is which."""
    stages = codes_of(names)
    if not is_amendment(names):
        return 0
    return sum(not sum(WEIGHTS[stage] * signed(text) for stage, text in zip(stages, row, strict=True)) for row in rows)


def in_order(names: list[str], rows: list[list[str]]) -> list[str]:
    """Headers in the order in which the law that they state holds; as they stand if they state none, or if none holds."""
    return in_lawful_order(names, rows) or names
