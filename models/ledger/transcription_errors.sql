-- One row per problem of a transcription: file, place, label and value, what is
-- wrong and what was expected. Empty when everything could be read.
with

int_figures_read as (
    select * from {{ ref('int_figures_read') }}
),

int_unknown_labels as (
    select * from {{ ref('int_unknown_labels') }}
),

int_tables_misfitting as (
    select * from {{ ref('int_tables_misfitting') }}
),

int_lake_cells as (
    select * from {{ ref('int_lake_cells') }}
),

int_obligation_years as (
    select * from {{ ref('int_obligation_years') }}
),

problems as (
    select * from {{ ref('problems') }}
),

-- What is wrong with a whole row is said once, at its label, and not at each figure.
figures_judged as (
    select
        *,
        problem in ('ambiguous_label', 'duplicated_row', 'duplicated_line') as is_of_the_row
    from int_figures_read
    where
        problem is not null
        and problem not in ('heading', 'unknown_label')
),

unreadable_figures as (
    select distinct
        document_id,
        table_id,
        source_line,
        case when is_of_the_row then 'label' else column_name end as column_name,
        label_as_printed as label,
        case when is_of_the_row then label_as_printed else figure_as_printed end as found,
        problem,
        case
            when problem = 'ambiguous_label' then line_id || ', ' || other_line_id
            when problem = 'wrong_unit' then unit_label
        end as expected
    from figures_judged
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

all_errors as (
    select * from unreadable_figures
    union all
    select * from int_unknown_labels
    union all
    select * from int_tables_misfitting
    union all
    select * from unreadable_years
),

lake_errors as (
    select
        document_id,
        table_id,
        file_name,
        cast(null as string) as source_line,
        column_name,
        label,
        'document_id=' || coalesce(document_id, '') || ' taxonomy_id=' || coalesce(taxonomy_id, '')
        || ' table_id=' || coalesce(table_id, '') || ' line_id=' || coalesce(line_id, '')
        || ' business_id=' || coalesce(business_id, '') || ' stage=' || coalesce(stage, '')
        || ' unit=' || coalesce(unit, '')
        || ' amount=' || coalesce(cast(amount as string), '')
        || case when document_count > 1 then ' (× ' || document_count || ')' else '' end as found,
        problem,
        cast(null as string) as expected
    from int_lake_cells
    where problem is not null
),

errors_in_files as (
    select
        document_id,
        table_id,
        'seeds/' || document_id || '/' || document_id || '__' || table_id || '.csv' as file_name,
        source_line,
        column_name,
        label,
        found,
        problem,
        expected
    from all_errors
    union all
    select * from lake_errors
),

errors_with_file as (
    select
        errors_in_files.*,
        problems.message_ja as problem_ja,
        problems.message_en as problem_en
    from errors_in_files
    left join problems on errors_in_files.problem = problems.problem
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
        file_name
        || coalesce(' 原文' || source_line || '行', '')
        || coalesce(' 列 ' || column_name, '')
        || coalesce(' 「' || label || '」', '')
        || ': ' || coalesce(problem_ja, problem)
        || '。値「' || coalesce(found, '') || '」'
        || coalesce(' 期待「' || expected || '」', '') as message_ja,
        file_name
        || coalesce(' source line ' || source_line, '')
        || coalesce(' column ' || column_name, '')
        || coalesce(' "' || label || '"', '')
        || ': ' || coalesce(problem_en, problem)
        || '. Found "' || coalesce(found, '') || '"'
        || coalesce(', expected "' || expected || '"', '') as message_en
    from errors_with_file
)

select * from transcription_errors
