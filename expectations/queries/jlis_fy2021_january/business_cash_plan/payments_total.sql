-- 資金支出合計が支出の各区分の和に等しい(当期末未払金は△で控除する)。全事業・全段階
-- Total payments are the sum of their lines (closing payables are deducted, △), for every
-- business and stage
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
            'cash_payments',
            'project_payments',
            'general_administrative_payments',
            'fixed_asset_acquisition',
            'guarantee_deposit_payments',
            'lease_obligation_repayments',
            'opening_payables',
            'closing_payables'
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
        '資金支出合計 = 事業費 + 一般管理費 + 固定資産取得費 + 保証金支出 + リース債務返済支出 + 前期末未払金 + 当期末未払金' as rule_ja,
        'Total cash payments = Project expenses paid or payable + General and administrative expenses paid or payable + Acquisition of non-current assets + Guarantee deposits paid + Repayment of lease obligations + Opening payables settled + Closing payables (deduction)' as rule_en,
        cash_payments as printed,
        (
            project_payments
            + general_administrative_payments
            + fixed_asset_acquisition
            + guarantee_deposit_payments
            + lease_obligation_repayments
            + opening_payables
            + closing_payables
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
