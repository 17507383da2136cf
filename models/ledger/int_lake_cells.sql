-- One row per cell of a template of the lake, with its place in the table (the row by
-- the line, the column by business and stage) and what is wrong with it, if anything;
-- and one for each row of any document that has no document or an amount too large.
{% set largest = 999999999999999 %}
with

-- Each is scanned for itself; what is named once and read twice would be copied.
lake_of_templates as (select * from {{ ref('stg_lake_figures') }}),
lake_without_document as (select * from {{ ref('stg_lake_figures') }}),
lake_of_large_amounts as (select * from {{ ref('stg_lake_figures') }}),
int_lake_documents as (select * from {{ ref('int_lake_documents') }}),
statement_lines as (select * from {{ ref('statement_lines') }}),
businesses as (select * from {{ ref('businesses') }}),
stages as (select * from {{ ref('stages') }}),
units as (select * from {{ ref('units') }}),
printed_tables as (select * from {{ ref('printed_tables') }}),
documents as (select * from {{ ref('documents') }}),

templates as (
    select
        template_id,
        count(*) as document_count
    from int_lake_documents
    group by template_id
),

-- A table of the lake is the statement of its line, or one that a document of the taxonomy
-- prints and that is no statement.
known_tables as (
    select distinct
        documents.taxonomy_id,
        printed_tables.table_id
    from printed_tables
    inner join documents on printed_tables.document_id = documents.document_id
    left join statement_lines
        on documents.taxonomy_id = statement_lines.taxonomy_id
            and printed_tables.table_id = statement_lines.statement
    where statement_lines.line_id is null
),

cells as (
    select
        figures.*,
        templates.document_count
    from lake_of_templates as figures
    inner join templates
        on {{ hash_of(['figures.document_id']) }} = {{ hash_of(['templates.template_id']) }}
    where coalesce(figures.amount, 0) between -{{ largest }} and {{ largest }}
    union all
    select
        *,
        1 as document_count
    from lake_without_document
    where document_id is null
        or document_id = ''
    union all
    select
        *,
        1 as document_count
    from lake_of_large_amounts
    where amount > {{ largest }}
        or amount < -{{ largest }}
),

cells_placed as (
    select
        cells.*,
        statement_lines.line_order as row_no,
        businesses.business_order,
        stages.stage_order,
        100 * businesses.business_order + stages.stage_order as column_no,
        cells.business_id || '/' || cells.stage as column_name,
        coalesce(statement_lines.label_ja, cells.line_id) as label,
        statement_lines.line_kind,
        statement_lines.owner_business_id,
        coalesce(known_tables.table_id, statement_lines.statement) as known_table_id,
        units.is_money,
        min(cells.taxonomy_id) over (partition by cells.document_id) as first_taxonomy_id,
        count(*) over (
            partition by
                cells.document_id, cells.table_id, cells.line_id, cells.business_id, cells.stage
        ) as figure_count
    from cells
    left join statement_lines
        on cells.taxonomy_id = statement_lines.taxonomy_id
            and cells.line_id = statement_lines.line_id
    left join businesses
        on cells.taxonomy_id = businesses.taxonomy_id
            and cells.business_id = businesses.business_id
    left join known_tables
        on cells.taxonomy_id = known_tables.taxonomy_id
            and cells.table_id = known_tables.table_id
    left join stages on cells.stage = stages.stage
    left join units on cells.unit = units.unit
),

cells_judged as (
    select
        *,
        case
            when coalesce(document_id, '') = '' or table_id is null then 'unreadable_place'
            when coalesce(taxonomy_id <> first_taxonomy_id, true) then 'unknown_taxonomy'
            when row_no is null then 'unknown_label'
            when line_kind = 'heading' then 'figure_in_heading'
            when table_id <> known_table_id then 'unknown_table'
            when business_order is null or owner_business_id <> business_id then 'unknown_business'
            when stage_order is null then 'unknown_stage'
            when not coalesce(is_money, false) then 'unknown_unit'
            when figure_count > 1 then 'duplicated_row'
            when not coalesce(amount, 0) between -{{ largest }} and {{ largest }}
                then 'too_large_figure'
        end as problem
    from cells_placed
)

select * from cells_judged
