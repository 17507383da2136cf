{#
    After a run: the rows of each failed test that carry a message, and the figures
    that are likely wrong, so that the log says what is wrong, where, and what it
    should be, and not only how many rows were returned.
#}
{% macro explain_failures(results) %}
    {% if execute %}
        {% set failed = [] %}
        {% for result in results
            if result.node.resource_type == 'test' and result.status == 'fail' %}
            {% if 'suspect_figures' in (result.node.depends_on.nodes | join(' ')) %}
                {% do failed.append(result) %}
            {% endif %}
            {{ print('') }}
            {{ print('FAIL ' ~ result.node.name ~ ': ' ~ result.node.description) }}
            {% do print_messages(result.node.compiled_code, 50) %}
        {% endfor %}
        {% set suspects = [] %}
        {% for result in results
            if result.node.name == 'suspect_figures' and result.status == 'success' %}
            {% do suspects.append(result.node.relation_name) %}
        {% endfor %}
        {% if failed and suspects %}
            {{ print('') }}
            {{ print('疑わしい数字 / suspect figures:') }}
            {% set query = 'select * from ' ~ suspects[0] ~ ' order by explanation_rank, row_no' %}
            {% do print_messages(query, 10) %}
            {% if target.type == 'duckdb' %}
                {{ print('  .venv/bin/duckdb -readonly ' ~ target.path ~ ' "from suspect_figures"') }}
            {% endif %}
        {% endif %}
    {% endif %}
{% endmacro %}

{# Prints the messages of a query's rows, or the rows where there are none. #}
{% macro print_messages(query, limit) %}
    {% set rows = run_query('select *, count(*) over () as all_rows from (' ~ query ~ ') as found limit ' ~ limit) %}
    {% set names = rows.column_names | map('lower') | list %}
    {% for row in rows.rows %}
        {% if 'message_ja' in names %}
            {{ print('  ' ~ visible(row['message_ja'])) }}
            {{ print('  ' ~ visible(row['message_en'])) }}
        {% else %}
            {{ print('  ' ~ row.dict()) }}
        {% endif %}
    {% else %}
        {{ print('  1個又は2個の数字の変更では説明できない / no change of one or two figures explains it') }}
    {% endfor %}
    {% if rows.rows and rows.rows[0]['all_rows'] > limit %}
        {{ print('  ... ' ~ rows.rows[0]['all_rows'] ~ ' 件 / rows in all') }}
    {% endif %}
{% endmacro %}

{#
    A text with what a terminal would obey, nobody would see, or looks like another
    character spelled out, as scripts/check_inputs.py does.
#}
{% macro visible(text) -%}
    {%- set lookalike = '[\u0300-\u036f\u2e80-\u2fdf\u3099\u309a\uf900-\ufaff\ufe00-\ufe0f]' -%}
    {%- for character in text | string -%}
        {{- character
            if character == '\u3000' or character.isprintable() and not modules.re.match(lookalike, character)
            else ('%a' % character)[1:-1] -}}
    {%- endfor -%}
{%- endmacro %}
