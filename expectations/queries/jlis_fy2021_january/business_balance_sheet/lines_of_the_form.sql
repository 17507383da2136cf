-- 予定貸借対照表(事業別)の全科目が、全事業に、様式の順序と名称でそろっている
-- Business planned balance sheet: every line of the form is there for every business, in the
-- order and by the name of the form
with

form as (
    select * from (values
        (1, 'cash_and_deposits', '現金及び預金', 'leaf'),
        (2, 'accounts_receivable', '未収金', 'leaf'),
        (3, 'supplies', '貯蔵品', 'leaf'),
        (4, 'current_assets', '流動資産合計', 'total'),
        (5, 'buildings', '建物', 'leaf'),
        (6, 'equipment', '備品', 'leaf'),
        (7, 'tangible_leased_assets', 'リース資産', 'leaf'),
        (8, 'tangible_fixed_assets', '有形固定資産合計', 'total'),
        (9, 'telephone_subscription_rights', '電話加入権', 'leaf'),
        (10, 'software', 'ソフトウェア', 'leaf'),
        (11, 'intangible_leased_assets', 'リース資産', 'leaf'),
        (12, 'intangible_fixed_assets', '無形固定資産合計', 'total'),
        (13, 'investment_securities', '投資有価証券', 'leaf'),
        (14, 'guarantee_deposits', '保証金', 'leaf'),
        (15, 'investments_and_other_assets', '投資その他の資産合計', 'total'),
        (16, 'fixed_assets', '固定資産合計', 'total'),
        (17, 'assets', '資産合計', 'total'),
        (18, 'accounts_payable', '未払金', 'leaf'),
        (19, 'accrued_inhabitant_taxes', '未払法人住民税等', 'leaf'),
        (20, 'deposits_received', '預り金', 'leaf'),
        (21, 'bonus_provision', '賞与引当金', 'leaf'),
        (22, 'directors_bonus_provision', '役員賞与引当金', 'leaf'),
        (23, 'current_lease_obligations', 'リース債務', 'leaf'),
        (24, 'current_liabilities', '流動負債合計', 'total'),
        (25, 'long_term_advances_received', '長期前受金', 'leaf'),
        (26, 'long_term_deferred_revenue', '長期前受収益', 'leaf'),
        (27, 'retirement_benefit_provision', '退職給付引当金', 'leaf'),
        (28, 'juki_net_reconstruction_reserve', '住基ネット再構築平準化等積立金', 'leaf'),
        (29, 'security_enhancement_reserve', 'セキュリティ強化等積立金', 'leaf'),
        (30, 'next_system_renewal_reserve', '次期システム更改積立金', 'leaf'),
        (31, 'non_current_lease_obligations', 'リース債務', 'leaf'),
        (32, 'asset_retirement_obligations', '資産除去債務', 'leaf'),
        (33, 'fixed_liabilities', '固定負債合計', 'total'),
        (34, 'liabilities', '負債合計', 'total'),
        (35, 'local_government_contributions', '地方公共団体出資金', 'leaf'),
        (36, 'general_reserve', '積立金', 'leaf'),
        (37, 'authentication_fiscal_adjustment_reserve', '公的個人認証サービス事業財政調整積立金', 'leaf'),
        (38, 'system_development_reserve', 'システム開発積立金', 'leaf'),
        (39, 'retained_earnings', '利益剰余金合計', 'total'),
        (40, 'net_assets', '純資産合計', 'total'),
        (41, 'liabilities_and_net_assets', '負債純資産合計', 'total')
    ) as form_lines (position, line_id, label_ja, line_kind)
),

businesses as (
    select * from (values
        ('general'),
        ('identity_information_processing'),
        ('personal_authentication'),
        ('individual_number_card'),
        ('intermediate_server'),
        ('administrative_network'),
        ('identity_information_related'),
        ('digital_reform_fund'),
        ('total')
    ) as businesses (business_id)
),

expected as (
    select
        businesses.business_id,
        form.*,
        lag(form.line_id) over (
            partition by businesses.business_id
            order by form.position
        ) as comes_after
    from form
    cross join businesses
),

found as (
    select
        business_id,
        line_id,
        label_ja,
        line_kind,
        lag(line_id) over (partition by business_id order by line_order) as comes_after
    from {batch}
    where document_id = 'jlis_fy2021_january'
)

select
    '様式の科目' as rule_ja,
    'Line of the form' as rule_en,
    coalesce(expected.business_id, found.business_id) as business_id,
    coalesce(expected.line_id, found.line_id) as line_id,
    found.label_ja as found,
    found.line_kind as found_line_kind,
    found.comes_after as found_after,
    expected.label_ja as expected,
    expected.line_kind as expected_line_kind,
    expected.comes_after as expected_after
from expected
full join found
    on expected.business_id = found.business_id and expected.line_id = found.line_id
where
    found.label_ja is distinct from expected.label_ja
    or found.line_kind is distinct from expected.line_kind
    or found.comes_after is distinct from expected.comes_after
order by business_id, expected.position
