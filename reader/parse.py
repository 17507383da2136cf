"""From a source to what its layout says: lines, tables, and the amounts of the prose."""

from __future__ import annotations

from pathlib import Path

from reader.across import settle
from reader.layout import minus_is_printed, read_tables
from reader.prose import read_prose
from reader.reading import Document
from reader.text import Line, read_source
from reader.torn import mend


def parse(lines: list[Line]) -> Document:
    """Read the layout of a text.

    Args:
        lines: Its lines with their cells.

    Returns:
        Its tables, and the amounts and quantities of its prose.
    """
    prints_minus = minus_is_printed(lines)
    whole = mend(lines)
    document = Document([line.text for line in lines], read_tables(whole, prints_minus), [], prints_minus)
    settle(document)
    document.prose = read_prose(whole, document)
    return document


def parse_file(source: Path) -> Document:
    """Read the layout of a text file or a PDF.

    Raises:
        reader.text.Unreadable: It is neither.
    """
    return parse(read_source(source))
