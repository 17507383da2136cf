-- 印刷された計数の一覧に空欄の金額や属性がない
-- Printed figures: no amount or attribute is left blank
select
    '空欄がある' as rule_ja,
    'Left blank' as rule_en,
    document_id,
    table_id,
    row_no,
    column_no,
    concat_ws(
        ', ',
        case when document_id is null then 'document_id' end,
        case when table_id is null then 'table_id' end,
        case when table_order is null then 'table_order' end,
        case when source_line is null then 'source_line' end,
        case when row_no is null then 'row_no' end,
        case when column_no is null then 'column_no' end,
        case when column_name is null then 'column_name' end,
        case when line_id is null then 'line_id' end,
        case when figure_as_printed is null then 'figure_as_printed' end,
        case when unit is null then 'unit' end,
        case when is_sign_restored is null then 'is_sign_restored' end,
        case when amount is null then 'amount' end
    ) as columns_left_blank
from {batch}
where
    document_id is null
    or table_id is null
    or table_order is null
    or source_line is null
    or row_no is null
    or column_no is null
    or column_name is null
    or line_id is null
    or figure_as_printed is null
    or unit is null
    or is_sign_restored is null
    or amount is null
