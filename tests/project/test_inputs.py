"""What the check of the inputs refuses, with file and line, before anything is started."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from check_inputs import ROOT, check_seeds, visible
from conftest import DOCUMENT, environment

TABLE = f"seeds/{DOCUMENT}/{DOCUMENT}__amendment_balance_sheet.csv"
ARCS = "seeds/rules/calculation_arcs.csv"
RULES = "seeds/rules/calculation_rules.csv"
LINES = "seeds/vocabulary/statement_lines.csv"
UNITS = "seeds/vocabulary/units.csv"
DECLARED = "seeds/vocabulary/_vocabulary__seeds.yml"
TABLES = "seeds/vocabulary/printed_tables.csv"
COLUMNS = "seeds/vocabulary/printed_columns.csv"
PROJECT = "dbt_project.yml"


def first_message(root: Path) -> str:
    """What is said first about the inputs, both lines of it."""
    problems = list(check_seeds(root))
    assert problems, "accepted"
    return problems[0].message()


def test_the_project_is_accepted():
    assert list(check_seeds(ROOT)) == []


# Each case: the file, what becomes of a text in it, and what the message must say.
TEXTS = {
    "integer of 5,000 digits": (ARCS, "deposits,1,", f"deposits,{'9' * 5000},", ["calculation_arcs.csv line 2 column weight", "up to 6 digits"]),
    "blank weight": (ARCS, "deposits,1,", "deposits,,", ["line 2 column weight", "空白であってはならない", "must not be blank"]),
    "largest weight": (ARCS, "deposits,1,", "deposits,2147483647,", ["line 2 column weight", "up to 6 digits"]),
    "id that is a path": (RULES, "current_assets_equal_sum_of_parts", "../../../../site/index", ["line 2 column rule_id", "識別子の形でない", "it is no id"]),
    "id of a line that is a path": (LINES, "assets_heading", "../x", ["line 2 column line_id", "it is no id"]),
    "id that is too long": (LINES, "assets_heading", "a" * 81, ["line 2 column line_id", "up to 80"]),
    "id with a quotation mark": (LINES, "assets_heading", "x'y", ["line 2 column line_id", "it is no id"]),
    "mixed line ends": (UNITS, "1,0,false\n", "1,0,false\r\n", ["units.csv line 2", "改行文字が混ざっている", "the line ends differ"]),
    "a lone CR": (UNITS, "1,0,false\n", "1,0,false\r", ["units.csv line 2", "the line ends differ"]),
    "a CR in a cell": (UNITS, "thousand yen", "thousand\ryen", ["units.csv line 2", "thousand\\ryen"]),
    "a cell of 200 kB": (UNITS, "thousand yen", "x" * 200_000, ["units.csv line 2 column label_en", "200000 characters"]),
    "a quoted cell of 200 kB": (UNITS, "thousand yen", f'"{"x" * 200_000}"', ["line 2 column label_en", "200000 characters"]),
    "zero width": (TABLE, "未収金", "未\u200b収金", ["line 5 column label", "U+200B", r"未\u200b収金"]),
    "sequence for the terminal": (TABLE, "未収金", "未\x1b[31m収金", ["line 5 column label", "U+001B", r"未\x1b[31m収金"]),
    "blank before a quotation mark": (TABLE, "64,未収金", '64, "未収金"', ["line 5 column label", "blanks stand before"]),
    "table that is a path": (TABLES, "amendment_balance_sheet", "../x", ["printed_tables.csv line 2 column table_id", "it is no id"]),
    "table without an id": (TABLES, "jlis_fy2021_january,amendment_balance_sheet", "jlis_fy2021_january,", ["printed_tables.csv line 2 column table_id", "空白であってはならない"]),
    "table without a document": (TABLES, "jlis_fy2021_january,amendment_balance_sheet", ",amendment_balance_sheet", ["printed_tables.csv line 2 column document_id", "must not be blank"]),
    "column named by a word of SQL": (COLUMNS, "amendment_balance_sheet,1,amount", "amendment_balance_sheet,1,select", ["printed_columns.csv line 2 column column_name", "reserved word of SQL", "select_amount"]),
    "unknown column that may be blank": (DECLARED, "nullable: [balance_date]", "nullable: [nope]", [f"{DECLARED} line", "no such column: nope"]),
    "list as a key": (DECLARED, "version: 2", "? [a, b]\n: 1", [DECLARED, "cannot be read as YAML"]),
    "mapping as a key": (PROJECT, "vars:", "? {a: b}\n: 1\nvars:", [PROJECT, "cannot be read as YAML"]),
    "no truth value": (DECLARED, "version: 2", 'version: !!bool "abc"', [DECLARED, "cannot be read as YAML"]),
    "no time": (DECLARED, "version: 2", 'version: !!timestamp "abc"', [DECLARED, "cannot be read as YAML"]),
    "table that is not declared": (TABLES, "january,contents,", "january,content,", ["january__content.csv", "the file is missing"]),
    "column that is not declared": (COLUMNS, "amendment_balance_sheet,1,amount", "amendment_balance_sheet,1,figure", [f"{TABLE} line 1 column amount", "not the one declared", "source_line,label,figure"]),
    "no config": (DECLARED, "    config:\n", "    confg:\n", [f"{DECLARED} line 4 column seeds.0.config", "Field required"]),
    "unknown type": (DECLARED, "document_id: varchar", "document_id: string", ["line 9 column seeds.0.config.column_types.document_id", "string"]),
    "seed that is a path": (DECLARED, "- name: units", "- name: ../units", ["seeds.9.name", "../units"]),
    "NUL in YAML": (DECLARED, "version", "\0", [f"{DECLARED} line 1", "NUL"]),
    "control in YAML": (DECLARED, "version", "a: \x01", [f"{DECLARED} line 1", "cannot be read as YAML", r"\x01"]),
    "no date in YAML": (DECLARED, "version: 2", "version: 2021-13-45", [f"{DECLARED} line", "cannot be read as YAML"]),
    "entry twice": (PROJECT, '  lake: ""\n', '  lake: ""\n  lake: "x"\n', ["dbt_project.yml line", "an entry stands twice", "lake"]),
    "no vars": (PROJECT, "vars:", "varz:", ["dbt_project.yml line 1 column vars", "Field required"]),
    "lake that is a list": (PROJECT, 'lake: ""', "lake: [1]", ["column vars.lake", "valid string"]),
}


@pytest.mark.parametrize("case", TEXTS)
def test_a_text_is_refused_with_its_place(root: Path, case: str):
    name, old, new, wanted = TEXTS[case]
    path = root / name
    data = path.read_bytes()
    assert old.encode() in data
    path.write_bytes(data.replace(old.encode(), new.encode(), 1))
    message = first_message(root)
    assert [text for text in wanted if text not in message] == [], message
    assert "\x1b" not in message and "\r" not in message and len(message) < 2000


def whole(text: str | bytes) -> Callable[[Path], None]:
    """The file holds nothing else."""
    return lambda path: path.write_bytes(text if isinstance(text, bytes) else text.encode()) and None


def instead(make: Callable[[Path], None]) -> Callable[[Path], None]:
    """Something else stands in the place of the file."""

    def replace(path: Path) -> None:
        path.unlink()
        make(path)

    return replace


def header_only(path: Path) -> None:
    """Nothing but the first line is left."""
    path.write_text(path.read_text("utf-8").splitlines()[0] + "\n", "utf-8")


def ends(old: str, new: str) -> Callable[[Path], None]:
    """The file ends with other marks of a line."""
    return lambda path: path.write_bytes(path.read_bytes().removesuffix(old.encode()) + new.encode()) and None


FILES = {
    "folder": (UNITS, instead(Path.mkdir), ["units.csv", "普通のファイルでない", "no regular file"]),
    "pipe": (UNITS, instead(os.mkfifo), ["units.csv", "no regular file"]),
    "link to nowhere": (UNITS, instead(lambda path: path.symlink_to("nowhere")), ["units.csv", "no regular file"]),
    "link to itself": (UNITS, instead(lambda path: path.symlink_to(path.name)), ["units.csv", "no regular file"]),
    "no file": (UNITS, Path.unlink, ["units.csv", "the file is missing"]),
    "seed in a subfolder": (
        UNITS,
        lambda path: (path.parent / "more").mkdir() or shutil.copy(path, path.parent / "more/other.csv"),
        ["more/other.csv", "declares this file"],
    ),
    "seed of capitals": (UNITS, lambda path: shutil.copy(path, path.parent / "other.CSV"), ["vocabulary/other.CSV", "declares this file"]),
    "YAML of capitals": (UNITS, lambda path: (path.parent / "other.YML").write_text("seeds: ["), ["vocabulary/other.YML", "cannot be read as YAML"]),
    "CRLF at the end": (TABLE, ends("\n", "\r\n"), [f"{TABLE} line 53", "改行文字が混ざっている", "the line ends differ"]),
    "CR at the end": (TABLE, ends("\n", "\n\r"), [TABLE, "the line ends differ"]),
    "LF and a blank CRLF": (TABLE, ends("\n", "\n\r\n"), [TABLE, "the line ends differ"]),
    "CRLF, and LF at the end": (TABLE, lambda path: path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n")[:-2] + b"\n"), [f"{TABLE} line 53", "the line ends differ"]),
    "link to a folder": (UNITS, lambda path: (path.parent / "more").symlink_to("../rules"), ["vocabulary/more", "no regular folder"]),
    "folder as YAML": (DECLARED, instead(Path.mkdir), [DECLARED, "no regular file"]),
    "pipe as YAML": (DECLARED, instead(os.mkfifo), [DECLARED, "no regular file"]),
    "empty YAML": (DECLARED, whole(""), [f"{DECLARED} line 1", "must have"]),
    "YAML in CP932": (DECLARED, whole("# 表\n".encode("cp932")), [f"{DECLARED} line 1", "it looks like CP932"]),
    "YAML of itself": (DECLARED, whole("seeds: &a [*a]"), [DECLARED, "cannot be read as YAML"]),
    "YAML without end": (DECLARED, whole("[" * 5000), [f"{DECLARED} line 1", "cannot be read as YAML"]),
    "empty project": (PROJECT, whole(""), ["dbt_project.yml line 1", "must have"]),
    "table without a file": (TABLE, Path.unlink, [TABLE, "the file is missing"]),
    "tables without a row": (TABLES, header_only, [f"{TABLES} line 2", "there is a header, but no row"]),
    "tables without a header": (TABLES, whole("x\n"), [f"{TABLES} line 1", "not the one declared"]),
    "no project": (PROJECT, Path.unlink, ["dbt_project.yml", "the file is missing"]),
}


@pytest.mark.parametrize("case", FILES)
def test_a_file_is_refused_with_its_name(root: Path, case: str):
    name, corrupt, wanted = FILES[case]
    corrupt(root / name)
    message = first_message(root)
    assert [text for text in wanted if text not in message] == [], message


def test_a_list_of_exceptions_may_be_empty(root: Path):
    """A document may have no lost sign, no repair, no known difference and no picture."""
    names = ("rules/restored_signs", "rules/extraction_repairs", "rules/known_differences", "vocabulary/pictures")
    for name in names:
        header_only(root / f"seeds/{name}.csv")
    assert list(check_seeds(root)) == []


def test_what_looks_alike_is_spelled_out():
    """Radicals, compatibility ideographs, combined and unseen characters; nothing else."""
    found = visible("預\u2fa6 \ufa17 か\u3099 未\u202e収")
    assert found == r"預\u2fa6 \ufa17 か\u3099 未\u202e収"
    assert visible("一般\U000e0100事業\u3164費\u2800用") == r"一般\U000e0100事業\u3164費\u2800用"
    plain = "現金及び預金　負 債 1,234 △56 ㈱ ①"
    assert visible(plain) == plain


@pytest.mark.parametrize("variables", [{"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}, {"PYTHONIOENCODING": "ascii"}])
def test_output_that_is_ascii_only_is_no_obstacle(root: Path, variables: dict[str, str]):
    shutil.copytree(ROOT / "scripts", root / "scripts", ignore=shutil.ignore_patterns("__pycache__"))
    (root / TABLE).write_bytes(b"source_line,label,amount\n")
    result = subprocess.run(
        [sys.executable, "scripts/build.py"],
        cwd=root, env=environment() | variables, capture_output=True, check=False,
    )
    assert result.returncode == 1
    assert result.stderr == b"" and f"{TABLE} line 2".encode() in result.stdout


@pytest.mark.parametrize("command", ["scripts/build.py", "scripts/check_inputs.py"])
@pytest.mark.parametrize("output", [">&-", "> /dev/full"])
def test_an_output_that_takes_nothing_is_no_traceback(root: Path, command: str, output: str):
    shutil.copytree(ROOT / "scripts", root / "scripts", ignore=shutil.ignore_patterns("__pycache__"))
    (root / TABLE).write_bytes(b"")
    result = subprocess.run(
        ["bash", "-c", f"{sys.executable} {command} {output}"], cwd=root, env=environment(), capture_output=True, text=True, check=False,
    )
    assert result.returncode and result.stderr == "", result.stderr


def test_a_closed_pipe_is_no_traceback(root: Path):
    shutil.copytree(ROOT / "scripts", root / "scripts", ignore=shutil.ignore_patterns("__pycache__"))
    (root / TABLE).write_bytes(b"")
    read, write = os.pipe()
    os.close(read)
    result = subprocess.run(
        [sys.executable, "scripts/build.py"], cwd=root, stdout=write, stderr=subprocess.PIPE, check=False
    )
    os.close(write)
    assert (result.returncode, result.stderr) == (141, b"")
