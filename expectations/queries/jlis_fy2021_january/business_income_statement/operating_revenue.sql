-- 営業収益合計が、十五の収入科目の和に等しい。全事業・全段階
-- Operating revenue is the sum of its fifteen lines, for every business and stage
with

cells as (
    select
        document_id,
        business_id,
        line_id,
        unnest(['original', 'adjustment', 'revised']) as stage,
        unnest([
            original_thousand_yen, adjustment_thousand_yen, revised_thousand_yen
        ]) as amount
    from {batch}
),

-- Every business and stage that the form has; one that is absent must fail.
places as (
    select
        'jlis_fy2021_january' as document_id,
        business_id,
        stage
    from (values
        ('general'),
        ('identity_information_processing'),
        ('personal_authentication'),
        ('individual_number_card'),
        ('intermediate_server'),
        ('administrative_network'),
        ('identity_information_related'),
        ('digital_reform_fund'),
        ('total')
    ) as businesses (business_id)
    cross join (values ('original'), ('adjustment'), ('revised')) as stages (stage)
    union
    select document_id, business_id, stage
    from cells
    where amount is not null
),

lines as (
    select *
    from places
    left join (
        pivot cells
        on line_id in (
            'operating_revenue',
            'business_levies',
            'card_grants',
            'intermediate_server_grants',
            'local_government_levies',
            'other_levies',
            'service_revenue',
            'information_provision_fees',
            'resident_code_provision_fees',
            'issuance_fees',
            'information_disclosure_fees',
            'subsidy_revenue',
            'long_term_advances_reversal',
            'juki_net_reserve_reversal',
            'next_system_reserve_reversal',
            'long_term_deferred_revenue_reversal'
        )
        using sum(amount)
        group by document_id, business_id, stage
    ) as amounts using (document_id, business_id, stage)
),

compared as (
    select
        document_id,
        business_id,
        stage,
        '営業収益合計 = 事業負担金収入 + 個人番号カード等関連交付金 + 自治体中間サーバー関連交付金 + 地方公共団体負担金収入 + 負担金収入 + 事業収入 + 情報提供手数料 + 符号生成住民票コード提供手数料 + 発行手数料 + 情報開示手数料 + 補助金等収入 + 長期前受金取崩収入 + 住基ネット再構築平準化等積立金取崩収入 + 次期システム更改積立金取崩収入 + 長期前受収益取崩収入' as rule_ja,
        'Total operating revenue = Business levy revenue + Grants for Individual Number Cards + Grants for municipal intermediate servers + Levies on local governments + Other levy revenue + Service revenue + Information provision fees + Resident record code provision fees + Issuance fees + Information disclosure fees + Subsidy revenue + Reversal of long-term advances received + Reversal of the Juki Net reconstruction reserve + Reversal of the next system renewal reserve + Reversal of long-term deferred revenue' as rule_en,
        operating_revenue as printed,
        (
            business_levies
            + card_grants
            + intermediate_server_grants
            + local_government_levies
            + other_levies
            + service_revenue
            + information_provision_fees
            + resident_code_provision_fees
            + issuance_fees
            + information_disclosure_fees
            + subsidy_revenue
            + long_term_advances_reversal
            + juki_net_reserve_reversal
            + next_system_reserve_reversal
            + long_term_deferred_revenue_reversal
        ) as computed
    from lines
)

select
    rule_ja,
    rule_en,
    document_id,
    business_id,
    stage,
    printed,
    computed,
    printed - computed as difference
from compared
where printed is distinct from computed or printed is null
