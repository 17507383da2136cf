-- 一覧の全行に補正額があり、補正後予定額 = 当初予定額 + 補正額である
-- Every line listed has a supplementary amount, and revised = original + supplementary
select
    '補正額があり、補正後 = 当初 + 補正' as rule_ja,
    'Moved, and revised = original + supplementary' as rule_en,
    document_id,
    line_id,
    business_id,
    adjustment_thousand_yen as adjustment,
    revised_thousand_yen as printed,
    original_thousand_yen + adjustment_thousand_yen as computed,
    revised_thousand_yen - original_thousand_yen - adjustment_thousand_yen as difference
from {batch}
where
    coalesce(adjustment_thousand_yen, 0) = 0
    or revised_thousand_yen is distinct from original_thousand_yen + adjustment_thousand_yen

-- A document that is amended must be here.
union all by name
select distinct
    '比べる行がない' as rule_ja,
    'Nothing to compare' as rule_en,
    document_id
from statement_amounts
anti join {batch} using (document_id)
where stage = 'adjustment' and amount_thousand_yen <> 0
