-- 図の額が、計算書の同じ科目・事業・段階の額に等しい(差し引く棒は符号が逆でよい)
-- The amounts of the pictures are those of the statements, at the same line, business and stage (a
-- step from line to line may deduct, with the sign reversed)
select
    '図の額 = 計算書の額' as rule_ja,
    'Amount of the picture = amount of the statement' as rule_en,
    steps.document_id,
    steps.picture_id,
    steps.step_role,
    steps.step_order,
    steps.line_id,
    steps.business_id,
    steps.stage,
    steps.amount_thousand_yen as found,
    amounts.amount_thousand_yen as expected,
    steps.amount_thousand_yen - amounts.amount_thousand_yen as difference
from {batch} as steps
left join statement_amounts as amounts
    on
        steps.document_id = amounts.document_id
        and steps.line_id = amounts.line_id
        and steps.business_id = amounts.business_id
        and steps.stage = amounts.stage
where
    steps.label_ja is distinct from amounts.label_ja
    or (
        steps.amount_thousand_yen is distinct from amounts.amount_thousand_yen
        and (
            steps.step_role <> 'step'
            or steps.stage = 'adjustment'
            or steps.amount_thousand_yen is distinct from - amounts.amount_thousand_yen
        )
    )

-- A document that has pictures must be here.
union all by name
select distinct
    '比べる行がない' as rule_ja,
    'Nothing to compare' as rule_en,
    documents.document_id
from documents
inner join pictures on documents.taxonomy_id = pictures.taxonomy_id
anti join {batch} as steps on documents.document_id = steps.document_id
