"""From what was read to the rows and files of a document."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field

from check_inputs import ID, ID_COLUMN, RESERVED

from reader.across import statement_rows
from reader.chart import PROSE, Chart, ChartLine, add_variants, draw_chart, unique
from reader.control import Control, add_up, amounts_of_text, standing
from reader.glossary import eras, fiscal_year, identifier, read_header, translate, units_with_decimals
from reader.glossary import rows as rows_of_words
from reader.guide import Form, Guide
from reader.layout import NUMBERING
from reader.left_out import UNSEEN, Read, beside, compare, kind_of
from reader.naming import is_business, may_add_up, tell_columns_apart
from reader.plan import Plan
from reader.reading import BASE, CHANGE, OPEN, PROBABLE, PROVED, RESULT, TOTAL, Column, Document, Findings, LineKey, Prose, ProseReading, Relation, Table
from reader.rules import APART, Rule, arcs_of, draw_rules, set_apart
from reader.text import NO_MULTIPLES, YEN, is_nil, plain, read_figure, squeeze

CERTAINTIES = {PROVED: "certain", PROBABLE: "probable", OPEN: "open"}
EARLY = 60  # lines among which title and body are looked for
TITLE = re.compile(r"(予算|決算|補正|計画|計算書|対照表|財務|概要)")
# A body that others founded together is named behind the name of a place.
AGENCY = re.compile(r"(.{1,24}?(?:機構|企業団|広域連合|組合|公社|事業団)|.{1,24}?[都道府県市区町村])")
DIRECTIONS = {1: "増", -1: "減"}
# What the stage of a further year of a plan begins with.
YEAR_OF_PLAN = "fiscal_year_"
# Money in units that are no multiple of thousand yen: kept and checked as quantities.
PERCENT = {0: "percent", 1: "percent_tenths", 2: "percent_hundredths"}


@dataclass
class Reading:
    """Something that was read or proposed, for a person to confirm where it is not proved.

    Attributes:
        kind: figure, slip, sign, column, table, label, line, rule, tie, unit, stage, words, repair or checks.
        reading: What was read.
        certainty: proved, probable or open.
        reason_ja: Why.
        reason_en: The same in English.
        table_id: Its table, or empty.
        source_line: Its line of the text, or None.
        column_name: Its column, or empty.
        alternative: What else it may be, or empty.
        leaves: Rows of left_out that it is about.
    """

    kind: str
    reading: str
    certainty: str
    reason_ja: str
    reason_en: str
    table_id: str = ""
    source_line: int | None = None
    column_name: str = ""
    alternative: str = ""
    leaves: list[dict[str, str]] = field(default_factory=list)


@dataclass
class Draft:
    """A document on its way into the project.

    Attributes:
        document: What layout read.
        findings: What its numbers say.
        plan: The rows and files.
        chart: Businesses and lines.
        rules: Its sums.
        readings: What a person is asked about, and what is proved.
        columns: Name of each column by table and number.
        taxonomy: Id of the taxonomy.
        guide: The document that it follows, if any.
        forms: Form of the other document by table, where a table is one.
    """

    document: Document
    findings: Findings
    plan: Plan
    chart: Chart = field(default_factory=Chart)
    rules: list[Rule] = field(default_factory=list)
    readings: list[Reading] = field(default_factory=list)
    columns: dict[tuple[str, int], str] = field(default_factory=dict)
    taxonomy: str = ""
    guide: Guide | None = None
    forms: dict[str, Form] = field(default_factory=dict)

    @property
    def left(self) -> list[dict[str, str]]:
        """What of the text is not transcribed: rows of left_out."""
        return self.plan.rows.get("left_out", [])


def settle_columns(draft: Draft) -> None:
    """Give columns the stage and business that the numbers found for them."""
    found = {(reading.table_id, reading.column): reading for reading in draft.findings.columns}
    for table in draft.document.tables:
        for column in table.columns:
            reading = found.get((table.table_id, column.number))
            if column.kind != "figure" or table.statement == "contents":
                continue
            if reading and reading.stage:
                column.stage = reading.stage
            if reading and reading.business:
                column.business = reading.business
            column.stage = column.stage or RESULT
            column.business = column.business or TOTAL
        if table.table_id not in draft.forms:
            summed = any(relation.axis == "business" and table.statement in relation.statements for relation in draft.findings.relations)
            if not summed:
                keep_no_businesses(table)
            tell_columns_apart(table)


def keep_no_businesses(table: Table) -> None:
    """Make columns that no sum shows to be the parts of the total beside them several amounts of one line.

    Those that are called businesses stay so, unless most rows say that they are not its parts.
    """
    figures = [column for column in table.columns if column.kind == "figure"]
    names = [column for column in figures if column.business not in (TOTAL, None)]
    totals = [column for column in figures if column.business == TOTAL]
    worded = [column for column in names if is_business(column)]
    if names and totals and (2 * len(worded) < len(names) or not may_add_up(table, names, totals)):
        for column in names:
            english = translate(column.business or "")
            column.measure = identifier(english.words, 40) if english.is_whole else f"amount_{column.number}"
            column.business = TOTAL


def name_columns(draft: Draft) -> None:
    """Give each column a name: its stage, its business, both, its measure, or its kind."""
    for table in draft.document.tables:
        businesses = {column.business for column in table.columns if column.kind == "figure"}
        stages = {column.stage for column in table.columns if column.kind == "figure"}
        taken = ["source_line", "label"]
        for column in table.columns:
            header = read_header(column.reading)
            if column.kind != "figure":
                english = identifier(translate(plain(column.reading)).words, 40)
                name = header.code or english or column.kind
            elif table.statement == "contents":
                name = column.unit
            elif column.measure:
                name = column.measure
            else:
                business = draft.chart.businesses.get(column.business or "", TOTAL)
                parts = ([business] if len(businesses) > 1 else []) + ([column.stage or RESULT] if len(stages) > 1 else [])
                name = "_".join(parts) or "amount"
            # A name that the project keeps for ids, SQL for itself, or that is a number.
            name = f"{name}_cell" if re.fullmatch(ID_COLUMN, name) or name in RESERVED else name
            name = unique(name if re.fullmatch(ID, name) else f"{column.kind}_{name}", taken)
            taken.append(name)
            draft.columns[table.table_id, column.number] = name


def cells_of_row(table: Table, row, repairs: dict[tuple[str, int], tuple[str, ...]]) -> list[str]:
    """The cells of a row as they go into the transcription: as printed, where they belong."""
    cells = list(repairs.get((table.table_id, row.source_line), row.cells))
    return (cells + [""] * len(table.columns))[: len(table.columns)]


def write_tables(draft: Draft) -> None:
    """Transcribe the tables, and say what each is and what its columns are."""
    plan, document = draft.plan, draft.document
    repairs = {
        (repair.table_id, repair.source_line): repair.as_read
        for repair in draft.findings.repairs
        if len(repair.as_read) == len(next(t for t in document.tables if t.table_id == repair.table_id).columns)
    }
    statements = {row["statement"]: row for row in statement_rows(document.tables)}
    for order, table in enumerate(document.tables, start=1):
        names = [draft.columns[table.table_id, column.number] for column in table.columns]
        rows = [
            {"source_line": str(row.source_line), "label": row.label, **dict(zip(names, cells_of_row(table, row, repairs), strict=True))}
            for row in sorted(table.rows, key=lambda row: row.source_line)
        ]
        plan.tables[table.table_id] = (["source_line", "label", *names], rows)
        followed = draft.forms.get(table.table_id)
        if followed:
            plan.add("printed_tables", **followed.row | {
                "document_id": plan.document, "table_order": str(order), "first_line": str(table.first_line), "last_line": str(table.last_line),
                "header_lines": " ".join(map(str, table.header_lines)), "row_count": str(len({(row["source_line"], row["label"]) for row in rows})),
            })
            for column, name in zip(table.columns, names, strict=True):
                write_column(draft, table, column, name)
            continue
        title = re.sub(r"\s+", " ", NUMBERING.sub("", table.title)).strip() or statements[table.statement]["label_ja"]
        form = re.search(r"様式第?([0-9]+)号?", plain(table.title))
        plan.add(
            "printed_tables", document_id=plan.document, table_id=table.table_id, table_order=order, part="document",
            form_number=form[1] if form else "", form=form[0] if form else "", statement=table.statement,
            layout=draft.chart.layouts[table.table_id], unit=table.unit, title_ja=title,
            title_en=title_in_english(draft, table, statements), first_line=table.first_line, last_line=table.last_line,
            header_lines=" ".join(map(str, table.header_lines)), row_count=len({(row["source_line"], row["label"]) for row in rows}),
        )
        for column, name in zip(table.columns, names, strict=True):
            write_column(draft, table, column, name)


def title_in_english(draft: Draft, table: Table, statements: dict[str, dict[str, str]]) -> str:
    """A title of a table in English: its statement, and its business."""
    title = statements[table.statement]["label_en"]
    if table.business:
        title += f", {draft.chart.english_businesses[table.business].words}"
    elif len({column.business for column in table.columns if column.kind == "figure"}) > 1:
        title += " by business"
    return title


def write_column(draft: Draft, table: Table, column: Column, name: str) -> None:
    """Say what a column is."""
    found = next((r for r in draft.findings.columns if (r.table_id, r.column) == (table.table_id, column.number)), None)
    form = draft.forms.get(table.table_id)
    if form and len(form.columns) == len(table.columns):
        known = form.columns[column.number - 1]
        draft.plan.add("printed_columns", **known | {"document_id": draft.plan.document, "header_as_extracted": header_of(table, column, known)})
        return
    is_amount = column.kind == "figure" and table.statement != "contents"
    draft.plan.add(
        "printed_columns", document_id=draft.plan.document, table_id=table.table_id, column_no=column.number,
        column_name=name, column_kind=column.kind, unit=unit_of(table, column),
        business_id=draft.chart.businesses.get(column.business or "", TOTAL) if is_amount else "",
        stage=column.stage if is_amount else "", measure=column.measure if column.kind != "ratio" else measure_of_ratio(table, column),
        header_as_extracted=squeeze(column.printed), header_reading=column.reading,
        reading_certainty=CERTAINTIES[found.certainty if found else PROBABLE],
    )


def measure_of_ratio(table: Table, column: Column) -> str:
    """The measure of the figures that a ratio stands behind: a row is a line in each measure, and none in one that no figures have."""
    figures = [other for other in table.columns if other.kind == "figure"]
    if not figures or any(not other.measure for other in figures):
        return column.measure
    return max(figures, key=lambda other: (other.number < column.number, -abs(other.number - column.number))).measure


def header_of(table: Table, column: Column, known: dict[str, str]) -> str:
    """The header of a column as extracted, spaced as the other document has it where the words are the same."""
    printed = known["header_as_extracted"]
    is_torn = len({other.printed for other in table.columns}) < len(table.columns) - 1
    if is_torn or not column.printed or squeeze(printed) == squeeze(column.printed):
        return printed
    return squeeze(column.printed)


def unit_of(table: Table, column: Column) -> str:
    """The unit of a column; that of a ratio has as many decimals as its cells print."""
    if column.kind != "ratio":
        return column.unit
    cells = [plain(row.cells[column.number - 1]) for row in table.rows if len(row.cells) >= column.number]
    decimals = max((len(cell.rstrip("%)").partition(".")[2]) for cell in cells), default=0)
    return PERCENT.get(decimals, PERCENT[2])


def write_controls(draft: Draft) -> None:
    """Write what each table adds up to by its text, and what of the text the transcription leaves out.

    Of tables that share lines, a number of the text is that of the table whose figure it is.
    """
    taken: dict[int, list[int]] = defaultdict(list)
    for tables in sharing_lines(draft.document.tables):
        numbers = numbers_of_text(draft, tables)
        reads = [read for table in tables for read in figures_read(draft, table)]
        compared = compare(draft.document.lines, reads, numbers, len(tables) > 1 or any(map(table_is_joined, tables)))
        for line, magnitude in compared.taken:
            taken[line].append(magnitude)
        for read in compared.apart:
            leave_out(draft, read.table_id, read.source_line, read.magnitude, read.unit, UNSEEN)
        units = {table.table_id: Counter(read.unit for read in reads if read.table_id == table.table_id) for table in tables}
        for line, magnitude, unit in compared.left:
            table_id = next((table.table_id for table in tables if table.first_line <= line <= table.last_line and units[table.table_id]), "")
            if table_id:
                unit = unit if unit in units[table_id] else units[table_id].most_common(1)[0][0]
                leave_out(draft, table_id, line, magnitude, unit, kind_of(draft.document.lines, line, magnitude))
        left = [(row["table_id"], row["unit"], int(row["source_line"]), int(row["amount"])) for row in draft.left if row["kind"] != UNSEEN]
        for table in tables:
            for unit in units[table.table_id]:
                seen = [(read.source_line, read.magnitude, unit) for read in compared.seen if (read.table_id, read.unit) == (table.table_id, unit)]
                seen += [(line, magnitude, unit) for table_id, of, line, magnitude in left if (table_id, of) == (table.table_id, unit)]
                total = add_up(seen).get(unit, Control(0, 0, 0))
                draft.plan.add(
                    "control_totals", document_id=draft.plan.document, table_id=table.table_id, unit=unit,
                    figures_count=total.count, figures_sum=total.total, lines_sum=total.by_line,
                )
    leave_rest_out(draft, taken)


def leave_rest_out(draft: Draft, taken: dict[int, list[int]]) -> None:
    """Write down the amounts of the text that no control counts and nothing holds.

    Args:
        draft: The draft.
        taken: Magnitudes of the numbers that figures of tables take, by line.
    """
    for line, count in unread(draft).items():
        mine = [row for row in draft.left if row["source_line"] == str(line) and int(row["amount"]) in amounts_of_text(draft.document.lines)[line]]
        known = taken[line] + [int(row["amount"]) for row in mine] + [prose.magnitude for prose in draft.document.prose if prose.source_line == line]
        for magnitude in beside(draft.document.lines, line, count - len(mine), known):
            leave_out(draft, "", line, magnitude, "", kind_of(draft.document.lines, line, magnitude))


def leave_out(draft: Draft, table_id: str, line: int, magnitude: int, unit: str, kind: str) -> None:
    """Write down a number of the text that is not transcribed, or a figure that its line does not have."""
    number = 1 + max((int(row["left_out_id"][1:]) for row in draft.left), default=0)
    draft.plan.add(
        "left_out", document_id=draft.plan.document, left_out_id=f"l{number:04}", table_id=table_id, source_line=line, amount=magnitude,
        unit=unit, kind=kind, source_text=" ".join(draft.document.lines[line - 1].split())[:60],
    )


def sharing_lines(tables: list[Table]) -> list[list[Table]]:
    """Tables in order, those together that share lines of the text."""
    groups: list[list[Table]] = []
    for table in sorted(tables, key=lambda table: table.first_line):
        if groups and table.first_line <= max(other.last_line for other in groups[-1]):
            groups[-1].append(table)
        else:
            groups.append([table])
    return groups


def numbers_of_text(draft: Draft, tables: list[Table]) -> list[tuple[int, int, str]]:
    """The numbers on the lines of some tables, taken from the characters of the text; those of the prose among them left out."""
    headers = {number for table in tables for number in table.header_lines}
    inside = {number for table in tables for number in range(table.first_line, table.last_line + 1)} - headers
    columns = [unit_of(table, column) for table in tables for column in table.columns if column.kind in ("figure", "ratio")]
    numbers = standing(draft.document.lines, sorted(inside), columns)
    for prose in draft.document.prose:
        told = next((number for number in numbers if number[:2] == (prose.source_line, prose.magnitude)), None)
        if told:
            numbers.remove(told)
    return numbers


def figures_read(draft: Draft, table: Table) -> list[Read]:
    """The figures of a table as transcribed."""
    names, rows = draft.plan.tables[table.table_id]
    until = {row.source_line: row.until for row in table.rows}
    found = []
    for row in rows:
        for column, name in zip(table.columns, names[2:], strict=True):
            unit = unit_of(table, column)
            magnitude = counted(row[name], column, unit)
            if magnitude is not None:
                line = int(row["source_line"])
                found.append(Read(table.table_id, line, max(line, until.get(line, 0)), magnitude, unit_of_cell(row[name], unit), row[name]))
    return found


def unread(draft: Draft) -> dict[int, int]:
    """Amounts of the text that the transcription does not hold, by line."""
    on_lines = {number: len(amounts) for number, amounts in amounts_of_text(draft.document.lines).items()}
    inside: dict[int, int] = defaultdict(int)
    for table in draft.document.tables:
        for number in table.header_lines:
            inside[number] += on_lines.get(number, 0)
        # The cells of a row stand on its own line first, and those that are left on the others that it goes over; what ends first chooses first.
        rows = sorted(table.rows, key=lambda row: max(row.source_line, row.until))
        left = [sum(map(bool, row.cells)) for row in rows]
        for is_own in (True, False):
            for place, row in enumerate(rows):
                for number in range(row.source_line, row.source_line + 1 if is_own else max(row.source_line, row.until) + 1):
                    held = min(left[place], on_lines.get(number, 0) - inside[number])
                    inside[number] += held
                    left[place] -= held
    for prose in draft.document.prose:
        inside[prose.source_line] += 1
    return {
        number: count - inside[number]
        for number, count in on_lines.items()
        if inside[number] < count
    }


def unit_of_cell(cell: str, unit: str) -> str:
    """The unit of a figure: that of its column, unless it prints one of another size itself: 4,533万円 amid thousands."""
    own = (read_figure(cell) or (0, 1, ""))[2]
    return own if own and unit in YEN and YEN[own] != YEN[unit] else unit


def table_is_joined(table: Table) -> bool:
    """Whether figures of a table stand on other lines of the text than its labels."""
    return len({row.source_line for row in table.rows}) < len(table.rows) or any(row.until > row.source_line for row in table.rows)


def counted(cell: str, column: Column, unit: str) -> int | None:
    """The magnitude of a cell as the project adds it up; None if it holds no figure."""
    if not cell:
        return None
    if column.kind == "figure":
        read = read_figure(cell, unit)
        return read[0] if read else None
    if column.kind == "ratio":
        if is_nil(cell):
            return 0
        digits = re.sub(r"[^0-9.]", "", plain(cell))
        if not digits:
            return None
        whole, _, part = digits.partition(".")
        places = next(count for count, name in PERCENT.items() if name == unit)
        return int(whole + part.ljust(places, "0")[:places])
    return None


def write_chart(draft: Draft) -> None:
    """Write businesses, statements, lines and labels."""
    plan, chart = draft.plan, draft.chart
    plan.add(
        "businesses", taxonomy_id=draft.taxonomy, business_id=TOTAL, business_order=len(chart.businesses) + 1,
        is_total=True, name_ja="合計", name_en="Total",
    )
    for order, (name, business) in enumerate(chart.businesses.items(), start=1):
        plan.add(
            "businesses", taxonomy_id=draft.taxonomy, business_id=business, business_order=order,
            is_total=False, name_ja=name, name_en=chart.english_businesses[name].words,
        )
    known = {row["statement"]: row for row in statement_rows(draft.document.tables)}
    if draft.document.prose:
        known[PROSE] = {"presentation": "prose", "period_kind": "duration", "label_ja": "本文", "label_en": "Prose"}
    for statement in dict.fromkeys(line.statement for line in chart.lines.values() if line.statement.endswith(APART)):
        of = known[statement.removesuffix(APART)]
        known[statement] = {
            "presentation": "list", "period_kind": of["period_kind"], "label_ja": f"{of['label_ja']}（概要だけの行）",
            "label_en": f"{of['label_en']} (lines of the overview alone)",
        }
    in_yen = {table.statement for table in draft.document.tables if table.unit in NO_MULTIPLES}
    for order, (statement, row) in enumerate(known.items(), start=1):
        # The marts of a statement are in thousand yen; one that is printed in yen has none.
        presentation = "list" if statement.removesuffix(APART) in in_yen else row["presentation"]
        plan.add(
            "statements", taxonomy_id=draft.taxonomy, statement=statement, statement_order=order,
            label_ja=row["label_ja"], label_en=row["label_en"], explanation_ja=row.get("explanation_ja", ""),
            explanation_en=row.get("explanation_en", ""), period_kind=row["period_kind"], presentation=presentation,
        )
    total_of = {child: rule.parent for rule in draft.rules if rule.role == "roll_up" for child, _ in rule.children}
    belongs = {owner.line._replace(measure=""): draft.chart.businesses.get(owner.business) for owner in draft.findings.owners}
    owners = {line: belongs.get(key._replace(measure="")) for key, line in chart.of_key.items()}
    tops = {line for line, drawn in chart.lines.items() if drawn.kind == "total" and line not in total_of}
    for order, line in enumerate(chart.lines.values(), start=1):
        plan.add(
            "statement_lines", taxonomy_id=draft.taxonomy, line_id=line.line_id, statement=line.statement,
            section=total_of.get(line.line_id, ""), line_order=order * 10, depth=line.depth, line_kind=line.kind,
            owner_business_id=owners.get(line.line_id) or "", label_ja=line.label_ja, label_en=line.english.words,
            is_headline=line.line_id in tops,
        )
    write_labels(draft)


def settle_changes(draft: Draft) -> None:
    """Let lines of which no table has the columns that a change needs stand beside the statements, where the document has results.

    What an allowance grows by, in a table of its own, is no line that an amendment moves; nor is a
    change and its result without what it starts from.
    """
    stages: dict[str, set[str]] = defaultdict(set)
    for table in draft.document.tables:
        for row in table.rows:
            for column in table.columns:
                line = draft.chart.of_row.get((table.table_id, row.source_line, squeeze(row.label), column.measure))
                if line and column.kind == "figure":
                    stages[line].add(column.stage or RESULT)
    if not any(RESULT in some for some in stages.values()) and RESULT not in map(stage_of, draft.document.prose):
        return
    alone = {line for line, some in stages.items() if CHANGE in some and not {BASE, RESULT} <= some or BASE in some and RESULT not in some}
    for rule in draft.rules:
        if rule.role == "roll_up" and rule.relation.axis == "line" and alone & {rule.parent, *(child for child, _ in rule.children)}:
            rule.role = "tie"
            alone.add(rule.parent)
    for line in alone:
        if draft.chart.lines[line].kind in ("leaf", "total"):
            draft.chart.lines[line].kind = "memorandum"


def stage_of(prose: Prose) -> str:
    """The stage of an amount of the prose."""
    return (RESULT if prose.is_after else BASE) if prose.pair else CHANGE if prose.direction else RESULT


def write_labels(draft: Draft) -> None:
    """Write which label means which line."""
    draft.plan.rows["label_variants"] = []
    for variant in draft.chart.variants:
        draft.plan.add(
            "label_variants", taxonomy_id=draft.taxonomy, statement=variant.statement, layout=variant.layout,
            label=variant.label, section_label=variant.section, measure=variant.measure, line_id=variant.line_id,
            **({"occurrence": variant.occurrence} if variant.occurrence else {}),
        )


def write_rules(draft: Draft, general: list[dict[str, str]]) -> None:
    """Write the rules and their arcs, and the rules of any document that need no arcs.

    Args:
        draft: The draft.
        general: Rows of calculation_rules that need no arcs.
    """
    plan = draft.plan
    for row in general:
        plan.add("calculation_rules", **row | {"taxonomy_id": draft.taxonomy})
    for rule in draft.rules:
        relation = rule.relation
        plan.add(
            "calculation_rules", taxonomy_id=draft.taxonomy, rule_id=rule.rule_id, family=rule.family, role=rule.role,
            rounds_parts=False, label_ja=rule.label_ja, label_en=rule.label_en, basis_ja=relation.reason_ja, basis_en=relation.reason_en,
        )
        for arc in arcs_of(rule):
            business = arc["applies_to_business"]
            plan.add("calculation_arcs", taxonomy_id=draft.taxonomy, **arc | {"applies_to_business": draft.chart.businesses.get(business, business)})


def write_prose(draft: Draft) -> None:
    """Write the amounts and quantities of the prose, each with the line that it is of."""
    document = draft.document
    if not document.prose:
        return
    found = {(reading.source_line, reading.position): reading for reading in draft.findings.prose}
    rows = []
    for prose in document.prose:
        reading = found.get((prose.source_line, prose.position))
        rows.append(prose_row(draft, prose, reading, line_of_prose(draft, prose, reading)))
    prose_table(draft, rows, None)


def unit_labels() -> dict[str, str]:
    """How each unit is printed."""
    return {unit: label for (label, _), unit in units_with_decimals().items()}


def prose_table(draft: Draft, rows: list[dict[str, str]], like: dict[str, str] | None) -> None:
    """Write the table of the amounts in the prose, with its control totals.

    Args:
        draft: The draft.
        rows: Its rows.
        like: Row of printed_tables of the document that this one follows, or None.
    """
    document, plan = draft.document, draft.plan
    table_id = like["table_id"] if like else unique("prose", [table.table_id for table in document.tables])
    plan.tables[table_id] = (
        ["source_line", "position", "label", "figure", "unit_as_printed", "direction", "line_id", "business_id", "stage"], rows
    )
    numbers = [prose.source_line for prose in document.prose]
    common = Counter(prose.unit for prose in document.prose).most_common(1)[0][0]
    plan.add("printed_tables", **(like or {
        "part": "document", "statement": PROSE, "layout": PROSE, "unit": common, "title_ja": "本文の金額と数量", "title_en": "Amounts and quantities in the prose",
    }) | {
        "document_id": plan.document, "table_id": table_id, "table_order": len(document.tables) + 1, "first_line": min(numbers),
        "last_line": max(numbers), "row_count": len(rows),
    })
    sums: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for prose in document.prose:
        of_unit = sums[prose.unit]
        of_unit[0] += 1
        of_unit[1] += prose.magnitude
        of_unit[2] += prose.magnitude * prose.source_line
    for unit, (count, total, by_line) in sums.items():
        plan.add("control_totals", document_id=plan.document, table_id=table_id, unit=unit, figures_count=count, figures_sum=total, lines_sum=by_line)


def prose_row(draft: Draft, prose: Prose, reading: ProseReading | None, line: str) -> dict[str, str]:
    """The row of an amount or a quantity of the prose; an amount of money is of a business and a stage.

    Args:
        draft: The document.
        prose: The amount.
        reading: What the numbers say of it, if anything.
        line: The line that it is of.
    """
    business, stage = (reading.business, reading.stage) if reading else (prose.business, None)
    if stage is None:
        stage = stage_of(prose)
    money = prose.unit in YEN
    return {
        "source_line": str(prose.source_line), "position": str(prose.position), "label": prose.label,
        "figure": prose.printed, "unit_as_printed": unit_labels().get(prose.unit, ""),
        # That a ratio or a quantity falls is no amount below nil: 0.7%の減. A mark that is printed says by itself that an amount falls.
        "direction": DIRECTIONS.get(prose.direction or 0, "") if money and not re.match("[△▲-]", plain(prose.printed)) else "", "line_id": line,
        "business_id": draft.chart.businesses.get(business or "", TOTAL) if money else "", "stage": stage if money else "",
    }


def is_money(prose: Prose) -> bool:
    """Whether an amount of the prose is in a unit that the statements are kept in."""
    return "yen" in prose.unit and prose.unit not in NO_MULTIPLES


def key_of_prose(prose: Prose, reading: ProseReading | None) -> LineKey:
    """The key of the line that an amount of the prose is of."""
    return (reading and reading.line) or LineKey(PROSE, plain(prose.label), str(prose.other) if prose.other > 1 else "", prose.unit)


def line_of_prose(draft: Draft, prose: Prose, reading: ProseReading | None) -> str:
    """The line that an amount of the prose is of."""
    return draft.chart.of_key[key_of_prose(prose, reading)]


def draw_prose(draft: Draft) -> None:
    """Give the amounts that are of no line of a table lines of their own."""
    found = {(reading.source_line, reading.position): reading for reading in draft.findings.prose}
    for prose in draft.document.prose:
        key = key_of_prose(prose, found.get((prose.source_line, prose.position)))
        if key in draft.chart.of_key:
            continue
        english = translate(prose.label)
        base = identifier(english.words, 50) if english.is_whole else ""
        line_id = unique(base or f"prose_line_{prose.source_line}_{prose.position}", draft.chart.lines)
        draft.chart.of_key[key] = line_id
        draft.chart.lines[line_id] = ChartLine(
            line_id, PROSE, prose.label, english, "memorandum" if is_money(prose) else "quantity", place=("", prose.source_line, prose.label)
        )


def write_signs_and_repairs(draft: Draft) -> None:
    """Write the minus marks that were lost, and the rows that were shifted."""
    plan, tables = draft.plan, {table.table_id: table for table in draft.document.tables}
    for sign in draft.findings.signs:
        if sign.sign > 0:
            continue
        table = tables[sign.place.table_id]
        row = next((row for row in table.rows if row.source_line == sign.place.source_line), None)
        if row is None:
            continue
        plan.add(
            "restored_signs", document_id=plan.document, table_id=table.table_id, source_line=row.source_line,
            column_name=draft.columns[table.table_id, sign.place.column], label=row.label,
            figure_as_printed=sign.printed, rule_id=rule_that_forces(draft, table, row, sign.place.column),
        )
    of_table = {table.table_id: table.statement for table in draft.document.tables}
    negative = {of_table[sign.place.table_id] for sign in draft.findings.signs if sign.sign < 0}
    undecided = dict.fromkeys(of_table[sign.place.table_id] for sign in draft.findings.signs if sign.certainty == OPEN and sign.sign > 0)
    for statement in undecided:
        if statement not in negative:
            plan.add(
                "undetermined_signs", document_id=plan.document, statement=statement, reading="positive",
                reason_ja="どの式も符号を決めない。△が印刷されていないので、正と読む。", reason_en="No sum determines the signs. No minus mark is printed: read as positive.",
            )
    for repair in draft.findings.repairs:
        row = next(row for row in tables[repair.table_id].rows if row.source_line == repair.source_line)
        plan.add(
            "extraction_repairs", document_id=plan.document, table_id=repair.table_id, source_line=repair.source_line,
            repair_kind="shifted_columns", as_extracted=" | ".join([row.label, *repair.as_extracted]),
            as_read=" | ".join(repair.as_read), certainty=repair.certainty, proof=f"{repair.reason_ja} / {repair.reason_en}",
        )
    for table in draft.document.tables:
        mangled = [column for column in table.columns if column.printed and plain(column.printed) != plain(column.reading) and column.kind == "figure"]
        if mangled and table.header_lines:
            plan.add(
                "extraction_repairs", document_id=plan.document, table_id=table.table_id, source_line=table.header_lines[0],
                repair_kind="mangled_header", as_extracted=draft.document.lines[table.header_lines[0] - 1].replace("\t", " | "),
                as_read=" | ".join(column.reading for column in table.columns), certainty=PROBABLE,
                proof="他の表の同じ欄の見出しから / from the header of the same column in other tables",
            )


def write_blanks(draft: Draft) -> None:
    """Write down the rows that print nothing in some of their columns of figures."""
    for table in draft.document.tables:
        names, rows = draft.plan.tables[table.table_id]
        figures = [name for column, name in zip(table.columns, names[2:], strict=True) if column.kind in ("figure", "ratio")]
        for row in rows:
            blank = [name for name in figures if not row[name]]
            if blank and len(blank) < len(figures):
                draft.plan.add(
                    "extraction_repairs", document_id=draft.plan.document, table_id=table.table_id, source_line=row["source_line"],
                    repair_kind="blank_cells", as_extracted=" | ".join([row["label"], *(row[name] for name in names[2:])]),
                    as_read=" | ".join(blank), certainty=PROBABLE, proof="この欄には何も印刷されていない / nothing is printed in these columns",
                )


def rule_that_forces(draft: Draft, table: Table, row, column: int) -> str:
    """A rule that has the line of a figure among its members; the rule of the stages, if no sum of lines has it."""
    shown = next(c for c in table.columns if c.number == column)
    line = draft.chart.of_row[table.table_id, row.source_line, squeeze(row.label), shown.measure]
    business = shown.business or TOTAL

    def applies(relation: Relation) -> bool:
        return (not relation.stages or shown.stage in relation.stages) and (not relation.businesses or business in relation.businesses)

    for rule in draft.rules:
        if rule.relation.axis == "line" and applies(rule.relation) and (line == rule.parent or line in dict(rule.children)):
            return rule.rule_id
    for axis in ("stage", "business"):
        for rule in draft.rules:
            if rule.relation.axis == axis and table.statement in rule.relation.statements and applies(rule.relation):
                return rule.rule_id
    return ""


def write_units(draft: Draft, known: set[str]) -> None:
    """Write the units that the document uses and the project does not know yet.

    Args:
        draft: The draft.
        known: Units of the project.
    """
    used = {row["unit"] for seed in ("printed_tables", "printed_columns", "control_totals") for row in draft.plan.rows.get(seed, [])}
    for row in rows_of_words("units"):
        if row["unit"] in used - known:
            yen = YEN.get(row["unit"], 0)
            is_money = bool(yen) and row["unit"] not in NO_MULTIPLES
            sizes = {"thousand_yen": yen // 1_000, "half_unit_thousand_yen": yen // 2_000} if is_money else {}
            draft.plan.add("units", **row, decimals=0, is_money=is_money, yen=yen or "", is_declared=False, **sizes)


def write_stages(draft: Draft, known: list[str]) -> None:
    """Write the stages of the document that the project does not know yet: the further years of a plan.

    Args:
        draft: The draft.
        known: Stages of the project, in order.
    """
    new = [row for row in draft.plan.rows.get("stage_labels", []) if row["stage"] not in known]
    for number, row in enumerate(new, len(known) + 1):
        draft.plan.add("stages", stage=row["stage"], stage_order=number, label_ja=row["label_ja"], label_en=row["label_en"])
        draft.plan.add("fiscal_phases", stage=row["stage"], value_kind="amount")


def write_document(draft: Draft, previous: str = "") -> None:
    """Say what the document is, as far as its first lines tell."""
    lines = draft.document.lines
    told = told_title(draft.document)
    years = [(year, "年度" in plain(line)) for line in lines if (year := fiscal_year(line))]
    year = fiscal_year(told) or next((year for year, is_fiscal in years if is_fiscal), years[0][0] if years else None)
    agency = agency_of(lines, told)
    english = translate(re.sub(rf"^({'|'.join(eras())})([0-9]+|元)年度", "", plain(told).replace(plain(agency), "")))
    draft.plan.add(
        "documents", document_id=draft.plan.document, taxonomy_id=draft.taxonomy, title_ja=told or draft.plan.document,
        title_en=f"FY{year} {english.words}" if year else english.words or draft.plan.document, agency_ja=agency or "（未記入）",
        agency_en=translate(agency).words if agency else "(to be filled in)", fiscal_year=year or 1,
        period_start=f"{year or 1:04}-04-01", period_end=f"{(year or 1) + 1:04}-03-31", balance_date=f"{(year or 1) + 1:04}-03-31",
        previous_document_id=previous, publisher=agency,
    )
    draft.readings.append(Reading(
        "words", f"{told} / {agency} / {year}", PROBABLE if told and agency and year else OPEN,
        "文書の題、団体、年度を本文の初めの行から読んだ。英語と期間を documents.csv で確かめる",
        "title, body and year are read from the first lines; check the English and the period in documents.csv",
    ))
    used = {column.stage for table in draft.document.tables for column in table.columns if column.kind == "figure" and column.stage}
    for stage in (BASE, CHANGE, RESULT, *sorted(used - {BASE, CHANGE, RESULT})):
        columns = [column for table in draft.document.tables for column in table.columns if column.kind == "figure" and column.stage == stage]
        # A year of a plan may stand amid words of a header that is torn.
        headers = Counter(
            squeeze(re.sub(r"[()（）]", "", name)) for column in columns
            if (name := name_of_stage(column.reading) or (column.reading if stage.startswith(YEAR_OF_PLAN) else ""))
        )
        if headers:
            label = headers.most_common(1)[0][0]
            draft.plan.add("stage_labels", document_id=draft.plan.document, stage=stage, label_ja=label, label_en=stage_in_english(label, stage))


def name_of_stage(reading: str) -> str:
    """What a header calls a stage: its last word, or all of a header over several rows; empty if neither is known."""
    return next((name for name in (reading.split(" ")[-1], squeeze(reading)) if read_header(name).kind in ("stage", "year", "total")), "")


def stage_in_english(label: str, stage: str) -> str:
    """English for the name that a document gives a stage."""
    words = {
        "現計": "Budget in force", "既決": "Approved budget", "既定": "Approved budget", "当初": "Original budget", "補正前": "Before the amendment", "前年度": "Previous year",
        "補正後": "Revised budget", "本年度": "This year", "当年度": "This year", "補正": "Supplementary amount", "比較": "Difference", "増減": "Change",
        "差引": "Difference", "決算": "Settlement", "計": "Total", "予算額": "Budget",
    }
    return next((english for word, english in words.items() if word in label), stage.replace("_", " ").capitalize())


def told_title(document: Document) -> str:
    """The title of a document: the first of its first lines that names a year and a kind of document; else one outside of its tables, or that of a table."""
    # A line of several cells is the header of a table, and no title; neither is one with amounts.
    early = {
        number: squeeze(line.replace("|", "")) for number, line in enumerate(document.lines[:EARLY], 1)
        if not re.search(r"\S\s*[\t|]\s*\S|[0-9０-９][,，][0-9０-９]{3}", line)
    }  # fmt: skip
    named = [line for line in early.values() if TITLE.search(line) and "年度" in line and 6 < len(line) <= 60 and not re.search(r"。|次(に|の)", line)]
    if named:
        return re.sub(r"^議案第?[0-9０-９]+号", "", plain(named[0]) if named[0][:2] == "議案" else named[0])
    inside = {number for table in document.tables for number in range(table.first_line, table.last_line + 1)}
    outside = [line for number, line in early.items() if number not in inside and TITLE.search(line) and 2 < len(line) <= 40]
    return next(iter(outside + [squeeze(table.title) for table in document.tables if table.title]), "")


def agency_of(lines: list[str], title: str) -> str:
    """The body whose document it is: what stands between the year and the account in the title, or by itself."""
    found = AGENCY.match(squeeze(title).rpartition("年度")[2])
    if found:
        return found[1]
    for line in lines[:EARLY]:
        alone = re.fullmatch(r".{2,24}?(?:機構|企業団|事務組合|広域連合|組合|公社|事業団|都|道|府|県|市|区|町|村)", squeeze(line))
        if alone:
            return alone[0]
    return ""


def draft_document(document: Document, findings: Findings, document_id: str, general: list[dict[str, str]]) -> Draft:
    """Turn what was read into the rows and files of a document with a taxonomy of its own.

    Args:
        document: What layout read.
        findings: What its numbers say.
        document_id: Id of the document, and of its taxonomy.
        general: Rows of calculation_rules that need no arcs.

    Returns:
        The draft, its readings among it.
    """
    draft = Draft(document, findings, Plan(document_id), taxonomy=document_id)
    settle_columns(draft)
    presentations = {row["statement"]: row["presentation"] for row in statement_rows(document.tables)}
    draft.chart = draw_chart(document, findings, presentations)
    draw_prose(draft)
    set_apart(document, draft.chart, findings)
    draft.rules = draw_rules(document, draft.chart, findings)
    settle_changes(draft)
    add_variants(draft.chart, document)
    name_columns(draft)
    write_document(draft)
    write_tables(draft)
    write_controls(draft)
    write_prose(draft)
    write_chart(draft)
    write_rules(draft, general)
    write_signs_and_repairs(draft)
    write_blanks(draft)
    return draft
