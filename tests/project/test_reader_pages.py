"""Pages of a PDF: words with places, as lines, and lists beside each other one behind another.

The pages are invented; their shapes are those of real budget books.
"""

from __future__ import annotations

from dataclasses import replace

from reader import arithmetic
from reader.details import unfold
from reader.glossary import rows
from reader.layout import as_leaves
from reader.pages import cells_of_words, join_letters, level_headers, rows_of_page, to_page_line
from reader.parse import parse
from reader.pdf import Word
from reader.pieces import part_stages
from reader.reading import OPEN, Document, Table
from reader.seeds import draft_document, unread
from reader.text import Cell, plain

HEIGHT = 10


def page_of(rows: list[tuple[float, list[tuple[float, str]]]]) -> list[Word]:
    """The words of a page, at heights; those that end at a place are given with a negative one."""
    words: list[Word] = []
    for top, cells in rows:
        for place, text in cells:
            size = sum(5 if character.isascii() else HEIGHT for character in text)
            start = -place - size if place < 0 else place
            words.append({"text": text, "x0": start, "x1": start + size, "top": top, "bottom": top + HEIGHT})
    return words


def read_pages(*pages: list[tuple[float, list[tuple[float, str]]]]) -> Document:
    """A document of some pages."""
    lines = unfold([[to_page_line(cells) for cells in rows_of_page(page_of(rows))] for rows in pages], level_headers)
    return parse([replace(line, number=number) for number, line in enumerate(lines, 1)])


def amounts(table: Table) -> list[tuple[str, str, list[int]]]:
    """Section, label and amounts of the rows of a table."""
    return [(row.section, row.normalised, [figure.magnitude * (figure.sign or 1) for figure in row.figures]) for row in table.rows if row.figures]


TITLE = [(300, "款"), (330, "2. 港湾費"), (450, "項"), (480, "1. 管理費"), (760, "（単位：千円）")]
# Under 節 the header goes on in a second row; 特定財源 stands over two columns, and 一般財源 at half the height.
HEAD = [
    (40.0, [(540, "節")]),
    (45.0, [(50, "目"), (100, "本年度"), (170, "前年度"), (240, "比"), (260, "較"), (320, "特定財源"), (680, "説"), (720, "明")]),
    (50.5, [(420, "一般財源"), (510, "区"), (530, "分"), (580, "金"), (600, "額")]),
    (56.0, [(300, "県支出金"), (360, "その他")]),
]
FIRST = [
    (20.0, TITLE), *HEAD,
    (70.0, [(30, "1.総務管理"), (-140, "5,310"), (-210, "5,100"), (-280, "210"), (-460, "5,310"), (492, "1.報酬"), (-620, "3,000"), (622, "○"), (634, "港湾管理費"), (-800, "5,310")]),
    (82.0, [(40, "費")]),
    (94.0, [(487, "10.需用費"), (-620, "2,310")]),
    (106.0, [(30, "2.施設費"), (-140, "900"), (-210, "950"), (-280, "△50"), (-340, "400"), (-460, "500"), (487, "14.工事請"), (-620, "900"), (622, "○"), (634, "岸壁整備費"), (-800, "900")]),
    (118.0, [(502, "負費")]),
    (130.0, [(50, "計"), (-140, "6,210"), (-210, "6,050"), (-280, "160"), (-340, "400"), (-460, "5,810")]),
]  # fmt: skip
SECOND = [
    (20.0, [*TITLE[:3], (480, "2. 渡船費"), TITLE[4]]), *HEAD,
    (70.0, [(30, "1.渡船費"), (-140, "700"), (-210, "650"), (-280, "50"), (-400, "80"), (-460, "620"), (492, "2.給料"), (-620, "700"), (622, "○"), (634, "渡船運航費"), (-800, "700")]),
    (82.0, [(50, "計"), (-140, "700"), (-210, "650"), (-280, "50"), (-400, "80"), (-460, "620")]),
]  # fmt: skip


def test_lists_beside_each_other_in_a_detailed_statement_are_tables_of_their_own():
    items, sections, notes = read_pages(FIRST, SECOND).tables
    assert [column.reading for column in items.columns] == ["本年度", "前年度", "比較", "県支出金", "その他", "一般財源"]
    assert [(section, label) for section, label, _ in amounts(items)] == [
        ("管理費", "総務管理費"), ("管理費", "施設費"), ("管理費", "計"), ("渡船費", "渡船費"), ("渡船費", "計"),
    ]
    assert [[figure.column for figure in row.figures] for row in items.rows if row.figures] == [
        [1, 2, 3, 6], [1, 2, 3, 4, 6], [1, 2, 3, 4, 6], [1, 2, 3, 5, 6], [1, 2, 3, 5, 6],
    ]
    assert amounts(sections) == [
        ("総務管理費", "報酬", [3_000]), ("総務管理費", "需用費", [2_310]), ("施設費", "工事請負費", [900]), ("渡船費", "給料", [700]),
    ]
    assert [(label, figures) for _, label, figures in amounts(notes)] == [("港湾管理費", [5_310]), ("岸壁整備費", [900]), ("渡船運航費", [700])]


def test_letters_at_equal_distances_are_a_word_and_headers_of_one_letter_are_not():
    cells = [Cell(text, place, place + 10) for place, text in ((0, "歳"), (30, "入"), (60, "合"), (90, "計"), (140, "款"), (160, "項"))]
    assert [cell.text for cell in join_letters(cells)] == ["歳入合計", "款", "項"]
    assert [cell.text for cell in join_letters([Cell("3.雑", 0, 20), Cell("入", 32, 42)])] == ["3.雑入"]


def test_letters_of_a_sentence_a_little_apart_are_words():
    words = [(20 + 13 * place, text) for place, text in enumerate(["総", "額", "を", "減", "額", "す", "る"])]
    assert [cell.text for cell in rows_of_page(page_of([(10.0, words)]))[0]] == ["総額を減額する"]


def test_headers_that_are_known_part_letters_at_one_distance():
    """会計名, 歳入額 and 歳出額 over columns as far from each other as their letters."""
    cells = [Cell(letter, 20 * place, 20 * place + 10) for place, letter in enumerate("会計名歳入額歳出額")]
    assert [cell.text for cell in join_letters(cells)] == ["会計名", "歳入額", "歳出額"]


def test_columns_of_the_numbers_of_chapters_hold_no_amounts(read):
    (table,) = read("""繰越事業一覧表                (単位：千円)
| 事業名 | 期間 | 款 | 項 | 金額 |
| サーバ機器更改費 | 9月 | 2 | 1 | 80,764 |
| 国土調査事業 | 3月 | 2 | 10 | 139,039 |
| 輸送設備補助 | 3月 | 2 | 11 | 15,608 |
""").tables
    assert [column.kind for column in table.columns] == ["attribute", "attribute", "attribute", "figure"]
    assert amounts(table) == [("", "サーバ機器更改費", [80_764]), ("", "国土調査事業", [139_039]), ("", "輸送設備補助", [15_608])]


def test_figures_half_a_line_below_their_label_are_of_it():
    """Each row is higher than a line: its label stands at the top, and its figures at the foot."""
    table, = read_pages([
        (10.0, [(50, "(歳入)"), (700, "(単位：千円)")]),
        (30.0, [(80, "款"), (300, "本年度予算額"), (500, "前年度予算額"), (700, "比"), (720, "較")]),
        *[row for place, (label, *figures) in enumerate([
            ("1.使用料", "310", "300", "10"), ("2.繰入金", "200", "0", "200"), ("10.諸収入", "5", "5", "0"),
        ]) for row in ((50.0 + 24 * place, [(50 - 5 * (label[1] != "."), label)]), (61.0 + 24 * place, list(zip((-370, -570, -740), figures, strict=True))))],
        (122.0, [(90, "歳"), (120, "入"), (150, "合"), (180, "計")]), (128.0, [(-370, "515"), (-570, "305"), (-740, "210")]),
    ]).tables  # fmt: skip
    assert amounts(table) == [("", "使用料", [310, 300, 10]), ("", "繰入金", [200, 0, 200]), ("", "諸収入", [5, 5, 0]), ("", "歳入合計", [515, 305, 210])]
    assert {row.depth for row in table.rows} == {0}


def test_a_header_of_several_rows_is_read_by_what_stands_below_nothing():
    upper = to_page_line([Cell("補正前", 110, 140), Cell("補正後", 210, 240)])
    lower = to_page_line([Cell("起債の目的", 10, 60), Cell("限度額", 90, 120), Cell("利率", 140, 160), Cell("限度額", 190, 220), Cell("利率", 240, 260)])
    assert [cell.text for cell in as_leaves([upper, lower])[0].cells] == ["起債の目的", "補正前 限度額", "補正前 利率", "補正後 限度額", "補正後 利率"]
    above = to_page_line([Cell("金額", 130, 150)])
    below = to_page_line([Cell("事業名", 10, 40), Cell("変更前", 90, 120), Cell("変更後", 160, 190)])
    assert [plain(cell.text) for cell in as_leaves([above, below])[0].cells] == ["事業名", "変更前", "変更後"]


def test_numbers_of_chapters_and_items_beside_a_project_are_no_amounts():
    table, = read_pages([
        (10.0, [(300, "繰越明許費")]), (20.0, [(600, "(単位：千円)")]),
        (30.0, [(60, "款"), (160, "項"), (300, "事業名"), (600, "金額")]),
        (50.0, [(30, "6"), (55, "農林水産業費"), (140, "1"), (165, "農業費"), (280, "用水路改修事業"), (-640, "34,050")]),
        (65.0, [(280, "ため池整備事業"), (-640, "5,100")]),
        (80.0, [(30, "8"), (55, "土木費"), (140, "2"), (165, "河川費"), (280, "護岸整備事業"), (-640, "9,300")]),
    ]).tables
    assert [(label, figures) for _, label, figures in amounts(table)] == [("用水路改修事業", [34_050]), ("ため池整備事業", [5_100]), ("護岸整備事業", [9_300])]


def test_nothing_of_such_a_page_is_proved_that_its_figures_do_not_say():
    document = read_pages(FIRST, SECOND)
    findings = arithmetic.find(document)
    assert document.rounded_sums == 0 and findings.misread == []
    assert {(relation.parent.label, relation.parent.section) for relation in findings.relations if relation.axis == "line" and len(relation.children) > 1} <= {
        ("計", "管理費"), ("総務管理費", "管理費"), ("総務管理費", ""),
    }  # fmt: skip


def test_an_item_that_goes_on_is_printed_again_and_counted_once():
    again = [*FIRST[:6], (82.0, [(40, "費")]), (94.0, [(492, "4.共済費"), (-620, "310"), (634, "共済組合負担金")]), (106.0, [(634, "（10分の10）")])]
    first = [FIRST[0], *HEAD, FIRST[5], FIRST[6], FIRST[7]]
    items, sections, _ = read_pages(first, again).tables
    assert [label for _, label, _ in amounts(items)] == ["総務管理費"]
    assert [(section, label) for section, label, _ in amounts(sections)] == [
        ("総務管理費", "報酬"), ("総務管理費", "需用費"), ("総務管理費", "報酬"), ("総務管理費", "共済費"),
    ]


DETAILS = """(款)2 港湾費 (項)1 管理費                                                            (単位:千円)
                                          財源内訳              節
目            本年度     前年度    比較                                                    説明
                                          区分     金額     区分            金額
1 総務管理費   5,310      5,100     210   一般財源  5,310    1 報酬          3,000   港湾管理費       5,310
                                                             10 需用費       2,310
2 施設費         900        950    △50   県支出金    400   14 工事請        900   岸壁整備費         900
                                          一般財源    500   負費
計             6,210      6,050     160
"""


def test_lists_beside_each_other_in_a_text_share_its_lines(read):
    document = read(DETAILS)
    items, sections, notes = document.tables
    assert [column.reading for column in items.columns][:3] == ["本年度", "前年度", "比較"]
    assert document.lines == DETAILS.split("\n")
    assert [(label, figures[:3]) for _, label, figures in amounts(items) if len(figures) > 2] == [
        ("総務管理費", [5_310, 5_100, 210]), ("施設費", [900, 950, -50]), ("計", [6_210, 6_050, 160]),
    ]
    assert amounts(sections) == [("", "報酬", [3_000]), ("", "需用費", [2_310]), ("", "工事請負費", [900])]
    assert [(label, figures) for _, label, figures in amounts(notes)] == [("港湾管理費", [5_310]), ("岸壁整備費", [900])]
    draft = draft_document(document, arithmetic.find(document), "invented", rows("rules"))
    assert unread(draft) == {}
    assert not [reading for reading in draft.readings if reading.kind == "figure" and reading.certainty == OPEN]


def test_headers_of_stages_that_are_stuck_to_each_other_are_columns_of_their_own():
    cells = part_stages([Cell("目", 0, 10), Cell("既決予定額補正予定額", 50, 150), Cell("計", 180, 190), Cell("補正予定額", 200, 250)])
    assert [(cell.text, cell.start) for cell in cells] == [("目", 0), ("既決予定額", 50), ("補正予定額", 100), ("計", 180), ("補正予定額", 200)]


def test_headers_of_stages_close_to_each_other_are_cells_of_their_own():
    words = [{"text": text, "x0": left, "x1": left + 50, "top": 0, "bottom": 10} for text, left in (("既決予定額", 0), ("補正予定額", 54), ("水道事業", 108), ("会計", 160))]
    assert [cell.text for cell in cells_of_words(words)] == ["既決予定額", "補正予定額 水道事業 会計"]


def test_an_amount_ends_before_the_words_of_the_next_column():
    words = [{"text": text, "x0": left, "x1": left + 8 * len(text), "top": 0, "bottom": 10} for text, left in (("20,790", 0), ("負", 54), ("担", 90), ("1,234", 200), ("千円", 244))]
    assert [cell.text for cell in cells_of_words(words)] == ["20,790", "負", "担", "1,234 千円"]


def test_the_number_of_a_page_in_its_margin_is_a_line_by_itself():
    rows = [(20.0, [(100, "未払金"), (200, "1,234")]), (32.0, [(10, "-")]), (44.0, [(10, "5"), (100, "引当金"), (200, "70")]), (56.0, [(10, "-"), (100, "負債計"), (200, "1,304")])]
    lines = [[cell.text for cell in cells] for cells in rows_of_page(page_of(rows))]
    assert lines == [["未払金", "1,234"], ["引当金", "70"], ["負債計", "1,304"], ["- 5 -"]]


def test_the_number_of_a_page_that_runs_down_its_margin_may_be_one_word_with_its_dashes():
    words = [*page_of([(40.0, [(100, "引当金"), (200, "70")])]), {"text": "-21-", "x0": 10, "x1": 20, "top": 30, "bottom": 60}]
    assert [[cell.text for cell in cells] for cells in rows_of_page(words)] == [["引当金", "70"], ["- 21 -"]]
    assert [[cell.text for cell in cells] for cells in rows_of_page(page_of([(40.0, [(100, "-21-"), (200, "70")])]))] == [["-21-", "70"]]


def test_distances_that_are_a_hundredth_over_are_not_over():
    """Letters 3.5 widths apart, and words 0.9 heights apart, of places that a PDF stores with few digits."""
    assert [cell.text for cell in join_letters([Cell("資", 160, 170), Cell("産", 205.005, 215.005)])] == ["資産"]
    words: list[Word] = [{"text": text, "x0": left, "x1": left + 20, "top": 0, "bottom": 10} for text, left in (("扶養", 0), ("手当", 29.005))]
    assert [cell.text for cell in cells_of_words(words)] == ["扶養 手当"]
