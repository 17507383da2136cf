{# No row of these columns, of text but for amounts: what staging begins with. #}
{% macro no_rows(columns) %}
    select
        {% for column in columns %}
            cast(null as {{ 'bigint' if column == 'amount' else 'string' }}) as {{ column }}{{ ',' if not loop.last }}
        {% endfor %}
    where false
{% endmacro %}

{# The rows of the tables that the vocabulary declares, of prose or of cells, with where each stands. #}
{% macro declared_rows(columns, of_prose) %}
    {{ no_rows(['document_id', 'table_id'] + columns) }}
    {% for document_id, table_id, is_prose in declared_tables() if is_prose == of_prose %}
        {% set rows = ref(document_id ~ '__' ~ table_id) %}
        union all
        select
            '{{ document_id }}' as document_id,
            '{{ table_id }}' as table_id,
            {{ columns | join(', ') }}
        from {{ rows if is_prose else unpivot_cells(rows) }}
    {% endfor %}
{% endmacro %}
