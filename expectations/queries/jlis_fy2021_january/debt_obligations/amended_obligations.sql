-- 補正で増額されるのは二件で、増額は11,662百万円と14,765百万円、限度額は24,06
-- 2,679千円と91,120,000千円である
-- The amendment raises two obligations, by 11,662 and 14,765 million yen, to 24,062,679 and
-- 91,120,000 thousand yen
with

-- 増額は百万円単位の印刷である
expected as (
    select * from (values
        ('マイナンバーカード発行体制の強化', 24062679, 11662000),
        ('JPKIシステムの更なる安定に向けた構築運用等業務', 91120000, 14765000)
    ) as amended (label_ja, limit_amount, addition)
),

found as (
    select
        label_ja,
        limit_thousand_yen as limit_amount,
        addition_rounded_thousand_yen as addition,
        is_amended
    from {batch}
    where
        document_id = 'jlis_fy2021_january'
        and (is_amended or addition_rounded_thousand_yen is not null)
)

select
    '増額される債務負担行為' as rule_ja,
    'Obligation raised by the amendment' as rule_en,
    coalesce(expected.label_ja, found.label_ja) as label_ja,
    found.is_amended,
    found.limit_amount as found_limit,
    expected.limit_amount as printed_limit,
    found.addition as found,
    expected.addition as printed,
    found.addition - expected.addition as difference
from expected
full join found on expected.label_ja = found.label_ja
where
    found.is_amended is distinct from true
    or found.limit_amount is distinct from expected.limit_amount
    or found.addition is distinct from expected.addition
