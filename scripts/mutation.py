"""Measure what the checks catch in a document: corrupt every figure, one at a time, in every way.

Evaluates all mutants at once in DuckDB, with the weights of the rule matrix
(figure_checks), finds the suspects of each with the project's own model, lets a
sample go the way of a real slip (mutation_builds), and writes the page
docs/mutation.md. Repeatable: where a digit or a mutant must be chosen, a hash
chooses it.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path

import duckdb
import jinja2
import mutation_builds

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs/mutation.md"
CHUNK = 300
MODELS = ("suspect_explanations", "suspect_figures")

# A chunk of mutants as documents of their own: the checks that fail, the figures
# that these bind, and every check of those figures.
STAGE_CHUNK = """
create or replace temp table chunk as
select mutant_id from chosen order by mutant_id limit {limit} offset {offset};

create or replace temp table involved as
select distinct failing.mutant_id, terms.table_id, terms.row_no, terms.column_no
from mutant_effects as failing
inner join chunk using (mutant_id)
inner join built.main.figure_checks as terms using (check_id)
where failing.is_failing
union
select mutants.mutant_id, figures.table_id, figures.row_no, figures.column_no
from mutants
inner join chunk using (mutant_id)
inner join figures using (document_id, figure_id);

create or replace table budget.main.figure_checks as
select
    cast(involved.mutant_id as varchar) as document_id,
    table_id, row_no, column_no,
    involved.mutant_id || '|' || terms.check_id as check_id,
    terms.family, terms.weight
from involved
inner join built.main.figure_checks as terms using (table_id, row_no, column_no)
union all
select
    cast(failing.mutant_id as varchar), results.table_id, results.row_no, results.column_no,
    failing.mutant_id || '|' || failing.check_id, failing.family, 1
from mutant_effects as failing
inner join chunk using (mutant_id)
inner join built.main.check_results as results using (check_id)
where failing.family = 'sign';

create or replace table budget.main.check_results as
select distinct
    terms.document_id, terms.check_id,
    coalesce(effects.residual, results.residual) as residual,
    results.residual_lower, results.residual_upper,
    case when coalesce(effects.is_failing, false) then 'inconsistent' else results.status end
        as status
from budget.main.figure_checks as terms
inner join built.main.check_results as results
    on split_part(terms.check_id, '|', 2) = results.check_id
left join mutant_effects as effects
    on cast(terms.document_id as bigint) = effects.mutant_id
    and results.check_id = effects.check_id;

create or replace table budget.main.printed_figures as
select
    cast(involved.mutant_id as varchar) as document_id,
    printed.* exclude (document_id, amount),
    case
        when mutants.figure_id = table_id || ':' || row_no || ':' || column_no
            then mutants.new_amount
        when mutants.other_figure_id = table_id || ':' || row_no || ':' || column_no
            then mutants.other_new_amount
        else printed.amount
    end as amount
from involved
inner join built.main.printed_figures as printed using (table_id, row_no, column_no)
inner join mutants using (mutant_id);
"""

SCORE = """
create or replace temp table scores as
select
    mutants.mutant_id, mutants.operator, mutants.other_figure_id is not null as is_pair,
    count(distinct suspects.explanation_rank) as explanation_count,
    min(suspects.explanation_rank) filter (
        where suspects.figure_id = mutants.figure_id
    ) as place_rank,
    min(suspects.explanation_rank) filter (
        where suspects.figure_id = mutants.figure_id
        and suspects.proposed_amount = mutants.amount
    ) as value_rank
from chosen
inner join mutants using (mutant_id)
left join suspects on mutants.mutant_id = suspects.mutant_id
group by all
"""


def open_databases(database: Path, document: str) -> duckdb.DuckDBPyConnection:
    """Take one document out of the built database, beside an empty one for its mutants.

    Args:
        database: The built database; it is opened read-only.
        document: Id of the document.

    Returns:
        A connection with the catalogs `whole`, `built` and `budget`, and the temporary
        tables of mutation.sql, which judges checks by the macros of the models.
    """
    connection = duckdb.connect()
    connection.execute("attach ':memory:' as budget")
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
    connection.execute("create table built.main.slips as from whole.main.slips")
    connection.execute("use built")
    macros = [ROOT / f"macros/{name}.sql" for name in ("terms", "verdicts")]
    source = "".join(path.read_text(encoding="utf-8") for path in [*macros, ROOT / "scripts/mutation.sql"])
    connection.execute(jinja2.Template(source, extensions=["jinja2.ext.do"]).render())
    connection.execute("use memory")
    connection.execute("create table budget.main.slips as from built.main.slips")
    # A mutant stands in no file of a lake.
    connection.execute(
        "create table budget.main.stg_lake_figures as from whole.main.stg_lake_figures limit 0"
    )
    return connection


def add_pairs(connection: duckdb.DuckDBPyConnection, count: int) -> None:
    """Add random pairs of wrong digits in two figures to the mutants.

    Args:
        connection: From open_databases; `mutants` and `mutant_effects` grow.
        count: How many pairs.
    """
    connection.execute(
        f"""
        create or replace temp table pairs as
        with numbered as (
            select *, row_number() over (order by hash(mutant_id, 'pair')) as position
            from mutants
            where not is_equivalent
            and operator in ('digit_replaced', 'transposed', 'digit_dropped', 'sign_flipped')
        )
        select
            1000000 + one.position as mutant_id, one.mutant_id as first_id, two.mutant_id as second_id,
            one.document_id, 'pair' as operator, one.figure_id, one.table_id, one.amount, one.new_amount,
            two.figure_id as other_figure_id, two.amount as other_amount,
            two.new_amount as other_new_amount, false as is_equivalent
        from numbered as one
        inner join numbered as two on one.position + {count} = two.position
        where one.position <= {count} and one.figure_id <> two.figure_id;
        insert into mutant_effects
        with moves as (
            select pairs.mutant_id, effects.check_id, any_value(effects.family) as family,
                any_value(effects.rule_id) as rule_id,
                sum(printed_moved) as printed_moved, sum(computed_moved) as computed_moved
            from pairs
            inner join mutant_effects as effects
                on effects.mutant_id in (pairs.first_id, pairs.second_id)
            group by all
        )
        select moves.mutant_id, moves.check_id, moves.family, moves.rule_id,
            printed_moved, computed_moved,
            cast(results.residual + printed_moved - computed_moved as bigint),
            results.residual + printed_moved - computed_moved
            not between results.residual_lower and results.residual_upper
        from moves inner join built.main.check_results as results using (check_id);
        insert into mutants select * exclude (first_id, second_id) from pairs;
        """
    )


def localise(connection: duckdb.DuckDBPyConnection, manifest: Path) -> None:
    """Find the suspects of every mutant in `chosen` with the project's own models.

    Args:
        connection: From open_databases, with a temporary table `chosen`.
        manifest: dbt's manifest, which holds the compiled models.
    """
    nodes = json.loads(manifest.read_text(encoding="utf-8"))["nodes"]
    compiled = {name: nodes[f"model.verified_budget.{name}"]["compiled_code"] for name in MODELS}
    connection.execute(
        "create or replace temp table suspects "
        "(mutant_id bigint, figure_id varchar, explanation_rank int, proposed_amount bigint)"
    )
    total = connection.execute("select count(*) from chosen").fetchone()[0]
    for offset in range(0, total, CHUNK):
        connection.execute(STAGE_CHUNK.format(limit=CHUNK, offset=offset))
        for name in MODELS:
            connection.execute(f"create or replace table budget.main.{name} as {compiled[name]}")
        connection.execute(
            """
            insert into suspects
            select cast(document_id as bigint), table_id || ':' || row_no || ':' || column_no,
                explanation_rank, proposed_amount
            from budget.main.suspect_figures
            """
        )
    connection.execute(SCORE)


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


def compose(connection: duckdb.DuckDBPyConnection, sample: str, builds: str) -> str:
    """The page: scores by operator, table and rule, the ceiling, the builds, the localisation."""
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
    place, first_three = percent("(place_rank = 1)::int", "1"), percent("(place_rank <= 3)::int", "1")
    value = percent("(value_rank = 1)::int", "1")
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
## Which figure it was

For {sample}, `suspect_figures` is asked which figure is wrong. *place* is the share in which the wrong figure
stands in the first (the first three) explanations, *value* that in which the right amount is proposed first; *several*
counts those with more than one explanation as small. `columns_swapped` and `pair` are two wrong figures at once.

{table(connection, f'''
    select operator, count(*) as mutants, {place} as "place, first", {first_three} as "place, first three",
        {value} as "value, first", sum((explanation_count > 1)::int) as several,
        sum((explanation_count = 0)::int) as unexplained
    from scores group by operator order by operator
''')}

It proposes and changes nothing: no figure is ever corrected automatically.

Run `make build`, then `make mutation`: the same mutants, the same sample, the same page.
`.venv/bin/python scripts/mutation.py --help` says how to take a smaller or a larger sample.
"""


def main() -> int:
    """Measure and write the page; the status is 1 when a mutant survives, or a build differs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--document", required=True, help="document_id")
    parser.add_argument("--database", type=Path, default=ROOT / "target/budget.duckdb")
    parser.add_argument("--manifest", type=Path, default=ROOT / "target/manifest.json")
    parser.add_argument("--pairs", type=int, default=300, help="pairs of wrong figures")
    parser.add_argument("--sample", type=int, help="locate only this many mutants")
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
    add_pairs(connection, arguments.pairs)
    limit = "" if arguments.sample is None else f"order by hash(mutant_id) limit {arguments.sample}"
    connection.execute(
        f"""
        create or replace temp table chosen as
        (select mutant_id from verdicts where new_amount is not null and caught {limit})
        union all select mutant_id from pairs
        """
    )
    localise(connection, arguments.manifest)
    sample = "every mutant" if arguments.sample is None else f"a sample of {arguments.sample:,} mutants"
    arguments.page.write_text(
        compose(connection, sample, mutation_builds.describe(*outcomes)), encoding="utf-8"
    )
    agree = mutation_builds.agree(*outcomes)
    print(
        f"{survivors} mutants survive; real builds {'agree' if agree else 'DIFFER'}; "
        f"{time.monotonic() - started:.0f} s; {arguments.page}"
    )
    return 1 if survivors or not agree else 0


if __name__ == "__main__":
    sys.exit(main())
