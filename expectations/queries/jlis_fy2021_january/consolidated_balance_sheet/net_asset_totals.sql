-- 純資産の部の各合計が、内訳の科目の和に等しい(欠損は△)。全段階
-- Each total of the net assets is the sum of the lines under it (a deficit is △), at every stage
with

cells as (
    select
        document_id,
        line_id,
        unnest(['original', 'adjustment', 'revised']) as stage,
        unnest([
            original_thousand_yen, adjustment_thousand_yen, revised_thousand_yen
        ]) as amount
    from {batch}
),

-- Every stage that the form has; one that is absent must fail.
places as (
    select
        'jlis_fy2021_january' as document_id,
        stage
    from (values ('original'), ('adjustment'), ('revised')) as stages (stage)
    union
    select document_id, stage
    from cells
    where amount is not null
),

lines as (
    select *
    from places
    left join (
        pivot cells
        on line_id in (
            'retained_earnings',
            'net_assets',
            'general_reserve',
            'authentication_fiscal_adjustment_reserve',
            'system_development_reserve',
            'local_government_contributions'
        )
        using sum(amount)
        group by document_id, stage
    ) as amounts using (document_id, stage)
),

compared as (
    select
        document_id,
        stage,
        '利益剰余金合計 = 積立金 + 公的個人認証サービス事業財政調整積立金 + システム開発積立金' as rule_ja,
        'Total retained earnings = General reserve + Fiscal adjustment reserve for the public personal authentication service + Reserve for system development' as rule_en,
        retained_earnings as printed,
        (
            general_reserve
            + authentication_fiscal_adjustment_reserve
            + system_development_reserve
        ) as computed
    from lines
    union all
    select
        document_id,
        stage,
        '純資産合計 = 地方公共団体出資金 + 利益剰余金合計' as rule_ja,
        'Total net assets = Contributions from local governments + Total retained earnings' as rule_en,
        net_assets as printed,
        local_government_contributions + retained_earnings as computed
    from lines
)

select
    rule_ja,
    rule_en,
    document_id,
    stage,
    printed,
    computed,
    printed - computed as difference
from compared
where printed is distinct from computed or printed is null
