-- 段階は当初・補正・補正後の順、事業は様式の順で、合計は最後である
-- Stages stand in the order original, supplementary, revised; businesses in that of the form, the
-- total last
with

expected as (
    select * from (values
        ('stage', 1, 'original', false, null),
        ('stage', 2, 'adjustment', false, null),
        ('stage', 3, 'revised', false, null),
        ('business', 1, 'general', false, '一般事業'),
        ('business', 2, 'identity_information_processing', false, '本人確認情報処理事業'),
        ('business', 3, 'personal_authentication', false, '公的個人認証サービス事業'),
        ('business', 4, 'individual_number_card', false, '個人番号カード発行等事業'),
        ('business', 5, 'intermediate_server', false, '中間サーバー共同化・集約化等事業'),
        ('business', 6, 'administrative_network', false, '総合行政ネットワーク運営事業'),
        ('business', 7, 'identity_information_related', false, '本人確認情報処理事業関連事業'),
        ('business', 8, 'digital_reform_fund', false, 'デジタル基盤改革支援基金事業'),
        ('business', 9, 'total', true, '合計')
    ) as members (axis, position, member, is_total, label_ja)
),

found as (
    select distinct
        'stage' as axis,
        stage_order as position,
        stage as member,
        false as is_total,
        null as label_ja
    from {batch}
    where document_id = 'jlis_fy2021_january'
    union all
    select distinct
        'business' as axis,
        business_order as position,
        business_id as member,
        is_total_business as is_total,
        business_ja as label_ja
    from {batch}
    where document_id = 'jlis_fy2021_january'
)

select
    '段階・事業の順序' as rule_ja,
    'Order of stages and businesses' as rule_en,
    coalesce(expected.axis, found.axis) as axis,
    coalesce(expected.member, found.member) as member,
    found.position as found,
    found.label_ja as found_label_ja,
    expected.position as expected,
    expected.label_ja as expected_label_ja
from expected
full join found on expected.axis = found.axis and expected.member = found.member
where
    found.position is distinct from expected.position
    or found.is_total is distinct from expected.is_total
    or found.label_ja is distinct from expected.label_ja
