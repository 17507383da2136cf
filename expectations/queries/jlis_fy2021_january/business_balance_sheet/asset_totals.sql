-- 資産の部の各合計が、内訳の科目の和に等しい。全事業・全段階
-- Each total of the assets is the sum of the lines under it, for every business and stage
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
            'current_assets',
            'tangible_fixed_assets',
            'intangible_fixed_assets',
            'investments_and_other_assets',
            'fixed_assets',
            'assets',
            'cash_and_deposits',
            'accounts_receivable',
            'supplies',
            'buildings',
            'equipment',
            'tangible_leased_assets',
            'telephone_subscription_rights',
            'software',
            'intangible_leased_assets',
            'investment_securities',
            'guarantee_deposits'
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
        '流動資産合計 = 現金及び預金 + 未収金 + 貯蔵品' as rule_ja,
        'Total current assets = Cash and deposits + Accounts receivable + Supplies' as rule_en,
        current_assets as printed,
        cash_and_deposits + accounts_receivable + supplies as computed
    from lines
    union all
    select
        document_id,
        business_id,
        stage,
        '有形固定資産合計 = 建物 + 備品 + リース資産' as rule_ja,
        'Total property, plant and equipment = Buildings + Equipment + Leased assets (tangible)' as rule_en,
        tangible_fixed_assets as printed,
        buildings + equipment + tangible_leased_assets as computed
    from lines
    union all
    select
        document_id,
        business_id,
        stage,
        '無形固定資産合計 = 電話加入権 + ソフトウェア + リース資産' as rule_ja,
        'Total intangible assets = Telephone subscription rights + Software + Leased assets (intangible)' as rule_en,
        intangible_fixed_assets as printed,
        telephone_subscription_rights + software + intangible_leased_assets as computed
    from lines
    union all
    select
        document_id,
        business_id,
        stage,
        '投資その他の資産合計 = 投資有価証券 + 保証金' as rule_ja,
        'Total investments and other assets = Investment securities + Guarantee deposits' as rule_en,
        investments_and_other_assets as printed,
        investment_securities + guarantee_deposits as computed
    from lines
    union all
    select
        document_id,
        business_id,
        stage,
        '固定資産合計 = 有形固定資産合計 + 無形固定資産合計 + 投資その他の資産合計' as rule_ja,
        'Total non-current assets = Total property, plant and equipment + Total intangible assets + Total investments and other assets' as rule_en,
        fixed_assets as printed,
        (
            tangible_fixed_assets
            + intangible_fixed_assets
            + investments_and_other_assets
        ) as computed
    from lines
    union all
    select
        document_id,
        business_id,
        stage,
        '資産合計 = 流動資産合計 + 固定資産合計' as rule_ja,
        'Total assets = Total current assets + Total non-current assets' as rule_en,
        assets as printed,
        current_assets + fixed_assets as computed
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
