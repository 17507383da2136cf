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
from xbrl_taxonomy import Rule, Taxonomy

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
    for table in ("figures", xbrl_taxonomy.REPEATED):
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
        for table in ("figures", xbrl_taxonomy.REPEATED)
    }


def choose(connection: duckdb.DuckDBPyConnection, seed: int) -> list[str]:
    """Figures of which no two stand in one check, and that a check along an axis or of agreement weighs."""
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
