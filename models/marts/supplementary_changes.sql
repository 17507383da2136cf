-- One row per document, line and business that the amendment moved.
with

statement_amounts as (select * from {{ ref('statement_amounts') }}),

stages_across as (
    {{ stages_across('statement_amounts', [
        'document_id', 'statement', 'line_id', 'line_order', 'line_kind', 'label_ja', 'label_en',
        'business_id', 'business_order', 'business_ja', 'business_en',
    ]) }}
),

supplementary_changes as (
    select *
    from stages_across
    where adjustment_thousand_yen <> 0
)

select * from supplementary_changes
