-- One row per cell of a printed table, as text. Loops over `vars: documents:`,
-- so that a new document is data only. Nothing is filtered, summed or repaired.
{% set selects = [] %}
{% for document_id, content in var('documents').items() %}
    {% for table_id in content.tables %}
        {% do selects.append((document_id, table_id)) %}
    {% endfor %}
{% endfor %}

{% for document_id, table_id in selects %}
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
{% endfor %}
