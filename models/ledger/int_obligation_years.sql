-- One row per debt obligation, printed table and column of years, with the first
-- and last fiscal year as integers: 令和3年度から令和6年度 is 2021 to 2024. Attributes
-- of other lines stay text.
with

stg_printed_cells as (
    select * from {{ ref('stg_printed_cells') }}
),

printed_columns as (
    select * from {{ ref('printed_columns') }}
),

int_rows_resolved as (
    select * from {{ ref('int_rows_resolved') }}
),

eras as (
    select * from {{ ref('eras') }}
),

documents as (
    select * from {{ ref('documents') }}
),

printed_tables as (
    select * from {{ ref('printed_tables') }}
),

statements as (
    select * from {{ ref('statements') }}
),

tables_of_obligations as (
    select
        printed_tables.document_id,
        printed_tables.table_id
    from printed_tables
    inner join documents on printed_tables.document_id = documents.document_id
    inner join statements
        on
            documents.taxonomy_id = statements.taxonomy_id
            and printed_tables.statement = statements.statement
    where statements.presentation = 'obligations'
),

year_cells as (
    select
        cells.document_id,
        cells.table_id,
        cells.source_line,
        cells.label,
        cells.column_name,
        cells.cell_text as years_as_printed,
        printed_rows.line_id,
        {{ normalise_label(normalise_figure('cells.cell_text')) }} as years
    from stg_printed_cells as cells
    inner join printed_columns
        on
            cells.document_id = printed_columns.document_id
            and cells.table_id = printed_columns.table_id
            and cells.column_name = printed_columns.column_name
    inner join int_rows_resolved as printed_rows
        on
            cells.document_id = printed_rows.document_id
            and cells.table_id = printed_rows.table_id
            and cells.source_line is not distinct from printed_rows.source_line
            and cells.label is not distinct from printed_rows.label
    inner join tables_of_obligations as obligations
        on
            cells.document_id = obligations.document_id
            and cells.table_id = obligations.table_id
    where printed_columns.column_kind = 'attribute'
),

{% set year = '([^0-9]+?)([0-9]+|元)年度' %}
{% set pattern = year ~ '(?:から' ~ year ~ ')?' %}
years_split as (
    select
        year_cells.*,
        case
            when {{ full_match('years', pattern) }}
                then {{ extract_group('years', pattern, 1) }}
        end as from_era,
        {{ extract_group('years', pattern, 2) }} as from_year,
        {{ extract_group('years', pattern, 3) }} as until_era,
        {{ extract_group('years', pattern, 4) }} as until_year
    from year_cells
),

years_read as (
    select
        years_split.document_id,
        years_split.table_id,
        years_split.source_line,
        years_split.column_name,
        years_split.label,
        years_split.line_id,
        years_split.years_as_printed,
        cast(
            from_eras.year_before_first
            + try_cast(replace(years_split.from_year, '元', '1') as integer)
            as integer
        ) as from_fiscal_year,
        cast(
            case
                when coalesce(years_split.until_year, '') = ''
                    then
                        from_eras.year_before_first
                        + try_cast(replace(years_split.from_year, '元', '1') as integer)
                else
                    until_eras.year_before_first
                    + try_cast(replace(years_split.until_year, '元', '1') as integer)
            end
            as integer
        ) as until_fiscal_year
    from years_split
    left join eras as from_eras on years_split.from_era = from_eras.era_ja
    left join eras as until_eras on years_split.until_era = until_eras.era_ja
)

select * from years_read
