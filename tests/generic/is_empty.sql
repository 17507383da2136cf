{# Fails with every row of a model that lists what is wrong. #}
{% test is_empty(model) %}
select *
from {{ model }}
{% endtest %}
