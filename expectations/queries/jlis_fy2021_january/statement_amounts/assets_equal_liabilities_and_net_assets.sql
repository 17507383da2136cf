-- 内訳の科目だけから数えて、資産 = 負債 + 純資産(全事業・全段階)
-- Counted from the leaf lines alone, assets = liabilities + net assets, for every business and
-- stage
with

cells as (
    select
        document_id,
        business_id,
        line_id,
        stage,
        amount_thousand_yen as amount
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
    where line_id not in ('planned_advances', 'accumulated_advances')
),

lines as (
    select *
    from places
    left join (
        pivot cells
        on line_id in (
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
            'guarantee_deposits',
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
            'asset_retirement_obligations',
            'local_government_contributions',
            'general_reserve',
            'authentication_fiscal_adjustment_reserve',
            'system_development_reserve'
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
        '資産合計 = 資産の全科目の和' as rule_ja,
        'Assets = sum of all asset lines' as rule_en,
        assets as printed,
        (
            cash_and_deposits
            + accounts_receivable
            + supplies
            + buildings
            + equipment
            + tangible_leased_assets
            + telephone_subscription_rights
            + software
            + intangible_leased_assets
            + investment_securities
            + guarantee_deposits
        ) as computed
    from lines
    union all
    select
        document_id,
        business_id,
        stage,
        '資産合計 = 負債と純資産の全科目の和' as rule_ja,
        'Assets = sum of all lines of liabilities and net assets' as rule_en,
        assets as printed,
        (
            accounts_payable
            + accrued_inhabitant_taxes
            + deposits_received
            + bonus_provision
            + directors_bonus_provision
            + current_lease_obligations
            + long_term_advances_received
            + long_term_deferred_revenue
            + retirement_benefit_provision
            + juki_net_reconstruction_reserve
            + security_enhancement_reserve
            + next_system_renewal_reserve
            + non_current_lease_obligations
            + asset_retirement_obligations
            + local_government_contributions
            + general_reserve
            + authentication_fiscal_adjustment_reserve
            + system_development_reserve
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
