-- 補正の事由の四件が、番号・題・事業・原文の行・金額とも紙面と過不足なく一致する(単位 百万
-- 円)。基金31,682、コールセンター1,306、申請受付960、スマートフォン搭載2,194
-- The four reasons are as on the page, with number, title, business, line of the source and amount
-- (million yen): fund 31,682, call centre 1,306, intake 960, smartphones 2,194
with

-- The title may leave out what follows in the heading.
expected as (
    select * from (values
        (1, 'デジタル基盤改革支援基金の拡充', 'digital_reform_fund', 337, '31,682', 31682),
        (2, '住民向けコールセンターの体制強化(応答率向上)業務', 'individual_number_card', 347, '1,306', 1306),
        (3, 'マイナンバーカード申請受付事業者の体制強化', 'individual_number_card', 355, '960', 960),
        (4, '電子証明書のスマートフォンへの搭載', 'personal_authentication', 367, '2,194', 2194)
    ) as reasons (reason_order, heading, business_id, source_line, figure_as_printed, amount)
),

found as (
    select *
    from {batch}
    where document_id = 'jlis_fy2021_january'
)

select
    '紙面の補正の事由(百万円)' as rule_ja,
    'Reason of the amendment on the page (million yen)' as rule_en,
    coalesce(expected.reason_order, found.reason_order) as reason_order,
    expected.heading,
    found.title_ja,
    coalesce(expected.business_id, found.business_id) as business_id,
    coalesce(expected.source_line, found.source_line) as source_line,
    found.unit,
    found.amount_in_unit as found,
    expected.amount as printed,
    found.amount_in_unit - expected.amount as difference
from expected
full join found
    on
        expected.reason_order = found.reason_order
        and expected.business_id = found.business_id
        and expected.source_line = found.source_line
where
    found.amount_in_unit is distinct from expected.amount
    or found.figure_as_printed is distinct from expected.figure_as_printed
    or found.unit is distinct from 'million_yen'
    or found.table_id is distinct from 'overview_prose'
    or not coalesce(starts_with(expected.heading, found.title_ja), false)
