-- One row per document, statement and line: original, adjustment and revised. All
-- thinking is upstream.
with

statement_amounts as (
    select * from {{ ref('statement_amounts') }}
),

int_documents as (
    select * from {{ ref('int_documents') }}
),

statements as (
    select * from {{ ref('statements') }}
),

{{ amounts_of_forms() }},

totals as (
    select *
    from amounts_of_forms
    where is_total_business
),

stages_across as (
    {{ stages_across('totals', [
        'document_id', 'statement', 'line_id', 'line_order', 'depth', 'line_kind', 'label_ja',
        'label_en',
    ]) }}
)

select * from stages_across
