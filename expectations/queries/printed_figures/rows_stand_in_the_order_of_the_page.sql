-- 表と行の番号が、原文の行の順に増える
-- Numbers of tables and rows follow the lines of the source
with

in_order as (
    select
        document_id,
        table_id,
        table_order,
        row_no,
        source_line,
        -- The prose stands between the tables of the overview.
        lag(source_line) over (
            partition by document_id, table_id
            order by row_no, column_no
        ) as line_before,
        lag(row_no) over (
            partition by document_id, table_id
            order by source_line, row_no, column_no
        ) as row_before
    from {batch}
)

select
    '行番号は原文の順' as rule_ja,
    'Row numbers follow the source' as rule_en,
    *
from in_order
where source_line < line_before or row_no < row_before

-- A document that is listed must be here.
union all by name
select distinct
    '比べる行がない' as rule_ja,
    'Nothing to compare' as rule_en,
    document_id
from documents
anti join {batch} using (document_id)
