-- 合計の補正額 = 三事業の補正額の和(科目ごと)
-- The supplementary total is the sum of the three businesses, line by line
with

compared as (
    select
        document_id,
        line_id,
        sum(adjustment_thousand_yen) filter (where business_id = 'total') as printed,
        sum(adjustment_thousand_yen) filter (
            where business_id in (
                'personal_authentication', 'individual_number_card', 'digital_reform_fund'
            )
        ) as computed
    from {batch}
    group by document_id, line_id
)

select
    '補正額の合計 = 三事業の和' as rule_ja,
    'Supplementary total = sum of the three businesses' as rule_en,
    document_id,
    line_id,
    printed,
    computed,
    printed - computed as difference
from compared
where printed is distinct from computed or printed is null

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
