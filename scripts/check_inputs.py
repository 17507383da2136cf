"""Check the seed files before dbt starts.

dbt answers a file that it cannot decode with a traceback, and one whose rows differ in
length without naming the line. What a seed must look like is declared in the
`column_types` of the YAML beside it; the tables of the documents, in printed_tables and
printed_columns of the vocabulary.
What the cells mean is checked later, in SQL (transcription_errors).
"""

from __future__ import annotations

import csv
import io
import os
import re
import sys
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import BaseModel, Field, ValidationError, model_validator

from declare import COLUMNS, LIST, SEEDS, TABLES, declared_tables

ROOT = Path(__file__).resolve().parents[1]
MESSAGES_SHOWN = 30
FOUND_SHOWN = 200  # characters of a value
CELL_LENGTH = 10_000  # characters; the longest of the real document has 320
# Ids become names of tables, files and pages.
ID = r"[a-z][a-z0-9_]{0,79}"
ID_WORDS = "小文字の英数字と _ で80字まで / lower-case letters, digits and _, up to 80"
ID_COLUMN = r"(\w+_)?(id|unit|stage|statement|business|layout|family)|axis|parent|child|column_name"
# How a cell of each type is written, and in words; sums of such numbers stay in BIGINT.
WRITTEN = {
    "varchar": (r".*", "text"),
    "integer": (r"-?[0-9]{1,6}", "6桁までの整数 / integer of up to 6 digits"),
    "bigint": (r"-?[0-9]{1,17}", "17桁までの整数 / integer of up to 17 digits"),
    "boolean": (r"true|false", "true, false"),
    "date": (r"[0-9]{4}-[0-9]{2}-[0-9]{2}", "2022-03-31"),
}
# What a terminal obeys, nobody sees, or looks like another character: controls, marks
# that combine, fillers, radicals, compatibility ideographs, variation selectors.
LOOKALIKE = re.compile(
    "[\u0300-\u036f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u2e80-\u2fdf\u3099\u309a\u3164\uf900-\ufaff\ufe00-\ufe0f\uffa0"
    "\U000e0000-\U000e0fff]"
)

# Words that DuckDB takes for no column's name (`duckdb_keywords()`).
RESERVED = frozenset(
    """
    all analyse analyze and any array as asc asymmetric both case cast check collate column
    constraint create default deferrable desc describe distinct do else end except false fetch for
    foreign from group having in initially intersect into lambda lateral leading limit not null
    offset on only or order pivot pivot_longer pivot_wider placing primary qualify references
    returning select show some summarize symmetric table then to trailing true union unique unpivot
    using variadic when where window with
    """.split()
)

# The folders of seeds that are no document's.
ROOMS = ("vocabulary", "rules")

Id = Annotated[str, Field(pattern=f"^{ID}$")]


class Meta(BaseModel):
    """What dbt has no word for.

    Attributes:
        nullable: Columns that may be blank although they are not text.
        required: Columns that must not be blank although they are text: what names other files or tables.
        may_be_empty: Whether there may be a header and no row.
    """

    nullable: list[str] = []
    required: list[str] = []
    may_be_empty: bool = False


class Config(BaseModel):
    """How a seed is loaded: its columns in order, with their SQL types."""

    column_types: Annotated[dict[Id, Literal[tuple(WRITTEN)]], Field(min_length=1)]
    meta: Meta = Meta()

    @model_validator(mode="after")
    def knows_its_columns(self) -> Config:
        """What may be blank, or must not, is a column."""
        if unknown := {*self.meta.nullable, *self.meta.required} - {*self.column_types}:
            raise ValueError(f"no such column: {', '.join(sorted(unknown))}")
        return self


class Seed(BaseModel):
    """A seed that the project declares."""

    name: Annotated[str, Field(pattern=f"^{ID}$|^{ID}__{ID}$")]
    config: Config


class Declaration(BaseModel):
    """A YAML file beside seeds."""

    seeds: list[Seed]


class Variables(BaseModel):
    """The files of the lake."""

    lake: str | None = None


class Project(BaseModel):
    """What is read here of dbt_project.yml."""

    vars: Variables


@dataclass(eq=False)
class Problem(Exception):
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
        ja = en = visible(self.file)
        if self.line is not None:
            ja += f" {self.line}行目"
            en += f" line {self.line}"
        if self.column is not None:
            ja += f" 列 {visible(self.column)}"
            en += f" column {visible(self.column)}"
        if self.label:
            ja += f" 「{visible(self.label)}」"
            en += f' "{visible(self.label)}"'
        found, expected = visible(self.found), visible(self.expected)
        return (
            f"  {ja}: {self.ja}。値「{found}」 期待「{expected}」\n"
            f'  {en}: {self.en}. Found "{found}", expected "{expected}"'
        )


def visible(text: str, length: int = FOUND_SHOWN) -> str:
    """The start of a text, with what nobody would see for what it is spelled out."""
    shown = "".join(
        c if (c.isprintable() and not LOOKALIKE.match(c)) or c == "\u3000" else ascii(c)[1:-1]
        for c in text[:length].replace("\n", "⏎").replace("\0", "␀")
    )
    return shown + ("…" if len(text) > length else "")


def read_text(root: Path, path: Path) -> str:
    """Read a text file of the project; a byte order mark is allowed.

    Args:
        root: Folder of the project.
        path: The file.

    Returns:
        Its text.

    Raises:
        Problem: It is no file that can be read, or not text in UTF-8.
    """
    file = str(path.relative_to(root))
    try:
        if not path.is_file():  # a folder; a link to nowhere; a pipe, which would never end
            is_there = path.exists() or path.is_symlink()
            words = ("普通のファイルでない", "it is no regular file") if is_there else ("ファイルがない", "the file is missing")
            raise Problem(file, *words, expected=path.name)
        data = path.read_bytes()
        text = data.decode("utf-8-sig")
    except OSError as error:
        raise Problem(file, "読み取れない", "it cannot be read", error.strerror) from error
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        found = data.split(b"\n")[line - 1].decode("ascii", "replace")
        guess_ja = guess_en = ""
        encodings = ["cp932", "utf-16"] if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ["cp932"]
        for encoding in encodings:
            try:
                found = data.decode(encoding).split("\n")[line - 1].strip()
            except (UnicodeDecodeError, IndexError):
                continue
            guess_ja = f"（{encoding.upper()} と思われる）"
            guess_en = f" (it looks like {encoding.upper()})"
        raise Problem(
            file, f"文字コードが UTF-8 でない{guess_ja}", f"the file is not in UTF-8{guess_en}",
            found, "UTF-8", line,
        ) from error
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        found = text.split("\n")[line - 1].strip()
        raise Problem(
            file, "使えない文字 (NUL) がある", "a NUL character stands in the file", found, "UTF-8", line
        )
    return text


def places(node: yaml.Node, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], int]]:
    """The path of every entry of a YAML file, with its line."""
    yield path, node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            name = str(key.value)
            yield (*path, name), key.start_mark.line + 1
            yield from list(places(value, (*path, name)))[1:]
    elif isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            yield from places(value, (*path, index))


def read_yaml(root: Path, path: Path, model: type[BaseModel]) -> Iterator[Any]:
    """Read a YAML file.

    Args:
        root: Folder of the project.
        path: The file.
        model: What must stand in it.

    Yields:
        What is wrong; or else its content, an instance of the model.
    """
    file = str(path.relative_to(root))
    lines: dict[tuple[str | int, ...], int] = {(): 1}
    try:
        text = read_text(root, path)
        node = yaml.compose(text)
        for place, line in places(node) if node else ():
            if place and place in lines:
                yield Problem(file, "同じ項目が二度ある", "an entry stands twice", str(place[-1]), line=line)
            lines[place] = line
        yield model.model_validate(yaml.safe_load(text), strict=True)
    except Problem as problem:
        yield problem
    except ValidationError as error:
        for fault in error.errors(include_url=False):
            place = tuple(part for part in fault["loc"] if part != "[key]")
            line = next(lines[place[:end]] for end in range(len(place), -1, -1) if place[:end] in lines)
            found = "" if fault["type"] == "missing" else str(fault["input"])
            wanted = ID_WORDS if fault["type"] == "string_pattern_mismatch" else fault["msg"]
            yield Problem(
                file, "決まった形でない", "it has not the form that it must have",
                found, wanted, line, ".".join(map(str, place)) or None,
            )
    # What a tag says a value is may be none, which the library answers with an error of its own.
    except (yaml.YAMLError, ValueError, RecursionError, KeyError, AttributeError, TypeError) as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line if mark else text.count("\n", 0, getattr(error, "position", 0))
        found = [*text.split("\n"), ""][line].strip()
        yield Problem(
            file, "YAML として読めない", f"cannot be read as YAML ({str(error).splitlines()[0]})",
            found, "YAML", line + 1,
        )


def tables_of_documents(root: Path) -> dict[Path, Seed]:
    """The seeds that the vocabulary declares, by path; it can be read."""
    return {
        root / table.file: Seed.model_construct(
            name=table.name,
            config=Config.model_construct(column_types=dict.fromkeys(table.columns, "varchar")),
        )
        for table in declared_tables(root)
    }


def check_cell(cell: str, name: str, seed: Seed) -> tuple[str, str, str] | None:
    """What is wrong with a cell, in Japanese and English, and what was expected; or nothing."""
    sql_type = seed.config.column_types[name]
    pattern, words = WRITTEN[sql_type]
    if cell == "":
        meta = seed.config.meta
        if name not in meta.required and (sql_type == "varchar" or name in meta.nullable):
            return None
        return "空白であってはならない", "it must not be blank", words
    if re.search(r"[\r\n]", cell):
        return "セルの中に改行がある", "a line break stands inside a cell", re.sub(r"[\r\n]+", "", cell)
    unseen = {c for c in cell if unicodedata.category(c) in ("Cc", "Cf", "Zl", "Zp") and c != "\t"}
    if unseen:
        points = ", ".join(f"U+{ord(c):04X}" for c in sorted(unseen))
        return f"見えない文字 {points} がある", f"it holds {points}, which nobody sees", "".join(c for c in cell if c not in unseen)
    if len(cell) > CELL_LENGTH:
        return f"{len(cell)} 字あり長過ぎる", f"it has {len(cell)} characters", f"{CELL_LENGTH} 字まで / at most"
    if re.match(r'\s+"', cell):
        return "引用符の前に空白がある", "blanks stand before a quotation mark", cell.strip()
    if re.fullmatch(ID_COLUMN, name) and not re.fullmatch(ID, cell):
        return "識別子の形でない", "it is no id", ID_WORDS
    if name == "column_name" and cell in RESERVED:
        return "SQL の予約語である", "it is a reserved word of SQL", f"{cell}_amount"
    try:
        if re.fullmatch(pattern, cell) and (sql_type != "date" or date.fromisoformat(cell)):
            return None
    except ValueError:
        pass
    return "値がこの列の型で読めない", "the value is not of the type of this column", words


def check_table(file: str, text: str, seed: Seed) -> Iterator[Problem]:
    """Whether a CSV has the header declared, and on every row a cell for each column.

    Args:
        file: Its name, for the messages.
        text: Its content.
        seed: What is declared of it.

    Yields:
        What is wrong, in the order of the file.
    """
    columns = seed.config.column_types
    expected = ",".join(columns)
    if not text.strip():
        yield Problem(file, "ファイルが空である", "the file is empty", expected=expected, line=1)
        return
    ends = re.findall("\r?\n|\r", text)
    for number, end in enumerate(ends, start=1):
        if end == "\r" or end != ends[0]:
            yield Problem(
                file, "改行文字が混ざっている", "the line ends differ", text.split("\n")[number - 1], "LF 又は / or CRLF", number
            )
            return
    lines = text.rstrip("\r\n").split("\n")
    csv.field_size_limit(sys.maxsize)
    reader = csv.reader(io.StringIO("\n".join(lines), newline=""), strict=True)
    line = 0
    try:
        header = next(reader)
        line = 1
        if sorted(header) != sorted(columns):
            differing = next(
                (name for name in [*header, *columns] if header.count(name) != int(name in columns))
            )
            yield Problem(
                file, "見出しが宣言と違う", "the header is not the one declared",
                ",".join(header), expected, 1, differing,
            )
            return
        for row in reader:
            line, last = reader.line_num, line
            named = dict(zip(header, row, strict=False))
            if len(row) != len(header):
                yield Problem(
                    file, f"セルの数が {len(row)} 個で、見出しの {len(header)} 個と違う",
                    f"the row has {len(row)} cells, and the header {len(header)}",
                    ",".join(row), expected, last + 1,
                )
                continue
            for name, cell in named.items():
                if fault := check_cell(cell, name, seed):
                    ja, en, wanted = fault
                    yield Problem(file, ja, en, cell, wanted, last + 1, name, named.get("label"))
        if line == 1 and not seed.config.meta.may_be_empty:
            yield Problem(
                file, "見出しだけで行がない", "there is a header, but no row",
                expected="1行以上 / one row or more", line=2,
            )
    except csv.Error as error:
        yield Problem(
            file, "引用符が閉じていない、又は余分な引用符がある", f"a quotation mark is not closed, or superfluous ({error})",
            lines[line].strip(), '引用符の対 / quotation marks in pairs', line + 1,
        )


def check_files(paths: list[Path], seeds: dict[Path, Seed], root: Path) -> Iterator[Problem]:
    """What is wrong with files of the seeds, each with its declaration if it has one."""
    for path in paths:
        file = str(path.relative_to(root))
        try:
            if path in seeds:
                yield from check_table(file, read_text(root, path), seeds[path])
            elif path.suffix.lower() == ".csv":
                is_table = path.parent.name not in ROOMS
                yield Problem(
                    file,
                    "printed_tables に宣言がない" if is_table else "隣の YAML ファイルに宣言がない",
                    f"no {'row of printed_tables' if is_table else 'YAML file beside it'} declares this file",
                    path.stem,
                )
            elif path.is_symlink() and path.is_dir():
                yield Problem(file, "普通のフォルダーでない", "it is no regular folder", str(path.readlink()))
        except Problem as problem:
            yield problem


def check_seeds(root: Path) -> Iterator[Problem]:
    """Everything that keeps the seeds of a project from being loaded as they stand."""
    written = {root / LIST, root / SEEDS}
    entries = {path for path in (root / "seeds").rglob("*")} - written
    seeds: dict[Path, Seed] = {}
    problems = []
    for path in [*sorted(entries), root / "dbt_project.yml"]:
        if path.suffix.lower() in (".yml", ".yaml"):
            for content in read_yaml(root, path, Declaration if path.parent != root else Project):
                if isinstance(content, Problem):
                    problems.append(content)
                elif isinstance(content, Declaration):
                    seeds |= {path.parent / f"{seed.name}.csv": seed for seed in content.seeds}
    # Without its declarations nothing is as declared: first the YAML, then the vocabulary.
    declaring = [root / TABLES, root / COLUMNS]
    problems = problems or list(check_files(declaring, seeds, root))
    if not problems:
        seeds |= tables_of_documents(root)
        problems = list(check_files(sorted({*entries, *seeds}.difference(declaring)), seeds, root))
    yield from problems


def settle_output() -> None:
    """Let what a terminal cannot show be spelled out, and what is printed to a closed output be lost."""
    if sys.stdout is None:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")
    sys.stdout.reconfigure(errors="backslashreplace")


def lose_output() -> None:
    """Print to nobody from now on: the output is full, or its reader has gone."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def refuse_inputs(root: Path) -> bool:
    """Print what is wrong with the seeds of a project; whether anything is."""
    problems = list(check_seeds(root))
    for problem in problems[:MESSAGES_SHOWN]:
        print(problem.message())
    if len(problems) > MESSAGES_SHOWN:
        print(f"  ... {len(problems)} 件 / in all")
    return bool(problems)


if __name__ == "__main__":
    settle_output()
    try:
        sys.exit(refuse_inputs(ROOT))
    except OSError as error:
        lose_output()
        sys.exit(141 if isinstance(error, BrokenPipeError) else 1)
