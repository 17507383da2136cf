"""Headers that a page sets in two ranks, runs together, breaks or loses, and rows that touch their figures: told by the rows below."""

from __future__ import annotations

import pytest

from reader import arithmetic
from reader.parse import parse_file
from reader.text import plain

RANKS = """一般会計の状況
(単位:千円)
区分 25年度 24年度
予算額 構成比 予算額 構成比 増△減
議会費 540 0.1 448 0.1 92
総務費 369,121 99.9 416,687 99.9 △47,566
合計 369,661 100.0 417,135 100.0 △47,474
"""
SPANNED = """特別会計
(単位:千円)
| 会計名 | 歳入予算額 | 収納済歳入額 | 差 |
| 本月分 | 前月までの累計 | 計 |
| 登記 | 188,747 | 25,573 | 98,386 | 123,960 | △64,786 |
| 地震再保険 | 69,105 | 4,119 | 28,530 | 32,649 | △36,455 |
"""
STUCK = """補正予算案総括表(単位:千円)
 今回補正額現在予算額補正後予算額
総務費18,166,143 122,346,891 140,513,034
土木費360,000 153,415,603 153,775,603
その他-1,637,810,873 1,637,810,873
"""
UNNAMED = """損益計算書(単位:万円)
上半期 | 下半期 | 累計額 | |
---|---|---|---|
1営業収益 | 61,342 | 64,810 | 126,152 |
2営業費用 | 54,926 | 75,210 | 130,136 |
"""
SPANNING_TOTAL = """歳入
(単位:千円)
| 款 | 補正前の額 | 補正額 | 計 | |
|---|---|---|---|---|
| 14 | 国庫支出金 | 42,016,590 | 391,679 | 42,408,269 |
| 15 | 都支出金 | 19,314,407 | 242,000 | 19,556,407 |
| 歳入合計 | 61,330,997 | 633,679 | 61,964,676 | |
"""
UNITS_BETWEEN = """平成25年度と平成26年度の決算比較
項目 平成25年度
(万円)
平成26年度
(万円)
増減
(万円)
下水道使用料

107,487

111,630

4,143

国庫補助金

16,600  13,515  -3,085
"""
LOST = """収益的収支(単位:千円)

区分 中央病院 丸亀病院 白鳥病院

医業収益 20,073,494 991,718 2,318,989 23,384,201
医業外収益 4,335,342 680,298 638,069 5,653,709
特別利益 1 0 0 1
"""
WORDED = """収益的収入
区分 令和4年度 令和3年度 増減 増減率
水道事業収益 4,576,474千円 4,618,774千円 -42,300千円 -0.92パーセント
営業収益 4,219,295千円 4,238,053千円 -18,758千円 -0.44パーセント
"""
MISPRINTED = """歳入
内容平成22年度
(千円)
平成21年度
(千円)
比較増減
負担金63,81774,778△ 10,961
使用料1,548,6301,376,587172,043
国庫支出金260,751197,60763,144
繰入金2,639,5002,805,000△ 166,000
繰越金702966△ 264
市債864,500784,00080,500
"""

BROKEN_ABOVE_RULE = """各会計6月補正予算額及び6月補正後予算額
会計名 | 令和7年度 6月補正予算額 (千円) |
令和7年度 6月補正後予算額 (千円) |
前年度同期 (千円) |
比較 (千円) |
---|---|---|---|---|
一般会計 | 903,346 | 41,399,834 | 41,738,425 | △ 338,591 |
介護保険 | - | 16,080 | 20,953 | △ 4,873 |
"""
BELOW_RULE = """病院事業の決算(単位:百万円)
区分 | 純損益 | |||
---|---|---|---|
心臓血管 | がん | 合計 | |
令和4年度 病院事業純損益(A) |
334 | 114 | 448 |
病院事業収益 (うち繰入金) |
10,544 (807) |
11,744 (968) |
22,288 (1,775) |
病院事業費用 | 10,210 | 11,630 | 21,840 |
"""


def read(path, text):
    path.write_text(text, encoding="utf-8")
    document, _ = parse_file(path)
    arithmetic.find(document)
    return document


def amounts(document):
    """The amounts of each row by the names of their columns."""
    return {
        row.normalised: {
            plain(table.columns[figure.column - 1].reading): figure.magnitude * (figure.sign or 1) for figure in row.figures
        }
        for table in document.tables for row in table.rows if row.figures
    }  # fmt: skip


@pytest.mark.parametrize(("text", "label", "told"), [
    (RANKS, "総務費", {"25年度予算額": 369_121, "24年度予算額": 416_687, "増△減": -47_566}),
    (SPANNED, "登記", {
        "歳入予算額": 188_747, "収納済歳入額本月分": 25_573, "収納済歳入額前月までの累計": 98_386, "収納済歳入額計": 123_960, "差": -64_786,
    }),
    (STUCK, "土木費", {"今回補正額": 360_000, "現在予算額": 153_415_603, "補正後予算額": 153_775_603}),
    (STUCK, "その他", {"今回補正額": 0, "現在予算額": 1_637_810_873, "補正後予算額": 1_637_810_873}),
    (UNNAMED, "営業費用", {"上半期": 54_926, "下半期": 75_210, "累計額": 130_136}),
    (SPANNING_TOTAL, "歳入合計", {"補正前の額": 61_330_997, "補正額": 633_679, "計": 61_964_676}),
    (UNITS_BETWEEN, "国庫補助金", {"平成25年度(万円)": 16_600, "平成26年度(万円)": 13_515, "増減(万円)": -3_085}),
    (LOST, "医業外収益", {"中央病院": 4_335_342, "丸亀病院": 680_298, "白鳥病院": 638_069, "計": 5_653_709}),
    (WORDED, "営業収益", {"令和4年度": 4_219_295, "令和3年度": 4_238_053, "増減": -18_758}),
    (MISPRINTED, "繰入金", {"平成22年度(千円)": 2_639_500, "平成21年度(千円)": 2_805_000, "比較増減": -166_000}),
    (BROKEN_ABOVE_RULE, "一般会計", {
        "令和7年度6月補正予算額(千円)": 903_346, "令和7年度6月補正後予算額(千円)": 41_399_834, "前年度同期(千円)": 41_738_425,
        "比較(千円)": -338_591,
    }),
    (BELOW_RULE, "病院事業費用", {"純損益心臓血管": 10_210, "純損益がん": 11_630, "純損益合計": 21_840}),
    (BELOW_RULE, "病院事業収益", {"純損益心臓血管": 10_544, "純損益がん": 11_744, "純損益合計": 22_288}),
    (BELOW_RULE, "うち繰入金", {"純損益心臓血管": 807, "純損益がん": 968, "純損益合計": 1_775}),
    (MISPRINTED, "市債", {"平成22年度(千円)": 864_500, "平成21年度(千円)": 784_000, "比較増減": 80_500}),
])  # fmt: skip
def test_each_figure_is_of_the_column_that_its_header_heads(tmp_path, text, label, told):
    assert amounts(read(tmp_path / "text.txt", text))[label] == told


# Of a settlement without minus marks: a chapter of one item, and one whose items follow it.
UNMARKED = """平成25年度 一般会計歳入歳出決算書
(単位:円)
款 項 予算現額 支出済額 翌年度繰越額 不用額
商工費 4,401,842 4,179,922 23,711 198,209
商工費 4,401,842 4,179,922 23,711 198,209
教育費 34,160 24,995 2 9,163
小学校費 31,929 23,107 0 8,822
中学校費 2,231 1,888 2 341
歳出合計 4,436,002 4,204,917 23,713 207,372
"""


def test_lines_that_repeat_their_sum_have_lost_no_marks(tmp_path):
    """With marks that could be lost the items would cancel their chapter, and any total be made of what is left."""
    findings = arithmetic.find(read(tmp_path / "text.txt", UNMARKED))
    sums = [(one.parent.label, [(part.label, weight) for part, weight in one.children]) for one in findings.relations if one.axis == "line"]
    assert sorted(sums) == [
        ("商工費", [("商工費", 1)]), ("教育費", [("小学校費", 1), ("中学校費", 1)]), ("歳出合計", [("商工費", 1), ("教育費", 1)]),
    ]  # fmt: skip
    assert not [sign for sign in findings.signs if sign.sign < 0]


PAGES = """収益的収入及び支出
(単位 千円)
科目 既決予定額 補正予定額 計
1 資本的収入 2,425,802 △161 2,425,641
1 企業債 2,425,802 △161 2,425,641
収益的収入及び支出
(単位 円)
科目 既決予定額 補正予定額 計
1 下水道事業費用 70,325,055 5,074 70,330,129
1 営業費用 70,325,055 5,074 70,330,129
"""


def test_tables_of_one_header_and_other_units_are_two(tmp_path):
    assert [table.unit for table in read(tmp_path / "text.txt", PAGES).tables] == ["thousand_yen", "yen"]


def test_years_stand_over_a_word_that_repeats_below_them_where_the_columns_keep_their_difference(read):
    rows = ["議会費 366,196 370,001 3,805", "総務費 6,886,300 6,186,300 △ 700,000", "民生費 26,128,000 27,017,000 889,000"]
    heads = ["平成27年度", "平成28年度", "比 較", "款", "当初予算額", "当初予算額"]
    (table,) = read("\n".join(["(単位:千円)", *heads, *rows]) + "\n").tables
    assert [column.reading for column in table.columns] == ["平成27年度 当初予算額", "平成28年度 当初予算額", "比 較"]
    # Where they do not keep it, nothing says which is whose.
    (table,) = read("\n".join(["(単位:千円)", *heads, *(row.replace("366,196", "866,196").replace("6,886", "8,886") for row in rows)]) + "\n").tables
    assert not any(column.printed for column in table.columns)


@pytest.mark.parametrize("heads", [
    "項目 令和元年度 平成30年度 対前年度比\n増減\n対前年度比\n比率(%)", "項目\n令和元年度\n平成30年度\n対前年度比\n増減\n対前年度比\n比率(%)",
])
def test_headers_that_go_on_in_the_next_line_are_as_many_as_the_columns(read, heads):
    rows = "水道料金 1,648,540千円 1,708,270千円 -59,730千円 96.5%\nその他 100,201千円 99,282千円 919千円 100.9%\n"
    (table,) = read(f"収益的収支(税抜)\n{heads}\n{rows}").tables
    assert [column.stage for column in table.columns] == ["revised", "original", "adjustment", None]
    assert table.columns[3].kind == "ratio"


def test_what_a_year_is_more_than_the_one_before_is_an_amount_where_its_header_says_so(read):
    (table,) = read("""歳入の状況
区 分 平 成 26 年 度 平 成 25 年 度 対 前 年 度 比
決算額(千円) 構成比(%) 決算額(千円) 構成比(%) 金 額(千円) 増減率(%)
分担金及び負担金 1,198,909 95.1 876,839 96.1 322,070 36.7
組 合 債 47,700 3.8 14,300 1.5 33,400 233.6
""").tables
    assert [(column.kind, column.stage) for column in table.columns][4:] == [("figure", "adjustment"), ("ratio", None)]


DOUBLED = ["区分", "令和5年度", "令和5年度", "令和4年度", "令和4年度", "増減額", "増減率", "決算額", "構成比", "決算額", "構成比"]
CELLS = ["特別区税", "59,394", "16.9", "58,640", "17.1", "754", "1.3", "地方譲与税", "1,108", "0.3", "1,100", "0.3", "8", "0.8", "差引", "58,286", "16.6", "57,540", "16.8", "746", "1.3"]


def test_names_that_are_printed_once_a_column_stand_over_those_behind_all_of_them(read):
    """And 差引, which heads a column elsewhere, is a row where others are as wide."""
    (table,) = read("【第3表】歳入\n\n" + "\n\n".join([*DOUBLED, *CELLS]) + "\n").tables
    assert [(column.reading, column.kind) for column in table.columns] == [
        ("令和5年度 決算額", "figure"), ("令和5年度 構成比", "ratio"), ("令和4年度 決算額", "figure"), ("令和4年度 構成比", "ratio"),
        ("増減額", "figure"), ("増減率", "ratio"),
    ]  # fmt: skip
    assert [row.label for row in table.rows] == ["特別区税", "地方譲与税", "差引"]


def test_of_a_year_and_how_it_changed_each_behind_its_header_the_names_above_are_rows(read):
    cells = ["会 計 名", "国際交流", "社本育英", "計", "30年度", "571万円", "118万円", "689万円", "前年度比較", "▲147万円", "▲561万円", "▲708万円"]
    (table,) = read("\n\n".join(cells) + "\n").tables
    assert [(row.label, [figure.printed for figure in row.figures]) for row in table.rows] == [
        ("国際交流", ["571万円", "▲147万円"]), ("社本育英", ["118万円", "▲561万円"]), ("計", ["689万円", "▲708万円"]),
    ]  # fmt: skip


def test_letters_by_which_formulas_call_a_figure_are_no_row(read):
    (table,) = read("""(単位:円)
流動負債 |
650,266,097 |
(A) |
控除企業債等 |
351,114,683 |
(B) |
|
流動資産 |
3,520,585,126 |
(C) |
|
""").tables
    assert [(row.label, [figure.printed for figure in row.figures]) for row in table.rows] == [
        ("流動負債", ["650,266,097"]), ("控除企業債等", ["351,114,683"]), ("流動資産", ["3,520,585,126"]),
    ]  # fmt: skip


# A comparison over its change and its rate, the numbers of columns, sides of the budget before the first of their rows, and notes.
COMPARED = """(単位:百万円)
区分 21年度1 20年度2 対前年度比較 備考
増減 比率
1-23 32
収益的収支 収益的収入 75,862 76,663 △801 △1.0% 給水収益65,765
          給水申込納付金6,026
収益的支出 70,156 69,907 249 0.4% 人件費9,852
収支差 5,706 6,756 △1,050 △15.5%  
資本的収支 資本的収入 16,285 19,024 △2,739 △14.4% 企業債8,612
資本的支出 43,626 49,190 △5,564 △11.3% 建設改良費20,763
"""


def test_a_comparison_stands_over_its_change_and_its_rate(read):
    (table,) = read(COMPARED).tables
    assert [column.reading for column in table.columns] == ["21年度1", "20年度2", "対前年度比較 増減", "対前年度比較 比率", "備考"]
    assert [column.stage for column in table.columns[:3]] == ["revised", "original", "adjustment"]
    names = [row.normalised for row in table.rows if row.figures and not row.is_unplaced]
    assert names == ["収益的収入", "収益的支出", "収支差", "資本的収入", "資本的支出"]


def test_several_blanks_amid_columns_that_one_blank_parts_are_an_empty_cell(read):
    """And 収入 and 支出, of no kind by themselves, are headers where they repeat below two."""
    first, second = read("""平成22年度決算額総括表
(単位:千円)
区分 予算現額 収入済額 支出済額 収支差引 翌年度へ繰越すべき財源 実質収支額
一般会計 7,557,127 7,492,803 7,335,381 157,422 9,591 147,831
介護保険特別会計 849,740 847,334 829,915 17,419   17,419
老人保健特別会計 36 35 35 0   0
合計 8,406,903 8,340,172 8,165,331 174,841 9,591 165,250
平成22年度上水道事業会計決算額
(単位:千円)
区分 収益的事業 資本的事業
収入 支出 収入 支出
予算現額 135,835 92,533 63,423 148,189
収入支出済額 136,076 91,821 63,423 148,108
""").tables
    assert [len(row.figures) for row in first.rows] == [6, 5, 5, 6] and not any(row.is_unplaced for row in first.rows)
    assert [figure.column for figure in first.rows[1].figures] == [1, 2, 3, 4, 6]
    assert [column.reading for column in second.columns] == ["収益的事業 収入", "収益的事業 支出", "資本的事業 収入", "資本的事業 支出"]


def test_several_blanks_are_an_empty_cell_beside_a_column_of_notes_too_and_a_number_cut_off_is_none(read):
    (table,) = read("""収益的支出(単位:円)
区分 当初予算額 補正予算額 流用増減額 予算合計額 決算額 不用額 備考
水道事業費用 6,791,848,000 -463,930,000 0 6,327,918,000 5,863,874,392 464,043,608
 営業費用 5,657,415,000 -407,666,000 -37,976,000 5,211,773,000 4,820,268,634 391,504,366 (うち、仮払消費税及び地方消費税109,068,640)
 特別損失 273,741,000 -15,360,000   258,381,000 186,071,929 72,309,071
 予備費 0 0 0 0 0 1,000,0""").tables
    rows = {row.normalised: [(figure.column, figure.magnitude) for figure in row.figures] for row in table.rows}
    assert rows["特別損失"] == [(1, 273_741_000), (2, 15_360_000), (4, 258_381_000), (5, 186_071_929), (6, 72_309_071)]
    assert rows["予備費"] == [(number, 0) for number in range(1, 6)]
    assert not any("1,000,0" in cell for row in table.rows for cell in row.cells)


def test_a_unit_in_brackets_apart_from_its_header_is_no_column(read):
    (table,) = read("""電気事業一覧(単位:百万円)
区分 供給電力量 (kwh) 販売電力料 経常損益 純損益
30年度(A) 783,033,596 7,679 1,920 1,983
29年度(B) 801,489,668 7,276 1,594 1,654
増減(A)-(B) -18,456,072 403 326 329
""").tables
    assert [column.reading for column in table.columns][1:] == ["販売電力料", "経常損益", "純損益"]


def test_a_column_of_what_is_supplied_is_no_column_of_amounts(read):
    (table,) = read("電気事業一覧(単位:百万円)\n区分 供給電力量(kwh) 件数 販売電力料\n電灯 783,033,596 1,200 7,679\n電力 801,489,668 1,300 7,276\n").tables
    assert [figure.unit for figure in table.rows[0].figures] == ["kilowatt_hours", "cases", "million_yen"]


def test_a_statement_of_one_business_alone_is_one_of_the_body(read):
    """And years and their change say of no two tables that they show the same lines."""
    document = read("""純損益総括表(単位:百万円)
区分 電気事業 水道事業 合計
30年度(A) 1,983 512 2,495
29年度(B) 1,654 403 2,057
増減(A)-(B) 329 109 438
(1)電気事業
電気事業一覧(単位:百万円)
区分 販売電力料 経常損益 純損益
30年度(A) 7,679 1,920 1,983
29年度(B) 7,276 1,594 1,654
増減(A)-(B) 403 326 329
(2)水道事業
水道事業一覧(単位:百万円)
区分 給水収益 経常損益 純損益
30年度(A) 1,660 428 512
29年度(B) 1,666 395 403
増減(A)-(B) -6 33 109
""")
    assert len({table.statement for table in document.tables}) == 3
    assert [{column.business for column in table.columns} for table in document.tables[1:]] == [{"total"}, {"total"}]


def test_the_unit_may_stand_in_brackets_behind_a_title(read):
    (table,) = read("1 一般会計の財政状況(普通会計に係るもの)     (百万円)\n\n区分  歳入  歳出\n一般会計  19,805  19,267\n財産区特別会計  8  1\n").tables
    assert (table.unit, table.is_unit_told) == ("million_yen", True)
