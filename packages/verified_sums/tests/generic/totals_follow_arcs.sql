{# One figure a row, and the sums in a table of their own: rule, total, part, weight. #}
{% test totals_follow_arcs(model, member, amount, arcs, by=[], half_unit=0) %}
{%- set text = dbt.type_string() -%}
{%- set read -%}
    select
        cast(rule as {{ text }}) as rule,
        cast(total as {{ text }}) as total,
        cast(part as {{ text }}) as part,
        weight
    from {{ arcs }}
{%- endset -%}
{{ verified_sums.compare_sums(model, member, amount, by, half_unit, read, text) }}
{% endtest %}
