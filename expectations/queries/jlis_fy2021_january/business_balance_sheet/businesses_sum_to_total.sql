-- 合計欄 = 八つの事業の和(全科目・全段階)
-- The total column is the sum of the eight businesses, for every line and stage
with

cells as (
    select
        document_id,
        business_id,
        line_id,
        unnest(['original', 'adjustment', 'revised']) as stage,
        unnest([
            original_thousand_yen, adjustment_thousand_yen, revised_thousand_yen
        ]) as amount
    from {batch}
),

compared as (
    select
        document_id,
        line_id,
        stage,
        sum(amount) filter (where business_id = 'total') as printed,
        sum(amount) filter (
            where business_id in (
            'general',
            'identity_information_processing',
            'personal_authentication',
            'individual_number_card',
            'intermediate_server',
            'administrative_network',
            'identity_information_related',
            'digital_reform_fund'
            )
        ) as computed,
        count(amount) filter (where business_id <> 'total') as businesses_summed
    from cells
    group by document_id, line_id, stage
)

select
    '合計 = 八事業の和' as rule_ja,
    'Total = sum of the eight businesses' as rule_en,
    document_id,
    line_id,
    stage,
    businesses_summed,
    printed,
    computed,
    printed - computed as difference
from compared
where
    printed is distinct from computed
    or printed is null
    or businesses_summed <> 8

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
