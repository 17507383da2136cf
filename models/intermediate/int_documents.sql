-- One row per document, of the seeds or of the lake, with the taxonomy that it
-- follows and the document that it amends.
with

documents as (
    select * from {{ ref('documents') }}
),

stg_lake_figures as (
    select * from {{ ref('stg_lake_figures') }}
),

all_documents as (
    select
        document_id,
        taxonomy_id,
        previous_document_id,
        false as is_from_lake
    from documents
    union all
    select
        document_id,
        min(taxonomy_id) as taxonomy_id,
        cast(null as string) as previous_document_id,
        true as is_from_lake
    from stg_lake_figures
    where document_id is not null
    group by document_id
)

select * from all_documents
