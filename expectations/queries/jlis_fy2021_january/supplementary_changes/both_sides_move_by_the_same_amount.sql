-- 補正の両側が同額で動く。公的個人認証2,194,130、個人番号カード2,266,175(収
-- 入と未収金、費用と未払金)、基金31,036,680(預金と長期前受金)と644,760(取
-- 崩と事業費)千円
-- Both sides of the amendment move alike: JPKI 2,194,130 and cards 2,266,175 (revenue and
-- receivables, expenses and payables), the fund 31,036,680 (deposits and advances) and 644,760
-- (reversal and expenses)
with

-- The amount of the amendment of each business, and the lines that carry it.
expected as (
    select * from (values
        ('事業収入', 'personal_authentication', 'service_revenue', 2194130),
        ('事業費', 'personal_authentication', 'project_expenses', 2194130),
        ('未収金', 'personal_authentication', 'accounts_receivable', 2194130),
        ('未払金', 'personal_authentication', 'accounts_payable', 2194130),
        ('営業収益', 'personal_authentication', 'operating_receipts', 2194130),
        ('当期末未収金', 'personal_authentication', 'closing_receivables', -2194130),
        ('事業費', 'personal_authentication', 'project_payments', 2194130),
        ('当期末未払金', 'personal_authentication', 'closing_payables', -2194130),
        ('補助金等収入', 'individual_number_card', 'subsidy_revenue', 2266175),
        ('事業費', 'individual_number_card', 'project_expenses', 2266175),
        ('未収金', 'individual_number_card', 'accounts_receivable', 2266175),
        ('未払金', 'individual_number_card', 'accounts_payable', 2266175),
        ('営業収益', 'individual_number_card', 'operating_receipts', 2266175),
        ('当期末未収金', 'individual_number_card', 'closing_receivables', -2266175),
        ('事業費', 'individual_number_card', 'project_payments', 2266175),
        ('当期末未払金', 'individual_number_card', 'closing_payables', -2266175),
        ('現金及び預金', 'digital_reform_fund', 'cash_and_deposits', 31036680),
        ('長期前受金', 'digital_reform_fund', 'long_term_advances_received', 31036680),
        ('長期前受金', 'digital_reform_fund', 'long_term_advances_receipts', 31036680),
        ('当期末現金及び預金', 'digital_reform_fund', 'closing_cash_and_deposits', 31036680),
        ('長期前受金取崩収入', 'digital_reform_fund', 'long_term_advances_reversal', 644760),
        ('事業費', 'digital_reform_fund', 'project_expenses', 644760)
    ) as movements (label_ja, business_id, line_id, adjustment)
)

select
    '補正の仕訳(両側が同額で動く)' as rule_ja,
    'Both sides move by the same amount' as rule_en,
    expected.label_ja,
    expected.business_id,
    expected.line_id,
    listed.adjustment_thousand_yen as found,
    expected.adjustment as expected,
    listed.adjustment_thousand_yen - expected.adjustment as difference
from expected
left join {batch} as listed
    on
        expected.business_id = listed.business_id
        and expected.line_id = listed.line_id
        and listed.document_id = 'jlis_fy2021_january'
where listed.adjustment_thousand_yen is distinct from expected.adjustment
