-- 内訳の科目だけから数えて、当期純利益 = 全収入 - 全費用 - 特別損失 - 法人住民税(
-- 全事業・全段階)
-- Counted from the leaf lines alone, net income = all revenue - all expenses - extraordinary
-- losses - taxes, for every business and stage
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
            'net_income',
            'business_levies',
            'card_grants',
            'intermediate_server_grants',
            'local_government_levies',
            'other_levies',
            'service_revenue',
            'information_provision_fees',
            'resident_code_provision_fees',
            'issuance_fees',
            'information_disclosure_fees',
            'subsidy_revenue',
            'long_term_advances_reversal',
            'juki_net_reserve_reversal',
            'next_system_reserve_reversal',
            'long_term_deferred_revenue_reversal',
            'interest_income',
            'securities_interest',
            'miscellaneous_income',
            'project_expenses',
            'general_administrative_expenses',
            'interest_expenses',
            'juki_net_reserve_provision',
            'security_enhancement_reserve_provision',
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
        '当期純利益 = 収入の全科目 - 費用・損失・税の全科目' as rule_ja,
        'Net income = all revenue lines - all lines of expenses, losses and taxes' as rule_en,
        net_income as printed,
        (
            business_levies
            + card_grants
            + intermediate_server_grants
            + local_government_levies
            + other_levies
            + service_revenue
            + information_provision_fees
            + resident_code_provision_fees
            + issuance_fees
            + information_disclosure_fees
            + subsidy_revenue
            + long_term_advances_reversal
            + juki_net_reserve_reversal
            + next_system_reserve_reversal
            + long_term_deferred_revenue_reversal
            + interest_income
            + securities_interest
            + miscellaneous_income
            - project_expenses
            - general_administrative_expenses
            - interest_expenses
            - juki_net_reserve_provision
            - security_enhancement_reserve_provision
            - inhabitant_taxes
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
