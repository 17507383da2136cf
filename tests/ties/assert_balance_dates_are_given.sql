-- A document that prints a statement of an instant says of which day it is. Asked beside
-- the transcription, so that neither hides what the other says.
-- depends_on: {{ ref('transcription_errors') }}
with
documents as (select * from {{ ref('documents') }}),
printed_tables as (select * from {{ ref('printed_tables') }}),

statements as (
    select * from {{ ref('statements') }}
)

select distinct
    documents.document_id,
    statements.statement,
    'seeds/vocabulary/documents.csv ' || documents.document_id || ': ' || statements.label_ja
    || ' の日付 balance_date が空白' as message_ja,
    'seeds/vocabulary/documents.csv ' || documents.document_id
    || ': balance_date is blank, the day of ' || statements.label_en as message_en
from documents
inner join printed_tables on documents.document_id = printed_tables.document_id
inner join statements
    on documents.taxonomy_id = statements.taxonomy_id
        and printed_tables.statement = statements.statement
where statements.period_kind = 'instant'
    and statements.presentation = 'statement'
    and documents.balance_date is null
