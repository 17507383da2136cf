-- 内訳の区分だけから数えて、当期末現金及び預金 = 前期末 + 全収入 - 全支出 = 貸借対
-- 照表の現金及び預金(全事業・全段階)
-- Counted from the leaf lines alone, closing cash = opening + all receipts - all payments = cash
-- on the balance sheet, for every business and stage
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
            'closing_cash_and_deposits',
            'cash_and_deposits',
            'opening_cash_and_deposits',
            'operating_receipts',
            'interest_receipts',
            'miscellaneous_receipts',
            'opening_receivables',
            'closing_receivables',
            'long_term_advances_receipts',
            'long_term_deferred_revenue_receipts',
            'other_receipts',
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
        '当期末現金及び預金 = 前期末 + 収入の全区分 - 支出の全区分' as rule_ja,
        'Closing cash = opening + all lines of receipts - all lines of payments' as rule_en,
        closing_cash_and_deposits as printed,
        (
            opening_cash_and_deposits
            + operating_receipts
            + interest_receipts
            + miscellaneous_receipts
            + opening_receivables
            + closing_receivables
            + long_term_advances_receipts
            + long_term_deferred_revenue_receipts
            + other_receipts
            - project_payments
            - general_administrative_payments
            - fixed_asset_acquisition
            - guarantee_deposit_payments
            - lease_obligation_repayments
            - opening_payables
            - closing_payables
        ) as computed
    from lines
    union all
    select
        document_id,
        business_id,
        stage,
        '貸借対照表の現金及び預金 = 前期末 + 収入の全区分 - 支出の全区分' as rule_ja,
        'Cash on the balance sheet = opening + all lines of receipts - all lines of payments' as rule_en,
        cash_and_deposits as printed,
        (
            opening_cash_and_deposits
            + operating_receipts
            + interest_receipts
            + miscellaneous_receipts
            + opening_receivables
            + closing_receivables
            + long_term_advances_receipts
            + long_term_deferred_revenue_receipts
            + other_receipts
            - project_payments
            - general_administrative_payments
            - fixed_asset_acquisition
            - guarantee_deposit_payments
            - lease_obligation_repayments
            - opening_payables
            - closing_payables
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
