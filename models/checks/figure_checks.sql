-- One row per printed figure and check that binds it: the checks of the data
-- point whose amount the figure gave, those of the print itself, and the control
-- total of its table.
with

printed_figures as (
    select * from {{ ref('printed_figures') }}
),

data_points as (
    select * from {{ ref('data_points') }}
),

int_check_members as (
    select * from {{ ref('int_check_members') }}
),

check_results as (
    select * from {{ ref('check_results') }}
),

member_figures as (
    select
        members.document_id,
        members.rule_id,
        members.line_id,
        members.business_id,
        members.stage,
        data_points.table_id,
        data_points.row_no,
        data_points.column_no
    from int_check_members as members
    inner join data_points
        on
            members.document_id = data_points.document_id
            and members.member_line_id = data_points.line_id
            and members.member_business_id = data_points.business_id
            and members.member_stage = data_points.stage
    union all
    select
        members.document_id,
        members.rule_id,
        members.line_id,
        members.business_id,
        members.stage,
        printed_figures.table_id,
        printed_figures.row_no,
        printed_figures.column_no
    from int_check_members as members
    inner join printed_figures
        on
            members.document_id = printed_figures.document_id
            and members.member_line_id = printed_figures.line_id
            and members.unit = printed_figures.unit
            and members.member_business_id = ''
),

bound_by_sums as (
    select
        member_figures.document_id,
        member_figures.table_id,
        member_figures.row_no,
        member_figures.column_no,
        check_results.check_id,
        check_results.family,
        check_results.is_exact
    from member_figures
    inner join check_results
        on
            member_figures.document_id = check_results.document_id
            and member_figures.rule_id = check_results.rule_id
            and member_figures.line_id = check_results.line_id
            and member_figures.business_id = check_results.business_id
            and member_figures.stage = check_results.stage
            and check_results.axis <> 'print'
),

bound_by_prints as (
    select
        document_id,
        table_id,
        row_no,
        column_no,
        check_id,
        family,
        is_exact
    from check_results
    where
        axis = 'print'
        and row_no is not null
),

-- The figure that gave the data point its amount is bound by the other prints.
bound_by_other_prints as (
    select
        data_points.document_id,
        data_points.table_id,
        data_points.row_no,
        data_points.column_no,
        check_results.check_id,
        check_results.family,
        -- A coarser print cannot tell every digit of a finer one.
        check_results.unit = 'thousand_yen' as is_exact
    from check_results
    inner join data_points
        on
            check_results.document_id = data_points.document_id
            and check_results.line_id = data_points.line_id
            and check_results.business_id = data_points.business_id
            and check_results.stage = data_points.stage
    where check_results.family = 'agreement'
),

bound_by_control_totals as (
    select
        printed_figures.document_id,
        printed_figures.table_id,
        printed_figures.row_no,
        printed_figures.column_no,
        check_results.check_id,
        check_results.family,
        check_results.is_exact
    from printed_figures
    inner join check_results
        on
            printed_figures.document_id = check_results.document_id
            and printed_figures.table_id = check_results.table_id
            and printed_figures.unit = check_results.unit
            and check_results.family = 'control_total'
),

figure_checks as (
    select * from bound_by_sums
    union
    select * from bound_by_prints
    union
    select * from bound_by_other_prints
    union
    select * from bound_by_control_totals
)

select * from figure_checks
