-- 様式第1号の当初予定額・補正額・補正後予定額が、全科目とも紙面と一致する(単位 千円、△は負
-- )
-- Form 1: original, supplementary and revised figures are as on the page, for every line
-- (thousand yen)
with

-- 当初予定額, 補正額, 1月補正後予定額
expected as (
    select * from (values
        ('現金及び預金', 'cash_and_deposits', 165134304, 31036680, 196170984),
        ('未収金', 'accounts_receivable', 48625064, 4460305, 53085369),
        ('貯蔵品', 'supplies', 16, 0, 16),
        ('流動資産合計', 'current_assets', 213759384, 35496985, 249256369),
        ('建物', 'buildings', 2524395, 0, 2524395),
        ('備品', 'equipment', 88197, 0, 88197),
        ('リース資産', 'tangible_leased_assets', 3332817, 0, 3332817),
        ('有形固定資産合計', 'tangible_fixed_assets', 5945409, 0, 5945409),
        ('電話加入権', 'telephone_subscription_rights', 3042, 0, 3042),
        ('ソフトウェア', 'software', 58630, 0, 58630),
        ('リース資産', 'intangible_leased_assets', 860084, 0, 860084),
        ('無形固定資産合計', 'intangible_fixed_assets', 921756, 0, 921756),
        ('投資有価証券', 'investment_securities', 200000, 0, 200000),
        ('保証金', 'guarantee_deposits', 876155, 0, 876155),
        ('投資その他の資産合計', 'investments_and_other_assets', 1076155, 0, 1076155),
        ('固定資産合計', 'fixed_assets', 7943320, 0, 7943320),
        ('資産合計', 'assets', 221702704, 35496985, 257199689),
        ('未払金', 'accounts_payable', 70047994, 4460305, 74508299),
        ('未払法人住民税等', 'accrued_inhabitant_taxes', 70, 0, 70),
        ('預り金', 'deposits_received', 4868, 0, 4868),
        ('賞与引当金', 'bonus_provision', 120979, 0, 120979),
        ('役員賞与引当金', 'directors_bonus_provision', 9919, 0, 9919),
        ('リース債務', 'current_lease_obligations', 1067272, 0, 1067272),
        ('流動負債合計', 'current_liabilities', 71251102, 4460305, 75711407),
        ('長期前受金', 'long_term_advances_received', 136616494, 31036680, 167653174),
        ('長期前受収益', 'long_term_deferred_revenue', 1865122, 0, 1865122),
        ('退職給付引当金', 'retirement_benefit_provision', 808944, 0, 808944),
        ('住基ネット再構築平準化等積立金', 'juki_net_reconstruction_reserve', 1811371, 0, 1811371),
        ('セキュリティ強化等積立金', 'security_enhancement_reserve', 1200000, 0, 1200000),
        ('次期システム更改積立金', 'next_system_renewal_reserve', 320000, 0, 320000),
        ('リース債務', 'non_current_lease_obligations', 3042034, 0, 3042034),
        ('資産除去債務', 'asset_retirement_obligations', 761417, 0, 761417),
        ('固定負債合計', 'fixed_liabilities', 146425382, 31036680, 177462062),
        ('負債合計', 'liabilities', 217676484, 35496985, 253173469),
        ('地方公共団体出資金', 'local_government_contributions', 134000, 0, 134000),
        ('積立金', 'general_reserve', 2016123, 0, 2016123),
        ('公的個人認証サービス事業財政調整積立金', 'authentication_fiscal_adjustment_reserve', 942097, 0, 942097),
        ('システム開発積立金', 'system_development_reserve', 934000, 0, 934000),
        ('利益剰余金合計', 'retained_earnings', 3892220, 0, 3892220),
        ('純資産合計', 'net_assets', 4026220, 0, 4026220),
        ('負債純資産合計', 'liabilities_and_net_assets', 221702704, 35496985, 257199689)
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
