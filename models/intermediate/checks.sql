-- One row per template and check: where it stands, how its sides are rounded, and
-- how many figures it compares. What each weighs is in terms.
with
terms as (select * from {{ ref('terms') }}),
int_template_figures as (select * from {{ ref('int_template_figures') }}),

checks_counted as (
    select
        template_id,
        check_no,
        check_key,
        rule_id,
        axis,
        line_id,
        business_id,
        stage,
        unit,
        unit_size,
        rounding_unit,
        rounded_side,
        max(table_id) as controlled_table_id,
        max(subject_id) as figure_id,
        max(case when figure_document_id <> template_id then figure_document_id end)
            as previous_document_id,
        max(case when figure_document_id <> template_id then figure_id end)
            as previous_figure_id,
        cast(sum(coalesce(half_unit, 0)) as bigint) as half_unit,
        cast(count(*) as integer) as figures_compared
    from terms
    group by
        template_id, check_no, check_key, rule_id, axis, line_id, business_id, stage, unit,
        unit_size, rounding_unit, rounded_side
),

checks as (
    select
        checks_counted.*,
        coalesce(subjects.table_id, checks_counted.controlled_table_id) as table_id,
        subjects.row_no,
        subjects.column_no,
        case when not subjects.is_from_lake then subjects.source_line end as source_line,
        subjects.column_name
    from checks_counted
    left join int_template_figures as subjects
        on checks_counted.template_id = subjects.template_id
            and checks_counted.figure_id = subjects.figure_id
)

select * from checks
