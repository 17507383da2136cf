"""Assemble the site: an index, the book, the downloads, the Data Docs and the dbt docs.

The site is static and works offline: nothing on any page loads from elsewhere.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from datetime import UTC, datetime, timedelta, timezone
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import book
import downloads
import duckdb
import lineage
import minify_html
from xbrl_taxonomy import TaxonomyError

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "site"
MUTATION = ROOT / "docs/mutation.md"
REMOTE = re.compile(r"\s*(?:(?:https?|wss?|ftp):)?//", re.IGNORECASE)
REMOTE_IN_STYLE = re.compile(
    r"""(?:url\(\s*|@import\s+)["']?\s*((?:https?:)?//[^\s"')]+)""", re.IGNORECASE
)
REMOTE_IN_SCRIPT = re.compile(
    r"""(?:\.src\s*=|\b(?:fetch|import|importScripts|sendBeacon|getScript|Worker|WebSocket)\(
        |\bfrom|\.open\(\s*["'`]\w+["'`]\s*,|<(?:script|link|img|iframe)\b[^>]{0,200}?(?:src|href)=)
        \s*\\?["'`]((?:https?:|wss?:)?//[^\s"'`\\]+)""",
    re.IGNORECASE | re.VERBOSE,
)
LOADING_ATTRIBUTES = {"src", "srcset", "poster", "background", "data", "ping", "xlink:href"}
LINKS_THAT_LOAD_NOTHING = {"canonical", "alternate", "author", "license", "next", "prev", "help"}

FAMILIES = """
    select
        check_summary.document_id,
        check_summary.family,
        coalesce(any_value(check_families.label_ja), check_summary.family) as label_ja,
        coalesce(any_value(check_families.label_en), check_summary.family) as label_en,
        count(*) as rule_count,
        sum(check_count)::bigint as check_count,
        sum(consistent_count)::bigint as consistent_count,
        sum(known_difference_count)::bigint as known_difference_count,
        sum(inconsistent_count)::bigint as inconsistent_count
    from check_summary
    left join check_families on check_summary.family = check_families.family
    group by grouping sets (
        (check_summary.document_id, check_summary.family), (check_summary.document_id)
    )
    order by check_summary.document_id, check_count desc, check_summary.family
"""
FIGURES = """
    select
        document_id,
        count(*) as figure_count,
        count(distinct table_id) as table_count,
        count(*) filter (where exact_law_count > 0) as exact_law_count,
        count(*) filter (where exact_law_count = 0 and law_count > 0) as rounded_law_count,
        count(*) filter (where law_count = 0 and check_count > 0) as other_count
    from figure_coverage
    group by document_id
"""


class SiteError(Exception):
    """The site cannot be built; the message says why in Japanese and English."""


def read_documents(database: Path) -> list[dict[str, Any]]:
    """Read what the index says of how far each document can be relied on.

    Args:
        database: The built DuckDB file.

    Returns:
        One dictionary per document, in the order of time: its row of `documents`, `figures`,
        `total` and `families`.
    """
    if not database.is_file():
        raise SiteError(
            f"{database}: データベースがない。先に make build / no such database; run make build first"
        )
    try:
        with duckdb.connect(str(database), read_only=True) as connection:
            documents = book.in_time(book.rows(connection, "select * from documents"))
            figures = book.rows(connection, FIGURES)
            families = book.rows(connection, FAMILIES)
    except duckdb.Error as error:
        reason = str(error).splitlines()[0]
        raise SiteError(f"{database}: 読めない / cannot be read: {reason}") from error
    for document in documents:
        mine = [row for row in families if row["document_id"] == document["document_id"]]
        document["families"] = [row for row in mine if row["family"] is not None]
        document["total"] = next((row for row in mine if row["family"] is None), None)
        document["figures"] = next(
            (row for row in figures if row["document_id"] == document["document_id"]), None
        )
        if not document["total"] or not document["figures"]:
            raise SiteError(
                f"{document['document_id']}: 検算または数値がない / has no checks or no figures"
            )
    if not documents:
        raise SiteError(f"{database}: 文書がない / holds no document")
    return documents


def render_index(
    documents: list[dict[str, Any]], books: list[dict[str, Any]], rooms: set[str], built: datetime
) -> str:
    """Render the page that leads to the rest: by agency, its documents in the order of time.

    Args:
        documents: What `read_documents` returns.
        books: What `book.read_document` returns of each of them.
        rooms: The folders of the site that the index leads to.
        built: When the database was built.

    Returns:
        The page, in Japanese and English.
    """
    agencies: dict[str, dict[str, Any]] = {}
    for context in books:
        about = context["document"]
        agency = agencies.setdefault(
            about["agency_ja"],
            {"name_ja": about["agency_ja"], "name_en": about["agency_en"], "books": []},
        )
        agency["books"].append(context)
    return book.environment().get_template("index.html.j2").render(
        agencies=list(agencies.values()),
        books=books,
        records={row["document_id"]: row for row in documents},
        home="",
        rooms=rooms,
        built_utc=built.astimezone(UTC),
        built_japan=built.astimezone(timezone(timedelta(hours=9))),
    )


def render_lineage(manifest: dict[str, Any], documents: list[dict[str, Any]]) -> str:
    """Render the page that shows which table is made from which.

    Args:
        manifest: What dbt writes as manifest.json.
        documents: What `read_documents` returns.

    Returns:
        The page, in Japanese and English.
    """
    titles = {row["document_id"]: (row["title_ja"], row["title_en"]) for row in documents}
    return book.environment().get_template("lineage.html.j2").render(
        drawing=lineage.lay_out(lineage.read_nodes(manifest, titles)),
        home="",
        search=" ".join(f"{name}/" for name in titles),
    )


def copy_assets(site: Path) -> dict[str, str | None]:
    """Copy the local files, each vendored one proved by its checksum.

    Args:
        site: The folder of the site.

    Returns:
        Remote address to file of `assets`, or None for what no page needs.
    """
    manifest = json.loads((SOURCES / "vendor/manifest.json").read_text(encoding="utf-8"))
    shutil.copytree(SOURCES / "assets", site / "assets")
    local: dict[str, str | None] = {row["url"]: None for row in manifest["dropped"]}
    for row in manifest["files"]:
        source = SOURCES / "vendor" / row["file"]
        if hashlib.sha256(source.read_bytes()).hexdigest() != row["sha256"]:
            raise SiteError(f"{row['file']}: 目録と違う / differs from vendor/manifest.json")
        shutil.copy(source, site / "assets")
        local |= dict.fromkeys(row["replaces"], row["file"])
    for notice in ("NOTICE.md", "apache-2.0.txt"):
        shutil.copy(SOURCES / "vendor" / notice, site / "assets")
    return local


def localise_data_docs(page: str, up: str, local: dict[str, str | None]) -> str:
    """Make a page of the Data Docs work offline.

    Args:
        page: The page as Great Expectations writes it.
        up: The way from the page to the folder of the site, such as "../".
        local: What `copy_assets` returns.

    Returns:
        The page with local files, without the logo and the newsletter, and with a
        way back to the index. A remote tag that is not known stays, to be refused.
    """
    if "vegaEmbed(" in page:
        raise SiteError("グラフは描けない / charts need vega, which is not vendored")

    def replace(tag: re.Match[str]) -> str:
        if tag["url"] not in local:
            return tag[0]
        name = local[tag["url"]]
        if name is None:
            return ""
        if tag["kind"] == "script":
            return f'<script src="{up}assets/{name}"></script>'
        return f'<link rel="stylesheet" href="{up}assets/{name}">'

    page = re.sub(
        r'<(?P<kind>script|link)\b[^>]*?\b(?:src|href)="(?P<url>https?://[^"]+)"[^>]*>'
        r"(?:\s*</script>)?",
        replace,
        page,
    )
    head = f'<link rel="icon" href="{up}assets/favicon.svg">'
    head += f'<link rel="stylesheet" href="{up}assets/data_docs.css"></head>'
    home = f'<a class="site-home" href="{up}index.html">← 目次 / Contents</a>'
    for pattern, replacement in (
        (r"<html>", '<html lang="en">'),
        (r"<title></title>", ""),
        (r'<link rel="shortcut icon"[^>]*>', ""),
        (r"</head>", head),
        (r'<div class="float-left navbar-brand', home + r"\g<0>"),
        (r'<img\s+class="NO-CACHE"[^>]*>', "Great Expectations"),
        (r"background: url\('https://great-expectations-web-assets[^;]*;", ""),
        (r"<footer\b.*?</footer>", ""),
        # All suites on one page, in the order of their numbers, as on paper.
        (r"'pagination': 'true'", "'pagination': false"),
        (r"'sortName': 'run_time', 'sortOrder': 'desc'",
         "'sortName': 'expectation_suite_name', 'sortOrder': 'asc'"),
    ):
        page = re.sub(pattern, replacement, page, flags=re.DOTALL)
    return page


def add_data_docs(source: Path, site: Path, local: dict[str, str | None]) -> None:
    """Add the Data Docs to the site, as `data_docs`.

    Args:
        source: The folder that Great Expectations wrote.
        site: The folder of the site.
        local: What `copy_assets` returns.
    """
    if not (source / "index.html").is_file():
        raise SiteError(f"{source}: Data Docs がない / holds no Data Docs")
    for path in sorted(source.rglob("*.html")):
        target = site / "data_docs" / path.relative_to(source)
        target.parent.mkdir(parents=True, exist_ok=True)
        up = "../" * (len(target.relative_to(site).parts) - 1)
        try:
            page = localise_data_docs(path.read_text(encoding="utf-8"), up, local)
        except SiteError as error:
            raise SiteError(f"{path.relative_to(source)}: {error}") from error
        target.write_text(page.replace(str(ROOT), "."), encoding="utf-8")


def generate_dbt_docs(database: Path) -> tuple[str, dict[str, Any]]:
    """Let dbt write its documentation of the built database, which it only reads.

    Args:
        database: The built DuckDB file.

    Returns:
        The page, all in one, without the paths of this machine; and the manifest behind it.
    """
    resolved = database.resolve()
    # Spelled as in `make build`, so that dbt needs not parse the project again.
    spelled = resolved.relative_to(ROOT) if resolved.is_relative_to(ROOT) else resolved
    with tempfile.TemporaryDirectory() as folder:
        if (ROOT / "target/partial_parse.msgpack").is_file():
            shutil.copy(ROOT / "target/partial_parse.msgpack", folder)
        dbt = [sys.executable, str(ROOT / "scripts/run_dbt.py"), "docs", "generate", "--static"]
        result = subprocess.run(
            [*dbt, "--quiet", "--target-path", folder],
            cwd=ROOT,
            env=os.environ
            | {
                "BUDGET_DATABASE": str(spelled),
                "DBT_SEND_ANONYMOUS_USAGE_STATS": "false",
                "DO_NOT_TRACK": "1",
            },
            capture_output=True,
            text=True,
            check=False,
        )
        page = Path(folder) / "static_index.html"
        if result.returncode != 0 or not page.is_file():
            lines = (result.stdout + result.stderr).strip().splitlines() or ["?"]
            raise SiteError(f"dbt docs が失敗 / dbt docs failed: {' '.join(lines)[:500]}")
        text = page.read_text(encoding="utf-8")
        manifest = json.loads((Path(folder) / "manifest.json").read_text(encoding="utf-8"))
        return text.replace(folder, "target").replace(str(ROOT), "."), manifest


def localise_dbt_docs(page: str) -> str:
    """Make the page of dbt work offline.

    Args:
        page: What `generate_dbt_docs` returns.

    Returns:
        The page without its tracker and without the files that dbt leaves out of
        it (an icon, two fonts that nothing uses, a caret). Addresses of drawings
        that Angular fills in are no addresses before it does.
    """
    caret = (
        "data:image/svg+xml,%3Csvg xmlns=%27http://www.w3.org/2000/svg%27 viewBox=%270 0 10 6%27"
        "%3E%3Cpath d=%27M0 0h10L5 6z%27 fill=%27%23888%27/%3E%3C/svg%3E"
    )
    fonts = '"Hiragino Sans","Noto Sans JP","Noto Sans CJK JP","Yu Gothic UI",Meiryo'
    head = (
        '<link rel="icon" href="../assets/favicon.svg"><style>'
        f"body,input,button,select,table,h1,h2,h3,h4,h5,h6{{font-family:{fonts},system-ui,"
        "sans-serif!important}"
        f"pre,code,code *{{font-family:ui-monospace,Consolas,monospace,{fonts}!important}}"
        ".site-home{position:fixed;left:150px;top:27px;z-index:20;padding:2px 10px;background:#fff;"
        "color:#0b4f87;border:1px solid #bbb;border-radius:4px;white-space:nowrap}"
        "@media print{.site-home{display:none}}</style></head>"
    )
    home = '<a class="site-home" href="../index.html">← 目次 / Contents</a></body>'
    for old, new in (
        ("!0===e.track&&r.turn_on_tracking()", "0"),
        ('"//d1fc8wv8zag5ca.cloudfront.net/2.9.0/sp.js"', '"data:text/javascript,"'),
        ("""<link rel="shortcut icon" href="${require('./assets/favicons/favicon.ico')}"/>""", ""),
        ('<link rel="canonical" href="/overview/"/>', ""),
        ('src:url("../fonts/arrows/arrows.woff") format("woff")', "src:local(sans-serif)"),
        ('src:url("../fonts/entypo/entypo.woff") format("woff")', "src:local(sans-serif)"),
        ("../img/carets/down.svg", caret),
        ("</head>", head),
        ("</body></html>", home + "</html>"),
    ):
        if page.count(old) != 1:
            raise SiteError(f"dbt docs が変わった / dbt docs have changed: {old}")
        page = page.replace(old, new)
    return page.replace('xlink:href="{{', 'ng-attr-href="{{')


class _Loads(HTMLParser):
    """Collects the remote addresses that a page would load."""

    def __init__(self) -> None:
        super().__init__()
        self.remote: list[str] = []
        self.inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.inside = tag if tag in ("script", "style") else ""
        values = {name: value or "" for name, value in attrs}
        rels = set(values.get("rel", "").lower().split())
        loads = set(LOADING_ATTRIBUTES)
        if tag not in ("a", "area") and not (tag == "link" and rels <= LINKS_THAT_LOAD_NOTHING):
            loads.add("href")
        for name in loads & values.keys():
            candidates = values[name].split(",") if name == "srcset" else [values[name]]
            self.remote += [value.strip() for value in candidates if REMOTE.match(value)]
        self.remote += REMOTE_IN_STYLE.findall(values.get("style", ""))
        if tag == "meta" and values.get("http-equiv", "").lower() == "refresh":
            self.remote += re.findall(r"(?:https?:)?//\S+", values.get("content", ""))

    def handle_endtag(self, tag: str) -> None:
        self.inside = ""

    def handle_data(self, data: str) -> None:
        if self.inside == "script":
            self.remote += REMOTE_IN_SCRIPT.findall(data) + REMOTE_IN_STYLE.findall(data)
        elif self.inside == "style":
            self.remote += REMOTE_IN_STYLE.findall(data)


def remote_loads(path: Path) -> list[str]:
    """List what a file of the site would load from elsewhere.

    Links that a reader may follow are not loads.

    Args:
        path: A page, style sheet, script or drawing.

    Returns:
        The remote addresses.
    """
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".css":
        return REMOTE_IN_STYLE.findall(text)
    if path.suffix == ".js":
        return REMOTE_IN_SCRIPT.findall(text)
    loads = _Loads()
    loads.feed(text)
    loads.close()
    return loads.remote


def check_offline(site: Path) -> None:
    """Refuse a site of which any file would load anything from elsewhere.

    Args:
        site: The folder of the site.
    """
    faults = [
        f"{path.relative_to(site)}: {address}"
        for path in sorted(site.rglob("*"))
        if path.suffix in (".html", ".css", ".js", ".svg")
        for address in remote_loads(path)
    ]
    if faults:
        raise SiteError(
            "外部の資源を読み込むページがある / a page would load from elsewhere: "
            + ", ".join(faults)
        )


def read_score() -> dict[str, str] | None:
    """Read the mutation score from the page that `make mutation` writes.

    Returns:
        `document_id`, `mutants`, `caught` and `score` as published; None when there is no page.
    """
    if not MUTATION.is_file():
        return None
    found = re.search(
        r"^\| mutants \| caught \| score \|.*\n\|[-|]+\n\| ([\d,]+) \| ([\d,]+) \| ([\d.]+ %) \|",
        MUTATION.read_text(encoding="utf-8"),
        re.MULTILINE,
    )
    if found is None:
        raise SiteError(f"{MUTATION.name}: 検出率の表がない / holds no table of scores")
    return dict(zip(("mutants", "caught", "score"), found.groups(), strict=True))


def add_book(database: Path, site: Path, documents: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Add the downloads and the book of every document.

    Args:
        database: The built DuckDB file.
        site: The folder of the site.
        documents: What `read_documents` returns.

    Returns:
        What `book.read_document` returns of each document.
    """
    with duckdb.connect(str(database), read_only=True) as connection:
        offered = downloads.write_downloads(connection, database, site / "downloads", documents)
        statements = book.rows(connection, "select * from statements")
        offered = [table | {"comment_ja": describe(table, statements)} for table in offered]
        books = [book.read_document(connection, document) for document in documents]
    for context in books:
        book.write_book(context, site, offered, read_score())
    return books


def describe(table: dict[str, Any], statements: list[dict[str, Any]]) -> str:
    """Say what one row of a table is, in Japanese; a view of a statement is named for it.

    Args:
        table: Its `name` and `comment`.
        statements: Rows of `statements`.

    Returns:
        The description; the English one where nobody has said it in Japanese.
    """
    told = lineage.read_descriptions()
    for prefix in ("consolidated_", "business_"):
        for row in statements:
            if table["name"] == prefix + row["statement"]:
                return f"{row['label_ja']}だけ：{told.get(f'{prefix}statements', table['comment'])}"
    return told.get(table["name"], table["comment"])


def build_site(database: Path, site: Path, data_docs: Path | None) -> int:
    """Assemble the site into a folder that is not there yet, or is empty.

    Args:
        database: The built DuckDB file.
        site: The folder of the site.
        data_docs: What Great Expectations wrote, if it did.

    Returns:
        The number of pages.
    """
    documents = read_documents(database)
    if site.exists() and (not site.is_dir() or any(site.iterdir())):
        raise SiteError(f"{site}: 空でない / is not empty")
    site.mkdir(parents=True, exist_ok=True)
    local = copy_assets(site)
    if data_docs is not None:
        add_data_docs(data_docs, site, local)
    (site / "dbt").mkdir()
    dbt_docs, manifest = generate_dbt_docs(database)
    (site / "dbt/index.html").write_text(localise_dbt_docs(dbt_docs), encoding="utf-8")
    books = add_book(database, site, documents)
    rooms = {page.parent.name for page in site.glob("*/index.html")}
    built = datetime.fromtimestamp(database.stat().st_mtime, UTC)
    for name, page in (
        ("index", render_index(documents, books, rooms, built)),
        ("lineage", render_lineage(manifest, documents)),
    ):
        text = minify_html.minify(page, keep_closing_tags=False)
        (site / f"{name}.html").write_text(text, encoding="utf-8")
    check_offline(site)
    return len(list(site.rglob("*.html")))


def main() -> int:
    """Build the site from the command line; the status is 0 when it is complete."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", type=Path, default=Path("target/budget.duckdb"))
    parser.add_argument("--site", type=Path, required=True, help="folder to assemble the site in")
    parser.add_argument("--data-docs", type=Path, help="folder that Great Expectations wrote")
    arguments = parser.parse_args()
    try:
        pages = build_site(arguments.database, arguments.site, arguments.data_docs)
    except (SiteError, TaxonomyError) as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{arguments.site}: {pages} ページ / pages")
    return 0


if __name__ == "__main__":
    # For a parameter DuckDB would import pandas where it finds it, which takes longer than what it is asked.
    sys.modules.setdefault("pandas", None)
    try:
        sys.exit(main())
    except (KeyboardInterrupt, RuntimeError) as error:
        # In the middle of a query DuckDB makes an error of Ctrl-C.
        if not any(isinstance(e, KeyboardInterrupt) for e in (error, error.__cause__)):
            raise
        sys.exit("中断しました / interrupted")
