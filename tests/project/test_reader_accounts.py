"""Pages of general and special accounts: what sites and summaries print, torn or whole.

The texts are invented; their shapes are those of real pages.
"""

from __future__ import annotations

from pathlib import Path

from reader import arithmetic
from reader.parse import parse_file
from reader.reading import Document


def grids(document: Document) -> list[dict[str, tuple[str, ...]]]:
    """Of each table, the figures of its rows by label."""
    return [{row.normalised: tuple(figure.printed for figure in row.figures) for row in table.rows if row.figures} for table in document.tables]


# The title stands above the header, and another amount behind the total.
CLOSED = """令和3年度9月補正予算(案)について
補 正 額
一 般 会 計
特 別 会 計
合 計
4,588 千円
494 千円
5,082 千円
4,588 千円
― 一般会計補正の内容 ―
"""


def test_the_total_closes_a_block_of_figures_and_the_title_of_a_page_is_no_label(read):
    document = read(CLOSED)
    assert grids(document) == [{"一般会計": ("4,588 千円",), "特別会計": ("494 千円",), "合計": ("5,082 千円",)}]
    assert [row.label for row in document.tables[0].rows] == ["一 般 会 計", "特 別 会 計", "合 計"]


LETTERS = """表2
区
市
(A)
令和2年度
構成比(%)
(B)
構成比(%)
(A)-(B)=(C)
(C)/(B)
税
170,415
46.3
169,515
45.9
900
0.5
国庫支出金
52,218
14.2
50,833
13.8
1,385
2.7
諸
入
46,962
12.8
38,634
10.5
8,328
21.6
債
39,260
10.7
56,138
15.2
△ 16,878
△ 30.1
収
市
繰
入
金
433
0.1
4,651
1.3
△ 4,218
△ 90.7
そ
の
他
26,195
7.1
26,203
7.0
△ 8
△ 0.0
335,483
100.0
345,974
100.0
△ 10,491
△ 3.0
計
①
令和3年度
分
(単位:百万円)
増減額
増減率(%)
市
税
決算額は1,704億1,500万円となり、構成比は46.3%、前年度に比べ
9億円、0.5%の増となった。
"""


def test_a_numbered_paragraph_ends_torn_rows_and_their_total_has_its_word(read):
    document = read(LETTERS)
    assert grids(document) == [{
        "市税": ("170,415", "169,515", "900"), "国庫支出金": ("52,218", "50,833", "1,385"), "諸収入": ("46,962", "38,634", "8,328"),
        "市債": ("39,260", "56,138", "△ 16,878"), "繰入金": ("433", "4,651", "△ 4,218"), "その他": ("26,195", "26,203", "△ 8"),
        "計": ("335,483", "345,974", "△ 10,491"),
    }]  # fmt: skip


def test_money_is_of_no_ratio(read):
    assert [(one.label, one.magnitude) for one in read(LETTERS).prose if one.unit.endswith("_yen")] == [("決算額", 17041500), ("決算額", 9)]


# A mark and its name, as a page has it for those who listen to it; each cell ends with a bar on a line of its own.
SPOKEN = """1.会計別決算の状況(単位:千円)
区分 |
歳入総額 |
歳出総額 |
差引額 |
一般会計 |
6,712 |
6,688 |
24 |
住宅新築資金等貸付事業特別会計 |
22,607 |
27,742 |
-(マイナス)5,135 |
老人保健特別会計 |
2,225 |
2,232 |
-(マイナス)7 |
"""


def test_minus_marks_spelt_out_are_minus_marks(read, tmp_path: Path):
    document = read(SPOKEN)
    assert grids(document) == [{
        "一般会計": ("6,712", "6,688", "24"), "住宅新築資金等貸付事業特別会計": ("22,607", "27,742", "△5,135"),
        "老人保健特別会計": ("2,225", "2,232", "△7"),
    }]  # fmt: skip
    assert [row.figures[2].sign for row in document.tables[0].rows] == [1, -1, -1]
    source = tmp_path / "source.txt"
    source.write_text(SPOKEN, encoding="utf-8")
    _, is_as_it_stands = parse_file(source)
    assert not is_as_it_stands


# Bars at both ends of each row, a blank line between rows, a cell broken in two, first cells blank, and two sides.
SHEET = """
          | 歳     入 |  |  |  | (単位:円、%) |  | 歳     出 |  |  |  |  | (単位:円、%) |

          | 区     分 | 予  算  額 | 決  算  額 | 予算額に対する
増減(△)額 | 予算額 | 構成比 | 区     分 | 予  算  額 | 決  算  額 | 予算額に対する
増減(△)額 | 予算額 | 構成比 |

          |  |  |  |  | に対す | 決算額 |  |  |  |  | に対す | 決算額 |

          |  |  |  |  | る割合 |  |  |  |  |  | る割合 |  |

          | 県税 | 116793781000 | 117236641616 | 442860616 | 100.4 | 14.91 | 議会費 | 1357856000 | 1347337710 | -10518290 | 99.2 | 0.17 |

          | 地方譲与税 | 6174306000 | 6174305000 | -1000 | 100 | 0.78 | 総務費 | 39271563300 | 37904883513 | -1366679787 | 96.5 | 4.86 |

          | 地方交付税 | 3834013000 | 3834013000 | 0 | 100 | 0.49 | 民生費 | 64575739000 | 63680116214 | -895622786 | 98.6 | 8.16 |
"""


def test_rows_between_bars_that_a_site_sets_apart_are_one_table_of_two_sides(read):
    document = read(SHEET)
    assert grids(document) == [
        {
            "県税": ("116793781000", "117236641616", "442860616"), "地方譲与税": ("6174306000", "6174305000", "-1000"),
            "地方交付税": ("3834013000", "3834013000", "0"),
        },
        {
            "議会費": ("1357856000", "1347337710", "-10518290"), "総務費": ("39271563300", "37904883513", "-1366679787"),
            "民生費": ("64575739000", "63680116214", "-895622786"),
        },
    ]  # fmt: skip
    assert [[column.kind for column in table.columns] for table in document.tables] == [["figure"] * 3 + ["ratio"] * 2] * 2
    assert [column.stage for column in document.tables[0].columns][2] == "adjustment"


def test_words_amid_the_figures_of_rows_without_a_header_begin_a_second_table(read):
    document = read("(単位:千円)\n市税 | 5,200 | 4,100 | 議会費 | 120 | 110\n地方譲与税 | 310 | 300 | 総務費 | 2,400 | 2,100\n繰入金 | 90 | 80 | 民生費 | 3,080 | 2,270\n")
    assert grids(document) == [
        {"市税": ("5,200", "4,100"), "地方譲与税": ("310", "300"), "繰入金": ("90", "80")},
        {"議会費": ("120", "110"), "総務費": ("2,400", "2,100"), "民生費": ("3,080", "2,270")},
    ]


def test_blank_cells_below_a_header_of_one_cell_make_no_rows(read):
    assert read("区 分 |\n決 算 額 |\n|\n科 目 |\n|\n度 比 |\n|\n県税 |\n77880284 |\n").tables == []


# Headers over several lines, figures stuck to each other and to their labels, each with a comma.
FUNDS = """基金残高
(単位:百万円)
年度
(平成)
{heads}
(見込)
29末
(見込)
{rows}
"""
ROWS = (("財政調整基金", 9342, 7972, 8918, 9184, 6845), ("減債基金", 2445, 2105, 2811, 2421, 2033), ("その他特目基金", 10637, 11402, 11377, 11182, 10799),
        ("基金残高", 22424, 21479, 23106, 22787, 19677))  # fmt: skip


def test_figures_that_all_have_commas_are_parted_and_headers_over_lines_joined(read):
    for heads, between in (("25末26末27末28末", ""), ("25末 26末 27末 28末", " ")):
        rows = "\n".join(between.join([name, *(f"{amount:,}" for amount in amounts)]) for name, *amounts in ROWS)
        document = read(FUNDS.format(heads=heads, rows=rows))
        assert grids(document) == [{name: tuple(f"{amount:,}" for amount in amounts) for name, *amounts in ROWS}]
        assert [column.printed for column in document.tables[0].columns] == ["25末", "26末", "27末", "28末(見込)", "29末(見込)"]


YEARS = """項目名 | 2016 | 2017 | 2018 | 積立金現在高 | 2,065,088 | 1,898,246 | 1,818,302 |
---|---|---|---|
財政調整基金 | 1,240,580 | 1,042,024 | 1,091,676 |
(構成比) | 60.1% | 54.9% | 60.0% |
減債基金 | 161,855 | 126,039 | 126,092 |
(構成比) | 7.8% | 6.6% | 6.9% |
"""


def test_years_head_columns_whose_shares_stand_in_rows_of_their_own(read):
    document = read(YEARS)
    assert grids(document) == [{
        "積立金現在高": ("2,065,088", "1,898,246", "1,818,302"), "財政調整基金": ("1,240,580", "1,042,024", "1,091,676"),
        "減債基金": ("161,855", "126,039", "126,092"),
    }]  # fmt: skip
    assert [(column.printed, column.kind) for column in document.tables[0].columns] == [("2016年度", "figure"), ("2017年度", "figure"), ("2018年度", "figure")]


SPANNING = """区分 | 予算現額 | 支出済額 | 不用額 | 支出済額 | 平成15年度決算額 | 前年度対比 | |
対予算比 | 構成比 | |||||
総務費 | 127,106 | 122,030 | 5,076 | 96 | 2.3 | 129,579 | △5.8 |
保険給付費 | 4,101,075 | 3,499,397 | 601,678 | 85.3 | 67.1 | 3,260,971 | 7.3 |
公債費 | 1,500 | 503 | 997 | 33.5 | 0 | 903 | △44.3 |
"""


def test_the_second_header_of_a_name_stands_over_the_ratios_below_it(read):
    (table,) = read(SPANNING).tables
    assert [(column.kind, column.stage) for column in table.columns] == [
        ("figure", "in_force"), ("figure", "spent"), ("figure", "unused"), ("ratio", None), ("ratio", None), ("figure", "revised"), ("ratio", None),
    ]  # fmt: skip
    assert grids(read(SPANNING))[0]["公債費"] == ("1,500", "503", "997", "903")


# One cell a line: words in two pieces, headers above their units, marks of formulas, a row of which only the rate is printed.
BROKEN = """区   分
令和元年度
決算額(円)
平成30年度
決算額(円)
増 減 額
(円)
増減率
(%)
歳入総
額
9,763,290
9,028,589
734,701
8.1
歳出総
額
9,266,940
8,776,762
490,178
5.6
歳入歳出差引額
(A)
496,350
251,827
244,523
97.1
実質収
支
(A)-(B)
129,607
183,933
△54,326
△29.5
繰上償還
金
(E)
0.0
積立金取崩し額
(F)
225,000
77,106
147,894
191.8
"""


def test_cells_that_a_page_breaks_over_lines_are_joined(read):
    document = read(BROKEN)
    assert grids(document) == [{
        "歳入総額": ("9,763,290", "9,028,589", "734,701"), "歳出総額": ("9,266,940", "8,776,762", "490,178"),
        "歳入歳出差引額": ("496,350", "251,827", "244,523"), "実質収支": ("129,607", "183,933", "△54,326"),
        "積立金取崩し額": ("225,000", "77,106", "147,894"),
    }]  # fmt: skip
    assert [column.stage for column in document.tables[0].columns if column.kind == "figure"] == ["revised", "original", "adjustment"]


def test_a_note_on_a_name_is_no_label(read):
    document = read("款別決算額表\n収入の名称 金額\n歳入総額 6,257,694千円\n町税\n※自主財源\n1,389,166千円\n地方譲与税 129,517千円\n")
    assert grids(document) == [{"歳入総額": ("6,257,694千円",), "町税": ("1,389,166千円",), "地方譲与税": ("129,517千円",)}]


def test_an_amount_that_begins_a_line_is_of_what_ends_the_line_above(read):
    document = read("町税が70,314千円(4.9%)、固定資産税が81,826千円(2.8%)微増し、法人町民税が、\n\n228,593千円(22.8%)の増加となっており、主要業種が好調であったことによる。\n")
    assert [(one.label, one.magnitude, one.direction) for one in document.prose][-1] == ("法人町民税", 228593, 1)


def test_headings_amid_a_list_with_their_amounts_in_brackets_are_read(read):
    document = read("歳出(単位:百万円)\n- 緊急対策 9,639百万円\n- 給与改定 555百万円\n(1)中小企業向けゼロ県債(2,000百万円)\n- 道路事業 1,200百万円\n- 河川事業 800百万円\n")
    assert [(one.label, one.magnitude) for one in document.prose] == [("中小企業向けゼロ県債", 2000)]
    assert len(document.tables[0].rows) >= 4


# The word of the account stands in letters below its name; one letter of a label is left of two others.
ACCOUNTS = """国民健康保険事業
特
別
会
計
11,543,000
11,869,300
326,300
2.8 %
公営墓地整備事業
特
別
会
計
46,100
44,600
△ 1,500
△ 3.3 %
業
計
153,100
125,200
△ 27,900
△ 18.2 %
険
6,362,100
6,561,500
199,400
3.1 %
後期高齢者医療事業
特
別
会
計
1,989,200
2,061,300
72,100
3.6 %
"""


def test_names_of_accounts_end_in_the_letters_below_them_and_a_letter_alone_names_no_row(read):
    assert grids(read(ACCOUNTS)) == [{
        "国民健康保険事業特別会計": ("11,543,000", "11,869,300", "326,300"), "公営墓地整備事業特別会計": ("46,100", "44,600", "△ 1,500"),
        "後期高齢者医療事業特別会計": ("1,989,200", "2,061,300", "72,100"),
    }]  # fmt: skip


def test_the_mark_of_a_formula_names_no_row(read):
    document = read("区分 前年度 本年度\n(A) 133,086,200 129,491,704\n(B) 120,300,100 118,200,900\n")
    assert [row.label for table in document.tables for row in table.rows if row.figures] == []


# What does not change is printed twice; the total stands on one line, a note before its label, a number in brackets behind it.
TWICE = """(歳 入)
(単位 千円)
構 成 比 (%)
1 市税
44,273,681
44,273,681
58.0
2 地方譲与税
1,348,761
1,348,761
1.7
10 地方交付税
25,400,864
2,497,941
27,898,805
36.5
12 分担金及び負担金
1,500,976
1,500,976
2.0
18 繰入金
2,000,000
△608,557
1,391,443
1.8
74,524,282 1,889,384 76,413,666 100.0

※構成比は科目ごとに四捨五入しているため、積み上げが100にならない場合がある。

歳入合計

(9)
"""


def test_rows_of_a_change_stand_amid_rows_that_print_one_amount_twice(read):
    assert grids(read(TWICE)) == [{
        "市税": ("44,273,681", "44,273,681"), "地方譲与税": ("1,348,761", "1,348,761"), "地方交付税": ("25,400,864", "2,497,941", "27,898,805"),
        "分担金及び負担金": ("1,500,976", "1,500,976"), "繰入金": ("2,000,000", "△608,557", "1,391,443"),
        "歳入合計": ("74,524,282", "1,889,384", "76,413,666"),
    }]  # fmt: skip
    rows = {row.normalised: [figure.column for figure in row.figures] for row in read(TWICE).tables[0].rows}
    assert rows["市税"] == [1, 3] and rows["地方交付税"] == [1, 2, 3]


def test_what_heads_a_side_or_columns_is_the_label_of_no_figure(read):
    document = read("(単位:千円)\n繰入金\n9,000\n繰越金\n8,000\n諸収入\n7,000\n(歳 出)\n款 構成比\n1議会費\n713,242\n713,242\n0.3\n")
    assert not {"(歳出)", "歳出", "款構成比"} & {label for grid in grids(document) for label in grid}


# Two figures whose labels stand behind the total, which tells that they are its parts; years with one amount each.
LEADING = """(単位:千円)
R1年度
R2年度
R3年度
3,656,525
3,620,051
3,340,795
負担金は前年度に比べ増となりました。
(単位:千円)
2,781,187
390,423
国庫支出金
11,620
繰越金
7,500
諸収入
22,165
組合債
127,900
計
3,340,795
分担金及び負担金
使用料及び手数料
歳出の内訳を目的別 (款別) に見ると、最も額が
"""


def test_figures_without_labels_before_a_list_are_parts_of_its_total_and_years_are_rows(read):
    assert grids(read(LEADING)) == [
        {"R1年度": ("3,656,525",), "R2年度": ("3,620,051",), "R3年度": ("3,340,795",)},
        {
            "分担金及び負担金": ("2,781,187",), "使用料及び手数料": ("390,423",), "国庫支出金": ("11,620",), "繰越金": ("7,500",), "諸収入": ("22,165",),
            "組合債": ("127,900",), "計": ("3,340,795",),
        },
    ]  # fmt: skip


def test_names_of_amounts_before_their_parts_are_rows_where_the_parts_add_up(read):
    document = read("決 算 額\n259,717,881円\n国・県支出金\n0円\n使用料等\n9,650円\n繰入金\n34,656,331円\nその他\n223,126,650円\n一般財源\n1,925,250円\n")
    assert list(grids(document)[0].items())[:2] == [("決算額", ("259,717,881円",)), ("国・県支出金", ("0円",))]
    assert read("決 算 額\n259,717,882円\n国・県支出金\n0円\n使用料等\n9,650円\n繰入金\n34,656,331円\nその他\n223,126,650円\n").tables == []


PARAGRAPH = """令和3年度一般会計当初予算については、総額 33 億 4,079 万 5 千円となり、前年
度当初予算と比較して 1 億 2,200 万 6 千円の増額となりました。
歳入の内訳を見ると、構成市からの負担金が 27 億 8,118 万 7 千円で、手数料が 3 億 9,042
万 3 千円となっています。また、最も額が大きいのは消防費の 16 億 8,128 万 8 千円で、続いて衛生費の 12 億 25 万
円 (35.93%) 、公債費の 3 億 5,606 万 5 千円
"""


def test_amounts_of_a_paragraph_that_lines_break_are_of_what_it_speaks_of(read):
    document = read(PARAGRAPH)
    assert document.tables == []
    assert [(one.label, one.magnitude) for one in document.prose if one.unit.endswith("_yen")] == [
        ("総額", 3340795), ("令和3年度一般会計当初予算", 122006), ("構成市からの負担金", 2781187), ("手数料", 390423), ("消防費", 1681288),
        ("衛生費", 120025), ("公債費", 356065),
    ]  # fmt: skip


COMPARED = """予算現額 7,491億4,161万円(前年度7,455億5,932万円)に対し、
教育費  1,381億5,119万円 前年度比 +15億6,174万円、+1.14%
公債費  1,215億6,414万円 前年度比△7億9,007万円、△0.65%
衛生債で 4,760 万円 (110 万円の減) 、消防債で 8,030 万円を計画しています。
"""


def test_what_an_amount_was_or_how_it_changed_is_of_its_name(read):
    assert [(one.label, one.magnitude, one.direction) for one in read(COMPARED).prose if one.unit.endswith("_yen")] == [
        ("予算現額", 74914161, None), ("予算現額（前年度）", 74555932, None), ("教育費", 13815119, None), ("教育費", 156174, 1),
        ("公債費", 12156414, None), ("公債費", 79007, -1), ("衛生債", 4760, None), ("衛生債", 110, -1), ("消防債", 8030, None),
    ]  # fmt: skip


def test_an_amount_in_thousands_is_a_line_of_its_own_beside_a_table_in_yen(read):
    text = "歳出は、対前年度比489千円の増加となっている。\n(単位:円)\n区分\t令和2年度\t令和3年度\t増減額\n歳入総額\t9,028,589\t9,763,290\t734,701\n歳出総額\t8,776,872\t9,266,049\t489,177\n"
    (reading,) = arithmetic.find(read(text)).prose
    assert reading.line.statement == "prose"


def test_amounts_of_one_name_in_two_units_are_told_apart_unless_they_round_to_each_other(read):
    document = read("決算額は1,704億1,500万円となりました。\n決算額は9億円となりました。\n決算額は170,415百万円となりました。\n")
    # Yen and 万円 are lines of their own.
    assert [(one.label, one.unit, one.other) for one in document.prose] == [
        ("決算額", "ten_thousand_yen", 1), ("決算額", "hundred_million_yen", 1), ("決算額", "million_yen", 2),
    ]  # fmt: skip
    document = read("決算額は9億円となりました。\n決算額は904百万円となりました。\n")
    assert [one.other for one in document.prose] == [1, 1]


def test_ratios_with_a_word_for_their_direction_are_told_as_they_stand(read):
    text = "(単位:千円)\n区分\t令和2年度\t令和3年度\t増減額\t増減率\n市税\t100,200\t100,300\t100\t0.1%増加\n諸収入\t20,400\t20,100\t△300\t1.5%減少\n計\t120,600\t120,400\t△200\t0.2%減少\n"
    assert [column.kind for column in read(text).tables[0].columns] == ["figure", "figure", "figure", "attribute"]


SOLD = """不納欠損処理の内訳(単位千円)
事由 件数 金額
自己破産・倒産 13 2,621
資金・財産なし 7 285
消滅時効 80 6,978
100 9,884

歳入

(単位千円)

財産区分・種別 決算額 説明
村税 274,896 固定資産税ほか
繰入金 693,920 基金からの繰入金
諸収入 255,890 上記以外の雑入金
"""


def test_the_title_of_the_next_table_names_no_row_and_reasons_and_kinds_head_labels(read):
    document = read(SOLD)
    assert [row.label for row in document.tables[0].rows] == ["自己破産・倒産", "資金・財産なし", "消滅時効"]
    assert [[column.reading for column in table.columns] for table in document.tables] == [["件数", "金額"], ["決算額", "説明"]]


AMOUNTS = """○村税 6億3,313万円(813万円、1.3%増)
※特別交付税 9,769万円(2,110万円、17.8%減)
臨時財政対策債以外 2億1,900万円減(72.8%)
◇介護保険事業
介護サービス費などを負担する会計です。主な歳出は、保険給付費16億1,994万円(5.7%増)です。
17億742万円(5.0%増)
特別会計全体では、前年度より3億3,586万円増額(前年度比11・4%増)し、72億995万円となっています。
"""


def test_amounts_of_a_paper_for_residents_are_of_their_name_or_heading(read):
    assert [(one.label, one.magnitude, one.direction) for one in read(AMOUNTS).prose] == [
        ("村税", 63313, None), ("村税", 813, 1), ("特別交付税", 9769, None), ("特別交付税", 2110, -1), ("臨時財政対策債以外", 21900, -1),
        ("保険給付費", 161994, None), ("介護保険事業", 170742, None), ("特別会計全体", 33586, 1), ("特別会計全体", 720995, None),
    ]  # fmt: skip


def test_a_bracket_of_the_heading_above_is_no_part_of_a_name(read):
    text = "依存財源(=地方交付税や村債など、国や県の意思決定に基づいて収入されるもの)\n\n総額10億7400万円で、前年度を下回っています。\n"
    assert [one.label for one in read(text).prose] == ["総額"]


# A page of a book on a site: its rows touch each other, and blanks stand within their amounts.
BOOK = (
    "広報 2017.4 月号   2特別会計予算額対前年度比較国民健康保険事業35 億3,312 万円2 億2,773 万円後期高齢者医療事業1 億6,751 万円446 万円"
    "介護保険事業17 億 218 万円694 万円農業集落排水事業6 億 604 万円6,212 万円下水道事業4 億7,967 万円2,954 万円水道事業7,285 万円-261 万円"
    "合 計66 億3,137 万円3 億2,818 万円により、厳しい状況にあります。\n"
)


def test_rows_of_two_amounts_that_touch_each_other_are_parted_and_headed(read):
    table, = read(BOOK).tables
    assert (table.title, [column.reading for column in table.columns]) == ("特別会計", ["予算額", "対前年度比較"])
    assert grids(read(BOOK))[0] == {
        "国民健康保険事業": ("35億3,312万円", "2億2,773万円"), "後期高齢者医療事業": ("1億6,751万円", "446万円"),
        "介護保険事業": ("17億218万円", "694万円"), "農業集落排水事業": ("6億604万円", "6,212万円"), "下水道事業": ("4億7,967万円", "2,954万円"),
        "水道事業": ("7,285万円", "- 261万円"), "合計": ("66億3,137万円", "3億2,818万円"),
    }  # fmt: skip


def test_by_how_much_and_what_came_of_it_is_of_what_the_sentence_speaks_of(read):
    prose = read("概要は次表のとおりです。一般会計の予算規模は、対前年比6.7%増(98億円)の1554億円となりました。\n").prose
    assert [(one.label, one.magnitude) for one in prose] == [("一般会計の予算規模", 67), ("一般会計の予算規模", 98), ("一般会計の予算規模", 1554)]


def test_amounts_of_which_the_rest_is_left_out_and_that_are_so_at_a_date_are_of_what_the_sentence_speaks_of(read):
    prose = read("・形式収支は33億余円で平成11年度以来の黒字となったが、前年度は△135億余円でした。\n"
                 "一般会計では、国の特別定額給付金などを加え、令和2年9月末現在で3,147億4,991万円となりました。\n").prose
    assert [(one.label, one.printed, one.unit) for one in prose] == [
        ("形式収支", "33", "hundred_million_yen"), ("形式収支（前年度）", "△135", "hundred_million_yen"), ("一般会計", "3,147億4,991", "ten_thousand_yen"),
    ]  # fmt: skip


def test_a_sentence_of_three_amounts_is_no_row_of_three(read):
    document = read("""収入においては、企業債等を計上しました。
その結果、資本的収入 4,199,016 千円、資本的支出 6,184,000 千円となり、差引 1,984,984 千円の
財源不足となる見込みですが、これは、損益勘定留保資金等で補てんすることとしました。
""")
    assert not document.tables
    assert [(one.label, one.printed) for one in document.prose] == [("資本的収入", "4,199,016"), ("資本的支出", "6,184,000"), ("差引", "1,984,984")]


def test_amounts_with_their_shares_are_of_the_name_right_above_them_if_it_is_one(read):
    text = """歳 入
歳 出
2,721億円
1
民生費
1,471億円(55.4%)
(使い道が特定されず、どのような経費にも充てられる財源)
①都区財政調整交付金
1,019億円(37.5%)
公債費
79億円( 3.0%)
"""
    assert [(one.label, one.printed) for one in read(text).prose] == [("民生費", "1,471"), ("都区財政調整交付金", "1,019"), ("公債費", "79")]


def test_what_is_added_to_an_amount_is_of_its_name(read):
    prose = read("一般会計は、既定額222億9,600万円に2億2,270万円を追加し、総額225億1,870万円となりました。\n電気料金収入が27億9,200余万円となりました。\n").prose
    assert [(one.label, one.printed, one.direction) for one in prose] == [
        ("既定額", "222億9,600", None), ("既定額", "2億2,270", 1), ("総額", "225億1,870", None), ("電気料金収入", "27億9,200", None),
    ]  # fmt: skip


def test_an_amount_with_a_mark_of_its_own_is_of_the_heading_above_it_and_what_is_left_of_what_follows(read):
    prose = read("○移動販売事業\n・474万1千円\n商店がない津野地区をモデル地区として、令和5年にスタートしました。\n繰り越した事業の財源である1億8,070万円を差し引くと、1億7,551万円の黒字決算となりました。\n").prose
    assert [(one.label, one.printed) for one in prose] == [("移動販売事業", "474万1"), ("繰り越した事業の財源", "1億8,070"), ("黒字決算", "1億7,551")]


def test_how_an_amount_in_brackets_changed_is_of_its_name_and_no_part_of_a_name_says_where(read):
    prose = read("・歳入総額(2,721億円)は、前年度比91億円、3.4%の増でした。\n一般会計及び特別会計を合わせた7会計において歳入総額362億899万2千円となりました。\n").prose
    assert [(one.label, one.printed, one.direction) for one in prose] == [
        ("歳入総額", "2,721", None), ("歳入総額", "91", 1), ("歳入総額", "362億899万2", None),
    ]  # fmt: skip
