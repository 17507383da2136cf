"""Pages that the extraction tore: rows that what they keep completes, letters of labels, headers between labels and figures.

The texts are invented; their shapes are those of real budgets.
"""

from __future__ import annotations

from reader import arithmetic
from reader.control import numbers_of
from reader.lawful import parts_of_heads
from reader.reading import Document


def grids(document: Document) -> list[dict[str, tuple[str, ...]]]:
    """Of each table, the cells of its rows by label."""
    return [{row.normalised: row.cells for row in table.rows if any(row.cells)} for table in document.tables]


# The header, the letters of labels, the change of one row and the rest of another were torn off.
TORN = """歳入 (単位:千円・%)
款 補 正 前 の 額 構成比
1 市
2 地 方 譲 与
補 正 額 計 構成比
税 20,136 53.7 307 20,443 54.6
税 162 0.4 △ 7 155 0.4
3 利 子 割 交 付 金 152 0.4 152 0.4
4 配 当 割 交 付 金 159 0.4 1 160 0.4
9 地 税 8,789 0.2 10,043 0.3
金 5,471 14.6 △ 190 5,281 14.1
△ 247 5,066 13.5
1,505 0.0
13 国
方
庫
交
支
付
出
14 都 支 出 金 5,313 14.2
15 財 産 収 入 1,505 0.0
1,254
16 寄 附 金 194 0.1 54 248 0.2
債 518 1.4 △ 142 376 1.0
42,399 100.0 1,030 43,429 100.0
20 市
合 計
1
"""


def test_rows_are_completed_by_what_base_and_change_make(read):
    document = read(TORN)
    (table,) = document.tables
    assert grids(document) == [{
        "市税": ("20,136", "53.7", "307", "20,443", "54.6"), "地方譲与税": ("162", "0.4", "△ 7", "155", "0.4"),
        "利子割交付金": ("152", "0.4", "", "152", "0.4"), "配当割交付金": ("159", "0.4", "1", "160", "0.4"),
        "地方交付税": ("8,789", "0.2", "1,254", "10,043", "0.3"), "国庫支出金": ("5,471", "14.6", "△ 190", "5,281", "14.1"),
        "都支出金": ("5,313", "14.2", "△ 247", "5,066", "13.5"), "財産収入": ("1,505", "0.0", "", "1,505", "0.0"),
        "寄附金": ("194", "0.1", "54", "248", "0.2"), "市債": ("518", "1.4", "△ 142", "376", "1.0"),
        "合計": ("42,399", "100.0", "1,030", "43,429", "100.0"),
    }]  # fmt: skip
    assert [column.stage for column in table.columns] == ["original", None, "adjustment", "revised", None]


def test_a_figure_that_two_rows_would_take_completes_none(read):
    text = TORN.replace("9 地 税 8,789 0.2 10,043 0.3", "9 地 税 8,789 0.2 10,043 0.3\n10 寄附金 7,000 0.2 8,254 0.2")
    rows = {row.normalised: row.cells for table in read(text).tables for row in table.rows}
    assert "1,254" not in [cell for cells in rows.values() for cell in cells]


# No header but that of the ratios, and one amount where nothing changes.
UNCHANGED = """平成28年度 補正予算
(単位 千円)

構 成 比 (%)

1 市税 49,064 49,064 35.1

2 地方譲与税 1,208 1,208 0.9

3 利子割交付金 65 65 0.0

10 地方交付税 21,363 27 21,390 15.3

12 分担金及び負担金 1,494 1,494 1.1
"""


def test_one_row_that_changes_tells_what_those_print_that_do_not(read):
    document = read(UNCHANGED)
    findings = arithmetic.find(document)
    (table,) = document.tables
    assert [column.stage for column in table.columns] == ["original", "adjustment", "revised", None]
    assert {row.normalised: [figure.column for figure in row.figures] for row in table.rows} == {
        "市税": [1, 3], "地方譲与税": [1, 3], "利子割交付金": [1, 3], "地方交付税": [1, 2, 3], "分担金及び負担金": [1, 3],
    }  # fmt: skip
    assert {relation.axis for relation in findings.relations} == {"stage"}


# No commas, and a header torn into lines in another order.
WITHOUT_COMMAS = """平成28年度12月補正予算
1 会計別総括表
会 計 名
予 算 額
補正後の額
補正前の額 補 正 額
億 万 千円 億 万 千円 億 万 千円
計 599260406 4744530 604004936
一 般 会
住 宅 資 金 貸 付 7323 0 7323
公 債 管 理 151313206 0 151313206
母子福祉資金貸付 669020 25 669045
"""


def test_a_torn_header_is_put_in_the_order_that_the_rows_keep(read):
    document = read(WITHOUT_COMMAS)
    (table,) = document.tables
    assert [column.printed for column in table.columns] == ["補正前の額", "補正額", "補正後の額"]
    assert [row.normalised for row in table.rows] == ["一般会計", "住宅資金貸付", "公債管理", "母子福祉資金貸付"]


# What heads a side, blank lines, the word of a total, and a word amid labels that may head a column.
BLOCKS = """区別 金額(単位:百万円)
収入
 運営費交付金
 業務収入
  計

3,231
56
3,287
支出
 一般管理費
  うち人件費
 事業費
  研究費
 受託経費
  計

144
118
2,999
2,000
144
3,287
[人件費の見積り]
   期間中総額 1,715百万円 を支出する。
"""


def test_blank_lines_part_labels_from_their_figures(read):
    document = read(BLOCKS)
    cells = [(row.normalised, row.cells) for table in document.tables for row in table.rows if any(row.cells)]
    assert cells == [
        ("運営費交付金", ("3,231",)), ("業務収入", ("56",)), ("計", ("3,287",)), ("一般管理費", ("144",)), ("うち人件費", ("118",)),
        ("事業費", ("2,999",)), ("研究費", ("2,000",)), ("受託経費", ("144",)), ("計", ("3,287",)),
    ]  # fmt: skip
    assert [(prose.label, prose.printed) for prose in document.prose] == [("期間中総額", "1,715")]


# A cell a line: the header of the funds in parts, and the label of the total behind its figures.
FUNDS = """歳 出
本 年 度 予 算 額 の 財 源 内 訳
款
本 年 度
前 年 度
予 算 額
予 算 額
比 較
特 定 財 源
国 府 支 出 金
千円
地 方 債
一 般 財 源
そ の 他
千円
1議
会
費
481
423
58
0
0
0
481
2総
務
費
4,986
4,849
137
449
0
405
4,132
3民
生
費
17,488
17,195
293
7,932
0
826
8,730
費
126
145
△19
15
0
11
100
6農
林
水
産
業
"""


def test_the_funds_of_chapters_have_the_order_of_the_form(read):
    document = read(FUNDS)
    (table,) = document.tables
    assert [column.printed for column in table.columns][3:] == ["国府支出金", "地方債", "その他", "一般財源"]
    assert [column.stage for column in table.columns][:3] == ["revised", "original", "adjustment"]
    assert [row.normalised for row in table.rows] == ["議会費", "総務費", "民生費", "農林水産業費"]


# The header of the amounts stands below the first label, and the word of the total is torn.
RAISED = """第 1 表 歳 入 歳 出 予 算
歳 入
(単位:千円)
款 項
1. 国民健康保険税
金 額
786
1. 国民健康保険税 786
15. 諸 収 入 5,280
1. 延滞金
4. 雑 入
歳 入 合
100
5,180
計 6,066
"""


def test_a_header_below_the_first_label_and_a_torn_total(read):
    cells = [(row.normalised, row.cells) for table in read(RAISED).tables for row in table.rows if any(row.cells)]
    assert cells == [
        ("国民健康保険税", ("786",)), ("国民健康保険税", ("786",)), ("諸収入", ("5,280",)), ("延滞金", ("100",)), ("雑入", ("5,180",)),
        ("歳入合計", ("6,066",)),
    ]  # fmt: skip


# Names of columns that go on in the next line, and what is computed from them.
LETTERED = """(単位:百万円)
会
計
名
歳入決算額
歳出決算額
歳入歳出
差引額
翌年度へ繰り
越すべき財源
実質収支
(A)
(B)
(A)-(B)=(C)
(D)
(C)-(D)
国 民 健 康 保 険
87,348
99,146
△ 11,798
0
△ 11,798
後 期 高 齢 者 医 療
7,042
6,924
118
10
108
農 業 集 落 排 水
464
464
0
0
0
"""


def test_names_of_columns_go_on_in_the_next_line(read):
    (table,) = read(LETTERED).tables
    assert [column.printed for column in table.columns] == ["歳入決算額", "歳出決算額", "歳入歳出差引額", "翌年度へ繰り越すべき財源", "実質収支"]
    assert [row.normalised for row in table.rows] == ["国民健康保険", "後期高齢者医療", "農業集落排水"]


def test_a_list_below_a_row_of_bars_is_a_table_of_its_own(read):
    text = (
        "補正額 |\n財源内訳 | |\n---|---|---|\n特定財源 | 一般財源 | |\n△6,163 | △3,328 | △2,835 |\n- 最終予算 1,460,965千円(うち一般財源 977,826千円)\n"
        "- 歳入予算の主な内訳\n- 地方交付税 1,032千円\n- 県債 △3,897千円\n- 歳出予算の主な内訳\n- 補助費 △3,135千円\n"
    )
    document = read(text)
    assert grids(document)[-1] == {"地方交付税": ("1,032千円",), "県債": ("△3,897千円",), "補助費": ("△3,135千円",)}
    assert [(prose.label, prose.printed) for prose in document.prose] == [("最終予算", "1,460,965"), ("一般財源", "977,826")]


def test_an_amount_goes_on_before_its_unit(read):
    text = "歳入については、国からの負担金が前年度より増え、一般会計からの繰入金が 73 億 2,100\n万円の決算額となった。\n"
    (prose,) = read(text).prose
    assert (prose.printed, prose.unit) == ("73億2,100", "ten_thousand_yen")


def test_colons_part_labels_from_their_amounts(read):
    text = "■公債費の現在高(千円)\n総務債:600,518\n減税補てん債:8,778\n合計:609,296\n電話:0123\n"
    assert grids(read(text)) == [{"総務債": ("600,518",), "減税補てん債": ("8,778",), "合計": ("609,296",)}]


# A page of a site: a cell a line, its bars at the end, and amounts whose last digit is of the declared unit.
MYRIADS = """町債現在高(単位:万円)
会計名 |
前期(3月)末 |
元金償還額 |
発行額 |
当期(9月)末 |
一般 |
45億5,456 |
2億3,782 |
7億1,375 |
100億 49 |
下水道 |
26億5,941 |
1億7,774 |
0 |
24億8,167 |
"""


def test_myriads_without_a_unit_are_in_that_of_the_table(read):
    (table,) = read(MYRIADS).tables
    assert table.unit == "ten_thousand_yen"
    assert [column.printed for column in table.columns] == ["前期(3月)末", "元金償還額", "発行額", "当期(9月)末"]
    amounts = [[figure.magnitude for figure in row.figures] for row in table.rows]
    assert amounts == [[455456, 23782, 71375, 1000049], [265941, 17774, 0, 248167]]


def test_myriads_without_a_unit_in_a_table_of_millions(read):
    (table,) = read(MYRIADS.replace("万円", "百万円").replace("45億5,456", "45億54").replace("下水道", "下水道事業")).tables
    assert [figure.magnitude for figure in table.rows[0].figures][:1] == [4554]


def test_cells_that_hold_several_rows_are_unfolded(read):
    text = (
        "(1)義務的経費\n義務的経費(人件費、公債費)は、対前年度5.8%増の3,813億6,700万8千円となった。\n平成11年度 | 平成12年度 | 増減額 | 伸び率 | |\n"
        "---|---|---|---|---|\n義務的経費 うち 人件費 公債費 |\n3,604億円 2,390億円 854億円 |\n3,814億円 2,408億円 967億円 |\n210億円 18億円 113億円 |\n"
        "5.8% 0.8% 13.3% |\n"
    )
    document = read(text)
    assert grids(document) == [{
        "義務的経費": ("3,604億円", "3,814億円", "210億円", "5.8%"), "人件費": ("2,390億円", "2,408億円", "18億円", "0.8%"),
        "公債費": ("854億円", "967億円", "113億円", "13.3%"),
    }]  # fmt: skip
    assert ("義務的経費", "3,813億6,700万8") in [(prose.label, prose.printed) for prose in document.prose]


def test_a_name_keeps_the_brackets_that_it_closes(read):
    text = "○道路改良工事費(道路整備事業) 20,749千円増\n\n  普通建設事業費の決算額は、前年度より増え、増えた額は883,773\n\n千円である。\n"
    assert [(prose.label, prose.printed) for prose in read(text).prose] == [("道路改良工事費(道路整備事業)", "20,749"), ("増えた額", "883,773")]


# One row whose headers and amounts are mixed with the number of the next title.
ONE_ROW = """3月(第9号) 補正予算の概要
補正の状況
(単位:千円)
補正前予算額
本補正額
58,239
2
補正後予算額
1,921
60,160
補正予算の概要
"""


def test_a_table_of_one_row_is_told_by_what_it_keeps(read):
    (table,) = read(ONE_ROW).tables
    assert [column.printed for column in table.columns] == ["補正前予算額", "本補正額", "補正後予算額"]
    assert grids(read(ONE_ROW)) == [{"補正の状況": ("58,239", "1,921", "60,160")}]
    assert read(ONE_ROW.replace("60,160", "60,161")).tables == []


# Labels above the header, and figures with notes below it; notes go on in lines of their own.
NOTED = """3 歳入予算の内容
科目
市税
地方交付税
国庫支出金
(単位:千円)
補正額 主な内容
578,025 法人市民税、市たばこ税の増など
9,026 普通交付税の増、特別交付税の減
▲ 90,415 緊急支援交付金の増
給付金の減など
市債 ▲ 77,100 土木債、消防債の減
その他 12,073 負担金・使用料の減
"""


def test_figures_with_notes_are_of_the_labels_above_the_header(read):
    rows = [(row.normalised, row.cells[0]) for table in read(NOTED).tables for row in table.rows]
    assert rows == [("市税", "578,025"), ("地方交付税", "9,026"), ("国庫支出金", "▲ 90,415"), ("市債", "▲ 77,100"), ("その他", "12,073")]
    fewer = read(NOTED.replace("9,026 普通交付税の増、特別交付税の減\n", ""))
    assert "市税" not in [row.normalised for table in fewer.tables for row in table.rows]


def test_a_description_between_a_label_and_its_amount_is_no_label(read):
    text = (
        "《歳出予算》\n\n区分\n\n説明\n\n当初予算額\n\n議会費\n\n広域連合議会の運営に関する経費\n\n959千円\n\n総務費\n\n職員給与などの経費\n\n1,6186千円\n\n"
        "予備費\n\n予算超過に充用するための経費\n\n1万円\n\n合計\n\n17,155千円\n"
    )
    assert [(row.normalised, [figure.printed for figure in row.figures]) for row in read(text).tables[0].rows] == [
        ("議会費", ["959千円"]), ("総務費", []), ("予備費", ["1万円"]), ("合計", ["17,155千円"]),
    ]  # fmt: skip


def test_this_year_s_budget_before_an_amendment_is_its_base(read):
    document = read(
        "(単位:千円)\n区分 14年度最終予算額 15年度現計予算額 最終補正額 補正後累計\n一般会計 752,301 707,249 ▲4,396 702,853\n"
        "特別会計 34,091 34,494 1,074 35,568\n合計 786,392 741,743 ▲3,322 738,421\n"
    )
    arithmetic.find(document)
    (table,) = document.tables
    assert [column.stage for column in table.columns] == ["fiscal_year_14", "original", "adjustment", "revised"]


def test_the_budget_that_a_document_decides_is_its_result(read):
    (table,) = read("(単位:千円)\n区分 当初予算額\n議会費 959\n総務費 16,186\n合計 17,145\n").tables
    assert [column.stage for column in table.columns] == ["revised"]


def test_the_control_counts_myriads_without_a_unit_as_one_number():
    units = ["ten_thousand_yen"] * 2
    assert numbers_of("市税 45億5,456 1,234", units) == [(455456, units[0]), (1234, units[0])]
    assert numbers_of("100億 437 |", units[:1]) == [(1000437, units[0])]


# Labels with headings, the headers of two columns, and the figures of each section column by column.
SECTIONS = """収支予算書
科
目
1.経常増減の部
(1)経常収益
基本財産運用益
特定資産運用益
経常収益計
(2)経常費用
事業費
管理費
経常費用計
当期経常増減額
2.経常外増減の部
経常外収益計
当年度予算
前年度予算
1,455,900
3,394,004
4,849,904
1,455,900
2,668,532
4,124,432
10,639,000
2,941,000
13,580,000
△ 8,730,096
10,114,000
2,986,000
13,100,000
△ 8,975,568
0
295,000,000
"""


def test_sections_have_their_figures_column_by_column(read):
    document = read(SECTIONS)
    assert grids(document) == [{
        "基本財産運用益": ("1,455,900", "1,455,900"), "特定資産運用益": ("3,394,004", "2,668,532"), "経常収益計": ("4,849,904", "4,124,432"),
        "事業費": ("10,639,000", "10,114,000"), "管理費": ("2,941,000", "2,986,000"), "経常費用計": ("13,580,000", "13,100,000"),
        "当期経常増減額": ("△ 8,730,096", "△ 8,975,568"),
    }]  # fmt: skip
    assert [column.stage for column in document.tables[0].columns] == ["revised", "original"]
    assert read(SECTIONS.replace("4,849,904", "4,849,905")).tables == []


# A list that a title numbered next ends, amounts of several units, and a row of which the sum tells the column.
TITLED = """2、補正後の額
補正額 補正後
一般会計 8億90万4千円 6,708億5,351万5千円
特別会計 2,880万円 4,244億3,696万9千円
企業会計 1,482億2,601万円
全会計 8億2,970万4千円 1兆2,435億1,649万4千円
3、補正予算の内訳
企画総務局
・空き家掘り起し支援
640万円
・島の活性化
1,699万9千円
・特産品の販路拡大
1,013万6千円
"""


def test_a_title_numbered_next_ends_a_table(read):
    document = read(TITLED)
    arithmetic.find(document)
    first, second = document.tables
    assert {row.normalised: [figure.column for figure in row.figures] for row in first.rows} == {
        "一般会計": [1, 2], "特別会計": [1, 2], "企業会計": [2], "全会計": [1, 2],
    }  # fmt: skip
    assert [figure.printed for row in second.rows for figure in row.figures] == ["640万円", "1,699万9千円", "1,013万6千円"]


def test_a_dash_before_a_figure_is_nil_where_minus_marks_are_others(read):
    text = "一般会計 226,183 57.3 ▲1,176 225,007 57.1\n観光事業 505 0.1 - 505 0.1\n国民健康保険 68,148 17.3 441 68,589 17.4\n市場 268 0.1 - 268 0.1\n"
    (table,) = read(text).tables
    assert [figure.sign for row in table.rows for figure in row.figures] == [1, -1, 1] + [1] * 9
    assert [row.cells for row in table.rows][1] == ("505", "0.1", "-", "505", "0.1")


def test_one_rest_for_two_rows_that_end_alike_is_of_none(read):
    text = "財産区 100 1 101\n業 18,007 2 18,009\n業 26,801 5 26,806\n広報費 10 1 11\n下 水 道 事\n小 計\n"
    assert "下水道事業" not in [row.normalised for table in read(text).tables for row in table.rows]


# A cell a line, the number of each item before its letters, and one amount twice where nothing changes.
COUNTED = """歳 入
款
別
補正前の額
補正額
計
1
配
当
割
交
付
金
113,000
5,000
118,000
2
株式等譲渡所得割交付金
370,000
370,000
3
交通安全対策特別交付金
26,000
26,000
4
繰
越
金
1,435,487
325,016
1,760,503
5
諸
収
入
3,722,676
1,182,278
4,904,954
"""


def test_numbers_that_count_are_of_items_and_no_amounts(read):
    document = read(COUNTED)
    arithmetic.find(document)
    (table,) = document.tables
    assert {row.normalised: [figure.printed for figure in row.figures] for row in table.rows} == {
        "配当割交付金": ["113,000", "5,000", "118,000"], "株式等譲渡所得割交付金": ["370,000", "370,000"],
        "交通安全対策特別交付金": ["26,000", "26,000"], "繰越金": ["1,435,487", "325,016", "1,760,503"],
        "諸収入": ["3,722,676", "1,182,278", "4,904,954"],
    }  # fmt: skip
    assert [figure.column for row in table.rows[1:3] for figure in row.figures] == [1, 3, 1, 3]


def test_cells_below_each_other_are_rows_whatever_their_headers_and_labels_are(read):
    heads = ["歳入", "歳出", "差引(形式収支)", "翌年度へ繰り越すべき財源", "差引(実質収支)"]
    rows = {"平成27年度": (4_000, 3_800, 200, 50, 150), "平成26年度": (3_900, 3_750, 150, 30, 120), "平成25年度": (3_800, 3_700, 100, 20, 80)}
    cells = ["区分", *heads, *(text for year, figures in rows.items() for text in (year, *(f"{figure:,}" for figure in figures)))]
    (table,) = read("歳入・歳出決算額\n(単位:千円)\n" + "\n".join(cells) + "\n").tables
    assert [column.reading for column in table.columns] == heads
    assert {row.label: tuple(figure.magnitude for figure in row.figures) for row in table.rows} == rows


def test_the_first_of_the_stages_that_are_rows_is_no_header_though_figures_stand_below_it(read):
    document = read("""
職員手当の内訳
(単位:千円)
区 分 児童手当 退職手当
計 補正後
569
5,782
補正前
609
5,194
比 較
△ 40
588
後期高齢者
""")
    assert not [row for table in document.tables for row in table.rows if row.label == "後期高齢者"]


# Accounts, a cell a line: letters of three labels, that of a row without one, and that of the total stand behind the last row.
LETTERS_BEHIND = """(単位:百万円)
区分
歳入決算額
歳出決算額
差引額
国 民 健 康 保 険
5,300
5,100
200
介
険
3,200
3,150
50
輪
1,400
1,390
10
簡 易 水 道 事 業
60
58
2
700
695
5
10,660
10,393
267
護
保
競
公
債
管
計
理
※四捨五入しているので、計と一致しない場合がある。
① 国民健康保険特別会計
"""


def test_letters_behind_the_rows_name_those_that_have_no_label(read):
    (table,) = read(LETTERS_BEHIND).tables
    assert [row.normalised for row in table.rows if row.figures] == ["国民健康保険", "介護保険", "競輪", "簡易水道事業", "公債管理", "計"]
    # Letters that are no names are none, and what stands behind a note is no label of the rows above it.
    labels = [row.label for table in read(LETTERS_BEHIND.replace("競\n", "競\n港\n")).tables for row in table.rows if row.figures]
    assert "① 国民健康保険特別会計" not in labels


# Two years, each above 当初予算額, and what is between them, behind the word that heads the labels; the rows end in the last letter of the names.
YEARS_ABOVE = """(単位:千円)
平成27年度
平成28年度
比 較
款
当初予算額
当初予算額
議 会
総 務
民 生
計
費 412,300 415,900 3,600
費 5,120,000 4,900,000 △ 220,000
費 18,300,500 19,000,700 700,200
23,832,800 24,316,600 483,800
"""


def test_two_years_with_a_header_below_each_are_told_by_their_difference(read):
    for text in (YEARS_ABOVE, YEARS_ABOVE.replace("平成27年度\n平成28年度", "平成28年度\n平成27年度")):
        (table,) = read(text).tables
        assert [column.stage for column in table.columns] == ["original", "revised", "adjustment"]
        assert table.columns[0].reading == "平成27年度 当初予算額"
        assert [row.normalised for row in table.rows if row.figures] == ["議会費", "総務費", "民生費", "計"]


# The first row of a form prints the unit above each of its amounts; of the header the letters of 款, 項 and 計 were lost.
FORM = """第1表 歳入歳出予算補正
歳入
補正前の額 補正額
2 国庫支出金 千円
31,907,245
千円
{change}
千円
{result}
2 国庫補助金 6,509,411 237,891 6,747,302
歳入合計 31,907,245 {change} {result}
"""


def test_the_unit_above_each_amount_is_left_out_and_the_result_named_by_its_law(read):
    document = read(FORM.format(change="237,891", result="32,145,136"))
    (table,) = document.tables
    assert grids(document) == [{
        "国庫支出金": ("31,907,245", "237,891", "32,145,136"), "国庫補助金": ("6,509,411", "237,891", "6,747,302"),
        "歳入合計": ("31,907,245", "237,891", "32,145,136"),
    }]
    assert [column.stage for column in table.columns] == ["original", "adjustment", "revised"]


def test_no_result_is_named_where_the_amounts_keep_no_law(read):
    document = read(FORM.format(change="237,891", result="32,145,137"))
    assert not any(column.stage == "revised" and column.reading == "計" for table in document.tables for column in table.columns)


# The letters of 負担金等 and 資本, down the page beside the rows, were lost, and so was the word of each subtotal.
LOST_LETTERS = """一般会計からの負担・補助金等(単位:千円)

区分 R2年度(決算) R3年度(決算) R4年度(当初予算)




負担金 2,860,959 2,929,697 3,038,065
補助金 7,358 7,202 6,976
2,868,317 2,936,899 3,045,041




出資金 511,558 751,881 772,506
長期借入金 31,053 15,075 57,867
542,611 766,956 830,373
合計 3,410,928 3,703,855 3,875,414
"""


def test_blank_lines_amid_rows_of_one_width_end_no_table(read):
    (table,) = read(LOST_LETTERS).tables
    assert [row.normalised for row in table.rows if row.figures] == ["負担金", "補助金", "出資金", "長期借入金", "合計"]
    assert len(table.columns) == 3


# Headers over two lines and amounts in turn, of one row; the last header is on two lines, and that of the rate on one.
IN_TURN = """(単位:千円、%)
一般会計
4年度
3月補正まで
5年度
12 月補正まで
※
78,475,037
80,874,567
5年度
3 月補正
5年度
予算現計
△1,061,682
{result}
4年度3月補
正までとの比較
増減率
1,337,848
1.7
※職員給与費を含む。
"""


def test_headers_and_amounts_in_turn_are_one_row_where_its_change_makes_its_result(read):
    (table,) = read(IN_TURN.format(result="79,812,885")).tables
    (row,) = table.rows
    assert row.normalised == "一般会計"
    assert row.cells == ("78,475,037", "80,874,567", "△1,061,682", "79,812,885", "1,337,848", "1.7")
    assert [column.reading for column in table.columns] == [
        "4年度 3月補正まで", "5年度 12 月補正まで", "5年度 3 月補正", "5年度 予算現計", "4年度3月補 正までとの比較", "増減率",
    ]
    assert not any(len(row.figures) > 4 for table in read(IN_TURN.format(result="79,812,886")).tables for row in table.rows)


# A list of one column with headings, its figures behind it: the title of a part has none, the side of the budget has its total.
HEADED = """1 補正の規模
補正前の額
今回の補正
2 補正の中身
(1) 歳入
市税
県支出金
繰入金
(2) 歳出
総務費
民生費
教育費
9,225,044千円
{total}千円
{total}千円
850,000千円
△ 49,112千円
△ 293,434千円
507,454千円
400,000千円
57,454千円
50,000千円
"""


def test_headings_of_a_list_have_no_figure_where_those_that_have_are_sums(read):
    (table,) = read(HEADED.format(total="507,454")).tables
    assert [(row.normalised, figure.magnitude) for row in table.rows for figure in row.figures] == [
        ("補正前の額", 9_225_044), ("今回の補正", 507_454), ("歳入", 507_454), ("市税", 850_000), ("県支出金", 49_112), ("繰入金", 293_434),
        ("歳出", 507_454), ("総務費", 400_000), ("民生費", 57_454), ("教育費", 50_000),
    ]
    assert not any(row.figures for table in read(HEADED.format(total="507,455")).tables for row in table.rows)


# Items by number, what describes them on lines of its own, and the figures of both columns behind it.
DESCRIBED_ITEMS = """1.簡易水道費   {total}千円
整理
番号
事業
区分
事業名及び事業概要 事業費 一般財源
      一般管理費 87,822 35,176
1 義務   職員給与費
6人
52,646 0
2 一般   簡易水道事務費
各支所すべてに対応する共通的経費
○水道審議会委員費
35,176 35,176
      施設維持管理費 {total} 67,887
3 一般   東地区施設維持管理費
水道施設の維持管理、補修及び支障移転工事費
157,067 45,058
4 一般   西地区施設維持管理費
水道施設の補修費
124,351 22,829
"""


def test_items_with_descriptions_have_the_figures_behind_them_where_their_sums_say_so(read):
    (table,) = read(DESCRIBED_ITEMS.format(total="281,418")).tables
    assert [(row.normalised, [figure.magnitude for figure in row.figures]) for row in table.rows] == [
        ("一般管理費", [87_822, 35_176]), ("職員給与費", [52_646, 0]), ("簡易水道事務費", [35_176, 35_176]), ("施設維持管理費", [281_418, 67_887]),
        ("東地区施設維持管理費", [157_067, 45_058]), ("西地区施設維持管理費", [124_351, 22_829]),
    ]
    text = DESCRIBED_ITEMS.format(total="281,418").replace("35,176 35,176\n", "35,176 35,177\n")
    assert not any("職員給与費" in row.normalised for table in read(text).tables for row in table.rows if row.figures)


def test_a_row_that_lacks_figures_amid_rows_of_many_ends_no_table_and_is_told_to_be_unread(read):
    figures = {
        "事業収益": (2_080, 2_049, 2_069, 2_084, 2_108, 2_132), "事業費用": (1_903, 1_901, 1_922, 1_989, 2_010, 2_038),
        "経常損益": (177, 148, 147, 95, 98, 94), "特別損失(引当金)": (120, 80), "純損益": (177, 148, 27, 15, 98, 94),
    }  # fmt: skip
    cells = "\n\n".join("\n\n".join([name, *(f"{amount:,}" for amount in amounts)]) for name, amounts in figures.items())
    document = read(f"財政収支計画表\n(単位:百万円)\n年度 H11H12H13H14H15H16\n{cells}\n")
    (table,) = document.tables
    rows = {row.normalised: [figure.magnitude for figure in row.figures] for row in table.rows if not row.is_unplaced}
    assert rows == {name: list(amounts) for name, amounts in figures.items() if len(amounts) == 6}
    assert [row.normalised for row in table.rows if row.is_unplaced] == ["特別損失(引当金)"]


# Names on one or two lines, and as many rows behind them; one of these has lost its shares, and one name more has none.
WRAPPED_NAMES = """(1) 歳 入 (単位:千円)
区 分 補正前の額 構成比 補正額 補正後の額 構成比
市 税 208429690 34.8 0 208429690 34.5
利子割交付金 386088 0.1 0 386088 0.1
配当割交付金
株 式 等 譲 渡
所得割交付金
地 方 消 費 税
交 付 金
ゴルフ場利用税
交 付 金
2137150 0.4 0 2137150 0.4
1432023 0.2 0 1432023 0.2
23387605 3.9 0 23387605 3.9
0 58926 58926
自動車取得税交付金 668000 0.1 0 668000 0.1
"""


def test_names_on_several_lines_are_those_of_as_many_rows_behind_them(read):
    (table,) = read(WRAPPED_NAMES).tables
    assert {row.normalised: row.figures[0].magnitude for row in table.rows if row.figures} == {
        "市税": 208429690, "利子割交付金": 386088, "配当割交付金": 2137150, "株式等譲渡所得割交付金": 1432023, "地方消費税交付金": 23387605,
        "自動車取得税交付金": 668000,
    }


# Chapters, a cell a line: change and result of the first stand above its name, those of three others behind the total of all.
LATE_FIGURES = """歳 出
款
補正前の額
補正額
計
△ 7,300
505,100
1 議会費
512,400
2 総務費
4,210,000
3 民生費
12,300,600
△ 210,400
12,090,200
4 衛生費
3,400,900
△ 90,100
3,310,800
5 教育費
6,700,200
△ 55,500
6,644,700
6 諸支出金
2,100,300
7 予備費
90,000
合 計
29,314,400
- 1 -
4,210,000
800,400
2,900,700
90,000
437,100
29,751,500
"""


def test_change_and_result_written_before_or_behind_the_rows_are_given_back_in_their_order(read):
    (table,) = read(LATE_FIGURES).tables
    rows = {row.normalised: [(figure.column, figure.magnitude * (figure.sign or 1)) for figure in row.figures] for row in table.rows}
    assert rows["議会費"] == [(1, 512_400), (2, -7_300), (3, 505_100)]
    assert rows["総務費"] == [(1, 4_210_000), (3, 4_210_000)]
    assert rows["諸支出金"] == [(1, 2_100_300), (2, 800_400), (3, 2_900_700)]
    assert rows["合計"] == [(1, 29_314_400), (2, 437_100), (3, 29_751_500)]
    assert [column.stage for column in table.columns] == ["original", "adjustment", "revised"]


def test_figures_behind_the_rows_stay_where_they_are_if_one_fits_no_row(read):
    rows = [row for table in read(LATE_FIGURES.replace("800,400", "800,500")).tables for row in table.rows if row.normalised == "諸支出金"]
    assert not any(len(row.figures) > 1 for row in rows)


# The amount of each item stands above its name, what describes it below.
MARKED_ITEMS = """― 一般会計補正の内容 ―
{first}△ 246,851 千円
◆防災拠点整備事業費 [総務局]
備蓄倉庫の整備にあたって、入札不調があったもの。
111,521 千円
◆文化振興基金積立金[市民・こども局]
遺贈財産を、活用経費に充てるため基金に積み立てるもの。
414,578 千円
◆障害児介護給付等事業費[市民・こども局]
利用者が、当初見込みより増加したもの。
241,340 千円
◆国庫返還金(健康福祉費)[健康福祉局]
超過受け入れ分を国へ返還するもの。
◆放水路整備事業費[建設緑政局]
- 千円
財源の更正を行うもの。
"""


def test_amounts_above_items_with_a_mark_are_theirs_unless_they_may_be_of_those_before(read):
    (table,) = read(MARKED_ITEMS.format(first="")).tables
    assert [(row.normalised, row.figures[0].magnitude) for row in table.rows] == [
        ("防災拠点整備事業費", 246_851), ("文化振興基金積立金", 111_521), ("障害児介護給付等事業費", 414_578), ("国庫返還金(健康福祉費)", 241_340),
    ]
    document = read(MARKED_ITEMS.format(first="◆危機管理事業費[総務局]\n財源の更正を行うもの。\n"))
    assert not any(row.normalised == "防災拠点整備事業費" for table in document.tables for row in table.rows if row.figures)


def test_two_lists_have_the_heads_above_them_and_what_follows_is_of_neither(read):
    one, other = read(
        "1 特別会計の決算状況\n<歳入> (単位:円)\n科 目\n<歳出> (単位:円)\n科 目\n決算額\n決算額\n"
        "1 分担金及び負担金 9,355,969 1 総務費 76,885,648\n2 使用料及び手数料 563,681,218 2 事業費 1,002,075,699\n3 国庫支出金 180,170,000 3 貸付金 820,000\n"
        "4 繰入金 1,190,000,000 歳出合計 ② 2,243,877,014\n343,300,000 翌年度へ繰越すべき財源④\n7 市債\n<平成26年度 歳入>\n1 分担金\n0.4%\n2 使用料\n24.2%\n"
        "3 支出金\n7.7%\n4 繰入金\n51.0%\n"
    ).tables[:2]
    assert (one.title, other.title) == ("1 特別会計の決算状況 <歳入>", "1 特別会計の決算状況 <歳出>")
    assert [row.normalised for row in one.rows] == ["分担金及び負担金", "使用料及び手数料", "国庫支出金", "繰入金"]
    assert [row.normalised for row in other.rows] == ["総務費", "事業費", "貸付金", "歳出合計②"]
    assert {column.reading for table in (one, other) for column in table.columns} == {"決算額"}


# The words of a header in a mixture of lines, blanks within the amounts, and two rows on one line.
SETTLEMENT = """収益的支出 

(税込み)(単位  円・%)

予 算 額  決 算 額 

区分 

科目  金 額 

構成 比率

金 額 

構成 比率

不 用 額 

決算額の 予算額に 対する比 病院事業費用  7, 070, 677, 000 100. 0 7, 052, 483, 804 100. 0 18, 193, 196  99. 7

医 業 費 用  6, 573, 308, 000 93. 0 6, 557, 899, 601 93. 0 15, 408, 399 99. 8 医業外費用  497, 369, 000 7. 0 494, 584, 203 7. 0 {left}  99. 4
"""


def test_the_torn_header_of_a_settlement_is_told_by_what_the_rows_keep(read):
    (table,) = read(SETTLEMENT.format(left="2, 784, 797")).tables
    assert [column.reading for column in table.columns] == ["予算額", "構成比率", "決算額", "構成比率", "不用額", "比率"]
    assert [row.normalised for row in table.rows if row.figures] == ["病院事業費用", "医業費用", "医業外費用"]
    assert not any(column.reading == "不用額" for table in read(SETTLEMENT.format(left="2, 784, 798")).tables for column in table.columns)


def test_a_name_before_a_sentence_is_none_of_a_figure_behind_it(read):
    # 343,300 is of 地方債, behind the unit; the total says that it is a part.
    document = read(
        "決算額\n維持管理費\n495,865\n受託費\n1,214\n負担金\n266,871\n支払利息\n289,938\n562,532\n費 495,865 785,803 ※差引 44千円は、翌年度に繰り越した。\n"
        "(単位:千円) 財 源 地方債\n343,300\n国庫補助金\n180,170\n繰入金\n923,129\nその他\n11,474\n収入合計\n1,458,073\n"
    )
    assert not any(
        figure.magnitude == 343300 and row.normalised == "支払利息" for table in document.tables for row in table.rows for figure in row.figures
    )  # fmt: skip


def test_rows_on_one_line_whose_digits_are_spaced_out_are_rows(read):
    (table,) = read("""款別支出状況は、次表のとおりである。 (単位 円・%)

区分

支出済額

構成 比率

支出済額

構成 比率

増減額

前年度 対 比

議 会 費 512, 300, 400 0. 5 530, 100, 900 0. 6 △   17, 800, 500 96. 6

総 務 費 9, 812, 345, 600 8. 4 10, 900, 000, 100 11. 0 △   1, 087, 654, 500 90. 0 民 生 費 21, 700, 800, 900 18. 6 19, 600, 700, 800 19. 9 2, 100, 100, 100 110. 7
""").tables
    rows = {row.normalised: [figure.magnitude * (figure.sign or 1) for figure in row.figures] for row in table.rows}
    assert rows == {
        "議会費": [512_300_400, 530_100_900, -17_800_500], "総務費": [9_812_345_600, 10_900_000_100, -1_087_654_500],
        "民生費": [21_700_800_900, 19_600_700_800, 2_100_100_100],
    }


def test_headers_on_more_lines_than_can_be_parted_in_all_ways_are_left():
    words = ["既決予", "定額", *(f"語{number}" for number in range(13))]
    assert parts_of_heads(words[:4], 3) == ["既決予 定額", "語0", "語1"]
    assert parts_of_heads(words, 14) == []


def test_figures_below_the_title_of_a_side_are_of_what_stands_behind_it(read):
    """The amounts of each side stand right below its title, above their labels, with a nil among them, and the units behind those of the second."""
    text = """収 入
1,453,921 千円
301,981 千円
1,151,940 千円

第１款 下水道事業収益
第１項 営業収益
第２項 営業外収益
支 出

1,110,379
1,022,638
0
87,741

第１款 下水道事業費用
第１項 営業費用
第２項 営業外費用
第３項 予備費

千円
千円
千円
千円
"""
    rows = [(row.normalised, figure.magnitude) for table in read(text).tables for row in table.rows for figure in row.figures]
    assert rows == [
        ("下水道事業収益", 1453921), ("営業収益", 301981), ("営業外収益", 1151940),
        ("下水道事業費用", 1110379), ("営業費用", 1022638), ("営業外費用", 0), ("予備費", 87741),
    ]  # fmt: skip


# 収 and 入 amid the headers, and 第１款 behind the items of which it is the sum; then a side below its title, with a name before each row.
AMID = """（科

目）

（既決予定額）
収
入

（補正予定額）

（ 計 ）

1,533,814 千円

△ 6,557 千円

1,527,257 千円

第１項 営業収益

191,187 千円

3,237 千円

194,424 千円

第２項 営業外収益

1,342,627 千円

△ 9,794 千円

1,332,833 千円

第１款 下水道事業収益

支

出

第１款 下水道事業費用

1,191,194 千円

25,557 千円

1,216,751 千円

第１項 営業費用

1,133,336 千円

20,557 千円

1,153,893 千円

第２項 営業外費用

57,858 千円

5,000 千円

62,858 千円
"""


def test_a_side_amid_headers_and_a_chapter_behind_its_items(read):
    """収入 heads no column, 計 is no label, and the amounts before the first item are those of the chapter whose name stands last."""
    document = read(AMID)
    rows = [(row.normalised, [figure.magnitude * (figure.sign or 1) for figure in row.figures]) for table in document.tables for row in table.rows if row.figures]
    assert rows == [
        ("下水道事業収益", [1533814, -6557, 1527257]), ("営業収益", [191187, 3237, 194424]), ("営業外収益", [1342627, -9794, 1332833]),
        ("下水道事業費用", [1191194, 25557, 1216751]), ("営業費用", [1133336, 20557, 1153893]), ("営業外費用", [57858, 5000, 62858]),
    ]  # fmt: skip
    assert {tuple(column.stage for column in table.columns) for table in document.tables} == {("original", "adjustment", "revised")}


def test_numbers_that_count_on_behind_rows_are_of_the_next_items(read):
    """Chapters 62 to 66 of a special account: the number of each stands behind the figures of the one before, and what is left of a name names nothing."""
    rows = [
        ("費", 679_956, 684_405, -4_449), ("分 担 金", 794_600, 723_156, 71_444), ("保 健 事 業 費", 671_734, 660_123, 11_611),
        ("諸 支 出 金", 203_106, 203_758, -652), ("公 債 費", 35_400, 35_400, 0), ("予 備 費", 30_000, 30_000, 0),
    ]  # fmt: skip
    cells = ["前 年 度", "予 算 額", "較", "特", "定", "国庫支出金", "財", "源", "都支出金", "そ の 他", "一般財源"]
    for number, (label, after, before, change) in enumerate(rows, 62):
        figures = [after, before, change, 0, 0, after, 0]
        cells += [label, *(f"{figure:,}".replace("-", "△ ") for figure in figures), str(number)]
    (table,) = read("（単位：千円）\n\n" + "\n\n".join(cells[:-1]) + "\n").tables
    assert [column.reading for column in table.columns][3:] == ["国庫支出金", "都支出金", "その他", "一般財源"]
    assert [(row.numbering, row.normalised, len(row.figures)) for row in table.rows] == [
        ("62", "分担金", 7), ("63", "保健事業費", 7), ("64", "諸支出金", 7), ("65", "公債費", 7), ("66", "予備費", 7),
    ]  # fmt: skip
