-- 補正後予定額 = 当初予定額 + 補正額(全科目・全事業。前受金は補正後だけの表である)
-- Revised = original + supplementary, for every line and business (form 7 prints the revised
-- stage only)
with

stages as (
    select
        document_id,
        line_id,
        business_id,
        sum(amount_thousand_yen) filter (where stage = 'original') as original,
        sum(amount_thousand_yen) filter (where stage = 'adjustment') as adjustment,
        sum(amount_thousand_yen) filter (where stage = 'revised') as revised
    from {batch}
    where statement <> 'advances_received'
    group by document_id, line_id, business_id
)

select
    '補正後予定額 = 当初予定額 + 補正額' as rule_ja,
    'Revised = original + supplementary' as rule_en,
    document_id,
    line_id,
    business_id,
    revised as printed,
    original + adjustment as computed,
    revised - original - adjustment as difference
from stages
where
    revised is null
    or (
        coalesce(original, adjustment) is not null
        and revised is distinct from original + adjustment
    )

-- A document that prints a statement must be here.
union all by name
select distinct
    '比べる行がない' as rule_ja,
    'Nothing to compare' as rule_en,
    document_id
from printed_tables
anti join {batch} using (document_id)
where statement in ('balance_sheet', 'income_statement', 'cash_plan')
