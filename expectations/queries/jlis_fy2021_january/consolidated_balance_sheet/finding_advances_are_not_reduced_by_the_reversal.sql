-- 【所見】長期前受金の補正額は、受入れの補正額から取崩しの補正額を引いた額より644,760千
-- 円多い
-- Finding: the supplementary long-term advances exceed advances received less reversals by
-- 644,760 thousand yen
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
    union all
    select
        document_id,
        line_id,
        unnest(['original', 'adjustment', 'revised']) as stage,
        unnest([
            original_thousand_yen, adjustment_thousand_yen, revised_thousand_yen
        ]) as amount
    from consolidated_cash_plan
),

lines as (
    select *
    from (
        pivot cells
        on line_id in (
            'long_term_advances_received',
            'long_term_advances_receipts',
            'long_term_advances_reversal'
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
        long_term_advances_received
        - long_term_advances_receipts
        + long_term_advances_reversal as difference_found
    from expected
    left join lines on expected.stage = lines.stage
)

select
    '長期前受金の補正額 - (受入 - 取崩)の補正額' as rule_ja,
    'Supplementary advances - (received - reversed)' as rule_en,
    stage,
    difference_found as found,
    difference_on_the_page as expected,
    difference_found - difference_on_the_page as difference
from compared
where difference_found is distinct from difference_on_the_page
