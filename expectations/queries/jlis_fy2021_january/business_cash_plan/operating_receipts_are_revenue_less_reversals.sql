-- 資金計画の営業収益が、損益計算書の営業収益合計から現金を伴わない四つの取崩収入を除いた額に等
-- しい。全事業・全段階
-- Operating receipts are operating revenue without the four reversals, which bring in no cash,
-- for every business and stage
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
    where document_id = 'jlis_fy2021_january'
),

-- Every business and stage that the form has; one that is absent must fail.
places as (
    select
        'jlis_fy2021_january' as document_id,
        business_id,
        stage
    from (values
        ('general'),
        ('identity_information_processing'),
        ('personal_authentication'),
        ('individual_number_card'),
        ('intermediate_server'),
        ('administrative_network'),
        ('identity_information_related'),
        ('digital_reform_fund'),
        ('total')
    ) as businesses (business_id)
    cross join (values ('original'), ('adjustment'), ('revised')) as stages (stage)
    union
    select document_id, business_id, stage
    from cells
    where amount is not null
),

lines as (
    select *
    from places
    left join (
        pivot cells
        on line_id in (
            'operating_receipts',
            'operating_revenue',
            'long_term_advances_reversal',
            'juki_net_reserve_reversal',
            'next_system_reserve_reversal',
            'long_term_deferred_revenue_reversal'
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
        '資金計画の営業収益 = 損益計算書の営業収益合計 - 四つの取崩収入' as rule_ja,
        'Operating receipts = operating revenue less the four reversals, which bring in no cash' as rule_en,
        operating_receipts as printed,
        (
            operating_revenue
            - long_term_advances_reversal
            - juki_net_reserve_reversal
            - next_system_reserve_reversal
            - long_term_deferred_revenue_reversal
        ) as computed
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
