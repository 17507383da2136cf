"""From a source to what its layout says: lines, tables, and the amounts of the prose."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from reader.across import settle
from reader.flat import split_flat
from reader.glossary import read_header
from reader.layout import is_value, minus_is_printed, read_tables
from reader.prose import read_prose
from reader.reading import Document
from reader.text import Cell, Line, read_source, to_line
from reader.torn import mend

# Lines below a header in which its first rows are looked for.
BELOW = 12


def split_headers(lines: list[Line]) -> None:
    """Split the headers whose columns a single blank separates, as a text without layout has them.

    A blank may also stand within the header of one column. The rows below tell: they have a
    figure for each of the words that do not head a label.

    Args:
        lines: The lines of a text; the cells of such headers are changed in place.
    """
    for place, line in enumerate(lines):
        words = line.filled[0].text.split() if line.separator == "blank" and len(line.filled) == 1 else []
        kinds = [read_header(word).kind for word in words]
        if len(words) < 3 or 3 * sum(map(bool, kinds)) < 2 * len(words):
            continue
        below = [sum(is_value(cell.text) for cell in row.filled) for row in lines[place + 1 : place + BELOW]]
        figures = Counter(count for count in below if count > 1).most_common(1)
        heads = [kind for kind in kinds if kind not in ("label", "number")]
        if figures and figures[0][0] in (len(heads), len(heads) - heads.count("attribute")):
            line.cells = [Cell(word[0], word.start(), word.end()) for word in re.finditer(r"\S+", line.text)]


def parse(lines: list[Line], known: frozenset[str] = frozenset()) -> Document:
    """Read the layout of a text.

    Args:
        lines: Its lines with their cells.
        known: Labels that are known of such a document, without blanks.

    Returns:
        Its tables, and the amounts and quantities of its prose.
    """
    split_headers(lines)
    prints_minus = minus_is_printed(lines)
    whole = mend(lines)
    document = Document([line.text for line in lines], read_tables(whole, prints_minus, known), [], prints_minus)
    settle(document)
    document.prose = read_prose(whole, document)
    return document


def parse_file(source: Path, known: frozenset[str] = frozenset()) -> tuple[Document, bool]:
    """Read the layout of a text file or a PDF.

    Args:
        source: The file.
        known: Labels that are known of such a document, without blanks.

    Returns:
        What is read, and whether its lines are those of the file: those of a PDF, and of a text
        that stands in one line, are made here, and whoever checks them needs them as a text.

    Raises:
        reader.text.Unreadable: It is neither.
    """
    lines = read_source(source)
    is_text = source.read_bytes()[:5] != b"%PDF-"
    parts = [part for line in lines for part in split_flat(line.text)] if is_text else []
    if is_text and len(parts) != len(lines):
        return parse([to_line(number, text) for number, text in enumerate(parts, 1)], known), False
    return parse(lines, known), is_text
