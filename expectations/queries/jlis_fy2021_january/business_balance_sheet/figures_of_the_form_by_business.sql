-- 様式第4号(補正案)の事業別の全ての額が、紙面と一致する(単位 千円、△は負)
-- Every figure of form 4 (amendment), by business, is as on the page (thousand yen)
with

-- One row per line of the form; columns in the order of the form.
page as (
    select * from (values
        ('現金及び預金', 'cash_and_deposits', 3479895, 3553328, 6620774, 10222495, 7298859, 1660454, 182592, 163152587, 196170984),
        ('未収金', 'accounts_receivable', 522971, 15108144, 5770130, 31487385, 0, 54000, 142739, 0, 53085369),
        ('貯蔵品', 'supplies', 16, 0, 0, 0, 0, 0, 0, 0, 16),
        ('流動資産合計', 'current_assets', 4002882, 18661472, 12390904, 41709880, 7298859, 1714454, 325331, 163152587, 249256369),
        ('建物', 'buildings', 504221, 830287, 509935, 229323, 232361, 218268, 0, 0, 2524395),
        ('備品', 'equipment', 8888, 51537, 3719, 11822, 5991, 5969, 271, 0, 88197),
        ('リース資産', 'tangible_leased_assets', 358702, 1370664, 210380, 8910, 193, 71977, 1311991, 0, 3332817),
        ('有形固定資産合計', 'tangible_fixed_assets', 871811, 2252488, 724034, 250055, 238545, 296214, 1312262, 0, 5945409),
        ('電話加入権', 'telephone_subscription_rights', 2705, 246, 0, 0, 0, 91, 0, 0, 3042),
        ('ソフトウェア', 'software', 58630, 0, 0, 0, 0, 0, 0, 0, 58630),
        ('リース資産', 'intangible_leased_assets', 0, 860084, 0, 0, 0, 0, 0, 0, 860084),
        ('無形固定資産合計', 'intangible_fixed_assets', 61335, 860330, 0, 0, 0, 91, 0, 0, 921756),
        ('投資有価証券', 'investment_securities', 200000, 0, 0, 0, 0, 0, 0, 0, 200000),
        ('保証金', 'guarantee_deposits', 195151, 384642, 84265, 87183, 24901, 100013, 0, 0, 876155),
        ('投資その他の資産合計', 'investments_and_other_assets', 395151, 384642, 84265, 87183, 24901, 100013, 0, 0, 1076155),
        ('固定資産合計', 'fixed_assets', 1328297, 3497460, 808299, 337238, 263446, 396318, 1312262, 0, 7943320),
        ('資産合計', 'assets', 5331179, 22158932, 13199203, 42047118, 7562305, 2110772, 1637593, 163152587, 257199689),
        ('未払金', 'accounts_payable', 2586971, 14754794, 7610026, 41712452, 7265810, 440334, 137912, 0, 74508299),
        ('未払法人住民税等', 'accrued_inhabitant_taxes', 70, 0, 0, 0, 0, 0, 0, 0, 70),
        ('預り金', 'deposits_received', 4868, 0, 0, 0, 0, 0, 0, 0, 4868),
        ('賞与引当金', 'bonus_provision', 43973, 26615, 12492, 14176, 9258, 14465, 0, 0, 120979),
        ('役員賞与引当金', 'directors_bonus_provision', 1825, 1875, 1329, 2152, 1617, 1121, 0, 0, 9919),
        ('リース債務', 'current_lease_obligations', 98932, 496753, 91102, 3110, 49, 36171, 341155, 0, 1067272),
        ('流動負債合計', 'current_liabilities', 2736639, 15280037, 7714949, 41731890, 7276734, 492091, 479067, 0, 75711407),
        ('長期前受金', 'long_term_advances_received', 0, 2000587, 2000000, 0, 0, 500000, 0, 163152587, 167653174),
        ('長期前受収益', 'long_term_deferred_revenue', 0, 792795, 559467, 154940, 182837, 175083, 0, 0, 1865122),
        ('退職給付引当金', 'retirement_benefit_provision', 398511, 207595, 36332, 24485, 31757, 110264, 0, 0, 808944),
        ('住基ネット再構築平準化等積立金', 'juki_net_reconstruction_reserve', 0, 1811371, 0, 0, 0, 0, 0, 0, 1811371),
        ('セキュリティ強化等積立金', 'security_enhancement_reserve', 0, 0, 1200000, 0, 0, 0, 0, 0, 1200000),
        ('次期システム更改積立金', 'next_system_renewal_reserve', 0, 0, 0, 0, 0, 320000, 0, 0, 320000),
        ('リース債務', 'non_current_lease_obligations', 261749, 1728410, 32607, 5820, 128, 36543, 976777, 0, 3042034),
        ('資産除去債務', 'asset_retirement_obligations', 61072, 375374, 44477, 72025, 54102, 154367, 0, 0, 761417),
        ('固定負債合計', 'fixed_liabilities', 721332, 6916132, 3872883, 257270, 268824, 1296257, 976777, 163152587, 177462062),
        ('負債合計', 'liabilities', 3457971, 22196169, 11587832, 41989160, 7545558, 1788348, 1455844, 163152587, 253173469),
        ('地方公共団体出資金', 'local_government_contributions', 134000, 0, 0, 0, 0, 0, 0, 0, 134000),
        ('積立金', 'general_reserve', 1673208, -37237, 1274, 57958, 16747, 122424, 181749, 0, 2016123),
        ('公的個人認証サービス事業財政調整積立金', 'authentication_fiscal_adjustment_reserve', 0, 0, 942097, 0, 0, 0, 0, 0, 942097),
        ('システム開発積立金', 'system_development_reserve', 66000, 0, 668000, 0, 0, 200000, 0, 0, 934000),
        ('利益剰余金合計', 'retained_earnings', 1739208, -37237, 1611371, 57958, 16747, 322424, 181749, 0, 3892220),
        ('純資産合計', 'net_assets', 1873208, -37237, 1611371, 57958, 16747, 322424, 181749, 0, 4026220),
        ('負債純資産合計', 'liabilities_and_net_assets', 5331179, 22158932, 13199203, 42047118, 7562305, 2110772, 1637593, 163152587, 257199689)
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
