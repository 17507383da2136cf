-- 事業の大きさ(営業収益合計)と結果(当期純利益)が、八つの事業とも紙面と過不足なく一致する(単
-- 位 千円、△は負)
-- Size (operating revenue) and result (net income) of the eight businesses are as on the page, none
-- more, none less (thousand yen)
with

-- In the order of the form, revised.
page as (
    select * from (values
        (1, 'general', 4886201, -244406),
        (2, 'identity_information_processing', 22985503, -83261),
        (3, 'personal_authentication', 19730072, -65404),
        (4, 'individual_number_card', 52035745, -118026),
        (5, 'intermediate_server', 7982404, -73060),
        (6, 'administrative_network', 1892928, -7029),
        (7, 'identity_information_related', 2118327, -7047),
        (8, 'digital_reform_fund', 43728537, 0)
    ) as businesses (place, business_id, operating_revenue, net_income)
),

expected as (
    select place, business_id, 'size' as step_role, 'operating_revenue' as line_id, operating_revenue as amount
    from page
    union all
    select place, business_id, 'result' as step_role, 'net_income' as line_id, net_income as amount
    from page
),

-- Place of a business among those of its role, from 1 on.
found as (
    select
        *,
        row_number() over (
            partition by picture_id, step_role order by step_order
        ) as place
    from {batch}
    where
        document_id = 'jlis_fy2021_january'
        and step_role in ('size', 'result')
)

select
    '事業の大きさと結果' as rule_ja,
    'Size and result of a business' as rule_en,
    coalesce(expected.step_role, found.step_role) as step_role,
    coalesce(expected.line_id, found.line_id) as line_id,
    coalesce(expected.business_id, found.business_id) as business_id,
    found.stage,
    found.amount_thousand_yen as found,
    expected.amount as printed,
    found.amount_thousand_yen - expected.amount as difference
from expected
full join found
    on
        expected.step_role = found.step_role
        and expected.place = found.place
        and expected.line_id = found.line_id
        and expected.business_id = found.business_id
where
    found.amount_thousand_yen is distinct from expected.amount
    or found.stage is distinct from 'revised'
    or found.picture_id is distinct from 'size_of_businesses'
