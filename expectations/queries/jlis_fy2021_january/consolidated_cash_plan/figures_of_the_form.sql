-- 様式第3号の当初予定額・補正額・補正後予定額が、全科目とも紙面と一致する(単位 千円、△は負
-- )
-- Form 3: original, supplementary and revised figures are as on the page, for every line
-- (thousand yen)
with

-- 当初予定額, 補正額, 1月補正後予定額
expected as (
    select * from (values
        ('営業収益', 'operating_receipts', 103804127, 4460305, 108264432),
        ('利息収入', 'interest_receipts', 352, 0, 352),
        ('雑収入', 'miscellaneous_receipts', 2160, 0, 2160),
        ('前期末未収金', 'opening_receivables', 62933416, 0, 62933416),
        ('当期末未収金', 'closing_receivables', -48625064, -4460305, -53085369),
        ('長期前受金', 'long_term_advances_receipts', 1200000, 31036680, 32236680),
        ('長期前受収益', 'long_term_deferred_revenue_receipts', 620164, 0, 620164),
        ('その他', 'other_receipts', 108437, 0, 108437),
        ('資金収入合計', 'cash_receipts', 120043592, 31036680, 151080272),
        ('事業費', 'project_payments', 145890560, 4460305, 150350865),
        ('一般管理費', 'general_administrative_payments', 812342, 0, 812342),
        ('固定資産取得費', 'fixed_asset_acquisition', 1657937, 0, 1657937),
        ('保証金支出', 'guarantee_deposit_payments', 1660, 0, 1660),
        ('リース債務返済支出', 'lease_obligation_repayments', 1375260, 0, 1375260),
        ('前期末未払金', 'opening_payables', 95457689, 0, 95457689),
        ('当期末未払金', 'closing_payables', -70048064, -4460305, -74508369),
        ('資金支出合計', 'cash_payments', 175147384, 0, 175147384),
        ('資金収支差額', 'net_cash_receipts', -55103792, 31036680, -24067112),
        ('前期末現金及び預金', 'opening_cash_and_deposits', 220238096, 0, 220238096),
        ('当期末現金及び預金', 'closing_cash_and_deposits', 165134304, 31036680, 196170984)
    ) as form_rows (label_ja, line_id, original, adjustment, revised)
),

found as (
    select
        line_id,
        original_thousand_yen as original,
        adjustment_thousand_yen as adjustment,
        revised_thousand_yen as revised
    from {batch}
    where document_id = 'jlis_fy2021_january'
)

select
    '紙面の額(当初・補正・補正後)' as rule_ja,
    'Figures on the page (original, supplementary, revised)' as rule_en,
    coalesce(expected.line_id, found.line_id) as line_id,
    expected.label_ja,
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
full join found on expected.line_id = found.line_id
where
    found.original is distinct from expected.original
    or found.adjustment is distinct from expected.adjustment
    or found.revised is distinct from expected.revised
