-- One row per document, line, business and stage of the statements, computed from
-- leaf lines of the businesses; is_derived where the document prints no amount.
with

int_amounts_rolled_up as (
    select * from {{ ref('int_amounts_rolled_up') }}
),

data_points as (
    select * from {{ ref('data_points') }}
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

statement_amounts as (
    select
        rolled_up.document_id,
        statement_lines.statement,
        rolled_up.line_id,
        statement_lines.line_order,
        statement_lines.depth,
        statement_lines.line_kind,
        statement_lines.is_headline,
        statement_lines.label_ja,
        statement_lines.label_en,
        rolled_up.business_id,
        businesses.business_order,
        businesses.is_total as is_total_business,
        businesses.name_ja as business_ja,
        businesses.name_en as business_en,
        rolled_up.stage,
        stages.stage_order,
        rolled_up.amount_thousand_yen,
        data_points.amount_thousand_yen is null as is_derived
    from int_amounts_rolled_up as rolled_up
    inner join int_documents on rolled_up.document_id = int_documents.document_id
    inner join statement_lines
        on
            int_documents.taxonomy_id = statement_lines.taxonomy_id
            and rolled_up.line_id = statement_lines.line_id
    inner join businesses
        on
            int_documents.taxonomy_id = businesses.taxonomy_id
            and rolled_up.business_id = businesses.business_id
    inner join stages on rolled_up.stage = stages.stage
    left join data_points
        on
            rolled_up.document_id = data_points.document_id
            and rolled_up.line_id = data_points.line_id
            and rolled_up.business_id = data_points.business_id
            and rolled_up.stage = data_points.stage
    where statement_lines.owner_business_id is null
)

select * from statement_amounts
