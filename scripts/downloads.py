"""Write what the site offers for download: each table as CSV and Parquet, the database,
a Fiscal Data Package that describes them, and each document as XBRL.
"""

from __future__ import annotations

import json
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import fiscal_package
import xbrl

# What a table of the package may refer to: by these columns, when it has them all.
KEYS = {
    "documents": ["document_id"],
    "printed_tables": ["document_id", "table_id"],
    "check_results": ["check_id"],
}
# Types of DuckDB to those of Table Schema.
TYPES = {"BIGINT": "integer", "INTEGER": "integer", "BOOLEAN": "boolean", "DATE": "date"}
TABLES = """
    select table_name as name, comment from duckdb_tables() where comment is not null
    union all
    select view_name as name, comment from duckdb_views() where comment is not null
    order by name
"""
COLUMNS = """
    select column_name, data_type, is_nullable, coalesce(comment, '') as comment
    from duckdb_columns()
    where table_name = ?
    order by column_index
"""
PRIMARY_KEY = """
    select constraint_column_names from duckdb_constraints()
    where table_name = ? and constraint_type = 'PRIMARY KEY'
"""


def write_downloads(
    connection: duckdb.DuckDBPyConnection, database: Path, folder: Path, documents: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    """Write the downloads.

    Args:
        connection: The built database, opened read-only.
        database: Its file.
        folder: Folder to write to.
        documents: Rows of `documents`.

    Returns:
        One dictionary per table: `name` and `comment`, what one row is.
    """
    folder.mkdir(parents=True)
    tables = [
        {"name": name, "comment": comment} for name, comment in connection.execute(TABLES).fetchall()
    ]
    names = {table["name"] for table in tables}
    queries = {fiscal_package.NAME: fiscal_package.QUERY}
    for table in tables:
        order = connection.execute(PRIMARY_KEY, [table["name"]]).fetchone()
        ordered = f"select * from {table['name']} order by {', '.join(order[0]) if order else 'all'}"
        queries[table["name"]] = ordered
    for name, query in queries.items():
        for suffix, options in (("csv", "header"), ("parquet", "format parquet, compression zstd")):
            connection.execute(f"copy ({query}) to '{folder}/{name}.{suffix}' ({options})")
    xbrl.write_xbrl(connection, folder / "xbrl")
    shutil.copy(database, folder / "budget.duckdb")
    built = datetime.fromtimestamp(database.stat().st_mtime, UTC).replace(microsecond=0).isoformat()
    package = {
        # The JSON schema of the Fiscal Data Package asks for this name, and for `model`.
        "profile": "tabular-data-package",
        "name": "verified-budget",
        "title": "Verified budget: " + "; ".join(row["title_en"] for row in documents),
        "description": "Every printed figure of the documents, the statements computed from leaf lines, "
        "and each check with both sides. Amounts named _thousand_yen are integers in thousand yen; "
        "negative where the document prints △.",
        "sources": sources(connection, documents),
        "created": built,
        # How each figure came here.
        "provenance": "Each figure is transcribed as it is printed, and names its table and source line "
        "(printed_figures); is_sign_restored marks a minus mark that the source text had lost. The checks that "
        "bind it are in figure_checks, what each of them found in check_results.",
        # The code and this arrangement of it; the figures are facts, and the publisher's.
        "licenses": [{"name": "MIT", "title": "MIT License", "path": "https://opensource.org/license/mit"}],
        "countryCode": "JP",
        "fiscalPeriod": fiscal_package.fiscal_period(documents),
        "model": fiscal_package.model(),
        "resources": [
            fiscal_package.resource(), *(resource(connection, table, names) for table in tables)
        ],
    }
    text = json.dumps(package, ensure_ascii=False, indent=1) + "\n"
    (folder / "datapackage.json").write_text(text, encoding="utf-8")
    return [{"name": fiscal_package.NAME, "comment": fiscal_package.DESCRIPTION}, *tables]


def sources(
    connection: duckdb.DuckDBPyConnection, documents: list[dict[str, Any]]
) -> list[dict[str, str]]:
    """Where the documents were published: title, and address and date as far as they are known.

    Args:
        connection: The built database.
        documents: Rows of `documents`.

    Returns:
        The `sources` of a data package.
    """
    known = {}
    if connection.execute("from duckdb_tables() where table_name = 'document_sources'").fetchone():
        rows = connection.execute("select document_id, address, published_on from document_sources").fetchall()
        known = {document: (address, published) for document, address, published in rows}
    found = []
    for row in documents:
        source = {"title": f"{row['agency_ja']} {row['title_ja']}、{row['publisher']}"}
        address, published = known.get(row["document_id"], (None, None))
        if address:
            source["path"] = address
        if published:
            source["date"] = str(published)
        found.append(source)
    return found


def is_never_null(connection: duckdb.DuckDBPyConnection, table: str, columns: list[str]) -> bool:
    """Whether no row of a table lacks any of these columns."""
    lacking = " or ".join(f"{column} is null" for column in columns)
    return connection.execute(f"select count(*) = 0 from {table} where {lacking}").fetchone() == (True,)


def resource(
    connection: duckdb.DuckDBPyConnection, table: dict[str, Any], names: set[str]
) -> dict[str, Any]:
    """Describe one table of the package.

    Args:
        connection: The built database.
        table: Its `name` and `comment`.
        names: All tables of the package.

    Returns:
        A tabular data resource.
    """
    columns = connection.execute(COLUMNS, [table["name"]]).fetchall()
    key = connection.execute(PRIMARY_KEY, [table["name"]]).fetchone()
    fields = []
    for name, data_type, is_nullable, comment in columns:
        field: dict[str, Any] = {
            "name": name,
            "type": TYPES.get(data_type, "string"),
            "description": comment,
        }
        if name.endswith("_thousand_yen"):
            field["unit"] = "thousand yen"
        # In CSV, an empty text (a quantity has no business) cannot be told from none.
        is_filled = f"select count(*) = 0 from {table['name']} where cast({name} as varchar) = ''"
        if not is_nullable and connection.execute(is_filled).fetchone() == (True,):
            field["constraints"] = {"required": True}
        fields.append(field)
    own = {field["name"] for field in fields}
    schema: dict[str, Any] = {"fields": fields}
    if key:
        schema["primaryKey"] = list(key[0])
    references = [
        {"fields": columns, "reference": {"resource": other, "fields": columns}}
        for other, columns in KEYS.items()
        if other in names and other != table["name"] and own.issuperset(columns)
        and is_never_null(connection, table["name"], columns)
    ]
    if references:
        schema["foreignKeys"] = references
    return {
        "name": table["name"],
        "path": f"{table['name']}.csv",
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "description": table["comment"],
        "schema": schema,
    }
