{#
    After a run: the rows of each failed test that carry a message, so that the
    log says what is wrong and where, and not only how many rows were returned.
#}
{% macro explain_failures(results) %}
    {% if execute %}
        {% for result in results
            if result.node.resource_type == 'test' and result.status == 'fail' %}
            {% set rows = run_query('select * from (' ~ result.node.compiled_code ~ ') as failures limit 50') %}
            {% set names = rows.column_names | map('lower') | list %}
            {{ print('') }}
            {{ print('FAIL ' ~ result.node.name ~ ': ' ~ result.node.description) }}
            {% for row in rows.rows %}
                {% if 'message_ja' in names %}
                    {{ print('  ' ~ row['message_ja']) }}
                    {{ print('  ' ~ row['message_en']) }}
                {% else %}
                    {{ print('  ' ~ row.dict()) }}
                {% endif %}
            {% endfor %}
            {% if result.failures and result.failures > rows.rows | length %}
                {{ print('  ... ' ~ result.failures ~ ' rows in all') }}
            {% endif %}
        {% endfor %}
    {% endif %}
{% endmacro %}
