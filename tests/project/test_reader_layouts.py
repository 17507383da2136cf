"""Shapes that extraction gives a page: torn columns, barred cells, two sides, one long line, broken numbers.

The texts are invented; their shapes are those of real budgets.
"""

from __future__ import annotations

import pytest

from reader import arithmetic
from reader.control import numbers_of
from reader.glossary import rows
from reader.layout import find_regions
from reader.naming import read_parts
from reader.places import figures_of
from reader.reading import OPEN, PROBABLE, PROVED, Document, Row, Table
from reader.readings import gather
from reader.seeds import Draft, draft_document, unread, write_stages
from reader.text import Cell, Line


def drafted(document: Document) -> Draft:
    """The document with what its numbers say."""
    return draft_document(document, arithmetic.find(document), "invented", rows("rules"))


def grid(table: Table) -> dict[str, tuple[str, ...]]:
    """The cells of a table by label; a label that stands twice has a number."""
    cells: dict[str, tuple[str, ...]] = {}
    for row in table.rows:
        if any(row.cells):
            cells[row.label if row.label not in cells else f"{row.label} {len(cells)}"] = row.cells
    return cells


def stages(table: Table) -> list[str | None]:
    """The stages of the columns."""
    return [column.stage for column in table.columns]


def equations(draft: Draft) -> list[str]:
    """The rules that are proved."""
    return [rule.label_ja for rule in draft.rules if rule.relation.certainty == PROVED]


TORN = """(歳入)
(単位:千円)
款
項
補正前の額
3 繰入金
1 基金繰入金
歳 入 合 計
9 渡船事業特別会計
- 2 -
補 正 額
計
41,200
310
41,510
41,200
310
41,510
86,400
310
86,710
9 渡船事業特別会計
- 3 -
"""


def test_headers_before_and_behind_the_labels_make_one_table(read):
    table = read(TORN).tables[0]
    assert stages(table) == ["original", "adjustment", "revised"]
    assert grid(table) == {
        "3 繰入金": ("41,200", "310", "41,510"), "1 基金繰入金": ("41,200", "310", "41,510"), "歳 入 合 計": ("86,400", "310", "86,710"),
    }


def test_a_number_of_a_page_is_no_figure(read):
    draft = drafted(read(TORN))
    assert [(row["figures_count"], row["figures_sum"]) for row in draft.plan.rows["control_totals"]] == [("9", "339460")]
    assert unread(draft) == {}


def test_figures_whose_labels_stand_behind_the_last_row_are_labelled_by_number(read):
    table = read("""(歳入)
(単位 千円)
款
補正前の額
計
補正額
1 分担金
210
0
210
2 使用料
530
0
530
900
40
940
4 繰入金
120
△20
100
1,760
20
1,780
3 県支出金
歳 入 合 計
""").tables[0]
    assert stages(table) == ["original", "adjustment", "revised"]
    assert [column.reading for column in table.columns] == ["補正前の額", "補正額", "計"]
    assert grid(table)["3 県支出金"] == ("900", "40", "940")
    assert grid(table)["歳 入 合 計"] == ("1,760", "20", "1,780")


def test_figures_for_which_no_label_is_left_are_told(read):
    draft = drafted(read("""(歳入)
(単位 千円)
1 分担金
2,100
2,300
2 使用料
5,300
5,400
9,000
9,400
3 繰入金
1,200
1,300
"""))
    assert [row.label for row in draft.document.tables[0].rows] == ["1 分担金", "2 使用料", "3 繰入金"]
    assert unread(draft) == {9: 1, 10: 1}


def test_the_rest_of_a_label_joins_its_last_letter_where_the_number_fits(read):
    table = read("""歳 入
款
本年度予算額
前年度予算額
1市
2地
方
譲
与
比 較
税
5,100
5,000
100
税
340
350
△10
9 繰入金
60
50
10
""").tables[0]
    assert list(grid(table)) == ["1市税", "2地方譲与税", "9 繰入金"]


def test_a_block_of_several_columns_that_no_sum_orders_is_left_alone(read):
    document = read("""款
本年度予算額
前年度予算額
1 分担金
2 使用料
1,300
2,500
1,400
2,600
""")
    assert document.tables == []


def test_cells_that_bars_end_on_lines_of_their_own(read):
    table = read("""令和4年度 入江衛生組合歳入歳出決算書
歳 入
款 |
予算現額 |
調定額 |
収入済額 |
不 納
欠損額 |
収 入
未済額 |
1 負担金 |
円
5,000 |
円
5,100 |
円
5,020 |
円
30 |
円
50 |
2 手数料 |
700 |
720 |
710 |
0 |
10 |
歳 入 合 計 |
5,700 |
5,820 |
5,730 |
30 |
60 |
""").tables[0]
    assert stages(table) == ["in_force", "assessed", "received", "written_off", "uncollected"]
    assert (table.unit, grid(table)["1 負担金"]) == ("yen", ("5,000円", "5,100円", "5,020円", "30円", "50円"))
    assert grid(table)["歳 入 合 計"] == ("5,700", "5,820", "5,730", "30", "60")


def test_the_first_row_of_a_table_whose_cells_hold_a_unit_above_the_figure(read):
    table = read("""区分 | 5年度 | (4年度) |
徴収決定済額 |
千円 7,030 |
千円 6,021 |
収納済歳入額 | 7,000 | 6,000 |
収納未済歳入額 | 30 | 21 |
""").tables[0]
    assert (table.unit, grid(table)["徴収決定済額"]) == ("thousand_yen", ("7,030千円", "6,021千円"))


def test_a_total_that_takes_one_cell_for_its_label(read):
    document = read("""(単位:千円)
| 款 | 項 | 金額 |
|---|---|---|
| 1.議会費 | 1.議会費 | 45,145 |
| 2.総務費 | 1.総務管理費 | 10,246 |
| 3.予備費 | 1.予備費 | 1 |
| 歳出合計 | 55,392 | |
""")
    assert grid(document.tables[0])["歳出合計"] == ("55,392",)
    assert equations(drafted(document)) == ["歳出合計 = 議会費 + 総務管理費 + 予備費"]


def test_years_of_an_obligation_are_an_attribute(read):
    table = read("""第2表 債務負担行為
| 事項 | 期間 | 限度額(千円) |
|---|---|---|
| 桟橋改良事業 | 令和3年度から令和5年度まで | 96,400 |
| 航路標識改良事業 | 令和3年度から令和6年度まで | 6,400 |
""").tables[0]
    assert [column.kind for column in table.columns] == ["attribute", "figure"]
    assert grid(table)["桟橋改良事業"] == ("令和3年度から令和5年度まで", "96,400")


SIDES = """令和4年度決算
<一般勘定> (単位:千円)
収  入 支  出
料金収入 3,400 事務費 700
繰入金 0 給付費 2,000
雑収入 60 還付金 0
その他 510
合計 3,460 合計 3,210
<別途勘定> (単位:千円)
収  入 支  出
補助収入 1,900 整備費 1,640
繰越金 0 予備費 0
寄附金 0 返還金 30
合計

1,900

合計 1,670
"""


def test_two_sides_are_two_tables(read):
    first, second, *others = read(SIDES).tables
    assert (first.title, second.title) == ("<一般勘定> 収入", "<一般勘定> 支出")
    assert list(grid(first)) == ["料金収入", "繰入金", "雑収入", "合計"]
    assert grid(second)["その他"] == ("510",), "moved to the side whose sum then holds"
    assert [grid(table)["合計"] for table in others] == [("1,900",), ("1,670",)]


def test_the_sums_of_each_side_are_found(read):
    draft = drafted(read(SIDES))
    assert {"合計 = 料金収入 + 繰入金 + 雑収入", "合計 = 事務費 + 給付費 + 還付金 + その他"} <= {rule.label_ja for rule in draft.rules}
    totals = {row["table_id"]: row["figures_sum"] for row in draft.plan.rows["control_totals"]}
    assert totals["general_receipts"] == "6920", "the figures of its own side alone"


LIST = "第 1 表 歳入歳出予算 歳出 ( 単位 : 千円 ) 款 項 金 額 " + " ".join([
    "1 総務費 41,306 1 総務管理費 30,543 2 徴税費 10,763 2 民生費 73,117 1 社会福祉費 73,117 3 繰出金 34,501 1 他会計繰出金 34,501",
    "4 諸支出金 18,650 1 延滞金 10,200 2 雑出 8,450 5 予備費 1 1 予備費 1 歳 出 合 計 167,575",
])


def test_a_list_in_one_line(read):
    document = read(LIST)
    table = document.tables[0]
    assert len(grid(table)) == 13
    assert grid(table)["歳 出 合 計"] == ("167,575",)
    assert "歳出合計 = 総務費 + 民生費 + 繰出金 + 諸支出金 + 予備費" in equations(drafted(document))


@pytest.mark.parametrize("between", ["\t", " | ", "      "])
def test_a_long_row_of_cells_stays_a_row(read, between):
    row = between.join(["事業費", *(f"{number},000,000" for number in range(111, 140))])
    table = read(f"{row}\n{row.replace('事業', '委託')}\n").tables[0]
    assert [(row.label, len(row.figures)) for row in table.rows] == [("事業費", 29), ("委託費", 29)]


def test_of_a_list_in_one_line_that_lost_digits_what_is_left_is_asked_about(read):
    document = read(LIST.replace("30,543", "30, ").replace("73,117", "73, ,").replace("10,200", ", "))
    assert all(table.is_guessed for table in document.tables for row in table.rows if row.label.startswith("2 徴税費"))


def test_figures_before_their_labels_where_a_chapter_confirms_them(read):
    page = "(収益的収入及び支出) 第 3 条 収益的収入及び支出の予定額は、次のとおりと定める。 収 入 " + " ".join([
        "第 1 款 事業収益 第 1 項 営業収益 第 2 項 営業外収益 900,824 852,919 47,905 千円 千円 千円 796,235 773,998 22,237 千円 千円 千円",
        "支 出 第 1 款 事業費用 第 1 項 営業費用 第 2 項 予備費 -6- 第 2 款 別事業費用 第 1 項 営業費用 支 出 合 計 16,326 16,326 812,561 千円 千円 千円",
    ])
    document = read(page)
    cells = [cell for table in document.tables for row in table.rows for cell in row.cells if cell]
    assert cells == [f"{figure}千円" for figure in (
        "900,824", "852,919", "47,905", "796,235", "773,998", "22,237", "16,326", "16,326", "812,561",
    )]
    assert unread(drafted(document)) == {}
    assert all("-6-" not in row.label for table in document.tables for row in table.rows)


@pytest.mark.parametrize("text", [
    "収入は1,275億13,364百万円となる。\n", "不足する額7 4 6 ,3 5\n6千円は積立金で補う。\n", "(1) 戸数 (2) 水量 (3) 工事費 9,041 戸 5,260 ㎥ 145,607 千円\n",
])
def test_a_part_of_a_number_or_an_amount_without_words_is_no_amount(read, text):
    assert read(text).prose == []


@pytest.mark.parametrize(("text", "printed"), [
    ("収入は14億 3,333万円を見込む。\n", "14億3,333"), ("調定額 2兆20億 4,262万388円\n", "2兆20億4,262万388"),
    ("県税は8,201億  4百万円を見込む。\n", "8,201億4"), ("企業会計は、12 億 4 千万円を計上しました。\n", "12億4"),
    ("特別会計は3億3千586万円となる。\n", "3億3千586"), ("企業会計は2 億2 千7 7 3 万円となる。\n", "2億2千773"),
])
def test_blanks_before_the_smaller_part_of_a_number_part_none(read, text, printed):
    assert [one.printed for one in read(text).prose] == [printed]


def test_a_label_goes_on_from_the_line_above(read):
    document = read("不足する額は、当年度分損益勘定留保資\n金411,317千円で補う。\n")
    assert [(prose.label, prose.printed) for prose in document.prose] == [("当年度分損益勘定留保資金", "411,317")]


def test_a_passage_of_several_lines_that_replaces_another(read):
    document = read("""第4条中「不足する額は、減債積立金250,000千円
及び建設改良積立金57,290千円で補う。」を「不足する額は、減債積立金240,000千円
及び建設改良積立金55,494千円で補う。」に改める。
""")
    pairs = {(prose.label, prose.printed): prose.is_after for prose in document.prose if prose.pair}
    assert pairs == {
        ("減債積立金", "250,000"): False, ("建設改良積立金", "57,290"): False,
        ("減債積立金", "240,000"): True, ("建設改良積立金", "55,494"): True,
    }


def test_amounts_of_one_name_that_differ_are_two_lines(read):
    draft = drafted(read("前回とあわせると総額3,610,000千円である。\nまた前回とあわせると総額4,931,000千円である。\n"))
    lines = [row["line_id"] for _, table in draft.plan.tables.values() for row in table]
    assert len(lines) == len(set(lines)) == 2


def test_a_page_without_a_unit_is_asked_about(read):
    draft = drafted(read("科目\t金額\n収入\t1,000\n支出\t900\n"))
    assert [(reading.reading, reading.certainty) for reading in gather(draft) if reading.kind == "unit"] == [("thousand_yen", OPEN)]


def test_letters_that_are_spaced_out_are_no_number(read):
    document = read("(単位:千円)\n会計\t金額\n一 般 会 計\t7,200\n特 別 会 計\t3,100\n")
    assert [(row.normalised, row.numbering) for row in document.tables[0].rows] == [("一般会計", ""), ("特別会計", "")]


def test_a_column_without_a_header_is_asked_about(read):
    draft = drafted(read("(単位:千円)\n一般会計\n7,200\n7,300\n特別会計\n3,100\n3,200\n企業会計\n900\n800\n"))
    asked = [reading for reading in gather(draft) if reading.kind == "column"]
    assert [reading.certainty for reading in asked] == [OPEN]


def test_a_small_amount_that_happens_to_be_equal_is_no_part(read):
    draft = drafted(read("(単位:千円)\n款\t金額\n1 繰越金\t1\n 1 雑入\t1\n2 使用料\t6,700\n3 手数料\t300\n"))
    assert not [rule for rule in draft.rules if rule.relation.axis == "line"]


def test_a_change_below_nil_proves_no_sign(read):
    document = read("(単位 千円)\n科目\t補正前の額\t補正額\t計\n東\n東春\t55\t21\t34\n東夏\t0\t0\t0\n東秋\t0\t1\t1\n東合計\t55\t20\t35\n")
    signs = {(sign.place.source_line, sign.place.column): sign for sign in arithmetic.find(document).signs}
    assert not [sign for place, sign in signs.items() if sign.certainty == PROVED and sign.sign < 0 and place == (6, 2)]


def test_an_amount_of_the_prose_is_no_sum_of_amounts_of_another_stage(read):
    draft = drafted(read("""(単位 千円)
科目\t補正前の額\t補正額\t計
事業費\t90,000\t700\t90,700
委託費\t20,000\t900\t20,900
合計\t110,000\t1,600\t111,600

(1) 桟橋の拡充(9,700千円(うち繰入金:9,000千円、事業費:700千円増))
"""))
    assert not [rule for rule in draft.rules if rule.rule_id.startswith("prose")]


# ---- columns that a single blank separates, and what they say of one another -------------

SETTLEMENT = """歳入
(単位:円)
款 項 予算現額 調定額 収入済額 不納欠損額 収入未済額 予算現額と収入済額との比較
1 町税 812,300,000 840,512,345 821,004,112 1,230,400 18,277,833 8,704,112
1 町民税 402,100,000 411,730,221 405,112,908 520,300 6,097,013 3,012,908
2 固定資産税 410,200,000 428,782,124 415,891,204 710,100 12,180,820 5,691,204
2 国庫支出金 230,400,000 221,904,560 221,904,560 0 0 △8,495,440
1 国庫負担金 180,000,000 176,204,560 176,204,560 0 0 △3,795,440
2 国庫補助金 50,400,000 45,700,000 45,700,000 0 0 △4,700,000
歳入合計 1,042,700,000 1,062,416,905 1,042,908,672 1,230,400 18,277,833 208,672

歳出
(単位:円)
款 項 予算現額 支出済額 翌年度繰越額 不用額
1 総務費 512,300,000 498,712,340 8,000,000 5,587,660
1 総務管理費 400,000,000 390,112,000 6,500,000 3,388,000
2 徴税費 112,300,000 108,600,340 1,500,000 2,199,660
2 民生費 530,400,000 505,001,220 12,000,000 13,398,780
1 社会福祉費 330,400,000 315,000,220 12,000,000 3,399,780
2 児童福祉費 200,000,000 190,001,000 0 9,999,000
歳出合計 1,042,700,000 1,003,713,560 20,000,000 18,986,440
"""


def test_a_header_of_single_blanks_has_a_column_for_each_figure_below(read):
    revenue, expenditure = read(SETTLEMENT).tables
    assert stages(revenue) == ["in_force", "assessed", "received", "written_off", "uncollected", "compared"]
    assert stages(expenditure) == ["in_force", "spent", "carried_forward", "unused"]


def test_a_blank_within_a_header_splits_no_column(read):
    (table,) = read("科目 本年度 予算額\n(単位:円)\n1 町税 12,300\n2 繰入金 4,500\n計 16,800\n").tables
    assert len(table.columns) == 1


def by_stages(draft: Draft) -> list[str]:
    """The rules of the stages that are proved."""
    return [rule.label_ja for rule in draft.rules if rule.relation.axis == "stage" and rule.relation.certainty == PROVED]


def test_the_columns_of_a_settlement_are_laws_where_they_hold(read):
    draft = drafted(read(SETTLEMENT))
    assert by_stages(draft) == [
        "収入未済額 = 調定額 − 収入済額 − 不納欠損額", "比較 = 収入済額 − 予算現額", "不用額 = 予算現額 − 支出済額 − 翌年度繰越額",
    ]
    assert all(reading.certainty == PROVED for reading in gather(draft) if reading.kind == "column")


def test_a_difference_has_the_direction_of_its_figures(read):
    turned = SETTLEMENT
    for amount in ("8,704,112", "3,012,908", "5,691,204", "208,672"):
        turned = turned.replace(f" {amount}\n", f" △{amount}\n")
    for amount in ("8,495,440", "3,795,440", "4,700,000"):
        turned = turned.replace(f" △{amount}\n", f" {amount}\n")
    assert "比較 = 予算現額 − 収入済額" in by_stages(drafted(read(turned)))


def test_columns_that_do_not_keep_a_law_have_none(read):
    """What is carried over may be a part of something else."""
    broken = SETTLEMENT.replace(" 8,000,000 ", " 8,000,001 ").replace(" 6,500,000 ", " 6,500,003 ")
    broken = broken.replace(" 12,000,000 ", " 12,000,007 ").replace(" 20,000,000 ", " 20,000,008 ")
    assert not any(rule.startswith("不用額") for rule in by_stages(drafted(read(broken))))


def test_a_law_that_one_row_breaks_is_not_proved_and_stays(read):
    draft = drafted(read(SETTLEMENT.replace("3,388,000", "3,338,000")))
    (law,) = [rule.relation for rule in draft.rules if rule.parent == "unused"]
    assert law.certainty != PROVED and law.cells == 6


# ---- an amount that is printed twice, and a label with the words of an attribute ----------

AMENDMENT = """歳入
(単位:千円)
款 項 補正前の額 補正額 計
15 国庫支出金 3,912,330 142,118 4,054,448
1 国庫負担金 2,871,002 38,990 2,909,992
2 国庫補助金 1,041,328 103,128 1,144,456
18 寄附金 4,120 4,120
1 寄附金 4,120 4,120
補正されなかった款に係る額 13,555,415 13,555,415
歳入合計 17,467,745 146,238 17,613,983

追加
(単位:千円)
事項 期間 限度額
学校給食調理業務委託 令和5年度から令和8年度まで 214,500
庁舎清掃業務委託 令和5年度から令和6年度まで 18,700
"""


def test_an_amount_that_is_taken_away_leaves_nothing(read):
    """Base, result and change of a line that ends: the blank result is no place of the row, and the same amount below nil is its change."""
    document = read("""(単位:千円)
項目 平成18年度当初予算 平成19年度当初予算 差引
支出合計 846,180 496,643 △ 349,537
建設改良費 844,231 496,643 △ 347,588
総係費 1,949 △ 1,949
""")
    (repair,) = arithmetic.find(document).repairs
    assert (repair.as_read, repair.certainty) == (("1,949", "", "△ 1,949"), "proved")


def test_an_amount_that_is_printed_twice_stands_where_the_columns_add_up(read):
    """A line that does not change, and one that is new: the row alone does not tell them apart."""
    document = read(AMENDMENT)
    draft = drafted(document)
    cells = grid(document.tables[0])
    assert cells["補正されなかった款に係る額"] == ("13,555,415", "", "13,555,415")
    assert cells["1 寄附金"] == cells["18 寄附金"] == ("", "4,120", "4,120")
    assert "補正後 = 補正前 + 補正" in equations(draft)
    assert all(repair.certainty == PROVED for repair in draft.findings.repairs)


def test_where_no_sum_tells_an_amount_printed_twice_is_read_as_unchanged(read):
    document = read("款 項 補正前の額 補正額 計\n1 町税 12,300 400 12,700\n2 寄附金 4,120 4,120\n")
    draft = drafted(document)
    assert grid(document.tables[0])["2 寄附金"] == ("4,120", "", "4,120")
    assert [repair.certainty for repair in draft.findings.repairs] == [PROBABLE]


def test_the_words_of_an_attribute_are_no_part_of_the_label(read):
    table = read(AMENDMENT).tables[1]
    assert [row.label for row in table.rows] == ["学校給食調理業務委託", "庁舎清掃業務委託"]
    assert [column.kind for column in table.columns] == ["attribute", "figure"]


# ---- accounts in steps ---------------------------------------------------------------------

STEPS = """損益計算書
(単位:円)
1 営業収益
(1) 給水収益 812,345,678
(2) 受託工事収益 4,500,000
(3) その他営業収益 3,456,789 820,302,467
2 営業費用
(1) 配水及び給水費 299,801,344
(2) 総係費 76,120,340
(3) 減価償却費 325,551,000 701,472,684
営業利益 118,829,783
3 営業外収益
(1) 受取利息 120,450
(2) 雑収益 89,680,530 89,800,980
4 営業外費用
(1) 支払利息 42,118,330
(2) 雑支出 910,222 43,028,552 46,772,428
経常利益 165,602,211
"""
STEPS_PROVED = [
    "その他営業収益（2欄目） = 給水収益 + 受託工事収益 + その他営業収益",
    "減価償却費（2欄目） = 配水及び給水費 + 総係費 + 減価償却費",
    "営業利益 = その他営業収益（2欄目） − 減価償却費（2欄目）",
    "雑収益（2欄目） = 受取利息 + 雑収益",
    "雑支出（2欄目） = 支払利息 + 雑支出",
    "雑支出（3欄目） = 雑収益（2欄目） − 雑支出（2欄目）",
    "経常利益 = 営業利益 + 雑支出（3欄目）",
]


def test_what_stands_a_step_to_the_right_is_the_sum_of_its_block(read):
    found = equations(drafted(read(STEPS)))
    assert set(STEPS_PROVED) <= set(found)
    # Nor is interest paid a revenue that has lost its minus mark.
    assert not any("+ 支払利息 −" in rule for rule in found)


def test_a_step_that_a_wrong_digit_breaks_is_kept_and_not_proved(read):
    draft = drafted(read(STEPS.replace("76,120,340", "76,120,840")))
    broken = STEPS_PROVED[1]
    assert broken not in equations(draft)
    assert broken in [rule.label_ja for rule in draft.rules]


def test_columns_that_a_header_names_are_no_steps(read):
    named = STEPS.replace("(単位:円)\n", "(単位:円)\n科目 | 本年度 | 前年度\n").replace(") ", ") | ")
    assert not any("欄目" in rule for rule in equations(drafted(read(named))))


# ---- three ranks of bare numbers, notes, and cash flows -------------------------------------

PLAN = """収益的収入及び支出
収入
(単位:千円)
款 項 目 予定額 備考
1 水道事業収益 1,020,330
1 営業収益 830,220
1 給水収益 812,340 水道料金
2 その他営業収益 17,880 手数料
2 営業外収益 189,910
1 受取利息 110 預金利息
2 他会計補助金 101,350 一般会計補助金
3 長期前受金戻入 88,450
3 特別利益 200
1 過年度損益修正益 200

キャッシュ・フロー計算書
(単位:千円)
業務活動によるキャッシュ・フロー
当年度純利益 71,560
減価償却費 334,500
受取利息 △37,340
小計 368,720
利息の支払額 △42,020
業務活動によるキャッシュ・フロー 326,700
投資活動によるキャッシュ・フロー
有形固定資産の取得による支出 △512,300
国庫補助金による収入 101,200
投資活動によるキャッシュ・フロー △411,100
財務活動によるキャッシュ・フロー
企業債による収入 300,000
企業債の償還による支出 △210,330
財務活動によるキャッシュ・フロー 89,670
資金増加額 5,270
資金期首残高 912,334
資金期末残高 917,604
"""


def sums(draft: Draft) -> list[str]:
    """The rules along the lines of one statement, proved or not."""
    return [rule.label_ja for rule in draft.rules if rule.family == "footing"]


def test_where_two_ranks_could_go_on_counting_the_sums_tell(read):
    """2 after 1, 1, 1, 2 goes on with the second rank or with the first."""
    draft = drafted(read(PLAN))
    assert [rule for rule in equations(draft) if "収益 =" in rule or "利益 =" in rule] == [
        "特別利益 = 過年度損益修正益", "営業外収益 = 受取利息 + 他会計補助金 + 長期前受金戻入",
        "営業収益 = 給水収益 + その他営業収益", "水道事業収益 = 営業収益 + 営業外収益 + 特別利益",
    ]


def test_a_small_figure_before_a_note_is_a_figure(read):
    assert grid(read(PLAN).tables[0])["1 受取利息"] == ("110", "預金利息")


def test_a_cash_flow_statement_adds_up_by_its_parts(read):
    flows = "業務活動によるキャッシュ・フロー", "投資活動によるキャッシュ・フロー", "財務活動によるキャッシュ・フロー"
    assert {
        f"{flows[0]} = 小計 + 利息の支払額", f"{flows[1]} = 有形固定資産の取得による支出 + 国庫補助金による収入",
        f"{flows[2]} = 企業債による収入 + 企業債の償還による支出", f"資金増加額 = {' + '.join(flows)}",
        "資金期末残高 = 資金増加額 + 資金期首残高",
    } <= set(sums(drafted(read(PLAN))))



# ---- an amendment with its columns kept and its blanks -------------------------------------

KEPT = """1 歳入                                                    (単位:千円)
      款              項           補正前の額      補正額         計
 1 国民健康保険税                      210,330     △ 3,200     207,130
                 1 国民健康保険税       210,330     △ 3,200     207,130
 3 県支出金                           870,422     △ 1,612     868,810
                 1 県補助金            870,422     △ 1,612     868,810
 4 繰入金                             120,000           0     120,000
                 1 他会計繰入金        100,000           0     100,000
                 2 基金繰入金           20,000           0      20,000
 5 繰越金                               7,500                    7,500
                 1 繰越金                7,500                    7,500
      歳    入    合    計          1,208,252     △ 4,812   1,203,440
"""


def test_the_total_of_a_table_is_no_part_of_its_last_block(read):
    """It stands deeper than the line of the block, at the rank of that line's parts."""
    document = read(KEPT)
    assert grid(document.tables[0])["5 繰越金"] == ("7,500", "", "7,500")
    assert {
        "繰入金 = 他会計繰入金 + 基金繰入金", "繰越金 = 繰越金", "県支出金 = 県補助金",
        "歳入合計 = 国民健康保険税 + 県支出金 + 繰入金 + 繰越金",
    } <= set(equations(drafted(document)))


IN_TURN = """損益計算書
費用
金額(千円)
収益
金額(千円)
営業費用
7,300
営業収益
9,100
人件費
4,100
料金
8,700
物件費
3,200
手数料
400
営業外費用
1,150
当年度利益の内訳でない収益
650
支払利息
1,150
当年度純利益
1,300
合計
9,750
合計
9,750
"""


def test_two_sides_in_turn_are_two_tables(read):
    document = read(IN_TURN)
    assert [[row.label for row in table.rows] for table in document.tables] == [
        ["営業費用", "人件費", "物件費", "営業外費用", "支払利息", "当年度純利益", "合計"],
        ["営業収益", "料金", "手数料", "当年度利益の内訳でない収益", "合計"],
    ]


def test_two_sides_in_turn_whose_sums_do_not_hold_stay_one_list(read):
    document = read(IN_TURN.replace("9,100", "9,400"))
    assert [len(table.rows) for table in document.tables] == [12]


def test_columns_without_a_header_are_told_by_their_rows(read):
    """This year, the year before and what it is more; and a column of neither."""
    rows = [("議会費", 310, 300, 10), ("総務費", 4_120, 4_020, 100), ("民生費", 9_800, 10_100, -300), ("予備費", 50, 50, 0)]
    text = "\n".join(f"{name}\t{1_000 + now:,}\t{now:,}\t{before:,}\t{'△' * (change < 0)}{abs(change):,}" for name, now, before, change in rows)
    document = read(f"歳出\n単位:千円\n{text}\n")
    arithmetic.find(document)
    assert stages(document.tables[0]) == ["revised", "revised", "original", "adjustment"]
    assert [column.measure for column in document.tables[0].columns] == ["amount_1", "", "", ""]


# One label for two amounts that differ, under no section.
REPEATED = """（単位：円）
会計名    歳入額    歳出額
一般会計    9,067,181    7,889,621
国保特会    5,690,972    5,527,583
一般会計    8,067,181    7,889,620
国保特会    690,972    527,583
"""


def test_a_label_that_stands_twice_and_means_two_lines_means_them_in_order(read):
    draft = drafted(read(REPEATED))
    variants = {(v.label, v.measure, v.occurrence): v.line_id for v in draft.chart.variants}
    assert len(variants) == 8 and len(set(variants.values())) == 8


# Names of chapters above their figures, before which their numbers stand; pages of which the dashes stand alone.
NUMBERS = """            歳　　出
             款                       項
                                                                 金　　　　　額
                                                                                千円
            議会費
          1                                                                88,451
                   1 議会費                                                   88,451
            総務費
          2                                                               616,154
                   1 総務管理費                                               448,456
                   2 徴税費                                                   167,698
            ―

            5

            ―

             款                       項
                                                                 金　　　　　額
                                                                                千円
            民生費
          3                                                             1,341,693
                   1 社会福祉費                                               901,076
                   2 児童福祉費                                               440,617
                          歳　　出　　合　　計
                                                                        2,046,298
"""


def test_numbers_of_chapters_and_pages_are_no_figures(read):
    document = read(NUMBERS)
    (table,) = document.tables
    assert [(row.normalised, row.figures[0].printed) for row in table.rows][:3] == [("議会費", "88,451"), ("議会費", "88,451"), ("総務費", "616,154")]
    assert len(table.rows) == 9
    draft = drafted(document)
    # The second way through the text counts the same.
    assert not [reading for reading in draft.readings if reading.kind == "figure" and reading.certainty == OPEN]
    sums = {relation.parent.label for relation in arithmetic.find(document).relations if relation.certainty == PROVED}
    assert {"総務費", "民生費", "歳出合計"} <= sums


def test_numbers_that_do_not_count_stay_figures(read):
    tables = read(NUMBERS.replace("          3       ", "          7       ")).tables
    assert any(figure.printed == "1" for table in tables for row in table.rows for figure in row.figures)


# What pays for each chapter, under words that stand on lines of their own above the right columns.
FUNDS = """（歳出）                                                                                          （単位：千円）
                  款           本年度予算額          前年度予算額           比   較                         特 定 財 源
                                                                                                                一般財源
                                                                               国県支出金           そ の 他
 1.総務費
                             460,271         438,213          22,058          83,712          81,464         295,095
 2.民生費
                             312,509         325,762         △13,253         139,180                         173,329
 3.予備費
                              10,000          10,000               0                                          10,000
          歳   出       合   計
                             782,780         773,975           8,805         222,892          81,464         478,424
"""


def test_words_above_the_right_columns_head_them(read):
    (table,) = read(FUNDS).tables
    assert [column.stage for column in table.columns] == ["revised", "original", "adjustment", "revised", "revised", "revised"]
    assert len({(column.stage, column.measure) for column in table.columns}) == 6
    assert "一般財源" in table.columns[-1].printed and "一般財源" not in table.columns[0].printed
    assert [row.figures[0].printed for row in table.rows] == ["460,271", "312,509", "10,000", "782,780"]


# A summary whose header stands behind its rows, with the label of the total glued to its figures; and figures of no label.
GLUED = """１ 総 括
（歳 入）
1 市税 460,600 449,800 10,800
2 地方譲与税 78,000 81,000 △3,000
3 市債 76,000 63,000 13,000
614,600 593,800 20,800歳 入 合 計
款 本年度予算額 前年度予算額 比 較
- 16 -
（歳 出）
1 議会費 88,000 87,000 1,000
2 総務費 516,600 496,800 19,800
3 予備費 10,000 10,000 0
12,345 23,456
614,600 593,800 20,800歳 出 合 計
"""


def test_a_total_glued_to_its_figures_and_figures_of_no_label(read):
    document = read(GLUED)
    assert [[row.normalised for row in table.rows] for table in document.tables] == [
        ["市税", "地方譲与税", "市債", "歳入合計"], ["議会費", "総務費", "予備費", "歳出合計"],
    ]  # fmt: skip
    draft = drafted(document)
    assert [column.stage for table in document.tables for column in table.columns] == ["revised", "original", "adjustment"] * 2
    assert {13: 2} == unread(draft)
    # The second way through the text reads the glued total too, and the two figures that are left.
    assert [(row["table_id"], row["source_line"], row["amount"], row["kind"]) for row in draft.left] == [
        ("expenditure", "13", "12345", "amount"), ("expenditure", "13", "23456", "amount"),
    ]


# A plan of several years, and a change in money under a word that elsewhere heads rates.
YEARS = """（単位：千円）
| 区分 | 令和5年度 | 令和6年度 | 令和7年度 | 令和8年度 |
|---|---|---|---|---|
| 収益的収入 | 24,299 | 24,261 | 24,760 | 23,454 |
| 営業収益 | 17,207 | 16,089 | 16,239 | 16,000 |
| 営業外収益 | 7,092 | 8,172 | 8,521 | 7,454 |
"""


def test_further_years_are_stages_that_the_project_learns(read):
    draft = drafted(read(YEARS))
    write_stages(draft, ["original", "adjustment", "revised"])
    new = draft.plan.rows["stages"]
    assert [row["stage_order"] for row in new] == ["4", "5", "6"]
    assert {row["stage"] for row in draft.plan.rows["printed_columns"]} == {"revised", *(row["stage"] for row in new)}
    assert [row["stage"] for row in draft.plan.rows["fiscal_phases"]] == [row["stage"] for row in new]


def test_a_year_amid_words_of_a_torn_header_is_a_stage_that_the_project_learns(read):
    draft = drafted(read("（単位：千円）\n| 区分 | ４年度末 現在 高 現在高 | ５年度末 高 現在高 | ６年度末 現在高見込額 |\n|---|---|---|---|\n| 普通債 | 24,299 | 24,261 | 24,760 |\n| その他 | 17,207 | 16,089 | 16,239 |\n"))
    write_stages(draft, ["original", "adjustment", "revised"])
    used = {row["stage"] for row in draft.plan.rows["printed_columns"]}
    assert used <= {"original", "adjustment", "revised", *(row["stage"] for row in draft.plan.rows.get("stages", []))}


def test_a_rate_is_of_a_measure_that_the_figures_of_its_table_have(read):
    """Where all figures are amounts of their own, a row is no line without a measure: such a table was left out as a whole."""
    text = "（単位：千円）\n| 区分 | 現年分 | 構成比 | 滞納分 | 構成比 |\n|---|---|---|---|---|\n| 町税 | 24,299 | 58.5 | 24,261 | 60.1 |\n| 町債 | 17,207 | 41.5 | 16,089 | 39.9 |\n"
    columns = drafted(read(text)).plan.rows["printed_columns"]
    measures = {row["measure"] for row in columns if row["column_kind"] == "figure"}
    assert "" not in measures and {row["measure"] for row in columns if row["column_kind"] == "ratio"} == measures


def test_a_comparison_in_money_is_a_change(read):
    text = "| 項目 | 予算額 | 前年度対比 |\n|---|---|---|\n| 村税 | 8,649万円 | △23万円 |\n| 村債 | 7,570万円 | △2,700万円 |\n| 合計 | 16,219万円 | △2,723万円 |\n"
    (table,) = read(text).tables
    assert [(column.kind, column.stage) for column in table.columns] == [("figure", "revised"), ("figure", "adjustment")]


def test_volumes_in_columns_are_quantities(read):
    """Number and unit stand in columns of their own, and the letters of the label are spread."""
    document = read(
        "第２条 業務の予定量は、次のとおりとする。\n\n"
        "   （１）給    水    戸     数               19,200   戸\n"
        "   （２）年 間 総 給 水 量                  5,220,000   ㎥\n"
        "   （３）主 要 な 建 設 改 良 事 業\n"
        "       配水管整備事業           配水管布設工事                 73,504 千円\n"
    )
    told = {(prose.label.replace(" ", ""), prose.magnitude, prose.unit) for prose in document.prose}
    assert {("給水戸数", 19_200, "households"), ("年間総給水量", 5_220_000, "cubic_metres")} <= told
    assert any(magnitude == 73_504 for _, magnitude, _ in told)


# An overview with rates beside amounts, in which letters stand farther apart than columns.
OVERVIEW = """（歳出）
                                                                                                    （単位：千円、％）
                                            令和８年度当初予算              令和７年度当初予算                  比              較
         区               分
                                                 予   算     額       構 成 比         予   算     額       構 成 比         増   減     額     伸     率
      1.  議           会           費                  206,337         5.2             207,192         4.3               △ 855       △ 0.4
      2.  総           務           費                2,581,722        64.5           2,759,606        57.7           △ 177,884       △ 6.4
      3.  農   林   水       産   業   費                  853,473        21.3           1,468,804        30.7           △ 615,331      △ 41.9
      4.  公           債           費                  358,468         9.0             345,398         7.2              13,070         3.8
    歳        出       合       計                     4,000,000       100.0           4,781,000       100.0           △ 781,000      △ 16.3
"""


def test_letters_and_columns_of_an_overview_are_told_apart(read):
    (table,) = read(OVERVIEW).tables
    assert [(column.kind, column.stage) for column in table.columns] == [
        ("figure", "revised"), ("ratio", None), ("figure", "original"), ("ratio", None), ("figure", "adjustment"), ("ratio", None),
    ]  # fmt: skip
    assert [row.normalised for row in table.rows] == ["議会費", "総務費", "農林水産業費", "公債費", "歳出合計"]
    assert [len(row.figures) for row in table.rows] == [3] * 5


# A summary of which a text without columns keeps the figures: what pays nothing for a chapter is blank.
UNPLACED = """（歳出）
（単位：千円）
款
本年度予算額 前年度予算額 比 較
国県支出金 地 方 債 そ の 他
一般財源
1.議会費
88,000 87,000 1,000 88,000
2.民生費
516,000 496,800 19,200 201,513 60,000 4,500 249,987
3.労働費
7 7 0 7
4.土木費
140,000 90,000 50,000 29,987 100,000 10,013
5.予備費
993 1,000 △7 993
231,500
歳 出 合 計
745,000 674,807 70,193 160,000 14,513 338,987
"""
# The same, with the funds behind all chapters.
APART_FUNDS = """（歳 出）
1 議会費 88,000 87,000 1,000
2 民生費 516,000 496,800 19,200
3 労働費 7 7 0
4 土木費 140,000 90,000 50,000
5 予備費 993 1,000 △7
745,000 674,807 70,193歳 出 合 計
款 本年度予算額 前年度予算額 比 較
- 17 -
国県支出金 地 方 債 そ の 他
88,000
201,513 60,000 4,500 249,987
7
29,987 100,000 10,013
993
231,500 160,000 14,513 338,987
特 定 財 源 一 般 財 源
- 18 -
"""
FUNDED = {
    "議会費": ("88,000", "87,000", "1,000", "", "", "", "88,000"),
    "民生費": ("516,000", "496,800", "19,200", "201,513", "60,000", "4,500", "249,987"),
    "労働費": ("7", "7", "0", "", "", "", "7"),
    "土木費": ("140,000", "90,000", "50,000", "29,987", "100,000", "10,013", ""),
    "予備費": ("993", "1,000", "△7", "", "", "", "993"),
    "歳出合計": ("745,000", "674,807", "70,193", "231,500", "160,000", "14,513", "338,987"),
}


@pytest.mark.parametrize("text", [UNPLACED, APART_FUNDS, "\n".join(UNPLACED.split())])
def test_the_funds_of_chapters_stand_where_their_columns_add_up(read, text):
    (table,) = read(text).tables
    assert {row.normalised: row.cells for row in table.rows} == FUNDED
    assert [column.stage for column in table.columns][:3] == ["revised", "original", "adjustment"]
    assert [column.printed for column in table.columns][3:] == ["国県支出金", "地方債", "その他", "一般財源"]
    assert table.statement == "expenditure"


def test_funds_that_several_places_fit_are_told_to_be_unread(read):
    """Without the figure that the total lacks, nothing tells which of its funds it is."""
    document = read(UNPLACED.replace("231,500\n", ""))
    assert document.tables == []
    assert {8, 10, 14, 16, 18} == unread(drafted(document)).keys()


# An amended budget of three ranks, its labels torn into pieces, with numbers of items alone on lines.
PIECES = """収
入
１水
道
事業収益
667,986
1,416
669,402
1 営業収益
372,101
△ 6,650
365,451
1
水道使用料
268,000
△ 7,000
261,000
2
他会計
負担金
10
350
360
２営業外収益
295,865
8,066
303,931
(単位:千円）
"""


def test_pieces_of_labels_between_rows_that_add_up_are_one_label(read):
    document = read(PIECES)
    (table,) = document.tables
    assert {row.normalised: row.cells for row in table.rows if row.figures} == {
        "水道事業収益": ("667,986", "1,416", "669,402"), "営業収益": ("372,101", "△ 6,650", "365,451"),
        "水道使用料": ("268,000", "△ 7,000", "261,000"), "他会計負担金": ("10", "350", "360"), "営業外収益": ("295,865", "8,066", "303,931"),
    }  # fmt: skip
    assert [row.numbering for row in table.rows if row.figures] == ["1", "1", "1", "2", "２"]
    assert [row.depth for row in table.rows if row.figures] == [0, 1, 2, 2, 1]
    assert not unread(drafted(document))


def test_numbers_alone_between_rows_that_do_not_add_up_stay_figures(read):
    document = read(PIECES.replace("268,000", "268,900").replace("667,986", "667,996"))
    assert not any(row.normalised == "水道使用料" and row.numbering for table in document.tables for row in table.rows)


# A settlement of all accounts whose headers are spread so far that letters fall apart, and headers together.
SPREAD_HEADERS = """                                         令和3年度決算
                                                                                                    （単位：円）
会         計       名       歳     入      額       うち一般会計繰入金              歳       出       額       形   式    収    支       翌年度繰越財源                 実   質    収    支
一     般       会   計           29,067,181                              27,889,621          1,177,560             217,451             960,109
農     集       特   会              164,166             127,643             164,166                  0                   0                   0
介     護       特   会            4,704,354             706,377           4,527,583            176,771                   0             176,771

再掲
会         計       名       歳     入      額       歳     出       額        形   式       収   支       翌年度繰越財源               実   質       収   支
一     般       会   計           29,067,181       27,889,621          1,177,560              217,451           960,109
"""


def test_headers_whose_letters_are_spread_are_told_by_what_they_make(read):
    whole, again = read(SPREAD_HEADERS).tables
    names = ["歳入額", "うち一般会計繰入金", "歳出額", "形式収支", "翌年度繰越財源", "実質収支"]
    assert ["".join(column.printed.split()) for column in whole.columns] == names
    assert [column.printed for column in again.columns] == [name for name in names if not name.startswith("うち")]
    assert [figure.column for figure in whole.rows[0].figures] == [1, 3, 4, 5, 6]
    assert [figure.printed for figure in again.rows[0].figures] == ["29,067,181", "27,889,621", "1,177,560", "217,451", "960,109"]
    ties = {relation.reason_ja.partition("」")[0] for relation in arithmetic.find(read(SPREAD_HEADERS)).relations if relation.kind == "tie" and relation.certainty == PROVED}
    assert len(ties) >= 2


# A word that is not known above the labels, below a table with other columns.
UNKNOWN_HEAD = """（単位：千円）
    会        計       別           令和８年度当初予算         令和７年度当初予算           増減額
一        般       会          計             25,550           25,840         △ 290
特   別    会       計                         11,546           11,481            65
総                           計             37,096           37,321         △ 225

                       特別会計等                  令和８年度当初予算            一般会計繰出金
                            国保                   5,503                  467
                            介護                   4,645                  726
                       特別会計 計                  10,148                1,193
"""


def test_a_word_that_is_not_known_heads_the_labels(read):
    above, below = read(UNKNOWN_HEAD).tables
    assert stages(above) == ["revised", "original", "adjustment"]
    assert grid(below) == {"国保": ("5,503", "467"), "介護": ("4,645", "726"), "特別会計 計": ("10,148", "1,193")}
    assert [(column.printed, column.stage) for column in below.columns] == [("令和８年度当初予算", "revised"), ("一般会計繰出金", "revised")]


def test_columns_that_print_nothing_for_some_parts_add_up_too(read):
    findings = arithmetic.find(read(UNPLACED))
    sums = {relation.parent.measure: {child.label for child, _ in relation.children} for relation in findings.relations if relation.axis == "line"}
    assert sums[""] == {"議会費", "民生費", "労働費", "土木費", "予備費"}
    assert {"民生費", "土木費"} in sums.values()
    assert {"議会費", "民生費", "労働費", "予備費"} in sums.values()


def test_a_word_that_stands_twice_is_no_section(read):
    draft = drafted(read(
        "（単位：千円）\n区分 | 予算額 |\n市税 | 500 |\n財源 | |\nその他 | 70 |\n小計 | 570 |\n市債 | 300 |\n財源 | |\nその他 | 30 |\n小計 | 330 |\n合計 | 900 |\n"
    ))
    assert {v.section for v in draft.chart.variants} == {"", "市税", "市債"}
    assert len({v.line_id for v in draft.chart.variants if v.label in ("その他", "小計")}) == 4


def page(*rows: str) -> list[Line]:
    """Lines of a page of a PDF: cells apart, and the end of the page."""
    lines = []
    for row in rows:
        cells = [Cell(text, 100.0 * place, 100.0 * place + 10 * len(text)) for place, text in enumerate(row.split("|"))]
        lines.append(Line(0, row.replace("|", "\t"), "blank", cells, cells[0].start, is_of_page=True))
    return [*lines, Line(0, "", "blank")]


def test_a_heading_at_the_foot_of_a_page_heads_the_rows_of_the_next():
    """Also behind a total; a title stands on the page of its table."""
    first = page("予定貸借対照表", "科目|金額", "未払金|70", "引当金|30", "負債合計|100", "純資産の部")
    second = ("科目|金額", "出資金|40", "積立金|20", "純資産合計|60")
    (region,) = find_regions([*first, *page(*second)])
    assert [line.text.partition("\t")[0] for line in region.body] == [
        "未払金", "引当金", "負債合計", "純資産の部", "出資金", "積立金", "純資産合計",
    ]
    assert len(find_regions([*first[:-2], first[-1], *page("予定キャッシュ", *second)])) == 2


def test_a_sentence_before_a_unit_is_no_title(read):
    document = read("港の見通し\n印刷のとおりに写したもの。 （単位：千円）\n科目\t金額\n未払金\t70\n預り金\t30\n負債合計\t100\n")
    assert document.tables[0].title == "港の見通し"


def test_what_stands_for_nil_is_counted_by_the_control_too():
    """Without it the columns would be one short, and all in the first unit."""
    columns = ["thousand_yen", "thousand_yen", "households"]
    for nil in ("－", "--", "…", "*", "皆無"):
        assert numbers_of(f"寄附金\t{nil}\t30\t12", columns) == [(0, "thousand_yen"), (30, "thousand_yen"), (12, "households")], nil


COLUMNS_IN_ROWS = """2 款別予算執行状況                                              (単位:千円・%)
区 分                         予 算 現 額                   9月末日現在  執行率
           当初予算額  補正予算額  前年度からの          計    の収入済額
                                         繰越額           A             B    B/A
港税          301,545           −           −     301,545       162,773   54.0
県支出金       23,532         256         304      24,092         7,334   30.4
市債           59,206     △ 1,239       7,804      65,771        25,039   38.1
合 計         384,283       △ 983       8,108     391,408       195,146   49.9
"""


def test_columns_may_begin_in_several_rows_of_a_header(read):
    (table,) = read(COLUMNS_IN_ROWS).tables
    assert [column.reading for column in table.columns] == ["当初予算額", "補正予算額", "前年度からの 繰越額", "計", "9月末日現在 の収入済額", "執行率"]
    assert grid(table)["市債"] == ("59,206", "△ 1,239", "7,804", "65,771", "25,039", "38.1")
    assert [column.kind for column in table.columns][-1] == "ratio"


def test_a_ratio_is_no_figure_of_a_torn_row():
    assert figures_of(Row(1, "港税", "港税", cells=("301,545", "−", "162.773", "54.0"))) == ["301,545", "162.773"]


def test_a_side_of_the_budget_may_head_the_labels_beside_notes(read):
    tables = read("""当初予算の概算見込み                                     (単位 百万円)
歳入                 20年度見込額   19年度計上額       増減             備考
港税                       24,910         24,911        △1
地方交付税                     51            170     △ 119   特別交付税のみ
その他                        791          1,661     △ 870               *2
歳入 合計                  25,752         26,742     △ 990

歳出                     見込額   一般財源   特定財源   備考
経常的経費               20,412     18,300      2,112
政策的経費                5,340      4,190      1,150
歳出 合計                25,752     22,490      3,262
""").tables
    assert [list(grid(table)) for table in tables] == [["港税", "地方交付税", "その他", "歳入 合計"], ["経常的経費", "政策的経費", "歳出 合計"]]
    assert [column.reading for column in tables[1].columns][:3] == ["見込額", "一般財源", "特定財源"]
    assert grid(tables[1])["政策的経費"][:3] == ("5,340", "4,190", "1,150")


def test_points_are_set_apart_where_commas_are(read):
    (table,) = read("""(単位 円・%)
款
支出済額
構成 比率
増減額
港 湾 費
13, 686, 698, 904 74. 6 892, 953, 630
渡 船 費
3, 686, 698, 904 20. 1 △   11, 465, 332
公 債 費
986, 698, 904 5. 3 92, 953, 630
""").tables
    assert [row.figures[0].magnitude for row in table.rows] == [13_686_698_904, 3_686_698_904, 986_698_904]
    assert [column.kind for column in table.columns] == ["figure", "ratio", "figure"]


def test_cells_that_bars_end_each_on_a_line_are_rows_by_the_number_of_their_headers(read):
    (table,) = read("""款 |
予算額 |
当初予算 |
補正額 |
1 港税 |
8,114 |
8,109 |
5 |
2 地方交付税 |
159 |
159 |
|
3 市債 |
2,412 |
2,039 |
373 |
計 |
10,685 |
10,307 |
378 |
""").tables
    assert [column.reading for column in table.columns] == ["予算額", "当初予算", "補正額"]
    assert grid(table) == {
        "1 港税": ("8,114", "8,109", "5"), "2 地方交付税": ("159", "159", ""), "3 市債": ("2,412", "2,039", "373"), "計": ("10,685", "10,307", "378"),
    }


def test_words_that_are_not_known_head_the_rows_that_have_a_figure_for_each(read):
    (table,) = read("""港湾会計の収支                     (単位:千円)
年度        歳入        歳出   形式の差   繰り越す財源
令和5年度   40,093      38,060     2,033        410
令和4年度   38,436      37,117     1,319        113
令和3年度   40,181      38,249     1,932        185
""").tables
    assert [column.reading for column in table.columns] == ["歳入", "歳出", "形式の差", "繰り越す財源"]
    assert grid(table)["令和4年度"] == ("38,436", "37,117", "1,319", "113")


def test_shares_below_the_amounts_make_no_column_of_ratios(read):
    (table,) = read("""目的別                            (単位:上段/千円,下段/%)
区 分         令和3年度     令和4年度     令和5年度
総 額            20,862        23,002        23,608
                  100.0         100.0         100.0
港 湾 費          8,850        12,257        13,831
                   42.4          53.3          58.6
渡 船 費         12,012        10,745         9,777
                   57.6          46.7          41.4
""").tables
    assert [(row.normalised, [figure.magnitude for figure in row.figures]) for row in table.rows if row.figures] == [
        ("総額", [20_862, 23_002, 23_608]), ("港湾費", [8_850, 12_257, 13_831]), ("渡船費", [12_012, 10_745, 9_777]),
    ]


def test_years_over_columns_may_be_a_letter_and_a_number(read):
    (table,) = read("""歳入の状況                                         (単位:千円)
                     R4                              R5
歳 入         決算額    増減額   増減率       決算額    増減額   増減率
港 税          1,070      27      2.7          1,065       △5     △0.5
交付税           665     △59     △0.9            651      △14     △2.1
""").tables
    assert [column.reading for column in table.columns] == [f"{year} {name}" for year in ("R4", "R5") for name in ("決算額", "増減額", "増減率")]


def test_of_two_headers_above_each_other_the_lower_says_what_the_column_is():
    assert read_parts("前年度 増減額")[1].code == "adjustment"


def test_what_is_computed_from_lettered_columns_is_a_change_by_its_word(read):
    (table,) = read("""(単位:千円)
| 区分 | R4当初(A) | R5当初(B) | 増減 (B)-(A) |
| 港湾費 | 8,850 | 12,257 | 3,407 |
| 渡船費 | 12,012 | 10,745 | △1,267 |
""").tables
    assert stages(table) == ["original", "revised", "adjustment"]
    assert {column.measure for column in table.columns} == {""}


def test_a_ratio_without_decimals_leaves_a_row_whole(read):
    """A settlement in a text that keeps no columns: figures and shares side by side, one blank apart."""
    (table,) = read("""特別会計歳入決算の状況               (単位千円 ・ %)
区分 予算現額 調定額 収入済額 不納欠損額 収入未済額 構成比 前年度決算額 前年度対比
1保険料 425,828 448,310 430,282 4,057 13,971 17 421,569 2.1
2分担金及び負担金 500 9 9 0 0 0 142 △ 93.7
3国庫支出金 665,579 603,198 603,198 0 0 23.9 589,495 2.3
4財産収入 10 183 183 0 0 0.1 0 皆増
歳入合計 1,091,917 1,051,700 1,033,672 4,057 13,971 100.0 1,011,206 2.2
""").tables
    assert [column.kind for column in table.columns] == ["figure"] * 5 + ["ratio", "figure", "ratio"]
    assert grid(table)["2分担金及び負担金"] == ("500", "9", "9", "0", "0", "0", "142", "△ 93.7")
    assert [figure.magnitude for figure in table.rows[2].figures] == [665_579, 603_198, 603_198, 0, 0, 589_495]
    assert not any(row.is_unplaced for row in table.rows)


# Labels, columns and rows of one table, as extractions part them.
PARTED_HEAD = ["収益的収入", "(単位:千円)"]
PARTED_LABELS = ["第1款 水道事業収益", "第1項 営業収益", "1 給水収益", "2 その他営業収益", "第2項 特別利益"]
PARTED_COLUMNS = ["本年度予定額", "前年度予定額", "比較増減"]
PARTED_ROWS = ["5,281 5,100 181", "5,280 5,099 181", "5,200 5,023 177", "80 76 4", "1 1 0"]


def parted(kind: str) -> list[str]:
    """The lines of the table."""
    down = [figure for column in zip(*(row.split() for row in PARTED_ROWS), strict=True) for figure in column]
    header = " ".join(["区分", *PARTED_COLUMNS])
    return PARTED_HEAD + {
        "labels, then rows": [header, *PARTED_LABELS, *PARTED_ROWS],
        "labels, then columns": [header, *PARTED_LABELS, *down],
        "rows, then labels": [" ".join(PARTED_COLUMNS), *PARTED_ROWS, "区分", *PARTED_LABELS],
        "a label, then its row": [header, *(line for pair in zip(PARTED_LABELS, PARTED_ROWS, strict=True) for line in pair)],
    }[kind]


@pytest.mark.parametrize("kind", ["labels, then rows", "labels, then columns", "rows, then labels", "a label, then its row"])
def test_labels_and_figures_that_stand_apart_make_one_table(read, kind: str):
    (table,) = read("\n".join(parted(kind)) + "\n").tables
    assert stages(table) == ["revised", "original", "adjustment"]
    assert grid(table) == {label: tuple(row.split()) for label, row in zip(PARTED_LABELS, PARTED_ROWS, strict=True)}


def test_rows_that_are_fewer_than_the_labels_are_left_alone(read):
    """Which label has none, nothing tells."""
    lines = parted("labels, then rows")
    document = read("\n".join(lines[:-1]) + "\n")
    assert all(not row.figures for table in document.tables for row in table.rows)


def test_the_name_of_a_stage_in_brackets_heads_its_column(read):
    (table,) = read("""(単位:千円)
第1款 下水道事業収益
第1項 営業収益
第1款 下水道事業費用
(既決予定額)
1,204,555千円
588,123千円
1,180,220千円
(補正予定額)
△ 8,211千円
△ 12,500千円
3,360千円
(計)
1,196,344千円
575,623千円
1,183,580千円
""").tables
    assert stages(table) == ["original", "adjustment", "revised"]
    assert grid(table)["第1項 営業収益"] == ("588,123千円", "△ 12,500千円", "575,623千円")


def test_a_total_above_the_name_of_the_column_is_a_label(read):
    (table,) = read("""(単位:千円)
営業収益
ガス売上
受注工事収益
合 計
金額
1,116,154
1,064,921
51,233
1,116,154
""").tables
    assert grid(table)["合 計"] == ("1,116,154",)


@pytest.mark.parametrize("kind", ["headers on lines of their own", "figures stuck to their labels"])
def test_headers_and_figures_out_of_their_places(read, kind: str):
    """The first figure may touch its label; the headers may stand above the rows, one below the other."""
    rows = [f"{label} {row}" for label, row in zip(PARTED_LABELS, PARTED_ROWS, strict=True)]
    lines = ["区分", *PARTED_COLUMNS, *rows]
    if kind.startswith("figures"):
        lines = [" ".join(["区分", *PARTED_COLUMNS]), *(row.replace(label + " ", label.replace(" ", "")) for label, row in zip(PARTED_LABELS, rows, strict=True))]
    (table,) = read("\n".join([*PARTED_HEAD, *lines]) + "\n").tables
    assert stages(table) == ["revised", "original", "adjustment"]
    assert [row.cells for row in table.rows] == [tuple(row.split()) for row in PARTED_ROWS]
    assert [row.label.replace(" ", "") for row in table.rows] == [label.replace(" ", "") for label in PARTED_LABELS]
    assert unread(drafted(Document([*PARTED_HEAD, *lines], [table]))) == {}
    assert numbers_of("第2項特別利益1 1 0", ["thousand_yen"]) == [(1, "thousand_yen"), (1, "thousand_yen"), (0, "thousand_yen")]


def test_headers_more_than_the_rows_have_figures_head_none(read):
    (table,) = read("\n".join([*PARTED_HEAD, "区分", "決算額", *PARTED_COLUMNS, *(f"{label} {row}" for label, row in zip(PARTED_LABELS, PARTED_ROWS, strict=True))]) + "\n").tables
    assert not any(column.printed for column in table.columns)


@pytest.mark.parametrize(("line", "columns", "numbers"), [
    ("- 単独公共(交付金事業)12,019百万円", ["million_yen"], [(12019, "million_yen")]),
    ("- その他 -500百万円", ["million_yen"], [(500, "million_yen")]),
    ("事業会計 4,533万円 68億5,126万7千円", ["thousand_yen", "thousand_yen"], [(4533, "ten_thousand_yen"), (6851267, "thousand_yen")]),
    ("特別会計 119,947 119,947 98.6%", ["thousand_yen"] * 3 + ["percent_tenths"], [(119947, "thousand_yen")] * 2 + [(986, "percent_tenths")]),
    ("特別会計 3億3千586万円 6千212万円", ["ten_thousand_yen"] * 2, [(33586, "ten_thousand_yen"), (6212, "ten_thousand_yen")]),
    ("総 務 費 17,793 10.7 民 生 費 48,739 29.4", ["yen", "percent_tenths"], [(17793, "yen"), (107, "percent_tenths"), (48739, "yen"), (294, "percent_tenths")]),
])
def test_the_control_reads_what_touches_brackets_what_lacks_a_column_and_rows_on_one_line(line, columns, numbers):
    assert numbers_of(line, columns) == numbers


def test_the_header_of_a_ratio_on_the_line_of_a_row_is_no_part_of_its_label(read):
    (table,) = read("""(単位:円・%)
区分
科目  金 額  金 額
決算額の 予算額に 対する比 病院事業収益  6,960,626 7,133,490 102.5
医 業 収 益  6,161,916 6,331,986 102.8
医業外収益  798,710 801,504 100.3
""").tables
    assert [row.label for row in table.rows] == ["病院事業収益", "医 業 収 益", "医業外収益"]


@pytest.mark.parametrize("lines", [
    ["区分 本年度 予定額 前年度 予定額 比較", "営業収益 5,280 5,099 181", "営業外収益 1,200 1,300 △100"],
    ["区分", "本年度予定額", "前年度予定額", "比較", "(1) 営   業   収   益 5,280 5,099 181", "(2) 営 業 外 収 益 1,200 1,300 △100"],
])
def test_blanks_within_headers_and_labels_part_nothing(read, lines: list[str]):
    (table,) = read("\n".join([*PARTED_HEAD, *lines]) + "\n").tables
    assert stages(table) == ["revised", "original", "adjustment"]
    assert [row.cells for row in table.rows] == [("5,280", "5,099", "181"), ("1,200", "1,300", "△100")]


def test_what_is_numbered_heads_no_column(read):
    """Three labels above three figures for each of their columns: they are the labels."""
    document = read("""(単位:千円)
区分
3.民生費
10.教育費
歳出合計
補正前の額 一般財源
12,040
2,445
27,834
補正額 一般財源
8
1
9
""")
    assert not any(column.reading.startswith("3.") for table in document.tables for column in table.columns)


def test_two_lists_with_shares_without_a_mark_are_two_tables_and_their_sums_share_out_a_line_alone(read):
    document = read("""平成27年度一般会計予算
(単位:千円)
歳入 歳出
款 予算額 構成比 款 予算額 構成比
市税 4,100,200 41.0 1 議会費 200,100 2.0
地方交付税 3,000,000 30.0 2 総務費 1,800,000 18.0
国庫支出金 1,900,000 19.0 3 民生費 5,000,100 50.0
市債 999,800 10.0 4 土木費 2,000,000 20.0
5 教育費 999,800 10.0
合計 10,000,000 100.0 合計 10,000,000 100.0
""")
    revenue, expenditure = document.tables
    assert [row.normalised for row in revenue.rows] == ["市税", "地方交付税", "国庫支出金", "市債", "合計"]
    assert [row.normalised for row in expenditure.rows] == ["議会費", "総務費", "民生費", "土木費", "教育費", "合計"]
    assert [column.kind for column in expenditure.columns] == ["figure", "ratio"]


def test_a_nil_that_ends_the_first_of_two_lists_is_no_part_of_the_label_behind_it(read):
    document = read("""(単位:千円)
歳入 歳出
款 本年度 前年度 比較 款 本年度 前年度 比較
市税 4,100,200 4,000,000 100,200 議会費 200,100 190,000 10,100
地方交付税 3,000,000 3,100,000 △100,000 総務費 1,899,900 1,710,000 189,900
市債 999,800 1,000,000 △200 民生費 6,000,000 6,200,000 △200,000
合計 8,100,000 8,100,000 0 合計 8,100,000 8,100,000 0
""")
    assert [len(row.figures) for table in document.tables for row in table.rows] == [3] * 8
