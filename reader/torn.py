"""Lines of a page that the extraction tore apart, put together again.

Some extractions write each cell on a line of its own, some write the labels of a table first
and its figures behind them, some all of a page in one line, some two tables side by side. What
is put together here keeps the numbers of the lines of the text.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from itertools import accumulate, groupby, pairwise, product, takewhile
from operator import mul

from reader.amid import settle_amid
from reader.apart import join_apart
from reader.barred import (
    join_broken, join_cells, join_cells_of_rows, join_grid, join_heads, join_rank_below, join_stacked, name_items, part_header,
    split_spans, split_totals,
)  # fmt: skip
from reader.blocks import (
    in_order, join_blocks, join_broken_heads, join_columns, join_described, join_head_lines, join_noted, join_trailing,
    leave_heads_out, name_below_brackets, names_of, unfold_cells,
)  # fmt: skip
from reader.broken import join_accounts, join_broken_cells, part_first_heads
from reader.chapters import join_chapters, number_of
from reader.facing import join_facing
from reader.funds import head_funds, join_funds
from reader.glossary import read_header, terms, translate
from reader.grid import placements
from reader.in_turn import (
    LEAST_ROWS, MARK, NUMBERED, join_cell_columns, join_cell_rows, join_counts, join_described_items, join_figures_first, join_headed_rows,
    join_items, join_marked_items, join_marks, join_numbered_cells, join_numbers, join_row_numbers, part_of_which, split_rows,
    turn_rows,
)  # fmt: skip
from reader.layout import FORMULA, NUMBERING, SENTENCE, ends_table, is_page_furniture, is_unit_alone, is_value
from reader.lawful import complete_rows, complete_turns, head_by_law, head_settlements, join_one_row, join_row_in_turn
from reader.listed import join_listed
from reader.loose import join_loose
from reader.named import name_torn
from reader.pieces import (
    DIGITS, first_cell, is_lone_label, is_lone_value, is_page_number, is_whole, known_headers, signed, spans_of_names, virtual, without, words_in,
)  # fmt: skip
from reader.ranks import join_ranks
from reader.runs import join_runs
from reader.scattered import gather
from reader.sections import LARGE, join_sections
from reader.shared import join_headed, join_shared
from reader.sides import SIDES, name_pairs, split_sides, unravel_sides
from reader.slices import join_slices
from reader.stuck import leave_descriptions_out, part_labels, part_rows
from reader.text import HALF_WIDTH, MONEY, TOTAL, Cell, Line, is_nil, plain, read_figure
from reader.torn_headers import find_names, is_decimal, lengths_of_rows, width_of
from reader.wrapped import join_wrapped

# Words in brackets that say more of a name, and are no part of an amount (うち) or sign of a column.
ASIDE = re.compile(r"\((?!うち|内)[^()A-Z0-9]{2,}\)")
# Figures of rows that are many.
MANY = 5
# Lines with words above a row among which those of its header are looked for.
HEADER_REACH = 24
# Sums a step to the right of which a balance may be formed, and rows above that they are of.
STEPS, LONGEST = 4, 60


def join_units(line: Line) -> Line:
    """Join a unit that stands in a cell of its own to the figure before it."""
    cells: list[Cell] = []
    for cell in line.cells:
        read = read_figure(cells[-1].text) if cells else None
        if plain(cell.text) in MONEY and read and not read[2] and cells[-1].text:
            cells[-1] = Cell(f"{cells[-1].text}{cell.text}", cells[-1].start, cell.end)
        else:
            cells.append(cell)
    return replace(line, cells=cells) if len(cells) != len(line.cells) else line


def join_unit_lines(lines: list[Line]) -> list[Line]:
    """Join units of money, each on a line of its own right behind a figure, to it; where they stand above columns, one is the first."""
    filled = [line for line in lines if line.filled]
    joined: dict[int, Line] = {}
    gone: list[Line] = []
    for is_run, some in groupby(filled, lambda line: plain(line.text) in MONEY or is_lone_value(line) and len(line.filled) == 1):
        run = list(some) if is_run else []
        figures, units = run[::2], run[1::2]
        if len(figures) == len(units) and all(plain(unit.text) in MONEY for unit in units) and not any(plain(figure.text) in MONEY for figure in figures):
            for figure, unit in zip(figures, units, strict=True):
                if not (read_figure(figure.text) or ("", "", "."))[2]:
                    text = f"{first_cell(figure)}{plain(unit.text)}"
                    joined[id(figure)] = replace(figure, text=text, cells=[replace(figure.filled[0], text=text)], until=unit.number)
                    gone.append(unit)
    return [joined.get(id(line), line) for line in without(lines, gone)]


def join_below_units(lines: list[Line]) -> list[Line]:
    """Join a label and its figures, each on a line of its own below its unit, as forms print their first row, to a row.

    The first unit may stand on the line of the label.
    """
    filled = [line for line in lines if line.filled]
    joined: dict[int, Line] = {}
    gone: list[Line] = []
    for place, line in enumerate(filled):
        label, last = line.text.strip().rpartition(" ")[::2] if line.separator == "blank" else ("", "")
        names_unit = plain(last) in MONEY and bool(label)
        is_part = lambda other: plain(other.text) in MONEY or is_lone_value(other) and len(other.filled) == 1  # noqa: E731
        run = list(takewhile(is_part, filled[place + 1 :])) if is_lone_label(line) else []
        units, figures = (run[1::2], run[::2]) if names_unit else (run[::2], run[1::2])
        if len(figures) == len(units) + names_unit > 1 and all(plain(unit.text) in MONEY for unit in units) and all(map(is_lone_value, figures)):
            texts = [label.strip() if names_unit else first_cell(line), *map(first_cell, figures)]
            joined[id(line)] = virtual(line.number, texts, line.indent, run[-1].number)
            gone += run
    return [joined.get(id(line), line) for line in without(lines, gone)]


def join_minus(lines: list[Line]) -> list[Line]:
    """Join a minus mark on a line of its own to the figure that the next line begins with."""
    filled = [line for line in lines if line.filled]
    joined: dict[int, Line] = {}
    gone: list[Line] = []
    for mark, line in pairwise(filled):
        if plain(mark.text) == "△" and is_lone_value(line) and signed(first_cell(line)) > 0:
            cells = [replace(line.filled[0], text=f"△{first_cell(line)}"), *line.filled[1:]]
            text = f"△{line.text.strip()}"
            joined[id(mark)] = replace(line, number=mark.number, text=text, cells=cells, until=line.until or line.number)
            gone.append(line)
    return [joined.get(id(line), line) for line in without(lines, gone)]


def part_digits(lines: list[Line]) -> list[Line]:
    """Part small figures that a blank separates, as the digits of one number may be, where the line of figures next to it has as many."""
    filled = [line for line in lines if line.filled]
    counts = [len(line.filled) if is_lone_value(line) else 0 for line in filled]
    parted: dict[int, Line] = {}
    for place, line in enumerate(filled):
        words = words_in(line.text) if len(line.filled) == 1 and DIGITS.fullmatch(line.text.translate(HALF_WIDTH).strip()) else []
        beside = next((count for count in reversed(counts[max(0, place - 2) : place]) if count), 0)
        if words and len(words) == beside:
            parted[id(line)] = replace(line, cells=words)
            counts[place] = beside
    return [parted.get(id(line), line) for line in lines]


def join_totals(lines: list[Line]) -> list[Line]:
    """Join the label of a total (歳入合) to its last letter, which stands before its figures on a line below."""
    filled = [line for line in lines if line.filled]
    joined: dict[int, Line] = {}
    gone: list[Line] = []
    for place, line in enumerate(filled):
        row = next((other for other in filled[place + 1 :] if not is_lone_label(other) and not is_lone_value(other)), None)
        if TOTAL.fullmatch(f"{plain(line.text)}計") and is_lone_label(line) and row and is_whole(row) and plain(first_cell(row)) == "計":
            first, *figures = row.filled
            joined[id(row)] = replace(row, cells=[replace(first, text=f"{first_cell(line)} {first.text}"), *figures])
            gone.append(line)
    return [joined.get(id(line), line) for line in without(lines, gone)]


def join_others(lines: list[Line]) -> list[Line]:
    """Join そ, torn off by itself, to the rest of その他, which stands below it as letters alone."""
    filled = [line for line in lines if line.filled]
    joined: dict[int, Line] = {}
    gone: list[Line] = []
    for place, line in enumerate(filled):
        rests = [other for other in filled[place + 1 : place + HEADER_REACH] if plain(other.text) == "の他" and not any(other is one for one in gone)]
        if plain(first_cell(line)) == "そ" and rests:
            joined[id(line)] = replace(line, cells=[replace(line.filled[0], text="その他"), *line.filled[1:]])
            gone.append(rests[0])
    return [joined.get(id(line), line) for line in without(lines, gone)]


def join_asides(lines: list[Line]) -> list[Line]:
    """Join words in brackets right below a name, and above its figures, to the name: 交付金 / (運営費)."""
    filled = [line for line in lines if line.filled]
    joined: dict[int, Line] = {}
    gone: list[Line] = []
    for name, aside, row in zip(filled, filled[1:], filled[2:], strict=False):
        is_name = is_lone_label(name) and not read_header(first_cell(name)).kind and not ASIDE.fullmatch(plain(name.text))
        if is_name and aside.number == (name.until or name.number) + 1 and is_aside(aside) and is_lone_value(row):
            text = f"{first_cell(name)}{first_cell(aside)}"
            joined[id(name)] = replace(name, text=text, cells=[replace(name.filled[0], text=text)])
            gone.append(aside)
    return [joined.get(id(line), line) for line in without(lines, gone)]


def is_aside(line: Line) -> bool:
    """Whether a line holds words in brackets alone that head no column."""
    return bool(ASIDE.fullmatch(plain(line.text))) and not read_header(first_cell(line)).kind


def join_alternating(lines: list[Line]) -> list[Line]:
    """Join labels and figures that alternate, each on a line of its own.

    Three labels at least, or fewer below headers, each with as many figures behind it; a label that another follows is
    a heading. Figures of further rows may stand behind those of a row, and their labels behind
    the last row.
    """
    out: list[Line] = []
    place = 0
    reach = reaches_figures(lines)
    while place < len(lines):
        if not reach[place]:
            out.append(lines[place])
            place += 1
            continue
        rows, end = alternating_from(lines, place)
        joined = [row for row in rows if len(row.cells) > 1]
        # Headers above for all of their figures confirm fewer rows.
        figures = [[cell.text for cell in row.cells[1:]] for row in joined]
        is_headed = 0 < len(joined) < 3 and len(figures[0]) > 1 and bool(take_header(list(out), figures))
        if len(joined) < 3 and not is_headed or not any(is_lone_value(line) for line in lines[place:end]):
            out.append(lines[place])
            place += 1
            continue
        if before := rows_before(out, joined) if all(len(row.cells) == 2 for row in joined) else []:
            out = without(out, [line for row, *parts in before for line in parts])
            rows = [*(row for row, *_ in before), *rows]
            joined = [row for row in rows if len(row.cells) > 1]
        elif all(len(row.cells) == 2 for row in joined) and begins_with_figure(out):
            # Whether the words before an amount or those behind it are its label, nothing tells.
            out += lines[place:end]
            place = end
            continue
        header = take_header(out, figures)
        name_first(rows, out)
        rows, stop = label_rest(rows, lines, end)
        if not header and len({len(row.cells) for row in joined}) > 1:
            rows[0] = replace(rows[0], begins=True)
        out += [*([header] if header else []), *rows]
        place = stop
    return out


def reaches_figures(lines: list[Line]) -> list[bool]:
    """Of each line, whether from it on labels, and rows that are whole, lead to figures on a line of their own."""
    reach: list[bool] = []
    leads = False
    for line in reversed(lines):
        if line.filled and not is_page_number(line):
            leads = is_lone_value(line) or leads and (is_whole(line) or is_lone_label(line))
        reach.append(leads)
    return reach[::-1]


def rows_before(above: list[Line], rows: list[Line]) -> list[tuple[Line, ...]]:
    """The rows that stand before others of one figure and belong to them, as sums tell, each with the lines that it is made from.

    Of a total that ends the rows, figures that lack their labels may be the first parts; or the name of an amount and its figure stand
    before its parts, and names and figures in turn before these.
    """
    filled = [line for line in above if line.filled]
    amounts = [signed(row.cells[1].text) for row in rows]
    near = reversed(filled[-HEADER_REACH:])
    lone = list(takewhile(lambda line: is_lone_value(line) and len(line.filled) == 1 and "," in line.text, near))[::-1]
    first = [signed(first_cell(line)) for line in lone]
    is_total = ends_table(rows[-1]) or plain(first_cell(rows[-1])) == "計"
    if lone and is_total and sum(first) + sum(amounts[:-1]) == amounts[-1] > LARGE:
        return [(virtual(line.number, ["", first_cell(line)], line.indent), line) for line in lone]
    found: list[tuple[Line, ...]] = []
    while len(filled) > 1 and is_lone_value(filled[-1]) and len(filled[-1].filled) == 1 and heads_amount(filled[-2]):
        name, figure = filled[-2:]
        found.insert(0, (virtual(name.number, [first_cell(name), first_cell(figure)], name.indent, figure.number), name, figure))
        filled = filled[:-2]
    return found if found and first and first[-1] == sum(amounts) > LARGE else []


def heads_amount(line: Line) -> bool:
    """Whether a line is the name of an amount alone, as it heads a column elsewhere."""
    return is_lone_label(line) and read_header(first_cell(line)).kind in ("stage", "amount", "total")


def begins_with_figure(above: list[Line]) -> bool:
    """Whether a list of figures and words in turn, at the end of some lines, begins with a figure: headers alone stand before it."""
    filled = [line for line in above if line.filled]
    while len(filled) > 1 and is_lone_value(filled[-1]) and len(filled[-1].filled) == 1 and "," in plain(first_cell(filled[-1])):
        if read_header(filled[-2].text.split()[-1]).kind:
            return True
        filled = filled[:-2]
    return False


def alternating_from(lines: list[Line], place: int) -> tuple[list[Line], int]:
    """Rows of labels and figures that alternate from a line on, and the place behind them.

    The label of a row is blank where its figures stand behind those of another.
    """
    rows: list[Line] = []
    width = 0
    end = place
    while place < len(lines):
        line = lines[place]
        if line.begins and rows:
            break
        if not line.filled or is_page_number(line) and rows:
            place += 1
            continue
        values: list[Cell] = []
        numbers: list[int] = []
        behind = place + 1
        complete = is_whole(line)
        if not complete and (not is_lone_label(line) or len(known_headers(line.filled)) > 1):
            break
        if complete:
            values, numbers = line.filled[1:], [line.until or line.number] * (len(line.filled) - 1)
        while not complete and behind < len(lines) and (not lines[behind].filled or is_lone_value(lines[behind])):
            values += lines[behind].filled
            numbers += [lines[behind].until or lines[behind].number] * len(lines[behind].filled)
            behind += 1
        kind = read_header(first_cell(line)).kind
        if not values:
            if not rows or kind:
                break
            rows.append(replace(line, cells=line.filled))
            place += 1
            continue
        all_texts = [cell.text for cell in values]
        width = width or width_of(all_texts)
        waiting = list(takewhile(lambda row: len(row.cells) == 1, reversed(rows)))[::-1]
        if width == 1 and len(waiting) == len(values) - 1 > 0 and not complete and not any(map(heads_table, waiting)):
            # As many figures as labels, these below each other.
            labels = [*(row.cells[0].text for row in waiting), first_cell(line)]
            rows[len(rows) - len(waiting) :] = [
                virtual(row.number, [label, text], row.indent, number)
                for row, label, text, number in zip([*waiting, line], labels, all_texts, numbers, strict=True)
            ]
            place = end = behind
            continue
        usual = [texts for row in rows if len(texts := [cell.text for cell in row.cells[1:]]) == width]
        ways = placements(usual, all_texts) if not complete and 1 < len(values) < width else []
        if len(values) == 1 < width and usual and is_decimal(all_texts[0]) and list(map(is_decimal, usual[0])) == [False] * (width - 1) + [True]:
            ways = [[*[""] * (width - 1), all_texts[0]]]  # of which nothing but the rate is printed
        if width == 3 and len(values) == 2 and all_texts[0] == all_texts[1] and "," in all_texts[0] and all(map(keeps_step, rows)):
            # What does not change prints its amount twice.
            ways = [[all_texts[0], "", all_texts[1]]]
        if len(ways) == 1:
            # Where nothing is printed, what the rows keep tells.
            numbers = [numbers[max(0, sum(map(bool, ways[0][: place + 1])) - 1)] for place in range(width)]
            all_texts, values = ways[0], [Cell(text, 0, 0) for text in ways[0]]
        beside = width == 1 and stands_beside(rows, values)
        of_rows = lengths_of_rows(all_texts, width, usual[0] if usual else [])
        # Amid rows of many figures one may lack some: of which columns it has them, sums tell or nothing does.
        lacks = len(usual) >= LEAST_ROWS and MANY <= width > len(values) and not kind
        counts = [len(values)] if beside or len(ways) > 1 else steps_up(usual, all_texts) or of_rows or [len(values)] * lacks
        # 差引 is a row where others are as wide.
        heads = kind in ("stage", "year", "ratio") and not (kind == "stage" and usual and len(values) == width > 1)
        if not counts or not beside and len(values) > width == 1 or heads:
            break
        label = "" if FORMULA.fullmatch(plain(line.text)) else first_cell(line)
        if len(counts) == 2 and label.startswith("〃") and rows and len(rows[-1].cells) == 1:
            # 〃 stands below a name with figures of its own: the first of the two rows is that name's.
            above = rows.pop()
            rows.append(virtual(above.number, [first_cell(above), *all_texts[: counts[0]]], above.indent, numbers[counts[0] - 1]))
            values, all_texts, numbers, counts = values[counts[0] :], all_texts[counts[0] :], numbers[counts[0] :], counts[1:]
        for start, count in zip(accumulate([0, *counts]), counts, strict=False):
            stop = start + count
            number = numbers[start] if start or not label else line.number
            row = virtual(number, ["" if start else label, *all_texts[start:stop]], line.indent, numbers[stop - 1])
            rows.append(replace(row, begins=line.begins and not start))
        place = end = behind
    while rows and len(rows[-1].cells) == 1:
        rows.pop()
    return rows, end


def heads_table(row: Line) -> bool:
    """Whether a row without figures heads a side of the budget, or columns, and is no label."""
    return plain(row.text).strip("()") in SIDES or all(read_header(word).kind for word in row.text.split())


def steps_up(usual: list[list[str]], texts: list[str]) -> list[int]:
    """How many figures each row has where they are base, change, result and a rate; none if they are not.

    What does not change may be printed twice, with its rate, as in all rows above.
    """
    ends = [place + 1 for place, text in enumerate(texts) if is_decimal(text)]
    rows = [texts[start:end] for start, end in pairwise([0, *ends])]
    is_whole = bool(usual) and ends[-1:] == [len(texts)] and any(map(keeps_change, rows))
    return list(map(len, rows)) if is_whole and all(is_twice(row) or keeps_change(row) for row in (*usual, *rows)) else []


def is_twice(texts: list[str]) -> bool:
    """Whether figures are one amount, twice, and a rate."""
    return len(texts) == 3 and texts[0] == texts[1] and is_decimal(texts[2])


def keeps_change(texts: list[str]) -> bool:
    """Whether figures are a base, a change and a result that keep their law, and a rate."""
    return len(texts) == 4 and is_decimal(texts[3]) and "," in texts[2] and signed(texts[0]) + signed(texts[1]) == signed(texts[2])


def keeps_step(row: Line) -> bool:
    """Whether a row without figures, or of a base, a change and a result."""
    amounts = [signed(cell.text) for cell in row.cells[1:]]
    return not amounts or len(amounts) == 3 and (amounts[0] + amounts[1] == amounts[2])


def stands_beside(rows: list[Line], values: list[Cell]) -> bool:
    """Whether what follows the figure of a row are steps: the sum of the last parts or what the last leaves of the one before, then a balance."""
    figures = [[signed(cell.text) for cell in row.cells[1:]] for row in rows[-LONGEST:] if len(row.cells) > 1]
    parts = [*(row[0] for row in takewhile(lambda row: len(row) == 1, reversed(figures)))][::-1] + [signed(values[0].text)]
    whole = signed(values[1].text) if 1 < len(values) < 4 else 0
    steps = [whole, *(row[1] for row in reversed(figures) if len(row) > 1)][:STEPS]
    left = {abs(sum(map(mul, steps, signs))) for count in range(2, len(steps) + 1) for signs in product((1, -1), repeat=count)}
    is_sum = any(sum(parts[start:]) == whole for start in range(len(parts))) or len(parts) > 1 and parts[-2] - parts[-1] == whole
    return bool(whole) and is_sum and (len(values) == 2 or abs(signed(values[2].text)) in left)


def label_rest(rows: list[Line], lines: list[Line], end: int) -> tuple[list[Line], int]:
    """Give rows without a label those that stand behind the last row, in order, as their numbers confirm.

    A row for which there is none is left out, so that its figures are told to be unread.

    Returns:
        The rows, and the place behind the lines that they are made from.
    """
    waiting = [row for row in rows if len(row.cells) > 1 and not row.cells[0].text]
    labels: list[Line] = []
    stop = end
    # Nothing behind the total is of its table; 計 is that of all if each row has its label then.
    def is_last(label: Line) -> bool:
        return ends_table(label) or plain(label.text) == "計" and len(labels) == len(waiting)

    while waiting and stop < len(lines) and not (labels and is_last(labels[-1])):
        if lines[stop].text.lstrip().startswith("※"):
            if labels:
                break  # a note below the table
            stop += 1  # a note below the figures
            continue
        if len(labels) == len(waiting) and "、" in lines[stop].text:
            break  # a sentence follows
        if lines[stop].filled and (not is_lone_label(lines[stop]) or read_header(first_cell(lines[stop])).kind == "label"):
            break
        labels += [lines[stop]] if lines[stop].filled else []
        stop += 1
    if labels and stop < len(lines) and is_lone_value(lines[stop]) and not all(is_nil(cell.text) for cell in lines[stop].filled):
        labels.pop()  # the label of the figures behind it
        stop = end if not labels else stop - 1
    if len(labels) > 1 and len(waiting) == 1 and ends_table(labels[-1]):
        # What stands between the figures of the total and its label was torn off other labels.
        place = next(place for place, row in enumerate(rows) if row is waiting[0])
        rows, labels = [*rows[:place], *labels[:-1], *rows[place:]], labels[-1:]
    if len(labels) == len(waiting):
        named = {id(row): virtual(row.number, [first_cell(label), *(cell.text for cell in row.cells[1:])], label.indent, label.number)
                 for row, label in zip(waiting, labels, strict=True)}
        whole = [named.get(id(row), row) for row in rows]
        numbers = [number for row in whole if len(row.cells) > 1 and (number := number_of(row.cells[0].text))]
        if numbers == sorted(set(numbers)):
            return whole, stop if waiting else end
    # Of several labels above several rows the last need not be that of the first row.
    unsure = [
        row for place, row in enumerate(rows[:-1]) if len(row.cells) > 1 and rows[place + 1] in waiting and row not in waiting
        and place and len(rows[place - 1].cells) == 1
    ]  # fmt: skip
    for row in unsure:
        unsure = [*unsure, *takewhile(lambda other: len(other.cells) == 1, reversed(rows[: rows.index(row)]))]
    return without(rows, [*waiting, *unsure]), end


def name_first(rows: list[Line], above: list[Line]) -> None:
    """Give the first row, if it has no label, the one term that stands above it amid the headers; it is taken out of the lines above.

    What stands before a sentence, or before a figure, is of those.
    """
    filled = [line for line in above if line.filled][-HEADER_REACH:]
    near = list(takewhile(lambda line: not is_lone_value(line) and not SENTENCE.search(plain(line.text)), reversed(filled)))
    labels = [line for line in near if is_lone_label(line) and not read_header(first_cell(line)).kind]
    names = [line for line in labels if plain(NUMBERING.sub("", first_cell(line))) in terms()]
    if rows and len(rows[0].cells) > 1 and not rows[0].cells[0].text and len(names) == 1:
        rows[0].cells[0] = replace(rows[0].cells[0], text=first_cell(names[0]))
        above[:] = without(above, names)


def take_header(out: list[Line], rows: list[list[str]]) -> Line | None:
    """Take a header out of the lines above rows, where its words each stand on a line of their own.

    Words between them that belong to no column stay: a unit, letters of a label.

    Args:
        out: The lines above the rows; those of the header are taken out of it.
        rows: The figures of the rows.
    """
    found: list[Line] = []
    used: list[Line] = []
    for line in reversed([line for line in out if line.filled][-HEADER_REACH:]):
        if SENTENCE.search(plain(line.text)) or any(is_value(cell.text) for cell in line.filled):
            break
        kind = read_header(first_cell(line)).kind
        if len(line.filled) == 1 and FORMULA.fullmatch(plain(line.text)) or kind == "attribute":
            used.append(line)
        elif is_lone_label(line) and kind in ("stage", "total", "year", "ratio"):
            found.insert(0, line)
    names = [first_cell(line) for line in found]
    names = names if len(names) == len(rows[0]) else over_doubled(names, len(rows[0]))
    are_ratios = [read_header(name).kind == "ratio" for name in names]
    placed = [pair for row in rows for pair in zip(are_ratios, row, strict=False)]
    is_torn = any(is_ratio != is_decimal(text) for is_ratio, text in placed if is_decimal(text) or "," in text)
    if len(names) < 2 or is_torn:
        return head_funds(out, rows) or take_torn(out, rows) or take_names(out, rows) or take_line(out, rows)
    out[:] = without(out, found + used)
    return virtual(min(line.number for line in found), ["科目", *in_order(names, rows)])


def over_doubled(names: list[str], count: int) -> list[str]:
    """The headers of so many columns of two ranks, each name of the upper printed as often as it has columns, those of the lower behind all
    of them: 令和5年度 令和5年度 増減額 決算額 構成比; none if they are not so."""
    upper, lower = names[:count], list(names[count:])
    doubled = [name in (upper[place - 1 : place] + upper[place + 1 : place + 2]) for place, name in enumerate(upper)]
    if not lower or doubled.count(True) != len(lower):
        return []
    return [f"{name} {lower.pop(0)}" if is_doubled else name for name, is_doubled in zip(upper, doubled, strict=True)]


def take_line(out: list[Line], rows: list[list[str]]) -> Line | None:
    """Take a header whose columns all stand on the line right above rows, but for a unit between, out of the lines above them."""
    above = next((line for line in reversed(out) if line.filled and not is_unit_alone(line)), None)
    names = names_of(above, len(rows[0])) if above and len(rows[0]) > 1 else []
    if not above or len(names) != len(rows[0]) or any(len(row) > len(names) for row in rows):
        return None
    out[:] = without(out, [above])
    return virtual(above.number, ["科目", *names])


def take_torn(out: list[Line], rows: list[list[str]]) -> Line | None:
    """Take the headers of columns of amounts and of ratios, in letters and parts, out of the lines above rows."""
    near = [line for line in out if line.filled][-HEADER_REACH:]
    ends = [bool(SENTENCE.search(plain(line.text))) or any(map(is_value, texts_of(line))) for line in near]
    begin = max((place + 1 for place, is_end in enumerate(ends) if is_end), default=0)
    found = find_names(near[begin:], rows)
    if not found:
        return None
    names, used, left = found
    heads_labels = [line for line in near[begin:] if is_lone_label(line) and read_header(first_cell(line)).kind == "label"]
    out[:] = [*without(out, [*used, *heads_labels]), *left]
    return virtual(min(line.number for line in used), ["科目", *names])


def head_rows(lines: list[Line]) -> list[Line]:
    """Put the headers of amounts and of ratios that stand above rows, each on a line of its own, in the order of their columns."""
    out: list[Line] = []
    place = 0
    while place < len(lines):
        width = len(lines[place].filled) - 1 if is_whole(lines[place]) else 0
        below = takewhile(lambda line, width=width: is_whole(line) and len(line.filled) - 1 == width, lines[place:])
        rows = list(below) if width > 1 else []
        header = take_torn(out, [[cell.text for cell in row.filled[1:]] for row in rows]) if len(rows) >= LEAST_ROWS else None
        out += [*([header] if header else []), *(rows or lines[place : place + 1])]
        place += max(1, len(rows))
    return out


def texts_of(line: Line) -> list[str]:
    """The texts of the cells of a line that are not blank, but for numbers of a page."""
    return [] if is_page_number(line) else [cell.text for cell in line.filled]


def take_names(out: list[Line], rows: list[list[str]]) -> Line | None:
    """Take the names of columns that the glossary does not know out of the lines above rows, each on a line of its own.

    They stand right above two rows at least, behind what heads the labels, and are as many as each row has figures; what only groups
    those below it (財源内訳) is no column.
    """
    filled = [line for line in out if line.filled and not is_unit_alone(line)]
    run = list(takewhile(lambda line: is_lone_label(line) and read_header(first_cell(line)).kind != "label", reversed(filled)))[::-1]
    formulas = [line for line in run if FORMULA.fullmatch(plain(line.text))]
    names = [line for line in without(run, formulas) if not plain(first_cell(line)).endswith("内訳")]
    above = "".join(cell.text for line in filled[: len(filled) - len(run)][-1:] for cell in line.filled)
    heads_labels = read_header(above).kind == "label"
    count = len(rows[0]) if rows else 0
    if len(names) > count:
        # A name goes on in the next line if it is known so; or blank lines part the names, and what stands right below each other is one.
        names = part_names(names, count) or (join_adjacent(names) if any(not line.filled for line in out) else names)
    # What is numbered is an item, and heads no column.
    is_numbered = any(NUMBERED.match(first_cell(line).translate(HALF_WIDTH)) for line in names)
    if not heads_labels or is_numbered or len(rows) < 2 or len(names) < 2 or any(len(row) != len(names) for row in rows):
        return None
    out[:] = without(out, [filled[-len(run) - 1], *run])
    return virtual(run[0].number, [first_cell(filled[-len(run) - 1]), *(first_cell(line) for line in names)])


def part_names(lines: list[Line], count: int) -> list[Line]:
    """The lines of so many names of which some go on in the next line, all of them known, if they are these in one way alone; else none."""
    spans = spans_of_names([first_cell(line) for line in lines], count, lambda words: bool(read_header(words).kind) or plain(words) in terms())
    parts = [lines[start:end] for start, end in spans]
    return [
        replace(part[0], text=names_on(part), cells=[replace(part[0].filled[0], text=names_on(part))], until=part[-1].number)
        for part in parts
    ]  # fmt: skip


def join_wrapped_names(lines: list[Line]) -> list[Line]:
    """Join names, some of which go on in the next line, to as many rows of figures right behind them, amid rows that are whole.

    A row that is shorter than the others stays without its name, and so does one row behind several names in such a table.
    """
    filled = [line for line in lines if line.filled]
    joined: dict[int, Line] = {}
    gone: list[Line] = []
    place = 1
    while place < len(filled):
        above = filled[place - 1]
        run = list(takewhile(is_lone_label, filled[place:])) if is_whole(above) else []
        rows = list(takewhile(is_lone_value, filled[place + len(run) :])) if run else []
        width = len(above.filled) - 1
        whole = [row for row in rows if len(row.filled) == width > 1]
        names = part_names(run, len(rows)) if 1 < len(rows) < len(run) and 2 * len(whole) > len(rows) else []
        for name, row in zip(names, rows, strict=False):
            if row in whole:
                joined[id(row)] = virtual(name.number, [names_on([name]), *(cell.text for cell in row.filled)], above.indent, row.number)
        gone += run if names else rows if joined and len(rows) == 1 < len(run) else []
        gone += [row for row in rows if names and row not in whole]
        place += max(1, len(run) + len(rows))
    return [joined.get(id(line), line) for line in without(lines, gone)]


def names_on(lines: list[Line]) -> str:
    """The words of lines behind each other."""
    return "".join(first_cell(line) for line in lines)


def join_adjacent(lines: list[Line]) -> list[Line]:
    """Lines that stand right below each other in a text as one."""
    joined = lines[:1]
    for above, line in pairwise(lines):
        if line.number == above.number + 1:
            words = f"{first_cell(joined[-1])} {first_cell(line)}"
            joined[-1] = replace(joined[-1], cells=[Cell(words, joined[-1].indent, joined[-1].indent + len(words))], text=words)
        else:
            joined.append(line)
    return joined


def join_letters(lines: list[Line]) -> list[Line]:
    """Join letters of a label that each stand on a line of their own."""
    out: list[Line] = []
    place = 0
    while place < len(lines):
        end = place
        while end < len(lines) and is_lone_label(lines[end]) and len(re.sub("^[0-9]+", "", plain(lines[end].text))) == 1:
            if end > place and re.match("[0-9]", plain(lines[end].text)):
                break
            end += 1
        if end - place >= 3:
            text = "".join(line.text.strip() for line in lines[place:end])
            total = re.fullmatch("(.+)(合計|総計)", plain(text))
            # The total below letters of another label is a label of its own.
            for part in [text] if not total or translate(text).is_whole else total.groups():
                out.append(Line(lines[place].number, part, "blank", [Cell(part, lines[place].indent, len(part))], lines[place].indent))
            place = end
        else:
            out.append(lines[place])
            place += 1
    return out


def join_pieces(lines: list[Line]) -> list[Line]:
    """Join the pieces of numbered labels between rows of three figures, so that a label is a line."""
    joined: dict[int, Line] = {}
    gone: list[Line] = []
    for run in runs_of_threes([line for line in lines if line.filled and not is_page_number(line)]):
        starts = [max((place for place, piece in enumerate(label) if MARK.match(plain(piece.text))), default=None) for label in run]
        # Three rows at least, each with a number.
        for start, label in zip(starts, run, strict=True) if len(run) > 2 and None not in starts else ():
            first, *others = label[start:]
            if others and len(others[-1].filled) == 1:
                mark, words = plain(first.text), "".join(plain(line.text) for line in others)
                text = f"{mark} {words}" if MARK.fullmatch(mark) else f"{mark}{words}"
                joined[id(first)] = Line(first.number, text, "blank", [Cell(text, first.indent, len(text))], first.indent)
                gone += others
    return [joined.get(id(line), line) for line in without(lines, gone)]


def runs_of_threes(lines: list[Line]) -> list[list[list[Line]]]:
    """The rows behind each other in which the first two of three figures make the third: of each the pieces of its label.

    A number of one or two digits between such rows, which words follow, is that of an item.
    """
    runs: list[list[list[Line]]] = [[]]
    pieces: list[Line] = []
    values: list[str] = []
    for line, behind in pairwise([*lines, Line(0, "", "blank")]):
        is_label = is_lone_label(line) or bool(re.fullmatch("[0-9]{1,2}", plain(line.text))) and is_lone_label(behind)
        is_row = len(line.filled) == 4 and is_whole(line)
        if not values and (is_label or is_row):
            pieces.append(line)
        if is_row or is_lone_value(line) and (values or not is_label):
            values += [cell.text for cell in line.filled[is_row:]]
            if len(values) < 3:
                continue
        elif not values and (is_label or plain(line.text) in MONEY):
            continue
        if len(values) == 3 and any(map(signed, values)) and signed(values[0]) + signed(values[1]) == signed(values[2]):
            runs[-1].append(pieces)
        else:
            runs.append([])
        pieces, values = [line] if is_label and not is_lone_value(line) else [], []
    return runs


def join_rests(lines: list[Line]) -> list[Line]:
    """Join 等 that stands alone to the name above that it ends, whether figures and headers stand between or not."""
    filled = [line for line in lines if line.filled]
    joined: dict[int, Line] = {}
    gone: list[Line] = []
    for place, line in enumerate(filled):
        beside = [*filled[max(0, place - 1) : place], *filled[place + 1 : place + 2]]
        if plain(line.text) != "等" or any(len(plain(other.text)) == 1 and is_lone_label(other) for other in beside):
            continue
        name = next((other for other in reversed(filled[:place]) if not is_between(other)), None)
        if name and is_lone_label(name) and not plain(name.text).endswith("等") and NUMBERING.match(first_cell(name)):
            text = f"{first_cell(name)}等"
            joined[id(name)] = replace(name, text=text, cells=[replace(name.filled[0], text=text)])
            gone.append(line)
    return [joined.get(id(line), line) for line in without(lines, gone)]


def is_between(line: Line) -> bool:
    """Whether a line may stand between the parts of a name that the extraction tore: figures, a unit, or a header."""
    is_unit = is_unit_alone(line) or plain(line.text) in MONEY
    return is_unit or is_lone_value(line) or is_lone_label(line) and bool(read_header(first_cell(line)).kind)


def without_furniture(lines: list[Line]) -> list[Line]:
    """Leave out numbers of pages, and what stands beside two of them or more: the head of the pages."""
    filled = [line for line in lines if line.filled]
    # -170 is an amount below nil, unless a second dash closes it.
    marks = [is_page_furniture(line) and "-" in plain(line.text) and not re.fullmatch("-[0-9]+", plain(line.text)) for line in filled]
    beside = Counter(
        plain(line.text) for place, line in enumerate(filled)
        if not marks[place] and is_lone_label(line) and not read_header(first_cell(line)).kind and any(marks[max(0, place - 1) : place + 2])
    )  # fmt: skip
    return without(lines, [line for line, is_mark in zip(filled, marks, strict=True) if is_mark or beside[plain(line.text)] > 1])


def mend(lines: list[Line]) -> list[Line]:
    """Put together what the extraction tore apart.

    Args:
        lines: The text, line by line.

    Returns:
        The lines as the page has them, each with the number of its line of the text.
    """
    for step in (
        join_slices, part_header, join_broken, join_stacked, name_items, join_cells, join_grid, join_cells_of_rows, join_heads,
        join_rank_below, split_totals, split_spans,
    ):  # fmt: skip
        lines = step(lines)
    lines = join_unit_lines(join_below_units(part_digits(without_furniture([join_units(line) for line in lines]))))
    for step in (
        join_runs, turn_rows, join_described_items, part_first_heads, join_broken_cells, join_cell_columns, part_rows, leave_descriptions_out,
        join_others, join_marked_items, join_numbered_cells, join_counts, join_row_numbers, part_of_which, join_items, join_headed_rows,
        unfold_cells, join_described, join_noted, join_totals, join_one_row,
        join_row_in_turn, complete_rows, head_by_law, leave_heads_out, name_below_brackets, part_labels, join_loose, join_broken_heads,
        join_head_lines, split_rows, head_settlements, join_rests, join_figures_first, join_headed, join_ranks, join_wrapped, name_pairs,
        split_sides, join_numbers, join_facing, gather, name_torn, join_letters, join_accounts, join_pieces, join_funds,
        join_marks, join_asides, settle_amid, complete_turns, head_rows, join_trailing, join_columns, join_chapters, join_wrapped_names, join_shared,
        join_cell_rows, join_alternating, join_sections, join_blocks, join_apart, unravel_sides, join_listed,
    ):  # fmt: skip
        lines = step(lines)
    return lines
