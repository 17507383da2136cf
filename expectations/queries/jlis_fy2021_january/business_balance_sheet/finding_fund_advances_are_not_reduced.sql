-- 【所見】基金事業は長期前受金を644,760千円多く取り崩すが、貸借対照表の長期前受金は減ら
-- ない(前期末残高 + 受入 - 取崩との差は当初0、補正額・補正後644,760千円)
-- Finding: the fund reverses 644,760 thousand yen more of its advances, yet the advances on the
-- balance sheet are not reduced (difference from opening + received - reversed: 0 originally,
-- then 644,760)
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
    union all
    select
        document_id,
        business_id,
        line_id,
        unnest(['original', 'adjustment', 'revised']) as stage,
        unnest([
            original_thousand_yen, adjustment_thousand_yen, revised_thousand_yen
        ]) as amount
    from business_cash_plan
),

lines as (
    select *
    from (
        pivot cells
        on line_id in (
            'long_term_advances_received',
            'opening_cash_and_deposits',
            'long_term_advances_receipts',
            'long_term_advances_reversal'
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
        long_term_advances_received
        - opening_cash_and_deposits
        - long_term_advances_receipts
        + long_term_advances_reversal as difference_found
    from expected
    left join lines on expected.stage = lines.stage
)

select
    '長期前受金 - (前期末残高 + 受入 - 取崩)(基金事業)' as rule_ja,
    'Advances - (opening balance + received - reversed) (the fund)' as rule_en,
    stage,
    difference_found as found,
    difference_on_the_page as expected,
    difference_found - difference_on_the_page as difference
from compared
where difference_found is distinct from difference_on_the_page
