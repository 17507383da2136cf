"""Tables of which nothing but the order of words and figures tells how they are to be read.

The texts are invented; their shapes are those of pages of sites and PDFs.
"""

from __future__ import annotations

import pytest

from reader import arithmetic
from reader.glossary import rows
from reader.reading import OPEN, Table
from reader.readings import of_tables
from reader.seeds import draft_document

# What is received of it, below names of its own; a row of the table beside it, in the same line.
LISTED = """3月補正予算の概要
歳入の主なもの
内容
金額
国民健康保険特別会計

基金繰入金

3,456万円
駐車場特別会計

使用料

1,234万円
"""
# Cells on lines of their own, with blank lines between them, below headers with marks of formulas and units.
HEADED = """予算の概要

会計別予算一覧

区分

令和5年度
(A)
(千円)

令和4年度
(B)
(千円)

前年度との比較

(A)-(B)
(千円)

前年度との比較

(A-B)/B
(パーセント)

一般会計(イ)

12,345,000

11,234,500

1,110,500

9.9
"""


def guessed(document) -> list[Table]:
    """The tables that the order of words and figures alone makes."""
    return [table for table in document.tables if table.is_guessed]


def test_figures_behind_a_label_have_the_headers_above_it_whatever_lines_they_stand_on(read):
    (table,) = guessed(read(HEADED))
    assert [(row.normalised, row.cells) for row in table.rows if row.figures] == [("一般会計(イ)", ("12,345,000", "11,234,500", "1,110,500", "9.9"))]
    assert [column.stage for column in table.columns if column.kind == "figure"] == ["revised", "original", "adjustment"]


def test_headings_and_labels_with_an_amount_each_are_rows(read):
    (table,) = guessed(read(LISTED))
    assert {row.normalised: row.cells for row in table.rows if row.figures} == {"基金繰入金": ("3,456万円",), "使用料": ("1,234万円",)}


@pytest.mark.parametrize("text", [
    "何市の決算\n金額\n3,456,000\n給水収益\n2,345,000\n受託工事収益\n1,234,000\nその他の収益\n",  # the words may be of the figures above them
    "何市の決算\n給水収益\n3,456,000\n受託工事収益\n2,345,000\n受取利息\n1,234,000\nその他の収益\n",
    "何市の決算\n3,456,000\n費\n2,345,000\n金\n1,234,000\n債\n987,000\n",  # letters are no labels
])  # fmt: skip
def test_where_words_may_be_of_other_figures_nothing_is_read(read, text):
    assert guessed(read(text)) == []


def test_a_person_is_asked_about_such_a_table(read):
    document = read(LISTED)
    readings = of_tables(draft_document(document, arithmetic.find(document), "invented", rows("rules")))
    asked = [(reading.table_id, reading.source_line, reading.certainty) for reading in readings if "並びだけ" in reading.reason_ja]
    assert asked == [(document.tables[0].table_id, 7, OPEN)]
