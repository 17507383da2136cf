-- 計数表の額が、総括・事業別の各計算書の額と過不足なく一致する
-- The amounts are those of the consolidated and business statements, none more, none less
with

forms as (
    select
        document_id,
        line_id,
        'total' as business_id,
        'consolidated_balance_sheet' as mart,
        original_thousand_yen,
        adjustment_thousand_yen,
        revised_thousand_yen
    from consolidated_balance_sheet
    union all
    select
        document_id,
        line_id,
        'total' as business_id,
        'consolidated_income_statement' as mart,
        original_thousand_yen,
        adjustment_thousand_yen,
        revised_thousand_yen
    from consolidated_income_statement
    union all
    select
        document_id,
        line_id,
        'total' as business_id,
        'consolidated_cash_plan' as mart,
        original_thousand_yen,
        adjustment_thousand_yen,
        revised_thousand_yen
    from consolidated_cash_plan
    union all
    select
        document_id,
        line_id,
        business_id,
        'business_balance_sheet' as mart,
        original_thousand_yen,
        adjustment_thousand_yen,
        revised_thousand_yen
    from business_balance_sheet
    union all
    select
        document_id,
        line_id,
        business_id,
        'business_income_statement' as mart,
        original_thousand_yen,
        adjustment_thousand_yen,
        revised_thousand_yen
    from business_income_statement
    union all
    select
        document_id,
        line_id,
        business_id,
        'business_cash_plan' as mart,
        original_thousand_yen,
        adjustment_thousand_yen,
        revised_thousand_yen
    from business_cash_plan
),

form_cells as (
    select
        document_id,
        line_id,
        business_id,
        mart,
        unnest(['original', 'adjustment', 'revised']) as stage,
        unnest([
            original_thousand_yen, adjustment_thousand_yen, revised_thousand_yen
        ]) as amount
    from forms
),

-- The total stands in two statements, the consolidated and the business one.
expected as (
    select
        document_id,
        line_id,
        business_id,
        stage,
        amount_thousand_yen as amount,
        statement,
        form
    from {batch}
    cross join (values ('consolidated'), ('business')) as forms (form)
    where
        statement <> 'advances_received'
        and (form = 'business' or business_id = 'total')
)

select
    '計数表 = 計算書' as rule_ja,
    'Amounts = statements' as rule_en,
    coalesce(form_cells.mart, expected.form || '_' || expected.statement) as mart,
    coalesce(expected.line_id, form_cells.line_id) as line_id,
    coalesce(expected.business_id, form_cells.business_id) as business_id,
    coalesce(expected.stage, form_cells.stage) as stage,
    expected.amount as printed,
    form_cells.amount as computed,
    expected.amount - form_cells.amount as difference
from expected
full join form_cells
    on
        expected.document_id = form_cells.document_id
        and expected.line_id = form_cells.line_id
        and expected.business_id = form_cells.business_id
        and expected.stage = form_cells.stage
        and expected.form || '_' || expected.statement = form_cells.mart
where expected.amount is distinct from form_cells.amount
