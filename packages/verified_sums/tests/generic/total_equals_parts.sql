{# One figure a row: the figure of `total` is the weighted sum of the figures of `parts`. #}
{% test total_equals_parts(model, member, amount, total, parts, by=[], half_unit=0) %}
{%- set text = dbt.type_string() -%}
{%- set rule = total ~ ' = its parts' -%}
{{ verified_sums.compare_sums(
    model, member, amount, by, half_unit, verified_sums.arcs_of(rule, total, parts, text), text
) }}
{% endtest %}
