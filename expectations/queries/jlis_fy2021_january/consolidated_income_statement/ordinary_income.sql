-- 経常利益 = 営業利益 + 営業外収益合計 - 営業外費用合計。全段階
-- Ordinary income = operating income + non-operating revenue - non-operating expenses, at every
-- stage
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
            'ordinary_income',
            'operating_income',
            'non_operating_revenue',
            'non_operating_expenses'
        )
        using sum(amount)
        group by document_id, stage
    ) as amounts using (document_id, stage)
),

compared as (
    select
        document_id,
        stage,
        '経常利益 = 営業利益 + 営業外収益合計 - 営業外費用合計' as rule_ja,
        'Ordinary income (loss) = Operating income (loss) + Total non-operating revenue - Total non-operating expenses' as rule_en,
        ordinary_income as printed,
        operating_income + non_operating_revenue - non_operating_expenses as computed
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
