-- 営業費用合計 = 事業費 + 一般管理費。全事業・全段階
-- Operating expenses = project expenses + general administrative expenses, for every business and
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
            'operating_expenses',
            'project_expenses',
            'general_administrative_expenses'
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
        '営業費用合計 = 事業費 + 一般管理費' as rule_ja,
        'Total operating expenses = Project expenses + General and administrative expenses' as rule_en,
        operating_expenses as printed,
        project_expenses + general_administrative_expenses as computed
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
