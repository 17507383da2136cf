-- 本文の内訳が合う。基金の拡充31,682 = 繰入金31,037 + 事業費645、コールセ
-- ンター1,306 + 申請受付960 = 個人番号カード事業の事業費2,266(百万円)。補
-- 助対象17業務 + 3業務 = 20業務
-- The items of the prose add up: fund 31,682 = 31,037 + 645; call centre 1,306 + intake 960 =
-- card expenses 2,266 (million yen); 17 + 3 = 20 operations
with

items as (
    select
        sum(amount) filter (where source_line = 337 and column_no = 1) as fund_expansion,
        sum(amount) filter (where source_line = 337 and column_no = 2) as fund_transfer,
        sum(amount) filter (where source_line = 337 and column_no = 3) as fund_expenses,
        sum(amount) filter (where source_line = 347) as call_centre,
        sum(amount) filter (where source_line = 355) as application_intake,
        sum(amount) filter (where source_line = 446) as card_expenses,
        sum(amount) filter (where source_line = 345 and column_no = 1) as operations_before,
        sum(amount) filter (where source_line = 345 and column_no = 2) as operations_added,
        sum(amount) filter (where source_line = 345 and column_no = 3) as operations_after
    from {batch}
    where document_id = 'jlis_fy2021_january' and table_id = 'overview_prose'
),

compared as (
    select
        '基金の拡充 = 繰入金 + 事業費' as rule_ja,
        'Expansion of the fund = transfer + expenses' as rule_en,
        fund_expansion as printed,
        fund_transfer + fund_expenses as computed,
        31682 as on_the_page
    from items
    union all
    select
        'カード事業の事業費 = コールセンター + 申請受付' as rule_ja,
        'Card expenses = call centre + application intake' as rule_en,
        card_expenses as printed,
        call_centre + application_intake as computed,
        2266 as on_the_page
    from items
    union all
    select
        '補助対象の全業務 = 従来の業務 + 追加の業務' as rule_ja,
        'Operations subsidised = before + added' as rule_en,
        operations_after as printed,
        operations_before + operations_added as computed,
        20 as on_the_page
    from items
)

select
    *,
    printed - computed as difference
from compared
where
    printed is distinct from computed
    or printed is distinct from on_the_page
