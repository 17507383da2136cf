-- 百万円単位の印刷 = 同じ科目・事業・段階の千円単位の額を四捨五入した額(千円単位の印刷がな
-- いのは、その他・本文の内訳・債務負担行為の増額だけである)
-- A print in million yen is the exact amount rounded half up; only the residual lines, items of
-- the prose and raised limits have no print in thousand yen
with

exact as (
    select
        document_id,
        line_id,
        business_id,
        stage,
        max(amount) as amount
    from {batch}
    where unit = 'thousand_yen'
    group by document_id, line_id, business_id, stage
),

compared as (
    select
        rounded.document_id,
        rounded.table_id,
        rounded.source_line,
        rounded.label_as_printed,
        rounded.line_id,
        rounded.business_id,
        rounded.stage,
        rounded.amount as printed,
        exact.amount as exact_thousand_yen,
        sign(exact.amount) * ((abs(exact.amount) + 500) // 1000) as computed
    from {batch} as rounded
    left join exact
        on
            rounded.document_id = exact.document_id
            and rounded.line_id = exact.line_id
            and rounded.business_id = exact.business_id
            and rounded.stage = exact.stage
    where
        rounded.unit = 'million_yen'
        -- その他
        and rounded.line_id not in (
            'overview_other_revenue',
            'overview_other_current_liabilities',
            'overview_other_receipts',
            'overview_other_receipts_and_advances',
            'overview_other_payments'
        )
        -- Sums and parts that only the prose prints, and raised limits.
        and rounded.line_id not in (
            'fund_expansion', 'call_centre_strengthening', 'application_intake_strengthening'
        )
        and not (starts_with(rounded.line_id, 'obligation_') and rounded.stage = 'adjustment')
)

select
    '百万円単位 = 千円単位を四捨五入' as rule_ja,
    'Million yen = thousand yen rounded half up' as rule_en,
    *,
    printed - computed as difference
from compared
where printed is distinct from computed

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
