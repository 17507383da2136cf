-- 補正のある三事業の当初予定額・補正額・補正後予定額が、全科目とも紙面と一致する(単位 千円)
-- The three amended businesses: original, supplementary and revised figures are as on the page,
-- for every line (thousand yen)
with

-- 当初予定額, 補正額, 1月補正後予定額
expected as (
    select * from (values
        ('事業負担金収入', 'business_levies', 'personal_authentication', 0, 0, 0),
        ('個人番号カード等関連交付金', 'card_grants', 'personal_authentication', 5075576, 0, 5075576),
        ('自治体中間サーバー関連交付金', 'intermediate_server_grants', 'personal_authentication', 0, 0, 0),
        ('地方公共団体負担金収入', 'local_government_levies', 'personal_authentication', 1906000, 0, 1906000),
        ('負担金収入', 'other_levies', 'personal_authentication', 0, 0, 0),
        ('事業収入', 'service_revenue', 'personal_authentication', 2506406, 2194130, 4700536),
        ('情報提供手数料', 'information_provision_fees', 'personal_authentication', 57500, 0, 57500),
        ('符号生成住民票コード提供手数料', 'resident_code_provision_fees', 'personal_authentication', 0, 0, 0),
        ('発行手数料', 'issuance_fees', 'personal_authentication', 10000, 0, 10000),
        ('情報開示手数料', 'information_disclosure_fees', 'personal_authentication', 0, 0, 0),
        ('補助金等収入', 'subsidy_revenue', 'personal_authentication', 7941980, 0, 7941980),
        ('長期前受金取崩収入', 'long_term_advances_reversal', 'personal_authentication', 0, 0, 0),
        ('住基ネット再構築平準化等積立金取崩収入', 'juki_net_reserve_reversal', 'personal_authentication', 0, 0, 0),
        ('次期システム更改積立金取崩収入', 'next_system_reserve_reversal', 'personal_authentication', 0, 0, 0),
        ('長期前受収益取崩収入', 'long_term_deferred_revenue_reversal', 'personal_authentication', 38480, 0, 38480),
        ('営業収益合計', 'operating_revenue', 'personal_authentication', 17535942, 2194130, 19730072),
        ('事業費', 'project_expenses', 'personal_authentication', 17071344, 2194130, 19265474),
        ('一般管理費', 'general_administrative_expenses', 'personal_authentication', 115464, 0, 115464),
        ('営業費用合計', 'operating_expenses', 'personal_authentication', 17186808, 2194130, 19380938),
        ('営業利益', 'operating_income', 'personal_authentication', 349134, 0, 349134),
        ('受取利息', 'interest_income', 'personal_authentication', 0, 0, 0),
        ('有価証券利息', 'securities_interest', 'personal_authentication', 0, 0, 0),
        ('雑収入', 'miscellaneous_income', 'personal_authentication', 480, 0, 480),
        ('営業外収益合計', 'non_operating_revenue', 'personal_authentication', 480, 0, 480),
        ('支払利息', 'interest_expenses', 'personal_authentication', 15018, 0, 15018),
        ('営業外費用合計', 'non_operating_expenses', 'personal_authentication', 15018, 0, 15018),
        ('経常利益', 'ordinary_income', 'personal_authentication', 334596, 0, 334596),
        ('住基ネット再構築平準化等積立金繰入額', 'juki_net_reserve_provision', 'personal_authentication', 0, 0, 0),
        ('セキュリティ強化等積立金繰入額', 'security_enhancement_reserve_provision', 'personal_authentication', 400000, 0, 400000),
        ('特別損失合計', 'extraordinary_losses', 'personal_authentication', 400000, 0, 400000),
        ('税金等調整前当期純利益', 'income_before_taxes', 'personal_authentication', -65404, 0, -65404),
        ('法人住民税', 'inhabitant_taxes', 'personal_authentication', 0, 0, 0),
        ('当期純利益', 'net_income', 'personal_authentication', -65404, 0, -65404),
        ('事業負担金収入', 'business_levies', 'individual_number_card', 0, 0, 0),
        ('個人番号カード等関連交付金', 'card_grants', 'individual_number_card', 40417062, 0, 40417062),
        ('自治体中間サーバー関連交付金', 'intermediate_server_grants', 'individual_number_card', 0, 0, 0),
        ('地方公共団体負担金収入', 'local_government_levies', 'individual_number_card', 0, 0, 0),
        ('負担金収入', 'other_levies', 'individual_number_card', 0, 0, 0),
        ('事業収入', 'service_revenue', 'individual_number_card', 0, 0, 0),
        ('情報提供手数料', 'information_provision_fees', 'individual_number_card', 0, 0, 0),
        ('符号生成住民票コード提供手数料', 'resident_code_provision_fees', 'individual_number_card', 0, 0, 0),
        ('発行手数料', 'issuance_fees', 'individual_number_card', 0, 0, 0),
        ('情報開示手数料', 'information_disclosure_fees', 'individual_number_card', 0, 0, 0),
        ('補助金等収入', 'subsidy_revenue', 'individual_number_card', 9327706, 2266175, 11593881),
        ('長期前受金取崩収入', 'long_term_advances_reversal', 'individual_number_card', 0, 0, 0),
        ('住基ネット再構築平準化等積立金取崩収入', 'juki_net_reserve_reversal', 'individual_number_card', 0, 0, 0),
        ('次期システム更改積立金取崩収入', 'next_system_reserve_reversal', 'individual_number_card', 0, 0, 0),
        ('長期前受収益取崩収入', 'long_term_deferred_revenue_reversal', 'individual_number_card', 24802, 0, 24802),
        ('営業収益合計', 'operating_revenue', 'individual_number_card', 49769570, 2266175, 52035745),
        ('事業費', 'project_expenses', 'individual_number_card', 49753257, 2266175, 52019432),
        ('一般管理費', 'general_administrative_expenses', 'individual_number_card', 130536, 0, 130536),
        ('営業費用合計', 'operating_expenses', 'individual_number_card', 49883793, 2266175, 52149968),
        ('営業利益', 'operating_income', 'individual_number_card', -114223, 0, -114223),
        ('受取利息', 'interest_income', 'individual_number_card', 0, 0, 0),
        ('有価証券利息', 'securities_interest', 'individual_number_card', 0, 0, 0),
        ('雑収入', 'miscellaneous_income', 'individual_number_card', 480, 0, 480),
        ('営業外収益合計', 'non_operating_revenue', 'individual_number_card', 480, 0, 480),
        ('支払利息', 'interest_expenses', 'individual_number_card', 4283, 0, 4283),
        ('営業外費用合計', 'non_operating_expenses', 'individual_number_card', 4283, 0, 4283),
        ('経常利益', 'ordinary_income', 'individual_number_card', -118026, 0, -118026),
        ('住基ネット再構築平準化等積立金繰入額', 'juki_net_reserve_provision', 'individual_number_card', 0, 0, 0),
        ('セキュリティ強化等積立金繰入額', 'security_enhancement_reserve_provision', 'individual_number_card', 0, 0, 0),
        ('特別損失合計', 'extraordinary_losses', 'individual_number_card', 0, 0, 0),
        ('税金等調整前当期純利益', 'income_before_taxes', 'individual_number_card', -118026, 0, -118026),
        ('法人住民税', 'inhabitant_taxes', 'individual_number_card', 0, 0, 0),
        ('当期純利益', 'net_income', 'individual_number_card', -118026, 0, -118026),
        ('事業負担金収入', 'business_levies', 'digital_reform_fund', 0, 0, 0),
        ('個人番号カード等関連交付金', 'card_grants', 'digital_reform_fund', 0, 0, 0),
        ('自治体中間サーバー関連交付金', 'intermediate_server_grants', 'digital_reform_fund', 0, 0, 0),
        ('地方公共団体負担金収入', 'local_government_levies', 'digital_reform_fund', 0, 0, 0),
        ('負担金収入', 'other_levies', 'digital_reform_fund', 0, 0, 0),
        ('事業収入', 'service_revenue', 'digital_reform_fund', 0, 0, 0),
        ('情報提供手数料', 'information_provision_fees', 'digital_reform_fund', 0, 0, 0),
        ('符号生成住民票コード提供手数料', 'resident_code_provision_fees', 'digital_reform_fund', 0, 0, 0),
        ('発行手数料', 'issuance_fees', 'digital_reform_fund', 0, 0, 0),
        ('情報開示手数料', 'information_disclosure_fees', 'digital_reform_fund', 0, 0, 0),
        ('補助金等収入', 'subsidy_revenue', 'digital_reform_fund', 0, 0, 0),
        ('長期前受金取崩収入', 'long_term_advances_reversal', 'digital_reform_fund', 43083777, 644760, 43728537),
        ('住基ネット再構築平準化等積立金取崩収入', 'juki_net_reserve_reversal', 'digital_reform_fund', 0, 0, 0),
        ('次期システム更改積立金取崩収入', 'next_system_reserve_reversal', 'digital_reform_fund', 0, 0, 0),
        ('長期前受収益取崩収入', 'long_term_deferred_revenue_reversal', 'digital_reform_fund', 0, 0, 0),
        ('営業収益合計', 'operating_revenue', 'digital_reform_fund', 43083777, 644760, 43728537),
        ('事業費', 'project_expenses', 'digital_reform_fund', 43083777, 644760, 43728537),
        ('一般管理費', 'general_administrative_expenses', 'digital_reform_fund', 0, 0, 0),
        ('営業費用合計', 'operating_expenses', 'digital_reform_fund', 43083777, 644760, 43728537),
        ('営業利益', 'operating_income', 'digital_reform_fund', 0, 0, 0),
        ('受取利息', 'interest_income', 'digital_reform_fund', 0, 0, 0),
        ('有価証券利息', 'securities_interest', 'digital_reform_fund', 0, 0, 0),
        ('雑収入', 'miscellaneous_income', 'digital_reform_fund', 0, 0, 0),
        ('営業外収益合計', 'non_operating_revenue', 'digital_reform_fund', 0, 0, 0),
        ('支払利息', 'interest_expenses', 'digital_reform_fund', 0, 0, 0),
        ('営業外費用合計', 'non_operating_expenses', 'digital_reform_fund', 0, 0, 0),
        ('経常利益', 'ordinary_income', 'digital_reform_fund', 0, 0, 0),
        ('住基ネット再構築平準化等積立金繰入額', 'juki_net_reserve_provision', 'digital_reform_fund', 0, 0, 0),
        ('セキュリティ強化等積立金繰入額', 'security_enhancement_reserve_provision', 'digital_reform_fund', 0, 0, 0),
        ('特別損失合計', 'extraordinary_losses', 'digital_reform_fund', 0, 0, 0),
        ('税金等調整前当期純利益', 'income_before_taxes', 'digital_reform_fund', 0, 0, 0),
        ('法人住民税', 'inhabitant_taxes', 'digital_reform_fund', 0, 0, 0),
        ('当期純利益', 'net_income', 'digital_reform_fund', 0, 0, 0)
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
