-- 当初予定額は、前回の文書の補正後予定額である(両方の文書にある科目・事業)
-- The original budget is the revised budget of the previous document, for every line and business
-- that both have
select
    '当初予定額 = 前回の文書の補正後予定額' as rule_ja,
    'Original = revised budget of the previous document' as rule_en,
    amended.document_id,
    documents.previous_document_id,
    amended.line_id,
    amended.business_id,
    amended.amount_thousand_yen as printed,
    previous.amount_thousand_yen as expected,
    amended.amount_thousand_yen - previous.amount_thousand_yen as difference
from {batch} as amended
inner join documents on amended.document_id = documents.document_id
inner join {batch} as previous
    on
        documents.previous_document_id = previous.document_id
        and amended.line_id = previous.line_id
        and amended.business_id = previous.business_id
where
    amended.stage = 'original'
    and previous.stage = 'revised'
    and amended.amount_thousand_yen is distinct from previous.amount_thousand_yen

-- A document must have a line in common with the one that it amends.
union all by name
select
    '比べる行がない' as rule_ja,
    'Nothing to compare' as rule_en,
    documents.document_id,
    documents.previous_document_id
from documents
where
    documents.previous_document_id is not null
    and not exists (
        select 1
        from {batch} as amended
        inner join {batch} as previous
            on amended.line_id = previous.line_id and amended.business_id = previous.business_id
        where
            amended.document_id = documents.document_id
            and previous.document_id = documents.previous_document_id
            and amended.stage = 'original'
            and previous.stage = 'revised'
    )
