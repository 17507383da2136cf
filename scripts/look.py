"""Look at the site: contact sheets of every kind of page, and what an eye would notice.

`make look` writes one sheet per kind of page into target/look: each language, width, colour
scheme, and print. `faults` measures a page in the browser, for the tests and for this.
"""

from __future__ import annotations

import argparse
import html
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

# Debian's Chromium without the window, which a machine does in two thirds of the time.
BROWSER = "chromium-headless-shell"
LANGUAGES = ("ja", "en")
WIDTHS = (390, 768, 1280, 1920)
SCHEMES = ("light", "dark")
HEIGHT = 900
# A4 without its margins, in pixels of 1/96 inch: upright, and on its side where a table is broad.
PAPER, BROAD_PAPER = 688, 1047
# What is shown of a page on a sheet at most, and how much smaller.
SHOWN, SCALE = 2600, 0.3
ALLOWED_HEADER = 150

# Each fault names what is wrong, and the text where it is.
MEASURE = r"""([width, header]) => {
    const faults = [];
    const language = document.documentElement.dataset.language;
    const fault = (what, node, more = "") => faults.push(
        `${what}: ${(node.textContent || node.tagName).trim().replace(/\s+/g, " ").slice(0, 60)} ${more}`.trim());
    const boxed = (node) => node.closest(".scroll:not(.fits)");
    // What a box with bars of its own shows of a text.
    const within = (rects, box) => {
        if (!box) return rects;
        const {left, right, top, bottom} = box.getBoundingClientRect();
        return rects.filter((rect) => rect.left >= left - 1 && rect.right <= right + 1 && rect.top >= top - 1 && rect.bottom <= bottom + 1);
    };
    const seen = (node) => node.checkVisibility() && node.getClientRects().length > 0;

    if (document.documentElement.scrollWidth > width) faults.push(`the page scrolls sideways: ${document.documentElement.scrollWidth} > ${width}`);
    const heading = document.querySelector("h1");
    const shown = [...heading.querySelectorAll(`[lang=${language}]`)].map((one) => one.textContent).join("").trim();
    if (/[<>]/.test(document.title) || !document.title.startsWith((shown || heading.textContent.trim()).replace(/\s+/g, " ")))
        faults.push(`the title is not the heading as plain text: ${document.title}`);
    if (width < 640 && heading.getBoundingClientRect().top + scrollY > header)
        faults.push(`the header is ${Math.round(heading.getBoundingClientRect().top)} px high`);

    // Every text with the lines that it takes, narrowed to the height of its letters.
    const texts = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    const lines = (rects) => [...rects].filter((rect) => rect.width > 0)
        .reduce((tops, rect) => tops.some((top) => Math.abs(top - rect.top) < 4) ? tops : [...tops, rect.top], []).length;
    while (walker.nextNode()) {
        const node = walker.currentNode, element = node.parentElement;
        if (!node.data.trim() || element.closest("script, style, template, [hidden]") || !seen(element)) continue;
        range.selectNodeContents(node);
        const size = parseFloat(getComputedStyle(element).fontSize);
        const rects = [...range.getClientRects()].filter((rect) => rect.width > 0);
        if (!rects.length) continue;
        texts.push({node, element, size, rects, lines: lines(rects)});
    }

    for (const {node, element, size, rects, lines: count} of texts) {
        const cell = element.closest("th, td");
        if (cell && count > 1) {
            const style = getComputedStyle(cell);
            const room = cell.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
            if (room < 4 * size - 1) fault("a text column is narrower than 4 em", cell, `${Math.round(room)} px`);
            const table = cell.closest("table");
            const around = table.closest("main, section").clientWidth;
            if (count > 4 && table.getBoundingClientRect().width < around - 60 && !cell.closest(".stack"))
                fault("more than four lines beside free room", cell, `${count} lines`);
        }
        if (count > 1 && !element.closest("code, pre, a[href^=http]")) {
            for (const word of node.data.matchAll(/[\w'’,.△-]+/g)) {
                range.setStart(node, word.index);
                range.setEnd(node, word.index + word[0].length);
                if (lines(range.getClientRects()) > 1 && !/[-–/]/.test(word[0])) fault("a word is broken", element, word[0]);
            }
        }
        if (!boxed(element) && !element.closest("svg, pre") && rects.some((rect) => rect.left < -1 || rect.right > width + 1))
            fault("text beyond the edge", element);
        for (let outer = element; outer && outer !== document.body; outer = outer.parentElement) {
            const style = getComputedStyle(outer);
            if (!/hidden|clip/.test(style.overflowX + style.overflowY) || outer.tagName === "svg") continue;
            const box = outer.getBoundingClientRect();
            if (rects.some((rect) => rect.left < box.left - 1 || rect.right > box.right + 1 || rect.bottom > box.bottom + 4))
                fault("text is clipped", element);
        }
        const drawing = element.closest("svg");
        if (drawing) {
            const box = drawing.getBoundingClientRect();
            if (rects.some((rect) => rect.left < box.left - 1 || rect.right > box.right + 1 || rect.bottom > box.bottom + 1))
                fault("text of a drawing is clipped", element);
            const frame = element.previousElementSibling;
            if (frame && frame.tagName === "rect" && rects[0].right > frame.getBoundingClientRect().right + 1)
                fault("text beyond its frame", element);
        }
        if (language === "en" && /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}]/u.test(node.data) && !element.closest('[lang="ja-JP"]'))
            fault("Japanese in the English view", element);
        if (language === "ja" && /[A-Za-z]{2,}(\s+[A-Za-z]{2,}){3}/.test(node.data) && !element.closest('code, pre, [lang="en-GB"]'))
            fault("English in the Japanese view", element);
    }
    // A table that is far too wide says by its cut that it scrolls; by a few pixels it only looks broken.
    for (const box of document.querySelectorAll(".scroll")) {
        const over = box.scrollWidth - box.clientWidth;
        if (over > 1 && over < 60) fault("a table is cut by a little", box.querySelector("table") || box, `${over} px`);
        for (const caption of box.querySelectorAll("caption")) {
            range.selectNodeContents(caption);
            if ([...range.getClientRects()].some((rect) => rect.right > box.getBoundingClientRect().right + 1))
                fault("what stands above a table is cut off with it", caption);
        }
    }
    for (const bar of document.querySelectorAll(".track > span > i")) {
        const box = bar.getBoundingClientRect(), track = bar.parentElement.getBoundingClientRect();
        if (box.width && (box.left < track.left - 3 || box.right > track.right + 3)) fault("a bar beyond its track", bar.closest("tr") || bar);
    }

    // Texts over one another, swept from the top.
    const boxes = texts.flatMap(({node, element, size, rects}) => within(rects, boxed(element)).map((rect) => {
        const middle = (rect.top + rect.bottom) / 2;
        return {node, element, left: rect.left, right: rect.right, top: middle - size * .36, bottom: middle + size * .36};
    })).sort((one, other) => one.top - other.top);
    const open = [];
    for (const box of boxes) {
        for (let index = open.length - 1; index >= 0; index -= 1) if (open[index].bottom < box.top) open.splice(index, 1);
        for (const other of open)
            if (other.node !== box.node && Math.min(other.right, box.right) - Math.max(other.left, box.left) > 2
                && Math.min(other.bottom, box.bottom) - Math.max(other.top, box.top) > 2)
                fault("texts overlap", box.element, `/ ${other.node.data.trim().slice(0, 30)}`);
        open.push(box);
    }
    return [...new Set(faults)];
}"""


def kinds(site: Path) -> list[str]:
    """List one page or two of each kind: of every folder of a book the largest and the smallest.

    Args:
        site: The folder of the site.

    Returns:
        Pages below it, without the pages that other tools have written.
    """
    found = [page.name for page in sorted(site.glob("*.html"))]
    for folder in sorted(path.parent for path in site.glob("*/search.js")):
        found += [str(page.relative_to(site)) for page in sorted(folder.glob("*.html"))]
        for room in sorted(path for path in folder.iterdir() if path.is_dir()):
            pages = sorted(room.glob("*.html"), key=lambda page: (page.stat().st_size, page.name))
            found += [str(page.relative_to(site)) for page in dict.fromkeys((pages[-1], pages[0]))]
    return found


def resize(page: Page, width: int) -> None:
    """Give a tab a width in pixels, and wait for it: the browser may lay out once more for the one before, and the page hears of the new one
    in its next frame only."""
    page.set_viewport_size({"width": width, "height": HEIGHT})
    page.wait_for_function("width => innerWidth === width", arg=width)
    page.evaluate("() => new Promise(requestAnimationFrame)")


def faults(page: Page, width: int, header: int = ALLOWED_HEADER) -> list[str]:
    """Measure what an eye would notice on the page that is open.

    Args:
        page: The tab, in one language.
        width: Width in pixels, which the tab is given.
        header: Height in pixels that all above the heading may take on a narrow screen.

    Returns:
        What is wrong, with the text where it is.
    """
    resize(page, width)
    page.evaluate("scrollTo(0, 0)")
    return page.evaluate(MEASURE, [width, header])


def show_in(page: Page, language: str) -> None:
    """Show the page that is open in a language."""
    page.evaluate(f"document.querySelector('.languages button[value={language}]').click()")
    page.evaluate("document.fonts.ready")


def shots(browser: Browser, address: str, folder: Path) -> Iterator[tuple[str, int, Path]]:
    """Take the pictures of a page.

    Args:
        browser: The browser.
        address: Address of the page.
        folder: Where they go.

    Yields:
        What is shown, its width in pixels, and the file.
    """
    number = 0
    for language in LANGUAGES:
        for scheme in (*SCHEMES, "print"):
            media = "print" if scheme == "print" else "screen"
            for width in (PAPER, BROAD_PAPER) if media == "print" else WIDTHS:
                page = browser.new_page(
                    viewport={"width": width, "height": HEIGHT},
                    color_scheme="light" if media == "print" else scheme,
                )
                page.emulate_media(media=media)
                page.goto(address)
                show_in(page, language)
                height = min(page.evaluate("document.documentElement.scrollHeight"), SHOWN)
                number += 1
                file = folder / f"{number}.png"
                clip = {"x": 0, "y": 0, "width": width, "height": height}
                page.screenshot(path=file, full_page=True, clip=clip)
                page.close()
                yield f"{language} {scheme} {width}", width, file


def write_sheet(browser: Browser, site: Path, name: str, target: Path) -> None:
    """Write the contact sheet of one page.

    Args:
        browser: The browser.
        site: The folder of the site.
        name: The page below it.
        target: The file to write.
    """
    with tempfile.TemporaryDirectory() as folder:
        figures = "".join(
            f"<figure><figcaption>{html.escape(about)}</figcaption>"
            f'<img src="{file.as_uri()}" width="{round(width * SCALE)}"></figure>'
            for about, width, file in shots(browser, (site / name).resolve().as_uri(), Path(folder))
        )
        sheet = Path(folder) / "sheet.html"
        sheet.write_text(
            "<!DOCTYPE html><meta charset='utf-8'><style>body{margin:8px;background:#888;font:12px sans-serif}"
            "main{display:flex;flex-wrap:wrap;gap:8px;align-items:flex-start}figure{margin:0}img{display:block}"
            f"</style><h1>{html.escape(name)}</h1><main>{figures}</main>",
            encoding="utf-8",
        )
        page = browser.new_page(viewport={"width": 1420, "height": HEIGHT})
        page.goto(sheet.as_uri())
        page.screenshot(path=target, full_page=True)
        page.close()


def main() -> int:
    """Write the sheets; the status is 1 when a page has a fault that can be measured."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--site", type=Path, default=Path("target/site"))
    parser.add_argument("--target", type=Path, default=Path("target/look"))
    parser.add_argument("--only", default="", help="only pages whose name contains this")
    arguments = parser.parse_args()
    chromium = shutil.which(BROWSER)
    if chromium is None or not (arguments.site / "index.html").is_file():
        print("Chromium と target/site が要る / needs Chromium and target/site: make browser build")
        return 1
    arguments.target.mkdir(parents=True, exist_ok=True)
    found = 0
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, chromium_sandbox=os.geteuid() != 0)
        for name in (page for page in kinds(arguments.site) if arguments.only in page):
            target = arguments.target / f"{name.replace('/', '-').removesuffix('.html')}.png"
            page = browser.new_page()
            page.goto((arguments.site / name).resolve().as_uri())
            for language in LANGUAGES:
                show_in(page, language)
                for width in WIDTHS:
                    for fault in faults(page, width):
                        print(f"{name} {language} {width}: {fault}")
                        found += 1
            page.close()
            write_sheet(browser, arguments.site, name, target)
            print(target, flush=True)
        browser.close()
    print(f"{arguments.target}: {found} 件の欠点 / faults")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
