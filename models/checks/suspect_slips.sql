-- One row per document, part of the explanation, alternative and slip: one slip in words,
-- however many figures it moves, with those figures; of explanations that are as likely,
-- the first names the others.
with
suspect_figures as (select * from {{ ref('suspect_figures') }}),
slips as (select * from {{ ref('slips') }}),

figures as (
    select
        suspect_figures.*,
        slips.label_ja as slip_ja,
        slips.label_en as slip_en,
        '「' || label_as_printed || '」' || column_name || ' ' || figure_as_printed || ' → '
        || proposed_as_printed as change_told,
        row_number() over (
            partition by document_id, part_no, explanation_rank, slip_no
            order by table_id, row_no, column_no
        ) as change_no
    from suspect_figures
    inner join slips on suspect_figures.slip = slips.slip
),

slips_found as (
    select
        document_id,
        part_no,
        explanation_rank,
        slip_no,
        slip,
        slip_ja,
        slip_en,
        table_id,
        certainty,
        cast(count(*) as integer) as figure_count,
        -- A screen holds so many.
        {{ join_texts('case when change_no <= 8 then change_told end', '、', 'change_no') }}
            as changes,
        min(source_line) as first_source_line,
        max(source_line) as last_source_line,
        min(message_ja) as figure_message_ja,
        min(message_en) as figure_message_en,
        min(file_name) as file_name,
        min(reason_ja) as reason_ja,
        min(reason_en) as reason_en
    from figures
    group by
        document_id, part_no, explanation_rank, slip_no, slip, slip_ja, slip_en, table_id, certainty
),

slips_told as (
    select
        *,
        case
            when figure_count = 1 then figure_message_ja
            else
                file_name || '（原文' || first_source_line || '〜' || last_source_line || '行） '
                || slip_ja || '、数字 ' || figure_count || ' 個: ' || changes
                || case when figure_count > 8 then '、…' else '' end || '（' || reason_ja || '）'
        end as told_ja,
        case
            when figure_count = 1 then figure_message_en
            else
                file_name || '(source lines ' || first_source_line || ' to ' || last_source_line
                || ') ' || slip_en || ', ' || figure_count || ' figures: ' || changes
                || case when figure_count > 8 then ', ...' else '' end || ' (' || reason_en || ')'
        end as told_en,
        table_id || ' ' || first_source_line || ' ' || changes as short_form
    from slips_found
),

others_listed as (
    select
        document_id,
        part_no,
        {{ join_texts('short_form', ' / ', 'explanation_rank * 1000 + slip_no') }} as others_told
    from slips_told
    where certainty = 'undecided'
        and explanation_rank between 2 and 4
    group by document_id, part_no
),

suspect_slips as (
    select
        told.document_id,
        told.part_no,
        told.explanation_rank,
        told.slip_no,
        told.slip,
        told.table_id,
        told.figure_count,
        told.certainty,
        told.told_ja || coalesce(' 又は: ' || others_listed.others_told, '') as message_ja,
        told.told_en || coalesce(' or: ' || others_listed.others_told, '') as message_en
    from slips_told as told
    left join others_listed
        on told.document_id = others_listed.document_id
            and told.part_no = others_listed.part_no
            and told.explanation_rank = 1
)

select * from suspect_slips
