{# Fails with every row whose key is not in another table; a null key passes. #}
{% test foreign_key(model, columns, to, to_columns) %}
select
    {% for column in columns %}
        referring.{{ column }},
    {% endfor %}
    '{{ model.identifier | default("rows", true) }}: 参照先がない / refers to nothing: '
    {% for column in columns %}
        || ' {{ column }}=' || cast(referring.{{ column }} as string)
    {% endfor %}
    as message_ja,
    'expected in {{ to.identifier | default("rows", true) }}' as message_en
from {{ model }} as referring
left join {{ to }} as referred
    on
        {% for column in columns %}
            referring.{{ column }} = referred.{{ to_columns[loop.index0] }}
            {% if not loop.last %}and{% endif %}
        {% endfor %}
where
    referred.{{ to_columns[0] }} is null
    {% for column in columns %}
        and referring.{{ column }} is not null
    {% endfor %}
{% endtest %}
