{# Fails with the checks along one axis that are neither consistent nor known. #}
{% test checks_are_consistent(model, axis) %}
select
    message_ja,
    message_en,
    check_id,
    status
from {{ model }}
where
    axis = '{{ axis }}'
    and coalesce(status, 'missing') not in ('consistent', 'known_difference')
order by check_id
{% endtest %}
