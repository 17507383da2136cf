-- One row per debt obligation, printed table and column of years, with the first
-- and last fiscal year as integers: 令和3年度から令和6年度 is 2021 to 2024. Attributes
-- of other lines stay text.
with
int_cells_placed as (select * from {{ ref('int_cells_placed') }}),
eras as (select * from {{ ref('eras') }}),
statements as (select * from {{ ref('statements') }}),

{% set year = '([^0-9]+?)([0-9]+|元)年度' %}
{% set pattern = year ~ '(?:から' ~ year ~ ')?' %}
{% set years = normalise_label(normalise_figure('cells.figure_as_printed')) %}
year_cells as (
    select
        cells.document_id,
        cells.table_id,
        cells.source_line,
        cells.label_as_printed as label,
        cells.column_name,
        cells.figure_as_printed as years_as_printed,
        cells.line_id,
        case when {{ full_match(years, pattern) }} then {{ years }} end as years
    from int_cells_placed as cells
    inner join statements
        on cells.taxonomy_id = statements.taxonomy_id
            and cells.statement = statements.statement
    where cells.column_kind = 'attribute'
        and statements.presentation = 'obligations'
),

-- A year that stands alone is both the first and the last.
years_split as (
    select
        year_cells.*,
        {% for part in ['era', 'year'] %}
            regexp_extract(years, '{{ pattern }}', {{ loop.index }}) as from_{{ part }},
            coalesce(
                nullif(regexp_extract(years, '{{ pattern }}', {{ loop.index + 2 }}), ''),
                regexp_extract(years, '{{ pattern }}', {{ loop.index }})
            ) as until_{{ part }}{{ ',' if not loop.last }}
        {% endfor %}
    from year_cells
),

years_read as (
    select
        years_split.*,
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
