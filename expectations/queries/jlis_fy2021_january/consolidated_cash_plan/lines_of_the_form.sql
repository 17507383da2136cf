-- 資金計画(総括)の全科目が、様式の順序と名称でそろっている
-- Consolidated cash plan: every line of the form is there, in the order and by the name of the
-- form
with

form as (
    select * from (values
        (1, 'operating_receipts', '営業収益', 'leaf'),
        (2, 'interest_receipts', '利息収入', 'leaf'),
        (3, 'miscellaneous_receipts', '雑収入', 'leaf'),
        (4, 'opening_receivables', '前期末未収金', 'leaf'),
        (5, 'closing_receivables', '当期末未収金', 'leaf'),
        (6, 'long_term_advances_receipts', '長期前受金', 'leaf'),
        (7, 'long_term_deferred_revenue_receipts', '長期前受収益', 'leaf'),
        (8, 'other_receipts', 'その他', 'leaf'),
        (9, 'cash_receipts', '資金収入合計', 'total'),
        (10, 'project_payments', '事業費', 'leaf'),
        (11, 'general_administrative_payments', '一般管理費', 'leaf'),
        (12, 'fixed_asset_acquisition', '固定資産取得費', 'leaf'),
        (13, 'guarantee_deposit_payments', '保証金支出', 'leaf'),
        (14, 'lease_obligation_repayments', 'リース債務返済支出', 'leaf'),
        (15, 'opening_payables', '前期末未払金', 'leaf'),
        (16, 'closing_payables', '当期末未払金', 'leaf'),
        (17, 'cash_payments', '資金支出合計', 'total'),
        (18, 'net_cash_receipts', '資金収支差額', 'total'),
        (19, 'opening_cash_and_deposits', '前期末現金及び預金', 'leaf'),
        (20, 'closing_cash_and_deposits', '当期末現金及び預金', 'total')
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
