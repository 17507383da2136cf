"""The score counts what is right, what is missed, and what is called proved and is wrong."""

from __future__ import annotations

import pytest
from test_reader_arithmetic import moved, read_with_document, staged, table

from reader.reading import PROVED, Place, Sign
from reader.score import Score, Truth

ROWS = [("使用料", *moved(40_411, 100)), ("手数料", *moved(5_213, -9)), ("収入合計", *moved(45_624, 91))]
LINES = {"使用料": "charges", "手数料": "fees", "収入合計": "receipts"}
STAGES = ("original", "adjustment", "revised")


@pytest.fixture
def scored():
    """A small document, what is found in it, and what is committed of it."""
    document, findings = read_with_document(table("revenue", staged(), ROWS))
    truth = Truth(statements=dict.fromkeys(LINES.values(), "revenue"))
    for line, (label, *amounts) in enumerate(ROWS, 2):
        for column, (stage, amount) in enumerate(zip(STAGES, amounts, strict=True), 1):
            truth.figures[line, column] = (abs(amount), "thousand_yen", (amount > 0) - (amount < 0))
            truth.rows[line, column] = LINES[label]
            truth.columns[line, column] = ("total", stage)
            truth.amounts[LINES[label], "total", stage] = amount
    arc = {"rule_id": "r", "axis": "line", "parent": "receipts", "weight": 1, "statement": None, "business": None, "stage": None}
    truth.arcs = [arc | {"child": "charges"}, arc | {"child": "fees"}]
    return document, findings, truth


def test_all_is_right_where_all_is_found(scored):
    marks = Score(*scored).evaluate()
    assert {name: (mark.right, mark.wrong) for name, mark in marks.items()} == {name: (mark.all, 0) for name, mark in marks.items()}
    assert marks["figures"].all == 9
    assert marks["rules and ties"].all == 2


def test_a_wrong_digit_is_missed(scored):
    scored[0].tables[0].rows[0].figures[0].magnitude += 1
    marks = Score(*scored).evaluate()
    assert marks["figures"].right == 8
    assert "(2, 1)" in marks["figures"].missed[0]


def test_a_wrong_sign_that_is_called_proved_is_counted(scored):
    scored[1].signs.append(Sign(Place("revenue", 2, 1), "40,411", -1, PROVED))
    mark = Score(*scored).evaluate()["signs"]
    assert (mark.all - mark.right, mark.wrong) == (1, 1)


def test_a_sum_that_does_not_hold_and_is_called_proved_is_counted(scored):
    scored[2].amounts["receipts", "total", "revised"] += 1
    assert Score(*scored).evaluate()["rules and ties"].wrong == 1


def test_an_arc_that_is_not_found_is_missed(scored):
    scored[2].arcs.append(scored[2].arcs[0] | {"rule_id": "other", "parent": "charges", "child": "fees"})
    mark = Score(*scored).evaluate()["rules and ties"]
    assert (mark.right, mark.missed) == (2, ["other: fees"])
