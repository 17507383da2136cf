"""dbt and Great Expectations, loaded once and forked for each command.

A start of either imports some thousand modules and works out the shape of its own classes, which
costs more than the work of a small build. This process does so once; each command then
runs in a child of its own, in the folder, with the environment and arguments of a user's.

    warm.py SOCKET OWNER FOLDER ARGUMENT...

Runs a first command of dbt itself in a folder, to warm up. Then each connection to the socket brings a
command as a line of JSON: `program` (`dbt`, or a script of the folder), `folder`, `arguments`,
`environment`, `output` (a file that takes what it prints). The answer is its status. All ends with
the process that owns it.
"""

from __future__ import annotations

import faulthandler
import gc
import json
import os
import runpy
import signal
import socket
import sys

import duckdb
from dbt.adapters.duckdb import DuckDBConnectionManager
from dbt.cli.main import cli, dbtRunner
from dbt_common.clients.jinja import template_cache

# As in expectations/run.py, which is not loaded here: the one of the folder is run.
sys.modules.setdefault("pyspark", None)
import duckdb_engine  # noqa: E402, F401
import great_expectations.execution_engine.sqlalchemy_execution_engine  # noqa: E402, F401

# A command that takes longer hangs: it says where, and ends. Seconds.
LONGEST = 400


def work(program: str, folder: str, arguments: list[str], environment: dict[str, str], output: str) -> int:
    """Be a command, in a process that is there for nothing else; returns its status."""
    written = os.open(output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    for stream in (1, 2):
        os.dup2(written, stream)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    gc.disable()  # it ends before its memory is worth looking through, which takes a seventh of its time
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    faulthandler.dump_traceback_later(LONGEST, exit=True)
    try:
        if program == "dbt":
            cli(arguments, prog_name="dbt")
        else:
            sys.argv = [program, *arguments]
            runpy.run_path(program, run_name="__main__")
    except SystemExit as end:
        return end.code
    finally:
        DuckDBConnectionManager.close_all_connections()
        sys.stdout.flush()
    return 0


def answer(connection: socket.socket) -> None:
    """Let a child do the work of which a connection tells, and tell its status."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    with connection, connection.makefile("rw") as line:
        command = json.loads(line.readline())
        child = os.fork()
        if not child:
            status = 1
            try:
                status = work(**command)
            finally:
                # Without the end of the interpreter, which would wait for a thread of DuckDB that a fork leaves behind.
                os._exit(status)
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), file=line)


def lives(process: int) -> bool:
    """Whether a process is there."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


if __name__ == "__main__":
    place, owner = sys.argv[1], int(sys.argv[2])
    os.chdir(sys.argv[3])
    warmed = dbtRunner().invoke(sys.argv[4:])
    if not warmed.success:
        sys.exit(1)
    for macro in warmed.result.macros.values():
        template_cache.get_node_template(macro)
    # A fork takes along only the thread that forks; what another was about to do is then never done.
    duckdb.default_connection().close()
    threads = os.listdir("/proc/self/task")
    assert len(threads) == 1, threads
    gc.freeze()
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(f"{place}.new")
        server.listen()
        os.rename(f"{place}.new", place)
        server.settimeout(1)
        signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # or those that have answered would stay
        while lives(owner):
            try:
                connection, _ = server.accept()
            except TimeoutError:
                continue
            if not os.fork():
                answer(connection)
                os._exit(0)
            connection.close()
