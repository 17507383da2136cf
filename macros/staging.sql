{# No row of these columns, of text but for amounts: what staging begins with. #}
{% macro no_rows(columns) %}
    select
        {% for column in columns %}
            cast(null as {{ 'bigint' if column == 'amount' else 'string' }}) as {{ column }}{{ ',' if not loop.last }}
        {% endfor %}
    where false
{% endmacro %}
