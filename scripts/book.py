"""Write the budget book: every statement and every figure of a document, as static pages.

Reads the marts and the check tables, and computes nothing: what needs computing is a
mart. The templates stand in site/templates.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import duckdb
import jinja2
import minify_html

import pictures
import search_index

TEMPLATES = Path(__file__).resolve().parent.parent / "site/templates"
Row = dict[str, Any]
Cell = tuple[str, str, str]  # line, business, stage
# How an amount is said in a sentence: from so many thousand yen on, in this unit, with
# so many decimals.
UNITS_JA = ((100_000, "億円", 1), (10, "万円", 0), (0, "千円", 0))
UNITS_EN = ((1_000_000, " billion yen", 2), (1_000, " million yen", 1), (0, " thousand yen", 0))


def rows(connection: duckdb.DuckDBPyConnection, query: str, *values: Any) -> list[Row]:
    """Run a query.

    Args:
        connection: The built database.
        query: SQL text, with a question mark for each value.
        values: The values.

    Returns:
        One dictionary per row, by column.
    """
    result = connection.execute(query, list(values))
    names = [column[0] for column in result.description]
    return [dict(zip(names, row, strict=True)) for row in result.fetchall()]


def figure(amount: int | None) -> str:
    """Write an amount as a budget document does: thousands apart, △ for minus."""
    if amount is None:
        return ""
    return f"{'△' if amount < 0 else ''}{abs(amount):,}"


def spoken(amount: int, language: str, sign: str = "△") -> str:
    """Write an amount as a person says it, rounded half up: 355.0億円, 35.50 billion yen.

    Args:
        amount: In thousand yen.
        language: `ja` or `en`.
        sign: What stands before an amount below zero.
    """
    units = UNITS_JA if language == "ja" else UNITS_EN
    size, unit, decimals = next(row for row in units if abs(amount) >= row[0])
    number = (Decimal(abs(amount)) / max(size, 1)).quantize(Decimal(10) ** -decimals, ROUND_HALF_UP)
    return f"{sign if amount < 0 else ''}{number:,}{unit}"


def spoken_date(day: date, language: str) -> str:
    """Write a date: 2022年3月31日, 31 March 2022."""
    return f"{day.year}年{day.month}月{day.day}日" if language == "ja" else f"{day.day} {day:%B %Y}"


def environment() -> jinja2.Environment:
    """Return the environment of the templates."""
    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {
        "figure": figure,
        "spoken": spoken,
        "spoken_date": spoken_date,
        "lookup": lambda key, found: found[key],
    }
    return made


def group(records: Iterable[Row], *columns: str) -> dict[Any, list[Row]]:
    """Group rows by one or more columns, in their order."""
    grouped: dict[Any, list[Row]] = defaultdict(list)
    for record in records:
        key = tuple(record[column] or "" for column in columns)
        grouped[key if len(columns) > 1 else key[0]].append(record)
    return dict(grouped)


def read_document(connection: duckdb.DuckDBPyConnection, document: Row) -> Row:
    """Read all that the pages of a document show.

    Args:
        connection: The built database, opened read-only.
        document: Its row of `documents`.

    Returns:
        The context of the templates: rows by what they are looked up by.
    """
    identity, taxonomy = document["document_id"], document["taxonomy_id"]

    def of(table: str, order: str) -> list[Row]:
        return rows(connection, f"select * from {table} where document_id = ? order by {order}", identity)

    def of_chart(table: str, order: str) -> list[Row]:
        return rows(connection, f"select * from {table} where taxonomy_id = ? order by {order}", taxonomy)

    lines = of_chart("statement_lines", "line_order")
    businesses = of_chart("businesses", "business_order")
    stages = of("document_stages", "stage_order")
    prints = of("printed_figures", "table_order, row_no, column_no")
    tables = of("printed_tables", "table_order")
    checks = of("check_results", "rule_id, line_id nulls first, business_id, stage, check_id")
    columns = of("printed_columns", "table_id, column_no")
    amounts = of("statement_amounts", "line_order, business_order, stage_order")
    points = of("data_points", "line_id, business_id, stage")
    rules = rows(
        connection,
        """
        select calculation_rules.*, check_summary.* exclude (label_ja, label_en, rule_id, family)
        from calculation_rules
        inner join check_summary using (rule_id)
        where taxonomy_id = ? and document_id = ?
        """,
        taxonomy,
        identity,
    )
    parts = rows(
        connection,
        """
        select parent, child, weight
        from calculation_arcs
        inner join calculation_rules using (taxonomy_id, rule_id)
        inner join statement_lines using (taxonomy_id)
        where taxonomy_id = ? and role = 'roll_up' and axis = 'line'
            and statement_lines.line_id = child
        order by parent, line_order
        """,
        taxonomy,
    )
    cells = rows(
        connection,
        """
        select * from stg_printed_cells where document_id = ?
        order by table_id, try_cast(source_line as integer)
        """,
        identity,
    )
    pages = rows(
        connection,
        """
        select printed_tables.table_id, printed_figures.amount as page
        from printed_tables
        inner join printed_figures
            on printed_tables.document_id = printed_figures.document_id
            and printed_tables.contents_line_id = printed_figures.line_id
        where printed_tables.document_id = ? and printed_figures.unit = 'page_number'
        """,
        identity,
    )
    for number, check in enumerate(checks, 1):
        check["anchor"] = f"c{number}"
        check["cell"] = (check["line_id"] or "", check["business_id"] or "", check["stage"] or "")
    by_check = {check["check_id"]: check for check in checks}
    members: dict[Cell, list[Row]] = defaultdict(list)
    for member in of("check_members", "check_id"):
        members[(member["line_id"], member["business_id"], member["stage"])].append(
            by_check[member["check_id"]]
        )
    by_cell = {
        (row["line_id"], row["business_id"], row["stage"]): row["amount_thousand_yen"]
        for row in [*points, *amounts]
    }
    derived = {
        (row["line_id"], row["business_id"], row["stage"]) for row in amounts if row["is_derived"]
    }
    amended = {
        row["business_id"]
        for row in amounts
        if row["stage"] != "revised" and not row["is_derived"]
    }
    context = {
        "document": document,
        "source": next(iter(of("document_sources", "document_id")), None),
        "lines": {line["line_id"]: line for line in lines},
        "lines_of": group(lines, "statement"),
        "businesses": businesses,
        "total": next(row["business_id"] for row in businesses if row["is_total"]),
        "business_names": {row["business_id"]: row for row in businesses},
        "businesses_told": {row["business_id"]: row for row in of_chart("businesses_told", "business_id")},
        "stages": stages,
        "stage_names": {row["stage"]: row for row in stages},
        "amounts": by_cell,
        "derived": derived,
        "unamended": {row["business_id"] for row in amounts} - amended if amended else set(),
        "prints": group(prints, "line_id", "business_id", "stage"),
        "print_at": {
            (row["table_id"], str(row["source_line"]), row["column_name"]): row for row in prints
        },
        "prints_on": group(prints, "table_id", "source_line"),
        "prose": group(prints, "table_id"),
        "figures": {row["figure_id"]: row for row in prints},
        "tables": tables,
        "table_names": {row["table_id"]: row for row in tables},
        "pages": {row["table_id"]: row["page"] for row in pages},
        "columns": group(columns, "table_id"),
        "printed_rows": printed_rows(cells),
        "members": members,
        "checks_of": group(checks, "rule_id"),
        "checks_by_id": by_check,
        "failing": [row for row in checks if row["status"] in ("inconsistent", "missing")],
        "suspects": of("suspect_figures", "part_no, explanation_rank, row_no, column_no"),
        "suspect_checks": of("suspect_checks", "source, check_id"),
        "rules": {row["rule_id"]: row for row in rules},
        "rules_of": group(rules, "family"),
        "families": {row["family"]: row for row in rows(connection, "select * from check_families")},
        "parts": group(parts, "parent"),
        "answer": read_answer(of("answers", "answer_order")),
        "reasons": of("amendment_reasons", "reason_order"),
        "changes": of("supplementary_changes", "line_order, business_order"),
        "summary": group(of("business_summary", "line_order, business_order"), "business_id"),
        "advances": of("advances_received", "line_order"),
        "obligations": of("debt_obligations", "burden_year_count desc nulls last, line_order"),
        "obligations_told": {row["line_id"]: row for row in of_chart("obligations_told", "line_id")},
        "titled": of_chart("pictures", "picture_order"),
        "steps": group(of("picture_steps", "step_order, step_role"), "picture_id"),
        "units": {row["unit"]: row for row in rows(connection, "select * from units")},
    }
    context["statements"] = read_statements(of_chart("statements", "statement_order"), context)
    context["shown"] = [
        row for row in context["statements"].values() if row["presentation"] == "statement" and row["stages"]
    ]
    context["findings"] = read_findings(
        of("findings", "finding_id, abs(difference_thousand_yen) desc, rule_id, stage, business_id"),
        {row["finding_id"]: row for row in of("findings_told", "finding_id")},
        context,
    )
    context["left_out"] = [row for row in of("left_out", "source_line, amount") if row["kind"] == "amount"]
    context["series"] = read_series(connection, document)
    context["cells_of_line"] = {
        line: cells for line in context["lines"] if (cells := line_cells(context, line))
    }
    context["bodies"] = bodies(context)
    context["pictures"] = pictures.lay_out(context)
    context["answer_picture"] = answer_picture(context)
    context["comparisons"] = {
        business: picture
        for business, its_rows in context["summary"].items()
        if (picture := pictures.compare(its_rows, stages))
    }
    context["years"] = pictures.years(context["obligations"])
    context["contents"] = contents(context)
    return context


def read_statements(statements: list[Row], context: Row) -> dict[str, Row]:
    """Say of each statement what the document has of it.

    Args:
        statements: Rows of `statements` of its chart, in order.
        context: What `read_document` has read by then.

    Returns:
        By statement, its row with `stages` in total, `businesses` with amounts of their own,
        and `by_business`, the stage that these are shown at, if there are any.
    """
    found = {}
    present = {
        (context["lines"][line]["statement"], business, stage)
        for line, business, stage in context["amounts"]
        if line in context["lines"]
    }
    for row in statements:
        own = {(business, stage) for statement, business, stage in present if statement == row["statement"]}
        stages = [stage for stage in context["stages"] if (context["total"], stage["stage"]) in own]
        shown_at = next((stage for stage in reversed(context["stages"]) if stage["stage"] == "revised"), None)
        shown_at = shown_at or (stages[-1] if stages else None)
        businesses = [
            business for business in context["businesses"]
            if shown_at and (business["business_id"], shown_at["stage"]) in own
        ]
        row["stages"] = stages
        row["businesses"] = businesses if any(not one["is_total"] for one in businesses) else []
        row["by_business"] = shown_at
        found[row["statement"]] = row
    return found


def read_answer(answers: list[Row]) -> Row:
    """Put the amounts that a book begins with together.

    Args:
        answers: Rows of `answers`, in order.

    Returns:
        `sizes`, each with its `change` and `shares`; `results`; and `below`, by role and
        line, the amounts below zero.
    """
    by_line = group((row for row in answers if row["line_role"] == "size"), "line_id")
    sizes = []
    for its_rows in by_line.values():
        parts = group(its_rows, "part")
        if "size" in parts:
            sizes.append(
                parts["size"][0]
                | {"change": next(iter(parts.get("change", [])), None), "shares": parts.get("share", [])}
            )
    below = group((row for row in answers if row["part"] == "below_zero"), "line_role", "line_id")
    moved = [row for row in sizes if row["change"]]
    return {
        "sizes": (moved or sizes)[:3],
        "results": [row for row in answers if row["part"] == "result"],
        "below": [
            {"role": role, "line_id": line, "rows": its_rows} for (role, line), its_rows in below.items()
        ],
    }


def answer_picture(context: Row) -> Row | None:
    """Choose the picture of the answer: the bridge of the first of its sizes, if it has one."""
    for size in context["answer"]["sizes"][:1]:
        for about in context["titled"]:
            steps = context["steps"].get(about["picture_id"], [])
            starts = [step for step in steps if step["step_role"] == "start"]
            if any(step["line_id"] == size["line_id"] for step in starts):
                return about
    return None


def read_findings(findings: list[Row], told: dict[str, Row], context: Row) -> list[Row]:
    """Put the checks of each finding together, with the places where its figures are printed.

    Args:
        findings: Rows of `findings`, the largest difference first.
        told: Rows of `findings_told` by finding.
        context: What `read_document` has read by then.

    Returns:
        Per finding `told` (None where nobody has put it in words), `checks`, `amount`, its
        largest difference without sign, `businesses` and `places`: table, source line and prints.
    """
    found = []
    for identity, checks in group(findings, "finding_id").items():
        places: dict[tuple[str, int], Row] = {}
        for check in checks:
            for table, source_line in places_named(check["places"], context["table_names"]):
                prints = context["prints_on"].get((table, source_line), [])
                places.setdefault(
                    (table, source_line),
                    {
                        "table_id": table,
                        "source_line": source_line,
                        "prints": [one for one in prints if one["business_id"] == check["business_id"]]
                        or prints,
                    },
                )
        found.append(
            {
                "finding_id": identity,
                "told": told.get(identity),
                "checks": checks,
                "amount": max(abs(check["difference_thousand_yen"] or 0) for check in checks),
                "businesses": list(dict.fromkeys(check["business_id"] for check in checks)),
                "explanations": list(
                    dict.fromkeys((check["explanation_ja"], check["explanation_en"]) for check in checks)
                ),
                "places": list(places.values()),
            }
        )
    return found


def places_named(text: str, tables: Iterable[str]) -> list[tuple[str, int]]:
    """Read the places that a known difference names.

    Args:
        text: Such as "table_a 917 (label 1 → 2); table_b 945, 958 (label)".
        tables: The tables of the document.

    Returns:
        Tables with source lines.
    """
    found = []
    for part in re.sub(r"\([^()]*\)", "", text or "").split(";"):
        words = re.findall(r"\w+", part)
        if words and words[0] in tables:
            found += [(words[0], int(word)) for word in words[1:] if word.isdigit()]
    return found


def read_series(connection: duckdb.DuckDBPyConnection, document: Row) -> Row:
    """Read the documents of an agency that follow the same chart, and their amounts in total.

    Args:
        connection: The built database.
        document: The row of `documents`.

    Returns:
        `columns`, documents in the order of time, each with its stages: what it starts from and
        results in, or all that it has if it has neither; and `amounts` by document, line, business
        and stage. No columns where there is but one document.
    """
    documents = rows(
        connection,
        "select * from documents where taxonomy_id = ? and agency_ja = ?",
        document["taxonomy_id"],
        document["agency_ja"],
    )
    if len(documents) < 2:
        return {"columns": [], "amounts": {}}
    amounts = connection.execute(
        """
        select document_id, line_id, business_id, stage, amount_thousand_yen
        from statement_amounts
        where list_contains(?, document_id)
        """,
        [[row["document_id"] for row in documents]],
    ).fetchall()
    stages = group(rows(connection, "select * from document_stages order by stage_order"), "document_id")
    known = {(document_id, stage) for document_id, _, _, stage, _ in amounts}
    columns = []
    for row in in_time(documents):
        own = [stage for stage in stages.get(row["document_id"], []) if (row["document_id"], stage["stage"]) in known]
        ends = [stage for stage in own if stage["stage"] in ("original", "revised")]
        columns += [(row, stage) for stage in ends or own]
    return {"columns": columns, "amounts": {tuple(key): amount for *key, amount in amounts}}


def in_time(documents: list[Row]) -> list[Row]:
    """Order documents by fiscal year, each after the one that it amends."""
    known = {row["document_id"]: row for row in documents}

    def depth(row: Row) -> int:
        seen = {row["document_id"]}
        while (before := known.get(row["previous_document_id"])) and before["document_id"] not in seen:
            row = before
            seen.add(row["document_id"])
        return len(seen)

    return sorted(documents, key=lambda row: (row["fiscal_year"], depth(row), row["document_id"]))


def bodies(context: Row) -> dict[str, Row]:
    """Say of each business what its page begins with: who it is, and what it is below zero in.

    Args:
        context: What `read_document` has read by then.

    Returns:
        By business but the total, `below` with the amounts below zero, `obligations` and
        `reasons` that concern it, and `changes`, by statement.
    """
    owners = {line: row["business_id"] for line, row in context["obligations_told"].items()}
    below = [row for entry in context["answer"]["below"] for row in entry["rows"]]
    return {
        business: {
            "below": [row for row in below if row["business_id"] == business],
            "obligations": [
                row for row in context["obligations"]
                if business in (row["business_id"], owners.get(row["line_id"]))
            ],
            "reasons": [row for row in context["reasons"] if row["business_id"] == business],
            "changes": group(
                (row for row in context["changes"] if row["business_id"] == business), "statement"
            ),
        }
        for business in context["business_names"]
    }


def printed_rows(cells: list[Row]) -> dict[str, list[Row]]:
    """Put the cells of the printed tables together to rows.

    Args:
        cells: Cells of `stg_printed_cells`, in the order of the source.

    Returns:
        By table, its rows: `source_line`, `label` and `texts` by column.
    """
    tables: dict[str, dict[tuple[str, str], Row]] = defaultdict(dict)
    for cell in cells:
        row = tables[cell["table_id"]].setdefault(
            (cell["source_line"], cell["label"]),
            {"source_line": cell["source_line"], "label": cell["label"], "texts": {}},
        )
        row["texts"][cell["column_name"]] = cell["cell_text"]
    return {table: list(found.values()) for table, found in tables.items()}


def line_cells(context: Row, line_id: str) -> dict[str, list[Cell]]:
    """List the data points of a line that are printed or computed: the total first.

    Args:
        context: What `read_document` has read by then.
        line_id: The line.

    Returns:
        By business (empty for a quantity): line, business and stage.
    """
    ordered = sorted(context["businesses"], key=lambda row: not row["is_total"])
    businesses = ["", *(row["business_id"] for row in ordered)]
    stages = ["", *(row["stage"] for row in context["stages"])]
    known = {
        business: [
            cell
            for stage in stages
            if (cell := (line_id, business, stage)) in context["amounts"] or cell in context["prints"]
        ]
        for business in businesses
    }
    return {business: cells for business, cells in known.items() if cells}


def number_rules(context: Row, line_id: str) -> dict[str, int]:
    """Number the rules that bind a line, in the order in which its evidence names them."""
    bound: dict[str, int] = {}
    for cells in context["cells_of_line"][line_id].values():
        for cell in cells:
            for check in context["members"].get(cell, []):
                bound.setdefault(check["rule_id"], len(bound) + 1)
    return bound


def gather_checks(context: Row, line_id: str, bound: dict[str, int]) -> dict[Cell, Row]:
    """Gather the checks of each amount of a line: its own, and those of which it is a part.

    Args:
        context: What `read_document` returns.
        line_id: The line.
        bound: What `number_rules` returns.

    Returns:
        By data point, `own`: those that say the same of the same figure together, as `check`,
        one of them, and `rules`, their numbers; and `parts`: one check per rule.
    """
    gathered: dict[Cell, Row] = {}
    for cell in (cell for cells in context["cells_of_line"][line_id].values() for cell in cells):
        own: dict[Any, Row] = {}
        parts: dict[str, Row] = {}
        for check in context["members"].get(cell, []):
            if check["cell"] != cell:
                kept = parts.setdefault(check["rule_id"], check)
                if kept["status"] == "consistent":
                    parts[check["rule_id"]] = check
                continue
            key = (check["printed_amount"], check["expected_amount"], check["status"])
            entry = own.setdefault(key, {"check": check, "rules": []})
            if bound[check["rule_id"]] not in entry["rules"]:
                entry["rules"].append(bound[check["rule_id"]])
        gathered[cell] = {"own": list(own.values()), "parts": list(parts.values())}
    return gathered


def lay_out_checks(context: Row, rule_id: str) -> dict[str, dict[str, dict[str, list[Row]]]]:
    """Lay out the checks of a rule that stand at a line: by line, business and stage."""
    laid: dict[str, dict[str, dict[str, list[Row]]]] = {}
    for check in context["checks_of"].get(rule_id, []):
        if check["line_id"]:
            by_business = laid.setdefault(check["line_id"], {})
            by_stage = by_business.setdefault(check["business_id"] or "", {})
            by_stage.setdefault(check["stage"] or "", []).append(check)
    order = {business: number for number, business in enumerate(context["business_names"])}
    lines = {line: number for number, line in enumerate(context["lines"])}
    return {
        line: dict(sorted(laid[line].items(), key=lambda entry: order.get(entry[0], -1)))
        for line in sorted(laid, key=lambda line: lines.get(line, -1))
    }


def write_book(context: Row, site: Path, downloads: list[Row], score: Row | None) -> list[Path]:
    """Write the pages of one document.

    Args:
        context: What `read_document` returns.
        site: Folder of the site; the pages go into the folder of the document in it.
        downloads: What `downloads.write_downloads` returns, described in both languages.
        score: The mutation score of the document, when it has been measured.

    Returns:
        The pages written.
    """
    folder = site / context["document"]["document_id"]
    context = context | {
        "downloads": downloads,
        "download_names": {table["name"] for table in downloads},
        "score": score,
    }
    own = [row for row in context["businesses"] if not row["is_total"]]
    templates = environment()
    written: list[Path] = []

    def write(name: str, template: str, depth: int, **more: Any) -> None:
        page = folder / name
        page.parent.mkdir(parents=True, exist_ok=True)
        text = templates.get_template(template).render(
            context | more, c=context, home="../" * (depth + 1), up="../" * depth, page=name
        )
        page.write_text(minify_html.minify(text, keep_closing_tags=False), encoding="utf-8")
        written.append(page)

    for name, *_ in context["contents"]:
        if name in context["statements"]:
            write(f"{name}.html", "statement.html.j2", 0, statement=context["statements"][name])
        else:
            write(f"{name}.html", f"{'overview' if name == 'index' else name}.html.j2", 0)
    for number, business in enumerate(own):
        beside = {
            "before": own[number - 1] if number else None,
            "after": own[number + 1] if number + 1 < len(own) else None,
        }
        name = f"businesses/{business['business_id']}.html"
        write(name, "business.html.j2", 1, business=business, **beside)
    for rule in context["rules"].values():
        placeless = [
            check for check in context["checks_of"].get(rule["rule_id"], []) if not check["line_id"]
        ]
        laid = lay_out_checks(context, rule["rule_id"])
        used = {stage for by_business in laid.values() for by_stage in by_business.values() for stage in by_stage}
        write(
            f"checks/{rule['rule_id']}.html", "rule.html.j2", 1, rule=rule, laid=laid, placeless=placeless,
            shown_stages=[stage for stage in ("", *context["stage_names"]) if stage in used],
        )
    for table in context["tables"]:
        write(f"printed/{table['table_id']}.html", "printed.html.j2", 1, table=table)
    for line_id in context["cells_of_line"]:
        bound = number_rules(context, line_id)
        evidence = gather_checks(context, line_id, bound)
        line = context["lines"][line_id]
        write(f"lines/{line_id}.html", "line.html.j2", 1, line=line, bound=bound, evidence=evidence)
    navigation = templates.get_template("navigation.html.j2").render(
        context, page="", home="../"
    )
    (folder / "nav.js").write_text(
        f"writeNavigation({json.dumps(minify_html.minify(navigation), ensure_ascii=False)});\n",
        encoding="utf-8",
    )
    (folder / "search.js").write_text(search_index.script(context), encoding="utf-8")
    return written


def contents(context: Row) -> list[tuple[str, str, str, str, str]]:
    """List the pages that the contents of a document name: those that it has something for.

    Args:
        context: What `read_document` returns.

    Returns:
        Page without suffix, its name and what it tells, each in Japanese and English.
    """
    statements = [
        (row["statement"], row["label_ja"], row["label_en"], row["explanation_ja"] or "",
         row["explanation_en"] or "")
        for row in context["shown"]
    ]

    def told(presentation: str, page: str) -> list[tuple[str, str, str, str, str]]:
        row = next((row for row in context["statements"].values() if row["presentation"] == presentation), None)
        if row is None:
            return []
        return [(page, row["label_ja"], row["label_en"], row["explanation_ja"] or "", row["explanation_en"] or "")]

    pages = [("index", "概要", "Overview", "何が動き、何のためか。図で見る。", "What moved, and what for, in pictures."), *statements]
    if len(context["businesses"]) > 1:
        pages.append(("businesses", "事業", "Businesses", "事業ごとの財務と、変わったこと。", "Each business, and what changed for it."))
    if context["advances"]:
        pages += told("advances", "advances")
    if context["obligations"]:
        pages += told("obligations", "obligations")
    return [
        *pages,
        ("findings", "不一致", "Findings", "文書自身の中で合わないところ。", "Where the document does not agree with itself."),
        ("checks", "検算", "Checks", "成り立つはずの関係と、その両側。", "What should hold, with both sides."),
        ("tables", "印刷された表", "Printed tables", "文書の表を、印刷のとおりに。", "The tables of the document, as printed."),
        ("data", "データ", "Data", "全ての表を CSV・Parquet・DuckDB で。", "Every table as CSV, Parquet and DuckDB."),
        ("verify", "確かめ方・引用", "Verify and cite", "手で確かめ、引用するには。", "How to verify by hand, and to cite."),
    ]
