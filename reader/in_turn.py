"""Rows whose cells an extraction wrote in turn, and what is regular in them tells which cell is whose.

The number of an item, the letters of its name and its figures each on a line of their own; figures above or left of their labels;
several rows on one line.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import groupby, pairwise, takewhile

from reader.blocks import names_of
from reader.glossary import read_header, terms, translate
from reader.heads import words_of
from reader.layout import NAMES, NUMBERING, TOTALS, ends_table, is_unit_alone, is_value, is_words
from reader.pieces import first_cell, is_lone_label, is_lone_value, is_whole, known_headers, signed, virtual, without
from reader.shared import names_line
from reader.sides import SIDES
from reader.text import MONEY, Cell, Line, plain, read_figure, squeeze

# Figures of a row, its label counted, that several rows on one line have more than; rows that tell of others.
LEAST_WIDTH, LEAST_ROWS = 3, 3
# The number of an item on a line of its own, and how many that count tell that they are such.
COUNT, COUNTED_AT_LEAST = re.compile("[1-9][0-9]?"), 5
# A chapter from which others may count that do not begin with the first.
COUNTED_FROM = 9
BRACKETED = re.compile(r"\([1-9][0-9]?\)|[①-⑳]")
# Columns of a table of which each cell is a line.
COLUMNS = 12
# The number of an item, whatever it counts.
ITEM_NUMBER = re.compile(r"[1-9][0-9]?|\([1-9][0-9]?\)|[①-⑳]")
# The number of a chapter or an item, alone or before its name.
MARK = re.compile("第[0-9]+[款項目節]|[0-9]{1,2}(?![0-9,])[.、]?")
# A label and what names a part of its amount; that part.
OF_WHICH, ASIDE = re.compile(r"(.+?)\s*[(（](うち[^()（）]+)[)）]"), re.compile(r"\([0-9,]+\)")
# Headers of items by number: of the name, the amount and the note.
HEADS_OF_ITEMS = 3
# An item with the mark of a list, and the office behind its name that is in charge.
MARKED_NAME, OFFICE = re.compile(r"([◆◇■□●◎▼▽★☆])\s*(\S.*)"), re.compile(r"\s*[\[［【(（][^\[\]［］【】()（）]*[局部課室][\]］】)）]$")
# An item by number, lines that describe it at most, and by how much items are set in from their sum.
NUMBERED_NAME, DESCRIBED, SET_IN = re.compile(r"([1-9][0-9]?)\s+([^\W\d].*)"), 24, 2
# The number of an item before its name, apart from it: a name may begin with a number (3病院計).
NUMBERED = re.compile(r"第[0-9]+[款項目節]|\(?[0-9]{1,2}[).、\s]")


def turn_rows(lines: list[Line]) -> list[Line]:
    """Put labels that stand right of their figures before them, in rows that are all so, and the word that heads them.

    A label may begin with a number: the row with the fewest figures before its words has no more.
    """
    out: list[Line] = []
    for is_turned, some in groupby(lines, lambda line: figures_before(line) > 1):
        rows = list(some)
        if not is_turned or len(rows) < LEAST_ROWS:
            out += rows
            continue
        width = min(map(figures_before, rows))
        while width and all(ITEM_NUMBER.fullmatch(plain(words_of(row.text)[width - 1].text)) for row in rows):
            width -= 1  # numbers of items
        above = next((line for line in reversed(out) if line.filled), None)
        words = [] if above is None else known_headers(above.filled) if len(above.filled) == 1 else above.filled
        is_headed = bool(above) and len(words) == width + 1 and read_header(words[-1].text).kind == "label"
        if width < 2 and not is_headed:
            out += rows
            continue
        if above and is_headed:
            out[out.index(above)] = virtual(above.number, [words[-1].text, *(word.text for word in words[:-1])])
        for row in rows:
            words = words_of(row.text)
            out.append(virtual(row.number, [row.text[words[width].start :].strip(), *(word.text for word in words[:width])], row.indent))
    return out


def figures_before(line: Line) -> int:
    """The figures of a row whose label stands behind them; 0 if it is no such row."""
    words = words_of(line.text) if line.separator == "blank" else []
    count = len(list(takewhile(lambda word: is_value(word.text), words)))
    label = line.text[words[count].start :] if count < len(words) else ""
    return count if is_words(label) and not any(is_value(word.text) or word.text in MONEY for word in words[count:]) else 0


def join_numbers(lines: list[Line]) -> list[Line]:
    """Join names of chapters to the figures below them, before which the number of the chapter stands.

    The numbers tell that they are none of the figures: there are three at least, and they count.
    """
    filled = [line for line in lines if line.filled]
    found = [
        (name, row) for name, row in pairwise(filled)
        if is_lone_label(name) and not NUMBERING.match(first_cell(name)) and is_lone_value(row) and len(row.filled) > 1
        and re.fullmatch("[0-9]{1,2}", plain(first_cell(row)))
    ]  # fmt: skip
    numbers = [int(plain(first_cell(row))) for _, row in found]
    if len(found) < 3 or numbers != list(range(numbers[0], numbers[0] + len(numbers))):
        return lines
    joined = {
        id(name): replace(
            name, cells=[Cell(f"{plain(first_cell(row))} {first_cell(name)}", name.filled[0].start, name.filled[0].end), *row.filled[1:]],
            until=row.number,
        )
        for name, row in found
    }  # fmt: skip
    return [joined.get(id(line), line) for line in without(lines, [row for _, row in found])]


def join_marks(lines: list[Line]) -> list[Line]:
    """Join the number of a chapter or an item that stands alone to the name below it, figures behind that or not.

    The letters of a side of the budget (収, 入), spread down the page, may stand before and behind the first number.
    """
    filled = [line for line in lines if line.filled]
    joined: dict[int, Line] = {}
    gone: list[Line] = []
    for place, line in enumerate(filled[:-1]):
        above, below = filled[place - 1] if place else None, filled[place + 1]
        side = plain(f"{above.text}{below.text}") if above and len(plain(below.text)) == 1 else ""
        name = filled[place + 2] if side in SIDES and place + 2 < len(filled) else below
        is_name = (is_whole(name) or is_lone_label(name)) and not MARK.match(plain(name.text)) and len(plain(first_cell(name))) > 1
        if not is_mark(line) or not is_name:
            continue
        if above and name is not below:
            joined[id(above)] = replace(above, text=side, cells=[replace(above.filled[0], text=side)])
            gone.append(below)
        mark = f"{plain(line.text)} "
        first, *figures = [replace(cell, start=cell.start + len(mark), end=cell.end + len(mark)) for cell in name.filled]
        cells = [replace(first, text=f"{mark}{first.text}", start=first.start - len(mark)), *figures]
        joined[id(line)] = replace(name, number=line.number, text=f"{mark}{name.text}", cells=cells, until=name.until or name.number)
        gone.append(name)
    return [joined.get(id(line), line) for line in without(lines, gone)]


def join_items(lines: list[Line]) -> list[Line]:
    """Join the number of an item and the letters of its name, each on a line of its own between the figures of two rows.

    Every row has as many figures, and some, never the last, have the number of the next more, the first of them 1: so it is none of the
    figures, however the others count. A label may have its number on its own line.
    """
    filled = [line for line in lines if line.filled]
    joined: dict[int, Line] = {}
    gone: list[Line] = []
    place = 0
    while place < len(filled):
        items, end = items_from(filled, place)
        numbers = [plain(item.number.filled[-1].text) for item in items if item.number]
        has_letters = any(len(item.letters) > 1 for item in items)
        begins = [number for number in numbers if not re.match("第", number)][:1]
        if len(items) < LEAST_ROWS or begins and begins[0].strip("().、") not in ("1", "①") or len(numbers) < LEAST_ROWS and not has_letters:
            place += 1
            continue
        for item in items:
            if item.number and len(item.number.filled) > 1:
                joined[id(item.number)] = replace(item.number, cells=item.number.filled[:-1])
            elif item.number:
                gone.append(item.number)
            first = item.letters[0]
            name = "".join(first_cell(line) for line in item.letters)
            text = f"{plain(item.number.filled[-1].text)} {name}" if item.number else name
            joined[id(first)] = replace(
                first, number=(item.number or first).number, text=text, cells=[replace(first.filled[0], text=text)], until=item.letters[-1].number
            )
            gone += item.letters[1:]
        place = end
    return [joined.get(id(line), line) for line in without(lines, gone)]


@dataclass
class Item:
    """The label of a row: the lines of its letters, or its one line, and the line that ends in its number, if one does."""

    letters: list[Line]
    number: Line | None = None


def items_from(filled: list[Line], place: int) -> tuple[list[Item], int]:
    """The labels of the rows from a line on, all with as many figures, and the place behind the last row; none if they are not so."""
    if place and (is_lone_value(filled[place - 1]) or is_whole(filled[place - 1])):
        return [], place
    has_first = bool(ITEM_NUMBER.fullmatch(plain(filled[place].text)))
    rows: list[tuple[Item, list[Line]]] = []
    end = place + has_first
    while end < len(filled):
        mark = filled[end] if is_mark(filled[end]) and end + 1 < len(filled) else None
        end += bool(mark)
        letters = list(takewhile(lambda line: is_lone_label(line) and len(plain(line.text)) == 1, filled[end:])) or filled[end : end + 1]
        label = letters[0]
        values = list(takewhile(is_lone_value, filled[end + len(letters) :]))
        if not values or not is_lone_label(label) or not ends_table(label) and read_header("".join(map(first_cell, letters))).kind:
            break
        rows.append((Item(letters, mark), values))
        end += len(letters) + len(values)
    counts = [sum(len(line.filled) for line in values) for _, values in rows]
    # Letters that make no name, and a letter alone, may be of several labels.
    names = ["".join(map(first_cell, item.letters)) for item, _ in rows if len(plain(item.letters[0].text)) == 1]
    known = [name for name in names if len(name) > 1 and (name in terms() or translate(name).is_whole)]
    if not rows or counts[-1] != min(counts) or any(len(name) < 2 for name in names) or 3 * len(known) < 2 * len(names):
        return [], place
    if has_first:
        rows[0][0].number = filled[place]
    for (_, values), (item, _), count in zip(rows, rows[1:], counts, strict=False):
        if count == counts[-1] + 1 and ITEM_NUMBER.fullmatch(plain(values[-1].filled[-1].text)):
            item.number = values[-1]
        elif count != counts[-1]:
            return [], place
    return [item for item, _ in rows], end


def join_counts(lines: list[Line]) -> list[Line]:
    """Join numbers of items, each on a line of its own amid labels and amounts, to the words below them.

    They count without a gap, from 1 on or as a chart of accounts of many chapters does, and are as many as tell that they are no amounts.
    """
    filled = [line for line in lines if line.filled]
    found: list[list[tuple[Line, Line]]] = [[]]
    for number, label in pairwise(filled):
        if not COUNT.fullmatch(plain(number.text)) or not is_lone_label(label):
            continue
        last = int(plain(found[-1][-1][0].text)) if found[-1] else 0
        if int(plain(number.text)) == last + 1:
            found[-1].append((number, label))
        elif plain(number.text) == "1" or int(plain(number.text)) > COUNTED_FROM:
            found.append([(number, label)])
    counted = [pair for run in found if len(run) >= COUNTED_AT_LEAST for pair in run]
    joined = {}
    for number, label in counted:
        text = f"{plain(number.text)} {first_cell(label)}"
        joined[id(number)] = replace(label, number=number.number, text=text, cells=[replace(label.filled[0], text=text)])
    return [joined.get(id(line), line) for line in without(lines, [label for _, label in counted])]


def join_row_numbers(lines: list[Line]) -> list[Line]:
    """Join numbers of items, each on a line of its own, to the row below: between rows that stand whole none lacks a figure.

    A number in brackets is none of the figures before a word that heads no column.
    """
    filled = [line for line in lines if line.filled]
    joined: dict[int, Line] = {}
    gone: list[Line] = []
    for above, number, row in zip(filled, filled[1:], filled[2:], strict=False):
        is_between = is_whole(above) or is_lone_label(above) and bool(read_header(first_cell(above)).kind) or bool(names_of(above))
        is_counted = is_between and (COUNT.fullmatch(plain(number.text)) or is_mark(number)) and is_whole(row) and len(row.filled) > 2
        if is_counted or BRACKETED.fullmatch(plain(number.text)) and is_lone_label(row) and not read_header(first_cell(row)).kind:
            text = f"{plain(number.text)} {first_cell(row)}"
            joined[id(number)] = replace(
                row, number=number.number, text=f"{plain(number.text)} {row.text}", cells=[replace(row.filled[0], text=text), *row.filled[1:]]
            )
            gone.append(row)
    return [joined.get(id(line), line) for line in without(lines, gone)]


def part_of_which(lines: list[Line]) -> list[Line]:
    """Part a row of which each cell holds an amount and, in brackets, the part of it that its label names so: 病院事業収益 (うち繰入金)."""
    out: list[Line] = []
    place = 0
    while place < len(lines):
        found = OF_WHICH.fullmatch(first_cell(lines[place])) if is_lone_label(lines[place]) else None
        rows = list(takewhile(has_aside, lines[place + 1 :])) if found else []
        if not found or len(rows) < 2:
            out.append(lines[place])
            place += 1
            continue
        for name, number in ((found[1], 0), (found[2], 1)):
            cells = [plain(row.filled[number].text).strip("()") for row in rows]
            out.append(virtual(lines[place].number, [name, *cells], lines[place].indent, rows[-1].number))
        place += 1 + len(rows)
    return out


def has_aside(line: Line) -> bool:
    """Whether a line holds an amount and another in brackets, and nothing else."""
    return is_lone_value(line) and len(line.filled) == 2 and bool(ASIDE.fullmatch(plain(line.filled[1].text)))


def is_mark(line: Line) -> bool:
    """Whether a line holds the number of a chapter or an item and nothing else: 第1款, 1."""
    return len(line.filled) == 1 and bool(re.fullmatch("第[0-9]+[款項目]|[0-9]{1,2}[.、]", plain(line.text)))


def join_cell_rows(lines: list[Line]) -> list[Line]:
    """Join the cells of a table, each on a line of its own, that begins with the word that heads its labels: whatever its words are.

    So many headers, then a word and as many figures, again and again: two rows at least, of two columns.
    """
    return join_turns(lines, lambda labels, names: not are_columns(labels, names) and len(names) <= COLUMNS and not any(map(NUMBERED.match, names)))


def join_headed_rows(lines: list[Line]) -> list[Line]:
    """Join the cells of such a table whose headers are known."""
    return join_turns(lines, lambda labels, names: not are_columns(labels, names) and all(read_header(name).kind not in NAMES for name in names))


def join_cell_columns(lines: list[Line]) -> list[Line]:
    """Join the cells of a table, each on a line of its own, whose columns stand below each other: all labels, then a header and its figures."""
    return join_turns(lines, are_columns)


def join_turns(lines: list[Line], are_such: Callable[[list[str], list[str]], bool]) -> list[Line]:
    """Join cells, each on a line of its own, of which as many figures follow one word after another as words stand above all of them.

    Args:
        lines: The lines.
        are_such: Whether the words before figures, and those above all, are those that are looked for.
    """
    filled = [line for line in lines if line.filled]
    for place, head in enumerate(filled):
        if not is_lone_label(head) or read_header(first_cell(head)).kind != "label":
            continue
        words = list(takewhile(is_lone_label, filled[place + 1 :]))
        width = len(words) - 1
        rows, end = cell_rows(filled, place + len(words), width) if width > 1 else ([], 0)
        if len(rows) < 2 or end < len(filled) and is_lone_value(filled[end]):
            continue
        names, labels = ([together(first_cell(line)) for line in some] for some in (words[:width], rows))
        if not are_such(labels, names):
            continue
        table = [virtual(head.number, [first_cell(head), *names]), *rows]
        if are_columns(labels, names):
            cells = zip(words, *(row.cells[1:] for row in rows), strict=False)
            table = [virtual(head.number, [first_cell(head), *labels]), *(
                virtual(word.number, [first_cell(word), *(cell.text for cell in row)], word.indent, rows[-1].until) for word, *row in cells
            )]  # fmt: skip
        table[0] = replace(table[0], begins=True, heads=True)
        at, stop = (next(number for number, line in enumerate(lines) if line is one) for one in (head, filled[end - 1]))
        return [*lines[:at], *table, *join_turns(lines[stop + 1 :], are_such)]
    return lines


def together(words: str) -> str:
    """A header that is known, its letters together; other words as they stand."""
    return squeeze(words) if read_header(words).kind else words


def are_columns(labels: list[str], names: list[str]) -> bool:
    """Whether words before figures head columns, and the names above them are the labels: lines of accounts, which head none.

    So it is of any names where the figures are of a year and of how it changed.
    """
    kinds = [read_header(label).kind for label in labels]
    is_compared = set(kinds) == {"year", "stage"} and not any(read_header(name).kind in ("year", "stage") for name in names)
    return all(kind in ("stage", "year", "ratio", "amount", "measure") for kind in kinds) and (is_compared or 2 * sum(map(names_line, names)) >= len(names))


def cell_rows(filled: list[Line], place: int, width: int) -> tuple[list[Line], int]:
    """The rows from a line on, each a label and so many figures on the lines below it, and the place behind them."""
    rows: list[Line] = []
    while place < len(filled) and is_lone_label(filled[place]):
        cells: list[Cell] = []
        end = place + 1
        while end < len(filled) and is_lone_value(filled[end]) and len(cells) < width:
            cells += filled[end].filled
            end += 1
        if len(cells) != width:
            break
        label = filled[place]
        rows.append(virtual(label.number, [first_cell(label), *(cell.text for cell in cells)], label.indent, filled[end - 1].number))
        place = end
    return rows, place


def join_figures_first(lines: list[Line]) -> list[Line]:
    """Join rows whose figures stand on a line above their label: so they do where figures come right below the headers, and a label last."""
    out: list[Line] = []
    rest = lines
    while rest:
        rows = figures_first(rest) if is_lone_value(rest[0]) and len(rest[0].filled) > 1 else []
        if len(rows) < LEAST_ROWS or not heads_figures([line for line in out if line.filled][-2:]):
            out.append(rest[0])
            rest = rest[1:]
            continue
        out += [
            virtual(figures.number, [first_cell(label), *(cell.text for cell in figures.filled)], label.indent, label.number)
            for figures, label in rows
        ]
        at = next(place for place, line in enumerate(rest) if line is rows[-1][1])
        rest = rest[at + 1 :]
    return out


def heads_figures(above: list[Line]) -> bool:
    """Whether lines right above figures end in a header; a total below figures, or below a header, is a label, and none."""
    if not above or names_of(above[-1]) or is_unit_alone(above[-1]):
        return True
    *before, last = above
    is_total = plain(last.text) in TOTALS and any(is_lone_value(line) or not is_lone_label(line) for line in before)
    return is_lone_label(last) and bool(read_header(first_cell(last)).kind) and not is_total


def figures_first(lines: list[Line]) -> list[tuple[Line, Line]]:
    """Figures and labels in turn from a line on, each figures as many as the first; none if figures end them, which a label must follow."""
    filled = [line for line in lines if line.filled]
    count = len(filled[0].filled)
    rows = list(takewhile(
        lambda row: is_lone_value(row[0]) and len(row[0].filled) == count and is_lone_label(row[1])
        and (ends_table(row[1]) or not read_header(first_cell(row[1])).kind),
        zip(filled[::2], filled[1::2], strict=False),
    ))  # fmt: skip
    behind = filled[2 * len(rows) : 2 * len(rows) + 1]
    return [] if behind and is_lone_value(behind[0]) else rows


def split_rows(lines: list[Line]) -> list[Line]:
    """Split a line that holds several rows, each a label and as many figures as a row beside it has, or as the headers above are."""
    filled = [line for line in lines if line.filled]
    parts = {id(line): rows_within(line) for line in filled}
    out: list[Line] = []
    headed = 0
    for line in lines:
        rows = parts.get(id(line), [])
        # Names that come twice are of tables side by side.
        if line.filled and not rows and (names := names_of(line)):
            headed = len(names) + 1 if len(set(names)) == len(names) else 0
        place = next((place for place, one in enumerate(filled) if one is line), 0) if len(rows) > 1 else 0
        beside = [parts[id(one)] for one in (*filled[max(0, place - 1) : place], *filled[place + 1 : place + 2])]
        width = len(rows[0]) if rows else 0
        is_amid = any(len(one) == 1 and len(one[0]) == width for one in beside)
        if len(rows) > 1 and (width > LEAST_WIDTH and is_amid or width == headed >= LEAST_WIDTH) and all(len(row) == width for row in rows):
            out += [virtual(line.number, row, line.indent) for row in rows]
        else:
            out.append(line)
    return out


def rows_within(line: Line) -> list[list[str]]:
    """The rows that a line holds: the letters before figures as a label, and the figures; none if it ends in words.

    A small number more than the last row has figures is that of the next item.
    """
    rows: list[list[str]] = []
    text = " ".join(cell.text for cell in line.filled) if line.separator == "blank" or line.is_joined else ""
    for is_figure, some in groupby(words_of(text), lambda word: is_value(word.text)):
        texts = [word.text for word in some]
        if is_figure and rows:
            rows[-1] += texts
        elif not is_figure:
            rows.append(["".join(texts)])
        else:
            return []
    for row, below in pairwise(rows):
        if len(row) == len(rows[-1]) + 1 and ITEM_NUMBER.fullmatch(plain(row[-1])):
            below[0] = f"{row.pop()} {below[0]}"
    return rows if all(len(row) > 1 and is_words(row[0]) for row in rows) else []


def join_described_items(lines: list[Line]) -> list[Line]:
    """Join numbered items to the figures that end what describes them, on lines of their own, below a header for each figure.

    The numbers count on from 1; a row without a number is, in every column, the sum of the items below it, as far as the next such row.
    """
    filled = [line for line in lines if line.filled]
    for place, line in enumerate(filled):
        if not NUMBERED_NAME.match(line.text.strip()) or plain(line.text)[0] != "1":
            continue
        sums = list(takewhile(is_whole, reversed(filled[:place])))[:1]
        rows, end = items_with_figures(filled, place, sums)
        above = filled[place - len(sums) - 1] if place > len(sums) else line
        width = len(rows[-1].cells) - 1 if rows else 0
        names = [word.text for word in words_of(above.text)][-width:] if width else []
        heads_all = len(names) == width and all(read_header(name).kind not in NAMES for name in names)
        if len(rows) - len(sums) < LEAST_ROWS or not heads_all or not has_sums(rows):
            continue
        header = replace(virtual(above.number, ["事業名", *names]), begins=True)
        at, stop = (next(number for number, one in enumerate(lines) if one is other) for other in (above, filled[end - 1]))
        return [*lines[:at], header, *rows, *join_described_items(lines[stop + 1 :])]
    return lines


def items_with_figures(filled: list[Line], place: int, sums: list[Line]) -> tuple[list[Line], int]:
    """The rows that numbered items and the figures behind their descriptions make, sums before and between them, and the place behind them."""
    rows = [replace(line, is_joined=True) for line in sums]
    end, count, width = place, 1, len(sums[0].filled) - 1 if sums else 0
    while end < len(filled) and (name := NUMBERED_NAME.match(filled[end].text.strip())) and int(name[1]) == count:
        described = list(takewhile(lambda line: not is_lone_value(line) and not is_whole(line), filled[end + 1 : end + DESCRIBED]))
        behind = end + 1 + len(described)
        figures = filled[behind] if behind < len(filled) and is_lone_value(filled[behind]) else None
        width = width or len(figures.filled if figures else ())
        if not figures or len(figures.filled) != width or any(NUMBERED_NAME.match(line.text.strip()) for line in described):
            break
        words = filled[end].filled[1:] or [Cell(name[2], 0, 0)]
        texts = [words[-1].text, *(cell.text for cell in figures.filled)]
        rows.append(virtual(filled[end].number, texts, rows[0].indent + SET_IN if sums else 0, figures.number))
        end, count = behind + 1, count + 1
        if end < len(filled) and is_whole(filled[end]) and len(filled[end].filled) == width + 1:
            rows.append(replace(filled[end], is_joined=True))
            end += 1
    return rows, end


def has_sums(rows: list[Line]) -> bool:
    """Whether each row of one line is the sum of the items below it, in every column, and of one at least two are; of the last not all are there."""
    amounts = [[signed(cell.text) for cell in row.filled[1:]] for row in rows]
    starts = [place for place, row in enumerate(rows) if not row.until]
    blocks = [amounts[start:end] for start, end in pairwise((*starts, len(rows)))]
    whole = [block for block in blocks[:-1] if len(block) > 1]
    return any(len(block) > 2 for block in whole) and all(block[0] == [sum(column) for column in zip(*block[1:], strict=True)] for block in whole)


def join_marked_items(lines: list[Line]) -> list[Line]:
    """Join items that begin with one mark of a list to the amounts right above them, where what describes them stands below.

    Each item of a run has an amount above it, four at least, and none stands above what describes the first or behind the last: then
    these are not the amounts of the items before.
    """
    filled = [line for line in lines if line.filled]
    for place, line in enumerate(filled):
        rows, end = items_below_amounts(filled, place) if is_amount(line) else ([], place)
        before, behind = filled[max(0, place - DESCRIBED) : place], filled[end : end + 1]
        is_first = not any(MARKED_NAME.match(other.text.strip()) for other in before) and not any(map(is_amount, before[-1:]))
        if len(rows) <= LEAST_ROWS or not is_first or any(map(is_amount, behind)):
            continue
        at = next(number for number, one in enumerate(lines) if one is line)
        stop = next((number for number, one in enumerate(lines) if behind and one is behind[0]), len(lines))
        rest = [replace(lines[stop], begins=True), *lines[stop + 1 :]] if stop < len(lines) else []
        return [*lines[:at], replace(rows[0], begins=True), *rows[1:], *rest]
    return lines


def is_amount(line: Line) -> bool:
    """Whether a line holds one amount with its unit and nothing else."""
    return is_lone_value(line) and len(line.filled) == 1 and bool((read_figure(first_cell(line)) or ("", "", ""))[2])


def items_below_amounts(filled: list[Line], place: int) -> tuple[list[Line], int]:
    """The rows that amounts and the items below them make from a line on, all with one mark, and the place behind what describes the last."""
    rows: list[Line] = []
    mark = ""
    while place + 1 < len(filled) and is_amount(filled[place]):
        name = MARKED_NAME.match(filled[place + 1].text.strip())
        if not name or name[1] != (mark or name[1]):
            break
        mark, label = name[1], OFFICE.sub("", name[2]) or name[2]
        rows.append(virtual(filled[place].number, [label, first_cell(filled[place])], until=filled[place + 1].number))
        place += 2
        while place < len(filled) and not is_amount(filled[place]) and not MARKED_NAME.match(filled[place].text.strip()):
            place += 1
    return rows, place


def join_numbered_cells(lines: list[Line]) -> list[Line]:
    """Join items of which each cell is a line: number, name, amount, and a note on one line or several, below a header for each but the number.

    The numbers count from 1, and whatever stands between an amount and the next number is the note.
    """
    filled = [line for line in lines if line.filled]
    for place in range(HEADS_OF_ITEMS, len(filled)):
        label, amount, note = heads = filled[place - HEADS_OF_ITEMS : place]
        kinds = [read_header(first_cell(line)).kind if is_lone_label(line) else "" for line in heads]
        if plain(filled[place].text) != "1" or kinds[0] != "label" or kinds[1] not in ("stage", "amount") or not is_lone_label(note):
            continue
        rows: list[Line] = []
        end = at = place
        while at + 2 < len(filled) and is_words(first_cell(filled[at + 1])) and is_lone_value(filled[at + 2]) and len(filled[at + 2].filled) == 1:
            rows.append(virtual(filled[at + 1].number, [first_cell(filled[at + 1]), first_cell(filled[at + 2])], until=filled[at + 2].number))
            end = at + 3
            numbers = range(end, min(len(filled), end + DESCRIBED))
            at = next((number for number in numbers if plain(filled[number].text) == str(len(rows) + 1)), len(filled))
        if len(rows) > 1:
            header = replace(virtual(label.number, [first_cell(label), first_cell(amount)], until=note.number), begins=True)
            start, stop = (next(number for number, one in enumerate(lines) if one is other) for other in (label, filled[end - 1]))
            return [*lines[:start], header, *rows, *join_numbered_cells(lines[stop + 1 :])]
    return lines
