-- 主要計数(補正後)が、十一科目 × 八事業と合計とも紙面と過不足なく一致する(単位 千円、△
-- は負)。当期純利益は合計△598,233
-- The revised headline figures, eleven lines × eight businesses and the total, are as on the page
-- (thousand yen); net income in total △598,233
with

-- One row per headline line; columns in the order of the form.
page as (
    select * from (values
        ('資産合計', 'assets', 5331179, 22158932, 13199203, 42047118, 7562305, 2110772, 1637593, 163152587, 257199689),
        ('負債合計', 'liabilities', 3457971, 22196169, 11587832, 41989160, 7545558, 1788348, 1455844, 163152587, 253173469),
        ('純資産合計', 'net_assets', 1873208, -37237, 1611371, 57958, 16747, 322424, 181749, 0, 4026220),
        ('営業収益合計', 'operating_revenue', 4886201, 22985503, 19730072, 52035745, 7982404, 1892928, 2118327, 43728537, 155359717),
        ('営業費用合計', 'operating_expenses', 5125946, 21183294, 19380938, 52149968, 8055458, 1899298, 2117553, 43728537, 153640992),
        ('営業利益', 'operating_income', -239745, 1802209, 349134, -114223, -73054, -6370, 774, 0, 1718725),
        ('経常利益', 'ordinary_income', -244336, 1792902, 334596, -118026, -73060, -7029, -7047, 0, 1678000),
        ('当期純利益', 'net_income', -244406, -83261, -65404, -118026, -73060, -7029, -7047, 0, -598233),
        ('資金収支差額', 'net_cash_receipts', -616294, -3681921, -10519697, 6864888, -4228980, 229385, -67396, -12047097, -24067112),
        ('前期末現金及び預金', 'opening_cash_and_deposits', 4096189, 7235249, 17140471, 3357607, 11527839, 1431069, 249988, 175199684, 220238096),
        ('当期末現金及び預金', 'closing_cash_and_deposits', 3479895, 3553328, 6620774, 10222495, 7298859, 1660454, 182592, 163152587, 196170984)
    ) as headline_rows (
        label_ja,
        line_id,
        general,
        identity_information_processing,
        personal_authentication,
        individual_number_card,
        intermediate_server,
        administrative_network,
        identity_information_related,
        digital_reform_fund,
        total
    )
),

expected as (
    unpivot page
    on general,
        identity_information_processing,
        personal_authentication,
        individual_number_card,
        intermediate_server,
        administrative_network,
        identity_information_related,
        digital_reform_fund,
        total
    into name business_id value amount
),

found as (
    select line_id, business_id, label_ja, revised_thousand_yen as amount
    from {batch}
    where document_id = 'jlis_fy2021_january'
)

select
    '紙面の額(補正後予定額)' as rule_ja,
    'Figure on the page (revised)' as rule_en,
    coalesce(expected.line_id, found.line_id) as line_id,
    coalesce(expected.label_ja, found.label_ja) as label_ja,
    coalesce(expected.business_id, found.business_id) as business_id,
    found.amount as found,
    expected.amount as printed,
    found.amount - expected.amount as difference
from expected
full join found
    on expected.line_id = found.line_id and expected.business_id = found.business_id
where
    found.amount is distinct from expected.amount
    or found.label_ja is distinct from expected.label_ja
