"""Where the time of a small build goes: `dbt build` beside a warm `dbt parse`.

Runs both in turn, so that a busy machine slows both, and prints medians of wall
and processor seconds, the time of the nodes by kind, and what DuckDB alone needs
for the same queries. Measures; asserts nothing.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path

import duckdb

ROOT = Path(__file__).resolve().parents[1]
sys.path.append(str(ROOT / "scripts"))
from decode_documents import register  # noqa: E402

DBT = Path(sys.executable).parent / "dbt"


def run(command: str, database: Path) -> tuple[float, float]:
    """Run one dbt command.

    Args:
        command: `parse` or `build`.
        database: DuckDB file of the target.

    Returns:
        Wall and processor time in seconds.

    Raises:
        subprocess.CalledProcessError: dbt failed.
    """
    used, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(
        [DBT, command, "--quiet"],
        cwd=ROOT,
        env=os.environ | {"BUDGET_DATABASE": str(database)},
        check=True,
    )
    wall, now = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, now.ru_utime + now.ru_stime - used.ru_utime - used.ru_stime


def query_seconds(results: list[dict], database: Path) -> float:
    """Time of the queries of all models and tests in DuckDB alone, in seconds."""
    with tempfile.TemporaryDirectory() as folder:
        copy = shutil.copy(database, Path(folder) / database.name)
        with duckdb.connect(str(copy)) as connection:
            register(connection)
            started = time.perf_counter()
            for result in results:
                if result["unique_id"].startswith("model."):
                    connection.execute(f"create or replace temp table answer as {result['compiled_code']}")
                elif result["unique_id"].startswith("test."):
                    connection.execute(f"select count(*) from ({result['compiled_code']}) as failures")
            return time.perf_counter() - started


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5, help="rounds of one parse and one build")
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "budget.duckdb"
        run("build", database)  # warms the parsed project and the file cache
        times = defaultdict(list)
        for _ in range(rounds):
            for command in ("parse", "build"):
                times[command].append(run(command, database))
        results = json.loads((ROOT / "target/run_results.json").read_text(encoding="utf-8"))["results"]
        in_duckdb = query_seconds(results, database)

    wall, processor = (
        {command: statistics.median(pair[place] for pair in pairs) for command, pairs in times.items()}
        for place in (0, 1)
    )
    print(f"medians of {rounds} rounds          wall s   processor s")
    for command in ("parse", "build"):
        print(f"dbt {command:<24}{wall[command]:8.2f}{processor[command]:14.2f}")
    print(f"build / parse{wall['build'] / wall['parse']:23.2f}{processor['build'] / processor['parse']:14.2f}")
    kinds = defaultdict(list)
    for result in results:
        kinds[result["unique_id"].split(".")[0]].append(result["execution_time"])
    print("\nof the last build, by kind       nodes   seconds in the threads")
    for kind, seconds in sorted(kinds.items(), key=lambda item: -sum(item[1])):
        print(f"{kind:<32}{len(seconds):6}{sum(seconds):12.2f}")
    print(f"\nthe same queries in DuckDB alone: {in_duckdb:.2f} s")


if __name__ == "__main__":
    main()
