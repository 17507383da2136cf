"""The budget book: its figures are those of the database, and each leads to its evidence."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
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
    "obligations", "findings", "checks", "tables", "verify", "businesses/individual_number_card",
    "businesses/general", "lines/net_income", "lines/call_response_rate_target",
    "checks/fund_payments_equal_its_expenses", "checks/control_totals_agree",
    "printed/revised_cash_plan", "printed/overview_prose",
)


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
        where statement in ('balance_sheet', 'income_statement', 'cash_plan')
            and (stage = 'revised' or is_total_business)
        """
    ).fetchall()
    assert set(revised) <= shown
    assert len(shown) > 1500


def test_every_print_stands_on_the_page_of_its_table_and_in_its_evidence(
    pages: dict[str, str], connection
):
    figures = connection.execute(
        """
        select table_id, source_line, line_id, coalesce(business_id, ''), coalesce(stage, ''),
            figure_as_printed
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
    for table, source_line, line, business, stage, figure in figures:
        page = pages[f"printed/{table}"]
        assert re.search(rf'id="?L{source_line}\b', page), (table, source_line)
        assert (f"../lines/{line}.html#{business}-{stage}", figure) in links[f"printed/{table}"]
        assert f"printed/{table}.html#L{source_line}" in pages[f"lines/{line}"], (line, table)


def test_every_check_stands_in_the_evidence_with_both_sides(pages: dict[str, str], connection):
    checks = connection.execute(
        """
        select distinct rule_id, line_id, printed_amount, expected_amount from check_results
        where line_id is not null and coalesce(business_id, 'total') = 'total'
            and coalesce(stage, 'revised') = 'revised'
        """
    ).fetchall()
    assert len(checks) > 300
    for rule, line, printed, expected in checks:
        page = pages[f"lines/{line}"]
        assert f"checks/{rule}.html" in page
        sides = [f"{'△' if side < 0 else ''}{abs(side):,}" for side in (printed, expected)]
        assert re.search(rf": {sides[0]} [=≈≠] {sides[1]}(?![\d,])", page), (rule, line, sides)


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
        page.emulate_media(color_scheme="dark")
        found += Axe().run(page, options={"runOnly": ["color-contrast"]}).response["violations"]
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


@pytest.mark.parametrize("language", ["ja", "en"])
def test_nothing_scrolls_sideways_on_a_narrow_screen(
    browser: Browser, site: Path, language: str
):
    page = browser.new_page(viewport={"width": 390, "height": 844})
    for name in KINDS:
        page.goto((site / DOCUMENT / f"{name}.html").as_uri())
        page.click(f".languages button[value={language}]")
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, name
        # What stands above a wide table is not cut off with it.
        captions = page.locator(".scroll caption").all()
        assert all(caption.bounding_box()["width"] <= 390 for caption in captions), name
    page.close()


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
    tab.wait_for_url("**/lines/*.html")


def test_tables_sort(tab: Page, site: Path):
    tab.goto((site / DOCUMENT / "obligations.html").as_uri())
    tab.click(".languages button[value=en]")
    for order in ("ascending", "descending"):
        tab.click("th button:has-text('Years')")
        assert tab.locator("th:has-text('Years')").get_attribute("aria-sort") == order
        years = [int(cell) for cell in tab.locator(".sortable tbody td:last-child").all_inner_texts()]
        assert years == sorted(years, reverse=order == "descending") and len(years) > 30


def test_what_a_new_reader_looks_for(tab: Page, site: Path):
    """From the index: what changed for a business, the deficit, the longest obligation."""
    index = (site / "index.html").as_uri()
    tab.goto(index)
    tab.click(".languages button[value=ja]")
    tab.click("text=個人番号カード発行等事業 >> nth=0")
    assert "2,266,175" in tab.locator("#changes ~ div.scroll >> nth=0").inner_text()

    tab.goto(index)
    tab.click("main a:has-text('損益計算書')")
    tab.click("#net_income td:last-child a")
    evidence = tab.locator(":target")
    assert "△598,233" in evidence.inner_text()
    evidence.locator("a:has-text('様式第2号 158')").click()
    assert "当期純利益" in tab.locator(":target").inner_text()

    tab.goto(index)
    tab.click("main a:has-text('債務負担行為')")
    tab.click("th button:has-text('年数')")
    tab.click("th button:has-text('年数')")
    assert tab.locator(".sortable tbody tr >> nth=0").inner_text().split()[-1] == "8"


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
    with duckdb.connect(str(database), read_only=True) as connection:
        documents = build_site.read_documents(database)
        shutil.copytree(build_site.SOURCES / "assets", tmp_path / "site/assets")
        build_site.book.write_book(connection, documents[0], tmp_path / "site", [], None)
    page = browser.new_page()
    page.goto((tmp_path / "site" / DOCUMENT / "checks.html").as_uri())
    page.click("#failing + ul a")
    assert "✗" in page.locator(":target").inner_text()
    page.locator(":target td:last-child a").click()
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
