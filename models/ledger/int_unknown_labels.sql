-- One row per printed label that means no line of its table, and per row of prose that
-- names no line, with what was probably meant.
with

stg_prose_figures as (
    select * from {{ ref('stg_prose_figures') }}
),

int_rows_resolved as (
    select * from {{ ref('int_rows_resolved') }}
),

int_figures_read as (
    select * from {{ ref('int_figures_read') }}
),

documents as (
    select * from {{ ref('documents') }}
),

printed_tables as (
    select * from {{ ref('printed_tables') }}
),

label_variants as (
    select * from {{ ref('label_variants') }}
),

rows_beside as (
    select distinct
        document_id,
        table_id,
        normalised_label
    from int_rows_resolved
    where line_count > 0
),

-- The nearest label; among those as near, one that the table still lacks.
nearest_labels as (
    select
        printed_rows.document_id,
        printed_rows.table_id,
        printed_rows.source_line,
        printed_rows.label,
        label_variants.label as nearest_label,
        row_number() over (
            partition by
                printed_rows.document_id, printed_rows.table_id,
                printed_rows.source_line, printed_rows.label
            order by
                levenshtein(coalesce(printed_rows.normalised_label, ''), label_variants.label),
                case when rows_beside.normalised_label is null then 0 else 1 end,
                label_variants.label
        ) as nearness
    from int_rows_resolved as printed_rows
    inner join documents on printed_rows.document_id = documents.document_id
    inner join printed_tables
        on
            printed_rows.document_id = printed_tables.document_id
            and printed_rows.table_id = printed_tables.table_id
    left join label_variants
        on
            documents.taxonomy_id = label_variants.taxonomy_id
            and printed_tables.statement = label_variants.statement
            and printed_tables.layout = label_variants.layout
    left join rows_beside
        on
            printed_rows.document_id = rows_beside.document_id
            and printed_rows.table_id = rows_beside.table_id
            and label_variants.label = rows_beside.normalised_label
    where printed_rows.line_count = 0
),

unknown_labels as (
    select
        document_id,
        table_id,
        source_line,
        'label' as column_name,
        label,
        label as found,
        'unknown_label' as problem,
        nearest_label as expected
    from nearest_labels
    where nearness = 1
    union all
    select
        prose.document_id,
        prose.table_id,
        prose.source_line,
        'line_id' as column_name,
        prose.label,
        prose.line_id as found,
        'unknown_label' as problem,
        'statement_lines.line_id' as expected
    from stg_prose_figures as prose
    inner join int_figures_read
        on
            prose.document_id = int_figures_read.document_id
            and prose.table_id = int_figures_read.table_id
            and prose.source_line = int_figures_read.source_line
            and prose.label = int_figures_read.label_as_printed
    where int_figures_read.problem = 'unknown_label'
)

select * from unknown_labels
