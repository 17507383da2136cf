-- Each restored minus mark is forced: the rule that it names binds the figure, and
-- without the mark, which moves one side by twice the figure, it would not hold.
-- Waits for the suspects: -- depends_on: {{ ref('suspect_figures') }}
with
restored_signs as (select * from {{ ref('restored_signs') }}),
printed_figures as (select * from {{ ref('printed_figures') }}),
figure_checks as (select * from {{ ref('figure_checks') }}),
check_results as (select * from {{ ref('check_results') }}),

forced_signs as (
    select distinct
        printed_figures.document_id,
        printed_figures.table_id,
        printed_figures.source_line,
        printed_figures.column_name
    from printed_figures
    inner join figure_checks
        on printed_figures.document_id = figure_checks.document_id
            and printed_figures.table_id = figure_checks.table_id
            and printed_figures.row_no = figure_checks.row_no
            and printed_figures.column_no = figure_checks.column_no
    inner join check_results on figure_checks.check_id = check_results.check_id
    inner join restored_signs
        on printed_figures.document_id = restored_signs.document_id
            and printed_figures.table_id = restored_signs.table_id
            and printed_figures.source_line = restored_signs.source_line
            and printed_figures.column_name = restored_signs.column_name
            and check_results.rule_id = restored_signs.rule_id
    where printed_figures.amount < 0
        and check_results.residual - 2 * figure_checks.weight * printed_figures.amount
        not between check_results.residual_lower and check_results.residual_upper
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
    on restored_signs.document_id = forced_signs.document_id
        and restored_signs.table_id = forced_signs.table_id
        and restored_signs.source_line = forced_signs.source_line
        and restored_signs.column_name = forced_signs.column_name
where forced_signs.document_id is null
