"""Texts whose blanks keep the columns of a page, as an extraction that keeps the layout gives them.

The texts are invented; their shapes are those of real budgets and settlements.
"""

from __future__ import annotations

import pytest
from test_reader_enterprise import amounts

from reader import arithmetic
from reader.across import business_of
from reader.control import add_up, standing
from reader.glossary import rows
from reader.naming import take_own_change
from reader.reading import PROVED, Column, Figure, Row, Table
from reader.seeds import draft_document, unread

SETTLED = """令和3年度港水道企業団決算報告書
収 入                                                                                     (単位:円)
                          予          算          額
区 分            当初予算額    補正予算額   地方公営企     合 計       決算額     予算額に比べ   備 考
                                            業法第24条                            決算額の増減
                                            第3項の規
                                            定による支
                                            出額に係る
                                            財源充当額
第1款 水道事業収益  358,000,000  △ 3,000,000       0  355,000,000  339,456,214  △ 15,543,786  (うち、仮受消費税及び地方消費税 12,930,633 )
第1項 営業収益      315,000,000 △ 10,000,000       0  305,000,000  297,149,099   △ 7,850,901
第2項 営業外収益     43,000,000    7,000,000       0   50,000,000   42,307,115   △ 7,692,885  ( 〃 45,470 )
"""


def test_a_note_in_brackets_tells_an_amount_that_is_none_of_the_row(read):
    document = read(SETTLED)
    (table,) = document.tables
    assert amounts(table) == {
        "水道事業収益": [358_000_000, -3_000_000, 0, 355_000_000, 339_456_214, -15_543_786],
        "営業収益": [315_000_000, -10_000_000, 0, 305_000_000, 297_149_099, -7_850_901],
        "営業外収益": [43_000_000, 7_000_000, 0, 50_000_000, 42_307_115, -7_692_885],
    }
    assert [column.stage for column in table.columns][-2:] == ["compared", None]
    assert "財源充当額" in table.columns[2].reading.replace(" ", "")
    assert add_up(standing(document.lines, range(10, 13), ["yen"]))["yen"].count == 18


PLAN = """                                 収益的収入

                                                                        (単位:千円）

   款          項              目            既決予定額 補正予定額          計          備 考

 下   水   道
１ 事 業 収 益                                 818,951    1,470   820,421

           2 営業外収益                          90,626    1,470    92,096

                       5 長期前受金戻入            48,444    1,206    49,650

                         他 会 計 負 担
                       6 金 及 び 補 助 金         4,219     264      4,483




                                 収益的支出

                                                                        (単位:千円）

   款          項              目            既決予定額 補正予定額          計          備 考

１ 水道事業費用                                   722,181   15,661   737,842

           1 営 業 費 用                       642,546   15,661   658,207

                       4 減 価 償 却 費         266,156   15,661   281,817
"""


def test_what_heads_the_next_table_is_no_part_of_the_last_label(read):
    revenue, expenditure = read(PLAN).tables
    assert list(amounts(revenue)) == ["下水道事業収益", "営業外収益", "長期前受金戻入", "他会計負担金及び補助金"]
    assert list(amounts(expenditure)) == ["水道事業費用", "営業費用", "減価償却費"]
    assert expenditure.title == "収益的支出"


DETAILS = """             収 益 的 収 入
                                                                                                            (単位:千円）
                                                                                        節
              款 ・ 項                   目           既決予定額 補正予定額          計                                説   明
                                                                                区   分       金 額

        １   水 道 事 業 収 益                            818,951    1,470   820,421

            (2) 営 業 外 収 益                           90,626    1,470    92,096

                                5 長期前受金戻入           48,444    1,206    49,650   長期前受金戻入     1,206

                                6 他 会 計 補 助 金        4,219      264     4,483   一般会計補助金       264 児童手当


             収 益 的 支 出
                                                                                                            (単位:千円）
                                                                                        節
              款 ・ 項                   目           既決予定額 補正予定額          計                                説   明
                                                                                区   分       金 額

        １   水 道 事 業 費 用                            722,181   15,661   737,842

            (1) 営   業   費   用                      642,546   15,661   658,207

                                4 減 価 償 却 費        266,156   15,661   281,817   構   築   物   15,661
"""


def test_each_page_of_a_detailed_statement_has_its_title_and_its_own_sections(read):
    document = read(DETAILS)
    items, sections, others, parts = document.tables
    assert amounts(items) == {
        "水道事業収益": [818_951, 1_470, 820_421], "営業外収益": [90_626, 1_470, 92_096],
        "長期前受金戻入": [48_444, 1_206, 49_650], "他会計補助金": [4_219, 264, 4_483],
    }  # fmt: skip
    assert amounts(sections) == {"長期前受金戻入": [1_206], "一般会計補助金": [264]}
    assert list(amounts(others)) == ["水道事業費用", "営業費用", "減価償却費"]
    assert amounts(parts) == {"構築物": [15_661]}
    draft = draft_document(document, arithmetic.find(document), "invented", rows("rules"))
    assert not unread(draft)


ABOVE = """（単位：千円）
                 款              補正前の額        補   正   額               計

 15.国庫支出金
                                                   4,223,313       166,397     4,389,710
           歳   入       合   計
                                                  23,340,000       166,397    23,506,397
"""


def test_the_label_of_a_total_is_no_end_of_the_label_above_it(read):
    document = read(ABOVE)
    (table,) = document.tables
    assert list(amounts(table)) == ["国庫支出金", "歳入合計"]
    assert [relation.certainty for relation in arithmetic.find(document).relations if relation.axis == "stage"] == [PROVED]


CARRIED = """                                       令和３年度港市水道事業会計予算繰越計算書

                                            支払義務           翌年度                   左の財源内訳
  款         項         事業名     予算計上額                                                                          不用額               説   明
                                             発生額           繰越額         企業債       分担金及び負担金 損益勘定留保資金
                                       円             円            円          円             円           円             円


                                                                                                                          関連工事の遅延により工期延長
１．資本的支出   １．建設改良費   整備拡張工事費   593,407,000   474,303,916   12,958,000         0      4,500,000   8,458,000   106,145,084
                                                                                                                          が必要となったため




            計                 593,407,000   474,303,916   12,958,000         0      4,500,000   8,458,000   106,145,084
"""


def test_columns_of_an_account_of_what_is_carried_over_begin_in_three_rows_of_the_header(read):
    (table,) = read(CARRIED).tables
    assert [(column.stage, column.reading.replace(" ", "")) for column in table.columns] == [
        ("in_force", "予算計上額"), ("spent", "支払義務発生額"), ("carried_forward", "翌年度繰越額"), ("revised", "企業債"),
        ("revised", "分担金及び負担金"), ("revised", "損益勘定留保資金"), ("unused", "不用額"),
    ]  # fmt: skip
    carried = [593_407_000, 474_303_916, 12_958_000, 0, 4_500_000, 8_458_000, 106_145_084]
    assert amounts(table) == {"整備拡張工事費": carried, "計": carried}
    assert table.unit == "yen"


RANKS = """                      収益的収入及び支出
   支    出                                                  （単位：千円）
   款              項                  目           予   定    額       備   考
1 下水道事業費用                                            174,962
            1   営 業 費 用                              174,962
                           1 管       渠       費           6,522
                           2 処    理 場        費       65,370
                             流   域 下 水       道
                           3                         101,562
                             維   持 管 理       費
                           4 普   及 指 導       費            1,508
"""


def test_the_last_letter_of_a_name_stands_far_to_the_right(read):
    (table,) = read(RANKS).tables
    assert list(amounts(table)) == ["下水道事業費用", "営業費用", "管渠費", "処理場費", "流域下水道維持管理費", "普及指導費"]


IN_BLOCKS = """(単位:円)

区分

本局

本局
前年度決算額

本局
比較増減

収入

19,476,304

45,628,089

△26,151,785

支出

268,866,702

307,359,742

△38,493,040
"""


def test_words_right_below_each_other_name_one_column_where_blank_lines_part_cells(read):
    (table,) = read(IN_BLOCKS).tables
    assert [column.reading for column in table.columns] == ["本局", "本局 前年度決算額", "本局 比較増減"]
    assert amounts(table) == {"収入": [19_476_304, 45_628_089, -26_151_785], "支出": [268_866_702, 307_359_742, -38_493_040]}


YEARS = """実績と予想 単位:千円
科目 H26 H27 H28 R1 R2
下水道使用料 170,443 174,903 174,604 175,350 178,197
職員給与費 -17,240 -19,531 -19,917 -19,891 -17,972
国庫補助金 8,850 13,000 26,100 - 10,000
工事負担金 2,491 7,221 2,683 2,946 -
"""


def test_a_dash_a_blank_before_a_figure_is_a_nil_where_the_row_lacks_one(read):
    document = read(YEARS)
    (table,) = document.tables
    assert amounts(table)["国庫補助金"] == [8_850, 13_000, 26_100, 0, 10_000]
    assert amounts(table)["職員給与費"] == [-17_240, -19_531, -19_917, -19_891, -17_972]
    assert add_up(standing(document.lines, range(3, 7), ["thousand_yen"] * 5))["thousand_yen"].count == 20


# Minus marks touch their figures; rows without a dash have a cell more.
NILS = """区分 R4 R3 増減額
原案 追加 計 金額
給料 {0}539,656 - {0}539,656 {0}520,575 19,081
物件費 300,654 130 300,784 291,331 9,453
繰出金 220,117 - 220,117 231,851 {1}11,734
貸付金 730,259 10,078 740,337 647,746 92,591
"""


def test_a_dash_is_a_nil_where_the_row_has_as_many_cells_as_rows_without_one(read):
    (table,) = read(NILS.format("1,", "-")).tables
    assert amounts(table)["給料"] == [1_539_656, 0, 1_539_656, 1_520_575, 19_081]
    assert amounts(table)["繰出金"] == [220_117, 0, 220_117, 231_851, -11_734]
    # Where all stand apart, nothing tells.
    assert not any("-" in [figure.printed for figure in row.figures] for table in read(NILS.format("", "- ")).tables for row in table.rows)


@pytest.mark.parametrize("blank", [" ", "\t", "     ", " | "])
def test_marks_at_a_figure_are_no_part_of_it(read, blank: str):
    """What rises, signs of money and marks of notes; and other triangles mark what is below nil."""
    rows = [
        "区分 R5 R4 増減", "町税 1,200 1,000 +200", "繰入金 ¥1,300 1,500※1 ▼200", "使用料 1,000 1,000* ±0", "諸収入 ￥1,900 2,000(注1) ∆100", "合計 5,400 5,500 ⊿100",
    ]  # fmt: skip
    document = read("決算の状況(単位:千円)\n" + "\n".join(row.replace(" ", blank) for row in rows) + "\n")
    (table,) = document.tables
    assert amounts(table) == {
        "町税": [1_200, 1_000, 200], "繰入金": [1_300, 1_500, -200], "使用料": [1_000, 1_000, 0], "諸収入": [1_900, 2_000, -100], "合計": [5_400, 5_500, -100],
    }  # fmt: skip
    assert all(figure.sign for row in table.rows for figure in row.figures)
    assert not any(mark in cell for row in table.rows for cell in row.cells for mark in "+±¥￥※*▼∆⊿注")
    assert add_up(standing(document.lines, range(3, 8), ["thousand_yen"] * 3))["thousand_yen"].total == sum(
        figure.magnitude for row in table.rows for figure in row.figures
    )


@pytest.mark.parametrize("rate", ["20%", "2.0倍", "20.0ポイント", "20.0 %", "皆増"])
def test_a_rate_of_whole_per_cent_or_in_words_is_a_cell(read, rate: str):
    (table,) = read(f"決算の状況(単位:千円)\n区分 R5 R4 増減 増減率\n町税 1,200 1,000 200 20.0%\n繰入金 1,300 1,100 200 {rate}\n合計 2,500 2,100 400 19.0%\n").tables
    assert amounts(table) == {"町税": [1_200, 1_000, 200], "繰入金": [1_300, 1_100, 200], "合計": [2_500, 2_100, 400]}


def test_what_is_left_has_its_name_behind_it(read):
    document = read(
        "（１）職員給与費 124,889千円\n収入総額724,916千円に対し、支出総額751,567千円で、差引き26,651千円の損失が生じました。単年度では283,224千円の資金剰余となりました。\n"
    )
    assert [(one.label, one.magnitude) for one in document.prose] == [
        ("職員給与費", 124_889), ("収入総額", 724_916), ("支出総額", 751_567), ("損失", 26_651), ("資金剰余", 283_224),
    ]  # fmt: skip


EXPENDITURE = """令和3年度港市水道事業決算報告書

支 出                                                                                                                                                              (単位:円)
                                                    予              算              額                                              地方公営企業
                                                                       地方公営企業             地方公営企業                       法第26条第2項
区    分          当初予算額    補正予算額    予備費     流用増減額    法第24条第3    小  計    法第26条第2    合  計     決 算 額      の規定による    不 用 額     備  考
                                             支出額                   項の規定によ             項の規定によ                       繰越額
                                                                      る支出額                 る繰越額
第1款 水道事業費用  3,268,852,000  △24,475,000       0           0             0  3,244,377,000   12,000,000  3,256,377,000  3,161,829,305   10,000,000   84,547,695  (うち仮払消費税及び地方消費税 134,567,890円)
 第1項 営業費用    3,030,163,000   20,507,000        0     100,000             0  3,050,770,000   12,000,000  3,062,770,000  2,990,000,305   10,000,000   62,769,695  (うち仮払消費税及び地方消費税 134,567,890円)
 第2項 営業外費用    213,689,000  △44,982,000   500,000  △ 100,000             0    169,107,000            0    169,107,000    166,829,000            0    2,278,000
 第3項 特別損失        5,000,000            0         0           0             0      5,000,000            0      5,000,000      5,000,000            0            0
 第4項 予備費         20,000,000            0 △ 500,000           0             0     19,500,000            0     19,500,000              0            0   19,500,000
"""


def test_the_words_of_a_column_stand_below_each_other(read):
    document = read(EXPENDITURE)
    (table,) = document.tables
    assert [column.stage for column in table.columns if column.kind == "figure"] == [
        "original", "adjustment", "transferred_amount", "transferred_amount", "carried_over_by_law", "revised", "brought_forward_amount",
        "in_force", "spent", "carried_forward", "unused",
    ]  # fmt: skip
    assert [column.reading.replace(" ", "") for column in table.columns][2::2][:2] == ["予備費支出額", "地方公営企業法第24条第3項の規定による支出額"]
    assert amounts(table)["水道事業費用"][-3:] == [3_161_829_305, 10_000_000, 84_547_695]
    draft = draft_document(document, arithmetic.find(document), "invented", rows("rules"))
    assert ("carried_over_by_law", "地方公営企業法第24条第3項の規定による支出額") in {
        (row["stage"], row["label_ja"]) for row in draft.plan.rows["stage_labels"]
    }


BASES = """        収益的収入                                                                                                （単位：千円）
                                       本 年 度      前 年 度                                節
        款・項                目                               比 較                                         説     明
                                       予 定 額      予 定 額                    区       分       金     額
         1 水 道 事 業 収 益                     22,197    21,942       255
          (1) 営 業 外 収 益                     22,197    21,942       255
                          １ 雑    収    益          541       582      △ 41    雑       収       益         541 旧局舎の使用料等
                             下水道使用料等                                    下水道使用料等
                          ２                  19,656    19,360       296                       19,656 他会計への協力
                             徴 収 受 託 収 益                                  徴 収 受 託 収 益
                          ３ 国 庫 補 助 金        2,000     2,000         0    補       助       金       2,000 衛星漏水調査委託料
           収益的支出                                                                                             （単位：千円）
                                       本 年 度      前 年 度                                節
        款・項                目                               比 較                                         説     明
                                       予 定 額      予 定 額                    区       分       金     額
         1 水 道 事 業 費 用                     21,163    21,007       156
          (1) 営 業 費 用                       21,163    21,007       156
                          １ 負 担 金             5,050     5,000        50   負   担   金             5,050 ダム管理
                          ２ 総 係 費            16,113    16,007       106   委 託 料              16,113 検針
"""


def test_pages_of_the_bases_of_a_budget_are_told_by_their_titles_beside_the_unit(read):
    revenue, sections, expenditure, parts = read(BASES).tables
    assert [column.stage for column in revenue.columns] == ["revised", "original", "adjustment"]
    assert amounts(revenue) == {
        "水道事業収益": [22_197, 21_942, 255], "営業外収益": [22_197, 21_942, 255], "雑収益": [541, 582, -41],
        "下水道使用料等徴収受託収益": [19_656, 19_360, 296], "国庫補助金": [2_000, 2_000, 0],
    }  # fmt: skip
    assert amounts(sections) == {"雑収益": [541], "下水道使用料等徴収受託収益": [19_656], "補助金": [2_000]}
    assert list(amounts(expenditure)) == ["水道事業費用", "営業費用", "負担金", "総係費"]
    assert amounts(parts) == {"負担金": [5_050], "委託料": [16_113]}


@pytest.mark.parametrize("names", [["事務職", "技術職"], ["技術職", "事務職"]])
def test_a_title_is_about_the_name_that_it_has_whatever_order_the_names_are_in(names):
    assert business_of("給料の状況 技術職 の分", names) == "技術職"


AMENDED = """12月補正予算の概要

歳入

当初予算額 予算現計 12月補正額 合計 備考(主な要素)
1 市税 6,449,734千円 6,449,734千円   6,449,734千円  
2 地方譲与税 452,001千円 452,001千円   452,001千円  
3 利子割交付金 3,000千円 3,000千円   3,000千円  
4 分担金 7,264千円 8,310千円 1,108千円 9,418千円 施設負担金1,108千円
5 国庫支出金 3,842,234千円 4,562,620千円 396,490千円 4,959,110千円 災害復旧費負担金396,490千円
6 県支出金 836,063千円 874,102千円 △64,820千円 809,282千円 改革支援補助金△64,820千円
"""


def test_what_is_in_force_is_amended_and_a_blank_between_figures_is_an_empty_cell(read):
    document = read(AMENDED)
    (table,) = document.tables
    assert {row.normalised: row.cells[:4] for row in table.rows} == {
        "市税": ("6,449,734千円", "6,449,734千円", "", "6,449,734千円"), "地方譲与税": ("452,001千円", "452,001千円", "", "452,001千円"),
        "利子割交付金": ("3,000千円", "3,000千円", "", "3,000千円"), "分担金": ("7,264千円", "8,310千円", "1,108千円", "9,418千円"),
        "国庫支出金": ("3,842,234千円", "4,562,620千円", "396,490千円", "4,959,110千円"),
        "県支出金": ("836,063千円", "874,102千円", "△64,820千円", "809,282千円"),
    }  # fmt: skip
    laws = [(relation.parent, [stage for stage, _ in relation.children], relation.certainty) for relation in arithmetic.find(document).relations if relation.axis == "stage"]
    assert laws == [("revised", ["original", "adjustment"], PROVED)]
    assert [column.stage for column in table.columns][:4] == ["initial_budget", "original", "adjustment", "revised"]


def test_of_several_changes_of_a_row_the_one_that_its_two_stages_make_is_theirs():
    stages = [("revised", ""), ("original", ""), ("revised", "amount_3"), ("adjustment", "amount_4"), ("adjustment", "amount_5")]
    columns = [Column(number, "", "", stage=stage, measure=measure) for number, (stage, measure) in enumerate(stages, 1)]
    amounts = [(61_850, 58_790, 61_092, 3_060, 758), (11_765, 12_256, 12_318, -491, -553)]
    rows = [
        Row(line, "", "", figures=[Figure(number, "", abs(amount), -1 if amount < 0 else 1, "yen") for number, amount in enumerate(some, 1)])
        for line, some in enumerate(amounts, 1)
    ]  # fmt: skip
    table = Table("accounts", "", "yen", columns=columns, rows=rows)
    take_own_change(table)
    assert [column.measure for column in table.columns] == ["", "", "amount_3", "", "amount_5"]
    rows[0].figures[3].magnitude, columns[3].measure = 3_061, "amount_4"
    take_own_change(table)
    assert columns[3].measure == "amount_4"
