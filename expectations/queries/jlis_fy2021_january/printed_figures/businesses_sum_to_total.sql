-- 事業別の各表の各行で、合計 = 八つの事業の和
-- In every row of the business tables of the amendment, the total is the sum of the eight
-- businesses
with

rows_printed as (
    select
        document_id,
        table_id,
        source_line,
        line_id,
        sum(amount) filter (where column_name = 'total') as printed,
        sum(amount) filter (
            where column_name in (
                'general',
                'identity_information_processing',
                'personal_authentication',
                'individual_number_card',
                'intermediate_server',
                'administrative_network',
                'identity_information_related',
                'digital_reform_fund'
            )
        ) as computed,
        count(*) as figures
    from {batch}
    where
        table_id in (
            'amendment_business_balance_sheet',
            'amendment_business_income_statement',
            'amendment_business_cash_plan'
        )
    group by document_id, table_id, source_line, line_id
)

select
    '合計 = 八事業の和' as rule_ja,
    'Total = sum of the eight businesses' as rule_en,
    *,
    printed - computed as difference
from rows_printed
where
    printed is distinct from computed
    or printed is null
    or figures <> 9

-- An empty table must not pass.
union all by name
select
    '比べる行がない' as rule_ja,
    'Nothing to compare' as rule_en
where not exists (
    select 1
    from {batch}
    where document_id = 'jlis_fy2021_january'
)
