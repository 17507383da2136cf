"""Accounts of public enterprises: their budgets and statements in the shapes that pages and extractions give them.

The texts are invented; their shapes are those of real budgets and settlements.
"""

from __future__ import annotations

import pytest
from test_reader_arithmetic import table as table_of

from reader import arithmetic
from reader.flat import split_flat
from reader.glossary import rows
from reader.parse import parse_file
from reader.reading import PROBABLE, PROVED, RESULT, TOTAL, Column, Document, Table
from reader.seeds import draft_document, unread


def amounts(table: Table) -> dict[str, list[int]]:
    """The amounts of each row with figures, by its label; a label that stands twice has a number."""
    found: dict[str, list[int]] = {}
    for row in table.rows:
        if row.figures:
            label = row.normalised if row.normalised not in found else f"{row.normalised} {len(found)}"
            found[label] = [figure.magnitude * (figure.sign or 1) for figure in row.figures]
    return found


def prose(document: Document) -> dict[str, int]:
    """The amounts of the prose by their labels, blanks left out."""
    return {"".join(one.label.split()): one.magnitude for one in document.prose}


def sums(document: Document, certainty: str = PROVED) -> dict[str, list[str]]:
    """The parts of each line that is their sum, as sure as asked for."""
    found = arithmetic.find(document).relations
    return {
        relation.parent.label: [key.label for key, _ in relation.children]
        for relation in found if relation.axis == "line" and relation.kind == "total" and relation.certainty == certainty
    }


# One list without numbers and without minus marks: 特別利益, or the amount carried over, is the last part of the first line.
LISTED = """款項 | 予定額 |
---|---|
水道事業収益 | 1,963,200千円 |
営業収益 | 1,791,986千円 |
営業外収益 | 171,184千円 |
{last} | 30千円 |
水道事業費用 | 1,933,900千円 |
営業費用 | 1,900,579千円 |
営業外費用 | 33,321千円 |
"""


@pytest.mark.parametrize("last", ["特別利益", "前年度繰越金"])
def test_the_last_part_of_a_line_is_no_result_that_needs_lost_marks(read, last):
    document = read(LISTED.format(last=last))
    findings = arithmetic.find(document)
    assert not [sign for sign in findings.signs if sign.sign < 0]
    assert last not in {relation.parent.label for relation in findings.relations}
    assert ["営業収益", "営業外収益", last] in [[key.label for key, _ in relation.children] for relation in findings.relations]


RUN_ON = """(収益的収入及び支出)
第3条 収益的収入及び支出の予定額は、次のとおりと定める。
収 入
第1款 病 院 事 業 収 益 18,585 千円 第1項 医 業 収 益 16,487 千円 第2項 医 業 外 収 益 2,098 千円
支 出
第1款 病 院 事 業 費 用 18,271 千円 第1項 医 業 費 用 17,885 千円 第2項 予 備 費 386 千円
"""


def test_items_one_behind_the_other_on_a_line_are_rows(read):
    [table] = read("\n".join(part for line in RUN_ON.splitlines() for part in split_flat(line))).tables
    assert amounts(table) == {"病院事業収益": [18585], "医業収益": [16487], "医業外収益": [2098], "病院事業費用": [18271], "医業費用": [17885], "予備費": [386]}


def test_two_chapters_beside_each_other_are_not_run_on():
    line = "第1款 資本的収入 3,364 千円 第1款 資本的支出 4,100 千円"
    assert split_flat(line) == [line]


FLAT = """議案第6号 令和6年度西浜市水道事業会計予算 (総則) 第1条 令和6年度西浜市水道事業会計の予算は、次に定めるところによる。 (収益的収入及び支出) \
第3条 収益的収入及び支出の予定額は、次のとおりと定める。 収 入 第1款 水道事業収益 1,073,284 千円 第1項 営業収益 572,098 千円 第2項 営業外収益 501,186 千円 \
支 出 第1款 水道事業費用 1,312,690 千円 第1項 営業費用 1,082,844 千円 第2項 営業外費用 229,846 千円 水道 - 1 (特例的収入及び支出) 第4条 \
地方公営企業法施行令第4条第4項の規定により、当該事業年度に属する債権及び債務として整理する未収金及び未払金の金額は、それぞれ56,899千円及び47,547千円である。"""


def test_the_number_of_a_page_and_the_paragraph_of_a_law_are_no_items(read):
    document = read("\n".join(split_flat(FLAT)))
    assert amounts(document.tables[0])["営業外費用"] == [229846]
    assert prose(document) == {"未収金": 56899, "未払金": 47547}


WRAPPED = """(資本的収入及び支出)
第4条 資本的収入及び支出の予定額は、次のとおりと定める(資本的収入額が資本
的支出額に対し不足する額618,813千 円は、損益勘定留保
資金606,788千 円及び当年度分消費税及び地方消費税資本的収支調整額12,020千円及
び減債積立金5千円で補てんするものとする。)。
"""


def test_names_of_amounts_go_on_from_the_line_above_and_hold_and(read):
    assert prose(read(WRAPPED)) == {
        "資本的収入額が資本的支出額に対し不足する額": 618813, "損益勘定留保資金": 606788,
        "当年度分消費税及び地方消費税資本的収支調整額": 12020, "減債積立金": 5,
    }
    assert prose(read(
        "（資本的収入額が資本的支出額に対して不足する額162,104千円は、当年度分消費\n税及び地方消費税資本的収支調整額7,869千円、過年度分\n"
        "損益勘定留保資金154,235千円で補てんするものとする。）\n第6条　一時借入金の限度額は、700,000千円と定める。\n"
    )) == {
        "資本的収入額が資本的支出額に対して不足する額": 162104, "当年度分消費税及び地方消費税資本的収支調整額": 7869,
        "過年度分損益勘定留保資金": 154235, "一時借入金の限度額": 700000,
    }


MARKS = """(収益的収入及び支出)
第 3条
収益的収入及び支出の予定額は、次のとおりと定める。
収
第 1款
入
病院事業収益
5,117,844千 円
第 1項
医業収益
4,595,412千 円
第 2項
医業外収益
522,432千 円
支
第 1款
出
病院事業費用
4,857,304千 円
第 1項
医業費用
4,580,023千 円
第 2項
医業外費用
262,281千 円
第 3項
特別損失
第 4項
予備費
5,000千 円
10,000千 円
"""


def test_numbers_on_lines_of_their_own_belong_to_the_names_below(read):
    document = read(MARKS)
    [table] = document.tables
    assert [(row.numbering, row.normalised) for row in table.rows if row.figures][-2:] == [("第3項", "特別損失"), ("第4項", "予備費")]
    assert [row.label for row in table.rows if not row.figures] == ["支出"]
    assert sums(document) == {"病院事業収益": ["医業収益", "医業外収益"], "病院事業費用": ["医業費用", "医業外費用", "特別損失", "予備費"]}


# Six figures of each line, of which the last of the first two lines stand behind the labels of the next.
UNNAMED = """(単位:円)
第1項 営業収益
3,175,606,000
3,097,149,099
340,493,000
345,258,000
( 〃 45,470 )
42,223,000
16,924,641
第2項 営業外収益
第3項 特別利益
△ 115,820,786
△ 67,653,901
"""


def test_labels_below_figures_without_labels_take_none_behind_them(read):
    assert [row.label for table in read(UNNAMED).tables for row in table.rows if row.figures] == []


SIDES = """令和3年度 損益計算書(単位:千円)
費用 収益
営業費用   514,172 営業収益   235,789
  管渠費 18,317   下水道使用料 192,918
  総係費 117,892   他会計負担金 42,871
  減価償却費 377,962
営業外費用   77,983 営業外収益   476,630
  支払利息 77,537

賃貸料 93
  雑支出 446   他会計補助金 212,954
        長期前受金戻入 263,583
特別損失   23 特別利益   299
合計   592,179 合計   712,718

当年度純利益(単位:千円)
当年度純利益 120,539
"""


def test_lines_of_one_side_are_shared_out_by_sums_that_rounding_may_break(read):
    costs, revenue, result = read(SIDES).tables
    assert list(amounts(costs)) == ["営業費用", "管渠費", "総係費", "減価償却費", "営業外費用", "支払利息", "雑支出", "特別損失", "合計"]
    assert list(amounts(revenue))[4:7] == ["賃貸料", "他会計補助金", "長期前受金戻入"]
    assert amounts(result) == {"当年度純利益": [120539]}  # one amount, right below its unit


def test_a_unit_in_brackets_that_do_not_close_is_one(read):
    document = read(
        "業務量(単位:千円)\n  R1年度 H30年度 増減\n有収水量(m3 15,642,993 15,617,536 25,457\n"
        "料金収入 2,508,837 2,502,051 6,786\n加入金 94,030 82,410 11,620\n"
    )
    told = {row.normalised: row.is_unplaced for table in document.tables for row in table.rows}
    assert told.get("有収水量(m3", True) and not told["料金収入"]


SETTLED = """1)収益的収入及び支出

収益的収入(単位:円)
区分 当初予算額 補正予算額 予算合計額 決算額 増減額 備考
電気事業収益 7,075,000 301,488 7,376,488 7,371,655 -4,833
 営業収益 6,950,000 301,488 7,251,488 7,239,436 -12,052 (うち、仮受消費税及び地方消費税534,282)
 財務収益 125,000 0 125,000 132,219 7,219
収益的支出(単位:円)
区分 当初予算額 補正予算額 繰越額 予算合計額 決算額 不用額 備考
電気事業費用 6,522,005 -106,923 1,934 6,417,016 5,820,846 596,170
 営業費用 6,422,005 -106,923 1,934 6,317,016 5,820,846 496,170 (うち、仮払消費税及び地方消費税153,589)
 予備費 100,000 0 0 100,000 0 100,000
"""


def test_the_columns_of_a_settlement_are_no_amendment(read):
    document = read(SETTLED)
    revenue, expenditure = document.tables
    assert [column.stage for column in revenue.columns[:5]] == ["original", "adjustment", "in_force", "received", "compared"]
    spent = ["original", "adjustment", "brought_forward_amount", "in_force", "spent", "unused"]
    assert [column.stage for column in expenditure.columns[:6]] == spent
    findings = arithmetic.find(document)
    proved = {relation.parent for relation in findings.relations if relation.axis == "stage" and relation.certainty == PROVED}
    assert proved == {"in_force", "compared", "unused"}
    assert not findings.misread


EXECUTED = """●資本的収支
資本的収支
資本的収入
出資金
負担金及び分担金
資本的支出
建設改良費
企業債償還金
(単位:円)
予算額
執行額
執行率
6,402,000
4,980,960
77.80%
1,724,000
0
0.00%
4,678,000
4,980,960
106.48%
135,718,000
84,125,008
61.99%
56,447,000
44,759,685
79.30%
79,271,000
39,365,323
49.66%
"""


def test_a_column_of_ratios_tells_rows_from_columns(read):
    [table] = read(EXECUTED).tables
    assert amounts(table)["負担金及び分担金"] == [4678000, 4980960]
    assert list(amounts(table)) == ["資本的収入", "出資金", "負担金及び分担金", "資本的支出", "建設改良費", "企業債償還金"]
    assert [(column.printed, column.kind) for column in table.columns] == [("予算額", "figure"), ("執行額", "figure"), ("執行率", "ratio")]
    assert table.unit == "yen"


SPANNED = """収益的収入
区分 | 予定額(千円) | 内訳(千円) | 前年度予算額 |
営業収益 | 1,422,143 | 水力発電電力料 | 738,370 | 1,537,387 |
風力発電電力料 | 683,773 |
営業外収益 | 91,446 | 預金利息 | 17,446 | 105,666 |
雑収益 | 46,055 |
長期前受金戻入 | 27,945 |
"""


def test_parts_beside_a_line_stand_below_it_in_the_column_of_its_amount(read):
    document = read(SPANNED)
    [table] = document.tables
    assert [(row.normalised, row.section, [figure.column for figure in row.figures]) for row in table.rows][:3] == [
        ("営業収益", "", [1, 2]), ("水力発電電力料", "営業収益", [1]), ("風力発電電力料", "営業収益", [1]),
    ]
    assert [column.stage for column in table.columns] == ["revised", "original"]
    assert sums(document) == {"営業収益": ["水力発電電力料", "風力発電電力料"], "営業外収益": ["預金利息", "雑収益", "長期前受金戻入"]}
    rules = draft_document(document, arithmetic.find(document), "invented", rows("rules")).rules
    assert len(rules) == 2  # two rows of one line of the text are two lines


IN_TURN = """水道事業会計貸借対照表
(単位:円)

資 産

負 債・資 本

固定資産
49,251
固定負債
3,888
土地
8,099
企業債
2,101
建物
41,152
引当金
1,787
流動資産
6,076
繰延収益
15,918
現金・預金
5,073
長期前受金
33,704
未収金
1,014
長期前受金収益化累計額
△17,786
貸倒引当金
△11
資本金
30,632
剰余金
4,889
合 計
55,327
合 計
55,327
"""


def test_what_is_deducted_is_a_part_of_two_sides_in_turn(read):
    document = read(IN_TURN)
    assert [list(amounts(table)) for table in document.tables] == [
        ["固定資産", "土地", "建物", "流動資産", "現金・預金", "未収金", "貸倒引当金", "合計"],
        ["固定負債", "企業債", "引当金", "繰延収益", "長期前受金", "長期前受金収益化累計額", "資本金", "剰余金", "合計"],
    ]
    assert sums(document)["繰延収益"] == ["長期前受金", "長期前受金収益化累計額"]
    assert sums(document)["流動資産"] == ["現金・預金", "未収金", "貸倒引当金"]


COLUMNS = """(収益的収入及び支出の補正)
第2条 予算第3条に定めた収益的収入及び支出の予定額を次のとおり補正する。
支
出
款
項
{first}
1 医業費用
3 特別損失
既決予定額
千円
{figures}
13,990,687
5,816,393
補正予定額
千円
309,673
286,751
22,922
計
千円
20,405,949
14,277,438
5,839,315
(たな卸資産購入限度額の補正)
"""


def test_columns_below_each_other_stand_beside_their_labels(read):
    document = read(COLUMNS.format(first="1 病院事業費用", figures="20,096,276"))
    [table] = document.tables
    assert amounts(table) == {
        "病院事業費用": [20096276, 309673, 20405949], "医業費用": [13990687, 286751, 14277438], "特別損失": [5816393, 22922, 5839315],
    }
    assert [column.stage for column in table.columns] == ["original", "adjustment", "revised"] and table.unit == "thousand_yen"
    assert sums(document) == {"病院事業費用": ["医業費用", "特別損失"]}


@pytest.mark.parametrize("case", [("1 病院事業費用\n2 看護学校費", "20,096,276"), ("予算額\n財源内訳", "20,096,276"), ("1 病院事業費用", "20,096,276\n5")])
def test_columns_that_do_not_fit_their_labels_are_left(read, case):
    document = read(COLUMNS.format(first=case[0], figures=case[1]))
    assert not document.tables and not prose(document)


BROKEN = """(収益的収入及び支出)
第3条

第1款


水道事業収益

第1項


2,
594,
297 千円

第2項

営 業 外 収 益

83,
534 千円

第3項

特 別 利 益

1,
205 千円

(資本的収入及び支出)
第4条

資本的収入及び支出の予定額は、次のとおりと定める(資本的収入額が資本的支出額に対して不足する額 1,
554,
764 千円は当年

度分消費税及び地方消費税資本的収支調整額 120,
295 千円で補てんするものとする。)。

第5条


853,
178 千円
"""


def test_numbers_that_lines_break_are_joined_and_numbers_of_items_name_nothing(tmp_path):
    source = tmp_path / "broken.txt"
    source.write_text(BROKEN, encoding="utf-8")
    document, is_as_it_stands = parse_file(source)
    assert not is_as_it_stands
    found = {label: figures for table in document.tables for label, figures in amounts(table).items()}
    found |= prose(document)
    # What stands behind 第1項 and 第5条 is of no name.
    assert found == {
        "営業外収益": [83534], "特別利益": [1205],
        "資本的収入額が資本的支出額に対して不足する額": 1554764, "当年度分消費税及び地方消費税資本的収支調整額": 120295,
    }


STUCK = """水道事業
 令和元年度平成30年度
水道事業収益663億9,600万円731億1,900万円
 うち給水収益593億1,300万円595億5,400万円
水道事業費用504億900万円497億900万円
当年度損益159億8,700万円234億1,000万円
(経常損益)(141億6,600万円)(147億4,800万円)
"""


def test_amounts_stuck_to_their_label_are_cells_and_brackets_of_a_whole_line_no_minus(read):
    [table] = read(STUCK).tables
    assert [(column.printed, column.stage) for column in table.columns] == [("令和元年度", "revised"), ("平成30年度", "original")]
    assert amounts(table) == {
        "水道事業収益": [6639600, 7311900], "うち給水収益": [5931300, 5955400], "水道事業費用": [5040900, 4970900],
        "当年度損益": [1598700, 2341000], "経常損益": [1416600, 1474800],
    }


def test_a_ratio_stuck_to_an_amount_with_its_unit_is_a_cell(read):
    [table] = read("歳入\n\n科目予算額(千円)比率(%)\n町税1,493,837千円15.7%\n諸収入(雑入) 136,236千円1.4%\n繰 入 金△30,000千円 △0.3%\n").tables
    assert [column.kind for column in table.columns] == ["figure", "ratio"]
    assert amounts(table) == {"町税": [1_493_837], "諸収入(雑入)": [136_236], "繰入金": [-30_000]}
    assert not read("本年度の町税は、1,493,837千円で予算の15.7%\n地方交付税が136,236千円1.4%\n").tables


def test_headers_confirm_two_rows_whose_cells_stand_on_lines_of_their_own(read):
    rows_of = "\n\n給水収益\n\n8,171,777円\n\n8,263,195円\n\n7,678,104円\n\nその他営業収益\n\n8,455円\n\n12,007円\n\n14,140円\n"
    [table] = read(f"収益的収支(税抜き)\n\n項目\n\n令和4年度\n\n令和3年度\n\n令和2年度{rows_of}").tables
    assert amounts(table) == {"給水収益": [8171777, 8263195, 7678104], "その他営業収益": [8455, 12007, 14140]}
    assert not read(f"収益的収支(税抜き)\n\n項目\n\n令和4年度{rows_of}").tables


GROUPED = """公営企業会計決算の概要
令和元年度 事業数及び決算規模 (単位:百万円) | R1年度 事業数 | R1年度 決算規模 | H30年度 決算規模 | 対前年度 増減額 |
---|
法 適 用 企 業 | 上水道 | 19 | 26,200 | 25,038 | 1,162 |
---|
工業用水道 | 5 | 1,381 | 1,513 | ▲132 |
---|
小計 | 24 | 27,581 | 26,551 | 1,030 |
---|
法 非 適 用 企 業 | 簡易水道 | 4 | 91 | 136 | ▲45 |
---|
宅地造成 | 7 | 545 | 1,211 | ▲666 |
---|
小計 | 11 | 636 | 1,347 | ▲711 |
---|
合計 | 35 | 28,217 | 27,898 | 319 |
"""


def test_a_group_before_the_first_of_its_rows_moves_no_figure_and_a_number_of_enterprises_is_no_amount(read):
    document = read(GROUPED)
    [table] = document.tables
    assert [(row.normalised, [figure.printed for figure in row.figures]) for row in table.rows if row.source_line in (4, 10)] == [
        ("上水道", ["19", "26,200", "25,038", "1,162"]), ("簡易水道", ["4", "91", "136", "▲45"]),
    ]
    assert [(column.stage, column.unit, column.measure) for column in table.columns] == [
        ("revised", "enterprises", "number_of_enterprises"), ("revised", "million_yen", ""), ("original", "million_yen", ""),
        ("adjustment", "million_yen", ""),
    ]
    assert sums(document)["合計"] == ["小計", "小計"]


def test_quantities_are_in_no_law_of_amounts():
    columns = [
        Column(number, name, name, unit=unit, business=TOTAL, stage=RESULT)
        for number, name, unit in ((1, "職員", "persons"), (2, "予算額", "thousand_yen"))
    ]
    made = table_of("t", columns, [("本庁", 19, 26_200), ("支所", 5, 1_381), ("出張所", 3, 2_119), ("合計", 28, 29_700)])
    findings = arithmetic.find(Document([""] * 9, [made]))
    assert [relation.parent.label for relation in findings.relations] == ["合計"] and not findings.misread


CLOSED = """区分 | 収入(A) | 支出(B) | 差引(A-B) |
収益的収支(消費税除く) |
11億3,451万円 |
8億8,373万円 |
2億5,078万円 |
資本的収支(消費税含む) |
2,819万円 |
4億5,105万円 |
▲4億2,286万円 |
当年度純利益は、1億2,441万円です。
"""


def test_every_row_of_closed_cells_is_joined(read):
    document = read(CLOSED)
    [table] = document.tables
    assert list(amounts(table).values()) == [[113451, 88373, 25078], [2819, 45105, -42286]]
    assert prose(document) == {"当年度純利益": 12441}


ASIDES = """(単位:千円)


25年度
予算額

26年度
予算額

増減額

交付金
(運営費及び機器整備費)

1,628,000

1,628,000

0

児童手当

43,649

48,366

4,717

合計

1,671,649

1,676,366

4,717
"""


def test_words_in_brackets_below_a_name_belong_to_it(read):
    [table] = read(ASIDES).tables
    assert amounts(table)["交付金(運営費及び機器整備費)"] == [1628000, 1628000, 0]


def test_what_a_row_counts_is_no_amount_though_nothing_tells_its_unit(read):
    text = (
        "水道事業会計の決算(単位:円)\n区分 令和3年度 令和2年度\n給水人口 38,164 38,699\n年間総配水量 5,002,942 5,175,260\n"
        "給水収益 847,108,603 865,388,983\n雑収益 6,774,989 6,820,752\n"
    )
    told = {row.normalised: row.is_unplaced for table in read(text).tables for row in table.rows}
    assert told.get("給水人口", True) and told.get("年間総配水量", True)
    assert not told["給水収益"] and not told["雑収益"]


PASSAGE = """第3条 予算第4条に定めた本文括弧書き（資本的収入額が資本的支出額に対し不足する額
322,621千円は過年度分損益勘定留保資金111,461千円、当年度分損益勘定留保資金168,213千
円、当年度分消費税及び地方消費税資本的収支調整額42,947千円で
補てんするものとする。）を（資本的収入額が資本的支出額に対し不足する額325,017千円は、
過年度分損益勘定留保資金107,973千円、当年度分損益勘定留保資金174,097千円、当年度分消
費税及び地方消費税資本的収支調整額42,947千円で補てんするもの
とする。）と改める。
第5条 予算第8条に定めた職員給与費114,110千円を117,642千円に改める。
第6条 予算第9条に定めた一般会計からこの会計へ補助を受ける金額19,043千円を20,443千円
に改める。
"""


def test_amounts_that_replace_others_are_pairs_and_shortfalls_are_sums_before_and_after(read):
    document = read(PASSAGE)
    pairs = [("".join(one.label.split()), one.magnitude) for one in document.prose if one.pair and one.is_after]
    assert pairs == [
        ("資本的収入額が資本的支出額に対し不足する額", 325017), ("過年度分損益勘定留保資金", 107973), ("当年度分損益勘定留保資金", 174097),
        ("当年度分消費税及び地方消費税資本的収支調整額", 42947), ("予算第8条に定めた職員給与費", 117642),
        ("予算第9条に定めた一般会計からこの会計へ補助を受ける金額", 20443),
    ]
    assert [one.magnitude for one in document.prose if one.pair and not one.is_after] == [322621, 111461, 168213, 42947, 114110, 19043]
    [relation] = arithmetic.find(document).relations
    assert (relation.parent.label, len(relation.children), relation.stages) == ("資本的収入額が資本的支出額に対し不足する額", 3, ())
    [relation] = arithmetic.find(read(PASSAGE.replace("174,097", "174,197"))).relations
    assert relation.stages == ("original",)


def test_an_item_of_prose_goes_on_from_none_above_it(read):
    """The line above is as long as one of a paragraph, and an item of its own."""
    document = read(
        "- 電子証明書のスマートフォン搭載に向けた開発に係る費用の増\n"
        "- 当期末未払金.....2,194 百万円の減\n\n"
        "住民向けコールセンター等の体制強化に要する経費\n\n"
        "イ 安定に向けた構築運用業務 14,765 百万円の増\n"
    )
    assert prose(document) == {"当期末未払金": 2_194, "安定に向けた構築運用業務": 14_765}
# Items across and enterprises or years down; a single blank separates the words.
ACROSS = """公営企業会計の決算の状況
(単位:千円)
{names}
水道事業 1,200,345 1,100,245 100,100 7
下水道事業 2,300,400 2,250,300 50,100 18,900
病院事業 4,500,600 4,620,900 △ 120,300 0
合 計 8,001,345 7,971,445 29,900 18,907
"""


@pytest.mark.parametrize("names", ["会計名 総収益 総費用 純損益 企業債残高", "総収益 総費用 純損益 企業債残高"])
def test_a_header_as_wide_as_its_rows_names_them_though_its_words_are_not_known(read, names):
    (table,) = read(ACROSS.format(names=names)).tables
    columns = [column for column in table.columns if column.kind == "figure"]
    assert [column.printed for column in columns] == ["総収益", "総費用", "純損益", "企業債残高"]
    assert {column.stage for column in columns} == {RESULT}
    assert amounts(table)["病院事業"] == [4500600, 4620900, -120300, 0]
    assert amounts(table)["水道事業"] == [1200345, 1100245, 100100, 7]


def test_a_title_as_wide_as_the_rows_below_it_is_no_header(read):
    (table,) = read("下水道事業会計 決算 概要\n営業収益 1,200,345 30,000 1,230,345\n営業外収益 300,400 5,000 305,400\n").tables
    assert not any(column.printed for column in table.columns)


def test_columns_that_add_up_below_no_header_are_not_proved_to_be_stages(read):
    rows = [("営業収益", 1200345, 30000), ("営業外収益", 300400, 5120), ("特別利益", 45678, -7130), ("他会計補助金", 98760, 4321)]
    document = read("".join(f"{label} {one:,} {two:,} {one + two:,}\n".replace("-", "△") for label, one, two in rows))
    assert {found.certainty for found in arithmetic.find(document).relations if found.axis == "stage"} == {PROBABLE}


# Headers over several lines, with words in brackets that the rows repeat above their figures.
IN_BRACKETS = """公営事業会計の財政状況
(単位:百万円)
事業の名称 総収益
(歳入)
総費用
(歳出)
純損益
(形式収支)
他会計からの繰入金 地方債現在高 備考
上水道事業 1,990 1,983 7 301 6,509 法適用
下水道事業 95 84 11 9 177 法適用
国民健康保険事業
(歳入)
5,831
(歳出)
5,710
(形式収支)
121
516 0
"""


def test_a_header_over_several_lines_is_one_and_words_in_brackets_that_rows_repeat_are_no_labels(read):
    (table,) = read(IN_BRACKETS).tables
    assert [column.printed for column in table.columns if column.kind == "figure"] == [
        "総収益(歳入)", "総費用(歳出)", "純損益(形式収支)", "他会計からの繰入金", "地方債現在高",
    ]  # fmt: skip
    assert amounts(table) == {
        "上水道事業": [1990, 1983, 7, 301, 6509], "下水道事業": [95, 84, 11, 9, 177], "国民健康保険事業": [5831, 5710, 121, 516, 0],
    }  # fmt: skip


def test_names_of_columns_each_on_a_line_are_told_by_the_rows_below_them(read):
    text = "企業会計の決算\n(単位:円)\n{}水道事業会計\n1,234,567\n1,134,567\n病院事業会計\n2,234,567\n2,134,567\n"
    (table,) = read(text.format("会計名\n収益的収入\n収益的支出\n")).tables
    assert [column.printed for column in table.columns] == ["収益的収入", "収益的支出"]
    assert amounts(table) == {"水道事業会計": [1234567, 1134567], "病院事業会計": [2234567, 2134567]}
    assert not read(text.format("収益的収入\n収益的支出\n")).tables


# Stages down and funds across, each cell on a line; a list of another shape stands behind them.
STAGES_DOWN = """流域下水道事業収益
予算額
財源内訳
国庫支出金
地方債
他会計から繰入
現計予算額
34,000
20,000
10,000
4,000
補正額
▲2,153
▲1,530
▲500
▲123
査定額
▲2,000
▲1,400
▲500
▲100
営業収益
1 負担金
▲1,430千円
0千円
<1> 維持管理負担金
▲1,390千円
▲1,390千円
2 受託事業収益
▲52千円
0千円
"""


def test_the_whole_above_its_parts_has_figures_too_where_it_is_their_sum(read):
    table, behind = read(STAGES_DOWN).tables
    assert [(column.printed, column.stage, column.measure) for column in table.columns] == [
        ("現計予算額", "original", ""), ("補正額", "adjustment", ""), ("査定額", RESULT, "amount_3"),
    ]  # fmt: skip
    assert amounts(table) == {
        "予算額": [34000, -2153, -2000], "国庫支出金": [20000, -1530, -1400], "地方債": [10000, -500, -500], "他会計から繰入": [4000, -123, -100],
    }  # fmt: skip
    assert amounts(behind) == {"負担金": [-1430, 0], "維持管理負担金": [-1390, -1390], "受託事業収益": [-52, 0]}
    assert "予算額" not in amounts(read(STAGES_DOWN.replace("20,000", "20,001")).tables[0])


# The last labels stand behind their figures.
TRAILING = """(単位:円)
汚水処理事業 雨水処理事業 合 計
営業収益 3,520,770 201,512 3,722,282
営業費用 3,281,021 186,643 3,467,664
4,226,479 173,173 4,399,652
△ 238,493 135,898 △ 102,595
その他の項目
減価償却費
有形固定資産及び
無形固定資産の増減額
"""


def test_labels_that_stand_behind_the_last_rows_are_theirs_where_they_are_as_many(read):
    (table,) = read(TRAILING).tables
    assert amounts(table)["減価償却費"] == [4226479, 173173, 4399652]
    assert amounts(table)["有形固定資産及び無形固定資産の増減額"] == [-238493, 135898, -102595]
    assert list(amounts(read(TRAILING.replace("減価償却費\n", "減価償却費\n特別利益\n")).tables[0])) == ["営業収益", "営業費用"]
    assert "減価償却費" not in amounts(read(TRAILING + "4,226,479 173,173 4,399,652\n").tables[0])


def test_amounts_of_a_paragraph_are_named_by_what_its_sentences_speak_of(read):
    document = read(
        "下水道事業収益決算額は前年度より1億2,931万8千円増の28億404万4千円となり、他会計補助金は前年度に比べ104万7千円の減となりました。\n"
        "それに対して資本的支出は、建設改良費16億円、企業債償還金11億円により27億円となりました。資本的収入は、企業債11億円などにより合計19億円です。\n"
        "令和元年度は2億5,335万3千円の当年度純利益を計上しました。営業費用(受水費、減価償却費、動力費等)として31億8015万5千円を見込んでいます。\n"
    )
    assert [(one.label, one.printed) for one in document.prose] == [
        ("下水道事業収益決算額", "1億2,931万8"), ("下水道事業収益決算額", "28億404万4"), ("他会計補助金", "104万7"),
        ("建設改良費", "16"), ("企業債償還金", "11"), ("資本的支出", "27"), ("企業債", "11"), ("合計", "19"),
        ("当年度純利益", "2億5,335万3"), ("営業費用", "31億8015万5"),
    ]  # fmt: skip


def test_the_share_behind_an_amount_takes_no_name_from_it(read):
    document = read("収入9億8,829万円の内訳 下水道使用料3億1,533万円 32% 一般会計繰入金など6億7,296万円 68% 支出4億7,040万円の内訳 借入金4億円 85%\n")
    assert prose(document) == {"収入": 98829, "下水道使用料": 31533, "一般会計繰入金など": 67296, "支出": 47040, "借入金": 4}


def test_cells_of_a_header_and_of_a_row_that_a_bar_ends_are_joined(read):
    text = "収 入 |\n支 出 |\n差引額 |\n|\n---|---|---|---|\n収益的収支 | 3,751,146 | 3,497,793 | 253,353 |\n資本的収支 | 832,999 | 2,178,867 |\n△1,345,868 |\n"
    (table,) = read(text).tables
    assert [column.printed for column in table.columns] == ["収 入", "支 出", "差引額"]
    assert amounts(table) == {"収益的収支": [3751146, 3497793, 253353], "資本的収支": [832999, 2178867, -1345868]}


def test_cells_of_rows_that_are_broken_in_several_places_are_joined(read):
    (table,) = read(
        "決算状況 (単位:千円)\n科目 |\n令和元年度 |\n平成30年度 |\n増減(%) | |\n水道事業収益 |\n7,069,116 |\n6,992,075 |\n1.1 |\n|\n"
        "内訳 | 給水収益 | 5,982,984 | 6,051,572 |\n△1.1 |\n特別利益 |\n166,477 |\n― |\n皆増 |\n|\nその他 | 919,655 | 940,503 | △2.2 | |\n"
    ).tables
    assert [column.printed for column in table.columns] == ["令和元年度", "平成30年度", "増減(%)"]
    assert amounts(table) == {
        "水道事業収益": [7069116, 6992075], "給水収益": [5982984, 6051572], "特別利益": [166477, 0], "その他": [919655, 940503],
    }  # fmt: skip


def test_labels_and_amounts_that_touch_each_other_are_pairs(read):
    """Circled numbers are no figures, a share or a nil touches the amount too, and what is held of earlier results is no result."""
    (table,) = read(
        "水道ビジョン 貸借対照表 単位:千円①固定資産32,872,005-有形固定資産30,446,12875.5%企業債11,153,16855.0%②流動資産7,473,911-資本金15,302,31076.2%"
        "③剰余金4,769,247-資本剰余金1,850,1039.3%利益剰余金2,919,14414.5%\n"
    ).tables
    assert {row.normalised: [figure.magnitude for figure in row.figures] for row in table.rows} == {
        "固定資産": [32872005], "有形固定資産": [30446128], "企業債": [11153168], "流動資産": [7473911], "資本金": [15302310], "剰余金": [4769247],
        "資本剰余金": [1850103], "利益剰余金": [2919144],
    }  # fmt: skip
    (table,) = read("048-229-4606分担金2億9,525万6千円その他1億2,932万9千円人件費4,559万2千円水道料金19億8,712万円代金8万2千円利息4,182万4千円です。\n").tables
    assert [figure.printed for row in table.rows for figure in row.figures] == [
        "2億9,525万6千円", "1億2,932万9千円", "4,559万2千円", "19億8,712万円", "8万2千円", "4,182万4千円",
    ]  # fmt: skip


def test_amounts_in_brackets_above_those_of_a_row_are_no_words_of_its_label(read):
    (table,) = read("区分 予算額 執行額\n用水供給事業収益 (20,868) (1,200)\n6,082,694 2,945,698\n営業収益 (20,868) (1,200)\n5,710,204 2,945,428\n").tables
    assert amounts(table) == {"用水供給事業収益": [6082694, 2945698], "営業収益": [5710204, 2945428]}


def test_a_profit_that_fell_is_what_the_sentence_speaks_of(read):
    document = read("この結果、当年度の純利益は、前年度と比べ8,300万円減益の1億7,170万円となりました。\n")
    assert [(one.label, one.printed, one.direction) for one in document.prose] == [("当年度の純利益", "8,300", -1), ("当年度の純利益", "1億7,170", None)]


def test_a_side_of_the_budget_heads_the_labels_and_a_dash_apart_is_nil(read):
    one, other = read(
        "歳入 徴収決定済額(千円) 収納済歳入額(千円) 不納欠損額(千円)\n30年度 65,087,888 62,403,111 332,052\n29年度 65,344,226 62,195,202 492,768\n"
        "歳出 歳出予算現額(千円) 支出済歳出額(千円) 翌年度繰越額(千円)\n30年度 3,017,698 1,890,136 － \n29年度 3,568,559 － 1,422,459\n"
    ).tables
    assert [column.stage for column in one.columns] == ["assessed", "received", "written_off"]
    assert [column.stage for column in other.columns] == ["in_force", "spent", "carried_forward"]
    assert amounts(other) == {"30年度": [3017698, 1890136, 0], "29年度": [3568559, 0, 1422459]}


def test_words_that_say_why_are_no_name_and_a_blank_within_an_amount_parts_nothing(read):
    document = read(
        "(1) 収益的収支\n収入 5億 735万円\n支出 4億4,833万円\n"
        "また、第1項営業費用に計上されております人件費につきまして、人事院勧告及び人事異動等により7,917万9,000円減額するものでございます。\n"
        "一方、資本的収支では、企業債償還金等の執行により、189,284千円の不足が生じました。\n"
    )
    assert [(one.label.split("ます")[-1], one.magnitude) for one in document.prose] == [
        ("収入", 50735), ("支出", 44833), ("人件費", 79179000), ("資本的収支", 189284),
    ]  # fmt: skip


def test_a_change_against_the_year_before_is_one_of_what_the_sentence_speaks_of(read):
    document = read(
        "令和4年度の収益は、給湯収益の減少などにより、前年度に比べて8,176,504円の減少となりました。\n"
        "配水改良事業が4億8,118万6千円で、前年度に比べ2,972万1千円の増額となっております。\n"
        "企業会計の当初予算は、表15のとおり4千万円減の18億円を計上しました。\n"
    )
    assert [(one.label, one.printed, one.direction) for one in document.prose] == [
        ("令和4年度の収益", "8,176,504", -1), ("配水改良事業", "4億8,118万6", None), ("配水改良事業", "2,972万1", 1),
        ("企業会計の当初予算", "4", -1), ("企業会計の当初予算", "18", None),
    ]  # fmt: skip


# Labels of five rows, the headers, these rows and two more, one with its label, then labels of what stands above and below them.
IN_BLOCKS = """区分
中期計画
収入
営業収益
医業収益
その他営業収益
寄附金
(百万円)
実績計
22年度実績
{values}
材料費
{material}
{expense}
支出
給与費
経費
{last}
研究費
"""
IN_ORDER = {
    "収入": [3100, 2890, 1350], "営業収益": [3080, 2860, 1340], "医業収益": [2950, 2740, 1290], "その他営業収益": [130, 120, 50], "寄附金": [20, 30, 10],
    "支出": [2930, 2810, 1320], "材料費": [800, 770, 360], "給与費": [1500, 1450, 700], "経費": [610, 570, 250], "研究費": [20, 20, 10],
}  # fmt: skip


def a_cell_a_line(*rows: str) -> str:
    return "\n".join(f"{figure:,}" for row in rows for figure in IN_ORDER[row])


BLOCKS = IN_BLOCKS.format(
    values=a_cell_a_line("収入", "営業収益", "医業収益", "その他営業収益", "寄附金", "支出"), material=a_cell_a_line("材料費"),
    expense=a_cell_a_line("給与費"), last=a_cell_a_line("経費", "研究費"),
)  # fmt: skip


def test_labels_and_rows_in_blocks_of_their_own_are_joined_in_their_order(read):
    """The first block of labels keeps its order, the label alone has the row behind it, and the rest is as many labels as rows."""
    (table,) = read(BLOCKS).tables
    assert [column.printed for column in table.columns] == ["中期計画", "実績計", "22年度実績"]
    assert amounts(table) == {**IN_ORDER, "支出": IN_ORDER["支出"]}


def test_headers_before_and_behind_the_labels_are_of_one_table_and_no_head_of_pages(read):
    """The same header stands beside two numbers of pages; what stands beside them and is no header heads the pages."""
    side = (
        "( {side} )\n(単位:千円)\n款\n項\n補正前の額\n{chapter}\n{item}\n{side} 合 計\n33 簡易水道事業特別会計\n- {page} -\n補 正 額\n計\n"
        "379,880\n470\n380,350\n379,880\n470\n380,350\n{first}\n470\n{last}\n"
    )
    one, other = read(
        side.format(side="歳 入", chapter="5 繰入金", item="1 他会計繰入金", page=2, first="972,610", last="973,080")
        + side.format(side="歳 出", chapter="1 総務費", item="1 総務管理費", page=4, first="972,610", last="973,080")
    ).tables
    assert [column.stage for column in one.columns] == ["original", "adjustment", "revised"]
    assert amounts(one) == {"繰入金": [379880, 470, 380350], "他会計繰入金": [379880, 470, 380350], "歳入合計": [972610, 470, 973080]}
    assert amounts(other) == {"総務費": [379880, 470, 380350], "総務管理費": [379880, 470, 380350], "歳出合計": [972610, 470, 973080]}


def test_a_number_with_a_blank_behind_its_comma_is_one_where_it_stands_alone(read):
    (table,) = read("(単位千円)\n区分\n既決\n補正\n計\n負担金\n478, 938\n0\n478, 938\n補助金\n15, 250\n0\n15, 250\n収益\n2, 665, 845\n0\n2, 665, 845\n").tables
    assert amounts(table) == {"負担金": [478938, 0, 478938], "補助金": [15250, 0, 15250], "収益": [2665845, 0, 2665845]}


ROWS = {"水道事業収益": [818951, 1470, 820421], "営業収益": [728325, 0, 728325], "営業外収益": [90626, 1470, 92096], "特別利益": [0, 0, 0]}


def torn(header: str, blocks: list[list[str]]) -> str:
    """A text of a header and, block by block, some labels and a cell a line of their rows."""
    cells = [[*block, *(f"{figure:,}" for label in block for figure in ROWS[label])] for block in blocks]
    return f"収益的収入\n(単位：千円)\n{header}\n" + "".join(f"{line}\n" for lines in cells for line in lines)


@pytest.mark.parametrize(("header", "blocks"), [
    ("区分 既決予定額 補正予定額 計", [[label] for label in ROWS]),  # the header on one line, and a cell a line below it
    ("区分\n既決予定額\n補正予定額\n計", [["水道事業収益", "営業収益"], ["営業外収益", "特別利益"]]),
    ("区分\n既決予定額\n補正予定額\n計", [["水道事業収益", "営業収益", "営業外収益", "特別利益"]]),
])  # fmt: skip
def test_the_word_for_a_total_below_other_headers_is_one_and_a_header_may_stand_on_one_line(read, header, blocks):
    (table,) = read(torn(header, blocks)).tables
    assert [column.stage for column in table.columns] == ["original", "adjustment", "revised"]
    assert amounts(table) == ROWS


def test_several_blocks_of_labels_and_rows_stand_below_one_header(read):
    (table,) = read(
        "区分 予算額 決算額 増減\n水道事業収益\n営業収益\n1,341,874 1,311,114 △30,760\n731,721 714,418 △17,303\n使用料\n負担金\n雑収益\n"
        "583,903 568,838 △15,065\n147,251 145,020 △2,231\n567 559 △8\n"
    ).tables
    assert list(amounts(table)) == ["水道事業収益", "営業収益", "使用料", "負担金", "雑収益"]


def test_columns_each_below_its_unit_are_those_of_the_headers(read):
    (table,) = read(
        "収益的収入\n区分\n水道事業収益\n営業収益\n営業外収益\n既決予定額\n補正予定額\n計\n千円\n818,951\n728,325\n90,626\n千円\n1,470\n0\n1,470\n"
        "千円\n820,421\n728,325\n92,096\n"
    ).tables
    assert [column.stage for column in table.columns] == ["original", "adjustment", "revised"]
    assert amounts(table) == {label: ROWS[label] for label in ("水道事業収益", "営業収益", "営業外収益")}


def test_a_quantity_with_its_unit_for_a_label_is_no_amount(read):
    document = read("(1)業務実績\n項目\n単位\n令和元年度 令和2年度\n供給戸数\n13,732 13,689\n年間購入量\nm3\n9,203,004 8,996,563\n")
    assert all(row.is_unplaced for table in document.tables for row in table.rows if row.figures)


def test_blocks_that_fit_in_two_ways_stay_unread(read):
    """Without the last label nothing tells which row has none."""
    document = read(BLOCKS.removesuffix("研究費\n"))
    assert not {"収入", "支出"} & {row.normalised for table in document.tables for row in table.rows if row.figures}


# The last column of half of the rows stands below them, a note behind its figures; a nil touches its label; letters of headers stand apart.
LAST_APART = """(単位 千円)
項 目 27当初 26当初 増 減 説 明
営業収益 665,166 680,915
財務収益 4,270 2,496
営業費用 490,238 432,120 58,118 修繕費等
財務費用 34,644 41,632 △ 6,988 支払利息
純利益 84,131 127,616 △ 43,485
収支差引 △ 2,364,901
△ 15,749 電力料収入等
1,774 受取利息
1,167,142
△ 3,532,043
会計基準の見直しに伴う予算額
項 目 27当初 26当初 増 減 説 明
特別利益(B) 0 24,260 △ 24,260 取崩終了
特別損失(C) 0 23,924 △ 23,924 引当金
純利益(合計) 84,131 127,952
△ 43,821
"""


def test_figures_of_a_last_column_that_stand_apart_are_of_the_rows_that_make_them(read):
    one, other = read(LAST_APART).tables
    assert [column.stage for column in one.columns] == ["revised", "original", "adjustment"]
    assert amounts(one) == {
        "営業収益": [665166, 680915, -15749], "財務収益": [4270, 2496, 1774], "営業費用": [490238, 432120, 58118],
        "財務費用": [34644, 41632, -6988], "純利益": [84131, 127616, -43485], "収支差引": [-2364901, 1167142, -3532043],
    }  # fmt: skip
    assert amounts(other) == {"特別利益(B)": [0, 24260, -24260], "特別損失(C)": [0, 23924, -23924], "純利益(合計)": [84131, 127952, -43821]}


def test_a_figure_that_two_rows_may_make_is_of_neither(read):
    """Both lack their change and leave the same; one figure is it."""
    text = LAST_APART.split("会計基準")[0].replace("財務収益 4,270 2,496", "財務収益 684,270 700,019").replace("1,774 受取利息\n", "")
    (table,) = read(text).tables
    assert not {"営業収益", "財務収益"} & {row.normalised for row in table.rows if len(row.figures) == 3}


def test_rows_that_lack_a_figure_are_told_where_others_have_all_of_them(read):
    (table,) = read("区分 予算額 決算額 増減\n営業収益 731 714\n使用料 583 568\n負担金 147 145\n雑収益 557 528 △29\n特別利益 877 875 △2\n").tables
    assert [row.normalised for row in table.rows if row.is_unplaced] == ["営業収益", "使用料", "負担金"]


def test_a_row_of_three_stages_is_no_chapter_with_two_items(read):
    """What was decided and the change make the result, as the items make a chapter; the headers tell."""
    document = read("第1款 水道事業収益\n第1項 営業収益\n第2項 営業外収益\n本年度予定額\n前年度予定額\n比較増減\n894,865\n838,515\n56,350\n")
    assert not any(row.figures for table in document.tables for row in table.rows)


def test_a_change_in_brackets_is_of_the_amount_before_it(read):
    document = read("収入:1億5,745万円(-186万円)\n支出:1億2,264万円(+226万円)\n全体で6億7,555万円(+3.6%)の増となりました。\n")
    assert [(one.label, one.printed, one.direction) for one in document.prose] == [
        ("収入", "1億5,745", None), ("収入", "-186", -1), ("支出", "1億2,264", None), ("支出", "226", 1), ("全体", "6億7,555", 1),
    ]  # fmt: skip


def test_a_total_behind_its_parts_is_what_the_sentence_speaks_of(read):
    document = read(
        "1 医業収益は、入院収益10億2,405万円、外来収益6億3,558万円で、計16億5,963万円となりました。\n"
        "収入は負担金など1億8,928万円、支出は建設改良費4億5,734万円、企業債償還金1億1,545万円、計5億7,279万円となりました。\n"
        "総収益は水道料金、給水負担金等9億1,793万円、総費用は人件費、維持管理費等8億527万円となりました。\n"
        "減価償却費は、構築物(装置など)および無形固定資産(利用権)について、前年度と比較して298万円(0.5%)増の5億8,616万円を計上しました。\n"
        "令和5年度は総収益が総費用を上回り、4億1,984万円の黒字を計上しました。\n"
        "企業債残高は、令和4年度末現在で118億円です。27事業年度の収益は3億円です。\n"
        "下水道事業費用257,700千円で、前年度と比較し10,400千円の減でございます。\n"
        "下水道使用料は人口減少等を鑑み、前年収入より減額し、1億8,884万円を見込んでいます。\n"
    )
    assert [(one.label, one.printed) for one in document.prose] == [
        ("入院収益", "10億2,405"), ("外来収益", "6億3,558"), ("医業収益", "16億5,963"), ("収入", "1億8,928"),
        ("建設改良費", "4億5,734"), ("企業債償還金", "1億1,545"), ("支出", "5億7,279"), ("総収益", "9億1,793"), ("総費用", "8億527"),
        ("減価償却費", "298"), ("減価償却費", "5億8,616"), ("黒字", "4億1,984"), ("企業債残高", "118"), ("27事業年度の収益", "3"),
        ("下水道事業費用", "257,700"), ("下水道事業費用", "10,400"), ("下水道使用料", "1億8,884"),
    ]  # fmt: skip


def test_notes_on_other_labels_are_no_part_of_one_that_touches_its_amount(read):
    (table,) = read(
        "損益計算書単位:千円県への負担金など支払利息など営業費用1,051,228(88.4%)営業外費用77,918(6.6%)当期純利益59,968(5.0%)預金や未収金など流動負債577,397(3.7%)"
        "流動資産 289,474(1.9%)剰余金134,436(0.9%)企業の正味財産額です。\n"
    ).tables
    assert table.unit == "thousand_yen"
    assert [row.normalised for row in table.rows if row.figures] == ["営業費用", "営業外費用", "当期純利益", "流動負債", "流動資産", "剰余金"]
    assert table.rows[0].cells == ("1,051,228", "88.4%")


@pytest.mark.parametrize("text", [IN_BRACKETS, STAGES_DOWN, TRAILING, BLOCKS, LAST_APART, ACROSS.format(names="会計名 総収益 総費用 純損益 企業債残高")])
def test_what_is_put_together_keeps_the_lines_of_the_text(read, text):
    document = read(text)
    assert document.lines[: len(text.splitlines())] == text.splitlines()
    draft = draft_document(document, arithmetic.find(document), "invented", rows("rules"))
    assert not unread(draft)


def test_rounded_parts_that_miss_their_total_do_not_compute_it(read):
    """Of the operating revenue of one year the parts are one too many: it is held to them, and stands as printed."""
    document = read(
        "収支計画 (単位:百万円)\n区分\t22年度\t23年度\t24年度\t25年度\n収入合計\t71,696\t14,129\t16,665\t27,672\n営業収益\t45,263\t11,981\t12,501\t12,876\n"
        "医業収益\t41,796\t11,111\t11,578\t11,923\n負担金収益\t3,468\t870\t923\t953\n資本収入\t26,433\t2,148\t4,164\t14,796\n"
    )
    draft = draft_document(document, arithmetic.find(document), "invented", rows("rules"))
    roles = {rule.label_ja: rule.role for rule in draft.rules if rule.relation.axis == "line"}
    assert roles == {"収入合計 = 営業収益 + 資本収入": "roll_up", "営業収益 = 医業収益 + 負担金収益": "tie"}


def test_a_ratio_that_falls_is_no_amount_below_nil(read):
    document = read("給水収益は、前年度に比べて約0.7%の減少、12,345千円の減少となりました。\n")
    draft = draft_document(document, arithmetic.find(document), "invented", rows("rules"))
    (_, found), = draft.plan.tables.values()
    assert [(row["figure"], row["direction"]) for row in found] == [("0.7", ""), ("12,345", "減")]


def test_small_amounts_that_touch_their_labels_are_some_where_larger_ones_do_too(read):
    """The side of the budget before the first label, a number in brackets, and blanks that set a part in."""
    text = (
        "298予算計画(総計)(単位:百万円)区 分金 額収入施設費補助金29,331 うち、補正予算(第2 号)による追加2,299施設整備費補助金43その他補助金350事業収入73"
        "受託収入6,521計36,318支出事業費28,298  研究業務関係経費27,713  通信業務関係経費545施設整備費43一般管理費1,855計30,196\n"
    )
    (table,) = read(text).tables
    assert [(row.normalised, [figure.magnitude for figure in row.figures]) for row in table.rows if row.figures] == [
        ("施設費補助金", [29_331]), ("うち、補正予算(第2号)による追加", [2_299]), ("施設整備費補助金", [43]), ("その他補助金", [350]),
        ("事業収入", [73]), ("受託収入", [6_521]), ("計", [36_318]), ("事業費", [28_298]), ("研究業務関係経費", [27_713]),
        ("通信業務関係経費", [545]), ("施設整備費", [43]), ("一般管理費", [1_855]), ("計", [30_196]),
    ]  # fmt: skip
    # The names of the sides stand within other names.
    parts = split_flat("国庫支出金2,100県支出金1,200繰入金1,000諸収入2,000財産収入1,300市債1,700歳入合計9,300")
    assert parts[:2] == ["国庫支出金 2,100", "県支出金 1,200"]
