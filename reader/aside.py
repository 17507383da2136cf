"""What the project cannot read, or cannot compute, of what was drafted: set aside, and told.

A trial build may say that a cell is no figure, that a label means no line, or that a sum lacks a
member. A person who must first find out how to mend such a thing has no way on. So the cell or
the row is left out of the transcription, its amounts written down as left out, and a sum that
lacks a member is no rule; all of it is asked about.
"""

from __future__ import annotations

from collections.abc import Iterable

from reader.chart import add_variants
from reader.differences import sums_recorded
from reader.left_out import AMOUNT, UNSEEN
from reader.reading import OPEN
from reader.rules import Rule
from reader.seeds import Draft, Reading, counted, leave_out, unit_of, unit_of_cell, write_labels
from reader.text import squeeze
from reader.trial import Outcome, Problem

CELLS = (
    "数字や科目として読めず、転記から外した {count} か所。その金額は left_out.csv に残る。原文を見て、このままでよければ confirmed。書き加えるなら表の CSV に書き、corrected",
    "{count} places that could not be read as a figure or a line, and are not transcribed; left_out.csv keeps their amounts. "
    "Look at the source: confirmed if it may stay so; to add them, write them into the CSV of the table and write corrected",
)
RULES = (
    "数字が足りず計算できない規則 {count} 個を外した。印刷されていない科目があるためか、読みが違うためかを確かめる",
    "{count} rules that lack a figure were left out: check whether the document does not print it, or it was read otherwise",
)

FIGURES = (
    "他の印刷や式と両立せず、転記から外した数字 {count} 個。その金額は left_out.csv に残る。原文を見て、このままでよければ confirmed。書き加えるなら corrected",
    "{count} figures that contradict other prints or sums, and are not transcribed; left_out.csv keeps their amounts. "
    "Look at the source: confirmed if it may stay so, corrected if you add them",
)


def set_aside(draft: Draft, outcome: Outcome) -> bool:
    """Leave out what a trial build cannot read, or lacks; whether there was anything.

    Args:
        draft: The draft; changed.
        outcome: What the trial build says.
    """
    cells = [place for problem in outcome.unreadable if (place := leave_cells_out(draft, problem))]
    rules = [] if cells else leave_rules_out(draft, outcome.lacking)
    sums = [] if cells or rules else compute_nothing_by(draft, outcome)
    # The difference of a sum that is recorded is no reason to leave its figures out.
    recorded = sums_recorded(draft, outcome)
    stubborn = [problem for problem in outcome.stubborn if problem.rule not in recorded]
    figures = [] if cells or rules or sums else [place for problem in stubborn if (place := leave_cells_out(draft, problem))]
    for found, words in ((cells, CELLS), (rules, RULES), (figures, FIGURES)):
        if found:
            shown = "、".join(found[:8]) + (f" …（{len(found)}）" if len(found) > 8 else "")
            draft.readings.append(Reading("figure", shown, OPEN, words[0].format(count=len(found)), words[1].format(count=len(found))))
    if (cells or figures) and draft.guide is None:
        redraw_labels(draft)
    return bool(cells or rules or sums or figures)


def redraw_labels(draft: Draft) -> None:
    """Say again which label means which line: a label may be told by how often it stood before."""
    draft.chart.variants, draft.chart.layouts = [], {}
    add_variants(draft.chart, draft.document)
    write_labels(draft)
    for told in draft.plan.rows["printed_tables"]:
        told["layout"] = draft.chart.layouts.get(told["table_id"], told["layout"])


def leave_cells_out(draft: Draft, problem: Problem) -> str:
    """Leave a cell or a row out of the transcription; what it was, or empty if there is no such place."""
    table = next((table for table in draft.document.tables if table.table_id == problem.table_id), None)
    if table is None:
        return leave_prose_out(draft, problem)
    names, rows = draft.plan.tables[table.table_id]
    units = {draft.columns[table.table_id, column.number]: (column, unit_of(table, column)) for column in table.columns}
    mine = rows_at(rows, problem)
    is_row = problem.column_name not in units
    told = ""
    for row in mine:
        for name in units if is_row else [problem.column_name]:
            column, unit = units[name]
            magnitude = counted(row[name], column, unit)
            unit = unit_of_cell(row[name], unit)
            if magnitude == 0:
                count_less(draft, table.table_id, unit)
            elif magnitude:
                give_up(draft, table.table_id, int(row["source_line"]), magnitude, unit)
            told = told or (row["label"] if is_row else row[name])
            row[name] = ""
            for printed in table.rows:
                if str(printed.source_line) == row["source_line"] and printed.label == row["label"]:
                    printed.figures = [figure for figure in printed.figures if figure.column != column.number]
        # A row of which nothing is left is none: it was no heading.
        is_gone = is_row or not any(row[name] for name, (column, _) in units.items() if column.kind in ("figure", "ratio"))
        if is_gone:
            rows.remove(row)
            table.rows[:] = [printed for printed in table.rows if (str(printed.source_line), printed.label) != (row["source_line"], row["label"])]
        rewrite(draft, table.table_id, row, names, is_gone)
    return f"{told}（{problem.table_id} {problem.source_line}行）" if mine else ""


def rows_at(rows: list[dict[str, str]], problem: Problem) -> list[dict[str, str]]:
    """The rows that a problem is about: those of its line with its label, or all of its line if none has it."""
    here = [row for row in rows if row["source_line"] == str(problem.source_line)]
    return [row for row in here if squeeze(row["label"]) == squeeze(problem.label)] or here


def leave_prose_out(draft: Draft, problem: Problem) -> str:
    """Leave an amount of the prose out of the transcription; what it was, or empty if there is no such place."""
    rows = draft.plan.tables.get(problem.table_id, ([], []))[1]
    row = next(iter(rows_at(rows, problem)), None)
    prose = next((one for one in draft.document.prose if row and (str(one.source_line), str(one.position)) == (row["source_line"], row["position"])), None)
    if row is None or prose is None:
        return ""
    rows.remove(row)
    draft.document.prose.remove(prose)
    leave_out(draft, "", prose.source_line, prose.magnitude, "", AMOUNT)
    for total in draft.plan.rows["control_totals"]:
        if (total["table_id"], total["unit"]) == (problem.table_id, prose.unit):
            for name, less in (("figures_count", 1), ("figures_sum", prose.magnitude), ("lines_sum", prose.magnitude * prose.source_line)):
                total[name] = str(int(total[name]) - less)
    draft.plan.rows["control_totals"] = [total for total in draft.plan.rows["control_totals"] if total["figures_count"] != "0"]
    count_rows(draft, problem.table_id)
    return f"{row['label']} {row['figure']}（{problem.source_line}行）"


def count_rows(draft: Draft, table_id: str) -> None:
    """Say again how many rows a table has; take it out if it has none."""
    rows = draft.plan.tables[table_id][1]
    for told in draft.plan.rows["printed_tables"]:
        if told["table_id"] == table_id:
            told["row_count"] = str(len(rows) if "position" in draft.plan.tables[table_id][0] else len({(one["source_line"], one["label"]) for one in rows}))
    if not rows:
        drop_table(draft, table_id)


def give_up(draft: Draft, table_id: str, line: int, magnitude: int, unit: str) -> None:
    """Write an amount down as left out; one that the text did not show on its line is a difference no more."""
    unseen = next((
        row for row in draft.left
        if (row["table_id"], row["source_line"], row["amount"], row["unit"], row["kind"]) == (table_id, str(line), str(magnitude), unit, UNSEEN)
    ), None)
    if unseen:
        draft.left.remove(unseen)
    else:
        leave_out(draft, table_id, line, magnitude, unit, AMOUNT)


def count_less(draft: Draft, table_id: str, unit: str) -> None:
    """Count a nil less: the control takes the number of those from the form."""
    for total in draft.plan.rows["control_totals"]:
        if (total["table_id"], total["unit"]) == (table_id, unit):
            total["figures_count"] = str(int(total["figures_count"]) - 1)


def rewrite(draft: Draft, table_id: str, row: dict[str, str], names: list[str], is_gone: bool) -> None:
    """Let the rest of the plan know that a row is gone, or has blank cells more."""
    plan = draft.plan
    for seed in ("restored_signs", "extraction_repairs"):
        plan.rows[seed] = [
            one for one in plan.rows.get(seed, [])
            if (one["table_id"], one["source_line"]) != (table_id, row["source_line"]) or one.get("column_name") and row.get(one["column_name"])
        ]
    if not is_gone:
        columns = {draft.columns[table_id, column.number] for table in draft.document.tables if table.table_id == table_id for column in table.columns if column.kind in ("figure", "ratio")}
        blank = [name for name in names[2:] if name in columns and not row[name]]
        plan.add(
            "extraction_repairs", document_id=plan.document, table_id=table_id, source_line=row["source_line"], repair_kind="blank_cells",
            as_extracted=" | ".join([row["label"], *(row[name] for name in names[2:])]), as_read=" | ".join(blank), certainty="open",
            proof="数字として読めない字がある欄を空けた / columns that cannot be read as figures are left blank",
        )
    count_rows(draft, table_id)


def drop_table(draft: Draft, table_id: str) -> None:
    """Take out a table of which nothing is left; what stood in it is left out of the text at large."""
    del draft.plan.tables[table_id]
    draft.document.tables[:] = [table for table in draft.document.tables if table.table_id != table_id]
    for seed in ("printed_tables", "printed_columns", "control_totals"):
        draft.plan.rows[seed] = [row for row in draft.plan.rows.get(seed, []) if row["table_id"] != table_id]
    for row in draft.left:
        if row["table_id"] == table_id:
            row["table_id"] = row["unit"] = ""


def compute_nothing_by(draft: Draft, outcome: Outcome) -> list[str]:
    """Make sums by which a total is computed, and that do not hold, ties alone: the total stands as printed, and the sum is still checked."""
    failing = {difference.rule for difference in outcome.differences}
    gone = [rule for rule in draft.rules if rule.rule_id in failing and rule.role == "roll_up" and rule.relation.axis == "line"]
    for rule in gone:
        rule.role = "tie"
    for row in draft.plan.rows.get("calculation_rules", []):
        if row["rule_id"] in {rule.rule_id for rule in gone}:
            row["role"] = "tie"
    stand_alone(draft, gone)
    return [rule.label_ja for rule in gone]


def stand_alone(draft: Draft, gone: list[Rule]) -> None:
    """Let totals that no rule computes any more be lines of their own."""
    computed = {rule.parent for rule in draft.rules if rule.role == "roll_up" and rule.relation.axis == "line"}
    parents = {rule.parent for rule in gone} - computed
    for row in draft.plan.rows.get("statement_lines", []):
        if row["line_kind"] == "total" and row["line_id"] in parents:
            row["line_kind"], row["is_headline"] = "memorandum", "false"
        if row["section"] in parents:
            row["section"] = ""


def leave_rules_out(draft: Draft, lacking: Iterable[str]) -> list[str]:
    """Take out rules that lack a figure, by the words of each; those that any document has stay."""
    gone = [rule for rule in draft.rules if rule.rule_id in set(lacking)]
    names = {rule.rule_id for rule in gone}
    draft.rules = [rule for rule in draft.rules if rule.rule_id not in names]
    for seed in ("calculation_rules", "calculation_arcs", "restored_signs"):
        draft.plan.rows[seed] = [row for row in draft.plan.rows.get(seed, []) if row["rule_id"] not in names]
    stand_alone(draft, gone)
    return [rule.label_ja for rule in gone]
