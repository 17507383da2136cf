"""What a person is asked about, and what needs no asking: the rows of readings.csv."""

from __future__ import annotations

import re
from collections import defaultdict
from os.path import commonprefix

from reader.funds import UNNAMED
from reader.layout import read_unit
from reader.left_out import AMOUNT, NUMBER, UNSEEN
from reader.misread import is_alone
from reader.named import is_name
from reader.reading import OPEN, PROBABLE, PROVED, TOTAL, LineKey
from reader.rules import Rule
from reader.seeds import Draft, Reading, table_is_joined
from reader.text import ROUNDED_THOUSAND, YEN, plain

# Why rows were left out: amounts, and quantities.
UNPLACED = {
    True: (
        "他の行と数字の個数が違い、どの欄のものかが決まらない。これらの行は読まなかった。原文を見て書き加える",
        "not as many figures as the other rows, and no sum tells of which columns: these rows were not read; add them as the source has them",
    ),
    False: ("単位が金額でない行。読まなかった", "rows in units other than money, which were not read"),
}
# What of the text is not transcribed. A confirmation keeps it so, and left_out.csv and the site tell of it.
LEFT_OUT = {
    AMOUNT: (
        "金額 {count} 個を転記していない。原文を見て、転記しないまま残すなら confirmed（left_out.csv とサイトに「転記していない金額」として残る）。"
        "転記するなら表の CSV に書き加え、left_out.csv のその行を消して corrected",
        "{count} amounts are not transcribed. Look at the source: confirmed leaves them out (left_out.csv and the site tell of them); "
        "to transcribe one, add it to the CSV of its table, remove its row from left_out.csv, and write corrected",
    ),
    NUMBER: (
        "表の行にある数 {count} 個は、項の番号、頁、年、件数など金額でないものとして転記しなかった。金額があれば書き加える",
        "{count} numbers on the lines of tables were taken for those of items, pages, years or counts, and not transcribed; if one is an amount, add it",
    ),
    UNSEEN: (
        "転記した数字 {count} 個が、原文の同じ行に数として見つからない（行や字の切れ目のため）。原文の数字と見比べる",
        "{count} figures as transcribed are not found as numbers on their lines of the text (lines or numbers that are broken): compare them with the source",
    ),
}
UNIT_REACH = 13  # lines above a table among which a unit is its own
LETTERS_REACH = 60  # lines around a table among which the letters of its labels are looked for
# A rule that does not hold everywhere: it is asked about apart.
FAILS = re.compile("成り立たない[欄行]は [1-9]|成り立たない$")
LONGEST = 6000  # characters of what the rules of one reason say
LISTED = 8  # names that a reading lists before it only counts


def listed(names: list[str]) -> str:
    """Some names, and how many more there are."""
    shown = "、".join(names[:LISTED])
    return shown + (f" …（{len(names)}）" if len(names) > LISTED else "")


def gather(draft: Draft) -> list[Reading]:
    """Gather all readings of a draft, those of one kind and reason in one row.

    Args:
        draft: The draft.

    Returns:
        The readings, in the order of the document.
    """
    found = list(draft.readings)
    found += of_tables(draft) + of_columns(draft) + of_lines(draft) + of_words(draft)
    found += of_rules(draft) + of_signs(draft) + of_repairs(draft) + of_prose(draft) + of_figures(draft)
    order = {table.table_id: number for number, table in enumerate(draft.document.tables)}
    return sorted(found, key=lambda reading: (order.get(reading.table_id, -1), reading.source_line or 0))


def of_tables(draft: Draft) -> list[Reading]:
    """The tables that were found, in one reading, and those with a unit that nothing prints."""
    tables = draft.document.tables
    readings = [
        Reading(
            "table", listed([f"{table.table_id} {table.first_line}-{table.last_line}" for table in tables]), PROBABLE,
            f"見出しと行の並びから {len(tables)} 表を見つけた。題、範囲、様式を確かめる",
            f"{len(tables)} tables found by their headers and rows; check titles, ranges and statements",
        )
    ]
    if draft.document.is_in_glyphs:
        readings.append(Reading(
            "text", "glyphs", PROBABLE, "数字が文字ではなく字形の番号で抽出されている（㻝㻡㻜㻜 は 1500）。読み替えた数字を原本と見比べる",
            "digits were extracted as numbers of glyphs (㻝㻡㻜㻜 is 1500): compare the digits read with the document",
        ))
    joined = [table.table_id for table in tables if table_is_joined(table) and not table.is_guessed]
    if joined:
        readings.append(Reading(
            "table", listed(joined), PROBABLE, "科目と数字が別の行や左右に分かれた原文から組み直した表。どの科目の数字かを確かめる",
            "put together from labels and figures that stand on lines of their own, or side by side: check which figure is of which line",
        ))
    bound = {
        key.statement for one in draft.findings.relations if one.certainty == PROVED
        for key in (one.parent, *(key for key, _ in one.children)) if isinstance(key, LineKey)
    }
    readings += [
        Reading(
            "table", f"{table.table_id} {table.first_line}-{table.last_line}", PROBABLE if table.statement in bound else OPEN,
            "語と数字の並びだけから読んだ表。見出しにも知られた形にもよらない。どの科目のどの欄の数字かを原文と見比べる",
            "read from nothing but the order of words and figures: compare with the source which figure is of which line and column",
            table.table_id, table.first_line,
        )
        for table in tables if table.is_guessed
    ]
    readings += of_letters(draft)
    units_above = [read_unit(line) for line in draft.document.lines]
    silent = {
        table.table_id for table in tables
        if not table.is_unit_told and table.unit.removesuffix("_rounded") not in units_above[max(0, table.first_line - UNIT_REACH) : table.rows[0].source_line]
    }
    # Two tables that say nothing prove nothing of each other.
    agreeing = {
        table_id for line in draft.findings.lines if line.certainty == PROVED and {name for name, _ in line.rows} - silent
        for table_id, _ in line.rows
    }
    units = []
    if rounded := draft.document.rounded_sums:
        units.append(Reading(
            "unit", ROUNDED_THOUSAND, OPEN,
            f"そのままでは合わない和が、千円未満を丸めた数字と読めば {rounded} 個合う。丸めた数字かどうかを原文で確かめる",
            f"{rounded} sums that miss by little hold if the thousands are rounded or cut off: check in the source whether they are",
        ))
    for table in tables:
        if not table.unit or table.table_id in silent:
            if table.table_id in agreeing and table.unit:
                units.append(Reading(
                    "unit", table.unit, PROVED, "単位は印刷されていないが、他の表と同じ数字が並ぶ",
                    "no unit is printed, but its figures are those of other tables", table.table_id, table.first_line,
                ))
            else:
                units.append(Reading(
                    "unit", table.unit or "?", OPEN, "表の近くに単位が印刷されていない。前の表の単位、なければ千円とした",
                    "no unit is printed near the table; that of the table before is taken, else thousand yen", table.table_id, table.first_line,
                ))
    return readings + merge(units)


def of_letters(draft: Draft) -> list[Reading]:
    """The names of rows that are put together from letters that stand apart: they stand together nowhere around the table."""
    readings = []
    for table in draft.document.tables:
        around = draft.document.lines[max(0, table.first_line - LETTERS_REACH) : table.last_line + LETTERS_REACH]
        text = "".join(re.sub(r"[\W\d_]", "", plain(line)) for line in around)
        rows = [row for row in table.rows if row.figures and is_name(row.normalised) and row.normalised not in text]
        if rows:
            readings.append(Reading(
                "label", listed([row.normalised for row in rows]), PROBABLE,
                "科目名の字が離れて抽出されたため、行に残った字と離れた字から組み立てた。定められた科目名のうち、残る字がないのはこの組み合わせだけ。原文と見比べる",
                "the letters of these names stand apart, and were put together with those left in the rows: of the names in use these alone take "
                "all letters; compare them with the source", table.table_id, rows[0].source_line, "label",
            ))
    return readings


def of_columns(draft: Draft) -> list[Reading]:
    """What each column is; those of a table with one certainty in one reading."""
    found = {(reading.table_id, reading.column): reading for reading in draft.findings.columns}
    summed = {
        statement: relation for relation in draft.findings.relations
        if relation.axis == "business" and relation.certainty == PROVED for statement in relation.statements
    }
    by_stage = {
        (statement, stage): relation for relation in draft.findings.relations
        if relation.axis == "stage" and relation.certainty == PROVED for statement in relation.statements
        for stage in (relation.parent, *dict(relation.children))
    }
    readings = []
    for table in draft.document.tables:
        names_of_table = {column.business for column in table.columns if column.kind == "figure"}
        groups: dict[tuple[str, str, str], list[str]] = defaultdict(list)
        headed = [bool(column.printed) for column in table.columns if column.kind != "attribute"]
        for column in table.columns:
            name = draft.columns[table.table_id, column.number]
            reading = found.get((table.table_id, column.number))
            if re.fullmatch(UNNAMED + "[0-9]+", column.printed):
                groups[OPEN, "どの財源の欄か、数字からは決まらない。printed_columns.csv の意味を確かめる", "the figures do not tell which fund it is: check what it is in printed_columns.csv"].append(name)
            elif reading:
                groups[reading.certainty, reading.reason_ja, reading.reason_en].append(name)
            elif column.kind == "figure" and table.statement != "contents":
                relation, law = summed.get(table.statement), by_stage.get((table.statement, column.stage))
                if len([other for other in table.columns if other.kind == "figure"]) == 1:
                    groups[PROVED, "金額の欄は一つだけ", "the only column of amounts"].append(name)
                elif relation and TOTAL in names_of_table and len(names_of_table) > 2:
                    groups[PROVED, relation.reason_ja, relation.reason_en].append(name)
                elif law:
                    groups[PROVED, law.reason_ja, law.reason_en].append(name)
                elif not column.printed:
                    groups[OPEN, "見出しが読めない。printed_columns.csv の意味を確かめる", "its header could not be read: check what it is in printed_columns.csv"].append(name)
                elif not all(headed):
                    groups[OPEN, "見出しの欄の数と行の欄の数が違う。printed_columns.csv の意味を確かめる", "the header has not as many columns as the rows: check what each is in printed_columns.csv"].append(name)
                else:
                    groups[PROBABLE, "見出しの語による。確かめる式がない", "by the words of its header; no sum confirms it"].append(name)
        for (certainty, reason_ja, reason_en), names in groups.items():
            readings.append(Reading("column", listed(names), certainty, reason_ja, reason_en, table.table_id, table.first_line, names[0]))
    return merge(readings)


def of_lines(draft: Draft) -> list[Reading]:
    """Rows of several tables that are one line although their labels differ or their figures do not decide."""
    readings = []
    rows = {(table.table_id, row.source_line): row for table in draft.document.tables for row in table.rows}
    for line in draft.findings.lines:
        line_id = draft.chart.of_key.get(line.key)
        labels = list(dict.fromkeys(plain(rows[place].label) for place in line.rows if place in rows))
        if line_id is None or line.certainty == PROVED and len(labels) < 2:
            continue
        table_id, number = line.rows[-1]
        readings.append(Reading(
            "label" if len(labels) > 1 else "line", line_id, line.certainty, f"{line.reason_ja}（{listed(labels)}）",
            f"{line.reason_en} ({listed(labels)})", table_id, number, "label",
        ))
    return merge(readings)


def merge(readings: list[Reading]) -> list[Reading]:
    """Put readings that are not proved, of one kind and certainty, into one that names them."""
    groups: dict[tuple[str, str, str], list[Reading]] = defaultdict(list)
    kept = []
    for reading in readings:
        if reading.certainty == PROVED:
            kept.append(reading)
        else:
            groups[reading.kind, "", reading.certainty].append(reading)
    for group in groups.values():
        first = group[0]
        if len(group) > 1:
            first.reading = listed([
                reading.reading if reading.table_id == first.table_id else f"{reading.reading}（{reading.table_id} {reading.source_line or ''}）"
                for reading in group
            ])
            first.reason_ja = " / ".join(dict.fromkeys(reading.reason_ja for reading in group[:3])) + (f" …（{len(group)}）" if len(group) > 3 else "")
            first.reason_en = " / ".join(dict.fromkeys(reading.reason_en for reading in group[:3])) + (f" … ({len(group)})" if len(group) > 3 else "")
        kept.append(first)
    return kept


def of_words(draft: Draft) -> list[Reading]:
    """Lines and businesses whose English the glossary does not have, in one reading for each statement."""
    readings = []
    unknown: dict[str, list[str]] = defaultdict(list)
    for line in draft.chart.lines.values():
        if not line.english.is_whole:
            unknown[line.statement].append(line.label_ja)
    if unknown:
        count = sum(map(len, unknown.values()))
        readings.append(Reading(
            "words", "; ".join(f"{statement}: {listed(labels)}" for statement, labels in unknown.items()), OPEN,
            f"用語集にない語がある {count} 科目。statement_lines.csv の label_en を書く",
            f"{count} lines have words that the glossary does not have: write their label_en in statement_lines.csv",
        ))
    names = [name for name, english in draft.chart.english_businesses.items() if not english.is_whole]
    if names:
        readings.append(Reading(
            "words", listed(names), OPEN, "用語集にない事業名。businesses.csv の name_ja と name_en を確かめる",
            "names of businesses that the glossary does not have: check name_ja and name_en in businesses.csv",
        ))
    return readings


def of_rules(draft: Draft) -> list[Reading]:
    """Each rule that is proved, and the others by what makes them rules, each with its reason: one cause is asked about once."""
    causes: dict[tuple[str, ...], list[Rule]] = defaultdict(list)
    for rule in draft.rules:
        relation = rule.relation
        names = {plain(draft.chart.lines[line].label_ja).split("（")[0] for line in (rule.parent, *dict(rule.children)) if line in draft.chart.lines}
        cause = (relation.reason_ja.split("。")[0], "one name" if len(names) == 1 else "", "fails" if FAILS.search(relation.reason_ja) else "")
        causes[str(relation.kind == "tie"), relation.certainty, *(cause if relation.certainty != PROVED else (rule.rule_id,))].append(rule)
    return [reading for rules in causes.values() for reading in of_cause(rules)]


def of_cause(rules: list[Rule]) -> list[Reading]:
    """Rules for one reason: the reason once, and each in words with what is its own; in several readings where one would be too long."""
    one = rules[0].relation
    told = []
    for texts, words in (
        ([(rule.label_ja, rule.relation.reason_ja) for rule in rules], "同じ根拠の式 {} 個。{} ／ "),
        ([(rule.label_en, rule.relation.reason_en) for rule in rules], "{} rules for one reason. {} / "),
    ):
        shared = common([reason for _, reason in texts])
        each = " ／ ".join(f"{label}: {reason[len(shared) :]}" for label, reason in texts)
        told.append(f"{words.format(len(rules), shared) if len(rules) > 1 else ''}{each}")
    if len(rules) > 1 and max(map(len, told)) > LONGEST:
        half = len(rules) // 2
        return of_cause(rules[:half]) + of_cause(rules[half:])
    return [Reading("tie" if one.kind == "tie" else "rule", ", ".join(rule.rule_id for rule in rules), one.certainty, *told)]


def common(reasons: list[str]) -> str:
    """What several reasons begin with alike, up to a mark that ends a clause."""
    found = re.match(".*[。;]", commonprefix(reasons)) if len(reasons) > 1 else None
    return found[0] if found else ""


def of_signs(draft: Draft) -> list[Reading]:
    """Each sign that arithmetic looked at and that is not as printed, or not proved."""
    rows = {(table.table_id, row.source_line): row for table in draft.document.tables for row in table.rows}
    readings = []
    for sign in draft.findings.signs:
        if sign.sign > 0 and sign.certainty == PROVED:
            continue
        row = rows.get((sign.place.table_id, sign.place.source_line))
        mark = "△" if sign.sign < 0 else ""
        readings.append(Reading(
            "sign", f"{row.label if row else ''} {mark}{sign.printed}", sign.certainty, sign.reason_ja, sign.reason_en,
            sign.place.table_id, sign.place.source_line, draft.columns.get((sign.place.table_id, sign.place.column), ""),
            sign.printed if sign.sign < 0 else f"△{sign.printed}",
        ))
    return merge(readings)


def of_repairs(draft: Draft) -> list[Reading]:
    """Rows whose cells were put elsewhere, and headers that were mended."""
    readings = [
        Reading(
            "repair", " | ".join(repair.as_read), repair.certainty, repair.reason_ja, repair.reason_en,
            repair.table_id, repair.source_line, "", " | ".join(repair.as_extracted),
        )
        for repair in draft.findings.repairs
    ]
    for row in draft.plan.rows.get("extraction_repairs", []):
        if row["repair_kind"] == "mangled_header":
            readings.append(Reading(
                "repair", row["as_read"], PROBABLE, "見出しが壊れていた。他の表の同じ欄から読んだ",
                "a mangled header, read from the same columns of other tables", row["table_id"], int(row["source_line"]), "", row["as_extracted"],
            ))
        elif row["repair_kind"] == "blank_cells":
            readings.append(Reading(
                "repair", f"{row['as_extracted'].split(' | ')[0]}: {row['as_read']}", PROBABLE, "空白の欄がある。何も印刷されていないと読んだ",
                "columns that are blank: read as nothing printed", row["table_id"], int(row["source_line"]),
            ))
    return merge(readings)


def of_prose(draft: Draft) -> list[Reading]:
    """What the amounts in the prose are of."""
    found = {(reading.source_line, reading.position): reading for reading in draft.findings.prose}
    readings = []
    table_id = next((table for table, (columns, _) in draft.plan.tables.items() if "position" in columns), "")
    for prose in draft.document.prose:
        reading = found.get((prose.source_line, prose.position))
        if reading:
            line = draft.chart.of_key.get(reading.line, "") if reading.line else ""
            readings.append(Reading(
                "figure", f"{prose.label} {prose.printed} → {line or '?'} {reading.stage or ''}", reading.certainty,
                reading.reason_ja, reading.reason_en, table_id, prose.source_line, "figure",
            ))
        else:
            readings.append(Reading(
                "figure", f"{prose.label} {prose.printed}", PROBABLE, "本文の金額。結び付く科目が見つからず、本文だけの行とした",
                "an amount of the prose that ties to no line; it has a line of its own", table_id, prose.source_line, "figure",
            ))
    return merge(readings)


def of_figures(draft: Draft) -> list[Reading]:
    """Figures that are likely wrong, cells that cannot be read, and amounts that were left out."""
    readings = [
        Reading(
            "slip" if is_alone(misread) else "figure", f"{misread.proposed:,}", misread.certainty if misread.certainty != PROVED else PROBABLE, misread.reason_ja, misread.reason_en,
            misread.place.table_id, misread.place.source_line, draft.columns.get((misread.place.table_id, misread.place.column), ""), misread.printed,
        )
        for misread in draft.findings.misread
    ]
    for table in draft.document.tables:
        for row in table.rows:
            read = {figure.column for figure in row.figures}
            for column, cell in zip(table.columns, row.cells, strict=False):
                if column.kind == "figure" and cell and column.number not in read and row.figures and not table.is_torn:
                    readings.append(Reading(
                        "figure", cell, OPEN, "数字として読めない", "cannot be read as a figure", table.table_id, row.source_line,
                        draft.columns[table.table_id, column.number],
                    ))
    for is_money, (ja, en) in UNPLACED.items():
        rows = [row for _, row in draft.document.unplaced if all(figure.unit in YEN for figure in row.figures) == is_money]
        if rows:
            lines = listed([f"{row.label}（{row.source_line}行）" for row in rows])
            told = {str(row.source_line) for row in rows}
            readings.append(Reading("figure", lines, OPEN, ja, en, source_line=rows[0].source_line, leaves=[row for row in draft.left if row["source_line"] in told]))
    return readings + of_left_out(draft, [row for reading in readings for row in reading.leaves])


def of_left_out(draft: Draft, told: list[dict[str, str]]) -> list[Reading]:
    """What of the text is not transcribed: the amounts of each table and of the rest of the text, numbers that are none, and figures that stand apart.

    Args:
        draft: The draft.
        told: Rows of left_out that another reading tells.
    """
    groups: dict[tuple[str, str], list[dict[str, str]]] = defaultdict(list)
    for row in draft.left:
        if not any(row is other for other in told):
            groups[row["kind"], row["table_id"] if row["kind"] == AMOUNT else ""].append(row)
    readings = []
    for (kind, table_id), rows in groups.items():
        lines = {line: [int(row["amount"]) for row in rows if row["source_line"] == line] for line in dict.fromkeys(row["source_line"] for row in rows)}
        shown = listed([f"{line}行 {'・'.join(f'{amount:,}' for amount in amounts)}" for line, amounts in lines.items()])
        ja, en = LEFT_OUT[kind]
        readings.append(Reading(
            "figure", shown, PROBABLE if kind == NUMBER else OPEN, f"{ja.format(count=len(rows))}", f"{en.format(count=len(rows))}",
            table_id, int(rows[0]["source_line"]), leaves=rows,
        ))
    return readings


def rows_of(document: str, readings: list[Reading]) -> list[dict[str, object]]:
    """Rows of readings.csv, numbered in the order of the document."""
    return [
        {
            "document_id": document, "reading_id": f"r{number:04}", "kind": reading.kind, "table_id": reading.table_id,
            "source_line": reading.source_line, "column_name": reading.column_name, "reading": reading.reading,
            "alternative": reading.alternative, "certainty": reading.certainty, "reason_ja": reading.reason_ja,
            "reason_en": reading.reason_en, "decision": "",
        }
        for number, reading in enumerate(readings, start=1)
    ]

