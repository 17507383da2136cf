-- One row per document, picture and step: a bar from one amount to another. The
-- steps of a bridge follow one another, those of a side stand on one another, and
-- what shows size or result begins at zero.
with
picture_parts as (select * from {{ ref('picture_parts') }}),
statement_amounts as (select * from {{ ref('statement_amounts') }}),
documents as (select * from {{ ref('documents') }}),

-- A bridge by business leads from original to revised by what each business adds; the
-- others lead from line to line, in total; sizes stand side by side for each business.
steps as (
    select
        amounts.*,
        parts.picture_id,
        parts.role,
        case
            when parts.role <> 'by_business' and amounts.is_total_business then parts.part_order
            when amounts.is_total_business and amounts.stage = 'original' then 0
            else amounts.business_order
        end as step_order,
        case
            when parts.role in ('plus', 'minus') then 'step'
            when parts.role <> 'by_business' then parts.role
            when not amounts.is_total_business then 'step'
            when amounts.stage = 'original' then 'start'
            else 'end'
        end as step_role,
        case when parts.role = 'minus' then -1 else 1 end * amounts.amount_thousand_yen
            as signed_amount
    from picture_parts as parts
    inner join documents on parts.taxonomy_id = documents.taxonomy_id
    inner join statement_amounts as amounts
        on documents.document_id = amounts.document_id
            and parts.line_id = amounts.line_id
    where
        case
            when parts.role = 'by_business' and amounts.is_total_business
                then amounts.stage in ('original', 'revised')
            when parts.role = 'by_business'
                then amounts.stage = 'adjustment' and amounts.amount_thousand_yen <> 0
            when parts.role in ('size', 'result')
                then amounts.stage = 'revised' and not amounts.is_total_business
            when parts.role in ('start', 'plus', 'minus', 'end', 'left', 'right')
                then amounts.stage = 'revised' and amounts.is_total_business
        end
),

steps_placed as (
    select
        *,
        sum(case when step_role = 'end' then 0 else signed_amount end) over (
            partition by
                document_id,
                picture_id,
                case when step_role in ('left', 'right') then step_role else '' end
            order by step_order
            rows between unbounded preceding and current row
        ) as running_amount,
        step_role in ('step', 'left', 'right') as stands_on_others
    from steps
),

picture_steps as (
    select
        document_id,
        picture_id,
        cast(step_order as integer) as step_order,
        step_role,
        line_id,
        label_ja,
        label_en,
        business_id,
        business_ja,
        business_en,
        stage,
        cast(signed_amount as bigint) as amount_thousand_yen,
        cast(case when stands_on_others then running_amount - signed_amount else 0 end as bigint)
            as from_thousand_yen,
        cast(case when stands_on_others then running_amount else signed_amount end as bigint)
            as to_thousand_yen
    from steps_placed
)

select * from picture_steps
