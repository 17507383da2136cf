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


SPREADSHEET = """架空病院損益計算書.csv
| 令和6年度 架空病院事業損益計算書 |
|
(単位:円) |
| 1 医業収益 |
|
-1 |
入院収益 |
|
8,608,837,347 |
|
-2 |
外来収益 |
|
4,911,235,033 |
|
13,520,072,380 |
|
| 2 医業費用 |
|
-1 |
給与費 |
|
8,008,464,904 |
|
-2 |
材料費 |
|
4,309,606,375 |
|
-3 |
経費 |
|
1,641,940,767 |
|
13,960,012,046 |
|
439,939,666 |
"""


def test_numbers_of_items_that_a_spreadsheet_made_negative_are_no_amounts(read):
    draft = drafted(read(SPREADSHEET))
    [table] = draft.document.tables
    assert grid(table)["(2) 外来収益"] == ("4,911,235,033", "13,520,072,380", "")
    assert grid(table)["(3) 経費"] == ("1,641,940,767", "13,960,012,046", "439,939,666")
    proved = {rule.label_ja for rule in draft.rules if rule.relation.certainty == PROVED}
    assert {"外来収益（2欄目） = 入院収益 + 外来収益", "経費（2欄目） = 給与費 + 材料費 + 経費"} <= proved
    assert not unread(draft)
    assert not [reading for reading in gather(draft) if reading.kind == "figure"]


NET = """財産の一覧
(単位:円)
資産の部
1 有形固定資産
建物
1,401,422,500
減価償却累計額
182,648,684
1,218,773,816
構築物
633,216,605
減価償却累計額
356,451,769
276,764,836
土地
6,340,000,000
有形固定資産合計
7,835,538,652
"""


def test_a_net_amount_on_its_own_line_stands_beside_what_was_deducted(read):
    draft = drafted(read(NET))
    rules = [rule.label_ja for rule in draft.rules if rule.relation.certainty == PROVED]
    assert sum("−" in rule for rule in rules) == 2 and len(rules) == 3
    assert not unread(draft)
    # A figure that nothing explains is of no row.
    assert 9 in unread(drafted(read(NET.replace("1,218,773,816", "1,218,773,818"))))
