-- Every check that binds the net loss of the year, with both sides.
-- 当期純損失を押さえる全ての検査
select
    check_results.rule_id,
    check_results.printed_amount,
    check_results.expected_amount,
    check_results.difference,
    check_results.status
from check_results
inner join figure_checks on check_results.check_id = figure_checks.check_id
inner join data_points
    on figure_checks.table_id = data_points.table_id
        and figure_checks.row_no = data_points.row_no
        and figure_checks.column_no = data_points.column_no
where data_points.line_id = 'net_income'
    and data_points.business_id = 'total'
    and data_points.stage = 'revised'
order by check_results.check_id;
