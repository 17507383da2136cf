-- 千円単位の全ての印刷が、計数表・様式第7号・債務負担行為のどれかに同額で載っている
-- Every print in thousand yen stands in the amounts, in form 7 or among the obligations, with the
-- same amount
with

statements as (
    select
        document_id,
        line_id,
        business_id,
        stage,
        amount_thousand_yen as amount
    from statement_amounts
    union all
    select
        document_id,
        planned_line_id as line_id,
        business_id,
        'revised' as stage,
        planned_thousand_yen as amount
    from advances_received
    where line_kind = 'leaf'
    union all
    select
        document_id,
        accumulated_line_id as line_id,
        business_id,
        'revised' as stage,
        accumulated_thousand_yen as amount
    from advances_received
    where line_kind = 'leaf'
    union all
    select
        document_id,
        line_id,
        business_id,
        'revised' as stage,
        limit_thousand_yen as amount
    from debt_obligations
)

select
    '印刷された額 = 計算書の額' as rule_ja,
    'Figure printed = amount in the statements' as rule_en,
    figures.document_id,
    figures.table_id,
    figures.source_line,
    figures.column_name,
    figures.label_as_printed,
    figures.amount as printed,
    statements.amount as computed,
    figures.amount - statements.amount as difference
from {batch} as figures
left join statements
    on
        figures.document_id = statements.document_id
        and figures.line_id = statements.line_id
        and figures.business_id = statements.business_id
        and figures.stage = statements.stage
where
    figures.unit = 'thousand_yen'
    and figures.amount is distinct from statements.amount

-- A document that is listed must be here.
union all by name
select distinct
    '比べる行がない' as rule_ja,
    'Nothing to compare' as rule_en,
    document_id
from documents
anti join {batch} using (document_id)
