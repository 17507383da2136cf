-- One row per printed row and measure, with the line that its label means there.
-- The same label means different lines in different places, so a label is read
-- within the statement, the layout and the section of the table where it stands.
with
stg_printed_cells as (select * from {{ ref('stg_printed_cells') }}),
documents as (select * from {{ ref('documents') }}),
printed_tables as (select * from {{ ref('printed_tables') }}),
printed_columns as (select * from {{ ref('printed_columns') }}),
label_variants as (select * from {{ ref('label_variants') }}),

rows_numbered as (
    select distinct
        printed_rows.document_id,
        printed_rows.table_id,
        documents.taxonomy_id,
        printed_tables.statement,
        printed_tables.layout,
        printed_rows.source_line,
        printed_rows.label,
        {{ normalise_label('printed_rows.label') }} as normalised_label,
        dense_rank() over (
            partition by printed_rows.document_id, printed_rows.table_id
            order by
                try_cast(printed_rows.source_line as integer), printed_rows.source_line,
                printed_rows.label
        ) as row_no
    from stg_printed_cells as printed_rows
    inner join documents on printed_rows.document_id = documents.document_id
    inner join printed_tables
        on printed_rows.document_id = printed_tables.document_id
            and printed_rows.table_id = printed_tables.table_id
),

section_labels as (
    select distinct
        taxonomy_id,
        statement,
        layout,
        section_label
    from label_variants
    where section_label is not null
),

rows_with_section_start as (
    select
        rows_numbered.*,
        section_labels.section_label as section_begun,
        max(case when section_labels.section_label is not null then rows_numbered.row_no end) over (
            partition by rows_numbered.document_id, rows_numbered.table_id
            order by rows_numbered.row_no
        ) as section_row_no
    from rows_numbered
    left join section_labels
        on rows_numbered.taxonomy_id = section_labels.taxonomy_id
            and rows_numbered.statement = section_labels.statement
            and rows_numbered.layout = section_labels.layout
            and rows_numbered.normalised_label = section_labels.section_label
),

rows_with_section as (
    select
        *,
        max(section_begun) over (
            partition by document_id, table_id, section_row_no
        ) as section_label,
        row_number() over (
            partition by document_id, table_id, section_row_no, normalised_label
            order by row_no
        ) as occurrence
    from rows_with_section_start
),

measures as (
    select distinct
        document_id,
        table_id,
        measure
    from printed_columns
    where column_kind in ('figure', 'ratio')
),

rows_resolved as (
    select
        printed_rows.document_id,
        printed_rows.table_id,
        printed_rows.taxonomy_id,
        printed_rows.statement,
        printed_rows.layout,
        printed_rows.source_line,
        printed_rows.row_no,
        printed_rows.label,
        printed_rows.normalised_label,
        measures.measure,
        min(label_variants.line_id) as line_id,
        max(label_variants.line_id) as other_line_id
    from rows_with_section as printed_rows
    left join measures
        on printed_rows.document_id = measures.document_id
            and printed_rows.table_id = measures.table_id
    left join label_variants
        on printed_rows.taxonomy_id = label_variants.taxonomy_id
            and printed_rows.statement = label_variants.statement
            and printed_rows.layout = label_variants.layout
            and printed_rows.normalised_label = label_variants.label
            and coalesce(label_variants.occurrence, printed_rows.occurrence)
            = printed_rows.occurrence
            and coalesce(label_variants.section_label, printed_rows.section_label, '')
            = coalesce(printed_rows.section_label, '')
            and measures.measure is not distinct from label_variants.measure
    group by
        printed_rows.document_id, printed_rows.table_id, printed_rows.taxonomy_id,
        printed_rows.statement, printed_rows.layout, printed_rows.source_line, printed_rows.row_no,
        printed_rows.label, printed_rows.normalised_label, measures.measure
)

select * from rows_resolved
