"""The figures that the README states are those of the database."""

from __future__ import annotations

import re

import run
from conftest import DOCUMENT, ROOT


def test_readme_agrees_with_the_database(connection):
    readme = (ROOT / "README.md").read_text(encoding="utf-8")

    def one(query: str) -> tuple:
        return connection.execute(query).fetchone()

    figures, tables = one("select count(*), count(distinct table_id) from printed_figures")
    assert f"| {figures:,} in {tables} tables |" in readme
    assert f"| {one('select count(*) from restored_signs')[0]} |" in readme
    rules, checks = one("select count(distinct rule_id), count(*) from check_results")
    assert f"| {rules} / {checks:,} |" in readme
    by_law = one("select count(*) from figure_coverage where exact_law_count > 0")[0]
    assert f"| {figures:,} ({by_law:,} of them by a law" in readme
    assert one("select count(*) from check_results where status = 'inconsistent'")[0] == 0
    suites = run.read_suites()
    expectations = sum(len(suite["expectations"]) for suite in suites)
    identities = sum(len(path.read_text("utf-8").splitlines()) - 1 for path in run.facts_of("identities"))
    assert f"| {expectations} in {len(suites)} suites" in readme and f"{identities} identities |" in readme


def facts(name: str) -> list[list[str]]:
    """The numbers of each row of the first table of a README."""
    table = re.search(r"^\|[-|]+\|\n((?:\|.*\n)+)", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE)
    return [re.findall(r"\d[\d,]*", row) for row in table[1].splitlines()]


def test_both_readmes_say_the_same():
    """The same facts in the same order, the same commands, and links that resolve."""
    english, japanese = facts("README.md"), facts("README.ja.md")
    assert len(english) > 6
    assert [sorted(row) for row in english] == [sorted(row) for row in japanese]
    texts = [(ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "README.ja.md")]
    commands = [re.findall(r"```(?:sh|sql)\n(.*?)```", text, re.DOTALL) for text in texts]
    assert commands[0] == commands[1]
    for text in texts:
        for link in re.findall(r"\]\(([^)#:]+)\)", text):
            assert (ROOT / link).exists(), link


def test_mutation_page_agrees_with_the_database(built):
    """The scores of docs/mutation.md, measured again; nothing survives."""
    import mutation

    connection = mutation.open_databases(built.database, DOCUMENT)
    caught, laws, survivors = connection.execute(
        "select sum(caught::int), sum(caught_by_laws::int), sum((not caught)::int) from verdicts"
    ).fetchone()
    assert survivors == 0
    page = (ROOT / "docs/mutation.md").read_text(encoding="utf-8")
    assert f"| {caught:,} | {caught:,} | 100.0 % |" in page
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert f"[{caught:,} of {caught:,}](docs/mutation.md) ({laws:,} by the laws" in readme
