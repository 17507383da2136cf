-- Every printed table shows a statement of its taxonomy, and every statement is presented
-- in a way that there is, as of an instant or for a duration.
with
documents as (select * from {{ ref('documents') }}),
printed_tables as (select * from {{ ref('printed_tables') }}),
statements as (select * from {{ ref('statements') }}),

tables_of_nothing as (
    select
        'printed_tables.csv' as file_name,
        printed_tables.document_id || ' ' || printed_tables.table_id as place,
        'statement' as column_name,
        printed_tables.statement as found,
        'statements.statement' as expected
    from printed_tables
    inner join documents on printed_tables.document_id = documents.document_id
    left join statements
        on documents.taxonomy_id = statements.taxonomy_id
            and printed_tables.statement = statements.statement
    where statements.statement is null
),

{% set accepted = {
    'presentation': ['statement', 'advances', 'obligations', 'contents', 'prose', 'list'],
    'period_kind': ['instant', 'duration'],
} %}
unknown_kinds as (
    {% for column, values in accepted.items() %}
        select
            'statements.csv' as file_name,
            taxonomy_id || ' ' || statement as place,
            '{{ column }}' as column_name,
            {{ column }} as found,
            '{{ values | join(", ") }}' as expected
        from statements
        where
            coalesce({{ column }}, '') not in (
                {% for value in values %}
                    '{{ value }}'{% if not loop.last %},{% endif %}
                {% endfor %}
            )
        {% if not loop.last %}union all{% endif %}
    {% endfor %}
),

faults as (
    select * from tables_of_nothing
    union all
    select * from unknown_kinds
)

select
    *,
    file_name || ' ' || place || ' 列 ' || column_name || ': 知らない値「' || coalesce(found, '')
    || '」 期待「' || expected || '」' as message_ja,
    file_name || ' ' || place || ' column ' || column_name || ': unknown value "'
    || coalesce(found, '') || '", expected "' || expected || '"' as message_en
from faults
