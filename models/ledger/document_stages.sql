-- One row per document and stage that it has amounts of: the words of the document, or
-- where it has none of its own, those of all documents. Of the lake, the documents explained.
with
documents as (select * from {{ ref('int_documents_explained') }}),
int_carriers as (select * from {{ ref('int_carriers') }}),
stages as (select * from {{ ref('stages') }}),
stage_labels as (select * from {{ ref('stage_labels') }}),

document_stages as (
    select distinct
        documents.document_id,
        stages.stage,
        stages.stage_order,
        coalesce(stage_labels.label_ja, stages.label_ja) as label_ja,
        coalesce(stage_labels.label_en, stages.label_en) as label_en
    from documents
    inner join int_carriers on documents.template_id = int_carriers.template_id
    inner join stages on int_carriers.stage = stages.stage
    left join stage_labels
        on documents.document_id = stage_labels.document_id
            and stages.stage = stage_labels.stage
)

select * from document_stages
