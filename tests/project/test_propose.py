"""Minus marks deduced from the digits alone, and `make propose`, which prints them."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import decode_documents
import decoder
import pytest
import signs
from conftest import DOCUMENT, ROOT, Project
from decoder import Check, Figure, Term
from test_decoder import SLIPS, members


def deduce(amounts: dict[str, int], *rules: str) -> signs.Signs:
    """What is forced in a small document."""
    figures = [Figure(name, "record", 1, n, value, value) for n, (name, value) in enumerate(amounts.items())]
    terms = [Term(rule, name, weight) for rule in rules for name, weight in members(rule).items()]
    checks = [Check(rule, "footing", sum(w * amounts[n] for n, w in members(rule).items())) for rule in rules]
    return signs.deduce(figures, terms, checks)


def test_a_sign_is_forced_and_by_what():
    """100 of assets; of 90 and 30 and 40 only 90 + 40 - 30 are 100."""
    found = deduce({"total": 100, "a": 90, "b": 30, "c": 40}, "total=a+b+c")
    assert found.negative == {"b": "total=a+b+c"} and found.broken == []
    # That the largest is not negative itself, nothing says.
    assert found.not_forced == ["total"]


def test_what_is_not_forced_is_listed_and_not_guessed():
    """30 and 30 cancel, whichever is negative."""
    found = deduce({"total": 100, "a": 100, "b": 30, "c": 30}, "total=a+b+c")
    assert found.not_forced == ["total", "b"]
    assert deduce({"alone": 5}).not_forced == ["alone"]


def test_a_law_that_no_signs_satisfy_forces_none():
    found = deduce({"total": 100, "a": 90, "b": 30, "c": 41}, "total=a+b+c")
    assert found.negative == {} and found.broken == ["total=a+b+c"]


def unsigned(built: Project) -> tuple[decode_documents.Given, set[str]]:
    """The real document without the minus marks that its source lost, and whose they were."""
    given = decode_documents.read(built.database, built.folder / "target/manifest.json", DOCUMENT)
    state = decoder.State(given.figures, given.terms, given.checks)
    lost = {n for n, figure in enumerate(given.figures) if figure.amount < 0 < figure.printed}
    words = {n for n in lost if given.figures[n].table_id.endswith("prose")}
    state.apply([(n, -state.amounts[n]) for n in lost - words])
    figures = [f._replace(amount=amount) for f, amount in zip(given.figures, state.amounts, strict=True)]
    checks = [c._replace(residual=residual) for c, residual in zip(given.checks, state.residual, strict=True)]
    names = {given.figures[n].figure_id for n in lost - words}
    return replace(given, figures=figures, checks=checks), names


def test_every_lost_sign_of_the_document_is_forced(built: Project):
    given, lost = unsigned(built)
    found = signs.deduce(given.figures, given.terms, given.checks)
    assert len(lost) == 125
    negative = {name for name in found.negative if not name.split(":")[0].endswith("prose")}
    assert negative == lost and found.broken == []


def test_wrong_digits_beside_lost_signs_force_nothing_wrong(built: Project):
    given, lost = unsigned(built)
    state = decoder.State(given.figures, given.terms, given.checks)
    wrong = [n for n, figure in enumerate(given.figures) if abs(figure.amount) > 10**5][::60]
    state.apply([(n, state.amounts[n] + 30) for n in wrong])
    figures = [f._replace(amount=a, printed=a) if n in wrong else f for (n, f), a in zip(enumerate(given.figures), state.amounts, strict=True)]
    checks = [c._replace(residual=residual) for c, residual in zip(given.checks, state.residual, strict=True)]
    found = signs.deduce(figures, given.terms, checks)
    assert len(wrong) > 10 and found.broken
    extra = {name for name in found.negative if not name.split(":")[0].endswith("prose")} - lost
    assert extra == set()


@pytest.mark.parametrize("name", sorted(SLIPS))
def test_every_slip_that_the_decoder_names_has_words(name: str):
    with (ROOT / "seeds/vocabulary/slips.csv").open(encoding="utf-8") as file:
        (row,) = [row for row in csv.DictReader(file) if row["slip"] == name]
    assert row["label_ja"] and row["label_en"]


def test_make_propose_prints_the_rows_and_the_shift(project: Project):
    """With no restored sign, and a row moved by one place; nothing is changed."""
    path = project.seed("restored_signs")
    head, *rows = path.read_text("utf-8").splitlines()
    path.write_text(head + "\n", encoding="utf-8")
    project.edit(
        "amendment_business_income_statement",
        '"4,400,651","12,968,327","4,700,536",0,0,0,"2,115,516",0,',
        '0,"4,400,651","12,968,327","4,700,536",0,0,0,"2,115,516",',
    )
    before = {seed: seed.read_bytes() for seed in (project.folder / "seeds").rglob("*.csv")}
    result = project.make("propose")
    assert result.returncode == 0, result.stdout
    proposed = [row for row in csv.reader(io.StringIO(result.stdout)) if row and row[0] == DOCUMENT]
    expected = [row[:-1] for row in csv.reader(rows)]
    assert sorted(row[:-1] for row in proposed) == sorted(expected)
    assert "125 件の△を算術が決める" in result.stdout
    assert "figures of a row or column moved by one place" in result.stdout
    (read,) = [line for line in result.stdout.splitlines() if "line 8 should perhaps read" in line]
    assert read.endswith('"4,400,651","12,968,327","4,700,536",0,0,0,"2,115,516",0,"24,185,030"')
    assert before == {seed: seed.read_bytes() for seed in (project.folder / "seeds").rglob("*.csv")}
    assert not list((project.folder / "target").glob("building-proposals-*"))
