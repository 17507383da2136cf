-- 補正の事由は1から順に番号が付き、紙面の順に並ぶ
-- The reasons are numbered from 1 on, in the order in which they stand on the page
with

numbered as (
    select
        document_id,
        reason_order,
        title_ja,
        source_line,
        lag(reason_order, 1, 0) over of_the_document + 1 as expected_order,
        lag(source_line) over of_the_document as line_before
    from {batch}
    window of_the_document as (partition by document_id order by reason_order)
)

select
    '事由の番号と紙面の順' as rule_ja,
    'Numbers of the reasons, and their order on the page' as rule_en,
    *
from numbered
where
    reason_order is distinct from expected_order
    or source_line <= line_before
