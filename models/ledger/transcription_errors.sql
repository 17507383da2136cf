-- One row per problem of a transcription: file, place, label and value, what is
-- wrong and what was expected. Empty when everything could be read.
with
int_figures_read as (select * from {{ ref('int_figures_read') }}),
int_rows_resolved as (select * from {{ ref('int_rows_resolved') }}),
label_variants as (select * from {{ ref('label_variants') }}),
int_tables_misfitting as (select * from {{ ref('int_tables_misfitting') }}),
int_lake_cells as (select * from {{ ref('int_lake_cells') }}),
int_obligation_years as (select * from {{ ref('int_obligation_years') }}),
problems as (select * from {{ ref('problems') }}),

-- What is wrong with a whole row is said once, at its label, and not at each figure. A
-- row of prose names its line.
figures_judged as (
    select
        *,
        problem in ('ambiguous_label', 'duplicated_row', 'duplicated_line') as is_of_the_row
    from int_figures_read
    where problem <> 'heading'
        and (problem <> 'unknown_label' or is_prose)
),

unreadable_figures as (
    select distinct
        document_id,
        table_id,
        source_line,
        case
            when is_of_the_row then 'label'
            when problem = 'unknown_label' then 'line_id'
            else column_name
        end as column_name,
        label_as_printed as label,
        case
            when is_of_the_row then label_as_printed
            when problem = 'unknown_label' then line_id
            else figure_as_printed
        end as found,
        problem,
        case
            when problem = 'ambiguous_label' then line_id || ', ' || other_line_id
            when problem = 'unknown_label' then 'statement_lines.line_id'
            when problem = 'wrong_unit' then unit_label
        end as expected
    from figures_judged
),

-- The nearest label; among those as near, one that the table still lacks.
nearest_labels as (
    select
        printed_rows.document_id,
        printed_rows.table_id,
        printed_rows.source_line,
        printed_rows.label,
        label_variants.label as nearest_label,
        row_number() over (
            partition by
                printed_rows.document_id, printed_rows.table_id,
                printed_rows.source_line, printed_rows.label
            order by
                levenshtein(coalesce(printed_rows.normalised_label, ''), label_variants.label),
                rows_beside.normalised_label is not null,
                label_variants.label
        ) as nearness
    from int_rows_resolved as printed_rows
    left join label_variants
        on printed_rows.taxonomy_id = label_variants.taxonomy_id
            and printed_rows.statement = label_variants.statement
            and printed_rows.layout = label_variants.layout
    left join int_rows_resolved as rows_beside
        on printed_rows.document_id = rows_beside.document_id
            and printed_rows.table_id = rows_beside.table_id
            and label_variants.label = rows_beside.normalised_label
            and rows_beside.line_id is not null
    where printed_rows.line_id is null
),

unknown_labels as (
    select
        document_id,
        table_id,
        source_line,
        'label' as column_name,
        label,
        label as found,
        'unknown_label' as problem,
        nearest_label as expected
    from nearest_labels
    where nearness = 1
),

unreadable_years as (
    select
        document_id,
        table_id,
        source_line,
        column_name,
        label,
        years_as_printed as found,
        'unreadable_years' as problem,
        '令和3年度 / 令和3年度から令和6年度' as expected
    from int_obligation_years
    where from_fiscal_year is null or until_fiscal_year is null
),

errors_of_seeds as (
    select * from unreadable_figures
    union all
    select * from unknown_labels
    union all
    select * from int_tables_misfitting
    union all
    select * from unreadable_years
),

lake_errors as (
    select
        document_id,
        table_id,
        cast(null as string) as source_line,
        column_name,
        label,
        ''
        {% for column in lake_columns() %}
            || '{{ '' if loop.first else ' ' }}{{ column }}='
            || coalesce(cast({{ column }} as string), '')
        {% endfor %}
        || case when document_count > 1 then ' (× ' || document_count || ')' else '' end as found,
        problem,
        cast(null as string) as expected,
        file_name
    from int_lake_cells
    where problem is not null
),

all_errors as (
    select
        *,
        'seeds/' || document_id || '/' || document_id || '__' || table_id || '.csv' as file_name
    from errors_of_seeds
    union all
    select * from lake_errors
),

errors_told as (
    select
        errors.*,
        coalesce(problems.message_ja, errors.problem) as problem_ja,
        coalesce(problems.message_en, errors.problem) as problem_en
    from all_errors as errors
    left join problems on errors.problem = problems.problem
),

transcription_errors as (
    select
        document_id,
        table_id,
        file_name,
        source_line,
        column_name,
        label,
        found,
        problem,
        expected,
        file_name || coalesce(' 原文' || source_line || '行', '')
        || coalesce(' 列 ' || column_name, '') || coalesce(' 「' || label || '」', '')
        || ': ' || problem_ja || '。値「' || coalesce(found, '') || '」'
        || coalesce(' 期待「' || expected || '」', '') as message_ja,
        file_name || coalesce(' source line ' || source_line, '')
        || coalesce(' column ' || column_name, '') || coalesce(' "' || label || '"', '')
        || ': ' || problem_en || '. Found "' || coalesce(found, '') || '"'
        || coalesce(', expected "' || expected || '"', '') as message_en
    from errors_told
)

select * from transcription_errors
