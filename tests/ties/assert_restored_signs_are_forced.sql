-- Each restored minus mark is forced: the rule that it names binds the figure
-- exactly, compares an amount other than zero, and holds. Without the mark the
-- two sides would differ by twice the figure.
with

restored_signs as (
    select * from {{ ref('restored_signs') }}
),

printed_figures as (
    select * from {{ ref('printed_figures') }}
),

figure_checks as (
    select * from {{ ref('figure_checks') }}
),

check_results as (
    select * from {{ ref('check_results') }}
),

forced_signs as (
    select distinct
        printed_figures.document_id,
        printed_figures.table_id,
        printed_figures.source_line,
        printed_figures.column_name
    from printed_figures
    inner join figure_checks
        on
            printed_figures.document_id = figure_checks.document_id
            and printed_figures.table_id = figure_checks.table_id
            and printed_figures.row_no = figure_checks.row_no
            and printed_figures.column_no = figure_checks.column_no
    inner join check_results on figure_checks.check_id = check_results.check_id
    inner join restored_signs
        on
            printed_figures.document_id = restored_signs.document_id
            and printed_figures.table_id = restored_signs.table_id
            and printed_figures.source_line = restored_signs.source_line
            and printed_figures.column_name = restored_signs.column_name
            and check_results.rule_id = restored_signs.rule_id
    where
        printed_figures.amount < 0
        and check_results.is_consistent
        and check_results.is_exact
        and check_results.family <> 'control_total'
)

select
    restored_signs.document_id,
    restored_signs.table_id,
    restored_signs.source_line,
    restored_signs.column_name,
    restored_signs.table_id || ' 原文' || restored_signs.source_line || '行 列 '
    || restored_signs.column_name || ' 「' || restored_signs.label || '」 △'
    || restored_signs.figure_as_printed || ': 規則 ' || restored_signs.rule_id
    || ' はこの△を必要としない' as message_ja,
    restored_signs.table_id || ' source line ' || restored_signs.source_line || ' column '
    || restored_signs.column_name || ' "' || restored_signs.label || '" △'
    || restored_signs.figure_as_printed || ': rule ' || restored_signs.rule_id
    || ' does not force this minus mark' as message_en
from restored_signs
left join forced_signs
    on
        restored_signs.document_id = forced_signs.document_id
        and restored_signs.table_id = forced_signs.table_id
        and restored_signs.source_line = forced_signs.source_line
        and restored_signs.column_name = forced_signs.column_name
where forced_signs.document_id is null
