"""Suspect figures as tables and messages: from failed checks, through the decoder, to a person."""

from __future__ import annotations

import json
from pathlib import Path

import build_site
import decode_documents
import duckdb
import mutation_decoding
import pytest
from conftest import DOCUMENT, Project
from test_decoder import NAMES, RECORD_A, RECORD_C, RESULTS, TURNOVER, members

MODELS = ("suspect_explanations", "suspect_checks", "suspect_figures", "suspect_slips")


def find(
    built: Project,
    figures: dict[str, int],
    rules: tuple[str, ...],
    printed: dict[str, str] | None = None,
    restored: tuple[str, ...] = (),
) -> duckdb.DuckDBPyConnection:
    """A connection with the suspects of one record.

    Args:
        built: The built project, of which the compiled models and the slips are taken.
        figures: Amount by figure.
        rules: Rules, as total=part+part-part.
        printed: How a figure is printed, where it is not its amount.
        restored: Figures whose minus mark was restored.
    """
    connection = duckdb.connect()
    decode_documents.register(connection)
    connection.execute("attach ':memory:' as budget; use budget")
    connection.execute(f"attach '{built.database}' as built (read_only)")
    for name in ("slips", "int_lake_figures", "units"):
        connection.execute(f"create table {name} as from built.main.{name}")
    connection.execute(
        "create table printed_figures (document_id text, table_id text, table_order int, row_no int, column_no int,"
        " source_line int, column_name text, label_as_printed text, figure_as_printed text,"
        " is_sign_restored boolean, unit text, amount bigint, line_id text, business_id text, stage text,"
        " figure_id text)"
    )
    connection.executemany(
        "insert into printed_figures values ('survey', 'record', 1, 1, $1, 1, $2, $3, $4, $5, 'unit',"
        " $6, null, null, null, 'record:1:' || $1)",
        [
            (n, name, name, (printed or {}).get(name, str(value)), name in restored, value)
            for n, (name, value) in enumerate(figures.items())
        ],
    )
    connection.execute(
        "create table figure_checks (document_id text, figure_id text, table_id text, row_no int, column_no int,"
        " check_id text, family text, weight bigint)"
    )
    connection.execute(
        "create table check_results (document_id text, check_id text, rule_id text, family text, line_id text,"
        " business_id text, stage text, figure_id text, table_id text, row_no int, column_no int, printed_amount bigint,"
        " expected_amount bigint, difference bigint, residual bigint, residual_lower bigint,"
        " residual_upper bigint, status text, message_ja text, message_en text)"
    )
    for rule in rules:
        weights = members(rule)
        residual = sum(weight * figures[name] for name, weight in weights.items())
        connection.execute(
            "insert into check_results values ('survey', $1, $1, 'footing', 'line', 'total', 'revised', 'record:1:1', 'record', 1, 1,"
            " 0, 0, $2, $2, 0, 0, $3, $1, $1)",
            [rule, residual, "inconsistent" if residual else "consistent"],
        )
        connection.executemany(
            "insert into figure_checks values ('survey', 'record:1:' || $1, 'record', 1, $1, $2, 'footing', $3)",
            [(list(figures).index(name), rule, weight) for name, weight in weights.items()],
        )
    nodes = json.loads((built.folder / "target/manifest.json").read_text())["nodes"]
    for name in MODELS:
        code = nodes[f"model.verified_budget.{name}"]["compiled_code"]
        connection.execute(f"create table {name} as {code}")
    return connection


def test_the_explanation_is_a_table(built: Project):
    """Scholtus, record (c): x0 has lost its minus mark, and x2r and x2c are interchanged."""
    rows = find(built, RECORD_C, RESULTS).execute(
        "select part_no, column_name, proposed_amount, slip, certainty, figure_count, source"
        " from suspect_figures where explanation_rank = 1 order by all"
    ).fetchall()
    assert rows == [
        (1, "x0", -300, "sign", "only_explanation", 1, "open"),
        (2, "x2c", 50, "swapped", "most_plausible", 2, "open"),
        (2, "x2r", 90, "swapped", "most_plausible", 2, "open"),
    ]


def test_a_slip_of_two_figures_is_told_once(built: Project):
    """Record (c): the exchanged figures are one slip, with both of them in its message."""
    rows = find(built, RECORD_C, RESULTS).execute(
        "select slip, figure_count, message_ja, message_en from suspect_slips where explanation_rank = 1 order by part_no"
    ).fetchall()
    assert [row[:2] for row in rows] == [("sign", 1), ("swapped", 2)]
    assert "二つの数字の入れ替わり、数字 2 個: 「x2r」x2r 50 → 90、「x2c」x2c 90 → 50（" in rows[1][2]
    assert "two figures exchanged, 2 figures: 「x2r」x2r 50 → 90、「x2c」x2c 90 → 50 (" in rows[1][3]


def test_of_explanations_as_likely_the_first_names_the_others(built: Project):
    """Nothing decides between the three figures of one rule."""
    rows = find(built, {"turnover": 1_000, "profit": 412, "costs": 555}, TURNOVER).execute(
        "select message_en from suspect_slips where explanation_rank = 1"
    ).fetchall()
    ((message,),) = rows
    assert all(name in message for name in ("turnover", "profit", "costs")) and "3 explanations, undecided" in message


def test_a_clean_document_has_no_suspects(built: Project):
    connection = find(built, {"turnover": 100, "profit": 40, "costs": 60}, TURNOVER)
    for name in MODELS:
        assert connection.execute(f"from {name}").fetchall() == []


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
        (-15, "△15", False, "印刷 △15 → 提案 △10（1桁", "printed △15 -> proposed △10 (one"),
        (-18, "△18", False, "印刷 △18 → 提案 △10（見間違え", "-> proposed △10 (one digit taken for"),
    ],
)
def test_a_proposal_is_what_the_cell_must_say(
    built: Project, amount: int, printed: str, restored: bool, ja: str, en: str
):
    """Record (a), whose x1 is -10, in the ways in which a minus is printed or not."""
    figures = RECORD_A | {"x1": amount}
    connection = find(built, figures, RESULTS, {"x1": printed}, ("x1",) if restored else ())
    ((found_ja, found_en),) = connection.execute(
        "select message_ja, message_en from suspect_figures"
    ).fetchall()
    assert ja in found_ja and en in found_en


def test_a_restored_sign_that_is_wrong_is_struck_out(built: Project):
    figures = RECORD_A | {"x1": -10, "x2": -15}
    connection = find(built, figures, RESULTS, {"x1": "10", "x2": "15"}, ("x1", "x2"))
    ((found_ja, found_en),) = connection.execute(
        "select message_ja, message_en from suspect_figures"
    ).fetchall()
    assert "印刷 15 → 提案 15（restored_signs.csv の行を削る）" in found_ja
    assert "proposed 15 (without its row of restored_signs.csv)" in found_en


@pytest.mark.parametrize("with_control_totals", [True, False])
def test_a_sample_of_random_errors_is_located(built: Project, with_control_totals: bool):
    """Ten wrong figures of all figures: what `make mutation` measures, on a few draws."""
    given = decode_documents.read(built.database, built.folder / "target/manifest.json", DOCUMENT)
    assert len(given.figures) > 2500 and all(check.lower <= check.residual <= check.upper for check in given.checks)
    given = given if with_control_totals else given.by_laws()
    score = mutation_decoding.measure(given, 10, 4, mutation_decoding.CELLS, "test")
    assert score.wrong == 40 and score.wrongly_sure == 0
    assert score.locatable > 30 and score.found >= score.locatable - 1 and score.proposed <= score.found + 1


# Slips in unrelated tables: the table, what it says, and what it says by mistake.
SLIPS = [
    ("amendment_balance_sheet", '64,未収金,"53,085,369"', '64,未収金,"53,085,396"'),
    ("revised_cash_plan", '"220,238,096",0,', '"229,238,096",0,'),
    ("amendment_income_statement", '"45,492,638"', '"45,492,683"'),
    ("overview_balance_sheet", '"221,703"', '"211,703"'),
]


def test_many_wrong_figures_are_named_at_once_and_first(project: Project, tmp_path: Path):
    """On the terminal the suspects come first; every one is the figure that is wrong."""
    truth = {}
    for table, right, wrong in SLIPS:
        text = project.seed(table).read_text("utf-8")
        line = text[: text.index(right)].count("\n") + 1
        project.edit(table, right, wrong)
        truth[f"seeds/{DOCUMENT}/{DOCUMENT}__{table}.csv {line}行目"] = False
    result = project.build()
    assert result.returncode == 1
    lines = result.stdout.splitlines()
    start = lines.index("疑わしい数字 / suspect figures:")
    assert not any(line.startswith("FAIL") for line in lines[:start])
    named = [line.strip() for line in lines[start + 1 : start + 1 + 2 * len(truth)]][::2]
    assert sorted(place for place in truth if any(line.startswith(place) for line in named)) == sorted(truth)
    assert all("説明はこれだけ" in line for line in named)
    with duckdb.connect(str(project.database), read_only=True) as connection:
        (document,) = [d for d in build_site.read_documents(project.database) if d["document_id"] == DOCUMENT]
        build_site.book.write_book(build_site.book.read_document(connection, document), tmp_path, [], None)
    page = (tmp_path / DOCUMENT / "checks.html").read_text("utf-8")
    assert all(place in page for place in truth) and page.index("suspects") < page.index("failing")
    assert sum(not line.startswith(("20", "21", "22", "23", "0", "1")) for line in lines) < 60
