-- 表ごとの数字(符号なし)の単純合計が、紙面の単純合計と一致する
-- The plain sum of the digits of each table, signs apart, is that of the page
with

expected as (
    select * from (values
        ('amendment_balance_sheet', 1808207143),
        ('amendment_income_statement', 627238433),
        ('amendment_cash_plan', 1348118980),
        ('amendment_business_balance_sheet', 3616637708),
        ('amendment_business_income_statement', 1256242646),
        ('amendment_business_cash_plan', 2710426506),
        ('amendment_advances_received', 180782867),
        ('amendment_debt_obligations', 115182679),
        ('overview_income_statement', 623842),
        ('overview_income_statement_personal_authentication', 157403),
        ('overview_income_statement_individual_number_card', 416988),
        ('overview_income_statement_digital_reform_fund', 349832),
        ('overview_balance_sheet', 1028798),
        ('overview_balance_sheet_personal_authentication', 142582),
        ('overview_balance_sheet_individual_number_card', 503140),
        ('overview_balance_sheet_digital_reform_fund', 1957836),
        ('overview_cash_plan', 2758309),
        ('overview_cash_plan_personal_authentication', 305459),
        ('overview_cash_plan_individual_number_card', 893098),
        ('overview_cash_plan_digital_reform_fund', 973190),
        ('overview_debt_obligations', 115183),
        ('contents', 70),
        ('revised_balance_sheet', 3616414286),
        ('revised_income_statement', 1254476866),
        ('revised_cash_plan', 2758311320),
        ('revised_business_balance_sheet', 3059875786),
        ('revised_business_income_statement', 927261910),
        ('revised_business_cash_plan', 2257916292),
        ('revised_advances_received', 399779708),
        ('revised_debt_obligations', 167296336),
        ('overview_prose', 286763)
    ) as tables_printed (table_id, digits)
),

found as (
    select
        table_id,
        sum(cast(regexp_replace(figure_as_printed, '[^0-9]', '', 'g') as bigint)) as digits
    from {batch}
    where document_id = 'jlis_fy2021_january'
    group by table_id
)

select
    '数字(符号なし)の単純合計' as rule_ja,
    'Plain sum of the digits' as rule_en,
    coalesce(expected.table_id, found.table_id) as table_id,
    found.digits as found,
    expected.digits as expected,
    found.digits - expected.digits as difference
from expected
full join found on expected.table_id = found.table_id
where found.digits is distinct from expected.digits
