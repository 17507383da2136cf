-- 計算書・事業・段階ごとの全科目の単純合計が、紙面の額の単純合計と一致する(単位 千円、△は負
-- )
-- The plain sum of all lines by statement, business and stage is that of the figures on the page
-- (thousand yen)
with

-- Sums over the page: original, supplementary, revised.
expected as (
    select * from (values
        ('balance_sheet', 'general', 38512550, 0, 38512550),
        ('balance_sheet', 'identity_information_processing', 158609984, 0, 158609984),
        ('balance_sheet', 'personal_authentication', 77843810, 15358910, 93202720),
        ('balance_sheet', 'individual_number_card', 278803839, 15863225, 294667064),
        ('balance_sheet', 'intermediate_server', 53199581, 0, 53199581),
        ('balance_sheet', 'administrative_network', 15171722, 0, 15171722),
        ('balance_sheet', 'identity_information_related', 12775413, 0, 12775413),
        ('balance_sheet', 'digital_reform_fund', 924811349, 217256760, 1142068109),
        ('balance_sheet', 'total', 1559728248, 248478895, 1808207143),
        ('income_statement', 'general', 19065971, 0, 19065971),
        ('income_statement', 'identity_information_processing', 95538083, 0, 95538083),
        ('income_statement', 'personal_authentication', 70829418, 8776520, 79605938),
        ('income_statement', 'individual_number_card', 198847951, 9064700, 207912651),
        ('income_statement', 'intermediate_server', 31783502, 0, 31783502),
        ('income_statement', 'administrative_network', 7558313, 0, 7558313),
        ('income_statement', 'identity_information_related', 8467035, 0, 8467035),
        ('income_statement', 'digital_reform_fund', 172335108, 2579040, 174914148),
        ('income_statement', 'total', 604425381, 20420260, 624845641),
        ('cash_plan', 'general', 34553046, 0, 34553046),
        ('cash_plan', 'identity_information_processing', 55556762, 0, 55556762),
        ('cash_plan', 'personal_authentication', 104930570, 0, 104930570),
        ('cash_plan', 'individual_number_card', 300151234, 0, 300151234),
        ('cash_plan', 'intermediate_server', 55180038, 0, 55180038),
        ('cash_plan', 'administrative_network', 11466178, 0, 11466178),
        ('cash_plan', 'identity_information_related', 8413364, 0, 8413364),
        ('cash_plan', 'digital_reform_fund', 350399368, 124146720, 474546088),
        ('cash_plan', 'total', 920650560, 124146720, 1044797280)
    ) as control_totals (statement, business_id, original, adjustment, revised)
),

found as (
    select
        statement,
        business_id,
        sum(amount_thousand_yen) filter (where stage = 'original') as original,
        sum(amount_thousand_yen) filter (where stage = 'adjustment') as adjustment,
        sum(amount_thousand_yen) filter (where stage = 'revised') as revised
    from {batch}
    where document_id = 'jlis_fy2021_january' and statement <> 'advances_received'
    group by statement, business_id
)

select
    '全科目の単純合計' as rule_ja,
    'Plain sum of all lines' as rule_en,
    coalesce(expected.statement, found.statement) as statement,
    coalesce(expected.business_id, found.business_id) as business_id,
    found.original as found_original,
    found.adjustment as found_adjustment,
    found.revised as found_revised,
    found.original - expected.original as difference_original,
    found.adjustment - expected.adjustment as difference_adjustment,
    found.revised - expected.revised as difference_revised
from expected
full join found
    on
        expected.statement = found.statement
        and expected.business_id = found.business_id
where
    found.original is distinct from expected.original
    or found.adjustment is distinct from expected.adjustment
    or found.revised is distinct from expected.revised
