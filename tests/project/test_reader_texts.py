"""Texts of other kinds of public budgets, from the text to what its numbers say."""

from __future__ import annotations

import copy
from pathlib import Path

import pytest

from reader import arithmetic
from reader.parse import parse_file
from reader.reading import PROBABLE, PROVED, Document, Findings
from reader.text import YEN

TEXTS = Path(__file__).parent / "texts"

# Sums that each text keeps: of these lines, in these parts.
SUMS = {
    "waterworks_initial_budget": {
        "水道事業収益": {"営業収益", "営業外収益", "特別利益"},
        "営業外費用": {"支払利息及び企業債取扱諸費", "消費税及び地方消費税", "雑支出"},
        "水道事業費用": {"営業費用", "営業外費用", "特別損失", "予備費"},
        "資本的収入": {"企業債", "出資金", "負担金"},
        "資本的支出": {"建設改良費", "企業債償還金"},
    },
    "general_account_budget": {
        "市税": {"市民税", "固定資産税", "軽自動車税", "市たばこ税"},
        "歳入合計": {"市税", "地方譲与税", "地方交付税", "使用料及び手数料", "国庫支出金", "繰入金", "諸収入"},
        "教育費": {"教育総務費", "小学校費", "中学校費", "社会教育費"},
        "歳出合計": {"議会費", "総務費", "民生費", "衛生費", "土木費", "教育費", "公債費", "予備費"},
    },
    "sewerage_settlement": {
        "下水道事業収益": {"営業収益", "営業外収益", "特別利益"},
        "営業費用": {"管渠費", "処理場費", "総係費", "減価償却費"},
        "下水道事業費用": {"営業費用", "営業外費用", "特別損失"},
    },
    "million_yen_summary": {
        "歳入合計": {"市税", "地方交付税", "国庫支出金", "県支出金", "市債", "その他"},
        "歳出合計": {"人件費", "扶助費", "公債費", "物件費", "普通建設事業費", "その他"},
    },
    "sewerage_supplementary": {"下水道事業収益": {"営業収益", "営業外収益"}},
    # Two sides printed line by line in turn, of rounded thousands: four sums miss by one or two.
    "gas_profit_and_loss": {
        "営業費用": {"原材料費", "供給販売費", "一般管理費", "減価償却費"},
        "営業外費用": {"支払利息及び企業債取扱諸費", "雑支出"},
        "営業収益": {"ガス売上", "受注工事収益", "その他営業収益"},
        "営業外収益": {"受取利息及び配当金", "他会計補助金", "長期前受金戻入", "雑収益"},
    },
    "prefecture_settlement": {},
    # Labels and figures in blocks by turns, in one order but for a label that slipped.
    "general_account_torn_budget": {
        "町税": {"町民税", "固定資産税", "軽自動車税", "町たばこ税"},
        "諸収入": {"延滞金加算金及び過料", "町預金利子", "貸付金元利収入", "受託事業収入", "雑入"},
        "歳入合計": {"町税", "地方譲与税", "地方交付税", "使用料及び手数料", "国庫支出金", "繰入金", "諸収入", "町債"},
    },
    # Labels torn into letters, and their figures before them on the page.
    "sewerage_torn_letters": {
        "下水道事業収益": {"営業収益", "営業外収益", "特別利益"}, "下水道事業費用": {"営業費用", "営業外費用", "予備費"},
        "資本的収入": {"企業債", "他会計補助金", "国庫補助金"}, "資本的支出": {"建設改良費", "企業債償還金", "予備費"},
    },
    "insurance_torn_supplementary": {
        "県支出金": {"県補助金", "財政安定化基金交付金"}, "歳入合計": {"国民健康保険税", "県支出金", "繰入金", "諸収入"},
        "保険給付費": {"療養諸費", "高額療養費"}, "歳出合計": {"総務費", "保険給付費", "予備費"},
    },
    "waterworks_torn_supplementary": {
        "水道事業収益": {"営業収益", "営業外収益", "特別利益"}, "水道事業費用": {"営業費用", "営業外費用", "予備費"},
    },
}  # fmt: skip
# Amounts of money in the tables of each text, counted by hand.
FIGURES = {
    "waterworks_initial_budget": 120, "general_account_budget": 51, "sewerage_settlement": 66, "million_yen_summary": 42,
    "sewerage_supplementary": 15, "gas_profit_and_loss": 22, "prefecture_settlement": 5, "waterworks_torn_supplementary": 20,
    "general_account_torn_budget": 29, "insurance_torn_supplementary": 57,
    "sewerage_torn_letters": 16,
}  # fmt: skip


def read(name: str) -> tuple[Document, Findings]:
    """A text, read and reasoned with."""
    document, _ = parse_file(TEXTS / f"{name}.txt")
    return document, arithmetic.find(document)


def amounts(document: Document) -> list:
    """The figures of money of a document."""
    return [figure for table in document.tables for row in table.rows for figure in row.figures if figure.unit in YEN]


@pytest.fixture(scope="module", params=sorted(SUMS))
def text(request) -> tuple[str, Document, Findings]:
    """Each text."""
    return (request.param, *read(request.param))


def test_every_amount_is_read(text):
    name, document, _ = text
    assert len(amounts(document)) == FIGURES[name]


def test_the_sums_of_the_text_are_proved(text):
    name, _, findings = text
    proved = {}
    for relation in findings.relations:
        if relation.axis == "line" and relation.certainty == (PROVED if name != "gas_profit_and_loss" else PROBABLE):
            proved.setdefault(relation.parent.label, []).append({child.label for child, _ in relation.children})
    for parent, parts in SUMS[name].items():
        assert parts in proved.get(parent, []), parent


def test_nothing_is_misread_where_nothing_is_wrong(text):
    assert text[2].misread == []


def test_no_sign_is_lost_where_the_sums_need_none(text):
    assert [sign for sign in text[2].signs if sign.sign < 0] == []


@pytest.mark.parametrize(
    "name",
    ["waterworks_initial_budget", "general_account_budget", "sewerage_settlement", "waterworks_torn_supplementary", "general_account_torn_budget",
     "insurance_torn_supplementary"],
)
@pytest.mark.parametrize("place", [0.1, 0.35, 0.6, 0.85])
def test_a_changed_digit_is_noticed(name, place):
    document, _ = parse_file(TEXTS / f"{name}.txt")
    sound = [figure for figure in amounts(document) if figure.magnitude > 99]
    wrong = sound[int(place * len(sound))]
    before = copy.copy(wrong)
    wrong.magnitude += 30
    wrong.printed = f"{wrong.magnitude:,}"
    findings = arithmetic.find(document)
    assert findings.misread, before
    assert all(misread.certainty != PROVED for misread in findings.misread)


def test_rounded_thousands_are_told_by_their_sums_and_asked_about():
    """That they are rounded is not proved, nor is what follows from it."""
    document, findings = read("gas_profit_and_loss")
    assert document.rounded_sums >= 3
    assert not [relation for relation in findings.relations if relation.certainty == PROVED]
    assert {table.unit for table in document.tables} == {"thousand_yen_rounded"}
    assert [len(table.rows) for table in document.tables] == [12, 10]


@pytest.mark.parametrize("name", sorted(SUMS))
def test_one_wrong_last_digit_rounds_nothing(name):
    """It makes several sums miss by one: all of them miss by the same figure."""
    document, _ = parse_file(TEXTS / f"{name}.txt")
    sound = [figure for figure in amounts(document) if figure.magnitude > 99]
    wrong = sound[len(sound) // 2]
    wrong.magnitude += 1
    wrong.printed = f"{wrong.magnitude:,}"
    arithmetic.find(document)
    assert (document.rounded_sums > 0) == (name == "gas_profit_and_loss")


def test_amounts_in_myriads_are_read_whole():
    document, _ = read("prefecture_settlement")
    assert [row.figures[0].magnitude for row in document.tables[0].rows] == [
        1_204_533_801_200, 1_190_240_192_388, 1_178_605_576_402, 940_031_575, 10_694_584_411,
    ]
    assert [(one.printed, one.magnitude, one.unit) for one in document.prose] == [
        ("3,456億7,800", 34_567_800, "ten_thousand_yen"), ("21億4,500", 214_500, "ten_thousand_yen"),
        ("1,275億64", 127_564, "million_yen"),
    ]


def test_scattered_figures_with_a_wrong_digit_are_still_of_their_lines(tmp_path):
    path = tmp_path / "wrong.txt"
    for old, new in (("1,382,770", "1,382,710"), ("51,079千 円\n\n51,079", "51,079千 円\n\n57,079"), ("1,216,005", "1,216,095")):
        path.write_text((TEXTS / "waterworks_torn_supplementary.txt").read_text("utf-8").replace(old, new), "utf-8")
        document, _ = parse_file(path)
        assert len(amounts(document)) == FIGURES["waterworks_torn_supplementary"], new
        assert arithmetic.find(document).misread, new


@pytest.mark.parametrize("old, new", [("４０２，９１５", "４０２，９７５"), ("△２，０４４", "△２，０４５"), ("６４，０２２", "６４，０８２")])
@pytest.mark.parametrize("name", ["general_account_torn_budget", "insurance_torn_supplementary"])
def test_chapters_and_items_with_a_wrong_digit_are_still_of_their_lines(tmp_path, name, old, new):
    path, text = tmp_path / "wrong.txt", (TEXTS / f"{name}.txt").read_text("utf-8")
    path.write_text(text.replace(old, new, 1), "utf-8")
    document, _ = parse_file(path)
    assert len(amounts(document)) == FIGURES[name]
    assert bool(arithmetic.find(document).misread) == (old in text)


@pytest.mark.parametrize("name", ["general_account_torn_budget", "insurance_torn_supplementary"])
def test_a_label_that_is_gone_leaves_no_figure_with_another(tmp_path, name):
    path, lines = tmp_path / "short.txt", (TEXTS / f"{name}.txt").read_text("utf-8").splitlines()
    gone = next(line for line in lines if line.endswith("使用料") or "財政安定化" in line)
    path.write_text("\n".join(line for line in lines if line != gone) + "\n", "utf-8")
    whole = {(row.label, row.figures[0].printed) for table in read(name)[0].tables for row in table.rows if row.figures}
    found = {(row.label, row.figures[0].printed) for table in parse_file(path)[0].tables for row in table.rows if row.figures}
    assert found <= whole


def test_figures_that_stand_apart_and_do_not_add_up_are_left(tmp_path):
    path, text = tmp_path / "wrong.txt", (TEXTS / "sewerage_torn_letters.txt").read_text("utf-8")
    path.write_text(text.replace("251,204", "251,214"), "utf-8")
    document, _ = parse_file(path)
    assert len(amounts(document)) == FIGURES["sewerage_torn_letters"] - 4
    assert not any(figure.printed == "251,214" for figure in amounts(document))


# Chapters alone, with this year before the last, and a change that is a loss.
SUMMARY = "（歳入）\n（単位：千円）\n款\n本年度予算額\n前年度予算額\n比\n較\n1.総\n括\n" + "".join(
    f"{label}\n{this:,}\n{last:,}\n{'△' if this < last else ''}{abs(this - last):,}\n"
    for label, this, last in [
        ("1.使用料", 32_060, 31_760), ("2.国庫支出金", 8_100, 9_350), ("3.繰入金", 137_572, 126_597), ("4.諸収入", 1, 1), ("5.町債", 10_200, 12_000),
        ("歳入合計", 187_933, 179_708),
    ]
)


@pytest.mark.parametrize("text", [SUMMARY, SUMMARY.replace("△", "")])
def test_a_summary_of_chapters_keeps_its_columns_or_is_left(tmp_path, text):
    """Without minus marks, last year's amount and a loss could be taken for this year's and a gain."""
    path = tmp_path / "summary.txt"
    path.write_text(text, "utf-8")
    document, _ = parse_file(path)
    stages = {
        (row.normalised, column.stage): row.figures[place].magnitude
        for table in document.tables for place, column in enumerate(table.columns) for row in table.rows if len(row.figures) == 3
    }  # fmt: skip
    assert stages.get(("国庫支出金", "revised"), 8_100) == 8_100 and stages.get(("国庫支出金", "original"), 9_350) == 9_350
    if "△" in text:
        assert len(stages) == 18 and stages["歳入合計", "adjustment"] == 8_225


def test_letters_far_apart_are_one_label(tmp_path):
    path = tmp_path / "letters.txt"
    path.write_text(
        "（歳入）   （単位：千円）\n   款       補正前の額      補   正   額          計\n"
        "  1.町   税      1,200      300      1,500\n  2.町   債      500      △100      400\n"
        "      歳   入       合   計      1,700      200      1,900\n", "utf-8",
    )  # fmt: skip
    (table,) = parse_file(path)[0].tables
    assert [column.stage for column in table.columns] == ["original", "adjustment", "revised"]
    assert [row.normalised for row in table.rows] == ["町税", "町債", "歳入合計"]


def test_scattered_figures_that_add_up_to_nothing_are_left(tmp_path):
    path = tmp_path / "other.txt"
    lines = (TEXTS / "waterworks_torn_supplementary.txt").read_text("utf-8").splitlines()
    path.write_text("\n".join(line.replace("5", "8") for line in lines) + "\n", "utf-8")
    document, _ = parse_file(path)
    assert amounts(document) == []


# Pieces of real pages at which the reader once failed.
PIECES = {
    "a header that a bar ends": "科  目 |",
    "an empty row between bars": "       発生額           繰越額         企業債       分担金及び負担金 損益勘定留保資金 |\n |",
    "a year without its era beside one with it": "区分\t27年決算見込\t平成26年度\n歳入\t40,093\t38,436\n歳出\t38,060\t37,117\n差引\t2,033\t1,319",
    "rows of two widths": """平成29年度
平成28年度
増 減 額
増 減 率
国 民 健 康 保 険
5,351,000
5,410,000
△ 59,000
△ 1.1
後期高齢者医療
900,600
291,400""",
    "a row of digits apart": """既決 |
補正 |
計 |
外来収益 |
2, 665, 845 |
0 |
2, 665, 845 |
他会計負担金 |
103, 117 |
受験手数料収益 |
4, 500 |
0 |
4, 500 |
授業料収益 |
12, 000 |
0 |
12, 000 |
64, 614 |
0 |
64, 614 |""",
}


@pytest.mark.parametrize("text", PIECES.values(), ids=PIECES)
def test_a_piece_of_a_page_stops_no_reader(tmp_path, text):
    (tmp_path / "page.txt").write_text(f"{text}\n", encoding="utf-8")
    document, _ = parse_file(tmp_path / "page.txt")
    arithmetic.find(document)
    assert len(document.lines) >= len(text.splitlines())
