-- 額の大きさは、印刷された数字そのものである(符号だけを補ってよい)
-- The magnitude of an amount is the figure printed; only its sign may be restored
select
    '額の大きさ = 印刷された数字' as rule_ja,
    'Magnitude = figure printed' as rule_en,
    document_id,
    table_id,
    source_line,
    column_name,
    label_as_printed,
    figure_as_printed,
    amount as found
from {batch}
where
    abs(amount) is distinct from try_cast(regexp_replace(figure_as_printed, '[^0-9]', '', 'g') as bigint)

-- A document that is listed must be here.
union all by name
select distinct
    '比べる行がない' as rule_ja,
    'Nothing to compare' as rule_en,
    document_id
from documents
anti join {batch} using (document_id)
