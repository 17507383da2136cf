"""Budgets of other bodies, by data alone: a waterworks' amendment, and a town's budgets and settlement.

The waterworks' budget is a real one (tests/data/waterworks): it calls its stages by names of
its own, prints the unit in every cell, only the amended part of a total, and one amount only
before and after, in prose. The town (tests/data/town) is invented: one column of amounts; this
year, the year before and their difference; the columns of a settlement; and ratios.
"""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable
from pathlib import Path

import duckdb
import look
import pytest
import run
from conftest import DOCUMENT, Project, join_document, prepare
from playwright.sync_api import Browser
from test_book import write_books

WATERWORKS = "yuki_water_fy2005_supplementary_1"
SETTLEMENT = "town_fy2022_settlement"


@pytest.fixture(scope="module")
def others(built: Project, tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The project with these documents, built."""
    project = prepare(built, tmp_path_factory.mktemp("others") / "project")
    for name in ("waterworks", "town"):
        join_document(project, name)
    result = project.build()
    assert result.returncode == 0, result.stdout
    return project


@pytest.fixture(scope="module")
def rows(others: Project) -> Callable[[str], list[tuple]]:
    """Ask the database with these documents."""

    def ask(query: str) -> list[tuple]:
        with duckdb.connect(str(others.database), read_only=True) as connection:
            return connection.execute(query).fetchall()

    return ask


def test_they_are_consistent_for_both_readers(others: Project, rows):
    assert rows(
        "select document_id, figure_count, verdict from document_verdicts "
        f"where document_id like 'town%' or document_id = '{WATERWORKS}' order by all"
    ) == [
        ("town_fy2022_budget", 6, "consistent"), (SETTLEMENT, 32, "consistent"),
        ("town_fy2023_budget", 20, "consistent"), (WATERWORKS, 17, "consistent"),
    ]
    result = others.expect()
    assert result.returncode == 0, result.stdout


def test_a_document_has_stage_names_of_its_own(rows):
    assert rows(
        f"select stage, label_ja from document_stages where document_id = '{WATERWORKS}' order by stage_order"
    ) == [("original", "既決予定額"), ("adjustment", "補正予定額"), ("revised", "計")]
    assert rows(
        f"select label_ja from document_stages where document_id = '{SETTLEMENT}' order by stage_order"
    ) == [(label,) for label in (
        "予算現額", "調定額", "収入済額", "不納欠損額", "収入未済額", "支出済額", "翌年度繰越額", "不用額",
    )]


def test_each_statement_has_its_views(rows):
    assert rows("select line_id, original_thousand_yen, adjustment_thousand_yen, revised_thousand_yen "
                "from consolidated_capital_budget order by line_order") == [
        ("capital_expenditure", 606_036, -12_172, 593_864), ("construction", 409_479, -12_172, 397_307),
    ]
    assert rows("select count(*) from business_general_account_revenue where document_id = 'town_fy2023_budget'") == [(3,)]


def test_a_total_is_not_the_sum_of_the_parts_that_happen_to_be_printed(rows):
    """Only the amended item of a chapter is printed; nothing computes the chapter from it."""
    assert rows(
        "select stage, amount_thousand_yen, is_derived from statement_amounts "
        "where line_id = 'waterworks_expenses' order by stage_order"
    ) == [("original", 1_081_511, False), ("adjustment", -2_978, False), ("revised", 1_078_533, False)]
    assert rows(
        f"select rule_id from check_results where document_id = '{WATERWORKS}' and line_id = 'waterworks_expenses' order by all"
    ) == [("revised_equals_original_and_adjustment",), ("waterworks_expenses_move_by_their_amended_part",)]


def test_a_change_that_nothing_prints_is_tied(rows):
    """254,196 before and 242,024 after: the change of △12,172 is that of the capital expenditure."""
    assert rows(
        "select stage, printed_amount, expected_amount, table_id, source_line from check_results "
        "where rule_id = 'retained_funds_move_with_capital_expenditure'"
    ) == [("adjustment", -12_172, -12_172, "prose", 10)]
    assert rows(
        f"select figure_as_printed, exact_law_count from figure_coverage "
        f"where document_id = '{WATERWORKS}' and table_id = 'prose' order by column_no"
    ) == [("254,196", 1), ("242,024", 1)]


def test_every_amount_of_the_waterworks_is_bound_by_a_law(rows):
    assert rows(
        "select count(*), count(*) filter (exact_law_count > 0) from figure_coverage "
        f"where document_id = '{WATERWORKS}'"
    ) == [(17, 17)]


def test_a_difference_does_not_confirm_itself(rows):
    """What is implied by two stages is in no check along the stages."""
    assert rows(
        "select line_id, amount_thousand_yen from statement_amounts where document_id = 'town_fy2023_budget' "
        "and stage = 'adjustment' and is_derived and amount_thousand_yen <> 0 order by line_order"
    ) == [("welfare", 10), ("education", 10), ("expenditure_total", 20)]
    assert rows(
        "select count(*) from check_results where document_id = 'town_fy2023_budget' "
        "and rule_id = 'change_is_this_year_less_previous' and line_id in ('welfare', 'education')"
    ) == [(0,)]


def test_where_it_is_written_down_that_nothing_is_printed_there_is_nil(rows):
    assert rows(
        "select stage, line_id, amount_thousand_yen from statement_amounts "
        "where (line_id, stage) in (('town_taxes', 'adjustment'), ('education', 'carried_forward')) order by all"
    ) == [("adjustment", "town_taxes", 0), ("carried_forward", "education", 0)]
    assert rows(
        "select line_id, figures_compared, status from check_results where line_id in ('town_taxes', 'education') "
        "and rule_id in ('change_is_this_year_less_previous', 'unused_is_in_force_less_spent') order by all"
    ) == [("education", 4, "consistent"), ("town_taxes", 3, "consistent")]


def test_the_columns_of_a_settlement_are_stages(rows):
    assert rows(
        f"select stage, amount_thousand_yen from statement_amounts where document_id = '{SETTLEMENT}' "
        "and line_id = 'revenue_total' order by stage_order"
    ) == [("in_force", 2_010), ("assessed", 2_055), ("received", 2_026), ("written_off", 4), ("uncollected", 25)]
    assert rows(
        f"select count(*) from check_results where document_id = '{SETTLEMENT}' and axis = 'stage' and is_consistent"
    ) == [(6,)]


def test_an_amount_in_myriads_counts_in_its_last_unit(rows):
    assert rows(
        "select amount, unit from printed_figures where document_id = 'town_fy2022_budget' and figure_as_printed = '198万0千円'"
    ) == [(1_980, "thousand_yen")]


def test_ratios_are_kept_as_printed(rows):
    assert rows(
        "select figure_as_printed, amount, unit, business_id, stage from printed_figures "
        "where column_name in ('rate', 'rate_of_change') and line_id in ('town_taxes', 'grants') order by all"
    ) == [
        ("0.0", 0, "percent_tenths", None, None), ("100%", 1_000, "percent_tenths", None, None),
        ("2.6", 26, "percent_tenths", None, None), ("97.7%", 977, "percent_tenths", None, None),
    ]


def corrupt(others: Project, folder: Path, slips: list[tuple[str, str, str, str]]) -> Project:
    """A copy with texts of tables replaced: document, table, old and new."""
    copy = Project(folder / "project")
    shutil.copytree(others.folder, copy.folder, symlinks=True)
    for document, table, old, new in slips:
        path = copy.folder / f"seeds/{document}/{document}__{table}.csv"
        text = path.read_text("utf-8")
        assert text.count(old) == 1
        path.write_text(text.replace(old, new), "utf-8")
    return copy


# What is left out of a unit as a whole is not missing; what nobody says was left out is.
FORGOTTEN = {"revenue_expenditure": "consistent", "capital_expenditure": "missing", "restricted_expenses": "missing"}


def forget_amounts(project: Project) -> None:
    """An amount in million yen that three tables are said to print: left out rightly, wrongly, and not at all."""
    rows = {
        "control_totals": [(table, "million_yen", 1, 5, 40) for table in FORGOTTEN],
        "readings": [("r1", "figure", "", "", "", "5", "", "open", "x", "x", "confirmed")],
        "left_out": [(f"l{amount}", "r1", table, 8, amount, "million_yen", "amount", "5") for table, amount in zip(FORGOTTEN, (5, 6), strict=False)],
    }
    for name, added in rows.items():
        with project.seed(name).open("a", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows((WATERWORKS, *row) for row in added)


def test_a_wrong_digit_is_caught_and_located(others: Project, tmp_path: Path):
    project = corrupt(others, tmp_path, [
        (WATERWORKS, "prose", "242,024", "242,042"),
        (WATERWORKS, "revenue_expenditure", "869,977千円", "869,997千円"),
        (SETTLEMENT, "revenue", "1,231", "1,213"),
        (SETTLEMENT, "expenditure", "95.9", "99.5"),
    ])
    forget_amounts(project)
    result = project.build_checks()
    assert result.returncode == 1
    for text in (
        "「留保資金等の増減 = 資本的支出の補正」 過年度分損益勘定留保資金等、水道事業、補正予定額、印刷 △12,154 計算 △12,172 差 18 千円"
        f"（{WATERWORKS} prose、原文10行、figure列）",
        f"{WATERWORKS}__prose.csv 3行目（原文10行） 列 figure 「過年度分損益勘定留保資金等」 印刷 242,042 → 提案 242,024",
        f"{WATERWORKS}__revenue_expenditure.csv 4行目（原文8行） 列 revised 「第1項 営業費用」 印刷 869,997千円 → 提案 869,977",
        f"{SETTLEMENT}__revenue.csv 2行目（原文10行） 列 received 「町税」 印刷 1,213 → 提案 1,231",
        f"{SETTLEMENT}__expenditure.csv 3行目（原文21行） 列 rate 「教育費」 印刷 99.5 → 提案 95.9",
        f"（{SETTLEMENT} expenditure）",
    ):
        assert text in result.stdout, result.stdout
    with duckdb.connect(str(project.database), read_only=True) as connection:
        found = connection.execute(
            "select rule_id, table_id, status from check_results where unit = 'million_yen' and family = 'control_total'"
            f" and rule_id <> 'control_counts_agree' and document_id = '{WATERWORKS}'"
        ).fetchall()
    assert sorted(found) == sorted((rule, *one) for rule in ("control_totals_agree", "control_lines_agree") for one in FORGOTTEN.items())


@pytest.mark.parametrize(("printed", "unit", "right", "wrong"), [
    ("4.1", "percent_hundredths", 410, 409),  # which a product of binary fractions misses
    ("45億3,200", "ten_thousand_yen", 453_200, 453_201), ("3億3千586万円", "ten_thousand_yen", 33_586, 30_586),
    ("1億2千3百4十5万6", "thousand_yen", 123_456, 120_456), ("３千３", "million_yen", 33, 3_003), ("2千5", "hundred_million_yen", 2_005, 25),
])
def test_great_expectations_counts_a_figure_in_its_last_digit(others: Project, tmp_path: Path, printed: str, unit: str, right: int, wrong: int):
    path = tmp_path / "budget.duckdb"
    shutil.copy(others.database, path)
    (sql,) = (suite["expectations"]["amount_has_the_digits_printed"]["rows"] for suite in run.read_suites() if suite["table"] == "printed_figures")
    for amount, count in ((right, 0), (wrong, 1)):
        with duckdb.connect(str(path)) as connection:
            connection.execute(
                f"update printed_figures set figure_as_printed = '{printed}', amount = {amount}, unit = '{unit}'"
                f" where document_id = '{SETTLEMENT}' and line_id = 'town_taxes' and column_name = 'rate'"
            )
        with run.open_reader(path) as reader:
            assert len(run.ask(reader, sql.replace("{batch}", "printed_figures"))) == count


ROUNDED = "town_fy2023_budget"


@pytest.mark.parametrize(("grants", "recorded", "is_consistent"), [("801", 20, True), ("803", 30, False)])
def test_what_a_document_misses_by_rounding_or_as_recorded_is_allowed_and_no_more(
    others: Project, tmp_path: Path, grants: str, recorded: int, is_consistent: bool
):
    """For both readers: million yen, of which a sum of two parts or of two stages may miss by one; and a row that a person says is misprinted."""
    project = corrupt(others, tmp_path, [
        (ROUNDED, "revenue", "国庫支出金,800,", f"国庫支出金,{grants},"),
        (WATERWORKS, "revenue_expenditure", "869,977千円", "869,997千円"),
    ])
    for name in ("printed_columns", "printed_tables", "control_totals"):
        path = project.seed(name)
        lines = path.read_text("utf-8").splitlines()
        rounded = [line.replace("thousand_yen", "million_yen") if line.startswith(ROUNDED) else line for line in lines]
        path.write_text("\n".join(rounded) + "\n", "utf-8")
    more = int(grants) - 800
    project.edit("control_totals", "million_yen,8,8000,89600", f"million_yen,8,{8000 + more},{89600 + 11 * more}")
    sides = (("revenue", ("original", "adjustment", "revised")), ("expenditure", ("original", "revised")))
    place = ("revenue_expenditure", 8)
    difference = ("misprint", "revised_equals_original_and_adjustment", "operating_expenses", "total", "revised", recorded, place[0], "誤植", "misprint")
    for name, document, added in (
        ("unbound_reasons", ROUNDED, [(f"general_account_{side}", "million_yen", stage, "端数処理", "rounded") for side, stages in sides for stage in stages]),
        ("known_differences", WATERWORKS, [difference]),
        ("readings", WATERWORKS, [("r1", "figure", "", "", "", "x", "", "open", "x", "x", "corrected")]),
        # The control totals are those of the right figure.
        ("left_out", WATERWORKS, [(f"l{kind}", "r1", *place, amount, "thousand_yen", kind, "x") for kind, amount in (("amount", 869_977), ("unseen", 869_997))]),
    ):
        with project.seed(name).open("a", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows((document, *row) for row in added)
    built, read = project.build(), project.expect()
    assert (built.returncode == 0, read.returncode == 0) == (is_consistent, is_consistent), built.stdout + read.stdout
    if not is_consistent:
        assert "所見 misprint が現状と合わない: 記録 30 千円" in built.stdout
        assert f"文書 document {WATERWORKS}, 表 table revenue_expenditure, 原文の行 source line 8" in read.stdout, read.stdout
        assert f"{ROUNDED}__revenue.csv 3行目（原文11行） 列 this_year 「国庫支出金」 印刷 803" in built.stdout
        for name in (
            "statement_amounts.revised_is_original_plus_adjustment", "printed_figures.revised_is_original_plus_adjustment",
            "printed_figures.prints_are_the_amounts_of_the_statements",
        ):
            assert f"FAILED [{name}]" in read.stdout, read.stdout


def test_another_unit_in_a_cell_and_a_balance_sheet_without_its_day_are_refused(others: Project, tmp_path: Path):
    project = corrupt(others, tmp_path, [
        (WATERWORKS, "capital_expenditure", "606,036千円", "606,036百万円"),
        (SETTLEMENT, "expenditure", "95.9", "95.93"),
    ])
    project.edit("documents", "2022-03-31,2022-03-31,", "2022-03-31,,")
    result = project.build("--select", "+transcription_errors")
    assert result.returncode == 1
    for text in (
        f"{WATERWORKS}__capital_expenditure.csv 原文13行 列 original 「第1款 資本的支出」: "
        "数字の後に、列の単位でないものが続いている。値「606,036百万円」 期待「千円」",
        f"{SETTLEMENT}__expenditure.csv 原文21行 列 rate 「教育費」: 数字として読めない。値「95.93」",
        "seeds/vocabulary/documents.csv jlis_fy2021_january: balance_date is blank, the day of Planned balance sheet",
    ):
        assert text in result.stdout, result.stdout


def test_statements_are_held_to_what_there_is(project: Project):
    """An unknown statement, and a way of presentation that nothing shows."""
    project.edit("printed_tables", ",overview_prose,31,overview,,,prose,", ",overview_prose,31,overview,,,text,")
    project.edit("statements", "in later years.,duration,advances", "in later years.,duration,advance")
    selected = ("documents", "printed_tables", "statements", "units")
    result = project.build("--select", *selected, "assert_statements_are_known")
    assert result.returncode == 1
    for text in (
        "printed_tables.csv jlis_fy2021_january overview_prose column statement: unknown value \"text\"",
        "statements.csv jlis_fy2021 advances_received column presentation: unknown value \"advance\", expected \"statement, ",
    ):
        assert text in result.stdout, result.stdout


def test_their_books_are_whole_and_legible(others: Project, browser: Browser, tmp_path: Path):
    """In their own words: no businesses, balance sheet, advances, obligations or pictures are needed."""
    write_books(others.database, tmp_path, but=DOCUMENT)
    page = browser.new_page()
    faults = []
    for name in look.kinds(tmp_path):
        page.goto((tmp_path / name).as_uri())
        for language, width in zip(look.LANGUAGES, (390, 1280), strict=True):
            look.show_in(page, language)
            faults += [f"{name} {language} {width}: {fault}" for fault in look.faults(page, width)]
    page.close()
    assert faults == []
    pages = {page.stem for page in (tmp_path / WATERWORKS).glob("*.html")}
    assert {"index", "revenue_expenditure_budget", "capital_budget", "restricted_expenses"} <= pages
    assert not pages & {"businesses", "advances", "obligations", "balance_sheet"}
    text = (tmp_path / WATERWORKS / "index.html").read_text("utf-8")
    assert "既決予定額" in text and "当初" not in text and "補正後" not in text
    series = (tmp_path / "town_fy2023_budget/index.html").read_text("utf-8")
    assert "../town_fy2022_settlement/lines/revenue_total.html#total-received>2,026" in series
