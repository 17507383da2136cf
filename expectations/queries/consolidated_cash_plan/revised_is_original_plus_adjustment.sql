-- 補正後予定額 = 当初予定額 + 補正額(全科目)
-- Revised = original + supplementary, for every line
select
    '補正後予定額 = 当初予定額 + 補正額' as rule_ja,
    'Revised = original + supplementary' as rule_en,
    document_id,
    line_id,
    label_ja,
    revised_thousand_yen as printed,
    original_thousand_yen + adjustment_thousand_yen as computed,
    revised_thousand_yen - original_thousand_yen - adjustment_thousand_yen as difference
from {batch}
where
    revised_thousand_yen is null
    or (
        coalesce(original_thousand_yen, adjustment_thousand_yen) is not null
        and revised_thousand_yen
        is distinct from original_thousand_yen + adjustment_thousand_yen
    )

-- A document that prints the form must be here.
union all by name
select distinct
    '比べる行がない' as rule_ja,
    'Nothing to compare' as rule_en,
    document_id
from printed_tables
anti join {batch} using (document_id)
where statement = 'cash_plan'
