-- 事業別に印刷する計算書と段階では、合計 = その文書の全事業の和(全科目)
-- Where a statement is printed by business at a stage, the total is the sum of all businesses of
-- the document, for every line
with

by_business as (
    select distinct
        documents.document_id,
        documents.taxonomy_id,
        printed_tables.statement,
        printed_columns.stage
    from documents
    inner join printed_tables using (document_id)
    inner join printed_columns using (document_id, table_id)
    inner join businesses using (taxonomy_id, business_id)
    where not businesses.is_total and printed_columns.column_kind = 'figure'
),

expected as (
    select
        by_business.document_id,
        by_business.statement,
        by_business.stage,
        count(*) as businesses_expected
    from by_business
    inner join businesses using (taxonomy_id)
    where not businesses.is_total
    group by by_business.document_id, by_business.statement, by_business.stage
),

compared as (
    select
        document_id,
        statement,
        line_id,
        stage,
        sum(amount_thousand_yen) filter (where is_total_business) as printed,
        sum(amount_thousand_yen) filter (where not is_total_business) as computed,
        count(amount_thousand_yen) filter (where not is_total_business) as businesses_summed
    from {batch}
    group by document_id, statement, line_id, stage
)

select
    '合計 = 全事業の和' as rule_ja,
    'Total = sum of all businesses' as rule_en,
    document_id,
    line_id,
    stage,
    businesses_summed,
    businesses_expected,
    printed,
    computed,
    printed - computed as difference
from expected
inner join compared using (document_id, statement, stage)
where
    printed is distinct from computed
    or printed is null
    or businesses_summed <> businesses_expected

-- A document that prints a statement must be here.
union all by name
select distinct
    '比べる行がない' as rule_ja,
    'Nothing to compare' as rule_en,
    document_id
from printed_tables
anti join {batch} using (document_id)
where statement in ('balance_sheet', 'income_statement', 'cash_plan')
