-- One row per document, statement and line: original, adjustment and revised. All
-- thinking is upstream.
-- Has a view for each statement: -- depends_on: {{ ref('statements') }}
with
int_amounts_rolled_up as (select * from {{ ref('int_amounts_rolled_up') }}),

totals_of_forms as (
    select *
    from int_amounts_rolled_up
    where presentation = 'statement'
        and owner_business_id is null
        and is_total_business
),

stages_across as (
    {{ stages_across('totals_of_forms') }}
)

select * from stages_across
