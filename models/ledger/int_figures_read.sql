-- One row per cell that should hold a figure, read and resolved to its line,
-- business and stage, with what is wrong with it, if anything (`problem`).
with

stg_printed_cells as (
    select * from {{ ref('stg_printed_cells') }}
),

stg_prose_figures as (
    select * from {{ ref('stg_prose_figures') }}
),

int_rows_resolved as (
    select * from {{ ref('int_rows_resolved') }}
),

documents as (
    select * from {{ ref('documents') }}
),

printed_tables as (
    select * from {{ ref('printed_tables') }}
),

printed_columns as (
    select * from {{ ref('printed_columns') }}
),

statement_lines as (
    select * from {{ ref('statement_lines') }}
),

businesses as (
    select * from {{ ref('businesses') }}
),

units as (
    select * from {{ ref('units') }}
),

directions as (
    select * from {{ ref('directions') }}
),

stages as (
    select * from {{ ref('stages') }}
),

extraction_repairs as (
    select * from {{ ref('extraction_repairs') }}
),

-- Cells of which it is written down that nothing is printed there.
blank_cells as (
    select
        repairs.document_id,
        repairs.table_id,
        cast(repairs.source_line as string) as source_line,
        printed_columns.column_name
    from extraction_repairs as repairs
    inner join printed_columns
        on
            repairs.document_id = printed_columns.document_id
            and repairs.table_id = printed_columns.table_id
    where
        repairs.repair_kind = 'blank_cells'
        and instr(
            ' | ' || repairs.as_read || ' | ', ' | ' || printed_columns.column_name || ' | '
        ) > 0
),

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
        printed_rows.line_count,
        printed_rows.line_id,
        printed_rows.other_line_id,
        printed_columns.business_id as column_business_id,
        printed_columns.stage,
        printed_columns.unit,
        printed_columns.column_kind = 'ratio' as is_ratio,
        1 as direction_sign
    from stg_printed_cells as cells
    inner join printed_columns
        on
            cells.document_id = printed_columns.document_id
            and cells.table_id = printed_columns.table_id
            and cells.column_name = printed_columns.column_name
    inner join int_rows_resolved as printed_rows
        on
            cells.document_id = printed_rows.document_id
            and cells.table_id = printed_rows.table_id
            and cells.source_line is not distinct from printed_rows.source_line
            and cells.label is not distinct from printed_rows.label
            and printed_columns.measure is not distinct from printed_rows.measure
    where printed_columns.column_kind in ('figure', 'ratio')
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
        case when statement_lines.line_id is null then 0 else 1 end as line_count,
        statement_lines.line_id,
        statement_lines.line_id as other_line_id,
        prose.business_id as column_business_id,
        prose.stage,
        units.unit,
        false as is_ratio,
        case when prose.direction is null then 1 else directions.sign end as direction_sign
    from stg_prose_figures as prose
    left join documents on prose.document_id = documents.document_id
    left join statement_lines
        on
            documents.taxonomy_id = statement_lines.taxonomy_id
            and prose.line_id = statement_lines.line_id
    left join units
        on
            {{ normalise_label('prose.unit_as_printed') }} = units.label_as_printed
            and {{ decimals_of(normalise_figure('prose.figure')) }} = units.decimals
            and not units.is_declared
    left join directions on prose.direction = directions.direction
),

all_cells as (
    select * from table_cells
    union all
    select * from prose_cells
),

cells_read as (
    select
        all_cells.*,
        documents.taxonomy_id,
        printed_tables.form,
        printed_tables.table_order,
        statement_lines.line_kind,
        units.is_money,
        units.decimals,
        units.yen,
        units.label_as_printed as unit_label,
        coalesce(statement_lines.owner_business_id, all_cells.column_business_id) as business_id,
        {{ figure_in_cell(normalise_figure('all_cells.figure_as_printed')) }} as figure_in_cell,
        {{ unit_in_cell(normalise_figure('all_cells.figure_as_printed')) }} as unit_in_cell
    from all_cells
    inner join documents on all_cells.document_id = documents.document_id
    inner join printed_tables
        on
            all_cells.document_id = printed_tables.document_id
            and all_cells.table_id = printed_tables.table_id
    left join statement_lines
        on
            documents.taxonomy_id = statement_lines.taxonomy_id
            and all_cells.line_id = statement_lines.line_id
    left join units on all_cells.unit = units.unit
),

cells_in_digits as (
    select
        *,
        {{ without_myriads('figure_in_cell', 'yen') }} as figure
    from cells_read
),

cells_judged as (
    select
        cells_read.*,
        coalesce(cells_read.figure, '') <> '' and {{ is_nothing('cells_read.figure') }} as is_nil,
        coalesce(cells_read.figure, '') = '' and blank_cells.column_name is not null as is_blank,
        {{ figure_amount('cells_read.figure', 'cells_read.decimals') }} as unsigned_amount,
        case
            when cells_read.line_count = 0 then 'unknown_label'
            when cells_read.line_count > 1 then 'ambiguous_label'
            when
                cells_read.line_kind = 'heading' and {{ is_nothing('cells_read.figure') }}
                then 'heading'
            when cells_read.line_kind = 'heading' then 'figure_in_heading'
            when coalesce(cells_read.figure, '') = '' and blank_cells.column_name is not null
                then 'heading'
            when coalesce(cells_read.figure, '') = '' then 'missing_figure'
            when {{ is_nothing('cells_read.figure') }} then null
            when cells_read.unit is null or cells_read.is_money is null then 'unknown_unit'
            when
                {{ normalise_label('cells_read.unit_in_cell') }}
                not in ('', {{ normalise_figure('cells_read.unit_label') }})
                then 'wrong_unit'
            when not {{ is_figure('cells_read.figure', 'cells_read.decimals') }}
                then 'unreadable_figure'
            when not {{ fits_bigint('cells_read.figure') }} then 'too_large_figure'
            when cells_read.direction_sign is null then 'unknown_direction'
            when cells_read.is_money and businesses.business_id is null then 'unknown_business'
            when
                cells_read.is_money
                and stages.stage is null then 'unknown_stage'
            when cells_read.column_no is null then 'unreadable_place'
            when
                count(*) over (
                    partition by
                        cells_read.document_id, cells_read.table_id,
                        cells_read.column_no, cells_read.line_id, cells_read.row_no
                ) > 1 then 'duplicated_row'
            when
                cells_read.column_name <> 'figure'
                and count(*) over (
                    partition by
                        cells_read.document_id, cells_read.table_id,
                        cells_read.column_no, cells_read.line_id
                ) > 1 then 'duplicated_line'
        end as problem
    from cells_in_digits as cells_read
    left join businesses
        on
            cells_read.taxonomy_id = businesses.taxonomy_id
            and cells_read.business_id = businesses.business_id
    left join stages on cells_read.stage = stages.stage
    left join blank_cells
        on
            cells_read.document_id = blank_cells.document_id
            and cells_read.table_id = blank_cells.table_id
            and cells_read.source_line = blank_cells.source_line
            and cells_read.column_name = blank_cells.column_name
)

select * from cells_judged
