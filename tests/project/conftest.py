"""A copy of the project in a temporary folder, built and corrupted as a user would."""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import duckdb
import pytest
from declare import declare
from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
DOCUMENT = "jlis_fy2021_january"
BIN = Path(sys.executable).parent
CHROMIUM = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
CHROMIUM += ["--disable-component-update", "--disable-sync", "--disable-dev-shm-usage"]
CHROMIUM += ["--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1"]
NOWHERE = {"server": "http://127.0.0.1:9", "bypass": "127.0.0.1"}
# A shell starts what runs in its background deaf to Ctrl-C, and children inherit that.
signal.signal(signal.SIGINT, signal.default_int_handler)
# The files that take longest, which two workers share best when they begin with them;
# one of them needs no build, and begins while the other worker builds.
LONGEST = (
    "test_bad_input", "test_lint", "test_new_document", "test_site", "test_lake", "test_families",
    "test_expectations", "test_book", "test_build", "test_mutation_builds", "test_transcription",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the longest files first; the order within a file stays."""
    place = {name: number for number, name in enumerate(LONGEST)}
    items.sort(key=lambda item: place.get(item.path.stem, len(LONGEST)))


def environment() -> dict[str, str]:
    """The environment of a user who has set nothing for this project."""
    unset = {name: value for name, value in os.environ.items() if name != "BUDGET_DATABASE"}
    return unset | {"DBT_SEND_ANONYMOUS_USAGE_STATS": "false"}


class Project:
    """A copy of the project's tracked files that a test may change and build."""

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
        return subprocess.run(
            [BIN / "python", "expectations/run.py", "--database", self.database],
            cwd=self.folder,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )

    def build(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run `dbt build` alone, into `database`; the log is in `stdout`."""
        (self.folder / "target").mkdir(exist_ok=True)
        return subprocess.run(
            [BIN / "dbt", "build", "--quiet", *arguments],
            cwd=self.folder,
            env=environment() | {"BUDGET_DATABASE": "target/budget.duckdb"},
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )


def copy_project(folder: Path) -> Project:
    """Copy the files that git tracks, or would track, into an empty folder.

    The virtual environment is linked, for `make`.
    """
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        text=True,
        capture_output=True,
        check=True,
    ).stdout.splitlines()
    for name in listed:
        source, target = ROOT / name, folder / name
        if source.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, target, follow_symlinks=False)
    (folder / ".venv").symlink_to(BIN.parent)
    return Project(folder)


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


def contents(folder: Path) -> dict[str, str]:
    """The database and every file of the site below `target/`, with their checksums."""
    files = [folder / "budget.duckdb", *sorted((folder / "site").rglob("*"))]
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in files
        if path.is_file()
    }


def prepare(built: Project, folder: Path) -> Project:
    """A copy to corrupt, with the parsed project of the good build."""
    project = copy_project(folder)
    (folder / "target").mkdir()
    parsed = built.folder / "target/partial_parse.msgpack"
    (folder / "target" / parsed.name).write_bytes(parsed.read_bytes())
    return project


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The project as it stands, built once by `make build` for all workers: database and site."""
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    project = Project(shared / "built")
    with (shared / "built.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (project.folder / "target/site").exists():
            copy_project(project.folder)
            result = project.make("build")
            assert result.returncode == 0, result.stdout
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
def project(built: Project, tmp_path: Path) -> Project:
    """A fresh copy to corrupt, with the parsed project of the good build at hand."""
    copy = copy_project(tmp_path / "project")
    (copy.folder / "target").mkdir()
    shutil.copy(built.folder / "target/partial_parse.msgpack", copy.folder / "target")
    return copy


@pytest.fixture
def connection(built: Project):
    """A read-only connection to the good database."""
    with duckdb.connect(str(built.database), read_only=True) as opened:
        yield opened


@pytest.fixture(scope="session")
def launch() -> Iterator[Callable[..., Browser]]:
    """Return what starts the browser with no network."""
    chromium = shutil.which("chromium")
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
