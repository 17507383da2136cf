-- 損益計算書の収入・費用の科目に△がない(△は利益の段だけに出る)。当初・補正後
-- No revenue or expense is negative (△ stands only at results), original and revised
with

cells as (
    select
        document_id,
        line_id,
        label_ja,
        line_kind,
        business_id,
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
    business_id,
    stage,
    amount as printed
from cells
where
    line_kind = 'leaf'
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
