-- 表ごとの△の個数と、符号をつけた額の単純合計が、様式の計算から求めたものと一致する
-- The number of △ of each table and the plain sum of its signed amounts are those that the
-- arithmetic of the forms requires
with

-- Number of amounts below zero, and sum of the signed amounts.
expected as (
    select * from (values
        ('amendment_balance_sheet', 0, 1808207143),
        ('amendment_income_statement', 2, 624845641),
        ('amendment_cash_plan', 3, 1044797280),
        ('amendment_business_balance_sheet', 3, 3616414286),
        ('amendment_business_income_statement', 25, 1249691282),
        ('amendment_business_cash_plan', 22, 2089594560),
        ('amendment_advances_received', 0, 180782867),
        ('amendment_debt_obligations', 0, 115182679),
        ('overview_income_statement', 2, 621450),
        ('overview_income_statement_personal_authentication', 2, 157143),
        ('overview_income_statement_individual_number_card', 2, 416516),
        ('overview_income_statement_digital_reform_fund', 0, 349832),
        ('overview_balance_sheet', 0, 1028798),
        ('overview_balance_sheet_personal_authentication', 0, 142582),
        ('overview_balance_sheet_individual_number_card', 0, 503140),
        ('overview_balance_sheet_digital_reform_fund', 0, 1957836),
        ('overview_cash_plan', 8, 2089595),
        ('overview_cash_plan_personal_authentication', 8, 209859),
        ('overview_cash_plan_individual_number_card', 6, 600302),
        ('overview_cash_plan_digital_reform_fund', 2, 862928),
        ('overview_debt_obligations', 0, 115183),
        ('contents', 0, 70),
        ('revised_balance_sheet', 0, 3616414286),
        ('revised_income_statement', 4, 1249691282),
        ('revised_cash_plan', 8, 2089594560),
        ('revised_business_balance_sheet', 0, 3059875786),
        ('revised_business_income_statement', 12, 924865474),
        ('revised_business_cash_plan', 16, 1759255784),
        ('revised_advances_received', 0, 399779708),
        ('revised_debt_obligations', 0, 167296336),
        ('overview_prose', 4, 268923)
    ) as tables_printed (table_id, minus_count, amount)
),

found as (
    select
        table_id,
        count(*) filter (where amount < 0) as minus_count,
        sum(amount) as amount
    from {batch}
    where document_id = 'jlis_fy2021_january'
    group by table_id
)

select
    '△の個数と額の単純合計' as rule_ja,
    'Number of △ and plain sum of the amounts' as rule_en,
    coalesce(expected.table_id, found.table_id) as table_id,
    found.minus_count as found_minus_count,
    expected.minus_count as expected_minus_count,
    found.amount as found,
    expected.amount as expected,
    found.amount - expected.amount as difference
from expected
full join found on expected.table_id = found.table_id
where
    found.minus_count is distinct from expected.minus_count
    or found.amount is distinct from expected.amount
