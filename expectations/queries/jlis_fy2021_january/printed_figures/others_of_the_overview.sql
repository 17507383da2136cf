-- 概要の「その他」(百万円)= そこに個別に出ない科目の千円単位の和を四捨五入した額
-- The residual lines of the overview (million yen) are the sums of the lines not shown apart
-- there, rounded half up
with

-- その他, 事業, そこに含まれる科目
parts as (
    select * from (values
        ('overview_other_revenue', 'personal_authentication', 'business_levies'),
        ('overview_other_revenue', 'personal_authentication', 'intermediate_server_grants'),
        ('overview_other_revenue', 'personal_authentication', 'other_levies'),
        ('overview_other_revenue', 'personal_authentication', 'information_provision_fees'),
        ('overview_other_revenue', 'personal_authentication', 'resident_code_provision_fees'),
        ('overview_other_revenue', 'personal_authentication', 'issuance_fees'),
        ('overview_other_revenue', 'personal_authentication', 'information_disclosure_fees'),
        ('overview_other_revenue', 'personal_authentication', 'long_term_advances_reversal'),
        ('overview_other_revenue', 'personal_authentication', 'juki_net_reserve_reversal'),
        ('overview_other_revenue', 'personal_authentication', 'next_system_reserve_reversal'),
        ('overview_other_revenue', 'personal_authentication', 'long_term_deferred_revenue_reversal'),
        ('overview_other_revenue', 'individual_number_card', 'business_levies'),
        ('overview_other_revenue', 'individual_number_card', 'intermediate_server_grants'),
        ('overview_other_revenue', 'individual_number_card', 'local_government_levies'),
        ('overview_other_revenue', 'individual_number_card', 'other_levies'),
        ('overview_other_revenue', 'individual_number_card', 'service_revenue'),
        ('overview_other_revenue', 'individual_number_card', 'information_provision_fees'),
        ('overview_other_revenue', 'individual_number_card', 'resident_code_provision_fees'),
        ('overview_other_revenue', 'individual_number_card', 'issuance_fees'),
        ('overview_other_revenue', 'individual_number_card', 'information_disclosure_fees'),
        ('overview_other_revenue', 'individual_number_card', 'long_term_advances_reversal'),
        ('overview_other_revenue', 'individual_number_card', 'juki_net_reserve_reversal'),
        ('overview_other_revenue', 'individual_number_card', 'next_system_reserve_reversal'),
        ('overview_other_revenue', 'individual_number_card', 'long_term_deferred_revenue_reversal'),
        ('overview_other_current_liabilities', 'personal_authentication', 'accrued_inhabitant_taxes'),
        ('overview_other_current_liabilities', 'personal_authentication', 'deposits_received'),
        ('overview_other_current_liabilities', 'personal_authentication', 'bonus_provision'),
        ('overview_other_current_liabilities', 'personal_authentication', 'directors_bonus_provision'),
        ('overview_other_current_liabilities', 'personal_authentication', 'current_lease_obligations'),
        ('overview_other_current_liabilities', 'individual_number_card', 'accrued_inhabitant_taxes'),
        ('overview_other_current_liabilities', 'individual_number_card', 'deposits_received'),
        ('overview_other_current_liabilities', 'individual_number_card', 'bonus_provision'),
        ('overview_other_current_liabilities', 'individual_number_card', 'directors_bonus_provision'),
        ('overview_other_current_liabilities', 'individual_number_card', 'current_lease_obligations'),
        ('overview_other_receipts', 'total', 'interest_receipts'),
        ('overview_other_receipts', 'total', 'miscellaneous_receipts'),
        ('overview_other_receipts', 'total', 'long_term_deferred_revenue_receipts'),
        ('overview_other_receipts', 'total', 'other_receipts'),
        ('overview_other_receipts_and_advances', 'personal_authentication', 'interest_receipts'),
        ('overview_other_receipts_and_advances', 'personal_authentication', 'miscellaneous_receipts'),
        ('overview_other_receipts_and_advances', 'personal_authentication', 'long_term_advances_receipts'),
        ('overview_other_receipts_and_advances', 'personal_authentication', 'long_term_deferred_revenue_receipts'),
        ('overview_other_receipts_and_advances', 'personal_authentication', 'other_receipts'),
        ('overview_other_receipts_and_advances', 'individual_number_card', 'interest_receipts'),
        ('overview_other_receipts_and_advances', 'individual_number_card', 'miscellaneous_receipts'),
        ('overview_other_receipts_and_advances', 'individual_number_card', 'long_term_advances_receipts'),
        ('overview_other_receipts_and_advances', 'individual_number_card', 'long_term_deferred_revenue_receipts'),
        ('overview_other_receipts_and_advances', 'individual_number_card', 'other_receipts'),
        ('overview_other_payments', 'total', 'general_administrative_payments'),
        ('overview_other_payments', 'total', 'fixed_asset_acquisition'),
        ('overview_other_payments', 'total', 'guarantee_deposit_payments'),
        ('overview_other_payments', 'total', 'lease_obligation_repayments'),
        ('overview_other_payments', 'personal_authentication', 'general_administrative_payments'),
        ('overview_other_payments', 'personal_authentication', 'fixed_asset_acquisition'),
        ('overview_other_payments', 'personal_authentication', 'guarantee_deposit_payments'),
        ('overview_other_payments', 'personal_authentication', 'lease_obligation_repayments'),
        ('overview_other_payments', 'individual_number_card', 'general_administrative_payments'),
        ('overview_other_payments', 'individual_number_card', 'fixed_asset_acquisition'),
        ('overview_other_payments', 'individual_number_card', 'guarantee_deposit_payments'),
        ('overview_other_payments', 'individual_number_card', 'lease_obligation_repayments')
    ) as others (other_id, business_id, line_id)
),

stages as (
    select * from (values ('original'), ('adjustment'), ('revised')) as stages (stage)
),

exact as (
    select
        line_id,
        business_id,
        stage,
        max(amount) as amount
    from {batch}
    where document_id = 'jlis_fy2021_january' and unit = 'thousand_yen'
    group by line_id, business_id, stage
),

sums as (
    select
        parts.other_id as line_id,
        parts.business_id,
        stages.stage,
        sum(exact.amount) as amount,
        count(*) - count(exact.amount) as lines_missing
    from parts
    cross join stages
    left join exact
        on
            parts.line_id = exact.line_id
            and parts.business_id = exact.business_id
            and stages.stage = exact.stage
    group by parts.other_id, parts.business_id, stages.stage
),

printed as (
    select line_id, business_id, stage, source_line, amount
    from {batch}
    where
        document_id = 'jlis_fy2021_january'
        and line_id like 'overview_other_%'
)

select
    'その他 = 個別に出ない科目の和(四捨五入)' as rule_ja,
    'Residual line = sum of the lines not shown apart, rounded' as rule_en,
    coalesce(printed.line_id, sums.line_id) as line_id,
    coalesce(printed.business_id, sums.business_id) as business_id,
    coalesce(printed.stage, sums.stage) as stage,
    printed.source_line,
    printed.amount as printed,
    sums.amount as exact_thousand_yen,
    sums.lines_missing,
    sign(sums.amount) * ((abs(sums.amount) + 500) // 1000) as computed,
    printed.amount - sign(sums.amount) * ((abs(sums.amount) + 500) // 1000) as difference
from sums
full join printed
    on
        sums.line_id = printed.line_id
        and sums.business_id = printed.business_id
        and sums.stage = printed.stage
where
    printed.amount is distinct from sign(sums.amount) * ((abs(sums.amount) + 500) // 1000)
    or sums.lines_missing <> 0
    or printed.amount is null
