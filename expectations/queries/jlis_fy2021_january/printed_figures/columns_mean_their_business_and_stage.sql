-- 計数の事業と段階が、その列の見出しの事業と段階である
-- The business and stage of a figure are those of the heading of its column
with

expected as (
    select
        *,
        case
            when table_id like 'amendment_business_%' then column_name
            when table_id like 'revised_business_%'
                then regexp_replace(column_name, '_(original|adjustment|revised)$', '')
            when table_id like 'overview_%_personal_authentication'
                then 'personal_authentication'
            when table_id like 'overview_%_individual_number_card'
                then 'individual_number_card'
            when table_id like 'overview_%_digital_reform_fund'
                then 'digital_reform_fund'
            -- Form 7 gives each purpose to its business.
            when table_id like '%_advances_received' then business_id
            else 'total'
        end as column_business,
        case
            when ends_with(column_name, 'original') then 'original'
            when ends_with(column_name, 'adjustment') then 'adjustment'
            else 'revised'
        end as column_stage
    from {batch}
    where
        document_id = 'jlis_fy2021_january'
        and table_id not in ('contents', 'overview_prose')
)

select
    '列の見出しの事業・段階' as rule_ja,
    'Business and stage of the heading' as rule_en,
    table_id,
    source_line,
    column_name,
    label_as_printed,
    business_id as found_business_id,
    column_business as expected_business_id,
    stage as found_stage,
    column_stage as expected_stage
from expected
where
    business_id is distinct from column_business
    or business_id is null
    or stage is distinct from column_stage

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
