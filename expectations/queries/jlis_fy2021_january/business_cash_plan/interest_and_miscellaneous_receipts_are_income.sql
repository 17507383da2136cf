-- 資金計画の利息収入と雑収入が、損益計算書の受取利息・有価証券利息・雑収入に等しい。全事業・全
-- 段階
-- Interest and miscellaneous receipts are those of the income statement, for every business and
-- stage
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
            'interest_receipts',
            'miscellaneous_receipts',
            'interest_income',
            'securities_interest',
            'miscellaneous_income'
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
        '利息収入 = 受取利息 + 有価証券利息' as rule_ja,
        'Interest receipts = interest income + interest on securities' as rule_en,
        interest_receipts as printed,
        interest_income + securities_interest as computed
    from lines
    union all
    select
        document_id,
        business_id,
        stage,
        '資金計画の雑収入 = 損益計算書の雑収入' as rule_ja,
        'Miscellaneous receipts = miscellaneous income' as rule_en,
        miscellaneous_receipts as printed,
        miscellaneous_income as computed
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
