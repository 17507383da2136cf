"""Arbitrary input, and kills at any instant: only three things may come of them.

Green and identical; or red with file and line; and the last good pair is whole. A few
cases run with the other tests, always the same ones; `make attack` tries as many new ones
as it is told.
"""

from __future__ import annotations

import csv
import io
import os
import random
import re
import signal
import subprocess
import time
from pathlib import Path
from typing import NamedTuple

import duckdb
import pytest
from check_inputs import (
    ID,
    ROOT,
    Declaration,
    Problem,
    Project,
    Seed,
    check_table,
    read_text,
    read_yaml,
    tables_of_documents,
)
from conftest import DOCUMENT, drop_document, environment, join_document, prepare
from conftest import Project as Copy
from dbt_common.clients.agate_helper import from_csv
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

IS_ATTACK = "CASES" in os.environ
CASES = int(os.environ.get("CASES", 800))
KILLS = int(os.environ.get("KILLS", 1))
BUILDS = int(os.environ.get("BUILDS", 1))
arbitrary = settings(
    max_examples=CASES // 4,  # for each of four tests
    deadline=None,
    derandomize=not IS_ATTACK,
    database=None,
    suppress_health_check=list(HealthCheck),
)

COLUMNS = {"source_line": "varchar", "label": "varchar", "line_id": "varchar", "weight": "integer", "day": "date"}
SEED = Seed.model_validate({"name": "seed", "config": {"column_types": COLUMNS}})
# What CSV, YAML, SQL, a terminal and an eye trip over.
ODD = "\"',;|\t\r\n\0 \\#=+-%{}[]()&*?<>~^$\x1b\u200b\u3000\xa0\u3099が㈱△－０9é\U0001f600"
cell = st.one_of(
    st.text(max_size=8),
    st.text(ODD, max_size=6),
    st.sampled_from(["", "1", "-1", "007", "1e3", "true", "2022-03-31", "2022-02-30", "NULL", "'1'", "../x", "a_b"]),
    st.integers().map(str),
)
good_row = st.tuples(
    st.text("0123456789", max_size=4), st.text("未収金 a'", max_size=5), st.from_regex(ID, fullmatch=True),
    st.integers(-999999, 999999).map(str), st.dates().map(str),
).map(list)


@st.composite
def files(draw: st.DrawFn) -> bytes:
    """A CSV: good rows and odd ones, quoted or not, in some encoding, perhaps damaged."""
    rows = draw(st.lists(st.one_of(good_row, good_row, st.lists(cell, min_size=5, max_size=5), st.lists(cell, max_size=7)), max_size=4))
    end = draw(st.sampled_from(["\n", "\n", "\r\n", "\r"]))
    if draw(st.booleans()):
        text = io.StringIO()
        quoting = draw(st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]))
        csv.writer(text, lineterminator=end, quoting=quoting).writerows([list(COLUMNS), *rows])
        whole = text.getvalue()
    else:
        whole = end.join(",".join(row) for row in [list(COLUMNS), *rows]) + draw(st.sampled_from(["", end]))
    data = whole.encode(draw(st.sampled_from(["utf-8", "utf-8", "utf-8", "utf-8-sig", "utf-16"])), "replace")
    return draw(damaged(data)) if draw(st.integers(0, 3)) == 0 else data


@st.composite
def damaged(draw: st.DrawFn, data: bytes) -> bytes:
    """Some bytes at one place become others."""
    start = draw(st.integers(0, len(data)))
    length = draw(st.integers(0, 4))
    return data[:start] + draw(st.one_of(st.binary(max_size=3), cell.map(lambda c: c.encode("utf-8", "replace")))) + data[start + length :]


def faults(read: object) -> list[Problem]:
    """The problems that reading finds; each has a file, a line and a text that a terminal takes."""
    try:
        found = list(read())
    except Problem as problem:
        found = [problem]
    problems = [one for one in found if isinstance(one, Problem)]
    for problem in problems:
        message = problem.message()
        assert problem.file and problem.line, message
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u202e]", message), message
    return problems


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder whose name is a trap for SQL, patterns and partitions."""
    folder = tmp_path_factory.mktemp("o'b [1] st*r") / "label=x"
    folder.mkdir()
    return folder


@pytest.fixture(scope="module")
def load(place: Path):
    """The statement by which dbt loads a seed, and a database to run it in."""
    text = (ROOT / "macros/duckdb_tables.sql").read_text("utf-8")
    options = re.search(r"copy \{\{ this.render\(\) \}\} from .*?\}\} (\(.*?\))\s*\{% endset", text, re.DOTALL)[1]
    escaped = re.sub(r"([*?\[])", r"[\1]", str(place / "seed.csv")).replace("'", "''")
    with duckdb.connect() as connection:
        columns = ", ".join(f"{name} {kind}" for name, kind in COLUMNS.items())

        def run() -> list[tuple]:
            connection.execute(f"create or replace table seed ({columns})")
            connection.execute(f"copy seed from '{escaped}' {options}")
            return connection.execute("select columns(*)::varchar from seed").fetchall()

        yield run


@arbitrary
@given(data=files())
def test_a_csv_is_loaded_as_it_stands_or_refused_with_its_line(place: Path, load, data: bytes):
    path = place / "seed.csv"
    path.write_bytes(data)
    if faults(lambda: check_table("seed.csv", read_text(place, path), SEED)):
        return
    header, *rows = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    typed = {
        "integer": lambda text: str(int(text)),
        "varchar": str,
        "date": str,
    }
    expected = [
        tuple(typed[COLUMNS[name]](value) if value else None for name, value in zip(header, row, strict=True))
        for row in rows
        if row
    ]
    assert header == list(COLUMNS)
    assert load() == expected
    # dbt reads the file once itself, for the names of the columns.
    assert list(from_csv(str(path), text_columns=set(COLUMNS)).column_names) == header


SEEDS = sorted(ROOT.glob("seeds/*/*.csv"))


@arbitrary
@given(data=st.data())
def test_a_damaged_seed_is_the_same_or_refused_with_its_line(place: Path, data: st.DataObject):
    """Or it says something else that can be read, which is for the laws to judge."""
    original = data.draw(st.sampled_from(SEEDS))
    seeds = {path.stem: seed for path, seed in tables_of_documents(ROOT).items()}
    for declaration in original.parent.glob("_*.yml"):
        seeds |= {seed.name: seed for content in read_yaml(ROOT, declaration, Declaration) for seed in content.seeds}
    path = place / original.name
    path.write_bytes(data.draw(damaged(original.read_bytes())))
    faults(lambda: check_table(path.name, read_text(place, path), seeds[original.stem]))


@arbitrary
@given(data=st.data())
def test_a_damaged_declaration_is_read_or_refused_with_its_line(place: Path, data: st.DataObject):
    original, model = data.draw(
        st.sampled_from([(ROOT / "dbt_project.yml", Project), (ROOT / "seeds/rules/_rules__seeds.yml", Declaration)])
    )
    path = place / original.name
    path.write_bytes(data.draw(damaged(original.read_bytes())))
    faults(lambda: read_yaml(place, path, model))


@arbitrary
@given(text=st.one_of(cell, st.from_regex(ID), st.from_regex(ID, fullmatch=True), st.from_regex("[0-9]?[a-z-]{0,3}")))
def test_an_id_of_the_lake_is_one_of_the_seeds_or_begins_with_a_number(text: str):
    """Or has hyphens: codes of municipalities and years. Nothing that a path or a quotation needs."""
    macro = (ROOT / "macros/lake.sql").read_text("utf-8")
    pattern = re.search(r"macro id_pattern\(\) -%\}\s*(\S+)", macro)[1]
    if "\0" not in text and text.isprintable():
        found = duckdb.execute(f"select regexp_full_match(?, '{pattern}')", [text]).fetchone()[0]
        named = re.sub("^[0-9]", "a", text.replace("-", "_")) if text[:1] not in ("-", "_") else text
        assert found == bool(re.fullmatch(ID, named))


def tables(database: Path) -> list[list[tuple]]:
    """What a build says: figures without the spelling of label and amount, checks and statements."""
    with duckdb.connect(str(database), read_only=True) as connection:
        return [
            connection.execute(query).fetchall()
            for query in (
                "select * exclude (label_as_printed, figure_as_printed, is_sign_restored) from printed_figures order by all",
                "from check_results order by all",
                "from statement_amounts order by all",
            )
        ]


def test_a_cell_that_can_be_read_is_never_changed_in_silence(built: Copy, tmp_path: Path):
    chance = random.Random(None if IS_ATTACK else 16)
    project = prepare(built, tmp_path / "project")
    right = tables(built.database)
    for _ in range(BUILDS):
        name = chance.choice(sorted(path.name for path in (project.folder / f"seeds/{DOCUMENT}").glob("*.csv")))
        path = project.folder / f"seeds/{DOCUMENT}" / name
        before = path.read_bytes()
        rows = list(csv.reader(io.StringIO(before.decode(), newline="")))
        row, column = chance.randrange(1, len(rows)), chance.randrange(len(rows[0]))
        rows[row][column] = chance.choice(
            [rows[row][column] + "0", "", "'1'", "9" * 15, "△" + rows[row][column], "x'); drop table findings; --", "{{ 1/0 }}", "か\u3099", "１", " " + rows[row][column]]
        )
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows(rows)
        result = project.build()
        assert "Traceback" not in result.stdout
        if result.returncode:
            assert name.removesuffix(".csv").removeprefix(f"{DOCUMENT}__") in result.stdout, (name, row, column, rows[row])
        else:
            assert tables(project.database) == right, (name, row, column, rows[row])
        path.write_bytes(before)


def pages(target: Path) -> set[str]:
    """The files of the site; the data docs name theirs after the time of the run."""
    return {re.sub("/[0-9]{8}T.*", "", str(path.relative_to(target / "site"))) for path in (target / "site").rglob("*")}


def is_whole(target: Path, complete: set[str], right: list[list[tuple]]) -> bool:
    """Whether database and site are there, complete, of one build."""
    same_build = (target / "budget.duckdb").resolve().parent == (target / "site").resolve().parent
    return same_build and pages(target) == complete and tables(target / "budget.duckdb") == right


def begin(project: Copy) -> subprocess.Popen[bytes]:
    """Begin `make build` in a process group of its own; what it prints is in `build.log`."""
    with (project.folder / "build.log").open("wb") as log:
        return subprocess.Popen(
            ["make", "--no-print-directory", "--assume-old=.venv/synced", "build"],
            cwd=project.folder, env=environment(), stdout=log, stderr=log, start_new_session=True,
        )  # fmt: skip


def wait_for_the_last_step(process: subprocess.Popen[bytes], project: Copy) -> float:
    """When the site begins to be written, or the process has ended."""
    while process.poll() is None and not (project.folder / "target/building/site/index.html").exists():
        time.sleep(0.002)
    return time.monotonic()


class Small(NamedTuple):
    """A built project, and how long the build took before its last step and within it, in seconds."""

    project: Copy
    before: float
    within: float


@pytest.fixture(scope="module")
def small(built: Copy, tmp_path_factory: pytest.TempPathFactory) -> Small:
    """A project of another document alone, built by `make build`, where one that was killed left its folder."""
    project = prepare(built, tmp_path_factory.mktemp("small") / "project")
    drop_document(project)
    join_document(project, "waterworks")
    (project.folder / "target/building").mkdir()
    (project.folder / "target/building/budget.duckdb").write_bytes(b"half of a page")
    start = time.monotonic()
    process = begin(project)
    last_step = wait_for_the_last_step(process, project)
    assert process.wait() == 0, (project.folder / "build.log").read_text("utf-8")
    return Small(project, last_step - start, time.monotonic() - last_step)


def test_a_project_needs_no_document_but_its_own(small: Small):
    assert list(small.project.folder.glob("target/building*")) == []
    with duckdb.connect(str(small.project.database), read_only=True) as connection:
        verdicts = connection.execute("select document_id, figure_count, verdict from document_verdicts").fetchall()
    assert verdicts == [("yuki_water_fy2005_supplementary_1", 17, "consistent")]
    assert (small.project.folder / "target/site/yuki_water_fy2005_supplementary_1/index.html").exists()


def test_a_kill_at_any_instant_leaves_a_whole_pair(small: Small):
    """By SIGKILL, SIGTERM or Ctrl-C, half of them while the last step and the publication run."""
    chance = random.Random(None if IS_ATTACK else 16)
    project, target = small.project, small.project.folder / "target"
    right = tables(target / "budget.duckdb")
    complete = pages(target)
    published = 0
    for kill in range(KILLS):
        before = os.readlink(target / "current")
        process = begin(project)
        if kill % 2:
            wait_for_the_last_step(process, project)
        try:
            process.wait(chance.uniform(0, 1.1 * small.within if kill % 2 else small.before))
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, chance.choice([signal.SIGKILL, signal.SIGTERM, signal.SIGINT]))
            process.wait()
        assert is_whole(target, complete, right), kill
        published += os.readlink(target / "current") != before
    print(f"{KILLS} kills, {published} of them after the publication")
    # Without an attack, the fixture sees that the next build is green.
    if IS_ATTACK:
        result = project.make("build")
        assert result.returncode == 0 and is_whole(target, complete, right), result.stdout
