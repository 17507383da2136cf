"""What the numbers of a document say: columns, lines, sums, ties, signs and repairs."""

from __future__ import annotations

from collections import Counter
from copy import deepcopy
from itertools import accumulate

from reader import axes, columns, gaps, lines, lost_signs, measures, misread, numbering, places, prose_amounts, steps, ties, totals, unplaced
from reader.cube import View, joined, views_of
from reader.reading import PROBABLE, PROVED, TOTAL, Document, Findings, LineKey, Relation, Table
from reader.text import ROUNDED_THOUSAND, are_comparable
from reader.words import says

# So many sums more must hold if thousands are taken to be rounded.
ROUNDED_SUMS = 2


def find(document: Document) -> Findings:
    """Reason with the numbers of a document: as exact ones, and where these miss by little, as rounded ones.

    That one wrong figure explains what misses comes first: then nothing is rounded. Of a book that
    prints most tables in exact thousands only those are rounded whose own sums hold only so.

    Args:
        document: What layout read; filled in as by `reason`.

    Returns:
        All findings, each with how sure it is and why.
    """
    untouched = deepcopy(document)
    findings = reason(document)
    tables = [table for table in untouched.tables if table.unit == "thousand_yen"]
    if not tables or all(relation.cells for relation in sums_of(findings)) and not findings.misread and not any(map(is_nearly_met, tables)):
        return findings
    trial = deepcopy(untouched)
    rounded = reason(round_tables(trial, {table.table_id for table in tables}))
    if len({misread.place for misread in findings.misread}) == 1:
        return findings
    exact, loose = cells_by_statement(findings), cells_by_statement(rounded)
    more = {statement: loose[statement] - exact[statement] for statement in loose}
    found = {statement for statement, count in more.items() if is_rounded(count, loose[statement])}
    rest = sum(count for statement, count in more.items() if statement not in found)
    if not is_rounded(sum(more.values()), sum(loose.values())) or found and rest <= 0:
        chosen = {table.table_id for table in document.tables if table.statement in found}
        if not chosen:
            return findings
        trial = untouched
        rounded = reason(round_tables(trial, chosen))
        more = {statement: more[statement] for statement in found}
    document.tables, document.prose, document.unplaced = trial.tables, trial.prose, trial.unplaced
    document.rounded_sums = sum(more.values())
    # That anything is rounded is for a person to confirm, and so is all that follows from it.
    of_rounded = {table.statement for table in document.tables if table.unit == ROUNDED_THOUSAND}
    ids = {table.table_id for table in document.tables if table.statement in of_rounded}
    for column in rounded.columns:
        column.certainty = PROBABLE if column.certainty == PROVED and column.table_id in ids else column.certainty
    for sign in rounded.signs:
        sign.certainty = PROBABLE if sign.certainty == PROVED and sign.place.table_id in ids else sign.certainty
    for relation in rounded.relations:
        keys = (relation.parent, *(child for child, _ in relation.children))
        touched = {key.statement for key in keys if isinstance(key, LineKey)} | set(relation.statements)
        relation.certainty = PROBABLE if relation.certainty == PROVED and (touched & of_rounded or not touched) else relation.certainty
    return rounded


def is_rounded(more: int, loose: int) -> bool:
    """Whether so many sums hold only if thousands are rounded that they are: two at least, and most of those that then hold."""
    return more >= ROUNDED_SUMS and 2 * more >= loose


def round_tables(document: Document, chosen: set[str]) -> Document:
    """A document with the thousands of some tables taken for rounded ones."""
    for table in document.tables:
        if table.table_id in chosen and table.unit == "thousand_yen":
            for part in (table, *table.columns, *(figure for row in table.rows for figure in row.figures)):
                if part.unit == "thousand_yen":
                    part.unit = ROUNDED_THOUSAND
    return document


def cells_by_statement(findings: Findings) -> Counter[str]:
    """How many sums of lines hold, by the statement of what they make up."""
    cells: Counter[str] = Counter()
    for relation in sums_of(findings):
        cells[relation.parent.statement] += relation.cells  # type: ignore[union-attr]
    return cells


def sums_of(findings: Findings) -> list[Relation]:
    """The sums of lines among what was found."""
    return [relation for relation in findings.relations if relation.axis == "line" and len(relation.children) > 1]


def is_nearly_met(table: Table) -> bool:
    """Whether a line with the word of a total misses the sum of lines before it by no more than a unit for each."""
    amounts: list[dict[int, int]] = []
    for row in table.rows:
        found = {figure.column: figure.magnitude * (figure.sign or 1) for figure in row.figures}
        if says("total", row.normalised):
            for column, amount in found.items():
                above = list(accumulate(before.get(column, 0) for before in reversed(amounts)))
                if any(0 < abs(amount - total) <= count for count, total in enumerate(above, 1) if count > 1):
                    return True
        amounts.append(found)
    return False


def reason(document: Document) -> Findings:
    """Reason with the numbers of a document, in the units that its tables have.

    Args:
        document: What layout read. The stages and businesses of its columns, and the figures of
            rows whose cells are placed, are filled in.

    Returns:
        All findings, each with how sure it is and why.
    """
    findings = Findings()
    tables = document.tables
    for table in tables:
        table.statement = table.statement or table.table_id
        numbering.deepen(table)
    findings.repairs = unplaced.place(document)
    columns.name_businesses(tables)
    places.prepare(tables, document.prints_minus)
    for table in tables:
        for column in table.columns:
            if column.business is None and column.kind == "figure" and not columns.names_of(table):
                column.business = table.business or TOTAL
    findings.columns = columns.read_stages(tables)
    findings.repairs += gaps.place_ended(document)
    twice = gaps.find(document)
    keys, _ = lines.unify(tables)
    findings.columns += columns.read_by_agreement(tables, keys)
    findings.columns += columns.read_without_stage(tables, keys)
    keys, findings.lines = lines.unify(tables)
    views = views_of(document, keys)
    if any(table.is_torn for table in tables):
        relations, _ = totals.find(tables, keys, views)
        findings.repairs += places.place(tables, keys, joined(views), relations, document.prints_minus)
        for table in tables:
            table.is_torn = False
        views = views_of(document, keys)
    if twice:
        relations, _ = totals.find(tables, keys, views)
        findings.repairs += gaps.place(tables, twice, keys, relations)
        views = views_of(document, keys)
    findings.relations, renamed = totals.find(tables, keys, views)
    lines.rename(findings.lines, keys, renamed)
    views = views_of(document, keys)
    whole = joined(views)
    stepped = steps.find(tables, views)
    findings.relations = steps.clear(findings.relations, stepped, views)
    headed = frozenset(table.table_id for table in tables if any(column.printed for column in columns.figure_columns(table)))
    findings.relations += axes.find(views, whole, headed) + measures.find(tables, views) + stepped
    findings.columns += columns.read_by_sum(tables, findings.relations, findings.columns)
    findings.signs = lost_signs.deduce(findings.relations, views, whole)
    tied = ties.Ties(tables, whole, findings.relations)
    findings.relations += [relation for relation in tied.find() if is_held(relation, views)]
    findings.owners = tied.owners
    findings.prose, of_prose = prose_amounts.read(document.prose, views, whole, document.lines)
    findings.relations += of_prose
    findings.misread = misread.find(findings.relations, views, whole)
    return findings


def is_held(relation: Relation, views: list[View]) -> bool:
    """Whether the project holds the lines of a relation to one another: their amounts are in units that it does not keep apart."""
    lines = (relation.parent, *(line for line, _ in relation.children))
    return are_comparable(*(view.cells[line].scale for view in views for line in lines if line in view.cells))
