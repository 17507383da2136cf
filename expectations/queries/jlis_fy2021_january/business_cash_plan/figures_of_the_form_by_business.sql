-- 様式第6号(補正案)の事業別の全ての額が、紙面と一致する(単位 千円、△は負)
-- Every figure of form 6 (amendment), by business, is as on the page (thousand yen)
with

-- One row per line of the form; columns in the order of the form.
page as (
    select * from (values
        ('営業収益', 'operating_receipts', 4886201, 19773218, 19691592, 52010943, 7963900, 1820251, 2118327, 0, 108264432),
        ('利息収入', 'interest_receipts', 352, 0, 0, 0, 0, 0, 0, 0, 352),
        ('雑収入', 'miscellaneous_receipts', 960, 240, 480, 480, 0, 0, 0, 0, 2160),
        ('前期末未収金', 'opening_receivables', 2225625, 5047815, 2783000, 52834217, 0, 40000, 2759, 0, 62933416),
        ('当期末未収金', 'closing_receivables', -522971, -15108144, -5770130, -31487385, 0, -54000, -142739, 0, -53085369),
        ('長期前受金', 'long_term_advances_receipts', 0, 450000, 500000, 0, 0, 250000, 0, 31036680, 32236680),
        ('長期前受収益', 'long_term_deferred_revenue_receipts', 0, 0, 457465, 750, 67190, 94759, 0, 0, 620164),
        ('その他', 'other_receipts', 0, 108437, 0, 0, 0, 0, 0, 0, 108437),
        ('資金収入合計', 'cash_receipts', 6590167, 10271566, 17662407, 73359005, 8031090, 2151010, 1978347, 31036680, 151080272),
        ('事業費', 'project_payments', 4742988, 20577475, 18702050, 51665707, 7954320, 1763657, 1860891, 43083777, 150350865),
        ('一般管理費', 'general_administrative_payments', 203546, 221978, 113434, 127853, 75312, 70219, 0, 0, 812342),
        ('固定資産取得費', 'fixed_asset_acquisition', 314287, 673773, 505019, 1000, 67983, 95875, 0, 0, 1657937),
        ('保証金支出', 'guarantee_deposit_payments', 1660, 0, 0, 0, 0, 0, 0, 0, 1660),
        ('リース債務返済支出', 'lease_obligation_repayments', 91273, 360742, 422216, 206524, 495, 36574, 257436, 0, 1375260),
        ('前期末未払金', 'opening_payables', 4439748, 6874313, 16049411, 56205485, 11427770, 395634, 65328, 0, 95457689),
        ('当期末未払金', 'closing_payables', -2587041, -14754794, -7610026, -41712452, -7265810, -440334, -137912, 0, -74508369),
        ('資金支出合計', 'cash_payments', 7206461, 13953487, 28182104, 66494117, 12260070, 1921625, 2045743, 43083777, 175147384),
        ('資金収支差額', 'net_cash_receipts', -616294, -3681921, -10519697, 6864888, -4228980, 229385, -67396, -12047097, -24067112),
        ('前期末現金及び預金', 'opening_cash_and_deposits', 4096189, 7235249, 17140471, 3357607, 11527839, 1431069, 249988, 175199684, 220238096),
        ('当期末現金及び預金', 'closing_cash_and_deposits', 3479895, 3553328, 6620774, 10222495, 7298859, 1660454, 182592, 163152587, 196170984)
    ) as form_rows (
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
    select line_id, business_id, revised_thousand_yen as amount
    from {batch}
    where document_id = 'jlis_fy2021_january'
)

select
    '紙面の額(補正後予定額)' as rule_ja,
    'Figure on the page (revised)' as rule_en,
    coalesce(expected.line_id, found.line_id) as line_id,
    expected.label_ja,
    coalesce(expected.business_id, found.business_id) as business_id,
    found.amount as found,
    expected.amount as printed,
    found.amount - expected.amount as difference
from expected
full join found
    on expected.line_id = found.line_id and expected.business_id = found.business_id
where found.amount is distinct from expected.amount
