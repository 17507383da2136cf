"""The budget book: its figures are those of the database, and each leads to its evidence."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path

import build_site
import duckdb
import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import BIN, DOCUMENT, Project
from frictionless import Package
from playwright.sync_api import Browser, Page
from test_site import listen

EVIDENCE = re.compile(r"lines/(\w+)\.html#(\w*)-(\w*)$")
# One page of every kind, and every page that the contents name.
KINDS = (
    "index", "balance_sheet", "income_statement", "cash_plan", "businesses", "advances",
    "obligations", "findings", "checks", "tables", "data", "verify",
    "businesses/individual_number_card", "businesses/general", "lines/net_income",
    "lines/call_response_rate_target", "checks/fund_payments_equal_its_expenses",
    "checks/control_totals_agree", "printed/revised_cash_plan", "printed/overview_prose",
)


# Those that differ from another in their figures and not in their colours.
ALIKE = {"balance_sheet", "income_statement", "businesses/general", "lines/net_income", "checks/control_totals_agree", "printed/overview_prose"}


class Links(HTMLParser):
    """Collects the links of a page with their texts."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[tuple[str, str]] = []
        self.href: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self.href = dict(attrs).get("href") or ""
            self.links.append((self.href, ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self.href = None

    def handle_data(self, data: str) -> None:
        if self.href is not None:
            self.links[-1] = (self.href, self.links[-1][1] + data)


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, str]:
    """The pages of the document, by name without .html."""
    folder = site / DOCUMENT
    return {
        str(path.relative_to(folder).with_suffix("")): path.read_text(encoding="utf-8")
        for path in folder.rglob("*.html")
    }


@pytest.fixture
def tab(browser: Browser, site: Path) -> Iterator[Page]:
    """A tab that fails the test when anything on a page goes wrong."""
    faults: list[str] = []
    page = browser.new_page(viewport={"width": 1200, "height": 900})
    listen(page, "book", site.as_uri(), faults)
    yield page
    page.close()
    assert faults == []


def amount(text: str) -> int:
    """Read an amount as the pages print it."""
    return int(text.strip().replace(",", "").replace("△", "-"))


def test_figures_on_the_pages_equal_the_marts(pages: dict[str, str], connection):
    """Of every page but those of printed tables, which show the document's own figures."""
    known = {
        (line, business, stage): value
        for line, business, stage, value in connection.execute(
            """
            select line_id, business_id, stage, amount_thousand_yen from data_points
            union
            select line_id, business_id, stage, amount_thousand_yen from statement_amounts
            """
        ).fetchall()
    }
    shown = set()
    for name, text in pages.items():
        reader = Links()
        reader.feed(text)
        for href, figure in reader.links:
            found = EVIDENCE.search(href)
            if found and re.fullmatch(r"△?[\d,]+", figure.strip()) and not name.startswith("printed/"):
                assert amount(figure) == known[found.groups()], (name, href, figure)
                shown.add(found.groups())
    revised = connection.execute(
        """
        select line_id, business_id, stage from statement_amounts
        inner join documents using (document_id)
        inner join statements using (taxonomy_id, statement)
        where presentation = 'statement' and (stage = 'revised' or is_total_business)
        """
    ).fetchall()
    assert set(revised) <= shown
    assert len(shown) > 1300


def test_parts_of_a_total_stand_beside_it(pages: dict[str, str], connection):
    """The script makes each a link; its figures are those of the parts, in their order."""
    known = {
        (line, business, stage): value
        for line, business, stage, value in connection.execute(
            """
            select line_id, business_id, stage, amount_thousand_yen from data_points
            union
            select line_id, business_id, stage, amount_thousand_yen from statement_amounts
            """
        ).fetchall()
    }
    count = 0
    for name, text in pages.items():
        if not (listed := re.search(r"<p id=parts>(.*?)(?=<h2|<p|<div)", text)):
            continue
        parts = re.findall(r"href=(\w+)\.html", listed[1])
        for business, stage, cell in re.findall(r"<tr id=(\w*?)-(\w+)>(?:(?!<tr).)*?<td class=f>([^<]*)", text):
            figures = re.findall(r"△?[\d,]+|–", cell)
            assert len(figures) == len(parts) > 0, (name, cell)
            for part, figure in zip(parts, figures, strict=True):
                amount_known = known.get((part, business, stage))
                assert figure == "–" if amount_known is None else amount(figure) == amount_known
                count += 1
    assert count > 1000


def test_every_print_stands_on_the_page_of_its_table_and_in_its_evidence(
    pages: dict[str, str], connection
):
    figures = connection.execute(
        """
        select table_id, row_no, column_no, source_line, line_id, coalesce(business_id, ''),
            coalesce(stage, ''), figure_as_printed
        from printed_figures
        """
    ).fetchall()
    assert len(figures) > 2500
    links = {}
    for name, text in pages.items():
        if name.startswith("printed/"):
            reader = Links()
            reader.feed(text)
            links[name] = {(href, figure.strip().removeprefix("△")) for href, figure in reader.links}
    for table, row, column, source_line, line, business, stage, figure in figures:
        page = pages[f"printed/{table}"]
        assert re.search(rf'id="?L{source_line}\b', page), (table, source_line)
        assert re.search(rf'id="?r{row}-{column}\b', page), (table, row, column)
        assert (f"../lines/{line}.html#{business}-{stage}", figure) in links[f"printed/{table}"]
        assert f"printed/{table}.html#r{row}-{column}" in pages[f"lines/{line}"], (line, table)


def sides(printed: int, expected: int) -> str:
    """Both sides of a check, as a pattern."""
    first, second = (f"{'△' if side < 0 else ''}{abs(side):,}" for side in (printed, expected))
    return rf"{first}(?:</a>)? [=≈≠] {second}(?![\d,])"


def test_every_check_stands_with_both_sides_in_its_evidence_and_at_its_rule(
    pages: dict[str, str], connection
):
    checks = connection.execute(
        "select distinct rule_id, line_id, business_id, stage, printed_amount, expected_amount from check_results"
    ).fetchall()
    assert len(checks) > 2500
    in_evidence = 0
    for rule, line, business, stage, printed, expected in checks:
        assert re.search(sides(printed, expected), pages[f"checks/{rule}"]), (rule, line, printed)
        if line and business in (None, "total") and stage in (None, "revised"):
            assert f"checks/{rule}.html" in pages[f"lines/{line}"]
            assert re.search(f": {sides(printed, expected)}", pages[f"lines/{line}"]), (rule, line)
            in_evidence += 1
    assert in_evidence > 300


def test_numbers_in_the_words_of_a_finding_are_those_of_the_document(connection):
    """What people wrote of a finding names amounts of the document and of its checks only."""
    known = {
        abs(value)
        for value, in connection.execute(
            """
            select amount_thousand_yen from data_points
            union select amount_thousand_yen from statement_amounts
            union select printed_thousand_yen from findings
            union select expected_thousand_yen from findings
            union select difference_thousand_yen from findings
            """
        ).fetchall()
    }
    told = connection.execute("select * exclude (document_id, finding_id) from findings_told").fetchall()
    numbers = [int(number.replace(",", "")) for row in told for text in row for number in re.findall(r"\d[\d,]{3,}", text)]
    assert numbers and set(numbers) <= known


def test_the_book_is_small(site: Path):
    book = [path for path in (site / DOCUMENT).rglob("*") if path.is_file()]
    book += [site / "index.html", site / "assets/book.css", site / "assets/book.js"]
    assert sum(path.stat().st_size for path in book) < 3_000_000


def test_no_serious_accessibility_fault(browser: Browser, site: Path):
    page = browser.new_page()
    faults = []
    for name in ("../index", *KINDS):
        page.emulate_media(color_scheme="light")
        page.goto((site / DOCUMENT / f"{name}.html").resolve().as_uri())
        page.click(".languages button[value=en]")
        found = Axe().run(page).response["violations"]
        # In the dark only the colours are others.
        if name not in ALIKE:
            page.emulate_media(color_scheme="dark")
            found += Axe().run(page, options={"runOnly": ["color-contrast"], "resultTypes": ["violations"]}).response["violations"]
        for fault in found:
            if fault["impact"] in ("serious", "critical"):
                nodes = [node["html"][:120] for node in fault["nodes"][:3]]
                faults.append((name, fault["id"], nodes))
    page.close()
    assert faults == []


def test_axe_sees_faults(browser: Browser, tmp_path: Path):
    path = tmp_path / "bad.html"
    path.write_text("<!doctype html><html lang=en><title>x</title><main><img src=''><h1>x</h1></main>")
    page = browser.new_page()
    page.goto(path.as_uri())
    found = {fault["id"] for fault in Axe().run(page).response["violations"]}
    page.close()
    assert "image-alt" in found


def test_language_keeps_the_place(tab: Page, site: Path):
    tab.goto((site / DOCUMENT / "balance_sheet.html").as_uri())
    tab.click(".languages button[value=ja]")
    row = tab.locator("#liabilities")
    tab.evaluate("document.querySelector('#liabilities').scrollIntoView()")
    before = row.bounding_box()["y"]
    tab.evaluate("document.querySelector('.languages button[value=en]').click()")
    assert abs(row.bounding_box()["y"] - before) < 3


def test_search_finds_lines_and_obligations_by_keyboard(tab: Page, site: Path):
    tab.goto((site / DOCUMENT / "lines/assets.html").as_uri())
    tab.click(".languages button[value=ja]")
    tab.fill("#search", "申請ではない語")
    tab.wait_for_selector("#found >> text=見つかりません")
    tab.fill("#search", "マイナンバーカード発行")
    tab.wait_for_selector("#found a")
    tab.press("#search", "ArrowDown")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/lines/obligation_card_issuance_strengthening.html")
    tab.click(".languages button[value=en]")
    tab.fill("#search", "net income")
    tab.press("#search", "Enter")
    tab.wait_for_url("**/lines/*.html*")


# What is searched in which language, what the first answer says, and where it leads.
SEARCHES = (
    ("ja", "債務超過", "本人確認情報処理事業：債務超過", "lines/net_assets.html#identity_information_processing-revised"),
    ("en", "negative equity", "Identity confirmation information processing", "lines/net_assets.html#"),
    ("ja", "644,760", "基金事業の事業費の増額", "findings.html#finding-1"),
    ("ja", "△37,237", "△37,237 純資産合計", "lines/net_assets.html#identity_information_processing-revised"),
    ("en", "37237", "△37,237", "lines/"),
    ("ja", "37,237", "△37,237", "lines/"),
    ("ja", "不一致", "基金事業の事業費の増額", "findings.html"),
    ("ja", "原文158行", "様式第2号", "printed/amendment_income_statement.html#r38-1"),
    ("en", "source line 158", "様式第2号", "printed/amendment_income_statement.html#r38-1"),
    ("en", "95", "95", "printed/overview_prose.html#r5-1"),
)


@pytest.mark.parametrize("page", ["index.html", f"{DOCUMENT}/checks.html", f"{DOCUMENT}/lines/assets.html"])
def test_search_answers_words_amounts_and_source_lines(tab: Page, site: Path, page: str):
    tab.goto((site / page).as_uri())
    for language, query, said, address in SEARCHES:
        tab.click(f".languages button[value={language}]")
        tab.fill("#search", query)
        tab.wait_for_selector("#found a")
        first = tab.locator("#found a").first
        assert said in first.inner_text(), (query, first.inner_text())
        assert f"{DOCUMENT}/{address}" in first.evaluate("link => link.href"), query
    tab.mouse.click(600, 700)
    assert tab.locator("#found").is_hidden()


def test_tables_sort_with_totals_last_and_keep_it_on_the_way_back(tab: Page, site: Path):
    tab.goto((site / DOCUMENT / "obligations.html").as_uri())
    tab.click(".languages button[value=en]")
    for order in ("ascending", "descending"):
        tab.click("th:last-child button")
        assert tab.locator("th:last-child[aria-sort]").get_attribute("aria-sort") == order
        years = [int(cell) for cell in tab.locator(".sortable tbody td:last-child").all_inner_texts()]
        assert years == sorted(years, reverse=order == "descending") and len(years) > 30

    tab.goto((site / DOCUMENT / "businesses.html").as_uri())
    for order in (1, -1):
        tab.click("th button:has-text('Total net assets')")
        rows = tab.locator(".sortable tbody tr").all_inner_texts()
        assets = [amount(row.split("\t")[3]) for row in rows]
        assert assets[:-1] == sorted(assets[:-1], reverse=order < 0)
        assert rows[-1].startswith("Total")
    tab.click(".sortable tbody th a >> nth=0")
    tab.wait_for_url("**/businesses/*.html")
    tab.go_back()
    assert tab.locator(".sortable tbody tr").all_inner_texts() == rows


def test_rows_of_zero_are_folded_until_asked_for(tab: Page, site: Path):
    tab.goto((site / DOCUMENT / "businesses/digital_reform_fund.html").as_uri())
    zero = tab.locator(".foldable .zero").first
    assert not zero.is_visible()
    tab.click(".fold >> nth=0")
    assert zero.is_visible()


@pytest.mark.parametrize("width", [390, 1280])
def test_what_a_new_reader_looks_for(browser: Browser, site: Path, width: int):
    """By clicks alone, from the index, on a telephone too."""
    page = browser.new_page(viewport={"width": width, "height": 844})
    index = (site / "index.html").as_uri()

    def start() -> None:
        page.goto(index)
        page.click(".languages button[value=ja]")

    # What changed for the card business.
    start()
    page.click("main a:has-text('個人番号カード発行等事業') >> nth=0")
    assert "2,266,175" in page.locator("#changes ~ div.scroll >> nth=0").inner_text()
    assert "+116.6億円" in page.locator("#obligations + ul").inner_text()

    # Who is in negative equity, and where that is printed.
    start()
    assert "債務超過" in page.locator("main").inner_text()
    page.click("main a:has-text('△3,724万円')")
    page.wait_for_url("**/lines/net_assets.html#*")
    evidence = page.locator(":target")
    assert "△37,237" in evidence.inner_text()
    evidence.locator("a:has-text('様式第4号')").click()
    assert page.locator(":target").inner_text() == "△37,237"

    # Which obligations run longest, and what was added.
    start()
    page.click("main a:has-text('債務負担行為')")
    text = page.locator("main").inner_text()
    assert "負担が最も長いもの（8年度）" in text and "+147.7億円" in text and "14,765,000" in text

    # What the document leaves inconsistent, and where it is printed.
    start()
    page.click("main a:has-text('基金事業の事業費の増額')")
    assert "644,760" in page.locator("#finding-1").inner_text()
    page.click("#finding-1 li a:has-text('原文949行')")
    assert "43,083,777" in page.locator("tr:has(:target)").inner_text()
    page.close()


def write_books(database: Path, site: Path, but: str = "") -> None:
    """Write the books and the index of a database, but for one document, without what other tools write."""
    documents = [document for document in build_site.read_documents(database) if document["document_id"] != but]
    shutil.copytree(build_site.SOURCES / "assets", site / "assets")
    with duckdb.connect(str(database), read_only=True) as connection:
        books = [build_site.book.read_document(connection, document) for document in documents]
    for book in books:
        build_site.book.write_book(book, site, [], None)
    index = build_site.render_index(documents, books, set(), datetime.now(UTC))
    (site / "index.html").write_text(index, encoding="utf-8")


def test_a_second_document_of_the_agency_makes_a_series(built: Project, tmp_path: Path):
    """With the document once more, as one that amends it."""
    database = tmp_path / "budget.duckdb"
    shutil.copy(built.database, database)
    with duckdb.connect(str(database)) as connection:
        tables = connection.execute(
            """
            select table_name from duckdb_columns() inner join duckdb_tables() using (table_name)
            where column_name = 'document_id' and table_name not like ? || '%'
            """, [DOCUMENT],
        ).fetchall()
        for table, in tables:
            connection.execute(
                f"insert into {table} select * replace ('second' as document_id) from {table} where document_id = '{DOCUMENT}'"
            )
        connection.execute(
            f"update documents set previous_document_id = '{DOCUMENT}', title_ja = '次の補正', title_en = 'Next amendment' "
            "where document_id = 'second'"
        )
        connection.execute("update statement_amounts set amount_thousand_yen = amount_thousand_yen + 1 where document_id = 'second'")
    write_books(database, tmp_path / "site")
    index = (tmp_path / "site/index.html").read_text(encoding="utf-8")
    assert index.index(f"#{DOCUMENT}") < index.index("#second") and "2021年度　次の補正" in index
    overview = (tmp_path / f"site/{DOCUMENT}/index.html").read_text(encoding="utf-8")
    series = overview[overview.index("id=series"):]
    assert "../second/lines/assets.html#total-revised" in series and "257,199,690" in series
    line = (tmp_path / "site/second/lines/assets.html").read_text(encoding="utf-8")
    assert f"../../{DOCUMENT}/lines/assets.html#total-original>221,702,704" in line


def test_from_a_red_check_to_its_source_line_in_two_clicks(
    built: Project, tmp_path: Path, browser: Browser
):
    """With a database in which a check fails, which `make build` would not swap in."""
    database = tmp_path / "budget.duckdb"
    shutil.copy(built.database, database)
    with duckdb.connect(str(database)) as connection:
        connection.execute(
            """
            update check_results set status = 'inconsistent', is_consistent = false
            where rule_id = 'current_assets_equal_sum_of_parts'
                and business_id = 'total' and stage = 'revised'
            """
        )
    write_books(database, tmp_path / "site")
    page = browser.new_page()
    page.goto((tmp_path / "site" / DOCUMENT / "checks.html").as_uri())
    page.click("#failing + ul a")
    assert "✗" in page.locator(":target").inner_text()
    page.locator(":target a").click()
    assert "249,256,369" in page.locator(":target").inner_text()
    page.close()


def test_without_scripts_both_languages_show(browser: Browser, site: Path):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((site / DOCUMENT / "index.html").as_uri())
    assert page.locator("h1 [lang=ja]").is_visible() and page.locator("h1 [lang=en]").is_visible()
    context.close()


def test_data_package_is_valid(site: Path, connection):
    package = Package(site / "downloads/datapackage.json")
    report = package.validate()
    assert report.valid, report.flatten(["title", "message"])[:5]
    assert report.stats["errors"] == 0
    names = {resource.name for resource in package.resources}
    assert {"statement_amounts", "printed_figures", "check_results", "documents"} <= names
    for name in names - {"budget_lines"}:
        rows = connection.execute(f"select count(*) from {name}").fetchone()
        for suffix in ("csv", "parquet"):
            path = site / f"downloads/{name}.{suffix}"
            assert duckdb.sql(f"select count(*) from '{path}'").fetchone() == rows
    fields = {field.name: field for field in package.get_resource("statement_amounts").schema.fields}
    assert fields["amount_thousand_yen"].custom["unit"] == "thousand yen"
    assert fields["amount_thousand_yen"].description


def test_data_package_notices_a_wrong_file(site: Path, tmp_path: Path):
    for path in (site / "downloads").glob("*"):
        if path.suffix in (".csv", ".json"):
            shutil.copy(path, tmp_path)
    package = json.loads((tmp_path / "datapackage.json").read_text(encoding="utf-8"))
    keep = {"statement_amounts", "documents"}
    package["resources"] = [row for row in package["resources"] if row["name"] in keep]
    (tmp_path / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    path = tmp_path / "statement_amounts.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(DOCUMENT, "another_document", 1), encoding="utf-8")
    errors = Package(tmp_path / "datapackage.json").validate().flatten(["type"])
    assert ["foreign-key"] in errors


def test_the_database_of_the_downloads_opens_in_the_shell(site: Path):
    import subprocess

    result = subprocess.run(
        [BIN / "duckdb", "-readonly", site / "downloads/budget.duckdb", "-csv", "-c",
         "select count(*) from printed_figures"],
        text=True,
        capture_output=True,
        check=True,
    )
    assert result.stdout.split()[-1] == "2519"
