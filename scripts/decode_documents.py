"""The decoder as a function of SQL: `decode_document`, which dbt's profile registers in DuckDB."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import decoder
import duckdb
from dbt.adapters.duckdb.plugins import BasePlugin

FIGURE = (
    "struct(figure_id varchar, table_id varchar, row_no bigint, column_no bigint, amount bigint, printed bigint)"
)
TERM = "struct(check_id varchar, figure_id varchar, weight bigint, reading varchar)"
CHECK = (
    "struct(check_id varchar, family varchar, residual bigint, lower bigint, upper bigint,"
    " rounded_figure varchar, half_unit bigint)"
)
SLIP = "struct(slip varchar, implausibility bigint, pairs varchar)"
ROW = (
    "struct(part_no integer, explanation_rank integer, slip_no integer, subject_id varchar,"
    " proposed_amount bigint, slip varchar, source varchar, certainty varchar, is_minimal boolean,"
    " explanation_count integer, checks_repaired integer)"
)


def decode_document(
    figures: list[dict[str, Any]],
    terms: list[dict[str, Any]],
    checks: list[dict[str, Any]],
    slips: list[dict[str, Any]],
    seconds: int,
) -> list[dict[str, Any]]:
    """Explain the failed checks of a document.

    Args:
        figures: Its printed figures, as `FIGURE`.
        terms: The weights of its checks, as `TERM`.
        checks: Its checks with their residuals, as `CHECK`.
        slips: The kinds of slips, as `SLIP`.
        seconds: How long to search.

    Returns:
        Rows as `ROW`: figures to change; numbers of the second keying to change; and
        failed checks that nothing explains.
    """
    result = decoder.decode(
        (decoder.Figure(**figure) for figure in figures),
        (decoder.Term(**term) for term in terms),
        (decoder.Check(**check) for check in checks),
        read_slips(slips),
        seconds,
    )
    rows = [
        (c.part, c.rank, c.slip_no, c.figure_id, c.proposed, c.slip, c.source, c.certainty, c.is_minimal)
        + (c.alternatives, c.checks_repaired)
        for c in result.changes
    ]
    rows += [
        (0, 1, 1, check, amount, None, decoder.KEYING, "undecided", False, 1, 1) for check, amount in result.keying
    ]
    rows += [(0, 1, 1, check, None, None, source, "undecided", False, 0, 0) for check, source in result.unexplained]
    names = [column.split()[0] for column in ROW.removeprefix("struct(").removesuffix(")").split(", ")]
    return [dict(zip(names, row, strict=True)) for row in rows]


def read_slips(slips: list[dict[str, Any]]) -> dict[str, decoder.Slip]:
    """The kinds of slips by name."""
    return {
        slip["slip"]: decoder.Slip(slip["implausibility"], frozenset((slip["pairs"] or "").split()))
        for slip in slips
    }


def register(connection: duckdb.DuckDBPyConnection, function: Callable = decode_document) -> None:
    """Give a connection the function, or one in its place."""
    connection.create_function(
        "decode_document",
        function,
        [f"{FIGURE}[]", f"{TERM}[]", f"{CHECK}[]", f"{SLIP}[]", "integer"],
        f"{ROW}[]",
        null_handling="special",
        side_effects=True,
    )


class Plugin(BasePlugin):
    """What dbt-duckdb calls for each connection that it opens."""

    def configure_connection(self, conn: duckdb.DuckDBPyConnection) -> None:
        """Register the function."""
        register(conn)
