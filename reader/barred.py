"""Cells that a bar ends, each on a line of its own or on several, put together again."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from itertools import pairwise, takewhile, zip_longest

from reader.glossary import read_header
from reader.heads import are_headers
from reader.layout import FORMULA, RULE, is_value, is_words
from reader.pieces import first_cell, virtual
from reader.text import MONEY, TOTAL, Cell, Line, is_framed, plain, to_line

CLOSED = re.compile(r"[|｜│]\s*$")
ITEM_BELOW_NIL = re.compile(r"-([1-9][0-9]?)")
HEADING = re.compile(r"[【〔〈《≪].*[】〕〉》≫]")
MARK = re.compile(r"\([0-9A-Z]\)")
# The figure of a cell behind its unit and another in brackets: 千円 (2,707,228) 2,965,728 |.
ASIDE = re.compile(rf"({'|'.join(MONEY)}|%)?\([0-9][0-9,.]*\)([△▲-]?[0-9][0-9,.]*)[|｜│]")
# Rows that tell of a table whose cells stand one below the other.
ROWS = 3
# Lines above and below among which rows of one table are looked for.
NEAR = 12
# Bars of a row with two cells, and lines into which it may be broken.
BARS, BROKEN = 3, 4


def is_closed(line: Line) -> bool:
    """Whether a bar ends a line, and none begins it."""
    return bool(CLOSED.search(line.text)) and not is_framed(line.text)


def without_unit_before(line: Line) -> Line:
    """A line whose first figure has its unit before it, as forms print it above a column: the unit put behind.

    What stands in brackets before the figure of a cell that a bar ends is a part of it, or says it otherwise.
    """
    filled = line.filled
    aside = ASIDE.fullmatch(plain(line.text)) if is_closed(line) else None
    if aside and is_value(aside[2]):
        return replace(line, cells=[Cell(f"{aside[2]}{aside[1] or ''}", filled[0].start, filled[-1].end)])
    if len(filled) == 2 and plain(filled[0].text) in MONEY and is_value(filled[1].text):
        return replace(line, cells=[replace(filled[1], text=f"{filled[1].text}{filled[0].text}", start=filled[0].start)])
    return line


def name_items(lines: list[Line]) -> list[Line]:
    """Put the numbers of items that a spreadsheet took for amounts below zero, (1) for -1, back before their labels.

    Each stands alone above a label, and they count from 1.
    """
    filled = [line for line in lines if line.filled]
    found = [
        (int(number[1]), line, below) for line, below in pairwise(filled)
        if len(line.filled) == len(below.filled) == 1 and (number := ITEM_BELOW_NIL.fullmatch(plain(line.filled[0].text))) and is_words(below.filled[0].text)
    ]
    if len(found) < 3 or any(number not in (1, before + 1) for (before, *_), (number, *_) in pairwise([(0, None, None), *found])):
        return lines
    gone = {id(line) for _, line, _ in found}
    named = {
        id(below): replace(below, cells=[replace(below.filled[0], text=f"({number}) {below.filled[0].text}")])
        for number, _, below in found
    }
    return [named.get(id(line), line) for line in lines if id(line) not in gone]


def join_broken(lines: list[Line]) -> list[Line]:
    """Join a row between bars whose cells a page of a site broke into lines: it goes on until a line begins with a bar and words."""
    lines = join_cut(join_counted(lines))
    if not any(RULE.fullmatch(line.text.strip()) and "---" in line.text and line.text.lstrip().startswith("|") for line in lines):
        return lines
    out: list[Line] = []
    for line in lines:
        above = out[-1] if out else None
        is_rest = bool(CLOSED.search(line.text)) and (not line.text.lstrip().startswith("|") or not line.filled)
        if above and is_rest and above.text.lstrip().startswith("|") and is_closed_row(above) and not RULE.fullmatch(above.text.strip()):
            number = above.until or above.number
            joined = to_line(above.number, f"{above.text.rstrip()}{line.text.strip()}")
            out[-1] = replace(joined, until=line.number if line.filled else number)
        else:
            out.append(line)
    return out


def join_counted(lines: list[Line]) -> list[Line]:
    """Join rows that a page of a site broke into lines, each of its cells ended by a bar: a row goes on until it has as many bars as others.

    How many tells the rule above, or below a header, or the lines that most are like. What goes on behind a bar is a figure, or a header.
    """
    out: list[Line] = []
    place = 0
    bars = [bars_of_table(line) or line.text.count("|") * bool(CLOSED.search(line.text)) for line in lines]
    while place < len(lines):
        below = range(place, min(len(lines), place + NEAR))
        near = [bars[number] for number in range(max(0, place - NEAR), below.stop) if bars[number]]
        usual = [width for width, often in Counter(near).most_common(1) if often >= ROWS and 2 * often >= len(near)]
        ruled = next((number for number in below if bars_of_table(lines[number])), place)
        above = bars_above(out) or ([] if ruled > place else usual)
        found = [row_of_bars(lines, place, width) for width in above] + [row_of_bars(lines, place, bars[ruled])]
        # The rule below is that of a header right above it.
        row = next((one for one, is_below in zip(found[::-1], (True, False), strict=False) if one and (not is_below or one[1] == ruled)), None)
        out.append(row[0] if row else lines[place])
        place = row[1] if row else place + 1
    return out


def bars_above(lines: list[Line]) -> list[int]:
    """The bars of the rule in a table that goes on to the last of some lines; none if there is none."""
    table = takewhile(lambda pair: any("|" in line.text for line in pair), pairwise(reversed(lines)))
    return [bars_of_table(line) for _, line in table if bars_of_table(line)][:1] or [bars_of_table(line) for line in lines[-1:] if bars_of_table(line)]


def row_of_bars(lines: list[Line], place: int, width: int) -> tuple[Line, int] | None:
    """The row of so many bars that lines from a place on make, two at least, and the place behind it; None if they make none."""
    text, end = lines[place].text.strip(), place + 1
    while width > 1 and "|" in text and text.count("|") <= width and end < min(len(lines), place + 2 * width) and lines[end].filled:
        below = without_unit_before(lines[end])
        if text.endswith("|") and (text.count("|") == width or not may_go_on(to_line(0, text), below)):
            break
        text = f"{text}\n{lines[end].text.strip() if below is lines[end] else f'{first_cell(below)} |'}"
        end += 1
    if end == place + 1 or not text.endswith("|") or text.count("|") != width:
        return None
    texts = list(map(cell_of, text.removeprefix("|").split("|")[:-1]))
    if None in texts or not is_words(texts[0]):
        return None
    number = next(line.number for line in lines[place:end] if line.filled)  # a bar may stand alone above
    row = to_line(number, ("| " if text.startswith("|") else "") + " | ".join([*texts, ""]))
    return replace(row, until=lines[end - 1].number), end


def cell_of(text: str) -> str | None:
    """A cell that may stand on several lines: words, or an amount, parts of it in brackets below left out; None if it holds several amounts."""
    first, *rest = text.strip().split("\n")
    whole = " ".join([first, *rest])
    if is_value(first):
        return first if all(re.fullmatch(r"\s*[(（][^()（）]+[)）]\s*", part) for part in rest) else None
    return whole if not first or is_words(first) and not re.match(r"[△▲(（]?[0-9][0-9,]*[ 億万円]", first) else None


def bars_of_table(line: Line) -> int:
    """The bars of a line that heads the columns of a table, or rules its header off, as pages of sites have it; 0 if it is none."""
    is_rule = "---" in line.text and bool(RULE.fullmatch(line.text.strip()))
    is_header = is_closed(line) and len(line.filled) > 1 and all(read_header(cell.text).kind for cell in line.filled[1:])
    return line.text.count("|") if is_rule or is_header else 0


def may_go_on(row: Line, below: Line) -> bool:
    """Whether a row whose last cell a bar ends may go on in the line below: with a figure, or, if it is a header, with words."""
    return is_value(below.filled[0].text) or all(read_header(cell.text).kind for cell in row.filled)


def part_header(lines: list[Line]) -> list[Line]:
    """Part a header from the first row, which a page of a site wrote on one line with it: above a rule of half as many cells."""
    out: list[Line] = []
    for line, below in zip_longest(lines, lines[1:]):
        cells = line.cells
        half = len(cells) // 2
        is_rule = below is not None and bool(RULE.fullmatch(below.text.strip())) and "---" in below.text
        is_double = is_rule and below.text.strip("| ").count("|") + 1 == half
        if is_double and len(cells) == 2 * half and is_words(cells[half].text) and all(is_value(cell.text) for cell in cells[half + 1 :]):
            out += [barred(line, [cell.text for cell in cells[:half]]), barred(line, [cell.text for cell in cells[half:]])]
        else:
            out.append(line)
    return out


def join_cut(lines: list[Line]) -> list[Line]:
    """Put the rows of a table together that has a bar at both ends of each, and as many bars in all of them.

    A cell may be broken into lines, the first cell blank; a blank line may stand between two rows, as a page of a site sets them apart.
    """
    counts = Counter(line.text.count("|") for line in lines if is_framed(line.text))
    bars, often = max(counts.items(), key=lambda pair: pair[1], default=(0, 0))
    if bars < BARS or often < ROWS:
        return lines
    out: list[Line] = []
    place = 0
    while place < len(lines):
        end, text = place + 1, lines[place].text.rstrip()
        begins = text.lstrip().startswith("|")
        while begins and not text.endswith("|") and end < min(len(lines), place + BROKEN) and not lines[end].text.lstrip().startswith("|"):
            text = f"{text}{lines[end].text.strip()}"
            end += 1
        if begins and text.count("|") == bars and text.endswith("|") and not RULE.fullmatch(text):
            cells = [Cell(part.strip(), number, number) for number, part in enumerate(text.strip()[1:-1].split("|"))]
            until = (lines[end - 1].until or lines[end - 1].number) if end > place + 1 else lines[place].until
            out.append(replace(lines[place], text=text, separator="bar", cells=cells, until=until))
            place = end
            continue
        below = next((other for other in lines[place + 1 :] if other.text.strip()), None)
        if text or not out or not below or {out[-1].text.count("|"), below.text.count("|")} != {bars}:
            out.append(lines[place])
        place += 1
    return out


def is_closed_row(line: Line) -> bool:
    """Whether a line holds a name and an amount, or more, between bars."""
    return len(line.filled) > 1 and is_words(line.filled[0].text) and bool(CLOSED.search(line.text))


def join_cells(lines: list[Line]) -> list[Line]:
    """Join the lines of a cell: those before the one that its bar ends.

    A unit belongs to the figure below it; words to words below them, within a run of cells, unless
    these head labels: then the words are a title.
    """
    out: list[Line] = []
    for line in lines:
        line = without_unit_before(line)
        if is_closed(line) and FORMULA.fullmatch(plain(line.text)[:-1]) and out and out[-1].filled and is_value(out[-1].filled[-1].text):
            continue  # what the formulas of other rows call the figure above
        parts: list[Line] = []
        if is_closed(line) and len(line.filled) == 1:
            while out and out[-1].filled and not CLOSED.search(out[-1].text) and len(out[-1].filled) == 1 and len(parts) < 3:
                above = out[-1].filled[0].text
                is_unit = plain(above) in MONEY and is_value(line.filled[0].text)
                is_part = is_words(above) and not HEADING.fullmatch(plain(above)) and (is_words(line.filled[0].text) or bool(MARK.fullmatch(line.filled[0].text))) and read_header(line.filled[0].text).kind != "label" and len(plain(above)) <= 12
                if not (is_unit or is_part and any(is_closed(other) for other in out[-3 - len(parts) : -1])):
                    break
                parts.insert(0, out.pop())
        if parts:
            texts = [part.filled[0].text for part in (*parts, line)]
            # A unit stands before its figure, and is written behind it.
            text = "".join(texts[1:] + texts[:1] if plain(texts[0]) in MONEY else texts)
            line = Line(parts[0].number, f"{text} |", line.separator, [Cell(text, line.cells[0].start, line.cells[0].end)], parts[0].indent, line.number)
        out.append(line)
    return out


def join_grid(lines: list[Line]) -> list[Line]:
    """Join the cells of a table each of which, blank ones too, stands on a line of its own that a bar ends.

    The headers are the first cells, the first of them that of the labels; each row has as many cells.
    """
    lines = join_strides(lines)
    out: list[Line] = []
    place = 0
    while place < len(lines):
        run = list(takewhile(lambda line: is_closed(line) and len(line.filled) < 2, lines[place:]))
        texts = [line.filled[0].text if line.filled else "" for line in run]
        width = len(list(takewhile(lambda text: text and read_header(text).kind, texts)))
        is_table = width > 1 and read_header(texts[0]).kind == "label"
        rows = [texts[start : start + width] for start in range(width, len(texts), width)] if is_table else []
        are_rows = all(is_words(row[0]) and any(row[1:]) and all(not text or is_value(text) for text in row[1:]) for row in rows)
        if len(rows) < ROWS or not are_rows:
            out += run[:1] or lines[place : place + 1]
            place += 1
            continue
        for number, row in enumerate([texts[:width], *rows]):
            first, last = run[number * width], run[min((number + 1) * width, len(run)) - 1]
            cells = [Cell(text, column, column) for column, text in enumerate(row)]
            out.append(Line(first.number, " | ".join(row), "bar", cells, first.indent, last.number))
        place += len(run)
    return out


def join_strides(lines: list[Line]) -> list[Line]:
    """Join the cells of a table each of which stands on a line that a bar ends, nothing heading its labels.

    Rows are a word and so many cells, again and again; as many of their columns as there are names before the first row hold figures.
    """
    out: list[Line] = []
    place = 0
    while place < len(lines):
        run = list(takewhile(lambda line: is_closed(line) and len(line.filled) < 2, lines[place:]))
        texts = [line.filled[0].text if line.filled else "" for line in run]
        words = len(list(takewhile(lambda text: is_words(text) and "," not in text, texts)))
        found = strides_of(texts, words - 1) if words > 2 else None
        if not found:
            out.append(lines[place])
            place += 1
            continue
        names, columns, stride, count = found
        out.append(bar_row(run[: words - 1], ["科目", *names], heads=True))
        for start in range(words - 1, words - 1 + count * stride, stride):
            row = texts[start : start + stride]
            out.append(bar_row(run[start : start + stride], [row[0], *(row[column] for column in columns)] if any(row[1:]) else row[:1]))
        place += words - 1 + count * stride
    return out


def strides_of(texts: list[str], start: int) -> tuple[list[str], list[int], int, int] | None:
    """Of cells, names of columns before the first row: the names, the columns that hold figures, the cells of a row, and the rows."""
    for stride in range(3, start + 5):
        rows = [texts[place : place + stride] for place in range(start, len(texts) - stride + 1, stride)]
        rows = list(takewhile(lambda row: is_words(row[0]) and not any(text and is_words(text) and "," in text for text in row), rows))
        columns = [column for column in range(1, stride) if any(is_value(row[column]) for row in rows)]
        # A column of notes holds no figures, one of figures no notes.
        rows = list(takewhile(lambda row, columns=columns: all(not row[column] or is_value(row[column]) for column in columns), rows))
        names = [text for text in texts[:start] if not plain(text).endswith("内訳")] if start > len(columns) else texts[:start]
        whole = [row for row in rows if all(row[column] for column in columns)]
        if len(columns) > 1 and len(names) == len(columns) and len(whole) > 1 and is_value(whole[0][-1]) and are_headers(names):
            return names, columns, stride, len(rows)
    return None


def bar_row(lines: list[Line], texts: list[str], heads: bool = False) -> Line:
    """The row that lines make, its cells between bars."""
    cells = [Cell(text, column, column) for column, text in enumerate(texts)]
    return Line(lines[0].number, " | ".join(texts), "bar", cells, lines[0].indent, lines[-1].number, heads=heads)


def join_cells_of_rows(lines: list[Line]) -> list[Line]:
    """Join the cells of rows that are broken in several places, below headers each on a line of its own that a bar ends.

    A row is a label, before which the word may stand that groups it and others (内訳), and a figure for each header.
    """
    for place, line in enumerate(lines):
        if not heads_one(line) or read_header(line.filled[0].text).kind != "label":
            continue
        run = list(takewhile(heads_one, lines[place:]))
        below = place + len(run)
        below += below < len(lines) and bool(RULE.fullmatch(lines[below].text.strip()))
        rows, end = rows_of_cells(lines, below, len(run) - 1) if len(run) > 2 else ([], below)
        if len(rows) >= ROWS:
            names = [line.filled[0].text for line in run]
            header = replace(barred(line, names), separator="bar", text=" | ".join(names), until=run[-1].number, heads=True)
            return [*lines[:place], header, *rows, *join_cells_of_rows(lines[end:])]
    return lines


def heads_one(line: Line) -> bool:
    """Whether a line holds the header of one column alone, and ends with its bar."""
    return is_closed(line) and len(line.filled) == 1 and bool(read_header(line.filled[0].text).kind)


def rows_of_cells(lines: list[Line], place: int, width: int) -> tuple[list[Line], int]:
    """The rows that the cells of some lines make, each with a number of figures, and the place behind the last."""
    rows: list[Line] = []
    end = place
    parts: list[Line] = []
    for number in range(place, len(lines)):
        if not is_closed(lines[number]) and lines[number].filled:
            break
        parts += [lines[number]] if lines[number].filled else []
        cells = [cell.text for part in parts for cell in part.filled]
        words = list(takewhile(is_words, cells))
        values = cells[len(words) :]
        # Words below each other are two names, or a header that is not known.
        is_label = bool(parts) and len(words) in (1, 2) and len(parts[0].filled) >= len(words)
        if cells and not is_label or not all(map(is_value, values)) or len(values) > width:
            break
        if words and len(values) == width:
            texts = [words[-1] if words[0].endswith("内訳") else " ".join(words), *values]
            first = replace(barred(parts[0], texts), separator="bar", text=" | ".join(texts), until=parts[-1].number)
            rows.append(first)
            parts, end = [], number + 1
    return rows, end


def join_heads(lines: list[Line]) -> list[Line]:
    """Join the cells of a header, on lines of their own above a rule, as many as the rows below have, or one less: what heads the labels."""
    for place, rule in enumerate(lines[:-1]):
        row = lines[place + 1]
        if not RULE.fullmatch(rule.text.strip()) or row.separator != "bar" or not all(is_value(cell.text) for cell in row.filled[1:]):
            continue
        run = list(takewhile(lambda line: is_closed(line) and all(is_words(cell.text) for cell in line.filled), reversed(lines[:place])))[::-1]
        names = [cell.text for line in run for cell in line.filled]
        if len(run) > 1 < len(names) and len(row.filled) - len(names) in (0, 1):
            cells = [*["科目"] * (len(row.filled) - len(names)), *names]
            places = [Cell(text, number, number) for number, text in enumerate(cells)]
            header = Line(run[0].number, " | ".join(cells), "bar", places, until=run[-1].number, heads=True)
            return join_heads([*lines[: place - len(run)], header, *lines[place:]])
    return lines


def join_rank_below(lines: list[Line]) -> list[Line]:
    """Put the lower rank of a header, which a page of a site has below the rule, into the header: one name over as many as rows have figures."""
    for place in range(len(lines) - 3):
        upper, rule, lower, *rows = lines[place : place + 9]
        is_upper = upper.separator == lower.separator == "bar" and len(upper.filled) == 2 and read_header(upper.filled[0].text).kind == "label"
        if not is_upper or not RULE.fullmatch(rule.text.strip()) or len(lower.filled) < 2 or not all(is_words(cell.text) for cell in lower.filled):
            continue
        widths = [len(values) for row in rows if (values := [cell for cell in row.filled if is_value(cell.text)])]
        if max(widths, default=0) == len(lower.filled):
            names = [upper.filled[0].text, *(f"{upper.filled[1].text} {cell.text}" for cell in lower.filled)]
            return [*lines[:place], bar_row([upper, lower], names, heads=True), rule, *join_rank_below(lines[place + 3 :])]
    return lines


def join_stacked(lines: list[Line]) -> list[Line]:
    """Join rows that stand on two lines each, the second without a label, below a header of two lines of as many cells."""
    out: list[Line] = []
    place = 0
    filled = [line for line in lines if not RULE.fullmatch(line.text.strip())]
    while place < len(filled):
        upper, lower, *_ = [*filled[place : place + 2], None, None]
        rows: list[tuple[Line, Line]] = []
        is_header = upper and lower and all(line.separator == "bar" and line.filled and all(read_header(cell.text).kind for cell in line.filled) for line in (upper, lower))
        for one, other in zip(filled[place + 2 :: 2], filled[place + 3 :: 2], strict=False) if is_header else ():
            if not stacks(one, upper) or other.separator != "bar" or len(other.filled) != len(lower.filled) or not all(is_value(cell.text) for cell in other.filled):
                break
            rows.append((one, other))
        if len(rows) > 1:
            heads = [cell.text for cell in (*upper.filled, *lower.filled) if read_header(cell.text).kind != "label"]
            out.append(replace(virtual(upper.number, ["区分", *heads], until=lower.number), begins=True))
            names = [[cell.text for cell in one.filled if not is_value(cell.text)] for one, _ in rows]
            fewest = min(map(len, names))
            for (one, other), labels in zip(rows, names, strict=True):
                # A group that spans several rows stands before the name of the first of them.
                labels = labels[-fewest:]
                values = [cell.text for cell in (*one.filled, *other.filled) if is_value(cell.text)]
                out.append(virtual(one.number, [" ".join(labels), *values], one.indent, other.number))
            place += 2 * len(rows) + 2
        else:
            out.append(filled[place])
            place += 1
    return out if any(line.is_joined for line in out) else lines


def split_totals(lines: list[Line]) -> list[Line]:
    """Part a total from the row on whose line it stands between bars: the amount behind its word is no second one of the row."""
    out: list[Line] = []
    for line in lines:
        texts = [cell.text for cell in line.filled] if line.separator == "bar" else []
        is_pair = len(texts) == 4 and is_words(texts[0]) and is_value(texts[1]) and is_value(texts[3]) and is_words(texts[2])
        if is_pair and TOTAL.fullmatch(plain(texts[2])) and not TOTAL.fullmatch(plain(texts[0])):
            out += [replace(barred(line, part), separator="bar", text=" | ".join(part)) for part in (texts[:2], texts[2:])]
        else:
            out.append(line)
    return out


def split_spans(lines: list[Line]) -> list[Line]:
    """Put the parts that stand beside a line, with names and amounts of their own below the header 内訳, into rows below that line.

    The first part stands on the line, the others on lines of their own, as cells that span several rows leave them. They are
    parts of the amount before 内訳, and stand in its column.
    """
    out: list[Line] = []
    place = 0
    while place < len(lines):
        header = lines[place]
        out.append(header)
        place += 1
        heads = [cell.text for cell in header.filled]
        at = next((number for number, text in enumerate(heads) if number > 1 and re.match("内訳", plain(text))), 0)
        is_header = at > 0 and header.separator == "bar"
        body = list(takewhile(lambda line: line.separator == "bar" and len(line.filled) > 1, lines[place:] if is_header else []))
        spans = [spans_rows(line, len(heads), at) for line in body]
        if not body or not spans[0] or not all(whole or is_part(line) for line, whole in zip(body, spans, strict=True)):
            continue
        out[-1] = barred(header, [*heads[:at], *heads[at + 1 :]])
        for line, whole in zip(body, spans, strict=True):
            texts = [cell.text for cell in line.filled]
            if whole:
                out.append(barred(line, [*texts[:at], *texts[at + 2 :]]))
                texts = texts[at : at + 2]
            out.append(barred(line, [texts[0], *[""] * (at - 2), texts[1], *[""] * (len(heads) - at - 1)], 1))
        place += len(body)
    return out


def spans_rows(line: Line, heads: int, at: int) -> bool:
    """Whether a line has one cell more than its header: a name and an amount in the place of one."""
    cells = line.filled
    return len(cells) == heads + 1 and [is_value(cell.text) for cell in cells] == [number not in (0, at) for number in range(heads + 1)]


def is_part(line: Line) -> bool:
    """Whether a line holds a name and its amount, and nothing else."""
    return len(line.filled) == 2 and is_words(line.filled[0].text) and is_value(line.filled[1].text)


def barred(line: Line, texts: list[str], indent: float = 0) -> Line:
    """A line of the text with other cells."""
    return replace(line, cells=[Cell(text, number, number) for number, text in enumerate(texts)], indent=indent)


def stacks(line: Line, header: Line) -> bool:
    """Whether a line has a label and a figure for each head of a header."""
    heads = [cell for cell in header.filled if read_header(cell.text).kind != "label"]
    values = [cell for cell in line.filled if is_value(cell.text)]
    return line.separator == "bar" and len(values) == len(heads) and line.filled[-len(values) :] == values and len(line.filled) > len(values)
