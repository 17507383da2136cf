-- One row per document, line, business and stage of the statements, computed from
-- leaf lines of the businesses; is_derived where the document prints no amount.
with
int_amounts_rolled_up as (select * from {{ ref('int_amounts_rolled_up') }}),

statement_amounts as (
    select
        {{ declared_columns() }}
    from int_amounts_rolled_up
    where owner_business_id is null
)

select * from statement_amounts
