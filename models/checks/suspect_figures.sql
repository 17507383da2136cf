-- One row per document, part of the explanation, alternative and figure: which figures
-- are likely wrong when checks fail, what they would have to be, and what kind of slip
-- that would be. It proposes, most plausible first; it never changes a figure.
with
suspect_explanations as (select * from {{ ref('suspect_explanations') }}),
printed_figures as (select * from {{ ref('printed_figures') }}),
slips as (select * from {{ ref('slips') }}),
units as (select * from {{ ref('units') }}),
int_lake_figures as (select * from {{ ref('int_lake_figures') }}),

figures as (
    select
        *,
        -- The line of the file as an editor counts it, under the header. The prose has
        -- a line for each figure, every other table one for each row.
        1 + case
            when column_name = 'figure'
                then
                    row_number() over (
                        partition by document_id, table_id order by source_line, column_no
                    )
            else row_no
        end as file_line,
        -- A minus that is not printed at the figure: restored, or said by a word (減).
        case
            when
                amount <> 0
                and (amount < 0) <> {{ is_printed_negative(normalise_figure('figure_as_printed')) }}
                then -1
            else 1
        end as unprinted_sign
    from printed_figures
    where document_id in (select suspect.document_id from suspect_explanations as suspect)
),

proposals as (
    select
        explanations.*,
        figures.table_id,
        figures.row_no,
        figures.column_no,
        figures.file_line,
        figures.source_line,
        figures.column_name,
        figures.label_as_printed,
        figures.figure_as_printed,
        figures.is_sign_restored,
        figures.unit,
        figures.amount,
        coalesce(units.decimals, 0) as decimals,
        slips.label_ja as slip_ja,
        slips.label_en as slip_en,
        -- A figure of the lake has a file and the keys of its row, and no line in a document.
        lake.file_name || ' document_id ' || lake.document_id || ' table_id '
        || figures.table_id || ' line_id ' || figures.line_id as lake_place,
        case
            when figures.is_sign_restored then abs(explanations.proposed_amount)
            else explanations.proposed_amount * figures.unprinted_sign
        end as amount_to_print,
        cast(count(*) over (
            partition by
                explanations.document_id, explanations.part_no, explanations.explanation_rank
        ) as integer) as figure_count,
        'seeds/' || explanations.document_id || '/' || explanations.document_id || '__'
        || figures.table_id || '.csv ' as file_name
    from suspect_explanations as explanations
    inner join figures
        on explanations.document_id = figures.document_id
            and explanations.subject_id = figures.figure_id
    inner join slips on explanations.slip = slips.slip
    left join units on figures.unit = units.unit
    left join int_lake_figures as lake
        on figures.document_id = lake.document_id
            and figures.figure_id = lake.figure_id
),

-- What each message is put together from.
phrases as (
    select
        *,
        {{ print_amount('amount_to_print', 'decimals') }} as proposed_as_printed,
        case
            when not is_sign_restored then ''
            when proposed_amount < 0 then '（restored_signs.csv の行も同じく直す）'
            else '（restored_signs.csv の行を削る）'
        end as sign_ja,
        case
            when not is_sign_restored then ''
            when proposed_amount < 0 then ' (and in its row of restored_signs.csv)'
            else ' (without its row of restored_signs.csv)'
        end as sign_en,
        case source
            when 'document'
                then '。転記は管理合計と一致する。原本が誤りなら直さず known_differences.csv に記す'
            else ''
        end as source_ja,
        case source
            when 'document'
                then
                    '; the second keying agrees with what is printed: if the document itself'
                    || ' is wrong, record it in known_differences.csv'
            else ''
        end as source_en,
        case
            when certainty = 'only_explanation' then '説明はこれだけ'
            when certainty = 'most_plausible' and explanation_count = 1 then '最も確か'
            when certainty = 'most_plausible'
                then '説明 ' || explanation_count || ' 通りのうち最も確か'
            when certainty = 'less_plausible'
                then '説明 ' || explanation_count || ' 通りのうちの一つ'
            when explanation_count = 1 then '決められない'
            else '説明が ' || explanation_count || ' 通りあり決められない'
        end as certainty_ja,
        case
            when certainty = 'only_explanation' then 'the only explanation'
            when certainty = 'most_plausible' and explanation_count = 1 then 'most plausible'
            when certainty = 'most_plausible' then 'the most plausible of ' || explanation_count
            when certainty = 'less_plausible'
                then 'one of ' || explanation_count || ' explanations'
            when explanation_count = 1 then 'undecided'
            else explanation_count || ' explanations, undecided'
        end as certainty_en
    from proposals
),

-- Why: for a figure, and for a slip that moves several.
reasons as (
    select
        *,
        '失敗した検査 ' || checks_repaired || ' 件が全て成り立つ。' || certainty_ja || source_ja
            as reason_ja,
        'satisfies all ' || checks_repaired || ' failed checks; ' || certainty_en || source_en
            as reason_en,
        case
            when figure_count > 1
                then
                    '。' || figure_count || '個の数字の組 ' || part_no || '-' || explanation_rank
            else ''
        end as set_ja,
        case
            when figure_count > 1
                then '; set ' || part_no || '-' || explanation_rank || ' of ' || figure_count
            else ''
        end as set_en
    from phrases
),

messages as (
    select
        *,
        coalesce(lake_place, file_name || file_line || '行目（原文' || source_line || '行）')
        || ' 列 ' || column_name || ' 「' || label_as_printed || '」 印刷 ' || figure_as_printed
        || ' → 提案 ' || proposed_as_printed || sign_ja || '（' || slip_ja || '。' || reason_ja
        || set_ja || '）' as message_ja,
        coalesce(
            lake_place, file_name || 'line ' || file_line || ' (source line ' || source_line || ')'
        )
        || ' column ' || column_name || ' "' || label_as_printed || '" printed '
        || figure_as_printed || ' -> proposed ' || proposed_as_printed || sign_en || ' ('
        || slip_en || '; ' || reason_en || set_en || ')' as message_en
    from reasons
),

suspect_figures as (
    select
        {{ declared_columns() }}
    from messages
)

select * from suspect_figures
