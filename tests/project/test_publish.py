"""At every instant a whole good pair: database and site change together, in one rename."""

from __future__ import annotations

import itertools
import os
import select
import shutil
import signal
import subprocess
import sys
import time
import textwrap
from collections.abc import Callable
from pathlib import Path

import build
import duckdb
import pytest
from conftest import Project, contents, prepare

SCRIPTS = Path(build.__file__).parent


class Killed(BaseException):
    """The process ends here; nothing that follows is done."""


@pytest.fixture
def target(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder in the place of `target`."""
    monkeypatch.chdir(tmp_path)
    build.TARGET.mkdir()
    return build.TARGET


def write_pair(folder: Path, name: str) -> Path:
    """A database and a site that both say their name."""
    (folder / "site").mkdir(parents=True)
    (folder / "site/index.html").write_text(name)
    with duckdb.connect(str(folder / "budget.duckdb")) as connection:
        connection.execute(f"create table findings as select '{name}' as name")
    return folder


def pair(target: Path) -> tuple[str, str]:
    """What database and site say, read as a user reads them."""
    with duckdb.connect(str(target / "budget.duckdb"), read_only=True) as connection:
        rows = connection.execute("from findings").fetchall()
        assert connection.execute("select count(*) from duckdb_tables()").fetchone() == (1,)
    assert len(rows) == 1
    return rows[0][0], (target / "site/index.html").read_text()


def publish(target: Path, name: str) -> None:
    """What the end of a build does."""
    build.clean("duckdb", target / "building", target / "builds")
    write_pair(target / "building", name)
    build.publish("duckdb", target / "building", target / "builds")


def test_the_pair_of_the_last_build_is_there_and_the_one_before_is_kept(target: Path):
    for name in ("first", "second", "third"):
        publish(target, name)
        assert pair(target) == (name, name)
    assert len(list((target / "builds").iterdir())) == 2
    assert sorted(path.name for path in target.iterdir()) == ["budget.duckdb", "builds", "current", "site"]


def test_what_an_older_version_left_is_taken_over(target: Path):
    write_pair(target, "older")
    publish(target, "new")
    assert pair(target) == ("new", "new")
    publish(target, "newer")
    assert pair(target) == ("newer", "newer")


STEPS = ["rename", "replace", "symlink_to", "unlink", "mkdir"]


def killed_at(step: int, monkeypatch: pytest.MonkeyPatch, work: Callable[[], None]) -> bool:
    """Do some work, and end it before its n-th change of the disk; whether it had so many."""
    count = itertools.count(1)
    with monkeypatch.context() as patch:
        for name in STEPS:
            real = getattr(Path, name)

            def counted(*arguments, real=real, **options):
                if next(count) == step:
                    raise Killed
                return real(*arguments, **options)

            patch.setattr(Path, name, counted)
        try:
            work()
        except Killed:
            return True
    return False


def test_a_kill_between_any_two_steps_leaves_a_whole_pair(target: Path, monkeypatch: pytest.MonkeyPatch):
    publish(target, "good")
    for step in itertools.count(1):
        write_pair(target / "building", "new")
        Path(target / "budget.duckdb.wal").touch()
        was_killed = killed_at(
            step, monkeypatch, lambda: build.publish("duckdb", target / "building", target / "builds")
        )
        assert pair(target) in [("good", "good"), ("new", "new")]
        if not was_killed:
            break
        publish(target, "good")
        assert pair(target) == ("good", "good")
    assert step > len(STEPS)


def leave_wal(database: Path) -> None:
    """A process that writes to a database and is killed before it has written all."""
    code = "import duckdb, os, sys; c = duckdb.connect(sys.argv[1]);"
    code += "c.execute('create table foreign_table (i int)'); c.execute('delete from findings'); os._exit(9)"
    subprocess.run([sys.executable, "-c", code, database], check=False)
    assert list(database.parent.rglob("*.wal"))


def test_a_log_left_by_a_killed_process_never_reaches_a_new_database(target: Path):
    publish(target, "first")
    leave_wal(target / "budget.duckdb")
    publish(target, "second")
    assert pair(target) == ("second", "second")


def test_a_log_beside_the_database_of_an_older_version_does_not_either(target: Path):
    write_pair(target, "older")
    leave_wal(target / "budget.duckdb")
    publish(target, "new")
    assert pair(target) == ("new", "new")


def hold(database: Path, read_only: bool) -> subprocess.Popen[str]:
    """Another process that has a database open, until its input ends."""
    code = f"import duckdb, sys; c = duckdb.connect(sys.argv[1], read_only={read_only}); print(flush=True); sys.stdin.read()"
    process = subprocess.Popen(
        [sys.executable, "-c", code, database], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    process.stdout.readline()
    return process


def test_a_database_that_is_written_to_is_not_replaced(target: Path):
    publish(target, "good")
    holder = hold(target / "budget.duckdb", read_only=False)
    try:
        (problem,) = build.check_place(target)
        assert "target/budget.duckdb: 書き込み用に開いているプロセスがあり" in problem.message()
        with pytest.raises(build.Stopped):
            publish(target, "new")
    finally:
        holder.communicate("")
    assert pair(target) == ("good", "good")


def test_a_database_that_is_read_is_replaced(target: Path):
    publish(target, "good")
    holder = hold(target / "budget.duckdb", read_only=True)
    try:
        assert list(build.check_place(target)) == []
        publish(target, "new")
        assert pair(target) == ("new", "new")
    finally:
        holder.communicate("")


def test_a_folder_with_something_mounted_in_it_is_refused(target: Path, monkeypatch: pytest.MonkeyPatch):
    (target / "site of all").mkdir()
    table = Path("mountinfo")
    place = str((target / "site of all").resolve()).replace(" ", "\\040")
    table.write_text(f"36 35 98:0 / / rw - ext4 /dev/root rw\n37 36 98:0 / {place} rw - ext4 /dev/x rw\n")
    monkeypatch.setattr(build, "MOUNTS", table)
    (problem,) = build.check_place(target)
    assert "site of all" in problem.found and "something is mounted inside" in problem.message()
    table.write_text(f"36 35 98:0 / {target.resolve()} rw - ext4 /dev/root rw\n")
    assert list(build.check_place(target)) == []


LOCKED = textwrap.dedent(
    """
    import subprocess, sys
    from pathlib import Path
    import build
    with build.alone(Path("lock")) as lock:
        child = subprocess.Popen(["sleep", sys.argv[1]], pass_fds=[lock], stdout=subprocess.DEVNULL)
        print("mine", child.pid, flush=True)
        sys.stdin.read()
    """
)


def locked(seconds: int) -> subprocess.Popen[str]:
    """A process that holds the lock, as does its child for some seconds."""
    return subprocess.Popen(
        [sys.executable, "-c", LOCKED, str(seconds)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        env=os.environ | {"PYTHONPATH": str(SCRIPTS)},
    )


def test_a_build_waits_for_all_processes_of_the_one_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Also when the first is killed and a step of it goes on: the kernel knows who lives."""
    monkeypatch.chdir(tmp_path)
    first = locked(600)
    child = int(first.stdout.readline().split()[1])
    second = locked(0)
    try:
        assert "waiting for another build" in second.stdout.readline()
        first.kill()
        first.wait()
        assert select.select([second.stdout], [], [], 0.5)[0] == []
    finally:
        os.kill(child, signal.SIGKILL)
    assert second.stdout.readline().startswith("mine")
    second.communicate("")


# A build of one step, which takes its time to end.
SLOW_TO_END = """
import build
build.heed(build.stop_once)
build.run(0, "sh", "-c", "trap 'sleep 1; touch ended; exit 1' TERM; echo began; while :; do sleep 0.05; done")
"""


def test_a_build_stopped_twice_waits_for_its_step(tmp_path: Path):
    """A group gets a signal, and make sends it once more to each of its processes."""
    process = subprocess.Popen(
        [sys.executable, "-c", SLOW_TO_END],
        cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env=os.environ | {"PYTHONPATH": str(SCRIPTS)},
    )
    assert process.stdout.readline() == "began\n"
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        process.send_signal(number)
        time.sleep(0.2)
    assert process.communicate(timeout=20)[1].endswith("KeyboardInterrupt\n")
    assert (tmp_path / "ended").exists()


def test_plain_dbt_build_never_writes_to_the_good_name(built: Project, tmp_path: Path):
    project = prepare(built, tmp_path / "project")
    shutil.copy(built.database, project.folder / "target")
    shutil.copytree(built.folder / "target/site", project.folder / "target/site")
    before = contents(project.folder / "target")
    # One seed that is wrong shows where it writes.
    project.edit("eras", "平成", "令和")
    result = built.warm(project.folder, "dbt", "build", "--quiet", "--select", "eras", BUDGET_DATABASE=None)
    assert result.returncode == 1
    assert (project.folder / "target/dbt.duckdb").exists()
    assert contents(project.folder / "target") == before


@pytest.mark.parametrize("name", ["budget.duckdb", ".building.lock"])
def test_a_pipe_in_the_place_of_a_file_is_refused_at_once(target: Path, name: str):
    target.mkdir(exist_ok=True)
    os.mkfifo(target / name)
    (problem,) = build.check_place(target)
    assert name in problem.message() and "no regular file" in problem.message()


def test_a_link_in_the_place_of_the_folder_is_removed_and_not_followed(target: Path, tmp_path: Path):
    (tmp_path / "other").mkdir()
    (tmp_path / "other/file").touch()
    target.mkdir(exist_ok=True)
    (target / "building").symlink_to(tmp_path / "other")
    build.clean("duckdb", target / "building", target / "builds")
    assert not (target / "building").exists() and (tmp_path / "other/file").exists()
