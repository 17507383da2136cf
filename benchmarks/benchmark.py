"""Measure what many documents cost `dbt build`, and write docs/benchmark.md.

Everything is measured side by side in one run, in rounds, each thing once a round; the
page shows medians. Every build must name exactly the documents with an injected error.

    benchmark.py [--documents 40000] [--rounds 3] [--no-peers] [--small]
"""

from __future__ import annotations

import argparse
import json
import math
import os
import platform
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path

import duckdb
from generate import generate
from peers import PEERS
from template import BIN, ROOT

HERE = Path(__file__).resolve().parent
PAGE = ROOT / "docs/benchmark.md"
# What is said of peers that this run did not measure.
ANOTHER_RUN = "Measured in another run than the above: these seconds compare with each other, and not with those."
FOLDER = ROOT / "target/benchmark"
SMALL = 1000  # documents of the smaller lake
LIMIT = 120  # seconds that a peer may take
JAPAN = 1741 * 5 * 20  # municipalities x documents a year x years

# A scan of three columns, which any check of all figures must read.
FLOOR = "select count(distinct document_id), min(line_id), sum(amount) from read_parquet('{files}')"
DECIDING = ("int_lake_documents", "int_lake_suspicious")
WORDS = {
    "floor": "the floor: a scan of document, line and amount",
    "decide": "deciding which documents are consistent (`int_lake_documents`, `int_lake_suspicious`)",
}
FIRST = {
    "polars": 1000,
    "pandas": 1000,
    "pyspark": 500,
    "great_expectations": 20,
    "pandera": 50,
    "pointblank": 5,
    "frictionless": 20,
    "arelle": 20,
}
PEER_WORDS = {
    "polars": "join with the terms, group by; streaming, 500 documents at a time",
    "pandas": "merge with the terms, group by; 500 documents at a time",
    "pyspark": "broadcast join, group by; two local threads",
    "great_expectations": "an expectation for each identity and one for each cell (not null)",
    "pandera": "a Check for each identity, lazily, on pandas",
    "pointblank": "a col_vals_expr step for each identity, on Polars",
    "frictionless": "a row constraint for each identity",
    "arelle": "XBRL: a calculation for each identity, a schema that asks for each cell",
}


def errors_of(folder: Path, documents: int) -> set[int]:
    """The documents with an injected error, of the first `documents`."""
    rows = duckdb.sql(
        f"select document from '{folder}/errors.parquet' where document < {documents}"
    ).fetchall()
    return {number for (number,) in rows}


def build(database: Path, lake: str) -> tuple[float, float]:
    """Run `dbt build` as a user does; its tests fail where a lake has errors.

    Args:
        database: The file to build, anew.
        lake: Glob of Parquet files; empty for none.

    Returns:
        Wall seconds, and peak memory in GB.
    """
    database.unlink(missing_ok=True)
    command = [
        BIN / "dbt", "build", "--quiet", "--vars", json.dumps({"lake": lake}),
        "--target-path", FOLDER / f"dbt_{database.stem}",
    ]
    started = time.perf_counter()
    with tempfile.TemporaryFile("w+") as output, subprocess.Popen(
        command, cwd=ROOT, env=os.environ | {"BUDGET_DATABASE": str(database)}, text=True,
        stdout=output, stderr=output, start_new_session=True,
    ) as process:
        peak = 0.0
        while process.poll() is None:
            peak = max(peak, memory_of(process.pid))
            time.sleep(0.1)
        wall = time.perf_counter() - started
        output.seek(0)
        assert process.returncode == bool(lake), output.read()
    return wall, peak


def named(database: Path) -> set[int]:
    """The documents of a lake that a build does not call consistent."""
    with duckdb.connect(str(database), read_only=True) as connection:
        rows = connection.execute(
            "select cast(split_part(document_id, '_', 2) as integer) from document_verdicts"
            " where is_from_lake and verdict <> 'consistent'"
        ).fetchall()
    return {number for (number,) in rows}


def deciding_queries(database: Path) -> list[str]:
    """The compiled queries of a build that decide on its lake."""
    manifest = json.loads((FOLDER / f"dbt_{database.stem}/manifest.json").read_text(encoding="utf-8"))
    return [manifest["nodes"][f"model.verified_budget.{name}"]["compiled_code"] for name in DECIDING]


def time_queries(database: Path, queries: list[str]) -> float:
    """Wall seconds of queries in a copy of nothing: their results go to temporary tables."""
    with duckdb.connect(str(database), read_only=True, config={"threads": 2}) as connection:
        started = time.perf_counter()
        for query in queries:
            connection.execute(f"create or replace temp table answer as {query}")
        return time.perf_counter() - started


def measure(sizes: list[int], rounds: int) -> tuple[dict, float]:
    """Builds without a lake and with each, the queries that decide, and the floor.

    Args:
        sizes: Numbers of documents, the least first.
        rounds: How often.

    Returns:
        Seconds by (name, documents), one a round; peak memory of a build in GB.

    Raises:
        AssertionError: A build does not name exactly the documents with injected errors.
    """
    seconds: dict[tuple[str, int], list[float]] = defaultdict(list)
    memory = 0.0
    for warm in (False, *[True] * rounds):
        for size in (0, *sizes):
            lake = f"{FOLDER}/{size}/lake/*.parquet" if size else ""
            database = FOLDER / f"built_{size}.duckdb"
            wall, peak = build(database, lake)
            memory = max(memory, peak)
            assert not size or named(database) == errors_of(FOLDER / str(size), size)
            if not warm:  # the first build parses the project
                continue
            seconds["build", size].append(wall)
            if size:
                seconds["floor", size].append(time_queries(database, [FLOOR.format(files=lake)]))
                seconds["decide", size].append(time_queries(database, deciding_queries(database)))
            print(f"  {size:,}: {wall:.1f} s", flush=True)
    return seconds, memory


def measure_peers(folder: Path, most: int) -> list[tuple[str, int, float, float]]:
    """The largest number of documents that each peer verifies within LIMIT seconds.

    Each run tells the size of the next, which should take most of the limit; starting
    costs make the first guesses small. The largest that stayed within it counts.

    Returns:
        Name, documents, seconds, peak memory in GB.
    """
    rows = []
    for name in PEERS:
        documents, best = min(FIRST[name], most), None
        while True:
            result = run_peer(name, folder, documents)
            if result is None:
                break
            best = (name, documents, *result)
            larger = min(most, int(documents * 0.8 * LIMIT / result[0]))
            if larger < 1.5 * documents:
                break
            documents = larger
        if best is None:
            best = (name, documents, math.inf, math.nan)
        print(f"  {best[0]}: {best[1]:,} documents in {best[2]:.0f} s", flush=True)
        rows.append(best)
    return rows


def run_peer(name: str, folder: Path, documents: int) -> tuple[float, float] | None:
    """Seconds and peak memory (GB) of one peer; None when it takes longer than the limit.

    Raises:
        AssertionError: It does not name exactly the documents with injected errors.
    """
    with subprocess.Popen(
        [sys.executable, HERE / "peers.py", name, folder, str(documents)],
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=os.environ | {"POLARS_MAX_THREADS": "2"},
        start_new_session=True,
    ) as process:
        peak, started = 0.0, time.perf_counter()
        while process.poll() is None:
            peak = max(peak, memory_of(process.pid))
            if time.perf_counter() - started > 1.5 * LIMIT:
                os.killpg(process.pid, signal.SIGKILL)
            time.sleep(0.2)
        output = process.stdout.read() if process.stdout else ""
    if process.returncode < 0:
        return None
    assert process.returncode == 0, f"{name} failed"
    result = json.loads(output.splitlines()[-1])
    assert set(result["found"]) == errors_of(folder, documents), name
    return (result["seconds"], peak) if result["seconds"] <= LIMIT else None


def memory_of(group: int) -> float:
    """Memory in use (GB) by all processes of a group."""
    pages = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        pages += int(fields[21]) if int(fields[2]) == group else 0
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e9


def median_more(seconds: dict, size: int) -> float:
    """Median over the rounds of what a lake adds to the build of the same round, in seconds."""
    return statistics.median(
        lake - none for lake, none in zip(seconds["build", size], seconds["build", 0])
    )


def write_page(seconds: dict, sizes: list[int], memory: float, peers: list | None) -> str:
    """The page docs/benchmark.md; without peers, what it says of them stays as it is."""
    largest = sizes[-1]
    figures = {
        size: duckdb.sql(f"select count(*) from read_parquet('{FOLDER}/{size}/lake/*.parquet')").fetchone()[0]
        for size in sizes
    }
    parquet = {
        size: sum(path.stat().st_size for path in (FOLDER / str(size) / "lake").glob("*.parquet"))
        for size in sizes
    }
    database = {size: (FOLDER / f"built_{size}.duckdb").stat().st_size for size in (0, *sizes)}
    checks = duckdb.sql(f"select count(*) from '{FOLDER}/{largest}/checks.parquet'").fetchone()[0]
    medians = {key: statistics.median(values) for key, values in seconds.items()}
    rounds = len(seconds["build", 0])
    more = {size: median_more(seconds, size) for size in sizes}
    rate = (more[largest] - more[sizes[0]]) / (largest - sizes[0]) if len(sizes) > 1 else more[largest] / largest
    lines = [
        "# Many documents: what verification costs",
        "",
        f"Written by `make benchmark`: {platform.machine()}, 2 threads, DuckDB {duckdb.__version__}, {rounds} rounds in "
        "which each thing is measured once; medians. The documents are generated, with the cells of the real one and "
        f"{checks:,} checks each; one in a hundred has one wrong, missing or null figure, and every build must name exactly "
        "these, or the benchmark stops.",
        "",
        "| | " + " | ".join(f"{size:,} documents" for size in sizes) + " |",
        "|---|" + "---|" * len(sizes),
        "| figures | " + " | ".join(f"{figures[size]:,}" for size in sizes) + " |",
        "| `dbt build` with the lake | " + " | ".join(f"{medians['build', size]:.1f} s" for size in sizes) + " |",
        f"| more than without ({medians['build', 0]:.1f} s) | " + " | ".join(f"{more[size]:.1f} s" for size in sizes) + " |",
    ]
    for name, words in WORDS.items():
        lines.append(f"| {words} | " + " | ".join(f"{medians[name, size]:.2f} s" for size in sizes) + " |")
    ratios = {
        size: statistics.median(way / floor for way, floor in zip(seconds["decide", size], seconds["floor", size]))
        for size in sizes
    }
    lines += [
        "| deciding, by the floor of the same round | " + " | ".join(f"{ratios[size]:.1f}" for size in sizes) + " |",
        "| Parquet of the lake | " + " | ".join(f"{parquet[size] / 1e6:.1f} MB" for size in sizes) + " |",
        f"| database, more than without ({database[0] / 1e6:.0f} MB) | "
        + " | ".join(f"{(database[size] - database[0]) / 1e6:.0f} MB" for size in sizes) + " |",
        "",
        f"Peak memory of a build: {memory:.1f} GB.",
    ]
    if len(sizes) > 1:
        grows = math.log(medians["decide", largest] / medians["decide", sizes[0]]) / math.log(largest / sizes[0])
        lines += [
            "",
            f"The time of deciding grows with the number of documents to the power of {grows:.2f}. A further document costs "
            f"{rate * 1000:.2f} ms. So {JAPAN:,} documents (1,741 municipalities, five documents a year, twenty years; "
            f"{JAPAN * figures[largest] // largest:,} figures) would take {rate * JAPAN + medians['build', 0]:.0f} s: extrapolated, "
            "not measured.",
        ]
    if peers is None:
        before = PAGE.read_text(encoding="utf-8").partition("## Peers")[2].replace(ANOTHER_RUN, "").strip()
        lines += ["", "## Peers", "", ANOTHER_RUN, "", before]
    elif peers:
        lines += [
            "",
            "## Peers",
            "",
            "The identities along the axes, at the largest number of documents that each tool verifies within two minutes (each "
            "run tells the size of the next, until less than half more would fit). Included: reading Parquet (document, cell, "
            "amount as dense integers, which suits them better than the long format), turning long into wide where the tool "
            "needs it, judging, and naming the documents; not the start of Python.",
            "",
            "| tool | what it does | documents | seconds | figures a second | memory |",
            "|---|---|---|---|---|---|",
            f"| this project | its two deciding queries, on the long format | {largest:,} | {medians['decide', largest]:.1f} | "
            f"{figures[largest] / medians['decide', largest]:,.0f} | |",
        ]
        cells = figures[largest] / largest
        for name, documents, spent, peak in peers:
            if math.isinf(spent):
                lines.append(f"| {name} | {PEER_WORDS[name]} | fewer than {documents} | over the limit | | |")
                continue
            lines.append(
                f"| {name} | {PEER_WORDS[name]} | {documents:,} | {spent:.0f} | {documents * cells / spent:,.0f} | {peak:.1f} GB |"
            )
    return "\n".join([*lines, ""])


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--documents", type=int, default=40_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--no-peers", action="store_true", help="leave the peers out, and what the page says of them as it is")
    parser.add_argument("--small", action="store_true", help="two minutes, and no page")
    given = parser.parse_args()
    sizes = [SMALL] if given.small else sorted({SMALL, given.documents})
    for size in sizes:
        generate(FOLDER / str(size), size, long=True)
    seconds, memory = measure(sizes, 1 if given.small else given.rounds)
    if given.no_peers:
        peers = None
    else:
        peers = [] if given.small else measure_peers(FOLDER / str(sizes[-1]), sizes[-1])
    page = write_page(seconds, sizes, memory, peers)
    if given.small:
        print(page)
    else:
        PAGE.write_text(page, encoding="utf-8")
        print(f"{PAGE.relative_to(ROOT)} を書きました / is written")


if __name__ == "__main__":
    main()
