"""The same identities in other tools, each as its manual suggests.

    peers.py NAME FOLDER DOCUMENTS

verifies the first documents of a generated lake with one tool and prints one line of
JSON: seconds (reading, turning and judging; not the start of Python) and the numbers of
the documents that fail. Every tool evaluates all identities that need all their members.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb

STEP = 500  # documents at a time, for tools that hold them all in memory
INSTANCE = 100  # documents in an XBRL instance, which Arelle holds as objects

Identity = dict[int, int]  # weight by cell


def files_of(folder: Path, documents: int) -> list[str]:
    """The Parquet files that hold the first `documents` documents, and perhaps some more."""
    paths = sorted(folder.glob("figures/*.parquet"))  # named after their first document
    return [str(path) for path in paths if int(path.stem) < documents]


def steps_of(folder: Path, documents: int) -> Iterator[tuple[str, int, int]]:
    """Steps through the documents: the file, the first document, and where to stop."""
    files = files_of(folder, documents)
    firsts = [int(Path(file).stem) for file in files]
    for file, begin, end in zip(files, firsts, [*firsts[1:], documents]):
        for first in range(begin, end, STEP):
            yield file, first, min(first + STEP, end)


def terms_query(folder: Path) -> str:
    """SQL for the terms of the identities: rule, cell, weight, members of the rule."""
    return f"""
        select
            cast(terms.rule as integer) as rule, terms.cell,
            terms.weight, count(*) over (partition by terms.rule) as members
        from read_parquet('{folder}/terms.parquet') as terms
        inner join read_parquet('{folder}/checks.parquet') as checks using (rule)
        where checks.needs_all
    """


def identities(folder: Path) -> list[Identity]:
    """The identities as weighted cells."""
    found: dict[int, Identity] = {}
    for rule, cell, weight, _ in duckdb.sql(terms_query(folder)).fetchall():
        found.setdefault(rule, {})[cell] = weight
    return list(found.values())


def wide(folder: Path, documents: int):
    """The documents with a column for each cell (c0, c1, ...), step by step, as pandas."""
    import numpy
    import pandas

    cells = duckdb.sql(f"select count(*) from '{folder}/cells.parquet'").fetchone()[0]
    for path, first, stop in steps_of(folder, documents):
        rows = duckdb.sql(
            "select document, cell, amount"
            f" from '{path}' where document >= {first} and document < {stop}"
        ).fetchnumpy()
        numbers, at = numpy.unique(rows["document"], return_inverse=True)
        values = numpy.full((len(numbers), cells), numpy.nan)
        values[at, rows["cell"]] = numpy.ma.filled(rows["amount"].astype(float), numpy.nan)
        frame = pandas.DataFrame(values, columns=[f"c{cell}" for cell in range(cells)])
        frame.insert(0, "document", numbers)
        yield frame


def polars(folder: Path, documents: int) -> set[int]:
    """Lazy frames: join with the terms, group by document and identity."""
    import polars as pl

    terms = pl.from_arrow(duckdb.sql(terms_query(folder)).to_arrow_table())
    found: set[int] = set()
    for path, first, stop in steps_of(folder, documents):
        failing = (
            pl.scan_parquet(path)
            .filter(pl.col("document").is_between(first, stop, closed="left"))
            .join(terms.lazy(), on="cell")
            .group_by("document", "rule")
            .agg(
                (pl.col("amount") * pl.col("weight")).sum().alias("residual"),
                pl.col("amount").count().alias("present"),
                pl.col("members").first(),
            )
            .filter((pl.col("residual") != 0) | (pl.col("present") < pl.col("members")))
            .select(pl.col("document").unique())
            .collect(engine="streaming")
        )
        found |= set(failing["document"].to_list())
    return found


def pandas(folder: Path, documents: int) -> set[int]:
    """Merge with the terms, group by document and identity, step by step."""
    import pandas as pd

    terms = duckdb.sql(terms_query(folder)).df()
    found: set[int] = set()
    for path, first, stop in steps_of(folder, documents):
        figures = pd.read_parquet(
            path,
            dtype_backend="numpy_nullable",
            filters=[("document", ">=", first), ("document", "<", stop)],
        )
        merged = figures.merge(terms, on="cell")
        merged["product"] = merged["amount"] * merged["weight"]
        sums = merged.groupby(["document", "rule"], sort=False).agg(
            residual=("product", "sum"), present=("amount", "count"), members=("members", "first")
        )
        failing = sums[(sums["residual"] != 0) | (sums["present"] < sums["members"])]
        found |= set(failing.index.get_level_values("document"))
    return found


def pyspark(folder: Path, documents: int) -> set[int]:
    """Spark SQL on two local threads: broadcast join with the terms, group by."""
    from pyspark.sql import SparkSession
    from pyspark.sql import functions as f

    spark = (
        SparkSession.builder.master("local[2]")
        .config("spark.driver.memory", "3g")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "8")
        .getOrCreate()
    )
    spark.sparkContext.setLogLevel("ERROR")
    terms = spark.createDataFrame(duckdb.sql(terms_query(folder)).df())
    figures = spark.read.parquet(*files_of(folder, documents)).where(f.col("document") < documents)
    failing = (
        figures.join(f.broadcast(terms), "cell")
        .groupBy("document", "rule")
        .agg(
            f.sum(f.col("amount") * f.col("weight")).alias("residual"),
            f.count("amount").alias("present"),
            f.first("members").alias("members"),
        )
        .where("residual <> 0 or present < members")
        .select("document")
        .distinct()
    )
    return {row[0] for row in failing.collect()}


def great_expectations(folder: Path, documents: int) -> set[int]:
    """One ExpectMulticolumnSumToEqual for each identity, one ExpectColumnValuesToNotBeNull
    for each cell, on a wide pandas frame."""
    import great_expectations as gx
    import great_expectations.expectations as gxe
    import pandas as pd

    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False}
    batch_definition = (
        context.data_sources.add_pandas("memory")
        .add_dataframe_asset("documents")
        .add_batch_definition_whole_dataframe("all")
    )
    expectations = []
    rules = identities(folder)
    for terms in rules:
        columns = [f"{'minus_' if weight < 0 else ''}c{cell}" for cell, weight in terms.items() if weight]
        if len(columns) > 1:
            expectations.append(
                gxe.ExpectMulticolumnSumToEqual(column_list=columns, sum_total=0, ignore_row_if="never")
            )
        else:
            expectations.append(gxe.ExpectColumnValuesToBeInSet(column=columns[0], value_set=[0]))
    # A sum skips what is missing.
    for cell in sorted({cell for terms in rules for cell in terms}):
        expectations.append(gxe.ExpectColumnValuesToNotBeNull(column=f"c{cell}"))
    # In suites of 200: the time of one suite grows faster than its expectations.
    suites = [
        context.suites.add(gx.ExpectationSuite(f"part {at}", expectations=expectations[at : at + 200]))
        for at in range(0, len(expectations), 200)
    ]
    found: set[int] = set()
    for frame in wide(folder, documents):
        minus = -frame.drop(columns="document")
        minus.columns = [f"minus_{column}" for column in minus.columns]
        both = pd.concat([frame, minus], axis=1)
        batch = batch_definition.get_batch({"dataframe": both})
        for suite in suites:
            for one in batch.validate(suite, result_format="COMPLETE").results:
                rows = one.result.get("unexpected_index_list") or []
                found |= {int(frame["document"].iloc[row]) for row in rows}
    return found


def pandera(folder: Path, documents: int) -> set[int]:
    """One Check for each identity, lazily, on a wide pandas frame."""
    import pandera.pandas as pa

    def check(terms: Identity):
        def holds(frame):
            return sum(weight * frame[f"c{cell}"] for cell, weight in terms.items()) == 0

        return pa.Check(holds, ignore_na=False)

    schema = pa.DataFrameSchema(checks=[check(terms) for terms in identities(folder)])
    found: set[int] = set()
    for frame in wide(folder, documents):
        try:
            schema.validate(frame, lazy=True)
        except pa.errors.SchemaErrors as errors:
            rows = errors.failure_cases["index"].dropna().astype(int).unique()
            found |= set(frame["document"].iloc[rows].tolist())
    return found


def pointblank(folder: Path, documents: int) -> set[int]:
    """One step (col_vals_expr) for each identity, on a wide Polars frame."""
    import pointblank as pb
    import polars as pl

    checks = [
        pl.sum_horizontal(
            [weight * pl.col(f"c{cell}") for cell, weight in terms.items()], ignore_nulls=False
        )
        .eq(0)
        .fill_null(False)
        for terms in identities(folder)
    ]
    found: set[int] = set()
    for frame in wide(folder, documents):
        table = pl.from_pandas(frame, nan_to_null=True)
        validation = pb.Validate(table)
        for check in checks:
            validation = validation.col_vals_expr(expr=check)
        validation = validation.interrogate(collect_extracts=True)
        for step, passed in steps(validation):
            if not passed:
                found |= set(validation.get_data_extracts(i=step, frame=True)["document"].to_list())
    return found


def steps(validation) -> Iterator[tuple[int, bool]]:
    """Number of each step of a Pointblank validation, and whether all rows passed."""
    return ((step.i, bool(step.all_passed)) for step in validation.validation_info)


def frictionless(folder: Path, documents: int) -> set[int]:
    """One row constraint for each identity, on wide rows."""
    from frictionless import Checklist, Resource, checks, system

    def formula(terms: Identity) -> str:
        signed = (f"{'+' if weight > 0 else '-'} c{cell}" for cell, weight in terms.items() if weight)
        return " ".join(signed) + " == 0"

    checklist = Checklist(
        checks=[checks.row_constraint(formula=formula(terms)) for terms in identities(folder)]
    )
    found: set[int] = set()
    for frame in wide(folder, documents):
        rows = frame.astype(object).where(frame.notna(), None).to_dict("records")
        report = Resource(data=rows).validate(checklist, limit_errors=10**6)
        for row, _ in report.flatten(["rowNumber", "type"]):
            found.add(int(frame["document"].iloc[row - 2]))
    return found


def arelle(folder: Path, documents: int) -> set[int]:
    """XBRL: the schema asks for the cells, the calculation linkbase for the sums.

    After a document that lacks a cell Arelle judges no sums of the instance; those that do
    are judged again without it.
    """
    import xbrl_cells

    rules = identities(folder)
    cells = sorted({cell for terms in rules for cell in terms})
    found: set[int] = set()
    with tempfile.TemporaryDirectory() as name:
        room = Path(name)
        xbrl_cells.write_taxonomy(rules, room)
        for frame in wide(folder, documents):
            for first in range(0, len(frame), INSTANCE):
                part = frame.iloc[first : first + INSTANCE]
                failing, ended = arelle_instance(part, cells, room / "instance.xml")
                if not ended:
                    rest = part[~part["document"].isin(failing)]
                    more, ended = arelle_instance(rest, cells, room / "instance.xml")
                    assert ended, "the sums were not judged"
                    failing |= more
                found |= failing
    return found


def arelle_instance(frame, cells: list[int], path: Path) -> tuple[set[int], bool]:
    """The documents with a fault in an instance, and whether its sums were judged."""
    import xbrl_cells
    from arelle.api.Session import Session
    from arelle.RuntimeOptions import RuntimeOptions

    xbrl_cells.write_instance(frame, cells, path)
    options = RuntimeOptions(
        entrypointFile=str(path),
        validate=True,
        calcs="c10",  # XBRL 2.1: tuples, too
        internetConnectivity="offline",
        disablePersistentConfig=True,
        logFile="logToBuffer",
        logFormat="%(message)s",
    )
    with Session() as session:
        session.run(options)
        log = json.loads(session.get_logs("json"))["log"]
    faults = [entry for entry in log if entry["level"] not in ("info", "debug")]
    lines = {place["sourceLine"] for entry in faults for place in entry["refs"] if "sourceLine" in place}
    ended = not any(entry["code"].startswith("exception") for entry in faults)
    return {int(frame["document"].iloc[line - xbrl_cells.FIRST_LINE]) for line in lines}, ended


PEERS: dict[str, Callable[[Path, int], set[int]]] = {
    "polars": polars,
    "pandas": pandas,
    "pyspark": pyspark,
    "great_expectations": great_expectations,
    "pandera": pandera,
    "pointblank": pointblank,
    "frictionless": frictionless,
    "arelle": arelle,
}


def main() -> None:
    """Command line."""
    name, folder, documents = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
    start = time.perf_counter()
    found = PEERS[name](folder, documents)
    seconds = time.perf_counter() - start
    print(json.dumps({"seconds": seconds, "found": sorted(int(number) for number in found)}))


if __name__ == "__main__":
    os.environ["POLARS_MAX_THREADS"] = "2"
    main()
