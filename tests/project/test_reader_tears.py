"""Whole tables of the texts, written as extractions tear them, and read again.

What a table says when it stands whole is known; however its cells are written, no other amount may be read of a label, and of a table
with several columns, whose rows add up, none may be lost.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import pytest

from reader import arithmetic
from reader.glossary import read_header
from reader.parse import parse_file
from reader.text import plain

TEXTS = Path(__file__).parent / "texts"
UNITS = {"thousand_yen": "千円", "million_yen": "百万円", "yen": "円"}
NUMBERED = re.compile(r"(第?[0-9]+[款項目節.]?|\([0-9]+\))\s*(.+)")


class Printed(NamedTuple):
    """A table: its unit, the headers of its columns, and its rows, each a label and its figures."""

    unit: str
    heads: list[str]
    rows: list[tuple[str, list[str]]]


Way = Callable[[Printed], list[str]]
WAYS: dict[str, Way] = {}


def way(write: Callable[[Printed], Iterator[str]]) -> Callable[[Printed], Iterator[str]]:
    """Take a way to write a table into the list, below its title and unit."""
    WAYS[write.__name__] = lambda table: ["収支の表", f"（単位：{table.unit}）", *write(table)]
    return write


def parts(label: str) -> list[str]:
    """The number of a label and its name, or the name alone."""
    found = NUMBERED.fullmatch(label)
    return [found[1], found[2]] if found else [label]


@way
def whole(table):
    yield "\t".join(["区分", *table.heads])
    yield from ("\t".join([label, *figures]) for label, figures in table.rows)


@way
def cells(table):
    yield from ["区分", *table.heads]
    for label, figures in table.rows:
        yield from [label, *figures]


@way
def numbers_apart(table):
    yield from ["区分", *table.heads]
    for label, figures in table.rows:
        yield from [*parts(label), *figures]


@way
def letters(table):
    yield from ["区分", *table.heads]
    for label, figures in table.rows:
        *number, name = parts(label)
        yield from [*number, *(name if len(name) < 9 else [name]), *figures]


@way
def minus_marks_apart(table):
    yield from (part for line in cells(table) for part in re.fullmatch("(△)? ?(.+)", line).groups() if part)


@way
def units_below_their_figures(table):
    yield from ["区分", *table.heads]
    for label, figures in table.rows:
        yield from [label, *(text for figure in figures for text in (figure.removesuffix(table.unit), table.unit))]


@way
def paragraphs(table):
    yield from (text for line in cells(table) for text in (line, ""))


@way
def one_line(table):
    yield " ".join(cells(table))


@way
def figures_below_labels(table):
    yield " ".join(["区分", *table.heads])
    for label, figures in table.rows:
        yield from [label, " ".join(figures)]


@way
def figures_above_labels(table):
    yield " ".join(["区分", *table.heads])
    for label, figures in table.rows:
        yield from [" ".join(figures), label]


@way
def labels_then_rows(table):
    yield from [" ".join(["区分", *table.heads]), *(label for label, _ in table.rows)]
    yield from (" ".join(figures) for _, figures in table.rows)


@way
def labels_then_columns(table):
    yield from ["区分", *(label for label, _ in table.rows), *table.heads]
    yield from (figure for column in zip(*(figures for _, figures in table.rows), strict=True) for figure in column)


@way
def cells_then_labels(table):
    yield from [*table.heads, *(figure for _, figures in table.rows for figure in figures), "区分", *(label for label, _ in table.rows)]


@way
def labels_right_of_figures(table):
    yield " ".join([*table.heads, "区分"])
    yield from (" ".join([*figures, label]) for label, figures in table.rows)


@way
def half_torn(table):
    half = len(table.rows) // 2
    yield " ".join(["区分", *table.heads])
    yield from (" ".join([label, *figures]) for label, figures in table.rows[:half])
    yield from [*(label for label, _ in table.rows[half:]), *(" ".join(figures) for _, figures in table.rows[half:])]


@way
def headers_with_units(table):
    yield from ["区分", *(text for head in table.heads for text in (head, "", f"({table.unit})", ""))]
    yield from (" ".join([label, *figures]) for label, figures in table.rows)


@way
def a_page_ends(table):
    lines = list(figures_below_labels(table))
    yield from [*lines[: len(lines) // 2], "- 12 -", "", *lines[len(lines) // 2 :]]


def page(*parts: str) -> Iterator[str]:
    """A page in one line, long enough to be one, behind what it says."""
    yield " ".join([*["本年度の予算は、事業の着実な推進と経営の健全化を図ることとし、必要な経費を計上した。"] * 4, *parts])


def columns(table: Printed) -> list[list[str]]:
    """The figures of each column of a table."""
    return [list(column) for column in zip(*(figures for _, figures in table.rows), strict=True)]


def shares(table: Printed) -> list[list[str]]:
    """What part each figure of a column is of the largest, in per cent."""
    amounts = [[int(re.sub("[^0-9△]", "", plain(text)).replace("△", "-")) for text in column] for column in columns(table)]
    return [[f"{100 * amount / max(map(abs, column)):.1f}".replace("-", "△") for amount in column] for column in amounts]


@way
def labels_and_columns_in_one_line(table):
    yield from page("区分", *table.heads, *(label for label, _ in table.rows), *(figure for column in columns(table) for figure in column))


@way
def labels_and_rows_in_one_line(table):
    yield from page("区分", *table.heads, *(label for label, _ in table.rows), *(figure for _, figures in table.rows for figure in figures))


@way
def headers_between_columns_in_one_line(table):
    headed = (text for head, column in zip(table.heads, columns(table), strict=True) for text in (head, *column))
    yield from page("区分", *(label for label, _ in table.rows), *headed)


@way
def headers_behind_labels_in_one_line(table):
    yield from page(*(label for label, _ in table.rows), *table.heads, *(figure for column in columns(table) for figure in column), "12")


@way
def columns_with_shares_in_one_line(table):
    both = (text for column, parts in zip(columns(table), shares(table), strict=True) for text in (*column, *parts))
    heads = (text for head in table.heads for text in (head, "構成比"))
    yield from page("区分", *heads, *(label for label, _ in table.rows), *both)


@cache
def printed() -> dict[str, Printed]:
    """The tables of the texts of which every row has a label of its own and a figure in every column."""
    found = {}
    for path in sorted(TEXTS.glob("*.txt")):
        for table in parse_file(path)[0].tables:
            rows = [(row.label, [figure.printed.strip() for figure in row.figures]) for row in table.rows if row.figures]
            are_full = all(len(figures) == len(table.columns) and "" not in figures for _, figures in rows)
            # Labels that are headers by their words may be either.
            are_labels = not all(read_header(label).kind for label, _ in rows)
            if are_full and are_labels and len({label for label, _ in rows}) == len(rows) > 3 and table.unit in UNITS:
                found[f"{path.stem}-{table.table_id}"] = Printed(UNITS[table.unit], [column.reading for column in table.columns], rows)
    return found


@cache
def told(table: str) -> Counter[tuple[str, str, int]]:
    """What a table says that stands whole."""
    with TemporaryDirectory() as folder:
        return amounts(Path(folder), WAYS["whole"](printed()[table]))


def named(found: Counter[tuple[str, str, int]]) -> Counter[tuple[str, str, int]]:
    """The amounts of columns, and not the shares beside them."""
    return Counter({key: count for key, count in found.items() if key[1] != "構成比"})


def amounts(folder: Path, lines: list[str]) -> Counter[tuple[str, str, int]]:
    """What is read of some lines: each amount with the name of its row and of its column."""
    (folder / "table.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    document, _ = parse_file(folder / "table.txt")
    arithmetic.find(document)
    return Counter(
        (row.normalised, plain(table.columns[figure.column - 1].reading), figure.magnitude * (figure.sign or 1))
        for table in document.tables for row in table.rows for figure in row.figures
    )  # fmt: skip


@pytest.mark.parametrize("name", [name for name in WAYS if name != "whole"])
@pytest.mark.parametrize("table", printed())
def test_a_table_is_read_however_it_is_torn_or_not_at_all(tmp_path, table, name):
    found = named(amounts(tmp_path, WAYS[name](printed()[table])))
    assert told(table) and not found - told(table)
    if len(printed()[table].heads) > 1:
        assert not told(table) - found


@pytest.mark.parametrize("name", [name for name in WAYS if name.endswith("columns_in_one_line")])
def test_tables_behind_each_other_in_one_line_are_read_each(tmp_path, name):
    tables = [(key, table) for key, table in printed().items() if len(table.heads) > 1]
    for (one, first), (other, second) in zip(tables, tables[1:], strict=False):
        if first.unit == second.unit:
            *lines, page = WAYS[name](first)
            found = named(amounts(tmp_path, [*lines, f"{page} 支出の表 {WAYS[name](second)[-1].split('。')[-1]}"]))
            assert found == told(one) + told(other)
