-- A document that amends another is held to it: its taxonomy has the rule that its
-- original amounts are the revised ones of the document before.
with
documents as (select * from {{ ref('documents') }}),

calculation_rules as (
    select * from {{ ref('calculation_rules') }}
)

select
    documents.document_id,
    documents.previous_document_id,
    documents.document_id || ': 前回の文書 ' || documents.previous_document_id
    || ' と突き合わせる規則（between_documents）が calculation_rules にない'
        as message_ja,
    documents.document_id || ': calculation_rules has no rule (between_documents) '
    || 'that holds it against the document before, ' || documents.previous_document_id
        as message_en
from documents
left join calculation_rules
    on documents.taxonomy_id = calculation_rules.taxonomy_id
        and calculation_rules.family = 'between_documents'
where documents.previous_document_id is not null
    and calculation_rules.rule_id is null
