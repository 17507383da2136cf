-- One row per document, line, business and stage, computed from leaves only.
with

int_roll_ups as (
    select * from {{ ref('int_roll_ups') }}
),

int_documents as (
    select * from {{ ref('int_documents') }}
),

printed_figures as (
    select * from {{ ref('printed_figures') }}
),

{{ amounts_rolled_up() }}

select * from rolled_up
