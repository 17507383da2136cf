-- 税金等調整前当期純利益 = 経常利益 - 特別損失合計、当期純利益 = それ - 法人住民税
-- 。全事業・全段階
-- Income before taxes = ordinary income - extraordinary losses; net income = that - inhabitant
-- taxes, for every business and stage
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
            'income_before_taxes',
            'net_income',
            'ordinary_income',
            'extraordinary_losses',
            'inhabitant_taxes'
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
        '税金等調整前当期純利益 = 経常利益 - 特別損失合計' as rule_ja,
        'Income (loss) before taxes = Ordinary income (loss) - Total extraordinary losses' as rule_en,
        income_before_taxes as printed,
        ordinary_income - extraordinary_losses as computed
    from lines
    union all
    select
        document_id,
        business_id,
        stage,
        '当期純利益 = 税金等調整前当期純利益 - 法人住民税' as rule_ja,
        'Net income (loss) = Income (loss) before taxes - Corporate inhabitant taxes' as rule_en,
        net_income as printed,
        income_before_taxes - inhabitant_taxes as computed
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
