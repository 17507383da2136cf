-- One row per document and reason of the amendment: why, with the amount that the
-- prose names, where it stands.
with
amendment_reasons as (select * from {{ ref('amendment_reasons_told') }}),
printed_figures as (select * from {{ ref('printed_figures') }}),
documents as (select * from {{ ref('documents') }}),
businesses as (select * from {{ ref('businesses') }}),

reasons_with_amounts as (
    select
        reasons.document_id,
        reasons.reason_order,
        reasons.title_ja,
        reasons.title_en,
        reasons.explanation_ja,
        reasons.explanation_en,
        reasons.business_id,
        businesses.name_ja as business_ja,
        businesses.name_en as business_en,
        printed_figures.line_id,
        printed_figures.stage,
        printed_figures.table_id,
        printed_figures.source_line,
        printed_figures.figure_as_printed,
        printed_figures.unit,
        printed_figures.amount as amount_in_unit
    from amendment_reasons as reasons
    inner join documents on reasons.document_id = documents.document_id
    left join businesses
        on documents.taxonomy_id = businesses.taxonomy_id
            and reasons.business_id = businesses.business_id
    left join printed_figures
        on reasons.document_id = printed_figures.document_id
            and reasons.table_id = printed_figures.table_id
            and reasons.source_line = printed_figures.source_line
            and reasons.position = printed_figures.column_no
)

select * from reasons_with_amounts
