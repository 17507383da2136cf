"""Headers that the glossary does not know, told by the rows right below them.

A statement of several enterprises or years has its items across: 会計名 総収益 総費用 純損益. Its
header is as wide as its rows. Nothing else says so where a single blank separates its words.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from itertools import groupby, pairwise, takewhile

from reader.glossary import read_header, terms
from reader.layout import (
    FORMULA, NAMES, NAMES_AMOUNT, NUMBERING, SENTENCE, TITLE, classify, is_spread, is_title, is_unit_row, is_value, is_words,
)  # fmt: skip
from reader.pieces import first_cell, is_lone_label, is_lone_value, known_headers, signed, stuck_headers, virtual
from reader.sides import SIDES
from reader.text import MINUS, UNITS, Cell, Line, plain, without_marks

# A figure with its minus mark apart from it is one word; a dash apart from a figure is a nil.
WORD = re.compile(r"[△▲]\s?[0-9０-９]\S*|\S+")
# What heads the labels, whatever they name.
NAMED = re.compile("(名称?|別|区分|種類|年度|項目)$")
WORD_LENGTH = 16
# Columns of figures, and rows below a header, at least.
COLUMNS = ROWS = 2
# Letters at the end of names that are alike.
SAME = 3
# Lines that a header may take.
REACH = 16
# By how much the total of rounded parts may miss.
ROUNDED = 1
# What heads neither a group of columns nor one of its amounts.
APART = ("label", "number", "attribute")
# What stands in brackets below a header.
ASIDE = re.compile(r"\([^()]+\)")
# A label, its first amount and a word about it, where a page of a site has them in cells of their own: 負担金 900 千円 要求どおり.
AMID = re.compile(rf"(\S.*?)\s+([△▲{MINUS}]?\s?[0-9]{{1,3}}(?:,[0-9]{{3}})*\s?(?:{UNITS})?)\s+([^\d\s]+)")


@dataclass
class Heading:
    """A header that is not known.

    Attributes:
        cells: Its cells: that of the labels, if any, those of the figures, that of the notes, if any.
        lines: The lines that it takes.
        count: The columns of figures.
        asides: Words in brackets below others: (歳入), which the rows may repeat above their figures.
        is_apart: Whether its cells stand apart in the text.
    """

    cells: list[Cell]
    lines: list[Line]
    count: int
    asides: set[str] = field(default_factory=set)
    is_apart: bool = False


def find_headers(lines: list[Line]) -> list[Line]:
    """Mark the lines that head columns though the glossary does not know their words, and split or join the rows below them.

    Args:
        lines: The lines of a text.

    Returns:
        The lines: a header that runs over several is one, and so is a row.
    """
    out: list[Line] = []
    place = 0
    while place < len(lines):
        if rows := paragraphs_at(lines, place):
            out.append(rows[0])
            place = rows[1]
            continue
        found = heading_at(lines, place)
        if found is None:
            out.append(lines[place])
            place += 1
            continue
        out.append(header_of(found))
        place += len(found.lines)
        while place < len(lines) and not lines[place].filled:
            place += 1  # blank lines between a header and its rows
        while place < len(lines) and classify(lines[place]) not in ("header", "unit", "prose") and heading_at(lines, place) is None:
            row, place = row_at(lines, place, found)
            out.append(row)
    return out


def paragraphs_at(lines: list[Line], place: int) -> tuple[Line, int] | None:
    """The header of which each cell is a paragraph of its own, as pages of sites have it, and the place behind it; None if none begins here.

    The paragraphs are as many as the rows right below them have figures, nothing heading the labels; what only groups those behind it
    (財源内訳) is none of them. Words between an amount and the next of its row are taken out of it.
    """
    if place and lines[place - 1].filled:
        return None
    names: list[str] = []
    end = behind = first = place
    # The last of them may stand right above the rows, and hold several.
    while end + 1 < len(lines) and len(names) < REACH and is_lone_label(lines[end]):
        several = lines[end].text.split() if are_known(lines[end].text.split()) else []
        if lines[end + 1].filled and not several:
            break
        names += several or [first_cell(lines[end])]
        behind = end + 1
        end = first = next((number for number in range(behind, len(lines)) if lines[number].filled), len(lines))
    above = next((line for line in reversed(lines[:place]) if line.filled), None)
    # What stands in brackets above them is a title.
    if above and is_lone_label(above) and not ASIDE.fullmatch(plain(above.text)) and not are_known(names):
        return None
    # The heading of the rows stands right above them.
    end += len(names) > 1 and end + 1 < len(lines) and is_lone_label(lines[end])
    rows = list(takewhile(lambda line: line.filled, lines[end:])) if len(names) > 1 else []
    counts = [sum(is_value(cell.text) for cell in row.filled[1:]) for row in rows]
    count = max(counts, default=0)
    words = [name for name in names if not plain(name).endswith("内訳")] if len(names) > count else names
    if count < COLUMNS or counts.count(count) < ROWS or len(words) != count or not are_headers(words):
        return None
    for row, number in zip(rows, counts, strict=True):
        cells = row.filled
        amid = AMID.fullmatch(cells[-number - 1].text) if number == count - 1 else None
        if number == count:
            cut = next(place for place, cell in enumerate(cells) if place and is_value(cell.text))
            row.cells = [*cells[:cut], *(cell for cell in cells[cut:] if is_value(cell.text))]
        elif amid and is_value(amid[2]):
            row.cells = [*cells[: -number - 1], Cell(amid[1], cells[-number - 1].start, 0), Cell(amid[2], 0, 0), *cells[-number:]]
    return replace(virtual(lines[place].number, ["科目", *words], lines[place].indent, lines[behind - 1].number), heads=True), first


def are_headers(names: list[str]) -> bool:
    """Whether names may head columns that nothing else says they head: most are known, or they are alike (要求額の内訳, 査定額の内訳)."""
    flat = [plain(name) for name in names]
    known = [name for name in flat if are_known([name]) or name in terms()]
    return 2 * len(known) > len(flat) or len(set(flat)) == len(flat) and len({name[-SAME:] for name in flat}) == 1


def are_known(names: list[str]) -> bool:
    """Whether all names head columns of figures."""
    return all(read_header(name).kind not in NAMES for name in names)


def header_of(found: Heading) -> Line:
    """The line of a header: that of the text where its cells stand apart, or one put together, as its rows are."""
    first, last = found.lines[0], found.lines[-1]
    if found.is_apart:
        return replace(first, cells=found.cells, heads=True, until=last.number)
    return replace(virtual(first.number, [cell.text for cell in found.cells], first.indent, last.number), heads=True)


def heading_at(lines: list[Line], place: int) -> Heading | None:
    """The header that begins at a line, if it is one that is not known: as wide as the rows right below it."""
    line = lines[place]
    if found := ranks_at(lines, place):
        return found
    if not may_head(line):
        return None
    if found := above_blocks(lines, place):
        return found
    end = place + 1
    while end < len(lines) and end - place < REACH and parts_of(lines[end]) is None:
        end += 1
    below = [row for row in lines[end : end + ROWS + 2] if row.filled]
    parts = [found for row in below if (found := parts_of(row))][:ROWS]
    counts = {len(figures) for _, figures, _ in parts}
    if len(parts) < ROWS or len(counts) != 1:
        return None
    (count,) = counts
    between = [other for other in lines[place + 1 : end] if other.filled and classify(other) not in ("unit", "rule")]
    has_notes = all(note for _, _, note in parts)
    whole = [line] if not between and all(map(parts_of, below[:ROWS])) else [line, *between]
    if len(whole) > 1 and not all(map(may_go_on, between)):
        return None
    found = columns_of(whole, count, has_notes)
    rows = [row for _, row, _ in filter(None, map(parts_of, lines[end : end + REACH]))] if not found and count > COLUMNS else []
    if rows and 3 * sum(map(ends_in_total, rows)) >= 2 * len(rows):
        # The header of the last column, which is the total of the others, is lost.
        found = columns_of(whole, count - 1, has_notes)
        if found and len(whole) == 1 and not found.is_apart:
            found.cells.insert(len(found.cells) - has_notes, Cell("計", 0, 0))
            found.count = count
        else:
            found = None
    return found


def ends_in_total(figures: list[Cell]) -> bool:
    """Whether the last of some figures is the sum of the others."""
    *parts, total = (signed(figure.text) for figure in figures)
    return sum(parts) == total


def ranks_at(lines: list[Line], place: int) -> Heading | None:
    """The header of two ranks that begins at a line, each of whose upper names (years) stands over names that repeat below; None if none does."""
    upper, lower = lines[place], lines[place + 1] if place + 1 < len(lines) else lines[place]
    if not all(line.filled and not any(is_value(cell.text) for cell in line.filled) for line in (upper, lower)) or upper is lower or is_unit_row(lower):
        return None
    above, below = names_on(upper), names_on(lower)
    labels = list(takewhile(lambda name: read_header(name).kind in ("label", "number"), above)) or list(filter(NAMED.search, above[:1]))
    found = [(row, parts_of(row)) for row in lines[place + 2 : place + 2 + REACH] if row.filled]
    rows = [len(parts[1]) if parts else len(row.filled) for row, parts in found if parts or is_lone_value(row)]
    counts = Counter(rows).most_common(1)
    texts = [[figure.text for figure in parts[1]] for _, parts in found if parts]
    # Figures each on a line of its own tell of no columns.
    count = counts[0][0] if counts and counts[0][1] >= ROWS else 0
    names = over_repeats(above[len(labels) :], below, count if count > 1 else 0) if count or not rows else []
    names = names or over_total(above[len(labels) :], below, [row for row in texts if len(row) == count])
    notes = [name for name in above[-1:] if read_header(name).kind == "attribute"]
    words = [word.text for word in words_of(lower.text)] if lower.separator == "blank" else below
    changed = [] if names else over_change(above[len(labels) : len(above) - len(notes)], words, count)
    names = names or changed
    if not names:
        return None
    cells = [Cell(name, number, number) for number, name in enumerate([*(labels or ["科目"])[:1], *names, *(notes if changed else [])])]
    return Heading(cells, [upper, lower], len(names), is_apart=upper.separator != "blank")


def over_change(upper: list[str], lower: list[str], count: int) -> list[str]:
    """The names of so many columns of which one of the upper rank, a comparison, stands over the change and its rate, those of the lower;
    none if it is not so."""
    places = [place for place, name in enumerate(upper) if read_header(name).code in ("adjustment", "compared")]
    kinds = [(read_header(name).code == "adjustment", read_header(name).kind == "ratio") for name in lower]
    if len(places) != 1 or kinds != [(True, False), (False, True)] or len(upper) + 1 != count or not are_known(upper):
        return []
    return [*upper[: places[0]], *(f"{upper[places[0]]} {name}" for name in lower), *upper[places[0] + 1 :]]


def over_total(upper: list[str], lower: list[str], rows: list[list[str]]) -> list[str]:
    """The names of columns of which one of the upper rank stands over parts and their total, those of the lower; none if not one alone
    may."""
    width = len(upper) - 1 + len(lower)
    if len(lower) < COLUMNS or read_header(lower[-1]).kind != "total" or len(rows) < ROWS or len(rows[0]) != width:
        return []
    ends = [
        place for place in range(len(upper))
        if all(abs(sum(map(signed, row[place : place + len(lower) - 1])) - signed(row[place + len(lower) - 1])) <= ROUNDED for row in rows)
    ]  # fmt: skip
    if len(ends) != 1:
        return []
    (place,) = ends
    return [*upper[:place], *(f"{upper[place]} {name}" for name in lower), *upper[place + 1 :]]


def above_blocks(lines: list[Line], place: int) -> Heading | None:
    """The header that a line is above rows whose labels and figures stand on lines of their own, as wide as those of the figures."""
    below = [line for line in lines[place + 1 : place + 1 + REACH] if line.filled]
    counts = Counter(len(line.filled) for line in below if is_lone_value(line)).most_common(1)
    heads_labels = lines[place].separator == "blank" and read_header(words_of(lines[place].text)[0].text).kind == "label"
    if not heads_labels or not counts or counts[0][1] < ROWS or counts[0][0] < COLUMNS or any(map(parts_of, below[:1])):
        return None
    return columns_of(lines[place : place + 1], counts[0][0], has_notes=False)


def names_on(line: Line) -> list[str]:
    """The names of columns that a line holds, letters that stand apart joined where all are known then."""
    if len(line.filled) > 1 or line.separator != "blank":
        return [cell.text for cell in line.filled]
    return [cell.text for cell in known_headers(line.filled) or [part for word in words_of(line.text) for part in stuck_headers(word)]]


def over_repeats(upper: list[str], lower: list[str], count: int) -> list[str]:
    """The names of so many columns, or of however many if it is 0, those of the upper rank before those that repeat below them; none if
    it is not so.

    Behind the repeats may stand columns of one rank: of the lower, of the upper, or of the lower with one name of the upper above.
    """
    flat = [plain(name) for name in lower]
    size = flat.index(flat[0], 1) if flat.count(flat[0]) > 1 else 0
    repeats = takewhile(lambda number: size and flat[: size * number] == flat[:size] * number, range(2, len(flat) + 1))
    groups = max(repeats, default=1)
    are_apart = len(set(map(plain, upper[:groups]))) == groups and all(read_header(name).kind not in APART for name in upper + lower)
    if not size or groups < 2 or len(upper) < groups or not are_apart or not all(read_header(name).kind or plain(name) in SIDES for name in lower[:size]):
        return []
    tail, beside = lower[size * groups :], upper[groups:]
    if tail and len(beside) == 1 and len(lower) == (count or len(lower)):
        tail, beside = [f"{beside[0]} {name}" for name in tail], []
    names = [*(f"{over} {name}" for over in upper[:groups] for name in lower[:size]), *tail, *beside]
    return names if len(names) == (count or len(names)) and not (tail and beside) else []


def may_head(line: Line) -> bool:
    """Whether a line may be a header that is not known: words, and no title."""
    is_text = len(line.text.split()) > 1 and classify(line) == "text" and not parts_of(line)
    return is_text and may_go_on(line) and not TITLE.search(plain(line.text))


def may_go_on(line: Line) -> bool:
    """Whether a line holds words alone, and no sentence, item, unit or amount."""
    return (
        not any(is_value(cell.text) for cell in line.filled) and not SENTENCE.search(plain(line.text)) and not NAMES_AMOUNT.search(plain(line.text))
        and (not is_title(line) or bool(ASIDE.fullmatch(plain(line.text)))) and not NUMBERING.match(line.text.strip().strip("(（"))
    )


def columns_of(lines: list[Line], count: int, has_notes: bool) -> Heading | None:
    """The header that lines make for so many columns of figures; None if they are no header of so many.

    Of several lines the first word must head the labels: else what stands between a title and rows would be their header.
    """
    first = lines[0]
    if len(lines) == 1 and (first.separator != "blank" or len(first.filled) in (count, count + 1)):
        is_word = is_spread([cell.text for cell in first.filled]) and not known_headers(first.filled)
        is_header = len(first.filled) in (count, count + 1) and count > 1 and not is_word
        return Heading(first.cells, lines, count, is_apart=True) if is_header else None
    words: list[Cell] = []
    asides: set[str] = set()
    for line in lines:
        for is_letter, some in groupby(words_of(line.text), lambda word: len(word.text) == 1):
            run = list(some)
            # The letters of a word, spread over the line.
            for word in [Cell("".join(word.text for word in run), run[0].start, run[-1].end)] if is_letter else run:
                if words and len(lines) > 1 and ASIDE.fullmatch(plain(word.text)):
                    asides.add(plain(word.text))
                    words[-1] = replace(words[-1], text=f"{words[-1].text}{word.text}")
                else:
                    words.append(word)
    kind = read_header(words[0].text).kind
    heads_labels = kind in ("label", "attribute") or plain(words[0].text) in SIDES or bool(NAMED.search(words[0].text))
    heads_notes = has_notes and read_header(words[-1].text).kind == "attribute"
    is_one = len(lines) == 1 or heads_labels
    if not is_one or has_notes and not heads_notes or any(len(word.text) > WORD_LENGTH for word in words):
        return None
    width = count + heads_labels + heads_notes
    if len(words) > width and not any(ASIDE.fullmatch(plain(word.text)) for word in words[:1]):
        # A unit in brackets apart from its header is no column: 供給電力量 (kwh).
        heads = [place for place, word in enumerate(words) if not ASIDE.fullmatch(plain(word.text))]
        words = [
            replace(words[start], text="".join(word.text for word in words[start:end]), end=words[end - 1].end)
            for start, end in pairwise([*heads, len(words)])
        ]  # fmt: skip
    if len(words) != width:
        return None
    return Heading(words if heads_labels else [Cell("科目", 0, 0), *words], lines, count, asides)


def row_at(lines: list[Line], place: int, header: Heading) -> tuple[Line, int]:
    """The row that begins at a line below a header, and the place behind it; the line as it is if it is none of so many figures."""
    line = lines[place]
    parts = None if header.is_apart else parts_of(line)
    if not line.filled or header.is_apart:
        return line, place + 1
    if parts and len(parts[1]) == header.count:
        label, figures, note = parts
        return virtual(line.number, [cell.text for cell in (label, *figures, *note)], line.indent), place + 1
    values: list[Cell] = []
    end = place + 1
    while header.asides and is_words(line.text) and end < len(lines) and len(values) < header.count:
        words = [word for word in words_of(lines[end].text) if plain(word.text) not in header.asides]
        if not all(is_value(word.text) for word in words):
            break
        values += words
        end += 1
    if len(values) != header.count:
        return line, place + 1
    return virtual(line.number, [line.text.strip(), *(value.text for value in values)], line.indent, lines[end - 1].number), end


def words_of(text: str) -> list[Cell]:
    """The words of a text as cells, a minus mark with its figure."""
    return [Cell(word[0], word.start(), word.end()) for word in WORD.finditer(without_marks(text))]


def parts_of(row: Line) -> tuple[Cell, list[Cell], list[Cell]] | None:
    """The label of a row, its figures, and the words behind them, if any, as a cell; None if it is no row of figures enough."""
    words = words_of(row.text) if row.separator == "blank" else row.filled
    last = max((place + 1 for place, word in enumerate(words) if is_value(word.text)), default=0)
    first = last
    while first and is_value(words[first - 1].text):
        first -= 1
    if last - first < COLUMNS or not is_words("".join(word.text for word in words[:first])):
        return None
    # What the formulas of other rows call this one is no note.
    notes = [note for note in joined(row, words[last:]) if not FORMULA.fullmatch(plain(note.text))]
    return joined(row, words[:first])[0], words[first:last], notes


def joined(row: Line, words: list[Cell]) -> list[Cell]:
    """Words of a row as one cell; none if there are none."""
    if not words:
        return []
    text = row.text[int(words[0].start) : int(words[-1].end)] if row.separator == "blank" else " ".join(word.text for word in words)
    return [Cell(text, words[0].start, words[-1].end)]
