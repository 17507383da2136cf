-- 表の中で計数が入れ替わっていない(額 × 行の位置、額 × 列の位置の和が紙面のものと一致す
-- る)
-- No figure has changed place within its table (amount × row and amount × column add up to what
-- the page gives)
with

-- Sum of amount × position of the row, and of amount × position in the row.
expected as (
    select * from (values
        ('amendment_balance_sheet', 39065920703, 1808207143),
        ('amendment_income_statement', 9299243358, 624845641),
        ('amendment_cash_plan', 14096516930, 1044797280),
        ('amendment_business_balance_sheet', 78131841406, 27670874221),
        ('amendment_business_income_statement', 18598486716, 8567071141),
        ('amendment_business_cash_plan', 28193033860, 15264198246),
        ('amendment_advances_received', 180782867, 330529054),
        ('amendment_debt_obligations', 206302679, 115182679),
        ('overview_income_statement', 941230, 1253110),
        ('overview_income_statement_personal_authentication', 851313, 323063),
        ('overview_income_statement_individual_number_card', 1689378, 842096),
        ('overview_income_statement_digital_reform_fund', 874580, 702244),
        ('overview_balance_sheet', 1551248, 2128590),
        ('overview_balance_sheet_personal_authentication', 653546, 298328),
        ('overview_balance_sheet_individual_number_card', 2329798, 1019876),
        ('overview_balance_sheet_digital_reform_fund', 6852426, 4101894),
        ('overview_cash_plan', 16831037, 4303337),
        ('overview_cash_plan_personal_authentication', 1186910, 419719),
        ('overview_cash_plan_individual_number_card', 2593690, 1200604),
        ('overview_cash_plan_digital_reform_fund', 4058186, 1850004),
        ('overview_debt_obligations', 206303, 115183),
        ('contents', 392, 105),
        ('revised_balance_sheet', 78131841406, 7481307467),
        ('revised_income_statement', 18598486716, 2519802824),
        ('revised_cash_plan', 28193033860, 4303335840),
        ('revised_business_balance_sheet', 66353097554, 21841050159),
        ('revised_business_income_statement', 13777644620, 5216596890),
        ('revised_business_cash_plan', 24446010508, 11138118748),
        ('revised_advances_received', 2598933941, 735086056),
        ('revised_debt_obligations', 659715814, 167296336),
        ('overview_prose', 5409276, 301398)
    ) as tables_printed (table_id, by_row, by_column)
),

placed as (
    select
        table_id,
        amount,
        dense_rank() over (partition by table_id order by source_line) as row_position,
        row_number() over (partition by table_id, source_line order by column_no)
            as column_position
    from {batch}
    where document_id = 'jlis_fy2021_january'
),

found as (
    select
        table_id,
        sum(amount * row_position) as by_row,
        sum(amount * column_position) as by_column
    from placed
    group by table_id
)

select
    '額 × 行・列の位置の和' as rule_ja,
    'Sum of amount × position of row and column' as rule_en,
    coalesce(expected.table_id, found.table_id) as table_id,
    found.by_row as found_by_row,
    expected.by_row as expected_by_row,
    found.by_column as found_by_column,
    expected.by_column as expected_by_column,
    found.by_row - expected.by_row as difference_by_row,
    found.by_column - expected.by_column as difference_by_column
from expected
full join found on expected.table_id = found.table_id
where
    found.by_row is distinct from expected.by_row
    or found.by_column is distinct from expected.by_column
