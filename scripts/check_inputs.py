"""Check the seed files, and the folder to build in, before dbt starts.

dbt answers a file that it cannot decode with a traceback, and one whose rows differ in
length without naming the line. What a seed must look like is declared in the
`column_types` of seeds/*/_*.yml; which tables a document has, in dbt_project.yml. What
the cells mean is checked later, in SQL (transcription_errors).
"""

from __future__ import annotations

import argparse
import csv
import io
import re
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[1]
MESSAGES_SHOWN = 30
# A database of 37 MB and a site of 56 MB, and as much again while they are written.
BYTES_NEEDED = 200_000_000
LARGEST = {"integer": 2**31 - 1, "bigint": 2**63 - 1}


@dataclass(frozen=True)
class Problem:
    """What is wrong with an input, and where.

    Attributes:
        file: The file, relative to the project.
        ja: What is wrong, in Japanese.
        en: The same in English.
        found: What stands there.
        expected: What should.
        line: Line of the file, the header being 1.
        column: Name of the column.
        label: Label of the row.
    """

    file: str
    ja: str
    en: str
    found: str = ""
    expected: str = ""
    line: int | None = None
    column: str | None = None
    label: str | None = None

    def message(self) -> str:
        """The problem in two lines, Japanese and English."""
        ja = en = self.file
        if self.line is not None:
            ja += f" {self.line}行目"
            en += f" line {self.line}"
        if self.column is not None:
            ja += f" 列 {self.column}"
            en += f" column {self.column}"
        if self.label:
            ja += f" 「{self.label}」"
            en += f' "{self.label}"'
        found = self.found.replace("\n", "⏎").replace("\0", "␀")
        return (
            f"  {ja}: {self.ja}。値「{found}」 期待「{self.expected}」\n"
            f'  {en}: {self.en}. Found "{found}", expected "{self.expected}"'
        )


class Unreadable(Exception):
    """A file without which nothing can be checked; carries its Problem."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message())


def read_yaml(root: Path, path: Path) -> dict[str, Any]:
    """Read a YAML file.

    Args:
        root: Folder of the project.
        path: The file.

    Returns:
        Its content.

    Raises:
        Unreadable: It is not YAML.
    """
    try:
        return yaml.safe_load(path.read_text(encoding="utf-8"))
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line
        found = path.read_text(encoding="utf-8").splitlines()[line].strip()
        raise Unreadable(
            Problem(
                str(path.relative_to(root)), "YAML として読めない", "cannot be read as YAML",
                found, "YAML", line + 1,
            )
        ) from error


def declared_seeds(root: Path) -> Iterator[tuple[Path, dict[str, str]]]:
    """The seeds that the project declares.

    Args:
        root: Folder of the project.

    Yields:
        Path of each CSV, and its columns in order with their SQL types.
    """
    for declaration in sorted(root.glob("seeds/*/_*.yml")):
        content = read_yaml(root, declaration)
        for seed in content["seeds"]:
            path = declaration.parent / f"{seed['name']}.csv"
            yield path, seed["config"]["column_types"]


def check_files(root: Path) -> Iterator[Problem]:
    """Every declared seed has its file, and every file and document is declared."""
    declared = {path for path, _ in declared_seeds(root)}
    present = set(root.glob("seeds/*/*.csv"))
    for path in sorted(declared - present):
        yield Problem(
            str(path.relative_to(root)), "ファイルがない", "the file is missing", expected=path.name
        )
    for path in sorted(present - declared):
        yield Problem(
            str(path.relative_to(root)),
            "どの seeds/*/_*.yml にも宣言がない",
            "no seeds/*/_*.yml declares this file",
            found=path.stem,
        )
    project = read_yaml(root, root / "dbt_project.yml")
    documents = project["vars"]["documents"] or {}
    if not documents and not project["vars"].get("lake"):
        yield Problem(
            "dbt_project.yml",
            "文書が一つもない",
            "there is no document",
            expected="vars: documents: <document_id>: tables: [...]",
        )
    for document_id, content in documents.items():
        tables = {*(content.get("tables") or []), *(content.get("prose") or [])}
        listed = {root / f"seeds/{document_id}/{document_id}__{table}.csv" for table in tables}
        of_document = {path for path in declared if path.parent == root / "seeds" / document_id}
        if not content.get("tables"):
            yield Problem(
                "dbt_project.yml",
                f"文書 {document_id} に表が一つもない",
                f"the document {document_id} has no table",
                expected=f"vars: documents: {document_id}: tables: [...]",
            )
        for path in sorted(listed ^ of_document):
            yield Problem(
                "dbt_project.yml",
                f"文書 {document_id} の表と seeds/{document_id}/_*.yml の宣言が合わない",
                f"the tables of {document_id} and those that seeds/{document_id}/_*.yml declares differ",
                found=path.stem if path in listed else "",
                expected=path.stem if path in of_document else "",
            )


def check_text(file: str, data: bytes) -> Problem | None:
    """Whether a file is text in UTF-8; a byte order mark is allowed."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        found = data.split(b"\n")[line - 1].decode("ascii", "replace")
        guess_ja = guess_en = ""
        encodings = ["cp932", "utf-16"] if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ["cp932"]
        for encoding in encodings:
            try:
                found = data.decode(encoding).split("\n")[line - 1].strip()
            except UnicodeDecodeError:
                continue
            guess_ja = f"（{encoding.upper()} と思われる）"
            guess_en = f" (it looks like {encoding.upper()})"
        return Problem(
            file, f"文字コードが UTF-8 でない{guess_ja}", f"the file is not in UTF-8{guess_en}",
            found, "UTF-8", line,
        )
    if "\0" in text:
        line = text[: text.index("\0")].count("\n") + 1
        return Problem(
            file,
            "使えない文字 (NUL) がある",
            "a NUL character stands in the file",
            text.split("\n")[line - 1].strip(),
            "UTF-8",
            line,
        )
    return None


def is_readable(cell: str, sql_type: str) -> bool:
    """Whether the database can read a cell as the type that its column declares."""
    if cell == "" or sql_type == "varchar":
        return True
    if sql_type in LARGEST:
        return re.fullmatch(r"-?[0-9]+", cell) is not None and abs(int(cell)) <= LARGEST[sql_type]
    if sql_type == "boolean":
        return cell in ("true", "false")
    try:
        return sql_type == "date" and date.fromisoformat(cell).isoformat() == cell
    except ValueError:
        return False


def check_table(file: str, text: str, columns: dict[str, str]) -> Iterator[Problem]:
    """Whether a CSV has the header declared, and on every row a cell for each column.

    Args:
        file: Its name, for the messages.
        text: Its content.
        columns: The columns declared, with their SQL types.

    Yields:
        What is wrong, in the order of the file.
    """
    expected = ",".join(columns)
    if not text.strip():
        yield Problem(file, "ファイルが空である", "the file is empty", expected=expected, line=1)
        return
    reader = csv.reader(io.StringIO(text.rstrip("\r\n"), newline=""), strict=True)
    line = 1
    try:
        header = next(reader)
        if sorted(header) != sorted(columns):
            differing = next(
                (name for name in [*header, *columns] if header.count(name) != int(name in columns))
            )
            yield Problem(
                file, "見出しが宣言と違う", "the header is not the one declared",
                ",".join(header), expected, 1, differing,
            )
            return
        rows = 0
        for row in reader:
            rows += 1
            line, last = reader.line_num, line
            named = dict(zip(header, row, strict=False))
            label = named.get("label", "")
            if len(row) != len(header):
                yield Problem(
                    file, f"セルの数が {len(row)} 個で、見出しの {len(header)} 個と違う",
                    f"the row has {len(row)} cells, and the header {len(header)}",
                    ",".join(row), expected, last + 1,
                )
                continue
            for name, cell in named.items():
                if "\n" in cell or "\r" in cell:
                    yield Problem(
                        file, "セルの中に改行がある", "a line break stands inside a cell",
                        cell, re.sub(r"[\r\n]+", "", cell), last + 1, name,
                    )
                elif not is_readable(cell, columns[name]):
                    yield Problem(
                        file, "値がこの列の型で読めない", "the value is not of the type of this column",
                        cell, columns[name], last + 1, name, label,
                    )
        if rows == 0:
            yield Problem(
                file, "見出しだけで行がない", "there is a header, but no row",
                expected="1行以上 / one row or more", line=2,
            )
    except csv.Error as error:
        yield Problem(
            file, "引用符が閉じていない、又は余分な引用符がある", f"a quotation mark is not closed, or superfluous ({error})",
            text.split("\n")[line].strip(), '引用符の対 / quotation marks in pairs', line + 1,
        )


def check_seeds(root: Path) -> Iterator[Problem]:
    """Everything that keeps a seed from being loaded as it stands."""
    yield from check_files(root)
    for path, columns in declared_seeds(root):
        if path.exists():
            file, data = str(path.relative_to(root)), path.read_bytes()
            problem = check_text(file, data)
            if problem:
                yield problem
            else:
                yield from check_table(file, data.decode("utf-8-sig"), columns)


def check_place(folder: Path) -> Iterator[Problem]:
    """Whether a folder can be made and holds what a build writes.

    Args:
        folder: Where the database and the site are to be written.

    Yields:
        What is wrong.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        trial = folder / "trial"
        trial.write_bytes(b"trial")
        trial.unlink()
        free = shutil.disk_usage(folder).free
    except OSError as error:
        yield Problem(
            str(folder), "フォルダーに書き込めない", "the folder cannot be written to",
            str(error.strerror), "書き込めるフォルダー / a folder that can be written to",
        )
        return
    if free < BYTES_NEEDED:
        yield Problem(
            str(folder), "ディスクの空きが足りない", "the disk is full",
            f"{free / 1e6:,.0f} MB", f"{BYTES_NEEDED / 1e6:,.0f} MB",
        )


def main() -> int:
    """Check and print; the status is 1 when something is wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, help="where the build will be written")
    arguments = parser.parse_args()
    try:
        problems = [] if arguments.folder is None else list(check_place(arguments.folder))
        problems += check_seeds(ROOT)
    except Unreadable as error:
        print(error)
        return 1
    for problem in problems[:MESSAGES_SHOWN]:
        print(problem.message())
    if len(problems) > MESSAGES_SHOWN:
        print(f"  ... {len(problems)} 件 / in all")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
