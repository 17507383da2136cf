"""From a source to what its layout says: lines, tables, and the amounts of the prose."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from itertools import dropwhile, groupby, takewhile
from pathlib import Path

from reader.across import settle
from reader.blocks import heads_column, names_of
from reader.cell_lines import join_cell_lines
from reader.details import unfold_text
from reader.flat import rejoin, split_flat
from reader.facing import face_pages
from reader.glossary import read_header, terms
from reader.heads import find_headers, parts_of, words_of
from reader.layout import is_value, is_words, minus_is_printed
from reader.margins import leave_periods_out, take_margins
from reader.notes import put_notes_behind
from reader.pages import read_source
from reader.pieces import known_headers, part_stages, part_years, stuck_headers, words_in
from reader.prose import read_prose
from reader.reading import Document
from reader.remains import tables_left
from reader.tables import read_tables
from reader.text import CUT_NUMBER, HALF_WIDTH, TRIANGLES, UNITS, Cell, Line, from_glyphs, in_glyphs, plain, to_line, without_marks
from reader.torn import join_minus, mend
from reader.worn import place_worn


# A minus mark before a figure, and a dash that is none, a blank before the figure or ratio of the next column.
MARKED = re.compile(r"[△▲]\s?[0-9０-９]")
DASHED = re.compile(rf"(-)\s+([0-9][0-9,.]*(?:%|{UNITS})?)")
# A name and its amount between brackets, or with others that are not told.
FRAMED = re.compile(
    rf"\s*(?P<open>[≪《〈【])?\s*(?P<label>[^\s\d、。≪《〈【][^、。≫》〉】]{{0,28}}?[^\s\d、。△▲-])\s?"
    rf"(?P<amount>[△▲]?\s?(?:[0-9０-９][0-9０-９,，]*[兆億万])*[0-9０-９][0-9０-９,，]*(?:{UNITS}))\s*(?(open)[≫》〉】]|、(?:他|ほか))"
)
# A year of our era; a minus mark with its name behind it, or the name alone, as pages of a site have it for those who listen to them.
YEAR = re.compile("(?:19|20)[0-9]{2}")
SPOKEN = re.compile(r"(?:[-－−△▲]\s?[(（]マイナス[)）]|マイナス)\s?(?=[0-9０-９])")


def set_cut_number_apart(lines: list[Line]) -> None:
    """Make a cell of the number amid which a text ends: 1,623,8 is no figure, and nothing tells what it would be."""
    line = next((line for line in reversed(lines) if line.filled), None)
    cut = CUT_NUMBER.search(line.text.rstrip()) if line and line.separator == "blank" and not line.is_of_page else None
    if line and cut and cut.start():
        line.cells = [*to_line(line.number, line.text[: cut.start()]).cells, Cell(cut[0].strip(), cut.start(), len(line.text))]


def name_years(line: Line) -> None:
    """Say of numbers that count on from one year to the next that they are years, where words stand before them and no number behind."""
    first, *others = line.filled or [Cell("", 0, 0)]
    years = list(takewhile(lambda cell: YEAR.fullmatch(plain(cell.text)), others))
    counts = [int(plain(cell.text)) for cell in years]
    rest = others[len(years) :]
    are_consecutive = len(years) > 2 and counts == list(range(counts[0], counts[0] + len(counts)))
    if are_consecutive and is_words(first.text) and not any(is_value(cell.text) for cell in rest[:1]):
        for cell in years:
            cell.text = f"{cell.text}年度"


def split_headers(lines: list[Line]) -> None:
    """Split the headers whose columns a single blank separates, as a text without layout has them.

    A blank may also stand within the header of one column. The rows below tell: they have a
    figure for each of the words that do not head a label.

    Args:
        lines: The lines of a text; the cells of such headers are changed in place.
    """
    split: set[str] = set()
    for place, line in enumerate(lines):
        if line.separator == "blank" and len(line.filled) > 1 and not any(is_value(cell.text) for cell in line.filled):
            line.cells = part_stages(regroup(line))
        words = words_in(line.text) if line.separator == "blank" else []
        if years := part_years(words):
            line.cells = words = years
        kinds = [read_header(word.text).kind for word in words]
        if not all(kinds) and not any(is_value(word.text) for word in words):
            ways = [[part for word in words for part in stuck_headers(word, most)] for most in (False, True)]
            words = ways[ways[0] != ways[1] and fits_better(ways[1], ways[0], lines, place)]
            kinds = [read_header(word.text).kind for word in words]
        # Letters of headers stand apart, and all of them make headers: 項 目, 増 減.
        if len(line.filled) == 1 and not all(kinds) and len(together := known_headers(line.filled)) > 2:
            apart = known_headers(line.filled, most=True)
            words = apart if fits_better(apart, together, lines, place) else together
            kinds = [read_header(word.text).kind for word in words]
        # Where two blanks separate some of them already, all must be headers.
        known = 3 * sum(map(bool, kinds)) >= 2 * len(words) if len(line.filled) == 1 else all(kinds)
        # Two words head two columns of amounts alone: a label's word and one more may be a title.
        are_two = len(words) == len(line.text.split()) == 2 and all(kind in ("stage", "year", "total") for kind in kinds)
        # They head one where every row below has one figure.
        rows = list(takewhile(lambda row: any(is_value(cell.text) for cell in row.filled[1:]), lines[place + 1 :])) if len(words) == 2 else []
        is_one = kinds[:1] == ["label"] and all(kinds) and len(rows) > 2 and all(len(row.filled) == 2 for row in rows)
        # 令和3年度 決算 概要 is a title.
        is_title = len(line.filled) == 1 and bool(words) and plain(words[-1].text) == "概要"
        if not are_two and not is_one and len(words) < 3 or len(words) == len(line.filled) or not known or is_title:
            continue
        below = rows_below(lines, place)
        rows = [row for row in below if count_values(row)]
        counts = Counter(map(count_values, rows))
        figures = counts.most_common(1)
        widths = widths_of(words)
        # Rows may lack the figures that the extraction wrote elsewhere; some have all of them, and none has more.
        lacks = all(kinds) and max(widths) < len(kinds) and any(counts[width] > 1 and max(counts) == width for width in widths)
        fits = bool(figures) and (figures[0][0] in widths or lacks)
        # The same words head another part of the table.
        if not fits and line.text.strip() not in split:
            # A blank may also stand within a header that is known as a whole: 本年度 予定額.
            whole = known_headers(line.filled) if figures and len(line.filled) == 1 else []
            if whole and figures[0][0] in widths_of(whole):
                line.cells = whole
            continue
        split.add(line.text.strip())
        line.cells = words
        if kinds[-1] == "attribute":
            for row in below:
                split_before_note(row, min(widths))
        # Words of an attribute, such as years, are no part of the label.
        leading = next((number for number, kind in enumerate(kinds) if kind not in ("label", "number", "attribute")), len(kinds))
        for row in rows if "attribute" in kinds[:leading] else ():
            words_before = words_in(row.text[: int(row.cells[0].end)])
            if len(words_before) == leading > 1:
                row.cells[:1] = words_before


def rows_below(lines: list[Line], place: int) -> list[Line]:
    """The lines below a header, as far as the next header or a blank line; a header may go on in the next lines."""
    rest = dropwhile(heads_again, lines[place + 1 :])
    return list(takewhile(lambda row: row.text.strip() not in ("", lines[place].text.strip()) and not heads_again(row), rest))


def count_values(line: Line) -> int:
    """The number of figures on a line, those before a note included, however small they are."""
    parts = parts_of(line) if line.separator == "blank" else None
    return len(leading_figures(line)) or max(len(parts[1]) if parts else 0, sum(is_value(cell.text) for cell in line.filled))


def leading_figures(line: Line) -> list[Cell]:
    """The figures of a line, two at least, that words alone follow; none if it is no such line."""
    words = words_of(line.text) if line.separator == "blank" else []
    figures = list(takewhile(lambda word: is_value(word.text), words))
    return figures if 1 < len(figures) < len(words) and not any(is_value(word.text) for word in words[len(figures) :]) else []


def widths_of(cells: list[Cell]) -> set[int]:
    """The numbers of figures that rows below headers may have: those of columns, or of columns that are no notes."""
    kinds = [read_header(cell.text).kind for cell in cells]
    heads = [kind for kind in kinds if kind not in ("label", "number")]
    return {len(heads), len(heads) - heads.count("attribute")}


def fits_better(heads: list[Cell], others: list[Cell], lines: list[Line], place: int) -> bool:
    """Whether most rows below a header have as many figures as it has columns if it is read so, and not if it is read otherwise."""
    counts = Counter(count for row in rows_below(lines, place) if (count := count_values(row))).most_common(1)
    return bool(counts) and counts[0][0] == min(widths_of(heads)) != min(widths_of(others))


def heads_again(line: Line) -> bool:
    """Whether a line may be a header by itself: two words at least, most of them known to head columns, and no figure."""
    words = line.filled if len(line.filled) > 1 else words_in(line.text)
    kinds = [read_header(word.text).kind for word in words]
    return len(words) > 1 and not any(is_value(word.text) for word in words) and 3 * sum(map(bool, kinds)) >= 2 * len(words)


def split_before_note(row: Line, count: int) -> None:
    """Split a row whose last words are a note, so that its figures, too small to stand out, are amid words: as many as columns, or one."""
    figures = leading_figures(row)
    if figures and len(figures) == count:
        row.cells = figures  # the label is on another line
        return
    parts = parts_of(row) if row.separator == "blank" and sum(is_value(cell.text) for cell in row.filled) < count else None
    if parts and len(parts[1]) == count:
        label, figures, notes = parts
        row.cells = [label, *figures, *notes]
        return
    words = words_in(row.text)
    places = [place for place, word in enumerate(words) if place > 1 and is_value(word.text)]
    if len(row.filled) == 1 and len(places) == 1 and places[0] < len(words) - 1:
        (place,) = places
        label, note = (row.text[part[0].start : part[-1].end] for part in (words[:place], words[place + 1 :]))  # type: ignore[misc]
        row.cells = [
            Cell(label, words[0].start, words[place - 1].end), words[place], Cell(note, words[place + 1].start, words[-1].end),
        ]  # fmt: skip


def join_bracketed(line: Line) -> None:
    """Make one cell of the note in brackets that ends a row: its amount is none of the row's (うち仮受消費税 1,234)."""
    begins = [bool(place and re.match(r"[(（]\s*[^\s\d△▲]", cell.text) and not re.search("[)）]", cell.text)) for place, cell in enumerate(line.cells)]
    opens = begins.index(True) if any(begins) else None
    if line.separator != "blank" or opens is None or not any(is_value(cell.text) for cell in line.cells[:opens]):
        return
    note = " ".join(cell.text for cell in line.cells[opens:])
    if re.fullmatch(r"[(（][^()（）]+[)）]", note):
        line.cells[opens:] = [Cell(note, line.cells[opens].start, line.cells[-1].end)]


def part_framed(line: Line) -> None:
    """Part a name and its amount where brackets stand around both, or a word behind them says that there is more: ≪県支出金 72,483千円≫, 1,000千円、他."""
    found = FRAMED.fullmatch(line.text.rstrip()) if line.separator == "blank" else None
    if found and is_words(found["label"]) and is_value(found["amount"]):
        line.cells = [Cell(found[name], *found.span(name)) for name in ("label", "amount")]


def part_nils(line: Line) -> None:
    """Part a dash from the figure behind it, a blank apart, in a text whose minus marks are others: it prints that there is nothing."""
    parts: list[Cell] = []
    for cell in line.cells:
        found = DASHED.fullmatch(cell.text.translate(HALF_WIDTH)) if line.separator == "blank" else None
        has_places = cell.end - cell.start == len(cell.text)
        for start, end in (found.span(1), found.span(2)) if found else ((0, len(cell.text)),):
            place = (cell.start + start, cell.start + end) if found and has_places else (cell.start, cell.end)
            parts.append(Cell(cell.text[start:end], *place))
    line.cells = parts


def dashes_on(line: Line) -> int:
    """The number of figures of a line behind a dash, a blank apart."""
    return sum(bool(DASHED.fullmatch(cell.text.translate(HALF_WIDTH))) for cell in line.filled)


def values_on(line: Line) -> int:
    """The number of cells of a line that are figures, nils or ratios."""
    return sum(is_value(cell.text) for cell in line.filled)


def widths_beside(lines: list[Line], line: Line) -> set[int]:
    """The number of figures that most rows without dashes have which stand with a row in one run of lines.

    None if only one has so many, or if no minus mark touches its figure there: then a dash may be one.
    """
    place = lines.index(line)
    ways = (reversed(lines[:place]), lines[place:])
    run = [other for way in ways for other in takewhile(lambda one: values_on(one) > 1, way)]
    if not any(re.fullmatch(r"-[0-9][0-9,.]*", cell.text.translate(HALF_WIDTH)) for other in run for cell in other.filled):
        return set()
    most = Counter(values_on(other) for other in run if not dashes_on(other)).most_common(1)
    return {width for width, count in most if count > 1}


def regroup(line: Line) -> list[Cell]:
    """The cells of a line; letters that fell apart, or headers that fell together, are cells where all of them are known headers."""
    out: list[Cell] = []
    for is_loose, some in groupby(line.cells, lambda cell: len(cell.text.strip("()（）")) == 1 or len(cell.text.split()) > 1):
        run = list(some)
        found = known_headers(run) if is_loose else run
        # What is a header by itself may stand between letters that are none.
        parts = [run] if found else [list(part) for _, part in groupby(run, lambda cell: bool(read_header(cell.text).kind))]
        out += found or [cell for part in parts for cell in known_headers(part) or as_term(part, line)]
    return out


def as_term(part: list[Cell], line: Line) -> list[Cell]:
    """Letters that fell apart as the word that they make, beside a header that is known: 予 算, 当初予算; else as they are."""
    is_beside = any(read_header(cell.text).kind for cell in line.cells if cell not in part)
    are_letters = len(part) > 1 and {len(cell.text.strip()) for cell in part} == {1}
    name = "".join(cell.text.strip() for cell in part)
    return [Cell(name, part[0].start, part[-1].end)] if are_letters and is_beside and name in terms() else part


def parse(lines: list[Line], known: frozenset[str] = frozenset()) -> Document:
    """Read the layout of a text.

    Args:
        lines: Its lines with their cells.
        known: Labels that are known of such a document, without blanks.

    Returns:
        Its tables, and the amounts and quantities of its prose.
    """
    texts = [line.text for line in lines]
    lines = face_pages(put_notes_behind(take_margins(lines)))
    set_cut_number_apart(lines)
    printed = [replace(line, cells=list(line.cells)) for line in lines]
    for line in lines:
        join_bracketed(line)
        part_framed(line)
        name_years(line)
        for cell in line.cells if line.is_of_page else ():
            cell.text = TRIANGLES.sub("△", without_marks(cell.text).strip())
        # A unit before the first word of a header, or behind it, is told by the line.
        first = line.filled[0] if len(line.filled) > 2 and line.separator == "bar" else None
        words = re.sub(r"^[(（][^()（）]*単位[^()（）]*[)）]", "", first.text) if first else ""
        if first and words and read_header(words).kind == "label":
            first.text = words
    if any(MARKED.search(line.text) for line in lines):
        for line in lines:
            part_nils(line)
    lines = join_minus(place_worn(lines))
    split_headers(lines)
    lines = leave_periods_out(lines)
    widths: set[int] = set()
    run = 0
    for line in lines:
        # Headers on one line, or each on its own.
        run = run + 1 if heads_column(line) else run if not line.filled else 0
        names = [Cell(name, 0, 0) for name in names_of(line)]
        widths = widths_of(names) if names else {run} if run > 1 else widths
        dashes = dashes_on(line)
        if dashes and values_on(line) + dashes in widths | widths_beside(lines, line):
            part_nils(line)  # the header has a column for each dash, or rows beside it have a figure
    prints_minus = minus_is_printed(lines)
    marked = find_headers(lines)
    whole = mend(join_cell_lines(marked if any(line.is_of_page for line in lines) else unfold_text(marked)))
    document = Document(texts, read_tables(whole, prints_minus, known, printed), [], prints_minus)
    settle(document)
    document.prose = read_prose(whole, document)
    if further := tables_left(whole, document):
        document.tables = read_tables(whole, prints_minus, known, printed, further)
        settle(document)
    return document


def parse_file(source: Path, known: frozenset[str] = frozenset()) -> tuple[Document, bool]:
    """Read the layout of a text file or a PDF.

    Args:
        source: The file.
        known: Labels that are known of such a document, without blanks.

    Returns:
        What is read, and whether its lines are those of the file: those of a PDF, of a text that
        stands in one line, breaks numbers in two or spells minus marks out, and of one in numbers of glyphs, are made here, and
        whoever checks them needs them as a text.

    Raises:
        reader.text.Unreadable: It is neither.
    """
    lines = read_source(source)
    is_text = source.read_bytes()[:5] != b"%PDF-"
    is_spoken = is_text and any(SPOKEN.search(line.text) for line in lines)
    if is_spoken:
        lines = [to_line(line.number, SPOKEN.sub("△", line.text)) for line in lines]
    is_in_glyphs = in_glyphs(lines)
    if is_in_glyphs:
        lines = from_glyphs(lines, is_text)
    pages = [split_flat(text) for text in rejoin([line.text for line in lines])] if is_text else []
    parts = [(part, len(page) > 1) for page in pages for part in page]
    is_split = is_text and len(parts) != len(lines)
    if is_split:
        lines = [replace(to_line(number, text), is_part=is_part) for number, (text, is_part) in enumerate(parts, 1)]
    document = parse(lines, known)
    document.is_in_glyphs = is_in_glyphs
    return document, is_text and not (is_spoken or is_in_glyphs or is_split)
