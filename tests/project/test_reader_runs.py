"""Pages in one line: the labels of a table stand in one run, and its figures in another. The texts are invented."""

from __future__ import annotations

import re

import pytest

from reader.framed import split_framed
from reader.run_words import Word, without_echoes

UNIT = "(単位:千円)"
HEADS = "区分 本年度 前年度 比較"
LABELS = "給水収益 受託工事収益 その他営業収益 長期前受金戻入 合 計"
COLUMNS = (
    "885,580 37,995 79,669 344,228 1,347,472", "882,261 50,206 63,261 301,115 1,296,843", "3,319 △ 12,211 16,408 43,113 50,629",
)  # fmt: skip
ROWS = [" ".join(row) for row in zip(*(column.replace("△ ", "△").split() for column in COLUMNS), strict=True)]
SAID = " ".join(["1 概要", *["本年度の予算は、事業の着実な推進と経営の健全化を図ることとし、必要な経費を計上した。"] * 3])
AMOUNTS = {
    "給水収益": [885580, 882261, 3319], "受託工事収益": [37995, 50206, -12211], "その他営業収益": [79669, 63261, 16408],
    "長期前受金戻入": [344228, 301115, 43113], "合計": [1347472, 1296843, 50629],
}  # fmt: skip
# Rows of a settlement of which some have their labels before them, and the others at the end.
BARE = (
    "2 決算の状況 水道事業の収支は次の表のとおりである。 (単位:千円・%) 平成28年度 平成27年度 差引増減 (1) (2) (1)-(2) 伸率 "
    "1,347,472 1,296,843 50,629 3.9 1,003,244 995,728 7,516 0.8 給水収益 885,580 882,261 3,319 0.4 117,664 113,467 4,197 3.7 "
    "営業外収益 344,228 301,115 43,113 14.3 上水道事業収益 営業収益 その他営業収益"
)
# The statement of a budget by items: what is behind the three amounts details the change.
ITEMS = (
    "2.歳 入 款 3. 国庫支出金 項 1. 国庫負担金 (単位:千円) 節 説 明 区 分 金 額 目 補正前の額 補正額 計 1.介護給付費負担金 770,206 22,900 793,106 "
    "1.現年度分 22,900 現年度分 22,900 2.地域支援事業交付金(総 37,196 277 37,473 1.現年度分 277 現年度分 277 合事業) 計 807,402 23,177 830,579 "
    "款 5. 県支出金 項 1. 県負担金 1.国民健康保 609,955 19,674 629,629 1.現年度分 19,674 険税 現年度分 19,674"
)


# Rows of which some lack their change, with notes behind them; and the next table, of which two rows tell.
NOTED = (
    "2 電気事業 (単位 千円) 項 目 27当初 26当初 増 減 説 明 営業収益 1,665,166 1,680,915 財務収益 4,270 2,496 収益的収入 1,669,436 1,683,411 "
    "営業費用 1,490,238 1,432,120 58,118 修繕費等 財務費用 34,644 41,632 △ 6,988 支払利息 収益的支出 1,524,882 1,473,752 51,130 電力料収入等 "
    "3 施設の改良 (単位 千円) 項 目 27当初 26当初 増 減 説 明 建設費 357,000 140,000 217,000 発電所 改良費 254,869 127,103 127,766 発電所等"
)


def rows(document):
    """The rows of all tables: label and amounts with their signs."""
    return {
        row.normalised: [figure.magnitude * (figure.sign or 1) for figure in row.figures] for table in document.tables for row in table.rows
    }  # fmt: skip


@pytest.mark.parametrize("page", [
    f"{SAID} {UNIT} {HEADS} {LABELS} {' '.join(COLUMNS)}",
    f"{SAID} {UNIT} {HEADS} {LABELS} {' '.join(ROWS)}",
    f"{SAID} {UNIT} 区分 {LABELS} 本年度 {COLUMNS[0]} 前年度 {COLUMNS[1]} 比較 {COLUMNS[2]}",
    f"{SAID} {UNIT} {LABELS} 本年度 前年度 比較 {' '.join(COLUMNS)} 12",
    f"{SAID} {HEADS} {LABELS} {' '.join(COLUMNS)} {UNIT} 以上のとおりである。",
])  # fmt: skip
def test_labels_and_figures_in_runs_are_the_rows_that_the_arithmetic_tells(read, page):
    document = read(page)
    assert rows(document) == AMOUNTS
    assert [(column.reading, column.stage) for column in document.tables[0].columns] == [
        ("本年度", "revised"), ("前年度", "original"), ("比較", "adjustment"),
    ]  # fmt: skip
    assert {table.unit for table in document.tables} == {"thousand_yen"}


def test_shares_tell_the_rows_of_one_column(read):
    shares = "65.7 2.8 5.9 25.5 100.0"
    document = read(f"{SAID} {UNIT} 科目 予算額 構成比 {LABELS.replace(' 合 計', ' 計')} {COLUMNS[0].replace('344,228', '344,227')} {shares}")
    assert rows(document)["給水収益"] == [885580] and len(document.tables[0].rows) == 5


def test_a_figure_that_no_row_has_is_left_where_its_run_ends(read):
    # The balance below the table has no change.
    first, second, third = COLUMNS
    document = read(f"{SAID} {UNIT} {HEADS} {LABELS} 収支差引 {first} {second} △ 4,158 0 比較 {third}")
    assert rows(document) == AMOUNTS


@pytest.mark.parametrize("old, new", [
    (LABELS, LABELS.replace("受託工事収益 ", "")),  # fewer labels than rows
    (LABELS, "合 計 給水収益 受託工事収益 その他営業収益 長期前受金戻入"),  # the total elsewhere
    (" ".join(COLUMNS), " ".join(COLUMNS).replace("882,261", "882,262").replace("37,995", "37,996").replace("16,408", "16,409")),
])  # fmt: skip
def test_what_labels_or_figures_contradict_is_not_put_together(read, old, new):
    page = f"{SAID} {UNIT} {HEADS} {LABELS} {' '.join(COLUMNS)}"
    assert old in page and not any(len(amounts) == 3 for amounts in rows(read(page.replace(old, new))).values())


def test_labels_of_bare_rows_stand_behind_the_last(read):
    assert rows(read(BARE)) == {
        "上水道事業収益": [1347472, 1296843, 50629], "営業収益": [1003244, 995728, 7516], "給水収益": [885580, 882261, 3319],
        "その他営業収益": [117664, 113467, 4197], "営業外収益": [344228, 301115, 43113],
    }  # fmt: skip


@pytest.mark.parametrize("labels", ["営業収益 その他営業収益 上水道事業収益", "営業収益 その他営業収益"])
def test_bare_rows_whose_labels_are_in_no_order_stay_without(read, labels):
    found = rows(read(BARE.replace("上水道事業収益 営業収益 その他営業収益", labels)))
    assert found == {"給水収益": [885580, 882261, 3319], "営業外収益": [344228, 301115, 43113]}


def test_rows_that_keep_the_law_of_their_headers_stand_amid_what_details_them(read):
    document = read(ITEMS)
    found = {row.normalised: [figure.magnitude for figure in row.figures] for row in document.tables[0].rows}
    assert found == {
        "介護給付費負担金": [770206, 22900, 793106], "地域支援事業交付金(総合事業)": [37196, 277, 37473], "計": [807402, 23177, 830579],
        "国民健康保険税": [609955, 19674, 629629],
    }  # fmt: skip
    assert {row.normalised for table in document.tables[1:] for row in table.rows if row.figures} == {"現年度分"}


def test_a_list_below_one_header_has_as_many_labels_as_figures_and_counts_on(read):
    page = f"{SAID} {UNIT} 款 予算額 1 市税 2 地方譲与税 3 地方交付税 4 繰入金 5 諸収入 7,537,096 212,005 900,000 346,039 1,119,513"
    assert rows(read(page)) == {
        "市税": [7537096], "地方譲与税": [212005], "地方交付税": [900000], "繰入金": [346039], "諸収入": [1119513],
    }  # fmt: skip
    assert not rows(read(page.replace("4 繰入金 5 諸収入", "5 諸収入 4 繰入金")))


def test_rows_below_headers_of_a_law_are_read_up_to_the_next_such_headers(read):
    document = read(NOTED)
    changed = {label: amounts for label, amounts in rows(document).items() if len(amounts) == 3}
    assert changed == {
        "営業費用": [1490238, 1432120, 58118], "財務費用": [34644, 41632, -6988], "収益的支出": [1524882, 1473752, 51130],
        "建設費": [357000, 140000, 217000], "改良費": [254869, 127103, 127766],
    }  # fmt: skip
    assert [[row.normalised for row in table.rows][-1] for table in document.tables if len(table.columns) == 3] == ["収益的支出", "改良費"]


def test_the_last_label_is_that_of_figures_that_are_left_out_where_one_more_stands_than_rows(read):
    first, second, change = COLUMNS
    document = read(f"{SAID} {UNIT} 本年度 前年度 {LABELS} 収入支出差引 {first} {second} △ 4,158 0 増減 {change}")
    assert rows(document) == AMOUNTS
    assert [column.reading for column in document.tables[0].columns] == ["本年度", "前年度", "増減"]


BARRED = [
    "2 特別会計", "| 会計名 | 予算現額 | 収入済額又は支出済額 | 残額 |", "| 本月分 | 累計 |", "| 交付税特別会計 | | | | | |",
    "| 歳入 | 5,094,040 | 401,352 | 1,217,254 | △3,876,786 |", "| 歳出 | 5,083,921 | - | 4,528,852 | 555,069 |",
    "| 登記特別会計 | | | | | |", "| 歳入 | 188,747 | 25,573 | 98,386 | △90,361 |", "| 歳出 | 171,816 | 13,583 | | 117,501 |",
]  # fmt: skip
DRAWN = [
    "第1表 歳入歳出予算補正 (単位:千円)", "┌────┬────┬────┬───┬────┐", "│款 │項 │補正前の額│補正額│計 │", "├────┼────┼────┼───┼────┤",
    "│1 市税 │ │ 19,907│ 910│ 20,817│", "│ ├────┼────┼───┼────┤", "│ │1 市民税 │ 18,943│ 949│ 19,892│", "│ ├────┼────┼───┼────┤",
    "│ │2 固定資産税 │ 964│ △39│ 925│", "└────┴────┴────┴───┴────┘", "提出する。",
]  # fmt: skip


@pytest.mark.parametrize("lines, count", [(BARRED, 4), (DRAWN, 3)])
def test_rows_between_bars_on_one_line_are_read_as_on_lines_of_their_own(read, lines, count):
    def shape(document):
        return [
            ([column.printed for column in table.columns], [(row.label, [figure.printed for figure in row.figures]) for row in table.rows])
            for table in document.tables
        ]  # fmt: skip

    document = read(" ".join(lines))
    assert shape(document) == shape(read("\n".join(lines)))
    assert sum(bool(row.figures) for table in document.tables for row in table.rows) == count


def test_a_table_between_bars_ends_where_words_stand_in_the_place_of_a_blank_cell():
    rows = ["| 科目 | 予算 | 決算 |", "|---|---|---|", "| 市税 | 10 | 11 |", "| 交付税 | | 21 |", "| 市債 | 30 | 31 |"]
    line = " ".join(rows)
    assert split_framed(f"1 歳入 {line} 2 歳出 {line} 以上") == ["1 歳入", *rows, "2 歳出", *rows, "以上"]
    # Two rows tell nothing.
    assert split_framed("| 市税 | 10 | | 市債 | 20 |") == ["| 市税 | 10 | | 市債 | 20 |"]


WORN = (
    "3 第1表 歳入歳出予算補正 歳入 (単位 千円) 款 項 補正前の額補正額計 10 地方交付税 4,750, ,685 4,989,685 1 地方交付税 4,750, ,685 4,989, "
    "国庫支出金 1,089,717 3,004 1,092,721 2 国庫補助金 418,182 3, , 県支出金 660,956 40,251 701,207 2 県補助金 235,553 39, ,304 3 県委託金 50, , "
    "市債 1,044,100 67,600 1,111,700-3-"
)


@pytest.mark.parametrize("text", [WORN, re.sub(r" (?=10 |1 地|国庫支|2 |県支|3 県|市債|款)", "\n", WORN.replace("-3-", "\n-3-"))])
def test_figures_beside_lost_digits_keep_their_columns(read, text):
    (table,) = read(text).tables
    assert [(row.normalised, [(figure.column, figure.magnitude) for figure in row.figures]) for row in table.rows] == [
        ("地方交付税", [(3, 4989685)]), ("地方交付税", []), ("国庫支出金", [(1, 1089717), (2, 3004), (3, 1092721)]), ("国庫補助金", [(1, 418182)]),
        ("県支出金", [(1, 660956), (2, 40251), (3, 701207)]), ("県補助金", [(1, 235553)]), ("県委託金", []),
        ("市債", [(1, 1044100), (2, 67600), (3, 1111700)]),
    ]  # fmt: skip
    assert [column.stage for column in table.columns] == ["original", "adjustment", "revised"]


# Names, headers and sides in letters; the sum of each side behind its columns, the headers before the first side alone.
SIDED = (
    f"{SAID} {UNIT} 区 分 平成29 年度 平成28 年度 比 較 歳 入 国 民 健 康 保 険 税 国 庫 支 出 金 前 期 高 齢 者 交 付 金 繰 入 金 "
    "165,698 846,987 447,874 71,354 236,196 853,241 113,736 81,248 △70,498 △6,254 334,138 △9,894 歳 入 合 計 1,531,913 1,284,421 247,492 "
    "歳 出 総 務 費 保 険 給 付 費 保 健 事 業 費 前 年 度 繰 上 充 用 金 "
    "201,674 527,569 61,811 71,759 165,735 475,036 63,726 59,168 35,939 52,533 △1,915 12,591 歳 出 合 計 862,813 763,665 99,148"
)


def test_the_sum_of_a_side_stands_behind_its_columns_and_the_next_side_goes_on_below_the_same_headers(read):
    document = read(SIDED)
    assert rows(document)["前期高齢者交付金"] == [447874, 113736, 334138]
    assert rows(document)["歳入合計"] == [1531913, 1284421, 247492]
    assert rows(document)["前年度繰上充用金"] == [71759, 59168, 12591]
    assert [[column.stage for column in table.columns] for table in document.tables] == 2 * [["revised", "original", "adjustment"]]


def test_what_is_no_sum_of_the_rows_is_none_of_them(read):
    document = read(SIDED.replace("1,531,913", "1,531,914"))
    assert "歳入合計" not in rows(document)


LISTED = (
    "歳 入 (単位:千円) 款 金 額 町税 640,114 17.3% 繰越金 111,282 3.0% 諸収入等 796,495 21.6% 地方交付税 1,438,596 39.0% 町債 204,300 5.5%"
)


@pytest.mark.parametrize("page", [
    f"{SAID} {LISTED} 最も多いのは地方交付税で、次いで諸収入等となっています。",
    f"平成28年度決算 {LISTED} {SAID}",
])  # fmt: skip
def test_a_list_stands_amid_the_sentences_of_a_page_in_one_line(read, page):
    assert rows(read(page)) == {"町税": [640114], "繰越金": [111282], "諸収入等": [796495], "地方交付税": [1438596], "町債": [204300]}


def test_what_an_amount_of_a_sentence_is_in_is_no_list(read):
    # Amounts with their units are told by what is said of them.
    page = f"{SAID} 補正の主なもの 道路維持費 18,611千円 河川改修費 1,034千円 学校管理費 243,563千円 保健衛生費 9,200千円 を追加する。"
    assert not read(page).tables


def test_a_note_behind_the_figures_of_a_row_is_no_part_of_the_next_label(read):
    page = (
        f"{SAID} (単位:千円) 区分 本年度 前年度 比較 備考 給水収益 10,754 10,820 △66 水道料金 受託工事収益 37,977 60,378 △22,401 新設工事 "
        "その他営業収益 637,366 526,940 110,426 負担金等 長期前受金戻入 1,090 1,122 △32 補助金 687,187 599,260 87,927"
    )  # fmt: skip
    assert rows(read(page)) == {
        "給水収益": [10754, 10820, -66], "受託工事収益": [37977, 60378, -22401], "その他営業収益": [637366, 526940, 110426],
        "長期前受金戻入": [1090, 1122, -32], "補助金": [687187, 599260, 87927],
    }  # fmt: skip


# A settlement by sections, of which some lost their names, and some what was not spent.
SETTLED = (
    "歳 出 (単位:円) 予 款 項 目 当初予算額 補正予算額 計 算 現 額 節 区 分 金 額 支出済額 不用額 備 考 総務費 9,900,000 400,000 10,300,000 9,000,364 1,299,636 "
    "徴税費 9,900,000 400,000 10,300,000 9,000,364 1,299,636 1 税務総務費 9,100,000 300,000 9,400,000 8,300,264 1,099,736 "
    "1報 酬 167,000 55,500 111,500 委員 9人 2給 料 4,450,000 4,449,600 一般職給 3職員手当等 1,737,000 1,685,716 51,284 扶養手当 4共 済 8旅 費 "
    "506,000 505,111 費 11,000 3,696 10 需 用 費 183,000 177,666 5,334 消耗品費 21,667 11 役 考 400 889 12 委 託 料 848,000 844,225 3,775 7,304"
)
SECTIONS = {
    "1 報酬": [167000, 55500, 111500], "2 給料": [4450000, 4449600, 400], "3 職員手当等": [1737000, 1685716, 51284],
    "4 共済費": [506000, 505111, 889], "8 旅費": [11000, 3696, 7304], "10 需用費": [183000, 177666, 5334], "12 委託料": [848000, 844225, 3775],
}  # fmt: skip


def test_sections_of_a_settlement_are_known_by_their_numbers_and_by_what_was_not_spent(read):
    items, parts = read(SETTLED).tables
    assert [(row.normalised, [figure.magnitude for figure in row.figures]) for row in items.rows] == [
        ("総務費", [9900000, 400000, 10300000, 9000364, 1299636]), ("徴税費", [9900000, 400000, 10300000, 9000364, 1299636]),
        ("税務総務費", [9100000, 300000, 9400000, 8300264, 1099736]),
    ]  # fmt: skip
    assert {row.label: [figure.magnitude for figure in row.figures] for row in parts.rows} == SECTIONS
    assert [column.stage for column in parts.columns] == [None, "spent", "unused"]


def test_rows_that_are_fewer_than_the_names_left_between_two_sections_have_none(read):
    (parts,) = (table for table in read(SETTLED.replace("4共 済 8旅 費", "4共 済 7報 償 費 8旅 費")).tables if len(table.columns) == 3)
    assert {row.label: [figure.magnitude for figure in row.figures] for row in parts.rows} == {
        name: amounts for name, amounts in SECTIONS.items() if name not in ("4 共済費", "8 旅費")
    }  # fmt: skip


# A page that prints each number twice over itself, so that it is bold: the second print is moved, and cut off at the edge of its cell.
TWICE = (
    f"{SAID} 第1表 歳入歳出予算補正 歳 入 款 項 補正前の額 補 正 額 千円 11 分担金 22 負 担 金 66 繰 越 金 11 繰 越 金 88 町 債 11 町 債 歳 入 合 計 "
    "千円 計 千円 215,885 215,885 2,000 217,885 2,000 217 206,261 206,261 2,000 208,261 2,000 208 60,006 60,006 678 60,684 678 60 "
    "60,006 60,006 678 60,684 678 60 1,049,700 1,049,700 △180,000 △180,000 869,700 869 1,049,700 1,049,700 △180,000 △180,000 869,700 869 "
    "1,325,591 1,325,591 △177,322 △177,322 1,148,269 1,148"
)


def test_figures_that_a_page_prints_twice_over_each_other_are_read_once(read):
    (table,) = read(TWICE).tables
    assert [(row.label, [figure.magnitude * (figure.sign or 1) for figure in row.figures]) for row in table.rows] == [
        ("1 分担金", [215885, 2000, 217885]), ("2 負担金", [206261, 2000, 208261]), ("6 繰越金", [60006, 678, 60684]), ("1 繰越金", [60006, 678, 60684]),
        ("8 町債", [1049700, -180000, 869700]), ("1 町債", [1049700, -180000, 869700]), ("歳入合計", [1325591, -177322, 1148269]),
    ]  # fmt: skip


def test_amounts_that_are_the_same_in_two_rows_are_none_printed_twice():
    # 款 and its only 項 have the same amounts, and nothing is cut off.
    texts = "60,006 60,006 0 60,006 60,006 0 49,700 49,000 700 49,700 49,000 700 109,706 109,006 700".split()
    figures = [Word(text, 0, place, place + 1, is_figure=True) for place, text in enumerate(texts)]
    assert without_echoes(figures) == figures
