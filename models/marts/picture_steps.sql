-- One row per document, picture and step: a bar from one amount to another. The
-- steps of a bridge follow one another, those of a side stand on one another, and
-- what shows size or result begins at zero.
with

picture_parts as (
    select * from {{ ref('picture_parts') }}
),

statement_amounts as (
    select * from {{ ref('statement_amounts') }}
),

documents as (
    select * from {{ ref('documents') }}
),

parts as (
    select
        documents.document_id,
        picture_parts.picture_id,
        picture_parts.part_order,
        picture_parts.line_id,
        picture_parts.role
    from picture_parts
    inner join documents on picture_parts.taxonomy_id = documents.taxonomy_id
),

amounts as (
    select
        parts.*,
        amounts.label_ja,
        amounts.label_en,
        amounts.business_id,
        amounts.business_order,
        amounts.business_ja,
        amounts.business_en,
        amounts.is_total_business,
        amounts.stage,
        amounts.stage_order,
        amounts.amount_thousand_yen
    from parts
    inner join statement_amounts as amounts
        on
            parts.document_id = amounts.document_id
            and parts.line_id = amounts.line_id
),

-- From original to revised: what each business adds.
amendment_bridges as (
    select
        amounts.*,
        case
            when not is_total_business then 'step'
            when stage = 'original' then 'start'
            else 'end'
        end as step_role,
        case
            when not is_total_business then business_order
            when stage = 'original' then 0
            else business_order
        end as step_order
    from amounts
    where
        role = 'by_business'
        and (
            (is_total_business and stage in ('original', 'revised'))
            or (not is_total_business and stage = 'adjustment' and amount_thousand_yen <> 0)
        )
),

-- From line to line, in total.
line_bridges as (
    select
        amounts.*,
        case when role in ('plus', 'minus') then 'step' else role end as step_role,
        part_order as step_order
    from amounts
    where
        role in ('start', 'plus', 'minus', 'end', 'left', 'right')
        and is_total_business
        and stage = 'revised'
),

business_sizes as (
    select
        amounts.*,
        role as step_role,
        business_order as step_order
    from amounts
    where
        role in ('size', 'result')
        and not is_total_business
        and stage = 'revised'
),

steps as (
    select * from amendment_bridges
    union all
    select * from line_bridges
    union all
    select * from business_sizes
),

steps_signed as (
    select
        steps.*,
        case when role = 'minus' then -1 else 1 end * amount_thousand_yen as signed_amount
    from steps
),

steps_placed as (
    select
        steps_signed.*,
        sum(case when step_role = 'end' then 0 else signed_amount end) over (
            partition by
                document_id,
                picture_id,
                case when step_role in ('left', 'right') then step_role else '' end
            order by step_order
            rows between unbounded preceding and current row
        ) as running_amount
    from steps_signed
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
        cast(
            case
                when step_role in ('step', 'left', 'right') then running_amount - signed_amount
                else 0
            end
            as bigint
        ) as from_thousand_yen,
        cast(
            case
                when step_role in ('step', 'left', 'right') then running_amount
                else signed_amount
            end
            as bigint
        ) as to_thousand_yen
    from steps_placed
)

select * from picture_steps
