-- One row per cell that should hold a figure or an attribute, as printed: where it stands, and
-- the line, business, stage and unit that its row and column, or the prose, say of it.
with
stg_printed_cells as (select * from {{ ref('stg_printed_cells') }}),
stg_prose_figures as (select * from {{ ref('stg_prose_figures') }}),
int_rows_resolved as (select * from {{ ref('int_rows_resolved') }}),
printed_columns as (select * from {{ ref('printed_columns') }}),
units as (select * from {{ ref('units') }}),
directions as (select * from {{ ref('directions') }}),
documents as (select * from {{ ref('documents') }}),
printed_tables as (select * from {{ ref('printed_tables') }}),

table_cells as (
    select
        cells.document_id,
        cells.table_id,
        cells.source_line,
        printed_rows.row_no,
        printed_columns.column_no,
        cells.column_name,
        cells.label as label_as_printed,
        cells.cell_text as figure_as_printed,
        printed_rows.line_id,
        printed_rows.other_line_id,
        printed_columns.business_id as column_business_id,
        printed_columns.stage,
        printed_columns.unit,
        printed_columns.column_kind,
        false as is_prose,
        1 as direction_sign
    from stg_printed_cells as cells
    inner join printed_columns
        on cells.document_id = printed_columns.document_id
            and cells.table_id = printed_columns.table_id
            and cells.column_name = printed_columns.column_name
    inner join int_rows_resolved as printed_rows
        on cells.document_id = printed_rows.document_id
            and cells.table_id = printed_rows.table_id
            and cells.source_line is not distinct from printed_rows.source_line
            and cells.label is not distinct from printed_rows.label
            and (
                printed_columns.column_kind = 'attribute'
                or printed_columns.measure is not distinct from printed_rows.measure
            )
),

prose_cells as (
    select
        prose.document_id,
        prose.table_id,
        prose.source_line,
        dense_rank() over (
            partition by prose.document_id, prose.table_id
            order by try_cast(prose.source_line as integer), prose.source_line
        ) as row_no,
        try_cast(prose.position as integer) as column_no,
        'figure' as column_name,
        prose.label as label_as_printed,
        prose.figure as figure_as_printed,
        prose.line_id,
        prose.line_id as other_line_id,
        prose.business_id as column_business_id,
        prose.stage,
        units.unit,
        'figure' as column_kind,
        true as is_prose,
        case when prose.direction is null then 1 else directions.sign end as direction_sign
    from stg_prose_figures as prose
    left join units
        on {{ normalise_label('prose.unit_as_printed') }} = units.label_as_printed
            and {{ decimals_of(normalise_figure('prose.figure')) }} = units.decimals
            and not units.is_declared
    left join directions on prose.direction = directions.direction
),

all_cells as (
    select * from table_cells
    union all
    select * from prose_cells
),

cells_placed as (
    select
        all_cells.*,
        documents.taxonomy_id,
        printed_tables.statement,
        printed_tables.form,
        printed_tables.table_order
    from all_cells
    inner join documents on all_cells.document_id = documents.document_id
    inner join printed_tables
        on all_cells.document_id = printed_tables.document_id
            and all_cells.table_id = printed_tables.table_id
)

select * from cells_placed
