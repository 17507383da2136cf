-- 予定前受金が、事業ごと・合計とも資金計画の長期前受金に等しい
-- Planned advances are the long-term advances of the cash plan, by business and in total
with

businesses as (
    select * from (values
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
),

-- A business without advances has no row in form 7, which means 0.
form_7 as (
    select
        businesses.business_id,
        coalesce(sum(advances.planned_thousand_yen), 0) as amount
    from businesses
    left join {batch} as advances
        on
            businesses.business_id = advances.business_id
            and advances.document_id = 'jlis_fy2021_january'
    group by businesses.business_id
),

statement as (
    select business_id, revised_thousand_yen as amount
    from business_cash_plan
    where document_id = 'jlis_fy2021_january' and line_id = 'long_term_advances_receipts'
)

select
    '予定前受金 = 資金計画の長期前受金' as rule_ja,
    'Planned advances = long-term advances in the cash plan' as rule_en,
    form_7.business_id,
    form_7.amount as printed,
    statement.amount as computed,
    form_7.amount - statement.amount as difference
from form_7
full join statement on form_7.business_id = statement.business_id
where form_7.amount is distinct from statement.amount
