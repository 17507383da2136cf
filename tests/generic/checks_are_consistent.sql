{#
    Fails with the checks along one axis that are neither consistent nor known.
    `after` names a model to wait for: a failed test stops all models behind it,
    and the suspects must still be found.
#}
{% test checks_are_consistent(model, axis, after=none) %}
select
    message_ja,
    message_en,
    check_id,
    status
from {{ model }}
where axis = '{{ axis }}'
    and coalesce(status, 'missing') not in ('consistent', 'known_difference')
order by check_id
{% endtest %}
