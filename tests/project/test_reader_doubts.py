"""What a page leaves open is asked or left unread, and never read in silence.

The texts are invented; their shapes are those of real budgets.
"""

from __future__ import annotations

from test_reader_layouts import UNPLACED, drafted, equations, grid, stages

from reader import arithmetic
from reader.reading import OPEN, PROBABLE, PROVED, Document
from reader.readings import gather
from reader.seeds import unread


def asked(document: Document, kind: str) -> list[tuple[str, str]]:
    """What is asked of one kind, or proved, as reading and certainty."""
    return [(reading.reading, reading.certainty) for reading in gather(drafted(document)) if reading.kind == kind]


TWICE = """区分 | 本年度 | 前年度 | 増減
市税 | 5,200 | 5,000 | 200
市債 | 3,800 | 4,000 | △200
合計 | 9,000 | 9,000 | 0
"""


def test_tables_that_agree_prove_no_unit_of_each_other(read):
    [(units, certainty)] = asked(read(f"歳入予算\n{TWICE}\n歳入予算の内訳\n{TWICE}"), "unit")
    assert certainty == OPEN and units.startswith("thousand_yen、thousand_yen")
    [(unit, certainty)] = asked(read(f"歳入予算\n(単位:千円)\n{TWICE}" + "\n" * 15 + f"歳入予算の内訳\n{TWICE}"), "unit")
    assert (unit, certainty) == ("thousand_yen", PROVED)


def test_a_unit_in_brackets_or_once_above_each_column_is_one(read):
    document = read(f"歳入予算\n(百万円)\n{TWICE}")
    assert document.tables[0].unit == "million_yen" and not asked(document, "unit")
    document = read("歳入予算\n(科目) (前年度) (増減) (本年度)\n円 円 円\n市税 5,000 200 5,200\n市債 4,000 △200 3,800\n")
    assert document.tables[0].unit == "yen"


MISPRINTED = """資本的収入
(単位:千円)

 令和6年度当初  令和5年度当初 増減
資本的収入 4,030,847 3,469,915 561,332
 企業債 1,533,600 1,470,700 62,900
 出資金 797,455 731,254 66,201
 国庫補助金 1,423,059 928,622 494,437
 工事負担金 276,733 338,939 △62,206
"""


def test_a_wrong_figure_in_one_column_is_no_budget_of_amended_parts_alone(read):
    draft = drafted(read(MISPRINTED))
    [relation] = [one for one in draft.findings.relations if one.axis == "line"]
    assert relation.certainty == PROBABLE and relation.stages == () and relation.cells == 2
    assert [(one.printed, one.proposed) for one in draft.findings.misread] == [("3,469,915", 3_469_515)]


SPREADSHEET = """架空病院損益計算書.csv
| 令和6年度 架空病院事業損益計算書 |
|
(単位:円) |
| 1 医業収益 |
|
-1 |
入院収益 |
|
8,608,837,347 |
|
-2 |
外来収益 |
|
4,911,235,033 |
|
13,520,072,380 |
|
| 2 医業費用 |
|
-1 |
給与費 |
|
8,008,464,904 |
|
-2 |
材料費 |
|
4,309,606,375 |
|
-3 |
経費 |
|
1,641,940,767 |
|
13,960,012,046 |
|
439,939,666 |
"""


def test_numbers_of_items_that_a_spreadsheet_made_negative_are_no_amounts(read):
    draft = drafted(read(SPREADSHEET))
    [table] = draft.document.tables
    assert grid(table)["(2) 外来収益"] == ("4,911,235,033", "13,520,072,380", "")
    assert grid(table)["(3) 経費"] == ("1,641,940,767", "13,960,012,046", "439,939,666")
    proved = {rule.label_ja for rule in draft.rules if rule.relation.certainty == PROVED}
    assert {"外来収益（2欄目） = 入院収益 + 外来収益", "経費（2欄目） = 給与費 + 材料費 + 経費"} <= proved
    assert not unread(draft)
    assert not [reading for reading in gather(draft) if reading.kind == "figure"]


NET = """財産の一覧
(単位:円)
資産の部
1 有形固定資産
建物
1,401,422,500
減価償却累計額
182,648,684
1,218,773,816
構築物
633,216,605
減価償却累計額
356,451,769
276,764,836
土地
6,340,000,000
有形固定資産合計
7,835,538,652
"""


def test_a_net_amount_on_its_own_line_stands_beside_what_was_deducted(read):
    draft = drafted(read(NET))
    rules = [rule.label_ja for rule in draft.rules if rule.relation.certainty == PROVED]
    assert sum("−" in rule for rule in rules) == 2 and len(rules) == 3
    assert not unread(draft)
    # A figure that nothing explains is of no row.
    assert 9 in unread(drafted(read(NET.replace("1,218,773,816", "1,218,773,818"))))


LETTERED = """損益の見通し
(単位:百万円)
区分 | 令和5年度 | 令和6年度 | 令和7年度
1.医業収益 | 1,266 | 1,196 | 1,240
2.医業外収益 | 410 | 393 | 394
経常収益(A) | 1,676 | 1,589 | 1,634
1.医業費用 | 1,282 | 1,269 | 1,257
2.医業外費用 | 392 | 376 | 373
経常費用(B) | 1,674 | 1,645 | 1,630
経常損益(A)-(B)(C) | 2 | △56 | 4
"""


def test_the_letters_of_labels_say_what_a_result_is_formed_of(read):
    found = equations(drafted(read(LETTERED)))
    assert {"経常収益(A) = 医業収益 + 医業外収益", "経常損益(A)-(B)(C) = 経常収益(A) − 経常費用(B)"} <= set(found)
    wrong = drafted(read(LETTERED.replace("△56", "△65")))
    assert "経常損益(A)-(B)(C) = 経常収益(A) − 経常費用(B)" not in equations(wrong)


BALANCES = """会計別の決算
(単位:千円)
区分 | 歳入(収入) | 歳出(支出) | 差引 |
一般会計 | 11,768,880 | 10,863,640 | 905,240 |
国民健康保険 | 1,160,700 | 1,128,440 | 32,260 |
介護保険 | 1,579,560 | 1,468,100 | 111,460 |
水道事業 | 256,650 | 501,510 | △244,860 |
"""


def test_what_revenue_and_expenditure_leave_is_a_column_and_no_change(read):
    draft = drafted(read(BALANCES))
    assert stages(draft.document.tables[0]) == ["revised"] * 3
    assert len(equations(draft)) == 4


CHAPTERS = """区分 | 予算額(単位:千円)
病院事業収益 | 8,136,863
医業収益 | 7,591,147
入院収益 | 5,405,880
外来収益 | 2,032,800
その他医業収益 | 152,467
医業外収益 | 545,715
受取利息 | 2,200
他会計補助金 | 159,131
長期前受金戻入 | 170,281
補助金 | 26,626
負担金 | 187,477
特別利益 | 1
"""


def test_chapters_that_add_up_together_confirm_one_another(read):
    rules = {rule.label_ja: rule.relation.certainty for rule in drafted(read(CHAPTERS)).rules}
    assert rules["病院事業収益 = 医業収益 + 医業外収益 + 特別利益"] == PROBABLE and len(rules) == 3


SINGLE_BLANKS = """決算の状況
区分 令和6年度 令和5年度 増減 増減率
歳入総額 6,708,881千円 7,037,601千円 △328,720千円 4.7%減少
歳出総額 6,309,076千円 6,431,355千円 △122,279千円 1.9%減少
差引額 399,805千円 606,246千円 △206,441千円 34.1%減少
"""


def test_a_label_ends_in_no_amount(read):
    draft = drafted(read(SINGLE_BLANKS))
    [table] = draft.document.tables
    assert stages(table) == ["revised", "original", "adjustment", None]
    assert grid(table)["差引額"][:3] == ("399,805千円", "606,246千円", "△206,441千円")
    assert "差引額 = 歳入総額 − 歳出総額" in equations(draft)


def test_an_amount_alone_on_a_line_heads_nothing(read):
    document = read("歳入\n(単位:千円)\n市税 5,200,100 5,000,200\n地方交付税 3,100,300 3,050,400\n1,499,753\n市債 700,500 950,600\n")
    assert [(row.label, row.section) for row in document.tables[0].rows] == [("市税", ""), ("地方交付税", ""), ("市債", "")]
    assert 5 in unread(drafted(document))


UNITS = """業務量
(単位:千円)
区分 | R6年度 | R5年度 | 増減
給水人口(人) | 143,552 | 144,407 | △855
給水戸数(戸) | 55,721 | 55,477 | 244
総配水量(m3) | 16,934,751 | 16,913,517 | 21,234
料金収入(千円、税抜) | 2,508,837 | 2,502,051 | 6,786
特別利益 | 42 | 1,435 | △1,393
"""


def test_a_unit_in_a_label_is_that_of_its_row(read):
    document = read(UNITS)
    assert [(table.unit, len(table.rows)) for table in document.tables] == [
        ("persons", 1), ("households", 1), ("cubic_metres_m3", 1), ("thousand_yen", 1), ("thousand_yen", 1),
    ]  # fmt: skip
    assert {figure.unit for figure in document.tables[0].rows[0].figures} == {"persons"}
    draft = drafted(document)
    # Quantities are no amounts: they are said to be left out, each with its line.
    assert [table.unit for table in draft.document.tables] == ["thousand_yen"] * 2
    [left_out] = [reading for reading in gather(draft) if "単位が金額でない" in reading.reason_ja]
    assert left_out.reading == "給水人口(人)（4行）、給水戸数(戸)（5行）、総配水量(m3)（6行）" and left_out.certainty == OPEN


def test_a_unit_below_a_table_is_asked_about(read):
    [(unit, certainty)] = asked(read(f"業務量\n{TWICE}\n2.収益的収支\n(単位:千円)\n区分 | 本年度 | 前年度 | 増減\n料金 | 88 | 80 | 8\n"), "unit")
    assert certainty == OPEN


SHORT_ROWS = """勘定別の予算
(単位:百万円)
収入 36,546 271,331 255,277 4,229,607
運営費 32,862 205,259 81,733 3,620,941
補助金 62,452 587,666
雑収入 3,684 3,620 173,544 21,000
その他の費用 12,345 23,456
支出 30,111 40,222 50,333 60,444
"""


def test_a_row_with_fewer_figures_than_columns_stands_where_a_sum_wants_it_or_is_unread(read):
    draft = drafted(read(SHORT_ROWS))
    [table] = draft.document.tables
    assert grid(table)["補助金"] == ("", "62,452", "", "587,666")
    assert [repair.certainty for repair in draft.findings.repairs] == [PROVED]
    assert "その他の費用" not in grid(table) and 7 in unread(draft)
    assert any("その他の費用（7行）" in reading for reading, certainty in asked(read(SHORT_ROWS), "figure") if certainty == OPEN)


STACKED = """会計別の執行状況
(単位:万円)
予算現額(a) | 収入済額(b) | 収入率(b/a) | 差引額(b-c) | ||
---|---|---|---|---|---|
支出済額(c) | 執行率(c/a) | ||||
一般会計 | 12,977,376 | 12,959,958 | 99.9% | 947,565 | |
12,012,393 | 92.6% | ||||
特別会計 | 国民健康保険会計 | 3,973,059 | 4,021,175 | 101.2% | 105,548 |
3,915,627 | 98.6% | ||||
下水道会計 | 1,358,417 | 1,316,521 | 96.9% | 24,403 | |
1,292,118 | 95.1% | ||||
"""


def test_rows_of_two_lines_stand_below_a_header_of_two_lines(read):
    draft = drafted(read(STACKED))
    [table] = draft.document.tables
    assert stages(table) == ["in_force", "received", None, "adjustment", "spent", None]
    assert grid(table)["国民健康保険会計"] == ("3,973,059", "4,021,175", "101.2%", "105,548", "3,915,627", "98.6%")
    assert [one.certainty for one in draft.findings.relations if one.axis == "stage"] == [PROVED]


def test_a_header_that_lacks_a_column_is_asked_about(read):
    text = "会計別の残高\n(単位:千円)\n区分 | 甲の額 | 乙の額\n一般会計 | 5,100 | 4,200 | 3,300\n特別会計 | 1,200 | 1,300 | 1,400\n"
    assert [certainty for _, certainty in asked(read(text), "column")] == [OPEN]


NOTES = """補正予算の概要
歳入
(単位:千円)
科目
補正額
578,025
市税の増など
437,000
交付金の増など
9,026
交付税の減
90,415
財産収入の増
"""


def test_amounts_whose_words_may_stand_before_or_behind_are_unread(read):
    draft = drafted(read(NOTES))
    assert not draft.document.tables and set(unread(draft)) == {6, 8, 10, 12}
    headed = read(NOTES.replace("科目\n補正額\n", "市民税\n"))
    assert "市税の増など" in grid(headed.tables[0])


LATE_LABELS = """計画
(単位:百万円)
給与費
22,972
21,696
材料費
11,967
12,380
薬品費
1,300
1,400
支出
経費
研究費
2,276
2,248
1,792
1,543
臨時損失
1,000
1,013
"""


def test_the_last_of_several_labels_takes_no_row_of_several(read):
    draft = drafted(read(LATE_LABELS))
    [table] = draft.document.tables
    assert list(grid(table)) == ["給与費", "材料費", "薬品費", "臨時損失"] and table.rows[-1].section == ""
    assert {15, 16, 17, 18} <= set(unread(draft))


TURNS = """損益計算書
(単位:円)
収入
支出
下水道事業収益
1,485,089
下水道事業費用
1,141,653
営業収益
1,029,969
営業費用
312,377
下水道使用料
819,453
管渠費
112,377
負担金
210,516
総係費
200,000
営業外収益
356,377
営業外費用
825,600
受取利息
33,254
支払利息
810,679
補助金
323,123
雑支出
14,921
特別利益
98,743
特別損失
3,676
過年度損益修正益
24,697
過年度損益修正損
2,923
その他特別利益
74,046
その他特別損失
753
当年度純利益
343,436
合計
1,485,089
合計
1,485,089
"""


def test_two_sides_in_turn_of_which_all_is_part_of_one_line(read):
    draft = drafted(read(TURNS))
    assert [len(table.rows) for table in draft.document.tables] == [11, 12]
    assert not any("費用" in row.section for row in draft.document.tables[0].rows)
    rules = [rule.label_ja for rule in draft.rules]
    assert "合計 = 下水道事業費用 + 当年度純利益" in rules and not any("その他特別損失 =" in rule for rule in rules)
    assert not any(sign.sign < 0 for sign in draft.findings.signs)


def test_blanks_within_figures_are_none(read):
    document = read("予算の執行\n(単位:円)\n区分 予算額 決算額\n病院事業収益 6, 960, 626, 000 7, 133, 490, 178\n医業収益 6, 161, 916, 000 6, 331, 986, 502\n")
    assert grid(document.tables[0])["医業収益"] == ("6,161,916,000", "6,331,986,502")
    document = read("区分 | 予算額 | 決算額\n一般会計 | 446 億 6541 万円 | 224 億 1796 万円\n特別会計 | 94 億 4511 万円 | 39 億 8820 万円\n")
    assert [figure.magnitude for figure in document.tables[0].rows[0].figures] == [4_466_541, 2_241_796]
    document = read("収入\n第1款 病院事業収益 5,117,844千 円\n第1項 医業収益 4,595,412千 円\n第2項 医業外収益 522,432千 円\n")
    assert [row.label for row in document.tables[0].rows][-1] == "第2項 医業外収益"


def test_two_amounts_that_are_named_before_them(read):
    document = read("債権及び債務として整理する未収金及び未払金の金額は、\nそれぞれ150,670千円及び184,702千円である。\n")
    assert [(one.label, one.magnitude) for one in document.prose] == [("未収金", 150_670), ("未払金", 184_702)]


def test_a_unit_may_stand_before_the_first_word_of_a_header(read):
    [table] = read("決算額調\n(単位:千円)区分 | 令和4年度 | 令和5年度 | 令和6年度 |\n病院事業収益 | 25,732 | 24,557 | 26,242 |\n医業収益 | 20,116 | 19,428 | 21,440 |\n").tables
    assert (table.unit, stages(table)) == ("thousand_yen", ["fiscal_year_2022", "fiscal_year_2023", "revised"])


def test_which_fund_a_column_is_of_is_asked_where_the_page_names_more(read):
    """No bonds pay for anything, so that the text keeps three columns of the four that it names."""
    text = UNPLACED.replace("60,000 4,500", "64,500").replace("100,000 10,013", "110,013").replace("160,000 14,513", "174,513")
    document = read(text)
    assert [len(row.figures) for table in document.tables for row in table.rows] == [4, 6, 4, 5, 4, 6]
    assert ("財源1、財源2", OPEN) in {(names, certainty) for names, certainty in asked_of_headers(document)}
    assert not any(certainty == OPEN for _, certainty in asked_of_headers(read(UNPLACED)))


def asked_of_headers(document: Document) -> list[tuple[str, str]]:
    """What is asked of columns, by their headers as read."""
    draft = drafted(document)
    headers = {draft.columns[table.table_id, column.number]: column.printed for table in document.tables for column in table.columns}
    return [
        ("、".join(headers[name] for name in reading.reading.split("、")), reading.certainty)
        for reading in gather(draft) if reading.kind == "column"
    ]


ACCOUNTS = """特別会計決算の概要
(単位:百万円)
会計名 | 歳入決算額 | 歳出決算額 | 歳入歳出差引額 | 翌年度へ繰り越すべき財源 | 実質収支
国民健康保険 | 8,735 | 9,915 | △1,180 | 0 | △1,180
介護保険 | 4,443 | 4,432 | 12 | 4 | 8
後期高齢者医療 | 704 | 692 | 12 | 0 | 12
土地区画整理 | 702 | 645 | 57 | 45 | 12
市街地再開発 | 1,247 | 962 | 285 | 251 | 33
"""


def test_what_a_few_rounded_rows_say_of_columns_is_proposed_and_asked_once(read):
    """Five rows in million yen prove no law of the columns, and each of two laws is one question, whatever rows it is about."""
    draft = drafted(read(ACCOUNTS))
    ties = [reading for reading in gather(draft) if reading.kind == "tie"]
    assert [(len(reading.reading.split(", ")), reading.certainty) for reading in ties] == [(5, PROBABLE), (5, PROBABLE)]
    assert {rule.rule_id for rule in draft.rules} >= {rule for reading in ties for rule in reading.reading.split(", ")}
    for reading, law in zip(ties, ("歳入歳出差引額 = 歳入決算額 − 歳出決算額", "実質収支 = 歳入歳出差引額 − 翌年度へ繰り越すべき財源"), strict=True):
        assert law in reading.reason_ja and "介護保険" in reading.reason_ja and "土地区画整理" in reading.reason_ja


def test_a_total_on_the_line_of_a_part_is_no_second_amount_of_it(read):
    text = "単位:千円\n企業債 | 193,200 | ||\n----|---|---|---|\n補助金 | 21,211 | 収入合計 | 214,411 |\n建設改良費 | 279,772 | ||\n償還金 | 8,952 | 支出合計 | 288,724 |\n"
    draft = drafted(read(text))
    assert {key: row for table in draft.document.tables for key, row in grid(table).items()} == {
        "企業債": ("193,200",), "補助金": ("21,211",), "収入合計": ("214,411",), "建設改良費": ("279,772",), "償還金": ("8,952",), "支出合計": ("288,724",),
    }  # fmt: skip
    assert {relation.parent.label for relation in draft.findings.relations if relation.axis == "line"} == {"収入合計", "支出合計"}


def test_digits_torn_off_an_amount_and_dates_are_no_amounts(read):
    prose = read("予算額は 億8,870万2千円です。\n掲載日 2022/10/07 のとおり、補正額は3億円です。\n").prose
    assert [(one.label, one.printed) for one in prose] == [("補正額", "3")]


def test_figures_on_one_line_are_no_column_of_the_labels_above(read):
    tables = read("事業の概要\n(単位:千円)\n金城地区施設維持管理費\n水道施設の補修及び移転工事費\n157,067 45,058\n").tables
    assert ("金城地区施設維持管理費", ("157,067",)) not in {(row.label, tuple(figure.printed for figure in row.figures)) for table in tables for row in table.rows}


def test_digits_too_many_for_an_amount_are_no_figure(read):
    text = "令和5年度 何市の決算\n(単位:千円)\n区分  金額\n使用料  1,234\n手数料  2,345\n財産収入  1,789\n市税  1,234,567,890,123,456,789\n"
    document = read(text)
    assert [figure.printed for table in document.tables for row in table.rows for figure in row.figures] == ["1,234", "2,345", "1,789"]
    arithmetic.find(document)


def test_an_amount_that_prints_its_mark_has_no_direction_in_words_too(read):
    """Both would make a fall a rise: such a document stayed red."""
    draft = drafted(read("令和5年度の決算について\n中小企業融資貸付金の減少(58.0億円→36.3億円 △21.7億円)や、歳出は22.7億円の減少となりました。\n"))
    directions = {row["figure"]: row["direction"] for row in draft.plan.tables["prose"][1]}
    assert directions["△21.7"] == "" and directions["22.7"] == "減"
