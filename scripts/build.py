"""Build beside what is there, and publish it by one rename when everything is green.

    build.py [duckdb | spark | sail]

A build works in `target/building`, alone: the kernel holds its lock for as long as a
process of it lives, and a second build waits. A green one moves to `target/builds`, and
`target/current` is made to point there, through which `target/budget.duckdb` and
`target/site` are reached: at every instant they are a whole pair, the last good one or the
new one. The one before is kept until the next build, for who is reading it. Spark and
Sail have a folder and a link of their own.
"""

from __future__ import annotations

import fcntl
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType

from check_inputs import ROOT, Problem, lose_output, refuse_inputs, settle_output, visible
from declare import LIST, SEEDS, declare

BIN = Path(sys.executable).parent
DBT = (BIN / "python", "scripts/run_dbt.py")
TARGET = Path("target")
MOUNTS = Path("/proc/self/mountinfo")
PAIR = ("budget.duckdb", "site")
# A database of 14 MB and a site of 33 MB in 500 files, and room for larger documents, while they are written.
BYTES_NEEDED = 200_000_000
FILES_NEEDED = 2_000


class Stopped(Exception):
    """The build ends here; the message says why, and nothing was published."""


def mount_points() -> list[Path]:
    """Where something is mounted, as far as the machine tells."""
    if not MOUNTS.exists():
        return []
    points = [line.split()[4] for line in MOUNTS.read_text(encoding="utf-8").splitlines()]
    return [Path(re.sub(r"\\(\d{3})", lambda octal: chr(int(octal[1], 8)), point)) for point in points]


def check_place(target: Path) -> Iterator[Problem]:
    """Whether a build can be written and published below a folder, before anything is touched.

    Args:
        target: The folder.

    Yields:
        What is wrong.
    """
    for path in (target / "budget.duckdb", *target.glob(".*.lock"), ROOT / LIST, ROOT / SEEDS):
        if path.exists() and not path.is_file():
            yield Problem(str(path), "普通のファイルでない", "it is no regular file", expected=path.name)
            return
    try:
        target.mkdir(parents=True, exist_ok=True)
        trial = target / f".trial-{os.getpid()}"
        trial.write_bytes(b"trial")
        trial.unlink()
        disk = os.statvfs(target)
    except OSError as error:
        yield Problem(
            str(target), "フォルダーに書き込めない", "the folder cannot be written to",
            str(error.strerror), "書き込めるフォルダー / a folder that can be written to",
        )
        return
    free = disk.f_bavail * disk.f_frsize
    if free < BYTES_NEEDED:
        yield Problem(
            str(target), "ディスクの空きが足りない", "the disk is full",
            f"{free / 1e6:,.0f} MB", f"{BYTES_NEEDED / 1e6:,.0f} MB",
        )
    elif disk.f_files and disk.f_favail < FILES_NEEDED:
        yield Problem(
            str(target), "ディスクに作れるファイルの数が足りない", "the disk is out of inodes",
            f"{disk.f_favail:,}", f"{FILES_NEEDED:,}",
        )
    for point in mount_points():
        if target.resolve() in point.parents:
            yield Problem(
                str(target), "この中に別のファイルシステムが載っていて、入れ替えられない",
                "something is mounted inside, which cannot be replaced", str(point), str(target.resolve()),
            )
    try:
        with undisturbed(target / "budget.duckdb"):
            pass
    except Stopped as error:
        ja = "書き込み用に開いているプロセスがあり、入れ替えるとその変更が失われる"
        yield Problem(str(target / "budget.duckdb"), ja, str(error), "開いている / open", "閉じる / closed")


@contextmanager
def undisturbed(database: Path) -> Iterator[None]:
    """Keep DuckDB from opening a database for writing, by the lock that it asks for itself.

    Raises:
        Stopped: A process has it open for writing.
    """
    try:
        file = database.open("rb")
    except FileNotFoundError:
        yield
        return
    with file:
        try:
            fcntl.lockf(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except OSError as error:
            raise Stopped("a process has it open for writing, and would lose its changes") from error
        yield


@contextmanager
def alone(lock: Path) -> Iterator[int]:
    """Hold a lock, which the steps of the build inherit, and which ends with the last of them."""
    with lock.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("このフォルダーの別の build の終わりを待っています / waiting for another build in this folder")
            fcntl.flock(file, fcntl.LOCK_EX)
        yield file.fileno()


def say(text: str) -> None:
    """Print a line at once."""
    print(text, flush=True)


def run(lock: int, *command: str | Path, **environment: str) -> None:
    """Run a step and show its output, except what follows from a traceback of dbt.

    Args:
        lock: The file of the lock, to inherit.
        command: The program and its arguments.
        environment: What is added to its environment.

    Raises:
        Stopped: The step fails.
    """
    process = subprocess.Popen(
        list(map(str, command)),
        env=os.environ | {"PYTHONUTF8": "1", "PYTHONUNBUFFERED": "1"} | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="backslashreplace",
        pass_fds=[lock],
    )
    try:
        is_shown = True
        for line in process.stdout:
            if is_shown and "Traceback (most recent call last):" in line:
                say("  詳しくは logs/dbt.log / details in logs/dbt.log")
                is_shown = False
            elif is_shown:
                say(visible(line.rstrip("\r\n"), len(line)))
    except BaseException:
        process.terminate()
        raise
    finally:
        status = process.wait()
    if status:
        raise Stopped(f"{command[1]}: {status}")


@contextmanager
def sail(lock: int, log: Path) -> Iterator[str]:
    """Run the server of Sail, on SAIL_PORT or 50051; yields its address."""
    port = os.environ.get("SAIL_PORT", "50051")
    with socket.socket() as trial:
        if trial.connect_ex(("127.0.0.1", int(port))) == 0:
            raise Stopped(f"ポート {port} は使用中。SAIL_PORT=50052 など / port {port} is in use; try SAIL_PORT=50052")
    with log.open("w") as output:
        server = subprocess.Popen(
            [BIN / "sail", "spark", "server", "--ip", "127.0.0.1", "--port", port],
            stdout=output,
            stderr=output,
            pass_fds=[lock],
        )
    try:
        yield f"sc://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait()


def build(engine: str, folder: Path, lock: int) -> None:
    """Write everything that belongs to a build into an empty folder; nothing is published."""
    if engine == "duckdb":
        database, site, docs = folder / "budget.duckdb", folder / "site", folder / "data_docs"
        say("dbt build")
        # What models do with rows made up for them is for `make test`, once and not for each document.
        run(lock, *DBT, "build", "--quiet", "--exclude-resource-type", "unit_test", BUDGET_DATABASE=str(database))
        run(lock, BIN / "python", "expectations/run.py", "--database", database, "--docs", docs)
        run(
            lock, BIN / "python", "scripts/build_site.py",
            "--database", database, "--site", site, "--data-docs", docs,
        )
        shutil.rmtree(docs)
        if Path(f"{database}.wal").exists():
            raise Stopped(f"{database}.wal: 書き終わっていない / the database was not closed")
        return
    dbt = [*DBT, "build", "--quiet", "--target", engine, "--target-path", TARGET / f"dbt-{engine}"]
    warehouse = str((folder / engine).resolve())
    if engine == "spark":
        conf = os.environ.get("SPARK_CONF_DIR", "profiles/spark")
        run(lock, *dbt, SPARK_CONF_DIR=conf, SPARK_WAREHOUSE=warehouse)
    else:
        quiet = "ignore:PySpark does not yet:FutureWarning"
        with sail(lock, folder / "sail.log") as address:
            run(lock, *dbt, SPARK_REMOTE=address, SPARK_WAREHOUSE=warehouse, PYTHONWARNINGS=quiet)


def point(link: Path, goal: Path) -> None:
    """Make a link below `target` point to a path there, in one step, whatever it pointed to."""
    new = link.with_name(f".{link.name}.new")
    new.unlink(missing_ok=True)
    new.symlink_to(goal.relative_to(link.parent))
    new.replace(link)


def move_in(name: str, folder: Path) -> None:
    """Move what is no link below `target`, as an older version left it, into a folder."""
    if (TARGET / name).exists() and not (TARGET / name).is_symlink():
        folder.mkdir(parents=True, exist_ok=True)
        (TARGET / name).rename(folder / name)


def publish(engine: str, folder: Path, builds: Path) -> None:
    """Make a green build the last good one.

    Args:
        engine: Whose build it is.
        folder: What was built.
        builds: Folder of the builds that are or were published.

    Raises:
        Stopped: The last good database is being written to.
    """
    new = builds / f"{engine}-{datetime.now(UTC):%Y%m%dT%H%M%S.%f}"
    before = new.with_name(f"{new.name}-before")
    builds.mkdir(exist_ok=True)
    folder.rename(new)
    if engine != "duckdb":
        move_in(engine, before)
        point(TARGET / engine, new / engine)
        return
    current = TARGET / "current"
    if not current.is_symlink():
        point(current, before)
    for name in PAIR:
        move_in(name, before)
        point(TARGET / name, current / name)
    with undisturbed(TARGET / "budget.duckdb"):
        # What a killed process left of an older version's database, beside which DuckDB kept it.
        (TARGET / "budget.duckdb.wal").unlink(missing_ok=True)
        point(current, new)


def clean(engine: str, folder: Path, builds: Path) -> None:
    """Remove what a build that is over left, and what is published no more."""
    if folder.is_symlink():
        folder.unlink()
    if folder.exists():
        shutil.rmtree(folder)
    link = TARGET / ("current" if engine == "duckdb" else engine)
    for left in builds.glob(f"{engine}-*"):
        if left.resolve() not in [link.resolve(), *link.resolve().parents]:
            shutil.rmtree(left, ignore_errors=True)


def main(engine: str) -> int:
    """Build and publish; the status is 0 when everything is green."""
    os.chdir(ROOT)
    folder = TARGET / ("building" if engine == "duckdb" else f"building-{engine}")
    builds = TARGET / "builds"
    problems = list(check_place(TARGET))
    for problem in problems:
        say(problem.message())
    if problems or refuse_inputs(ROOT):
        return 1
    with alone(TARGET / f".{folder.name}.lock") as lock:
        clean(engine, folder, builds)
        folder.mkdir()
        declare(ROOT)
        build(engine, folder, lock)
        publish(engine, folder, builds)
    built = "target/budget.duckdb と target/site" if engine == "duckdb" else f"target/{engine}"
    say(f"{built} を作成しました / built and verified")
    return 0


def stop_once(number: int, frame: FrameType | None) -> None:
    """Stop by one exception: a signal comes twice, to the group and from make, and `Popen`,
    interrupted between a lock and its release, would wait for its own process for ever."""
    heed(signal.SIG_IGN)
    raise KeyboardInterrupt


def heed(handler: Callable[[int, FrameType | None], None] | signal.Handlers) -> None:
    """Let a handler have the signals that stop a build, except those that were ignored when it began (nohup, &)."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, handler)


if __name__ == "__main__":
    heed(stop_once)
    settle_output()
    try:
        sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "duckdb"))
    except KeyboardInterrupt:
        say("中断しました。最後の良いデータベースとサイトはそのままです / interrupted; the last good database and site are as they were")
        sys.exit(130)
    except BrokenPipeError:
        # Nobody reads on: end as other commands do in a pipe.
        lose_output()
        sys.exit(141)
    except (Stopped, OSError) as error:
        try:
            say(f"作成できません。最後の良いデータベースとサイトはそのままです / not built; the last good database and site are as they were: {error}")
        except OSError:
            lose_output()
        sys.exit(1)
