"""Rows whose label runs over several lines, with the figures in the middle of them.

A page sets a figure at half the height of its row: the first words of a long label stand above
it, the others below. The words of a column of notes take more lines still, and are none of the
table's figures.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import groupby, takewhile

from reader.glossary import read_header
from reader.layout import NUMBERING, SPREAD, TOTALS, classify, is_title, is_unit_alone, is_value, is_words, leading_names, wide_places
from reader.pieces import is_page_number, replace_below
from reader.text import MONEY, Cell, Line, plain

# What a longer text is no part of.
LABEL = 40
# The number of an item, with nothing of its name beside it.
ITEM_NUMBER = re.compile("[0-9]{1,2}")


@dataclass
class Part:
    """A line below a header.

    Attributes:
        line: The line.
        number: The number of its item, where that stands by itself.
        label: Its cells below the headers of labels.
        figures: Its cells below those of figures.
        others: Its other cells: words below those of notes.
        above: Lines of words that its label begins with.
        below: Lines of words that its label ends with.
    """

    line: Line
    number: list[Cell] = field(default_factory=list)
    label: list[Cell] = field(default_factory=list)
    figures: list[Cell] = field(default_factory=list)
    others: list[Cell] = field(default_factory=list)
    above: list[Part] = field(default_factory=list)
    below: list[Part] = field(default_factory=list)

    @property
    def is_words(self) -> bool:
        """Whether it has a part of a label and no figure."""
        return bool(self.label) and not self.figures and len(plain(self.words)) <= LABEL

    @property
    def is_bare(self) -> bool:
        """Whether it has figures and no label."""
        return bool(self.figures) and not self.label

    @property
    def is_note(self) -> bool:
        """Whether it has words of notes alone."""
        return bool(self.others) and not self.number and not self.label and not self.figures

    @property
    def is_total(self) -> bool:
        """Whether its words are those of a total, below which its figures may stand alone."""
        return plain(self.words).endswith(TOTALS) and not plain(self.words).endswith("会計")

    @property
    def begins_item(self) -> bool:
        """Whether its words begin with the number of an item."""
        return bool(NUMBERING.match(self.words)) and not SPREAD.fullmatch(self.words)

    @property
    def words(self) -> str:
        """The words of its label."""
        return " ".join(cell.text for cell in self.label)

    def to_line(self) -> Line:
        """One line with the whole label and the figures."""
        parts = [*self.above, *([self] if self.label else []), *self.below]
        if not parts:
            return replace(self.line, cells=self.figures)
        label, first = " ".join([*(cell.text for cell in self.number), *(part.words for part in parts)]), parts[0]
        cells = [Cell(label, first.label[0].start, first.label[-1].end), *self.figures]
        numbers = [self.line.number, *(part.line.number for part in parts)]
        until = max(numbers) if len(set(numbers)) > 1 else self.line.until
        return replace(self.line, number=min(numbers), cells=cells, indent=first.line.indent, until=until)


def join_wrapped(lines: list[Line]) -> list[Line]:
    """Put labels together that stand above and below their figures.

    Args:
        lines: The text.

    Returns:
        The lines; what stands below headers of notes alone is left out.
    """
    def begin(out: list[Line]):
        line, above = out[-1], out[-2].filled if len(out) > 1 else []
        names = line.filled[: leading_names(line)] or [cell for cell in above if all(read_header(one.text).kind == "label" for one in above)]
        # The row of what heads the labels may have headers over several columns of this one.
        names = names or [cell for cell in above[:1] if read_header(cell.text).kind == "label" and cell.end < line.filled[0].start]
        if not names and not read_header(line.filled[0].text).kind:
            names = line.filled[:1]  # a word that is not known heads the labels
        columns = [cell for cell in line.filled if cell not in names]
        if not columns:
            return None
        limit = (names[-1].end + columns[0].start) / 2 if names else columns[0].start

        def join(body: list[Line]) -> list[Line]:
            joined, is_whole = join_labels(line, columns, limit, body)
            if not is_whole and len(names) + len(columns) > 1:
                # The header loses the columns of notes that no row has whole.
                figures = [cell for cell in columns if not heads_notes(cell)]
                own = [cell for cell in names if cell not in line.filled]
                out[-2 if own else -1 :] = [replace(line, cells=[*names, *figures], indent=min([line.indent, *(cell.start for cell in own)]))]
            return joined

        return partial(ends_body, limit), join

    return replace_below(lines, begin)


def heads_notes(header: Cell) -> bool:
    """Whether a header is one of notes."""
    return read_header(header.text).kind == "attribute"


def ends_body(limit: float, line: Line) -> bool:
    """Whether a line is of no table any more: the first of another, a unit, a title, or a header or sentence that begins below the headers of labels."""
    kind = classify(line)
    begins = kind in ("header", "unit") or kind == "prose" and len(line.filled) == 1
    return line.begins or is_unit_alone(line) or is_title(line) or line.indent < limit and begins


def join_labels(header: Line, columns: list[Cell], limit: float, body: list[Line]) -> tuple[list[Line], bool]:
    """The lines below a header, each label in one; as they were where no figures stand without one and no note takes a line alone.

    Args:
        header: The header.
        columns: Its cells that head no labels.
        limit: The place on the line from which on stands what they head.
        body: The lines below it.

    Returns:
        The lines, and whether they keep their notes.
    """
    has_notes = any(map(heads_notes, columns))
    amounts = [cell for line in body for cell in line.filled if "," in cell.text and is_value(cell.text) and not is_below_notes(cell, line, header, columns)]
    if not heads_notes(columns[0]):
        limit = max(limit, min((cell.start for cell in amounts), default=limit))  # labels may be as wide as the amounts leave them room
    parts = [split(line, limit, header, columns) for line in body]
    # Words between the header and its first row go on with it, as far as some of them stand below the headers of figures.
    further = list(takewhile(lambda part: not part.figures and not part.label, parts))
    while further and all(is_below_notes(cell, further[-1].line, header, columns) for cell in further[-1].others):
        further.pop()
    for part in further:
        part.others = []
    last = max((number for number, part in enumerate(parts) if part.figures), default=-1)
    while last + 1 < len(parts) and parts[last + 1].is_words:
        last += 1
    parts, rest = parts[: last + 1], body[last + 1 :]
    is_long = has_notes and any(part.is_note for part in parts)
    if not is_long and (not any(part.is_bare for part in parts) or not has_notes and any(part.others for part in parts)) and not middles_of(parts):
        return body, True
    share_out([part for part in parts if not part.is_note], has_notes)
    take_middles(parts)
    used = {id(other) for part in parts for other in (*part.above, *part.below)}
    kept = [part for part in parts if id(part) not in used and not (is_long and part.is_note)]
    return [part.to_line() if part.above or part.below or is_long and part.others else part.line for part in kept] + rest, not is_long


def is_below_notes(cell: Cell, line: Line, header: Line, columns: list[Cell]) -> bool:
    """Whether a cell stands nearest to a header of notes, whatever width Japanese characters have on the line."""
    def nearest(middle: float, middles: list[float]) -> Cell:
        return columns[min(range(len(columns)), key=lambda number: abs(middles[number] - middle))]

    narrow = nearest(cell.start + cell.end, [one.start + one.end for one in columns])
    wide = nearest(sum(wide_places(cell, line)), [sum(wide_places(one, header)) for one in columns])
    return heads_notes(narrow) and heads_notes(wide)


def split(line: Line, limit: float, header: Line, columns: list[Cell]) -> Part:
    """The cells of a line by what the headers above them head."""
    part = Part(line)
    if is_page_number(line):
        return part
    for cell in line.filled:
        if is_words(cell.text) and (cell.start < limit or part.label and len(cell.text) == 1) and not part.figures:
            part.label.append(cell)
        elif cell is line.filled[0] and cell.end < limit and ITEM_NUMBER.fullmatch(plain(cell.text)) and len(line.filled) > 1:
            part.number = [cell]
        elif is_value(cell.text) and not is_below_notes(cell, line, header, columns) and (cell.end > limit or part.label and "," in plain(cell.text)):
            part.figures.append(cell)
        elif plain(cell.text) not in MONEY and plain(cell.text) != "%":
            part.others.append(cell)
    return part


def share_out(parts: list[Part], has_notes: bool) -> None:
    """Give lines of words to the figures between them: as many above as below; parts are changed in place.

    Args:
        parts: The lines of a table.
        has_notes: Whether its rows are as high as the words of a note, so that a label of one line may stand above its figures.
    """
    bare = [number for number, part in enumerate(parts) if part.is_bare]
    runs = {number: (words_before(parts, number), words_behind(parts, number)) for number in bare}
    if not has_notes and any(above and not below and not above[-1].is_total for above, below in runs.values()):
        return  # here labels stand above their figures
    given: set[int] = set()
    for number in bare:
        above = [part for part in runs[number][0] if id(part) not in given]
        below = runs[number][1]
        behind = next((part for part in parts[number + 1 :] if part.line.filled and not part.is_words), None)
        if below and behind is not None and behind.is_bare:
            # Shared with the figures that follow: half of them each, or as many as above.
            below = below[: len(below) // 2 if len(below) % 2 == 0 else len(above)]
        elif below and behind is not None and behind.figures and not behind.is_total and behind.line.indent > below[-1].line.indent + 1:
            below = below[:-1]  # it heads the row that is set in
        if has_notes and len(above + below) == 1:
            pass  # beside a note that takes more lines than the label, which stands a line higher or lower
        elif not above or not below and not above[-1].is_total:
            continue
        else:
            below = below[: len(above)]
            above = above[-max(1, len(below)) :]
        parts[number].above, parts[number].below = above, below
        given |= {id(part) for part in (*above, *below)}


def take_middles(parts: list[Part]) -> None:
    """Give rows that stand in the middle of their labels the lines above and below; parts are changed in place."""
    for above, part, below in middles_of(parts):
        part.above, part.below = above, below


def middles_of(parts: list[Part]) -> list[tuple[list[Part], Part, list[Part]]]:
    """The rows with a part of their label, as many lines of its words above and below, where blank lines part all rows of a table."""
    blocks = [list(some) for is_filled, some in groupby(parts, lambda part: bool(part.line.filled)) if is_filled]
    if any(sum(bool(part.figures) for part in block) > 1 for block in blocks):
        return []
    found = []
    for block in blocks:
        middle = block[len(block) // 2]
        others = [part for part in block if part is not middle]
        if len(block) % 2 and others and middle.figures and middle.label and not middle.begins_item and all(part.is_words for part in others):
            found.append((block[: len(block) // 2], middle, block[len(block) // 2 + 1 :]))
    return found


def words_before(parts: list[Part], number: int) -> list[Part]:
    """The lines of words right above a line."""
    found: list[Part] = []
    for part in reversed(parts[:number]):
        if not part.is_words:
            break
        found.insert(0, part)
        if part.begins_item:
            break
    return found


def words_behind(parts: list[Part], number: int) -> list[Part]:
    """The lines of words right below a line, up to one that begins an item or is the label of a total."""
    found: list[Part] = []
    for part in parts[number + 1 :]:
        if not part.is_words or part.begins_item or part.is_total:
            break
        found.append(part)
    return found
