-- 事業ごとの事由の和 = 営業収益合計の補正額 + 資金計画の長期前受金の補正額(それぞれ百万円に四
-- 捨五入)。基金31,682 = 645 + 31,037、カード1,306 + 960 = 2,266、公的個人認証2,194
-- The reasons of each business add up to its supplementary operating revenue and long-term advances
-- received in cash (each rounded to million yen): fund 31,682 = 645 + 31,037, card 1,306 + 960 =
-- 2,266, public authentication 2,194
with

amended_businesses as (
    select * from (values
        ('personal_authentication'),
        ('individual_number_card'),
        ('digital_reform_fund')
    ) as businesses (business_id)
),

reasons as (
    select business_id, sum(amount_in_unit) as printed
    from {batch}
    where document_id = 'jlis_fy2021_january'
    group by business_id
),

-- In million yen, half up; all of them are increases.
amendments as (
    select
        business_id,
        sum((amount_thousand_yen + 500) // 1000) as computed
    from statement_amounts
    where
        document_id = 'jlis_fy2021_january'
        and line_id in ('operating_revenue', 'long_term_advances_receipts')
        and stage = 'adjustment'
    group by business_id
)

select
    '事由の和 = 営業収益と長期前受金の補正額(百万円)' as rule_ja,
    'Sum of the reasons = supplementary revenue and advances (million yen)' as rule_en,
    business_id,
    reasons.printed,
    amendments.computed,
    reasons.printed - amendments.computed as difference
from amended_businesses
full join reasons using (business_id)
left join amendments using (business_id)
where
    reasons.printed is distinct from amendments.computed
    or reasons.printed is null
