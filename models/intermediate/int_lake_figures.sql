-- One row per figure of a document of the lake that is not proved consistent, from its
-- files, which are read for them once.
with
documents as (select * from {{ ref('int_lake_suspicious') }}),
stg_lake_figures as (select * from {{ ref('stg_lake_figures') }}),
int_template_figures as (select * from {{ ref('int_template_figures') }}),

lake_figures as (
    {{ lake_values() }}
)

select * from lake_figures
