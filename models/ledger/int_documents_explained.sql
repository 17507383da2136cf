-- One row per document whose figures and checks stand in the database one by one: those
-- of the seeds, and of the lake the least wrong of those that are not consistent.
with
int_documents as (select * from {{ ref('int_documents') }}),

int_lake_verdicts as (
    select * from {{ ref('int_lake_verdicts') }}
)

select int_documents.*
from int_documents
left join int_lake_verdicts on int_documents.document_id = int_lake_verdicts.document_id
where not int_documents.is_from_lake
    or int_lake_verdicts.explained_rank <= {{ var('explained_documents') }}
