-- One row per table, column or line number that is not as it is declared, and per
-- restored sign that matches no cell.
with
stg_printed_cells as (select * from {{ ref('stg_printed_cells') }}),
stg_prose_figures as (select * from {{ ref('stg_prose_figures') }}),
printed_tables as (select * from {{ ref('printed_tables') }}),
printed_columns as (select * from {{ ref('printed_columns') }}),
restored_signs as (select * from {{ ref('restored_signs') }}),

cells_at_places as (
    select
        document_id,
        table_id,
        source_line,
        label,
        column_name,
        cell_text,
        '' as position
    from stg_printed_cells
    union all
    select
        document_id,
        table_id,
        source_line,
        label,
        'figure' as column_name,
        figure as cell_text,
        coalesce(position, '') as position
    from stg_prose_figures
),

tables_read as (
    select
        document_id,
        table_id,
        -- In the prose a row of the file is a figure.
        count(distinct source_line || '/' || position || '/' || coalesce(label, '')) as row_count
    from cells_at_places
    group by document_id, table_id
),

lines_outside as (
    select distinct
        cells.document_id,
        cells.table_id,
        cells.source_line,
        'source_line' as column_name,
        cells.label,
        cells.source_line as found,
        case
            when try_cast(cells.source_line as integer) is null then 'unreadable_place'
            else 'line_outside_table'
        end as problem,
        printed_tables.first_line || ' - ' || printed_tables.last_line as expected
    from cells_at_places as cells
    inner join printed_tables
        on cells.document_id = printed_tables.document_id
            and cells.table_id = printed_tables.table_id
    where
        not coalesce(
            try_cast(cells.source_line as integer)
            between printed_tables.first_line and printed_tables.last_line,
            false
        )
),

wrong_tables as (
    select
        coalesce(printed_tables.document_id, tables_read.document_id) as document_id,
        coalesce(printed_tables.table_id, tables_read.table_id) as table_id,
        cast(null as string) as source_line,
        cast(null as string) as column_name,
        cast(null as string) as label,
        cast(coalesce(tables_read.row_count, 0) as string) as found,
        case
            when tables_read.table_id is null then 'absent_table'
            when printed_tables.table_id is null then 'undeclared_table'
            else 'wrong_row_count'
        end as problem,
        cast(printed_tables.row_count as string) as expected
    from printed_tables
    full outer join tables_read
        on printed_tables.document_id = tables_read.document_id
            and printed_tables.table_id = tables_read.table_id
    where printed_tables.row_count is distinct from tables_read.row_count
),

wrong_columns as (
    select distinct
        coalesce(printed_columns.document_id, columns_read.document_id) as document_id,
        coalesce(printed_columns.table_id, columns_read.table_id) as table_id,
        cast(null as string) as source_line,
        coalesce(printed_columns.column_name, columns_read.column_name) as column_name,
        cast(null as string) as label,
        columns_read.column_name as found,
        case
            when columns_read.column_name is null then 'missing_column'
            else 'superfluous_column'
        end as problem,
        printed_columns.column_name as expected
    from printed_columns
    full outer join stg_printed_cells as columns_read
        on printed_columns.document_id = columns_read.document_id
            and printed_columns.table_id = columns_read.table_id
            and printed_columns.column_name = columns_read.column_name
    where printed_columns.column_name is null
        or columns_read.column_name is null
),

stale_signs as (
    select
        restored_signs.document_id,
        restored_signs.table_id,
        cast(restored_signs.source_line as string) as source_line,
        restored_signs.column_name,
        restored_signs.label,
        cells.cell_text as found,
        'stale_sign' as problem,
        restored_signs.figure_as_printed as expected
    from restored_signs
    left join cells_at_places as cells
        on restored_signs.document_id = cells.document_id
            and restored_signs.table_id = cells.table_id
            and cast(restored_signs.source_line as string) = cells.source_line
            and restored_signs.column_name = cells.column_name
    where cells.cell_text is distinct from restored_signs.figure_as_printed
        or cells.label is distinct from restored_signs.label
),

misfits as (
    select * from lines_outside
    union all
    select * from wrong_tables
    union all
    select * from wrong_columns
    union all
    select * from stale_signs
)

select * from misfits
