-- 八つの事業と合計が、様式の順序と名称で並んでいる
-- The eight businesses and the total stand in the order and by the names of the form
with

expected as (
    select * from (values
        (1, 'general', '一般事業'),
        (2, 'identity_information_processing', '本人確認情報処理事業'),
        (3, 'personal_authentication', '公的個人認証サービス事業'),
        (4, 'individual_number_card', '個人番号カード発行等事業'),
        (5, 'intermediate_server', '中間サーバー共同化・集約化等事業'),
        (6, 'administrative_network', '総合行政ネットワーク運営事業'),
        (7, 'identity_information_related', '本人確認情報処理事業関連事業'),
        (8, 'digital_reform_fund', 'デジタル基盤改革支援基金事業'),
        (9, 'total', '合計')
    ) as form_columns (business_order, business_id, business_ja)
),

found as (
    select distinct business_order, business_id, business_ja
    from {batch}
    where document_id = 'jlis_fy2021_january'
)

select
    '様式の事業' as rule_ja,
    'Business of the form' as rule_en,
    coalesce(expected.business_id, found.business_id) as business_id,
    found.business_order as found_order,
    found.business_ja as found,
    expected.business_order as expected_order,
    expected.business_ja as expected
from expected
full join found on expected.business_id = found.business_id
where
    found.business_order is distinct from expected.business_order
    or found.business_ja is distinct from expected.business_ja
order by expected_order
