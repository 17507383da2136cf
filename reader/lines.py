"""Rows of several tables that are one line of a statement.

Tables of one statement print the same lines: some all, some a few, with slips of the extraction
in the labels. Labels are aligned in their order, first those that are equal, then those that
differ by the word of a total (営業収益, 営業収益合計), then those that are alike; for the last two,
and for what the tables share, figures decide.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import count

from reader.control import DIGITS
from reader.cube import agree, row_key
from reader.misread import is_slip
from reader.reading import PROBABLE, PROVED, Line, LineKey, Row, Table
from reader.words import says, without_total
from reader.text import YEN, are_comparable

# Labels less alike than this are two lines, whatever their figures.
ALIKE = 0.7
# Figures that agree for each that does not, where two labels are alike, or a table is printed again, and a figure is wrong.
WRONG = 4


@dataclass
class Match:
    """A row that prints a line, and why."""

    table: Table
    row: Row
    exact: bool
    agreeing: int = 0
    differing: int = 0
    apart: int = 0


def number_of(row: Row) -> str:
    """The number before the label of a row, digits alone."""
    return "".join(re.findall("[0-9]+", row.numbering.translate(DIGITS)))


def figured(table: Table) -> list[Row]:
    """The rows of a table that are lines and no headings."""
    return [row for row in table.rows if not row.is_heading]


def unify(tables: list[Table]) -> tuple[dict[int, LineKey], list[Line]]:
    """Give each row of a document its line.

    Args:
        tables: The tables of the document.

    Returns:
        Row (`row_key`) to key, and the lines with all their rows.
    """
    statements: dict[str, list[Table]] = defaultdict(list)
    for table in tables:
        statements[table.statement].append(table)
    keys: dict[int, LineKey] = {}
    lines: list[Line] = []
    for statement, members in statements.items():
        books: list[Book] = []
        for table in sorted(members, key=lambda table: (-len(figured(table)), table.is_torn, table.first_line)):
            # Tables of one statement may be of two accounts: then their figures differ. Those in units that are kept apart have lines of their own.
            book = next((book for book in books if are_comparable(book.scale, YEN.get(table.unit, 0)) and book.takes(table)), None)
            if book is None:
                book = Book(statement, table.table_id if books else "", YEN.get(table.unit, 0))
                books.append(book)
            book.add(table)
        for book in books:
            for key, matches in book.matches.items():
                for match in matches:
                    keys[row_key(match.row)] = key
                lines.append(book.line(key))
    return keys, lines


def rename(lines: list[Line], keys: dict[int, LineKey], renamed: dict[LineKey, LineKey]) -> None:
    """Give lines other keys; lines of one new key become one.

    Args:
        lines: The lines; changed.
        keys: Row to key; changed.
        renamed: Old key to new key.
    """
    for place, key in keys.items():
        keys[place] = renamed.get(key, key)
    kept: dict[LineKey, Line] = {}
    for line in lines:
        line.key = renamed.get(line.key, line.key)
        if line.key in kept:
            kept[line.key].rows += line.rows
        else:
            kept[line.key] = line
    lines[:] = list(kept.values())


class Book:
    """The lines of one statement, in their order, and how many yen are in the unit of its first table."""

    def __init__(self, statement: str, section: str, scale: int) -> None:
        self.statement, self.section, self.scale = statement, section, scale
        self.order: list[LineKey] = []
        self.matches: dict[LineKey, list[Match]] = {}
        # What else is printed beside a line that stands for the rest.
        self.rests: dict[LineKey, set[LineKey]] = {}

    def takes(self, table: Table) -> bool:
        """Whether a table's figures are not mostly other than those of the lines of the same labels."""
        agreeing = differing = apart = 0
        labels = {key.label: key for key in self.order}
        for row in figured(table):
            if row.normalised in labels:
                match = self.compare(labels[row.normalised], table, row, True)
                agreeing, differing, apart = agreeing + match.agreeing, differing + match.differing, apart + match.apart
        # A form that is filled in twice prints the same labels, and some figures that are equal by nature; a print of the same has
        # a wrong figure here and there.
        is_form = [key.label for key in self.order] == [row.normalised for row in figured(table)]
        return differing <= agreeing and not (is_form and apart > 1 and WRONG * apart > agreeing)

    def add(self, table: Table) -> None:
        """Find the lines of a table among those known, and add the others."""
        rows = figured(table)
        found: dict[int, tuple[int, bool]] = {}
        labels = [key.label for key in self.order]
        printed = [row.normalised for row in rows]
        sequence = SequenceMatcher(None, labels, printed, autojunk=False)
        for block in sequence.get_matching_blocks():
            for step in range(block.size):
                found[block.b + step] = (block.a + step, True)
        # Two amounts that are no slip of each other are of two lines, whatever their label.
        apart = {number for number, (place, _) in found.items() if self.is_apart(self.order[place], table, rows[number])}
        # A line of the same label elsewhere, if its figures agree and those of the line in order do not.
        unlike = {number: place for number, (place, _) in found.items() if self.agreement(self.order[place], table, rows[number]) < 0}
        found = {number: at for number, at in found.items() if number not in unlike}
        taken = {place for place, _ in found.values()}
        for number, place in unlike.items():
            others = {
                other: self.agreement(key, table, rows[number])
                for other, key in enumerate(self.order) if key.label == printed[number] and other not in taken
            }  # fmt: skip
            best = max(others, key=lambda other, others=others: others[other], default=place)
            best = best if others.get(best, 0) > 0 else place
            if best not in taken and (best != place or number not in apart):
                found[number] = (best, True)
                taken.add(best)
        for number, row in enumerate(rows):
            if number in found:
                continue
            place = self.search(table, row, taken)
            if place is not None:
                found[number] = (place, self.order[place].label == row.normalised)
                taken.add(place)
        # What a short table does not name is another rest than what a long one does not.
        named = {self.order[p] for n, (p, _) in found.items() if not says("rest", rows[n].normalised)}
        for number, row in enumerate(rows):
            if number in found and says("rest", row.normalised) and self.rests.get(self.order[found[number][0]]) != named:
                del found[number]
        repeated = Counter(printed)
        after = -1
        for number, row in enumerate(rows):
            if number in found:
                place, exact = found[number]
                key = self.order[place]
                self.matches[key].append(self.compare(key, table, row, exact))
                after = self.order.index(key)
                continue
            key = self.name(row, repeated[row.normalised] > 1 or says("rest", row.normalised), table, rows, number)
            after += 1
            self.order.insert(after, key)
            self.matches[key] = [Match(table, row, True)]
            if says("rest", row.normalised):
                self.rests[key] = named
            else:
                named.add(key)
            found = {n: (p + (p >= after), e) for n, (p, e) in found.items()}

    def is_apart(self, key: LineKey, table: Table, row: Row) -> bool:
        """Whether no figure of a row agrees with those of a line, and one differs in more than a digit, or the row is numbered otherwise."""
        match = self.compare(key, table, row, True)
        numbers = {number for other in self.matches[key] if (number := number_of(other.row))}
        is_other = bool(numbers and number_of(row) and number_of(row) not in numbers)
        return not match.agreeing and match.differing > 0 and (match.apart > 0 or is_other)

    def agreement(self, key: LineKey, table: Table, row: Row) -> int:
        """How many more figures of a row agree with those of a line than differ from them."""
        match = self.compare(key, table, row, True)
        return match.agreeing - match.differing

    def search(self, table: Table, row: Row, taken: set[int]) -> int | None:
        """The known line that a row with another label prints, or None."""
        best: tuple[float, int] | None = None
        alike = SequenceMatcher(None, "", row.normalised, autojunk=False)
        for place, key in enumerate(self.order):
            if place in taken:
                continue
            same = key.label == row.normalised
            bare = without_total(key.label) == without_total(row.normalised)
            alike.set_seq1(key.label)
            # Each bound is dearer, and nearer, than the one before.
            if not (same or bare) and any(bound() < ALIKE for bound in (alike.real_quick_ratio, alike.quick_ratio, alike.ratio)):
                continue
            likeness = 1.0 if same or bare else alike.ratio()
            match = self.compare(key, table, row, same)
            if match.differing > match.agreeing:
                continue
            # Another label needs figures that agree; one among many may be wrong.
            if not same and (match.differing * WRONG > match.agreeing or not (match.agreeing or bare)):
                continue
            if best is None or likeness + match.agreeing / 100 > best[0]:
                best = (likeness + match.agreeing / 100, place)
        return best[1] if best else None

    def compare(self, key: LineKey, table: Table, row: Row, exact: bool) -> Match:
        """Count the figures in which a row and the prints of a line agree and differ."""
        match = Match(table, row, exact)
        for number, stage, business, unit in figure_axes(table):
            mine = next((f.magnitude for f in row.figures if f.column == number), None)
            if mine is None:
                continue
            for other in self.matches[key]:
                for column, other_stage, other_business, other_unit in figure_axes(other.table):
                    if stage != other_stage or business != other_business or None in (stage, business):
                        continue
                    theirs = next((f.magnitude for f in other.row.figures if f.column == column), None)
                    if theirs is None or not (mine or theirs) or unit not in YEN or other_unit not in YEN:
                        continue
                    if agree(mine, YEN[unit], theirs, YEN[other_unit]):
                        match.agreeing += 1
                    else:
                        match.differing += 1
                        match.apart += unit != other_unit or not is_slip(mine, theirs)
        return match

    def name(self, row: Row, is_repeated: bool, table: Table, rows: list[Row], number: int) -> LineKey:
        """A key of its own for a line: its label, and what tells it from others of that label."""
        key = LineKey(self.statement, row.normalised, self.section)
        if not is_repeated and key not in self.matches:
            return key
        before = next((r.normalised for r in reversed(rows[:number]) if says("total", r.normalised)), "")
        for section in (row.section, before, table.table_id, f"{table.table_id}:{row.source_line}"):
            key = LineKey(self.statement, row.normalised, f"{self.section} {section}".strip())
            if section and key not in self.matches:
                return key
        # Rows side by side on one line of the text, with one label.
        sections = (f"{table.table_id}:{row.source_line}:{number}" for number in count(2))
        keys = (LineKey(self.statement, row.normalised, f"{self.section} {section}".strip()) for section in sections)
        return next(key for key in keys if key not in self.matches)

    def line(self, key: LineKey) -> Line:
        """The line with its rows."""
        matches = self.matches[key]
        rows = [(match.table.table_id, match.row.source_line) for match in matches]
        agreeing, differing = sum(m.agreeing for m in matches), sum(m.differing for m in matches)
        other = sorted({m.row.label for m in matches if not m.exact})
        if len(matches) == 1:
            return Line(key, rows, PROVED, "ここにだけ印刷されている", "printed here only")
        sure = not differing and (agreeing or not other)
        shown = f"（{'、'.join(other)}）" if other else ""
        return Line(
            key,
            rows,
            PROVED if sure and (agreeing > 1 or not other) and agreeing else PROBABLE,
            f"{len(matches)} 表の同じ科目{shown}。{agreeing} 個の数字が一致、{differing} 個が不一致",
            f"one line of {len(matches)} tables; {agreeing} figures agree, {differing} differ",
        )


def figure_axes(table: Table) -> list[tuple[int, str | None, str | None, str]]:
    """Number, stage with measure, business and unit of each column of figures."""
    return [
        (c.number, None if c.stage is None else f"{c.stage} {c.measure}", c.business, c.unit or table.unit)
        for c in table.columns
        if c.kind == "figure"
    ]
