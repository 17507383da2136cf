"""For each family of rules, a wrong figure turns dbt and Great Expectations red.

Both name the place: dbt by the words of the rule and the source line, Great
Expectations by what the form says there. What only one of them can see is listed.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
from conftest import Project, contents, prepare, told


@dataclass(frozen=True)
class Slip:
    """A wrong figure and what must be said of it.

    Attributes:
        seed: Table in which it stands.
        old: What stands there.
        new: The slip.
        dbt: What one line of dbt's report must contain: rule in words and place.
        expectations: What the report of Great Expectations must contain.
    """

    seed: str
    old: str
    new: str
    dbt: tuple[str, ...]
    expectations: tuple[str, ...]


# Slips of one group are built together; they touch different figures.
GROUPS: tuple[dict[str, Slip], ...] = (
    {
        "footing": Slip(
            "amendment_business_income_statement",
            '"130,536","75,921"',
            '"130,536","75,912"',
            ("「営業費用合計 = 事業費 + 一般管理費」", "原文269行", "intermediate_server"),
            ("statement_amounts.amounts_of_the_page", "intermediate_server"),
        ),
        "balance_identity": Slip(
            "revised_business_balance_sheet",
            '895,負債純資産合計,"11,005,073"',
            '895,負債純資産合計,"11,005,037"',
            ("「資産合計 = 負債純資産合計」", "公的個人認証サービス事業", "11,005,037"),
            ("printed_figures.prints_are_the_amounts_of_the_statements", "11,005,037"),
        ),
        "business_sum": Slip(
            "amendment_business_balance_sheet",
            "193,貯蔵品,16,",
            "193,貯蔵品,61,",
            ("「8事業の補正後予定額の和 = 合計」", "貯蔵品", "原文65行"),
            ("statement_amounts.amounts_of_the_page", "貯蔵品 supplies"),
        ),
        "overview_set": Slip(
            "overview_cash_plan",
            "566,その他,731,",
            "566,その他,713,",
            ("概要の資金収入「その他」（合計）", "原文566行", "713,000"),
            ("statement_amounts.identities_and_findings", "概要のその他 = 個別に出ない科目の和", "713,000"),
        ),
        "contents": Slip(
            "contents",
            "695,資金計画,3,3",
            "695,資金計画,8,3",
            ("「目次の様式番号 = 各表の様式番号」", "原文695行"),
            ("printed_figures.figures_of_the_page", "資金計画"),
        ),
        "cash_plan_to_balance_sheet": Slip(
            "amendment_business_balance_sheet",
            '"5,770,130"',
            '"5,770,103"',
            ("「貸借対照表の未収金 = 資金計画の当期末未収金", "原文192行", "5,770,103"),
            ("statement_amounts.identities_and_findings", "当期末未収金 = △貸借対照表の未収金", "personal_authentication"),
        ),
        "income_statement_to_balance_sheet": Slip(
            "amendment_business_income_statement",
            "285,法人住民税,70,",
            "285,法人住民税,7,",
            ("「損益計算書の法人住民税 = 貸借対照表の未払法人住民税等」", "原文285行"),
            ("statement_amounts.identities_and_findings", "法人住民税 = 貸借対照表の未払法人住民税等", "一般事業 general"),
        ),
        "advances_to_statements": Slip(
            "revised_advances_received",
            '"1,100,587"',
            '"1,100,578"',
            ("「貸借対照表の長期前受金 = 様式第7号の累積前受金の和", "2,000,587", "2,000,578"),
            ("statement_amounts.identities_and_findings", "様式第7号の累積前受金 = 貸借対照表の長期前受金", "2,000,578"),
        ),
        "control_total": Slip(
            "revised_debt_obligations",
            '"1,400"',
            '"1,004"',
            ("「表の数字の和（符号を除く）= 別に取った検算合計」", "revised_debt_obligations"),
            ("debt_obligations.obligations_of_the_page", "1,004"),
        ),
        "sign": Slip(
            "revised_debt_obligations",
            '"14,000"',
            '"△14,000"',
            ("「計算で符号の決まらない数字は負でない」", "原文1013行", "△14,000"),
            ("debt_obligations.obligations_of_the_page", "△14,000"),
        ),
    },
    {
        "stage_sum": Slip(
            "revised_income_statement",
            '783,次期システム更改積立金取崩収入,"60,000",0,',
            '783,次期システム更改積立金取崩収入,"60,000",5,',
            ("「補正後予定額 = 当初予定額 + 補正額」", "次期システム更改積立金取崩収入"),
            ("printed_figures.revised_is_original_plus_adjustment", "next_system_reserve_reversal"),
        ),
        "agreement": Slip(
            "overview_balance_sheet",
            '"217,676"',
            '"217,767"',
            ("「百万円の数字 = 千円の数字の四捨五入」", "原文478行", "217,767"),
            ("printed_figures.prints_are_the_amounts_of_the_statements", "217,767"),
        ),
        "roll_up": Slip(
            "revised_balance_sheet",
            '713,貯蔵品,16,0,16',
            '713,貯蔵品,61,0,16',
            ("「印刷された金額 = 8事業の末端科目から計算した金額」", "原文713行"),
            ("printed_figures.prints_are_the_amounts_of_the_statements", "貯蔵品 supplies"),
        ),
        "cash_plan_to_income_statement": Slip(
            "amendment_business_cash_plan",
            "291,雑収入,960,240,",
            "291,雑収入,960,420,",
            ("「資金計画の雑収入 = 損益計算書の雑収入」", "原文291行", "420"),
            ("statement_amounts.identities_and_findings", "資金計画の雑収入 = 損益計算書の雑収入", "identity_information_processing"),
        ),
        "prose": Slip(
            "overview_prose",
            "355,1,マイナンバーカード申請受付事業者の体制強化,960,",
            "355,1,マイナンバーカード申請受付事業者の体制強化,906,",
            ("個人番号カード事業の事業費の補正額 = コールセンター + 申請受付", "計算 2,212,000"),
            ("printed_figures.figures_of_the_page", "906"),
        ),
        "single_business": Slip(
            "revised_business_balance_sheet",
            '"132,115,907","31,036,680","163,152,587"',
            '"132,115,970","31,036,680","163,152,587"',
            ("「基金事業の現金及び預金 = その長期前受金」", "原文846行", "132,115,970"),
            ("statement_amounts.identities_and_findings", "基金事業の現金及び預金 = 長期前受金", "132,115,970"),
        ),
        "adjustment_across_statements": Slip(
            "revised_business_cash_plan",
            '949,事業費,"16,507,920","2,194,130"',
            '949,事業費,"16,507,920","2,194,310"',
            ("「未払金の補正額 = 資金計画の事業費の補正額」", "2,194,310"),
            ("statement_amounts.amounts_of_the_page", "personal_authentication"),
        ),
    },
)

# What no law and no control total binds: text, and errors that make up for each other along
# every line, business and stage. Only Great Expectations reads it against the page.
ONLY_GREAT_EXPECTATIONS = {
    "name of a business": (
        "businesses",
        "中間サーバー共同化・集約化等事業",
        "中間サーバー共同化事業",
        "[statement_amounts.businesses_of_the_page]",
    ),
    "year of an obligation": (
        "revised_debt_obligations",
        "令和3年度,令和3年度から令和9年度",
        "令和3年度,令和3年度から令和8年度",
        "found_burden_until 2026, expected_burden_until 2027",
    ),
    "label of an obligation, exchanged": (
        "revised_debt_obligations",
        "公的個人認証サービス事業における準拠性監査",
        "コンビニ交付における証明書交付センターの助言型監査",
        "名称 label 公的個人認証サービス事業における準拠性監査, データベース found 40,000, 印刷 printed 50,000",
    ),
    "label of the other obligation": (
        "revised_debt_obligations",
        "991,コンビニ交付における証明書交付センターの助言型監査",
        "991,公的個人認証サービス事業における準拠性監査",
        "名称 label コンビニ交付における証明書交付センターの助言型監査, データベース found 50,000, 印刷 printed 40,000",
    ),
    "1,000 moved between two businesses": (
        "amendment_business_balance_sheet",
        '建物,"504,221","830,287"',
        '建物,"505,221","829,287"',
        "事業 business 一般事業 general, 段階 stage 補正後予定額 revised, 名称 label 建物, "
        "データベース found 505,221, 印刷 printed 504,221",
    ),
    "and back on another line": (
        "amendment_business_balance_sheet",
        '備品,"8,888","51,537"',
        '備品,"7,888","52,537"',
        "データベース found 52,537, 印刷 printed 51,537",
    ),
    "1,000 moved at two stages": (
        "revised_business_balance_sheet",
        '建物,"509,935",0,"509,935","229,323",0,"229,323"',
        '建物,"510,935",0,"510,935","228,323",0,"228,323"',
        "段階 stage 当初予定額 original, 名称 label 建物, "
        "データベース found 510,935, 印刷 printed 509,935",
    ),
    "back at both stages": (
        "revised_business_balance_sheet",
        '備品,"3,719",0,"3,719","11,822",0,"11,822"',
        '備品,"2,719",0,"2,719","12,822",0,"12,822"',
        "データベース found 12,822, 印刷 printed 11,822",
    ),
    "the same in the other table": (
        "amendment_business_balance_sheet", '"829,287","509,935","229,323"',
        '"829,287","510,935","228,323"', "データベース found 228,323, 印刷 printed 229,323",
    ),
    "and back in the other table": (
        "amendment_business_balance_sheet", '"52,537","3,719","11,822"',
        '"52,537","2,719","12,822"', "データベース found 2,719, 印刷 printed 3,719",
    ),
}
# The rules themselves: Great Expectations does not read them, only dbt can notice.
ONLY_DBT = {
    "arc of a rule that compares zeros, negated": (
        "calculation_arcs",
        "guarantee_deposits_move_by_payments,line,guarantee_deposits,guarantee_deposit_payments,1",
        "guarantee_deposits_move_by_payments,line,guarantee_deposits,guarantee_deposit_payments,-1",
        "guarantee_deposits_move_by_payments: 4 checks evaluated",
    ),
    "arc of a tie, removed": (
        "calculation_arcs",
        "jlis_fy2021,interest_receipts_equal_interest_income,line,interest_receipts,securities_interest,1,,,\n",
        "",
        "interest_receipts_equal_interest_income: 17 checks evaluated",
    ),
    "expected count of a rule, removed": (
        "expected_checks",
        "jlis_fy2021_january,subsidised_operations_add_up,1,",
        "jlis_fy2021_january,subsidised_operations_adds_up,1,",
        "rule subsidised_operations_add_up: 1 checks evaluated",
    ),
}


@pytest.fixture(scope="module")
def reports(built: Project, tmp_path_factory: pytest.TempPathFactory) -> list[tuple[str, str]]:
    """What dbt and Great Expectations say of each group."""
    folder = tmp_path_factory.mktemp("families")

    def corrupt(number: int) -> tuple[str, str]:
        project = prepare(built, folder / str(number))
        for slip in GROUPS[number].values():
            project.edit(slip.seed, slip.old, slip.new)
        # Great Expectations reads no rules, so that these do not disturb it.
        for seed, old, new, _ in ONLY_DBT.values() if number else ():
            project.edit(seed, old, new)
        dbt = project.build()
        assert dbt.returncode == 1, dbt.stdout
        expectations = project.expect()
        assert expectations.returncode == 1, expectations.stdout
        return told(dbt.stdout, project.database), expectations.stdout

    return [corrupt(number) for number in range(len(GROUPS))]


CASES = [(number, family) for number, group in enumerate(GROUPS) for family in group]


@pytest.mark.parametrize(("number", "family"), CASES)
def test_dbt_names_rule_and_place(reports, number: int, family: str):
    report = reports[number][0]
    wanted = GROUPS[number][family].dbt
    assert any(all(text in line for text in wanted) for line in report.splitlines()), report


@pytest.mark.parametrize(("number", "family"), CASES)
def test_great_expectations_names_the_place(reports, number: int, family: str):
    report = reports[number][1]
    for text in GROUPS[number][family].expectations:
        assert text in report, report
    assert "評価できず / could not" not in report


def test_every_family_is_tried(connection):
    families = {row[0] for row in connection.execute("select family from check_families").fetchall()}
    # The tie between documents takes two of them: test_new_document.py.
    # Relations across statements of documents that the reader read in: test_read.py.
    assert families == {family for _, family in CASES} | {"between_documents", "across_statements"}


def test_what_only_great_expectations_sees(built: Project, tmp_path: Path):
    """It stops `make build` when dbt is content, and the last good database and site stay."""
    project = prepare(built, tmp_path / "project")
    shutil.copy(built.database, project.folder / "target")
    shutil.copytree(built.folder / "target/site", project.folder / "target/site")
    before = contents(project.folder / "target")
    for seed, old, new, _ in ONLY_GREAT_EXPECTATIONS.values():
        project.edit(seed, old, new)
    result = project.make("build")
    assert result.returncode != 0
    assert "不合格 / FAILED" in result.stdout and " FAIL " not in result.stdout, result.stdout
    for _, _, _, said in ONLY_GREAT_EXPECTATIONS.values():
        assert said in result.stdout, result.stdout
    assert contents(project.folder / "target") == before


def test_what_only_dbt_sees(reports):
    report = reports[1][0]
    for _, _, _, said in ONLY_DBT.values():
        assert said in report, report
        # What is put down to figures may be the rule's.
        assert report.index(said) < report.index("疑わしい数字 / suspect figures"), report
        assert said not in reports[0][0], reports[0][0]


def test_every_arc_is_noticed_when_removed_or_negated(connection):
    """Each arc is a member of at least one check, with a weight and a place that the
    checksum of its rule counts, so that the rule's expected row no longer matches."""
    unnoticed = connection.execute(
        """
        select arcs.rule_id, arcs.parent, arcs.child
        from calculation_arcs as arcs
        left join terms as members
            on arcs.rule_id = members.rule_id
            and not members.is_printed
            and arcs.child = case arcs.axis
                when 'line' then members.member_line_id
                when 'business' then members.member_business_id
                else members.member_stage
            end
        group by all
        having count(members.rule_id) = 0 or max(abs(members.member_weight)) = 0
        """
    ).fetchall()
    assert unnoticed == []
    unpinned = connection.execute(
        "select rule_id from check_summary where expected_count is null or expected_checksum is null"
    ).fetchall()
    assert unpinned == []
