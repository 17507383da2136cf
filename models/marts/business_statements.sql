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
    {{ stages_across('amounts_of_forms', [
        'document_id', 'statement', 'line_id', 'line_order', 'depth', 'line_kind', 'label_ja',
        'label_en', 'business_id', 'business_order', 'business_ja', 'business_en',
    ], also='max(case when is_derived then 1 else 0 end) = 1 as has_derived_amounts') }}
)

select * from stages_across
