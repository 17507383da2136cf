-- 営業利益 = 営業収益合計 - 営業費用合計(損失は△)。全段階
-- Operating income = operating revenue - operating expenses (a loss is △), at every stage
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
            'operating_income',
            'operating_revenue',
            'operating_expenses'
        )
        using sum(amount)
        group by document_id, stage
    ) as amounts using (document_id, stage)
),

compared as (
    select
        document_id,
        stage,
        '営業利益 = 営業収益合計 - 営業費用合計' as rule_ja,
        'Operating income (loss) = Total operating revenue - Total operating expenses' as rule_en,
        operating_income as printed,
        operating_revenue - operating_expenses as computed
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
