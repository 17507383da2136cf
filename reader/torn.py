"""Lines of a page that the extraction tore apart, put together again.

Some extractions write each cell on a line of its own, some write the labels of a table first
and its figures behind them, some all of a page in one line, some two tables side by side. What
is put together here keeps the numbers of the lines of the text.
"""

from __future__ import annotations

import re
from dataclasses import replace

from reader.glossary import read_header
from reader.layout import NUMBERING, RULE, SENTENCE, UNIT, classify, is_page_furniture, is_value, is_words
from reader.text import MONEY, Cell, Line, plain, read_figure

LONG_LINE = 200
ITEMS = re.compile(
    r"(?=第\s?[0-9０-９]+\s?(?:款|項|条)|\((?:総則|[^()0-9]{3,24}(?:支出|収入|予定量|限度額|流用|経費|財源|債|行為|補助金|の補正))\)|(?<=\s)(?:収\s*入|支\s*出|歳\s*入|歳\s*出)\s+(?=第)|(?<=\s)\([0-9]+\)\s)"
)
SIDES = re.compile(r"収入|支出|歳入|歳出|収益|費用|資産の部|負債の部|資本の部")


def split_flat(text: str) -> list[str]:
    """Split a line that holds a whole page where its items begin: 第n款, 第n項, 第n条, a title in brackets."""
    if len(text) < LONG_LINE or len(re.findall(r"第\s?[0-9０-９]+\s?[款項]", text)) < 3:
        return [text]
    lines = []
    for piece in (piece.strip() for piece in ITEMS.split(text)):
        # What follows an amount that ends an item is a heading of the next.
        found = re.match(r"(第\s?[0-9０-９]+\s?[款項].*?[0-9][0-9,]*\s*(?:" + "|".join(MONEY) + r"))(.*)$", piece)
        lines += [part.strip() for part in (found.groups() if found else [piece]) if part.strip()]
    return lines


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


def is_lone_value(line: Line) -> bool:
    """Whether a line holds figures and nothing else."""
    filled = line.filled
    return bool(filled) and all(is_value(cell.text) for cell in filled) and not is_page_number(line)


def is_page_number(line: Line) -> bool:
    """Whether a line is a number between dashes."""
    return bool(re.fullmatch(r"-[0-9]{1,4}-", plain(line.text)))


def is_lone_label(line: Line) -> bool:
    """Whether a line holds one label and nothing else."""
    filled = line.filled
    return (
        len(filled) == 1 and is_words(filled[0].text) and len(plain(line.text)) <= 40
        and not SENTENCE.search(plain(line.text)) and not UNIT.search(plain(line.text))
        and plain(line.text) not in MONEY
    )


def virtual(number: int, texts: list[str], indent: float = 0, until: int = 0) -> Line:
    """A line put together from cells that stand apart."""
    return Line(number, "\t".join(texts), "tab", [Cell(text, place, place) for place, text in enumerate(texts)], indent, until)


def join_alternating(lines: list[Line]) -> list[Line]:
    """Join labels and figures that alternate, each on a line of its own.

    Three labels at least, each with as many figures behind it; a label that another follows is
    a heading.
    """
    out: list[Line] = []
    place = 0
    while place < len(lines):
        rows, end = alternating_from(lines, place)
        joined = [row for row in rows if len(row.cells) > 1]
        if len(joined) >= 3 and (any(is_lone_value(line) for line in lines[place:end])):
            out += [*headers_above(lines, place, len(joined[0].cells) - 1), *rows]
            place = end
        else:
            out.append(lines[place])
            place += 1
    return out


def headers_above(lines: list[Line], place: int, columns: int) -> list[Line]:
    """A header put together from words above rows that each stand on a line of their own."""
    found = []
    for line in lines[max(0, place - 16) : place]:
        if is_lone_label(line) and read_header(line.text).kind in ("stage", "total", "year", "ratio"):
            found.append(line)
    names = [line.text.strip() for line in found]
    return [virtual(found[0].number, ["科目", *names])] if len(found) == columns > 1 else []


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
            out.append(Line(lines[place].number, text, "blank", [Cell(text, lines[place].indent, len(text))], lines[place].indent))
            place = end
        else:
            out.append(lines[place])
            place += 1
    return out


def alternating_from(lines: list[Line], place: int) -> tuple[list[Line], int]:
    """Rows of labels and figures that alternate from a line on, and the place behind them."""
    rows: list[Line] = []
    width = 0
    end = place
    while place < len(lines):
        line = lines[place]
        if not line.filled or is_page_number(line) and rows:
            place += 1
            continue
        values: list[str] = []
        behind = place + 1
        complete = len(line.filled) == 2 and is_words(line.filled[0].text) and is_value(line.filled[1].text)
        if not complete and not is_lone_label(line):
            break
        while not complete and behind < len(lines) and (not lines[behind].filled or is_lone_value(lines[behind])):
            values += [cell.text for cell in lines[behind].filled]
            behind += 1
        if complete:
            values = [line.filled[1].text]
        if not values:
            if not rows or read_header(line.text).kind:
                break
            rows.append(line)
            place += 1
            continue
        width = width or len(values)
        if len(values) != width:
            break
        rows.append(virtual(line.number, [line.filled[0].text, *values], line.indent, lines[behind - 1].number))
        place = end = behind
    while rows and len(rows[-1].cells) == 1:
        rows.pop()
    return rows, end


def join_blocks(lines: list[Line]) -> list[Line]:
    """Join a block of labels and the block of figures behind it.

    Labels, then the headers of the columns if any, then as many figures as labels times
    columns, row by row or column by column: that which keeps base + change = result, if there
    are three columns; else row by row.
    """
    out: list[Line] = []
    place = 0
    while place < len(lines):
        if not is_lone_value(lines[place]) or not out:
            out.append(lines[place])
            place += 1
            continue
        end = place
        values: list[str] = []
        while end < len(lines) and (not lines[end].filled or is_lone_value(lines[end]) or plain(lines[end].text) in MONEY):
            values += [cell.text for cell in lines[end].filled if plain(cell.text) not in MONEY]
            end += 1
        units = [plain(line.text) for line in lines[place:end] if plain(line.text) in MONEY]
        labels: list[Line] = []
        headers: list[Line] = []
        back = len(out) - 1
        while back >= 0 and (not out[back].filled or is_lone_label(out[back]) or plain(out[back].text) in MONEY):
            line = out[back]
            if line.filled and plain(line.text) not in MONEY:
                kind = read_header(line.text).kind
                if kind in ("stage", "total", "amount", "year", "ratio") and not labels:
                    headers.insert(0, line)
                elif kind == "label" and not NUMBERING.match(line.text.strip()):
                    break
                else:
                    labels.insert(0, line)
            back -= 1
        columns = max(1, len(headers))
        count = len(values) // columns
        if count < 2 or len(values) % columns or count > len(labels):
            out += lines[place:end]
            place = end
            continue
        used = labels[-count:]
        first = next(number for number, line in enumerate(out) if line is used[0])
        rows = by_column_or_row(values, count, columns, headers)
        del out[first:]
        if headers:
            out.append(virtual(headers[0].number, ["科目", *(line.text.strip() for line in headers)]))
        unit = units[0] if units and len(set(units)) == 1 else ""
        for label, row in zip(used, rows, strict=True):
            texts = [f"{text}{unit}" if unit and not (read_figure(text) or ("", "", ""))[2] else text for text in row]
            out.append(virtual(label.number, [label.filled[0].text, *texts], label.indent, lines[end - 1].number))
        place = end
    return out


def by_column_or_row(values: list[str], count: int, columns: int, headers: list[Line]) -> list[list[str]]:
    """Put a run of figures into rows.

    Args:
        values: The figures in the order of the text.
        count: Number of rows.
        columns: Number of columns.
        headers: Their headers, whose stages say which sum must hold.
    """
    across = [values[row * columns : (row + 1) * columns] for row in range(count)]
    down = [[values[column * count + row] for column in range(columns)] for row in range(count)]
    stages = [read_header(line.text).code for line in headers]
    if columns == 3:
        weights = {"original": 1, "adjustment": 1, "revised": -1, "total": -1}
        def holds(rows: list[list[str]]) -> int:
            return sum(
                not sum(weights.get(stage, 0) * signed(text) for stage, text in zip(stages, row, strict=True)) for row in rows
            )
        if holds(down) > holds(across):
            return down
    return across


def signed(text: str) -> int:
    """The amount of a cell with its sign; 0 if it is no figure."""
    magnitude, sign, _ = read_figure(text) or (0, 1, "")
    return magnitude * sign


def split_sides(lines: list[Line]) -> list[Line]:
    """Put the right one of two lists side by side behind the left one.

    Lines of a label, its figures, and again a label and as many figures: three at least.
    """
    out: list[Line] = []
    place = 0
    while place < len(lines):
        end = place
        left: list[Line] = []
        right: list[Line] = []
        pairs = 0
        while end < len(lines):
            cut = side_cut(lines[end])
            if cut:
                cells = lines[end].filled
                left.append(part_of(lines[end], cells[:cut]))
                right.append(part_of(lines[end], cells[cut:]))
                pairs += 1
            elif pairs and (not lines[end].filled or classify(lines[end]) == "row" and lines[end].separator == "blank"):
                if lines[end].filled:
                    (right if lines[end].indent > 0 else left).append(lines[end])
            else:
                break
            end += 1
        if pairs >= 3:
            out += [*left, *right]
            place = end
        else:
            out.append(lines[place])
            place += 1
    return out


def side_cut(line: Line) -> int | None:
    """Where the second of two lists begins in a line, by the number of the cell; None if it has one."""
    filled = line.filled
    if line.separator != "blank" or len(filled) < 4 or len(filled) % 2:
        return None
    cut = len(filled) // 2
    sides = (filled[:cut], filled[cut:])
    if all(is_words(side[0].text) and not RULE.fullmatch(side[0].text) and all(is_value(cell.text) for cell in side[1:]) for side in sides):
        return cut
    return None


def part_of(line: Line, cells: list[Cell]) -> Line:
    """The part of a line that some of its cells are."""
    return Line(line.number, " ".join(cell.text for cell in cells), line.separator, cells, cells[0].start)


def mend(lines: list[Line]) -> list[Line]:
    """Put together what the extraction tore apart.

    Args:
        lines: The text, line by line.

    Returns:
        The lines as the page has them, each with the number of its line of the text.
    """
    flat = [line for line in map(join_units, lines) if not (is_page_furniture(line) and "-" in plain(line.text))]
    return join_blocks(join_alternating(join_letters(split_sides(flat))))
