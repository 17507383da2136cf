"""Begin a document that has the forms of another: its folder of empty tables, and its rows.

Writes data only: taxonomy, tables, columns and row labels are those of a document that is
already there, as the next amendment of the same body needs them. What is left blank makes
the build red until it is filled in. docs/new-document.md tells what each file is for.
"""

from __future__ import annotations

import argparse
import csv
import io
import re
import sys
from dataclasses import dataclass, field
from pathlib import Path

from check_inputs import refuse_inputs
from declare import declare, read_rows

PROJECT = Path(__file__).resolve().parents[1]
# As long as the name of a table of it may still be a name.
NAME = re.compile(r"(?=.{1,60}$)[a-z][a-z0-9]*(_[a-z0-9]+)*")
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
    """

    created: dict[Path, str] = field(default_factory=dict)
    appended: dict[Path, list[dict[str, str]]] = field(default_factory=dict)


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


def check(project: Path, document: str, source: str) -> None:
    """Refuse what would not be a new document.

    Args:
        project: Folder of the project.
        document: Id of the new document.
        source: Id of the document to take the tables from.

    Raises:
        Refused: The id is not snake_case, is taken, or the source is unknown.
    """
    if not NAME.fullmatch(document):
        raise Refused(
            f"文書の名前「{document}」は使えません。小文字の英数字を _ で60字までにつないでください"
            f"(例 fy2022_amendment) / {document!r} is no name for a document: "
            "use lower-case letters and digits joined by _, 60 at most (fy2022_amendment)"
        )
    known = [row["document_id"] for row in read_rows(vocabulary(project, "documents"))]
    if document in known or (project / "seeds" / document).exists():
        raise Refused(
            f"文書 {document} は既にあります。何も書きませんでした / "
            f"the document {document} is already there; nothing was written"
        )
    if known.count(source) > 1:
        raise Refused(f"seeds/vocabulary/documents.csv: 文書 {source} が二度ある / the document {source} stands twice")
    if source not in known:
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
    if not tables:
        raise LookupError(f"printed_tables.csv: {source}")
    for table in tables:
        path = project / f"seeds/{source}/{source}__{table['table_id']}.csv"
        rows = read_rows(path)
        columns = list(rows[0]) if rows else path.read_text("utf-8").strip().split(",")
        labels = [{"label": row["label"]} for row in rows]
        name = f"{document}__{table['table_id']}.csv"
        plan.created[project / "seeds" / document / name] = write_rows(columns, labels)
    blank = {"first_line": "", "last_line": "", "header_lines": ""}
    plan.appended[vocabulary(project, "printed_tables")] = [
        table | blank | {"document_id": document} for table in tables
    ]
    for name in ("printed_columns", "stage_labels", "undetermined_signs", "unbound_reasons"):
        plan.appended[vocabulary(project, name)] = [
            row | {"document_id": document} for row in of_document(project, name, source)
        ]
    plan.appended[vocabulary(project, "control_totals")] = [
        {"document_id": document, "table_id": row["table_id"], "unit": row["unit"]}
        for row in of_document(project, "control_totals", source)
    ]
    return plan


def carry_out(project: Path, plan: Plan) -> None:
    """Write a plan. Files are created or grow; none is overwritten.

    Args:
        project: Folder of the project.
        plan: The plan.
    """
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
    declare(project)


def main(arguments: list[str] | None = None) -> int:
    """Begin a document and say what to fill in.

    Args:
        arguments: Command line; None takes that of the process.

    Returns:
        Exit status: 0 begun, 2 refused, and then nothing is written.
    """
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("document", help="id of the new document, such as fy2022_amendment")
    parser.add_argument("--from", dest="source", required=True, help="id of a document with the same forms")
    parser.add_argument("--project", type=Path, default=PROJECT, help="folder of the project")
    options = parser.parse_args(arguments)
    try:
        check(options.project, options.document, options.source)
        plan = plan_from(options.project, options.document, options.source)
        carry_out(options.project, plan)
    except Refused as refusal:
        print(refusal, file=sys.stderr)
        return 2
    except (OSError, ValueError, LookupError, StopIteration, csv.Error):
        # A seed cannot be read: which, and where.
        if not refuse_inputs(options.project):
            raise
        return 2
    print(f"seeds/{options.document}/ を作り、次に行を加えました。空欄を埋めてください / "
          f"seeds/{options.document}/ is made; rows were added to these, fill in the blanks:")
    for path in plan.appended:
        print(f"  {path.relative_to(options.project)}")
    print("手順 / step by step: docs/new-document.md")
    return 0


if __name__ == "__main__":
    sys.exit(main())
