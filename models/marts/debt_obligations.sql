-- One row per document and debt obligation: its limit, the year of commitment and
-- the years of burden, and what the amendment adds to the limit (rounded print).
with
data_points as (select * from {{ ref('data_points') }}),
int_obligation_years as (select * from {{ ref('int_obligation_years') }}),
printed_figures as (select * from {{ ref('printed_figures') }}),
printed_tables as (select * from {{ ref('printed_tables') }}),
int_documents as (select * from {{ ref('int_documents') }}),
statement_lines as (select * from {{ ref('statement_lines') }}),
statements as (select * from {{ ref('statements') }}),

years as (
    select
        document_id,
        line_id,
        max(case when column_name = 'year_of_commitment' then from_fiscal_year end)
            as year_of_commitment,
        max(case when column_name = 'years_of_burden' then from_fiscal_year end)
            as burden_from_fiscal_year,
        max(case when column_name = 'years_of_burden' then until_fiscal_year end)
            as burden_until_fiscal_year
    from int_obligation_years
    group by document_id, line_id
),

amended as (
    select distinct
        printed_figures.document_id,
        printed_figures.line_id
    from printed_figures
    inner join printed_tables
        on printed_figures.document_id = printed_tables.document_id
            and printed_figures.table_id = printed_tables.table_id
    where printed_tables.part = 'amendment'
),

debt_obligations as (
    select
        limits.document_id,
        limits.line_id,
        statement_lines.line_order,
        statement_lines.label_ja,
        statement_lines.label_en,
        limits.business_id,
        limits.amount_thousand_yen as limit_thousand_yen,
        additions.amount_thousand_yen as addition_rounded_thousand_yen,
        amended.line_id is not null as is_amended,
        years.year_of_commitment,
        years.burden_from_fiscal_year,
        years.burden_until_fiscal_year,
        cast(years.burden_until_fiscal_year - years.burden_from_fiscal_year + 1 as integer)
            as burden_year_count,
        limits.places
    from data_points as limits
    inner join int_documents on limits.document_id = int_documents.document_id
    inner join statement_lines
        on int_documents.taxonomy_id = statement_lines.taxonomy_id
            and limits.line_id = statement_lines.line_id
    inner join statements
        on statement_lines.taxonomy_id = statements.taxonomy_id
            and statement_lines.statement = statements.statement
    left join data_points as additions
        on limits.document_id = additions.document_id
            and limits.line_id = additions.line_id
            and additions.stage = 'adjustment'
    left join years
        on limits.document_id = years.document_id
            and limits.line_id = years.line_id
    left join amended
        on limits.document_id = amended.document_id
            and limits.line_id = amended.line_id
    where statements.presentation = 'obligations'
        and limits.stage = 'revised'
)

select * from debt_obligations
