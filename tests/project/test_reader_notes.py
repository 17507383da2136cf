"""Lists in columns of notes, and pages that face each other: what stands beside the rows of a table, or on the next page."""

from __future__ import annotations

import pytest

# 説明 with sections and their amounts, a heading among them, and an item whose name stands around its number and its amounts.
SECTIONS = """                                     支           出
                                                                      (単位：千円)
款
                         本年度       前年度       比 較
    項                                                         説   明
                         予定額       予定額       増△減
    目
1 施 設     事 業 費      用   416,332   416,549       △ 217
  1 営     業  費       用   398,754   397,665        1,089
        1 施 設 管 理 費       99,653    98,564        1,089 ＜節＞
                                                        報酬                  448
                                                        委託料              69,205
                                                        修繕費              30,000
        2 減 価 償 却 費      299,101   299,101            0 ＜節＞
                                                        有形固定資産減価償却費     299,101
    2 営 業 外      費   用   17,578     18,884      △ 1,306
      1 支 払      利   息    8,615      9,466       △ 851 ＜節＞
                                                        企業債利息             8,615
      2 消 費 税 及 び         8,963     9,418        △ 455 ＜節＞
        地 方 消 費 税                                       消費税及び地方消費税        8,963
"""
# 備考 with an amount one blank before it, persons before some amounts, and blank lines between all.
REMARKS = """  款          項            目       予 定 額              備           考

1 埋立事業費用                            24,163

           1営 業 費 用                 24,163

                      1土 地 管 理       9,674 備 消 耗 品 費                           187
                       維  持  費
                                             委    託   料                   6,600

                                             手    数   料                   2,887

                      2 一般管理費       14,489 給          料   2   人           8,697

                                             職 員 手 当                      4,361

                                             法定福利費                        1,431
"""


def rows_of(document) -> list[list[tuple[str, list[str]]]]:
    """Label and figures of each row that has some, by table."""
    return [[(row.normalised, [figure.printed for figure in row.figures]) for row in table.rows if row.figures] for table in document.tables]


def test_sections_under_notes_are_a_list_of_their_own(read):
    """What stands under 説明 is put behind the items, which keep their columns and none of its figures."""
    items, sections = rows_of(read(SECTIONS))
    assert [label for label, _ in items] == ["施設事業費用", "営業費用", "施設管理費", "減価償却費", "営業外費用", "支払利息", "消費税及び地方消費税"]
    assert items[-1][1] == ["8,963", "9,418", "△ 455"]
    assert sections == [
        ("報酬", ["448"]), ("委託料", ["69,205"]), ("修繕費", ["30,000"]), ("有形固定資産減価償却費", ["299,101"]),
        ("企業債利息", ["8,615"]), ("消費税及び地方消費税", ["8,963"]),
    ]  # fmt: skip


def test_remarks_with_amounts_are_a_list_of_their_own(read):
    """The number of persons is no amount, and a remark begins behind the amount of its item though one blank parts them."""
    items, remarks = rows_of(read(REMARKS))
    assert items == [("埋立事業費用", ["24,163"]), ("営業費用", ["24,163"]), ("土地管理維持費", ["9,674"]), ("一般管理費", ["14,489"])]
    assert remarks == [
        ("備消耗品費", ["187"]), ("委託料", ["6,600"]), ("手数料", ["2,887"]), ("給料", ["8,697"]), ("職員手当", ["4,361"]), ("法定福利費", ["1,431"]),
    ]  # fmt: skip


def test_each_page_has_its_own_list(read):
    """What heads the next page stands above its items, though the header of the notes is the third line of it."""
    second = SECTIONS.replace("施 設", "市 場").replace("99,653", "88,653").replace("98,564", "87,564")
    tables = rows_of(read(f"{SECTIONS}\n\n\n                                         施～ 5\n{second}"))
    assert [len(rows) for rows in tables] == [7, 6, 7, 6]
    assert tables[2][2] == ("市場管理費", ["88,653", "87,564", "1,089"])


def test_notes_begin_below_each_other_where_japanese_characters_take_two_columns(read):
    """Each line has its words and amounts at other characters, and in the same columns."""
    text = """                              収益的収入
                                                              (単位:千円)
 款  項  目              当年度予算額    前年度予算額    増減      摘        要
1 病院事業収益              4,567,890     4,500,000     67,890
  1 医業収益                4,123,000     4,060,000     63,000
    1 入院収益              2,800,000     2,760,000     40,000    入院収益         2,800,000
    2 外来収益              1,323,000     1,300,000     23,000    外来収益         1,203,000
                                                                  訪問看護収益       120,000
  2 医業外収益                444,890       440,000      4,890
    1 受取利息                    890         1,000       △110    預金利息               890
    2 他会計負担金            444,000       439,000      5,000    一般会計負担金     444,000
"""
    items, notes = rows_of(read(text))
    assert [label for label, _ in items] == ["病院事業収益", "医業収益", "入院収益", "外来収益", "医業外収益", "受取利息", "他会計負担金"]
    assert notes == [
        ("入院収益", ["2,800,000"]), ("外来収益", ["1,203,000"]), ("訪問看護収益", ["120,000"]), ("預金利息", ["890"]), ("一般会計負担金", ["444,000"]),
    ]  # fmt: skip


def test_notes_in_words_stay_where_they_are(read):
    """Words that say what an item is for are no list, whatever amounts stand among them."""
    text = """   款             項             目            予定額                  備考
1 水道事業収益                                    1,463,002
           1 営 業 収 益                        1,345,803
                         1 給 水 収 益          1,193,981 水道料金調定見込額
                         2 受託工事収益           151,822 消火栓 12基 1,200千円ほか
           2 営 業 外 収 益                        117,199
                         1 受 取 利 息            117,199 預金利息、有価証券利息
"""
    (rows,) = rows_of(read(text))
    assert [figures for _, figures in rows] == [["1,463,002"], ["1,345,803"], ["1,193,981"], ["151,822"], ["117,199"], ["117,199"]]


def test_an_item_whose_name_stands_around_its_number_has_both(read):
    """Two lines of words, and between them the number of the item with its figures."""
    text = """(単位：千円)
款
                     本 年 度      前 年 度      比     較
 6 研 究 研 修 費              49,508     50,223        △ 715
      長 期 前 払
 7                        45,751     45,521          230
      消 費 税 償 却
   患   者            外
 8                         2,242      2,039          203
   給 食 材 料          費
"""
    (table,) = read(text).tables
    assert [(row.numbering, row.normalised) for row in table.rows] == [("6", "研究研修費"), ("7", "長期前払消費税償却"), ("8", "患者外給食材料費")]


LEFT = """        第       １       表       歳       入    歳        出       予   算           補       正
歳   入
                    款                                             項
1   使   用   料       及       び   手   数   料
                                                  1   使   用   料   及       び       手   数   料
5   繰                   入               金
                                                  1   繰               入                   金
                    歳               入                 合           計




                                            －2－
"""
CHANGED = """                               （単位：千円）
補 正 前 の 額      補   正     額   計
     461,992        △7,882     454,110
     461,992        △7,882     454,110
     464,430       △27,231     437,199
     464,430       △27,231     437,199
   2,225,291       △35,113   2,190,178
"""
ALONE = """（単位：千円）
金      額
461,992
461,992
464,430
464,430
926,422
"""


@pytest.mark.parametrize(("right", "total"), [(CHANGED, ["2,225,291", "△35,113", "2,190,178"]), (ALONE, ["926,422"])])
def test_labels_on_one_page_have_their_figures_on_the_next(read, right, total):
    """The left page has the chapters and titles, the right one as many rows, which keep the law of their headers or add up."""
    (rows,) = rows_of(read(LEFT + right))
    assert [label for label, _ in rows] == ["使用料及び手数料", "使用料及び手数料", "繰入金", "繰入金", "歳入合計"]
    assert rows[-1][1] == total


def test_labels_and_rows_that_are_not_as_many_stay_apart(read):
    """One row more than labels: nothing tells which has none."""
    right = CHANGED.replace("   2,225,291", "      10,000             0      10,000\n   2,225,291")
    assert not any(label for rows in rows_of(read(LEFT + right)) for label, _ in rows)
