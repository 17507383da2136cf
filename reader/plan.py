"""What will be written, decided before anything is, and how it is written."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass, field
from pathlib import Path

NAME = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
NAME_LENGTH = 60  # characters; it begins the names of tables, which have 80 at most


class Refused(Exception):
    """The document cannot be read in; the message says why, in Japanese and English."""


@dataclass
class Plan:
    """The rows and files of a document.

    Attributes:
        document: Its id.
        rows: Rows by name of the seed that they join.
        tables: Header and rows of each printed table, by its id, in order.
    """

    document: str
    rows: dict[str, list[dict[str, str]]] = field(default_factory=dict)
    tables: dict[str, tuple[list[str], list[dict[str, str]]]] = field(default_factory=dict)

    def add(self, seed: str, **values: object) -> None:
        """Add a row to a seed; what is None is left blank."""
        row = {
            name: ("true" if value else "false") if isinstance(value, bool) else "" if value is None else str(value)
            for name, value in values.items()
        }
        self.rows.setdefault(seed, []).append(row)


def read_rows(path: Path) -> list[dict[str, str]]:
    """Read a seed.

    Args:
        path: CSV file in UTF-8 with a header row.

    Returns:
        One dictionary per row, every value as text.
    """
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def seed_path(project: Path, name: str) -> Path:
    """Path of a seed of the vocabulary or of the rules.

    Raises:
        Refused: There is no such seed.
    """
    for room in ("vocabulary", "rules"):
        path = project / "seeds" / room / f"{name}.csv"
        if path.exists():
            return path
    raise Refused(f"seeds/ に {name}.csv がない / there is no {name}.csv in seeds/")


def seed_rows(project: Path, name: str) -> list[dict[str, str]]:
    """Rows of a seed of the vocabulary or of the rules."""
    return read_rows(seed_path(project, name))


def csv_text(columns: list[str], rows: list[dict[str, str]], header: bool = True) -> str:
    """Write rows as CSV, a column that a row does not have left blank."""
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, restval="", lineterminator="\n", extrasaction="raise")
    if header:
        writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def check_id(project: Path, document: str, source: str | None) -> None:
    """Refuse what would not be a new document.

    Args:
        project: Folder of the project.
        document: Id of the new document.
        source: Id of the document whose taxonomy guides the reading, if any.

    Raises:
        Refused: The id is not snake_case or is taken, or the other document is unknown.
    """
    if not NAME.fullmatch(document) or len(document) > NAME_LENGTH:
        raise Refused(
            f"文書の名前「{document}」は使えない。小文字の英数字を _ でつなぎ、{NAME_LENGTH}字まで（例 fy2022_amendment） / "
            f"{document!r} is no name for a document: lower-case letters and digits joined by _, "
            f"up to {NAME_LENGTH} (fy2022_amendment)"
        )
    known = [row["document_id"] for row in seed_rows(project, "documents")]
    if document in known or (project / "seeds" / document).exists():
        raise Refused(
            f"文書 {document} は既にある。何も書かなかった / the document {document} is already there; nothing was written"
        )
    if source is not None and source not in known:
        names = ", ".join(known)
        raise Refused(
            f"FROM の文書 {source} がない。あるのは {names} / there is no document {source} to read by; there are: {names}"
        )


def carry_out(project: Path, plan: Plan) -> list[Path]:
    """Write a plan: the folder of the document is made, the seeds grow; nothing is overwritten.

    Args:
        project: Folder of the project.
        plan: The plan.

    Returns:
        The files written, in order.

    Raises:
        Refused: A row has a column that its seed does not have.
    """
    folder = project / "seeds" / plan.document
    grown: dict[Path, str] = {}
    for name, rows in plan.rows.items():
        path = seed_path(project, name)
        before = path.read_text("utf-8")
        columns = next(csv.reader([before.splitlines()[0]]))
        unknown = {column for row in rows for column in row} - set(columns)
        if unknown:
            raise Refused(f"{name}.csv: 列 {sorted(unknown)} がない / it has no columns {sorted(unknown)}")
        if rows:
            grown[path] = before + ("" if before.endswith("\n") else "\n") + csv_text(columns, rows, header=False)
    created = {
        folder / f"{plan.document}__{table}.csv": csv_text(columns, rows)
        for table, (columns, rows) in plan.tables.items()
    }
    folder.mkdir(parents=True)
    for path, text in created.items():
        with path.open("x", encoding="utf-8", newline="") as file:
            file.write(text)
    for path, text in grown.items():
        new = path.with_suffix(".csv.new")
        new.write_text(text, encoding="utf-8", newline="")
        new.replace(path)
    return [*created, *grown]
