-- One row per cell of a printed table, as text. Loops over the tables that the
-- vocabulary declares, so that a new document is data only. Nothing is filtered,
-- summed or repaired.
{% set columns = ['source_line', 'label', 'column_name', 'cell_text'] %}
{{ no_rows(['document_id', 'table_id'] + columns) }}
{% for document_id, table_id, is_prose in declared_tables() if not is_prose %}
    union all
    select
        '{{ document_id }}' as document_id,
        '{{ table_id }}' as table_id,
        {{ columns | join(', ') }}
    from {{ unpivot_cells(ref(document_id ~ '__' ~ table_id)) }}
{% endfor %}
