"""What a page leaves open is asked or left unread, and never read in silence.

The texts are invented; their shapes are those of real budgets.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from test_reader_layouts import drafted, grid

from reader.parse import parse_file
from reader.reading import OPEN, PROBABLE, PROVED, Document
from reader.readings import gather, unread


@pytest.fixture
def read(tmp_path: Path):
    """Read a text."""

    def from_text(text: str) -> Document:
        path = tmp_path / "text.txt"
        path.write_text(text, encoding="utf-8")
        return parse_file(path)[0]

    return from_text


def asked(document: Document, kind: str) -> list[tuple[str, str]]:
    """What is asked of one kind, or proved, as reading and certainty."""
    return [(reading.reading, reading.certainty) for reading in gather(drafted(document)) if reading.kind == kind]


TWICE = """区分 | 本年度 | 前年度 | 増減
市税 | 5,200 | 5,000 | 200
市債 | 3,800 | 4,000 | △200
合計 | 9,000 | 9,000 | 0
"""


def test_tables_that_agree_prove_no_unit_of_each_other(read):
    [(units, certainty)] = asked(read(f"歳入予算\n{TWICE}\n歳入予算の内訳\n{TWICE}"), "unit")
    assert certainty == OPEN and units.startswith("thousand_yen、thousand_yen")
    [(unit, certainty)] = asked(read(f"歳入予算\n(単位:千円)\n{TWICE}" + "\n" * 15 + f"歳入予算の内訳\n{TWICE}"), "unit")
    assert (unit, certainty) == ("thousand_yen", PROVED)


def test_a_unit_in_brackets_or_once_above_each_column_is_one(read):
    document = read(f"歳入予算\n(百万円)\n{TWICE}")
    assert document.tables[0].unit == "million_yen" and not asked(document, "unit")
    document = read("歳入予算\n(科目) (前年度) (増減) (本年度)\n円 円 円\n市税 5,000 200 5,200\n市債 4,000 △200 3,800\n")
    assert document.tables[0].unit == "yen"


MISPRINTED = """資本的収入
(単位:千円)

 令和6年度当初  令和5年度当初 増減
資本的収入 4,030,847 3,469,915 561,332
 企業債 1,533,600 1,470,700 62,900
 出資金 797,455 731,254 66,201
 国庫補助金 1,423,059 928,622 494,437
 工事負担金 276,733 338,939 △62,206
"""


def test_a_wrong_figure_in_one_column_is_no_budget_of_amended_parts_alone(read):
    draft = drafted(read(MISPRINTED))
    [relation] = [one for one in draft.findings.relations if one.axis == "line"]
    assert relation.certainty == PROBABLE and relation.stages == () and relation.cells == 2
    assert [(one.printed, one.proposed) for one in draft.findings.misread] == [("3,469,915", 3_469_515)]
