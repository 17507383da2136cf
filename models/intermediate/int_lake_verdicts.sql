-- One row per document of the lake that is not proved consistent, evaluated check by
-- check: how many fail and miss figures, and its rank among those to be explained,
-- the least wrong first.
with
documents as (select * from {{ ref('int_lake_suspicious') }}),
figures as (select * from {{ ref('int_lake_figures') }}),
terms as (select * from {{ ref('terms') }}),
checks as (select * from {{ ref('checks') }}),
known_differences as (select * from {{ ref('known_differences') }}),

{{ check_verdicts() }},

counts as (
    select
        document_id,
        template_id,
        cast(count_if(status = 'inconsistent') as integer) as failing_count,
        cast(count_if(status = 'missing') as integer) as missing_count
    from check_verdicts
    group by document_id, template_id
)

select
    document_id,
    template_id,
    failing_count,
    missing_count,
    row_number() over (order by failing_count + missing_count, document_id) as explained_rank
from counts
