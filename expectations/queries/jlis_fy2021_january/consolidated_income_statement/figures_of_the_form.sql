-- 様式第2号の当初予定額・補正額・補正後予定額が、全科目とも紙面と一致する(単位 千円、△は負
-- )
-- Form 2: original, supplementary and revised figures are as on the page, for every line
-- (thousand yen)
with

-- 当初予定額, 補正額, 1月補正後予定額
expected as (
    select * from (values
        ('事業負担金収入', 'business_levies', 305900, 0, 305900),
        ('個人番号カード等関連交付金', 'card_grants', 45492638, 0, 45492638),
        ('自治体中間サーバー関連交付金', 'intermediate_server_grants', 7963900, 0, 7963900),
        ('地方公共団体負担金収入', 'local_government_levies', 4287136, 0, 4287136),
        ('負担金収入', 'other_levies', 573576, 0, 573576),
        ('事業収入', 'service_revenue', 21990900, 2194130, 24185030),
        ('情報提供手数料', 'information_provision_fees', 5648390, 0, 5648390),
        ('符号生成住民票コード提供手数料', 'resident_code_provision_fees', 150000, 0, 150000),
        ('発行手数料', 'issuance_fees', 10000, 0, 10000),
        ('情報開示手数料', 'information_disclosure_fees', 1, 0, 1),
        ('補助金等収入', 'subsidy_revenue', 17381686, 2266175, 19647861),
        ('長期前受金取崩収入', 'long_term_advances_reversal', 43703837, 644760, 44348597),
        ('住基ネット再構築平準化等積立金取崩収入', 'juki_net_reserve_reversal', 2570004, 0, 2570004),
        ('次期システム更改積立金取崩収入', 'next_system_reserve_reversal', 60000, 0, 60000),
        ('長期前受収益取崩収入', 'long_term_deferred_revenue_reversal', 116684, 0, 116684),
        ('営業収益合計', 'operating_revenue', 150254652, 5105065, 155359717),
        ('事業費', 'project_expenses', 147709859, 5105065, 152814924),
        ('一般管理費', 'general_administrative_expenses', 826068, 0, 826068),
        ('営業費用合計', 'operating_expenses', 148535927, 5105065, 153640992),
        ('営業利益', 'operating_income', 1718725, 0, 1718725),
        ('受取利息', 'interest_income', 312, 0, 312),
        ('有価証券利息', 'securities_interest', 40, 0, 40),
        ('雑収入', 'miscellaneous_income', 2160, 0, 2160),
        ('営業外収益合計', 'non_operating_revenue', 2512, 0, 2512),
        ('支払利息', 'interest_expenses', 43237, 0, 43237),
        ('営業外費用合計', 'non_operating_expenses', 43237, 0, 43237),
        ('経常利益', 'ordinary_income', 1678000, 0, 1678000),
        ('住基ネット再構築平準化等積立金繰入額', 'juki_net_reserve_provision', 1876163, 0, 1876163),
        ('セキュリティ強化等積立金繰入額', 'security_enhancement_reserve_provision', 400000, 0, 400000),
        ('特別損失合計', 'extraordinary_losses', 2276163, 0, 2276163),
        ('税金等調整前当期純利益', 'income_before_taxes', -598163, 0, -598163),
        ('法人住民税', 'inhabitant_taxes', 70, 0, 70),
        ('当期純利益', 'net_income', -598233, 0, -598233)
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
