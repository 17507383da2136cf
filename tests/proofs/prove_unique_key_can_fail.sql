-- The generic test returns a repeated key and a key with a null part, and no more.
{% set rows %}
(
    select *
    from (
        values ('a', 'x'), ('b', 'x'), ('b', 'x'), ('c', null)
    ) as bad_rows (document_id, table_id)
)
{% endset %}
with

returned as (
    {{ test_unique_key(rows, ['document_id', 'table_id']) }}
),

returned_nullable as (
    {{ test_unique_key(rows, ['document_id', 'table_id'], nullable=['table_id']) }}
)

select 'b and c expected' as expectation
from returned
having
    min(document_id) is distinct from 'b'
    or max(document_id) is distinct from 'c'
    or count(*) <> 2
union all
select 'b expected' as expectation
from returned_nullable
having
    min(document_id) is distinct from 'b'
    or count(*) <> 1
