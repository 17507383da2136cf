-- 補正のある三事業の当初予定額・補正額・補正後予定額が、全科目とも紙面と一致する(単位 千円)
-- The three amended businesses: original, supplementary and revised figures are as on the page,
-- for every line (thousand yen)
with

-- 当初予定額, 補正額, 1月補正後予定額
expected as (
    select * from (values
        ('営業収益', 'operating_receipts', 'personal_authentication', 17497462, 2194130, 19691592),
        ('利息収入', 'interest_receipts', 'personal_authentication', 0, 0, 0),
        ('雑収入', 'miscellaneous_receipts', 'personal_authentication', 480, 0, 480),
        ('前期末未収金', 'opening_receivables', 'personal_authentication', 2783000, 0, 2783000),
        ('当期末未収金', 'closing_receivables', 'personal_authentication', -3576000, -2194130, -5770130),
        ('長期前受金', 'long_term_advances_receipts', 'personal_authentication', 500000, 0, 500000),
        ('長期前受収益', 'long_term_deferred_revenue_receipts', 'personal_authentication', 457465, 0, 457465),
        ('その他', 'other_receipts', 'personal_authentication', 0, 0, 0),
        ('資金収入合計', 'cash_receipts', 'personal_authentication', 17662407, 0, 17662407),
        ('事業費', 'project_payments', 'personal_authentication', 16507920, 2194130, 18702050),
        ('一般管理費', 'general_administrative_payments', 'personal_authentication', 113434, 0, 113434),
        ('固定資産取得費', 'fixed_asset_acquisition', 'personal_authentication', 505019, 0, 505019),
        ('保証金支出', 'guarantee_deposit_payments', 'personal_authentication', 0, 0, 0),
        ('リース債務返済支出', 'lease_obligation_repayments', 'personal_authentication', 422216, 0, 422216),
        ('前期末未払金', 'opening_payables', 'personal_authentication', 16049411, 0, 16049411),
        ('当期末未払金', 'closing_payables', 'personal_authentication', -5415896, -2194130, -7610026),
        ('資金支出合計', 'cash_payments', 'personal_authentication', 28182104, 0, 28182104),
        ('資金収支差額', 'net_cash_receipts', 'personal_authentication', -10519697, 0, -10519697),
        ('前期末現金及び預金', 'opening_cash_and_deposits', 'personal_authentication', 17140471, 0, 17140471),
        ('当期末現金及び預金', 'closing_cash_and_deposits', 'personal_authentication', 6620774, 0, 6620774),
        ('営業収益', 'operating_receipts', 'individual_number_card', 49744768, 2266175, 52010943),
        ('利息収入', 'interest_receipts', 'individual_number_card', 0, 0, 0),
        ('雑収入', 'miscellaneous_receipts', 'individual_number_card', 480, 0, 480),
        ('前期末未収金', 'opening_receivables', 'individual_number_card', 52834217, 0, 52834217),
        ('当期末未収金', 'closing_receivables', 'individual_number_card', -29221210, -2266175, -31487385),
        ('長期前受金', 'long_term_advances_receipts', 'individual_number_card', 0, 0, 0),
        ('長期前受収益', 'long_term_deferred_revenue_receipts', 'individual_number_card', 750, 0, 750),
        ('その他', 'other_receipts', 'individual_number_card', 0, 0, 0),
        ('資金収入合計', 'cash_receipts', 'individual_number_card', 73359005, 0, 73359005),
        ('事業費', 'project_payments', 'individual_number_card', 49399532, 2266175, 51665707),
        ('一般管理費', 'general_administrative_payments', 'individual_number_card', 127853, 0, 127853),
        ('固定資産取得費', 'fixed_asset_acquisition', 'individual_number_card', 1000, 0, 1000),
        ('保証金支出', 'guarantee_deposit_payments', 'individual_number_card', 0, 0, 0),
        ('リース債務返済支出', 'lease_obligation_repayments', 'individual_number_card', 206524, 0, 206524),
        ('前期末未払金', 'opening_payables', 'individual_number_card', 56205485, 0, 56205485),
        ('当期末未払金', 'closing_payables', 'individual_number_card', -39446277, -2266175, -41712452),
        ('資金支出合計', 'cash_payments', 'individual_number_card', 66494117, 0, 66494117),
        ('資金収支差額', 'net_cash_receipts', 'individual_number_card', 6864888, 0, 6864888),
        ('前期末現金及び預金', 'opening_cash_and_deposits', 'individual_number_card', 3357607, 0, 3357607),
        ('当期末現金及び預金', 'closing_cash_and_deposits', 'individual_number_card', 10222495, 0, 10222495),
        ('営業収益', 'operating_receipts', 'digital_reform_fund', 0, 0, 0),
        ('利息収入', 'interest_receipts', 'digital_reform_fund', 0, 0, 0),
        ('雑収入', 'miscellaneous_receipts', 'digital_reform_fund', 0, 0, 0),
        ('前期末未収金', 'opening_receivables', 'digital_reform_fund', 0, 0, 0),
        ('当期末未収金', 'closing_receivables', 'digital_reform_fund', 0, 0, 0),
        ('長期前受金', 'long_term_advances_receipts', 'digital_reform_fund', 0, 31036680, 31036680),
        ('長期前受収益', 'long_term_deferred_revenue_receipts', 'digital_reform_fund', 0, 0, 0),
        ('その他', 'other_receipts', 'digital_reform_fund', 0, 0, 0),
        ('資金収入合計', 'cash_receipts', 'digital_reform_fund', 0, 31036680, 31036680),
        ('事業費', 'project_payments', 'digital_reform_fund', 43083777, 0, 43083777),
        ('一般管理費', 'general_administrative_payments', 'digital_reform_fund', 0, 0, 0),
        ('固定資産取得費', 'fixed_asset_acquisition', 'digital_reform_fund', 0, 0, 0),
        ('保証金支出', 'guarantee_deposit_payments', 'digital_reform_fund', 0, 0, 0),
        ('リース債務返済支出', 'lease_obligation_repayments', 'digital_reform_fund', 0, 0, 0),
        ('前期末未払金', 'opening_payables', 'digital_reform_fund', 0, 0, 0),
        ('当期末未払金', 'closing_payables', 'digital_reform_fund', 0, 0, 0),
        ('資金支出合計', 'cash_payments', 'digital_reform_fund', 43083777, 0, 43083777),
        ('資金収支差額', 'net_cash_receipts', 'digital_reform_fund', -43083777, 31036680, -12047097),
        ('前期末現金及び預金', 'opening_cash_and_deposits', 'digital_reform_fund', 175199684, 0, 175199684),
        ('当期末現金及び預金', 'closing_cash_and_deposits', 'digital_reform_fund', 132115907, 31036680, 163152587)
    ) as form_rows (label_ja, line_id, business_id, original, adjustment, revised)
),

found as (
    select
        line_id,
        business_id,
        original_thousand_yen as original,
        adjustment_thousand_yen as adjustment,
        revised_thousand_yen as revised
    from {batch}
    where
        document_id = 'jlis_fy2021_january'
        and business_id in (
            'personal_authentication', 'individual_number_card', 'digital_reform_fund'
        )
)

select
    '紙面の額(当初・補正・補正後)' as rule_ja,
    'Figures on the page (original, supplementary, revised)' as rule_en,
    coalesce(expected.line_id, found.line_id) as line_id,
    expected.label_ja,
    coalesce(expected.business_id, found.business_id) as business_id,
    found.original as found_original,
    found.adjustment as found_adjustment,
    found.revised as found_revised,
    expected.original as printed_original,
    expected.adjustment as printed_adjustment,
    expected.revised as printed_revised,
    found.original - expected.original as difference_original,
    found.adjustment - expected.adjustment as difference_adjustment,
    found.revised - expected.revised as difference_revised
from expected
full join found
    on expected.line_id = found.line_id and expected.business_id = found.business_id
where
    found.original is distinct from expected.original
    or found.adjustment is distinct from expected.adjustment
    or found.revised is distinct from expected.revised
