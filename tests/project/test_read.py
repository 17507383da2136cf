"""The reader: from a text or a PDF to the rows and files of a document, and to a green build."""

from __future__ import annotations

import csv
import re
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import book
import build_site
import duckdb
import look
import pypdfium2
import pytest
from conftest import BIN, DOCUMENT, ROOT, Project, copy_project, drop_document, environment, prepare
from playwright.sync_api import Browser

sys.path.insert(0, str(ROOT))
from reader import arithmetic, control, follow, guide, parse, plan, prose, review, text, trial  # noqa: E402
from reader.chart import Variant, resolve  # noqa: E402
from reader.glossary import read_header, rows, translate  # noqa: E402
from reader.readings import gather  # noqa: E402
from reader.seeds import draft_document, unit_of, unread  # noqa: E402

TEXTS = ROOT / "tests/project/texts"
WATERWORKS = ROOT / "tests/data/waterworks/source.txt"
MARKS = str.maketrans("", "", "△ ")


def lines_of(page: str) -> list[text.Line]:
    """The lines of a page of text."""
    return [text.to_line(number, line) for number, line in enumerate(page.strip("\n").split("\n"), 1)]


def read(page: str):
    """Read the layout of a page of text."""
    return parse.parse(lines_of(page))


def figures(document) -> list[str]:
    """All figures of the tables of a document, as printed."""
    return [figure.printed for table in document.tables for row in table.rows for figure in row.figures]


# ---------------------------------------------------------------- cells and figures


@pytest.mark.parametrize(("cell", "read_as"), [
    ("1,234", (1234, 1, "")), ("△ 2,978千円", (2978, -1, "thousand_yen")), ("▲12", (12, -1, "")), ("－", (0, 1, "")),
    ("(1,234)", (1234, -1, "")), ("１，２３４", (1234, 1, "")), ("−5百万円", (5, -1, "million_yen")), ("1,081,511 千円", (1081511, 1, "thousand_yen")),
    ("12.3", None), ("令和3年度", None), ("1,23", None), ("(5", None), ("△", None),
])
def test_figures_are_read_as_they_are_printed(cell: str, read_as):
    assert text.read_figure(cell) == read_as


@pytest.mark.parametrize(("line", "cells"), [
    ("第1款 水道事業費用 | 1,081,511千円 | △ 2,978千円", ["第1款 水道事業費用", "1,081,511千円", "△ 2,978千円"]),
    ("| a | 12 |  |", ["a", "12", ""]),
    ("現金及び預金\t1\t\t2", ["現金及び預金", "1", "", "2"]),
    ("  資　　産      1,234  △ 5,678 7", ["資　　産", "1,234", "△ 5,678", "7"]),
    ("1 市税 5,000,000 △100,000 4,900,000", ["1 市税", "5,000,000", "△100,000", "4,900,000"]),
    ("給水収益 191,580,131円 受水費 30,974,311円", ["給水収益", "191,580,131円", "受水費", "30,974,311円"]),
    ("第1項 営業収益 572,098 千円", ["第1項 営業収益", "572,098 千円"]),
])
def test_lines_are_split_into_cells(line: str, cells: list[str]):
    assert [cell.text for cell in text.to_line(1, line).cells] == cells


@pytest.mark.parametrize(("words", "kind", "code"), [
    ("(既決予定額)", "stage", "original"), ("1月補正後予定額", "stage", "revised"), ("増△減", "stage", "adjustment"), ("本年度予算額（千円）", "stage", "revised"),
    ("令和3年度", "year", "2021"), ("構成比(%)", "ratio", ""), ("科 目", "label", ""), ("一般事業", "", ""), ("不納欠損額", "stage", "written_off"),
    ("令和3年度1月補正 予定貸借対照表", "", ""),
])
def test_headers_say_what_they_are(words: str, kind: str, code: str):
    header = read_header(words)
    assert (header.kind, header.code) == (kind, code)


def test_stages_of_headers_are_stages_of_the_project():
    known = {row["stage"] for row in plan.seed_rows(ROOT, "stages")}
    told = {row["code"] for row in rows("headers") if row["kind"] == "stage"}
    # Those that no document has printed yet are added with the document that does.
    assert {"original", "adjustment", "revised", "in_force", "received", "spent", "unused"} <= told & known


def test_labels_are_put_into_english_part_by_part():
    assert translate("流動資産合計").words == "Total current assets"
    assert translate("配水管布設替工事費").is_whole
    assert not translate("住基ネット再構築平準化等積立金").is_whole


# ---------------------------------------------------------------- tables


def test_a_table_in_blanks_keeps_its_blank_columns():
    document = read("""
歳出予算

科　　目          本年度予算額    前年度予算額      比　較
議会費                 1,234           1,200          34
　新設費                 500                         500
総務費                25,678          26,000       △ 322
""")
    (table,) = document.tables
    assert [column.stage for column in table.columns] == ["revised", "original", "adjustment"]
    assert [row.cells for row in table.rows] == [("1,234", "1,200", "34"), ("500", "", "500"), ("25,678", "26,000", "△ 322")]


def test_a_header_of_two_rows_spans_its_businesses():
    document = read("""
(単位：千円)
科 目\tA事業\t\tB事業\t
\t補正額\t補正後予算\t補正額\t補正後予算
収益\t1\t2\t3\t4
費用\t5\t6\t7\t8
""")
    (table,) = document.tables
    assert [(column.business, column.stage) for column in table.columns] == [
        ("A事業", "adjustment"), ("A事業", "revised"), ("B事業", "adjustment"), ("B事業", "revised"),
    ]


def test_numbers_and_ratios_stand_in_columns_of_their_own():
    document = read("""
(単位:千円、%)
科目 | 本年度予算額 | 前年度予算額 | 比較 | ||||
---|---|---|---|---|---|---|---|
金額 | 構成比 | 金額 | 構成比 | 増減額 | 増減率 | ||
1 | 市税 | 5,560 | 12.2 | 5,459 | 11.0 | 101 | 1.9 |
2 | 諸収入 | 95 | 2.4 | 100 | 1.7 | △5 | △5.0 |
歳入合計 | 5,655 | 100.0 | 5,559 | 100.0 | 96 | 1.7 |
""")
    (table,) = document.tables
    assert [column.kind for column in table.columns] == ["figure", "ratio"] * 3
    assert [row.label for row in table.rows] == ["1 市税", "2 諸収入", "歳入合計"]
    assert table.rows[2].cells == ("5,655", "100.0", "5,559", "100.0", "96", "1.7")


def test_torn_columns_are_put_together_by_base_change_and_result():
    head = ["款", "項", "5 繰入金", "6 繰越金", "7 諸収入", "歳入合計", "補 正 前 の 額", "補 正 額", "計"]
    cells = [("10", "2", "12"), ("30", "△4", "26"), ("5", "1", "6"), ("45", "△1", "44")]
    across = [cell for row in cells for cell in row]
    down = [row[column] for column in range(3) for row in cells]
    for figures_of in (across, down):
        (table,) = read("\n".join([*head, *figures_of])).tables
        assert [row.cells for row in table.rows] == cells


def test_two_lists_side_by_side_are_two_tables():
    document = read("収入 支出\n給水収益 191,580円 受水費 30,974円\n雑収益 18,584円 総係費 27,592円\n受取利息 609円 雑支出 256円\n")
    assert [(table.title, [row.label for row in table.rows]) for table in document.tables] == [
        ("収入", ["給水収益", "雑収益", "受取利息"]), ("支出", ["受水費", "総係費", "雑支出"]),
    ]


def test_a_label_over_two_lines_is_one_and_a_heading_stays_one():
    document = read("""
科 目\t金額
流動資産\t
現金及び預金\t10
建設改良費等の財源に充てるための
企業債\t20
流動資産合計\t30
""")
    (table,) = document.tables
    assert [(row.label, row.is_heading) for row in table.rows] == [
        ("流動資産", True), ("現金及び預金", False), ("建設改良費等の財源に充てるための 企業債", False), ("流動資産合計", False),
    ]


@pytest.mark.parametrize(("name", "count"), [
    ("waterworks_initial_budget.txt", 120), ("general_account_budget.txt", 51), ("sewerage_settlement.txt", 66),
    ("sewerage_supplementary.txt", 15), ("million_yen_summary.txt", 42),
])
def test_texts_of_other_bodies_are_read_whole(name: str, count: int):
    """Each figure of the text is read once, as the count of another pass over its lines says."""
    document, _ = parse.parse_file(TEXTS / name)
    assert len(figures(document)) == count
    for table in document.tables:
        columns = [unit_of(table, column) for column in table.columns if column.kind in ("figure", "ratio")]
        inside = set(range(table.first_line, table.last_line + 1)) - set(table.header_lines)
        added = control.add_up(control.standing(document.lines, sorted(inside), columns))
        read_in = [(row.source_line, figure.magnitude) for row in table.rows for figure in row.figures]
        assert added[table.unit] == control.Control(len(read_in), sum(m for _, m in read_in), sum(n * m for n, m in read_in)), table.table_id


@pytest.mark.parametrize("name", sorted(path.name for path in TEXTS.glob("*.txt")))
def test_every_label_resolves_to_the_line_that_it_means(name: str):
    """As the project will resolve it, sections, measures and order of rows included."""
    document, _ = parse.parse_file(TEXTS / name)
    draft = draft_document(document, arithmetic.find(document), "trial", rows("rules"))
    for table in document.tables:
        layout = draft.chart.layouts[table.table_id]
        variants = [v for v in draft.chart.variants if (v.statement, v.layout) == (table.statement, layout)]
        found = resolve([(row.source_line, text.squeeze(row.label)) for row in table.rows], variants)
        for (table_id, number, label, measure), line in draft.chart.of_row.items():
            if table_id == table.table_id:
                assert found[number, label, measure] == {line}


def test_rows_of_one_label_are_told_apart_by_section_or_order():
    variants = [Variant("s", "form", "合計", "収入", "", "a"), Variant("s", "form", "合計", "支出", "", "b"), Variant("s", "form", "収入", "", "", "h"), Variant("s", "form", "支出", "", "", "i")]
    found = resolve([(1, "収入"), (2, "合計"), (3, "支出"), (4, "合計")], variants)
    assert (found[2, "合計", ""], found[4, "合計", ""]) == ({"a"}, {"b"})
    twice = [Variant("s", "form", "1費", "", "", "a", "1"), Variant("s", "form", "1費", "", "", "b", "2")]
    found = resolve([(1, "1費"), (2, "1費")], twice)
    assert (found[1, "1費", ""], found[2, "1費", ""]) == ({"a"}, {"b"})


# ---------------------------------------------------------------- prose and control


def test_amounts_in_prose_have_a_label_a_direction_and_a_pair():
    document = read("第3条 予算第4条中「過年度分損益勘定留保資金等 254,196千円」を「過年度分損益勘定留保資金等 242,024千円」に改める。\n事業収入.....2,194百万円の増\n応答率36.4%\n")
    before, after, change, ratio = document.prose
    assert (before.label, before.printed, before.pair, after.is_after) == ("過年度分損益勘定留保資金等", "254,196", (1, 2), True)
    assert (change.label, change.direction, change.unit) == ("事業収入", 1, "million_yen")
    assert (ratio.printed, ratio.unit) == ("36.4", "percent_tenths")


def test_a_figure_that_was_left_out_is_told_by_its_line():
    document = read("科 目\t金額\n収入\t1,000\n支出\t2,000\n\nなお、積立金は 9,999千円である。\n")
    draft = draft_document(document, arithmetic.find(document), "trial", rows("rules"))
    assert unread(draft) == {}
    document.prose.clear()
    assert unread(draft) == {5: 1}


def test_control_totals_differ_where_the_transcription_does():
    """They come from the characters of the text, and never from the rows."""
    document = read("科 目\t金額\n収入\t1,000\n支出\t2,000\n")
    row = document.tables[0].rows[0]
    row.cells, row.figures[0].magnitude = ("1,009",), 1009
    draft = draft_document(document, arithmetic.find(document), "trial", rows("rules"))
    (total,) = draft.plan.rows["control_totals"]
    assert total["figures_sum"] == "3000"
    assert any(reading.kind == "figure" and reading.certainty == "open" and reading.leaves for reading in gather(draft))


def test_numbers_in_labels_and_years_are_not_added_up():
    assert control.numbers_of("第1款 水道事業費用 | 1,081,511千円 | △ 2,978千円", ["thousand_yen"] * 2) == [(1081511, "thousand_yen"), (2978, "thousand_yen")]
    assert control.numbers_of("業務\t91,120\t令和3年度から 令和10年度", ["thousand_yen"]) == [(91120, "thousand_yen")]
    assert control.numbers_of("1 市税 | 5,560 | 12.2", ["thousand_yen", "percent_tenths"]) == [(5560, "thousand_yen"), (122, "percent_tenths")]
    # Small figures between words, years and the numbers of items.
    assert control.numbers_of("1 営業収益 800 30 830 水道料金", ["thousand_yen"]) == [(800, "thousand_yen"), (30, "thousand_yen"), (830, "thousand_yen")]
    assert control.numbers_of("受取利息 △110", ["thousand_yen"]) == [(110, "thousand_yen")]
    assert control.numbers_of("清掃業務委託 令和 5 年度から令和 8 年度まで 214,500", ["thousand_yen"]) == [(214500, "thousand_yen")]


# ---------------------------------------------------------------- a document from its text to green


def run_reader(project: Project, source: Path, document: str, *more: str) -> subprocess.CompletedProcess[str]:
    """Run `make read`."""
    return project.make("read", f"SOURCE={source}", f"ID={document}", *more)


def decide(project: Project, decision: str, document: str = "") -> int:
    """Decide everything that is undecided of a document, or of all, as a person would in one column; how many."""
    path = project.folder / "seeds/rules/readings.csv"
    with path.open(encoding="utf-8", newline="") as file:
        readings = list(csv.DictReader(file))
    waiting = [row for row in readings if row["certainty"] != "proved" and document in ("", row["document_id"])]
    for row in waiting:
        row["decision"] = decision
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, readings[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(readings)
    return len(waiting)


def test_what_dbt_remembers_of_a_document_that_was_taken_out_is_left(tmp_path: Path):
    project = tmp_path / "project"
    for room in trial.ROOMS:
        (project / room).mkdir(parents=True)
    for name in (*trial.FILES, trial.PARSED):
        (project / name).parent.mkdir(exist_ok=True)
        (project / name).write_text("harbour__expenses")
    for document, is_taken_over in (("harbour", False), ("port", True)):
        copy = trial.copy_project(project, tmp_path / document, document)
        assert (copy / trial.PARSED).exists() is is_taken_over


# A detailed statement with the sections beside the items; the note of one holds an amount, and so does the paragraph below.
BESIDE = """令和5年度架空市下水道事業会計補正予算(第1号)
架空市

収益的収入	(単位:千円)
款 ・ 項	目	既決予定額	補正予定額	計	区分	金額	説明
1 下水道事業収益	514,069	32,885	546,954
(1) 営業収益	323,662	11,568	335,230
2 他会計負担金	323,662	11,568	335,230	一般会計負担金	11,568	雨水減価償却費の増
(2) 営業外収益	190,407	21,317	211,724
3 他会計補助金	78,048	2,001	80,049	一般会計補助金	2,001 事業債臨時措置分の利子増
4 長期前受金戻入	112,359	19,316	131,675	長期前受金戻入	19,316	長期前受金戻入の増

(参考 7,022)
"""

# The same account in yen and in thousand yen, and in the prose in 万円: amounts that the project cannot hold to each other.
UNITS = """令和5年度架空市一般会計歳入歳出決算
歳入総額は20億2千600万円となりました。一方、歳入総額は令和4年度には19億8,700万3千円でした。
歳入 (単位:円)
区分 予算現額 調定額 収入済額 不納欠損額 収入未済額
町税 1,200,000,000 1,255,000,123 1,231,000,023 4,000,100 20,000,000
国庫支出金 800,000,000 800,000,400 795,000,400 0 5,000,000
歳入合計 2,000,000,000 2,055,000,523 2,026,000,423 4,000,100 25,000,000

決算の概要
歳入 (単位:千円)
区分 予算現額 調定額 収入済額 不納欠損額 収入未済額
町税 1,200,000 1,255,000 1,231,000 4,000 20,000
国庫支出金 800,000 800,000 795,000 0 5,000
歳入合計 2,000,000 2,055,000 2,026,000 4,000 25,000
歳入合計は20億2,600万円です。
"""


@dataclass(frozen=True)
class Flow:
    """Three documents on their way from a text to a green build, and what each command said.

    Attributes:
        project: The project, green.
        read: What `make read` said of each.
        undecided: The first build.
        decisions: Number of decisions of the waterworks.
        green: The build when all are confirmed, and Great Expectations.
    """

    project: Project
    read: dict[str, str]
    undecided: subprocess.CompletedProcess[str]
    decisions: int
    green: tuple[subprocess.CompletedProcess[str], subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def flow(built: Project, tmp_path_factory: pytest.TempPathFactory) -> Flow:
    """The waterworks' budget, a text of which amounts are left out, and one in several units, read into a project without a document and confirmed."""
    folder = tmp_path_factory.mktemp("flow")
    project = prepare(built, folder / "project")
    drop_document(project)
    (folder / "source.txt").write_text(BESIDE, "utf-8")
    (folder / "units.txt").write_text(UNITS, "utf-8")
    said = {}
    for document, source in (("waterworks_trial", WATERWORKS), ("units", folder / "units.txt"), ("beside", folder / "source.txt")):
        result = run_reader(project, source, document)
        assert result.returncode == 0, result.stdout
        said[document] = result.stdout
    undecided = project.build_checks()
    decisions = decide(project, "confirmed", "waterworks_trial")
    decide(project, "confirmed")
    return Flow(project, said, undecided, decisions, (project.build(), project.expect()))


def test_the_waterworks_is_read_as_a_person_wrote_it(flow: Flow):
    assert "17 of 17 amounts bound, 17 transcribed; unread: none" in flow.read["waterworks_trial"], flow.read
    page = (flow.project.folder / "target/reading/waterworks_trial/index.html").read_text("utf-8")
    assert "1,081,511千円" in page
    names = ("original", "adjustment", "revised", "figure")
    mine = Counter(row[name] for path in (flow.project.folder / "seeds/waterworks_trial").glob("*.csv") for row in plan.read_rows(path) for name in row if name in names)
    theirs = Counter(row[name] for path in (ROOT / "tests/data/waterworks/seeds").glob("yuki*/*.csv") for row in plan.read_rows(path) for name in row if name in names)
    assert mine == theirs


def test_it_is_red_until_a_person_has_decided_and_then_green(flow: Flow):
    assert flow.undecided.returncode
    assert "FAIL assert_readings_are_decided" in flow.undecided.stdout, flow.undecided.stdout
    assert flow.undecided.stdout.count("\nFAIL ") == 1, flow.undecided.stdout
    assert "readings.csv waterworks_trial r0001" in flow.undecided.stdout or "readings.csv beside r0001" in flow.undecided.stdout
    assert 0 < flow.decisions <= 10
    for result in flow.green:
        assert result.returncode == 0, result.stdout


def test_every_kind_of_reading_is_said_in_words():
    """Those that the sources name first, or one of two."""
    sources = "".join(path.read_text("utf-8") for path in (ROOT / "reader").glob("*.py"))
    named = re.findall(r'\bReading\(\s*"(\w+)"(?: if .*? else "(\w+)")?', sources)
    kinds = {kind for pair in named for kind in pair if kind}
    assert {"tie", "rule", "slip", "figure", "label", "line"} <= kinds <= review.KINDS.keys()


def test_the_review_page_is_legible_and_says_what_to_write(flow: Flow, browser: Browser):
    page = browser.new_page()
    for document in flow.read:
        page.goto((flow.project.folder / f"target/reading/{document}/index.html").as_uri())
        for language in look.LANGUAGES:
            look.show_in(page, language)
            assert {width: look.faults(page, width) for width in look.WIDTHS} == dict.fromkeys(look.WIDTHS, [])
    assert page.locator("tr:has(code:text-is('rejected')) th").first.inner_text().startswith("r0004 sum")
    page.close()


def test_what_is_left_out_is_told_by_the_reader_the_verdict_and_the_page(flow: Flow):
    project = flow.project
    assert "transcribed; unread: 2 on line 10, 13" in flow.read["beside"], flow.read
    assert "amount not transcribed:</i> 7,022" in (project.folder / "target/reading/beside/index.html").read_text("utf-8")
    seen = project.make("verify-source", f"SOURCE={project.folder.parent}/source.txt", "DOCUMENT=beside")
    assert seen.returncode == 0 and "2 amounts are not transcribed" in seen.stdout, seen.stdout
    with duckdb.connect(str(project.database), read_only=True) as connection:
        assert connection.execute("select verdict, left_out_count from document_verdicts where document_id = 'beside'").fetchall() == [("partial", 2)]
        (document,) = (one for one in build_site.read_documents(project.database) if one["document_id"] == "beside")
        assert len(book.read_document(connection, document)["left_out"]) == 2


def test_a_document_in_several_units_is_held_to_its_sums_in_each(flow: Flow):
    assert "30 of 33 amounts bound, 33 transcribed; unread: none" in flow.read["units"], flow.read
    with duckdb.connect(str(flow.project.database), read_only=True) as connection:
        assert connection.execute("""
            select printed_figures.unit, count(*) filter (exact_law_count > 0), count(*) from figure_coverage
            inner join printed_figures using (document_id, figure_id) where document_id = 'units' group by all order by all
        """).fetchall() == [("ten_thousand_yen", 0, 2), ("thousand_yen", 15, 16), ("yen", 15, 15)]


def test_a_changed_digit_is_located_and_a_row_of_what_is_left_out_is_missed(flow: Flow):
    changes = {
        "seeds/waterworks_trial/waterworks_trial__revenue_expenditure.csv": ("869,977千円", "869,997千円"),
        "seeds/beside/beside__revenue_receipts.csv": ("112,359", "112,369"),
        "seeds/units/units__prose.csv": ("20億2千600", "20億2千900"),
        "seeds/rules/left_out.csv": (",2001,", ",2002,"),
    }
    before = {name: (flow.project.folder / name).read_text("utf-8") for name in changes}
    for name, (old, new) in changes.items():
        assert old in before[name], before[name]
        (flow.project.folder / name).write_text(before[name].replace(old, new, 1), "utf-8")
    red = flow.project.build_checks()
    for name, text in before.items():
        (flow.project.folder / name).write_text(text, "utf-8")
    assert red.returncode
    assert "waterworks_trial__revenue_expenditure.csv" in red.stdout and "869,997千円 → 提案 869,977" in red.stdout, red.stdout
    assert "112,369 → 提案 112,359" in red.stdout, red.stdout
    assert "印刷 20億2千900 → 提案 202,600" in red.stdout, red.stdout
    assert "別に" in red.stdout, red.stdout


def test_a_decision_is_one_of_the_words_that_its_reading_takes(flow: Flow):
    readings = flow.project.folder / "seeds/rules/readings.csv"
    before = readings.read_text("utf-8")
    asked = ("--select", "readings", "calculation_rules", "documents", "assert_readings_are_decided")
    # A row that says nothing of itself is none that is decided.
    readings.write_text(f"{before}waterworks_trial,,table,,,,x,,,,,\n", "utf-8")
    told = flow.project.build(*asked)
    assert "FAIL 1" in told.stdout and "certainty は proved, probable, open のどれか" in told.stdout, told.stdout
    # What is rejected is mended; a reading of a slip is not settled by a confirmation.
    readings.write_text(before.replace(",figure,revenue_receipts,", ",slip,revenue_receipts,", 1), "utf-8")
    decide(flow.project, "rejected", "waterworks_trial")
    told = flow.project.build(*asked)
    readings.write_text(before, "utf-8")
    for words in ("正しく直して、decision に corrected と書く", "退けた規則を", "as_printed と書く"):
        assert words in told.stdout, told.stdout


@pytest.mark.parametrize(("source", "document", "more", "message"), [
    ("nothing.txt", "trial", "", "no such source"),
    ("cp932.txt", "trial", "", "line 2: not in UTF-8"),
    ("empty.txt", "trial", "", "no table and no amount is found"),
    ("broken.pdf", "trial", "", "cannot be opened as a PDF"),
    ("good.txt", "Trial-1", "", "is no name for a document"),
    ("good.txt", DOCUMENT, "", "is already there; nothing was written"),
    ("good.txt", "trial", "nowhere", "there is no document nowhere"),
])
def test_what_cannot_be_read_is_refused_and_nothing_is_written(tmp_path: Path, source: str, document: str, more: str, message: str):
    project = copy_project(tmp_path / "project")
    (tmp_path / "cp932.txt").write_bytes("ok\n科目,金額\n".encode("cp932"))
    (tmp_path / "empty.txt").write_text("予算はまだない。\n", "utf-8")
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7 broken")
    (tmp_path / "good.txt").write_text("科目\t金額\n収入\t1,000\n支出\t900\n", "utf-8")
    before = {path: path.read_bytes() for path in (project.folder / "seeds").rglob("*") if path.is_file()}
    result = subprocess.run(
        [BIN / "python", "-m", "reader.read", tmp_path / source, document, "--from", more],
        cwd=project.folder, env=environment(), text=True, capture_output=True, check=False,
    )
    assert result.returncode == 2
    assert message in result.stderr, result.stderr
    assert before == {path: path.read_bytes() for path in (project.folder / "seeds").rglob("*") if path.is_file()}


# ---------------------------------------------------------------- with another document as the guide


def text_of(document: str) -> list[str]:
    """A text that prints what the transcription of a document says, line by line, with the words around it."""
    tables = [row for row in plan.seed_rows(ROOT, "printed_tables") if row["document_id"] == document]
    columns = [row for row in plan.seed_rows(ROOT, "printed_columns") if row["document_id"] == document]
    units = {row["unit"]: row["label_as_printed"] for row in plan.seed_rows(ROOT, "units")}
    repairs = {(row["table_id"], row["source_line"]): row["as_extracted"] for row in plan.seed_rows(ROOT, "extraction_repairs") if row["document_id"] == document and row["repair_kind"] != "mangled_label"}
    lines = [""] * (max(int(table["last_line"]) for table in tables) + 1)
    for table in tables:
        cells = plan.read_rows(ROOT / f"seeds/{document}/{document}__{table['table_id']}.csv")
        if table["layout"] == "prose":
            by_line: dict[int, list[str]] = {}
            for row in cells:
                figure, unit = row["figure"], row["unit_as_printed"]
                shown = row["label"] if figure + unit in row["label"] else row["label"].replace(f"{figure}{unit}", "") + f"{figure}{unit}" if figure not in row["label"] else row["label"]
                by_line.setdefault(int(row["source_line"]), []).append(shown + (f"の{row['direction']}" if row["direction"] else ""))
            for number, parts in by_line.items():
                lines[number - 1] = "、".join(parts)
            continue
        names = [column["column_name"] for column in columns if column["table_id"] == table["table_id"]]
        headers = [int(number) for number in table["header_lines"].split()]
        first = headers[0] if headers else int(table["first_line"])
        if lines[first - 2] == "":
            lines[first - 2] = f"(単位：{units[table['unit']]})" if headers else ""
        if lines[first - 4] == "" and headers:
            lines[first - 4] = table["title_ja"]
        of_table = [column for column in columns if column["table_id"] == table["table_id"]]
        parts = [column["header_reading"].split(" ") for column in of_table]
        for number in headers:
            torn = repairs.get((table["table_id"], str(number)))
            if torn and len(torn.split(" | ")) > len(of_table) + 1:
                lines[number - 1] = torn.replace(" | ", "\t")
            elif headers[-1] != headers[0] + 1:
                lines[number - 1] = "\t".join(["科目", *(" ".join(part) for part in parts)])
            elif number == headers[0]:
                upper = [part[0] if not place or parts[place - 1][0] != part[0] else "" for place, part in enumerate(parts)]
                lines[number - 1] = "\t".join(["科目", *upper])
            else:
                lines[number - 1] = "\t".join(["", *(part[-1] for part in parts)])
        for row in cells:
            torn = repairs.get((table["table_id"], row["source_line"]))
            line = torn.replace(" | ", "\t") if torn and " | " in torn else "\t".join([row["label"], *(row[name] for name in names)])
            if table["statement"] == "contents":
                line = f"様式第 {row['form_number']} 号\t{row['label']}\t・・・・・・\t{row['page_number']}\tページ"
            lines[int(row["source_line"]) - 1] = line
    return lines


def test_the_document_itself_is_the_guide_and_all_of_it_is_read_back():
    """Every table, sign and control total of the committed transcription, from a text that prints it."""
    known = guide.read_guide(ROOT, DOCUMENT)
    lines = [text.to_line(number, line) for number, line in enumerate(text_of(DOCUMENT), 1)]
    document = parse.parse(lines, guide.labels_known(known))
    forms = guide.apply(document, known)
    assert len(forms) == len(known.forms) == len(document.tables)
    draft = follow.draft_like(ROOT, document, arithmetic.find(document), "trial", known, forms)
    for table, (_, cells) in draft.plan.tables.items():
        assert cells == plan.read_rows(ROOT / f"seeds/{DOCUMENT}/{DOCUMENT}__{table}.csv"), table
    for seed in ("restored_signs", "control_totals"):
        mine = {tuple(row.values()) for row in draft.plan.rows[seed]}
        theirs = {("trial", *list(row.values())[1:]) for row in plan.seed_rows(ROOT, seed) if row["document_id"] == DOCUMENT}
        assert mine == theirs, seed
    assert "label_variants" not in draft.plan.rows and "statement_lines" not in draft.plan.rows
    assert [reading.kind for reading in draft.readings] == ["words"]


def test_the_guide_knows_the_words_of_the_prose():
    """The amounts that stand in sentences, with their labels, businesses and stages."""
    known = guide.read_guide(ROOT, DOCUMENT)
    line = "デジタル基盤改革支援基金の拡充(32,682百万円(うち繰入金:31,037百万円、事業費:1,645百万円))"
    document = parse.parse([text.to_line(1, line)])
    matched = guide.match_prose(document, known)
    assert [row["line_id"] for _, row in matched.values()] == ["fund_expansion", "long_term_advances_receipts", "project_expenses"]
    assert [row.printed for row in prose.read_prose([text.to_line(1, line)], document)] == ["32,682", "31,037", "1,645"]


# ---------------------------------------------------------------- a PDF


def test_the_forms_printed_by_a_browser_are_read_back(site: Path, browser: Browser, tmp_path: Path):
    """The pages of the printed tables, as PDF with a text layer, read with the document as the guide."""
    known = guide.read_guide(ROOT, DOCUMENT)
    whole = pypdfium2.PdfDocument.new()
    context = browser.new_context(locale="ja-JP")
    for form in known.forms:
        page = context.new_page()
        page.goto(f"file://{site / DOCUMENT / 'printed' / form.row['table_id']}.html")
        # The form alone: the source line is a column of the book.
        page.add_style_tag(content="table.printed tr > :last-child { display: none }")
        page.pdf(path=tmp_path / "page.pdf", width="900mm", height="1200mm", scale=0.9)
        page.close()
        whole.import_pages(pypdfium2.PdfDocument(tmp_path / "page.pdf"))
    context.close()
    whole.save(tmp_path / "forms.pdf")
    document, is_text = parse.parse_file(tmp_path / "forms.pdf", guide.labels_known(known))
    forms = guide.apply(document, known)
    assert not is_text
    assert set(forms) == {form.row["table_id"] for form in known.forms}
    for table in document.tables:
        (names, *_), = [list(plan.read_rows(ROOT / f"seeds/{DOCUMENT}/{DOCUMENT}__{table.table_id}.csv")[0])[2:]],
        theirs = [
            [text.squeeze(row["label"]), *(text.squeeze(row[name]).translate(MARKS) for name in names)]
            for row in plan.read_rows(ROOT / f"seeds/{DOCUMENT}/{DOCUMENT}__{table.table_id}.csv")
        ]
        # The book prints the minus marks that the source lost.
        mine = [[text.squeeze(row.label), *(text.squeeze(cell).translate(MARKS) for cell in row.cells)] for row in table.rows]
        assert mine == theirs, table.table_id
