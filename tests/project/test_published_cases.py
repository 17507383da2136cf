"""Published cases of data editing, entered by data, come out as published, abstentions included.

`published_cases.csv`: the record with its rules, what is published as its correction, how sure that
is said to be (empty: not asked), and the figures between which nothing decides.
"""

from __future__ import annotations

import csv

import pytest
from conftest import ROOT
from test_decoder import Document, alternatives

with (ROOT / "tests/project/published_cases.csv").open(encoding="utf-8") as file:
    CASES = list(csv.DictReader(file))


def amounts(text: str) -> dict[str, int]:
    """Amounts written as name=amount."""
    return {name: int(value) for name, value in (item.split("=") for item in text.split())}


@pytest.mark.parametrize("case", CASES, ids=[f"{case['case']}: {case['published']}" for case in CASES])
def test_a_published_case_comes_out_as_published(case: dict[str, str]):
    result = Document(amounts(case["figures"]), tuple(case["rules"].split())).explain()
    decided = {c.figure_id: c for c in result.changes if c.rank == 1 and c.certainty != "undecided"}
    assert {name: change.proposed for name, change in decided.items()} == amounts(case["proposed"])
    if case["certainty"]:
        assert {change.certainty for change in decided.values()} == {case["certainty"]}
    open_figures = {c.figure_id for c in result.changes if c.certainty == "undecided"}
    assert open_figures == set(case["undecided"].split())
    assert not result.unexplained and all(ranked for ranked in alternatives(result).values())
