-- The generic test returns inconsistent, missing and unjudged checks of its axis,
-- and neither the consistent, nor the known ones, nor those of another axis.
{% set rows %}
(
    select *
    from (
        values
        ('right', 'line', 'consistent', 'ja', 'en'),
        ('known', 'line', 'known_difference', 'ja', 'en'),
        ('wrong', 'line', 'inconsistent', 'ja', 'en'),
        ('side missing', 'line', 'missing', 'ja', 'en'),
        ('null', 'line', null, 'ja', 'en'),
        ('other axis', 'stage', 'inconsistent', 'ja', 'en')
    ) as bad_rows (check_id, axis, status, message_ja, message_en)
)
{% endset %}
with

returned as (
    {{ test_checks_are_consistent(rows, 'line') }}
),

expected (check_id) as (
    values ('wrong'), ('side missing'), ('null')
)

select coalesce(returned.check_id, expected.check_id) as check_id
from returned
full outer join expected on returned.check_id = expected.check_id
where returned.check_id is null
    or expected.check_id is null
