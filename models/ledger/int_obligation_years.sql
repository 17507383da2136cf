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

statements as (
    select * from {{ ref('statements') }}
),

{% set year = '([^0-9]+?)([0-9]+|元)年度' %}
{% set pattern = year ~ '(?:から' ~ year ~ ')?' %}
{% set years = normalise_label(normalise_figure('cells.cell_text')) %}
year_cells as (
    select
        cells.document_id,
        cells.table_id,
        cells.source_line,
        cells.label,
        cells.column_name,
        cells.cell_text as years_as_printed,
        printed_rows.line_id,
        case when {{ full_match(years, pattern) }} then {{ years }} end as years
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
    inner join statements
        on
            printed_rows.taxonomy_id = statements.taxonomy_id
            and printed_rows.statement = statements.statement
    where
        printed_columns.column_kind = 'attribute'
        and statements.presentation = 'obligations'
),

-- A year that stands alone is both the first and the last.
years_split as (
    select
        year_cells.*,
        {{ extract_group('years', pattern, 1) }} as from_era,
        {{ extract_group('years', pattern, 2) }} as from_year,
        coalesce(
            nullif({{ extract_group('years', pattern, 3) }}, ''),
            {{ extract_group('years', pattern, 1) }}
        ) as until_era,
        coalesce(
            nullif({{ extract_group('years', pattern, 4) }}, ''),
            {{ extract_group('years', pattern, 2) }}
        ) as until_year
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
        {% for end in ['from', 'until'] %}
            cast(
                {{ end }}_eras.year_before_first
                + try_cast(replace(years_split.{{ end }}_year, '元', '1') as integer)
                as integer
            ) as {{ end }}_fiscal_year{{ ',' if not loop.last }}
        {% endfor %}
    from years_split
    left join eras as from_eras on years_split.from_era = from_eras.era_ja
    left join eras as until_eras on years_split.until_era = until_eras.era_ja
)

select * from years_read
