"""Evaluate every identity of every document exactly, at the speed of reading them.

DuckDB scans the figures in batches, half of the files on each core; complete documents
stand in them as rows of equal length, which are turned once so that each cell is a
contiguous vector over documents, and multiplied by the rule matrix, in integers. An
identity that is a combination of shorter ones (generate.py finds out by elimination)
holds exactly where these do and is not added up again. A document that is complete, and
whose every identity is exactly zero, is consistent. All checks of the others are
evaluated, one by one.

`screen` only names the documents that are worth it, in SQL.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import duckdb
import numpy
from scipy import sparse

CORES = 2
WIDTH = 32  # documents turned at a time, so that their cells stay in the cache
BATCH = 1 << 18  # rows handed over at a time
LARGEST = 10**15  # amounts have 15 digits at most, as printed_figures requires
SCREEN_BITS = 16
SCREEN = Path(__file__).with_name("screen.sql").read_text(encoding="utf-8")

Columns = tuple[numpy.ndarray, numpy.ndarray, numpy.ndarray, numpy.ndarray]

NOT_NULL = numpy.zeros(2 * BATCH, dtype=bool)
NOTHING = tuple(numpy.empty(0, dtype=type_) for type_ in ("int32", "int16", "int64", "bool"))


@dataclass(frozen=True)
class Rules:
    """The checks of a document as a sparse integer matrix.

    Attributes:
        matrix: One row per check, one column per cell: the weight in the residual.
        members: The same shape: 1 where a check reads a cell, whatever its weight.
        needs_all: Checks that report a missing member; the others add up what is there.
        own: For each check that does not need all, the cell of the total it judges.
        sums: The rows of the checks that need all their members, in the order of their cells.
        independent: Those of them that no shorter ones imply.
    """

    matrix: sparse.csr_matrix
    members: sparse.csr_matrix
    needs_all: numpy.ndarray
    own: numpy.ndarray
    sums: sparse.csr_matrix
    independent: sparse.csr_matrix

    @property
    def cells(self) -> int:
        """Cells of a complete document."""
        return self.matrix.shape[1]


@dataclass(frozen=True)
class Documents:
    """Documents as they come from the scan, in order.

    Attributes:
        numbers: Their numbers.
        amounts: Of complete documents: one row per document, one column per cell.
        rest: Of incomplete ones: document, cell, amount, is_null of their rows.
    """

    numbers: numpy.ndarray
    amounts: numpy.ndarray | None
    rest: Columns


def read_rules(folder: Path) -> Rules:
    """Read the rule matrix that the generator wrote.

    Args:
        folder: Folder of a generated lake.

    Returns:
        The rules.
    """
    query = duckdb.connect()
    terms = query.execute(f"from read_parquet('{folder}/terms.parquet')").fetchnumpy()
    checks = query.execute(
        f"""
        select checks.needs_all, checks.is_implied, coalesce(cells.cell, -1) as own
        from read_parquet('{folder}/checks.parquet') as checks
        left join read_parquet('{folder}/cells.parquet') as cells
            on checks.line_id = cells.line_id
            and checks.business_id = cells.business_id and checks.stage = cells.stage
        order by checks.rule
        """
    ).fetchnumpy()
    cells = query.execute(f"select count(*) from read_parquet('{folder}/cells.parquet')").fetchone()
    needs_all = numpy.asarray(checks["needs_all"])
    shape = (len(needs_all), cells[0])
    places = (terms["rule"], terms["cell"])
    members = sparse.csr_matrix((numpy.ones_like(terms["weight"]), places), shape=shape)
    matrix = sparse.csr_matrix((terms["weight"], places), shape=shape, dtype=numpy.int64)
    matrix.eliminate_zeros()
    matrix.sort_indices()
    largest = int(abs(matrix).sum(axis=1).max())
    assert largest * LARGEST < 2**63, "a residual could overflow"
    assert (needs_all | checks["is_implied"]).all(), "a roll-up that no sum implies"
    own, is_implied = numpy.asarray(checks["own"]), numpy.asarray(checks["is_implied"])
    sums, independent = (in_order(matrix[which]) for which in (needs_all, ~is_implied))
    return Rules(matrix, members, needs_all, own, sums, independent)


def in_order(matrix: sparse.csr_matrix) -> sparse.csr_matrix:
    """The rows in the order of their first cell: neighbours read the same cells."""
    used = matrix[matrix.getnnz(axis=1) > 0]
    return used[numpy.argsort(used.indices[used.indptr[:-1]], kind="stable")]


def connect(threads: int = CORES) -> duckdb.DuckDBPyConnection:
    """DuckDB on so many threads, within 4 GB together with the arrays."""
    connection = duckdb.connect()
    connection.execute(f"set threads = {threads}; set memory_limit = '3GB'")
    return connection


def scan(files: list[str], cells: int) -> Iterator[Documents]:
    """Read the figures in order and cut them into documents: the pivot.

    Args:
        files: Parquet files with document, cell, amount, sorted by the first two.
        cells: Cells of a complete document.

    Yields:
        Whole documents, complete ones apart from the rest.

    Raises:
        ValueError: The figures are not sorted, or an amount is too large.
    """
    reader = (
        connect(threads=1)
        .execute("select document, cell, amount from read_parquet(?)", [files])
        .to_arrow_reader(BATCH)
    )
    kept: list[Columns] = []
    previous = -1
    for batch in reader:
        columns = as_arrays(batch)
        document = columns[0]
        starts = numpy.flatnonzero(document[1:] != document[:-1]) + 1
        if kept and document[0] != kept[0][0][0]:
            starts = numpy.concatenate([[0], starts])
        if not len(starts):
            kept.append(columns)
            continue
        # The document that began in earlier batches ends here; the last one goes on.
        if kept:
            kept.append(tuple(column[: starts[0]] for column in columns))
            begun = tuple(numpy.concatenate(parts) for parts in zip(*kept))
            yield from cut(begun, numpy.array([0, len(begun[0])]), cells, previous)
            previous = int(begun[0][0])
        else:
            starts = numpy.concatenate([[0], starts])
        if len(starts) > 1:
            yield from cut(columns, starts, cells, previous)
            previous = int(document[starts[-1] - 1])
        kept = [tuple(column[starts[-1] :] for column in columns)]
    if kept:
        begun = tuple(numpy.concatenate(parts) for parts in zip(*kept))
        yield from cut(begun, numpy.array([0, len(begun[0])]), cells, previous)


def as_arrays(batch) -> Columns:
    """Arrays of an Arrow batch: document, cell, amount (0 where null), is_null."""
    document, cell, amount = batch.columns
    if not amount.null_count:
        return document.to_numpy(), cell.to_numpy(), amount.to_numpy(), NOT_NULL[: len(amount)]
    is_null = amount.is_null().to_numpy(zero_copy_only=False)
    return document.to_numpy(), cell.to_numpy(), amount.fill_null(0).to_numpy(), is_null


def cut(
    columns: Columns, starts: numpy.ndarray, cells: int, previous: int
) -> Iterator[Documents]:
    """Cut whole documents at `starts`, the last of which is an end: runs of complete ones,
    as views, and the rest."""
    document, cell, amount, is_null = columns
    numbers = document[starts[:-1]]
    if numbers[0] <= previous or (numpy.diff(numbers) <= 0).any():
        raise ValueError("the figures are not sorted by document")
    whole = amount[starts[0] : starts[-1]]
    if max(int(whole.max()), -int(whole.min())) >= LARGEST:
        raise ValueError("an amount has more than 15 digits")
    complete = numpy.diff(starts) == cells
    if is_null.any():
        complete &= ~numpy.logical_or.reduceat(is_null[: starts[-1]], starts[:-1])
    order = numpy.arange(cells, dtype=cell.dtype)
    edges = numpy.flatnonzero(complete[1:] != complete[:-1]) + 1
    for first, last in zip([0, *edges], [*edges, len(complete)]):
        rows = slice(int(starts[first]), int(starts[last]))
        if complete[first]:
            if not (cell[rows].reshape(-1, cells) == order).all():
                raise ValueError("the figures are not sorted by cell, or a cell stands twice")
            yield Documents(numbers[first:last], amount[rows].reshape(-1, cells), NOTHING)
        else:
            rest = tuple(column[rows] for column in columns)
            if (numpy.diff(rest[0]) == 0)[numpy.diff(rest[1]) <= 0].any():
                raise ValueError("the figures are not sorted by cell, or a cell stands twice")
            yield Documents(numbers[first:last], None, rest)


def failing_by_product(matrix: sparse.csr_matrix) -> Callable[[numpy.ndarray], numpy.ndarray]:
    """Which documents have an identity that is not exactly zero, by SciPy's product.

    Args:
        matrix: One row per identity: `Rules.independent` for the fast evaluation, which
            decides all; `Rules.sums` to add up every identity.

    Returns:
        Function of amounts (documents x cells): for each document, whether it fails.
    """

    def failing(amounts: numpy.ndarray) -> numpy.ndarray:
        parts = (amounts[at : at + WIDTH] for at in range(0, len(amounts), WIDTH))
        residuals = (matrix @ numpy.ascontiguousarray(part.T) for part in parts)
        # A bit of some residual is set, or none of any: one pass without a copy.
        return numpy.concatenate([numpy.bitwise_or.reduce(part, axis=0) != 0 for part in residuals])

    return failing


def screen_coefficients(rules: Rules, seed: int = 0) -> numpy.ndarray:
    """One random combination of all identities: a coefficient for each cell.

    Each identity gets a random factor below 2^SCREEN_BITS. For given factors of the others
    at most one value of the factor of a wrong identity makes the sum of a bad document
    zero: it escapes with a probability of 2^-SCREEN_BITS.
    """
    factors = numpy.random.default_rng(seed).integers(0, 2**SCREEN_BITS, rules.sums.shape[0])
    coefficients = factors @ rules.sums
    assert int(abs(coefficients).max()) * 10**12 < 2**63, "12 digits could overflow"
    return coefficients


def screen(
    files: list[str], rules: Rules, connection: duckdb.DuckDBPyConnection
) -> set[int]:
    """The documents that are incomplete or suspicious, by `screen.sql`.

    Args:
        files: Parquet files with document, cell, amount: a document in one file, a cell of it once.
        rules: The rules.
        connection: From `connect`.

    Returns:
        Their numbers: all incomplete ones, and of the others those that fail a sum, each
        with a probability of 1 - 2^-SCREEN_BITS; none that is good.

    Raises:
        duckdb.OutOfRangeException: An amount is so large that a product overflows.
    """
    # An array by document instead of a hash table, as long as a file holds 2^16 of them.
    connection.execute("set perfect_ht_threshold = 16")
    connection.execute(
        "create or replace temp table coefficients as select"
        " cast(unnest(range(len($all))) as smallint) as cell, unnest($all) as coefficient",
        {"all": screen_coefficients(rules).tolist()},
    )
    given = ({"file": file, "cells": rules.cells} for file in files)
    found = (connection.execute(SCREEN, values).fetchall() for values in given)
    return {document for rows in found for (document,) in rows}


def verify(
    files: list[str],
    rules: Rules,
    failing: Callable[[numpy.ndarray], numpy.ndarray],
) -> list[Documents]:
    """The documents that fail or are incomplete, with their rows.

    Args:
        files: Parquet files, sorted.
        rules: The rules.
        failing: Evaluation of complete documents.

    Returns:
        These documents in order, for `explain`.
    """
    def verify_part(part: list[str]) -> tuple[int, int, list[Documents]]:
        first, last, found = -1, -1, []
        for documents in scan(part, rules.cells):
            first = int(documents.numbers[0]) if first < 0 else first
            last = int(documents.numbers[-1])
            if documents.amounts is None:
                found.append(documents)
                continue
            bad = failing(documents.amounts)
            if bad.any():
                found.append(Documents(documents.numbers[bad], documents.amounts[bad], NOTHING))
        return first, last, found

    middle = (len(files) + 1) // CORES
    parts = [part for part in (files[:middle], files[middle:]) if part]
    with ThreadPoolExecutor(CORES) as pool:
        results = list(pool.map(verify_part, parts))
    if any(last >= first for (_, last, _), (first, _, _) in zip(results, results[1:])):
        raise ValueError("the files are not sorted, or a document stands in two of them")
    return [documents for _, _, found in results for documents in found]


def explain(rules: Rules, found: list[Documents]) -> list[tuple[int, int, str]]:
    """Every failing check of the documents found: (document, check, status), in order."""
    rows: list[tuple[int, int, str]] = []
    for numbers, amounts, present in together(rules.cells, found):
        wrong = rules.matrix @ amounts.T != 0
        missing = numpy.zeros_like(wrong)
        if not present.all():
            needs_all = rules.needs_all[:, None]
            missing = (rules.members @ (~present).T.astype(numpy.int64) > 0) & needs_all
            wrong &= (needs_all | present.T[rules.own]) & ~missing
        for status, places in (("missing", missing), ("inconsistent", wrong)):
            checks, columns = numpy.nonzero(places)
            rows += zip(numbers[columns].tolist(), checks.tolist(), [status] * len(checks))
    return sorted(rows)


def together(
    cells: int, found: list[Documents]
) -> Iterator[tuple[numpy.ndarray, numpy.ndarray, numpy.ndarray]]:
    """Numbers, amounts (0 where missing) and presence, of many documents at a time."""
    found = sorted(found, key=lambda documents: documents.amounts is None)  # complete ones first
    for at in range(0, len(found), WIDTH):
        numbers, amounts, present = [], [], []
        for documents in found[at : at + WIDTH]:
            numbers.append(documents.numbers)
            if documents.amounts is not None:
                amounts.append(documents.amounts)
                present.append(numpy.ones(documents.amounts.shape, dtype=bool))
                continue
            document, cell, amount, is_null = documents.rest
            place = (numpy.searchsorted(documents.numbers, document), cell)
            amounts.append(numpy.zeros((len(documents.numbers), cells), dtype=numpy.int64))
            amounts[-1][place] = amount
            present.append(numpy.zeros(amounts[-1].shape, dtype=bool))
            present[-1][place] = ~is_null
        yield tuple(numpy.concatenate(parts) for parts in (numbers, amounts, present))
