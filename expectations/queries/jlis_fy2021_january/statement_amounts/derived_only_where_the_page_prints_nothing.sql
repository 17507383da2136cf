-- 紙面に印刷のない額だけが導出値とされる(五事業の当初・補正、前受金の事業別計)
-- Only amounts that the page does not print are marked as derived: original and supplementary of
-- five businesses, advances by business
select
    '導出値の印' as rule_ja,
    'Mark of a derived amount' as rule_en,
    line_id,
    business_id,
    stage,
    is_derived as found,
    amount_thousand_yen
from {batch}
where
    document_id = 'jlis_fy2021_january'
    and is_derived is distinct from case
        when business_id = 'total' then false
        when statement = 'advances_received' then true
        when stage = 'revised' then false
        else business_id not in (
            'personal_authentication', 'individual_number_card', 'digital_reform_fund'
        )
    end

-- An empty table must not pass.
union all by name
select
    '比べる行がない' as rule_ja,
    'Nothing to compare' as rule_en
where not exists (
    select 1
    from {batch}
    where document_id = 'jlis_fy2021_january'
)
