-- What the document itself gets wrong is still there, to the yen: a known
-- difference that changed or disappeared is stale.
with

findings as (
    select * from {{ ref('findings') }}
)

select
    finding_id,
    rule_id,
    '所見 ' || finding_id || ' が現状と合わない: 記録 '
    || {{ print_amount('known_difference_thousand_yen') }} || ' 千円。' || message_ja
        as message_ja,
    'finding ' || finding_id || ' is stale: recorded '
    || {{ print_amount('known_difference_thousand_yen') }} || ' thousand yen. ' || message_en
        as message_en
from findings
where not is_current
