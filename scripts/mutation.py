"""Measure what the checks catch in a document: corrupt every figure, one at a time, in every way.

Evaluates all mutants at once in DuckDB, with the weights of the rule matrix
(figure_checks), lets a sample go the way of a real slip (mutation_builds), and
writes the page docs/mutation.md. Repeatable: where a digit or a mutant must be
chosen, a hash chooses it.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

import duckdb
import jinja2
import mutation_builds

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs/mutation.md"


def open_databases(database: Path, document: str) -> duckdb.DuckDBPyConnection:
    """Take one document out of the built database.

    Args:
        database: The built database; it is opened read-only.
        document: Id of the document.

    Returns:
        A connection with the catalogs `whole` and `built`, and the temporary tables of
        mutation.sql, which judges checks by the macros of the models.
    """
    connection = duckdb.connect()
    connection.execute("attach ':memory:' as built")
    connection.execute(f"attach '{database}' as whole (read_only)")
    for name in ("printed_figures", "figure_checks", "figure_coverage"):
        connection.execute(
            f"create table built.main.{name} as from whole.main.{name} where document_id = ?",
            [document],
        )
    # A tie between documents may belong to the next one.
    connection.execute(
        """
        create table built.main.check_results as
        from whole.main.check_results
        where document_id = $document
        or check_id in (select check_id from built.main.figure_checks)
        """,
        {"document": document},
    )
    connection.execute("use built")
    macros = [ROOT / f"macros/{name}.sql" for name in ("terms", "verdicts")]
    source = "".join(path.read_text(encoding="utf-8") for path in [*macros, ROOT / "scripts/mutation.sql"])
    connection.execute(jinja2.Template(source, extensions=["jinja2.ext.do"]).render())
    connection.execute("use memory")
    return connection


def table(connection: duckdb.DuckDBPyConnection, query: str) -> str:
    """A query's result as a Markdown table."""
    result = connection.execute(query)
    names = [column[0] for column in result.description]
    lines = ["| " + " | ".join(names) + " |", "|" + "---|" * len(names)]
    lines += ["| " + " | ".join(f"{v:,}" if isinstance(v, int) else str(v) for v in row) + " |" for row in result.fetchall()]
    return "\n".join(lines)


def percent(part: str, whole: str) -> str:
    """SQL for a percentage with one decimal, cut off so that 100.0 means all."""
    return f"(sum({part}) * 1000 // sum({whole})) // 10 || '.' || (sum({part}) * 1000 // sum({whole})) % 10 || ' %'"


def compose(connection: duckdb.DuckDBPyConnection, builds: str) -> str:
    """The page: scores by operator, table and rule, the ceiling, the builds."""
    caught = percent("caught::int", "1")
    laws = percent("caught_by_laws::int", "1")
    by = f"count(*) as mutants, sum(caught::int) as caught, {caught} as score, {laws} as by_laws_alone"
    equivalent = connection.execute("select count(*) from mutants where is_equivalent").fetchone()[0]
    blind = table(
        connection,
        """
        select coverage.table_id as "table", coverage.unit, count(*) as figures, min(reason_en) as reason
        from built.main.figure_coverage as coverage where law_count = 0
        group by all order by figures desc
        """,
    )
    alike = connection.execute(
        "select coalesce(sum(n), 0) from (select count(*) as n from signatures group by document_id, signature having n > 1)"
    ).fetchone()[0]
    return f"""# What the checks catch

Written by `make mutation`. Every printed figure is corrupted, one at a time, in thirteen ways, and every check is
evaluated for every mutant in DuckDB, through the terms of the checks (`terms`). Mutants that change
nothing (a sign on zero, an exchange of equal values) are left out: {equivalent:,}.

*By laws alone* leaves out the control totals, the second keying of the document. A blank where a figure is due is
refused when the figure is read.

## All mutants

{table(connection, f"select {by} from verdicts")}

## By operator

{table(connection, f"select operator, {by} from verdicts group by operator order by operator")}

## By table

{table(connection, f'select table_id as "table", {by} from verdicts group by table_id order by table_id')}

## By rule

How many mutants each rule catches, and how many it alone catches.

{table(connection, '''
    with failing as (
        select mutant_id, rule_id, count(distinct rule_id) over (partition by mutant_id) as rules
        from (select distinct mutant_id, rule_id from mutant_effects where is_failing and mutant_id < 1000000)
    )
    select rule_id as rule, count(*) as caught, count(*) filter (where rules = 1) as alone
    from failing group by rule_id order by caught desc, rule
''')}

## The ceiling

A figure whose column in the rule matrix is zero cannot be caught. By laws alone these are blind, and the control
totals hold them:

{blind}

Figures whose columns are proportional to another's, control totals included, so that an error in one cannot be told
from an error in the other: {alike}.

## The real path

{builds}
Which figures are wrong, one or many at once, is measured in [decoding.md](decoding.md).

Run `make build`, then `make mutation`: the same mutants, the same page.
"""


def main() -> int:
    """Measure and write the page; the status is 1 when a mutant survives, or a build differs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--document", required=True, help="document_id")
    parser.add_argument("--database", type=Path, default=ROOT / "target/budget.duckdb")
    parser.add_argument("--manifest", type=Path, default=ROOT / "target/manifest.json")
    parser.add_argument("--per-table", type=int, default=7, help="mutants of each table to build")
    parser.add_argument("--page", type=Path, default=PAGE)
    arguments = parser.parse_args()
    if not arguments.database.exists():
        print("先に make build / run make build first")
        return 1
    started = time.monotonic()
    connection = open_databases(arguments.database, arguments.document)
    survivors = connection.execute("select count(*) from verdicts where not caught").fetchone()[0]
    outcomes = mutation_builds.build_sample(connection, arguments.per_table, arguments.manifest)
    arguments.page.write_text(
        compose(connection, mutation_builds.describe(*outcomes)), encoding="utf-8"
    )
    agree = mutation_builds.agree(*outcomes)
    print(
        f"{survivors} mutants survive; real builds {'agree' if agree else 'DIFFER'}; "
        f"{time.monotonic() - started:.0f} s; {arguments.page}"
    )
    return 1 if survivors or not agree else 0


if __name__ == "__main__":
    sys.exit(main())
