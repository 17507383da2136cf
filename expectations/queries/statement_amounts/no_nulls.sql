-- 計数表(科目・事業・段階)に空欄の金額や属性がない
-- Amounts by line, business and stage: no amount or attribute is left blank
select
    '空欄がある' as rule_ja,
    'Left blank' as rule_en,
    document_id,
    line_id,
    business_id,
    stage,
    concat_ws(
        ', ',
        case when document_id is null then 'document_id' end,
        case when statement is null then 'statement' end,
        case when line_id is null then 'line_id' end,
        case when line_order is null then 'line_order' end,
        case when depth is null then 'depth' end,
        case when line_kind is null then 'line_kind' end,
        case when is_headline is null then 'is_headline' end,
        case when label_ja is null then 'label_ja' end,
        case when label_en is null then 'label_en' end,
        case when business_id is null then 'business_id' end,
        case when business_order is null then 'business_order' end,
        case when is_total_business is null then 'is_total_business' end,
        case when business_ja is null then 'business_ja' end,
        case when business_en is null then 'business_en' end,
        case when stage is null then 'stage' end,
        case when stage_order is null then 'stage_order' end,
        case when amount_thousand_yen is null then 'amount_thousand_yen' end,
        case when is_derived is null then 'is_derived' end
    ) as columns_left_blank
from {batch}
where
    document_id is null
    or statement is null
    or line_id is null
    or line_order is null
    or depth is null
    or line_kind is null
    or is_headline is null
    or label_ja is null
    or label_en is null
    or business_id is null
    or business_order is null
    or is_total_business is null
    or business_ja is null
    or business_en is null
    or stage is null
    or stage_order is null
    or amount_thousand_yen is null
    or is_derived is null
