-- 資金計画の当期末未払金(△)が、貸借対照表の未払金と未払法人住民税等の和に等しい。全段階
-- Closing payables in the cash plan (△) are the payables and accrued taxes on the balance sheet,
-- at every stage
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
    from consolidated_balance_sheet
    where document_id = 'jlis_fy2021_january'
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
            'closing_payables',
            'accounts_payable',
            'accrued_inhabitant_taxes'
        )
        using sum(amount)
        group by document_id, stage
    ) as amounts using (document_id, stage)
),

compared as (
    select
        document_id,
        stage,
        '当期末未払金 = △(貸借対照表の未払金 + 未払法人住民税等)' as rule_ja,
        'Closing payables = less (accounts payable + accrued inhabitant taxes) on the balance sheet' as rule_en,
        closing_payables as printed,
        - (accounts_payable + accrued_inhabitant_taxes) as computed
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
