"""The site in a real browser with no network: complete, offline, legible, no broken link.

The site is what `make build` leaves. The tests fail when the browser is missing:
`make browser` installs it.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urldefrag

import build_site
import pytest
from conftest import CHROMIUM
from playwright.sync_api import (
    Browser,
    ConsoleMessage,
    Page,
    Request,
    Response,
)

ROOT = Path(__file__).resolve().parents[2]

# What a page refers to: links to follow, rows that are links, and the files it loads.
REFERENCES = """[...document.querySelectorAll("[href], [src], [data-href]")]
    .filter(node => !(node.getAttribute("href") ?? "x").match(/^($|javascript:|mailto:)/))
    .map(node => new URL(node.getAttribute("href") || node.getAttribute("src")
        || node.getAttribute("data-href"), document.baseURI).href)"""
ANCHORS = """[...document.querySelectorAll("[id], a[name]")]
    .flatMap(node => [node.id, node.getAttribute("name")]).filter(Boolean)"""
# A character is missing when it draws what an unassigned code point draws in the same
# font, or nothing. All text counts, also what is hidden until somebody asks for it.
# Each is drawn once: `known` holds, by font, those that other pages have shown already.
MISSING_GLYPHS = r"""(known) => {
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = 40;
    const context = canvas.getContext("2d", {willReadFrequently: true});
    const draw = (font, character) => {
        context.clearRect(0, 0, 40, 40);
        context.font = font;
        context.fillText(character, 4, 28);
        return context.getImageData(0, 0, 40, 40).data.join();
    };
    const texts = new Map();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const element = walker.currentNode.parentElement;
        if (element.closest("script, style, template, noscript")) continue;
        const style = getComputedStyle(element);
        const font = `${style.fontStyle} ${style.fontWeight} 24px ${style.fontFamily}`;
        const found = texts.get(font) ?? texts.set(font, new Set()).get(font);
        for (const character of walker.currentNode.data)
            if (!/[\x00-\x7f\p{C}\p{Z}\p{M}]/u.test(character) || /\p{Cn}/u.test(character))
                found.add(character);
    }
    const missing = new Set();
    let japanese = 0;
    for (const [font, characters] of texts) {
        const unassigned = draw(font, "\u0378"), blank = draw(font, " ");
        for (const character of characters) {
            if (/[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}]/u.test(character)) japanese += 1;
            if (known[font]?.includes(character)) continue;
            known[font] = (known[font] ?? "") + character;
            const drawn = draw(font, character);
            if (drawn === unassigned || drawn === blank) missing.add(character);
        }
    }
    for (const icon of document.querySelectorAll(".fa, .fas"))
        if (getComputedStyle(icon, "::before").maskImage === "none") missing.add(icon.className);
    return {missing: [...missing].join(" "), japanese, known};
}"""

# The languages of a page, and those whose button does not show exactly this language, with
# a heading and a title.
LANGUAGES = """(() => {
    const buttons = [...document.querySelectorAll(".languages button")];
    const visible = (node) => node.checkVisibility() && node.textContent.trim();
    const shown = ({value}) => [...document.querySelectorAll(`main [lang=${value}]`)].some(visible);
    const wrong = buttons.filter((button) => {
        button.click();
        return !document.title || !visible(document.querySelector("h1"))
            || buttons.some((other) => shown(other) !== (other === button));
    });
    return [buttons, wrong].map((all) => all.map((button) => button.value));
})()"""
# All of it in one step.
LOOK = f"(known) => [({MISSING_GLYPHS})(known), {REFERENCES}, {ANCHORS}, {LANGUAGES}]"


@dataclass
class Crawl:
    """What was found on the way through a site."""

    pages: dict[str, set[str]] = field(default_factory=dict)  # page to its anchors
    japanese: dict[str, int] = field(default_factory=dict)  # page to its Japanese characters
    languages: dict[str, list[str]] = field(default_factory=dict)  # page to its buttons
    faults: list[str] = field(default_factory=list)


def listen(page: Page, name: str, base: str, faults: list[str]) -> None:
    """Note every request that fails or leaves the site, and every error, as a fault."""

    def request(asked: Request) -> None:
        if not asked.url.startswith((base, "data:", "blob:")):
            faults.append(f"{name}: 外への要求 / leaves the site: {asked.url}")

    def failed(asked: Request) -> None:
        # What is given up because the reader moves on is no failure.
        if asked.failure != "net::ERR_ABORTED":
            faults.append(f"{name}: 失敗した要求 / failed: {asked.url} {asked.failure}")

    def response(answer: Response) -> None:
        if answer.status >= 400:
            faults.append(f"{name}: {answer.status} {answer.url}")

    def console(message: ConsoleMessage) -> None:
        if message.type == "error":
            faults.append(f"{name}: コンソールのエラー / console error: {message.text}")

    page.on("request", request)
    page.on("requestfailed", failed)
    page.on("response", response)
    page.on("console", console)
    page.on("pageerror", lambda error: faults.append(f"{name}: 例外 / exception: {error}"))
    page.on("websocket", lambda socket_: faults.append(f"{name}: websocket {socket_.url}"))


def crawl(browser: Browser, site: Path, base: str, most: int | None = None) -> Crawl:
    """Open every page that the index leads to, and hold all its references against the files.

    Args:
        browser: The browser.
        site: The folder of the site.
        base: Its address, with a slash at the end.
        most: Open so many pages of each folder only.

    Returns:
        The pages seen and all faults.
    """
    result = Crawl()
    wanted: list[tuple[str, str, str]] = []
    queue = ["index.html"]
    opened: Counter[str] = Counter()
    known: dict[str, str] = {}
    context = browser.new_context()
    # Pages of the book load nothing later on, so that one tab shows them one by one.
    book = context.new_page()
    listen(book, "book", base, result.faults)
    while queue:
        name = queue.pop(0)
        if name in result.pages:
            continue
        folder = name.rpartition("/")[0]
        opened[folder] += 1
        if most is not None and opened[folder] > most:
            continue
        if "/" in name and not name.startswith(("data_docs/", "dbt/")):
            page = book
        else:
            page = context.new_page()
            listen(page, name, base, result.faults)
        page.goto(base + name)
        if name.startswith("dbt/"):
            page.wait_for_selector("text=Projects")
        glyphs, references, anchors, (languages, wrong) = page.evaluate(LOOK, known)
        known = glyphs["known"]
        if glyphs["missing"]:
            result.faults.append(f"{name}: 字形がない / missing glyphs: {glyphs['missing']}")
        result.japanese[name] = glyphs["japanese"]
        result.pages[name] = set(anchors)
        result.languages[name] = languages
        for language in wrong:
            result.faults.append(f"{name}: 一つの言語だけではない / not this language alone: {language}")
        for reference in references:
            address, fragment = urldefrag(reference)
            if not address.startswith(base):
                if address.startswith(("file:", "http://127.0.0.1")):
                    result.faults.append(f"{name}: サイトの外 / outside the site: {reference}")
                continue
            target = unquote(address.removeprefix(base).split("?")[0])
            if not (site / target).is_file():
                result.faults.append(f"{name}: リンク切れ / broken link: {reference}")
            elif target.endswith(".html"):
                queue.append(target)
                wanted.append((name, target, unquote(fragment)))
    for page in context.pages:
        page.wait_for_load_state("networkidle")
    context.close()
    for name, target, fragment in wanted:
        # Fragments that begin with an exclamation mark are places inside the dbt docs.
        seen = result.pages.get(target)
        if seen is not None and fragment and fragment[0] != "!" and fragment not in seen:
            result.faults.append(f"{name}: 見出しがない / no such anchor: {target}#{fragment}")
    if most is not None:
        return result
    everything = {str(path.relative_to(site)) for path in site.rglob("*.html")}
    for orphan in sorted(everything - result.pages.keys()):
        result.faults.append(f"{orphan}: どこからも辿れない / nothing leads to it")
    return result


@pytest.fixture(scope="session", params=["file", "localhost"])
def base(request: pytest.FixtureRequest, site: Path) -> Iterator[str]:
    """Return the address of the site: its folder, and a server on this machine."""
    if request.param == "file":
        yield site.as_uri() + "/"
        return

    class Handler(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            """Say nothing."""

    handler = partial(Handler, directory=str(site))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def test_every_page_is_complete_offline(
    launch: Callable[..., Browser], site: Path, base: str
) -> None:
    # A quarter less work for each page, in a browser that nobody clicks in.
    reader = launch(args=[*CHROMIUM, "--disable-threaded-compositing"])
    # A server serves the same files: two pages of every folder are enough, and lead to all folders.
    result = crawl(reader, site, base, most=None if base.startswith("file:") else 2)
    reader.close()
    assert result.faults == []
    assert {"index.html", "data_docs/index.html", "dbt/index.html"} <= result.pages.keys()
    for name, languages in result.languages.items():
        assert languages == ([] if name.startswith(("data_docs/", "dbt/")) else ["ja", "en"]), name
    assert result.japanese["index.html"] > 100
    assert sum(count > 0 for name, count in result.japanese.items() if "data_docs/" in name) > 0


def test_pages_work_when_used(browser: Browser, site: Path, base: str) -> None:
    faults: list[str] = []
    page = browser.new_page()
    listen(page, "used", base, faults)

    page.goto(base + "index.html")
    for language, other in (("en", "ja"), ("ja", "en")):
        page.click(f".languages button[value={language}]")
        assert page.locator(f"h1 [lang={language}]").is_visible()
        assert not page.locator(f"h1 [lang={other}]").is_visible()
        page.reload()
        assert page.locator("html").get_attribute("lang") == language

    page.goto(base + "data_docs/index.html")
    suites = page.locator("#Validation-Results tbody td:last-child").all_inner_texts()
    assert len(suites) > 5 and [name.split()[0] for name in suites] == [
        str(number) for number in range(1, len(suites) + 1)
    ]
    page.focus("input[class*=date-filter-control]")
    page.wait_for_selector(".datepicker-days")
    page.keyboard.press("Escape")
    page.click("#Expectation-Suites-tab")
    page.wait_for_selector("#Expectation-Suites.active.show")
    page.click("#Validation-Results-tab")
    page.wait_for_selector("#Validation-Results.active.show")
    page.locator("#Validation-Results tbody tr td").nth(1).click()
    page.wait_for_url("**/validations/**")
    page.click("text=Show more info")
    page.wait_for_selector(".collapse.show")
    page.click("text=Failed Only")
    page.click("text=Contents")
    page.wait_for_url(base + "index.html")

    page.wait_for_load_state("networkidle")
    page.close()
    assert faults == []


def test_the_docs_of_dbt_work_when_used(browser: Browser, site: Path) -> None:
    """From the folder: it is one page, which a server only hands over."""
    faults: list[str] = []
    base = site.as_uri() + "/"
    page = browser.new_page()
    listen(page, "used", base, faults)
    page.goto(base + "dbt/index.html#!/model/model.verified_budget.statement_amounts")
    page.wait_for_selector("text=amount_thousand_yen")
    icons = page.locator(".menu use:visible")
    assert icons.count() > 5
    assert all(box and box["width"] > 0 for box in (icon.bounding_box() for icon in icons.all()))
    assert page.evaluate(MISSING_GLYPHS, {})["missing"] == ""
    page.goto(base + "dbt/index.html#!/overview?g_v=1")
    page.reload()
    page.wait_for_function("[...document.querySelectorAll('canvas')].some(c => c.width > 300)")
    page.wait_for_load_state("networkidle")
    page.close()
    assert faults == []


def test_nothing_scrolls_sideways_on_a_narrow_screen(browser: Browser, site: Path) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.goto(site.as_uri() + "/index.html")
    for language in ("ja", "en"):
        page.click(f".languages button[value={language}]")
        page.eval_on_selector_all("details", "all => all.forEach(one => { one.open = true; })")
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.close()


def test_site_names_no_path_of_the_machine_that_built_it(site: Path) -> None:
    pages = list(site.rglob("*.html"))
    assert pages
    assert [page for page in pages if str(site.parents[1]) in page.read_text(encoding="utf-8")] == []


def write(folder: Path, **pages: str) -> Path:
    """Write small pages; the keyword is the name without .html."""
    for name, body in pages.items():
        text = f"<!DOCTYPE html><html><head><meta charset='utf-8'></head><body>{body}</body></html>"
        (folder / f"{name}.html").write_text(text, encoding="utf-8")
    return folder


BUTTONS = '<p class="languages"><button value="ja">和</button><button value="en">e</button></p>'


FAULTY = (
    ('<a href="gone.html">x</a>', "broken link"),
    ('<a href="other.html#gone">x</a>', "no such anchor"),
    ('<a href="../x.html">x</a>', "outside the site"),
    ('<img src="gone.png">', "/ failed: "),
    ('<script src="https://example.invalid/x.js"></script>', "leaves the site"),
    ("<script>setTimeout(() => fetch('http://192.0.2.1/'))</script>", "leaves the site"),
    ("<script>throw new Error('oops')</script>", "exception"),
    ("<script>console.error('oops')</script>", "console error"),
    ("<p>&#x0EDB;</p>", "missing glyphs"),
    ('<i class="fas fa-unknown"></i>', "missing glyphs"),
    (f"<title>x</title>{BUTTONS}<h1>x</h1><main><p lang=ja>和</p><p lang=en>e</p></main>", "alone: ja"),
    (f"<title>x</title>{BUTTONS}<h1></h1><main><p lang=en>e</p></main>", "alone: en"),
)


@pytest.fixture(scope="module")
def faulty(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """What is found in a site of which each page has one fault, and one has none."""
    folder = tmp_path_factory.mktemp("faulty")
    pages = {f"page{number}": body for number, (body, _) in enumerate(FAULTY)}
    links = "".join(f'<a href="{name}.html">x</a>' for name in pages)
    write(folder, index=f'{links}<a href="other.html#here">y</a>', other='<p id="here">令和</p>', **pages)
    return crawl(browser, folder, folder.as_uri() + "/").faults


@pytest.mark.parametrize("number", range(len(FAULTY)))
def test_crawler_sees_faults(faulty: list[str], number: int) -> None:
    told = [fault for fault in faulty if fault.startswith(f"page{number}.html: ")]
    assert any(FAULTY[number][1] in fault for fault in told), faulty


def test_crawler_sees_nothing_where_nothing_is_wrong(faulty: list[str]) -> None:
    assert [fault for fault in faulty if not fault.startswith("page")] == []


def test_crawler_sees_pages_that_nothing_leads_to(browser: Browser, tmp_path: Path) -> None:
    write(tmp_path, index="x", other="y")
    result = crawl(browser, tmp_path, tmp_path.as_uri() + "/")
    assert result.faults == ["other.html: どこからも辿れない / nothing leads to it"]


def test_crawler_sees_missing_japanese_fonts(
    launch: Callable[..., Browser], tmp_path: Path
) -> None:
    latin = tmp_path / "fonts"
    latin.mkdir()
    families = subprocess.run(
        ["fc-list", "--format", "%{file}\n", ":lang=en"], capture_output=True, text=True, check=True
    ).stdout.splitlines()
    japanese = subprocess.run(
        ["fc-list", "--format", "%{file}\n", ":lang=ja"], capture_output=True, text=True, check=True
    ).stdout.splitlines()
    for font in set(families) - set(japanese):
        shutil.copy(font, latin)
    config = tmp_path / "fonts.conf"
    config.write_text(f"<fontconfig><dir>{latin}</dir></fontconfig>", encoding="utf-8")
    without = launch(env=os.environ | {"FONTCONFIG_FILE": str(config)})
    write(tmp_path, index="<p>é 令和</p>")
    result = crawl(without, tmp_path, tmp_path.as_uri() + "/")
    without.close()
    assert result.faults == ["index.html: 字形がない / missing glyphs: 令 和"]


@pytest.mark.parametrize(
    "text",
    [
        '<script src="https://example.org/x.js"></script>',
        '<script src="//example.org/x.js"></script>',
        '<link rel="stylesheet" href="http://example.org/x.css">',
        '<link rel="shortcut icon" href="https://example.org/x.ico">',
        '<link rel="preconnect" href="https://example.org">',
        '<img src="https://example.org/x.png">',
        '<img srcset="a.png, https://example.org/x.png 2x">',
        '<iframe src="https://example.org"></iframe>',
        '<a ping="https://example.org" href="x.html">x</a>',
        '<meta http-equiv="refresh" content="0; url=https://example.org">',
        "<p style=\"background: url('https://example.org/x.png')\">x</p>",
        "<style>@import 'https://example.org/x.css';</style>",
        "<style>p { background: url(//example.org/x.png) }</style>",
        "<script>fetch('https://example.org/x.json')</script>",
        '<script>image.src = "//example.org/x.gif"</script>',
        '<script>request.open("GET", "https://example.org/x")</script>',
        '<script>import("https://example.org/x.js")</script>',
        "<script>document.write('<script src=\"https://example.org/x.js\">')</script>",
    ],
)
def test_builder_refuses_what_loads_from_elsewhere(tmp_path: Path, text: str) -> None:
    write(tmp_path, index=text)
    with pytest.raises(build_site.SiteError, match=r"index\.html: .*example\.org"):
        build_site.check_offline(tmp_path)


def test_builder_accepts_links_and_local_files(tmp_path: Path) -> None:
    write(
        tmp_path,
        index='<a href="https://example.org">x</a><img src="x.png"><script src="x.js"></script>'
        "<script>var help = 'https://example.org';</script><p>fetch('https://example.org')</p>"
        "<style>p { background: url(data:image/png;base64,) }</style>",
    )
    build_site.check_offline(tmp_path)


def test_data_docs_with_an_unknown_remote_script_are_refused(tmp_path: Path) -> None:
    source, target = tmp_path / "source", tmp_path / "target"
    source.mkdir()
    target.mkdir()
    write(source, index='<script src="https://example.org/new.js"></script>')
    build_site.add_data_docs(source, target, build_site.copy_assets(target))
    with pytest.raises(build_site.SiteError, match="would load from elsewhere"):
        build_site.check_offline(target)


def test_vendored_files_are_those_of_the_manifest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(build_site.SOURCES, tmp_path / "sources")
    with (tmp_path / "sources/vendor/jquery.min.js").open("a") as file:
        file.write(" ")
    monkeypatch.setattr(build_site, "SOURCES", tmp_path / "sources")
    with pytest.raises(build_site.SiteError, match=r"jquery\.min\.js: .*differs"):
        build_site.copy_assets(tmp_path)


def run_builder(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run the builder as a user does."""
    return subprocess.run(
        [sys.executable, ROOT / "scripts/build_site.py", *arguments],
        capture_output=True,
        text=True,
        check=False,
    )


def test_builder_says_in_one_line_what_is_wrong(tmp_path: Path) -> None:
    broken = tmp_path / "broken.duckdb"
    broken.write_text("not a database")
    for database, said in ((tmp_path / "none.duckdb", "no such database"), (broken, "cannot be")):
        result = run_builder("--database", database, "--site", tmp_path / "site")
        assert result.returncode == 1
        assert said in result.stderr
        assert result.stderr.count("\n") == 1
        assert not (tmp_path / "site").exists()


def test_make_docs_serves_the_site_until_it_is_interrupted(site: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = ["make", "--no-print-directory", "docs", f"PORT={port}", "--assume-old=.venv/synced"]
    address = f"http://127.0.0.1:{port}/"
    project = site.parents[1]
    server = subprocess.Popen(
        command,
        cwd=project,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    for _ in range(100):
        try:
            with urllib.request.urlopen(address, timeout=1) as answer:
                assert answer.status == 200
                break
        except OSError:
            time.sleep(0.1)
    second = subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)
    os.killpg(server.pid, signal.SIGINT)
    output = server.communicate(timeout=10)[0]
    assert address in output
    assert "Traceback" not in output
    assert second.returncode != 0
    assert f"{port}" in second.stdout + second.stderr
    assert "Traceback" not in second.stderr
