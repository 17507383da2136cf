"""Write the budget book: every statement and every figure of a document, as static pages.

Reads the marts and the check tables, and computes nothing: what needs computing is a
mart. The templates stand in site/templates.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import duckdb
import jinja2
import minify_html

import pictures

TEMPLATES = Path(__file__).resolve().parent.parent / "site/templates"
Row = dict[str, Any]
Cell = tuple[str, str, str]  # line, business, stage
# Statements that have forms of their own, in the order of the forms, with their marts.
STATEMENTS = ("balance_sheet", "income_statement", "cash_plan")


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


def environment() -> jinja2.Environment:
    """Return the environment of the templates."""
    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["figure"] = figure
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

    lines = rows(
        connection, "select * from statement_lines where taxonomy_id = ? order by line_order", taxonomy
    )
    businesses = rows(
        connection, "select * from businesses where taxonomy_id = ? order by business_order", taxonomy
    )
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
    return {
        "document": document,
        "lines": {line["line_id"]: line for line in lines},
        "lines_of": group(lines, "statement"),
        "businesses": businesses,
        "total": next(row["business_id"] for row in businesses if row["is_total"]),
        "business_names": {row["business_id"]: row for row in businesses},
        "stages": stages,
        "stage_names": {row["stage"]: row for row in stages},
        "amounts": by_cell,
        "derived": derived,
        "unamended": {row["business_id"] for row in amounts} - amended if amended else set(),
        "prints": group(prints, "line_id", "business_id", "stage"),
        "print_at": {
            (row["table_id"], str(row["source_line"]), row["column_name"]): row for row in prints
        },
        "prose": group(prints, "table_id"),
        "tables": tables,
        "table_names": {row["table_id"]: row for row in tables},
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
        "reasons": of("amendment_reasons", "reason_order"),
        "changes": of("supplementary_changes", "line_order, business_order"),
        "summary": of("business_summary", "line_order, business_order"),
        "advances": of("advances_received", "line_order"),
        "obligations": of("debt_obligations", "line_order"),
        "findings": group(
            of("findings", "finding_id, explanation_ja, rule_id, stage, business_id"),
            "finding_id",
            "explanation_ja",
        ),
        "titled": rows(
            connection, "select * from pictures where taxonomy_id = ? order by picture_order", taxonomy
        ),
        "steps": group(of("picture_steps", "step_order, step_role"), "picture_id"),
        "units": {row["unit"]: row for row in rows(connection, "select * from units")},
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
    """List the data points of a line that are printed or computed, in order.

    Args:
        context: What `read_document` returns.
        line_id: The line.

    Returns:
        By business (empty for a quantity): line, business and stage.
    """
    businesses = ["", *(row["business_id"] for row in context["businesses"])]
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


def gather_checks(context: Row, line_id: str, bound: dict[str, int]) -> dict[Cell, list[Row]]:
    """Gather the checks of each amount of a line that say the same of the same figure.

    Args:
        context: What `read_document` returns, with `cells_of_line`.
        line_id: The line.
        bound: What `number_rules` returns.

    Returns:
        By data point: `check`, one of those gathered; `rules`, their numbers; and `of`,
        the data point that is checked, of which this one is a part, or None if it is this one.
    """
    gathered: dict[Cell, list[Row]] = {}
    for cell in (cell for cells in context["cells_of_line"][line_id].values() for cell in cells):
        alike: dict[Any, Row] = {}
        for check in context["members"].get(cell, []):
            of = None if check["cell"] == cell else check["cell"]
            key = (of, check["printed_amount"], check["expected_amount"], check["status"])
            entry = alike.setdefault(key, {"check": check, "rules": [], "of": of})
            if bound[check["rule_id"]] not in entry["rules"]:
                entry["rules"].append(bound[check["rule_id"]])
        gathered[cell] = list(alike.values())
    return gathered


def write_book(
    connection: duckdb.DuckDBPyConnection,
    document: Row,
    site: Path,
    downloads: list[Row],
    score: Row | None,
) -> list[Path]:
    """Write the pages of one document.

    Args:
        connection: The built database, opened read-only.
        document: Its row of `documents`.
        site: Folder of the site; the pages go into the folder of the document in it.
        downloads: What `downloads.write_downloads` returns.
        score: The mutation score of the document, when it has been measured.

    Returns:
        The pages written.
    """
    folder = site / document["document_id"]
    context = read_document(connection, document)
    context["cells_of_line"] = {
        line: cells for line in context["lines"] if (cells := line_cells(context, line))
    }
    context |= {"downloads": downloads, "score": score}
    context["statements"] = [name for name in STATEMENTS if name in context["lines_of"]]
    context["pictures"] = pictures.draw(context)
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

    write("index.html", "overview.html.j2", 0)
    for statement in context["statements"]:
        write(f"{statement}.html", "statement.html.j2", 0, statement=statement)
    for business in context["businesses"]:
        if not business["is_total"]:
            name = business["business_id"]
            write(f"businesses/{name}.html", "business.html.j2", 1, business=business)
    for name in ("businesses", "advances", "obligations", "findings", "checks", "verify", "tables"):
        write(f"{name}.html", f"{name}.html.j2", 0)
    for rule in context["rules"].values():
        own = context["checks_of"].get(rule["rule_id"], [])
        by_line = group((check for check in own if check["line_id"]), "line_id")
        name = f"checks/{rule['rule_id']}.html"
        write(name, "rule.html.j2", 1, rule=rule, own_checks=own, checks_of_lines=by_line)
    for table in context["tables"]:
        write(f"printed/{table['table_id']}.html", "printed.html.j2", 1, table=table)
    for line_id in context["cells_of_line"]:
        bound = number_rules(context, line_id)
        evidence = gather_checks(context, line_id, bound)
        line = context["lines"][line_id]
        write(f"lines/{line_id}.html", "line.html.j2", 1, line=line, bound=bound, evidence=evidence)
    navigation = templates.get_template("navigation.html.j2").render(context, page="")
    (folder / "nav.js").write_text(
        f"writeNavigation({json.dumps(minify_html.minify(navigation), ensure_ascii=False)});\n",
        encoding="utf-8",
    )
    (folder / "search.js").write_text(
        f"window.searchIndex = {json.dumps(search_index(context), ensure_ascii=False)};\n",
        encoding="utf-8",
    )
    return written


def search_index(context: Row) -> list[list[str]]:
    """List what the search finds: lines, businesses and printed tables.

    Args:
        context: What `write_book` gives to the templates.

    Returns:
        Label in Japanese, label in English, address, and where it belongs.
    """
    found = [
        [line["label_ja"], line["label_en"], f"lines/{name}.html", line["statement"].replace("_", " ")]
        for name, line in context["lines"].items()
        if name in context["cells_of_line"]
    ]
    found += [
        [row["name_ja"], row["name_en"], f"businesses/{row['business_id']}.html", "business"]
        for row in context["businesses"]
        if not row["is_total"]
    ]
    found += [
        [row["title_ja"], row["title_en"], f"printed/{row['table_id']}.html", row["form"] or "table"]
        for row in context["tables"]
    ]
    return found
