-- 資金計画の当期末現金及び預金が、貸借対照表の現金及び預金に等しい。全事業・全段階
-- Closing cash in the cash plan is the cash on the balance sheet, for every business and stage
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
    from business_balance_sheet
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
            'closing_cash_and_deposits',
            'cash_and_deposits'
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
        '当期末現金及び預金 = 貸借対照表の現金及び預金' as rule_ja,
        'Closing cash = cash and deposits on the balance sheet' as rule_en,
        closing_cash_and_deposits as printed,
        cash_and_deposits as computed
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
