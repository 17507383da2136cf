{#
    The sums that do not hold: one row each, with both sides and what is wrong. A sum stands
    wherever a member of it does; there each member must be, once, and not null. Each figure
    is known to half a unit, and the interval of the total must meet that of its parts.

    relation     what to read
    member       column: which figure a row holds
    amount       column: the figure
    by           columns in which each sum stands by itself
    half_unit    SQL: half a unit of the last digit of a figure, 0 where it is exact
    arcs         SQL: rule, total, part, weight
    text         the type of texts
#}
{% macro compare_sums(relation, member, amount, by, half_unit, arcs, text) -%}
{%- set keys = by | default([], true) -%}
with

figures as (
    select
        {% for key in keys %}{{ key }}, {% endfor %}
        cast({{ member }} as {{ text }}) as member,
        {{ amount }} as amount,
        {{ half_unit }} as half_unit
    from {{ relation }}
),

arcs as (
    {{ arcs }}
),

members as (
    select rule, total, part as member, -1 * weight as weight, 0 as is_total
    from arcs
    union all
    select distinct rule, total, total as member, 1 as weight, 1 as is_total
    from arcs
),

sums as (
    select distinct
        {% for key in keys %}figures.{{ key }}, {% endfor %}
        members.rule,
        members.total
    from members
    inner join figures on members.member = figures.member
),

terms as (
    select
        sums.*,
        members.member,
        members.weight,
        members.is_total,
        figures.amount,
        figures.half_unit,
        row_number() over (
            partition by
                sums.rule, sums.total, members.member
                {% for key in keys %}, sums.{{ key }}{% endfor %}
            order by figures.amount
        ) as print_no
    from sums
    inner join members on sums.rule = members.rule and sums.total = members.total
    left join figures
        on
            members.member = figures.member
            {% for key in keys %}
                and sums.{{ key }} is not distinct from figures.{{ key }}
            {% endfor %}
),

sides as (
    select
        {% for key in keys %}{{ key }}, {% endfor %}
        rule,
        total,
        sum(case when is_total = 1 then amount end) as printed,
        -1 * sum(case when is_total = 0 then weight * amount end) as computed,
        sum(abs(weight) * half_unit) as allowed,
        sum(case when amount is null or half_unit is null then 1 else 0 end) as missing,
        min(case when amount is null or half_unit is null then member end) as missing_member,
        sum(case when print_no > 1 then 1 else 0 end) as repeated,
        min(case when print_no > 1 then member end) as repeated_member
    from terms
    group by {% for key in keys %}{{ key }}, {% endfor %}rule, total
),

wrong as (
    select
        {% for key in keys %}{{ key }}, {% endfor %}
        rule,
        total,
        printed,
        computed,
        printed - computed as difference,
        allowed,
        case
            when missing > 0 then '欠けている / missing: ' || missing_member
            when repeated > 0 then '二度以上ある / more than once: ' || repeated_member
            else '合計が内訳の和でない / the total is not the sum of its parts'
        end as problem
    from sides
    where
        missing > 0
        or repeated > 0
        or abs(printed - computed) > allowed
),

-- A rule that compared nothing, and no rule at all, are no reason to be content.
vacuous as (
    select
        {% for key in keys %}null as {{ key }}, {% endfor %}
        arcs.rule,
        arcs.total,
        null as printed,
        null as computed,
        null as difference,
        null as allowed,
        '比べるものがない / nothing to compare' as problem
    from (
        select distinct rule, total from arcs
        union all
        select 'no rule', 'none' from (select count(*) as arc_count from arcs) as counted
        where arc_count = 0
    ) as arcs
    left join sums on arcs.rule = sums.rule and arcs.total = sums.total
    where sums.rule is null
)

select * from wrong
union all
select * from vacuous
{%- endmacro %}

{# Arcs that are written out: the parts of one total, with their weights. #}
{% macro arcs_of(rule, total, parts, text) -%}
{%- for part, weight in parts.items() %}
    select
        cast('{{ rule | replace("'", "''") }}' as {{ text }}) as rule,
        cast('{{ total | string | replace("'", "''") }}' as {{ text }}) as total,
        cast('{{ part | string | replace("'", "''") }}' as {{ text }}) as part,
        {{ weight }} as weight
    {% if not loop.last %}union all{% endif %}
{%- endfor %}
{%- endmacro %}

{# The figures of a wide table as rows: a column each. #}
{% macro rows_of_columns(relation, columns, by, half_unit, text) -%}
{%- for column in columns %}
    select
        {% for key in by %}{{ key }}, {% endfor %}
        cast('{{ column }}' as {{ text }}) as verified_sums_member,
        {{ column }} as verified_sums_amount,
        {{ half_unit }} as verified_sums_half_unit
    from {{ relation }}
    {% if not loop.last %}union all{% endif %}
{%- endfor %}
{%- endmacro %}
