-- 主要計数の三段階の額が、事業別の各計算書の同じ科目の額に等しい
-- The headlines are the same lines of the business statements, at all stages
with

forms as (
    select
        document_id,
        'balance_sheet' as statement,
        line_id,
        business_id,
        original_thousand_yen,
        adjustment_thousand_yen,
        revised_thousand_yen
    from business_balance_sheet
    union all
    select
        document_id,
        'income_statement' as statement,
        line_id,
        business_id,
        original_thousand_yen,
        adjustment_thousand_yen,
        revised_thousand_yen
    from business_income_statement
    union all
    select
        document_id,
        'cash_plan' as statement,
        line_id,
        business_id,
        original_thousand_yen,
        adjustment_thousand_yen,
        revised_thousand_yen
    from business_cash_plan
)

select
    '主要計数 = 事業別の計算書' as rule_ja,
    'Headline = business statement' as rule_en,
    headlines.document_id,
    headlines.line_id,
    headlines.business_id,
    headlines.original_thousand_yen as found_original,
    headlines.adjustment_thousand_yen as found_adjustment,
    headlines.revised_thousand_yen as found_revised,
    forms.original_thousand_yen as expected_original,
    forms.adjustment_thousand_yen as expected_adjustment,
    forms.revised_thousand_yen as expected_revised,
    headlines.revised_thousand_yen - forms.revised_thousand_yen as difference
from {batch} as headlines
left join forms
    on
        headlines.document_id = forms.document_id
        and headlines.statement = forms.statement
        and headlines.line_id = forms.line_id
        and headlines.business_id = forms.business_id
where
    headlines.original_thousand_yen is distinct from forms.original_thousand_yen
    or headlines.adjustment_thousand_yen is distinct from forms.adjustment_thousand_yen
    or headlines.revised_thousand_yen is distinct from forms.revised_thousand_yen

-- A document that has headlines must be here.
union all by name
select distinct
    '比べる行がない' as rule_ja,
    'Nothing to compare' as rule_en,
    document_id
from statement_amounts
anti join {batch} using (document_id)
where is_headline
