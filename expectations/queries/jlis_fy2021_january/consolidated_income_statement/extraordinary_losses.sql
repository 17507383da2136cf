-- 特別損失合計が、二つの積立金繰入額の和に等しい。全段階
-- Extraordinary losses are the sum of the two provisions to reserves, at every stage
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
            'extraordinary_losses',
            'juki_net_reserve_provision',
            'security_enhancement_reserve_provision'
        )
        using sum(amount)
        group by document_id, stage
    ) as amounts using (document_id, stage)
),

compared as (
    select
        document_id,
        stage,
        '特別損失合計 = 住基ネット再構築平準化等積立金繰入額 + セキュリティ強化等積立金繰入額' as rule_ja,
        'Total extraordinary losses = Provision to the Juki Net reconstruction reserve + Provision to the security enhancement reserve' as rule_en,
        extraordinary_losses as printed,
        juki_net_reserve_provision + security_enhancement_reserve_provision as computed
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
