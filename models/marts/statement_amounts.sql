-- One row per document, line, business and stage of the statements, computed from
-- leaf lines of the businesses; is_derived where the document prints no amount.
with

int_amounts_rolled_up as (select * from {{ ref('int_amounts_rolled_up') }}),

statement_amounts as (
    select
        document_id,
        statement,
        line_id,
        line_order,
        depth,
        line_kind,
        is_headline,
        label_ja,
        label_en,
        business_id,
        business_order,
        is_total_business,
        business_ja,
        business_en,
        stage,
        stage_order,
        amount_thousand_yen,
        is_derived
    from int_amounts_rolled_up
    where owner_business_id is null
)

select * from statement_amounts
