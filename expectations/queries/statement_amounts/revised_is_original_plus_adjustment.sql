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
where revised is distinct from original + adjustment or revised is null

-- An empty table must not pass.
union all by name
select
    '比べる行がない' as rule_ja,
    'Nothing to compare' as rule_en
where not exists (
    select 1
    from {batch}
    where document_id = 'jlis_fy2021_january'
)
