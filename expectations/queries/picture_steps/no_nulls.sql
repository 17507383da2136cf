-- 図の棒に空欄の金額や属性がない
-- Steps of the pictures: no amount or attribute is left blank
select
    '空欄がある' as rule_ja,
    'Left blank' as rule_en,
    document_id,
    picture_id,
    step_role,
    step_order,
    concat_ws(
        ', ',
        case when document_id is null then 'document_id' end,
        case when picture_id is null then 'picture_id' end,
        case when step_order is null then 'step_order' end,
        case when step_role is null then 'step_role' end,
        case when line_id is null then 'line_id' end,
        case when label_ja is null then 'label_ja' end,
        case when label_en is null then 'label_en' end,
        case when business_id is null then 'business_id' end,
        case when business_ja is null then 'business_ja' end,
        case when business_en is null then 'business_en' end,
        case when stage is null then 'stage' end,
        case when amount_thousand_yen is null then 'amount_thousand_yen' end,
        case when from_thousand_yen is null then 'from_thousand_yen' end,
        case when to_thousand_yen is null then 'to_thousand_yen' end
    ) as columns_left_blank
from {batch}
where
    document_id is null
    or picture_id is null
    or step_order is null
    or step_role is null
    or line_id is null
    or label_ja is null
    or label_en is null
    or business_id is null
    or business_ja is null
    or business_en is null
    or stage is null
    or amount_thousand_yen is null
    or from_thousand_yen is null
    or to_thousand_yen is null
