-- 計算書ごとの行数が、科目数 × 九(八事業と合計) × 三段階である(前受金は補正後だけ)
-- Rows of each statement: lines × nine (eight businesses and the total) × three stages (advances:
-- revised only)
with

expected as (
    select * from (values
        ('balance_sheet', 41, 41 * 9 * 3),
        ('income_statement', 33, 33 * 9 * 3),
        ('cash_plan', 20, 20 * 9 * 3),
        ('advances_received', 2, 2 * 9)
    ) as statements (statement, lines, row_count)
),

found as (
    select
        statement,
        count(distinct line_id) as lines,
        count(*) as row_count
    from {batch}
    where document_id = 'jlis_fy2021_january'
    group by statement
)

select
    '行数' as rule_ja,
    'Number of rows' as rule_en,
    coalesce(expected.statement, found.statement) as statement,
    found.lines as found_lines,
    expected.lines as expected_lines,
    found.row_count as found,
    expected.row_count as expected,
    found.row_count - expected.row_count as difference
from expected
full join found on expected.statement = found.statement
where
    found.row_count is distinct from expected.row_count
    or found.lines is distinct from expected.lines
