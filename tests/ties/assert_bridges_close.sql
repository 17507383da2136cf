-- The last step of each bridge arrives at its end, and both sides of a picture of
-- two sides are equally high.
with
picture_steps as (select * from {{ ref('picture_steps') }}),

arrivals as (
    select
        document_id,
        picture_id,
        step_role,
        to_thousand_yen,
        row_number() over (
            partition by
                document_id,
                picture_id,
                case when step_role = 'start' then 'step' else step_role end
            order by step_order desc
        ) as last_rank
    from picture_steps
    where step_role in ('start', 'step', 'end', 'left', 'right')
),

ends as (
    select
        document_id,
        picture_id,
        max(case when step_role in ('start', 'step', 'left') then to_thousand_yen end) as arrived,
        max(case when step_role in ('end', 'right') then to_thousand_yen end) as expected
    from arrivals
    where last_rank = 1
    group by document_id, picture_id
)

select
    *,
    document_id || ' ' || picture_id || ': 絵の合計が合わない。到達 '
    || {{ print_amount('arrived') }} || ' 期待 '
    || {{ print_amount('expected') }} || ' 千円' as message_ja,
    document_id || ' ' || picture_id || ': the picture does not close; arrived at '
    || {{ print_amount('arrived') }} || ', expected '
    || {{ print_amount('expected') }} || ' thousand yen' as message_en
from ends
where arrived is distinct from expected
