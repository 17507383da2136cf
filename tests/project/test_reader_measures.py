"""Amounts side by side in one row: what the columns of a table say of each other.

The texts are invented; their shapes are those of statements of bonds, of funds, and of what pays for a cost.
"""

from __future__ import annotations

import pytest

from reader import arithmetic
from reader.reading import PROBABLE, PROVED, Document, LineKey, Relation

BONDS = """令和6年度 地方債の現在高の見込みに関する調書
(単位:千円)
区分  前々年度末現在高  前年度末現在高見込額  当該年度中起債見込額  当該年度中元金償還見込額  当該年度末現在高見込額
総務債   3,296,720  3,168,210  393,700  399,583  3,162,327
民生債   2,141,068  1,873,615  116,600  255,932  1,734,283
衛生債   17,227,612  16,484,562  480,900  1,273,706  15,691,756
土木債   25,713,442  25,614,161  2,889,900  2,329,850  26,174,211
教育債   15,071,406  16,864,178  6,045,400  1,229,171  21,680,407
計   63,450,248  64,004,726  9,926,500  5,488,242  68,442,984
"""
SOURCES = """令和6年度 主要事業の財源
(単位:千円)
事業  事業費  国県支出金  地方債  その他  一般財源
障害者福祉   1,016,776  259,326  119,384  33,333  604,733
児童福祉   296,720  16,210  93,700  1,111  185,699
道路改良   1,234,567  600,100  511,200  2,345  120,922
消防車両   98,765  30,001  51,200  1,234  16,330
"""
SURPLUS = """令和6年度 会計別決算
(単位:円)
会計名  歳入総額  歳出総額  翌年度へ繰り越すべき財源  形式収支  実質収支
一般会計  9,876,543,210  9,512,345,678  12,345,000  364,197,532  351,852,532
国民健康保険  1,234,567,890  1,200,345,111  1,200,345  34,222,779  33,022,434
介護保険  2,345,678,901  2,222,333,444  3,400,999  123,345,457  119,944,458
"""


def laws(document: Document) -> dict[str, list[Relation]]:
    """The sums of columns, by the label of their line."""
    found: dict[str, list[Relation]] = {}
    for relation in arithmetic.find(document).relations:
        if isinstance(relation.parent, LineKey) and all(isinstance(key, LineKey) and key.label == relation.parent.label for key, _ in relation.children):
            found.setdefault(relation.parent.label, []).append(relation)
    return found


def test_bonds_at_the_end_of_a_year_are_those_before_with_what_is_raised_and_without_what_is_repaid(read):
    found = laws(read(BONDS))
    assert len(found) == 6 and all(len(relations) == 1 for relations in found.values())
    (relation,) = found["民生債"]
    assert (relation.certainty, [weight for _, weight in relation.children]) == (PROVED, [1, 1, -1])
    assert "当該年度末現在高見込額 = 前年度末現在高見込額 + 当該年度中起債見込額 − 当該年度中元金償還見込額" in relation.reason_ja


@pytest.mark.parametrize(("printed", "read_as"), [("1,734,283", "1,734,288"), ("480,900", "408,900"), ("25,614,161", "25,614,167")])
def test_a_wrong_figure_among_them_is_found_by_its_row_and_its_column(read, printed, read_as):
    findings = arithmetic.find(read(BONDS.replace(printed, read_as)))
    (misread,) = findings.misread
    assert (f"{misread.proposed:,}", misread.printed, misread.certainty) == (printed, read_as, PROBABLE)
    assert "（当該年度末現在高見込額） = " in misread.reason_ja


def test_a_cost_is_the_sum_of_what_pays_for_it(read):
    found = laws(read(SOURCES))
    assert {label: [(relation.certainty, len(relation.children)) for relation in relations] for label, relations in found.items()} == dict.fromkeys(
        ("障害者福祉", "児童福祉", "道路改良", "消防車両"), [(PROVED, 4)]
    )
    assert found["道路改良"][0].parent.measure == ""


def test_what_follows_from_laws_of_fewer_columns_is_no_law_of_its_own(read):
    found = laws(read(SURPLUS))["一般会計"]
    assert [(relation.certainty, len(relation.children)) for relation in found] == [(PROVED, 2), (PROVED, 2)]


@pytest.mark.parametrize("text", [
    "\n".join(SOURCES.splitlines()[:5]) + "\n",  # two rows whose headers say nothing
    BONDS.replace("399,583", "399,538").replace("255,932", "255,923").replace("5,488,242", "5,488,188"),  # three rows of six break it
])  # fmt: skip
def test_what_may_be_an_accident_stays_out(read, text):
    assert laws(read(text)) == {}
