{#
    After a run: the rows of each failed test that carry a message, so that the
    log says what is wrong and where, and not only how many rows were returned.
#}
{% macro explain_failures(results) %}
    {% if execute %}
        {% for result in results
            if result.node.resource_type == 'test' and result.status == 'fail' %}
            {% set rows = run_query('select * from (' ~ result.node.compiled_code ~ ') as failures limit 20') %}
            {% set names = rows.column_names | map('lower') | list %}
            {{ log('', info=true) }}
            {{ log('FAIL ' ~ result.node.name ~ ': ' ~ result.node.description, info=true) }}
            {% for row in rows.rows %}
                {% if 'message_ja' in names %}
                    {{ log('  ' ~ row['message_ja'], info=true) }}
                    {{ log('  ' ~ row['message_en'], info=true) }}
                {% else %}
                    {{ log('  ' ~ row.dict(), info=true) }}
                {% endif %}
            {% endfor %}
            {% if result.failures and result.failures > rows.rows | length %}
                {{ log('  ... ' ~ result.failures ~ ' rows in all', info=true) }}
            {% endif %}
        {% endfor %}
    {% endif %}
{% endmacro %}
