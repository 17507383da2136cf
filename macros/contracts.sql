{# The columns of the model's contract, in their order: which a table has is said there, once. #}
{% macro declared_columns() -%}
    {{ model.columns | join(',\n        ') }}
{%- endmacro %}

{# No row of them. #}
{% macro no_rows_declared() -%}
    select
        {%- for column in model.columns.values() %}
        cast(null as {{ spark_type(column.data_type) }}) as {{ column.name }}{{ ',' if not loop.last }}
        {%- endfor %}
    where false
{%- endmacro %}
