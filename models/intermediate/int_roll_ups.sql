-- One row per template, cell and leaf below it: what the cell is computed from. The
-- leaves are those of the businesses (of the total, where a statement has no figures
-- by business at that stage), followed through the closure of the arcs. A total of which
-- only some parts are printed stands for itself.
with
int_carriers as (select * from {{ ref('int_carriers') }}),
int_line_closure as (select * from {{ ref('int_line_closure') }}),
businesses as (select * from {{ ref('businesses') }}),

leaves_beside as (
    select
        *,
        bool_or(not is_total_business) over (partition by template_id, statement, stage)
            as has_businesses
    from int_carriers
    where line_kind in ('leaf', 'total')
        and business_id <> ''
        and (taxonomy_id, line_id) in (
            select
                ends.taxonomy_id,
                ends.line_id
            from int_line_closure as ends
            where ends.line_id = ends.leaf_line_id
        )
),

-- A leaf of a business is a part of the total too.
leaves as (
    select
        leaves_beside.*,
        businesses.business_id as cell_business_id,
        leaves_beside.business_id <> businesses.business_id as is_sum_of_businesses
    from leaves_beside
    inner join businesses
        on leaves_beside.taxonomy_id = businesses.taxonomy_id
            and (
                leaves_beside.business_id = businesses.business_id
                or (leaves_beside.has_businesses and businesses.is_total)
            )
    where leaves_beside.is_total_business <> leaves_beside.has_businesses
),

roll_ups as (
    select
        leaves.template_id,
        int_line_closure.line_id,
        leaves.cell_business_id as business_id,
        leaves.stage,
        leaves.is_sum_of_businesses,
        leaves.unit,
        leaves.line_id as leaf_line_id,
        leaves.figure_id,
        cast(int_line_closure.weight * leaves.weight as bigint) as weight,
        cast(abs(int_line_closure.weight) * leaves.half_unit as bigint) as half_unit
    from leaves
    inner join int_line_closure
        on leaves.taxonomy_id = int_line_closure.taxonomy_id
            and leaves.line_id = int_line_closure.leaf_line_id
)

select * from roll_ups
