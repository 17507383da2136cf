-- One row per printed figure: how many checks bind it, how many of them exactly,
-- and, where no law of the document does, why not.
with
printed_figures as (select * from {{ ref('printed_figures') }}),
figure_checks as (select * from {{ ref('figure_checks') }}),
int_documents as (select * from {{ ref('int_documents') }}),
statement_lines as (select * from {{ ref('statement_lines') }}),
unbound_reasons as (select * from {{ ref('unbound_reasons') }}),

counts as (
    select
        document_id,
        figure_id,
        count(*) as check_count,
        count_if(family <> 'control_total') as law_count,
        count_if(family <> 'control_total' and is_exact) as exact_law_count
    from figure_checks
    group by document_id, figure_id
),

figure_coverage as (
    select
        printed_figures.document_id,
        printed_figures.figure_id,
        printed_figures.table_id,
        printed_figures.row_no,
        printed_figures.column_no,
        printed_figures.source_line,
        printed_figures.label_as_printed,
        printed_figures.figure_as_printed,
        printed_figures.unit,
        cast(coalesce(counts.check_count, 0) as integer) as check_count,
        cast(coalesce(counts.law_count, 0) as integer) as law_count,
        cast(coalesce(counts.exact_law_count, 0) as integer) as exact_law_count,
        unbound_reasons.reason_ja,
        unbound_reasons.reason_en
    from printed_figures
    inner join int_documents on printed_figures.document_id = int_documents.document_id
    left join statement_lines
        on int_documents.taxonomy_id = statement_lines.taxonomy_id
            and printed_figures.line_id = statement_lines.line_id
    left join counts
        on printed_figures.document_id = counts.document_id
            and printed_figures.figure_id = counts.figure_id
    left join unbound_reasons
        on coalesce(counts.exact_law_count, 0) = 0
            and printed_figures.document_id = unbound_reasons.document_id
            and statement_lines.statement = unbound_reasons.statement
            and printed_figures.unit = unbound_reasons.unit
            and coalesce(printed_figures.stage, '') = coalesce(unbound_reasons.stage, '')
)

select * from figure_coverage
