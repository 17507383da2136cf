-- One row per document and amount that its book begins with, in order: how large it is,
-- what moved it, which businesses moved it, the result, and who is below zero.
with
statement_amounts as (select * from {{ ref('statement_amounts') }}),
int_documents as (select * from {{ ref('int_documents') }}),
line_roles as (select * from {{ ref('line_roles') }}),

amounts as (
    select
        amounts.*,
        line_roles.role as line_role,
        line_roles.below_zero_ja,
        line_roles.below_zero_en
    from statement_amounts as amounts
    inner join int_documents on amounts.document_id = int_documents.document_id
    inner join line_roles
        on int_documents.taxonomy_id = line_roles.taxonomy_id
            and amounts.line_id = line_roles.line_id
    union all
    select
        amounts.*,
        'size' as line_role,
        cast(null as string) as below_zero_ja,
        cast(null as string) as below_zero_en
    from statement_amounts as amounts
    inner join int_documents on amounts.document_id = int_documents.document_id
    left join line_roles as sizes
        on int_documents.taxonomy_id = sizes.taxonomy_id
            and sizes.role = 'size'
    where amounts.is_headline
        and sizes.taxonomy_id is null
),

parts as (
    select
        *,
        case
            when line_role = 'size' and is_total_business and stage = 'revised' then 'size'
            when line_role = 'size' and stage = 'adjustment' and amount_thousand_yen <> 0
                then case when is_total_business then 'change' else 'share' end
            when line_role = 'result' and is_total_business and stage = 'revised' then 'result'
            when line_role <> 'size' and stage = 'revised' and amount_thousand_yen < 0
                then 'below_zero'
        end as part
    from amounts
),

parts_ordered as (
    select
        *,
        cast(
            row_number() over (
                partition by document_id
                order by
                    case line_role when 'size' then 1 when 'result' then 2 else 3 end,
                    line_order,
                    case part when 'size' then 1 when 'change' then 2 else 3 end,
                    case when part = 'share' then -abs(amount_thousand_yen) end,
                    business_order
            )
            as integer
        ) as answer_order
    from parts
    where part is not null
),

answers as (
    select
        {{ declared_columns() }}
    from parts_ordered
)

select * from answers
