-- 合計 = 七つの内容の和(予定前受金・累積前受金)
-- The total is the sum of the seven purposes, planned and accumulated
with

compared as (
    select
        measure,
        sum(amount) filter (where line_kind = 'total') as printed,
        sum(amount) filter (where line_kind = 'leaf') as computed,
        count(amount) filter (where line_kind = 'leaf') as purposes_summed
    from (
        select
            line_kind,
            unnest(['予定前受金', '累積前受金']) as measure,
            unnest([planned_thousand_yen, accumulated_thousand_yen]) as amount
        from {batch}
        where document_id = 'jlis_fy2021_january'
    ) as amounts
    group by measure
)

select
    '合計 = 七つの内容の和' as rule_ja,
    'Total = sum of the seven purposes' as rule_en,
    measure,
    purposes_summed,
    printed,
    computed,
    printed - computed as difference
from compared
where
    printed is distinct from computed
    or printed is null
    or purposes_summed <> 7

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
