-- 資金計画で△となる科目は控除項目の当期末未収金と当期末未払金だけである。当初・補正後
-- In the cash plan only closing receivables and closing payables are deducted (△), original and
-- revised
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
    and case
        when line_id in ('closing_receivables', 'closing_payables') then amount > 0
        else amount < 0
    end

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
