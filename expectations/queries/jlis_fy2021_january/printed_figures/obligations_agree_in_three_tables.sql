-- 増額される二件の限度額が、補正案・全件一覧(千円)と概要(百万円、四捨五入)の三表で一致する
-- The limits of the two raised obligations agree in the amendment and the complete list (thousand
-- yen) and the overview (million yen, rounded)
with

-- 限度額: 補正案, 概要, 全件一覧
expected as (
    select * from (values
        ('obligation_card_issuance_strengthening', 24062679, 24063, 24062679),
        ('obligation_jpki_construction_operation', 91120000, 91120, 91120000)
    ) as limits (line_id, amendment, overview, complete_list)
),

found as (
    select
        line_id,
        sum(amount) filter (where table_id = 'amendment_debt_obligations') as amendment,
        sum(amount) filter (where table_id = 'overview_debt_obligations') as overview,
        sum(amount) filter (where table_id = 'revised_debt_obligations') as complete_list
    from {batch}
    where
        document_id = 'jlis_fy2021_january'
        and line_id in (
            select line_id
            from {batch}
            where table_id in ('amendment_debt_obligations', 'overview_debt_obligations')
        )
    group by line_id
)

select
    '限度額は三表で一致' as rule_ja,
    'Limits agree in three tables' as rule_en,
    coalesce(expected.line_id, found.line_id) as line_id,
    found.amendment as found_amendment,
    found.overview as found_overview,
    found.complete_list as found_complete_list,
    expected.amendment as printed_amendment,
    expected.overview as printed_overview,
    expected.complete_list as printed_complete_list
from expected
full join found on expected.line_id = found.line_id
where
    found.amendment is distinct from expected.amendment
    or found.overview is distinct from expected.overview
    or found.complete_list is distinct from expected.complete_list
    or found.amendment is distinct from found.complete_list
