-- 補正額が0でない行が、事業別の各計算書から過不足なく集められている
-- The list holds every moved line of the business statements, none more, none less
with

moved as (
    select
        document_id,
        'balance_sheet' as statement,
        line_id,
        business_id,
        adjustment_thousand_yen
    from business_balance_sheet
    where adjustment_thousand_yen <> 0
    union all
    select
        document_id,
        'income_statement' as statement,
        line_id,
        business_id,
        adjustment_thousand_yen
    from business_income_statement
    where adjustment_thousand_yen <> 0
    union all
    select
        document_id,
        'cash_plan' as statement,
        line_id,
        business_id,
        adjustment_thousand_yen
    from business_cash_plan
    where adjustment_thousand_yen <> 0
)

select
    '補正で動いた科目の一覧' as rule_ja,
    'List of moved lines' as rule_en,
    coalesce(listed.line_id, moved.line_id) as line_id,
    coalesce(listed.business_id, moved.business_id) as business_id,
    listed.adjustment_thousand_yen as found,
    moved.adjustment_thousand_yen as expected,
    listed.adjustment_thousand_yen - moved.adjustment_thousand_yen as difference
from {batch} as listed
full join moved
    on
        listed.document_id = moved.document_id
        and listed.statement = moved.statement
        and listed.line_id = moved.line_id
        and listed.business_id = moved.business_id
where listed.adjustment_thousand_yen is distinct from moved.adjustment_thousand_yen
