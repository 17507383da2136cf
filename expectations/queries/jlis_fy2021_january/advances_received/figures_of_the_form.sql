-- 様式第7号の七つの内容と合計が、順序・事業・金額とも紙面と一致する(単位 千円)
-- Form 7: the seven purposes and the total are as on the page, in order, with their business and
-- amounts (thousand yen)
with

-- 予定前受金, 累積前受金
expected as (
    select * from (values
        (1, '住基ネットシステムの機器更改(第4回)', 'leaf', 'identity_information_processing', 450000, 900000),
        (2, '符号生成のための住民票コード提供に係る経費', 'leaf', 'identity_information_processing', 0, 1100587),
        (3, '次期JPKIシステムの更改', 'leaf', 'personal_authentication', 500000, 2000000),
        (4, '次期LGWANシステム(第五次)の更改', 'leaf', 'administrative_network', 250000, 500000),
        (5, '自治体情報システムの標準化・共通化支援', 'leaf', 'digital_reform_fund', 31036680, 149746187),
        (6, '地方の行政手続オンライン化支援', 'leaf', 'digital_reform_fund', 0, 11995200),
        (7, '次期自治体情報セキュリティクラウド移行支援', 'leaf', 'digital_reform_fund', 0, 1411200),
        (8, '合計', 'total', 'total', 32236680, 167653174)
    ) as form_rows (position, label_ja, line_kind, business_id, planned, accumulated)
),

found as (
    select
        row_number() over (order by line_order) as position,
        replace(label_ja, ' ', '') as label_ja,
        line_kind,
        business_id,
        planned_thousand_yen as planned,
        accumulated_thousand_yen as accumulated
    from {batch}
    where document_id = 'jlis_fy2021_january'
)

select
    '様式第7号の行' as rule_ja,
    'Row of form 7' as rule_en,
    coalesce(expected.position, found.position) as position,
    found.label_ja as found,
    found.business_id as found_business_id,
    found.planned as found_planned,
    found.accumulated as found_accumulated,
    expected.label_ja as expected,
    expected.business_id as expected_business_id,
    expected.planned as printed_planned,
    expected.accumulated as printed_accumulated,
    found.planned - expected.planned as difference_planned,
    found.accumulated - expected.accumulated as difference_accumulated
from expected
full join found on expected.position = found.position
where
    found.label_ja is distinct from expected.label_ja
    or found.line_kind is distinct from expected.line_kind
    or found.business_id is distinct from expected.business_id
    or found.planned is distinct from expected.planned
    or found.accumulated is distinct from expected.accumulated
order by position
