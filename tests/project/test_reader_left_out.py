"""What the text prints and the transcription does not hold is written down, decided and told; then the build is green.

The texts are invented; their shapes are those of real budgets.
"""

from __future__ import annotations

from test_read import BESIDE
from test_reader_doubts import MISPRINTED
from test_reader_layouts import drafted

from reader.aside import set_aside
from reader.control import numbers_of
from reader.differences import write_differences
from reader.left_out import beside
from reader.read import settle_rules
from reader.readings import gather
from reader.reading import OPEN, PROBABLE, TOTAL
from reader.seeds import Draft
from reader.trial import Difference, Outcome, Problem

def left_out(draft: Draft) -> list[tuple[str, str, str, str]]:
    """Table, line, amount and kind of what is left out."""
    return [(row["table_id"], row["source_line"], row["amount"], row["kind"]) for row in draft.left]


def difference_of(draft: Draft) -> Difference:
    """A difference of 20 in the first sum along lines."""
    rule = next(rule for rule in draft.rules if rule.relation.axis == "line")
    return Difference(rule.rule_id, rule.parent, TOTAL, "revised", 20, "合わない", "differs", (("capital_receipts", 5, "revised", "資本的収入"),))


def test_amounts_that_no_table_holds_are_written_down_and_asked_about(read):
    draft = drafted(read(BESIDE))
    assert left_out(draft) == [("revenue_receipts", "10", "2001", "amount"), ("", "13", "7022", "amount")]
    # The control total is that of the text; the transcription is it without what is left out.
    (total,) = draft.plan.rows["control_totals"]
    held = [figure for row in draft.document.tables[0].rows for figure in row.figures]
    assert int(total["figures_count"]) == len(held) + 1
    assert int(total["figures_sum"]) == sum(figure.magnitude for figure in held) + 2001
    told = [(reading.table_id, reading.reading) for reading in gather(draft) if reading.leaves]
    assert told == [("", "13行 7,022"), ("revenue_receipts", "10行 2,001")]


def test_columns_beside_the_items_are_amounts_of_their_own(read):
    draft = drafted(read(BESIDE))
    columns = [(column.business, column.stage, column.measure) for column in draft.document.tables[0].columns if column.kind == "figure"]
    assert len(set(columns)) == len(columns) == 4


def test_numbers_of_items_are_told_from_amounts(read):
    draft = drafted(read("歳出\n(単位:千円)\n月 | 事業名 | 予算額 | 繰越額\n12月 8 4 5 公園費 51,430 56,100\n総務費 | 1,200 | 1,300\n計 | 52,630 | 57,400\n"))
    assert {kind for _, _, amount, kind in left_out(draft) if len(amount) == 1} <= {"number"}
    # Nor is a count of people one.
    draft = drafted(read(BESIDE.replace("(参考 7,022)", "※全給付対象児童見込：約8,300名")))
    assert left_out(draft)[-1] == ("", "13", "8300", "number")


def test_a_figure_that_its_line_does_not_have_is_unseen(read):
    document = read("科 目\t金額\n収入\t1,000\n支出\t2,000\n")
    row = document.tables[0].rows[0]
    row.cells, row.figures[0].magnitude = ("1,009",), 1009
    draft = drafted(document)
    assert left_out(draft) == [("statement_1", "2", "1009", "unseen"), ("statement_1", "2", "1000", "amount")]
    assert draft.plan.rows["control_totals"][0]["figures_sum"] == "3000"


CARRIED = """予算繰越計算書
(単位:円)
事業名 | 予算計上額 | 支払義務発生額 | 翌年度繰越額 | 説明 | 計
整備拡張工事費 | 593,407,000 | 474,303,916 | 12,958,000 | 遅延 | 106,145,084
施設改良費 | 93,407,000 | 74,303,916 | 2,958,000 | 遅延 | 16,145,084
"""


def test_columns_that_do_not_add_up_to_the_total_beside_them_are_no_businesses(read):
    draft = drafted(read(CARRIED))
    assert {column.business for column in draft.document.tables[0].columns if column.kind == "figure"} == {TOTAL}
    assert not draft.chart.businesses


NUMBERED = """歳出
(単位:千円)
款項 | 金額
1.総務費 | 20,000
2.徴収費 | 1,326
3.予備費 | 500
歳出合計 | 21,826

歳出
(単位:千円)
目 | 金額
1.徴収費 | 1,325
2.滞納処分費 | 1
計 | 1,326
"""


def test_lines_of_one_label_that_are_numbered_otherwise_and_differ_are_two(read):
    draft = drafted(read(NUMBERED))
    assert len({line for (_, _, label, _), line in draft.chart.of_row.items() if label.endswith("徴収費")}) == 2
    assert not draft.findings.misread


FORM = """給与費明細書
(単位:千円)
区分 | 報酬 | 給料 | 手当 | 合計
本年度 | 244 | 10,628 | 4,790 | 15,662
前年度 | 122 | 10,402 | 5,155 | 15,679
"""


def test_a_form_that_is_filled_in_twice_has_lines_of_its_own(read):
    again = FORM.replace("244", "0").replace("122", "0").replace("15,662", "15,418").replace("15,679", "15,557")
    draft = drafted(read(f"{FORM}\n会計年度任用職員以外の職員\n{again}"))
    rows = {line for (_, _, label, measure), line in draft.chart.of_row.items() if label == "本年度" and not measure}
    assert len({table.table_id for table in draft.document.tables}) == 2 and len(rows) == 2


CHANGES = """収益的収入
(単位:千円)
科目 | 既決予定額 | 補正予定額 | 計
営業収益 | 5,000 | 200 | 5,200
営業外収益 | 4,000 | △100 | 3,900
収益計 | 9,000 | 100 | 9,100

給料及び手当の増減額の明細
(単位:千円)
区分 | 増減額
給料 | 119
手当 | 1,929
"""


def test_changes_that_a_table_prints_alone_are_no_lines_of_the_statements(read):
    draft = drafted(read(CHANGES))
    kinds = {line.label_ja: line.kind for line in draft.chart.lines.values()}
    assert (kinds["給料"], kinds["手当"], kinds["営業収益"]) == ("memorandum", "memorandum", "leaf")


def test_columns_have_names_that_the_project_takes(read):
    draft = drafted(read("繰越\n(単位:千円)\n科目 | 事業 | 金額\n総務費 | 電算 | 1,200\n土木費 | 公園 | 1,300\n計 | | 2,500\n"))
    names = draft.plan.tables[draft.document.tables[0].table_id][0]
    assert "business" not in names and len(names) == 4


def test_a_cell_that_cannot_be_read_is_left_blank_and_told(read):
    draft = drafted(read(BESIDE))
    before = dict(draft.plan.rows["control_totals"][0])
    assert set_aside(draft, Outcome(unreadable=[Problem("revenue_receipts", 8, "revised", "2 他会計負担金")]))
    row = next(row for row in draft.plan.tables["revenue_receipts"][1] if row["source_line"] == "8")
    assert row["revised"] == "" and row["original"] == "323,662"
    assert ("revenue_receipts", "8", "335230", "amount") in left_out(draft), "the control total counts it still"
    assert draft.plan.rows["control_totals"][0] == before
    assert any("転記から外した 1 か所" in reading.reason_ja and reading.certainty == OPEN for reading in draft.readings)
    assert not set_aside(draft, Outcome()), "nothing is left to set aside"


def test_rows_that_mean_no_line_are_left_out_whole(read):
    draft = drafted(read(BESIDE))
    lines = [row.source_line for row in draft.document.tables[0].rows]
    set_aside(draft, Outcome(unreadable=[Problem("revenue_receipts", line, "label", "") for line in lines[:-1]]))
    assert [row["source_line"] for row in draft.plan.tables["revenue_receipts"][1]] == [str(lines[-1])]
    (table,) = draft.plan.rows["printed_tables"]
    assert table["row_count"] == "1"
    set_aside(draft, Outcome(unreadable=[Problem("revenue_receipts", lines[-1], "label", "")]))
    assert not draft.plan.tables and not draft.plan.rows["control_totals"], "a table of which nothing is left is none"
    assert {row["table_id"] for row in draft.left} == {""}


def test_a_rule_that_lacks_a_figure_is_none(read):
    draft = drafted(read(NUMBERED))
    name = draft.rules[0].rule_id
    assert set_aside(draft, Outcome(lacking=[name]))
    assert name not in {row["rule_id"] for seed in ("calculation_rules", "calculation_arcs") for row in draft.plan.rows[seed]}
    assert any("規則 1 個を外した" in reading.reason_ja for reading in draft.readings)


def test_a_total_whose_rule_finds_no_figure_any_more_is_a_line_of_its_own(read):
    """Else it stays a total that nothing adds up to, and the build red, whatever is confirmed."""
    draft = drafted(read(BESIDE))
    rule = next(rule for rule in draft.rules if rule.role == "roll_up" and rule.relation.axis == "line")
    settle_rules(draft, Outcome(counts={rule.rule_id: 0}))
    kinds = {row["line_id"]: row["line_kind"] for row in draft.plan.rows["statement_lines"]}
    assert kinds[rule.parent] == "memorandum"
    assert rule.rule_id not in {row["rule_id"] for row in draft.plan.rows["calculation_rules"]} | {one.rule_id for one in draft.rules}


def test_a_sum_that_does_not_hold_stays_a_check_and_its_difference_is_known(read):
    draft = drafted(read(BESIDE))
    difference = difference_of(draft)
    outcome = Outcome(differences=[difference])
    assert set_aside(draft, outcome), "nothing is computed by it"
    assert {row["role"] for row in draft.plan.rows["calculation_rules"] if row["rule_id"] == difference.rule} == {"tie"}
    assert {row["line_kind"] for row in draft.plan.rows["statement_lines"] if row["line_id"] == difference.line} == {"memorandum"}
    assert not [row for row in draft.plan.rows["statement_lines"] if row["section"] == difference.line]
    assert not set_aside(draft, outcome)
    (reading,) = write_differences(draft, outcome)
    (row,) = draft.plan.rows["known_differences"]
    assert reading.certainty == OPEN and "合わない" in reading.reason_ja
    assert (row["rule_id"], row["difference_thousand_yen"], row["places"]) == (difference.rule, "20", "capital_receipts 5")


def test_a_single_wrong_figure_wants_more_than_a_confirmation(read):
    draft = drafted(read(MISPRINTED))
    (misread,) = draft.findings.misread
    kinds = [reading.kind for reading in gather(draft) if reading.alternative == "3,469,915"]
    assert misread.certainty == PROBABLE and kinds == ["slip"]
    column = draft.columns[misread.place.table_id, misread.place.column]
    slip = Difference(*list(vars(difference_of(draft)).values())[:-1], ((misread.place.table_id, misread.place.source_line, column, "資本的収入"),))
    assert not write_differences(draft, Outcome(differences=[slip])), "its own reading asks, and no other"
    assert draft.plan.rows["known_differences"]


def test_an_amount_whose_unit_stands_apart_is_counted_and_one_that_is_taken_is_not_left_out():
    lines = ["営業費用", "△ 4,501千 円", "845,173 千 円 12,345百 万 円"]
    assert numbers_of(lines[1], ["thousand_yen"]) == [(4_501, "thousand_yen")]
    assert numbers_of(lines[2], ["thousand_yen"]) == [(845_173, "thousand_yen"), (12_345, "million_yen")]
    assert beside(lines, 2, 1, [4_501]) == [] and beside(lines, 3, 2, [845_173]) == [12_345]


def test_the_difference_of_a_row_is_recorded_where_nearly_all_rows_hold(read):
    """Its figures stay; where many rows do not hold, the columns are likely others, and the figures are left out."""
    for count, is_recorded in ((5, True), (2, False)):
        draft = drafted(read(BESIDE))
        rule = next(rule for rule in draft.rules if rule.relation.axis == "stage")
        place = ("revenue_receipts", 9, "revised", "(2) 営業外収益")
        difference = Difference(rule.rule_id, "non_operating_revenue", TOTAL, "revised", 20, "合わない", "differs", (place,))
        outcome = Outcome(checks={rule.rule_id: (count, 0)}, differences=[difference], stubborn=[Problem(*place, rule.rule_id)])
        assert set_aside(draft, outcome) is not is_recorded
        write_differences(draft, outcome)
        assert [row["difference_thousand_yen"] for row in draft.plan.rows.get("known_differences", [])] == ["20"] * is_recorded
        assert ("211724" in {row["amount"] for row in draft.left}) is not is_recorded


def test_a_line_of_which_the_change_alone_is_printed_is_a_memorandum_where_the_prose_prints_a_result(read):
    text = "{prose}\n歳入(主なもの) (単位:千円)\n区分 補正額\n国庫支出金 6,600\n県支出金 63,026\n繰入金 1,200\n市債 4,500\n"
    kinds = []
    for prose in ("歳入歳出予算の総額を390億1,660万3千円とするものです。\n", ""):
        lines = drafted(read(text.format(prose=prose))).chart.lines.values()
        kinds.append({line.kind for line in lines if line.label_ja in ("国庫支出金", "県支出金", "繰入金", "市債")})
    assert kinds == [{"memorandum"}, {"leaf"}]
