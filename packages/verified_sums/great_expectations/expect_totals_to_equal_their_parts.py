"""The same comparison of sums as an expectation of Great Expectations, for tables that SQL reads.

    expectation = ExpectTotalsToEqualTheirParts(
        member="kind", amount="pieces", total="closing",
        parts={"opening": 1, "received": 1, "shipped": -1}, by=["warehouse"],
    )
    batch.validate(expectation)
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import jinja2
from great_expectations.compatibility.pydantic import root_validator
from great_expectations.expectations import UnexpectedRowsExpectation

MACROS = Path(__file__).resolve().parents[1] / "macros/compare_sums.sql"


def query_of(
    member: str, amount: str, total: str, parts: dict[str, int], by: list[str], half_unit: float | str
) -> str:
    """The SQL of the dbt tests, with `{batch}` for the table, as Great Expectations reads it."""
    macros = jinja2.Template(MACROS.read_text(encoding="utf-8")).module
    text = "varchar(255)"
    arcs = macros.arcs_of(f"{total} = its parts", total, parts, text)
    return macros.compare_sums("{batch}", member, amount, by, half_unit, arcs, text)


class ExpectTotalsToEqualTheirParts(UnexpectedRowsExpectation):
    """Expect the figure of a total to be the weighted sum of the figures of its parts.

    Args:
        member: Column that says which figure a row holds.
        amount: Column of the figure.
        total: Member that is the total.
        parts: Weight by member.
        by: Columns in which each sum stands by itself.
        half_unit: Half a unit of the last digit of a figure: a number, or a column; 0 when exact.

    A row that fails says which sum, both sides, what rounding allows, and the problem: a part
    is missing, a figure stands there twice, the sum is wrong, or there was nothing to compare.
    """

    member: str
    amount: str
    total: str
    parts: dict[str, int]
    by: list[str] = []
    half_unit: float | str = 0
    unexpected_rows_query: str = ""

    @root_validator(pre=True)
    def _write_query(cls, values: dict[str, Any]) -> dict[str, Any]:
        asked = {name: values[name] for name in ("member", "amount", "total", "parts")}
        query = query_of(**asked, by=values.get("by", []), half_unit=values.get("half_unit", 0))
        return values | {"unexpected_rows_query": query}
