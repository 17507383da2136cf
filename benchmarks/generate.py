"""Write documents of realistic shape to Parquet, with a known list of wrong figures.

Every document has the cells of the real document's statements and other amounts,
which satisfy every rule exactly: the free cells are the real amounts times a random
size of the agency and a random factor, and the others follow by integer arithmetic.
Then some documents get one wrong, missing or null figure each. The same seed gives
the same documents.

    generate.py FOLDER --documents 1000 [--seed 1] [--errors 100] [--long]

writes into FOLDER

    figures/*.parquet   document, cell, amount: sorted, dense integer numbers
    lake/*.parquet      the same in long format, for `vars: lake:` (with --long)
    cells.parquet       what each cell is: table, line, business, stage, unit
    checks.parquet, terms.parquet   the checks and their weighted cells
    errors.parquet      document, cell, kind, amount that is right, amount written
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

import duckdb
import numpy
import pandas
from scipy import sparse
from template import ROOT, Dbt, compile_template, literal, run_dbt

STEP = 500  # documents made at a time: about 10 MB of amounts
FILE = 10_000  # documents in a file at most: about 60 MB
KINDS = ("wrong", "missing", "null")

ERRORS = {
    "document": "integer",
    "cell": "smallint",
    "kind": "varchar",
    "amount_right": "bigint",
    "amount_written": "bigint",
}

TABLES = {
    "cells": "from cells order by cell",
    "checks": "from checks order by rule",
    "terms": "from terms order by rule, cell",
}

FIGURES = """
copy (
    select document, cell, case when not is_null then amount end as amount from chunk
) to {path} (format parquet)
"""

LONG = """
copy (
    select
        'generated_' || printf('%06d', chunk.document) as document_id,
        cells.taxonomy_id, cells.table_id, cells.line_id, cells.business_id, cells.stage,
        cells.unit, case when not chunk.is_null then chunk.amount end as amount
    from chunk
    inner join cells using (cell)
    order by chunk.document, chunk.cell
) to {path} (format parquet)
"""


def solve(rules: sparse.csr_matrix, parents: numpy.ndarray) -> sparse.csr_matrix:
    """All amounts as integer combinations of free ones: the solutions of rules @ x = 0.

    Gauss-Jordan elimination over the integers, which needs no fraction as long as
    each row offers a coefficient of 1 or -1; the parent of a sum is preferred, so that
    leaves stay free.

    Args:
        rules: One row per check, one column per cell.
        parents: For each check, the cell of its parent, or -1.

    Returns:
        Square matrix that maps amounts, of which only the free ones matter, to amounts
        that satisfy every rule.

    Raises:
        ValueError: A row offers no coefficient of 1 or -1.
    """
    pivots: dict[int, dict[int, int]] = {}
    uses: dict[int, set[int]] = {}
    for rule in numpy.argsort(numpy.diff(rules.indptr), kind="stable"):
        part = slice(rules.indptr[rule], rules.indptr[rule + 1])
        row: dict[int, int] = {}
        for cell, weight in zip(rules.indices[part].tolist(), rules.data[part].tolist()):
            for column, factor in pivots.get(cell, {cell: 1}).items():
                row[column] = row.get(column, 0) + weight * factor
        row = {cell: weight for cell, weight in row.items() if weight}
        if not row:
            continue
        units = [cell for cell, weight in row.items() if abs(weight) == 1]
        if not units:
            raise ValueError(f"rule {rule} has no coefficient of 1 or -1")
        parent = int(parents[rule])
        pivot = parent if parent in units else min(units, key=lambda cell: len(uses.get(cell, ())))
        sign = -row.pop(pivot)
        solved = {cell: weight * sign for cell, weight in row.items()}
        for user in uses.pop(pivot, set()):
            factor = pivots[user].pop(pivot)
            for cell, weight in solved.items():
                value = pivots[user].get(cell, 0) + factor * weight
                if value:
                    pivots[user][cell] = value
                    uses.setdefault(cell, set()).add(user)
                else:
                    pivots[user].pop(cell, None)
                    uses[cell].discard(user)
        pivots[pivot] = solved
        for cell in solved:
            uses.setdefault(cell, set()).add(pivot)
    count = rules.shape[1]
    entries = [
        (cell, column, weight)
        for cell in range(count)
        for column, weight in pivots.get(cell, {cell: 1}).items()
    ]
    lines, columns, weights = (numpy.array(part) for part in zip(*entries))
    shape = (count, count)
    return sparse.csr_matrix((weights, (lines, columns)), shape=shape, dtype=numpy.int64)


def read_rules(connection: duckdb.DuckDBPyConnection) -> tuple[sparse.csr_matrix, numpy.ndarray]:
    """All checks as a matrix, and their parents' cells."""
    terms = connection.execute("select rule, cell, weight from terms").fetchnumpy()
    rules, cells = connection.execute(
        "select (select count(*) from checks), (select count(*) from cells)"
    ).fetchone()
    matrix = sparse.csr_matrix(
        (terms["weight"], (terms["rule"], terms["cell"])), shape=(rules, cells), dtype=numpy.int64
    )
    matrix.eliminate_zeros()
    parents = connection.execute(
        """
        select coalesce(cells.cell, -1) as cell
        from checks
        left join cells
            on checks.line_id = cells.line_id
            and checks.business_id = cells.business_id and checks.stage = cells.stage
        order by rule
        """
    ).fetchnumpy()["cell"]
    return matrix, numpy.asarray(parents)


def choose_errors(
    random: numpy.random.Generator, documents: int, cells: int, count: int
) -> dict[str, numpy.ndarray]:
    """One wrong figure each in `count` documents, the first three among them: where, of which kind, and by how much.

    Returns:
        Arrays by name, sorted by document: document, cell, kind (number in KINDS), off_by.
    """
    first = min(3, documents)
    others = first + random.choice(documents - first, size=count - first, replace=False)
    chosen = numpy.concatenate([numpy.arange(first), numpy.sort(others)])
    kinds = numpy.where(random.random(count) < 0.7, 0, random.integers(1, 3, count))
    kinds[:first] = [0, 1, 2][:first]
    return {
        "document": chosen,
        "cell": random.integers(0, cells, count),
        "kind": kinds,
        "off_by": random.choice([-1, 1], count) * random.integers(1, 10**6, count),
    }


def generate(
    folder: Path,
    documents: int,
    seed: int = 1,
    errors: int | None = None,
    long: bool = False,
    database: Path = ROOT / "target/budget.duckdb",
    document: str = "jlis_fy2021_january",
    dbt: Dbt = run_dbt,
) -> None:
    """Write `documents` documents into `folder`; the files are those of the module's help.

    Args:
        folder: Folder of its own for the files.
        documents: Number of documents.
        seed: Seed of all random choices.
        errors: Documents with one wrong figure each, 3 at least where there are 3; 1 in 100
            when not given.
        long: Whether to write the lake in long format too.
        database: The built database with the real document.
        document: The real document.
        dbt: What runs dbt in the project.
    """
    compiled = compile_template(database, folder, document, dbt)
    for name in ("figures", "lake") if long else ("figures",):
        (folder / name).mkdir(exist_ok=True)
        for old in (folder / name).glob("*.parquet"):
            old.unlink()
    connection = duckdb.connect(str(compiled), read_only=True)
    rules, parents = read_rules(connection)
    solution = solve(rules, parents)
    real = connection.execute("select amount from cells order by cell").fetchnumpy()["amount"]
    random = numpy.random.default_rng(seed)
    count = min(documents, max(3, documents // 100 if errors is None else errors))
    wrong = choose_errors(random, documents, len(real), count)
    written = []
    # Two files at least, of whole steps, so that two cores share even few documents.
    file = min(FILE, max(STEP, documents // 2 // STEP * STEP))
    for first in range(0, documents, STEP):
        last = min(first + STEP, documents)
        size = numpy.exp(random.normal(0, 0.5, last - first))
        factors = random.uniform(0.5, 1.5, (len(real), last - first))
        free = numpy.rint(real[:, None] * factors * size).astype(numpy.int64)
        amounts = numpy.ascontiguousarray((solution @ free).T)
        assert not (rules @ amounts.T).any()
        present = numpy.ones(amounts.shape, dtype=bool)
        null = numpy.zeros(amounts.shape, dtype=bool)
        for index in numpy.flatnonzero((wrong["document"] >= first) & (wrong["document"] < last)):
            row, cell = wrong["document"][index] - first, wrong["cell"][index]
            kind, right = KINDS[wrong["kind"][index]], int(amounts[row, cell])
            instead = None
            if kind == "wrong":
                instead = -right if right and index % 4 == 0 else right + int(wrong["off_by"][index])
                amounts[row, cell] = instead
            present[row, cell] = kind != "missing"
            null[row, cell] = kind == "null"
            written.append((int(wrong["document"][index]), int(cell), kind, right, instead))
        keep = present.ravel()
        figures = {
            "document": numpy.repeat(numpy.arange(first, last, dtype=numpy.int32), len(real))[keep],
            "cell": numpy.tile(numpy.arange(len(real), dtype=numpy.int16), last - first)[keep],
            "amount": amounts.ravel()[keep],
            "is_null": null.ravel()[keep],
        }
        connection.register("step", pandas.DataFrame(figures, copy=False))
        if first % file == 0:
            connection.execute("create or replace temp table chunk as from step limit 0")
        connection.execute("insert into chunk from step")
        if last % file == 0 or last == documents:
            name = f"{first // file * file:06d}.parquet"
            connection.execute(FIGURES.format(path=literal(folder / "figures" / name)))
            if long:
                connection.execute(LONG.format(path=literal(folder / "lake" / name)))
    for name, query in TABLES.items():
        connection.execute(f"copy ({query}) to {literal(folder / f'{name}.parquet')} (format parquet)")
    connection.register("errors", pandas.DataFrame(written, columns=list(ERRORS)))
    types = ", ".join(f"cast({name} as {type_}) as {name}" for name, type_ in ERRORS.items())
    connection.execute(
        f"copy (select {types} from errors order by document)"
        f" to {literal(folder / 'errors.parquet')} (format parquet)"
    )
    connection.close()


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--documents", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--errors", type=int, help="documents with a wrong figure")
    parser.add_argument("--long", action="store_true", help="also write the lake in long format")
    given = parser.parse_args()
    if given.documents < 1:
        parser.error("--documents: 1 以上 / 1 or more")
    given.folder.mkdir(parents=True, exist_ok=True)
    start = time.perf_counter()
    generate(given.folder, given.documents, given.seed, given.errors, given.long)
    seconds = time.perf_counter() - start
    print(f"{given.folder}: 文書 {given.documents} 件 / documents, {seconds:.0f} s")


if __name__ == "__main__":
    main()
