-- One row per check along an axis: printed against computed, with the width that
-- rounding allows. A missing part makes the computed amount missing too.
with

int_check_members as (
    select * from {{ ref('int_check_members') }}
),

data_points as (
    select * from {{ ref('data_points') }}
),

sums as (
    select
        document_id,
        rule_id,
        axis,
        line_id,
        business_id,
        stage,
        unit,
        sum(case when is_parent then amount end) as printed_amount,
        sum(case when not is_parent then -1 * weight * amount end) as computed_amount,
        sum(abs(weight) * half_unit) as tolerance,
        max(case when not is_parent then half_unit else 0 end) as part_half_unit,
        count(*) as member_count,
        count(amount) as members_present,
        sum(case when not is_parent and amount is null then 1 else 0 end) as parts_missing
    from int_check_members
    group by
        document_id,
        rule_id,
        axis,
        line_id,
        business_id,
        stage,
        unit
),

sums_compared as (
    select
        sums.document_id,
        sums.rule_id,
        sums.axis,
        sums.line_id,
        sums.business_id,
        sums.stage,
        data_points.table_id,
        data_points.row_no,
        data_points.column_no,
        sums.unit,
        cast(sums.printed_amount as bigint) as printed_amount,
        cast(
            case when sums.parts_missing = 0 then sums.computed_amount end
            as bigint
        ) as computed_amount,
        cast(coalesce(sums.tolerance, 0) as bigint) as tolerance,
        -- One rounded total over exact parts is as sharp as an exact check.
        sums.part_half_unit = 0 as is_exact,
        cast(sums.member_count as integer) as figures_compared,
        cast(sums.member_count - sums.members_present as integer) as figures_missing
    from sums
    left join data_points
        on
            sums.document_id = data_points.document_id
            and sums.line_id = data_points.line_id
            and sums.business_id = data_points.business_id
            and sums.stage = data_points.stage
)

select * from sums_compared
