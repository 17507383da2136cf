-- One row per document, explanation and figure: which figures are likely wrong when
-- checks fail, what they would have to be, and what kind of slip that would be.
-- It proposes, most plausible first; it never changes a figure.
with

suspect_explanations as (
    select * from {{ ref('suspect_explanations') }}
),

printed_figures as (
    select * from {{ ref('printed_figures') }}
),

check_results as (
    select * from {{ ref('check_results') }}
),

figure_checks as (
    select * from {{ ref('figure_checks') }}
),

slips as (
    select * from {{ ref('slips') }}
),

stg_lake_figures as (
    select * from {{ ref('stg_lake_figures') }}
),

failing_counts as (
    select
        figure_checks.document_id,
        count(distinct check_results.check_id) as failing_count
    from check_results
    inner join figure_checks on check_results.check_id = figure_checks.check_id
    where
        check_results.residual
        not between check_results.residual_lower and check_results.residual_upper
    group by figure_checks.document_id
),

figures as (
    select
        document_id,
        table_id || ':' || row_no || ':' || column_no as figure_id,
        table_id,
        row_no,
        column_no,
        source_line,
        column_name,
        label_as_printed,
        figure_as_printed,
        is_sign_restored,
        unit,
        amount,
        -- A minus that is not printed at the figure: restored, or said by a word (減).
        case
            when
                amount <> 0
                and amount = -{{ figure_amount(normalise_figure('figure_as_printed')) }} then -1
            else 1
        end as unprinted_sign,
        lag(amount) over (
            partition by document_id, table_id, column_no order by row_no
        ) as amount_above,
        lead(amount) over (
            partition by document_id, table_id, column_no order by row_no
        ) as amount_below,
        lag(amount) over (
            partition by document_id, table_id, row_no order by column_no
        ) as amount_left,
        lead(amount) over (
            partition by document_id, table_id, row_no order by column_no
        ) as amount_right
    from printed_figures
    where document_id in (select suspect.document_id from suspect_explanations as suspect)
),

proposals as (
    select
        explanations.document_id,
        explanations.explanation_id,
        explanations.figure_count,
        figures.table_id,
        figures.row_no,
        figures.column_no,
        figures.source_line,
        figures.column_name,
        figures.label_as_printed,
        figures.figure_as_printed,
        figures.is_sign_restored,
        figures.unit,
        figures.amount,
        case
            when figures.is_sign_restored then abs(figures.amount + explanations.correction)
            else (figures.amount + explanations.correction) * figures.unprinted_sign
        end as amount_to_print,
        figures.amount + explanations.correction as proposed_amount,
        cast(abs(figures.amount) as string) as digits,
        cast(abs(figures.amount + explanations.correction) as string) as proposed_digits,
        figures.amount in (
            figures.amount_above, figures.amount_below, figures.amount_left, figures.amount_right
        ) as is_neighbour,
        lag(figures.amount) over (
            partition by explanations.document_id, explanations.explanation_id
            order by figures.figure_id
        ) as amount_before,
        lead(figures.amount) over (
            partition by explanations.document_id, explanations.explanation_id
            order by figures.figure_id
        ) as amount_after
    from suspect_explanations as explanations
    inner join figures
        on
            explanations.document_id = figures.document_id
            and explanations.figure_id = figures.figure_id
),

slips_recognised as (
    select
        proposals.*,
        case
            when proposed_amount = -amount then 'sign'
            when figure_count = 2 and proposed_amount in (amount_before, amount_after)
                then 'swapped'
            when {{ is_transposition('digits', 'proposed_digits') }} then 'transposed'
            when
                amount <> 0
                and trim(trailing '0' from digits) = trim(trailing '0' from proposed_digits)
                then 'power_of_ten'
            when abs(proposed_amount - amount) = 1 then 'rounding'
            when
                length(digits) = length(proposed_digits)
                and levenshtein(digits, proposed_digits) = 1 then 'one_digit'
            when
                length(digits) < length(proposed_digits)
                and levenshtein(digits, proposed_digits) = 1 then 'digit_dropped'
            when
                length(digits) > length(proposed_digits)
                and levenshtein(digits, proposed_digits) = 1 then 'digit_added'
            when is_neighbour then 'neighbour'
            else 'other'
        end as slip
    from proposals
),

slips_weighed as (
    select
        recognised.*,
        slips.label_ja as slip_ja,
        slips.label_en as slip_en,
        sum(slips.implausibility) over (
            partition by recognised.document_id, recognised.explanation_id
        ) as implausibility
    from slips_recognised as recognised
    left join slips on recognised.slip = slips.slip
),

explanations_ranked as (
    select
        weighed.*,
        dense_rank() over (
            partition by document_id
            order by figure_count, implausibility, explanation_id
        ) as explanation_rank,
        dense_rank() over (
            partition by document_id
            order by figure_count, implausibility
        ) as plausibility_rank
    from slips_weighed as weighed
),

counts as (
    select
        document_id,
        count(distinct explanation_id) as explanation_count,
        count(distinct case when plausibility_rank = 1 then explanation_id end) as best_count
    from explanations_ranked
    group by document_id
),

-- A figure of the lake has a file and the keys of its row, and no line in a document.
lake_places as (
    select
        figures.document_id,
        figures.table_id,
        figures.row_no,
        figures.column_no,
        min(lake.file_name) || ' document_id ' || figures.document_id || ' table_id '
        || figures.table_id || ' line_id ' || min(lake.line_id) as place
    from printed_figures as figures
    inner join stg_lake_figures as lake
        on
            figures.document_id = lake.document_id
            and figures.table_id = lake.table_id
            and figures.line_id = lake.line_id
            and figures.business_id = lake.business_id
            and figures.stage = lake.stage
    where figures.document_id in (select explanations_ranked.document_id from explanations_ranked)
    group by
        figures.document_id,
        figures.table_id,
        figures.row_no,
        figures.column_no
),

suspects as (
    select
        ranked.*,
        lake_places.place as lake_place,
        {{ print_amount('ranked.amount_to_print') }} as proposed_as_printed,
        case
            when not ranked.is_sign_restored then ''
            when ranked.proposed_amount < 0 then '（restored_signs.csv の行も同じく直す）'
            else '（restored_signs.csv の行を削る）'
        end as sign_ja,
        case
            when not ranked.is_sign_restored then ''
            when ranked.proposed_amount < 0 then ' (and in its row of restored_signs.csv)'
            else ' (without its row of restored_signs.csv)'
        end as sign_en,
        counts.explanation_count,
        failing_counts.failing_count,
        case
            when counts.explanation_count = 1 then 'only_explanation'
            when counts.best_count = 1 and ranked.plausibility_rank = 1 then 'most_plausible'
            when counts.best_count = 1 then 'less_plausible'
            else 'undecided'
        end as certainty,
        'seeds/' || ranked.document_id || '/' || ranked.document_id || '__' || ranked.table_id
        || '.csv' as file_name
    from explanations_ranked as ranked
    inner join counts on ranked.document_id = counts.document_id
    inner join failing_counts on ranked.document_id = failing_counts.document_id
    left join lake_places
        on
            ranked.document_id = lake_places.document_id
            and ranked.table_id = lake_places.table_id
            and ranked.row_no = lake_places.row_no
            and ranked.column_no = lake_places.column_no
),

suspect_figures as (
    select
        document_id,
        cast(explanation_rank as integer) as explanation_rank,
        cast(figure_count as integer) as figure_count,
        table_id,
        row_no,
        column_no,
        source_line,
        column_name,
        label_as_printed,
        figure_as_printed,
        unit,
        amount,
        proposed_amount,
        proposed_as_printed,
        slip,
        cast(failing_count as integer) as checks_repaired,
        cast(explanation_count as integer) as explanation_count,
        certainty,
        coalesce(
            lake_place, file_name || ' ' || row_no || '行目（原文' || source_line || '行）'
        )
        || ' 列 ' || column_name || ' 「' || label_as_printed || '」 印刷 ' || figure_as_printed
        || ' → 提案 ' || proposed_as_printed || sign_ja
        || '（' || slip_ja || '。失敗した検査 ' || failing_count || ' 件が全て成り立つ。'
        || case certainty
            when 'only_explanation' then '説明はこれだけ'
            when 'most_plausible' then '説明 ' || explanation_count || ' 通りのうち最も確か'
            when 'less_plausible' then '説明 ' || explanation_count || ' 通りのうちの一つ'
            else '説明が ' || explanation_count || ' 通りあり決められない'
        end
        || case when figure_count = 2 then '。2個の数字の組 ' || explanation_rank else '' end
        || '）' as message_ja,
        coalesce(
            lake_place, file_name || ' row ' || row_no || ' (source line ' || source_line || ')'
        )
        || ' column ' || column_name || ' "' || label_as_printed || '" printed '
        || figure_as_printed || ' -> proposed ' || proposed_as_printed || sign_en
        || ' (' || slip_en || '; satisfies all ' || failing_count || ' failed checks; '
        || case certainty
            when 'only_explanation' then 'the only explanation'
            when 'most_plausible' then 'the most plausible of ' || explanation_count
            when 'less_plausible' then 'one of ' || explanation_count || ' explanations'
            else explanation_count || ' explanations, undecided'
        end
        || case when figure_count = 2 then '; pair ' || explanation_rank else '' end
        || ')' as message_en
    from suspects
)

select * from suspect_figures
