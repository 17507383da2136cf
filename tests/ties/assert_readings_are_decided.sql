-- Whatever a machine read or proposed and did not prove, a person has decided: confirmed
-- as it stands, or corrected; and what was rejected is no rule any more. A figure that
-- alone explains what fails is corrected, or said to be printed so: confirming is too little.
with
readings as (select * from {{ ref('readings') }}),
documents as (select * from {{ ref('documents') }}),
calculation_rules as (select * from {{ ref('calculation_rules') }}),

-- A reading names one rule or several, parted by commas.
rules_still_there as (
    select
        readings.document_id,
        readings.reading_id,
        min(calculation_rules.rule_id) as rule_still_there
    from readings
    inner join documents on readings.document_id = documents.document_id
    inner join calculation_rules
        on documents.taxonomy_id = calculation_rules.taxonomy_id
            and instr(
                ', ' || readings.reading || ', ', ', ' || calculation_rules.rule_id || ', '
            ) > 0
    where readings.kind in ('rule', 'tie')
        and readings.decision = 'rejected'
    group by readings.document_id, readings.reading_id
),

readings_with_rule as (
    select
        readings.*,
        rules_still_there.rule_still_there,
        coalesce(readings.certainty, '') not in ('proved', 'probable', 'open') as is_uncertain
    from readings
    left join rules_still_there
        on readings.document_id = rules_still_there.document_id
            and readings.reading_id = rules_still_there.reading_id
),

undecided as (
    select
        *,
        case
            when is_uncertain
                then 'certainty は proved, probable, open のどれか'
            when decision = 'rejected' and rule_still_there is not null
                then '退けた規則を calculation_rules.csv と calculation_arcs.csv から消す'
            when kind = 'slip' and decision = 'confirmed'
                then '数字を直して decision に corrected、原本もこのとおりなら as_printed と書く'
            when decision = 'rejected' and kind not in ('rule', 'tie')
                then '正しく直して、decision に corrected と書く'
            when decision is null
                then '未決。そのとおりなら decision に confirmed、直したなら corrected と書く'
            else 'decision は confirmed, corrected, rejected のどれか'
        end as fault_ja,
        case
            when is_uncertain
                then 'certainty is one of proved, probable, open'
            when decision = 'rejected' and rule_still_there is not null
                then 'remove the rejected rule from calculation_rules.csv and calculation_arcs.csv'
            when kind = 'slip' and decision = 'confirmed'
                then 'mend the figure and write corrected, or as_printed if the original has it so'
            when decision = 'rejected' and kind not in ('rule', 'tie')
                then 'correct it, and write corrected as the decision'
            when decision is null
                then 'undecided: write confirmed if it is so, corrected if you mended it'
            else 'the decision is one of confirmed, corrected, rejected'
        end as fault_en
    from readings_with_rule
    where is_uncertain
        or (decision is null and certainty <> 'proved')
        or decision not in ('confirmed', 'corrected', 'rejected', 'as_printed')
        or (kind = 'slip' and decision = 'confirmed')
        or (kind <> 'slip' and decision = 'as_printed')
        or (
            decision = 'rejected'
            and (rule_still_there is not null or kind not in ('rule', 'tie'))
        )
)

select
    document_id,
    reading_id,
    'seeds/rules/readings.csv ' || coalesce(document_id, '') || ' ' || coalesce(reading_id, '')
    || coalesce('（' || table_id || coalesce(' 原文' || source_line || '行', '') || '）', '')
    || ' 「' || coalesce(reading, '') || '」 ' || coalesce(reason_ja, '') || ': ' || fault_ja
        as message_ja,
    'seeds/rules/readings.csv ' || coalesce(document_id, '') || ' ' || coalesce(reading_id, '')
    || coalesce(' (' || table_id || coalesce(' source line ' || source_line, '') || ')', '')
    || ' "' || coalesce(reading, '') || '" ' || coalesce(reason_en, '') || ': ' || fault_en
        as message_en
from undecided
order by document_id, reading_id
