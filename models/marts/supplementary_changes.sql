-- One row per document, line and business that the amendment moved.
with
statement_amounts as (select * from {{ ref('statement_amounts') }}),

stages_across as (
    {{ stages_across('statement_amounts') }}
),

supplementary_changes as (
    select *
    from stages_across
    where adjustment_thousand_yen <> 0
)

select * from supplementary_changes
