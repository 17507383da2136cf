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

-- An empty table must not pass.
union all by name
select
    '比べる行がない' as rule_ja,
    'Nothing to compare' as rule_en
where not exists (
    select 1
    from {batch}
    where document_id = 'jlis_fy2021_january'
)
