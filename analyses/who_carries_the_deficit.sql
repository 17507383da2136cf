-- Which businesses carry the net loss of the year?
-- 当期純損失はどの事業が負うか
select
    business_ja,
    original_thousand_yen,
    adjustment_thousand_yen,
    revised_thousand_yen,
    has_derived_amounts
from business_income_statement
where line_id = 'net_income'
order by revised_thousand_yen;
