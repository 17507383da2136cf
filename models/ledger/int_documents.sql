-- One row per document, of the seeds or of the lake, with the taxonomy that it
-- follows, the document that it amends, and its template: the document whose printed
-- cells, and so whose checks, it shares. A document of the seeds has its own.
with
documents as (select * from {{ ref('documents') }}),
int_lake_documents as (select * from {{ ref('int_lake_documents') }}),
int_lake_cells as (select * from {{ ref('int_lake_cells') }}),

cells_printed as (
    select *
    from int_lake_cells
    where amount is not null
        and problem is null
),

taxonomies as (
    select
        document_id as template_id,
        min(taxonomy_id) as taxonomy_id,
        max(document_count) as document_count,
        count_if(amount is not null and problem is null) as cell_count
    from int_lake_cells
    group by document_id
),

-- A document that prints a part of what others print alike is held to their template,
-- and misses the rest: a figure that was left out must not make a form of its own.
parts_of_templates as (
    select
        alone.template_id,
        shared.template_id as whole_template_id,
        row_number() over (
            partition by alone.template_id order by shared.cell_count, shared.template_id
        ) as whole_rank
    from taxonomies as alone
    inner join cells_printed as own_cells on alone.template_id = own_cells.document_id
    inner join taxonomies as shared on shared.document_count > 1
    inner join cells_printed as their_cells
        on shared.template_id = their_cells.document_id
            {% for column in cell_columns() %}
                and own_cells.{{ column }} = their_cells.{{ column }}
            {% endfor %}
    where alone.document_count = 1
    group by alone.template_id, alone.cell_count, shared.template_id, shared.cell_count
    having count(*) = alone.cell_count
),

all_documents as (
    select
        document_id,
        taxonomy_id,
        document_id as template_id,
        previous_document_id,
        false as is_from_lake
    from documents
    union all
    select
        lake.document_id,
        taxonomies.taxonomy_id,
        coalesce(parts.whole_template_id, lake.template_id) as template_id,
        cast(null as string) as previous_document_id,
        true as is_from_lake
    from int_lake_documents as lake
    left join taxonomies on lake.template_id = taxonomies.template_id
    left join parts_of_templates as parts
        on lake.template_id = parts.template_id
            and parts.whole_rank = 1
)

select * from all_documents
