"""Lists of labels, headings among them, and the figures of columns behind or before them: sums tell which figure is whose.

The texts are invented; their shapes are those of real pages as a PDF gives them.
"""

from __future__ import annotations

import pytest

from reader import arithmetic
from reader.reading import PROVED

TITLE = "令和3年度 架空市水道事業キャッシュ・フロー計算書"
LABELS = [
    "業務活動によるキャッシュ・フロー", "1 当年度純利益", "2 減価償却費", "3 受取利息", "4 資産及び負債の増減", "(1) 未収金の減少",
    "(2) 貯蔵品の減少", "(3) 未払金の増加", "小 計", "5 利息の受取額", "6 利息の支払額", "業務活動によるキャッシュ・フロー",
    "投資活動によるキャッシュ・フロー", "1 有形固定資産の取得による支出", "2 補助金による収入", "投資活動によるキャッシュ・フロー",
]  # fmt: skip
# The amounts of the two parts, of two years.
YEARS = [
    [[5_120_340, 9_410_250, -61_300, -1_234_100, -1_500_000, 240_000, 25_900, 13_235_190, 61_300, -2_410_700, 10_885_790], [-8_200_100, 3_100_000, -5_100_100]],
    [[4_020_110, 9_633_000, -50_020, 2_300_450, 1_900_100, 120_350, 280_000, 15_903_540, 50_020, -2_310_500, 13_643_060], [-7_900_000, 2_050_300, -5_849_700]],
]  # fmt: skip
CHANGE = [[one - other for one, other in zip(*parts, strict=True)] for parts in zip(YEARS[1], YEARS[0], strict=True)]
COLUMNS = [*YEARS, CHANGE]
HEADS = ["令和2年度", "令和3年度", "(単位:円)", "増減"]


def printed(amounts: list[int]) -> list[str]:
    """Amounts as a page prints them."""
    return [f"{'△ ' if amount < 0 else ''}{abs(amount):,}" for amount in amounts]


def whole(parts: list[list[int]]) -> list[str]:
    """The figures of a column, part behind part."""
    return [text for part in parts for text in printed(part)]


WAYS = {
    "columns behind each other": [TITLE, "区 分", *LABELS, *HEADS, *(text for column in COLUMNS for text in whole(column))],
    "parts behind each other, each by columns": [
        TITLE, "区 分", *LABELS, *HEADS, *(text for part in range(2) for column in COLUMNS for text in printed(column[part]))],
    "each column below its header": [
        TITLE, "(単位:円)", "区 分", *LABELS, *(text for head, column in zip(("令和2年度", "令和3年度", "増減"), COLUMNS, strict=True) for text in (head, *whole(column)))],
    "rows without labels": [TITLE, "区 分", *LABELS, *HEADS, *(" ".join(row) for row in zip(*map(whole, COLUMNS), strict=True))],
    "labels below": [TITLE, *HEADS, *(text for column in COLUMNS for text in whole(column)), "区 分", *LABELS],
}  # fmt: skip


@pytest.mark.parametrize("way", WAYS)
def test_sums_tell_which_label_of_a_list_has_which_figures(read, way: str):
    document = read("\n".join(WAYS[way]) + "\n")
    rows = {row.normalised: [figure.magnitude * (figure.sign or 1) for figure in row.figures] for table in document.tables for row in table.rows}
    assert rows["減価償却費"] == [9_410_250, 9_633_000, 222_750]
    assert rows["未払金の増加"] == [25_900, 280_000, 254_100]
    assert rows["補助金による収入"] == [3_100_000, 2_050_300, -1_049_700]
    relations = [relation for relation in arithmetic.find(document).relations if relation.axis == "line" and relation.certainty == PROVED]
    assert {"資産及び負債の増減", "小計", "業務活動によるキャッシュ・フロー"} <= {relation.parent.label for relation in relations}
    assert [column.stage for column in document.tables[0].columns] == ["original", "revised", "adjustment"]


def test_of_a_page_that_ends_amid_a_column_the_part_that_adds_up_is_read(read):
    lines = [TITLE, "区 分", *LABELS, *HEADS, *printed(YEARS[0][0]), *printed(YEARS[1][0])[:4]]
    (table,) = read("\n".join(lines) + "\n").tables
    assert [len(row.figures) for row in table.rows] == [0] + [1] * 11
    assert [column.reading for column in table.columns] == ["令和2年度"]


def test_figures_that_no_sum_binds_are_given_to_no_label_of_a_list(read):
    lines = [TITLE, "区 分", *LABELS, *HEADS, *(text for column in COLUMNS for text in whole(column))]
    text = "\n".join(lines).replace("13,235,190", "13,235,910").replace("15,903,540", "15,903,450") + "\n"
    assert not [row for table in read(text).tables for row in table.rows if row.normalised == "減価償却費" and row.figures]


def test_a_heading_has_the_sum_of_what_stands_below_it(read):
    labels = ["1 予算額", "現計予算", "補正予算", "補正後予算", "2 補正予算の概要", "(1) 歳入", "市税", "地方交付税", "県支出金", "市債"]
    figures = ["8,000,300千円", "204,600千円", "8,204,900千円", "204,600千円", "310,000 千円", "△ 9,400 千円", "△ 100,200 千円", "4,200 千円"]
    rows = {row.normalised: row.cells for table in read("\n".join(["補正予算案について", *labels, *figures]) + "\n").tables for row in table.rows}
    assert rows["補正後予算"] == ("8,204,900千円",)
    assert rows["歳入"] == ("204,600千円",)
    assert rows["市債"] == ("4,200 千円",)


def test_columns_below_their_units_have_the_labels_before_the_total_that_follows_them(read):
    labels = ["会", "計 別", "市 税", "地 方 譲 与 税", "繰 入 金", "ゴ ル フ 場 利 用 税 交 付 金", "市 債", "計", "特 別 会 計", "水 道 事 業", "合 計"]
    columns = {
        "円": ["2,100,347", "114,229", "150,811", "3,906", "1,900,752"],
        "円 ": ["1,800,200", "90,400", "40,100", "2,700", "30,500"],
        "%": ["85.7", "79.2", "26.6", "69.2", "1.6"],
    }
    lines = [*labels, *(text for unit, column in columns.items() for text in (unit, *column)), "4,270,045", "512,340"]
    (table,) = read("\n".join(lines) + "\n").tables
    rows = {row.normalised: row.cells for row in table.rows if row.figures}
    assert rows["市税"][:2] == ("2,100,347円", "1,800,200円")
    assert rows["ゴルフ場利用税交付金"] == ("3,906円", "2,700円", "69.2")
    assert rows["計"][0] == "4,270,045円"
    assert "水道事業" not in rows


def test_what_heads_a_side_of_the_budget_amid_labels_has_no_figures(read):
    labels = ["歳入", "市 税", "地方譲与税", "市 債", "歳 入 合 計", "歳出", "議会費", "総務費", "歳 出 合 計"]
    columns = {
        "令和3年度": ["46,676", "8,013", "81,679", "136,368", "30,200", "106,168", "136,368"],
        "令和2年度": ["45,120", "9,040", "61,107", "115,267", "29,101", "86,166", "115,267"],
        "比較": ["1,556", "△ 1,027", "20,572", "21,101", "1,099", "20,002", "21,101"],
    }
    lines = ["第1表 歳入歳出予算", "(単位:千円)", "区 分", *labels, *(text for head, column in columns.items() for text in (head, *column))]
    rows = {row.normalised: row.cells for table in read("\n".join(lines) + "\n").tables for row in table.rows if row.figures}
    assert rows["地方譲与税"] == ("8,013", "9,040", "△ 1,027")
    assert rows["総務費"] == ("106,168", "86,166", "20,002")
    assert "歳出" not in rows
