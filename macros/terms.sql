{#
    The terms of checks: one select for each kind of check says only what is its own;
    the rest is what most of them share.
#}
{% macro terms_of(relation, of_term) %}
    {%- set columns = {
        'template_id': 'template_id',
        'rule_id': none,
        'axis': "'print'",
        'line_id': 'cast(null as string)',
        'business_id': 'cast(null as string)',
        'stage': 'cast(null as string)',
        'table_id': 'cast(null as string)',
        'subject_id': 'cast(null as string)',
        'unit': "'thousand_yen'",
        'unit_size': '1',
        'rounding_unit': '1',
        'rounded_side': 'cast(null as string)',
        'is_printed': none,
        'member_line_id': 'cast(null as string)',
        'member_business_id': 'cast(null as string)',
        'member_stage': 'cast(null as string)',
        'member_weight': '1',
        'figure_document_id': 'template_id',
        'figure_id': 'cast(null as string)',
        'weight': '1',
        'reading': "'signed'",
        'stated_amount': 'null',
        'half_unit': '0',
    } -%}
    {%- do columns.update(of_term) -%}
    {%- set integers = ['unit_size', 'rounding_unit', 'member_weight', 'weight', 'stated_amount', 'half_unit'] -%}
    select
        {%- for column, value in columns.items() %}
            {{ 'cast(' ~ value ~ ' as bigint)' if column in integers else value }} as {{ column }}
            {%- if not loop.last %},{% endif %}
        {%- endfor %}
    from {{ relation }}
{% endmacro %}

{# Both sides of a check: what is printed, and what it should be. #}
{% macro two_sides(relation, of_both, printed, computed, computed_from=none) %}
    {%- set of_printed = {'is_printed': 'true'} -%}
    {%- set of_computed = {'is_printed': 'false', 'weight': '-1'} -%}
    {%- do of_printed.update(of_both) -%}
    {%- do of_printed.update({
        'member_line_id': of_both.get('line_id', 'cast(null as string)'),
        'member_business_id': "coalesce(" ~ of_both.get('business_id', 'null') ~ ", '')",
        'member_stage': "coalesce(" ~ of_both.get('stage', 'null') ~ ", '')",
    }) -%}
    {%- do of_printed.update(printed) -%}
    {%- do of_computed.update(of_both) -%}
    {%- do of_computed.update(computed) -%}
    {{ terms_of(relation, of_printed) }}
    union all
    {{ terms_of(computed_from or relation, of_computed) }}
{% endmacro %}

{# The amount that a term reads of a figure. #}
{% macro value_read(reading, amount) -%}
    case {{ reading }}
        when 'signed' then {{ amount }}
        when 'unsigned' then abs({{ amount }})
        when 'counted' then 1
    end
{%- endmacro %}

{#
    What carries a cell: columns of `printed`, some of them changed; derived, and not implied,
    where it is not said.
#}
{% macro carried(changed) -%}
    {%- set of_carrier = {'is_derived': 'true', 'is_implied': 'false'} -%}
    {%- do of_carrier.update(changed) -%}
    select
        {%- for column in [
            'template_id', 'taxonomy_id', 'statement', 'line_kind', 'owner_business_id', 'line_id', 'business_id',
            'stage', 'unit', 'figure_id', 'weight', 'half_unit', 'is_total_business', 'is_derived', 'is_implied',
        ] %}
        {{ of_carrier.get(column, 'printed.' ~ column) }} as {{ column }}{{ ',' if not loop.last }}
        {%- endfor %}
{%- endmacro %}
