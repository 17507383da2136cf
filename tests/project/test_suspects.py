"""Suspect figures on published examples of error localisation, which know no J-LIS.

The project's own compiled models run on small tables of figures and rules. The
records: Scholtus (2008), Algorithms for correcting some obvious inconsistencies and
rounding errors in business survey data, table 2; de Waal, Pannekoek and Scholtus (2011),
Handbook of Statistical Data Editing and Imputation, chapter 3 (turnover, profit, costs).
"""

from __future__ import annotations

import json

import duckdb
import mutation
import pytest
from conftest import Project

# Results of four kinds of operations, each returns (r) less costs (c), and their total.
RESULTS = {
    "x0": {"x0": 1, "x0r": -1, "x0c": 1},
    "x1": {"x1": 1, "x1r": -1, "x1c": 1},
    "x2": {"x2": 1, "x2r": -1, "x2c": 1},
    "x3": {"x3": 1, "x3r": -1, "x3c": 1},
    "x4": {"x4": 1, "x0": -1, "x1": -1, "x2": -1, "x3": -1},
}
NAMES = ("x0r", "x0c", "x0", "x1r", "x1c", "x1", "x2r", "x2c", "x2", "x3r", "x3c", "x3", "x4")
RECORD_A = (2100, 1950, 150, 0, 10, 10, 20, 5, 15, 50, 10, 40, 195)
RECORD_B = (5100, 4650, 450, 0, 130, 130, 20, 0, 20, 15, 25, 10, 610)
RECORD_C = (3250, 3550, 300, 110, 10, 100, 50, 90, 40, 30, 10, 20, -140)
TURNOVER = {"turnover": {"turnover": 1, "profit": -1, "costs": -1}}

Explanation = list[tuple[str, int, str]]


def find(
    built: Project,
    figures: dict[str, int],
    rules: dict[str, dict[str, int]],
    printed: dict[str, str] | None = None,
    restored: tuple[str, ...] = (),
) -> duckdb.DuckDBPyConnection:
    """A connection with the suspects of one record.

    Args:
        built: The built project, of which the compiled models and the slips are taken.
        figures: Amount by figure.
        rules: Weight by figure, for each rule; the weighted sum must be 0.
        printed: How a figure is printed, where it is not its amount.
        restored: Figures whose minus mark was restored.
    """
    connection = duckdb.connect()
    connection.execute("attach ':memory:' as budget; use budget")
    connection.execute(f"attach '{built.database}' as built (read_only)")
    for name in ("slips", "stg_lake_figures"):
        connection.execute(f"create table {name} as from built.main.{name}")
    connection.execute(
        "create table printed_figures (document_id text, table_id text, row_no int, column_no int,"
        " source_line int, column_name text, label_as_printed text, figure_as_printed text,"
        " is_sign_restored boolean, unit text, amount bigint, line_id text, business_id text, stage text)"
    )
    connection.executemany(
        "insert into printed_figures values ('survey', 'record', 1, ?, 1, ?, ?, ?, ?, 'unit', ?, null, null, null)",
        [
            (n, name, name, (printed or {}).get(name, str(value)), name in restored, value)
            for n, (name, value) in enumerate(figures.items())
        ],
    )
    connection.execute(
        "create table figure_checks (document_id text, table_id text, row_no int, column_no int,"
        " check_id text, family text, weight bigint)"
    )
    connection.execute(
        "create table check_results (document_id text, check_id text, residual bigint,"
        " residual_lower bigint, residual_upper bigint, status text)"
    )
    for rule, weights in rules.items():
        residual = sum(weight * figures[name] for name, weight in weights.items())
        connection.execute(
            "insert into check_results values ('survey', ?, ?, 0, 0, ?)",
            [rule, residual, "inconsistent" if residual else "consistent"],
        )
        connection.executemany(
            "insert into figure_checks values ('survey', 'record', 1, ?, ?, 'footing', ?)",
            [(list(figures).index(name), rule, weight) for name, weight in weights.items()],
        )
    nodes = json.loads((built.folder / "target/manifest.json").read_text())["nodes"]
    for name in mutation.MODELS:
        code = nodes[f"model.verified_budget.{name}"]["compiled_code"]
        connection.execute(f"create table {name} as {code}")
    return connection


def suspects(
    built: Project, figures: dict[str, int], rules: dict[str, dict[str, int]]
) -> tuple[list[Explanation], str]:
    """Each explanation, best first, as (figure, proposed amount, slip); and how sure the first is."""
    rows = find(built, figures, rules).execute(
        "select explanation_rank, column_name, proposed_amount, slip, certainty"
        " from suspect_figures order by explanation_rank, column_no"
    ).fetchall()
    explanations: dict[int, Explanation] = {}
    for rank, name, proposed, slip, _ in rows:
        explanations.setdefault(rank, []).append((name, proposed, slip))
    return list(explanations.values()), rows[0][4] if rows else ""


def test_a_sign_error_is_the_only_explanation(built: Project):
    """Scholtus, record (a): the result x1 has lost its minus mark."""
    found, certainty = suspects(built, dict(zip(NAMES, RECORD_A, strict=True)), RESULTS)
    assert found == [[("x1", -10, "sign")]]
    assert certainty == "only_explanation"


def test_interchanged_items_are_each_in_every_explanation(built: Project):
    """Record (b): returns and costs interchanged in x1 and x3, four figures.

    One figure of each block is the smallest set; which one, nothing decides.
    """
    found, certainty = suspects(built, dict(zip(NAMES, RECORD_B, strict=True)), RESULTS)
    blocks = [{name[:2] for name, _, _ in explanation} for explanation in found]
    assert blocks == [{"x1", "x3"}] * 4
    assert {name for explanation in found for name, _, _ in explanation} == {"x1r", "x1c", "x3r", "x3c"}
    assert certainty == "undecided"


def test_a_sign_error_beside_interchanged_items(built: Project):
    """Record (c): x0 has lost its minus mark, and x2r and x2c are interchanged."""
    found, _ = suspects(built, dict(zip(NAMES, RECORD_C, strict=True)), RESULTS)
    assert [explanation[0] for explanation in found] == [("x0", -300, "sign")] * 2
    assert {explanation[1][0] for explanation in found} == {"x2r", "x2c"}


def test_a_thousand_error_stands_first(built: Project):
    """The handbook: a turnover of 100,000 reported in thousands; all three are as few."""
    figures = {"turnover": 100, "profit": 40_000, "costs": 60_000}
    found, certainty = suspects(built, figures, TURNOVER)
    assert found[0] == [("turnover", 100_000, "power_of_ten")]
    assert sorted(explanation[0][0] for explanation in found[1:]) == ["costs", "profit"]
    assert certainty == "most_plausible"


def test_a_rounding_error_is_recognised(built: Project):
    """Record (d) of Scholtus has x0 = 276 where 5,726 - 5,449 is 277; the others as they should be."""
    record = (5726, 5449, 276, 17, 26, -9, 0, 46, -46, 0, 0, 0, 222)
    found, certainty = suspects(built, dict(zip(NAMES, record, strict=True)), RESULTS)
    assert found == [[("x0", 277, "rounding")]]
    assert certainty == "only_explanation"


def test_what_the_evidence_does_not_decide_is_said_and_listed(built: Project):
    figures = {"turnover": 1_000, "profit": 412, "costs": 555}
    found, certainty = suspects(built, figures, TURNOVER)
    assert sorted(explanation[0][:2] for explanation in found) == [
        ("costs", 588), ("profit", 445), ("turnover", 967),
    ]
    assert certainty == "undecided"


@pytest.mark.parametrize("figures", [(100, 40, 60), (0, 0, 0)])
def test_nothing_is_suspected_where_all_rules_hold(built: Project, figures: tuple[int, ...]):
    assert suspects(built, dict(zip(("turnover", "profit", "costs"), figures, strict=True)), TURNOVER) == ([], "")


@pytest.mark.parametrize(
    ("amount", "printed", "restored", "ja", "en"),
    [
        # The minus mark is lost and nobody restored it.
        (10, "10", False, "印刷 10 → 提案 △10（符号の誤り", "printed 10 -> proposed △10 (a lost"),
        # It is restored; the digits are wrong, in the file and in the list of signs.
        (-1, "1", True, "印刷 1 → 提案 10（restored_signs.csv の行も同じく", "-> proposed 10 (and in"),
        # A word says it (10 の減); the digits are wrong.
        (-100, "100", False, "印刷 100 → 提案 10（桁", "printed 100 -> proposed 10 (zeros"),
        # It is printed.
        (-18, "△18", False, "印刷 △18 → 提案 △10（1桁", "printed △18 -> proposed △10 (one"),
    ],
)
def test_a_proposal_is_what_the_cell_must_say(
    built: Project, amount: int, printed: str, restored: bool, ja: str, en: str
):
    """Record (a), whose x1 is -10, in the ways in which a minus is printed or not."""
    figures = dict(zip(NAMES, RECORD_A, strict=True)) | {"x1": amount}
    connection = find(built, figures, RESULTS, {"x1": printed}, ("x1",) if restored else ())
    ((found_ja, found_en),) = connection.execute(
        "select message_ja, message_en from suspect_figures"
    ).fetchall()
    assert ja in found_ja and en in found_en


def test_a_restored_sign_that_is_wrong_is_struck_out(built: Project):
    figures = dict(zip(NAMES, RECORD_A, strict=True)) | {"x1": -10, "x2": -15}
    connection = find(built, figures, RESULTS, {"x1": "10", "x2": "15"}, ("x1", "x2"))
    ((found_ja, found_en),) = connection.execute(
        "select message_ja, message_en from suspect_figures"
    ).fetchall()
    assert "印刷 15 → 提案 15（restored_signs.csv の行を削る）" in found_ja
    assert "proposed 15 (without its row of restored_signs.csv)" in found_en
