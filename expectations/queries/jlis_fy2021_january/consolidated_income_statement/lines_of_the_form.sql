-- 予定損益計算書(総括)の全科目が、様式の順序と名称でそろっている
-- Consolidated planned income statement: every line of the form is there, in the order and by the
-- name of the form
with

form as (
    select * from (values
        (1, 'business_levies', '事業負担金収入', 'leaf'),
        (2, 'card_grants', '個人番号カード等関連交付金', 'leaf'),
        (3, 'intermediate_server_grants', '自治体中間サーバー関連交付金', 'leaf'),
        (4, 'local_government_levies', '地方公共団体負担金収入', 'leaf'),
        (5, 'other_levies', '負担金収入', 'leaf'),
        (6, 'service_revenue', '事業収入', 'leaf'),
        (7, 'information_provision_fees', '情報提供手数料', 'leaf'),
        (8, 'resident_code_provision_fees', '符号生成住民票コード提供手数料', 'leaf'),
        (9, 'issuance_fees', '発行手数料', 'leaf'),
        (10, 'information_disclosure_fees', '情報開示手数料', 'leaf'),
        (11, 'subsidy_revenue', '補助金等収入', 'leaf'),
        (12, 'long_term_advances_reversal', '長期前受金取崩収入', 'leaf'),
        (13, 'juki_net_reserve_reversal', '住基ネット再構築平準化等積立金取崩収入', 'leaf'),
        (14, 'next_system_reserve_reversal', '次期システム更改積立金取崩収入', 'leaf'),
        (15, 'long_term_deferred_revenue_reversal', '長期前受収益取崩収入', 'leaf'),
        (16, 'operating_revenue', '営業収益合計', 'total'),
        (17, 'project_expenses', '事業費', 'leaf'),
        (18, 'general_administrative_expenses', '一般管理費', 'leaf'),
        (19, 'operating_expenses', '営業費用合計', 'total'),
        (20, 'operating_income', '営業利益', 'total'),
        (21, 'interest_income', '受取利息', 'leaf'),
        (22, 'securities_interest', '有価証券利息', 'leaf'),
        (23, 'miscellaneous_income', '雑収入', 'leaf'),
        (24, 'non_operating_revenue', '営業外収益合計', 'total'),
        (25, 'interest_expenses', '支払利息', 'leaf'),
        (26, 'non_operating_expenses', '営業外費用合計', 'total'),
        (27, 'ordinary_income', '経常利益', 'total'),
        (28, 'juki_net_reserve_provision', '住基ネット再構築平準化等積立金繰入額', 'leaf'),
        (29, 'security_enhancement_reserve_provision', 'セキュリティ強化等積立金繰入額', 'leaf'),
        (30, 'extraordinary_losses', '特別損失合計', 'total'),
        (31, 'income_before_taxes', '税金等調整前当期純利益', 'total'),
        (32, 'inhabitant_taxes', '法人住民税', 'leaf'),
        (33, 'net_income', '当期純利益', 'total')
    ) as form_lines (position, line_id, label_ja, line_kind)
),

expected as (
    select
        *,
        lag(line_id) over (order by position) as comes_after
    from form
),

found as (
    select
        line_id,
        label_ja,
        line_kind,
        lag(line_id) over (order by line_order) as comes_after
    from {batch}
    where document_id = 'jlis_fy2021_january'
)

select
    '様式の科目' as rule_ja,
    'Line of the form' as rule_en,
    coalesce(expected.line_id, found.line_id) as line_id,
    found.label_ja as found,
    found.line_kind as found_line_kind,
    found.comes_after as found_after,
    expected.label_ja as expected,
    expected.line_kind as expected_line_kind,
    expected.comes_after as expected_after
from expected
full join found on expected.line_id = found.line_id
where
    found.label_ja is distinct from expected.label_ja
    or found.line_kind is distinct from expected.line_kind
    or found.comes_after is distinct from expected.comes_after
order by expected.position
