"""What columns are called, where the words of their header stand apart from them, or are not those of the columns that they stand over."""

from __future__ import annotations

import pytest

from reader import arithmetic

# Each shape with the headers, and of each the stage, or the measure where it has one.
FORMULAS = """収益的収入及び支出(単位:千円)
区分 |
令和7年度 当初予算額 |
令和6年度 当初予算額 |
比較増減 |
備考 |
||
---|---|---|---|---|
A |
B |
A-B |
||||
事業収益 |
13,342 | 12,493 | 849 | |
営業収益 |
11,593 | 11,339 | 254 | 料金収入 |
営業外収益 |
1,749 | 1,154 | 595 | 利息 |
"""
UNITS_BETWEEN = """決算収支の状況
区分 平成24年度
(A)【単位:円】
平成23年度
(B)【単位:円】
増減額((A)-(B))
(C)【単位:円】
増減率
(C)/(B)
歳入総額 732,740,703 781,727,795 △48,987,092 △6.27%
歳出総額 714,890,792 765,394,423 △50,503,631 △6.60%
"""
IN_LETTERS = """【1】予算規模
区
(単位:百万円)
分 補 正 前 予 算 額 補
正
額 補 正 後 予 算 額
一
般
会
計
3,302,413
111
3,302,524
特
別
会
計
1,495,151
0
1,495,151
4,797,564
111
4,797,675
計
"""
WITH_HEADING = """決算規模の状況 (単位:百万円)
|
事業数 |
19年決算規模 |
18年決算規模 |
対前年度増減額 |
○法適用企業 |
上水道 |
19 |
36,959 |
29,096 |
7,863 |
工業用水道 |
5 |
6,846 |
1,615 |
5,231 |
○法非適用企業 |
簡易水道 |
7 |
702 |
985 |
▲ 283 |
"""
SOME_YEARS_PARTED = """市債の状況(単位:千円)
区分 平成22年度 平成23年度 平成24年度 平成25年度
金  額 構成比(%) 金  額 構成比(%)
総額 133832237 133171600 133540326 100 132365240 100
一般会計 72278943 72122490 73279443 54.9 73231277 55.3
企業会計 61511529 61049110 60260883 45.1 59133963 44.7
"""
OVER_PARTS = """社会保障施策
(単位:百万円)
充実する 経費 | 事業費 | 財源 | |
---|---|---|---|
特定財源 | 一般財源 | ||
社会福祉費 | 24,916 | 16,085 | 8,831 |
高齢者福祉費 | 4,731 | 2,128 | 2,603 |
児童福祉費 | 43,778 | 22,368 | 21,41
"""
LOST_CHANGE = """当初予算の状況
(単位:千円)
平成28年度
当初予算額
104,089
平成27年度
当初予算額
100,508
差引損益
△1,094,342
△436,583
△657,759
経常損益
△231,040
319,417
△550,457
収入
13,409,125
17,719,664
△4,310,539
"""
LOST_RATE = """会計別当初予算の状況
(単位:千円)
平 成 28 年 度
当初予算額
平 成 29 年 度
当初予算額
( 5,929,301 )
国民健康保険事業
11,543,000
11,869,300
326,300
2.8 %
農業共済事業
126,600
143,300
16,700
13.2 %
墓地整備事業
46,100
44,600
△ 1,500
△ 3.3 %
"""
PARTS_AGAIN = """| 歳入の部 | 歳出の部 | 特別会計 |
| 科目 | 一般会計 | 一般会計 川元 | ||
|---|---|---|---|---|
| 歳入予算額(円) | 割合 | 歳入予算額(円) | 割合 | |
| 組合費 | 162,252,000 | 91.8% | 15,261,000 | 61.2% |
| 財産収入 | 8,298,000 | 4.7% | 9,588,000 | 38.4% |
| 使用料 | 6,160,000 | 3.5% | 87,000 | 0.4% |
"""
ONE_COLUMN = """令和7年度当初予算の規模
会計 |
予算額 |
|
---|---|---|
一般会計 |
894億9,608万2千円 |
|
特別会計 |
312億1,420万4千円 |
|
企業会計 |
収益的収入 |
1,034億9,480万9千円 |
収益的支出 |
976億1,178万5千円 |
"""
# Names in the order of their ranks; which ratio is that of the change, the figures tell.
RANKS_APART = """決算の状況
(単位:千円)
区分
令和4年度
令和3年度
増減額
増減率
決算額
構成比
決算額
構成比
議会費 540,000 60.0 448,000 40.0 92,000 20.5
総務費 360,000 40.0 672,000 60.0 △312,000 △46.4
"""
ENDS_OF_YEARS = """基金の状況
(単位:千円)
基金名 令和3年度末現在高 令和4年度中増減額 令和4年度末現在高
積立額 取崩額
財政調整基金 287,413 3,561 344 290,630
減債基金 815,062 3,989 221 818,830
"""
PARTS_SPREAD = """事業一覧
(単位:千円)
事 業 名  事 業 費  財 源 内 訳
          国 庫 支 出 金  県 支 出 金  地 方 債  一 般 財 源
道路事業 2,882,429 571,314 582,570 884,907 843,638
河川事業 2,617,570 758,391 532,100 717,943 609,136
公園事業 1,471,628 31,991 649,216 323,195 467,226
"""
# The total of what was asked and what was given back has lost its name.
LOST_TOTAL = """性質別内訳
(単位:百万円、%)
区分 平成27年度 平成26年度 増減額 増減率
原案 復活額 構成比 金額 構成比
人件費 1,539,656 210 1,539,866 22.1 1,520,575 22.8 19,291 1.3
物件費 300,654 130 300,784 4.3 291,331 4.4 9,453 3.2
補助費 1,062,992 9,232 1,072,224 15.4 1,024,302 15.4 47,922 4.7
"""
OVER_CHANGE = """一般会計の状況
(単位:千円)
令和4年度 令和3年度 比較
増減額 増減率
市税 287,413 281,000 6,413 2.3
市債 515,062 520,000 △4,938 △0.9
"""
# A summary of chapters and their funds: the name of what stands over some of them, and general funds before these.
FUNDED = """（歳 出）
(単位:千円)
款
本 年 度
予 算 額
前 年 度
予 算 額
比 較
本 年 度 予 算 額 の 財 源 内 訳
特 定 財 源
一般財源
国庫支出金 県支出金 そ の 他
1 総 務 費 1,254,268 991,765 262,503 0 152,334 1,007,934 94,000
2 保 険 給 付 費 8,870,132 8,322,865 547,267 20 8,438,550 431,562 0
3
保 険 給 付 費
等 納 付 金
30,000 30,000 0 0 0 30,000 0
歳 出 合 計 10,154,400 9,344,630 809,770 20 8,590,884 1,469,496 94,000
"""
# Two years beside each other, the second of which reaches over the column of the first; letters of a label far apart.
YEARS_BESIDE = """
                                                令和５(2023)年度 令和４(2022)年度           前     年   対       比
    会           計           区           分
                                                  予 算 額       予 算 額           増     減       額       増減率

一           般               会               計     145,100,000   143,490,000       1,610,000              1.1

    自       転   車       競       走   事       業      31,554,922    35,866,220   ▲ 4,311,298 ▲ 12.4

            小                       計              97,364,633   101,152,660   ▲ 3,788,027           ▲ 3.7

                                    収       入       7,851,478     8,107,626       ▲ 256,148         ▲ 3.6
    水       道       事           業
                                    支       出       9,706,546     9,974,476       ▲ 267,930         ▲ 3.0

                                    収       入       3,171,842     3,114,925            56,917            2.7
    交       通       事           業
                                    支       出       3,432,419     3,439,961        ▲ 7,542          ▲ 0.3
"""


@pytest.mark.parametrize(("text", "names", "stages"), [
    (FORMULAS, ["令和7年度当初予算額", "令和6年度当初予算額", "比較増減", "備考"], ["revised", "original", "adjustment", None]),
    (UNITS_BETWEEN, ["平成24年度", "平成23年度", "増減額", "増減率"], ["revised", "original", "adjustment", None]),
    (IN_LETTERS, ["補正前予算額", "補正額", "補正後予算額"], ["original", "adjustment", "revised"]),
    (WITH_HEADING, ["事業数", "19年決算規模", "18年決算規模", "対前年度増減額"], ["revised", "revised", "original", "adjustment"]),
    (
        SOME_YEARS_PARTED, ["平成22年度", "平成23年度", "平成24年度 金額", "平成24年度 構成比", "平成25年度 金額", "平成25年度 構成比"],
        ["fiscal_year_2010", "fiscal_year_2011", "fiscal_year_2012", None, "revised", None],
    ),
    (OVER_PARTS, ["事業費", "財源 特定財源", "財源 一般財源"], ["revised"] * 3),
    (LOST_CHANGE, ["平成28年度当初予算額", "平成27年度当初予算額", "増減額"], ["revised", "original", "adjustment"]),
    (LOST_RATE, ["平成28年度当初予算額", "平成29年度当初予算額", "増減額", "増減率"], ["original", "revised", "adjustment", None]),
    (PARTS_AGAIN, ["一般会計 歳入予算額", "一般会計 割合", "一般会計 川元 歳入予算額", "一般会計 川元 割合"], ["revised", None, "revised", None]),
    (ONE_COLUMN, ["予算額"], ["revised"]),
    (
        RANKS_APART, ["令和4年度 決算額", "令和4年度 構成比", "令和3年度 決算額", "令和3年度 構成比", "増減額", "増減率"],
        ["revised", None, "original", None, "adjustment", None],
    ),
    (ENDS_OF_YEARS, ["令和3年度末現在高", "令和4年度中増減額 積立額", "令和4年度中増減額 取崩額", "令和4年度末現在高"], None),
    (PARTS_SPREAD, ["事業費", "財源内訳 国庫支出金", "財源内訳 県支出金", "財源内訳 地方債", "財源内訳 一般財源"], ["revised"] * 5),
    (
        LOST_TOTAL,
        ["平成27年度 原案", "平成27年度 復活額", "平成27年度 計", "平成27年度 構成比", "平成26年度 金額", "平成26年度 構成比", "増減額", "増減率"], None,
    ),
    (
        FUNDED, ["本年度予算額", "前年度予算額", "比較", "国庫支出金", "県支出金", "その他", "一般財源"],
        ["revised", "original", "adjustment", *["revised"] * 4],
    ),
    (
        YEARS_BESIDE, ["令和５(2023)年度 予算額", "令和４(2022)年度 予算額", "前年対比 増減額", "前年対比 増減率"],
        ["revised", "original", "adjustment", None],
    ),
    (OVER_CHANGE, ["令和4年度", "令和3年度", "比較増減額", "増減率"], ["revised", "original", "adjustment", None]),
])
def test_columns_are_called_what_the_words_above_them_say(read, text, names, stages):
    (table,) = read(text).tables
    assert [column.reading for column in table.columns] == names
    assert stages in (None, [column.stage for column in table.columns])


def test_letters_of_a_label_make_one_word_however_far_apart(read):
    (table,) = read(YEARS_BESIDE).tables
    assert [row.normalised for row in table.rows] == ["一般会計", "自転車競走事業", "小計", "水道事業", "収入", "支出", "交通事業", "収入", "支出"]


def test_a_name_that_stands_nowhere_is_not_printed(read):
    (table,) = read(LOST_CHANGE).tables
    assert [bool(column.printed) for column in table.columns] == [True, True, False]


def test_counts_in_a_column_of_their_own_are_no_amounts(read):
    document = read(WITH_HEADING)
    (table,) = document.tables
    assert [figure.unit for figure in table.rows[0].figures] == ["enterprises", *["million_yen"] * 3]
    assert {reading.certainty for reading in arithmetic.find(document).columns} == {"proved"}


@pytest.mark.parametrize("text", [
    # Two ways to give three names to two columns, and items of the table below that are no names.
    UNITS_BETWEEN.replace("増減率\n(C)/(B)\n", ""),
    "資産の状況\n(単位:円)\n固定資産\n流動資産\n土地 1,401,422 1,218,773\n建物 633,216 276,764\n",
])
def test_words_that_may_be_others_name_no_columns(read, text):
    (table,) = read(text).tables
    assert not any(column.printed for column in table.columns)


def test_a_title_between_rows_heads_another_table_with_names_of_its_own(read):
    tables = read("""利用状況と料金収益(単位:万円)

区分 決算額
入院 69億6,691万円
外来 29億9,271万円

(万円未満四捨五入、消費税抜き)

収入・支出の状況
  収益的収支
(主に経営に伴うもの)
資本的収支
(建設投資などに伴うもの)
収入額 123億5,543万円 5億1,348万円
支出額 126億2,840万円 14億109万円
""").tables
    assert [[column.reading for column in table.columns] for table in tables] == [["決算額"], ["収益的収支", "資本的収支"]]


def test_the_label_of_the_first_row_is_no_header_and_names_no_row_behind_others(read):
    """Two years and their difference of each account, the name of which stands above its first row, a cell a line."""
    text = (
        "2月補正予算\n会計別 |\n補正前の額 |\n2月補正の額 |\n補正後の額 |\n|\n---|---|---|---|---|\n一般会計 |\n令和6年度 |\n410,563,000 | 5,524,000 | 416,087,000 |\n"
        "令和5年度 |\n421,737,557 | 3,714,000 | 425,451,557 | |\n比較 |\n△ 11,174,557 | 1,810,000 | △ 9,364,557 | |\n特別会計 |\n令和6年度 |\n"
        "229,385,142 | △ 2,922,000 | 226,463,142 |\n令和5年度 |\n232,323,094 | △ 6,727,600 | 225,595,494 | |\n比較 |\n△ 2,937,952 | 3,805,600 | 867,648 | |\n"
    )
    document = read(text)
    arithmetic.find(document)
    tables = document.tables
    assert not [row for table in tables for row in table.rows if row.normalised == "一般会計" and "229,385,142" in row.cells]
    assert all([column.stage for column in table.columns] == ["original", "adjustment", "revised"] for table in tables)


def test_letters_apart_and_stuck_headers_before_the_head_of_notes_are_names_of_columns(read):
    """The page of details of revenue: the letters of the headers stand apart, 前年度 and 比較 beside each other, and lists stand behind 説明."""
    text = (
        "                                                                                    （単位：千円）\n"
        "                                                                           節\n"
        "            款         項   目     本    年    度       前    年 度         比      較                       説        明\n"
        "                                                                   区   分        金      額\n"
        " 5          国有施設助成交付金              265,457            272,100       △6,643\n"
        "      1     国有施設助成交付金              265,457            272,100       △6,643\n"
        "          1 国有施設助成交付金              265,457            272,100       △6,643\n"
        " 6          地方特例交付金                 458,000            264,000       194,000\n"
        "      1     地方特例交付金                 456,000            254,000       202,000\n"
        "      2     減収補填特別交付金                2,000             10,000       △8,000\n"
    )
    (table,) = read(text).tables
    assert [column.printed for column in table.columns if column.kind == "figure"] == ["本年度", "前年度", "比較"]
