-- 債務負担行為の一覧に空欄の金額や属性がない
-- Debt obligations: no amount or attribute is left blank
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
        case when label_ja is null then 'label_ja' end,
        case when label_en is null then 'label_en' end,
        case when business_id is null then 'business_id' end,
        case when limit_thousand_yen is null then 'limit_thousand_yen' end,
        case when is_amended is null then 'is_amended' end,
        case when year_of_commitment is null then 'year_of_commitment' end,
        case when burden_from_fiscal_year is null then 'burden_from_fiscal_year' end,
        case when burden_until_fiscal_year is null then 'burden_until_fiscal_year' end,
        case when burden_year_count is null then 'burden_year_count' end,
        case when places is null then 'places' end
    ) as columns_left_blank
from {batch}
where
    document_id is null
    or line_id is null
    or line_order is null
    or label_ja is null
    or label_en is null
    or business_id is null
    or limit_thousand_yen is null
    or is_amended is null
    or year_of_commitment is null
    or burden_from_fiscal_year is null
    or burden_until_fiscal_year is null
    or burden_year_count is null
    or places is null
