"""What the tables of a document say about each other.

A table whose title is lost shows the lines of a statement that another one names; a name that
the extraction mangled in one header is whole in another; a header that was torn apart has the
columns of a table like it.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from itertools import pairwise
from difflib import SequenceMatcher

from reader.chart import unique
from reader.glossary import find_statement, identifier, read_header, translate, unbracketed
from reader.glossary import rows as rows_of_words
from reader.layout import NUMBERING
from reader.reading import BASE, RESULT, TOTAL, Column, Document, Figure, Table
from reader.text import LEADERS, plain, read_figure

SHARED = 0.6  # part of the labels of the smaller table that two tables of one statement share
ALIKE = 0.72  # likeness of two names that are one
SIDES = ("収入", "支出")  # titles that say which side of the statement before a table shows
LETTERS = 0.75  # part of the letters that a torn header shares with a whole one


def similar(one: str, other: str) -> float:
    """How like two names are, from 0 to 1."""
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def labels_of(table: Table) -> set[str]:
    """The labels of a table without blanks, those that any table may have left out: totals, years and what changed between them."""
    found = {row.normalised for row in table.rows} - {"合計", "計", "小計", "その他"}
    return {label for label in found if read_header(label).kind not in ("year", "stage")}


def set_statements(tables: list[Table]) -> None:
    """Give each table without a statement that of the table whose lines it shows.

    Args:
        tables: All tables of a document; changed in place. What shows no lines of another gets
            a statement of its own, named by its title, or by its number.
    """
    for number, table in enumerate(tables):
        if table.statement:
            continue
        if number and plain(unbracketed(plain(table.title))) in SIDES:
            table.statement = tables[number - 1].statement
            continue
        mine = labels_of(table)
        scores = [
            (len(mine & labels_of(other)) / max(1, min(len(mine), len(labels_of(other)))), -abs(tables.index(other) - tables.index(table)), other)
            for other in tables
            if other.statement and other is not table
        ]
        best = max(scores, default=None, key=lambda score: score[:2])
        if best and best[0] >= SHARED and mine:
            table.statement = best[2].statement
        else:
            title = NUMBERING.sub("", table.title)
            words = identifier(translate(plain(title)).words) if title else ""
            taken = [other.statement for other in tables]
            # What shows no lines of another is no part of its statement, even if the words are the same.
            table.statement = unique(words, taken) if words else f"statement_{tables.index(table) + 1}"


def set_businesses(tables: list[Table]) -> None:
    """Give the columns and titles that mean one business one name.

    The name is the one that most headers print, or of several as frequent the longest; headers
    are of one business when they are alike, or stand at one place of two headers as long.
    """
    names: Counter[str] = Counter()
    for table in tables:
        for column in table.columns:
            if column.business not in (None, TOTAL):
                names[column.business] += 1
    canonical: dict[str, str] = {}
    for name in sorted(names, key=lambda name: (not name.endswith("事業"), -names[name], -len(name))):
        best = max(canonical.values(), key=lambda other: similar(name, other), default=None)
        canonical[name] = best if best and similar(name, best) >= ALIKE and not beside(tables, name, best) else name
    for table in tables:
        whole = [column for column in table.columns if column.business not in (None, TOTAL)]
        for column in whole:
            column.business = canonical[column.business]
        for other in tables:
            if other is table:
                break
            theirs = [column for column in other.columns if column.business not in (None, TOTAL)]
            if len(theirs) == len(whole) > 2 and len(table.columns) == len(other.columns):
                agree = sum(one.business == two.business for one, two in zip(whole, theirs, strict=True))
                if 2 * agree >= len(whole):
                    for one, two in zip(whole, theirs, strict=True):
                        one.business = two.business
                    break
        for column in whole:
            if column.business and not plain(column.printed).startswith(column.business):
                column.reading = column.business + (f" {column.reading.split(' ')[-1]}" if column.stage not in (None, RESULT) else "")
    known = [name for name in dict.fromkeys(column.business for table in tables for column in table.columns) if name not in (None, TOTAL)]
    for table in tables:
        table.business = business_of(table.title, known)
        if table.business:
            for column in table.columns:
                if column.business == TOTAL:
                    column.business = table.business


def leave_lone_businesses(tables: list[Table]) -> None:
    """Take the tables of a statement that shows one business alone for those of the body, where other statements show other businesses.

    A total over businesses of which one alone has the lines would be no total.

    Args:
        tables: All tables of a document; changed in place.
    """
    shown: dict[str, set[str | None]] = defaultdict(set)
    for table in tables:
        shown[table.statement] |= {column.business for column in table.columns if column.kind == "figure"} - {None}
    several = len(set().union(*shown.values()) - {TOTAL}) > 1
    for table in tables:
        if several and table.business and shown[table.statement] == {table.business}:
            table.business = None
            for column in table.columns:
                column.business = TOTAL if column.business else None


def beside(tables: list[Table], one: str, other: str) -> bool:
    """Whether two names head columns of one table, and so are two businesses."""
    return any({one, other} <= {column.business for column in table.columns} for table in tables)


def business_of(title: str, known: list[str]) -> str | None:
    """The business that a title is about: one that a header names, or what stands before the form's name."""
    words = NUMBERING.sub("", title.strip())
    first = plain(re.split(r"[\s\u3000]+", words)[0]) if words else ""
    # Of names that are as near, one that the title has, and the longest of these.
    near = max(known, key=lambda name: (similar(name, first), name in plain(words), len(name)), default=None)
    if near and (similar(near, first) >= 0.8 or near in plain(words)):
        return near
    return None


def mend_torn(tables: list[Table]) -> None:
    """Give a table whose header was torn apart the columns of a whole table that it is like.

    The letters of both headers are nearly the same, and no row has more figures than the whole
    table has columns. The rows keep their cells as extracted; where they belong is for the
    numbers to say.
    """
    for table in tables:
        if not table.is_torn:
            continue
        mine = Counter("".join(plain(column.printed) for column in table.columns))
        for other in tables:
            theirs = Counter("".join(plain(column.business or "") for column in other.columns))
            shared = sum((mine & theirs).values()) / max(1, min(sum(mine.values()), sum(theirs.values())))
            most = max(sum(bool(cell) for cell in row.cells) for row in table.rows)
            if other.is_torn or other is table or shared < LETTERS or len(other.columns) >= len(table.columns):
                continue
            nonzero = max(sum(figure.magnitude != 0 for figure in row.figures) for row in table.rows)
            if nonzero > len(other.columns) or most < len(other.columns):
                continue
            printed = " ".join(column.printed for column in table.columns)
            table.columns = [
                Column(column.number, printed if not number else "", column.reading, column.kind, table.unit, column.business, column.stage, column.measure)
                for number, column in enumerate(other.columns)
            ]
            break


def name_tables(tables: list[Table]) -> None:
    """Give each table an id that says its statement and business, and its number among those."""
    seen: Counter[str] = Counter()
    for table in tables:
        parts = [table.statement]
        businesses = {column.business for column in table.columns if column.kind == "figure"} - {None, TOTAL}
        if table.business:
            english = identifier(translate(table.business).words, 30)
            parts.append(english or "business")
        elif len(businesses) > 1:
            parts.append("by_business")
        name = "_".join(parts)
        seen[name] += 1
        table.table_id = name if seen[name] == 1 else f"{name}_{seen[name]}"


def read_contents(tables: list[Table], lines: list[str]) -> None:
    """Read a list of forms or chapters with their pages: the last figure of a row is a page, 様式第n号 a form.

    A list that skips pages is that of some chapters of a book, and no table.

    Args:
        tables: Changed in place.
        lines: The lines of the text; leaders before a page say what it is.
    """
    for table in tables[:]:
        if table.header_lines:
            continue
        pages, forms, words = [], [], []
        for row in table.rows:
            cells = [row.label, *row.cells]
            figures = [cell for cell in cells if read_figure(cell) is not None and cell]
            form = re.search(r"様式第([0-9]+)号", plain(cells[0]))
            pages.append(figures[-1] if figures else "")
            forms.append(form[1] if form else "")
            rest = [re.sub(r"様式第?\s*[0-9０-９]+\s*号", "", cells[0]), *cells[1:]] if form else cells
            rest = [re.sub(r"[\s・.…‥･．]{3,}", " ", cell).strip() for cell in rest if cell not in figures]
            words.append(" ".join(cell for cell in rest if cell and plain(cell) not in ("ページ", "頁") and not re.fullmatch(r"[・.…‥･．\s]+", cell)))
        numbers = [int(plain(page)) for page in pages if plain(page).isdigit()]
        listed = sum("ページ" in line or "頁" in line for line in (" ".join([row.label, *row.cells]) for row in table.rows))
        is_led = len(table.rows) > 2 and not table.is_unit_told and all(LEADERS.search(lines[row.source_line - 1]) for row in table.rows)
        if len(numbers) != len(table.rows) or numbers != sorted(numbers) or not (listed or all(forms) or is_led):
            continue
        if any(page not in (before, before + 1) for before, page in pairwise([0, *numbers])):
            tables.remove(table)
            continue
        table.statement, table.title, table.unit = "contents", table.title or "目次", "form_number" if all(forms) else "page_number"
        table.columns = [Column(1, "", "ページ", unit="page_number", business=None)]
        if all(forms):
            table.columns.insert(0, Column(1, "", "様式番号", unit="form_number", business=None))
            table.columns[1].number = 2
        for row, page, form, label in zip(table.rows, pages, forms, words, strict=True):
            row.label, row.normalised, row.numbering, row.depth, row.section = label, plain(label), "", 0, ""
            row.cells = (form, page) if all(forms) else (page,)
            row.figures = [
                Figure(column.number, cell, int(plain(cell)), 1, column.unit)
                for column, cell in zip(table.columns, row.cells, strict=True)
            ]


def settle(document: Document) -> None:
    """Let the tables of a document explain each other; changed in place.

    Args:
        document: As its layout was read.
    """
    tables = document.tables
    read_contents(tables, document.lines)
    set_businesses(tables)
    mend_torn(tables)
    set_statements(tables)
    leave_lone_businesses(tables)
    name_tables(tables)
    take_base_alone(tables)


def take_base_alone(tables: list[Table]) -> None:
    """Take the budget that a document decides, 当初予算額, for its result where it prints no amendment and nothing after it."""
    columns = [column for table in tables for column in table.columns if column.kind == "figure"]
    if {column.stage for column in columns} == {BASE}:
        for column in columns:
            column.stage = RESULT


def statement_rows(tables: list[Table]) -> list[dict[str, str]]:
    """What the glossary says of the statements of a document, one row for each."""
    rows = []
    for statement in dict.fromkeys(table.statement for table in tables):
        title = next((table.title for table in tables if table.statement == statement and table.title), "")
        known = find_statement(title) if title else None
        if known is None or known["statement"] != statement:
            known = next((row for row in rows_of_words("statements") if row["statement"] == statement), None)
        if known:
            rows.append(known)
        else:
            english = translate(plain(NUMBERING.sub("", title)))
            rows.append({
                "statement": statement, "presentation": "list", "period_kind": "duration",
                "label_ja": plain(title) or statement, "label_en": english.words if title else statement,
            })
    return rows
