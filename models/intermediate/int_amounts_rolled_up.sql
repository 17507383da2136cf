-- One row per document, line, business and stage, computed from leaves only, with the words
-- for them, how their statement is presented, and whether the amount is printed nowhere.
with
int_roll_ups as (select * from {{ ref('int_roll_ups') }}),
int_documents as (select * from {{ ref('int_documents') }}),
printed_figures as (select * from {{ ref('printed_figures') }}),
data_points as (select * from {{ ref('data_points') }}),
statement_lines as (select * from {{ ref('statement_lines') }}),
statements as (select * from {{ ref('statements') }}),
businesses as (select * from {{ ref('businesses') }}),
stages as (select * from {{ ref('stages') }}),

{{ amounts_rolled_up() }},

amounts_described as (
    select
        amounts.*,
        statements.presentation,
        data_points.amount_thousand_yen is null as is_derived
    from amounts_rolled_up as amounts
    left join statements
        on amounts.taxonomy_id = statements.taxonomy_id
            and amounts.statement = statements.statement
    left join data_points
        on amounts.document_id = data_points.document_id
            and amounts.line_id = data_points.line_id
            and amounts.business_id = data_points.business_id
            and amounts.stage = data_points.stage
)

select * from amounts_described
