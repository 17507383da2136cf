-- From opening to closing cash: original and revised.
-- 前期末から当期末までの現金及び預金
select
    label_ja,
    original_thousand_yen,
    adjustment_thousand_yen,
    revised_thousand_yen
from consolidated_cash_plan
where
    line_id in (
        'opening_cash_and_deposits', 'cash_receipts', 'cash_payments',
        'net_cash_receipts', 'closing_cash_and_deposits'
    )
order by line_order;
