"""Write the documents of the database as XBRL: a taxonomy package and a report (xBRL-CSV) each.

Every printed amount is a fact, and so is every amount that the document implies without
printing it; each says which. xBRL-CSV 1.0: https://www.xbrl.org/Specification/xbrl-csv/REC-2021-10-13/
"""

from __future__ import annotations

import csv
import json
import sys
from collections import defaultdict
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
from xbrl_taxonomy import write_package
from xbrl_xml import BASE, REPEATED, Rule, Taxonomy

PLACES = ("statement", "business", "stage")  # where a sum may be said to hold
YEN = 1000  # yen in the thousand yen of the database
TAXONOMY = "taxonomy.zip"
REPORT = "report.json"
COLUMNS = ["id", "line", "business", "stage", "period", "decimals", "yen"]
PLACE = ["figure_as_printed", "table_id", "source_line"]  # for people: where a figure stands

TAXONOMIES = """
    select taxonomy_id, any_value(agency_ja) as agency_ja, any_value(agency_en) as agency_en
    from documents group by taxonomy_id order by taxonomy_id
"""
STATEMENTS = """
    select statement, label_ja, label_en, period_kind from statements
    where taxonomy_id = ? order by statement_order
"""
LINES = """
    select line_id, statement, depth, line_kind, label_ja, label_en from statement_lines
    where taxonomy_id = ? and line_kind <> 'quantity' order by line_order
"""
BUSINESSES = "select business_id, name_ja, name_en from businesses where taxonomy_id = ? order by business_order"
# The stages that its documents have; what they call one, where they agree, else what it is.
STAGES = """
    select
        stage,
        if(count(distinct own.label_ja) = 1, any_value(own.label_ja), any_value(stages.label_ja)) as label_ja,
        if(count(distinct own.label_en) = 1, any_value(own.label_en), any_value(stages.label_en)) as label_en
    from document_stages as own
    inner join documents using (document_id)
    inner join stages using (stage)
    where taxonomy_id = ?
    group by stage
    order by any_value(stages.stage_order)
"""
HALF_UNITS = """
    select distinct half_unit_thousand_yen from units
    where thousand_yen is not null and half_unit_thousand_yen > 0 order by all
"""
ARCS = """
    select
        arcs.rule_id, axis, parent, child, weight, rules.label_ja, rules.label_en, rounds_parts,
        coalesce(applies_to_statement, '') as applies_to_statement,
        coalesce(applies_to_business, '') as applies_to_business,
        coalesce(applies_to_stage, '') as applies_to_stage
    from calculation_arcs as arcs
    inner join calculation_rules as rules using (taxonomy_id, rule_id)
    where taxonomy_id = ?
    order by all
"""
# A known difference stands where the total of its sum does.
DIFFERENCES = """
    select document_id, taxonomy_id, rule_id, line_id, business_id, stage, difference_thousand_yen
    from known_differences inner join documents using (document_id)
    where taxonomy_id = ? order by all
"""
# The first print of a data point carries it; the others repeat it, each from its place.
PRINTED = """
    select
        figures.figure_id, figures.line_id, figures.business_id, figures.stage,
        figures.amount * units.thousand_yen as amount_thousand_yen,
        units.half_unit_thousand_yen as half_unit_thousand_yen,
        points.table_id is null as is_repeated,
        figures.figure_as_printed, figures.table_id, figures.source_line
    from printed_figures as figures
    inner join units on figures.unit = units.unit and units.thousand_yen is not null
    left join data_points as points using (document_id, table_id, row_no, column_no, line_id, business_id, stage)
    where figures.document_id = ? and figures.business_id is not null and figures.stage is not null
    order by figures.table_order, figures.row_no, figures.column_no, figures.figure_id
"""
# What is computed where nothing is printed, and what else a check weighs: a line that
# belongs to one business is its own total, and nothing elsewhere.
IMPLIED = """
    with weighed as (
        select
            terms.check_no,
            terms.member_line_id as line_id,
            terms.member_business_id as business_id,
            terms.member_stage as stage,
            cast(sum(terms.weight * figures.amount) / any_value(terms.member_weight) as bigint)
                as amount_thousand_yen,
            cast(sum(abs(terms.weight / terms.member_weight) * units.half_unit_thousand_yen / units.thousand_yen)
                as bigint) as half_unit_thousand_yen
        from int_documents
        inner join terms on int_documents.template_id = terms.template_id
        inner join printed_figures as figures
            on int_documents.document_id = figures.document_id and terms.figure_id = figures.figure_id
        inner join units on figures.unit = units.unit and units.thousand_yen is not null
        where int_documents.document_id = $document and terms.axis in ('line', 'business', 'stage')
        group by all
    ),
    cells as (
        select line_id, business_id, stage, amount_thousand_yen, 0 as half_unit_thousand_yen
        from statement_amounts
        where document_id = $document and is_derived
        union all by name
        select distinct line_id, business_id, stage, amount_thousand_yen, half_unit_thousand_yen
        from weighed
    )
    select
        line_id, business_id, stage,
        any_value(amount_thousand_yen) as amount_thousand_yen,
        min(half_unit_thousand_yen) as half_unit_thousand_yen
    from cells
    anti join data_points on
        data_points.document_id = $document
        and cells.line_id = data_points.line_id
        and cells.business_id = data_points.business_id
        and cells.stage = data_points.stage
    where business_id <> '' and stage <> ''
    group by line_id, business_id, stage
    order by all
"""


def rows_of(
    connection: duckdb.DuckDBPyConnection, query: str, parameters: object
) -> list[dict[str, Any]]:
    """The rows of a query as dictionaries."""
    cursor = connection.execute(query, parameters)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def decimals_of(half_unit_thousand_yen: int) -> str:
    """The `decimals` of a fact: how far to the left of the point its last exact digit stands.

    Args:
        half_unit_thousand_yen: Half a unit of its last digit in thousand yen; 0 when it is exact.

    Returns:
        `#none`, or a negative number. What no power of ten says is said to be rougher.
    """
    if half_unit_thousand_yen == 0:
        return "#none"
    unit = Decimal(2 * half_unit_thousand_yen * YEN)
    return str(-(unit - 1).adjusted() - 1)


def difference_name(rule_id: str, parent: str) -> str:
    """The name of what a total is known to differ by; no id of the vocabulary begins like it."""
    return f"Difference.{rule_id}.{parent}"


def read_rules(
    connection: duckdb.DuckDBPyConnection, taxonomy_id: str, members: dict[str, set[str]]
) -> list[Rule]:
    """Read the sums of a taxonomy whose members are amounts.

    Args:
        connection: The built database.
        taxonomy_id: The taxonomy.
        members: What a sum may weigh or be limited to, by axis and for statements.

    Returns:
        One rule for each total, and place where it holds.
    """
    coordinate = {"line": "line_id", "business": "business_id", "stage": "stage"}
    sums: dict[tuple[str, ...], list[dict[str, Any]]] = defaultdict(list)
    for row in rows_of(connection, ARCS, [taxonomy_id]):
        places = (row["applies_to_statement"], row["applies_to_business"], row["applies_to_stage"])
        sums[(row["rule_id"], row["axis"], row["parent"], *places)].append(row)
    known = rows_of(connection, DIFFERENCES, [taxonomy_id])
    rules = []
    for (rule_id, axis, parent, *places), arcs in sums.items():
        named = {axis: {parent, *(arc["child"] for arc in arcs)}}
        named |= {place: {value} for place, value in zip(PLACES, places, strict=True) if value and place != axis}
        if any(not members[each].issuperset(values) for each, values in named.items()):
            continue  # of quantities that are not yen, or of a stage that no document has
        differs = any(row["rule_id"] == rule_id and row[coordinate[axis]] == parent for row in known)
        rules.append(Rule(
            rule_id, axis, parent, arcs[0]["label_ja"], arcs[0]["label_en"], arcs[0]["rounds_parts"],
            *places, tuple((arc["child"], arc["weight"]) for arc in arcs),
            difference_name(rule_id, parent) if differs else None,
        ))
    return rules


def read_taxonomy(connection: duckdb.DuckDBPyConnection, taxonomy_id: str, ja: str, en: str) -> Taxonomy:
    """Read a taxonomy.

    Args:
        connection: The built database.
        taxonomy_id: Which.
        ja: The agency whose statements it is of, in Japanese.
        en: The same in English.

    Returns:
        The taxonomy.
    """

    def keyed(query: str) -> dict[str, dict[str, Any]]:
        found = rows_of(connection, query, [taxonomy_id])
        return {next(iter(row.values())): row for row in found}

    lines, businesses, stages = keyed(LINES), keyed(BUSINESSES), keyed(STAGES)
    used = {row["statement"] for row in lines.values()}
    halves = [int(half) for (half,) in connection.execute(HALF_UNITS).fetchall()]
    statements = {statement: row for statement, row in keyed(STATEMENTS).items() if statement in used}
    return Taxonomy(
        taxonomy_id, f"{ja}の予算の様式", f"The budget statements of {en}",
        statements,
        lines, businesses, stages,
        {int(decimals_of(half)): half * YEN for half in halves},
        read_rules(connection, taxonomy_id, {
            "line": set(lines), "business": set(businesses), "stage": set(stages),
            "statement": set(statements),
        }),
    )


def period_of(taxonomy: Taxonomy, line: str, document: dict[str, Any]) -> str:
    """The period of a fact, as xBRL-CSV abbreviates it: the end of a day, or a range of days."""
    if taxonomy.period_kind(line) == "instant":
        return f"{document['balance_date'] or document['period_end']}@end"
    return f"{document['period_start']}..{document['period_end']}"


def known_differences(
    connection: duckdb.DuckDBPyConnection, taxonomy: Taxonomy, document: dict[str, Any]
) -> list[dict[str, Any]]:
    """The facts of what a document is known not to add up by, each where its total stands."""
    facts = []
    coordinate = {"line": "line_id", "business": "business_id", "stage": "stage"}
    for row in rows_of(connection, DIFFERENCES, [taxonomy.taxonomy_id]):
        if row["document_id"] != document["document_id"]:
            continue
        rule = next(
            (rule for rule in taxonomy.rules if rule.rule_id == row["rule_id"] and rule.difference
             and row[coordinate[rule.axis]] == rule.parent), None,
        )
        if rule is None:
            continue  # a rule about quantities
        fact = row | {"period": period_of(taxonomy, row["line_id"], document)}
        facts.append(fact | {coordinate[rule.axis]: rule.difference, "half_unit_thousand_yen": 0,
                             "amount_thousand_yen": row["difference_thousand_yen"]})
    return facts


def metadata(taxonomy: Taxonomy, agency: str, tables: dict[str, list[str]]) -> dict[str, Any]:
    """What an xBRL-CSV report says of its CSV files.

    Args:
        taxonomy: The taxonomy of its facts.
        agency: Whose report it is; blanks become _.
        tables: For each file, without `.csv`, its columns that are for people only.

    Returns:
        The content of `report.json`.
    """
    spaces = taxonomy.spaces()
    fact = {
        "dimensions": {
            "concept": "$line",
            "period": "$period",
            "entity": f"agency:{'_'.join(agency.split())}",
            "unit": "iso4217:JPY",
            "business:Axis": "$business",
            "stage:Axis": "$stage",
        },
        "decimals": "$decimals",
    }
    asked = {name: {} for name in COLUMNS[:-1]} | {COLUMNS[-1]: fact}
    return {
        "documentInfo": {
            "documentType": "https://xbrl.org/2021/xbrl-csv",
            "namespaces": {
                **{prefix: spaces[prefix] for prefix in ("line", "business", "stage")},
                "agency": f"{BASE}/agencies",
                "iso4217": "http://www.xbrl.org/2003/iso4217",
            },
            "taxonomy": [f"{taxonomy.base}/taxonomy.xsd"],
        },
        "tableTemplates": {
            name: {"rowIdColumn": "id", "columns": asked | {column: {"comment": True} for column in commented}}
            for name, commented in tables.items()
        },
        "tables": {name: {"url": f"{name}.csv"} for name in tables},
    }


def write_report(
    connection: duckdb.DuckDBPyConnection, taxonomy: Taxonomy, document: dict[str, Any], folder: Path
) -> None:
    """Write a document as a report: its metadata, and a CSV file for each kind of fact.

    Args:
        connection: The built database.
        taxonomy: Its taxonomy.
        document: Its row of `documents`.
        folder: Where `report.json` and the CSV files go.
    """
    printed = rows_of(connection, PRINTED, [document["document_id"]])
    tables = {
        "figures": [row for row in printed if not row["is_repeated"]],
        REPEATED: [row for row in printed if row["is_repeated"]],
        "implied": rows_of(connection, IMPLIED, {"document": document["document_id"]}),
        "differences": known_differences(connection, taxonomy, document),
    }
    commented = {name: PLACE if name in ("figures", REPEATED) else [] for name in tables}
    for name, rows in tables.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow([*COLUMNS, *commented[name]])
            for number, row in enumerate(rows, start=1):
                writer.writerow([
                    row.get("figure_id", f"{name}-{number}").replace(":", "-"),
                    f"line:{row['line_id']}",
                    f"business:{row['business_id']}",
                    f"stage:{row['stage']}",
                    row.get("period") or period_of(taxonomy, row["line_id"], document),
                    decimals_of(int(row["half_unit_thousand_yen"])),
                    row["amount_thousand_yen"] * YEN,
                    *(row[column] for column in commented[name]),
                ])
    text = json.dumps(metadata(taxonomy, document["agency_ja"], commented), ensure_ascii=False, indent=1)
    (folder / REPORT).write_text(text + "\n", encoding="utf-8")


def write_xbrl(connection: duckdb.DuckDBPyConnection, folder: Path) -> dict[str, list[str]]:
    """Write all documents, each beside a copy of its taxonomy.

    Args:
        connection: The built database.
        folder: Holds a folder for each document afterwards.

    Returns:
        The files of each document, as paths below the folder.

    Raises:
        xbrl_taxonomy.TaxonomyError: An id of the vocabulary is no name in XBRL.
    """
    written = {}
    for agency in rows_of(connection, TAXONOMIES, []):
        taxonomy = read_taxonomy(connection, agency["taxonomy_id"], agency["agency_ja"], agency["agency_en"])
        documents = rows_of(
            connection, "select * from documents where taxonomy_id = ? order by document_id", [taxonomy.taxonomy_id]
        )
        for document in documents:
            own = folder / document["document_id"]
            own.mkdir(parents=True)
            write_package(taxonomy, own / TAXONOMY)
            write_report(connection, taxonomy, document, own)
            written[document["document_id"]] = sorted(
                str(path.relative_to(folder)) for path in own.iterdir()
            )
    return written


def main() -> int:
    """Write the documents of a database, from the command line."""
    database, folder = map(Path, sys.argv[1:3])
    with duckdb.connect(str(database), read_only=True) as connection:
        for files in write_xbrl(connection, folder).values():
            print(*(folder / file for file in files), sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
