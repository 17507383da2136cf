"""Labels in columns by their rank, 款, 項 and 目 beside each other, each of them over as many lines as it takes.

A name that is too long for its column goes on in the lines below, beside the items that it
holds; or its number stands alone in the middle of its lines. Numbers tell where an item begins,
and the place on the line of which column it is. Here each item gets one line, with all of its name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import pairwise
from statistics import median

from reader.glossary import terms
from reader.layout import SPREAD, classify, is_title, is_value, leading_names
from reader.pieces import replace_below
from reader.sides import SIDES
from reader.text import HALF_WIDTH, MONEY, TOTAL, Cell, Line, plain

# The number of an item: before its name, with a blank or without one, or alone.
NUMBER = re.compile(r"(?<!\S)[0-9]{1,2}(?=\s|$|[^\s0-9,.%年月日])")
# Characters between the numbers of two columns, at least; on a page, points.
APART, POINTS = 4, 16
INDENT = 2


@dataclass
class Piece:
    """A part of a label.

    Attributes:
        line: The line that it stands on.
        start: Its place on the line.
        text: Its words, after the number if it begins an item.
        number: The number of the item that it begins; empty if none.
        rank: Number of its column, from 0.
    """

    line: Line
    start: float
    text: str
    number: str = ""
    rank: int = 0


@dataclass
class Item:
    """A line of the table.

    Attributes:
        piece: That which has its number, or stands on the line of its figures.
        above: Parts of its label before that line.
        below: Parts behind it.
        figures: Its figures, and what stands behind them.
        until: The line of its figures where they stand below its label; 0: that of its label.
    """

    piece: Piece
    above: list[Piece] = field(default_factory=list)
    below: list[Piece] = field(default_factory=list)
    figures: list[Cell] = field(default_factory=list)
    until: int = 0

    @property
    def is_alone(self) -> bool:
        """Whether its number stands without a name."""
        return not self.piece.text

    def to_line(self) -> Line:
        """One line with the whole label and the figures."""
        pieces = [*self.above, self.piece, *self.below]
        label = " ".join(filter(None, [self.piece.number, *(piece.text for piece in pieces)]))
        numbers = [self.until or self.piece.line.number, *(piece.line.number for piece in pieces)]
        cells = [Cell(label, self.piece.start, self.piece.start + len(label)), *self.figures]
        line = self.piece.line
        return replace(line, number=min(numbers), cells=cells, indent=INDENT * self.piece.rank, until=max(numbers) if len(set(numbers)) > 1 else line.until)


def join_ranks(lines: list[Line]) -> list[Line]:
    """Put the labels together that run over several lines in columns by rank.

    Args:
        lines: The text.

    Returns:
        The lines; those below a header without several columns of labels as they were.
    """
    def begin(above: list[Line]):
        header = above[-1]
        if leading_names(header) < 2:
            return None

        def join(body: list[Line]) -> list[Line]:
            cut = end_of_rows(body)
            return [*join_items(header, body[:cut]), *body[cut:]]

        return ends_items, join

    return replace_below(lines, begin)


def ends_items(line: Line) -> bool:
    """Whether a line is of no table any more."""
    return classify(line) in ("header", "prose", "unit") or is_title(line)


def end_of_rows(body: list[Line]) -> int:
    """The place behind the last line before words that stand farther below the rows than these from each other: they head what follows."""
    last = max((place for place, line in enumerate(body) if any(is_value(cell.text) for cell in line.filled)), default=-1)
    filled = [place for place, line in enumerate(body) if line.filled]
    usual = max((other - one for one, other in pairwise(filled) if other <= last), default=2)
    return next((one + 1 for one, other in pairwise(filled) if one >= last and other - one > usual), len(body))


def join_items(header: Line, body: list[Line]) -> list[Line]:
    """The lines below a header with several columns of labels, one for each item; as they were if numbers do not tell their columns."""
    names = header.filled[: leading_names(header)]
    others = header.filled[len(names) :]
    if not others:
        return body
    limit = (names[-1].end + others[0].start) / 2
    parts = [(line, *label_and_figures(line, limit, others[-1].start)) for line in body]
    firsts = sorted(
        line.filled[0].start if line.is_of_page else number.start()
        for line, label, _ in parts if (number := NUMBER.match(label, len(label) - len(label.lstrip())))
    )
    columns = clusters(firsts, POINTS if header.is_of_page else APART)
    if not 2 <= len(columns) <= len(names):
        return body
    bounds = [median(column) - 1 for column in columns]
    pieces = [
        (line, of_cells(line, line.filled[: len(line.filled) - len(figures)], bounds) if line.is_of_page else pieces_of(line, label, bounds), figures)
        for line, label, figures in parts
    ]  # fmt: skip
    entries: list[Item | Piece | Line] = []
    for line, found, figures in pieces:
        last = entries[-1] if entries else None
        if not found and figures and isinstance(last, Piece):
            entries[-1] = Item(last, figures=figures, until=line.number)
            continue
        if figures and isinstance(last, Item) and not last.figures and not any(piece.number for piece in found) and {piece.rank for piece in found} <= {last.piece.rank}:
            # The figures stand in the middle of a name whose number is at its top.
            last.figures, last.until = figures, line.number
            entries += found
            continue
        if not found or plain(line.text) in SIDES:
            entries += [line] if plain(line.text) not in MONEY or not entries else []
            continue
        numbered = [piece for piece in found if piece.number] or (found[-1:] if figures else [])
        for piece in found:
            if piece in numbered:
                entries.append(Item(piece, figures=figures if piece is numbered[-1] else []))
            else:
                entries.append(piece)
    # Between lines that all stand apart, a blank one says nothing.
    closes = any(one.filled and other.filled for one, other in pairwise(body))
    entries = [entry for entry in entries if closes or not isinstance(entry, Line) or entry.filled]
    for rank in range(len(columns)):
        share_out(entries, rank)
    taken = {id(piece) for entry in entries if isinstance(entry, Item) for piece in (*entry.above, *entry.below)}
    if any(isinstance(entry, Item) and entry.is_alone and not entry.above + entry.below for entry in entries):
        return body
    return [
        entry.to_line() if isinstance(entry, Item) else entry if isinstance(entry, Line) else alone(entry)
        for entry in entries if id(entry) not in taken
    ]  # fmt: skip


def alone(piece: Piece) -> Line:
    """Words that are of no item, as a line."""
    return replace(piece.line, cells=[Cell(piece.text, piece.start, piece.start + len(piece.text))], indent=INDENT * piece.rank)


def label_and_figures(line: Line, limit: float, edge: float) -> tuple[str, list[Cell]]:
    """What stands in the columns of labels, with half-width digits, and the cells behind them.

    Args:
        line: The line.
        limit: Where the columns of labels end.
        edge: Where the last header behind them begins.
    """
    values = [place for place, cell in enumerate(line.filled) if is_value(cell.text) and cell.end > limit]
    # The last letter of a name, spread over the line, may stand far to the right.
    words = [place for place, cell in enumerate(line.filled) if cell.start > (edge if len(cell.text) == 1 else limit)]
    behind = next(iter(values or words), None)
    cells = line.filled[behind:] if behind is not None else []
    text = line.text[: int(cells[0].start)] if cells else line.text
    if line.is_of_page:
        text = "\t".join(cell.text for cell in line.filled[:behind])
    return text.translate(HALF_WIDTH), cells


def clusters(starts: list[float], apart: int) -> list[list[float]]:
    """Places in groups, each farther than a distance from the next."""
    found: list[list[float]] = [starts[:1]] if starts else []
    for before, start in pairwise(starts):
        if start - before > apart:
            found.append([])
        found[-1].append(start)
    return found


def of_cells(line: Line, cells: list[Cell], bounds: list[float]) -> list[Piece]:
    """The parts of labels that cells of a page are, each in the column that begins at it or before it."""
    found = []
    for cell in cells:
        even = cell.text.translate(HALF_WIDTH)
        number = NUMBER.match(even)
        rank = max((rank for rank, bound in enumerate(bounds) if bound <= cell.start + 1), default=0)
        found.append(Piece(line, cell.start, cell.text[number.end() if number else 0 :].strip(), number[0] if number else "", rank))
    return found


def pieces_of(line: Line, label: str, bounds: list[float]) -> list[Piece]:
    """The parts of labels on a line: a number with the words behind it, or words alone, cut where the next column begins."""
    if TOTAL.fullmatch(plain(label)):
        start = len(label) - len(label.lstrip())
        return [Piece(line, start, label.strip())]  # of the whole table, however far its letters are spread
    cuts = [number.start() for number in NUMBER.finditer(label)]
    spans = [(start, end) for start, end in pairwise([0, *cuts, len(label)]) if label[start:end].strip()]
    found = []
    for start, end in spans:
        number = NUMBER.match(label, start) if start in cuts else None
        inner = [start, end]
        if not number:
            # Words alone may be of two columns.
            inner[1:1] = [gap.end() for gap in re.finditer(r"\s{2,}", label[:end]) for bound in bounds if gap.start() >= start and begins_column(label, start, gap, bound)]
        for left, right in pairwise(sorted(set(inner))):
            text = line.text[number.end() if number else left : right].strip()
            place = left + len(label[left:right]) - len(label[left:right].lstrip())
            if text or number:
                rank = max((rank for rank, bound in enumerate(bounds) if bound <= place + 1), default=0)
                if number and label[:place].strip():
                    # What stands before it on the line moves a number to the left, or a little to the right.
                    rank = next((rank for rank, bound in enumerate(bounds) if bound + APART > place), len(bounds) - 1)
                elif number:
                    rank = min(range(len(bounds)), key=lambda other, place=place: abs(bounds[other] + 1 - place))
                found.append(Piece(line, place, text, number[0] if number else "", rank))
    return found


def begins_column(label: str, start: int, gap: re.Match[str], bound: float) -> bool:
    """Whether the words behind a gap are the first of a column: those before it stand in another, and are no letters of one word."""
    before = label[start : gap.start()]
    widest = max(map(len, re.findall(r"\s+", before.strip())), default=0)
    is_letter = SPREAD.fullmatch(before.strip()) and len(gap[0]) <= widest + 1 and re.match(r"\S(\s|$)", label[gap.end() :])
    return bool(before.strip()) and gap.start() <= bound <= gap.end() + 1 and not is_letter


def share_out(entries: list[Item | Piece | Line], rank: int) -> None:
    """Give the words of a column to the items above or below them; items are changed in place.

    Words belong to the item above, unless another of its rank or an item of a higher rank has
    begun since, or a line of another kind stands between, a blank one too. A number alone has words on both sides, or only above it.
    """
    runs: list[tuple[Item | None, list[Piece]]] = [(None, [])]
    for entry in entries:
        if isinstance(entry, Line):
            runs.append((None, []))
        elif isinstance(entry, Item) and entry.piece.rank <= rank:
            runs.append((entry if entry.piece.rank == rank else None, []))
        elif isinstance(entry, Piece) and entry.rank == rank:
            runs[-1][1].append(entry)
    for (item, words), (following, _) in zip(runs, [*runs[1:], (None, [])], strict=True):
        need = following if following is not None and following.is_alone else None
        if following is not None and need is None and words and stands_right_above(words, following, item):
            following.above += words
            continue
        if need is None:
            if item is not None:
                item.below += words
            continue
        if item is None:
            need.above += words
        elif item.is_alone:
            # As many below its number as above it; none where all stand above.
            below = len(item.above) if len(words) > len(item.above) else 0
            item.below += words[:below]
            need.above += words[below:]
        else:
            kept = max(0, len(words) - max(1, words_below(runs, need)))
            item.below += words[:kept]
            need.above += words[kept:]


def stands_right_above(words: list[Piece], following: Item, item: Item | None) -> bool:
    """Whether words are the first of the name of a numbered item.

    They stand right above it, and below no other of its rank, or apart from that; or they are a term with its words alone.
    """
    if not following.piece.number or following.piece.line.number != words[-1].line.number + 1:
        return False
    if item is None or words[0].line.number - (item.until or item.piece.line.number) > len(words):
        return True
    added = plain("".join(piece.text for piece in words))
    return added + plain(following.piece.text) in terms() and plain(item.piece.text) + added not in terms()


def words_below(runs: list[tuple[Item | None, list[Piece]]], item: Item) -> int:
    """The number of words between an item and the next."""
    return next(len(words) for other, words in runs if other is item)
