-- 構成比 = 補正後予定額 ÷ 合計(0.01%単位、端数は0に向かって切り捨て。合計が0なら
-- 空欄)
-- Share = revised ÷ total, in hundredths of a percent, cut toward zero (left blank when the total
-- is 0)
with

totals as (
    select document_id, line_id, revised_thousand_yen as total
    from {batch}
    where business_id = 'total'
),

compared as (
    select
        headlines.document_id,
        headlines.line_id,
        headlines.business_id,
        headlines.revised_thousand_yen,
        totals.total,
        headlines.share_of_total_basis_points as printed,
        -- Whole part of the magnitude, then the sign.
        sign(headlines.revised_thousand_yen) * sign(totals.total) * (
            (abs(headlines.revised_thousand_yen) * 10000)
            // nullif(abs(totals.total), 0)
        ) as computed
    from {batch} as headlines
    left join totals
        on
            headlines.document_id = totals.document_id
            and headlines.line_id = totals.line_id
)

select
    '構成比(0.01%単位)' as rule_ja,
    'Share in hundredths of a percent' as rule_en,
    *,
    printed - computed as difference
from compared
where printed is distinct from computed

-- A document that has headlines must be here.
union all by name
select distinct
    '比べる行がない' as rule_ja,
    'Nothing to compare' as rule_en,
    document_id
from statement_amounts
anti join {batch} using (document_id)
where is_headline
