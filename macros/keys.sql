{# Every key of a table that stands more than once, or has a null part where one is required. #}
{% macro repeated_keys(relation, columns, required) %}
select
    '{{ relation.identifier | default("rows", true) }}: キーが重複又は空 / key repeated or null: '
    {% for column in columns %}
        || ' {{ column }}=' || coalesce(cast({{ column }} as string), 'null')
    {% endfor %}
    as message_ja,
    'rows with this key: ' || count(*) as message_en
from {{ relation }}
group by {{ columns | join(', ') }}
having count(*) > 1
    {% for column in required %}
        or {{ column }} is null
    {% endfor %}
{% endmacro %}

{#
    Asks the table just built for the key of its contract. Nobody writes to it later,
    so that an index, which takes longer to build than the table, would serve no one.
#}
{% macro require_key(relation, model) %}
    {% for constraint in model.constraints if constraint.type == 'primary_key' %}
        {% set key = constraint.columns %}
        {% for row in run_query(repeated_keys(relation, key, key) ~ ' limit 1').rows %}
            {{ exceptions.raise_compiler_error(row['message_ja']) }}
        {% endfor %}
    {% endfor %}
{% endmacro %}

{# Every row of a table whose key is not in another one; a null key passes. #}
{% macro dangling_references(relation, columns, to, to_columns) %}
select
    '{{ relation.identifier | default("rows", true) }}: 参照先がない / refers to nothing: '
    {% for column in columns %}
        || ' {{ column }}=' || cast(referring.{{ column }} as string)
    {% endfor %}
    as message_ja,
    'expected in {{ to.identifier | default("rows", true) }}' as message_en
from {{ relation }} as referring
left join {{ to }} as referred
    on
        {% for column in columns %}
            referring.{{ column }} = referred.{{ to_columns[loop.index0] }}
            {{ 'and' if not loop.last }}
        {% endfor %}
where referred.{{ to_columns[0] }} is null
    {% for column in columns %}
        and referring.{{ column }} is not null
    {% endfor %}
{% endmacro %}
