"""What pages of enterprises taught: names of amounts in sentences, headers in paragraphs, and rows that break before their figures."""

from __future__ import annotations


def told(document):
    return [(one.label, one.magnitude, one.direction) for one in document.prose if "yen" in one.unit]


def test_an_amount_right_behind_its_share_is_of_what_the_sentence_speaks_of(read):
    document = read(
        "まず、収益的収支の収入では、料金の引下げにより前年度に比べ4.3パーセント、6,329万円減の13億9,809万円を見込みました。\n"
        "収益的支出は15億6,720万6千円で、前年度に比べ25万7千円、0.02パーセントの増額となっております。\n"
    )
    assert told(document) == [
        ("収益的収支の収入", 6329, -1), ("収益的収支の収入", 139809, None), ("収益的支出", 1567206, None), ("収益的支出", 257, 1),
    ]  # fmt: skip


def test_an_amount_is_of_what_its_own_clause_speaks_of(read):
    document = read(
        "令和5年度は、水道料金収入である給水収益は年間総給水量の減少により前年度から33,010千円の減額となる影響により、"
        "営業収益は前年度から32,085千円の減額となる一方で、営業外収益は繰入金の増加などにより55,845千円の増額となります。\n"
        "また水道事業費用は、動力費の増加により23,760千円の増額となり、収益及び費用ともに1,180,961千円となる見込みです。\n"
    )
    assert told(document) == [
        ("給水収益", 33010, -1), ("営業収益", 32085, -1), ("営業外収益", 55845, 1), ("水道事業費用", 23760, 1), ("収益及び費用", 1180961, None),
    ]  # fmt: skip


def test_what_differs_from_the_budget_before_names_nothing(read):
    document = read(
        "収益的収入において、増収を見込んだことなどにより前年度予算を10億円上回る776億円を予定しました。\n"
        "まず、資本的収支の収入では、前年度とほぼ同額の13億8,520万円を見込みました。\n"
        "総収益は前年度比1億3,943万円の増となりました。また総費用は新たに引当金を計上したことにより、前年度比6,200万円の増となりました。\n"
        "今年度は、約2,300万円の黒字を見込んでいます。\n"
        "支出では減価償却費、給与費等の増加により収入の増額を上回る787百万円の増額となりました。\n"
    )
    assert told(document) == [
        ("収益的収入", 10, 1), ("収益的収入", 776, None), ("資本的収支の収入", 138520, None), ("総収益", 13943, 1), ("総費用", 6200, 1),
        ("黒字", 2300, None), ("支出", 787, 1),
    ]  # fmt: skip


def test_what_stands_right_behind_an_amount_says_how_much_it_differs(read):
    document = read(
        "次に、収益的収入及び支出につきましては、事業収益を14億154万9千円、前年度比較では8,657万9千円の増額となっております。\n"
        "また、事業費用を13億円といたし、前年度比較で8,000万円の増額となっております。\n"
        "資産年度末残高は257億円で前年度末残高に比べ5,046万円増加しました。\n"
        "資本的収支において、収入は企業債、補助金等により34億円となる一方、支出が53億円(同、53.4%増)となりました。\n"
        "費用の合計は18億円となり、3億円の純損失が生じました。使用料については、前年度比約2.7%の減、11億円を見込みます。\n"
    )
    assert told(document) == [
        ("事業収益", 1401549, None), ("事業収益", 86579, 1), ("事業費用", 13, None), ("事業費用", 8000, 1), ("資産年度末残高", 257, None),
        ("資産年度末残高", 5046, 1), ("収入", 34, None), ("支出", 53, None), ("費用の合計", 18, None), ("純損失", 3, None), ("使用料", 11, None),
    ]  # fmt: skip
    # A blank within a number tears it, and its last digits are no amount.
    assert not told(read("支出総額を16億1 ,231万1,000円とする。\n"))


def test_a_change_in_brackets_may_say_what_it_differs_from_and_a_name_begin_on_the_line_above(read):
    document = read(
        "・事業別の決算規模は、下水道事業が343億26百万円(対前年度+5億78百万円)で最も\n"
        "大きく、次いで水道事業が286億9百万円(▲37億26百万円)と下水道に続き、病院\n"
        "事業が162億74百万円(▲15億45百万円)などとなっている。\n"
    )
    assert told(document) == [
        ("下水道事業", 34326, None), ("下水道事業", 578, 1), ("水道事業", 28609, None), ("水道事業", 3726, -1), ("病院事業", 16274, None),
        ("病院事業", 1545, -1),
    ]  # fmt: skip


def test_what_an_amount_is_for_each_of_is_no_quantity(read):
    document = read("年間総給水量は1人あたりの使用水量の減少により、前年度より202,423立方メートル少ない3,740,619立方メートルとなります。\n")
    assert [(one.label, one.magnitude) for one in document.prose] == [("年間総給水量", 202423), ("年間総給水量", 3740619)]


def test_headers_may_each_be_a_paragraph_and_a_word_stand_between_the_amounts_of_a_row(read):
    budget, parts = read(
        "(単位 千円)\n\n予算額\n\n財源内訳\n\n国庫支出金\n\n地方債\n\n他会計から繰入\n\n"
        "現計予算額 35,049 6,468 19,901 8,680\n補正額 ▲1,095 ▲36 ▲938 ▲121\n\n要求額の内訳\n\n査定額の内訳\n\n営業収益\n"
        "1  負担金 ▲915 千円 要求どおり ▲915 千円\n2 その他負担金 14千円 要求どおり 14千円\n  (1) 維持管理負担金 ▲843 千円   ▲843 千円\n  (2) 汚泥処理負担金 ▲72 千円   ▲72 千円\n"
    ).tables
    assert [column.printed for column in budget.columns] == ["予算額", "国庫支出金", "地方債", "他会計から繰入"]
    assert [row.normalised for row in budget.rows if row.figures] == ["現計予算額", "補正額"]
    assert [column.printed for column in parts.columns] == ["要求額の内訳", "査定額の内訳"]
    assert [(row.normalised, [figure.magnitude for figure in row.figures]) for row in parts.rows if row.figures] == [
        ("負担金", [915, 915]), ("その他負担金", [14, 14]), ("維持管理負担金", [843, 843]), ("汚泥処理負担金", [72, 72]),
    ]  # fmt: skip


def test_known_headers_in_paragraphs_stand_below_a_title_and_the_last_of_them_beside_each_other(read):
    (table,) = read("1.収支の状況\n\n令和5年度\n\n令和4年度 増減\n営業収益 13,110 12,930 180\n営業外収益 3,740 3,943 -203\n").tables
    assert [(column.printed, column.stage) for column in table.columns] == [
        ("令和5年度", "revised"), ("令和4年度", "original"), ("増減", "adjustment"),
    ]  # fmt: skip
    (table,) = read("(収益的収入/資本的収入)\n\n既内示額\n\n要求額\n\n査定額\n\n \n\n営業収益 421,595 8,082 8,082\n 負担金 460,544 0 0\n").tables
    assert [column.printed for column in table.columns] == ["既内示額", "要求額", "査定額"]
    # Nothing says that words which no list has head columns.
    assert not any(one.printed for one in read("水道事業\n\n決算の概要\n\n営業収益 13,110 12,930\n営業外収益 3,740 3,943\n").tables[0].columns)


def test_a_row_that_breaks_before_its_figures_is_as_wide_as_its_header_with_them(read):
    (table,) = read(
        "事業 | 概要 | 金額 |\n普及促進事業 | 志段味地区等の整備 | 15億円 |\n浸水対策事業 | 雨水ポンプ所等の整備 |\n190億円 |\n水環境の向上 | 施設の整備 | 7億円 |\n"
    ).tables
    assert [(row.normalised, [figure.magnitude for figure in row.figures]) for row in table.rows] == [
        ("普及促進事業", [15]), ("浸水対策事業", [190]), ("水環境の向上", [7]),
    ]  # fmt: skip


def test_cells_that_bars_end_on_lines_of_their_own_are_rows_of_one_length(read):
    cells = ["予算額", "財源内訳", "国庫支出金", "地方債", "他会計から繰入", "前年度当初予算額", "731", "467", "101", "163", "要求額", "848", "366", "185", "297"]
    cells += ["要求額の内訳", "査定額の内訳", "企業債", "", "", "", "1 企業債", "85千円", "", "85千円", "2 補助金", "3千円", "要求どおり", "3千円"]
    budget, parts = read("(単位 千円)\n" + "".join(f"{cell} |\n" if cell else "|\n" for cell in cells)).tables
    assert [column.printed for column in budget.columns] == ["予算額", "国庫支出金", "地方債", "他会計から繰入"]
    assert [(row.normalised, [figure.magnitude for figure in row.figures]) for row in budget.rows] == [
        ("前年度当初予算額", [731, 467, 101, 163]), ("要求額", [848, 366, 185, 297]),
    ]  # fmt: skip
    assert [column.printed for column in parts.columns] == ["要求額の内訳", "査定額の内訳"]
    assert [(row.normalised, [figure.magnitude for figure in row.figures]) for row in parts.rows if row.figures] == [
        ("企業債", [85, 85]), ("補助金", [3, 3]),
    ]  # fmt: skip
    # Nothing says that words which no list has head columns.
    other = read("水道事業 |\n決算の概要 |\n営業収益 |\n1,100 |\n2,200 |\n営業費用 |\n1,090 |\n1,080 |\n")
    assert not any(column.printed for table in other.tables for column in table.columns)


def test_years_stuck_to_each_other_are_columns(read):
    text = "(単位:百万円)\n年度 H11H12H13 H14H15\n収益的収入 2,080 2,049 2,069 2,084 2,108\n収益的支出 1,903 1,901 1,922 1,989 2,010\n"
    (table,) = read(text).tables
    assert [column.printed for column in table.columns] == ["H11", "H12", "H13", "H14", "H15"]


def test_what_the_formulas_of_other_rows_call_a_row_is_no_column_and_no_name(read):
    (table,) = read(
        "科 目\nH15 H16 H17\n1 医業収益 1,167,849 1,103,054 1,112,037\n2 医業費用 1,149,521 1,106,577 1,106,642\n"
        "医業利益 1-2 18,328 △ 3,523 5,395 A\n3 医業外収益 47,787 48,325 94,997\n"
    ).tables
    assert [column.printed for column in table.columns] == ["H15", "H16", "H17"]
    assert [(row.normalised, [figure.magnitude for figure in row.figures]) for row in table.rows][2] == ("医業利益", [18328, 3523, 5395])


def test_a_list_of_chapters_with_leaders_gives_their_pages(read):
    (table,) = read("損益計算書の推移 ……… 1\n貸借対照表の推移 ……… 2\n職員数の推移 ……… 3\n").tables
    assert (table.statement, {figure.unit for row in table.rows for figure in row.figures}) == ("contents", {"page_number"})
    # One that skips pages is no table, and never of amounts.
    assert not read("損益計算書の推移 ……… 1\n貸借対照表の推移 ……… 2\n職員数の推移 ……… 9\n").tables


def test_a_letter_is_no_label_of_a_row_that_was_put_together(read):
    (table,) = read("(単位:千円)\n事業名\nH27\nH26\n増減\n道\n1,500\n1,400\n100\n簡 易 水 道\n1,600\n1,500\n100\n通\n2,200\n2,100\n100\n").tables
    assert [row.normalised for row in table.rows if row.figures] == ["簡易水道"]


def test_what_is_sold_in_volumes_is_no_amount(read):
    document = read("(単位:百万円)\n年度 令和3年度 令和4年度\nガス販売量(18.8MJ換算) 26,064 25,668\n収益的収入 2,080 2,049\n収益的支出 1,903 1,901\n")
    assert [(row.normalised, row.is_unplaced) for table in document.tables for row in table.rows] == [
        ("ガス販売量(18.8MJ換算)", True), ("収益的収入", False), ("収益的支出", False),
    ]  # fmt: skip


# A page of a site: each cell ended by a bar, rows broken behind a bar or amid a cell, in two lists beside each other.
BROKEN_ROWS = """(単位:千円)
区分 | 27事業年度末
(千円) |
26事業年度末
(千円) |
区分 | 27事業年度末
(千円) |
26事業年度末
(千円) |
---|---|---|---|---|---|
資産 | 1,356,968 | 1,311,002 | 負債 | 848,238 | 844,964 |
うち固定資産 |
1,050,085 | 1,025,435 | うち社債 |
352,000 | 345,000 |
うち貯蔵品 |
96,526 | 96,338 | |||
"""
# Words of a header on two lines, and parts of an amount in brackets below it.
BROKEN_CELLS = """(単位:千円)
事業名 | R3年度
予算 | R2年度
予算 | 主な増減理由 |
(1)基盤強化事業 | (ア)保全対策事業 | 8,137 | 20,188 | 整備事業費の減額。 |
(イ)運営指導事業 | 100 | 270 | 研修会の開催数減によるもの。 |
(2)負担金平準化事業 | 451
(国事業 449)
(県事業 2) | 739
(695)
(44) | 改良区の数の減少による減額。 |
(3)維持管理事業 | 8,502 | 6,894 | 総事業費の差による。 |
合計 | 17,190 | 28,091 | |
"""


def test_rows_between_bars_go_on_until_they_have_as_many_bars_as_others(read):
    tables = read(BROKEN_ROWS).tables
    assert [[(row.normalised, row.cells) for row in table.rows] for table in tables] == [
        [("資産", ("1,356,968", "1,311,002")), ("うち固定資産", ("1,050,085", "1,025,435")), ("うち貯蔵品", ("96,526", "96,338"))],
        [("負債", ("848,238", "844,964")), ("うち社債", ("352,000", "345,000"))],
    ]
    (table,) = read(BROKEN_CELLS).tables
    assert [(row.normalised, [figure.magnitude for figure in row.figures]) for row in table.rows] == [
        ("保全対策事業", [8_137, 20_188]), ("運営指導事業", [100, 270]), ("負担金平準化事業", [451, 739]), ("維持管理事業", [8_502, 6_894]),
        ("合計", [17_190, 28_091]),
    ]
    assert [column.reading for column in table.columns] == ["R3年度 予算", "R2年度 予算", "主な増減理由"]


# A cell a line, each ended by a bar: units before the first figures, in brackets what they are without a part; years over groups that differ.
ASIDES = """予算規模は、次のとおりであります。
区分 | 令和5年度 | 令和6年度 | 当初比 伸率 |
||
---|---|---|---|---|---|
当初予算額 | 最終予算額 | 当初予算額 | | |
一般会計 |
千円 (2,707,228) 2,965,728 |
千円 (2,814,752) 2,903,145 |
千円 (2,790,277) 2,794,944 |
% (103.1) 94.2 |
|
特別会計 |
1,359,120 |
1,372,739 |
1,325,056 |
97.5 |
|
計 |
(4,066,348) 4,324,848 |
(4,187,491) 4,275,884 |
(4,115,333) 4,120,000 |
(101.2) 95.3 |
※( )書きは、臨時の経費を除いた額。
"""


def test_years_over_groups_of_columns_and_figures_without_a_part_in_brackets(read):
    (table,) = read(ASIDES).tables
    assert [column.reading for column in table.columns] == ["令和5年度 当初予算額", "令和5年度 最終予算額", "令和6年度 当初予算額", "当初比 伸率"]
    assert {row.label: [figure.magnitude for figure in row.figures] for row in table.rows} == {
        "一般会計": [2965728, 2903145, 2794944], "特別会計": [1359120, 1372739, 1325056], "計": [4324848, 4275884, 4120000],
    }  # fmt: skip
    # The lines that a row cites begin with its label, below the last bar of the row above, and end with its figures.
    assert [(row.source_line, row.until) for row in table.rows] == [(6, 10), (12, 16), (18, 22)]


def test_a_heading_between_brackets_is_no_part_of_the_first_name_below_it(read):
    (table,) = read("【安定した給水の確保】\n給水拠点の整備 |\n1億6010万円 |\n耐震管への布設替え |\n3億7824万円 |\n施設の更新など |\n2億8449万円 |\n").tables
    assert [row.label for row in table.rows] == ["給水拠点の整備", "耐震管への布設替え", "施設の更新など"]


def test_items_by_number_of_which_each_cell_is_a_line_have_notes_behind_their_amounts(read):
    (table,) = read(
        "歳入(主なもの)\n\n内     容\n補正予算額(千円)\n増減の主な理由\n1\n交通事故防止対策事業費補助金(県)【新規】           \n600\n"
        "対策を実施するに当たり、\n補助金が交付されるための増\n2\n臨時福祉給付金給付事業費補助金(国)            \n63,026\n〔国の経済対策補正〕\n給付金の増\n"
        "3\n土地売払収入\n△ 12,345\n売払面積の減\n"
    ).tables
    assert [(row.normalised, [figure.magnitude * (figure.sign or 1) for figure in row.figures]) for row in table.rows if row.figures] == [
        ("交通事故防止対策事業費補助金(県)【新規】", [600]), ("臨時福祉給付金給付事業費補助金(国)", [63_026]), ("土地売払収入", [-12_345]),
    ]


def test_the_number_of_an_item_that_a_bar_ends_is_no_figure_of_the_row_above(read):
    rows = "".join(f"{name} |\n{one:,}\n|\n{other:,}\n|\n{one + other:,}\n|\n" for name, one, other in (
        ("一般会計", 816_892, 4_115), ("特別会計", 42_817, 31), ("企業会計", 71_393, 166), ("合計", 931_102, 4_312),
    ))  # fmt: skip
    text = f"(単位:千円)\n|\n補正前の額 |\n補正額 |\n補正後の額 |\n{rows}|\n(1) |\n地方交付税について、2,224,945千円増額する。 |\n"
    assert [row.normalised for table in read(text).tables for row in table.rows if row.figures] == ["一般会計", "特別会計", "企業会計", "合計"]


def test_a_name_and_its_amount_between_brackets_or_with_others_untold_are_a_row(read):
    (table,) = read("""補正予算 ※歳出の主なものは、
≪国庫支出金 ▲1,476千円≫
子ども手当負担金 ▲39,714千円
次世代育成支援対策交付金 6,914千円、他
≪県支出金 72,483千円≫
介護保険費県補助金 16,200千円
【収益の部 27億3,000万円】
""").tables
    assert [(row.label, [figure.printed for figure in row.figures]) for row in table.rows] == [
        ("国庫支出金", ["▲1,476千円"]), ("子ども手当負担金", ["▲39,714千円"]), ("次世代育成支援対策交付金", ["6,914千円"]),
        ("県支出金", ["72,483千円"]), ("介護保険費県補助金", ["16,200千円"]), ("収益の部", ["27億3,000万円"]),
    ]  # fmt: skip
