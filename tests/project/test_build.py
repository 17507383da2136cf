"""What `dbt build` and `make build` leave: a database that the shell reads, and that explains itself."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import time
from pathlib import Path

import duckdb
import pytest
from conftest import BIN, PLAIN, ROOT, Project, copy_project, take_over
from lineage import read_descriptions


def test_an_absent_revised_amount_is_named(project: Project, built: Project):
    shutil.copy(built.database, project.folder / "target")
    with duckdb.connect(str(project.database)) as connection:
        connection.execute(
            "update business_statements set revised_thousand_yen = null"
            " where line_id = 'closing_cash_and_deposits' and business_id = 'general'"
        )
    result = project.build("--select", "assert_statements_have_revised_amounts")
    assert result.returncode == 1
    place = "business_statements closing_cash_and_deposits/general"
    assert f"{place}: 補正後予定額がない" in result.stdout
    assert f"{place}: no amount of Revised budget" in result.stdout


def test_the_shell_reads_the_database(built: Project):
    result = subprocess.run(
        [BIN / "duckdb", "-readonly", built.database, "-csv", "-c", "select count(*) from printed_figures"],
        text=True,
        capture_output=True,
        check=True,
    )
    assert result.stdout.split() == ["count_star()", "2519"]


def test_tables_carry_descriptions_and_keys(built: Project):
    """Every mart and check table, and every column of theirs, is described."""
    models = [path.stem for room in ("marts", "checks") for path in (ROOT / f"models/{room}").glob("*.sql")]
    manifest = json.loads((built.folder / "target/manifest.json").read_text("utf-8"))
    constraints = {node["name"]: node.get("constraints", []) for node in manifest["nodes"].values()}
    with duckdb.connect(str(built.database), read_only=True) as connection:
        comments = dict(connection.execute("select table_name, comment from duckdb_tables()").fetchall())
        bare = connection.execute(
            "select table_name, column_name from duckdb_columns() where comment is null"
        ).fetchall()
    assert len(models) > 15
    for model in models:
        assert "primary_key" in [one["type"] for one in constraints[model]], model
        assert comments[model].startswith("One row per"), model
    assert [column for column in bare if column[0] in models] == []


def test_every_table_is_described_in_japanese(built: Project):
    manifest = json.loads((built.folder / "target/manifest.json").read_text("utf-8"))
    tables = {node["name"] for node in manifest["nodes"].values() if node["resource_type"] in ("model", "seed")}
    # The tables of a document say what they are by their titles.
    assert {name for name in tables if "__" not in name} - set(read_descriptions()) == set()


def test_a_key_repeated_or_null_stops_the_build(project: Project, built: Project):
    """The key of a contract is asked of the table just built; its other blanks DuckDB refuses."""
    shutil.copy(built.database, project.folder / "target")
    models = {
        "business_summary": ("{0} union all {0}", r": キーが重複又は空 / key repeated or null:  document_id=.* line_id=\w"),
        "amendment_reasons": ("select * replace (null as reason_order)", ": キーが重複又は空 .* reason_order=null$"),
        "supplementary_changes": ("select * replace (cast(null as varchar) as label_ja)", ".label_ja"),
    }
    for model, (change, _) in models.items():
        path = project.folder / f"models/marts/{model}.sql"
        head, last = path.read_text("utf-8").rstrip().rsplit("\n", 1)
        last = change.format(last) if "{" in change else last.replace("select *", change)
        path.write_text(f"{head}\n{last}\n", "utf-8")
    result = project.build("--select", *models)
    assert result.returncode == 1
    for model, (_, said) in models.items():
        assert re.search(f'{model}"?{said}', result.stdout, re.MULTILINE), result.stdout


def test_the_proofs_hold_and_notice_a_changed_model(project: Project, built: Project):
    """`make build` leaves them out: they are of the models, whatever the documents say."""
    shutil.copy(built.database, project.folder / "target")
    proofs = project.dbt("test", "--resource-type", "unit_test")
    assert proofs.returncode == 0, proofs.stdout
    ran = json.loads((project.folder / PLAIN / "run_results.json").read_text("utf-8"))["results"]
    statuses = [one["status"] for one in ran if one["unique_id"].startswith("unit_test")]
    assert statuses == ["pass"] * 6
    path = project.folder / "macros/verdicts.sql"
    text = path.read_text("utf-8")
    path.write_text(text.replace("printed {{ '>' if", "printed {{ '<' if", 1), "utf-8")
    changed = project.dbt("test", "--resource-type", "unit_test")
    assert changed.returncode == 1 and "prove_checks_are_judged" in changed.stdout, changed.stdout


@pytest.mark.parametrize("change", ["none", "touched", "removed", "parsed"])
def test_a_build_is_taken_over_only_if_nothing_was_written_since(built: Project, tmp_path: Path, change: str):
    root = tmp_path / "root"
    shutil.copytree(built.folder, root, symlinks=True)
    # Newer than the copy that it stands in, older than what comes now.
    for name in ("current/budget.duckdb", "current/site"):
        os.utime(root / "target" / name, times=(time.time() - 1,) * 2)
    seed = root / "seeds/vocabulary/eras.csv"
    {
        "none": lambda: None, "touched": lambda: os.utime(seed), "removed": seed.unlink,
        "parsed": lambda: os.utime(root / "target/manifest.json"),
    }[change]()
    copy = copy_project(tmp_path / "copy")
    assert take_over(copy, root) == (change == "none") == copy.database.exists()


def test_the_environment_can_be_moved():
    """Its commands name no folder: a project that was moved still builds."""
    assert str(BIN.parent.resolve()) not in (BIN / "dbt").read_text("utf-8")
