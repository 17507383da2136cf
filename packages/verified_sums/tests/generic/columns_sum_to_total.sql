{# One figure a column: the column `total` is the weighted sum of the columns `parts`. #}
{% test columns_sum_to_total(model, total, parts, by, half_unit=0) %}
{%- set text = dbt.type_string() -%}
{%- set rule = total ~ ' = its parts' -%}
{%- set long = verified_sums.rows_of_columns(model, [total] + parts.keys() | list, by, half_unit, text) -%}
{{ verified_sums.compare_sums(
    '(' ~ long ~ ') as figures_of_columns', 'verified_sums_member', 'verified_sums_amount', by,
    'verified_sums_half_unit', verified_sums.arcs_of(rule, total, parts, text), text
) }}
{% endtest %}
