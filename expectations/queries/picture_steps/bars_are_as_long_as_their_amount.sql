-- 棒の長さは金額に等しく、はじめ・おわり・大きさ・結果の棒は0から始まる
-- A bar is as long as its amount; that of a start, an end, a size or a result begins at zero
select
    '棒の終わり - 始まり = 金額' as rule_ja,
    'End - beginning of the bar = its amount' as rule_en,
    document_id,
    picture_id,
    step_role,
    step_order,
    line_id,
    business_id,
    from_thousand_yen,
    to_thousand_yen,
    amount_thousand_yen as expected,
    to_thousand_yen - from_thousand_yen - amount_thousand_yen as difference
from {batch}
where
    to_thousand_yen - from_thousand_yen is distinct from amount_thousand_yen
    or (step_role not in ('step', 'left', 'right') and from_thousand_yen <> 0)

-- A document that has pictures must be here.
union all by name
select distinct
    '比べる行がない' as rule_ja,
    'Nothing to compare' as rule_en,
    documents.document_id
from documents
inner join pictures on documents.taxonomy_id = pictures.taxonomy_id
anti join {batch} as steps on documents.document_id = steps.document_id
