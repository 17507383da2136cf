-- One row per check and data point that it compares, with the weight it has there:
-- what is checked has weight 1, its parts minus their weights.
with

int_check_members as (
    select * from {{ ref('int_check_members') }}
),

check_results as (
    select * from {{ ref('check_results') }}
),

in_sums as (
    select
        check_results.check_id,
        check_results.document_id,
        members.member_line_id as line_id,
        members.member_business_id as business_id,
        members.member_stage as stage,
        cast(members.weight as bigint) as weight,
        members.amount
    from int_check_members as members
    inner join check_results
        on
            members.document_id = check_results.document_id
            and members.rule_id = check_results.rule_id
            and members.axis = check_results.axis
            and members.line_id = check_results.line_id
            and members.business_id = check_results.business_id
            and members.stage = check_results.stage
),

-- A print is held against its data point, and a printed total against its leaves.
in_prints as (
    select
        check_id,
        document_id,
        line_id,
        coalesce(business_id, '') as business_id,
        coalesce(stage, '') as stage,
        cast(1 as bigint) as weight,
        printed_amount as amount
    from check_results
    where
        axis = 'print'
        and line_id is not null
),

check_members as (
    select * from in_sums
    union all
    select * from in_prints
)

select * from check_members
