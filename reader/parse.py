"""From a source to what its layout says: lines, tables, and the amounts of the prose."""

from __future__ import annotations

from pathlib import Path

from reader.across import settle
from reader.flat import split_flat
from reader.layout import minus_is_printed, read_tables
from reader.prose import read_prose
from reader.reading import Document
from reader.text import Line, read_source, to_line
from reader.torn import mend


def parse(lines: list[Line], known: frozenset[str] = frozenset()) -> Document:
    """Read the layout of a text.

    Args:
        lines: Its lines with their cells.
        known: Labels that are known of such a document, without blanks.

    Returns:
        Its tables, and the amounts and quantities of its prose.
    """
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
