-- 各内容の予定前受金は0以上で、累積前受金を超えない
-- Planned advances of each purpose are not negative and do not exceed the accumulated ones
select
    '0 ≦ 予定前受金 ≦ 累積前受金' as rule_ja,
    '0 ≤ planned ≤ accumulated' as rule_en,
    document_id,
    label_ja,
    business_id,
    planned_thousand_yen as planned,
    accumulated_thousand_yen as accumulated
from {batch}
where
    (planned_thousand_yen >= 0 and planned_thousand_yen <= accumulated_thousand_yen)
    is distinct from true

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
