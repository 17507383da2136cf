-- The years of an obligation are the same wherever it is printed, it is committed
-- no later than it burdens, and its burden does not end before it starts.
-- Waits for the suspects: -- depends_on: {{ ref('suspect_figures') }}
with
int_obligation_years as (select * from {{ ref('int_obligation_years') }}),

years as (
    select
        document_id,
        line_id,
        min(label) as label,
        count(distinct table_id) as table_count,
        min(case when column_name = 'year_of_commitment' then from_fiscal_year end)
            as first_commitment,
        max(case when column_name = 'year_of_commitment' then until_fiscal_year end)
            as last_commitment,
        min(case when column_name = 'years_of_burden' then from_fiscal_year end) as first_from,
        max(case when column_name = 'years_of_burden' then from_fiscal_year end) as last_from,
        min(case when column_name = 'years_of_burden' then until_fiscal_year end) as first_until,
        max(case when column_name = 'years_of_burden' then until_fiscal_year end) as last_until
    from int_obligation_years
    group by document_id, line_id
)

select
    document_id,
    line_id,
    '債務負担行為「' || label || '」の年度が一致しないか前後している: 行為 '
    || first_commitment || '-' || last_commitment || '、負担 '
    || first_from || '/' || last_from || ' から ' || first_until || '/' || last_until
        as message_ja,
    'obligation "' || label || '": its years differ or are out of order: committed '
    || first_commitment || '-' || last_commitment || ', burden from '
    || first_from || '/' || last_from || ' to ' || first_until || '/' || last_until
        as message_en
from years
where first_commitment is distinct from last_commitment
    or first_from is distinct from last_from
    or first_until is distinct from last_until
    or not coalesce(last_commitment <= first_from and last_from <= first_until, false)
