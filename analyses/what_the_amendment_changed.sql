-- What did the amendment change, business by business?
-- 補正で何が動いたか（事業別、末端科目）
select
    business_ja,
    statement,
    label_ja,
    original_thousand_yen,
    adjustment_thousand_yen,
    revised_thousand_yen
from supplementary_changes
where line_kind = 'leaf'
    and business_id <> 'total'
order by
    business_order,
    line_order;
