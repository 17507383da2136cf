-- 貸借対照表の科目に△がない(欠損のありうる積立金を除く)。当初・補正後
-- No line of the balance sheet is negative (but for the reserve, which may be a deficit),
-- original and revised
with

cells as (
    select
        document_id,
        line_id,
        label_ja,
        line_kind,
        unnest(['original', 'revised']) as stage,
        unnest([original_thousand_yen, revised_thousand_yen]) as amount
    from {batch}
)

select
    '△の有無' as rule_ja,
    'Sign of the line' as rule_en,
    document_id,
    line_id,
    label_ja,
    stage,
    amount as printed
from cells
where
    line_kind = 'leaf'
    and line_id <> 'general_reserve'
    and amount < 0

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
