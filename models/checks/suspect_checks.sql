-- One row per failed check that is not put down to the transcription: a number of the
-- second keying that does not agree, a law that the document itself breaks, with the
-- row that would record it, or a check that nothing explains.
with
suspect_explanations as (select * from {{ ref('suspect_explanations') }}),
check_results as (select * from {{ ref('check_results') }}),
figure_checks as (select * from {{ ref('figure_checks') }}),
printed_figures as (select * from {{ ref('printed_figures') }}),

misprints as (
    select distinct
        document_id,
        subject_id,
        source
    from suspect_explanations
    where source = 'document'
        and explanation_rank = 1
        and part_no > 0
),

-- Checks that the explanation names, and failed laws of figures that are misprinted.
subjects as (
    select
        document_id,
        subject_id as check_id,
        source
    from suspect_explanations
    where part_no = 0
    union
    select
        misprints.document_id,
        figure_checks.check_id,
        misprints.source
    from misprints
    inner join figure_checks
        on misprints.document_id = figure_checks.document_id
            and misprints.subject_id = figure_checks.figure_id
    inner join check_results on figure_checks.check_id = check_results.check_id
    where
        check_results.residual
        not between check_results.residual_lower and check_results.residual_upper
),

-- What each figure of a law would have to be for it to hold, the others as printed.
candidates as (
    select
        subjects.check_id,
        '「' || printed_figures.label_as_printed || '」' || figure_checks.table_id || ' '
        || printed_figures.source_line || ' ' || printed_figures.column_name || ' '
        || {{ print_amount('printed_figures.amount') }} || ' → '
        || {{ print_amount('printed_figures.amount - ' ~ integer_divide(
            'check_results.residual', 'figure_checks.weight'
        )) }} as candidate,
        -- The figure that explains most comes first.
        row_number() over (
            partition by subjects.check_id
            order by
                misprints.subject_id is null,
                figure_checks.table_id,
                figure_checks.row_no,
                figure_checks.column_no
        ) as candidate_no,
        count(*) over (partition by subjects.check_id) as candidate_count
    from subjects
    inner join check_results on subjects.check_id = check_results.check_id
    inner join figure_checks on subjects.check_id = figure_checks.check_id
    inner join printed_figures
        on figure_checks.document_id = printed_figures.document_id
            and figure_checks.figure_id = printed_figures.figure_id
    left join misprints
        on figure_checks.document_id = misprints.document_id
            and figure_checks.figure_id = misprints.subject_id
    where subjects.source = 'document'
        and check_results.residual % figure_checks.weight = 0
),

candidates_listed as (
    select
        check_id,
        {{ join_texts('candidate', '、', 'candidate_no') }}
        || case when max(candidate_count) > 5 then '、… (' || max(candidate_count) || ')' else '' end
            as candidates
    from candidates
    where candidate_no <= 5
    group by check_id
),

results as (
    select
        *,
        coalesce(document_id, '') || ',?,' || coalesce(rule_id, '') || ',' || coalesce(line_id, '')
        || ',' || coalesce(business_id, '') || ',' || coalesce(stage, '') || ','
        || coalesce(difference, 0) || ',?,?,?' as seed_row
    from check_results
),

suspect_checks as (
    select
        subjects.document_id,
        subjects.check_id,
        subjects.source,
        results.printed_amount,
        results.expected_amount,
        case when subjects.source = 'document' then results.seed_row end as known_difference_row,
        case subjects.source
            when 'second_keying'
                then
                    'seeds/rules/control_totals.csv ' || results.table_id
                    || ' の行: 式は全て成り立つので、二度目の入力の誤りと思われる: ' || results.message_ja
            when 'document'
                then
                    '転記と管理合計は一致し、式が成り立たない（原本の誤りか）: ' || results.message_ja
                    || ' 候補: ' || coalesce(candidates_listed.candidates, '-')
                    || '。known_differences.csv の行: ' || results.seed_row
            else '説明できない検査: ' || results.message_ja
        end as message_ja,
        case subjects.source
            when 'second_keying'
                then
                    'seeds/rules/control_totals.csv, row of ' || results.table_id
                    || ': all laws hold, so that the second keying is likely wrong: '
                    || results.message_en
            when 'document'
                then
                    'transcription and control totals agree and a law fails'
                    || ' (the document itself?): '
                    || results.message_en || ' candidates: '
                    || coalesce(candidates_listed.candidates, '-')
                    || '; the row of known_differences.csv: ' || results.seed_row
            else 'nothing explains this check: ' || results.message_en
        end as message_en
    from subjects
    inner join results on subjects.check_id = results.check_id
    left join candidates_listed on subjects.check_id = candidates_listed.check_id
)

select * from suspect_checks
