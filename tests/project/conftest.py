"""A copy of the project in a temporary folder, built and corrupted as a user would."""

from __future__ import annotations

import csv
import fcntl
import hashlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import ClassVar

import duckdb
import pytest
from declare import declare
from look import BROWSER
from playwright.sync_api import Browser, sync_playwright

from reader.parse import parse_file
from reader.reading import Document

ROOT = Path(__file__).resolve().parents[2]
DOCUMENT = "jlis_fy2021_january"
BIN = Path(sys.executable).parent
CHROMIUM = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
CHROMIUM += ["--disable-component-update", "--disable-sync", "--disable-dev-shm-usage"]
CHROMIUM += ["--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1"]
# Where dbt parses when it is run alone.
PLAIN = "target/plain"
NOWHERE = {"server": "http://127.0.0.1:9", "bypass": "127.0.0.1"}
# A shell starts what runs in its background deaf to Ctrl-C, and children inherit that.
signal.signal(signal.SIGINT, signal.default_int_handler)
IS_WORKER = "PYTEST_XDIST_WORKER" in os.environ
# The files that take longest, which two workers share best when they begin with them.
LONGEST = (
    "test_lake", "test_site", "test_read", "test_other_budgets", "test_bad_input", "test_expectations",
    "test_attack", "test_new_document", "test_families", "test_book", "test_look", "test_mutation_builds", "test_propose",
    "test_sums_package", "test_publish", "test_suspects", "test_build",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the longest files first; the order within a file stays."""
    place = {name: number for number, name in enumerate(LONGEST)}
    items.sort(key=lambda item: place.get(item.path.stem, len(LONGEST)))


def environment() -> dict[str, str]:
    """The environment of a user who has set nothing for this project."""
    unset = {name: value for name, value in os.environ.items() if name != "BUDGET_DATABASE"}
    return unset | {"DBT_SEND_ANONYMOUS_USAGE_STATS": "false"}


def plain_environment() -> dict[str, str]:
    """The same, with the database under the good name, where tests look for it."""
    return environment() | {"BUDGET_DATABASE": "target/budget.duckdb"}


class Warm:
    """A process of dbt and Great Expectations that is forked for each command, so that none has to start them.

    Args:
        folder: A project that dbt parses to begin with.
        place: The socket of the process, which the first to come starts.
    """

    def __init__(self, folder: Path, place: Path) -> None:
        self.place = place
        if place.exists():
            return
        # A parser in Rust, NumPy's algebra and Arrow's memory would leave it threads, which a fork does not have.
        alone = {"OPENBLAS_NUM_THREADS": "1", "JE_ARROW_MALLOC_CONF": "background_thread:false"}
        parse = ["--no-static-parser", "parse", "--quiet", "--target-path", PLAIN]
        (folder / PLAIN).mkdir(parents=True, exist_ok=True)
        owner = os.getppid() if IS_WORKER else os.getpid()
        process = subprocess.Popen(
            [sys.executable, Path(__file__).with_name("warm.py"), place, str(owner), folder, *parse],
            env=plain_environment() | alone,
        )
        while not place.exists():
            assert process.poll() is None
            time.sleep(0.05)

    def __call__(self, folder: Path, program: str, *arguments: str | Path, **more: str | None) -> subprocess.CompletedProcess[str]:
        """Run dbt, or a script of a folder, there, with more in its environment, or less (None); what it prints is in `stdout`."""
        environment = {name: value for name, value in (plain_environment() | more).items() if value is not None}
        with tempfile.NamedTemporaryFile() as output:
            request = {
                "program": program, "folder": str(folder), "arguments": list(map(str, arguments)),
                "environment": environment, "output": output.name,
            }  # fmt: skip
            with socket.socket(socket.AF_UNIX) as connection:
                connection.connect(str(self.place))
                with connection.makefile("rw") as line:
                    print(json.dumps(request), file=line, flush=True)
                    status = int(line.readline())
            text = output.read().decode("utf-8", "backslashreplace")
        if status and "\nTimeout (" in f"\n{text}":
            # What hangs may be the fork: a process of its own, as a user has it, tells.
            warnings.warn(f"{program} hung in a fork:\n{text}", stacklevel=2)
            command = [BIN / "dbt"] if program == "dbt" else [sys.executable, program]
            return subprocess.run(
                [*command, *arguments], cwd=folder, env=environment, text=True,
                stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False,
            )  # fmt: skip
        return subprocess.CompletedProcess([program, *arguments], status, text)


class Project:
    """A copy of the project's tracked files that a test may change and build."""

    warm: ClassVar[Warm]  # begun with `built`

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def database(self) -> Path:
        """The built database."""
        return self.folder / "target/budget.duckdb"

    def seed(self, name: str) -> Path:
        """Path of a seed: a table of the document, or one of vocabulary or rules."""
        own = self.folder / f"seeds/{DOCUMENT}/{DOCUMENT}__{name}.csv"
        rooms = [self.folder / f"seeds/{room}/{name}.csv" for room in ("vocabulary", "rules")]
        return next(path for path in [own, *rooms] if path.exists())

    def edit(self, name: str, old: str, new: str) -> None:
        """Replace the first occurrence of a text in a seed; it must be there."""
        path = self.seed(name)
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{old!r} is not in {path.name}"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    def make(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run make with the environment of the tests, which is up to date."""
        return subprocess.run(
            ["make", "--no-print-directory", "--assume-old=.venv/synced", *arguments],
            cwd=self.folder,
            env=environment(),
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )

    def expect(self) -> subprocess.CompletedProcess[str]:
        """Let Great Expectations read the database, as `make build` does."""
        return self.warm(self.folder, "expectations/run.py", "--database", self.database)

    def build(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run `dbt build` alone, as `make build` does, into `database`; the log is in `stdout`."""
        unread = ("--log-level-file", "none", "--no-write-json")
        return self.dbt("build", "--exclude-resource-type", "unit_test", *unread, *arguments)

    def build_checks(self) -> subprocess.CompletedProcess[str]:
        """Run `dbt build` without the marts, which no check reads."""
        return self.build("--exclude", "path:models/marts+")

    def dbt(self, command: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run a command of dbt alone, with a parsed project of its own beside that of `make`:
        dbt keeps one for each name of a database."""
        (self.folder / PLAIN).mkdir(parents=True, exist_ok=True)
        return self.warm(self.folder, "dbt", command, "--quiet", "--target-path", PLAIN, *arguments)


def files_of_project() -> list[str]:
    """The files that git tracks, or would track."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        text=True,
        capture_output=True,
        check=True,
    ).stdout.splitlines()
    return [name for name in listed if (ROOT / name).exists()]


def copy_project(folder: Path) -> Project:
    """Copy the files of the project into an empty folder; the virtual environment is linked, for `make`."""
    for name in files_of_project():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, target, follow_symlinks=False)
    (folder / ".venv").symlink_to(BIN.parent)
    return Project(folder)


def take_over(project: Project, root: Path = ROOT) -> bool:
    """Take over what `make build` published last in the project itself, if that is of its files as they are.

    Args:
        project: A copy without a build.
        root: The project itself.

    Returns:
        Whether nothing, neither file nor folder, was written since; tests aside.
    """
    target, current = root / "target", root / "target/current"
    if not (current / "site").exists():
        return False
    names = {place for name in files_of_project() for place in (Path(name), *Path(name).parents)}
    places = [root / name for name in names if name.parts and name.parts[:2] != ("tests", "project")]
    # Of a file that is gone its folder tells.
    if any(place.lstat().st_mtime > (current / "budget.duckdb").stat().st_mtime for place in places if place.exists()):
        return False
    # Another command of dbt has written since, and knows less than a build.
    if (target / "manifest.json").stat().st_mtime > (current / "site").stat().st_mtime:
        return False
    shutil.copytree(current, project.folder / "target/builds" / current.resolve().name)
    for name in ("partial_parse.msgpack", "manifest.json", "run_results.json"):
        shutil.copy(target / name, project.folder / "target")
    for name in ("current", "budget.duckdb", "site"):
        (project.folder / "target" / name).symlink_to((target / name).readlink())
    return True


def join_document(project: Project, name: str) -> None:
    """Add a document of tests/data to a project, as a person would: files, and rows of seeds.

    Args:
        project: A copy of the project.
        name: Folder of tests/data, in the shape of a project.
    """
    for path in sorted((ROOT / "tests/data" / name).rglob("*.csv")):
        target = project.folder / path.relative_to(ROOT / "tests/data" / name)
        text = path.read_text("utf-8")
        if target.exists():
            header, _, rows = text.partition("\n")
            before = target.read_text("utf-8")
            assert before.startswith(header + "\n"), f"{path.name} has another header"
            text = before + rows
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")
    declare(project.folder)


def drop_document(project: Project, document: str = DOCUMENT) -> None:
    """Take a document out of a project, as a person would: its files, and its rows of seeds.

    Args:
        project: A copy of the project.
        document: Its id; ids of its own in the seeds begin with the first word of it.
    """
    agency = document.partition("_")[0]
    for folder in ("seeds", "expectations/facts"):
        shutil.rmtree(project.folder / folder / document)
    for room in ("vocabulary", "rules"):
        for path in (project.folder / "seeds" / room).glob("*.csv"):
            with path.open(encoding="utf-8", newline="") as file:
                rows = [row for row in csv.reader(file) if not any(value.startswith(agency) for value in row)]
            with path.open("w", encoding="utf-8", newline="") as file:
                csv.writer(file, lineterminator="\n").writerows(rows)
    declare(project.folder)


def contents(folder: Path) -> dict[str, str]:
    """The database and every file of the site below `target/`, with their checksums."""
    files = [folder / "budget.duckdb", *sorted((folder / "site").rglob("*"))]
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in files
        if path.is_file()
    }


def told(output: str, database: Path) -> str:
    """What a build printed, and the messages for which its report had no room: it counts
    them, and they stand in the database."""
    queries = {
        "transcription_errors": "from transcription_errors",
        "check_results": "from check_results where status not in ('consistent', 'known_difference')",
    }
    with duckdb.connect(str(database), read_only=True) as connection:
        tables = {name for (name,) in connection.execute("show tables").fetchall()}
        rows = [
            row
            for table, query in queries.items()
            if table in tables
            for row in connection.execute(f"select message_ja, message_en {query}").fetchall()
        ]
    return "\n".join([output, *(f"  {text}" for row in rows for text in row)])


def prepare(built: Project, folder: Path) -> Project:
    """A copy to corrupt, with what dbt has parsed of the good one."""
    project = copy_project(folder)
    for place in ("target", PLAIN):
        (folder / place).mkdir()
        shutil.copy(built.folder / place / "partial_parse.msgpack", folder / place)
    return project


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The project as it stands, built once by `make build` for all workers: database and site."""
    shared = tmp_path_factory.getbasetemp()
    if IS_WORKER:
        shared = shared.parent
    project = Project(shared / "built")
    with (shared / "built.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (project.folder / "target/site").exists():
            copy_project(project.folder)
            if not take_over(project):
                result = project.make("build")
                assert result.returncode == 0, result.stdout
        Project.warm = Warm(project.folder, shared / "warm")
    return project


@pytest.fixture(scope="session")
def built_database(built: Project) -> Path:
    """The good database."""
    return built.database


@pytest.fixture(scope="session")
def site(built: Project) -> Path:
    """The good site."""
    return built.folder / "target/site"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The seeds of the project and what names them, to corrupt before anything is built."""
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    shutil.copy(ROOT / "dbt_project.yml", tmp_path)
    return tmp_path


@pytest.fixture
def read(tmp_path: Path) -> Callable[[str], Document]:
    """The reader, on a text."""

    def from_text(text: str) -> Document:
        path = tmp_path / "text.txt"
        path.write_text(text, encoding="utf-8")
        return parse_file(path)[0]

    return from_text


@pytest.fixture
def project(built: Project, tmp_path: Path) -> Project:
    """A fresh copy to corrupt."""
    return prepare(built, tmp_path / "project")


@pytest.fixture
def connection(built: Project):
    """A read-only connection to the good database."""
    with duckdb.connect(str(built.database), read_only=True) as opened:
        yield opened


@pytest.fixture(scope="session")
def launch() -> Iterator[Callable[..., Browser]]:
    """Return what starts the browser with no network."""
    chromium = shutil.which(BROWSER)
    if chromium is None:
        pytest.fail("Chromium がない / no Chromium: scripts/install_packages.sh browser", pytrace=False)
    with sync_playwright() as playwright:
        yield partial(
            playwright.chromium.launch,
            executable_path=chromium,
            args=CHROMIUM,
            proxy=NOWHERE,
            chromium_sandbox=os.geteuid() != 0,
        )


@pytest.fixture(scope="session")
def browser(launch: Callable[..., Browser]) -> Iterator[Browser]:
    """Return a running browser."""
    running = launch()
    yield running
    running.close()
