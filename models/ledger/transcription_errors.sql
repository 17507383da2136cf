-- One row per problem of a transcription: file, place, label and value, what is
-- wrong and what was expected. Empty when everything could be read.
with

stg_printed_cells as (
    select * from {{ ref('stg_printed_cells') }}
),

stg_prose_figures as (
    select * from {{ ref('stg_prose_figures') }}
),

int_rows_resolved as (
    select * from {{ ref('int_rows_resolved') }}
),

int_figures_read as (
    select * from {{ ref('int_figures_read') }}
),

int_lake_cells as (
    select * from {{ ref('int_lake_cells') }}
),

int_obligation_years as (
    select * from {{ ref('int_obligation_years') }}
),

documents as (
    select * from {{ ref('documents') }}
),

printed_tables as (
    select * from {{ ref('printed_tables') }}
),

printed_columns as (
    select * from {{ ref('printed_columns') }}
),

label_variants as (
    select * from {{ ref('label_variants') }}
),

restored_signs as (
    select * from {{ ref('restored_signs') }}
),

problems as (
    select * from {{ ref('problems') }}
),

cells_at_places as (
    select
        document_id,
        table_id,
        source_line,
        label,
        column_name,
        cell_text,
        '' as position
    from stg_printed_cells
    union all
    select
        document_id,
        table_id,
        source_line,
        label,
        'figure' as column_name,
        figure as cell_text,
        coalesce(position, '') as position
    from stg_prose_figures
),

tables_read as (
    select
        document_id,
        table_id,
        -- In the prose a row of the file is a figure.
        count(distinct source_line || '/' || position || '/' || coalesce(label, '')) as row_count
    from cells_at_places
    group by
        document_id,
        table_id
),

columns_read as (
    select distinct
        document_id,
        table_id,
        column_name
    from stg_printed_cells
),

unreadable_figures as (
    select
        figures.document_id,
        figures.table_id,
        figures.source_line,
        figures.column_name,
        figures.label_as_printed as label,
        figures.figure_as_printed as found,
        figures.problem,
        case
            when figures.problem in ('ambiguous_label', 'duplicated_line')
                then figures.line_id || ', ' || figures.other_line_id
            when figures.problem = 'wrong_unit' then figures.unit_label
        end as expected
    from int_figures_read as figures
    where
        figures.problem is not null
        and figures.problem not in ('heading', 'unknown_label')
),

rows_beside as (
    select distinct
        document_id,
        table_id,
        normalised_label
    from int_rows_resolved
    where line_count > 0
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
                case when rows_beside.normalised_label is null then 0 else 1 end,
                label_variants.label
        ) as nearness
    from int_rows_resolved as printed_rows
    inner join documents on printed_rows.document_id = documents.document_id
    inner join printed_tables
        on
            printed_rows.document_id = printed_tables.document_id
            and printed_rows.table_id = printed_tables.table_id
    inner join label_variants
        on
            documents.taxonomy_id = label_variants.taxonomy_id
            and printed_tables.statement = label_variants.statement
            and printed_tables.layout = label_variants.layout
    left join rows_beside
        on
            printed_rows.document_id = rows_beside.document_id
            and printed_rows.table_id = rows_beside.table_id
            and label_variants.label = rows_beside.normalised_label
    where printed_rows.line_count = 0
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
    union all
    select
        prose.document_id,
        prose.table_id,
        prose.source_line,
        'line_id' as column_name,
        prose.label,
        prose.line_id as found,
        'unknown_label' as problem,
        'statement_lines.line_id' as expected
    from stg_prose_figures as prose
    inner join int_figures_read
        on
            prose.document_id = int_figures_read.document_id
            and prose.table_id = int_figures_read.table_id
            and prose.source_line = int_figures_read.source_line
            and prose.label = int_figures_read.label_as_printed
    where int_figures_read.problem = 'unknown_label'
),

lines_outside as (
    select distinct
        cells.document_id,
        cells.table_id,
        cells.source_line,
        'source_line' as column_name,
        cells.label,
        cells.source_line as found,
        case
            when try_cast(cells.source_line as integer) is null then 'unreadable_place'
            else 'line_outside_table'
        end as problem,
        printed_tables.first_line || ' - ' || printed_tables.last_line as expected
    from cells_at_places as cells
    inner join printed_tables
        on
            cells.document_id = printed_tables.document_id
            and cells.table_id = printed_tables.table_id
    where
        not coalesce(
            try_cast(cells.source_line as integer)
            between printed_tables.first_line and printed_tables.last_line,
            false
        )
),

wrong_tables as (
    select
        coalesce(printed_tables.document_id, tables_read.document_id) as document_id,
        coalesce(printed_tables.table_id, tables_read.table_id) as table_id,
        cast(null as string) as source_line,
        cast(null as string) as column_name,
        cast(null as string) as label,
        cast(coalesce(tables_read.row_count, 0) as string) as found,
        case
            when tables_read.table_id is null then 'absent_table'
            when printed_tables.table_id is null then 'undeclared_table'
            else 'wrong_row_count'
        end as problem,
        cast(printed_tables.row_count as string) as expected
    from printed_tables
    full outer join tables_read
        on
            printed_tables.document_id = tables_read.document_id
            and printed_tables.table_id = tables_read.table_id
    where printed_tables.row_count is distinct from tables_read.row_count
),

wrong_columns as (
    select
        coalesce(printed_columns.document_id, columns_read.document_id) as document_id,
        coalesce(printed_columns.table_id, columns_read.table_id) as table_id,
        cast(null as string) as source_line,
        coalesce(printed_columns.column_name, columns_read.column_name) as column_name,
        cast(null as string) as label,
        columns_read.column_name as found,
        case
            when columns_read.column_name is null then 'missing_column'
            else 'superfluous_column'
        end as problem,
        printed_columns.column_name as expected
    from printed_columns
    full outer join columns_read
        on
            printed_columns.document_id = columns_read.document_id
            and printed_columns.table_id = columns_read.table_id
            and printed_columns.column_name = columns_read.column_name
    where
        printed_columns.column_name is null
        or columns_read.column_name is null
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

stale_signs as (
    select
        restored_signs.document_id,
        restored_signs.table_id,
        cast(restored_signs.source_line as string) as source_line,
        restored_signs.column_name,
        restored_signs.label,
        cells.cell_text as found,
        'stale_sign' as problem,
        restored_signs.figure_as_printed as expected
    from restored_signs
    left join cells_at_places as cells
        on
            restored_signs.document_id = cells.document_id
            and restored_signs.table_id = cells.table_id
            and cast(restored_signs.source_line as string) = cells.source_line
            and restored_signs.column_name = cells.column_name
    where
        cells.cell_text is distinct from restored_signs.figure_as_printed
        or cells.label is distinct from restored_signs.label
),

all_errors as (
    select * from unreadable_figures
    union all
    select * from unknown_labels
    union all
    select * from lines_outside
    union all
    select * from wrong_tables
    union all
    select * from wrong_columns
    union all
    select * from unreadable_years
    union all
    select * from stale_signs
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
