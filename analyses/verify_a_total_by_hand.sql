-- Verify total operating revenue of JPKI by hand: its parts and their sum.
-- 公的個人認証サービス事業の営業収益合計を手で確かめる
select
    label_ja,
    revised_thousand_yen,
    sum(revised_thousand_yen) filter (where line_kind = 'leaf')
        over (order by line_order) as running_sum_thousand_yen
from business_income_statement
where business_id = 'personal_authentication'
    and line_order between 2020 and 2170
    and (revised_thousand_yen <> 0)
order by line_order;
