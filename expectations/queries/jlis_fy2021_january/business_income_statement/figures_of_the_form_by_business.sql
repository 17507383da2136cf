-- 様式第5号(補正案)の事業別の全ての額が、紙面と一致する(単位 千円、△は負)
-- Every figure of form 5 (amendment), by business, is as on the page (thousand yen)
with

-- One row per line of the form; columns in the order of the form.
page as (
    select * from (values
        ('事業負担金収入', 'business_levies', 305900, 0, 0, 0, 0, 0, 0, 0, 305900),
        ('個人番号カード等関連交付金', 'card_grants', 0, 0, 5075576, 40417062, 0, 0, 0, 0, 45492638),
        ('自治体中間サーバー関連交付金', 'intermediate_server_grants', 0, 0, 0, 0, 7963900, 0, 0, 0, 7963900),
        ('地方公共団体負担金収入', 'local_government_levies', 0, 1064000, 1906000, 0, 0, 1317136, 0, 0, 4287136),
        ('負担金収入', 'other_levies', 67650, 0, 0, 0, 0, 503115, 2811, 0, 573576),
        ('事業収入', 'service_revenue', 4400651, 12968327, 4700536, 0, 0, 0, 2115516, 0, 24185030),
        ('情報提供手数料', 'information_provision_fees', 0, 5590890, 57500, 0, 0, 0, 0, 0, 5648390),
        ('符号生成住民票コード提供手数料', 'resident_code_provision_fees', 0, 150000, 0, 0, 0, 0, 0, 0, 150000),
        ('発行手数料', 'issuance_fees', 0, 0, 10000, 0, 0, 0, 0, 0, 10000),
        ('情報開示手数料', 'information_disclosure_fees', 0, 1, 0, 0, 0, 0, 0, 0, 1),
        ('補助金等収入', 'subsidy_revenue', 112000, 0, 7941980, 11593881, 0, 0, 0, 0, 19647861),
        ('長期前受金取崩収入', 'long_term_advances_reversal', 0, 620060, 0, 0, 0, 0, 0, 43728537, 44348597),
        ('住基ネット再構築平準化等積立金取崩収入', 'juki_net_reserve_reversal', 0, 2570004, 0, 0, 0, 0, 0, 0, 2570004),
        ('次期システム更改積立金取崩収入', 'next_system_reserve_reversal', 0, 0, 0, 0, 0, 60000, 0, 0, 60000),
        ('長期前受収益取崩収入', 'long_term_deferred_revenue_reversal', 0, 22221, 38480, 24802, 18504, 12677, 0, 0, 116684),
        ('営業収益合計', 'operating_revenue', 4886201, 22985503, 19730072, 52035745, 7982404, 1892928, 2118327, 43728537, 155359717),
        ('事業費', 'project_expenses', 4916068, 20960353, 19265474, 52019432, 7979537, 1827970, 2117553, 43728537, 152814924),
        ('一般管理費', 'general_administrative_expenses', 209878, 222941, 115464, 130536, 75921, 71328, 0, 0, 826068),
        ('営業費用合計', 'operating_expenses', 5125946, 21183294, 19380938, 52149968, 8055458, 1899298, 2117553, 43728537, 153640992),
        ('営業利益', 'operating_income', -239745, 1802209, 349134, -114223, -73054, -6370, 774, 0, 1718725),
        ('受取利息', 'interest_income', 312, 0, 0, 0, 0, 0, 0, 0, 312),
        ('有価証券利息', 'securities_interest', 40, 0, 0, 0, 0, 0, 0, 0, 40),
        ('雑収入', 'miscellaneous_income', 960, 240, 480, 480, 0, 0, 0, 0, 2160),
        ('営業外収益合計', 'non_operating_revenue', 1312, 240, 480, 480, 0, 0, 0, 0, 2512),
        ('支払利息', 'interest_expenses', 5903, 9547, 15018, 4283, 6, 659, 7821, 0, 43237),
        ('営業外費用合計', 'non_operating_expenses', 5903, 9547, 15018, 4283, 6, 659, 7821, 0, 43237),
        ('経常利益', 'ordinary_income', -244336, 1792902, 334596, -118026, -73060, -7029, -7047, 0, 1678000),
        ('住基ネット再構築平準化等積立金繰入額', 'juki_net_reserve_provision', 0, 1876163, 0, 0, 0, 0, 0, 0, 1876163),
        ('セキュリティ強化等積立金繰入額', 'security_enhancement_reserve_provision', 0, 0, 400000, 0, 0, 0, 0, 0, 400000),
        ('特別損失合計', 'extraordinary_losses', 0, 1876163, 400000, 0, 0, 0, 0, 0, 2276163),
        ('税金等調整前当期純利益', 'income_before_taxes', -244336, -83261, -65404, -118026, -73060, -7029, -7047, 0, -598163),
        ('法人住民税', 'inhabitant_taxes', 70, 0, 0, 0, 0, 0, 0, 0, 70),
        ('当期純利益', 'net_income', -244406, -83261, -65404, -118026, -73060, -7029, -7047, 0, -598233)
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
