-- 主要計数とする十一の科目が、そのとおり印されている
-- The eleven headline lines are marked as such, and no other
with

expected as (
    select * from (values
        ('資産合計', 'assets'),
        ('負債合計', 'liabilities'),
        ('純資産合計', 'net_assets'),
        ('営業収益合計', 'operating_revenue'),
        ('営業費用合計', 'operating_expenses'),
        ('営業利益', 'operating_income'),
        ('経常利益', 'ordinary_income'),
        ('当期純利益', 'net_income'),
        ('資金収支差額', 'net_cash_receipts'),
        ('前期末現金及び預金', 'opening_cash_and_deposits'),
        ('当期末現金及び預金', 'closing_cash_and_deposits')
    ) as headlines (label_ja, line_id)
),

found as (
    select distinct line_id
    from {batch}
    where document_id = 'jlis_fy2021_january' and is_headline
)

select
    '主要計数の科目' as rule_ja,
    'Headline line' as rule_en,
    found.line_id as found,
    expected.line_id as expected
from expected
full join found on expected.line_id = found.line_id
where found.line_id is distinct from expected.line_id
