-- 負債の部の各合計が、内訳の科目の和に等しい。全事業・全段階
-- Each total of the liabilities is the sum of the lines under it, for every business and stage
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
            'current_liabilities',
            'fixed_liabilities',
            'liabilities',
            'accounts_payable',
            'accrued_inhabitant_taxes',
            'deposits_received',
            'bonus_provision',
            'directors_bonus_provision',
            'current_lease_obligations',
            'long_term_advances_received',
            'long_term_deferred_revenue',
            'retirement_benefit_provision',
            'juki_net_reconstruction_reserve',
            'security_enhancement_reserve',
            'next_system_renewal_reserve',
            'non_current_lease_obligations',
            'asset_retirement_obligations'
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
        '流動負債合計 = 未払金 + 未払法人住民税等 + 預り金 + 賞与引当金 + 役員賞与引当金 + リース債務' as rule_ja,
        'Total current liabilities = Accounts payable + Accrued corporate inhabitant taxes + Deposits received + Provision for bonuses + Provision for directors'' bonuses + Lease obligations (current)' as rule_en,
        current_liabilities as printed,
        (
            accounts_payable
            + accrued_inhabitant_taxes
            + deposits_received
            + bonus_provision
            + directors_bonus_provision
            + current_lease_obligations
        ) as computed
    from lines
    union all
    select
        document_id,
        business_id,
        stage,
        '固定負債合計 = 長期前受金 + 長期前受収益 + 退職給付引当金 + 住基ネット再構築平準化等積立金 + セキュリティ強化等積立金 + 次期システム更改積立金 + リース債務 + 資産除去債務' as rule_ja,
        'Total non-current liabilities = Long-term advances received + Long-term deferred revenue + Provision for retirement benefits + Reserve for levelling Juki Net reconstruction costs + Reserve for security enhancement + Reserve for next system renewal + Lease obligations (non-current) + Asset retirement obligations' as rule_en,
        fixed_liabilities as printed,
        (
            long_term_advances_received
            + long_term_deferred_revenue
            + retirement_benefit_provision
            + juki_net_reconstruction_reserve
            + security_enhancement_reserve
            + next_system_renewal_reserve
            + non_current_lease_obligations
            + asset_retirement_obligations
        ) as computed
    from lines
    union all
    select
        document_id,
        business_id,
        stage,
        '負債合計 = 流動負債合計 + 固定負債合計' as rule_ja,
        'Total liabilities = Total current liabilities + Total non-current liabilities' as rule_en,
        liabilities as printed,
        current_liabilities + fixed_liabilities as computed
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
