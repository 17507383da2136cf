-- One row per amount or quantity that stands in the prose of a document, as
-- text, with the line, business and stage that it refers to.
{% set columns = [
    'source_line', 'position', 'label', 'figure', 'unit_as_printed', 'direction', 'line_id',
    'business_id', 'stage',
] %}
{{ no_rows(['document_id', 'table_id'] + columns) }}
{% for document_id, table_id, is_prose in declared_tables() if is_prose %}
    union all
    select
        '{{ document_id }}' as document_id,
        '{{ table_id }}' as table_id,
        {{ columns | join(', ') }}
    from {{ ref(document_id ~ '__' ~ table_id) }}
{% endfor %}
