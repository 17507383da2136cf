"""Tables in what no other step has read: words and figures in the order of the text, whatever lines they stand on.

The other steps ask layout, known words or sums to say which figure is of which line. Where none of them does, the order alone is left:
words, and as many figures behind each of them, again and again. Where the words might as well be of the figures before them, nothing is
read. Such a table is `open`: a person says whether it is so, unless its sums do.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby

from reader.glossary import read_header
from reader.grid import has_kinds, is_rate
from reader.layout import FORMULA, NAMES, TOTALS, UNIT, Region, begins_amid, classify, is_value, read_label
from reader.pieces import virtual
from reader.reading import Document
from reader.text import MONEY, Line, plain, read_figure
from reader.words import says

# Figures of a row, and letters of a label, at most; rows of a table at least; rows, or figures of each, of one that no header names.
COLUMNS, LETTERS, LEAST, NAMELESS = 14, 40, 2, 3
# Words between two rows at most: a heading or two and a label. More of them begin another table.
BETWEEN = 3
GROUPED = re.compile("[0-9],[0-9]{3}")
ITEM = re.compile("[0-9]{1,2}")


@dataclass
class Piece:
    """Words or a figure, and the line that it stands on."""

    text: str
    line: Line


@dataclass
class Group:
    """Words, and the figures behind them as far as the next words.

    Attributes:
        words: The words, without marks of formulas and units.
        values: The figures.
        before: The lines of all words.
    """

    words: list[Piece] = field(default_factory=list)
    values: list[Piece] = field(default_factory=list)
    before: list[Line] = field(default_factory=list)

    @property
    def label(self) -> str:
        """The last words, if they can be a label; several that are one header may be one label: 前年度 / 当初予算額."""
        texts = [piece.text for piece in self.words]
        whole = "".join(texts[-BETWEEN:])
        if len(texts) > 1 and read_header(whole).kind not in NAMES:
            return whole
        return texts[-1] if texts and is_label(texts[-1]) and read_header(texts[-1]).kind not in NAMES[1:] else ""

    @property
    def heads(self) -> list[str]:
        """The words that head columns, the label left out."""
        return [piece.text for piece in self.words[:-1] if is_head(piece.text)]


def tables_left(lines: list[Line], document: Document) -> list[Region]:
    """The tables in the lines that neither a table nor the prose has.

    Args:
        lines: The text.
        document: Its tables and the amounts of its prose.
    """
    of_prose: dict[int, list[str]] = {}
    for amount in document.prose:
        of_prose.setdefault(amount.source_line, []).append(amount.printed)
    are_left = [
        not line.is_read and classify(line) != "prose" and not any(printed in line.text for printed in of_prose.get(line.number, []))
        for line in lines
    ]
    regions: list[Region] = []
    for is_left, some in groupby(enumerate(lines), lambda one: are_left[one[0]]):
        stretch = list(some)
        if is_left:
            above = [line for line in reversed(lines[: stretch[0][0]]) if line.filled][:BETWEEN]
            last = max((table for table in document.tables if table.last_line < stretch[0][1].number), key=lambda table: table.last_line, default=None)
            regions += tables_in([line for _, line in stretch], above, [column.printed for column in last.columns] if last else [])
    return regions


def tables_in(lines: list[Line], above: list[Line], names: list[str]) -> Iterator[Region]:
    """The tables in some lines next to each other, given those above and the headers of the last table, which one without headers has."""
    groups = groups_of(lines)
    for section in sections_of(groups):
        width = Counter(len(group.values) for group in section).most_common(1)[0][0]
        rows = [group for group in section if group.label and len(group.values) == width]
        own = names_of(section[0], width)
        names = own or (names if len(names) == width else [])
        # Words at the end may be of the figures before them, and so all words, unless headers stand before the first.
        if is_table(section, rows, own) and (names or not ends_with_words(section, groups)):
            yield region_of(names, rows, [*reversed(section[0].before), *above])
            above = []


def groups_of(lines: list[Line]) -> list[Group]:
    """The words and figures of some lines in groups, the first of words, though there may be none; a number of an item is of its words."""
    groups = [Group()]
    cells = [Piece(cell.text.strip(), line) for line in lines for cell in line.filled]
    for place, piece in enumerate(cells):
        is_amount = is_value(piece.text) and not piece.text.startswith("(")
        after = cells[place + 1] if place + 1 < len(cells) else None
        is_number = bool(ITEM.fullmatch(plain(piece.text))) and after is not None and after.line is piece.line and not is_value(after.text)
        if is_amount and not is_number:
            groups[-1].values.append(piece)
            continue
        if groups[-1].values:
            groups.append(Group())
        groups[-1].before.append(piece.line)
        groups[-1].words += [] if is_aside(piece.text) else [piece]
    return groups


def sections_of(groups: list[Group]) -> list[list[Group]]:
    """Groups in sections: another begins where more words stand than headings and a label, or headers among them."""
    sections: list[list[Group]] = []
    for group in (group for group in groups if group.values):
        if not sections or not group.words or len(group.before) > BETWEEN or len(group.heads) > 1:
            sections.append([])
        sections[-1].append(group)
    return sections


def is_table(section: list[Group], rows: list[Group], names: list[str]) -> bool:
    """Whether some groups of a section are the rows of a table.

    They are most of it, with amounts that look like some, grouped or with a unit; what stands before the first figures is a label as the
    others are; and headers are none, but for years where others name the columns.
    """
    width = len(section[0].values) if not rows else len(rows[0].values)
    enough = 1 if names and width > 1 else LEAST if names or width >= NAMELESS else NAMELESS
    are_heads = [not group.label or is_head(group.label) for group in section]
    are_years = all(read_header(group.label).kind == "year" for group in rows)
    amounts = [any(GROUPED.search(plain(piece.text)) or (read_figure(piece.text) or ("", "", ""))[2] for piece in group.values) for group in rows]
    return (
        width <= COLUMNS and len(rows) >= enough and 3 * len(rows) >= 2 * len(section) and 2 * sum(amounts) >= len(rows)
        and (not are_heads[0] or bool(names) and are_years) and has_kinds([[piece.text for piece in group.values] for group in rows])
    )


def names_of(group: Group, width: int) -> list[str]:
    """The headers of so many columns among the words above the first label; none if they are not told."""
    heads = group.heads
    amounts = [not is_rate(piece.text) for piece in group.values]
    if len(heads) == sum(amounts) < len(amounts) == width:
        return [heads.pop(0) if is_amount else "率" for is_amount in amounts]
    return heads if len(heads) == width else []


def ends_with_words(section: list[Group], groups: list[Group]) -> bool:
    """Whether words stand behind the last figures of a section, as a label does, and no figures behind them."""
    behind = next((group for group, before in zip(groups[1:], groups, strict=False) if before is section[-1]), None)
    return bool(behind and not behind.values and behind.words and is_label(behind.words[0].text))


def is_head(text: str) -> bool:
    """Whether words head a column, or each of them one, and are no label: 差引 may be one."""
    words = [text] if read_header(text).kind else text.split()
    return all(read_header(word).kind not in (*NAMES, "total", "measure") for word in words) and not says("difference", plain(text))


def is_aside(text: str) -> bool:
    """Whether words are no label: a mark of a formula, or a unit."""
    flat = plain(text)
    return bool(FORMULA.fullmatch(flat) or UNIT.search(flat)) or flat.strip("()") in MONEY or not re.search(r"[^\W\d_]", text)


def is_label(text: str) -> bool:
    """Whether words may be a label: no sentence, no letter of one, and not what stands within one only."""
    name = read_label([text])[2]
    is_letter = len(name) < 2 and name not in TOTALS
    return len(plain(text)) <= LETTERS and "。" not in text and not is_letter and not begins_amid(name)


def region_of(names: list[str], rows: list[Group], before: list[Line]) -> Region:
    """The lines of a table, those with headings among them."""
    header = [virtual(rows[0].words[-1].line.number, ["科目", *names])] if names else []
    body = []
    for group in rows:
        headings = [piece for piece in group.words[:-1] if group is not rows[0] and is_label(piece.text) and piece.text not in group.label]
        body += [virtual(piece.line.number, [piece.text]) for piece in headings]
        numbers = [group.words[-1].line.number, *(piece.line.number for piece in group.values)]
        body.append(virtual(min(numbers), [group.label, *(piece.text for piece in group.values)], 0, max(numbers)))
    return Region(header, body, [], before, is_guessed=True)
