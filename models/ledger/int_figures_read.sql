-- One row per cell that should hold a figure, read and resolved to its line,
-- business and stage, with what is wrong with it, if anything (`problem`).
with
int_cells_placed as (select * from {{ ref('int_cells_placed') }}),
printed_columns as (select * from {{ ref('printed_columns') }}),
statement_lines as (select * from {{ ref('statement_lines') }}),
businesses as (select * from {{ ref('businesses') }}),
units as (select * from {{ ref('units') }}),
stages as (select * from {{ ref('stages') }}),
extraction_repairs as (select * from {{ ref('extraction_repairs') }}),

-- Cells of which it is written down that nothing is printed there.
blank_cells as (
    select
        repairs.document_id,
        repairs.table_id,
        cast(repairs.source_line as string) as source_line,
        printed_columns.column_name
    from extraction_repairs as repairs
    inner join printed_columns
        on repairs.document_id = printed_columns.document_id
            and repairs.table_id = printed_columns.table_id
    where repairs.repair_kind = 'blank_cells'
        and instr(
            ' | ' || repairs.as_read || ' | ', ' | ' || printed_columns.column_name || ' | '
        ) > 0
),

cells_read as (
    select
        cells.*,
        cells.column_kind = 'ratio' as is_ratio,
        statement_lines.line_kind,
        units.is_money,
        units.decimals,
        units.yen,
        units.label_as_printed as unit_label,
        coalesce(statement_lines.owner_business_id, cells.column_business_id) as business_id,
        blank_cells.column_name is not null as may_be_blank,
        {{ figure_in_cell(normalise_figure('cells.figure_as_printed')) }} as figure_in_cell,
        {{ unit_in_cell(normalise_figure('cells.figure_as_printed')) }} as unit_in_cell
    from int_cells_placed as cells
    left join statement_lines
        on cells.taxonomy_id = statement_lines.taxonomy_id
            and cells.line_id = statement_lines.line_id
    left join units on cells.unit = units.unit
    left join blank_cells
        on cells.document_id = blank_cells.document_id
            and cells.table_id = blank_cells.table_id
            and cells.source_line = blank_cells.source_line
            and cells.column_name = blank_cells.column_name
    where cells.column_kind in ('figure', 'ratio')
),

cells_in_digits as (
    select
        cells.*,
        coalesce({{ without_myriads('figure_in_cell', 'yen') }}, '') as figure,
        businesses.business_id is not null as is_business_known,
        stages.stage is not null as is_stage_known
    from cells_read as cells
    left join businesses
        on cells.taxonomy_id = businesses.taxonomy_id
            and cells.business_id = businesses.business_id
    left join stages on cells.stage = stages.stage
),

cells_judged as (
    select
        *,
        figure <> '' and {{ is_nothing('figure') }} as is_nil,
        figure = '' and may_be_blank as is_blank,
        {{ figure_amount('figure', 'decimals') }} as unsigned_amount,
        case
            when line_id is null or (is_prose and line_kind is null) then 'unknown_label'
            when line_id <> other_line_id then 'ambiguous_label'
            when line_kind = 'heading' and {{ is_nothing('figure') }} then 'heading'
            when line_kind = 'heading' then 'figure_in_heading'
            when figure = '' and may_be_blank then 'heading'
            when figure = '' then 'missing_figure'
            when {{ is_nothing('figure') }} then null
            when unit is null or is_money is null then 'unknown_unit'
            when
                {{ normalise_label('unit_in_cell') }}
                not in ('', {{ normalise_figure('unit_label') }})
                then 'wrong_unit'
            when not {{ is_figure('figure', 'decimals') }} then 'unreadable_figure'
            when not {{ fits_bigint('figure') }} then 'too_large_figure'
            when direction_sign is null then 'unknown_direction'
            when is_money and not is_business_known then 'unknown_business'
            when is_money and not is_stage_known then 'unknown_stage'
            when column_no is null then 'unreadable_place'
            when
                count(*) over (partition by document_id, table_id, column_no, line_id, row_no) > 1
                then 'duplicated_row'
            when
                not is_prose
                and count(*) over (partition by document_id, table_id, column_no, line_id) > 1
                then 'duplicated_line'
        end as problem
    from cells_in_digits
)

select * from cells_judged
