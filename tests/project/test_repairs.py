"""The repaired columns of form 5 are the only reading that its sums allow."""

from __future__ import annotations

import csv

import numpy
import pytest
from conftest import ROOT
from scipy.optimize import Bounds, LinearConstraint, milp

TABLE = "amendment_business_income_statement"


def number(text: str) -> int:
    """A printed figure without its separators, in thousand yen."""
    return int(text.replace(",", "") or 0)


@pytest.fixture(scope="module")
def repaired() -> dict[int, tuple[list[str], list[str]]]:
    """Source line to (figures as extracted, figures as read), blanks left out."""
    with (ROOT / "seeds/rules/extraction_repairs.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["repair_kind"] == "shifted_columns"]
    return {
        int(row["source_line"]): (
            [cell.strip() for cell in row["as_extracted"].split(" | ")[1:] if cell.strip()],
            row["as_read"].split(" | "),
        )
        for row in rows
        if row["table_id"] == TABLE
    }


def test_repairs_are_what_is_transcribed(repaired):
    path = ROOT / f"seeds/jlis_fy2021_january/jlis_fy2021_january__{TABLE}.csv"
    with path.open(encoding="utf-8") as file:
        rows = {int(row["source_line"]): list(row.values())[2:] for row in csv.DictReader(file)}
    for line, (_, read) in repaired.items():
        assert rows[line] == read
    assert {line for line, cells in rows.items() if any(cells)} == set(repaired)


def test_repairs_keep_every_figure_and_its_order(repaired):
    for line, (extracted, read) in repaired.items():
        assert [cell for cell in extracted if cell != "0"] == [
            cell for cell in read if cell != "0"
        ], line


def test_the_placement_is_unique(repaired):
    """No other order-preserving placement gives the same total of each column.

    Binary x[row, figure, column] places each figure other than 0 of the revenue
    rows; figures keep their order; each column must sum to operating revenue of
    its business, which the cash plan by business and the form after the amendment
    confirm. HiGHS looks for the placement that differs most: it differs nowhere.
    """
    first, total = 250, 265
    rows = [line for line in repaired if first <= line < total]
    places, target = [], [number(cell) for cell in repaired[total][1][:-1]]
    width = len(target)
    for line in rows:
        figures = [number(cell) for cell in repaired[line][0][:-1] if cell != "0"]
        places += [(line, index, value) for index, value in enumerate(figures)]
    size = len(places) * width
    constraints, lower, upper = [], [], []

    def constrain(row: numpy.ndarray, low: float, high: float) -> None:
        constraints.append(row)
        lower.append(low)
        upper.append(high)

    for figure in range(len(places)):
        row = numpy.zeros(size)
        row[figure * width : (figure + 1) * width] = 1
        constrain(row, 1, 1)
    for figure, (_, index, _) in enumerate(places):
        if index:
            row = numpy.zeros(size)
            row[figure * width : (figure + 1) * width] = numpy.arange(width)
            row[(figure - 1) * width : figure * width] = -numpy.arange(width)
            constrain(row, 1, width)
    for column in range(width):
        row = numpy.zeros(size)
        for figure, (_, _, value) in enumerate(places):
            row[figure * width + column] = value
        constrain(row, target[column], target[column])
    chosen = numpy.zeros(size)
    for figure, (line, index, _) in enumerate(places):
        filled = [c for c, cell in enumerate(repaired[line][1][:-1]) if cell != "0"]
        chosen[figure * width + filled[index]] = 1
    result = milp(
        c=chosen,
        integrality=numpy.ones(size),
        bounds=Bounds(0, 1),
        constraints=LinearConstraint(numpy.array(constraints), lower, upper),
        options={"mip_rel_gap": 0},
    )
    assert result.success, result.message
    assert round(result.fun) == len(places), "another placement satisfies the sums"
