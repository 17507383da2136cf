"""`make build` swaps a good database in, and leaves it alone when a build fails."""

from __future__ import annotations

import subprocess

import duckdb
from conftest import BIN, ROOT, Project


def make(project: Project, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run make in a copy of the project that uses the environment of the tests."""
    link = project.folder / ".venv"
    if not link.exists():
        link.symlink_to(BIN.parent)
    # The environment is up to date: the tests run in it.
    return subprocess.run(
        ["make", "--assume-old=.venv/synced", *arguments],
        cwd=project.folder,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )


def test_a_failed_build_leaves_the_last_good_database(project: Project):
    first = make(project, "build")
    assert first.returncode == 0, first.stdout
    good = project.database.read_bytes()
    project.edit("amendment_balance_sheet", '"53,085,369"', '"53,085,396"')
    second = make(project, "build")
    assert second.returncode != 0
    assert "53,085,396" in second.stdout
    assert project.database.read_bytes() == good


def test_plain_dbt_build_works_twice(project: Project):
    """Without flags, and again over the database that is there."""
    for _ in range(2):
        result = project.build()
        assert result.returncode == 0, result.stdout


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
    assert len(models) == 18
    for model in models:
        assert tables[model] == (tables[model][0], True)
        assert tables[model][0].startswith("One row per")
    assert [column for column in bare if column[0] in models] == []
