"""Detailed statements (事項別明細書), whose pages hold several lists beside each other.

Left stand the items (目) with their amounts; beside them, under 節, the sections of each with an
amount of its own; and right of these, under 説明, notes, which may end with an amount too. The
lists share the lines of the page and nothing else: a section stands beside whatever item ends
there. Here each list is put behind the one left of it, for as many pages as have the same
header, with the chapter and the item that it belongs to above it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from itertools import dropwhile, pairwise

from reader.glossary import read_header
from reader.layout import NUMBERING, SPREAD, UNIT, as_leaves, is_page_furniture, is_value, is_words, wide_places
from reader.text import HALF_WIDTH, Cell, Line, plain, squeeze

# 款 1. 総務費 項 1. 総務管理費, above the items; brackets and the unit may stand beside them.
BELONGS = re.compile(r"^[(（]?款[)）]?\s*([0-9]{1,2}.*?)\s+[(（]?項[)）]?\s*([0-9]{1,2}.*?)(?:\s*[(（]\s*単位.*)?$")
# Lines that a header of several rows may have above and below the one with 区分 and 金額.
HEADER = 3
# Points within which a label reaches the edge of its column, so that it goes on in the next line.
EDGE = 12.0
# Points that a character of a text takes, of which a Japanese one counts as two.
WIDTH = 5.0
# A figure and the words of a note one blank behind it.
STUCK = re.compile(r"([△▲]?\s?[0-9,]+)\s+([^\s\d△▲].*)")
# The number of an item without its name, or nothing.
ALONE = re.compile(r"[(]?[0-9]{0,2}[)]?")
# Places of what stands below each other, so that these tell the ranks: chapter, title, item.
INDENT = 20.0


@dataclass
class Entry:
    """A line of one of the lists: the words that label it, and its other cells.

    Attributes:
        line: The line of the page.
        label: The cells of its label.
        others: The cells behind them.
        belongs: Chapter and title (款, 項) above it.
        item: The item (目) that it belongs to.
    """

    line: Line
    label: list[Cell]
    others: list[Cell]
    belongs: tuple[str, str] = ("", "")
    item: str = ""

    @property
    def words(self) -> str:
        """Its label."""
        return " ".join(cell.text for cell in self.label)


@dataclass
class Run:
    """Pages with one header behind each other.

    Attributes:
        header: The lines of the header, left of the sections.
        heads: The headers of the sections, and those of the notes.
        unit: The line that declares the unit, if any.
        lists: The items, the sections and the notes.
        rest: Lines of the pages that are of no list, numbers of pages among them.
        title: The words above the header, which the next pages may repeat.
    """

    header: list[Line]
    heads: tuple[list[Cell], list[Cell]]
    unit: Line | None = None
    lists: tuple[list[Entry], list[Entry], list[Entry]] = field(default_factory=lambda: ([], [], []))
    rest: list[Line] = field(default_factory=list)
    title: list[str] = field(default_factory=list)

    def to_lines(self) -> list[Line]:
        """The lists behind each other, each below its header."""
        out = [*self.rest, *([self.unit] if self.unit else []), *self.header]
        above = ("", "")
        for entry in self.lists[0]:
            for rank, name in enumerate(entry.belongs):
                # Lines of a text cannot be told apart by their numbers: two headings on one, or one on that of a row, are left out.
                if name and (entry.belongs[: rank + 1] != above[: rank + 1]) and not entry.line.number:
                    out.append(heading(name, rank, entry.line))
            above = entry.belongs
            out.append(replace(with_cells(entry.line, [*entry.label, *entry.others]), indent=2 * INDENT))
        for heads, entries in zip(self.heads, self.lists[1:], strict=True):
            if not any(is_value(cell.text) for entry in entries for cell in entry.others):
                continue
            out += [blank(), *([self.unit] if self.unit else []), with_cells(self.header[-1], heads)]
            item = None
            for entry in entries:
                if (entry.belongs, entry.item) != item and entry.item and not entry.line.number:
                    out.append(heading(entry.item, 0, entry.line))
                item = (entry.belongs, entry.item)
                out.append(replace(with_cells(entry.line, [*entry.label, *entry.others]), indent=INDENT))
        return [*out, blank()]


def with_cells(line: Line, cells: list[Cell]) -> Line:
    """A line with other cells."""
    return replace(line, cells=cells, text="\t".join(cell.text for cell in cells))


def heading(words: str, rank: int, line: Line) -> Line:
    """A line of words that head what follows."""
    return replace(line, text=words, cells=[Cell(words, INDENT * rank, INDENT * rank + 1)], indent=INDENT * rank)


def unfold(pages: list[list[Line]], otherwise: Callable[[list[Line]], list[Line]]) -> list[Line]:
    """The lines of all pages, a blank one behind each; lists that stand beside each other in detailed statements one behind another.

    Args:
        pages: The lines of each page.
        otherwise: What becomes of the lines of a page without such lists.
    """
    out: list[Line] = []
    run: Run | None = None
    for lines in pages:
        found = find_header(lines)
        if found is None:
            out += run.to_lines() if run else []
            run = None
            out += [*otherwise(lines), blank()]
            continue
        first, last = found
        belongs = next((place for place in range(first - 1, -1, -1) if BELONGS.match(words_of(lines[place]))), first)
        above = lines[: min(first, belongs)]
        own = begin(lines, first, last)
        words = [plain(cell.text) for line in above if not is_page_furniture(line) for cell in line.filled]
        title = [text for text in words if not UNIT.search(text)]
        if run is None or title and title != run.title or words_of_all(run.header) != words_of_all(own.header):
            out += run.to_lines() if run else []
            run = own
            run.title = title
            out += above
        run.unit = run.unit or own.unit
        left = take_page(run, lines[min(first, belongs) : first], lines[last + 1 :], cuts(lines, first, last))
        if left:
            out += [*run.to_lines(), *otherwise(left)]
            run = None
        out.append(blank())
    return out + (run.to_lines() if run else [])


def unfold_text(lines: list[Line]) -> list[Line]:
    """The same for a text whose blanks keep the columns: its lines, some of them in parts.

    Args:
        lines: The text.
    """
    if not any(plain(cell.text) == "節" for line in lines if line.separator == "blank" for cell in line.filled):
        return lines
    place_of = narrow_places if is_set_narrow(lines) else wide_places
    wide = [by_place(line, place_of) for line in lines]
    own = {id(other): line for line, other in zip(lines, wide, strict=True)}
    starts: list[int] = []
    place = 0
    while (found := find_header(wide[place:])) is not None:
        first = place + found[0]
        above = range(first - 1, max(place, first - HEADER) - 1, -1)
        starts.append(next((number for number in above if BELONGS.match(words_of(wide[number]))), head_of_page(wide, place, first)))
        place += found[1] + 1
    bounds = [0, *starts, len(wide)]
    # What stands before the first header belongs to no page with one.
    out = unfold([wide[start:end] for start, end in pairwise(bounds)], list)
    return [own.get(id(line), line) for line in out]


def head_of_page(lines: list[Line], place: int, first: int) -> int:
    """Where the head of a page begins, above the header: behind the first blank line below the last row, if the unit stands in it.

    Args:
        lines: The text.
        place: The first line that may be one of it.
        first: The first line of the header.
    """
    top = first
    left = min((cell.start for cell in lines[first].filled), default=0)
    while top > place and not any(is_value(cell.text) or STUCK.match(cell.text) for cell in lines[top - 1].filled):
        if any(cell.start > left and not UNIT.search(plain(cell.text)) for cell in lines[top - 1].filled[:1]):
            break  # words of sections or notes
        top -= 1
    units = {number for number in range(top, first) if UNIT.search(plain(lines[number].text))}
    apart = (number for number in range(top, first) if number in units or not lines[number].filled or is_page_furniture(lines[number]))
    gap = next(apart, first)
    return gap if any(number >= gap for number in units) else first


def narrow_places(cell: Cell, _: Line) -> tuple[float, float]:
    """Places of a cell where each character takes one column."""
    return cell.start, cell.end


def is_set_narrow(lines: list[Line]) -> bool:
    """Whether the amounts of a text end below each other in fewer columns where a Japanese character takes one of them and not two."""
    blank_lines = [line for line in lines if line.separator == "blank"]
    amounts = [(cell, line) for line in blank_lines for cell in line.filled if is_value(cell.text) and "," in cell.text]
    narrow, wide = ({place_of(cell, line)[1] for cell, line in amounts} for place_of in (narrow_places, wide_places))
    return len(narrow) < len(wide)


def by_place(line: Line, place_of: Callable[[Cell, Line], tuple[float, float]]) -> Line:
    """A line of a text with the places that its cells would have on a page, where a Japanese character takes ten points, or five."""
    if line.separator != "blank":
        return line
    cells = [Cell(cell.text, *(WIDTH * place for place in place_of(cell, line))) for cell in line.filled]
    return replace(line, cells=cells, indent=cells[0].start if cells else 0, is_of_page=True)


def blank() -> Line:
    """A line with nothing on it."""
    return Line(0, "", "blank")


def words_of(line: Line) -> str:
    """The words of a line with single blanks, half-width."""
    return " ".join(cell.text for cell in line.filled).translate(HALF_WIDTH)


def words_of_all(lines: list[Line]) -> str:
    """The words of some lines without blanks."""
    return "".join(plain(cell.text) for line in lines for cell in line.filled)


def cell_of(line: Line, *names: str) -> Cell | None:
    """The first cell of a line that holds one of some words."""
    return next((cell for cell in line.filled if plain(cell.text) in names), None)


def heads_of_sections(cells: list[Cell]) -> tuple[Cell, Cell] | None:
    """What heads the sections among the cells of a header: the last 区分 with 金額 right of it. The funds may have both too."""
    names = [cell for cell in cells if plain(cell.text) == "区分"]
    amounts = [cell for cell in cells if plain(cell.text) == "金額"]
    return next(((one, other) for one in reversed(names) for other in amounts if other.start > one.end), None)


def find_header(lines: list[Line]) -> tuple[int, int] | None:
    """The first and the last line of the header of a detailed statement, if a page has one.

    Under 節 it has 区分 and 金額, 目 left of them, and right of them nothing but notes.
    """
    for place, line in enumerate(lines):
        pair = heads_of_sections(line.filled)
        if pair is None:
            continue
        names, amounts = pair
        around = range(max(0, place - HEADER), min(len(lines), place + HEADER))
        heads = [
            number for number in around
            if not any(is_value(cell.text) for cell in lines[number].filled) and not BELONGS.match(words_of(lines[number]))
            and not UNIT.search(plain(lines[number].text)) and not any(NUMBERING.match(cell.text) for cell in lines[number].filled)
            and heads_here(lines[number])
        ]
        has_sections = any(
            (cell := cell_of(lines[number], "節")) is not None and names.start - EDGE <= cell.start <= amounts.end for number in heads
        )
        has_items = any((cell := cell_of(lines[number], "目")) is not None and cell.end < names.start for number in heads)
        right = [cell for number in heads for cell in lines[number].filled if cell.start > amounts.end]
        if not has_sections or not has_items or any(read_header(cell.text).kind != "attribute" for cell in right):
            continue
        first = last = place
        while first - 1 in heads:
            first -= 1
        while last + 1 in heads:
            last += 1
        return first, last
    return None


def heads_here(line: Line) -> bool:
    """Whether a line is one of a header: more than one cell of it, or one that is known to be one or says whose breakdown follows."""
    if not line.filled:
        return False
    known = [cell for cell in line.filled if read_header(cell.text).kind or re.search("財源|支出金|地方債|市債|その他|内訳", plain(cell.text))]
    return 2 * len(known) > len(line.filled)


def begin(lines: list[Line], first: int, last: int) -> Run:
    """What is on a page before its lists: the unit, and the header by list."""
    left, _ = cuts(lines, first, last)
    sections = list(next(pair for line in lines[first : last + 1] if (pair := heads_of_sections(line.filled))))
    header, notes = [], []
    for line in lines[first : last + 1]:
        others = [cell for cell in line.filled if cell not in sections and plain(cell.text) != "節"]
        own = [cell for cell in others if cell.start < min(left, sections[1].start)]
        if own:
            header.append(with_cells(line, own))
        notes += [cell for cell in others if cell.start > sections[1].end]
    unit = next((line for line in lines[: first] if UNIT.search(plain(line.text))), None)
    if unit is not None:
        cell = next((cell for cell in unit.filled if UNIT.search(plain(cell.text))), unit.filled[-1])
        unit = replace(unit, cells=[cell], text=cell.text)
    amounts = sections[-1]
    # Of the amounts behind the notes nothing is printed but what heads those of the sections.
    behind = [replace(amounts, start=notes[-1].end + EDGE, end=notes[-1].end + 2 * EDGE)] if notes else []
    return Run(as_leaves(header), (sections, notes[:1] + behind), unit)


def cuts(lines: list[Line], first: int, last: int) -> tuple[float, float]:
    """Where on a page the sections begin, and where the notes do."""
    heads = [cell for line in lines[first : last + 1] for cell in line.filled]
    names, amounts = next(pair for line in lines[first : last + 1] if (pair := heads_of_sections(line.filled)))
    before = max((cell.start for cell in heads if cell.end < names.start and not re.search("内訳|節", plain(cell.text))), default=0)
    notes = [cell.start for cell in heads if cell.start > amounts.end]
    placed = [
        (cell.start + (WIDTH * found.start(2) if number and (found := STUCK.match(cell.text)) else 0), cell) for line in lines[last + 1 :]
        for number, cell in enumerate(line.filled) if is_words(cell.text) and not BELONGS.match(words_of(line))
    ]  # fmt: skip
    words = [start for start, _ in placed]
    longer = [start for start, cell in placed if len(cell.text) > 1]  # a letter alone is the last of a name, spread over its column
    left = min((start for start in words if before < start < amounts.start), default=(before + names.start) / 2)
    middle = min((start for start in longer if amounts.start < start), default=min(notes, default=float("inf"))) if notes else float("inf")
    return left - 0.5, middle - 0.5


def take_page(run: Run, above: list[Line], body: list[Line], places: tuple[float, float]) -> list[Line]:
    """Share the lines of a page out to the lists of a run.

    Args:
        run: The run; changed in place.
        above: The lines between the title and the header.
        body: The lines below the header.
        places: Where the sections and the notes begin.

    Returns:
        The lines at the foot of the page that are of no list.
    """
    columns = sum(read_header(cell.text).kind not in ("label", "number") for cell in run.header[-1].filled)
    # On the page before, the same chapter and item may have been going on.
    belongs = next((entry.belongs for entry in reversed(run.lists[0])), ("", ""))
    item = next((entry.item for entry in reversed(run.lists[0]) if entry.item), "")
    page: tuple[list[Entry], list[Entry], list[Entry]] = ([], [], [])
    for line in above:
        if found := BELONGS.match(words_of(line)):
            belongs, item = (found[1], found[2]), item if (found[1], found[2]) == belongs else ""
    for place, line in enumerate(body):
        if found := BELONGS.match(words_of(line)):
            belongs, item = (found[1], found[2]), ""
            continue
        if is_page_furniture(line) or not line.filled:
            run.rest.append(line)
            continue
        if len(line.filled) > 1 and all(read_header(cell.text).kind for cell in line.filled):
            settle(run, page)
            return body[place:]
        parts: tuple[list[Cell], list[Cell], list[Cell]] = ([], [], [])
        for cell in line.filled:
            number = (cell.start >= places[0]) + (cell.start >= places[1])
            figures = sum(is_value(one.text) for one in dropwhile(lambda one: not is_words(one.text), parts[0]))
            if figures == columns and columns:
                number = max(number, 1)  # behind the last of the item's figures, wherever it stands
            is_figure = is_value(cell.text) or bool(STUCK.match(cell.text))
            if number == 2 and is_figure and parts[1] and not parts[2] and not any(is_value(one.text) for one in parts[1]):
                number = 1  # the figure of a section that has none yet
            # One blank may part a figure from the first words of the next list: 375 ○ 住民税.
            found = STUCK.match(cell.text) if number < 2 and parts[number] and (number or is_value(parts[0][-1].text)) else None
            parts[number].append(replace(cell, text=found[1]) if found else cell)
            if found:
                start = max(places[min(number, 1)], cell.start + WIDTH * found.start(2))
                parts[number + 1].append(replace(cell, text=found[2], start=start))
        for number, cells in enumerate(parts):
            if not cells:
                continue
            words = next((number for number, cell in enumerate(cells) if is_value(cell.text)), len(cells))
            if words == 0 and len(cells) > 1 and is_words(cells[1].text) and re.fullmatch("[0-9]{1,2}", plain(cells[0].text)):
                words = next((number for number, cell in enumerate(cells) if number > 1 and is_value(cell.text)), len(cells))
            elif words == 0 and number == 0 and len(cells) == columns + 1 and ALONE.fullmatch(plain(cells[0].text)):
                words = 1  # the number of an item, whose name stands around it
            label = cells[:words]
            if number and len(label) > 1 and all(SPREAD.fullmatch(cell.text) for cell in label):
                label = [Cell(squeeze("".join(cell.text for cell in label)), label[0].start, label[-1].end)]
            entry = Entry(line, label, cells[words:], belongs, item)
            if number == 0 and NUMBERING.match(entry.words):
                item = entry.item = entry.words
            page[number].append(entry)
    settle(run, page)
    return []


def is_again(entry: Entry, before: Entry) -> bool:
    """Whether an entry prints the same item with the same amounts as another."""
    def printed(one: Entry) -> list[str]:
        return [plain(one.words), *one.belongs, *(plain(cell.text) for cell in one.others)]

    return printed(entry) == printed(before)


def join_around(entries: list[Entry]) -> list[Entry]:
    """The entries of a list, names of two lines that stand above and below their figures, or a number with these, in one with them."""
    out: list[Entry] = []
    rest = list(entries)
    while rest:
        entry, *rest = rest
        bare = rest[0] if len(rest) > 1 and rest[0].others and ALONE.fullmatch(plain(rest[0].words)) else None
        words = [entry, rest[1]] if bare else []
        if bare and all(one.label and not one.others and not NUMBERING.match(one.words) for one in words):
            label = " ".join(filter(None, [bare.words, "".join(one.words for one in words)]))
            item = label if bare.item and bare.item == bare.words else bare.item
            start = (bare.label or entry.label)[0].start
            entry = replace(bare, label=[Cell(label, start, max(one.label[-1].end for one in words))], item=item)
            for one in rest[1:]:
                one.item = item if one.item == bare.item else one.item
            rest = rest[2:]
        out.append(entry)
    return out


def settle(run: Run, page: tuple[list[Entry], list[Entry], list[Entry]]) -> None:
    """Add the entries of a page to its run, labels that go on in further lines in one."""
    names: dict[tuple[tuple[str, str], str], str] = {}
    for number, entries in enumerate(map(join_around, page)):
        edge = max((entry.label[-1].end for entry in entries if entry.label), default=0)
        kept: list[Entry] = []
        reached = False
        for entry in entries:
            is_rest = bool(kept) and bool(kept[-1].label) and bool(entry.label) and not entry.others and not NUMBERING.match(entry.words)
            # All sections are numbered; of the others only what fills its column goes on.
            goes_on = is_rest and (reached or number == 1 and bool(NUMBERING.match(kept[-1].words)))
            reached = bool(entry.label) and edge - entry.label[-1].end < EDGE
            if goes_on:
                last = kept[-1]
                before = last.words
                last.label = [Cell(before + entry.words, last.label[0].start, max(last.label[-1].end, entry.label[-1].end))]
                if number == 0 and last.item:
                    names[last.belongs, last.item] = last.item = last.words
            else:
                kept.append(entry)
        before = run.lists[number][-1] if run.lists[number] else None
        if number == 0 and kept and before and kept[0].others and is_again(kept[0], before):
            kept = kept[1:]  # an item that goes on is printed again at the head of the next page
        run.lists[number].extend(kept)
    for entries in page[1:]:
        for entry in entries:
            found = entry.item
            while (entry.belongs, found) in names:
                found = names[entry.belongs, found]
            entry.item = found
