"""Accounts of public enterprises: their budgets and statements in the shapes that pages and extractions give them.

The texts are invented; their shapes are those of real budgets and settlements.
"""

from __future__ import annotations

import pytest

from reader import arithmetic


# One list without numbers and without minus marks: 特別利益, or the amount carried over, is the last part of the first line.
LISTED = """款項 | 予定額 |
---|---|
水道事業収益 | 1,963,200千円 |
営業収益 | 1,791,986千円 |
営業外収益 | 171,184千円 |
{last} | 30千円 |
水道事業費用 | 1,933,900千円 |
営業費用 | 1,900,579千円 |
営業外費用 | 33,321千円 |
"""


@pytest.mark.parametrize("last", ["特別利益", "前年度繰越金"])
def test_the_last_part_of_a_line_is_no_result_that_needs_lost_marks(read, last):
    document = read(LISTED.format(last=last))
    findings = arithmetic.find(document)
    assert not [sign for sign in findings.signs if sign.sign < 0]
    assert last not in {relation.parent.label for relation in findings.relations}
    assert ["営業収益", "営業外収益", last] in [[key.label for key, _ in relation.children] for relation in findings.relations]
