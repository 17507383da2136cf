-- 総括の額 = 事業別財務情報の八事業の和(全科目・全段階)
-- The consolidated figure is the sum of the eight businesses in the business form, for every line
-- and stage
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

business_cells as (
    select
        document_id,
        line_id,
        unnest(['original', 'adjustment', 'revised']) as stage,
        unnest([
            original_thousand_yen, adjustment_thousand_yen, revised_thousand_yen
        ]) as amount
    from business_balance_sheet
    where
        document_id = 'jlis_fy2021_january'
        and business_id in (
            'general',
            'identity_information_processing',
            'personal_authentication',
            'individual_number_card',
            'intermediate_server',
            'administrative_network',
            'identity_information_related',
            'digital_reform_fund'
        )
),

sums as (
    select
        document_id,
        line_id,
        stage,
        sum(amount) as amount,
        count(amount) as businesses_summed
    from business_cells
    group by document_id, line_id, stage
)

select
    '総括 = 八事業の和' as rule_ja,
    'Consolidated = sum of the eight businesses' as rule_en,
    coalesce(cells.document_id, sums.document_id) as document_id,
    coalesce(cells.line_id, sums.line_id) as line_id,
    coalesce(cells.stage, sums.stage) as stage,
    sums.businesses_summed,
    cells.amount as printed,
    sums.amount as computed,
    cells.amount - sums.amount as difference
from cells
full join sums
    on
        cells.document_id = sums.document_id
        and cells.line_id = sums.line_id
        and cells.stage = sums.stage
where
    cells.amount is distinct from sums.amount
    or cells.amount is null
    or sums.businesses_summed <> 8
