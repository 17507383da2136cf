"""Figures that the extraction put out of the order of their rows, which arithmetic puts back.

The texts are invented; their shapes are those of real budgets.
"""

from __future__ import annotations

import pytest

from reader import arithmetic
from reader.grid import arrange
from reader.reading import Document

ROWS = {
    "営業収益": (812_345, 1_470, 813_815), "営業外収益": (90_626, -3_210, 87_416), "特別利益": (4_512, 0, 4_512),
    "営業費用": (700_123, 5_677, 705_800), "営業外費用": (61_234, 0, 61_234), "予備費": (3_000, -1_000, 2_000),
}  # fmt: skip
DOWN = [(row, column) for column in range(3) for row in range(6)]
# Three rows of the first column, two of the third, and so on: an extraction follows what was typed last.
RUNS = [(0, 0), (1, 0), (2, 0), (0, 2), (1, 2), (0, 1), (1, 1), (2, 1), (2, 2), (3, 2), (3, 1), (4, 1), (5, 1), (3, 0), (4, 0), (5, 0), (4, 2), (5, 2)]
# The first four rows column by column, the others row by row.
CUT = [(row, column) for column in range(3) for row in range(4)] + [(row, column) for row in (4, 5) for column in range(3)]
CHANGE_FIRST = [(row, column) for column in (1, 2, 0) for row in range(6)]


def printed(amount: int) -> str:
    """An amount as it is printed."""
    return f"{'△' if amount < 0 else ''}{abs(amount):,}"


def text_of(order: list[tuple[int, int]], heads: tuple[str, ...] = ("補正前の額", "補正額", "計")) -> str:
    """A text of labels, headers and, one a line, figures in some order."""
    rows = list(ROWS.values())
    figures = [printed(rows[row][column]) for row, column in order]
    return "\n".join(["(単位:千円)", "区分", *ROWS, *heads, *figures, ""])


def amounts(document: Document) -> list[dict[str, dict[str | None, int]]]:
    """Of each table, the amounts of its rows by stage."""
    return [
        {row.normalised: {table.columns[f.column - 1].stage: f.magnitude * (f.sign or 1) for f in row.figures} for row in table.rows}
        for table in document.tables
    ]


@pytest.mark.parametrize("order", [DOWN, RUNS, CUT, CHANGE_FIRST], ids=["down", "runs", "cut", "change first"])
def test_figures_in_any_order_are_put_where_base_and_change_make_the_result(read, order):
    (table,) = amounts(read(text_of(order)))
    assert table == {label: dict(zip(("original", "adjustment", "revised"), row, strict=True)) for label, row in ROWS.items()}


def test_figures_in_no_order_that_a_law_tells_stay_unread(read):
    assert read(text_of(RUNS, ("執行額", "契約額", "残高"))).tables == []
    wrong = text_of(RUNS).replace("813,815", "813,816").replace("87,416", "87,417").replace("705,800", "705,801")
    assert read(wrong).tables == []


def test_an_order_is_taken_only_if_no_other_is_as_likely():
    # What holds along the rows holds down the columns as well.
    square = ["41,200", "310", "41,510", "500", "20", "520", "41,700", "330", "42,030"]
    assert arrange(square, 3) is None
    assert arrange([square[row * 3 + column] for column in range(3) for row in range(3)], 3) is None
    # Total last, of one column that no law ties to the other.
    assert arrange(["12,345", "23,456", "35,801", "11,111", "22,222", "33,333"], 3) == [
        ["12,345", "11,111"], ["23,456", "22,222"], ["35,801", "33,333"],
    ]  # fmt: skip


# A fund has what it had, what was put in, what was taken out, and what is left; where nothing is printed there is no line.
FUNDS = """基金の状況
(単位:千円)
財政調整基金
407,981
105,123
63,004
450,100
減債基金
89,731
17,032
36,500
70,263
公共施設整備基金
45,242
11
45,253
福祉基金
136,934
583
136,351
奨学基金
10,004
10,004
合計
689,892
122,166
100,087
711,971
"""


def test_what_rows_keep_and_their_total_tell_in_which_columns_nothing_is_printed(read):
    document = read(FUNDS)
    arithmetic.find(document)
    (table,) = document.tables
    columns = {row.normalised: [figure.column for figure in row.figures] for row in table.rows}
    assert columns["公共施設整備基金"] == [1, 2, 4]
    assert columns["福祉基金"] == [1, 3, 4]
    assert columns["奨学基金"] == [1, 4]


NUMBERED = """歳入
(単位:千円)
款
本年度
前年度
5,800,123 5,876,456
300,002 300,001
3 利子割交付金 23,000 23,500
4 配当割交付金 24,000 24,100
66,000 41,000
6 市債 980,100 1,055,100
1 市税
2 地方譲与税
5 地方特例交付金
"""


def test_labels_behind_the_last_row_are_those_of_rows_without_where_the_numbers_then_rise(read):
    (table,) = read(NUMBERED).tables
    rows = {row.normalised: [figure.magnitude for figure in row.figures] for row in table.rows}
    assert rows["市税"] == [5_800_123, 5_876_456]
    assert rows["地方譲与税"] == [300_002, 300_001]
    assert rows["地方特例交付金"] == [66_000, 41_000]
    (other,) = read(NUMBERED.replace("5 地方特例", "9 地方特例")).tables
    assert "市税" not in {row.normalised for row in other.rows}


YEARS = """歳入
(単位:千円、%)
区分
令和3年度
予算額
令和4年度
対前年比
予算額
対前年比
1 市税 5,800,000 △5.2 5,876,000 1.3
2 地方譲与税 300,000 1.7 300,000 0.0
3 市債 980,100 △24.9 1,055,100 7.7
"""


def test_headers_on_lines_of_their_own_are_put_above_rows_that_are_whole(read):
    (table,) = read(YEARS).tables
    assert [(column.kind, column.stage) for column in table.columns if column.kind == "figure"] == [("figure", "original"), ("figure", "revised")]
    assert ["令和3" in table.columns[0].reading, "令和4" in table.columns[2].reading] == [True, True]


STUCK = """基金残高
(単位:千円)
減債基金3243240
財政調整基金1,462,1171,438,900△23,217
公共施設整備基金617,126541,349△75,777
学校整備基金388,461346,481△41,980
森林基金7,773382△7,391
ふるさと基金
82,508106,55724,049
合計2,558,3092,433,993△124,316
"""


def test_figures_stuck_to_each_other_are_parted_where_one_way_keeps_the_law_of_the_rows(read):
    (table,) = read(STUCK).tables
    rows = {row.normalised: [figure.magnitude for figure in row.figures] for row in table.rows if row.figures}
    assert rows["財政調整基金"] == [1_462_117, 1_438_900, 23_217]
    assert rows["森林基金"] == [7_773, 382, 7_391]
    assert rows["ふるさと基金"] == [82_508, 106_557, 24_049]
    # 324, 324 and 0, or 3, 243 and 240: the total tells.
    assert rows["減債基金"] == [324, 324, 0]
    (table,) = read("\n".join(STUCK.splitlines()[:-1])).tables
    assert "減債基金" not in [row.normalised for row in table.rows if row.figures]


HEADED_WITH_CHANGES = """
(単位:千円・%)
区 分
平 成 28 年 度
前 年 度
比較増減 増減率
当初予算額
予 算 額
(A)
(B)
(A)-(B)=(C) (C)/(B)×100
利子割交付金 10,000 11,000 △ 1,000 △ 9.1
配当割交付金 37,000 20,000 17,000 85.0
地方消費税交付金 750,000 580,000 170,000 29.3
自動車取得税交付金 50,000 60,000 △ 10,000 △ 16.7
"""


def test_a_header_of_a_budget_goes_with_its_year_and_not_above_changes(read):
    """当初予算額 goes with 平成28年度, and 予算額 with 前年度; above the changes, some of them below nil, neither is put."""
    document = read(HEADED_WITH_CHANGES)
    (table,) = document.tables
    assert [column.reading for column in table.columns] == ["平成28年度 当初予算額", "前年度 予算額", "比較増減", "増減率"]
    assert [column.stage for column in arithmetic.find(document).columns] == ["revised", "original", "adjustment"]


def test_figures_stuck_to_each_other_of_which_some_are_nil_are_parted(read):
    page = (
        "会計名歳入決算額歳出決算額形式収支繰越財源実質収支\n一般会計12,345,67811,234,5671,111,111416,931694,180\n渡海船126,712126,712000\n"
        "墓園21,44521,445000\n公共下水道5,830,5825,820,53210,05010,0500\n介護保険9,194,6839,151,15943,5241,26242,262\n"
    )
    (table,) = read(page).tables
    assert {row.normalised: row.cells for row in table.rows} == {
        "一般会計": ("12,345,678", "11,234,567", "1,111,111", "416,931", "694,180"), "渡海船": ("126,712", "126,712", "0", "0", "0"),
        "墓園": ("21,445", "21,445", "0", "0", "0"), "公共下水道": ("5,830,582", "5,820,532", "10,050", "10,050", "0"),
        "介護保険": ("9,194,683", "9,151,159", "43,524", "1,262", "42,262"),
    }  # fmt: skip


# Names, what describes them and their figures, all stuck to each other.
DESCRIBED = """令和3年度決算
歳入
内容令和3年度
(千円)
令和2年度
(千円)
比較増減
{first}公共下水道事業受益者負担金の収入63,81774,778△ 10,961
使用料及び手数料主に下水道使用料の収入1,548,6301,376,587172,043
諸収入延滞金、雑入など1,4744501,024
施設費管きょの維持管理に係る収入835,488824,60210,886
歳入合計2,449,4102,276,417172,993
"""


def test_what_describes_items_is_left_out_of_the_names_to_which_it_is_stuck(read):
    (table,) = read(DESCRIBED.format(first="分担金及び負担金")).tables
    assert [row.normalised for row in table.rows] == ["分担金及び負担金", "使用料及び手数料", "諸収入", "施設費", "歳入合計"]
    # A name that is not known ends nowhere.
    (table,) = read(DESCRIBED.format(first="水洗化促進納付")).tables
    assert table.rows[0].normalised == "水洗化促進納付公共下水道事業受益者負担金の収入"


def test_a_ratio_behind_figures_stuck_to_each_other_is_parted_and_a_row_that_is_cut_off_is_not(read):
    (table,) = read(
        "(単位 千円)\n交付税特別会計\n歳入51,948,06812,367,26539,227,43951,594,704△ 353,36499.3\n歳出51,888,3071,369,31250,118,90951,488,221400,08699.2\n"
        "地震再保険特別会計\n歳入201,16224,440168,514192,954△ 8,20795.9\n歳出201,1621,4076,9688,375192,7874.2\n投資勘定\n歳入12,019,710446,499,9\n"
    ).tables
    assert [[figure.printed for figure in row.figures] for row in table.rows if row.figures] == [
        ["51,948,068", "12,367,265", "39,227,439", "51,594,704", "△353,364"], ["51,888,307", "1,369,312", "50,118,909", "51,488,221", "400,086"],
        ["201,162", "24,440", "168,514", "192,954", "△8,207"], ["201,162", "1,407", "6,968", "8,375", "192,787"],
    ]  # fmt: skip


# Two pies: names and amounts below each other, several names and then their amounts, a share on the line of the next name.
PIES = """平成28年度補正予算(案)
地方譲与税
12,942(2.9%)
歳入予算
県債
58,692
(13.0%)
国庫
支出金
62,246
(13.7%)
歳入予算総額
453,102百万円
その他
319,222
(70.5%)
諸支出金
労働費
議会費
歳出予算(目的別)
31,008(6.8%)
1,458(0.3%)
1,076(0.2%)
警察費
22,857
衛生費 (5.0%)
29,534
(6.5%)
"""


def test_a_pie_tells_by_its_shares_which_amounts_are_of_it_and_by_its_total_their_unit(read):
    document = read(PIES)
    rows = {row.normalised: row.figures[0].magnitude for table in document.tables for row in table.rows if row.figures and table.columns[0].printed}
    assert rows == {
        "県債": 58692, "国庫支出金": 62246, "歳入予算総額": 453102, "その他": 319222, "諸支出金": 31008, "労働費": 1458, "議会費": 1076,
        "警察費": 22857, "衛生費": 29534,
    }  # fmt: skip
    assert {table.unit for table in document.tables} == {"million_yen"}
