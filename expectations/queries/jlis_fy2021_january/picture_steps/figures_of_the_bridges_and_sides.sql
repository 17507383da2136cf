-- 増減の図と左右の図の額が紙面と過不足なく一致する(単位 千円、△は負)。資産221,702,704か
-- ら257,199,689、営業収益150,254,652から155,359,717、預金220,238,096
-- から196,170,984
-- The bridges and sides are as on the page, none more, none less (thousand yen): assets from
-- 221,702,704 to 257,199,689, revenue from 150,254,652 to 155,359,717, cash from 220,238,096 to
-- 196,170,984
with

expected as (
    select * from (values
        -- 総括表と事業別の補正表: 当初予定額、補正額、1月補正後予定額
        ('amendment_of_assets', 'start', 1, '資産合計', 'assets', 'total', 'original', 221702704),
        ('amendment_of_assets', 'step', 1, '資産合計', 'assets', 'personal_authentication', 'adjustment', 2194130),
        ('amendment_of_assets', 'step', 2, '資産合計', 'assets', 'individual_number_card', 'adjustment', 2266175),
        ('amendment_of_assets', 'step', 3, '資産合計', 'assets', 'digital_reform_fund', 'adjustment', 31036680),
        ('amendment_of_assets', 'end', 1, '資産合計', 'assets', 'total', 'revised', 257199689),
        ('amendment_of_operating_revenue', 'start', 1, '営業収益合計', 'operating_revenue', 'total', 'original', 150254652),
        ('amendment_of_operating_revenue', 'step', 1, '営業収益合計', 'operating_revenue', 'personal_authentication', 'adjustment', 2194130),
        ('amendment_of_operating_revenue', 'step', 2, '営業収益合計', 'operating_revenue', 'individual_number_card', 'adjustment', 2266175),
        ('amendment_of_operating_revenue', 'step', 3, '営業収益合計', 'operating_revenue', 'digital_reform_fund', 'adjustment', 644760),
        ('amendment_of_operating_revenue', 'end', 1, '営業収益合計', 'operating_revenue', 'total', 'revised', 155359717),
        -- 資金計画
        ('cash_from_opening_to_closing', 'start', 1, '前期末現金及び預金', 'opening_cash_and_deposits', 'total', 'revised', 220238096),
        ('cash_from_opening_to_closing', 'step', 1, '資金収入合計', 'cash_receipts', 'total', 'revised', 151080272),
        ('cash_from_opening_to_closing', 'step', 2, '資金支出合計', 'cash_payments', 'total', 'revised', -175147384),
        ('cash_from_opening_to_closing', 'end', 1, '当期末現金及び預金', 'closing_cash_and_deposits', 'total', 'revised', 196170984),
        -- 予定貸借対照表
        ('assets_and_their_funding', 'left', 1, '流動資産合計', 'current_assets', 'total', 'revised', 249256369),
        ('assets_and_their_funding', 'left', 2, '固定資産合計', 'fixed_assets', 'total', 'revised', 7943320),
        ('assets_and_their_funding', 'right', 1, '流動負債合計', 'current_liabilities', 'total', 'revised', 75711407),
        ('assets_and_their_funding', 'right', 2, '固定負債合計', 'fixed_liabilities', 'total', 'revised', 177462062),
        ('assets_and_their_funding', 'right', 3, '純資産合計', 'net_assets', 'total', 'revised', 4026220)
    ) as bars (picture_id, step_role, place, label_ja, line_id, business_id, stage, amount)
),

-- Place of a bar among those of its role, from 1 on.
found as (
    select
        *,
        row_number() over (
            partition by picture_id, step_role order by step_order
        ) as place
    from {batch}
    where
        document_id = 'jlis_fy2021_january'
        and step_role not in ('size', 'result')
)

select
    '図の棒' as rule_ja,
    'Bar of a picture' as rule_en,
    coalesce(expected.picture_id, found.picture_id) as picture_id,
    coalesce(expected.step_role, found.step_role) as step_role,
    coalesce(expected.line_id, found.line_id) as line_id,
    coalesce(expected.label_ja, found.label_ja) as label_ja,
    coalesce(expected.business_id, found.business_id) as business_id,
    coalesce(expected.stage, found.stage) as stage,
    found.amount_thousand_yen as found,
    expected.amount as printed,
    found.amount_thousand_yen - expected.amount as difference
from expected
full join found
    on
        expected.picture_id = found.picture_id
        and expected.step_role = found.step_role
        and expected.place = found.place
        and expected.line_id = found.line_id
        and expected.business_id = found.business_id
        and expected.stage = found.stage
where
    found.amount_thousand_yen is distinct from expected.amount
    or found.label_ja is distinct from expected.label_ja
