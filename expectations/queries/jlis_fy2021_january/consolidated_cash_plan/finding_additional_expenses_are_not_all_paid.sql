-- 【所見】損益計算書の事業費の補正額は、資金計画の事業費の補正額より644,760千円多い(基
-- 金事業の差がそのまま合計に現れる)
-- Finding: the supplementary project expenses exceed the supplementary project payments by
-- 644,760 thousand yen (the difference of the fund, seen in the total)
with

cells as (
    select
        document_id,
        line_id,
        unnest(['original', 'adjustment', 'revised']) as stage,
        unnest([
            original_thousand_yen, adjustment_thousand_yen, revised_thousand_yen
        ]) as amount
    from {batch}
    union all
    select
        document_id,
        line_id,
        unnest(['original', 'adjustment', 'revised']) as stage,
        unnest([
            original_thousand_yen, adjustment_thousand_yen, revised_thousand_yen
        ]) as amount
    from consolidated_income_statement
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
        group by document_id, stage
    ) as amounts
    where
        document_id = 'jlis_fy2021_january'
),

-- The difference that the page shows, in thousand yen.
expected as (
    select * from (values
        ('adjustment', 644760)
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
    '事業費の補正額 - 資金計画の事業費の補正額' as rule_ja,
    'Supplementary project expenses - supplementary project payments' as rule_en,
    stage,
    difference_found as found,
    difference_on_the_page as expected,
    difference_found - difference_on_the_page as difference
from compared
where difference_found is distinct from difference_on_the_page
