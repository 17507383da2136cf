-- Every cell of the transcription that holds a figure is in printed_figures once, and
-- every row of the lake that holds one is in the template of its document.
with
stg_printed_cells as (select * from {{ ref('stg_printed_cells') }}),
stg_prose_figures as (select * from {{ ref('stg_prose_figures') }}),
int_lake_documents as (select * from {{ ref('int_lake_documents') }}),
printed_columns as (select * from {{ ref('printed_columns') }}),
int_template_figures as (select * from {{ ref('int_template_figures') }}),

figures_transcribed as (
    select
        cells.document_id,
        cells.table_id,
        count(*) as transcribed_count
    from stg_printed_cells as cells
    left join printed_columns
        on cells.document_id = printed_columns.document_id
            and cells.table_id = printed_columns.table_id
            and cells.column_name = printed_columns.column_name
    where coalesce(printed_columns.column_kind, 'figure') in ('figure', 'ratio')
        and trim(coalesce(cells.cell_text, '')) <> ''
    group by cells.document_id, cells.table_id
    union all
    select
        document_id,
        table_id,
        count(*) as transcribed_count
    from stg_prose_figures
    group by document_id, table_id
    union all
    select
        template_id as document_id,
        'lake' as table_id,
        max(figure_count) as transcribed_count
    from int_lake_documents
    where template_id in (select in_use.template_id from int_template_figures as in_use)
    group by template_id
),

figures_read as (
    select
        template_id as document_id,
        case when is_from_lake then 'lake' else table_id end as table_id,
        count(*) as read_count
    from int_template_figures
    group by
        template_id,
        case when is_from_lake then 'lake' else table_id end
)

select
    coalesce(transcribed.document_id, figures_read.document_id) as document_id,
    coalesce(transcribed.table_id, figures_read.table_id) as table_id,
    coalesce(transcribed.table_id, figures_read.table_id) || ': 転記 '
    || coalesce(transcribed.transcribed_count, 0) || ' 個、読取 '
    || coalesce(figures_read.read_count, 0) || ' 個' as message_ja,
    coalesce(transcribed.table_id, figures_read.table_id) || ': '
    || coalesce(transcribed.transcribed_count, 0) || ' figures transcribed, '
    || coalesce(figures_read.read_count, 0) || ' read' as message_en
from figures_transcribed as transcribed
full outer join figures_read
    on transcribed.document_id = figures_read.document_id
        and transcribed.table_id = figures_read.table_id
where transcribed.transcribed_count is distinct from figures_read.read_count
