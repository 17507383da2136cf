-- Form 4 as the page shows it: lines down, businesses across (thousand yen).
-- 様式第4号の形で見る
pivot (
    select
        line_order,
        label_ja,
        business_order || '_' || business_id as business,
        revised_thousand_yen
    from business_balance_sheet
    where line_kind = 'total'
)
on business
using first(revised_thousand_yen)
order by line_order;
