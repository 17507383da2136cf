"""What the reader says of numbers: small made-up tables of every kind, and random ones.

A document is made of tables whose sums are known; what is found must be among them, and what
is called proved must be true.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import combinations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reader import arithmetic
from reader.chance import Independent, fewest_flips
from reader.numbering import deepen
from reader.reading import (
    BASE,
    CHANGE,
    OPEN,
    PROBABLE,
    PROVED,
    RESULT,
    TOTAL,
    Column,
    Document,
    Figure,
    Findings,
    LineKey,
    Prose,
    Relation,
    Row,
    Table,
)

STAGES = (BASE, CHANGE, RESULT)


def figure(column: int, amount: int, unit: str, prints_minus: bool) -> Figure:
    """A figure as layout reads it: without its sign if the marks of the document are lost."""
    sign = (-1 if amount < 0 else 1) if prints_minus or not amount else None
    return Figure(column, f"{abs(amount):,}", abs(amount), sign, unit)


def table(
    name: str,
    columns: Sequence[Column],
    rows: Sequence[tuple],
    unit: str = "thousand_yen",
    first: int = 1,
    prints_minus: bool = True,
    statement: str = "",
) -> Table:
    """A table. A row is a label with its amounts, None for a heading; a label may begin with numbering and a blank.

    Args:
        name: Its id; also its statement unless another is given.
        columns: Its columns.
        rows: Label and amounts.
        unit: Unit of its figures.
        first: Its first line of the text.
        prints_minus: Whether the document prints its minus marks.
        statement: Key of its statement.
    """
    made = Table(name, name, unit, first_line=first, statement=statement or name, columns=list(columns))
    section = ""
    for number, (label, *amounts) in enumerate(rows):
        numbering, _, words = label.rpartition(" ")
        row = Row(first + 1 + number, label, words, numbering=numbering, section=section)
        if not amounts:
            row.is_heading, section = True, words
        row.figures = [figure(n, amount, unit, prints_minus) for n, amount in enumerate(amounts, 1) if amount is not None]
        made.rows.append(row)
    made.last_line = first + len(rows)
    return made


def staged(business: str | None = None) -> list[Column]:
    """The columns base, change and result."""
    return [Column(n, stage, stage, "figure", "", business, stage) for n, stage in enumerate(STAGES, 1)]


def one() -> list[Column]:
    """One column of amounts of which no header says the stage."""
    return [Column(1, "金額", "金額")]


def read(*tables: Table, prints_minus: bool = True, prose: Sequence[Prose] = ()) -> Findings:
    """What the arithmetic says of a document of these tables."""
    return arithmetic.find(Document([], list(tables), list(prose), prints_minus))


def read_with_document(*tables: Table) -> tuple[Document, Findings]:
    """A document of these tables, and what the arithmetic says of it."""
    document = Document([], list(tables))
    return document, arithmetic.find(document)


def sums(findings: Findings, certainty: str | None = None) -> dict[str, str]:
    """The sums along lines as text: parent to parts."""
    return {
        relation.parent.label: " ".join(("+" if weight > 0 else "-") + child.label for child, weight in relation.children)
        for relation in findings.relations
        if relation.axis == "line" and certainty in (None, relation.certainty)
    }


def moved(base: int, change: int) -> tuple[int, int, int]:
    """Base, change and result."""
    return base, change, base + change


# ---------------------------------------------------------------- sums of one table


def test_totals_after_their_parts():
    findings = read(
        table("assets", staged(), [
            ("流動資産",), ("現金", *moved(51_234, 120)), ("未収金", *moved(8_417, -33)), ("流動資産合計", *moved(59_651, 87)),
            ("固定資産",), ("土地", *moved(700_120, 0)), ("建物", *moved(91_877, 4_000)), ("固定資産合計", *moved(791_997, 4_000)),
            ("資産合計", *moved(851_648, 4_087)),
        ])
    )  # fmt: skip
    assert sums(findings, PROVED) == {
        "流動資産合計": "+現金 +未収金", "固定資産合計": "+土地 +建物", "資産合計": "+流動資産合計 +固定資産合計",
    }  # fmt: skip
    assert all(relation.reason_ja and relation.reason_en for relation in findings.relations)


def test_totals_before_their_parts_are_told_by_numbering():
    findings = read(
        table("expenses", one(), [
            ("1 総務費", 500_300), ("1 総務管理費", 420_100), ("2 徴税費", 80_200), ("2 公債費", 310_777), ("1 公債費", 310_777),
            ("歳出合計", 811_077),
        ])
    )  # fmt: skip
    assert sums(findings, PROVED) == {"総務費": "+総務管理費 +徴税費", "公債費": "+公債費", "歳出合計": "+総務費 +公債費"}


def test_totals_before_their_parts_without_numbering_need_the_whole_table():
    rows = [
        ("総務費", 500_300), ("総務管理費", 420_100), ("徴税費", 80_200), ("公債費", 310_777), ("元利償還金", 310_777), ("歳出合計", 811_077),
    ]  # fmt: skip
    expected = {"総務費": "+総務管理費 +徴税費", "公債費": "+元利償還金", "歳出合計": "+総務費 +公債費"}
    assert sums(read(table("expenses", one(), rows)), PROVED) == expected
    # With another total nothing closes the table, and one column alone proves nothing.
    assert sums(read(table("expenses", one(), [*rows[:-1], ("歳出合計", 811_088)])), PROVED) == {}


def test_results_take_lines_with_plus_and_minus():
    rows = [
        ("営業収益合計", *moved(900_417, 300)), ("営業費用合計", *moved(950_002, 120)), ("営業利益", *moved(-49_585, 180)),
        ("営業外収益合計", *moved(70_311, 0)), ("営業外費用合計", *moved(12_050, 7)), ("経常利益", *moved(8_676, 173)),
    ]  # fmt: skip
    expected = {"営業利益": "+営業収益合計 -営業費用合計", "経常利益": "+営業利益 +営業外収益合計 -営業外費用合計"}
    assert sums(read(table("income", staged(), rows)), PROVED) == expected
    lost = read(table("income", staged(), rows, prints_minus=False), prints_minus=False)
    assert sums(lost, PROVED) == expected


def test_a_closing_amount_adds_the_difference_to_the_opening_one():
    findings = read(
        table("cash", staged(), [
            ("資金収入合計", *moved(81_234, 500)), ("資金支出合計", *moved(95_004, 20)), ("資金収支差額", *moved(-13_770, 480)),
            ("前期末残高", *moved(40_100, 0)), ("当期末残高", *moved(26_330, 480)),
        ])
    )  # fmt: skip
    assert sums(findings, PROVED) == {"資金収支差額": "+資金収入合計 -資金支出合計", "当期末残高": "+資金収支差額 +前期末残高"}


def test_a_total_of_which_only_amended_parts_are_printed_holds_in_the_change():
    findings = read(
        table("expenditure", staged(), [
            ("第1款 水道事業費用", *moved(1_081_511, -22_978)), ("第1項 営業費用", *moved(872_955, -23_179)), ("第2項 営業外費用", *moved(99_125, 201)),
        ])
    )  # fmt: skip
    (found,) = [relation for relation in findings.relations if relation.axis == "line"]
    assert (found.stages, found.certainty) == ((CHANGE,), PROVED)
    assert "補正のあった科目だけ" in found.reason_ja


def test_a_total_by_its_word_may_be_of_amended_parts_only():
    rows = [("繰入金", *moved(576_080, 12_391)), ("繰越金", *moved(3_000, -2_900)), ("歳入合計", *moved(1_304_877, 9_491))]
    (found,) = [relation for relation in read(table("revenue", staged(), rows)).relations if relation.axis == "line"]
    assert (found.stages, [child.label for child, _ in found.children]) == ((CHANGE,), ["繰入金", "繰越金"])


def test_two_equal_totals_are_two_sides():
    rows = [("給水収益", 191_580_131), ("雑収益", 775_979), ("合計", 192_356_110), ("合計", 192_356_110)]
    relations = [r for r in read(table("income", one(), rows, "yen")).relations if len(r.children) == 1]
    assert [(r.kind, r.certainty) for r in relations] == [("balance", PROBABLE)]


def test_an_account_of_two_sides_adds_up_on_both():
    rows = [
        ("給水収益", 191_580_131), ("受託収益", 775_979), ("小計(営業収益)", 192_356_110), ("雑収益", 18_584_637), ("利息", 609_441),
        ("小計(営業外収益)", 19_194_078), ("浄水費", 30_974_311), ("配水費", 21_911_940), ("小計(営業費用)", 52_886_251),
        ("支払利息", 4_907_132), ("雑支出", 256_362), ("小計(営業外費用)", 5_163_494), ("当年度純利益", 153_500_443), ("合計", 211_550_188),
    ]  # fmt: skip
    proved = sums(read(table("income", one(), rows, "yen")), PROVED)
    assert proved["当年度純利益"] == "+小計(営業収益) +小計(営業外収益) -小計(営業費用) -小計(営業外費用)"
    assert proved["合計"] in ("+小計(営業収益) +小計(営業外収益)", "+小計(営業費用) +小計(営業外費用) +当年度純利益")


def test_two_rows_on_one_line_of_the_text_are_two_lines():
    made = table("income", one(), [
        ("給水収益", 191_580_131), ("雑収益", 775_979), ("小計(収益)", 192_356_110),
        ("浄水費", 30_974_311), ("配水費", 21_911_940), ("小計(費用)", 52_886_251),
    ], "yen")  # fmt: skip
    for row, other in zip(made.rows[3:], made.rows[:3], strict=True):
        row.source_line = other.source_line
    assert sums(read(made), PROVED) == {"小計(収益)": "+給水収益 +雑収益", "小計(費用)": "+浄水費 +配水費"}


def test_what_a_total_says_of_which_is_no_part_of_it():
    findings = read(
        table("revenue", staged(), [
            ("使用料", *moved(40_411, 100)), ("うち現年分", *moved(30_007, 50)), ("手数料", *moved(5_213, 9)), ("計", *moved(45_624, 109)),
        ])
    )  # fmt: skip
    assert sums(findings, PROVED) == {"計": "+使用料 +手数料"}


def test_rounded_parts_may_miss_their_total_by_what_rounding_leaves():
    columns = [Column(1, "令和5年度", "令和5年度", "figure", "million_yen", None, RESULT)]
    rows = [("市税", 6_953), ("交付税", 2_491), ("国庫支出金", 2_983), ("歳入合計", 12_428)]
    assert sums(read(table("revenue", columns, rows, "million_yen"))) == {"歳入合計": "+市税 +交付税 +国庫支出金"}
    rows[-1] = ("歳入合計", 12_431)
    assert sums(read(table("revenue", columns, rows, "million_yen"))) == {}


def test_of_a_book_only_the_tables_are_rounded_whose_own_sums_hold_only_so():
    budget = table("revenue", one(), [("市税", 51_237), ("交付税", 30_411), ("繰入金", 8_126), ("諸収入", 3_905), ("歳入合計", 93_679)])
    spending = table("spending", one(), [("総務費", 40_216), ("民生費", 31_387), ("土木費", 22_076), ("歳出合計", 93_679)])
    # A summary that cuts off: each total misses by what its parts lost.
    summary = table("summary", one(), [
        ("人件費", 21_335), ("扶助費", 10_417), ("公債費", 6_122), ("義務的経費計", 37_876), ("補助事業", 15_201), ("単独事業", 9_873), ("投資的経費計", 25_075),
    ])  # fmt: skip
    document, findings = read_with_document(budget, spending, summary)
    assert [part.unit for part in document.tables] == ["thousand_yen", "thousand_yen", "thousand_yen_rounded"]
    assert sums(findings, PROVED) == {"歳入合計": "+市税 +交付税 +繰入金 +諸収入", "歳出合計": "+総務費 +民生費 +土木費"}
    assert sums(findings, PROBABLE).items() >= {"義務的経費計": "+人件費 +扶助費 +公債費", "投資的経費計": "+補助事業 +単独事業"}.items()


def test_one_sum_more_among_many_rounds_nothing():
    parts = [("市税", 51_237), ("交付税", 30_411), ("繰入金", 8_126), ("諸収入", 3_905), ("歳入合計", 93_680)]
    document, _ = read_with_document(table("revenue", one(), parts), table("spending", one(), [("総務費", 40_216), ("民生費", 53_463), ("歳出合計", 93_679)]))
    assert {part.unit for part in document.tables} == {"thousand_yen"}


def test_a_line_is_no_sum_of_lines_that_cancel():
    """支払利息 and 雑支出 make up 営業外費用, so that their difference from it is nil and adds to any line."""
    findings = read(
        table("expenses", staged(), [
            ("営業外費用", *moved(122_584, -684)), ("支払利息", *moved(121_869, -681)), ("雑支出", *moved(715, -3)),
            ("特別損失", *moved(413, 8)), ("過年度損益修正損", *moved(413, 8)),
        ])
    )  # fmt: skip
    assert "過年度損益修正損" not in sums(findings)


def test_nil_lines_are_parts_only_where_the_layout_says_so():
    findings = read(
        table("expenses", staged(), [
            ("経費",), ("人件費", *moved(71_203, 11)), ("予備費", 0, 0, 0), ("物件費", *moved(9_871, 4)), ("経費合計", *moved(81_074, 15)),
        ])
    )  # fmt: skip
    assert sums(findings, PROVED) == {"経費合計": "+人件費 +予備費 +物件費"}


# ---------------------------------------------------------------- columns


def test_a_third_column_is_what_two_headers_leave():
    columns = [Column(1, "予算額", "予算額"), Column(2, "決算額", "決算額", stage=RESULT), Column(3, "増減", "増減", stage=CHANGE)]
    findings = read(table("revenue", columns, [("使用料", 41_000, 40_317, -683), ("手数料", 900, 951, 51), ("雑入", 77, 77, 0)]))
    assert {(c.column, c.stage, c.certainty) for c in findings.columns} == {(1, BASE, PROVED), (2, RESULT, PROVED), (3, CHANGE, PROVED)}


def test_headers_that_the_figures_contradict_are_not_proved():
    findings = read(table("revenue", staged(), [("使用料", 41_000, 317, 42_000), ("手数料", 900, 51, 12)]))
    assert {c.certainty for c in findings.columns} == {OPEN}


def test_columns_without_a_header_are_probable_at_most():
    columns = [Column(n, "", "") for n in (1, 2, 3)]
    findings = read(table("revenue", columns, [("甲", *moved(41_000, 317)), ("乙", *moved(900, 51)), ("丙", *moved(70, -4))]))
    assert {c.certainty for c in findings.columns} == {PROBABLE}
    assert [c.stage for c in sorted(findings.columns, key=lambda c: c.column)] == list(STAGES)


def test_a_form_without_stages_takes_them_from_the_one_that_prints_the_same_figures():
    rows = [("現金", *moved(51_234, 120)), ("未収金", *moved(8_417, -33)), ("土地", *moved(7_120, 5)), ("資産合計", *moved(66_771, 92))]
    short = [(label, amounts[2]) for label, *amounts in rows]
    findings = read(table("form", one(), short, first=20, statement="assets"), table("assets", staged(), rows))
    assert ("form", 1, RESULT, PROVED) in {(c.table_id, c.column, c.stage, c.certainty) for c in findings.columns}


def test_businesses_sum_to_the_total_column():
    columns = [Column(n, name, name, "figure", "", name, RESULT) for n, name in enumerate(("水道", "下水道", TOTAL), 1)]
    rows = [("収益", 71_203, 40_881, 112_084), ("費用", 70_004, 39_117, 109_121), ("利息", 300, 0, 300)]
    findings = read(table("income", columns, rows))
    (found,) = [relation for relation in findings.relations if relation.axis == "business"]
    assert (found.parent, found.children, found.certainty) == (TOTAL, (("水道", 1), ("下水道", 1)), PROVED)


def test_an_amount_of_a_row_is_formed_from_two_others():
    headers = ("歳入決算額", "歳出決算額", "差引額")
    columns = [Column(n, name, name, "figure", "", None, RESULT, f"m{n}") for n, name in enumerate(headers, 1)]
    rows = [("一般会計", 726_206_307, 932_572_410, -206_366_103), ("特別会計", 95_418_883, 89_276_891, 6_141_992)]
    found = [r for r in read(table("settlement", columns, rows, "yen")).relations if r.kind == "tie"]
    assert [(r.parent.label, r.parent.measure, [(c.measure, w) for c, w in r.children], r.certainty) for r in found] == [
        ("一般会計", "m3", [("m1", 1), ("m2", -1)], PROVED), ("特別会計", "m3", [("m1", 1), ("m2", -1)], PROVED),
    ]  # fmt: skip
    rows[1] = ("特別会計", 95_418_883, 89_276_891, 6_141_993)
    assert not [r for r in read(table("settlement", columns, rows, "yen")).relations if r.kind == "tie"]


# ---------------------------------------------------------------- lost signs


def test_lost_signs_are_forced_by_the_sums():
    findings = read(
        table("income", staged(), [
            ("収益",), ("使用料", *moved(900_417, 300)), ("手数料", *moved(1_117, 5)), ("収益合計", *moved(901_534, 305)),
            ("費用",), ("人件費", *moved(600_011, 0)), ("物件費", *moved(350_000, 20)), ("費用合計", *moved(950_011, 20)),
            ("当期純利益", *moved(-48_477, 285)),
        ], prints_minus=False),
        prints_minus=False,
    )  # fmt: skip
    negative = {(sign.place.source_line, sign.place.column): sign.certainty for sign in findings.signs if sign.sign < 0}
    assert negative == {(10, 1): PROVED, (10, 3): PROVED}
    assert all("当期純利益" in sign.reason_ja for sign in findings.signs)


def test_a_sign_that_nothing_forces_is_open():
    findings = read(table("limits", one(), [("工事", 31_000), ("委託", 2_500)], prints_minus=False), prints_minus=False)
    assert {(sign.sign, sign.certainty) for sign in findings.signs} == {(1, OPEN)}


def test_a_total_that_may_be_below_nil_proves_no_sign():
    rows = [("純資産",), ("積立金", 37_237), ("出資金", 4_104), ("純資産合計", 41_341)]
    findings = read(table("assets", one(), rows, prints_minus=False), prints_minus=False)
    assert {sign.certainty for sign in findings.signs} == {PROBABLE}


def test_a_document_that_prints_its_marks_has_no_lost_signs():
    assert read(table("limits", one(), [("工事", 31_000), ("委託", -2_500)])).signs == []


# ---------------------------------------------------------------- shifted cells


def torn(cells: Sequence[Sequence[str]], labels: Sequence[str]) -> Table:
    """A table of three businesses and their total whose cells were shifted."""
    columns = [Column(n, "", "", "figure", "", None, None) for n in range(1, 7)]
    made = Table("by_business", "by_business", "thousand_yen", statement="revenue", columns=columns, is_torn=True)
    for number, (label, row) in enumerate(zip(labels, cells, strict=True), 50):
        made.rows.append(Row(number, label, label, cells=tuple(row)))
    return made


def businesses() -> list[Column]:
    """The columns of three businesses and their total."""
    return [Column(n, name, name, "figure", "", name, RESULT) for n, name in enumerate(("水道", "下水道", "病院", TOTAL), 1)]


WHOLE = [("使用料", 71_203, 0, 5_000, 76_203), ("手数料", 0, 40_881, 0, 40_881), ("補助金", 0, 917, 33_100, 34_017)]


def test_shifted_cells_are_placed_by_the_sums_alone():
    total = ("収益合計", 71_203, 41_798, 38_100, 151_101)
    other = table("revenue", one(), [(label, amounts[-1]) for label, *amounts in [*WHOLE, total]])
    cells = [
        ("71,203", "", "5,000", "0", "", "76,203"), ("40,881", "", "", "", "0", "40,881"), ("0", "917", "0", "0", "33,100", "34,017"),
        ("71,203", "", "41,798", "38,100", "", "151,101"),
    ]  # fmt: skip
    findings = read(other, torn(cells, ["使用料", "手数料", "補助金", "収益合計"]))
    read_as = {repair.source_line: (repair.as_read, repair.certainty) for repair in findings.repairs}
    assert read_as == {
        50: (("71,203", "0", "5,000", "76,203"), PROVED),
        51: (("0", "40,881", "0", "40,881"), PROVED),
        52: (("0", "917", "33,100", "34,017"), PROVED),
        53: (("71,203", "41,798", "38,100", "151,101"), PROVED),
    }


def test_cells_that_fit_in_two_places_are_not_proved():
    other = table("revenue", one(), [("使用料", 76_203), ("手数料", 500), ("収益合計", 76_703)])
    cells = [("71,203", "0", "5,000", "76,203"), ("500", "", "", "500"), ("71,203", "500", "5,000", "76,703")]
    findings = read(other, torn(cells, ["使用料", "手数料", "収益合計"]))
    assert {repair.source_line: repair.certainty for repair in findings.repairs}[51] in (PROBABLE, PROVED)
    # 500 in the first place makes 71,703, which no total is: only one place is left, and it is the right one.
    assert {repair.source_line: repair.as_read for repair in findings.repairs}[51] == ("0", "500", "0", "500")
    alone = read(table("revenue", one(), [("使用料", 76_203), ("手数料", 500)]), torn(cells[:2], ["使用料", "手数料"]))
    assert PROVED not in {repair.certainty for repair in alone.repairs if repair.source_line == 51}


# ---------------------------------------------------------------- lines and ties


def test_one_line_of_two_tables_is_told_by_label_and_figures():
    rows = [("流動資産合計", *moved(59_651, 87)), ("固定資産合計", *moved(791_997, 4_000)), ("資産合計", *moved(851_648, 4_087))]
    overview = [("流動資産", 60, 0, 60), ("固定資産", 792, 4, 796), ("資産", 852, 4, 856)]
    findings = read(table("assets", staged(), rows), table("overview", staged(), overview, "million_yen", 20, statement="assets"))
    shared = {line.key.label: len(line.rows) for line in findings.lines}
    assert shared == {"流動資産合計": 2, "固定資産合計": 2, "資産合計": 2}


def test_a_label_alike_whose_figures_differ_is_another_line():
    rows = [("長期前受金取崩収入", *moved(59_651, 87)), ("雑収入", *moved(1_997, 4)), ("収入合計", *moved(61_648, 91))]
    other = [("長期前受益取崩収入", *moved(4_213, 9))]
    findings = read(table("revenue", staged(), rows), table("detail", staged(), other, first=20, statement="revenue"))
    assert len(findings.lines) == 4


def test_tables_of_two_accounts_share_no_line():
    rows = [("使用料", *moved(59_651, 87)), ("手数料", *moved(1_997, 4)), ("収入合計", *moved(61_648, 91))]
    other = [("使用料", *moved(8_113, 9)), ("手数料", *moved(404, 0)), ("収入合計", *moved(8_517, 9))]
    findings = read(table("water", staged(), rows, statement="revenue"), table("sewer", staged(), other, first=20, statement="revenue"))
    assert len(findings.lines) == 6
    assert len([relation for relation in findings.relations if relation.kind == "total" and relation.certainty == PROVED]) == 2
    assert findings.misread == []


def test_the_rest_of_an_overview_is_what_it_does_not_name():
    rows = [
        ("使用料", *moved(700_411, 100_300)), ("手数料", *moved(51_213, 40_009)), ("雑入", *moved(44_877, 300)), ("補助金", *moved(9_100, 0)),
        ("収入合計", *moved(805_601, 140_609)),
    ]  # fmt: skip
    overview = [("収入合計", 806, 141, 946), ("使用料", 700, 100, 801), ("その他", 105, 40, 145)]
    findings = read(table("revenue", staged(), rows), table("overview", staged(), overview, "million_yen", 20, statement="revenue"))
    assert sums(findings)["その他"] == "+手数料 +雑入 +補助金"


def two_statements(closing: tuple[int, int, int]) -> tuple[Table, Table]:
    """Assets and a cash plan, whose closing cash is given."""
    opening = (closing[0] - 9_044, 0, closing[0] - 9_044)
    assets = [("現金及び預金", *moved(51_234, 1_230)), ("土地", *moved(700_120, 0)), ("資産合計", *moved(751_354, 1_230))]
    cash = [
        ("収入合計", *moved(99_412, 1_230)), ("支出合計", *moved(90_368, 0)), ("収支差額", *moved(9_044, 1_230)), ("前期末現金及び預金", *opening),
        ("当期末現金及び預金", *closing),
    ]  # fmt: skip
    return table("assets", staged(), assets), table("cash", staged(), cash, first=20)


def ties(findings: Findings) -> list[Relation]:
    """The ties between statements that hold in every stage."""
    return [r for r in findings.relations if r.kind == "tie" and not r.stages]


def test_equal_lines_of_two_statements_that_share_words_are_a_tie():
    (tie,) = ties(read(*two_statements(moved(51_234, 1_230))))
    assert {tie.parent.label, tie.children[0][0].label} == {"現金及び預金", "当期末現金及び預金"}
    assert tie.certainty == PROVED
    assert "現金及び預金" in tie.reason_ja


def test_lines_that_share_words_and_differ_once_are_no_tie():
    assert ties(read(*two_statements(moved(51_235, 1_230)))) == []


def test_a_coincidence_of_numbers_stays_out():
    one_side = table("assets", staged(), [("貯蔵品", *moved(16, 0)), ("土地", *moved(700_120, 77))])
    other = table("cash", staged(), [("保険料", *moved(16, 0)), ("工事費", *moved(61_003, 3))], first=20)
    assert ties(read(one_side, other)) == []


def test_large_equal_numbers_without_words_are_probable_at_most():
    one_side = table("assets", staged(), [("積立基金", *moved(7_216_344, 81_235)), ("土地", *moved(700_120, 77)), ("山林", *moved(5_120, 70))])
    other = table("cash", staged(), [("寄附受入", *moved(7_216_344, 81_235)), ("工事費", *moved(61_003, 3))], first=20)
    assert {tie.certainty for tie in ties(read(one_side, other))} <= {PROBABLE}


def test_both_sides_of_a_budget_are_equal():
    revenue = table("revenue", one(), [("市税", 8_000_112), ("交付税", 4_113_888), ("歳入合計", 12_114_000)])
    spending = table("spending", one(), [("民生費", 7_000_001), ("土木費", 5_113_999), ("歳出合計", 12_114_000)], first=20)
    (tie,) = ties(read(revenue, spending))
    assert {tie.parent.label, tie.children[0][0].label} == {"歳入合計", "歳出合計"}


# ---------------------------------------------------------------- the prose


def prose(label: str, amount: int, unit: str = "thousand_yen", direction: int | None = None, position: int = 1, **more) -> Prose:
    """An amount of the prose, on line 90."""
    return Prose(90, position, label, f"{amount:,}", amount, unit, direction, statement="spending", **more)


SPENDING = [("民生費", *moved(7_000_001, -2_194_130)), ("土木費", *moved(5_113_999, 0)), ("歳出合計", *moved(12_114_000, -2_194_130))]


def test_an_amount_of_the_prose_is_a_rounded_change_of_its_line():
    (found,) = read(table("spending", staged(), SPENDING), prose=[prose("民生費", 2_194, "million_yen", -1)]).prose
    assert (found.line.label, found.stage, found.sign, found.certainty) == ("民生費", CHANGE, -1, PROVED)
    (other,) = read(table("spending", staged(), SPENDING), prose=[prose("民生費", 2_195, "million_yen", -1)]).prose
    assert other.certainty == PROBABLE


def test_a_change_in_the_prose_is_of_the_line_it_names_where_tables_print_what_it_starts_from_and_ends_in():
    amounts = [prose("国庫支出金", 20, direction=1)]
    years = [Column(1, "前年度", "前年度", "figure", "", None, BASE), Column(2, "本年度", "本年度", "figure", "", None, RESULT)]
    (found,) = read(table("revenue", years, [("国庫支出金", 400, 420), ("市債", 70, 50)]), prose=amounts).prose
    assert (found.line.label, found.line.statement, found.stage) == ("国庫支出金", "revenue", CHANGE)
    # Of a settlement without the year before it is a change from nothing that is printed, and an amount of the prose alone.
    settled = [("国庫支出金", 420), ("市債", 50)]
    (found,) = read(table("revenue", one(), settled), prose=amounts).prose
    assert (found.line.label, found.line.statement, found.stage) == ("国庫支出金", "prose", CHANGE)
    # A list, of debts say, has no laws between its stages.
    (found,) = read(table("debt_obligations", one(), settled), prose=amounts).prose
    assert (found.line.statement, found.stage) == ("debt_obligations", CHANGE)


def test_an_amount_before_and_after_ties_to_the_change_of_a_table():
    amounts = [
        prose("留保資金", 4_254_196, pair=(90, 2)), prose("留保資金", 2_060_066, position=2, pair=(90, 1), is_after=True),
    ]  # fmt: skip
    findings = read(table("spending", staged(), SPENDING), prose=amounts)
    assert [(p.stage, p.line) for p in findings.prose] == [(BASE, LineKey("prose", "留保資金")), (RESULT, LineKey("prose", "留保資金"))]
    (tie,) = [r for r in findings.relations if isinstance(r.parent, LineKey) and r.parent.statement == "prose"]
    assert (tie.stages, tie.certainty) == ((CHANGE,), PROBABLE)


def test_amounts_of_one_line_of_the_prose_may_sum_to_the_first():
    amounts = [prose("拡充", 31_682, "million_yen"), prose("繰入金", 31_037, "million_yen", position=2), prose("委託料", 645, "million_yen", position=3)]
    findings = read(table("spending", staged(), SPENDING), prose=amounts)
    (tie,) = [r for r in findings.relations if isinstance(r.parent, LineKey) and r.parent.statement == "prose"]
    assert ([child.label for child, _ in tie.children], tie.certainty) == (["繰入金", "委託料"], PROBABLE)


def test_a_shortfall_in_the_prose_is_the_difference_of_the_lines_that_it_names():
    rows = [("第1款 資本的収入", 1_065_594), ("第1項 企業債", 67_100), ("第2項 出資金", 998_494), ("第1款 資本的支出", 1_352_450)]
    rows += [("第1項 建設改良費", 83_842), ("第2項 企業債償還金", 1_268_608)]
    amounts = [prose("資本的収入額が資本的支出額に対し不足する額", 286_856)]
    findings = read(table("spending", one(), rows), prose=amounts)
    (tie,) = [r for r in findings.relations if isinstance(r.parent, LineKey) and r.parent.statement == "prose"]
    assert [(child.label, weight) for child, weight in tie.children] == [("資本的支出", 1), ("資本的収入", -1)]
    # One unit more, and it is a difference no longer.
    amounts = [prose("資本的収入額が資本的支出額に対し不足する額", 286_857)]
    other = read(table("spending", one(), rows), prose=amounts)
    assert not [r for r in other.relations if isinstance(r.parent, LineKey) and r.parent.statement == "prose"]


def test_the_amount_of_both_sides_is_that_of_their_totals():
    revenue = table("revenue", one(), [("市税", 8_000_112), ("交付税", 4_113_888), ("歳入合計", 12_114_000)])
    (found,) = read(revenue, prose=[prose("歳入歳出それぞれ", 12_114_000)]).prose
    assert found.line.label == "歳入合計"


# ---------------------------------------------------------------- wrong figures


def test_a_changed_digit_is_located():
    rows = [
        ("流動資産",), ("現金", *moved(51_234, 120)), ("未収金", *moved(8_417, -33)), ("流動資産合計", *moved(59_651, 87)),
        ("固定資産",), ("土地", *moved(700_120, 0)), ("建物", *moved(91_877, 4_000)), ("固定資産合計", *moved(791_997, 4_000)),
        ("資産合計", *moved(851_648, 4_087)),
    ]  # fmt: skip
    rows[2] = ("未収金", 8_471, -33, 8_384)
    (found,) = read(table("assets", staged(), rows)).misread
    assert (found.place.source_line, found.place.column, found.proposed) == (4, 1, 8_417)
    assert "流動資産合計" in found.reason_ja


def test_a_changed_digit_in_the_only_column_is_noticed():
    rows = [
        ("第1款 水道事業収益", 1_088_652), ("第1項 営業収益", 1_060_162), ("第2項 営業外収益", 28_490),
        ("第1款 水道事業費用", 1_071_852), ("第1項 営業費用", 860_584), ("第2項 営業外費用", 207_268), ("第3項 予備費", 4_000),
    ]  # fmt: skip
    assert read(table("budget", one(), rows)).misread == []
    rows[5] = ("第2項 営業外費用", 207_368)
    findings = read(table("budget", one(), rows))
    assert findings.misread
    assert {relation.parent.label: relation.certainty for relation in findings.relations} == {"水道事業収益": PROVED, "水道事業費用": PROBABLE}


def test_a_total_that_fails_by_a_slip_is_kept_and_not_proved():
    rows = [("給水収益", 191_580_131), ("受託収益", 775_979), ("雑収益", 464_590), ("小計", 192_820_700)]
    assert sums(read(table("income", one(), rows, "yen")), PROVED) == {"小計": "+給水収益 +受託収益 +雑収益"}
    rows[1] = ("受託収益", 757_979)
    assert sums(read(table("income", one(), rows, "yen")), PROBABLE) == {"小計": "+給水収益 +受託収益 +雑収益"}
    rows[1] = ("受託収益", 301_313)
    assert sums(read(table("income", one(), rows, "yen"))) == {}


def test_a_sound_table_has_nothing_misread():
    assert read(table("spending", staged(), SPENDING)).misread == []


def test_a_total_that_fails_in_one_of_several_blocks_is_kept_and_not_proved():
    rows = [
        ("1 総務費", 500_300), ("1 総務管理費", 420_100), ("2 徴税費", 80_200), ("2 公債費", 310_777), ("1 公債費", 310_777),
        ("3 土木費", 70_000), ("1 道路費", 60_700), ("2 河川費", 9_300), ("4 教育費", 8_611), ("1 学校費", 8_001), ("2 社会教育費", 610),
        ("5 消防費", 4_417), ("1 消防費", 4_417), ("6 議会費", 99_881), ("1 議会費", 99_981), ("歳出合計", 993_986),
    ]  # fmt: skip
    findings = read(table("expenses", one(), rows))
    (wrong,) = findings.misread
    assert (wrong.place.source_line, wrong.proposed) == (16, 99_881)
    assert sums(findings, PROBABLE)["議会費"] == "+議会費"


# ---------------------------------------------------------------- numbering


@pytest.mark.parametrize(
    ("numbers", "depths"),
    [
        (["1", "1", "2", "2", "1", "3", "1", "2"], [0, 1, 1, 0, 1, 0, 1, 1]),
        (["第1款", "第1項", "1", "2", "第2項", "1", "第2款", "第1項", "1"], [0, 1, 2, 2, 1, 2, 0, 1, 2]),
        (["1", "2", "3", "4"], [0, 0, 0, 0]),
        (["1", "3", "7", "9"], [0, 0, 0, 0]),
        (["5", "1", "6", "1"], [0, 1, 0, 1]),
        (["2", "1", "2", "7", "1", "2"], [0, 1, 1, 0, 1, 1]),
    ],
)
def test_ranks_follow_from_numbering(numbers, depths):
    made = table("t", one(), [(f"{number} 科目", 1) for number in numbers])
    deepen(made)
    assert [row.depth for row in made.rows] == depths


# ---------------------------------------------------------------- random documents


@dataclass
class World:
    """A random document with its laws."""

    tables: list[Table] = field(default_factory=list)
    laws: list[dict[str, int]] = field(default_factory=list)
    nil: set[str] = field(default_factory=set)
    signs: dict[tuple[int, int], int] = field(default_factory=dict)


AMOUNT = st.one_of(
    st.just(0), st.integers(1, 20), st.integers(1, 999), st.integers(1_000, 99_999), st.integers(10**6, 10**9)
)  # fmt: skip


# Two statements share no word, so that no tie between them is true.
NAMES, PARTS = ("東西南北", "金木水火"), ("春夏秋冬朝", "赤青黄白黒")


@st.composite
def worlds(draw, prints_minus: bool) -> World:
    """A table of blocks with totals after or before their parts, one column or three, small and large amounts."""
    world = World()
    line = 1
    for number in range(draw(st.integers(1, 2))):
        columns = one() if draw(st.booleans()) else staged()
        after = draw(st.booleans())
        rows: list[tuple] = []
        tops: list[tuple[str, list[int]]] = []

        def amounts(allow_negative: bool, columns=columns) -> list[int]:
            if len(columns) == 1:
                return [draw(AMOUNT)]
            base, change = draw(AMOUNT), draw(AMOUNT)
            if allow_negative and draw(st.booleans()):
                change = -min(change, base)
            return list(moved(base, change))

        for block in range(draw(st.integers(1, 4))):
            name = f"{'甲乙'[number]}{NAMES[number][block]}"
            parts = [(f"{name}{PARTS[number][n]}", amounts(True)) for n in range(draw(st.integers(1, 5)))]
            total = [sum(column) for column in zip(*(values for _, values in parts), strict=True)]
            label = name + ("合計" if after else "")
            lines = [(f"{part}", *values) for part, values in parts]
            rows += [(name,), *lines, (label, *total)] if after else [(label, *total), *lines]
            world.laws.append({label: -1, **{part: 1 for part, _ in parts}})
            tops.append((label, total))
        if draw(st.booleans()):
            whole = [sum(column) for column in zip(*(values for _, values in tops), strict=True)]
            rows.append((f"{'甲乙'[number]}総計", *whole))
            world.laws.append({f"{'甲乙'[number]}総計": -1, **{label: 1 for label, _ in tops}})
        for offset, (label, *values) in enumerate(rows, 1):
            if values and not any(values):
                world.nil.add(label)
            for column, value in enumerate(values, 1):
                world.signs[line + offset, column] = -1 if value < 0 else 1
        world.tables.append(table(f"t{number}", columns, rows, first=line, prints_minus=prints_minus))
        line += len(rows) + 10
    return world


def span_of(world: World) -> tuple[Independent, dict[str, int]]:
    """The laws of a document, and of lines that are nil, as vectors over labels."""
    number: dict[str, int] = {}
    span = Independent()
    for law in [*world.laws, *({label: 1} for label in world.nil)]:
        span.adds({number.setdefault(label, len(number)): weight for label, weight in law.items()})
    return span, number


def check(world: World, findings: Findings) -> None:
    """Whatever is called proved must follow from the laws that the document was made by."""
    span, number = span_of(world)
    for relation in findings.relations:
        if relation.axis == "line" and relation.certainty == PROVED and not relation.stages:
            vector: dict[int, int] = {}
            for key, weight in [(relation.parent, -1), *relation.children]:
                place = number.setdefault(key.label, len(number))
                vector[place] = vector.get(place, 0) + weight
            assert not span.reduced(vector), (relation.parent, relation.children, relation.chance, relation.reason_en)
    for sign in findings.signs:
        if sign.certainty == PROVED:
            assert world.signs[sign.place.source_line, sign.place.column] == sign.sign, sign
    assert not [misread for misread in findings.misread if misread.certainty == PROVED]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(worlds(prints_minus=True))
def test_what_is_proved_of_random_tables_is_true(world):
    check(world, read(*world.tables))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(worlds(prints_minus=False))
def test_what_is_proved_of_random_tables_without_marks_is_true(world):
    check(world, read(*world.tables, prints_minus=False))


@st.composite
def odd_tables(draw) -> Table:
    """A table as no body prints one: columns of any kind, blanks, labels that repeat, rows on one line of the text."""
    units = st.sampled_from(["thousand_yen", "million_yen", "yen", "percent", ""])
    columns = [
        Column(
            number, draw(st.sampled_from(["", "金額", "差引"])), "", draw(st.sampled_from(["figure", "attribute", "ratio"])), draw(units),
            draw(st.sampled_from([None, "甲", "乙", TOTAL])), draw(st.sampled_from([None, *STAGES, "other"])), draw(st.sampled_from(["", "a", "b"])),
        )
        for number in range(1, draw(st.integers(1, 5)) + 1)
    ]  # fmt: skip
    name = draw(st.sampled_from(["t", "u", "v"]))
    made = Table(name, name, draw(units), statement=draw(st.sampled_from(["", "s"])), columns=columns, is_torn=draw(st.booleans()))
    for _ in range(draw(st.integers(0, 8))):
        label = draw(st.sampled_from(["", "合計", "計", "その他", "収入", "収入合計", "うち甲", "当期純利益"]))
        row = Row(draw(st.integers(1, 6)), label, label, draw(st.integers(0, 2)), numbering=draw(st.sampled_from(["", "1", "2", "第1款", "第1項"])))
        row.is_heading = draw(st.booleans())
        for column in columns:
            if draw(st.booleans()):
                row.figures.append(figure(column.number, draw(AMOUNT), draw(units), draw(st.booleans())))
        row.cells = tuple(f.printed for f in row.figures)
        made.rows.append(row)
    return made


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(odd_tables(), max_size=3), st.booleans())
def test_no_table_is_too_odd_to_reason_with(tables, prints_minus):
    findings = read(*tables, prints_minus=prints_minus)
    assert all(found.reason_ja and found.reason_en for found in (*findings.relations, *findings.signs, *findings.columns))


def test_equal_totals_of_two_parts_of_a_list_are_no_balance():
    """The two sides of an account are equal by law, and say that they are its sides."""
    def balances(one_side: str, other: str) -> list[str]:
        rows = [
            (one_side,), ("春", 1_000_001), (f"{one_side}合計", 1_000_001), (other,), ("夏", 1_000_001), (f"{other}合計", 1_000_001),
        ]
        return [relation.certainty for relation in read(table("t", one(), rows)).relations if relation.kind == "balance"]

    assert PROVED not in balances("東", "西") and balances("歳入", "歳出") == [PROVED]


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(-9, 9), st.booleans()), min_size=1, max_size=7), st.integers(0, 2), st.integers(1, 3))
def test_the_fewest_marks_are_those_of_all_ways(values: list[tuple[int, bool]], tolerance: int, most: int):
    """Each way to read marks is tried in turn; the reader looks for them in order of size."""
    free = [value for value, unknown in values if unknown and value]
    fixed = sum(value for value, unknown in values if not unknown)
    total = fixed + sum(free)

    def does(chosen: tuple[int, ...]) -> bool:
        mirrored = fixed - sum(free) + 2 * sum(chosen)
        return abs(total - 2 * sum(chosen)) <= tolerance or fixed != 0 and abs(mirrored) <= tolerance

    ways = [count for count in range(1, most + 1) if any(map(does, combinations(free, count)))]
    assert fewest_flips(values, tolerance, most) == (0 if abs(total) <= tolerance else min(ways, default=None))


def test_a_result_counts_no_line_and_its_only_part_both():
    """甲総計 is 甲東 + 甲西: 甲西 and 甲西春, which is all of it, are as much together as 甲東夏 and 甲西."""
    rows = [
        ("甲東", 11_958, 7, 11_951), ("甲東春", 7, 7, 0), ("甲東夏", 11_951, 0, 11_951), ("甲西", 11_951, 0, 11_951), ("甲西春", 11_951, 0, 11_951),
        ("甲総計", 23_909, 7, 23_902),
    ]  # fmt: skip
    findings = read(table("t0", staged(), rows, prints_minus=False), prints_minus=False)
    proved = [relation for relation in findings.relations if relation.certainty == PROVED and relation.axis == "line"]
    assert all({"甲西", "甲西春"} - {key.label for key, _ in relation.children} for relation in proved if relation.parent.label == "甲総計")
