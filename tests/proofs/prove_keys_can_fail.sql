-- A repeated key and a key with a null part are returned, and so is what refers to nothing; a
-- null reference passes.
{% set rows %}
(
    select *
    from (
        values ('a', 1), ('b', 1), ('b', 1), ('c', null), ('a', 2)
    ) as bad_rows (id, no)
)
{% endset %}
{% set referred %}
(
    select *
    from (
        values ('a', 1), ('b', 1)
    ) as referred_rows (document_id, table_no)
)
{% endset %}
with

returned as (
    {{ repeated_keys(rows, ['id', 'no'], ['id', 'no']) }}
    union all
    {{ repeated_keys(rows, ['no', 'id'], ['id']) }}
    union all
    {{ dangling_references(rows, ['id', 'no'], referred, ['document_id', 'table_no']) }}
),

expected (message_ja) as (
    values
    ('rows: キーが重複又は空 / key repeated or null:  id=b no=1'),
    ('rows: キーが重複又は空 / key repeated or null:  id=c no=null'),
    ('rows: キーが重複又は空 / key repeated or null:  no=1 id=b'),
    ('rows: 参照先がない / refers to nothing:  id=a no=2')
)

select coalesce(returned.message_ja, expected.message_ja) as message
from returned
full outer join expected on returned.message_ja = expected.message_ja
where returned.message_ja is null
    or expected.message_ja is null
