-- 資金計画の当期末未収金(△)が、貸借対照表の未収金に等しい。全段階
-- Closing receivables in the cash plan (△) are the receivables on the balance sheet, at every
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
            'closing_receivables',
            'accounts_receivable'
        )
        using sum(amount)
        group by document_id, stage
    ) as amounts using (document_id, stage)
),

compared as (
    select
        document_id,
        stage,
        '当期末未収金 = △貸借対照表の未収金' as rule_ja,
        'Closing receivables = less accounts receivable on the balance sheet' as rule_en,
        closing_receivables as printed,
        - accounts_receivable as computed
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
