"""What the numbers of a document say: columns, lines, sums, ties, signs and repairs."""

from __future__ import annotations

from reader import axes, columns, lines, lost_signs, totals
from reader.cube import joined, views_of
from reader.reading import TOTAL, Document, Findings


def find(document: Document) -> Findings:
    """Reason with the numbers of a document.

    Args:
        document: What layout read. The stages and businesses of its columns, and the figures of
            rows whose cells are placed, are filled in.

    Returns:
        All findings, each with how sure it is and why.
    """
    findings = Findings()
    columns.name_businesses(document.tables)
    for table in document.tables:
        for column in table.columns:
            if column.business is None and column.kind == "figure" and not columns.names_of(table):
                column.business = table.business or TOTAL
    findings.columns = columns.read_stages(document.tables)
    keys, _ = lines.unify(document.tables)
    findings.columns += columns.read_by_agreement(document.tables, keys)
    keys, findings.lines = lines.unify(document.tables)
    views = views_of(document, keys)
    whole = joined(views)
    findings.relations, failed = totals.find(document.tables, keys, views)
    findings.relations += axes.find(views, whole)
    findings.signs = lost_signs.deduce(findings.relations, views, whole)
    return findings
