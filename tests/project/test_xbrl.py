"""Arelle, which nobody here wrote, reads the XBRL of the downloads: a third reader.

It needs its own group of packages: `make test-xbrl`.
"""

from __future__ import annotations

import csv
import json
import random
import re
import shutil
import subprocess
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import duckdb
import jinja2
import pytest
import xbrl
import xbrl_taxonomy
from conftest import BIN, DOCUMENT, ROOT
from xbrl_xml import REPEATED, Rule, Taxonomy

PAGE = ROOT / "docs/xbrl.md"
EVALUATIONS = re.compile(r"Value Assertion (\S+) evaluations : (\d+) satisfied, (\d+) not satisfied")
# What Arelle says of a fact that does not fit: a sum, an assertion, two prints of one data point.
INCONSISTENT = ("calc11e:", "oime:disallowedDuplicateFacts", "arelle:duplicateFacts", "message:")


def arelle(folder: Path, *more: str) -> list[dict[str, Any]]:
    """Validate a report with the command that the page of the docs gives.

    Args:
        folder: Where `report.json` and `taxonomy.zip` are.
        more: Further arguments.

    Returns:
        The entries of Arelle's log.
    """
    command = re.search(r"```sh\narelleCmdLine (.*?)\n```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert command, "docs/xbrl.md gives no command"
    arguments = command[1].replace("\\\n", " ").split()
    log = folder / "log.json"
    log.unlink(missing_ok=True)  # Arelle would write on
    subprocess.run(
        [BIN / "arelleCmdLine", *arguments, "--logFile", log, "--formulaAsserResultCounts", *more],
        cwd=folder, check=True, stdout=subprocess.DEVNULL,
    )
    return json.loads(log.read_text(encoding="utf-8"))["log"]


def faults(log: list[dict[str, Any]]) -> list[str]:
    """Everything that is an error, an inconsistency or a warning."""
    wrong = ("error", "critical", "inconsistency", "warning", "warning-semantic", "error-semantic")
    return [entry["message"]["text"] for entry in log if entry["level"] in wrong]


def named(log: list[dict[str, Any]]) -> set[str]:
    """The facts that stand in what Arelle says does not fit, by table and row of their file."""
    places = (
        reference["href"].rpartition("#")[2]
        for entry in log if entry["code"].startswith(INCONSISTENT)
        for reference in entry["refs"]
    )
    return {place.replace(".r_", ".").removesuffix(".yen") for place in places}


def evaluations(log: list[dict[str, Any]]) -> dict[str, tuple[int, int]]:
    """How often each assertion was satisfied, and was not."""
    found = (EVALUATIONS.search(entry["message"]["text"]) for entry in log)
    return {match[1]: (int(match[2]), int(match[3])) for match in found if match}


@pytest.fixture(scope="module")
def report(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the report of the document, as downloaded."""
    folder = tmp_path_factory.mktemp("xbrl") / "report"
    shutil.copytree(site / "downloads/xbrl" / DOCUMENT, folder)
    return folder


@pytest.fixture(scope="module")
def taxonomy(built_database: Path) -> Taxonomy:
    """The taxonomy of the document."""
    with duckdb.connect(str(built_database), read_only=True) as connection:
        agency = xbrl.rows_of(connection, xbrl.TAXONOMIES, [])[0]
        return xbrl.read_taxonomy(
            connection, agency["taxonomy_id"], agency["agency_ja"], agency["agency_en"]
        )


def test_arelle_confirms_every_sum(report: Path, taxonomy: Taxonomy, connection):
    log = arelle(report)
    assert faults(log) == []
    counted = evaluations(log)
    rules = {rule.name: rule for rule in taxonomy.rules}
    assert counted.keys() == {name for name, rule in rules.items() if not taxonomy.is_calculation(rule)}
    satisfied: Counter[str] = Counter()
    for name, (fitting, failing) in counted.items():
        assert fitting > 0 and failing == 0, name
        satisfied[rules[name].rule_id] += fitting
    # Whatever dbt evaluates along the axes, Arelle does; it also evaluates what nothing prints.
    checked = connection.execute(
        """
        select rule_id, count(*) from check_results
        where axis in ('line', 'business', 'stage') and unit = 'thousand_yen'
        group by rule_id
        """
    ).fetchall()
    calculated = {rule.rule_id for rule in taxonomy.rules if taxonomy.is_calculation(rule)}
    assert len(checked) > 60
    for rule_id, count in checked:
        assert rule_id in calculated or satisfied[rule_id] >= count, rule_id


def test_every_printed_amount_is_a_fact(report: Path, connection):
    rows = []
    for table in ("figures", REPEATED):
        with (report / f"{table}.csv").open(encoding="utf-8", newline="") as file:
            rows += list(csv.DictReader(file))
    expected = connection.execute(
        """
        select replace(figure_id, ':', '-'), amount * thousand_yen * 1000
        from printed_figures inner join units using (unit)
        where thousand_yen is not null and business_id is not null and stage is not null
        """
    ).fetchall()
    assert sorted((row["id"], int(row["yen"])) for row in rows) == sorted(expected)
    assert len(rows) > 2400


def read_facts(report: Path) -> dict[str, list[dict[str, str]]]:
    """The printed facts of a report by file."""
    return {
        table: list(csv.DictReader((report / f"{table}.csv").open(encoding="utf-8", newline="")))
        for table in ("figures", REPEATED)
    }


def choose(connection: duckdb.DuckDBPyConnection, seed: int) -> list[str]:
    """Figures of which no two stand in one check, and that a sum or a comparison of prints weighs."""
    checks: dict[str, set[int]] = defaultdict(set)
    for figure, check in connection.execute(
        """
        select replace(figure_id, ':', '-'), check_no from terms
        where axis in ('line', 'business', 'stage') or rule_id in (
            select rule_id from check_results where family = 'agreement'
        )
        order by all
        """
    ).fetchall():
        checks[figure].add(check)
    figures = sorted(checks)
    random.Random(seed).shuffle(figures)
    taken: set[int] = set()
    chosen = []
    for figure in figures:
        if taken.isdisjoint(checks[figure]):
            chosen.append(figure)
            taken |= checks[figure]
    return chosen


@pytest.mark.parametrize("seed", [1, 2])
def test_arelle_names_each_changed_digit(report: Path, tmp_path: Path, connection, seed: int):
    """Figures whose checks have nothing in common are changed together, each by one digit."""
    folder = shutil.copytree(report, tmp_path / "changed")
    chosen = set(choose(connection, seed))
    digits = random.Random(seed)
    changed = set()
    for table, rows in read_facts(folder).items():
        lines = (folder / f"{table}.csv").read_text(encoding="utf-8").splitlines()
        for number, row in enumerate(rows, start=1):
            if row["id"] not in chosen:
                continue
            printed = re.sub(r"\D", "", row["figure_as_printed"])
            place = digits.randrange(len(printed))
            other = digits.choice([digit for digit in "123456789" if digit != printed[place]])
            wrong = int(printed[:place] + other + printed[place + 1:])
            unit = 10 ** (6 if row["decimals"] == "-6" else 3)
            sign = -1 if row["yen"].startswith("-") else 1
            lines[number] = lines[number].replace(f",{row['yen']},", f",{sign * wrong * unit},", 1)
            changed.add(f"{table}.{row['id']}")
        (folder / f"{table}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert len(changed) > 60
    log = arelle(folder)
    unseen = changed - named(log)
    assert unseen == set()


ANOTHER_BODY = """
create table documents as select
    'town_2005' as document_id, 'town' as taxonomy_id, '町 水道' as agency_ja, 'Town waterworks' as agency_en,
    date '2005-04-01' as period_start, date '2006-03-31' as period_end, null::date as balance_date;
create table statements (taxonomy_id varchar, statement varchar, statement_order int, label_ja varchar,
    label_en varchar, period_kind varchar);
insert into statements values ('town', 'revenue_budget', 1, '収益的収入', 'Revenue budget', 'duration'),
    ('town', 'position', 2, '貸借', 'Position', 'instant');
create table statement_lines (taxonomy_id varchar, line_id varchar, statement varchar, line_order int, depth int,
    line_kind varchar, label_ja varchar, label_en varchar);
insert into statement_lines values
    ('town', 'revenue_heading', 'revenue_budget', 1, 0, 'heading', '収入', 'Revenue'),
    ('town', 'sales', 'revenue_budget', 2, 1, 'leaf', '給水収益', 'Water charges'),
    ('town', 'grants', 'revenue_budget', 3, 1, 'leaf', '補助金 <国>', 'Grants & aid'),
    ('town', 'revenue', 'revenue_budget', 4, 0, 'total', '収入計', 'Total revenue'),
    ('town', 'rate', 'revenue_budget', 5, 0, 'quantity', '率', 'Rate'),
    ('town', 'cash', 'position', 6, 0, 'leaf', '現金', 'Cash');
create table businesses as select 'town' as taxonomy_id, 'total' as business_id, 1 as business_order,
    '合計' as name_ja, 'Total' as name_en;
create table stages as from (values ('original', 1, '当初', 'Original'), ('adjustment', 2, '補正', 'Change'),
    ('revised', 3, '計', 'Total')) as rows (stage, stage_order, label_ja, label_en);
create table document_stages as select 'town_2005' as document_id, * replace ('既決' as label_ja) from stages;
create table units as from (values ('yen_thousand', 1, 0), ('yen_million', 1000, 500), ('percent', null, null))
    as rows (unit, thousand_yen, half_unit_thousand_yen);
create table calculation_rules as select 'town' as taxonomy_id, rule_id, 'rule {x} ' || rule_id as label_ja,
    rule_id as label_en, rule_id = 'rough' as rounds_parts
    from (values ('revenue_sums'), ('stages_sum'), ('cash_is_revenue'), ('rough'), ('rates')) as rows (rule_id);
create table calculation_arcs (taxonomy_id varchar, rule_id varchar, axis varchar, parent varchar, child varchar,
    weight int, applies_to_statement varchar, applies_to_business varchar, applies_to_stage varchar);
insert into calculation_arcs values
    ('town', 'revenue_sums', 'line', 'revenue', 'sales', 1, null, null, null),
    ('town', 'revenue_sums', 'line', 'revenue', 'grants', 1, null, null, null),
    ('town', 'stages_sum', 'stage', 'revised', 'original', 1, null, null, null),
    ('town', 'stages_sum', 'stage', 'revised', 'adjustment', 1, null, null, null),
    ('town', 'cash_is_revenue', 'line', 'cash', 'revenue', 1, null, null, 'revised'),
    ('town', 'rough', 'line', 'revenue', 'sales', 2, null, null, 'adjustment'),
    ('town', 'rates', 'line', 'revenue', 'rate', 1, null, null, null),
    ('town', 'stages_sum', 'stage', 'carried', 'original', 1, null, null, null);
-- The document leaves 5 thousand yen of one line out of its revised budget.
create table known_differences as select 'town_2005' as document_id, 'stages_sum' as rule_id,
    'grants' as line_id, 'total' as business_id, 'revised' as stage, -5 as difference_thousand_yen;
create table printed_figures as
    select 'town_2005' as document_id, 'forms' as table_id, 1 as table_order, *,
        line_id || ':' || column_no as figure_id, amount::varchar as figure_as_printed,
        row_no as source_line, 'total' as business_id
    from (values
        (1, 1, 'sales', 'original', 100, 'yen_thousand'), (1, 2, 'sales', 'adjustment', 12, 'yen_thousand'),
        (1, 3, 'sales', 'revised', 112, 'yen_thousand'), (2, 1, 'grants', 'original', 40, 'yen_thousand'),
        (2, 2, 'grants', 'adjustment', 12, 'yen_thousand'), (2, 3, 'grants', 'revised', 47, 'yen_thousand'),
        (3, 1, 'revenue', 'original', 140, 'yen_thousand'), (3, 2, 'revenue', 'adjustment', 24, 'yen_thousand'),
        (3, 3, 'revenue', 'revised', 159, 'yen_thousand'), (4, 1, 'cash', 'revised', 159, 'yen_thousand'),
        (5, 1, 'rate', 'revised', 7, 'percent')
    ) as rows (row_no, column_no, line_id, stage, amount, unit);
-- The total of the stages leaves the same 5 out, as its lines do.
insert into known_differences by name select 'town_2005' as document_id, 'stages_sum' as rule_id,
    'revenue' as line_id, 'total' as business_id, 'revised' as stage, -5 as difference_thousand_yen;
create table data_points as select document_id, table_id, row_no, column_no, line_id, business_id, stage
    from printed_figures where line_id <> 'rate';
create table int_documents as select document_id, document_id as template_id from documents;
create table terms (template_id varchar, check_no bigint, axis varchar, member_line_id varchar,
    member_business_id varchar, member_stage varchar, member_weight bigint, figure_id varchar, weight bigint);
create table statement_amounts as select 'town_2005' as document_id, 'cash' as line_id, 'total' as business_id,
    'original' as stage, 140 as amount_thousand_yen, true as is_derived;
"""


def test_another_body_is_written_too(tmp_path: Path):
    """Other statements, no businesses, a difference along the stages: known by no name in the code."""
    connection = duckdb.connect()
    connection.execute(ANOTHER_BODY)
    files = xbrl.write_xbrl(connection, tmp_path)
    folder = tmp_path / "town_2005"
    assert set(files["town_2005"]) == {f"town_2005/{path.name}" for path in folder.iterdir()}
    log = arelle(folder)
    assert faults(log) == []
    counted = evaluations(log)
    assert {name.split(".")[0]: count for name, count in counted.items()} == {
        "stages_sum": (3, 0), "cash_is_revenue": (1, 0), "rough": (1, 0),
    }
    figures = folder / "figures.csv"
    text = figures.read_text(encoding="utf-8")
    # 5 thousand yen more is what the two prints would be if nothing were left out.
    for old, new, said in (
        (",47000,", ",52000,", {"revenue_sums", "stages_sum"}),
        (",112000,", ",112001,", {"revenue_sums", "stages_sum"}),
        ("@end,#none,159000", "@end,#none,159001", {"cash_is_revenue"}),
    ):
        assert text.count(old) == 1
        figures.write_text(text.replace(old, new), encoding="utf-8")
        messages = " ".join(faults(arelle(folder)))
        rules = ("revenue_sums", "stages_sum", "cash_is_revenue", "rough")
        assert {rule for rule in rules if rule in messages} == said


def test_what_is_no_name_in_xml_is_refused(tmp_path: Path):
    taxonomy = rounded_sums(lines=6, sums=1)
    taxonomy.lines["収入"] = taxonomy.lines["line_0"]
    with pytest.raises(xbrl_taxonomy.TaxonomyError, match="収入: XBRL の要素名にできない"):
        xbrl_taxonomy.write_package(taxonomy, tmp_path / xbrl.TAXONOMY)


def test_what_arelle_does_not_see(report: Path, tmp_path: Path):
    """A zero that is missing is zero to a calculation: what docs/xbrl.md says that only dbt sees."""
    folder = shutil.copytree(report, tmp_path / "missing")
    facts = read_facts(folder)

    def cell(row: dict[str, str]) -> tuple[str, ...]:
        return row["line"], row["business"], row["stage"]

    repeated = {cell(row) for row in facts[REPEATED]}
    figures = folder / "figures.csv"
    lines = figures.read_text(encoding="utf-8").splitlines()
    zeros = [
        number for number, row in enumerate(facts["figures"], start=1)
        if row["yen"] == "0" and cell(row) not in repeated
    ]
    del lines[zeros[0]]
    figures.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert faults(arelle(folder)) == []


@pytest.mark.parametrize(("half", "decimals"), [(0, "#none"), (500, "-6"), (5000, "-7"), (750, "-7")])
def test_decimals_say_how_far_a_figure_is_known(half: int, decimals: str):
    assert xbrl.decimals_of(half) == decimals


def rounded_sums(lines: int, sums: int) -> Taxonomy:
    """A taxonomy of lines that are printed to different units, and of sums of them at random."""
    dice = random.Random(20210113)
    names = [f"line_{number}" for number in range(lines)]
    rules = []
    for number in range(sums):
        total, *parts = dice.sample(names, dice.randint(2, 5))
        weighed = tuple((part, dice.choice((1, 1, 1, -1, 2, -3))) for part in parts)
        rules.append(Rule(f"sum_{number}", "line", total, "和", "sum", False, "", "", "", weighed, None))
    row = {"label_ja": "行", "label_en": "line", "depth": 0, "line_kind": "leaf", "statement": "all"}
    label = {"label_ja": "全", "label_en": "all"}
    return Taxonomy(
        "rounded", "丸めた和", "Rounded sums", {"all": label | {"period_kind": "duration"}},
        dict.fromkeys(names, row), {}, {"only": label}, {-1: 5, -2: 50}, rules,
    )


VERDICTS = """
with documents as (select distinct document_id, 'all' as template_id from cells),
figures as (select document_id, figure_id, amount from cells),
terms as (from weighed),
checks as (from summed),
known_differences as (
    select '' as document_id, '' as rule_id, '' as line_id, '' as business_id, '' as stage,
        '' as finding_id, 0 as difference_thousand_yen
    where false
),
{{ check_verdicts() }}
select document_id, rule_id, status, abs(residual) = half_unit as is_boundary from check_verdicts
"""


def test_intervals_agree_with_our_verdicts(tmp_path: Path):
    """100,000 sums of rounded figures, many of them at the very end of what rounding allows."""
    from arelle.api.Session import Session
    from arelle.RuntimeOptions import RuntimeOptions
    from arelle.ValidateXbrlCalcs import ValidateCalcsMode, ValidateXbrlCalcs

    units = {"#none": 0, "-1": 5, "-2": 50}  # half a unit by `decimals`
    taxonomy = rounded_sums(lines=12, sums=100)
    dice = random.Random(42)
    decimals = {line: dice.choice(list(units)) for line in taxonomy.lines}
    taxonomy.businesses.update(
        {f"case_{number}": {"name_ja": "例", "name_en": "case"} for number in range(1000)}
    )
    connection = duckdb.connect()
    cells = []
    for case in taxonomy.businesses:
        for line in taxonomy.lines:
            size = max(2 * units[decimals[line]], 1)
            cells.append((case, line, dice.randint(-200 // size, 200 // size) * size))
    connection.execute("create table cells (document_id varchar, figure_id varchar, amount bigint)")
    connection.executemany("insert into cells values (?, ?, ?)", cells)
    weighed, summed = [], []
    for number, rule in enumerate(taxonomy.rules):
        members = [(rule.parent, 1, True), *((part, -weight, False) for part, weight in rule.parts)]
        weighed += [("all", "all", number, line, weight, printed) for line, weight, printed in members]
        width = sum(abs(weight) * units[decimals[line]] for line, weight, _ in members)
        summed.append((number, rule.rule_id, rule.parent, width))
    connection.execute(
        "create table weighed (template_id varchar, figure_document_id varchar, check_no bigint, "
        "figure_id varchar, weight bigint, is_printed boolean)"
    )
    connection.executemany("insert into weighed values (?, ?, ?, ?, ?, ?)", weighed)
    connection.execute(
        "alter table weighed add column reading varchar default 'signed'; "
        "alter table weighed add column stated_amount bigint; "
        "create table summed (check_no bigint, rule_id varchar, line_id varchar, half_unit bigint)"
    )
    connection.executemany("insert into summed values (?, ?, ?, ?)", summed)
    connection.execute(
        "alter table summed add column business_id varchar; alter table summed add column stage varchar; "
        "alter table summed add column rounded_side varchar"
    )
    macros = "".join(
        (ROOT / f"macros/{name}.sql").read_text(encoding="utf-8") for name in ("terms", "verdicts")
    )
    ours = connection.execute(
        jinja2.Template(macros + VERDICTS, extensions=["jinja2.ext.do"]).render()
    ).fetchall()
    assert len(ours) == 100_000
    judged = Counter((status, boundary) for *_, status, boundary in ours)
    assert judged["consistent", True] > 500 and judged["inconsistent", False] > 10_000
    assert judged["consistent", False] > 10_000 and judged["inconsistent", True] == 0

    xbrl_taxonomy.write_package(taxonomy, tmp_path / xbrl.TAXONOMY)
    (tmp_path / xbrl.REPORT).write_text(
        json.dumps(xbrl.metadata(taxonomy, "nobody", {"cells": []})), encoding="utf-8"
    )
    with (tmp_path / "cells.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(xbrl.COLUMNS)
        for case, line, amount in cells:
            writer.writerow([
                f"{case}-{line}", f"line:{line}", f"business:{case}", "stage:only",
                "2021-04-01..2022-03-31", decimals[line], amount,
            ])
    options = RuntimeOptions(
        entrypointFile=str(tmp_path / xbrl.REPORT), packages=[str(tmp_path / xbrl.TAXONOMY)],
        internetConnectivity="offline", keepOpen=True, logFile=str(tmp_path / "log.txt"),
    )
    with Session() as session:
        assert session.run(options), (tmp_path / "log.txt").read_text(encoding="utf-8")
        (model,) = session.get_models()
        assert len(model.facts) == len(cells)
        found = set()
        for validation in ValidateXbrlCalcs(model, ValidateCalcsMode.ROUND_TO_NEAREST).validate():
            assert validation.codes == "calc11e:inconsistentCalculationUsingRounding"
            case = validation.args["modelObject"][0].id.split("-")[0].rpartition("r_")[2]
            found.add((case, validation.args["linkrole"].rpartition("/")[2].split(".")[0]))
    assert found == {(case, rule) for case, rule, status, _ in ours if status == "inconsistent"}
