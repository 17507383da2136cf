-- One row per document of the lake: how much it prints, and its template, the first
-- document that prints the same cells. Two documents that print other cells have the
-- same sum of hashes with a probability of 2^-63.
with
stg_lake_figures as (select * from {{ ref('stg_lake_figures') }}),

documents_counted as (
    select
        document_id,
        {{ wide_sum(hash_of(cell_columns() + ['amount is null'])) }} as cells_hash,
        count(*) as row_count,
        cast(count(amount) as integer) as figure_count
    from stg_lake_figures
    where document_id <> ''
    group by document_id
),

-- A window over the groups would take as long as the scan.
templates as (
    select
        cells_hash,
        row_count,
        min(document_id) as template_id
    from documents_counted
    group by cells_hash, row_count
)

select
    documents_counted.document_id,
    templates.template_id,
    documents_counted.figure_count
from documents_counted
inner join templates
    on documents_counted.cells_hash = templates.cells_hash
        and documents_counted.row_count = templates.row_count
