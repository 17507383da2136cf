-- One row per printed figure: what is printed, where it stands, and what it
-- means. The minus marks that the source lost are put back here, from a seed.
-- Waits for the tests of transcription_errors, so that nothing unread gets by.
-- depends_on: {{ ref('transcription_errors') }}
with

int_figures_read as (
    select * from {{ ref('int_figures_read') }}
),

int_lake_figures as (
    select * from {{ ref('int_lake_figures') }}
),

restored_signs as (
    select * from {{ ref('restored_signs') }}
),

figures_signed as (
    select
        figures.document_id,
        figures.table_id,
        figures.table_order,
        figures.form,
        cast(figures.source_line as integer) as source_line,
        cast(figures.row_no as integer) as row_no,
        cast(figures.column_no as integer) as column_no,
        figures.column_name,
        figures.label_as_printed,
        figures.line_id,
        case when figures.is_money then figures.business_id end as business_id,
        case when figures.is_money then figures.stage end as stage,
        figures.figure_as_printed,
        figures.unit,
        restored_signs.source_line is not null as is_sign_restored,
        cast(
            case when figures.is_nil then 0 else figures.unsigned_amount end
            * figures.direction_sign
            * case when restored_signs.source_line is not null then -1 else 1 end
            as bigint
        ) as amount
    from int_figures_read as figures
    left join restored_signs
        on
            figures.document_id = restored_signs.document_id
            and figures.table_id = restored_signs.table_id
            and figures.source_line = cast(restored_signs.source_line as string)
            and figures.column_name = restored_signs.column_name
    where figures.problem is null
),

-- A figure of the lake has its sign, and no source text behind it: its line is
-- the row of its table.
all_figures as (
    select * from figures_signed
    union all
    select
        document_id,
        table_id,
        1 as table_order,
        cast(null as string) as form,
        cast(row_no as integer) as source_line,
        cast(row_no as integer) as row_no,
        cast(column_no as integer) as column_no,
        column_name,
        label as label_as_printed,
        line_id,
        business_id,
        stage,
        cast(amount as string) as figure_as_printed,
        unit,
        false as is_sign_restored,
        amount
    from int_lake_figures
    where
        problem is null
        and amount is not null
)

select * from all_figures
