-- One row per check and data point that it compares, with the weight it has there:
-- what is checked has weight 1, its parts minus their weights.
with
terms as (select * from {{ ref('terms') }}),
documents as (select * from {{ ref('int_documents_explained') }}),
printed_figures as (select * from {{ ref('printed_figures') }}),
check_results as (select * from {{ ref('check_results') }}),

-- A print is held against its data point, and a printed total against its leaves.
check_members as (
    select
        check_results.check_id,
        check_results.document_id,
        terms.member_line_id as line_id,
        terms.member_business_id as business_id,
        terms.member_stage as stage,
        terms.member_weight as weight,
        cast(
            case
                when terms.axis = 'print' then max(check_results.printed_amount)
                else
                    sum(
                        figures.amount
                        * {{ integer_divide('terms.weight', 'terms.member_weight') }}
                    )
            end
            as bigint
        ) as amount
    from terms
    inner join documents on terms.template_id = documents.template_id
    inner join check_results
        on documents.document_id || '/' || terms.check_key = check_results.check_id
    left join printed_figures as figures
        on documents.document_id = figures.document_id
            and terms.figure_id = figures.figure_id
    where terms.member_line_id is not null
    group by
        check_results.check_id,
        check_results.document_id,
        terms.axis,
        terms.member_line_id,
        terms.member_business_id,
        terms.member_stage,
        terms.member_weight
)

select * from check_members
