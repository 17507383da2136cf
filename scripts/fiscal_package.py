"""Describe the budget lines as a Fiscal Data Package.

One table holds what adds up to everything else: leaf lines of the single businesses. Its
columns have the names of the budget taxonomy of Fiscal Data Package 1.0 (`columnType`);
the package has the `model` of version 0.3, which its JSON schema asks for.

https://specs.frictionlessdata.io/fiscal-data-package/
https://specs.frictionlessdata.io/fiscal-data-package--budgets/
"""

from __future__ import annotations

from typing import Any

NAME = "budget_lines"
DESCRIPTION = (
    "One row per document, leaf line of a statement, single business and stage: what adds up to "
    "all totals. Each line stands in the section and the statement that it belongs to."
)
# A document without businesses of its own has only their total.
QUERY = """
    with phases as (
        select
            documents.document_id,
            usual.stage,
            coalesce(own.phase, usual.phase) as phase,
            coalesce(own.value_kind, usual.value_kind) as value_kind
        from documents
        inner join fiscal_phases as usual on usual.document_id is null
        left join fiscal_phases as own
            on documents.document_id = own.document_id and usual.stage = own.stage
    )
    select
        concat_ws(':', amounts.document_id, amounts.line_id, amounts.business_id, amounts.stage)
            as budget_line_id,
        amounts.document_id,
        documents.agency_ja as agency,
        documents.agency_en,
        documents.fiscal_year,
        amounts.statement,
        statements.label_ja as statement_label,
        lines.section,
        sections.label_ja as section_label,
        amounts.line_id,
        amounts.label_ja as line_label,
        amounts.label_en as line_label_en,
        amounts.business_id,
        amounts.business_ja as business_label,
        amounts.stage,
        stages.label_ja as stage_label,
        phases.phase,
        phases.value_kind,
        'JPY' as currency,
        amounts.amount_thousand_yen * 1000 as yen
    from statement_amounts as amounts
    inner join documents using (document_id)
    inner join statements
        on documents.taxonomy_id = statements.taxonomy_id and amounts.statement = statements.statement
    inner join statement_lines as lines
        on documents.taxonomy_id = lines.taxonomy_id and amounts.line_id = lines.line_id
    left join statement_lines as sections
        on documents.taxonomy_id = sections.taxonomy_id and lines.section = sections.line_id
    inner join document_stages as stages
        on amounts.document_id = stages.document_id and amounts.stage = stages.stage
    left join phases on amounts.document_id = phases.document_id and amounts.stage = phases.stage
    where
        amounts.line_kind = 'leaf'
        and amounts.is_total_business = (
            select bool_and(is_total_business) from statement_amounts as own
            where own.document_id = amounts.document_id
        )
    order by
        amounts.document_id, statements.statement_order, amounts.line_order, amounts.business_order,
        stages.stage_order
"""
# Each column: its type, what the Fiscal Data Package calls it, and what it holds.
COLUMNS = {
    "budget_line_id": ("string", "budget-line-id", "Document, line, business and stage."),
    "document_id": ("string", None, "Budget document."),
    "agency": ("string", "administrative-classification:generic:code", "Agency, in Japanese."),
    "agency_en": ("string", "administrative-classification:generic:label", "Agency, in English."),
    "fiscal_year": ("integer", "date:fiscal-year", "Fiscal year, by the year in which it begins."),
    "statement": ("string", "economic-classification:generic:level1:code", "Statement."),
    "statement_label": ("string", "economic-classification:generic:level1:label", "Statement, in Japanese."),
    "section": ("string", "economic-classification:generic:level2:code", "Section, where there are any."),
    "section_label": ("string", "economic-classification:generic:level2:label", "Section, in Japanese."),
    "line_id": ("string", "economic-classification:generic:level3:code", "Line of the statement."),
    "line_label": ("string", "economic-classification:generic:level3:label", "Line, as printed."),
    "line_label_en": ("string", "economic-classification:generic:level3:description", "Line, in English."),
    "business_id": ("string", "activity:generic:program:code", "Business."),
    "business_label": ("string", "activity:generic:program:label", "Business, in Japanese."),
    "stage": ("string", None, "Stage."),
    "stage_label": ("string", "phase:label", "Stage, in the words of the document."),
    "phase": ("string", "phase:id", "Proposed, approved, adjusted or executed, where it is one."),
    "value_kind": ("string", "value-kind:code", "Whether it is an amount, or the change of one."),
    "currency": ("string", "value-currency:code", "Currency."),
    "yen": ("integer", "value", "Amount in yen, exact to the thousand."),
}
REQUIRED = set(COLUMNS) - {"section", "section_label", "phase"}


def resource() -> dict[str, Any]:
    """The table of budget lines, as a tabular data resource."""
    fields = []
    for name, (kind, column_type, description) in COLUMNS.items():
        field: dict[str, Any] = {"name": name, "type": kind, "description": description}
        if column_type:
            field["columnType"] = column_type
        if name in REQUIRED:
            field["constraints"] = {"required": True}
        fields.append(field)
    key = {"fields": ["document_id"], "reference": {"resource": "documents", "fields": ["document_id"]}}
    return {
        "name": NAME,
        "path": f"{NAME}.csv",
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "description": DESCRIPTION,
        "schema": {"fields": fields, "primaryKey": ["budget_line_id"], "foreignKeys": [key]},
    }


def dimension(kind: str, key: list[str], attributes: dict[str, dict[str, str]], **more: str) -> dict[str, Any]:
    """A dimension of the model.

    Args:
        kind: Its `dimensionType`.
        key: The attributes that tell its members apart.
        attributes: What each attribute says besides its column, which it is named after.
        more: Further properties.

    Returns:
        The dimension.
    """
    sourced = {name: {"source": name, "resource": NAME} | own for name, own in attributes.items()}
    return {"dimensionType": kind, "primaryKey": key, "attributes": sourced} | more


def model() -> dict[str, Any]:
    """The logical model: one measure, and the dimensions that tell its amounts apart."""
    return {
        "measures": {"yen": {"source": "yen", "resource": NAME, "currency": "JPY", "factor": 1}},
        "dimensions": {
            "document": dimension("other", ["document_id"], {"document_id": {}}),
            "agency": dimension(
                "entity", ["agency"], {"agency": {}, "agency_en": {"labelfor": "agency"}}
            ),
            "fiscal_year": dimension("datetime", ["fiscal_year"], {"fiscal_year": {}}),
            "line": dimension(
                "classification", ["line_id"],
                {
                    "statement": {}, "statement_label": {"labelfor": "statement"},
                    "section": {"parent": "statement"}, "section_label": {"labelfor": "section"},
                    "line_id": {"parent": "section"}, "line_label": {"labelfor": "line_id"},
                },
                classificationType="economic",
            ),
            "business": dimension(
                "activity", ["business_id"], {"business_id": {}, "business_label": {"labelfor": "business_id"}}
            ),
            "phase": dimension(
                "other", ["stage"],
                {"stage": {}, "stage_label": {"labelfor": "stage"}, "phase": {}, "value_kind": {}},
            ),
        },
    }


def fiscal_period(documents: list[dict[str, Any]]) -> dict[str, str]:
    """The first and the last day of what the documents are budgets of."""
    starts = [str(document["period_start"]) for document in documents]
    ends = [str(document["period_end"]) for document in documents]
    return {"start": min(starts), "end": max(ends)}
