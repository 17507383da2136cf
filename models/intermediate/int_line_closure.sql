-- One row per taxonomy, total and leaf below it, with the weight of the leaf in
-- the total: the roll-up arcs along the axis `line`, followed to the leaves.
with
calculation_arcs as (select * from {{ ref('calculation_arcs') }}),
calculation_rules as (select * from {{ ref('calculation_rules') }}),
statement_lines as (select * from {{ ref('statement_lines') }}),

roll_up_arcs as (
    select
        calculation_arcs.taxonomy_id,
        calculation_arcs.parent as line_id,
        calculation_arcs.child as part_line_id,
        calculation_arcs.weight
    from calculation_arcs
    inner join calculation_rules
        on calculation_arcs.taxonomy_id = calculation_rules.taxonomy_id
            and calculation_arcs.rule_id = calculation_rules.rule_id
    where calculation_arcs.axis = 'line'
        and calculation_rules.role = 'roll_up'
),

level_0 as (
    select
        taxonomy_id,
        line_id,
        line_id as part_line_id,
        cast(1 as integer) as weight
    from statement_lines
    where line_kind in ('leaf', 'total')
),

{% for level in range(1, var('closure_levels') + 1) %}
    level_{{ level }} as (
        select
            above.taxonomy_id,
            above.line_id,
            coalesce(arcs.part_line_id, above.part_line_id) as part_line_id,
            above.weight * coalesce(arcs.weight, 1) as weight
        from level_{{ level - 1 }} as above
        left join roll_up_arcs as arcs
            on above.taxonomy_id = arcs.taxonomy_id
                and above.part_line_id = arcs.line_id
    ),

{% endfor %}

closure as (
    select
        taxonomy_id,
        line_id,
        part_line_id as leaf_line_id,
        cast(sum(weight) as integer) as weight
    from level_{{ var('closure_levels') }}
    group by taxonomy_id, line_id, part_line_id
)

select * from closure
