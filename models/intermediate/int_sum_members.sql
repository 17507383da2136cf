-- One row per template, check along an axis, member of its weighted sum, and figure that
-- carries it. The parent has weight 1 and its parts minus their weights, so
-- that the sum is the difference, printed less computed. The three axes are one shape:
-- a check holds the other two coordinates of the cube fixed.
{% set axes = {'line': 'line_id', 'business': 'business_id', 'stage': 'stage'} %}
with
int_carriers as (select * from {{ ref('int_carriers') }}),
calculation_arcs as (select * from {{ ref('calculation_arcs') }}),
calculation_rules as (select * from {{ ref('calculation_rules') }}),
statement_lines as (select * from {{ ref('statement_lines') }}),

-- A law is a parent of a rule, with its parts, where the rule applies.
{% set law %}
    calculation_arcs.taxonomy_id, calculation_arcs.rule_id, calculation_arcs.axis,
    calculation_arcs.parent, calculation_arcs.applies_to_statement,
    calculation_arcs.applies_to_business, calculation_arcs.applies_to_stage
{% endset %}
arcs as (
    select
        calculation_arcs.*,
        calculation_rules.rounds_parts,
        dense_rank() over (order by {{ law }}) as law_no,
        row_number() over (partition by {{ law }} order by calculation_arcs.child) as part_no
    from calculation_arcs
    inner join calculation_rules
        on calculation_arcs.taxonomy_id = calculation_rules.taxonomy_id
            and calculation_arcs.rule_id = calculation_rules.rule_id
),

laws as (
    select
        *,
        child as member,
        -1 * weight as member_weight,
        false as is_printed
    from arcs
    union all
    select
        *,
        parent as member,
        1 as member_weight,
        true as is_printed
    from arcs
    where part_no = 1
),

-- A check stands wherever a member of it is printed, or a change is implied that the rule
-- is about. A rule about a line that only the overview prints stands where that line is.
-- Of stages a part must be printed: where the parts are derived from the total, a sum would
-- only repeat itself.
members as (
    select
        laws.*,
        (laws.axis <> 'stage' or not laws.is_printed)
        and coalesce(statement_lines.line_kind = 'memorandum', false)
        = bool_or(coalesce(statement_lines.line_kind = 'memorandum', false)) over (
            partition by laws.taxonomy_id, laws.rule_id, laws.parent
        ) as founds_check,
        count(*) over (partition by laws.law_no) as member_count
    from laws
    left join statement_lines
        on laws.axis = 'line'
            and laws.taxonomy_id = statement_lines.taxonomy_id
            and laws.member = statement_lines.line_id
),

carriers_along_axes as (
    select
        int_carriers.*,
        axes.axis,
        case axes.axis when 'line' then line_id when 'business' then business_id else stage end
            as member
    from int_carriers
    cross join (values ('line'), ('business'), ('stage')) as axes (axis)
),

-- A sum of stages has its occasion in statements that print them all.
stage_sums as (
    select
        carriers.template_id,
        carriers.statement,
        members.law_no
    from members
    inner join carriers_along_axes as carriers
        on members.taxonomy_id = carriers.taxonomy_id
            and members.axis = carriers.axis
            and members.member = carriers.member
    where members.axis = 'stage'
        and not carriers.is_derived
    group by carriers.template_id, carriers.statement, members.law_no
    having count(distinct members.member) = max(members.member_count)
),

checks as (
    select distinct
        carriers.template_id,
        carriers.unit,
        members.law_no,
        {% for axis, column in axes.items() %}
            case when members.axis = '{{ axis }}' then members.parent else carriers.{{ column }} end
                as {{ column }}{{ ',' if not loop.last }}
        {% endfor %}
    from members
    inner join carriers_along_axes as carriers
        on members.taxonomy_id = carriers.taxonomy_id
            and members.axis = carriers.axis
            and members.member = carriers.member
    left join stage_sums
        on carriers.template_id = stage_sums.template_id
            and carriers.statement = stage_sums.statement
            and members.law_no = stage_sums.law_no
    where members.founds_check
        and (
            not carriers.is_derived
            or (carriers.is_implied and members.applies_to_stage = carriers.stage)
        )
        and (members.axis <> 'stage' or stage_sums.law_no is not null)
        {% for scope in ['statement', 'business', 'stage'] %}
            and coalesce(members.applies_to_{{ scope }}, '')
            in ('', carriers.{{ axes.get(scope, scope) }})
        {% endfor %}
),

sum_members as (
    select
        checks.*,
        members.rule_id,
        members.axis,
        members.member_weight,
        members.is_printed,
        members.rounds_parts
        {% for axis, column in axes.items() %}
            , case when members.axis = '{{ axis }}' then members.member else checks.{{ column }} end
                as member_{{ column }}
        {% endfor %}
    from checks
    inner join members on checks.law_no = members.law_no
),

-- Where a document sums rounded parts, each is as rough as the total.
members_carried as (
    select
        members.*,
        carriers.figure_id,
        members.member_weight * carriers.weight as weight,
        abs(members.member_weight) * case
            when members.rounds_parts and not members.is_printed
                then greatest(
                    carriers.half_unit,
                    max(case when members.is_printed then carriers.half_unit end) over of_check
                )
            else carriers.half_unit
        end as half_unit,
        case
            when
                members.is_printed
                and carriers.business_id <> ''
                and (not carriers.is_derived or (carriers.is_implied and carriers.weight > 0))
                then carriers.figure_id
        end as subject_id,
        -- What is the difference of two stages agrees with them whatever they are.
        members.axis = 'stage' and coalesce(bool_or(carriers.is_implied) over of_check, false)
            as repeats_itself
    from sum_members as members
    left join int_carriers as carriers
        on members.template_id = carriers.template_id
            and members.member_line_id = carriers.line_id
            and members.member_business_id = carriers.business_id
            and members.member_stage = carriers.stage
            and members.unit = carriers.unit
    window of_check as (
        partition by
            members.template_id, members.law_no, members.line_id, members.business_id,
            members.stage, members.unit
    )
)

select *
from members_carried
where not repeats_itself
