-- 基金事業の三つの累積前受金の和 = 基金事業の現金及び預金
-- The three accumulated advances of the fund add up to its deposits
with

compared as (
    select
        (
            select sum(accumulated_thousand_yen)
            from {batch}
            where
                document_id = 'jlis_fy2021_january'
                and label_ja in (
                    '自治体情報システムの標準化・共通化支援',
                    '地方の行政手続オンライン化支援',
                    '次期自治体情報セキュリティクラウド移行支援'
                )
        ) as printed,
        (
            select sum(revised_thousand_yen)
            from business_balance_sheet
            where
                document_id = 'jlis_fy2021_january'
                and business_id = 'digital_reform_fund'
                and line_id = 'cash_and_deposits'
        ) as computed
)

select
    '基金事業の累積前受金 = 現金及び預金' as rule_ja,
    'Accumulated advances of the fund = its deposits' as rule_en,
    printed,
    computed,
    printed - computed as difference
from compared
where printed is distinct from computed or printed is null
