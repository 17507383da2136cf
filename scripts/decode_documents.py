"""The decoder as a function of SQL: `decode_document`, which dbt's profile registers in DuckDB."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import decoder
import duckdb
from dbt.adapters.duckdb.plugins import BasePlugin

MODEL = "model.verified_budget.suspect_explanations"
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


@dataclass
class Given:
    """What the decoder is given for a document."""

    figures: list[decoder.Figure]
    terms: list[decoder.Term]
    checks: list[decoder.Check]
    slips: dict[str, decoder.Slip]

    def by_laws(self) -> Given:
        """The same without the control totals."""
        laws = [check for check in self.checks if check.family != decoder.CONTROL_TOTAL]
        names = {check.check_id for check in laws}
        return Given(self.figures, [t for t in self.terms if t.check_id in names], laws, self.slips)


def read(database: Path, manifest: Path, document: str) -> Given:
    """What dbt gives the decoder for a document.

    The compiled model runs with a function in place of `decode_document` that keeps what it is
    given, as if one of the document's checks failed.

    Args:
        database: The built database; it is opened read-only.
        manifest: dbt's manifest, which holds the compiled model.
        document: Id of the document.
    """
    node = json.loads(manifest.read_text(encoding="utf-8"))["nodes"][MODEL]
    connection = duckdb.connect()
    connection.execute("attach ':memory:' as budget")
    connection.execute(f"attach '{database}' as whole (read_only)")
    for name in [parent.split(".")[-1] for parent in node["depends_on"]["nodes"]]:
        columns = connection.execute(f"describe whole.main.{name}").fetchall()
        where = "where document_id = $document" if "document_id" in {c[0] for c in columns} else ""
        connection.execute(
            f"create table budget.main.{name} as from whole.main.{name} {where}",
            {"document": document} if where else {},
        )
    # Nothing is decoded of a document whose checks all hold: let one fail, and mend it again.
    (failing,) = connection.execute(
        "select min(check_id) from budget.main.check_results"
        " where family = 'footing' and residual = 0 and residual_upper = 0"
    ).fetchone()
    connection.execute("update budget.main.check_results set residual = 1 where check_id = ?", [failing])
    kept: list[Given] = []

    def keep(figures: list, terms: list, checks: list, slips: list, seconds: int) -> list:
        kept.append(
            Given(
                [decoder.Figure(**figure) for figure in figures],
                [decoder.Term(**term) for term in terms],
                [
                    decoder.Check(**check | ({"residual": 0} if check["check_id"] == failing else {}))
                    for check in checks
                ],
                read_slips(slips),
            )
        )
        return []

    register(connection, keep)
    connection.execute("use budget").execute(node["compiled_code"]).fetchall()
    return kept[0]


class Plugin(BasePlugin):
    """What dbt-duckdb calls for each connection that it opens."""

    def configure_connection(self, conn: duckdb.DuckDBPyConnection) -> None:
        """Register the function."""
        register(conn)
