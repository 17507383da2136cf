-- 補正で動いた69件の当初・補正・補正後の額が、紙面と過不足なく一致する(単位 千円、△は負)
-- The 69 lines moved by the amendment: figures as on the page, none more, none less (thousand
-- yen)
with

-- 当初予定額, 補正額, 1月補正後予定額
expected as (
    select * from (values
        ('現金及び預金', 'cash_and_deposits', 'digital_reform_fund', 132115907, 31036680, 163152587),
        ('現金及び預金', 'cash_and_deposits', 'total', 165134304, 31036680, 196170984),
        ('未収金', 'accounts_receivable', 'personal_authentication', 3576000, 2194130, 5770130),
        ('未収金', 'accounts_receivable', 'individual_number_card', 29221210, 2266175, 31487385),
        ('未収金', 'accounts_receivable', 'total', 48625064, 4460305, 53085369),
        ('流動資産合計', 'current_assets', 'personal_authentication', 10196774, 2194130, 12390904),
        ('流動資産合計', 'current_assets', 'individual_number_card', 39443705, 2266175, 41709880),
        ('流動資産合計', 'current_assets', 'digital_reform_fund', 132115907, 31036680, 163152587),
        ('流動資産合計', 'current_assets', 'total', 213759384, 35496985, 249256369),
        ('資産合計', 'assets', 'personal_authentication', 11005073, 2194130, 13199203),
        ('資産合計', 'assets', 'individual_number_card', 39780943, 2266175, 42047118),
        ('資産合計', 'assets', 'digital_reform_fund', 132115907, 31036680, 163152587),
        ('資産合計', 'assets', 'total', 221702704, 35496985, 257199689),
        ('未払金', 'accounts_payable', 'personal_authentication', 5415896, 2194130, 7610026),
        ('未払金', 'accounts_payable', 'individual_number_card', 39446277, 2266175, 41712452),
        ('未払金', 'accounts_payable', 'total', 70047994, 4460305, 74508299),
        ('流動負債合計', 'current_liabilities', 'personal_authentication', 5520819, 2194130, 7714949),
        ('流動負債合計', 'current_liabilities', 'individual_number_card', 39465715, 2266175, 41731890),
        ('流動負債合計', 'current_liabilities', 'total', 71251102, 4460305, 75711407),
        ('長期前受金', 'long_term_advances_received', 'digital_reform_fund', 132115907, 31036680, 163152587),
        ('長期前受金', 'long_term_advances_received', 'total', 136616494, 31036680, 167653174),
        ('固定負債合計', 'fixed_liabilities', 'digital_reform_fund', 132115907, 31036680, 163152587),
        ('固定負債合計', 'fixed_liabilities', 'total', 146425382, 31036680, 177462062),
        ('負債合計', 'liabilities', 'personal_authentication', 9393702, 2194130, 11587832),
        ('負債合計', 'liabilities', 'individual_number_card', 39722985, 2266175, 41989160),
        ('負債合計', 'liabilities', 'digital_reform_fund', 132115907, 31036680, 163152587),
        ('負債合計', 'liabilities', 'total', 217676484, 35496985, 253173469),
        ('負債純資産合計', 'liabilities_and_net_assets', 'personal_authentication', 11005073, 2194130, 13199203),
        ('負債純資産合計', 'liabilities_and_net_assets', 'individual_number_card', 39780943, 2266175, 42047118),
        ('負債純資産合計', 'liabilities_and_net_assets', 'digital_reform_fund', 132115907, 31036680, 163152587),
        ('負債純資産合計', 'liabilities_and_net_assets', 'total', 221702704, 35496985, 257199689),
        ('事業収入', 'service_revenue', 'personal_authentication', 2506406, 2194130, 4700536),
        ('事業収入', 'service_revenue', 'total', 21990900, 2194130, 24185030),
        ('補助金等収入', 'subsidy_revenue', 'individual_number_card', 9327706, 2266175, 11593881),
        ('補助金等収入', 'subsidy_revenue', 'total', 17381686, 2266175, 19647861),
        ('長期前受金取崩収入', 'long_term_advances_reversal', 'digital_reform_fund', 43083777, 644760, 43728537),
        ('長期前受金取崩収入', 'long_term_advances_reversal', 'total', 43703837, 644760, 44348597),
        ('営業収益合計', 'operating_revenue', 'personal_authentication', 17535942, 2194130, 19730072),
        ('営業収益合計', 'operating_revenue', 'individual_number_card', 49769570, 2266175, 52035745),
        ('営業収益合計', 'operating_revenue', 'digital_reform_fund', 43083777, 644760, 43728537),
        ('営業収益合計', 'operating_revenue', 'total', 150254652, 5105065, 155359717),
        ('事業費', 'project_expenses', 'personal_authentication', 17071344, 2194130, 19265474),
        ('事業費', 'project_expenses', 'individual_number_card', 49753257, 2266175, 52019432),
        ('事業費', 'project_expenses', 'digital_reform_fund', 43083777, 644760, 43728537),
        ('事業費', 'project_expenses', 'total', 147709859, 5105065, 152814924),
        ('営業費用合計', 'operating_expenses', 'personal_authentication', 17186808, 2194130, 19380938),
        ('営業費用合計', 'operating_expenses', 'individual_number_card', 49883793, 2266175, 52149968),
        ('営業費用合計', 'operating_expenses', 'digital_reform_fund', 43083777, 644760, 43728537),
        ('営業費用合計', 'operating_expenses', 'total', 148535927, 5105065, 153640992),
        ('営業収益', 'operating_receipts', 'personal_authentication', 17497462, 2194130, 19691592),
        ('営業収益', 'operating_receipts', 'individual_number_card', 49744768, 2266175, 52010943),
        ('営業収益', 'operating_receipts', 'total', 103804127, 4460305, 108264432),
        ('当期末未収金', 'closing_receivables', 'personal_authentication', -3576000, -2194130, -5770130),
        ('当期末未収金', 'closing_receivables', 'individual_number_card', -29221210, -2266175, -31487385),
        ('当期末未収金', 'closing_receivables', 'total', -48625064, -4460305, -53085369),
        ('長期前受金', 'long_term_advances_receipts', 'digital_reform_fund', 0, 31036680, 31036680),
        ('長期前受金', 'long_term_advances_receipts', 'total', 1200000, 31036680, 32236680),
        ('資金収入合計', 'cash_receipts', 'digital_reform_fund', 0, 31036680, 31036680),
        ('資金収入合計', 'cash_receipts', 'total', 120043592, 31036680, 151080272),
        ('事業費', 'project_payments', 'personal_authentication', 16507920, 2194130, 18702050),
        ('事業費', 'project_payments', 'individual_number_card', 49399532, 2266175, 51665707),
        ('事業費', 'project_payments', 'total', 145890560, 4460305, 150350865),
        ('当期末未払金', 'closing_payables', 'personal_authentication', -5415896, -2194130, -7610026),
        ('当期末未払金', 'closing_payables', 'individual_number_card', -39446277, -2266175, -41712452),
        ('当期末未払金', 'closing_payables', 'total', -70048064, -4460305, -74508369),
        ('資金収支差額', 'net_cash_receipts', 'digital_reform_fund', -43083777, 31036680, -12047097),
        ('資金収支差額', 'net_cash_receipts', 'total', -55103792, 31036680, -24067112),
        ('当期末現金及び預金', 'closing_cash_and_deposits', 'digital_reform_fund', 132115907, 31036680, 163152587),
        ('当期末現金及び預金', 'closing_cash_and_deposits', 'total', 165134304, 31036680, 196170984)
    ) as moved_lines (label_ja, line_id, business_id, original, adjustment, revised)
),

found as (
    select
        line_id,
        business_id,
        original_thousand_yen as original,
        adjustment_thousand_yen as adjustment,
        revised_thousand_yen as revised
    from {batch}
    where document_id = 'jlis_fy2021_january'
)

select
    '補正で動いた科目' as rule_ja,
    'Line moved by the amendment' as rule_en,
    coalesce(expected.line_id, found.line_id) as line_id,
    expected.label_ja,
    coalesce(expected.business_id, found.business_id) as business_id,
    found.original as found_original,
    found.adjustment as found_adjustment,
    found.revised as found_revised,
    expected.original as printed_original,
    expected.adjustment as printed_adjustment,
    expected.revised as printed_revised,
    found.adjustment - expected.adjustment as difference
from expected
full join found
    on expected.line_id = found.line_id and expected.business_id = found.business_id
where
    found.original is distinct from expected.original
    or found.adjustment is distinct from expected.adjustment
    or found.revised is distinct from expected.revised
