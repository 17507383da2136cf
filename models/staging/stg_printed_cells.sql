-- One row per cell of a printed table, as text. Loops over the tables that the
-- vocabulary declares, so that a new document is data only. Nothing is filtered,
-- summed or repaired.
{% for document_id, table_id, is_prose in declared_tables() if not is_prose %}
    select
        '{{ document_id }}' as document_id,
        '{{ table_id }}' as table_id,
        source_line,
        label,
        column_name,
        cell_text
    from {{ unpivot_cells(ref(document_id ~ '__' ~ table_id)) }}
    {% if not loop.last %}
        union all
    {% endif %}
{% else %}
    select
        {% for column in [
            'document_id', 'table_id', 'source_line', 'label', 'column_name', 'cell_text',
        ] %}
            cast(null as string) as {{ column }}{% if not loop.last %},{% endif %}
        {% endfor %}
    where false
{% endfor %}
