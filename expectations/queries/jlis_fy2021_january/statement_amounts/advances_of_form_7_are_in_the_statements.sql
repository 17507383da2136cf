-- 様式第7号の予定前受金が資金計画の長期前受金に、累積前受金が貸借対照表の長期前受金に等しい(
-- 全事業)
-- The planned advances of form 7 are those of the cash plan, the accumulated ones those of the
-- balance sheet, for every business
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
    cross join (values ('revised')) as stages (stage)
),

lines as (
    select *
    from places
    left join (
        pivot cells
        on line_id in (
            'long_term_advances_receipts',
            'planned_advances',
            'long_term_advances_received',
            'accumulated_advances'
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
        '様式第7号の予定前受金 = 資金計画の長期前受金' as rule_ja,
        'Planned advances (form 7) = long-term advances in the cash plan' as rule_en,
        planned_advances as printed,
        long_term_advances_receipts as computed
    from lines
    union all
    select
        document_id,
        business_id,
        stage,
        '様式第7号の累積前受金 = 貸借対照表の長期前受金' as rule_ja,
        'Accumulated advances (form 7) = long-term advances on the balance sheet' as rule_en,
        accumulated_advances as printed,
        long_term_advances_received as computed
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
