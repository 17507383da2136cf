-- The pages of a table of contents start at 1, never go back and skip none.
-- Waits for the suspects: -- depends_on: {{ ref('suspect_figures') }}
with
printed_figures as (select * from {{ ref('printed_figures') }}),

pages as (
    select
        document_id,
        table_id,
        source_line,
        label_as_printed,
        amount,
        coalesce(
            lag(amount) over (partition by document_id, table_id order by row_no), 0
        ) as page_before,
        row_number() over (partition by document_id, table_id order by row_no) as position
    from printed_figures
    where unit = 'page_number'
)

select
    document_id,
    source_line,
    table_id || ' 原文' || source_line || '行 「' || label_as_printed || '」 ページ ' || amount
    || ' は ' || page_before || ' に続かない' as message_ja,
    table_id || ' source line ' || source_line || ' "' || label_as_printed || '": page ' || amount
    || ' does not follow ' || page_before as message_en
from pages
where amount not in (page_before, page_before + 1)
    or (position = 1 and amount <> 1)
