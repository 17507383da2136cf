"""What `dbt build` and `make build` leave: a database that the shell reads, and that explains itself."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import duckdb
from conftest import BIN, ROOT, Project


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
    with duckdb.connect(str(built.database), read_only=True) as connection:
        tables = {
            name: (comment, has_key)
            for name, comment, has_key in connection.execute(
                "select table_name, comment, has_primary_key from duckdb_tables()"
            ).fetchall()
        }
        bare = connection.execute(
            "select table_name, column_name from duckdb_columns() where comment is null"
        ).fetchall()
    assert len(models) == 19
    for model in models:
        assert tables[model] == (tables[model][0], True)
        assert tables[model][0].startswith("One row per")
    assert [column for column in bare if column[0] in models] == []


def test_the_environment_can_be_moved():
    """Its commands name no folder: a project that was moved still builds."""
    assert str(BIN.parent.resolve()) not in (BIN / "dbt").read_text("utf-8")
