"""Pages that face each other: the labels of a table, or its labels and first columns, on the left one, its other columns on the right one.

Budget books print a table over two pages, and a text has one page behind the other: labels without figures, then a header and rows without
labels. The n-th row of the right page is that of the n-th label of the left one. That it is so the arithmetic tells: what the columns make
in each row (base + change = result), or the totals of what stands below the labels, as these are set in and numbered.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile

from reader.blocks import is_amendment, keeps
from reader.glossary import read_header
from reader.grid import COLUMNS, best_law, places_of
from reader.layout import NUMBERING, SENTENCE, UNIT, is_page_furniture, is_unit_alone, is_unit_row, is_value, is_words
from reader.listed import ENOUGH, Way, best_ways, labels_of
from reader.pieces import first_cell, is_lone_label, is_lone_value, known_headers, signed, virtual
from reader.sides import SIDES
from reader.text import Cell, Line, plain, squeeze

# Rows of a page at least; characters between the two pages; lines of a header at most; how far apart labels of one rank may begin.
LEAST, GUTTER, HEADS, SLACK = 2, 4, 4, 1.5
# The number of a label, apart from its words.
NUMBER = re.compile(r"[0-9０-９]+\s+(?=\S)")
# Kinds of what heads columns.
KINDS = ("stage", "total", "year", "amount", "measure", "ratio")


@dataclass
class Page:
    """One of two pages that face each other.

    Attributes:
        heads: The lines of its header.
        names: What heads its columns.
        rows: The lines of its rows: of the left page labels, some of which may be headings without figures.
        figures: The figures of each row.
        others: Lines between that declare a unit.
        place: The place of its first line.
    """

    heads: list[Line]
    names: list[str]
    rows: list[Line]
    figures: list[list[str]]
    others: list[Line] = field(default_factory=list)
    place: int = 0


def face_pages(lines: list[Line]) -> list[Line]:
    """Put the rows of right-hand pages behind the labels of the pages that they face, as an open book shows them."""
    out: list[Line] = []
    place = 0
    while place < len(lines):
        number = next((line for line in reversed(out) if line.filled), None)
        right, end = right_at(lines, place, bool(number and is_page_furniture(number)))
        left = left_above(out, right) if right else None
        table = open_book(left, right) if left and right else []
        if left and right and table:
            out = [*out[: left.place], *right.others, *table]
            if end < len(lines):
                lines = [*lines[:end], replace(lines[end], begins=True), *lines[end + 1 :]]
            place = end
        else:
            out.append(lines[place])
            place += 1
    return out


def is_bare(line: Line) -> bool:
    """Whether a line is a row of figures without a label."""
    return line.separator == "blank" and is_lone_value(line) and not is_page_furniture(line) and "," in line.text


def is_as_wide(line: Line, row: Line) -> bool:
    """Whether a line has as many figures as a row, two at least, and nothing else, however small they are: 191 △64 127."""
    return line.separator == "blank" and is_lone_value(line) and not is_page_furniture(line) and len(line.filled) == len(row.filled) > 1


def right_at(lines: list[Line], place: int, begins_page: bool) -> tuple[Page | None, int]:
    """The right-hand page whose unit or header is at a line, and the place behind it; None if none begins there.

    What stands between the number of the page before and the first row is a header, also if its words are not known.
    """
    others: list[Line] = []
    heads: list[Line] = []
    end = place
    while end < len(lines) and not is_bare(lines[end]):
        line = lines[end]
        if is_unit_alone(line) or is_unit_row(line):
            others.append(line)
        elif line.filled and (header_of(line) or begins_page and len(heads) < HEADS and is_header(line)):
            heads.append(line)
        elif line.filled or end == place:
            return None, place
        end += 1
    rows: list[Line] = []
    behind = end
    while end < len(lines) and (not lines[end].filled or is_bare(lines[end]) or rows and is_as_wide(lines[end], rows[0])):
        rows += [lines[end]] if lines[end].filled else []
        end += 1
        behind = end if lines[end - 1].filled else behind
    width = max((len(line.filled) for line in rows), default=0)
    known = [names for line in heads if (names := header_of(line))]
    is_named = any(read_header(cell.text).kind in KINDS for line in heads for cell in line.filled)
    names = next((names for names in reversed(known) if len(names) == width), [""] * width if begins_page and is_named else [])
    if len(rows) < LEAST or not names or max(map(len, known), default=0) > width:
        return None, place
    # Columns below each other, each with its header, are no page.
    beside = next(([line] for line in lines[behind:] if line.filled), [])
    if len(names) == 1 and (len(heads) > 1 or any(is_lone_value(line) or header_of(line) for line in beside)):
        return None, place
    figures = in_columns(rows, len(names))
    return Page(heads, names, rows, figures, others), behind


def is_header(line: Line) -> bool:
    """Whether a line may be one of a header: words alone, and no sentence."""
    return all(is_words(cell.text) for cell in line.filled) and not SENTENCE.search(plain(line.text))


def in_columns(rows: list[Line], width: int) -> list[list[str]]:
    """The figures of rows, those of rows that lack some in the columns where they end, blank where nothing is printed."""
    whole = [[cell.end for cell in line.filled] for line in rows if len(line.filled) == width]
    ends = [sum(column) / len(whole) for column in zip(*whole, strict=True)]
    out: list[list[str]] = []
    for line in rows:
        nearest = {min(range(width), key=lambda column, cell=cell: abs(ends[column] - cell.end)): cell.text for cell in line.filled}
        texts = [cell.text for cell in line.filled]
        out.append(texts if len(nearest) < len(texts) or len(texts) == width else [nearest.get(column, "") for column in range(width)])
    return out


def header_of(line: Line) -> list[str]:
    """What heads the columns of a line that is a header and nothing else; none if it is no such line."""
    if any(is_value(cell.text) for cell in line.filled):
        return []
    found = known_headers(line.filled) or line.filled
    kinds = [read_header(cell.text).kind for cell in found]
    return [cell.text for cell in found] if all(kind in KINDS for kind in kinds) else []


def heads_labels(line: Line) -> bool:
    """Whether a line heads labels, and columns of amounts behind them or none."""
    kinds = [read_header(cell.text).kind for cell in known_headers(line.filled) or line.filled]
    return bool(kinds) and kinds[0] == "label" and all(kind in ("label", "number", *KINDS) for kind in kinds)


def left_above(lines: list[Line], right: Page) -> Page | None:
    """The page that a right-hand page faces, at the end of the lines above it; None if there is none.

    A page number stands between the two, or the left page has a header of its own: words right above a table may be its title.
    """
    place = len(lines)
    head: list[Line] = []
    is_numbered = False
    while place and (not lines[place - 1].filled or is_page_furniture(lines[place - 1])):
        is_numbered |= bool(lines[place - 1].filled)
        place -= 1
    page = Page([], [], [], [], head, place)
    while place:
        line = lines[place - 1]
        if line.filled and heads_labels(line):
            page.heads, page.place = [line], place - 1
            names = [cell.text for cell in known_headers(line.filled) or line.filled]
            page.names = [name for name in names if read_header(name).kind in KINDS]
            break
        figures = [cell.text for cell in line.filled[len(label_cells(line)) :]]
        if line.filled and not is_label(line) or page.rows and line.filled and len(figures) not in (0, len(page.figures[0])):
            break
        if line.filled:
            page.rows.insert(0, line)
            page.figures.insert(0, figures)
            page.place = place - 1
        place -= 1
    page.others = []
    return page if page.rows and (page.heads or is_numbered) else None


def label_cells(line: Line) -> list[Cell]:
    """The cells of a line before its figures; a number before the words is one of them."""
    words = [number for number, cell in enumerate(line.filled) if is_words(cell.text)]
    begin = next((number for number in words), len(line.filled))
    return [*line.filled[:begin], *takewhile(lambda cell: not is_value(cell.text), line.filled[begin:])]


def is_label(line: Line) -> bool:
    """Whether a line is a label, a number before it or none, with figures behind it or none."""
    label = label_cells(line)
    text = plain("".join(cell.text for cell in label))
    is_name = any(is_words(cell.text) for cell in label) and 1 < len(text) <= 40 and not SENTENCE.search(text) and not UNIT.search(text)
    return line.separator == "blank" and is_name and all(is_value(cell.text) for cell in line.filled[len(label) :])


def name_of(line: Line) -> str:
    """The label of a line, its letters together, its number apart."""
    text = " ".join(cell.text for cell in label_cells(line))
    number = NUMBER.match(text)
    return f"{number[0].strip()} {squeeze(text[number.end() :])}" if number else squeeze(text)


def open_book(left: Page, right: Page) -> list[Line]:
    """The table that two facing pages make, if the arithmetic tells that the rows of one are those of the other; else none."""
    for page in (left, joined(left)):
        places = pairs_of(page, right)
        if places:
            rows = dict(zip(places, right.rows, strict=True))
            shift = max(max(cell.end for cell in line.filled) for line in (*left.heads, *left.rows)) + GUTTER
            *above, last = joined_heads(right.heads)
            heads = [*(moved(line, shift) for line in above), beside(page.heads[0] if page.heads else None, last, shift)]
            table = [beside(line, rows.get(place), shift) for place, line in enumerate(page.rows)]
            return [replace(line, begins=not place) for place, line in enumerate([*heads, *table])]
    return []


def joined_heads(heads: list[Line]) -> list[Line]:
    """The lines of a header, a name that goes on in the last of them whole, if its end alone is none: 予算現額と収 / 入済額との比較."""
    *above, last = heads
    cells = last.filled
    for line in reversed(above):
        rest: list[Cell] = []
        for upper in line.filled:
            below = [cell for cell in cells if cell.start < upper.end and upper.start < cell.end]
            name = f"{upper.text}{below[0].text}" if len(below) == 1 else ""
            if name and not read_header(upper.text).kind and not read_header(below[0].text).kind and read_header(name).kind:
                cells = [replace(cell, text=name) if cell is below[0] else cell for cell in cells]
            else:
                rest.append(upper)
        if rest:
            return heads
    return [replace(last, text=" ".join(cell.text for cell in cells), cells=cells)] if above else heads


def joined(left: Page) -> Page:
    """A page, labels without a number joined to the numbered ones that they go on from."""
    rows: list[Line] = []
    figures: list[list[str]] = []
    for line, row in zip(left.rows, left.figures, strict=True):
        is_numbered = bool(NUMBERING.match(name_of(line)))
        if rows and not row and not is_numbered and NUMBERING.match(name_of(rows[-1])) and not plain(line.text).endswith("計"):
            name = f"{name_of(rows[-1])}{squeeze(line.text)}"
            rows[-1] = replace(rows[-1], cells=[replace(rows[-1].filled[0], text=name), *rows[-1].filled[len(label_cells(rows[-1])) :]])
        else:
            rows.append(line)
            figures.append(row)
    return replace(left, rows=rows, figures=figures)


def pairs_of(left: Page, right: Page) -> list[int]:
    """The place among the rows of the left page of each row of the right one, as the arithmetic tells it; none if it does not."""
    own = [place for place, row in enumerate(left.figures) if len(row) == len(left.names)]
    if left.names:
        whole = [[*left.figures[place], *row] for place, row in zip(own, right.figures, strict=False)]
        return own if len(own) == len(right.rows) and is_lawful([*left.names, *right.names], whole, len(left.names)) else []
    names = [virtual(line.number, [name_of(line)], line.filled[0].start) for line in left.rows]
    labels = labels_of(names, ranks_of(left.rows))
    way = next((way for way in best_ways(labels, [signed(row[0]) for row in right.figures]) if is_told(way, right.figures)), None)
    if way:
        return way.rows
    labelled = [place for place, line in enumerate(left.rows) if plain(line.text) not in SIDES]
    rows = [left.rows[place] for place in labelled]
    if len(rows) != len(right.rows):
        return []
    # A wrong figure breaks the sums of its column alone; a nil adds up with anything.
    columns = [[signed(row[number]) if number < len(row) else 0 for row in right.figures] for number in range(len(right.names))]
    sums = [sums_of(rows, column) for column in columns]
    is_summed = sums[0][0] and sums[0][1] >= ENOUGH and len(sums) == 1
    is_kept = any(holds and (weight or not any(column)) or holds is None for (holds, weight), column in zip(sums, columns, strict=True))
    return labelled if is_summed or is_kept and is_lawful(right.names, right.figures, 0) else []


def ranks_of(lines: list[Line]) -> list[int]:
    """How far each of some labels is set in, from 0, as the places tell at which they begin."""
    places = sorted(line.filled[0].start for line in lines)
    begins = [place for number, place in enumerate(places) if not number or place - places[number - 1] > SLACK]
    return [sum(begin <= line.filled[0].start for begin in begins) - 1 for line in lines]


def sums_of(lines: list[Line], amounts: list[int]) -> tuple[bool | None, float]:
    """Whether labels are the sum of those set in below them, and totals of all above, None if they state no sums, and the places that this is worth.

    A page may begin or end amid a sum: a total may be that of further pages, and the last label of more below it.
    """
    ranks = [-1 if plain(line.text).endswith("計") else rank for line, rank in zip(lines, ranks_of(lines), strict=True)]
    found: list[bool] = []
    weight = 0.0
    for place, rank in enumerate(ranks):
        rows = range(place) if rank < 0 else range(place + 1, len(ranks))
        below = [row for row in takewhile(lambda row, rank=rank: rank < 0 or ranks[row] > rank, rows) if ranks[row] >= 0]
        parts = [row for row in below if ranks[row] == min(ranks[row] for row in below)]
        if parts and sum(amounts[row] for row in parts) == amounts[place]:
            weight += places_of([amounts[row] for row in (place, *parts)])
            found.append(True)
        elif parts and rank >= 0 and below[-1] < len(ranks) - 1:
            found.append(False)
    return all(found) if found else None, weight


def is_told(way: Way, rows: Sequence[Sequence[str]]) -> bool:
    """Whether the sums of a way are of all rows, and hold in all columns."""
    amounts = [list(map(signed, row)) for row in rows if len(row) == len(rows[0])]
    are_kept = len(amounts) == len(rows) and all(
        row[column] == sum(amounts[part][column] for part in parts)
        for total, parts in way.sums for row in amounts[total : total + 1] for column in range(len(row))
    )  # fmt: skip
    return way.bound == len(rows) == len(way.rows) and way.weight * len(rows[0]) >= ENOUGH and are_kept


def is_lawful(names: list[str], rows: list[list[str]], count: int) -> bool:
    """Whether columns make others in the rows; of two pages those of both, the first so many of the left one."""
    whole = [row for row in rows if len(row) == len(names)]
    if is_amendment(names):
        kept = keeps(names, whole)
        return kept >= min(len(rows), 3) and 3 * kept >= 2 * len(rows)
    weight, law = best_law([tuple(map(signed, row)) for row in whole]) if len(whole) >= LEAST and len(names) <= COLUMNS else (0.0, ())
    return weight >= ENOUGH and (not count or any(law[:count]) and any(law[count:]))


def beside(left: Line | None, right: Line | None, shift: float) -> Line:
    """The line that a line of a left page and one of a right page make."""
    if not left or not right:
        return left if left else moved(right, shift) if right else Line(0, "", "blank")
    label = label_cells(left)
    letters = [cell.text for cell in label if not plain(cell.text).isdigit()]
    if len(letters) > 1 and all(len(text) == 1 for text in letters) and not heads_labels(left):
        label = [Cell(name_of(left), label[0].start, label[0].start + len(name_of(left)))]
    own = [*label, *left.filled[len(label_cells(left)) :]]
    words = ""
    for cell in own if not left.is_of_page else ():
        words = f"{words.ljust(int(cell.start))}{cell.text}"
    behind = moved(right, shift)
    text = f"{words.ljust(int(shift))}{right.text}" if not left.is_of_page else f"{left.text} {right.text}"
    return replace(left, text=text, cells=[*own, *behind.cells], until=right.number)


def moved(line: Line, shift: float) -> Line:
    """A line so far to the right."""
    cells = [Cell(cell.text, cell.start + shift, cell.end + shift) for cell in line.cells]
    return replace(line, text=f"{' ' * int(shift)}{line.text}", cells=cells, indent=line.indent + shift)


def join_facing(lines: list[Line]) -> list[Line]:
    """Join the columns of a right-hand page to the rows of the page that it faces where each cell has a line of its own."""
    filled = [line for line in lines if line.filled]
    for place, line in enumerate(filled):
        found = torn_at(filled, place) if is_lone_label(line) and read_header(first_cell(line)).kind == "label" else None
        if not found:
            continue
        left, right, count = found
        whole = [[*left.figures[number], *row] for number, row in zip(pairs_of(left, right), right.figures, strict=False)]
        if whole:
            last = filled[place + count - 1].number
            header = replace(virtual(line.number, [first_cell(line), *left.names, *right.names]), begins=True)
            rows = zip(left.rows, whole, strict=True)
            table = [virtual(label.number, [first_cell(label), *row], label.indent, last) for label, row in rows]
            at, stop = (next(number for number, one in enumerate(lines) if one is other) for other in (line, filled[place + count - 1]))
            rest = lines[stop + 1 :]
            return [*lines[:at], header, *table, *join_facing([replace(rest[0], begins=True), *rest[1:]] if rest else [])]
    return lines


def torn_at(filled: list[Line], place: int) -> tuple[Page, Page, int] | None:
    """Two facing pages of which the left one begins at a line, and the number of their lines; None if none begin there."""
    heads = heads_from(filled, place + 1)
    width, end = len(heads), place + 1 + len(heads)
    left = Page(heads, list(map(first_cell, heads)), [], [])
    while width and end + width < len(filled) and is_lone_label(filled[end]) and not read_header(first_cell(filled[end])).kind:
        row = filled[end + 1 : end + 1 + width]
        if not all(is_lone_value(line) and len(line.filled) == 1 for line in row):
            break
        left.rows.append(filled[end])
        left.figures.append(list(map(first_cell, row)))
        end += 1 + width
    while end < len(filled) and is_unit_alone(filled[end]):
        end += 1
    heads = heads_from(filled, end)
    end += len(heads)
    values = list(takewhile(lambda line: is_lone_value(line) and len(line.filled) == 1, filled[end:]))
    if not heads or len(left.rows) < LEAST or len(values) != len(left.rows) * len(heads):
        return None
    texts = list(map(first_cell, values))
    figures = [texts[start : start + len(heads)] for start in range(0, len(texts), len(heads))]
    return left, Page(heads, list(map(first_cell, heads)), values[:: len(heads)], figures), end + len(values) - place


def heads_from(filled: list[Line], place: int) -> list[Line]:
    """The headers of columns that stand from a line on, each on a line of its own."""
    kinds = ("stage", "total", "year")
    return list(takewhile(lambda line: is_lone_label(line) and read_header(first_cell(line)).kind in kinds, filled[place:]))
