-- One row per document, statement, line and business, the total included: original,
-- adjustment and revised. All thinking is upstream.
-- Has a view for each statement: -- depends_on: {{ ref('statements') }}
with
int_amounts_rolled_up as (select * from {{ ref('int_amounts_rolled_up') }}),

amounts_of_forms as (
    select *
    from int_amounts_rolled_up
    where presentation = 'statement'
        and owner_business_id is null
),

stages_across as (
    {{ stages_across('amounts_of_forms', {'has_derived_amounts': 'bool_or(is_derived)'}) }}
)

select * from stages_across
