-- 三十一の表が紙面の順序にあり、表ごとの様式・単位・行数・計数の個数が紙面と一致する(全2,5
-- 19個)
-- The 31 tables stand in the order of the page; form, unit, rows and number of figures of each
-- are as on the page (2,519 in all)
with

expected as (
    select * from (values
        (1, 'amendment_balance_sheet', '様式第1号', 'thousand_yen', 41, 41),
        (2, 'amendment_income_statement', '様式第2号', 'thousand_yen', 33, 33),
        (3, 'amendment_cash_plan', '様式第3号', 'thousand_yen', 20, 20),
        (4, 'amendment_business_balance_sheet', '様式第4号', 'thousand_yen', 41, 369),
        (5, 'amendment_business_income_statement', '様式第5号', 'thousand_yen', 33, 297),
        (6, 'amendment_business_cash_plan', '様式第6号', 'thousand_yen', 20, 180),
        (7, 'amendment_advances_received', '様式第7号', 'thousand_yen', 1, 2),
        (8, 'amendment_debt_obligations', '様式第7号', 'thousand_yen', 2, 2),
        (9, 'overview_income_statement', null, 'million_yen', 6, 18),
        (10, 'overview_income_statement_personal_authentication', null, 'million_yen', 13, 39),
        (11, 'overview_income_statement_individual_number_card', null, 'million_yen', 10, 30),
        (12, 'overview_income_statement_digital_reform_fund', null, 'million_yen', 5, 15),
        (13, 'overview_balance_sheet', null, 'million_yen', 3, 9),
        (14, 'overview_balance_sheet_personal_authentication', null, 'million_yen', 11, 33),
        (15, 'overview_balance_sheet_individual_number_card', null, 'million_yen', 11, 33),
        (16, 'overview_balance_sheet_digital_reform_fund', null, 'million_yen', 7, 21),
        (17, 'overview_cash_plan', null, 'million_yen', 14, 42),
        (18, 'overview_cash_plan_personal_authentication', null, 'million_yen', 13, 39),
        (19, 'overview_cash_plan_individual_number_card', null, 'million_yen', 13, 39),
        (20, 'overview_cash_plan_digital_reform_fund', null, 'million_yen', 6, 18),
        (21, 'overview_debt_obligations', null, 'million_yen', 2, 2),
        (22, 'contents', null, 'form_number, page_number', 8, 16),
        (23, 'revised_balance_sheet', '様式第1号', 'thousand_yen', 41, 123),
        (24, 'revised_income_statement', '様式第2号', 'thousand_yen', 33, 99),
        (25, 'revised_cash_plan', '様式第3号', 'thousand_yen', 20, 60),
        (26, 'revised_business_balance_sheet', '様式第4号', 'thousand_yen', 41, 369),
        (27, 'revised_business_income_statement', '様式第5号', 'thousand_yen', 33, 297),
        (28, 'revised_business_cash_plan', '様式第6号', 'thousand_yen', 20, 180),
        (29, 'revised_advances_received', '様式第7号', 'thousand_yen', 8, 16),
        (30, 'revised_debt_obligations', '様式第7号', 'thousand_yen', 37, 37),
        (31, 'overview_prose', null, 'million_yen, operations, percent, ten_thousand_yen, tenths', 34, 40)
    ) as tables_printed (table_order, table_id, form, units, row_count, figure_count)
),

found as (
    select
        table_order,
        table_id,
        max(form) as form,
        string_agg(distinct unit, ', ' order by unit) as units,
        count(distinct source_line) as row_count,
        count(*) as figure_count
    from {batch}
    where document_id = 'jlis_fy2021_january'
    group by table_order, table_id
)

select
    '表の様式・単位・個数' as rule_ja,
    'Form, unit and number of figures of the table' as rule_en,
    coalesce(expected.table_id, found.table_id) as table_id,
    found.table_order as found_order,
    found.form as found_form,
    found.units as found_units,
    found.row_count as found_rows,
    found.figure_count as found,
    expected.table_order as expected_order,
    expected.form as expected_form,
    expected.units as expected_units,
    expected.row_count as expected_rows,
    expected.figure_count as expected,
    found.figure_count - expected.figure_count as difference
from expected
full join found on expected.table_id = found.table_id
where
    found.table_order is distinct from expected.table_order
    or found.form is distinct from expected.form
    or found.units is distinct from expected.units
    or found.row_count is distinct from expected.row_count
    or found.figure_count is distinct from expected.figure_count
