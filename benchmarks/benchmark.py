"""Measure verification of many documents, and write docs/benchmark.md.

Everything is measured side by side in one run, in rounds, each way once a round; the
page shows medians as ratios to the floor of the same round. Every way must name the
same documents as the list of injected errors.

    benchmark.py [--documents 40000] [--rounds 5] [--no-peers] [--small]
"""

from __future__ import annotations

import argparse
import json
import math
import os
import platform
import resource
import signal
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import duckdb
from evaluate import (
    SCREEN_BITS,
    Rules,
    connect,
    explain,
    failing_by_product,
    read_rules,
    screen,
    verify,
)
from generate import generate
from peers import PEERS
from template import ROOT

HERE = Path(__file__).resolve().parent
PAGE = ROOT / "docs/benchmark.md"
FOLDER = ROOT / "target/benchmark"
SMALL = 1000  # documents of the smaller lake
LIMIT = 120  # seconds that a peer may take

Numbers = set[int]

WAYS = {
    "exact": "**exact verification**, all checks of all documents",
    "scipy": "SciPy: the sparse product of all identities, same pivot",
    "screen": "**screen**: one random combination, names suspicious documents (`screen.sql`)",
    "plain_join": "exact in SQL: join, group by document and identity (`plain_join.sql`)",
}
NOTES = (
    "*Exact verification* (`benchmarks/evaluate.py`) is the verdict. A document is consistent when it is complete and "
    "every independent identity is exactly zero, in 64-bit integers that cannot overflow (15 digits at most, which "
    "is looked at); the other identities and the roll-ups are integer combinations of these, found by elimination "
    "when the rules are compiled. All checks of the remaining documents are evaluated one by one, with `missing` and "
    "`inconsistent` as in `check_results`; this is included. `tests/project/test_lake.py` holds it to `check_results`, "
    "row by row.",
    "",
    "The *screen* adds up each figure times one coefficient, a random combination of all identities. A bad document "
    f"escapes with a probability of 2^-{SCREEN_BITS}; incomplete documents are always named, good ones never. A product "
    "that overflows is an error. Screen and exact verification must name the same documents in this run.",
    "",
    "SciPy gets the same arrays, already scanned and turned; it names documents, and no check.",
    "",
)
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


def files_of(folder: Path) -> list[str]:
    """The Parquet files of a lake, in order."""
    return sorted(str(path) for path in folder.glob("figures/*.parquet"))


def errors_of(folder: Path, documents: int) -> Numbers:
    """The documents with an injected error, of the first `documents`."""
    rows = duckdb.sql(
        f"select document from '{folder}/errors.parquet' where document < {documents}"
    ).fetchall()
    return {number for (number,) in rows}


def numbers_of(found: list) -> Numbers:
    """The numbers of the documents found."""
    return {int(number) for documents in found for number in documents.numbers}


def run_query(name: str, files: list[str], connection: duckdb.DuckDBPyConnection) -> Numbers:
    """Run a query of this folder; the first column of its rows."""
    query = (HERE / name).read_text(encoding="utf-8")
    return {row[0] for row in connection.execute(query, {"files": files}).fetchall()}


def ways(folder: Path, rules: Rules) -> dict[str, Callable[[list[str]], Numbers]]:
    """The ways to verify, by name; each takes files and names the documents that fail."""
    connection = connect()
    connection.execute(
        f"""
        create table terms as
        select rule, cell, weight
        from read_parquet('{folder}/terms.parquet') as terms
        inner join read_parquet('{folder}/checks.parquet') as checks using (rule)
        where needs_all
        """
    )

    def exact(files: list[str]) -> Numbers:
        found = verify(files, rules, failing_by_product(rules.independent))
        return {document for document, _, _ in explain(rules, found)}

    return {
        "floor": lambda files: run_query("floor.sql", files, connection),
        "exact": exact,
        "scipy": lambda files: numbers_of(verify(files, rules, failing_by_product(rules.sums))),
        "screen": lambda files: screen(files, rules, connection),
        "plain_join": lambda files: run_query("plain_join.sql", files, connection),
    }


def measure(
    folders: dict[int, Path], rules: Rules, rounds: int
) -> dict[tuple[str, int], list[tuple[float, float]]]:
    """Wall and processor seconds of each way at each size, one of each per round.

    Args:
        folders: A generated lake by its number of documents, the least first.
        rules: The rules of all of them.
        rounds: How often.

    Raises:
        AssertionError: A way does not name exactly the documents with injected errors.
    """
    seconds: dict[tuple[str, int], list[tuple[float, float]]] = {}
    smallest = min(folders)
    named = ways(folders[smallest], rules)
    for round_ in range(rounds):
        for documents, folder in folders.items():
            files, expected = files_of(folder), errors_of(folder, documents)
            for name, way in named.items():
                if name == "plain_join" and documents > smallest:
                    continue
                wall, processor = time.perf_counter(), time.process_time()
                found = way(files)
                spent = (time.perf_counter() - wall, time.process_time() - processor)
                assert name == "floor" or found == expected, (name, found ^ expected)
                seconds.setdefault((name, documents), []).append(spent)
            print(f"  {round_ + 1}/{rounds}: {documents:,}", flush=True)
    return seconds


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


def ratios(seconds: dict, name: str, documents: int, clock: int) -> float:
    """Median over the rounds of a way's time, by the floor of the same round."""
    pairs = zip(seconds[name, documents], seconds["floor", documents])
    return statistics.median(way[clock] / floor[clock] for way, floor in pairs)


def exponent(seconds: dict, name: str, sizes: list[int]) -> float:
    """Exponent of the growth of a way's median wall time from the least to the largest size."""
    few, many = (
        statistics.median(wall for wall, _ in seconds[name, documents])
        for documents in (sizes[0], sizes[-1])
    )
    return math.log(many / few) / math.log(sizes[-1] / sizes[0])


def write_page(
    folder: Path, rules: Rules, seconds: dict, peers: list, memory: float
) -> str:
    """The page docs/benchmark.md."""
    sizes = sorted({size for _, size in seconds})
    largest = sizes[-1]
    rounds = len(seconds["floor", largest])
    figures = duckdb.sql(
        f"select count(*) from read_parquet({files_of(folder)})"
    ).fetchone()[0]
    floor = statistics.median(wall for wall, _ in seconds["floor", largest])
    lines = [
        "# Many documents: what verification costs",
        "",
        f"Written by `make benchmark`: {largest:,} generated documents, {figures:,} figures, "
        f"{rules.sums.shape[0]:,} identities each ({rules.matrix.nnz:,} weighted members with the roll-ups); "
        f"{platform.machine()}, 2 threads, DuckDB {duckdb.__version__}. All ways run side by side, in "
        f"{rounds} rounds; a ratio is the median over the rounds of its time by the floor of the same round. "
        "The floor is `benchmarks/floor.sql`: a scan of document, cell and amount from Parquet, "
        f"{floor:.2f} s at {largest:,} documents. Every way must name exactly the documents with an injected "
        "error (wrong, missing or null figure), or the benchmark stops.",
        "",
        "## Ratios to the floor",
        "",
        "| way | " + " | ".join(f"{size:,} documents" for size in sizes) + " | processor time | exponent |",
        "|---|" + "---|" * (len(sizes) + 2),
    ]
    for name, words in WAYS.items():
        cells = [
            f"{ratios(seconds, name, size, 0):.2f}" if (name, size) in seconds else "" for size in sizes
        ]
        last = max(size for size in sizes if (name, size) in seconds)
        grows = f"{exponent(seconds, name, sizes):.2f}" if sizes[0] < last == largest else ""
        lines.append(
            f"| {words} | " + " | ".join(cells) + f" | {ratios(seconds, name, last, 1):.2f} | {grows} |"
        )
    lines += ["", *NOTES, f"Peak memory of this process: {memory:.1f} GB.", ""]
    if peers:
        lines += [
            "## Peers",
            "",
            f"The same {rules.sums.shape[0]:,} identities, at the largest number of documents that each tool "
            "verifies within two minutes (each run tells the size of the next, until less than half more would fit). Included: reading "
            "Parquet, turning long into wide where the tool needs it, judging, and naming the documents; not the "
            "start of Python.",
            "",
            "| tool | what it does | documents | seconds | figures a second | identities a second | memory |",
            "|---|---|---|---|---|---|---|",
        ]
        for name, documents, spent, peak in peers:
            if math.isinf(spent):
                lines.append(f"| {name} | {PEER_WORDS[name]} | fewer than {documents} | over the limit | | | |")
                continue
            lines.append(
                f"| {name} | {PEER_WORDS[name]} | {documents:,} | {spent:.0f} | "
                f"{documents * rules.cells / spent:,.0f} | "
                f"{documents * rules.sums.shape[0] / spent:,.0f} | {peak:.1f} GB |"
            )
        lines.append("")
    return "\n".join(lines)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--documents", type=int, default=40_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--no-peers", action="store_true", help="leave the peers out")
    parser.add_argument("--small", action="store_true", help="a minute, and no page")
    given = parser.parse_args()
    sizes = [SMALL] if given.small else sorted({SMALL, given.documents})
    folders = {size: FOLDER / str(size) for size in sizes}
    for size, folder in folders.items():
        generate(folder, size)
    rules, folder = read_rules(folder), folders[sizes[-1]]
    seconds = measure(folders, rules, 2 if given.small else given.rounds)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    with_peers = not given.no_peers and not given.small
    peers = measure_peers(folder, sizes[-1]) if with_peers else []
    page = write_page(folder, rules, seconds, peers, memory)
    if given.small:
        print(page)
    else:
        PAGE.write_text(page, encoding="utf-8")
        print(f"{PAGE.relative_to(ROOT)} を書きました / is written")


if __name__ == "__main__":
    main()
