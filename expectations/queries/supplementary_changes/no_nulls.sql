-- 補正で動いた科目の一覧に空欄の金額や属性がない
-- Lines moved by the amendment: no amount or attribute is left blank
select
    '空欄がある' as rule_ja,
    'Left blank' as rule_en,
    document_id,
    line_id,
    business_id,
    concat_ws(
        ', ',
        case when document_id is null then 'document_id' end,
        case when statement is null then 'statement' end,
        case when line_id is null then 'line_id' end,
        case when line_order is null then 'line_order' end,
        case when line_kind is null then 'line_kind' end,
        case when label_ja is null then 'label_ja' end,
        case when label_en is null then 'label_en' end,
        case when business_id is null then 'business_id' end,
        case when business_order is null then 'business_order' end,
        case when business_ja is null then 'business_ja' end,
        case when business_en is null then 'business_en' end,
        case when adjustment_thousand_yen is null then 'adjustment_thousand_yen' end,
        case when revised_thousand_yen is null then 'revised_thousand_yen' end
    ) as columns_left_blank
from {batch}
where
    document_id is null
    or statement is null
    or line_id is null
    or line_order is null
    or line_kind is null
    or label_ja is null
    or label_en is null
    or business_id is null
    or business_order is null
    or business_ja is null
    or business_en is null
    or adjustment_thousand_yen is null
    or revised_thousand_yen is null
