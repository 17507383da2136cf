-- One row per template, check along an axis, member of its weighted sum, and figure that
-- carries it. The parent has weight 1 and its parts minus their weights, so
-- that the sum is the difference, printed less computed. The three axes are one shape:
-- a check holds the other two coordinates of the cube fixed.
{% set axes = {'line': 'line_id', 'business': 'business_id', 'stage': 'stage'} %}
{% set applies_to = {'statement': 'statement', 'business': 'business_id', 'stage': 'stage'} %}
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
        false as is_parent
    from arcs
    union all
    select
        *,
        parent as member,
        1 as member_weight,
        true as is_parent
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
        case
            when laws.axis = 'line'
                then
                    coalesce(statement_lines.line_kind = 'memorandum', false)
                    = max(coalesce(statement_lines.line_kind = 'memorandum', false)) over (
                        partition by laws.taxonomy_id, laws.rule_id, laws.parent
                    )
            when laws.axis = 'stage' then not laws.is_parent
            else true
        end as founds_check,
        count(*) over (partition by laws.law_no) as member_count
    from laws
    left join statement_lines
        on laws.axis = 'line'
            and laws.taxonomy_id = statement_lines.taxonomy_id
            and laws.member = statement_lines.line_id
),

-- A sum of stages has its occasion in statements that print them all.
stage_sums as (
    select
        int_carriers.template_id,
        int_carriers.statement,
        members.law_no
    from members
    inner join int_carriers
        on members.taxonomy_id = int_carriers.taxonomy_id
            and members.member = int_carriers.stage
    where members.axis = 'stage'
        and not int_carriers.is_derived
    group by int_carriers.template_id, int_carriers.statement, members.law_no
    having count(distinct members.member) = max(members.member_count)
),

checks as (
    {% for axis, column in axes.items() %}
        select distinct
            int_carriers.template_id,
            members.law_no,
            {% for other in axes.values() %}
                {{ 'members.parent' if other == column else 'int_carriers.' ~ other }}
                    as {{ other }},
            {% endfor %}
            int_carriers.unit
        from members
        inner join int_carriers
            on members.taxonomy_id = int_carriers.taxonomy_id
                and members.member = int_carriers.{{ column }}
        {% if axis == 'stage' %}
            inner join stage_sums
                on int_carriers.template_id = stage_sums.template_id
                    and int_carriers.statement = stage_sums.statement
                    and members.law_no = stage_sums.law_no
        {% endif %}
        where members.axis = '{{ axis }}'
            and members.founds_check
            and (
                not int_carriers.is_derived
                or (int_carriers.is_implied and members.applies_to_stage = int_carriers.stage)
            )
            {% for part, place in applies_to.items() if part != axis %}
                and coalesce(members.applies_to_{{ part }}, '') in ('', int_carriers.{{ place }})
            {% endfor %}
        {% if not loop.last %}
            union all
        {% endif %}
    {% endfor %}
),

sum_members as (
    select
        checks.template_id,
        members.rule_id,
        members.axis,
        checks.line_id,
        checks.business_id,
        checks.stage,
        checks.unit,
        {% for axis, column in axes.items() %}
            case when members.axis = '{{ axis }}' then members.member else checks.{{ column }} end
                as member_{{ column }},
        {% endfor %}
        members.member_weight as weight,
        members.is_parent,
        members.rounds_parts
    from checks
    inner join members on checks.law_no = members.law_no
),

-- Where a document sums rounded parts, each is as rough as the total.
{% set check %}
    members.template_id, members.rule_id, members.axis, members.line_id, members.business_id,
    members.stage, members.unit
{% endset %}
members_carried as (
    select
        members.*,
        carriers.figure_id,
        members.weight * carriers.weight as figure_weight,
        abs(members.weight) * case
            when members.rounds_parts and not members.is_parent
                then greatest(
                    carriers.half_unit,
                    max(case when members.is_parent then carriers.half_unit end)
                        over (partition by {{ check }})
                )
            else carriers.half_unit
        end as half_unit,
        case
            when
                members.is_parent
                and carriers.business_id <> ''
                and (not carriers.is_derived or (carriers.is_implied and carriers.weight > 0))
                then carriers.figure_id
        end as subject_id,
        -- What is the difference of two stages agrees with them whatever they are.
        members.axis = 'stage'
        and max(case when carriers.is_implied then 1 else 0 end)
            over (partition by {{ check }}) = 1 as repeats_itself
    from sum_members as members
    left join int_carriers as carriers
        on members.template_id = carriers.template_id
            and members.member_line_id = carriers.line_id
            and members.member_business_id = carriers.business_id
            and members.member_stage = carriers.stage
            and members.unit = carriers.unit
)

select *
from members_carried
where not repeats_itself
