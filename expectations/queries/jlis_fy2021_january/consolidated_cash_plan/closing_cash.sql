-- 当期末現金及び預金 = 前期末現金及び預金 + 資金収支差額。全段階
-- Closing cash = opening cash + net cash receipts, at every stage
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
            'closing_cash_and_deposits',
            'opening_cash_and_deposits',
            'net_cash_receipts'
        )
        using sum(amount)
        group by document_id, stage
    ) as amounts using (document_id, stage)
),

compared as (
    select
        document_id,
        stage,
        '当期末現金及び預金 = 前期末現金及び預金 + 資金収支差額' as rule_ja,
        'Closing cash and deposits = Opening cash and deposits + Net cash receipts (payments)' as rule_en,
        closing_cash_and_deposits as printed,
        opening_cash_and_deposits + net_cash_receipts as computed
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
