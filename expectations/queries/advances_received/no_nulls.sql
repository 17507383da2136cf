-- 様式第7号(予定前受金及び累積前受金)に空欄の金額や属性がない
-- Form 7, advances received: no amount or attribute is left blank
select
    '空欄がある' as rule_ja,
    'Left blank' as rule_en,
    document_id,
    label_ja,
    business_id,
    concat_ws(
        ', ',
        case when document_id is null then 'document_id' end,
        case when line_order is null then 'line_order' end,
        case when line_kind is null then 'line_kind' end,
        case when label_ja is null then 'label_ja' end,
        case when label_en is null then 'label_en' end,
        case when business_id is null then 'business_id' end,
        case when business_ja is null then 'business_ja' end,
        case when business_en is null then 'business_en' end,
        case when planned_line_id is null then 'planned_line_id' end,
        case when planned_thousand_yen is null then 'planned_thousand_yen' end,
        case when accumulated_line_id is null then 'accumulated_line_id' end,
        case when accumulated_thousand_yen is null then 'accumulated_thousand_yen' end
    ) as columns_left_blank
from {batch}
where
    document_id is null
    or line_order is null
    or line_kind is null
    or label_ja is null
    or label_en is null
    or business_id is null
    or business_ja is null
    or business_en is null
    or planned_line_id is null
    or planned_thousand_yen is null
    or accumulated_line_id is null
    or accumulated_thousand_yen is null
