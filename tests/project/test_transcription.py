"""What cannot be read is an error that names its place; nothing is lost in silence."""

from __future__ import annotations

import csv
import subprocess
import sys

import pytest
from conftest import DOCUMENT, ROOT, Project, prepare, told

# Each case: the table, what is replaced, by what, and what the message must name.
CASES = {
    "letter in a figure": (
        "amendment_balance_sheet",
        '64,未収金,"53,085,369"',
        '64,未収金,"53,O85,369"',
        ["amendment_balance_sheet.csv", "原文64行", "列 amount", "「未収金」", "53,O85,369"],
    ),
    "wrong grouping": (
        "amendment_income_statement",
        '122,事業負担金収入,"305,900"',
        '122,事業負担金収入,"3059,00"',
        ["amendment_income_statement.csv", "原文122行", "3059,00", "cannot be read as a figure"],
    ),
    "decimal": (
        "amendment_cash_plan",
        "168,利息収入,352",
        "168,利息収入,352.0",
        ["amendment_cash_plan.csv", "原文168行", "352.0"],
    ),
    "too large": (
        "revised_balance_sheet",
        "713,貯蔵品,16,",
        "713,貯蔵品,12345678901234567890,",
        ["revised_balance_sheet.csv", "原文713行", "列 original", "15 digits"],
    ),
    "blank figure": (
        "revised_cash_plan",
        "816,利息収入,352,0,352",
        "816,利息収入,352,,352",
        ["revised_cash_plan.csv", "原文816行", "列 adjustment", "blank where a figure is due"],
    ),
    "figure in a heading": (
        "revised_income_statement",
        "769,営業収益,,,",
        "769,営業収益,1,,",
        ["revised_income_statement.csv", "原文769行", "a heading carries a figure"],
    ),
    "misspelt label": (
        "overview_balance_sheet",
        "477,資 産,",
        "477,資 算,",
        ["overview_balance_sheet.csv", "原文477行", "資 算", "expected \"資産\""],
    ),
    "nearest of two labels": (
        "overview_balance_sheet_personal_authentication",
        "495,未払金",
        "495,未扱金",
        ["personal_authentication.csv", "原文495行", "未扱金", "expected \"未払金\""],
    ),
    "no label known at all": (
        "printed_tables",
        'list,thousand_yen,予定前受金及び累積前受金の内容及び金額,"Advances received: planned and accumulated, amendment"',
        'form,thousand_yen,予定前受金及び累積前受金の内容及び金額,"Advances received: planned and accumulated, amendment"',
        ["amendment_advances_received.csv", "原文319行", "names no line of this table"],
    ),
    "line twice": (
        "overview_income_statement",
        "387,営業費用,",
        "387,営業収益,",
        ["overview_income_statement.csv", "原文387行", "the line stands twice"],
    ),
    "row twice": (
        "amendment_debt_obligations",
        "330,",
        '330,マイナンバーカード発行体制の強化,"24,062,679",令和3年度,令和3年度から 令和6年度\n330,',
        ["amendment_debt_obligations.csv", "原文330行", "the row stands twice"],
    ),
    "row missing": (
        "overview_cash_plan_digital_reform_fund",
        '651,資金支出合計,"43,084",0,"43,084"\n',
        "",
        ["overview_cash_plan_digital_reform_fund.csv", 'Found "5", expected "6"'],
    ),
    "column missing": (
        "overview_balance_sheet_digital_reform_fund",
        "original,adjustment,revised",
        "original,adjustmant,revised",
        ["overview_balance_sheet_digital_reform_fund.csv", "列 adjustment", "a column is missing"],
    ),
    "line number outside": (
        "overview_cash_plan",
        "\n574,",
        "\n1574,",
        ["overview_cash_plan.csv", "原文1574行", "560 - 574"],
    ),
    "line number unreadable": (
        "overview_cash_plan_individual_number_card",
        "\n628,",
        "\n62８x,",
        ["overview_cash_plan_individual_number_card.csv", "62８x", "cannot be read"],
    ),
    "years unreadable": (
        "overview_debt_obligations",
        "令和3年度から 令和6年度",
        "令和3年度から 冷和6年度",
        ["overview_debt_obligations.csv", "原文678行", "列 years_of_burden", "冷和6年度"],
    ),
    "prose refers to nothing": (
        "overview_prose",
        "call_centre_strengthening",
        "call_center_strengthening",
        ["overview_prose.csv", "原文347行", "call_center_strengthening"],
    ),
    "unknown business": (
        "overview_prose",
        "355,1,マイナンバーカード申請受付事業者の体制強化,960,百万円,,"
        "application_intake_strengthening,individual_number_card",
        "355,1,マイナンバーカード申請受付事業者の体制強化,960,百万円,,"
        "application_intake_strengthening,individual_card",
        ["overview_prose.csv", "原文355行", "the business is unknown"],
    ),
    "unknown unit": (
        "overview_prose",
        '367,1,電子証明書のスマートフォンへの搭載,"2,194",百万円',
        '367,1,電子証明書のスマートフォンへの搭載,"2,194",貫',
        ["overview_prose.csv", "原文367行", "the unit is unknown"],
    ),
    "sign of another figure": (
        "restored_signs",
        ",158,amount,当期純利益,\"598,233\"",
        ",158,amount,当期純利益,\"598,323\"",
        ["amendment_income_statement.csv", "原文158行", "a restored sign matches no figure"],
    ),
}


@pytest.fixture(scope="module")
def refused(built: Project, tmp_path_factory: pytest.TempPathFactory) -> tuple[Project, str]:
    """One build with every case at once: each must be reported by itself."""
    project = prepare(built, tmp_path_factory.mktemp("refused"))
    for table, old, new, _ in CASES.values():
        project.edit(table, old, new)
    result = project.build_checks()
    assert result.returncode != 0
    return project, told(result.stdout, project.database)


@pytest.mark.parametrize("case", CASES)
def test_error_names_its_place(refused: tuple[Project, str], case: str):
    _, output = refused
    messages = [line for line in output.splitlines() if line.startswith("  ")]
    pairs = list(zip(messages, messages[1:], strict=False))
    wanted = CASES[case][3]
    assert any(all(text in ja + en for text in wanted) for ja, en in pairs), output


def test_nothing_is_computed_from_what_cannot_be_read(refused: tuple[Project, str]):
    import duckdb

    project, output = refused
    assert "Traceback" not in output
    with duckdb.connect(str(project.database), read_only=True) as connection:
        tables = {row[0] for row in connection.execute("show tables").fetchall()}
    assert "transcription_errors" in tables
    assert "printed_figures" not in tables


def pretend_source() -> list[str]:
    """A source text that agrees with the transcription, made from it."""
    lines = [""] * 1100
    with (ROOT / "seeds/rules/extraction_repairs.csv").open(encoding="utf-8") as file:
        repairs = {
            (row["table_id"], row["source_line"]): row["as_extracted"].replace(" | ", "\t")
            for row in csv.DictReader(file)
            if row["repair_kind"] == "shifted_columns"
        }
    for path in sorted((ROOT / f"seeds/{DOCUMENT}").glob("*.csv")):
        table = path.stem.split("__")[1]
        with path.open(encoding="utf-8") as file:
            for row in csv.DictReader(file):
                number = int(row["source_line"]) - 1
                if table == "overview_prose":
                    end = f"の{row['direction']}" if row["direction"] else ""
                    lines[number] += (
                        f"{row['label']}（{row['figure']}{row['unit_as_printed']}{end}）"
                        if row["figure"] + row["unit_as_printed"] not in row["label"]
                        else row["label"]
                    )
                elif table == "contents":
                    lines[number] = (
                        f"様式第 {row['form_number']} 号\t{row['label']}\t{row['page_number']}\tページ"
                    )
                else:
                    cells = [value for key, value in row.items() if key != "source_line"]
                    lines[number] = repairs.get((table, row["source_line"]), "\t".join(cells))
    return lines


@pytest.mark.parametrize(
    ("line", "old", "new", "message"),
    [
        (None, "", "", "agree"),
        (64, "53,085,369", "53,085,396", "amendment_balance_sheet.csv 64: 相違"),
        (253, "1,317,136", "1,317,163", "amendment_business_income_statement.csv 253: 相違"),
        (347, "1,306", "1,360", "347: 本文の数の転記漏れ"),
        (601, "減", "増", "601: 本文にない数"),
        (330, "令和6年度", "令和7年度", "amendment_debt_obligations.csv 330: 相違"),
        (693, "\t1\t", "\t2\t", "contents.csv 693: 相違"),
        (900, None, "科目\t1,000", "revised_business_income_statement.csv 900: 相違"),
        (1050, None, "忘れられた行\t1,000", "1050: どの表にもない"),
        (712, None, "", "revised_balance_sheet.csv 712: 原文にない行"),
    ],
)
def test_verify_source_names_what_differs(tmp_path, line, old, new, message):
    lines = pretend_source()
    if line is not None:
        lines[line - 1] = new if old is None else lines[line - 1].replace(old, new)
    source = tmp_path / "source.txt"
    source.write_text("\n".join(lines), encoding="utf-8")
    result = subprocess.run(
        [sys.executable, ROOT / "scripts/verify_source.py", source, "--document", DOCUMENT],
        cwd=ROOT,
        text=True,
        capture_output=True,
        check=False,
    )
    assert message in result.stdout, result.stdout + result.stderr
    assert result.returncode == (0 if line is None else 1)


def test_verify_source_refuses_an_unknown_document(tmp_path):
    source = tmp_path / "source.txt"
    source.write_text("\n".join(pretend_source()), encoding="utf-8")
    result = subprocess.run(
        [sys.executable, ROOT / "scripts/verify_source.py", source, "--document", "unknown"],
        cwd=ROOT,
        text=True,
        capture_output=True,
        check=False,
    )
    assert result.returncode == 2
    assert f"no such document: unknown（ある文書 / known: {DOCUMENT}" in result.stderr
    assert result.stdout == ""
