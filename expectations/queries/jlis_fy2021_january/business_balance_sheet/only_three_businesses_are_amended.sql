-- 1月補正は三事業だけに及ぶ。他の五事業は補正額0、当初予定額 = 補正後予定額で、紙面にない
-- 導出値と示される
-- The amendment touches three businesses; for the other five the supplementary amount is 0,
-- original = revised, and they are marked as derived
select
    '補正のない事業は補正額0で導出値、三事業と合計は印刷値' as rule_ja,
    'Unamended businesses: supplementary 0 and derived; the three and the total: printed' as rule_en,
    line_id,
    label_ja,
    business_id,
    adjustment_thousand_yen as found,
    original_thousand_yen,
    revised_thousand_yen,
    has_derived_amounts
from {batch}
where
    document_id = 'jlis_fy2021_january'
    and case
        when business_id in (
            'personal_authentication',
            'individual_number_card',
            'digital_reform_fund',
            'total'
        )
            then has_derived_amounts is distinct from false
        else
            has_derived_amounts is distinct from true
            or adjustment_thousand_yen is distinct from 0
            or original_thousand_yen is distinct from revised_thousand_yen
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
