-- 【所見】基金事業の事業費は損益計算書で644,760千円増えるが、資金計画の支出は増えない(
-- 差は当初0、補正額・補正後644,760千円)
-- Finding: the income statement adds 644,760 thousand yen to the project expenses of the fund,
-- the cash plan does not pay it (difference 0 originally, then 644,760)
with

cells as (
    select
        document_id,
        business_id,
        line_id,
        unnest(['original', 'adjustment', 'revised']) as stage,
        unnest([
            original_thousand_yen, adjustment_thousand_yen, revised_thousand_yen
        ]) as amount
    from {batch}
    union all
    select
        document_id,
        business_id,
        line_id,
        unnest(['original', 'adjustment', 'revised']) as stage,
        unnest([
            original_thousand_yen, adjustment_thousand_yen, revised_thousand_yen
        ]) as amount
    from business_income_statement
),

lines as (
    select *
    from (
        pivot cells
        on line_id in (
            'project_expenses',
            'project_payments'
        )
        using sum(amount)
        group by document_id, business_id, stage
    ) as amounts
    where
        business_id = 'digital_reform_fund'
        and document_id = 'jlis_fy2021_january'
),

-- The difference that the page shows, in thousand yen.
expected as (
    select * from (values
        ('original', 0),
        ('adjustment', 644760),
        ('revised', 644760)
    ) as differences (stage, difference_on_the_page)
),

compared as (
    select
        expected.stage,
        expected.difference_on_the_page,
        project_expenses - project_payments as difference_found
    from expected
    left join lines on expected.stage = lines.stage
)

select
    '損益計算書の事業費 - 資金計画の事業費(基金事業)' as rule_ja,
    'Project expenses - project payments (the fund)' as rule_en,
    stage,
    difference_found as found,
    difference_on_the_page as expected,
    difference_found - difference_on_the_page as difference
from compared
where difference_found is distinct from difference_on_the_page
