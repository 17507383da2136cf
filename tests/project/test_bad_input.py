"""Bad input of every kind: refused with its place, or read right; nothing is lost.

What a cell says is in test_transcription.py. Here: the file itself, vocabulary that
contradicts itself, whole tables that are wrong, and a machine that gets in the way.
"""

from __future__ import annotations

import csv
import hashlib
import io
import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import build
import duckdb
import pytest
from check_inputs import check_seeds
from conftest import DOCUMENT, Project, contents, environment, prepare, told

Corruption = Callable[[bytes], bytes]


def replace(old: str, new: str) -> Corruption:
    """A text of a file, which must be there, becomes another."""

    def corrupt(data: bytes) -> bytes:
        assert old.encode() in data
        return data.replace(old.encode(), new.encode(), 1)

    return corrupt


def rewrite(change: Callable[[list[list[str]]], None]) -> Corruption:
    """The rows of a CSV, the header being the first, are changed in place."""

    def corrupt(data: bytes) -> bytes:
        rows = list(csv.reader(io.StringIO(data.decode(), newline="")))
        change(rows)
        text = io.StringIO()
        csv.writer(text, lineterminator="\n").writerows(rows)
        return text.getvalue().encode()

    return corrupt


def add_column(rows: list[list[str]]) -> None:
    for row in rows:
        row.append("remarks")


def drop_column(rows: list[list[str]]) -> None:
    for row in rows:
        row.pop()


def exchange_columns(rows: list[list[str]]) -> None:
    """The header moves along."""
    for row in rows:
        row[2], row[3] = row[3], row[2]


def exchange_figures(rows: list[list[str]]) -> None:
    """The header stays."""
    exchange_columns(rows[1:])


def print_in_million_yen(rows: list[list[str]]) -> None:
    for row in rows[1:]:
        row[2:] = [f"{round(int(cell.replace(',', '')) / 1000):,}" for cell in row[2:]]


def repeat_row(start: str, old: str = "", new: str = "") -> Corruption:
    """A row that starts so stands twice, the second time with a text changed."""

    def corrupt(data: bytes) -> bytes:
        lines = data.decode().split("\n")
        place = next(number for number, line in enumerate(lines) if line.startswith(start))
        assert old in lines[place]
        lines.insert(place + 1, lines[place].replace(old, new, 1))
        return "\n".join(lines).encode()

    return corrupt


def corrupt(project: Project, seed: str, corruption: Corruption) -> None:
    path = project.seed(seed)
    path.write_bytes(corruption(path.read_bytes()))


def seeds(project: Project) -> dict[str, str]:
    """Every seed with its checksum."""
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in project.folder.glob("seeds/*/*.csv")
    }


def lines_together(output: str) -> list[str]:
    """Each message, Japanese and English, as one text."""
    lines = output.splitlines()
    return [one + two for one, two in zip(lines, lines[1:], strict=False)]


# The file itself. Each case: the seed, its corruption, and what the message must name.
FILES: dict[str, tuple[str, Corruption, list[str]]] = {
    "CP932": (
        "contents",
        lambda data: data.decode().encode("cp932"),
        ["contents.csv 2行目", "（CP932 と思われる）", "line 2", "it looks like CP932", "予定貸借対照表"],
    ),
    "UTF-16": (
        "contents",
        lambda data: data.decode().encode("utf-16"),
        ["contents.csv 1行目", "it looks like UTF-16", "source_line,label"],
    ),
    "bytes of no text": (
        "overview_balance_sheet",
        lambda data: data.replace("負 債".encode(), b"\xff\xff", 1),
        ["overview_balance_sheet.csv 3行目", "UTF-8 でない。", "the file is not in UTF-8. "],
    ),
    "NUL": (
        "amendment_income_statement",
        replace("事業負担金収入", "事業負担金\0収入"),
        ["amendment_income_statement.csv 3行目", "NUL", "事業負担金␀収入"],
    ),
    "line break in a cell": (
        "amendment_balance_sheet",
        replace("64,未収金", '64,"未\n収金"'),
        ["amendment_balance_sheet.csv 5行目 列 label", "「未⏎収金」 期待「未収金」", "line break"],
    ),
    "quotation mark not closed": (
        "amendment_cash_plan",
        replace("168,利息収入", '168,"利息収入'),
        ["amendment_cash_plan.csv 3行目", '168,"利息収入', "引用符", "quotation mark"],
    ),
    "thousands without quotation marks": (
        "amendment_balance_sheet",
        replace('"53,085,369"', "53,085,369"),
        ["amendment_balance_sheet.csv 5行目", "セルの数が 5 個", "5 cells, and the header 3"],
    ),
    "cell missing": (
        "revised_balance_sheet",
        replace("710,流動資産,,,", "710,流動資産,,"),
        ["revised_balance_sheet.csv 3行目", "4 cells, and the header 5", "710,流動資産"],
    ),
    "blank row": (
        "revised_income_statement",
        replace("\n770,", "\n\n770,"),
        ["revised_income_statement.csv 3行目", "0 cells, and the header 5"],
    ),
    "column missing": (
        "overview_balance_sheet_digital_reform_fund",
        rewrite(drop_column),
        ["digital_reform_fund.csv 1行目 列 revised", "source_line,label,original,adjustment,revised"],
    ),
    "extra column": (
        "overview_income_statement",
        rewrite(add_column),
        ["overview_income_statement.csv 1行目 列 remarks", "見出しが宣言と違う", "the header is not"],
    ),
    "header changed": (
        "overview_cash_plan",
        replace("original", "当初"),
        ["overview_cash_plan.csv 1行目 列 当初", "source_line,label,当初,adjustment,revised"],
    ),
    "column named twice": (
        "revised_cash_plan",
        replace("original,adjustment", "original,original"),
        ["revised_cash_plan.csv 1行目 列 original", "source_line,label,original,original,revised"],
    ),
    "no header": (
        "amendment_debt_obligations",
        rewrite(lambda rows: rows.pop(0)),
        ["amendment_debt_obligations.csv 1行目", "見出しが宣言と違う"],
    ),
    "empty file": (
        "amendment_advances_received",
        lambda data: b"",
        ["amendment_advances_received.csv 1行目", "ファイルが空である", "the file is empty"],
    ),
    "header only": (
        "overview_debt_obligations",
        lambda data: data.splitlines(keepends=True)[0],
        ["overview_debt_obligations.csv 2行目", "見出しだけで行がない", "but no row"],
    ),
    "wrong column of a vocabulary": (
        "businesses",
        replace("business_order", "order"),
        ["businesses.csv 1行目 列 order", "business_order"],
    ),
    "text in a column of integers": (
        "statement_lines",
        replace("assets_heading,balance_sheet,,1010,", "assets_heading,balance_sheet,,first,"),
        ["statement_lines.csv 2行目 列 line_order", "「first」 期待「6桁までの整数"],
    ),
    "too large for a column of integers": (
        "calculation_arcs",
        replace("cash_and_deposits,1,", "cash_and_deposits,2147483648,"),
        ["calculation_arcs.csv 2行目 列 weight", "2147483648"],
    ),
    "no date": (
        "documents",
        replace("2021-04-01", "2021-04-31"),
        ["documents.csv 2行目 列 period_start", "「2021-04-31」 期待「2022-03-31」"],
    ),
    "neither true nor false": (
        "units",
        replace("thousand yen,true", "thousand yen,maybe"),
        ["units.csv 2行目 列 is_money", "「maybe」 期待「true, false」"],
    ),
}


@pytest.fixture(scope="module")
def good(built: Project, tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A copy with the last good database and site, which the tests leave as it was."""
    project = prepare(built, tmp_path_factory.mktemp("good"))
    shutil.copy(built.database, project.folder / "target")
    shutil.copytree(built.folder / "target/site", project.folder / "target/site")
    return project


@pytest.fixture
def corrupted(good: Project) -> Iterator[Project]:
    """The same; the project is put back, and database and site must not have changed."""
    files = [good.folder / "dbt_project.yml", *good.folder.glob("seeds/*/*")]
    before = {path: path.read_bytes() for path in files}
    last_good = contents(good.folder / "target")
    yield good
    for path in good.folder.glob("seeds/*/*"):
        if path not in before:
            path.unlink()
    for path, data in before.items():
        path.write_bytes(data)
    assert contents(good.folder / "target") == last_good


def must_refuse(project: Project, *wanted: list[str]) -> None:
    """`make build` stops, and for each there is a message that names all that is wanted."""
    before = seeds(project)
    result = project.make("build")
    assert result.returncode != 0
    assert "Traceback" not in result.stdout
    messages = lines_together(result.stdout)
    for texts in wanted:
        assert any(all(text in message for text in texts) for message in messages), result.stdout
    assert seeds(project) == before


def must_find(root: Path, wanted: list[str]) -> None:
    """The check of the inputs, with which `make build` begins, names all that is wanted."""
    messages = [problem.message() for problem in check_seeds(root)]
    assert any(all(text in message for text in wanted) for message in messages), messages


@pytest.mark.parametrize("case", FILES)
def test_a_file_that_cannot_be_loaded_is_refused(root: Path, case: str):
    seed, corruption, wanted = FILES[case]
    corrupt(Project(root), seed, corruption)
    must_find(root, wanted)


def test_make_build_refuses_such_files_before_anything_is_touched(corrupted: Project):
    """One of them, one that is missing and one that nothing declares."""
    seed, corruption, wanted = FILES["CP932"]
    corrupt(corrupted, seed, corruption)
    corrupted.seed("eras").unlink()
    path = corrupted.seed("amendment_balance_sheet")
    shutil.copy(path, path.with_name(f"{DOCUMENT}__new_table.csv"))
    must_refuse(
        corrupted,
        wanted,
        ["seeds/vocabulary/eras.csv: ファイルがない", "the file is missing"],
        ["new_table.csv", "printed_tables に宣言がない", "no row of printed_tables declares this file"],
    )


@pytest.mark.parametrize(
    ("old", "new", "wanted"),
    [
        ("vars:\n", "vars: ]\n", ["dbt_project.yml ", "行目: YAML として読めない。値「vars: ]」", "cannot be read as YAML"]),
        ("vars:\n", "varz:\n", ["dbt_project.yml 1行目 列 vars", "決まった形でない"]),
    ],
)
def test_a_project_that_is_none_is_refused(root: Path, old: str, new: str, wanted: list[str]):
    path = root / "dbt_project.yml"
    path.write_bytes(replace(old, new)(path.read_bytes()))
    must_find(root, wanted)


def test_a_stale_list_of_tables_is_refused_by_plain_dbt(project: Project):
    """`make build` writes the list anew; dbt alone says what is due."""
    path = project.folder / "seeds/_declared_tables.sql"
    path.write_bytes(replace(f"        ('{DOCUMENT}', 'contents', false),\n", "")(path.read_bytes()))
    result = project.build("--select", "+transcription_errors")
    assert result.returncode == 1
    assert f"{DOCUMENT}__contents.csv: 宣言された表がない" in result.stdout
    assert "make build (or python scripts/declare.py) is due" in result.stdout


# What dbt's loader lets by, and the SQL then refuses; a blank row does no harm.
LOADED = {
    "NUL", "line break in a cell", "column missing", "extra column", "header changed",
    "column named twice", "header only",
}
UNDECODABLE = {"CP932", "UTF-16", "bytes of no text"}


def test_plain_dbt_build_refuses_the_same_files(project: Project):
    """Its message is dbt's or DuckDB's, but it names the file; none passes."""
    refused_by_loader = set(FILES) - LOADED - UNDECODABLE - {"blank row"}
    before = {path: path.read_bytes() for path in project.folder.glob("seeds/*/*.csv")}
    for together in (refused_by_loader, LOADED):
        for name in together:
            corrupt(project, *FILES[name][:2])
        result = project.build_checks()
        assert result.returncode != 0
        for name in together:
            assert project.seed(FILES[name][0]).name in result.stdout, name
        for path, data in before.items():
            path.write_bytes(data)
    corrupt(project, *FILES["CP932"][:2])
    result = project.build_checks()
    assert result.returncode != 0
    assert "'utf-8' codec can't decode byte" in result.stdout


# Vocabulary that contradicts itself; all at once, each reported by itself.
CONTRADICTIONS: dict[str, tuple[str, Corruption, list[str]]] = {
    "line twice": (
        "statement_lines",
        repeat_row("jlis_fy2021,cash_and_deposits,", "1030", "1031"),
        ["statement_lines", "キーが重複", "key repeated", "line_id=cash_and_deposits"],
    ),
    "two lines for a label in one place": (
        "label_variants",
        repeat_row("jlis_fy2021,balance_sheet,form,未収金", "accounts_receivable", "supplies"),
        ["label_variants", "label=未収金", "layout=form", "rows with this key: 2"],
    ),
    "business twice": (
        "businesses",
        repeat_row("jlis_fy2021,general,", "一般事業", "別の事業"),
        ["businesses", "key repeated", "business_id=general"],
    ),
    "table declared twice": (
        "printed_tables",
        repeat_row(f"{DOCUMENT},amendment_balance_sheet,"),
        ["printed_tables", "key repeated", "table_id=amendment_balance_sheet"],
    ),
    "column declared twice": (
        "printed_columns",
        repeat_row(f"{DOCUMENT},amendment_cash_plan,"),
        ["printed_columns", "key repeated", "table_id=amendment_cash_plan column_name=amount"],
    ),
    "document twice": (
        "documents",
        repeat_row(DOCUMENT),
        ["documents", "key repeated", f"document_id={DOCUMENT}"],
    ),
    "rule twice": (
        "calculation_rules",
        repeat_row("jlis_fy2021,current_assets_equal_sum_of_parts,"),
        ["calculation_rules", "key repeated", "rule_id=current_assets_equal_sum_of_parts"],
    ),
}

# Two tables with the same columns, one in the place of the other.
EXCHANGED = ("overview_balance_sheet_digital_reform_fund", "overview_cash_plan_digital_reform_fund")

# What only shows when rows, arcs and tables are put together; again all at once.
MISFITS: dict[str, tuple[str, Corruption, list[str]]] = {
    "cycle in the arcs": (
        "calculation_arcs",
        repeat_row(
            "jlis_fy2021,current_assets_equal_sum_of_parts,line,current_assets,cash_and_deposits",
            "current_assets,cash_and_deposits",
            "cash_and_deposits,current_assets",
        ),
        ["calculation_arcs.csv", "current_assets → current_assets", "循環", "a cycle"],
    ),
    "arc to a line that does not exist": (
        "calculation_arcs",
        replace("line,fixed_assets,tangible_fixed_assets,", "line,fixed_assets,tangible_assets,"),
        ["calculation_arcs.csv", "fixed_assets_equal_sum_of_parts", "「tangible_assets」がない"],
    ),
    "rule taken from under its arcs": (
        "calculation_rules",
        replace("fund_deposits_equal_its_advances,", "fund_deposits_equal,"),
        ["calculation_arcs.csv", "rule fund_deposits_equal_its_advances", "is not declared"],
    ),
    "label of two lines": (
        "label_variants",
        repeat_row(
            "jlis_fy2021,balance_sheet,form,建物,", "建物,,,buildings", "建物,有形固定資産,,equipment"
        ),
        ["amendment_balance_sheet.csv", "「建物」", "二つ以上の科目", "buildings, equipment"],
    ),
    "unknown business": (
        "printed_columns",
        replace(
            "overview_balance_sheet,1,original,figure,million_yen,total",
            "overview_balance_sheet,1,original,figure,million_yen,totals",
        ),
        ["overview_balance_sheet.csv", "列 original", "事業が分からない", "the business is unknown"],
    ),
    "formula": (
        "revised_balance_sheet",
        replace("713,貯蔵品,16", "713,貯蔵品,=1+1"),
        ["revised_balance_sheet.csv 原文713行", "列 original", "=1+1", "数字として読めない"],
    ),
}


def refused(project: Project) -> str:
    """What a build says that stops, and leaves the seeds as they were."""
    before = seeds(project)
    result = project.build_checks()
    assert result.returncode != 0
    assert "Traceback" not in result.stdout
    assert seeds(project) == before
    return result.stdout


@pytest.fixture(scope="module")
def contradicted(built: Project, tmp_path_factory: pytest.TempPathFactory) -> str:
    project = prepare(built, tmp_path_factory.mktemp("contradicted"))
    for seed, corruption, _ in CONTRADICTIONS.values():
        corrupt(project, seed, corruption)
    path = project.folder / "tests/keys/assert_keys_are_unique.sql"
    path.write_bytes(replace("    'slips': ['slip'],\n", "")(path.read_bytes()))
    return refused(project)


def test_a_table_whose_key_is_not_stated_is_named(contradicted: str):
    assert "slips: キーが書かれていない" in contradicted and "its key is not stated in tests/keys/" in contradicted, contradicted


@pytest.mark.parametrize("case", CONTRADICTIONS)
def test_vocabulary_that_contradicts_itself_is_refused(contradicted: str, case: str):
    wanted = CONTRADICTIONS[case][2]
    assert any(all(text in message for text in wanted) for message in lines_together(contradicted))


@pytest.fixture(scope="module")
def misfitted(built: Project, tmp_path_factory: pytest.TempPathFactory) -> str:
    project = prepare(built, tmp_path_factory.mktemp("misfitted"))
    for seed, corruption, _ in MISFITS.values():
        corrupt(project, seed, corruption)
    one, other = (project.seed(name) for name in EXCHANGED)
    data = one.read_bytes()
    one.write_bytes(other.read_bytes())
    other.write_bytes(data)
    return told(refused(project), project.database)


@pytest.mark.parametrize("case", MISFITS)
def test_what_does_not_fit_together_is_refused(misfitted: str, case: str):
    wanted = MISFITS[case][2]
    assert any(all(text in message for text in wanted) for message in lines_together(misfitted))


@pytest.mark.parametrize(
    ("table", "found", "expected"), [(EXCHANGED[0], "649", "537 - "), (EXCHANGED[1], "538", "648 - ")]
)
def test_exchanged_tables_are_refused(misfitted: str, table: str, found: str, expected: str):
    wanted = [f"{table}.csv 原文{found}行", "行番号が表の範囲の外にある", f"期待「{expected}", "lies outside"]
    assert any(all(text in message for text in wanted) for message in lines_together(misfitted))


def test_whole_tables_that_are_wrong_are_named(project: Project):
    """A table in the wrong unit, one whose columns are exchanged, two rows exchanged."""
    corrupt(project, "revised_advances_received", rewrite(print_in_million_yen))
    corrupt(project, "overview_balance_sheet_digital_reform_fund", rewrite(exchange_figures))
    corrupt(project, "amendment_balance_sheet", replace("64,未収金", "0,未収金"))
    corrupt(project, "amendment_balance_sheet", replace("65,貯蔵品", "64,貯蔵品"))
    corrupt(project, "amendment_balance_sheet", replace("0,未収金", "65,未収金"))
    result = project.build_checks()
    assert result.returncode != 0 and "Traceback" not in result.stdout
    messages = lines_together(told(result.stdout, project.database))
    for table, rule in (
        ("revised_advances_received", "表の数字の和（符号を除く）= 別に取った検算合計"),
        ("overview_balance_sheet_digital_reform_fund", "百万円"),
        ("amendment_balance_sheet", "表の数字に行番号を掛けた和 = 別に取った検算合計"),
    ):
        assert [m for m in messages if table in m and rule in m and " differ" in m] != [], rule


def wait_for_open(process: subprocess.Popen[str], database: Path) -> None:
    """Wait until a process holds the database open: it has started its work."""
    folder = Path(f"/proc/{process.pid}/fd")
    deadline = time.monotonic() + 60
    while not any(points_to(one, database) for one in folder.glob("*")):
        assert process.poll() is None and time.monotonic() < deadline
        time.sleep(0.005)


def points_to(link: Path, target: Path) -> bool:
    """Whether a link that may vanish at any time leads to a file."""
    try:
        return os.readlink(link) == str(target)
    except FileNotFoundError:
        return False


def interrupt(project: Project) -> str:
    """Press Ctrl-C in the middle of `make build`, when its database is being written."""
    process = subprocess.Popen(
        ["make", "--no-print-directory", "--assume-old=.venv/synced", "build"],
        cwd=project.folder,
        env=environment(),
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    deadline = time.monotonic() + 60
    while not (project.folder / "target/building/budget.duckdb").exists():
        assert process.poll() is None, process.stdout.read()
        assert time.monotonic() < deadline
        time.sleep(0.1)
    time.sleep(1)
    os.killpg(process.pid, signal.SIGINT)
    output = process.communicate(timeout=60)[0]
    assert process.returncode != 0
    return output


def test_an_interrupted_build_leaves_the_last_good_one(corrupted: Project):
    last_good = contents(corrupted.folder / "target")
    output = interrupt(corrupted)
    assert "中断しました" in output and "interrupted" in output
    assert "Traceback" not in output
    assert contents(corrupted.folder / "target") == last_good


def test_harmless_forms_are_read_right(project: Project, built: Project, connection):
    """By a plain `dbt build`, over the database that is there.

    A byte order mark, CRLF, blank lines at the end, rows in another order (their source
    lines say where they stand), columns in another order (their names say so), and
    figures as they are pasted: full-width digits, spaces, no commas, a dash, brackets, 億 and 百.
    """
    shutil.copy(built.database, project.folder / "target")
    project.edit("amendment_balance_sheet", '"196,170,984"', '" １９６，１７０，９８４ "')
    project.edit("amendment_balance_sheet", '"53,085,369"', "53085369")
    project.edit("amendment_balance_sheet", "貯蔵品,16", "貯蔵品,16\u00a0")
    project.edit("revised_balance_sheet", "713,貯蔵品,16,0,16", "713,貯蔵品,16,－,16")
    project.edit("amendment_income_statement", '"598,233"', "(598233)")
    project.edit("overview_prose", '"31,682"', "3百16億82")
    sign = ["amendment_income_statement", "158"]
    corrupt(
        project,
        "restored_signs",
        rewrite(lambda rows: rows.remove(next(row for row in rows if row[1:3] == sign))),
    )
    corrupt(project, "amendment_balance_sheet", lambda data: b"\xef\xbb\xbf" + data)
    corrupt(project, "amendment_cash_plan", lambda data: data.replace(b"\n", b"\r\n"))
    corrupt(project, "businesses", lambda data: b"\xef\xbb\xbf" + data.replace(b"\n", b"\r\n"))
    corrupt(project, "revised_balance_sheet", lambda data: data + b"\n\n")
    corrupt(project, "revised_cash_plan", rewrite(exchange_columns))
    corrupt(
        project,
        "revised_income_statement",
        rewrite(lambda rows: rows.__setitem__(slice(1, None), rows[:0:-1])),
    )
    checked = subprocess.run(
        [sys.executable, "scripts/check_inputs.py"],
        cwd=project.folder,
        text=True,
        capture_output=True,
        check=False,
    )
    assert checked.returncode == 0, checked.stdout + checked.stderr
    result = project.build()
    assert result.returncode == 0, result.stdout
    pasted = "('amendment_balance_sheet', 'revised_balance_sheet', 'amendment_income_statement', 'overview_prose')"
    with duckdb.connect(str(project.database), read_only=True) as other:
        for query in (
            "select * exclude (figure_as_printed, is_sign_restored) from printed_figures order by all",
            f"from printed_figures where table_id not in {pasted} order by all",
            "from check_results order by all",
            "from statement_amounts order by all",
        ):
            assert other.execute(query).fetchall() == connection.execute(query).fetchall(), query


SITE_STEP = ["scripts/build_site.py", "--site", "target/interrupted"]


def interrupt_step(command: list[str | Path], project: Project, seconds: float) -> str:
    """Press Ctrl-C some seconds after a step of `make build` has opened its database."""
    process = subprocess.Popen(
        [sys.executable, *command],
        cwd=project.folder,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    try:
        wait_for_open(process, Path(command[-1]))
        time.sleep(seconds)
        process.send_signal(signal.SIGINT)
        output = process.communicate(timeout=60)[0]
    finally:
        process.kill()
        shutil.rmtree(project.folder / "target/interrupted", ignore_errors=True)
    assert process.returncode == 1
    return output


@pytest.mark.parametrize("command", [["expectations/run.py"], SITE_STEP])
def test_ctrl_c_ends_a_step_without_a_traceback(good: Project, command: list[str]):
    output = interrupt_step([*command, "--database", good.database], good, 0)
    assert output == "中断しました / interrupted\n"


def test_ctrl_c_in_the_middle_of_a_query_is_no_error(good: Project, tmp_path: Path):
    """DuckDB makes a RuntimeError of it, in a query of some seconds."""
    database = tmp_path / "long.duckdb"
    with duckdb.connect(str(database)) as connection:
        connection.execute(
            "create view documents as select max(range) as document_id from range(1500000000)"
        )
    output = interrupt_step([*SITE_STEP, "--database", database], good, 0.5)
    assert output == "中断しました / interrupted\n"


def test_a_folder_that_cannot_be_written_is_refused(corrupted: Project):
    (corrupted.folder / "target").rename(corrupted.folder / "elsewhere")
    (corrupted.folder / "target").symlink_to("/proc")
    try:
        must_refuse(corrupted, ["フォルダーに書き込めない", "cannot be written to"])
    finally:
        (corrupted.folder / "target").unlink()
        (corrupted.folder / "elsewhere").rename(corrupted.folder / "target")


def test_too_little_space_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    disk = SimpleNamespace(f_bavail=12_000, f_frsize=1_000, f_files=0)
    monkeypatch.setattr(os, "statvfs", lambda folder: disk)
    (problem,) = build.check_place(tmp_path / "target")
    assert "ディスクの空きが足りない。値「12 MB」 期待「200 MB」" in problem.message()
    assert "the disk is full" in problem.message()


def test_a_disk_that_fills_up_stops_the_build(corrupted: Project):
    """No file may grow beyond 4 MB, as if the disk were full then."""
    result = subprocess.run(
        ["make", "--no-print-directory", "--assume-old=.venv/synced", "build"],
        cwd=corrupted.folder,
        env=environment(),
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (4_000_000, 4_000_000)),
        check=False,
    )
    assert result.returncode != 0
    assert "Could not write file" in result.stdout and "budget.duckdb" in result.stdout
    assert "Traceback" not in result.stdout


def test_plain_dbt_build_stops_at_a_locked_database(good: Project):
    """Another process writes to it; DuckDB's message names the process."""
    code = f"import duckdb, sys; c = duckdb.connect({str(good.database)!r}); print(flush=True); sys.stdin.read()"
    holder = subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        holder.stdout.readline()
        before = contents(good.folder / "target")
        result = good.build()
        assert result.returncode != 0
        assert f"(PID {holder.pid})" in result.stdout
        assert contents(good.folder / "target") == before
    finally:
        holder.communicate("")
