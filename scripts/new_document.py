"""Begin a new document: its folder of empty tables, its rows in the vocabulary, its entry.

Writes data only. With --from it takes taxonomy, tables, columns and row labels from a
document that is already there, as the next amendment of the same agency needs them.
What is left blank makes the build red until it is filled in. docs/new-document.md tells
what each file is for.
"""

from __future__ import annotations

import argparse
import csv
import io
import re
import sys
from dataclasses import dataclass, field
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
NAME = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
# The tables of a document that takes nothing from another: one for each statement that
# the marts show. Each names the file, what it is called, and its figure columns by stage.
FORMS = {
    "balance_sheet": ("予定貸借対照表", "Planned balance sheet"),
    "income_statement": ("予定損益計算書", "Planned income statement"),
    "cash_plan": ("資金計画", "Cash plan"),
}
STAGES = {"original": "当初予定額", "adjustment": "補正額", "revised": "補正後予定額"}
TOTAL = "total"
# What a document says of itself and nobody else can: blank until it is filled in.
TO_FILL_IN = ("title_ja", "title_en", "fiscal_year", "period_start", "period_end", "balance_date")


class Refused(Exception):
    """The document cannot be begun; the message says why, in Japanese and English."""


@dataclass
class Plan:
    """What will be written, decided before anything is.

    Attributes:
        created: Text by path of the files that do not exist yet.
        appended: Rows, by path of the seed that they join.
        entry: Lines of the document's entry in `vars: documents:`.
    """

    created: dict[Path, str] = field(default_factory=dict)
    appended: dict[Path, list[dict[str, str]]] = field(default_factory=dict)
    entry: list[str] = field(default_factory=list)


def read_rows(path: Path) -> list[dict[str, str]]:
    """Read a seed.

    Args:
        path: CSV file in UTF-8 with a header row.

    Returns:
        One dictionary per row, every value as text.
    """
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write_rows(columns: list[str], rows: list[dict[str, str]], header: bool = True) -> str:
    """Write rows as CSV, a column that a row does not have left blank."""
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, restval="", lineterminator="\n")
    if header:
        writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def vocabulary(project: Path, name: str) -> Path:
    """Path of a seed of the vocabulary or of the rules."""
    rooms = [project / "seeds" / room / f"{name}.csv" for room in ("vocabulary", "rules")]
    return next(path for path in rooms if path.exists())


def of_document(project: Path, name: str, document: str) -> list[dict[str, str]]:
    """Rows of a seed that belong to a document."""
    return [row for row in read_rows(vocabulary(project, name)) if row["document_id"] == document]


def check(project: Path, document: str, source: str | None) -> None:
    """Refuse what would not be a new document.

    Args:
        project: Folder of the project.
        document: Id of the new document.
        source: Id of the document to take the tables from, if any.

    Raises:
        Refused: The id is not snake_case, is taken, or the source is unknown.
    """
    if not NAME.fullmatch(document):
        raise Refused(
            f"文書の名前「{document}」は使えません。小文字の英数字を _ でつないでください"
            f"(例 fy2022_amendment) / {document!r} is no name for a document: "
            "use lower-case letters and digits joined by _ (fy2022_amendment)"
        )
    known = [row["document_id"] for row in read_rows(vocabulary(project, "documents"))]
    folder = project / "seeds" / document
    listed = f"    {document}:\n" in (project / "dbt_project.yml").read_text("utf-8")
    if document in known or folder.exists() or listed:
        raise Refused(
            f"文書 {document} は既にあります。何も書きませんでした / "
            f"the document {document} is already there; nothing was written"
        )
    if source is not None and source not in known:
        names = ", ".join(known)
        raise Refused(
            f"FROM の文書 {source} がありません。あるのは {names} / "
            f"there is no document {source} to take the tables from; there are: {names}"
        )


def plan_from(project: Path, document: str, source: str) -> Plan:
    """Plan a document with the taxonomy and the forms of another.

    Args:
        project: Folder of the project.
        document: Id of the new document.
        source: Id of the document that it follows.

    Returns:
        The plan: tables with their row labels and no figures.
    """
    plan = Plan()
    (told,) = of_document(project, "documents", source)
    begun = told | dict.fromkeys(TO_FILL_IN, "")
    begun |= {"document_id": document, "previous_document_id": source}
    plan.appended[vocabulary(project, "documents")] = [begun]
    tables = of_document(project, "printed_tables", source)
    for table in tables:
        path = project / f"seeds/{source}/{source}__{table['table_id']}.csv"
        rows = read_rows(path)
        columns = list(rows[0]) if rows else path.read_text("utf-8").strip().split(",")
        labels = [{"label": row["label"]} for row in rows]
        add_table(plan, project, document, table, columns, labels)
    blank = {"first_line": "", "last_line": "", "header_lines": ""}
    plan.appended[vocabulary(project, "printed_tables")] = [
        table | blank | {"document_id": document} for table in tables
    ]
    for name in ("printed_columns", "undetermined_signs", "unbound_reasons"):
        plan.appended[vocabulary(project, name)] = [
            row | {"document_id": document} for row in of_document(project, name, source)
        ]
    plan.appended[vocabulary(project, "control_totals")] = [
        {"document_id": document, "table_id": row["table_id"], "unit": row["unit"]}
        for row in of_document(project, "control_totals", source)
    ]
    prose = [table["table_id"] for table in tables if table["layout"] == "prose"]
    add_entry(plan, document, [table["table_id"] for table in tables], prose)
    return plan


def plan_new(project: Path, document: str) -> Plan:
    """Plan a document of an agency whose businesses and lines are not known yet.

    Args:
        project: Folder of the project.
        document: Id of the new document, which names its taxonomy too.

    Returns:
        The plan: one empty table for each statement, with the three stages of the total.
    """
    plan = Plan()
    plan.appended[vocabulary(project, "documents")] = [
        {"document_id": document, "taxonomy_id": document}
    ]
    tables, columns = [], []
    for order, (statement, (title_ja, title_en)) in enumerate(FORMS.items(), start=1):
        table = {
            "document_id": document, "table_id": statement, "table_order": str(order),
            "statement": statement, "layout": "form", "unit": "thousand_yen",
            "title_ja": title_ja, "title_en": title_en, "row_count": "0",
        }
        tables.append(table)
        add_table(plan, project, document, table, ["source_line", "label", *STAGES], [])
        columns += [
            {
                "document_id": document, "table_id": statement, "column_no": str(number),
                "column_name": stage, "column_kind": "figure", "unit": "thousand_yen",
                "business_id": TOTAL, "stage": stage, "header_as_extracted": header,
                "header_reading": header, "reading_certainty": "certain",
            }
            for number, (stage, header) in enumerate(STAGES.items(), start=1)
        ]
    plan.appended[vocabulary(project, "printed_tables")] = tables
    plan.appended[vocabulary(project, "printed_columns")] = columns
    plan.appended[vocabulary(project, "businesses")] = [
        {
            "taxonomy_id": document, "business_id": TOTAL, "business_order": "1",
            "is_total": "true", "name_ja": "合計", "name_en": "Total",
        }
    ]
    # The rules that need no arcs are those of any chart of lines.
    with_arcs = {row["rule_id"] for row in read_rows(vocabulary(project, "calculation_arcs"))}
    rules = {row["rule_id"]: row for row in read_rows(vocabulary(project, "calculation_rules"))}
    plan.appended[vocabulary(project, "calculation_rules")] = [
        row | {"taxonomy_id": document} for name, row in rules.items() if name not in with_arcs
    ] + [
        {
            "taxonomy_id": document, "rule_id": "revised_equals_original_and_adjustment",
            "family": "stage_sum", "role": "check", "rounds_parts": "false",
            "label_ja": "補正後予定額 = 当初予定額 + 補正額",
            "label_en": "Revised budget = original budget + supplementary amount",
            "basis_ja": "表の三つの欄", "basis_en": "the three columns of the forms",
        }
    ]
    plan.appended[vocabulary(project, "calculation_arcs")] = [
        {
            "taxonomy_id": document, "rule_id": "revised_equals_original_and_adjustment",
            "axis": "stage", "parent": "revised", "child": stage, "weight": "1",
            "applies_to_statement": statement,
        }
        for statement in FORMS
        for stage in ("original", "adjustment")
    ]
    plan.appended[vocabulary(project, "control_totals")] = [
        {"document_id": document, "table_id": statement, "unit": "thousand_yen"}
        for statement in FORMS
    ]
    add_entry(plan, document, list(FORMS), [])
    return plan


def add_table(
    plan: Plan,
    project: Path,
    document: str,
    table: dict[str, str],
    columns: list[str],
    rows: list[dict[str, str]],
) -> None:
    """Add an empty table and its description to a plan.

    Args:
        plan: The plan.
        project: Folder of the project.
        document: Id of the new document.
        table: Row of `printed_tables`.
        columns: Header of the file.
        rows: Row labels, where they are known.
    """
    folder = project / "seeds" / document
    name = f"{document}__{table['table_id']}"
    plan.created[folder / f"{name}.csv"] = write_rows(columns, rows)
    description = folder / f"_{document}__seeds.yml"
    text = plan.created.get(description, "version: 2\n\nseeds:\n")
    title = f"{table['title_ja']} ({table['title_en']})".replace('"', "'")
    grain = "amount or quantity in the prose" if table["layout"] == "prose" else "printed row"
    text += (
        f"  - name: {name}\n"
        f'    description: "One row per {grain}. {title}."\n'
        "    config:\n      column_types:\n"
    )
    plan.created[description] = text + "".join(f"        {column}: varchar\n" for column in columns)


def add_entry(plan: Plan, document: str, tables: list[str], prose: list[str]) -> None:
    """Add the entry of `vars: documents:` to a plan, the prose apart from the tables."""
    plan.entry = [f"    {document}:"]
    if prose:
        plan.entry.append(f"      prose: [{', '.join(prose)}]")
    plan.entry.append("      tables:")
    plan.entry += [f"        - {table}" for table in tables if table not in prose]


def with_entry(settings: str, entry: list[str]) -> str:
    """Put an entry behind the last document of `vars: documents:`.

    Args:
        settings: Text of dbt_project.yml, whose comments are kept.
        entry: Lines of the entry.

    Returns:
        The text with the entry.

    Raises:
        Refused: There is no `documents:` to add to.
    """
    lines = settings.splitlines()
    if "  documents:" not in lines:
        raise Refused(
            "dbt_project.yml に vars: documents: がありません / "
            "dbt_project.yml has no vars: documents: to add to"
        )
    end = lines.index("  documents:") + 1
    while end < len(lines) and (lines[end].startswith("    ") or not lines[end].strip()):
        end += 1
    return "\n".join([*lines[:end], *entry, *lines[end:]]) + "\n"


def carry_out(project: Path, plan: Plan) -> None:
    """Write a plan. Files are created or grow; none is overwritten.

    Args:
        project: Folder of the project.
        plan: The plan.
    """
    settings = project / "dbt_project.yml"
    text = with_entry(settings.read_text("utf-8"), plan.entry)
    for path, content in plan.created.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="") as file:
            file.write(content)
    for path, rows in plan.appended.items():
        before = path.read_text("utf-8")
        columns = next(csv.reader([before.splitlines()[0]]))
        ending = "" if before.endswith("\n") else "\n"
        with path.open("a", encoding="utf-8", newline="") as file:
            file.write(ending + write_rows(columns, rows, header=False))
    settings.write_text(text, "utf-8")


def main(arguments: list[str] | None = None) -> int:
    """Begin a document and say what to fill in.

    Args:
        arguments: Command line; None takes that of the process.

    Returns:
        Exit status: 0 begun, 2 refused, and then nothing is written.
    """
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("document", help="id of the new document, such as fy2022_amendment")
    parser.add_argument("--from", dest="source", help="id of a document with the same forms")
    parser.add_argument("--project", type=Path, default=PROJECT, help="folder of the project")
    options = parser.parse_args(arguments)
    source = options.source or None
    try:
        check(options.project, options.document, source)
        plan = (
            plan_from(options.project, options.document, source)
            if source
            else plan_new(options.project, options.document)
        )
        carry_out(options.project, plan)
    except Refused as refusal:
        print(refusal, file=sys.stderr)
        return 2
    print(f"seeds/{options.document}/ を作り、次に行を加えました。空欄を埋めてください / "
          f"seeds/{options.document}/ is made; rows were added to these, fill in the blanks:")
    for path in [*plan.appended, options.project / "dbt_project.yml"]:
        print(f"  {path.relative_to(options.project)}")
    print("手順 / step by step: docs/new-document.md")
    return 0


if __name__ == "__main__":
    sys.exit(main())
