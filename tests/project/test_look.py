"""What an eye would notice on the pages, measured in a browser; and that each fault is seen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import look
import pytest
from conftest import DOCUMENT
from playwright.sync_api import Browser, Page


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A tab."""
    opened = browser.new_page()
    yield opened
    opened.close()


# What stands upright is no wider than A4, and what is broad no wider than A4 on its side.
TOO_WIDE = """width => [...document.querySelectorAll("main table")].filter(table =>
    (table.closest(".broad") !== null) === (width > 800)
    && table.getBoundingClientRect().right > width + 1).map(table => "too wide: " + table.textContent.slice(0, 40))"""


def test_every_kind_of_page_is_legible_and_fits_its_paper(page: Page, site: Path):
    kinds = look.kinds(site)
    assert len(kinds) > 20
    found = []
    for name in kinds:
        page.goto((site / name).as_uri())
        for language in look.LANGUAGES:
            look.show_in(page, language)
            for media, widths in (("screen", look.WIDTHS), ("print", (look.PAPER, look.BROAD_PAPER))):
                page.emulate_media(media=media)
                for width in widths:
                    if media == "print":
                        look.resize(page, width)
                        faults = page.evaluate(TOO_WIDE, width)
                    else:
                        faults = look.faults(page, width)
                    found += [f"{name} {language} {media} {width}: {fault}" for fault in faults]
            page.emulate_media(media="screen")
    assert found == []


def test_broad_tables_are_printed_on_their_side(page: Page, site: Path):
    page.goto((site / DOCUMENT / "balance_sheet.html").as_uri())
    sizes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", page.pdf(prefer_css_page_size=True))
    assert {float(width) > float(height) for width, height in sizes} == {True, False}


IN_VIEW = """() => {
    const target = document.querySelector(":target"), table = target.closest("table");
    const middle = (node) => { const box = node.getBoundingClientRect();
        return document.elementFromPoint((box.left + box.right) / 2, (box.top + box.bottom) / 2); };
    const shown = (node) => { const found = middle(node); return found !== null && (node.contains(found) || found.contains(node)); };
    const row = target.closest("tr"), needed = {target: target.tagName === "TR" ? target.cells[0] : target, row: row.cells[0]};
    const heading = target.tagName === "TD" && getComputedStyle(table.tHead.rows[0].cells[0]).display !== "none"
        ? table.tHead.rows[0].cells[target.cellIndex] : null;
    if (heading) needed.column = heading;
    const group = row.parentElement.querySelector(".heading");
    if (group) needed.group = group.cells[0];
    return Object.keys(needed).filter((name) => !shown(needed[name]));
}"""


@pytest.mark.parametrize("width", look.WIDTHS)
def test_a_link_leads_to_its_cell_with_the_headings_in_view(page: Page, site: Path, width: int, connection):
    """For figures at the top, in the middle and at the end of tables, and for their evidence; others at each width.

    Of all tables on the narrowest screen, of every other at each of the wider ones.
    """
    look.resize(page, width)
    prints = connection.execute(
        """
        select 'printed/' || table_id || '.html#r' || row_no || '-' || column_no from printed_figures
        qualify row_number() over (partition by table_id order by hash(figure_id || ?)) = 1
            and (? or dense_rank() over (order by table_id) % 2 = ?)
        """,
        [str(width), width == min(look.WIDTHS), width // 640 % 2],
    ).fetchall()
    evidence = connection.execute(
        """
        select 'lines/' || line_id || '.html#' || business_id || '-' || stage from data_points
        where business_id <> '' and not exists (
            select 1 from statement_amounts as other
            where other.line_id = data_points.line_id and other.business_id = data_points.business_id
                and other.is_derived and data_points.stage <> 'revised')
        order by hash(line_id || business_id || stage || ?) limit 15
        """,
        [str(width)],
    ).fetchall()
    assert len(prints) > (25 if width == min(look.WIDTHS) else 12) and len(evidence) == 15
    out_of_view = {}
    for address, in [*prints, *evidence]:
        if page.url.split("#")[0].endswith(address.split("#")[0]):
            page.goto("about:blank")  # or the page would stay, and only move
        page.goto((site / DOCUMENT).as_uri() + "/" + address)
        page.wait_for_load_state("load")
        if missing := page.evaluate(IN_VIEW):
            out_of_view[address] = missing
    assert out_of_view == {}


STYLE = "<style>body{margin:8px;font:16px sans-serif} [lang=en]{display:none}</style>"
SOUND = "<h1><i lang=ja>題</i><i lang=en>T</i></h1><main><table><tr><th>科目<td>1,234</table></main>"


def show(page: Page, folder: Path, body: str, title: str = "題") -> list[str]:
    """Measure a small page of its own, in the Japanese view."""
    path = folder / "page.html"
    path.write_text(
        f"<!DOCTYPE html><html data-language=ja><meta charset=utf-8><title>{title}</title>{STYLE}{body}", "utf-8"
    )
    page.goto(path.as_uri())
    return look.faults(page, 600)


def test_a_sound_page_has_no_fault(page: Page, tmp_path: Path):
    assert show(page, tmp_path, SOUND) == []


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("<table style='width:50px'><tr><th style='overflow-wrap:anywhere'>公的個人認証サービス事業<td>1,234,567,890</table>",
         "narrower than 4 em"),
        ("<table><tr><th style='max-width:90px;overflow-wrap:anywhere'>Extraordinarily</table>", "a word is broken"),
        ("<table><tr><td style='max-width:100px'>" + "言葉" * 30 + "</table>", "more than four lines"),
        ("<div style='width:900px'>x</div>", "scrolls sideways"),
        ("<p style='white-space:nowrap'>" + "長い文" * 40, "beyond the edge"),
        ("<p style='width:60px;overflow:hidden;white-space:nowrap'>切れてしまう言葉", "text is clipped"),
        ("<svg width=80 height=30><text y=20>はみ出してしまう言葉</text></svg>", "text of a drawing is clipped"),
        ("<svg width=300 height=30><a><rect width=20 height=20 /><text y=15>枠より長い</text></a></svg>", "beyond its frame"),
        ("<p style='margin:0'>上の言葉</p><p style='margin:-1.4em 0 0'>下の言葉", "texts overlap"),
        ("<div class=track><span style='position:relative;display:block;width:90px;height:9px'>"
         "<i style='position:absolute;left:80px;width:40px;height:9px'></i></span></div>", "beyond its track"),
        ("<div class=scroll style='width:300px;overflow:auto'><table style='width:320px'><tr><td>金額</table></div>", "cut by a little"),
        ("<div class=scroll style='width:300px;overflow:auto'><table style='width:700px'><caption style='text-align:right'>表題</caption><tr><td>金額</table></div>",
         "cut off with it"),
        ("<p>These are many English words here", "English in the Japanese view"),
        ("<div style='height:200px'></div><h1>題</h1>", "the header is"),
    ],
)
def test_each_fault_is_seen(page: Page, tmp_path: Path, body: str, said: str):
    whole = body if "<h1>" in body else SOUND.replace("</main>", body + "</main>")
    found = show(page, tmp_path, whole)
    assert any(said in fault for fault in found), found


def test_a_title_with_markup_and_the_other_language_are_seen(page: Page, tmp_path: Path):
    assert any("title" in fault for fault in show(page, tmp_path, SOUND, "題&lt;/i&gt;"))
    page.evaluate("document.documentElement.dataset.language = 'en'")
    assert any("Japanese in the English view" in fault for fault in look.faults(page, 600))
