-- The generic test returns the row that refers to nothing; a null key passes.
{% set rows %}
(
    select *
    from (
        values ('a', 1), ('b', 1), ('a', 2), (null, 1)
    ) as referring_rows (document_id, table_no)
)
{% endset %}
{% set referred %}
(
    select *
    from (
        values ('a', 1), ('b', 1)
    ) as referred_rows (id, no)
)
{% endset %}
with

returned as (
    {{ test_foreign_key(rows, ['document_id', 'table_no'], referred, ['id', 'no']) }}
)

select 'a 2 expected' as expectation
from returned
having
    min(document_id) is distinct from 'a'
    or min(table_no) is distinct from 2
    or count(*) <> 1
