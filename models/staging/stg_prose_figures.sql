-- One row per amount or quantity that stands in the prose of a document, as
-- text, with the line, business and stage that it refers to.
{% for document_id, table_id, is_prose in declared_tables() if is_prose %}
    select
        '{{ document_id }}' as document_id,
        '{{ table_id }}' as table_id,
        source_line,
        position,
        label,
        figure,
        unit_as_printed,
        direction,
        line_id,
        business_id,
        stage
    from {{ ref(document_id ~ '__' ~ table_id) }}
    {% if not loop.last %}
        union all
    {% endif %}
{% else %}
    select
        {% for column in [
            'document_id', 'table_id', 'source_line', 'position', 'label', 'figure',
            'unit_as_printed', 'direction', 'line_id', 'business_id', 'stage',
        ] %}
            cast(null as string) as {{ column }}{% if not loop.last %},{% endif %}
        {% endfor %}
    where false
{% endfor %}
