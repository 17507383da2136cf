-- One row per figure of the lake, with its place in the table (the row by the line,
-- the column by business and stage) and what is wrong with it, if anything. A null
-- amount is no figure: the checks that need it report it missing.
with

stg_lake_figures as (
    select * from {{ ref('stg_lake_figures') }}
),

int_documents as (
    select * from {{ ref('int_documents') }}
),

statement_lines as (
    select * from {{ ref('statement_lines') }}
),

businesses as (
    select * from {{ ref('businesses') }}
),

stages as (
    select * from {{ ref('stages') }}
),

units as (
    select * from {{ ref('units') }}
),

figures_placed as (
    select
        figures.document_id,
        figures.taxonomy_id,
        figures.table_id,
        figures.line_id,
        figures.business_id,
        figures.stage,
        figures.unit,
        figures.amount,
        figures.file_name,
        statement_lines.line_order as row_no,
        businesses.business_order,
        stages.stage_order,
        10 * businesses.business_order + stages.stage_order as column_no,
        figures.business_id || '/' || figures.stage as column_name,
        coalesce(statement_lines.label_ja, figures.line_id) as label,
        statement_lines.line_kind,
        statement_lines.owner_business_id,
        units.is_money,
        figures.taxonomy_id <> int_documents.taxonomy_id as has_other_taxonomy,
        count(*) over (
            partition by
                figures.document_id, figures.table_id, figures.line_id,
                figures.business_id, figures.stage
        ) as row_count
    from stg_lake_figures as figures
    left join int_documents
        on
            figures.document_id = int_documents.document_id
            and int_documents.is_from_lake
    left join statement_lines
        on
            figures.taxonomy_id = statement_lines.taxonomy_id
            and figures.line_id = statement_lines.line_id
    left join businesses
        on
            figures.taxonomy_id = businesses.taxonomy_id
            and figures.business_id = businesses.business_id
    left join stages on figures.stage = stages.stage
    left join units on figures.unit = units.unit
),

figures_judged as (
    select
        figures_placed.*,
        case
            when document_id is null or table_id is null then 'unreadable_place'
            when coalesce(has_other_taxonomy, true) then 'unknown_taxonomy'
            when row_no is null then 'unknown_label'
            when line_kind = 'heading' then 'figure_in_heading'
            when business_order is null or owner_business_id <> business_id then 'unknown_business'
            when stage_order is null then 'unknown_stage'
            when not coalesce(is_money, false) then 'unknown_unit'
            when row_count > 1 then 'duplicated_row'
            when amount not between -999999999999999 and 999999999999999 then 'too_large_figure'
        end as problem
    from figures_placed
)

select * from figures_judged
