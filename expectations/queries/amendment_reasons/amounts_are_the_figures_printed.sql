-- 各事由の金額が、事由の示す箇所(表・原文の行・科目・段階)に印刷された額に等しく、欠けた事
-- 由がない
-- The amount of each reason is the figure printed where it says (table, line of the source, line
-- and stage), and no reason is missing
select
    '事由の金額 = 印刷された額' as rule_ja,
    'Amount of the reason = figure printed' as rule_en,
    reasons.document_id,
    reasons.reason_order,
    reasons.table_id,
    reasons.source_line,
    reasons.line_id,
    reasons.stage,
    reasons.figure_as_printed,
    reasons.unit,
    reasons.amount_in_unit as found
from {batch} as reasons
anti join printed_figures
    on
        reasons.document_id = printed_figures.document_id
        and reasons.table_id = printed_figures.table_id
        and reasons.source_line = printed_figures.source_line
        and reasons.line_id = printed_figures.line_id
        and reasons.stage = printed_figures.stage
        and reasons.figure_as_printed = printed_figures.figure_as_printed
        and reasons.unit = printed_figures.unit
        and reasons.amount_in_unit = printed_figures.amount

-- A reason that is told must be here.
union all by name
select
    '事由がない' as rule_ja,
    'The reason is missing' as rule_en,
    told.document_id,
    told.reason_order
from amendment_reasons_told as told
inner join documents on told.document_id = documents.document_id
anti join {batch} as reasons
    on
        told.document_id = reasons.document_id
        and told.reason_order = reasons.reason_order
