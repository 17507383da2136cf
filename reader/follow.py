"""The rows and files of a document that follows another: its taxonomy, its forms, its names."""

from __future__ import annotations

from pathlib import Path

from reader.chart import ChartLine, measures_of, unique
from reader.glossary import eras, fiscal_year, identifier, translate
from reader.guide import Form, Found, Guide, lines_of, match_prose
from reader.plan import Plan, seed_rows
from reader.reading import OPEN, PROBABLE, PROVED, RESULT, TOTAL, Document, Findings, LineKey, Table
from reader.seeds import (
    DIRECTIONS, Draft, Reading, is_money, key_of_prose, prose_row, prose_table, told_title, write_blanks, write_controls, write_tables,
)
from reader.text import plain, squeeze

KEPT = ("undetermined_signs", "unbound_reasons", "stage_labels")


def draft_like(
    project: Path, document: Document, findings: Findings, document_id: str, guide: Guide, forms: dict[str, Form]
) -> Draft:
    """Turn what was read into the rows and files of a document with the taxonomy of another.

    Args:
        project: Folder of the project.
        document: What layout read, its tables named by the forms that they are.
        findings: What its numbers say.
        document_id: Id of the document.
        guide: The other document.
        forms: Form by id of the table; a table without one is new to the taxonomy.

    Returns:
        The draft.
    """
    draft = Draft(document, findings, Plan(document_id), taxonomy=guide.document["taxonomy_id"])
    draft.guide = guide
    draft.forms = forms
    draft.chart.businesses = {plain(name): business for business, name in guide.names.items() if business != TOTAL}
    draft.chart.english_businesses = {name: translate(name) for name in draft.chart.businesses}
    write_told(draft, guide)
    for table in document.tables:
        if table.table_id in forms:
            follow_table(draft, table, forms[table.table_id])
        else:
            new_table(draft, table)
    write_tables(draft)
    write_controls(draft)
    follow_prose(draft, guide)
    write_lost(draft, guide)
    write_blanks(draft)
    for seed in KEPT:
        for row in seed_rows(project, seed):
            if row["document_id"] == guide.document["document_id"]:
                draft.plan.add(seed, **row | {"document_id": document_id})
    return draft


def write_told(draft: Draft, guide: Guide) -> None:
    """Say what the document is: as the other, with the title and year of this one."""
    title = told_title(draft.document)
    year = fiscal_year(title)
    words = plain(title)
    for era in eras():
        words = words.replace(era, "")
    english = translate(words.lstrip("0123456789元年度"))
    told = guide.document | {
        "document_id": draft.plan.document, "previous_document_id": guide.document["document_id"],
        "title_ja": title or guide.document["title_ja"], "title_en": f"FY{year} {english.words}" if year else english.words or guide.document["title_en"],
    }
    if year:
        told |= {"fiscal_year": str(year), "period_start": f"{year}-04-01", "period_end": f"{year + 1}-03-31", "balance_date": f"{year + 1}-03-31"}
    draft.plan.add("documents", **told)
    draft.readings.append(Reading(
        "words", f"{title} / {year}", PROBABLE, "題と年度を本文から、団体と期間を前の文書から取った。documents.csv で確かめる",
        "title and year are read from the text, body and period taken from the other document; check documents.csv",
    ))


def follow_table(draft: Draft, table: Table, form: Form) -> None:
    """Name the columns of a table as its form does, and resolve its labels."""
    layout = form.row["layout"]
    draft.chart.layouts[table.table_id] = layout
    if len(form.columns) == len(table.columns):
        for column, row in zip(table.columns, form.columns, strict=True):
            draft.columns[table.table_id, column.number] = row["column_name"]
    else:
        for column in table.columns:
            draft.columns[table.table_id, column.number] = f"column_{column.number}"
        draft.readings.append(Reading(
            "column", table.table_id, OPEN, f"欄が {len(table.columns)} 個あり、様式の {len(form.columns)} 個と違う",
            f"the table has {len(table.columns)} columns, and the form {len(form.columns)}", table.table_id, table.first_line,
        ))
    for measure in measures_of(table):
        for (number, label), found in lines_of(table, draft.guide, layout, measure).items():
            row = next(row for row in table.rows if (row.source_line, squeeze(row.label)) == (number, label))
            if found.certainty != PROVED:
                add_label(draft, table, layout, measure, label, row, found)
            draft.chart.of_row[table.table_id, number, label, measure] = found.line_id


def add_label(draft: Draft, table: Table, layout: str, measure: str, label: str, row, found: Found) -> None:
    """Write a label that the taxonomy does not have: of a line that it is like, or of a new one."""
    if not found.line_id:
        found.line_id = new_line(draft, table.statement, row.normalised, "heading" if row.is_heading and not any(row.cells) else "leaf", row.depth)
        reasons = ("この科目名は知られていない。新しい科目とした。statement_lines.csv の英語と規則を確かめる", "a label that is not known; a new line; check its English and its rules")
    else:
        reasons = (f"「{found.like}」に似た科目名", f'a label like "{found.like}"')
    key = (table.statement, layout, label, measure)
    written = draft.plan.rows.get("label_variants", [])
    if not any((row["statement"], row["layout"], row["label"], row["measure"]) == key for row in written):
        draft.plan.add(
            "label_variants", taxonomy_id=draft.taxonomy, statement=table.statement, layout=layout, label=label,
            measure=measure, line_id=found.line_id,
        )
    draft.readings.append(Reading("label", f"{row.label} → {found.line_id}", found.certainty, *reasons, table.table_id, row.source_line, "label"))


def new_line(draft: Draft, statement: str, label: str, kind: str, depth: int) -> str:
    """Add a line to the taxonomy."""
    english = translate(label)
    line_id = unique(identifier(english.words) or f"{statement}_line", {*draft.guide.line_names, *draft.chart.lines})
    draft.chart.lines[line_id] = ChartLine(line_id, statement, label, english, kind, depth)
    draft.plan.add(
        "statement_lines", taxonomy_id=draft.taxonomy, line_id=line_id, statement=statement, line_order=900_000 + len(draft.chart.lines),
        depth=depth, line_kind=kind, label_ja=label, label_en=english.words, is_headline=False,
    )
    return line_id


def new_table(draft: Draft, table: Table) -> None:
    """Take in a table that the other document does not print: its lines are new to the taxonomy."""
    known = {statement for statement, _ in draft.guide.variants}
    taken = {layout for statement, layout in draft.guide.variants if statement == table.statement}
    layout = unique("form" if table.statement not in known else "further", taken | set(draft.chart.layouts.values()))
    draft.chart.layouts[table.table_id] = layout
    if table.statement not in known:
        english = translate(plain(table.title))
        if not any(row["statement"] == table.statement for row in draft.plan.rows.get("statements", [])):
            draft.plan.add(
                "statements", taxonomy_id=draft.taxonomy, statement=table.statement, statement_order=900 + len(draft.chart.layouts),
                label_ja=plain(table.title) or table.statement, label_en=english.words, period_kind="duration", presentation="list",
            )
    for column in table.columns:
        draft.columns[table.table_id, column.number] = unique(
            column.measure or (column.stage if column.kind == "figure" else "") or column.kind, [name for (t, _), name in draft.columns.items() if t == table.table_id]
        )
        if column.kind == "figure" and column.business not in (None, TOTAL) and column.business not in draft.chart.businesses:
            column.measure, column.business = column.measure or f"amount_{column.number}", TOTAL
        if column.kind == "figure":
            column.stage, column.business = column.stage or RESULT, column.business or TOTAL
    seen: dict[tuple[str, str], str] = {}
    for row in table.rows:
        for measure in measures_of(table):
            label = squeeze(row.label)
            if (label, measure) not in seen:
                seen[label, measure] = new_line(draft, table.statement, row.normalised, "heading" if row.is_heading and not any(row.cells) else "leaf", row.depth)
                draft.plan.add("label_variants", taxonomy_id=draft.taxonomy, statement=table.statement, layout=layout, label=label, measure=measure, line_id=seen[label, measure])
            draft.chart.of_row[table.table_id, row.source_line, label, measure] = seen[label, measure]
    draft.readings.append(Reading(
        "table", f"{table.table_id} {table.first_line}-{table.last_line}", OPEN, "前の文書にない表。科目と規則を足す",
        "a table that the other document does not print; add its rules", table.table_id, table.first_line,
    ))


def follow_prose(draft: Draft, guide: Guide) -> None:
    """Write the amounts of the prose: those that the guide knows as it has them, the others as new lines."""
    document = draft.document
    if not document.prose:
        return
    matched = match_prose(document, guide)
    found = {(reading.source_line, reading.position): reading for reading in draft.findings.prose}
    rows = []
    for prose in document.prose:
        known = matched.get((prose.source_line, prose.position))
        if known:
            label, row = known
            rows.append(row | {
                "source_line": str(prose.source_line), "position": str(prose.position), "label": label, "figure": prose.printed,
                "direction": DIRECTIONS.get(prose.direction or 0, "") if row["direction"] else "",
            })
            continue
        reading = found.get((prose.source_line, prose.position))
        key = key_of_prose(prose, reading)
        line = line_named(draft, guide, key) or new_line(draft, "prose", prose.label, "memorandum" if is_money(prose) else "quantity", 0)
        rows.append(prose_row(draft, prose, reading, line))
        draft.readings.append(Reading(
            "figure", f"{prose.label} {prose.printed} → {line}", PROBABLE if reading else OPEN, "前の文書にない本文の金額", "an amount of the prose that the other document does not have",
            "", prose.source_line, "figure",
        ))
    prose_table(draft, rows, guide.prose[0] if guide.prose else None)


def line_named(draft: Draft, guide: Guide, key: LineKey) -> str:
    """The line of the taxonomy that a key of arithmetic names, by its label; empty if none or several."""
    lines = [line for line, name in guide.line_names.items() if plain(name) == key.label and guide.statements[line] == key.statement]
    return lines[0] if len(lines) == 1 else ""


def write_lost(draft: Draft, guide: Guide) -> None:
    """Write the minus marks that were lost and the rows that were shifted, with the rules of the taxonomy."""
    tables = {table.table_id: table for table in draft.document.tables}
    for sign in draft.findings.signs:
        table = tables[sign.place.table_id]
        row = next((row for row in table.rows if row.source_line == sign.place.source_line), None)
        if sign.sign > 0 or row is None:
            continue
        name = draft.columns[table.table_id, sign.place.column]
        column = next(column for column in table.columns if column.number == sign.place.column)
        line = draft.chart.of_row.get((table.table_id, row.source_line, squeeze(row.label), column.measure), "")
        rule = guide.signs.get((table.table_id, squeeze(row.label), name)) or rule_of(guide, line, table.statement, column.stage or RESULT)
        draft.plan.add(
            "restored_signs", document_id=draft.plan.document, table_id=table.table_id, source_line=row.source_line,
            column_name=name, label=row.label, figure_as_printed=sign.printed, rule_id=rule,
        )
    for repair in draft.findings.repairs:
        row = next(row for row in tables[repair.table_id].rows if row.source_line == repair.source_line)
        draft.plan.add(
            "extraction_repairs", document_id=draft.plan.document, table_id=repair.table_id, source_line=repair.source_line,
            repair_kind="shifted_columns", as_extracted=" | ".join([row.label, *repair.as_extracted]), as_read=" | ".join(repair.as_read),
            certainty=repair.certainty, proof=f"{repair.reason_ja} / {repair.reason_en}",
        )


def rule_of(guide: Guide, line: str, statement: str, stage: str) -> str:
    """A rule of the taxonomy that has a line among its members, else one of the stages or businesses of its statement."""
    for arc in guide.arcs:
        if arc["axis"] == "line" and line in (arc["parent"], arc["child"]) and arc["applies_to_stage"] in ("", stage):
            return arc["rule_id"]
    for axis in ("stage", "business"):
        for arc in guide.arcs:
            if arc["axis"] == axis and arc["applies_to_statement"] in ("", statement):
                return arc["rule_id"]
    return ""

