"""Labels of rows: over several lines, in columns by rank, spread letter by letter, stuck to figures.

The texts are invented; their shapes are those of real budgets as a PDF gives them.
"""

from __future__ import annotations

import pytest

from reader import arithmetic
from reader.glossary import rows
from reader.reading import PROBABLE, PROVED, Document, Row, Table
from reader.readings import gather
from reader.seeds import draft_document


def amounts(row: Row) -> list[int]:
    """The amounts of a row, with their signs."""
    return [figure.magnitude * (figure.sign or 1) for figure in row.figures]


def read_rows(table: Table) -> list[tuple[str, str, list[int]]]:
    """Label, section and amounts of each row with figures."""
    return [(row.normalised, row.section, amounts(row)) for row in table.rows if row.figures]


def sums(document: Document) -> dict[str, list[str]]:
    """The parts of each line that is proved to be their sum."""
    return {
        relation.parent.label: [key.label for key, _ in relation.children]
        for relation in arithmetic.find(document).relations
        if relation.axis == "line" and relation.certainty == PROVED
    }


RANKS = """                    収益的収入及び支出
 収        入                                                     （単位：千円）
      款            項                目           既決予定額    補正予定額       計      備   考
1 丘の上総合医                                        500,300       1,000     501,300
  療センター   1 診 療 収 益                            400,200           0     400,200
  事業収益               1 入院収入                     300,100           0     300,100
                             2 外来収入その            100,100           0     100,100
                               他の診療収入
               2 診 療 外 収 益                       100,100       1,000     101,100
                             1 補     助       金     100,100       1,000     101,100
2 川 辺 診 療 所                                       70,000       △ 500      69,500
  事  業  収  益 1 診 療 収 益                          70,000       △ 500      69,500
                             1 外来収入                 70,000       △ 500      69,500
 支        出                                                     （単位：千円）
"""


def test_names_in_columns_by_rank_run_over_lines(read):
    (table,) = read(RANKS).tables
    assert read_rows(table) == [
        ("丘の上総合医療センター事業収益", "", [500_300, 1_000, 501_300]),
        ("診療収益", "丘の上総合医療センター事業収益", [400_200, 0, 400_200]),
        ("入院収入", "診療収益", [300_100, 0, 300_100]),
        ("外来収入その他の診療収入", "診療収益", [100_100, 0, 100_100]),
        ("診療外収益", "丘の上総合医療センター事業収益", [100_100, 1_000, 101_100]),
        ("補助金", "診療外収益", [100_100, 1_000, 101_100]),
        ("川辺診療所事業収益", "", [70_000, -500, 69_500]),
        ("診療収益", "川辺診療所事業収益", [70_000, -500, 69_500]),
        ("外来収入", "診療収益", [70_000, -500, 69_500]),
    ]
    assert sums(read(RANKS))["丘の上総合医療センター事業収益"] == ["診療収益", "診療外収益"]


NUMBERS = """   第１表　歳入歳出予算
   歳　　入
             款                項                    金　　　額
                                                        千円
       丘税
     1                                                  1,700
              1 丘民税                                   1,000
                感染症対策のための特別な
              2                                          700
                丘交付金
       川税
     2                                                    300
                                - 2 -
             款                項                    金　　　額
                                                        千円
              1 川税                                      300
                歳　入　合　計
                                                        2,000
"""


def test_a_number_alone_has_its_name_around_it(read):
    (table,) = read(NUMBERS).tables
    assert [(row.numbering, row.normalised, amounts(row)) for row in table.rows if row.figures] == [
        ("1", "丘税", [1_700]),
        ("1", "丘民税", [1_000]),
        ("2", "感染症対策のための特別な丘交付金", [700]),
        ("2", "川税", [300]),
        ("1", "川税", [300]),
        ("", "歳入合計", [2_000]),
    ]


WRAPPED = """（単位：千円）
 起債の目的          限度額      起債の方法        利率          償還の方法
                                            4.0％以内     借入れの年から据
 丘道路整備事業          1,300
                               普通貸借       （ただし、見直し    置期間を含み40
 町内集会所等
                   36,400    又 は         方式で借り入れ     年以内に償還す
 改修事業
                               証券発行       る資金は後の率）    るものとする。
 丘 民 施 設
                    5,100    同　　上        同　　　上        同　　　上
 リ ニ ュ ー ア ル
 川橋架替事業19,200 同　　上            同　　　上        同　　　上
      計            62,000
"""


def test_a_label_stands_above_and_below_its_figure_beside_long_notes(read):
    document = read(WRAPPED)
    (table,) = document.tables
    assert [(row.normalised, amounts(row)) for row in table.rows] == [
        ("丘道路整備事業", [1_300]),
        ("町内集会所等改修事業", [36_400]),
        ("丘民施設リニューアル", [5_100]),
        ("川橋架替事業", [19_200]),
        ("計", [62_000]),
    ]
    assert [column.reading for column in table.columns] == ["限度額"]


IN_TURN = """（単位：千円）
                     既決予定額      補正予定額       合計
３.財務活動
 建設のための長い名前の
                        2,570    △ 50      2,520
 企業債による収入
 建設のための別の長い名前の
                     △ 2,426                △ 2,426
 企業債の償還による支出
財務活動の合計                   144    △ 50         94
"""


def test_lines_between_two_figures_are_half_of_each(read):
    (table,) = read(IN_TURN).tables
    assert [(row.normalised, amounts(row)) for row in table.rows if row.figures] == [
        ("建設のための長い名前の企業債による収入", [2_570, -50, 2_520]),
        ("建設のための別の長い名前の企業債の償還による支出", [-2_426, -2_426]),
        ("財務活動の合計", [144, -50, 94]),
    ]


def test_of_figures_between_which_one_line_stands_nothing_tells_the_second_label(read):
    text = IN_TURN.replace(" 建設のための別の長い名前の\n", "")
    labels = {row.normalised: amounts(row) for table in read(text).tables for row in table.rows if row.figures}
    assert labels["建設のための長い名前の企業債による収入"] == [2_570, -50, 2_520]
    assert [-2_426, -2_426] not in labels.values()


SET_IN = """    (科    目)           (既決予定額)        (補正予定額)       ( 計 )
 支 出
  第１款 丘の上総合医療          1,074,095千円        251千円 1,074,346千円
         センター事業費用
   第１項 診療費用               1,074,000千円        251千円 1,074,251千円
   第３項 特別損失                    95千円          0千円        95千円
"""


def test_words_set_in_from_the_rows_around_them_go_on_and_head_nothing(read):
    (table,) = read(SET_IN).tables
    assert [row.normalised for row in table.rows if row.figures] == ["丘の上総合医療センター事業費用", "診療費用", "特別損失"]
    assert [column.stage for column in table.columns] == ["original", "adjustment", "revised"]


SPREAD = """  歳   入                                                             (単位 千円)
                            本    年    度         前    年    度       比       較
             款
                        予    算   額   構 成 比   予    算   額   構 成 比   増  減  額   増 減     率
  1   丘          税      500,000      50.0       450,000      45.0      50,000      11.1
 10   川  辺   交   付  金      300,000      30.0       250,000      25.0      50,000      20.0
 11   丘上施設等所在市町村助成交付金      200,000      20.0       300,000      30.0   △ 100,000     △ 33.3
     歳   入   合   計     1,000,000     100.0     1,000,000     100.0           0       0.0
"""


def test_headers_and_labels_whose_letters_are_spread_are_words(read):
    (table,) = read(SPREAD).tables
    assert [(column.kind, column.stage) for column in table.columns] == [
        ("figure", "revised"), ("ratio", None), ("figure", "original"), ("ratio", None), ("figure", "adjustment"), ("ratio", None),
    ]  # fmt: skip
    assert [(row.normalised, amounts(row)) for row in table.rows] == [
        ("丘税", [500_000, 450_000, 50_000]),
        ("川辺交付金", [300_000, 250_000, 50_000]),
        ("丘上施設等所在市町村助成交付金", [200_000, 300_000, -100_000]),
        ("歳入合計", [1_000_000, 1_000_000, 0]),
    ]


PLACES = """  貸借対照表
                                                 （単位：千円）
1 固          定               資           産
 (1) 有       形       固       定       資       産                 7,000
      ｲ 土                                        地      5,000
      ﾛ 建                                        物      3,000
         建 物 減 価 償 却 累 計 額                 △1,000       2,000
 固       定       資       産       合       計                               7,000
"""


def test_places_tell_the_ranks_of_numbered_rows_and_of_others(read):
    (table,) = read(PLACES).tables
    assert [(row.normalised, row.section, row.depth) for row in table.rows] == [
        ("有形固定資産", "", 0),
        ("土地", "有形固定資産", 1),
        ("建物", "有形固定資産", 1),
        ("建物減価償却累計額", "建物", 2),
        ("固定資産合計", "", 0),
    ]


def test_digits_given_as_numbers_of_glyphs_are_read_and_asked_about(read):
    text = "（単位：千円）\n 款        本年度    前年度    比較\n 1 丘税     1,500     1,400     100\n 2 川税       700       800    △ 100\n 合計       2,200     2,200       0\n"
    plain = read(text)
    shifted = read(text.translate({code: code + 0x3EAC for code in map(ord, "0123456789,")}))
    assert [row.figures for row in shifted.tables[0].rows] == [row.figures for row in plain.tables[0].rows]
    assert shifted.is_in_glyphs and not plain.is_in_glyphs
    asked = [reading for reading in gather(draft_document(shifted, arithmetic.find(shifted), "invented", rows("rules"))) if reading.kind == "text"]
    assert [(reading.reading, reading.certainty) for reading in asked] == [("glyphs", PROBABLE)]


@pytest.mark.parametrize("broken", ["に改める。", "に改\nめる。"])
def test_an_amount_that_replaces_another_in_a_passage_of_one_line_is_its_pair(read, broken):
    document = read(f"第２条 予算第４条中「739,069千円」を「740,974千円」{broken}\n")
    first, second = document.prose
    assert (first.magnitude, second.magnitude, second.is_after) == (739_069, 740_974, True)
    assert first.label == second.label and first.pair == (1, 2)


def test_a_sum_is_not_proved_where_lost_marks_allow_other_parts(read):
    """One chapter is large, the others cancel: which of them are parts is told by nothing."""
    lines = [("東", 1, 1_000_000, 1_000_001), ("東春", 1, 1_000_000, 1_000_001), *((name, 1, 1, 0) for name in ("西", "西春", "南", "南春"))]
    text = "(単位:千円)\n区分\t補正前\t補正額\t計\n" + "".join(f"{name}\t{a:,}\t{b:,}\t{c:,}\n" for name, a, b, c in [*lines, ("総計", 3, 999_998, 1_000_001)])
    found = [relation for relation in arithmetic.find(read(text)).relations if relation.axis == "line" and relation.parent.label == "総計"]
    assert [relation.certainty for relation in found] == [PROBABLE]


UPPER = """（歳       出）                                                          （単位：千円，％）
                       令和８(2026)年度           令和７(2025)年度
                                                                      前 年 対 比
          款              予 算 額                 予 算 額
                       金     額       比率      金     額       比率     増 減 額        増減率

丘         政       費        335,626    33.5        341,111    34.1      ▲ 5,485   ▲ 1.6

川         辺       費        364,374    36.4        558,889    55.9   ▲ 194,515 ▲ 34.8

予         備       費        300,000    30.0        100,000    10.0     200,000    200.0




合                 計     1,000,000   100.0      1,000,000   100.0           0      0.0
"""


def test_headers_in_rows_stand_over_the_columns_below_them(read):
    """One of two upper headers stands a line lower; the total stands at the foot of the page."""
    document = read(UPPER)
    (table,) = document.tables
    assert [(column.kind, column.stage) for column in table.columns] == [
        ("figure", "revised"), ("ratio", None), ("figure", "original"), ("ratio", None), ("figure", "adjustment"), ("ratio", None),
    ]  # fmt: skip
    assert [(row.normalised, amounts(row)) for row in table.rows] == [
        ("丘政費", [335_626, 341_111, -5_485]),
        ("川辺費", [364_374, 558_889, -194_515]),
        ("予備費", [300_000, 100_000, 200_000]),
        ("合計", [1_000_000, 1_000_000, 0]),
    ]


BETWEEN = """                                                      (単位：千円)
    会     計     区     分       令和８(2026)年度   令和７(2025)年度        増減額

                         収       入       6,851         7,107         ▲ 256
    水  道  事  業
                         支   出       8,706         8,974         ▲ 268

                         収   入      11,137        11,392         ▲ 255
    下水道事業
                         支   出      12,437        12,712         ▲ 275
    合          計
                         支   出      21,143        21,686         ▲ 543
"""


def test_a_name_between_revenue_and_expenditure_is_of_both(read):
    (table,) = read(BETWEEN).tables
    assert [(row.normalised, row.section) for row in table.rows if row.figures] == [
        ("収入", "水道事業"), ("支出", "水道事業"), ("収入", "下水道事業"), ("支出", "下水道事業"), ("支出", "合計"),
    ]  # fmt: skip


SIDE_BY_SIDE = """                      丘市下水道事業会計キャッシュ・フロー計算書
                                                              （単位：千円）
（１） 業務活動                                   （２） 投資活動
    当年度純利益                     95,939       固定資産の取得による支出       △ 1,057
    減価償却費                       16,980       補助金による収入                  408
    受取利息                        △ 6,164
    支払利息                            163       投資活動の合計                △ 649
    業務活動の合計                  106,918
"""


def test_a_line_alone_beside_a_list_is_of_the_side_where_it_begins(read):
    left, right = read(SIDE_BY_SIDE).tables
    assert [(row.normalised, amounts(row)) for row in left.rows if row.figures] == [
        ("当年度純利益", [95_939]), ("減価償却費", [16_980]), ("受取利息", [-6_164]), ("支払利息", [163]), ("業務活動の合計", [106_918]),
    ]  # fmt: skip
    assert [amounts(row) for row in right.rows if row.figures] == [[-1_057], [408], [-649]]


FORM = "収益的収入及び支出\n収 入 （単位：千円）\n款　　　　項　　　　　　既決予定額　　　補正予定額　　　計\n"
TWICE = f"""{FORM}1 丘病院　　　　　　　　　　　　　900　　　　　　100　　　1,000
　　　　　　1 企業債　　　　　　　900　　　　　　100　　　1,000
2 川病院　　　　　　　　　　　　　500　　　　　　200　　　　700
　　　　　　1 企業債　　　　　　　500　　　　　　200　　　　700


{FORM}2 川病院　　　　　　　　　　　　　500　　　　　　200　　　　700
　　　　　　1 企業債　　　　　　　500　　　　　　200　　　　700
""".replace("　", "  ")


def test_lines_of_one_label_in_two_tables_are_one_where_their_figures_are(read):
    document = read(TWICE)
    found = {tuple(place for _, place in line.rows) for line in arithmetic.find(document).lines if line.key.label == "企業債"}
    assert found == {(5,), (7, 14)}


def test_a_total_printed_for_more_stages_than_its_parts_is_computed_in_none(read):
    """The summary compares years; the form behind it has the parts of this year alone."""
    text = (
        "令和8年度丘市一般会計予算\n歳入歳出予算事項別明細書 総括\n(歳入) (単位:千円)\n款\t本年度予算額\t前年度予算額\t比較\n"
        "1 市税\t48,352,471\t46,460,603\t1,891,868\n2 諸収入\t7,113,372\t6,207,031\t906,341\n歳入合計\t55,465,843\t52,667,634\t2,798,209\n\n"
        "第1表 歳入歳出予算\n歳入 (単位:千円)\n款\t項\t金額\n1 市税\t\t48,352,471\n\t1 市民税\t30,100,158\n\t2 固定資産税\t18,252,313\n"
        "2 諸収入\t\t7,113,372\n\t1 雑入\t6,243,966\n\t2 延滞金\t869,406\n歳入合計\t\t55,465,843\n"
    )
    document = read(text)
    draft = draft_document(document, arithmetic.find(document), "invented", rows("rules"))
    roles = {rule.label_ja: rule.role for rule in draft.rules if rule.relation.axis == "line"}
    assert roles["市税 = 市民税 + 固定資産税"] == "tie" and roles["歳入合計 = 市税 + 諸収入"] == "roll_up"


def test_words_stand_in_no_column_of_amounts(read):
    """A note is left out; a figure of which a letter was misread stays, for the build to refuse."""
    (table,) = read("(単位:千円)\n区分\t補正前\t補正額\t計\n丘費\t1,000\t前年度比\t1,200\n川費\t2,O00\t100\t2,100\n計\t3,000\t変更なし\t3,300\n").tables
    assert [row.cells for row in table.rows] == [("1,000", "", "1,200"), ("2,O00", "100", "2,100"), ("3,000", "", "3,300")]


def test_a_row_is_no_title(read):
    document = read(WRAPPED)
    draft = draft_document(document, arithmetic.find(document), "invented", rows("rules"))
    assert "事業" not in draft.plan.rows["documents"][0]["title_ja"]


def test_a_numbered_name_goes_on_beside_its_figures(read):
    (table,) = read("""(歳入)                                   (単位：千円)
款                        本年度予算額     前年度予算額
1 利子割交付金                    120             100
2 株式等譲渡所得割交付
  金                              310             300
3 地方交付税                    5,100           5,000
""").tables
    assert [label for label, _, _ in read_rows(table)] == ["利子割交付金", "株式等譲渡所得割交付金", "地方交付税"]


def test_the_total_of_all_stands_under_nothing(read):
    (table,) = read("""(歳入)                                      (単位：千円)
款                      項                          金 額
1 使用料                                             5,100
                        1 港湾使用料                 4,100
                        2 渡船使用料                 1,000
2 繰入金                                               900
                        1 基金繰入金                   900
            歳 入 合 計                              6,000
""").tables
    total = table.rows[-1]
    assert (total.normalised, total.depth, total.section) == ("歳入合計", 0, "")


def test_a_change_has_the_amounts_before_and_after_behind_it(read):
    document = read("県税 ▲16億90百万円(826億88百万円→809億98百万円)\n地方交付税 100億円(10億円→110億円)\n")
    assert [(one.label, one.printed, one.direction, one.is_after, one.other) for one in document.prose] == [
        ("県税", "▲16億90", -1, False, 1), ("県税", "826億88", None, False, 1), ("県税", "809億98", None, True, 1),
        ("地方交付税", "100", 1, False, 1), ("地方交付税", "10", None, False, 1), ("地方交付税", "110", None, True, 1),
    ]
    assert [one.pair for one in document.prose] == [None, (1, 3), (1, 2), None, (2, 3), (2, 2)]


def test_an_amount_that_says_why_and_about_how_much_is_of_what_the_sentence_speaks_of(read):
    document = read(
        "国庫支出金については、修学のための資金の貸付けを新たに計上したことや、地域の基金の\n"
        "積み増しを行うことなどから、約23億円の増額となっています。\n"
        "県債については、国の内示が減ったことに伴う事業の減により、全体では\n"
        "約17百万円の減額となっています。業務委託契約10百万円を含みます。\n"
    )
    assert [(one.label, one.magnitude, one.direction) for one in document.prose] == [("国庫支出金", 23, 1), ("県債", 17, -1), ("業務委託契約", 10, None)]


def test_a_name_that_ends_in_a_total_is_whole_and_tens_of_millions_are_a_unit(read):
    document = read("一般会計 24,894百万円(累計 298,962百万円)\n特別会計の予算額は、1 億 9 千万円増の 120 億 4 千万円を計上しました。\n")
    assert [(one.label, one.magnitude, one.unit, one.direction) for one in document.prose] == [
        ("一般会計", 24894, "million_yen", None), ("累計", 298962, "million_yen", None),
        ("特別会計の予算額", 19, "ten_million_yen", 1), ("特別会計の予算額", 1204, "ten_million_yen", None),
    ]


def test_a_header_over_parts_has_the_row_below_for_these_alone(read):
    (table,) = read(
        "(単位:百万円)\n区分 | 予算額 | 財源内訳 | |\n---|---|---|---|\n特定財源 | 一般財源 | ||\n"
        "当初予算 | 1,259,710 | 325,608 | 934,102 |\n補正額 | 24,894 | 13,859 | 11,035 |\n累計 | 1,284,604 | 339,467 | 945,137 |\n"
    ).tables
    assert [column.reading for column in table.columns] == ["予算額", "財源内訳 特定財源", "財源内訳 一般財源"]


FACING = """(歳出)
款
補正前の額
1 総務費
93,441
3 支援金
614,443
歳出合計
707,884
- 6 -
(単位:千円)
補正額
計
455
93,896
47
614,490
502
708,386
- 7 -
"""


def test_the_columns_of_a_facing_page_are_of_the_rows_of_the_page_before(read):
    (table,) = read(FACING).tables
    assert [column.stage for column in table.columns] == ["original", "adjustment", "revised"]
    assert [(row.normalised, *row.cells) for row in table.rows] == [
        ("総務費", "93,441", "455", "93,896"), ("支援金", "614,443", "47", "614,490"), ("歳出合計", "707,884", "502", "708,386"),
    ]


# The labels of a budget book on a left page, set in and some of them wrapped, its figures on the right one.
LEFT_PAGE = """   歳   入
            款                            項
 1   市税
                                  1   市民税
                                  2   固定資産税
 4   分担金及
     び負担金
                                  1   分担金
                                  2   負担金
                  歳  入  合  計


                 －2－
"""
RIGHT_PAGE = """                      （単位：千円）
       補 正 前 の 額           補  正  額               計
       733,704       △2,100       731,604
       418,530                    418,530
       315,174       △2,100       313,074
       480,878        3,155       484,033
       190,500                    190,500
       290,378        3,155       293,533
     1,214,582        1,055     1,215,637

                －3－
"""
FACED = [
    ("市税", "733,704", "△2,100", "731,604"), ("市民税", "418,530", "", "418,530"), ("固定資産税", "315,174", "△2,100", "313,074"),
    ("分担金及び負担金", "480,878", "3,155", "484,033"), ("分担金", "190,500", "", "190,500"), ("負担金", "290,378", "3,155", "293,533"),
    ("歳入合計", "1,214,582", "1,055", "1,215,637"),
]  # fmt: skip


def test_the_rows_of_a_right_hand_page_are_those_of_the_labels_on_the_left_one(read):
    (table,) = read(LEFT_PAGE + RIGHT_PAGE).tables
    assert [column.stage for column in table.columns] == ["original", "adjustment", "revised"]
    assert [(row.normalised, *row.cells) for row in table.rows] == FACED


def test_two_columns_on_the_left_page_go_on_on_the_right_one(read):
    left = ["          款          予算現額     調定額", *(f" {label.ljust(20)}{figures}" for label, figures in (
        ("1 市税", "733,704     731,604"), ("2 使用料", "418,530     420,400"), ("3 市債", "315,174     313,074"), ("歳入合計", "1,467,408   1,465,078"),
    ))]  # fmt: skip
    right = ["      収入済額     収入未済額     予算現額との比較", *(f"      {figures}" for figures in (
        "730,000     1,604     △3,704", "420,400     0        1,870", "313,000     74     △2,174", "1,463,400     1,678     △4,008",
    ))]  # fmt: skip
    rows = {row.normalised: row.cells for table in read("\n".join([*left, "", "- 4 -", *right, "", "- 5 -"]) + "\n").tables for row in table.rows}
    assert rows["使用料"] == ("418,530", "420,400", "420,400", "0", "1,870")
    assert rows["歳入合計"] == ("1,467,408", "1,465,078", "1,463,400", "1,678", "△4,008")


def test_a_name_in_two_lines_heads_a_column_of_the_right_page(read):
    text = "款\n 1   市税\n 4   使用料\n 9   市債\n   歳入合計\n\n   －2－\n" + "\n".join([
        f"{'予算現額と収':>48}", f"{'予算現額':>10}{'収入済額':>16}{'入済額との比較':>20}",
        *(f"{a:>14}{b:>16}{c:>16}" for a, b, c in (
            ("733,704", "730,000", "△3,704"), ("418,530", "420,400", "1,870"), ("315,174", "313,000", "△2,174"), ("1,467,408", "1,463,400", "△4,008"),
        )), "   －3－",
    ])  # fmt: skip
    (table,) = read(text + "\n").tables
    assert [column.reading for column in table.columns] == ["予算現額", "収入済額", "予算現額と収入済額との比較"]
    assert [row.cells[2] for row in table.rows] == ["△3,704", "1,870", "△2,174", "△4,008"]


def test_rows_of_a_right_hand_page_that_nothing_binds_to_labels_stay_unread(read):
    # The label of a row is lost, and with its figures no sum holds.
    short = LEFT_PAGE.replace("                                  2   負担金\n", "")
    assert not [row for table in read(short + RIGHT_PAGE).tables for row in table.rows if row.figures and row.normalised]
    # Amounts of one column in no relation to each other, of as many labels, are of these or of others.
    alone = "款\n 1   市税\n 2   市債\n 3   使用料\n\n   －2－\n      金   額\n   733,704\n   418,533\n   315,174\n   －3－\n"
    assert not [row for table in read(alone).tables for row in table.rows if row.figures and row.normalised]


def test_what_ends_a_name_on_a_line_of_its_own_is_joined_to_it(read):
    (table,) = read(
        "(歳出)\n(単位:千円)\n款\n項\n補正前の額\n1 総務費\n1 総務管理費\n3 支援金\n補正額\n計\n93,441\n455\n93,896\n93,441\n455\n93,896\n"
        "614,443\n47\n614,490\n614,443\n47\n614,490\n707,884\n502\n708,386\n等\n1 支援金\n等\n歳出合計\n"
    ).tables
    assert [row.normalised for row in table.rows] == ["総務費", "総務管理費", "支援金等", "支援金等", "歳出合計"]


def test_shares_and_what_the_year_before_was_name_nothing(read):
    document = read(
        "一般会計予算は、前年度当初予算から10億7,600万円(5.3%)増の212億5,600万円となり、過去最大です。\n"
        "一方で依存財源は、前年度比5億28万8千円(5.2%)の増で、国庫支出金の増が主な要因です。\n"
        "普通建設事業費は前年度比10億603万8千円(27.2%)の大幅な減少となりました。\n"
    )
    assert [(one.label, one.printed, one.direction) for one in document.prose] == [
        ("一般会計予算", "10億7,600", 1), ("一般会計予算", "212億5,600", None), ("依存財源", "5億28万8", 1), ("普通建設事業費", "10億603万8", -1),
    ]  # fmt: skip


def test_a_number_that_a_line_of_a_paragraph_breaks_is_whole(read):
    document = read(
        "歳入決算額は 1 兆 586 億 8,055 万円であり、予算現額 1 兆 957 億\n1,453 万円を下回った。\n"
        "これは、市債が臨時財政対策債の発行額の減により 213\n億 9,300 万円減少したことによる。\n"
    )
    assert [(one.label, one.printed) for one in document.prose] == [
        ("歳入決算額", "1兆586億8,055"), ("予算現額", "1兆957億1,453"), ("市債", "213億9,300"),
    ]  # fmt: skip


def test_two_words_of_stages_head_two_columns_and_an_account_is_named_over_two_lines(read):
    (table,) = read(
        "各会計の補正額\n  補正予算額 補正後の予算額\n一般会計 2億2,468万9千円 791億9,457万7千円\n介護保険\n事業会計\n4,533万円 68億5,126万7千円\n"
        "合計 2億7,001万9千円 860億4,584万4千円\n"
    ).tables
    assert [column.stage for column in table.columns] == ["adjustment", "revised"]
    assert [row.normalised for row in table.rows] == ["一般会計", "介護保険事業会計", "合計"]


MIXED = """歳入
款
本年度予算額
前年度予算額
比較
金
116,000
122,000
△6,000
税
900,000
1,000,000
△100,000
11 使用料及び手数料
25,000
25,000
0
金
7,621,051
5,979,010
1,642,041
9地
10 地
14 国
方
特
方
例
交
交
庫
付
付
支
出
15 府
支
出
金
2,774,735
2,844,381
△69,646
"""


def test_mixed_letters_of_labels_are_sorted_out_by_the_terms_that_they_make(read):
    (table,) = read(MIXED).tables
    assert [(row.numbering, row.normalised) for row in table.rows] == [
        ("9", "地方特例交付金"), ("10", "地方交付税"), ("11", "使用料及び手数料"), ("14", "国庫支出金"), ("15", "府支出金"),
    ]


def test_mixed_letters_stay_if_one_is_left_over_or_two_sets_of_names_would_take_them(read):
    for text in (MIXED.replace("庫\n", "庫\n議\n"), MIXED.replace("庫\n", "").replace("国\n", "\n").replace("特\n", "庫\n国\n")):
        assert "国庫支出金" not in [row.normalised for table in read(text).tables for row in table.rows]


def test_the_order_of_the_form_tells_mixed_letters_without_numbers(read):
    text = MIXED.replace("9地\n10 地\n14 国\n", "地\n地\n国\n").replace("15 府", "府")
    (table,) = read(text).tables
    assert [row.normalised for row in table.rows] == ["地方特例交付金", "地方交付税", "使用料及び手数料", "国庫支出金", "府支出金"]


def test_labels_put_together_from_letters_that_stand_apart_are_asked_about(read):
    document = read(MIXED)
    draft = draft_document(document, arithmetic.find(document), "invented", rows("rules"))
    [reading] = [reading for reading in gather(draft) if reading.kind == "label"]
    assert (reading.reading, reading.certainty) == ("地方特例交付金、地方交付税、国庫支出金", PROBABLE)


# Accounts of a city, a row a line: the ends of labels before the figures, the rest of them and the totals behind all rows.
ACCOUNTS = """(単位:千円)
会 計 名
補正前の額
補 正 額
補正後の額
計 700,000 4,000 704,000
国民健康保険事業 60,000 400 60,400
得 2,000 100 2,100
駐 業 500 20 520
区 33 1 34
62,533 521 63,054
業 18,000 0 18,000
業 26,000 △65 25,935
44,000 △65 43,935
806,533 4,456 810,989
一 般 会
特
土
別
地
車
財
会
取
場
事
産
計
小 計
公営 水 道 事
企業
下 水 道 事
会計
小 計
合 計
"""


def test_names_of_accounts_take_the_letters_behind_the_rows_and_headings_the_rest(read):
    (table,) = read(ACCOUNTS).tables
    assert [row.normalised for row in table.rows if row.figures] == [
        "一般会計", "国民健康保険事業", "土地取得", "駐車場事業", "財産区", "小計", "水道事業", "下水道事業", "小計", "合計",
    ]  # fmt: skip


def test_a_letter_behind_the_rows_that_no_name_takes_leaves_them_as_they_are(read):
    rows = [row.normalised for table in read(ACCOUNTS.replace("車\n", "車\n港\n")).tables for row in table.rows]
    assert "駐車場事業" not in rows and "土地取得" not in rows


# Shares of national taxes: the labels of rows that have none stand behind the last row, and that of the first among the headers.
SHARES = """(単位:千円)
区 分
地方譲与税
本 年 度
前 年 度
比較増減
(A)
(B)
(A)-(B)
239 245 △ 6
地方揮発油譲与税 70 76 △ 6
自動車重量譲与税 169 169 0
853 677 176
利子割交付金 10 11 △ 1
843 666 177
地方交付税 10,500 10,000 500
県税交付金
地方消費税交付金
"""


def test_rows_without_labels_have_those_that_stand_behind_the_rows_in_their_order(read):
    (table,) = read(SHARES).tables
    assert [(row.normalised, amounts(row)[0]) for row in table.rows] == [
        ("地方譲与税", 239), ("地方揮発油譲与税", 70), ("自動車重量譲与税", 169), ("県税交付金", 853), ("利子割交付金", 10),
        ("地方消費税交付金", 843), ("地方交付税", 10_500),
    ]  # fmt: skip


# Spread labels whose last letter alone stands before the figures, those before it in front of all rows.
ENDS = """(単位:千円)
款 本年度予算額 前年度予算額 比較
議 会
総 務
農 林 水 産 業
諸 支 出
予 備
費 366 370 △4
費 6,886 6,186 700
費 1,106 954 152
金 20 20 0
費 50 50 0
"""


def test_the_last_letters_of_chapters_find_the_others_above_the_rows(read):
    (table,) = read(ENDS).tables
    assert [row.normalised for row in table.rows] == ["議会費", "総務費", "農林水産業費", "諸支出金", "予備費"]


# Chapters and items of one figure a row: those without a label have theirs, numbered, behind all rows.
ONE_FIGURE = """(単位:千円)
款 項 金 額
1 国庫負担金 1,422
2 国庫補助金 139
2,231
2,231
1,180
1 県負担金 1,149
2 県補助金 31
5
5
3 支払基金交付金
1 支払基金交付金
4 県支出金
7 繰越金
1 繰越金
"""


def test_rows_of_one_figure_have_the_labels_behind_them(read):
    (table,) = read(ONE_FIGURE).tables
    assert [(row.label, amounts(row)[0]) for row in table.rows][2:] == [
        ("3 支払基金交付金", 2_231), ("1 支払基金交付金", 2_231), ("4 県支出金", 1_180), ("1 県負担金", 1_149), ("2 県補助金", 31),
        ("7 繰越金", 5), ("1 繰越金", 5),
    ]  # fmt: skip


# Items of a waterworks, a row a line, with the letters of three of them behind their rows.
WATERWORKS = """(単位:千円)
款項 前年度予定額 本年度予定額 増減
水道事業費用 2,119 1,933 △186
営業費用 2,068 1,900 △168
費 868 800 △68
費 400 380 △20
費 200 180 △20
原
配
総
水
水
係
及
及
び
び
浄
給
水
水
減価償却費 600 540 △60
営業外費用 41 23 △18
予備費 10 10 0
"""


def test_letters_of_an_enterprise_are_those_of_its_items(read):
    (table,) = read(WATERWORKS).tables
    assert [row.normalised for row in table.rows][2:6] == ["原水及び浄水費", "配水及び給水費", "総係費", "減価償却費"]


# A cell a line: letters of three labels end in what is a name by itself (水産業費), and the figures of another row follow it.
CUT = """(単位:千円)
款
本年度予算額
前年度予算額
比較
1 議
会
費
481
423
58
4 衛
5 労
6 農
生
働
林
水
産
業
費
3,509
3,958
△449
費
64
105
△41
費
126
145
△19
12 公
13 予
債
備
費
177
182
△5
費
20
20
0
"""


def test_letters_that_end_in_a_name_may_be_of_several_others(read):
    (table,) = read(CUT).tables
    assert [row.normalised for row in table.rows] == ["議会費", "衛生費", "労働費", "農林水産業費", "公債費", "予備費"]



EXECUTED = """一般会計の予算執行状況
(歳 入)
(単位:千円・%)
予
算
現
額
9月末日現在
執行率
区 分
当初予算額
市税
補正予算額
前年度からの
計
の収入済額
繰越額
A
B
B/A
301,545
−
−
301,545
162,773
54.0
3,270
−
−
3,270
1,014
31.0
配当割交付金
2,726
−
−
2,726
345
12.7
717
−
−
717
23,244
−
−
23,244
12,983
55.9
県支出金
23,532
256
304
24,092
7,334
30.4
繰入金
34,876
567
371
35,814
繰越金
100
−
2,594
2,694
2,697
100.1
390,010
823
3,269
394,102
187,146
47.5
地方譲与税
株式等譲渡所得割交付金
地方消費税交付金
合 計
"""


def test_headers_of_a_torn_table_are_of_the_columns_in_which_their_law_holds(read):
    document = read(EXECUTED)
    findings = arithmetic.find(document)
    (table,) = document.tables
    assert [column.stage for column in table.columns] == ["original", "adjustment", "brought_forward_amount", "in_force", "received", None]
    assert [row.normalised for row in table.rows] == [
        "市税", "地方譲与税", "配当割交付金", "株式等譲渡所得割交付金", "地方消費税交付金", "県支出金", "繰入金", "繰越金", "合計",
    ]  # fmt: skip
    # Rows of which no rate is printed stand where the total wants them.
    assert table.rows[3].cells == ("717", "−", "−", "717", "", "")
    assert {relation.parent.label for relation in findings.relations if relation.axis == "line" and relation.certainty == PROVED} == {"合計"}


def test_headers_whose_ratio_is_over_amounts_are_none(read):
    text = EXECUTED.replace("の収入済額\n", "").replace("前年度からの\n", "")
    assert all(column.stage == "revised" for table in read(text).tables for column in table.columns if column.kind == "figure")


LETTERS = """款別の決算額
予 算 現 額
A
款 別
市
調
定
B
額
決
金 額
C
算
額
構成比 対予算
(C/A)
千円
%
税
503,272
509,339
505,614
47.8
100.5
地方譲与税
6,195
6,405
6,405
0.6
103.4
寄附金
443
363
362
0.0
81.9
"""


def test_headers_in_letters_are_read_beside_ratios(read):
    (table,) = read(LETTERS).tables
    assert [column.stage for column in table.columns] == ["in_force", "assessed", "revised", None, None]
    assert [row.normalised for row in table.rows] == ["市税", "地方譲与税", "寄附金"]


def test_a_label_that_figures_follow_is_of_none_above_it(read):
    text = "区分\n前年度\n本年度\n使用料\n10,001\n10,002\n手数料\n20,001\n20,002\n30,001\n30,002\n財産収入\n40,001\n40,002\n40,003\n"
    rows = {row.normalised: row.cells for table in read(text).tables for row in table.rows}
    assert rows.get("財産収入") != ("30,001", "30,002")


def test_two_lists_with_shares_are_taken_apart_and_their_headers_shared(read):
    document = read(
        "一般会計決算(単位:千円)\n歳入 歳出\n金額 構成率 金額 構成率\n\n町税 6,400 41.3% 総務費 6,000 38.7%\n繰越金 1,100 7.1% 民生費 3,000 19.4%\n"
        "教育費 2,000 12.9%\n小計 7,500 48.4% 衛生費 1,000 6.4%\n\n地方交付税 7,000 45.2% 土木費 1,400 9.0%\n町債 1,000 6.4% 消防費 1,100 7.1%\n"
        "小計 8,000 51.6% 労働費 1,000 6.4%\n合計 15,500 100% 合計 15,500 100%\n"
    )
    revenue, expenditure = document.tables
    assert [row.normalised for row in revenue.rows] == ["町税", "繰越金", "小計", "地方交付税", "町債", "小計", "合計"]
    assert [row.normalised for row in expenditure.rows] == ["総務費", "民生費", "教育費", "衛生費", "土木費", "消防費", "労働費", "合計"]
    assert [column.kind for column in revenue.columns] == ["figure", "ratio"]


def test_a_name_in_a_paragraph_of_its_own_is_of_the_figures_below_it(read):
    (table,) = read(
        "(単位:千円)\n区分 歳入総額 歳出総額 差引額\n一般会計 15,257 14,531 726\n国民健康保険特別会計 6,581  - 6,581\n\n介護保険特別会計\n\n3,218  - 3,218\n"
        "合計 25,056 14,531 10,525\n"
    ).tables
    assert [(row.normalised, *row.cells) for row in table.rows][2:] == [("介護保険特別会計", "3,218", "-", "3,218"), ("合計", "25,056", "14,531", "10,525")]


def test_a_mark_of_a_list_is_no_part_of_a_name_and_a_figure_may_touch_brackets(read):
    (table,) = read("(単位:百万円)\n- 公共事業 4,121百万円\n- 単独公共(交付金事業)1,265百万円\n- その他 -2,856百万円\n").tables
    assert [(row.normalised, row.figures[0].sign * row.figures[0].magnitude) for row in table.rows] == [
        ("公共事業", 4121), ("単独公共(交付金事業)", 1265), ("その他", -2856),
    ]  # fmt: skip


DITTO = """歳入

区分

H17当初(A)

H18当初(B)

増減

対前年度比

構成比

単位:千円

(B)-(A)

(B/A)

H17当初

H18当初

1.県税

59,590

59,604

14

100.00%

10.70%

11.40%

2.地方交付税
〃(含臨時財政対策債)

180,443

179,565

▲878

99.50%

32.60%

34.30%

204,934

201,620

▲3,314

98.40%

37.00%

38.50%

3.使用料

5,406

5,283

▲123

97.70%

1.00%

1.00%
"""


def test_years_that_head_shares_again_head_no_amounts_and_a_ditto_has_a_row(read):
    (table,) = read(DITTO).tables
    assert [column.stage for column in table.columns] == ["original", "revised", "adjustment", None, None, None]
    assert [(row.normalised, row.cells[0]) for row in table.rows] == [
        ("県税", "59,590"), ("地方交付税", "180,443"), ("〃(含臨時財政対策債)", "204,934"), ("使用料", "5,406"),
    ]  # fmt: skip


def test_an_amount_below_nil_on_a_line_of_its_own_is_no_number_of_a_page(read):
    rows = "".join(f"{name}\n{before:,}\n{after:,}\n-{before - after}\n" for name, before, after in (("公債管理", 4_674, 4_504), ("奨学資金", 9_191, 9_109), ("県有林", 5_803, 5_657)))
    document = read(f"会計別\n前年度\n本年度\n比較\n{rows}")
    assert [row.cells for table in document.tables for row in table.rows] == [("4,674", "4,504", "-170"), ("9,191", "9,109", "-82"), ("5,803", "5,657", "-146")]


CLOSED_UP = """| 会計名 | 補正前の額 | 補正額 | 計 | |
|---|---|---|---|---|
| 一般会計 | 421,611  |{broken}
    △127 | 421,484  |{broken}
  |
| 土地取得 | 374 | 374 | ||
| 国民健康保険事業 | 92,284 | 1,192 | 93,476 | |
| 公債管理 | 8,886 | 8,886  |{broken}
  ||
| 合計 | 523,155 | 1,065 | 524,220 | |
(単位:千円)
"""


def test_a_row_that_a_page_broke_is_one_and_a_blank_that_it_closed_up_is_put_back(read):
    document = read(CLOSED_UP.format(broken=" "))
    findings = arithmetic.find(document)
    (table,) = document.tables
    assert [(row.normalised, *row.cells[:3]) for row in table.rows] == [
        ("一般会計", "421,611", "△127", "421,484"), ("土地取得", "374", "", "374"), ("国民健康保険事業", "92,284", "1,192", "93,476"),
        ("公債管理", "8,886", "", "8,886"), ("合計", "523,155", "1,065", "524,220"),
    ]  # fmt: skip
    assert "合計" in {relation.parent.label for relation in findings.relations if relation.axis == "line"}


def test_what_does_not_change_is_printed_twice_beside_a_ratio(read):
    document = read(
        "予算規模 (単位 千円)\n区  分 現計予算額 補 正 額 合  計 前年度同期比\n 一般会計 155,476 1,984 157,460 98.0%\n 特別会計 119,947 119,947 98.6%\n"
        " 企業会計 58,682 58,682 75.4%\n合  計 334,105 1,984 336,089 93.3%\n"
    )
    arithmetic.find(document)
    (table,) = document.tables
    assert [column.stage for column in table.columns] == ["original", "adjustment", "revised", None]
    assert [(row.normalised, *row.cells) for row in table.rows] == [
        ("一般会計", "155,476", "1,984", "157,460", "98.0%"), ("特別会計", "119,947", "", "119,947", "98.6%"),
        ("企業会計", "58,682", "", "58,682", "75.4%"), ("合計", "334,105", "1,984", "336,089", "93.3%"),
    ]  # fmt: skip


def test_several_rows_on_one_line_are_rows_of_their_own(read):
    (table,) = read(
        "款別支出状況は、次表のとおりである。\n(単位 円・%)\n\n議 会 費 756,602 0.5 719,676 0.5 36,926 105.1\n\n"
        "総 務 費 793,057 10.7 522,284 10.0 270,773 151.8 民 生 費 739,276 29.4 327,720 29.2 411,556 225.6\n\n労 働 費 321,754 0.2 365,103 0.2 △ 43,349 88.1\n"
    ).tables
    assert [(row.source_line, row.normalised) for row in table.rows] == [(4, "議会費"), (6, "総務費"), (6, "民生費"), (8, "労働費")]
    assert [figure.magnitude for figure in table.rows[2].figures] == [739276, 327720, 411556]


def test_a_sentence_that_names_nothing_speaks_of_what_the_one_before_it_does(read):
    document = read(
        "歳出決算額は165,595,710 円で、予算を下回った。前年度に比較して 10,395,411 円(6.7%)の増加となっている。\n"
        "翌 年 度 繰 越 額 は 19,413,350 円 で 、 前 年 度 に 比 較 し て 3,363,402 円(21.0%)の増加となっている。\n市税は、令和3年度から3,706万円増の34億円となりました。\n"
    )
    assert [(one.label, one.magnitude, one.direction) for one in document.prose] == [
        ("歳出決算額", 165595710, None), ("歳出決算額", 10395411, 1), ("翌年度繰越額", 19413350, None), ("翌年度繰越額", 3363402, 1),
        ("市税", 3706, 1), ("市税", 34, None),
    ]  # fmt: skip


@pytest.mark.parametrize(("label", "name"), [("3～5歳児給付費", "3~5歳児給付費"), ("3歳児保育料", "3歳児保育料"), ("1歳入", "歳入")])
def test_a_number_that_counts_is_none_of_an_item(read, label: str, name: str):
    (table,) = read(f"決算の状況(単位:千円)\n区分 R5 R4 増減\n町税 1,200 1,000 200\n{label} 1,300 1,600 △300\n").tables
    assert [row.normalised for row in table.rows] == ["町税", name]


def test_letters_far_apart_are_no_item_with_a_kanji_number(read):
    (table,) = read("(単位 千円)\n会計名 現計予算額 補正予算額 計\n一   般   会   計 155,476,428 1,984,084 157,460,512\n下 水 道 事 業 29,260,087 10 29,260,097\n").tables
    assert [(row.numbering, row.normalised) for row in table.rows] == [("", "一般会計"), ("", "下水道事業")]


def test_headers_that_a_page_broke_into_lines_are_as_many_as_the_figures_below(read):
    (table,) = read(
        "会計別予算 (単位 千円)\n会   計   名 現計予算額\n A\n9月補正予算額\n B\n予算額\n(A+B)\n一   般   会   計 155,476 1,984 157,460\n下 水 道 事 業 29,260 - 29,260\n"
    ).tables
    assert [column.reading for column in table.columns] == ["現計予算額", "9月補正予算額", "予算額"]
    assert [(row.normalised, *row.cells) for row in table.rows] == [("一般会計", "155,476", "1,984", "157,460"), ("下水道事業", "29,260", "-", "29,260")]


def test_what_acts_in_a_clause_that_says_why_is_what_its_amount_is_of(read):
    document = read(
        "決算は、「歳入」が192億7,293万円、「歳出」が177億8,072万円となりました。\n"
        "歳入については、繰入金が基金の取崩しの増などにより3億4,459万円の増、その他が寄附金の増などにより7億1,124万円の増、"
        "民生費が2億3,685万円の減となりましたが、前年度と比較して全体で6億7,555万円(+3.6%)の増となりました。\n"
    )
    assert [(one.label, one.printed, one.direction) for one in document.prose] == [
        ("歳入", "192億7,293", None), ("歳出", "177億8,072", None), ("繰入金", "3億4,459", 1), ("その他", "7億1,124", 1), ("民生費", "2億3,685", -1),
        ("歳入", "6億7,555", 1),
    ]  # fmt: skip


def test_a_name_may_begin_with_a_particle_or_end_behind_a_line_break(read):
    document = read(
        "国庫支出金の主なものは、生活保護費関係が6億3,637万9千円のほか、道路橋梁費補助\n金が1億5,236万7千円、がんばる地域交付金が1億3,642万1千円、繰越金が7億\n1,121万6千円です。\n"
    )
    assert [(one.label, one.printed) for one in document.prose] == [
        ("生活保護費関係", "6億3,637万9"), ("道路橋梁費補助金", "1億5,236万7"), ("がんばる地域交付金", "1億3,642万1"), ("繰越金", "7億1,121万6"),
    ]  # fmt: skip


def test_a_note_above_a_name_and_letters_torn_off_it_are_told_by_what_is_known(read):
    (table,) = read(
        "(単位 千円)\n項 目 27当初 26当初 増 減 説 明\n資本剰余金 17,283 917 16,366 国庫補助金\nそ 14,034 1,620,763 △ 1,606,729\nの 他\n返済金(H26)、\n"
        "宇部発電所、\n建 設 費 357,000 140,000 217,000\n宇部丸山発電所\n改 良 費 254,869 127,103 127,766 新阿武川発電所等\n償 還 金 181,248 184,334 △ 3,086\n"
    ).tables
    assert [row.normalised for row in table.rows if row.figures] == ["資本剰余金", "その他", "建設費", "改良費", "償還金"]


def test_rows_of_a_right_hand_page_with_small_amounts_are_of_it_too(read):
    """An amendment that leaves out an item of one chapter, and goes on from a page before."""
    left = (
        "歳  出\n        款                      項\n1   総   務   費\n                           1   総 務 管 理 費\n                           2   徴   税   費\n"
        "                           3   運 営 協 議 会 費\n3   納   付   金\n                           1   医 療 給 付 費 分\n                           2   支 援 金 等 分\n"
        "6   保 健 事 業 費\n                           1   保 健 事 業 費\n                           2   特定健康診査等事業費\n9   諸 支 出 金\n"
        "                           1   償   還   金\n                           3   繰   出   金\n         歳      出      合     計\n\n                 －4－\n"
    )
    rows = [
        (234_465, -21_952), (182_531, -19_423), (51_743, -2_465), (191, -64), (1_702_514, 0), (1_273_701, 0), (428_813, 0), (73_984, -9_330), (27_983, -4_625),
        (46_001, -4_705), (80_043, 10_550), (32_408, 6_260), (47_634, 4_290), (6_682_933, -20_732),
    ]  # fmt: skip
    right = "".join(f"   {base:>12,}    {'△' if change < 0 else ''}{abs(change):,}    {base + change:>12,}\n" for base, change in rows)
    (table,) = read(f"{left}             （単位：千円）\n  補 正 前 の 額    補   正   額     計\n{right}\n              －5－\n").tables
    assert {row.normalised: row.cells[0] for row in table.rows if row.figures} | {"運営協議会費": "191", "歳出合計": "6,682,933"} == {
        row.normalised: row.cells[0] for row in table.rows if row.figures
    }
