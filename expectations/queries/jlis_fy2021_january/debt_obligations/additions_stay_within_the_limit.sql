-- 増額は正の額で、増額後の限度額を超えない
-- An addition is positive and not above the limit it leads to
select
    '0 < 増額 ≦ 限度額' as rule_ja,
    '0 < addition ≤ limit' as rule_en,
    document_id,
    label_ja,
    addition_rounded_thousand_yen as addition,
    limit_thousand_yen as limit_amount
from {batch}
where
    (
        limit_thousand_yen > 0
        and coalesce(addition_rounded_thousand_yen, 1) > 0
        and coalesce(addition_rounded_thousand_yen, 1) <= limit_thousand_yen
    ) is distinct from true

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
