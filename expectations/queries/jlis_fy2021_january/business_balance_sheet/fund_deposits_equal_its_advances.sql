-- 基金事業の資産は預金だけで、全額が長期前受金として国から預かったものである(全段階)
-- The fund holds deposits only, all of them advances received from the state, at every stage
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
),

-- Every business and stage that the form has; one that is absent must fail.
places as (
    select
        'jlis_fy2021_january' as document_id,
        business_id,
        stage
    from (values
        ('digital_reform_fund')
    ) as businesses (business_id)
    cross join (values ('original'), ('adjustment'), ('revised')) as stages (stage)
),

lines as (
    select *
    from places
    left join (
        pivot cells
        on line_id in (
            'cash_and_deposits',
            'assets',
            'long_term_advances_received'
        )
        using sum(amount)
        group by document_id, business_id, stage
    ) as amounts using (document_id, business_id, stage)
),

compared as (
    select
        document_id,
        business_id,
        stage,
        '基金事業の現金及び預金 = 長期前受金' as rule_ja,
        'The deposits of the fund = its advances' as rule_en,
        cash_and_deposits as printed,
        long_term_advances_received as computed
    from lines
    union all
    select
        document_id,
        business_id,
        stage,
        '基金事業の資産合計 = 現金及び預金' as rule_ja,
        'The assets of the fund = its deposits' as rule_en,
        assets as printed,
        cash_and_deposits as computed
    from lines
)

select
    rule_ja,
    rule_en,
    document_id,
    business_id,
    stage,
    printed,
    computed,
    printed - computed as difference
from compared
where printed is distinct from computed or printed is null
