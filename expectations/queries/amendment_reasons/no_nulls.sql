-- 補正の事由に空欄の金額や属性がない(事業を定めない事由の事業を除く)
-- Reasons of the amendment: no amount or attribute is left blank (but for the business of a reason
-- that concerns none in particular)
select
    '空欄がある' as rule_ja,
    'Left blank' as rule_en,
    document_id,
    reason_order,
    business_id,
    concat_ws(
        ', ',
        case when document_id is null then 'document_id' end,
        case when reason_order is null then 'reason_order' end,
        case when title_ja is null then 'title_ja' end,
        case when title_en is null then 'title_en' end,
        case when explanation_ja is null then 'explanation_ja' end,
        case when explanation_en is null then 'explanation_en' end,
        case when business_id is not null and business_ja is null then 'business_ja' end,
        case when business_id is not null and business_en is null then 'business_en' end,
        case when line_id is null then 'line_id' end,
        case when stage is null then 'stage' end,
        case when table_id is null then 'table_id' end,
        case when source_line is null then 'source_line' end,
        case when figure_as_printed is null then 'figure_as_printed' end,
        case when unit is null then 'unit' end,
        case when amount_in_unit is null then 'amount_in_unit' end
    ) as columns_left_blank
from {batch}
where
    document_id is null
    or reason_order is null
    or title_ja is null
    or title_en is null
    or explanation_ja is null
    or explanation_en is null
    or (business_id is not null and (business_ja is null or business_en is null))
    or line_id is null
    or stage is null
    or table_id is null
    or source_line is null
    or figure_as_printed is null
    or unit is null
    or amount_in_unit is null
