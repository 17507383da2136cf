-- 予定損益計算書(総括)に空欄の金額や属性がない
-- Consolidated planned income statement: no amount or attribute is left blank
select
    '空欄がある' as rule_ja,
    'Left blank' as rule_en,
    document_id,
    line_id,
    concat_ws(
        ', ',
        case when document_id is null then 'document_id' end,
        case when line_id is null then 'line_id' end,
        case when line_order is null then 'line_order' end,
        case when depth is null then 'depth' end,
        case when line_kind is null then 'line_kind' end,
        case when label_ja is null then 'label_ja' end,
        case when label_en is null then 'label_en' end,
        case when revised_thousand_yen is null then 'revised_thousand_yen' end
    ) as columns_left_blank
from {batch}
where
    document_id is null
    or line_id is null
    or line_order is null
    or depth is null
    or line_kind is null
    or label_ja is null
    or label_en is null
    or revised_thousand_yen is null
