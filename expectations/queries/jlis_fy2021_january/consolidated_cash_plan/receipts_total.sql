-- 資金収入合計が収入の各区分の和に等しい(当期末未収金は△で控除する)。全段階
-- Total receipts are the sum of their lines (closing receivables are deducted, △), at every stage
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
),

-- Every stage that the form has; one that is absent must fail.
places as (
    select
        'jlis_fy2021_january' as document_id,
        stage
    from (values ('original'), ('adjustment'), ('revised')) as stages (stage)
    union
    select document_id, stage
    from cells
    where amount is not null
),

lines as (
    select *
    from places
    left join (
        pivot cells
        on line_id in (
            'cash_receipts',
            'operating_receipts',
            'interest_receipts',
            'miscellaneous_receipts',
            'opening_receivables',
            'closing_receivables',
            'long_term_advances_receipts',
            'long_term_deferred_revenue_receipts',
            'other_receipts'
        )
        using sum(amount)
        group by document_id, stage
    ) as amounts using (document_id, stage)
),

compared as (
    select
        document_id,
        stage,
        '資金収入合計 = 営業収益 + 利息収入 + 雑収入 + 前期末未収金 + 当期末未収金 + 長期前受金 + 長期前受収益 + その他' as rule_ja,
        'Total cash receipts = Operating revenue received or receivable + Interest received + Miscellaneous receipts + Opening receivables collected + Closing receivables (deduction) + Long-term advances received + Long-term deferred revenue received + Other receipts' as rule_en,
        cash_receipts as printed,
        (
            operating_receipts
            + interest_receipts
            + miscellaneous_receipts
            + opening_receivables
            + closing_receivables
            + long_term_advances_receipts
            + long_term_deferred_revenue_receipts
            + other_receipts
        ) as computed
    from lines
)

select
    rule_ja,
    rule_en,
    document_id,
    stage,
    printed,
    computed,
    printed - computed as difference
from compared
where printed is distinct from computed or printed is null
