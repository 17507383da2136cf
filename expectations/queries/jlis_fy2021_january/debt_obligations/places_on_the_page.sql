-- 増額される二件は補正案・概要・全件一覧の三箇所に、他は全件一覧だけに印刷されている
-- The two that are raised are printed in the amendment, the overview and the complete list; the
-- others in the complete list only
select
    '印刷されている箇所' as rule_ja,
    'Places where it is printed' as rule_en,
    label_ja,
    places as found
from {batch}
where
    document_id = 'jlis_fy2021_january'
    and (
        contains(places, 'revised_debt_obligations')
        and contains(places, 'amendment_debt_obligations') = is_amended
        and contains(places, 'overview_debt_obligations') = is_amended
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
