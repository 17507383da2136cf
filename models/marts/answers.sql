-- One row per document and amount that its book begins with, in order: how large it is,
-- what moved it, which businesses moved it, the result, and who is below zero.
with

statement_amounts as (
    select * from {{ ref('statement_amounts') }}
),

int_documents as (
    select * from {{ ref('int_documents') }}
),

line_roles as (
    select * from {{ ref('line_roles') }}
),

roles as (
    select
        int_documents.document_id,
        line_roles.role as line_role,
        line_roles.line_id,
        line_roles.below_zero_ja,
        line_roles.below_zero_en
    from line_roles
    inner join int_documents on line_roles.taxonomy_id = int_documents.taxonomy_id
),

documents_with_a_size as (
    select distinct document_id
    from roles
    where line_role = 'size'
),

headlines as (
    select distinct
        amounts.document_id,
        'size' as line_role,
        amounts.line_id,
        cast(null as string) as below_zero_ja,
        cast(null as string) as below_zero_en
    from statement_amounts as amounts
    left join documents_with_a_size
        on amounts.document_id = documents_with_a_size.document_id
    where
        amounts.is_headline
        and documents_with_a_size.document_id is null
),

all_roles as (
    select * from roles
    union all
    select * from headlines
),

amounts as (
    select
        amounts.*,
        all_roles.line_role,
        all_roles.below_zero_ja,
        all_roles.below_zero_en
    from all_roles
    inner join statement_amounts as amounts
        on
            all_roles.document_id = amounts.document_id
            and all_roles.line_id = amounts.line_id
),

parts as (
    select
        amounts.*,
        case
            when line_role = 'size' and is_total_business and stage = 'revised' then 'size'
            when line_role = 'size' and is_total_business then 'change'
            when line_role = 'size' then 'share'
            when is_total_business and line_role = 'result' then 'result'
            else 'below_zero'
        end as part
    from amounts
    where
        (line_role = 'size' and is_total_business and stage = 'revised')
        or (line_role = 'size' and stage = 'adjustment' and amount_thousand_yen <> 0)
        or (line_role = 'result' and is_total_business and stage = 'revised')
        or (line_role <> 'size' and stage = 'revised' and amount_thousand_yen < 0)
),

answers as (
    select
        document_id,
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
        ) as answer_order,
        part,
        line_role,
        statement,
        line_id,
        label_ja,
        label_en,
        business_id,
        business_ja,
        business_en,
        is_total_business,
        stage,
        amount_thousand_yen,
        below_zero_ja,
        below_zero_en
    from parts
)

select * from answers
