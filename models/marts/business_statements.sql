-- One row per document, statement, line and business, the total included: original,
-- adjustment and revised. All thinking is upstream.
with

statement_amounts as (
    select * from {{ ref('statement_amounts') }}
),

documents as (
    select * from {{ ref('int_documents') }}
),

statements as (
    select * from {{ ref('statements') }}
),

stages_across as (
    select
        amounts.document_id,
        amounts.statement,
        amounts.line_id,
        amounts.line_order,
        amounts.depth,
        amounts.line_kind,
        amounts.label_ja,
        amounts.label_en,
        amounts.business_id,
        amounts.business_order,
        amounts.business_ja,
        amounts.business_en,
        {{ stage_columns() }},
        max(case when amounts.is_derived then 1 else 0 end) = 1 as has_derived_amounts
    from statement_amounts as amounts
    inner join documents on amounts.document_id = documents.document_id
    inner join statements
        on
            documents.taxonomy_id = statements.taxonomy_id
            and amounts.statement = statements.statement
    where statements.presentation = 'statement'
    group by
        amounts.document_id,
        amounts.statement,
        amounts.line_id,
        amounts.line_order,
        amounts.depth,
        amounts.line_kind,
        amounts.label_ja,
        amounts.label_en,
        amounts.business_id,
        amounts.business_order,
        amounts.business_ja,
        amounts.business_en
)

select * from stages_across
