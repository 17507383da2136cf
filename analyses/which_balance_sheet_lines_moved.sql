-- Which lines of the consolidated balance sheet moved, and by how much?
-- 貸借対照表で動いた科目
select
    label_ja,
    original_thousand_yen,
    adjustment_thousand_yen,
    revised_thousand_yen
from consolidated_balance_sheet
where adjustment_thousand_yen <> 0
order by line_order;
