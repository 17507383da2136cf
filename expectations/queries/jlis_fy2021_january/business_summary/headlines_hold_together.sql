-- 主要計数だけで、資産 = 負債 + 純資産、営業利益 = 営業収益 - 営業費用、当期末預金
--  = 前期末 + 収支差額が成り立つ(全事業・全段階)
-- Among the headlines alone: assets = liabilities + net assets, operating income = revenue -
-- expenses, closing cash = opening + net, for every business and stage
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
            'assets',
            'operating_income',
            'closing_cash_and_deposits',
            'liabilities',
            'net_assets',
            'operating_revenue',
            'operating_expenses',
            'opening_cash_and_deposits',
            'net_cash_receipts'
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
        '資産合計 = 負債合計 + 純資産合計' as rule_ja,
        'Total assets = Total liabilities + Total net assets' as rule_en,
        assets as printed,
        liabilities + net_assets as computed
    from lines
    union all
    select
        document_id,
        business_id,
        stage,
        '営業利益 = 営業収益合計 - 営業費用合計' as rule_ja,
        'Operating income (loss) = Total operating revenue - Total operating expenses' as rule_en,
        operating_income as printed,
        operating_revenue - operating_expenses as computed
    from lines
    union all
    select
        document_id,
        business_id,
        stage,
        '当期末現金及び預金 = 前期末現金及び預金 + 資金収支差額' as rule_ja,
        'Closing cash and deposits = Opening cash and deposits + Net cash receipts (payments)' as rule_en,
        closing_cash_and_deposits as printed,
        opening_cash_and_deposits + net_cash_receipts as computed
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
