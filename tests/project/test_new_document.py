"""Two more documents by data alone: the next amendment, and another agency's budget.

The tests write CSV files, and rows of vocabulary and rules, as docs/new-document.md tells a
person to; no SQL, Python or suite changes. The other agency's budget is keyed a second time,
for the second reader.
"""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

import duckdb
import pytest
from conftest import BIN, DOCUMENT, Project, prepare, told
from declare import declare
from test_book import write_books

NEXT = "jlis_fy2021_march"
AGENCY = "harbour_fy2022"
# What the next amendment adds: the service earns and spends more, and owes and is owed it.
AMENDED_BUSINESS = "personal_authentication"
AMENDMENT = 1_000_123
RISING = (
    "service_revenue", "operating_revenue", "project_expenses", "operating_expenses",
    "accounts_receivable", "current_assets", "assets", "accounts_payable", "current_liabilities",
    "liabilities", "liabilities_and_net_assets", "operating_receipts", "project_payments",
)
FALLING = ("closing_receivables", "closing_payables")
TIE = "「当初予定額 = 前回の文書の補正後予定額」"

Row = dict[str, str]


class Draft:
    """A project in which documents are being begun.

    Attributes:
        project: The copy of the project.
    """

    def __init__(self, project: Project) -> None:
        self.project = project

    def path(self, name: str, document: str = "") -> Path:
        """Path of a table of a document, or of a seed of the vocabulary or the rules."""
        if document:
            return self.project.folder / f"seeds/{document}/{document}__{name}.csv"
        rooms = [self.project.folder / f"seeds/{room}" for room in ("vocabulary", "rules")]
        return next(room / f"{name}.csv" for room in rooms if (room / f"{name}.csv").exists())

    def rows(self, name: str, document: str = "") -> list[Row]:
        """Rows of a seed."""
        with self.path(name, document).open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def write(self, name: str, rows: list[Row], document: str = "") -> None:
        """Write a seed anew, with the header that it has."""
        path = self.path(name, document)
        header = next(csv.reader([path.read_text("utf-8").splitlines()[0]]))
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, header, restval="", lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)

    def change(self, name: str, change: Callable[[Row], Row | None], document: str) -> None:
        """Change the rows of one document or taxonomy in a seed; None removes a row."""
        owners = (document,)
        changed = [
            change(row) if {row.get("document_id"), row.get("taxonomy_id")} & {*owners} else row
            for row in self.rows(name)
        ]
        self.write(name, [row for row in changed if row is not None])

    def add(self, name: str, rows: Iterable[Row]) -> None:
        """Add rows to a seed."""
        self.write(name, [*self.rows(name), *rows])

    def drop_tables(self, document: str, tables: set[str]) -> None:
        """Leave out the tables that a document does not print."""
        for name in ("printed_tables", "printed_columns", "control_totals"):
            self.change(name, lambda row: None if row["table_id"] in tables else row, document)
        for table in tables:
            self.path(table, document).unlink()
        declare(self.project.folder)

    def add_control_totals(self, document: str) -> None:
        """Count and add up the figures of each table from its file."""

        def count(row: Row) -> Row:
            figures = {
                column["column_name"]
                for column in self.rows("printed_columns")
                if column["document_id"] == document
                and column["table_id"] == row["table_id"]
                and (column["unit"] or "thousand_yen") == row["unit"]
                and column["column_kind"] == "figure"
            }
            cells = [
                (int(line["source_line"]), int(line[column].strip("△").replace(",", "")))
                for line in self.rows(row["table_id"], document)
                for column in figures
                if line[column]
            ]
            return row | {
                "figures_count": str(len(cells)),
                "figures_sum": str(sum(figure for _, figure in cells)),
                "lines_sum": str(sum(line * figure for line, figure in cells)),
            }

        self.change("control_totals", count, document)

    def accept_expected_checks(self, documents: list[str]) -> None:
        """Write down what the rules evaluate, as the guide's query prints it."""
        with duckdb.connect(str(self.project.database), read_only=True) as connection:
            found = connection.execute(
                "select document_id, rule_id, check_count, members_checksum from check_summary "
                "where list_contains(?, document_id) order by all", [documents]
            ).fetchall()
        names = ("document_id", "rule_id", "check_count", "members_checksum")
        self.add("expected_checks", [dict(zip(names, map(str, row), strict=True)) for row in found])


def printed(amount: int) -> str:
    """An amount as a budget document prints it."""
    return f"{'△' if amount < 0 else ''}{abs(amount):,}"


def begin_the_next_amendment(draft: Draft, built: Path) -> None:
    """The document that amends this one: same agency, same forms, no overview."""
    project = draft.project
    result = project.make("new-document", f"ID={NEXT}", f"FROM={DOCUMENT}")
    assert result.returncode == 0, result.stdout
    tables = {row["table_id"] for row in draft.rows("printed_tables") if row["document_id"] == NEXT}
    draft.drop_tables(NEXT, {table for table in tables if table.startswith("overview")})
    about = {
        "title_ja": "令和3年度3月補正予算", "title_en": "FY2021 March supplementary budget",
        "fiscal_year": "2021", "period_start": "2021-04-01", "period_end": "2022-03-31",
        "balance_date": "2022-03-31",
    }
    draft.change("documents", lambda row: row | about, NEXT)
    places = {
        row["table_id"]: {key: row[key] for key in ("first_line", "last_line", "header_lines")}
        for row in draft.rows("printed_tables")
        if row["document_id"] == DOCUMENT
    }
    draft.change("printed_tables", lambda row: row | places[row["table_id"]], NEXT)
    draft.change(
        "unbound_reasons",
        lambda row: row if row["unit"] == "thousand_yen" or "page" in row["unit"] else None,
        NEXT,
    )

    with duckdb.connect(str(built), read_only=True) as connection:
        cells = connection.execute(
            """
            select printed.table_id, cast(printed.source_line as varchar), printed.column_name,
                printed.line_id, printed.business_id, printed.stage, printed.amount,
                revised.amount_thousand_yen
            from printed_figures as printed
            left join data_points as revised
                on printed.line_id = revised.line_id
                and printed.business_id = revised.business_id and revised.stage = 'revised'
            """
        ).fetchall()
    figures = {}
    for table, source_line, column, line, business, stage, amount, revised in cells:
        moved = 0
        if business in (AMENDED_BUSINESS, "total"):
            moved = AMENDMENT * ((line in RISING) - (line in FALLING))
        if stage is not None:
            amount = {"original": revised, "adjustment": moved}.get(stage, (revised or 0) + moved)
        figures[table, source_line, column] = printed(amount)
    for table in places:
        if not draft.path(table, NEXT).exists():
            continue
        rows = draft.rows(table, DOCUMENT)
        for row in rows:
            for column in set(row) - {"source_line", "label"}:
                row[column] = figures.get((table, row["source_line"], column), row[column])
        draft.write(table, rows, NEXT)
    # The gap that this document left in the fund is still there, before and after.
    gaps = [
        row for row in draft.rows("known_differences")
        if row["stage"] == "revised" and row["document_id"] == DOCUMENT
    ]
    draft.add(
        "known_differences",
        [row | {"document_id": NEXT, "stage": stage} for row in gaps for stage in ("original", "revised")],
    )
    draft.add_control_totals(NEXT)


# Another agency: three businesses, a chart of its own, two stages only where it amends.
LINES = (
    # line, statement, order, kind, label, headline
    ("mooring_dues", "income_statement", 10, "leaf", "係船料", "false"),
    ("land_rents", "income_statement", 20, "leaf", "土地賃貸料", "false"),
    ("income", "income_statement", 30, "total", "収益計", "true"),
    ("dredging", "income_statement", 40, "leaf", "浚渫費", "false"),
    ("wages", "income_statement", 50, "leaf", "人件費", "false"),
    ("outlay", "income_statement", 60, "total", "費用計", "false"),
    ("surplus", "income_statement", 70, "total", "当期収支差", "true"),
    ("quays", "balance_sheet", 110, "leaf", "岸壁", "false"),
    ("cash_at_bank", "balance_sheet", 120, "leaf", "預金", "false"),
    ("property", "balance_sheet", 130, "total", "財産計", "true"),
    ("bonds", "balance_sheet", 140, "leaf", "港湾債", "false"),
    ("own_funds", "balance_sheet", 150, "leaf", "自己資金", "false"),
    ("claims", "balance_sheet", 160, "total", "請求権計", "false"),
)
FOOTINGS = {
    "income": {"mooring_dues": 1, "land_rents": 1},
    "outlay": {"dredging": 1, "wages": 1},
    "surplus": {"income": 1, "outlay": -1},
    "property": {"quays": 1, "cash_at_bank": 1},
    "claims": {"bonds": 1, "own_funds": 1},
}
BUSINESSES = {"piers": "岸壁事業", "ferries": "渡船事業", "markets": "市場事業"}
# Original and supplementary amounts of the leaves; by business the revised ones only.
ORIGINAL = {
    "mooring_dues": (9_120, 310), "land_rents": (4_405, 0), "dredging": (7_250, 480),
    "wages": (5_130, 65), "quays": (88_200, 0), "cash_at_bank": (6_410, -235),
    "bonds": (61_000, 500), "own_funds": (33_610, -735),
}
REVISED_BY_BUSINESS = {
    "mooring_dues": (7_000, 1_930, 500), "land_rents": (105, 0, 4_300),
    "dredging": (7_730, 0, 0), "wages": (1_195, 2_600, 1_400),
}


def with_totals(leaves: dict[str, int], lines: Iterable[str]) -> dict[str, int]:
    """Add the totals of the other agency's chart to amounts of its leaves."""
    amounts = dict(leaves)
    for total, parts in FOOTINGS.items():
        if all(part in amounts for part in parts):
            amounts[total] = sum(weight * amounts[part] for part, weight in parts.items())
    return {line: amounts[line] for line in lines}


def harbour_amounts() -> dict[tuple[str, str, str], int]:
    """Every amount of the other agency's document, by line, business and stage."""
    amounts = {}
    lines = [line for line, *_ in LINES]
    for number, stage in enumerate(("original", "adjustment")):
        stage_amounts = with_totals({line: both[number] for line, both in ORIGINAL.items()}, lines)
        amounts |= {(line, "total", stage): amount for line, amount in stage_amounts.items()}
    for line in lines:
        both = (amounts[line, "total", stage] for stage in ("original", "adjustment"))
        amounts[line, "total", "revised"] = sum(both)
    income = [line for line, statement, *_ in LINES if statement == "income_statement"]
    for number, business in enumerate(BUSINESSES):
        own = {line: each[number] for line, each in REVISED_BY_BUSINESS.items()}
        for line, amount in with_totals(own, income).items():
            amounts[line, business, "revised"] = amount
    return amounts


STAGES = ("original", "adjustment", "revised")
# The tables of the other agency: statement, title, and columns with business and stage.
TABLES = {
    "balance_sheet": ("balance_sheet", "予定貸借対照表", {stage: ("total", stage) for stage in STAGES}),
    "income_statement": ("income_statement", "予定損益計算書", {stage: ("total", stage) for stage in STAGES}),
    "segments": (
        "income_statement", "事業別の内訳",
        {business: (business, "revised") for business in (*BUSINESSES, "total")},
    ),
}


def begin_another_agency(draft: Draft) -> None:
    """A smaller budget: no cash plan, no form by business but one table of revised amounts."""
    draft.add("documents", [{
        "document_id": AGENCY, "taxonomy_id": AGENCY,
        "title_ja": "令和4年度港務局補正予算", "title_en": "FY2022 harbour supplementary budget",
        "agency_ja": "港務局", "agency_en": "Harbour authority", "fiscal_year": "2022",
        "period_start": "2022-04-01", "period_end": "2023-03-31", "balance_date": "2023-03-31",
        "publisher": "港務局",
    }])
    draft.add("statements", [
        {"taxonomy_id": AGENCY, "statement": statement, "statement_order": str(order), "label_ja": label,
         "label_en": statement.replace("_", " ").capitalize(), "period_kind": kind, "presentation": "statement"}
        for order, (statement, label, kind) in enumerate((
            ("income_statement", "予定損益計算書", "duration"), ("balance_sheet", "予定貸借対照表", "instant"),
        ), start=1)
    ])
    names = BUSINESSES | {"total": "合計"}
    draft.add("businesses", [
        {"taxonomy_id": AGENCY, "business_id": business, "business_order": str(number),
         "is_total": str(business == "total").lower(), "name_ja": name, "name_en": business.capitalize()}
        for number, (business, name) in enumerate(names.items(), start=1)
    ])
    draft.add("statement_lines", [
        {"taxonomy_id": AGENCY, "line_id": line, "statement": statement, "line_order": str(order),
         "depth": "1", "line_kind": kind, "label_ja": label, "label_en": line.replace("_", " "),
         "is_headline": headline}
        for line, statement, order, kind, label, headline in LINES
    ])
    draft.add("label_variants", [
        {"taxonomy_id": AGENCY, "statement": statement, "layout": "form", "label": label,
         "line_id": line}
        for line, statement, _, _, label, _ in LINES
    ])
    add_rules_of_another_agency(draft)
    write_tables_of_another_agency(draft)
    draft.add_control_totals(AGENCY)
    declare(draft.project.folder)


def add_rules_of_another_agency(draft: Draft) -> None:
    """Its footings, its balance, and the sum of its three businesses."""
    of_any_chart = (
        "prints_agree_exactly", "printed_equals_computed", "control_counts_agree",
        "control_totals_agree", "control_lines_agree",
    )
    draft.add("calculation_rules", [
        row | {"taxonomy_id": AGENCY}
        for row in draft.rows("calculation_rules")
        if row["rule_id"] in of_any_chart and row["taxonomy_id"] != AGENCY
    ][: len(of_any_chart)])
    sums = {f"{total}_equals_its_parts": ("footing", "roll_up") for total in FOOTINGS}
    ties = {"property_equals_claims": ("balance_identity", "tie"),
            "revised_equals_original_and_adjustment": ("stage_sum", "tie"),
            "segments_sum_to_total": ("business_sum", "roll_up")}
    draft.add("calculation_rules", [
        {"taxonomy_id": AGENCY, "rule_id": rule, "family": family, "role": role,
         "rounds_parts": "false", "label_ja": f"規則 {rule}", "label_en": rule.replace("_", " "),
         "basis_ja": "様式", "basis_en": "the forms"}
        for rule, (family, role) in (sums | ties).items()
    ])
    arcs = [
        (f"{total}_equals_its_parts", "line", total, part, weight, "", "")
        for total, parts in FOOTINGS.items()
        for part, weight in parts.items()
    ]
    arcs.append(("property_equals_claims", "line", "property", "claims", 1, "", ""))
    arcs += [
        ("revised_equals_original_and_adjustment", "stage", "revised", stage, 1, "", "")
        for stage in ("original", "adjustment")
    ]
    arcs += [
        ("segments_sum_to_total", "business", "total", business, 1, "income_statement", "revised")
        for business in BUSINESSES
    ]
    names = ("rule_id", "axis", "parent", "child", "weight", "applies_to_statement",
             "applies_to_stage")
    draft.add("calculation_arcs", [
        {"taxonomy_id": AGENCY} | dict(zip(names, map(str, arc), strict=True)) for arc in arcs
    ])


def write_tables_of_another_agency(draft: Draft) -> None:
    """Type its three tables, from source line 10, 40 and 70 on."""
    amounts = harbour_amounts()
    first = {"income_statement": 10, "balance_sheet": 40, "segments": 70}
    (draft.project.folder / "seeds" / AGENCY).mkdir()
    for order, (table, (statement, title, columns)) in enumerate(TABLES.items(), start=1):
        lines = [(line, label) for line, of, _, _, label, _ in LINES if of == statement]
        path = draft.project.folder / f"seeds/{AGENCY}/{AGENCY}__{table}.csv"
        path.write_text(",".join(["source_line", "label", *columns]) + "\n", "utf-8")
        draft.write(table, [
            {"source_line": str(first[table] + number), "label": label}
            | {column: printed(amounts[line, *place]) for column, place in columns.items()}
            for number, (line, label) in enumerate(lines)
        ], AGENCY)
        about = {"document_id": AGENCY, "table_id": table, "unit": "thousand_yen"}
        draft.add("printed_tables", [about | {
            "table_order": str(order), "statement": statement, "layout": "form", "title_ja": title,
            "title_en": table.replace("_", " ").capitalize(), "first_line": str(first[table]),
            "last_line": str(first[table] + len(lines) - 1), "header_lines": str(first[table] - 1),
            "row_count": str(len(lines)),
        }])
        draft.add("printed_columns", [
            about | {"column_no": str(number), "column_name": column, "column_kind": "figure",
                     "business_id": business, "stage": stage, "reading_certainty": "certain"}
            for number, (column, (business, stage)) in enumerate(columns.items(), start=1)
        ])
        draft.add("control_totals", [about])


# The other agency's budget once more, as a second person reads its pages.
SECOND_KEYING = {
    f"facts/{AGENCY}/statements/income_statement.csv": """\
line_id,label,kind,is_headline,total.original,total.adjustment,total.revised,piers.revised,ferries.revised,markets.revised
mooring_dues,係船料,leaf,false,9120,310,9430,7000,1930,500
land_rents,土地賃貸料,leaf,false,4405,0,4405,105,0,4300
income,収益計,total,true,13525,310,13835,7105,1930,4800
dredging,浚渫費,leaf,false,7250,480,7730,7730,0,0
wages,人件費,leaf,false,5130,65,5195,1195,2600,1400
outlay,費用計,total,false,12380,545,12925,8925,2600,1400
surplus,当期収支差,total,true,1145,-235,910,-1820,-670,3400
""",
    f"facts/{AGENCY}/statements/balance_sheet.csv": """\
line_id,label,kind,is_headline,total.original,total.adjustment,total.revised
quays,岸壁,leaf,false,88200,0,88200
cash_at_bank,預金,leaf,false,6410,-235,6175
property,財産計,total,true,94610,-235,94375
bonds,港湾債,leaf,false,61000,500,61500
own_funds,自己資金,leaf,false,33610,-735,32875
claims,請求権計,total,false,94610,-235,94375
""",
    f"facts/{AGENCY}/tables.csv": """\
table_id,form,units,row_count,figure_count,sum_of_digits,minus_count,sum_of_amounts,columns
balance_sheet,,thousand_yen,6,18,757880,4,755000,total.original total.adjustment total.revised
income_statement,,thousand_yen,7,21,109330,1,108860,total.original total.adjustment total.revised
segments,,thousand_yen,7,28,113840,2,108860,piers.revised ferries.revised markets.revised total.revised
""",
    f"identities/{AGENCY}.csv": """\
ja,en,equation,business_id
収益計 = 係船料 + 土地賃貸料,Income = mooring dues + land rents,income = mooring_dues + land_rents,
当期収支差 = 収益計 - 費用計,Surplus = income - outlay,surplus = income - outlay,
財産計 = 請求権計,Property = claims,property = claims,
""",
}


def key_it_a_second_time(project: Project) -> None:
    """Give the other agency's document its facts, and its chart its identities."""
    for name, text in SECOND_KEYING.items():
        path = project.folder / "expectations" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


@pytest.fixture(scope="module")
def three(built: Project, tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The project with both documents, built as a person would build it."""
    project = prepare(built, tmp_path_factory.mktemp("three") / "project")
    draft = Draft(project)
    begin_the_next_amendment(draft, built.database)
    begin_another_agency(draft)
    # The first build stops at the counts that nobody has reviewed yet, and at no check.
    first = project.build()
    assert first.returncode == 1, first.stdout
    failed = [line for line in first.stdout.splitlines() if line.startswith("FAIL ")]
    assert len(failed) == 1 and "assert_rules_evaluate_what_they_should" in failed[0], first.stdout
    draft.accept_expected_checks([NEXT, AGENCY])
    key_it_a_second_time(project)
    result = project.build()
    assert result.returncode == 0, result.stdout
    return project


@pytest.fixture(scope="module")
def rows(three: Project) -> Callable[[str], list[tuple]]:
    """Ask the database with the three documents."""

    def ask(query: str) -> list[tuple]:
        with duckdb.connect(str(three.database), read_only=True) as connection:
            return connection.execute(query).fetchall()

    return ask


def test_both_documents_are_built_and_have_a_second_reader(three: Project, rows):
    result = three.expect()
    assert result.returncode == 0, result.stdout
    assert f"令和3年度3月補正予算({NEXT}): 紙面から読んだ事実がなく" in result.stdout
    assert result.stdout.count("held to the expectations of all documents only") == 1
    assert "passed, 0 failed, 0 could not be evaluated" in result.stdout
    assert {row[0] for row in rows("select distinct document_id from printed_figures")} == {
        DOCUMENT, NEXT, AGENCY,
    }


def test_both_documents_have_their_book(three: Project, tmp_path: Path):
    write_books(three.database, tmp_path)
    index = (tmp_path / "index.html").read_text("utf-8")
    assert "令和3年度3月補正予算" in index and "令和4年度港務局補正予算" in index


def test_the_marts_show_the_other_agency(rows):
    expected = harbour_amounts()
    found = rows(
        "select line_id, business_id, stage, amount_thousand_yen from statement_amounts "
        f"where document_id = '{AGENCY}'"
    )
    assert {tuple(key): amount for *key, amount in found} == expected
    wide = rows(
        "select line_id, original_thousand_yen, adjustment_thousand_yen, revised_thousand_yen "
        f"from consolidated_balance_sheet where document_id = '{AGENCY}' order by line_order"
    )
    assert wide[0] == ("quays", 88_200, 0, 88_200)
    assert wide[1] == ("cash_at_bank", 6_410, -235, 6_175)
    assert [line for line, *_ in wide] == [
        "quays", "cash_at_bank", "property", "bonds", "own_funds", "claims"
    ]
    by_business = rows(
        "select business_id, revised_thousand_yen from business_income_statement "
        f"where document_id = '{AGENCY}' and line_id = 'surplus' order by business_order"
    )
    assert by_business == [("piers", -1_820), ("ferries", -670), ("markets", 3_400), ("total", 910)]
    assert rows(f"select * from consolidated_cash_plan where document_id = '{AGENCY}'") == []
    assert rows(
        f"select distinct statement from consolidated_statements where document_id = '{AGENCY}' order by all"
    ) == [("balance_sheet",), ("income_statement",)]


def test_every_line_and_business_of_both_documents_is_tied(rows):
    tied = rows(
        "select line_id, business_id from check_results "
        "where rule_id = 'originals_equal_previous_revised' and is_consistent"
    )
    both = rows(
        f"""
        select amended.line_id, amended.business_id
        from data_points as amended
        inner join data_points as previous using (line_id, business_id)
        where amended.document_id = '{NEXT}' and previous.document_id = '{DOCUMENT}'
            and amended.stage = 'original' and previous.stage = 'revised'
        """
    )
    # And what is not amended, whose revised amount is its original one.
    unamended = rows(
        f"""
        select amended.line_id, amended.business_id
        from data_points as amended
        inner join data_points as previous using (line_id, business_id)
        inner join statement_lines using (line_id)
        where amended.document_id = '{NEXT}' and previous.document_id = '{DOCUMENT}'
            and amended.stage = 'revised' and previous.stage = 'revised'
            and statement_lines.owner_business_id is null
            and amended.business_id not in (
                'total', '{AMENDED_BUSINESS}', 'individual_number_card', 'digital_reform_fund')
            and statement_lines.statement in ('balance_sheet', 'income_statement', 'cash_plan')
        """
    )
    assert len(both) > 300 and len(unamended) > 400
    assert sorted(tied) == sorted(both + unamended)
    bound = rows(
        "select document_id, count(*) from figure_checks "
        "where family = 'between_documents' group by all order by all"
    )
    assert bound == [(DOCUMENT, len(tied)), (NEXT, len(tied))]


# A wrong digit: document, table, what stands there, the slip, and what must be said of it.
SLIPS = {
    "previous document": (
        DOCUMENT,
        "amendment_business_balance_sheet",
        '"5,770,130"',
        '"5,770,310"',
        (
            TIE,
            f"（{NEXT} revised_business_balance_sheet、原文847行、",
            f"前回は {DOCUMENT} amendment_business_balance_sheet、原文192行、",
        ),
    ),
    "next document": (
        NEXT,
        "revised_cash_plan",
        '"108,264,432"',
        '"108,264,423"',
        (TIE, f"（{NEXT} revised_cash_plan、原文", f"前回は {DOCUMENT} amendment_cash_plan、原文"),
    ),
    "another agency": (
        AGENCY,
        "balance_sheet",
        '"6,410"',
        '"6,401"',
        ("「規則 property_equals_its_parts」", f"（{AGENCY} balance_sheet、原文42行、original列）"),
    ),
}


def add_idle_rule(draft: Draft) -> None:
    """A rule that no document evaluates, and a count of 0 that says so."""
    draft.add("calculation_rules", [
        {"taxonomy_id": AGENCY, "rule_id": "idle_rule", "family": "footing", "role": "tie",
         "rounds_parts": "false", "label_ja": "何も比べない規則", "label_en": "Compares nothing",
         "basis_ja": "なし", "basis_en": "none"}
    ])
    draft.add("expected_checks", [
        {"document_id": AGENCY, "rule_id": "idle_rule", "check_count": "0", "members_checksum": "0"}
    ])


@pytest.fixture(scope="module")
def reports(three: Project, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    """What dbt and Great Expectations say of all slips at once."""
    copy = Project(tmp_path_factory.mktemp("slips") / "project")
    shutil.copytree(three.folder, copy.folder, symlinks=True)
    for document, table, old, new, _ in SLIPS.values():
        path = copy.folder / f"seeds/{document}/{document}__{table}.csv"
        text = path.read_text("utf-8")
        assert old in text, text[:3000]
        path.write_text(text.replace(old, new, 1), "utf-8")
    add_idle_rule(Draft(copy))
    result = copy.build()
    assert result.returncode == 1, result.stdout
    expectations = copy.expect()
    assert expectations.returncode == 1, expectations.stdout
    return told(result.stdout, copy.database), expectations.stdout


@pytest.mark.parametrize("name", SLIPS)
def test_wrong_digit_is_named_in_its_document(reports: tuple[str, str], name: str):
    document, table, _, _, said = SLIPS[name]
    output, expectations = reports
    lines = output.splitlines()
    assert any(all(text in line for text in said) for line in lines), output
    suspects = lines[lines.index("疑わしい数字 / suspect figures:") + 1 :]
    of_table = [line for line in suspects if f"seeds/{document}/{document}__{table}.csv" in line]
    assert of_table and "説明はこれだけ" in of_table[0], output
    assert f"文書 document {document}" in expectations, expectations
    if document == AGENCY:
        fact = "科目 line 預金 cash_at_bank, 事業 business 合計 total, 段階 stage 当初予算額 original"
        assert fact in expectations, expectations


def test_rule_that_no_document_evaluates_fails(reports: tuple[str, str]):
    said, _ = reports
    assert f"{AGENCY} rule idle_rule: 0 checks evaluated" in said
    # A rule of the overview, which the next amendment does not print, may rest there.
    assert f"{NEXT} rule " not in said


def test_amendment_without_its_tie_is_refused(project: Project):
    project.edit("documents", "2022-03-31,,", f"2022-03-31,{DOCUMENT},")
    project.edit("calculation_rules", ",between_documents,", ",agreement,")
    selected = ("documents", "calculation_rules", "check_families", "printed_tables")
    result = project.build("--select", *selected, "assert_amendments_have_their_tie")
    assert result.returncode == 1
    assert "calculation_rules has no rule (between_documents) that holds it against" in result.stdout
    assert f"{DOCUMENT}: 前回の文書 {DOCUMENT} と突き合わせる規則" in result.stdout


def test_mutation_is_measured_for_one_document(three: Project, rows):
    import mutation

    connection = mutation.open_databases(three.database, AGENCY)
    tables = connection.execute("select distinct table_id from figures order by all").fetchall()
    assert tables == [("balance_sheet",), ("income_statement",), ("segments",)]
    caught, survivors = connection.execute(
        "select sum(caught::int), sum((not caught)::int) from verdicts"
    ).fetchone()
    assert caught > 500 and survivors == 0


REFUSED = {
    "taken": ([DOCUMENT, "--from", DOCUMENT], "既にあります", "is already there"),
    "no snake_case": (["FY2022-amendment", "--from", DOCUMENT], "使えません", "is no name for a document"),
    "too long": (["a" * 61, "--from", DOCUMENT], "使えません", "60 at most"),
    "unknown source": (["fy2022", "--from", "fy1999"], "FROM の文書 fy1999", "there is no document"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_refusal_says_why_and_writes_nothing(project: Project, case: str):
    import subprocess

    arguments, ja, en = REFUSED[case]

    def tree() -> dict[Path, bytes]:
        return {
            path: path.read_bytes()
            for path in project.folder.glob("seeds/**/*")
            if path.is_file()
        }

    before = tree()
    command = [BIN / "python", project.folder / "scripts/new_document.py", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2 and done.stdout == ""
    assert ja in done.stderr and en in done.stderr and "Traceback" not in done.stderr
    assert tree() == before


DAMAGED = {
    "CP932": ("documents", lambda data: data.decode().encode("cp932"), "documents.csv line"),
    "a stray quotation mark": ("documents", lambda data: data + b'"\n', "documents.csv line"),
    "no header": ("printed_tables", lambda data: b"x\n", "printed_tables.csv line 1"),
    "no file": ("contents", None, "contents.csv"),
}


@pytest.mark.parametrize("case", DAMAGED)
def test_a_seed_that_cannot_be_read_is_named_and_nothing_is_begun(project: Project, case: str):
    name, damage, said = DAMAGED[case]
    path = project.seed(name)
    if damage:
        path.write_bytes(damage(path.read_bytes()))
    else:
        path.unlink()
    result = project.make("new-document", "ID=fy2022", f"FROM={DOCUMENT}")
    assert result.returncode and said in result.stdout and "Traceback" not in result.stdout, result.stdout
    assert not (project.folder / "seeds/fy2022").exists()


def test_a_document_that_stands_twice_is_no_source(project: Project):
    path = project.seed("documents")
    path.write_text(path.read_text("utf-8") + path.read_text("utf-8").splitlines()[1] + "\n", "utf-8")
    result = project.make("new-document", "ID=fy2022", f"FROM={DOCUMENT}")
    assert result.returncode and "stands twice" in result.stdout, result.stdout


def test_scaffold_is_red_until_it_is_filled_in(project: Project):
    result = project.make("new-document", f"ID={NEXT}", f"FROM={DOCUMENT}")
    assert result.returncode == 0, result.stdout
    assert f"seeds/{NEXT}/" in result.stdout and "docs/new-document.md" in result.stdout
    again = project.make("new-document", f"ID={NEXT}", f"FROM={DOCUMENT}")
    assert again.returncode == 2 and "既にあります" in again.stdout
    build = project.build("--select", "+transcription_errors")
    assert build.returncode == 1
    assert f"seeds/{NEXT}/{NEXT}__" in build.stdout and "Traceback" not in build.stdout
