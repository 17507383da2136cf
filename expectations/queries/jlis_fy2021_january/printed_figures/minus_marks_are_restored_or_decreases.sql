-- 負の額は、△を補ったものか、本文の「減」だけである
-- An amount below zero is one whose △ was restored, or a decrease (減) told in the prose
select
    '負の額 = △の復元、または本文の減' as rule_ja,
    'Below zero = △ restored, or a decrease in the prose' as rule_en,
    document_id,
    table_id,
    source_line,
    column_name,
    label_as_printed,
    is_sign_restored,
    amount as found
from {batch}
where
    document_id = 'jlis_fy2021_january'
    and case
        when table_id = 'overview_prose'
            then
                is_sign_restored is distinct from false
                or (amount < 0) is distinct from (
                    line_id in ('closing_receivables', 'closing_payables')
                )
        else is_sign_restored is distinct from (amount < 0)
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
