{# Fails with every key that stands more than once, or has a null part. #}
{% test unique_key(model, columns, nullable=[]) %}
select
    {% for column in columns %}
        {{ column }},
    {% endfor %}
    count(*) as row_count,
    '{{ model.identifier | default("rows", true) }}: キーが重複又は空 / key repeated or null: '
    {% for column in columns %}
        || ' {{ column }}=' || coalesce(cast({{ column }} as string), 'null')
    {% endfor %}
    as message_ja,
    'rows with this key: ' || count(*) as message_en
from {{ model }}
group by
    {% for column in columns %}
        {{ column }}{% if not loop.last %},{% endif %}
    {% endfor %}
having
    count(*) > 1
    {% for column in columns if column not in nullable %}
        or max(case when {{ column }} is null then 1 else 0 end) = 1
    {% endfor %}
{% endtest %}
