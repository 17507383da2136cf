{#
    The terms of checks: one select for each kind of check says only what is its own;
    the rest is what most of them share. `own` are the columns that the relation has by
    these names, `given` what others are.
#}
{% macro terms_of(relation, own, given={}) %}
    {%- set shared = {
        'template_id': 'template_id', 'rule_id': none, 'axis': "'print'", 'line_id': none, 'business_id': none,
        'stage': none, 'table_id': none, 'subject_id': none, 'unit': "'thousand_yen'", 'unit_size': 1,
        'rounding_unit': 1, 'rounded_side': none, 'is_printed': none, 'member_line_id': none,
        'member_business_id': none, 'member_stage': none, 'member_weight': 1, 'figure_document_id': 'template_id',
        'figure_id': none, 'weight': 1, 'reading': "'signed'", 'stated_amount': 'null', 'half_unit': 0,
    } -%}
    {%- set integers = ['unit_size', 'rounding_unit', 'member_weight', 'weight', 'stated_amount', 'half_unit'] -%}
    select
        {%- for column, usual in shared.items() %}
            {%- set value = column if column in own else given.get(column, usual) %}
            {{ 'cast(' ~ value ~ ' as bigint)' if column in integers else value or 'cast(null as string)' }} as {{ column }}
            {{- ',' if not loop.last }}
        {%- endfor %}
    from {{ relation }}
{% endmacro %}

{# Both sides of a check: what is printed, which is its member, and what it should be. #}
{% macro two_sides(relation, own, both={}, printed={}, computed={}, computed_from=none) %}
    {%- set member = {'is_printed': 'true', 'member_business_id': "''", 'member_stage': "''"} -%}
    {%- for column in ['line_id', 'business_id', 'stage'] if column in own -%}
        {%- do member.update({'member_' ~ column: column if column == 'line_id' else 'coalesce(' ~ column ~ ", '')"}) -%}
    {%- endfor -%}
    {{ terms_of(relation, own, dict(member, **dict(both, **printed))) }}
    union all
    {{ terms_of(computed_from or relation, own, dict({'is_printed': 'false', 'weight': '-1'}, **dict(both, **computed))) }}
{% endmacro %}

{# The amount that a term reads of a figure. #}
{% macro value_read(reading, amount) -%}
    case {{ reading }}
        when 'signed' then {{ amount }}
        when 'unsigned' then abs({{ amount }})
        when 'counted' then 1
    end
{%- endmacro %}
