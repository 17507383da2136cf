{#
    After a run, at most a screen. First the keys that are wrong, and then two rows of each other
    failed test, which may follow from them. Else first the rules that do not evaluate what they
    should: what is put down to figures may be theirs. Then the slips that are likely, in the
    order of the document, each with its file, lines and proposal; the checks that are not put
    down to the transcription; and of each other failed test the first rows that carry a message.
#}
{% macro explain_failures(results) %}
    {% if execute %}
        {% set of_keys, of_rules, of_figures, others = [], [], [], [] %}
        {% for result in results
            if result.node.resource_type == 'test' and result.status == 'fail' %}
            {% set reads = result.node.depends_on.nodes | join(' ') %}
            {% set kind = of_keys if 'keys' in result.node.fqn
                else of_figures if 'suspect_slips' in reads else of_rules if 'expected_checks' in reads else others %}
            {% do kind.append(result.node) %}
        {% endfor %}
        {% if of_keys %}
            {% do print_failures(of_keys, 40) %}
            {% do print_failures(of_rules + of_figures + others, 2) %}
        {% else %}
            {% do print_failures(of_rules, 20) %}
            {% if of_figures %}
                {% do print_suspects(results) %}
            {% endif %}
            {% do print_failures(of_figures, 2 if target.type == 'duckdb' else 20) %}
            {% do print_failures(others, 20) %}
        {% endif %}
    {% endif %}
{% endmacro %}

{% macro print_failures(tests, limit) %}
    {% for test in tests %}
        {{ print('') }}
        {{ print('FAIL ' ~ test.name ~ (': ' ~ test.description if test.description else '')) }}
        {% do print_messages(test.compiled_code, limit) %}
    {% endfor %}
{% endmacro %}

{# The likeliest explanation of each part, and what it leaves. #}
{% macro print_suspects(results) %}
    {% set models = {} %}
    {% for result in results
        if result.node.name in ('suspect_slips', 'suspect_checks') and result.status == 'success' %}
        {% do models.update({result.node.name: result.node.relation_name}) %}
    {% endfor %}
    {% if target.type != 'duckdb' %}
        {{ print('') }}
        {{ print('疑わしい数字は DuckDB で求める / suspects are worked out on DuckDB: dbt build --target duckdb') }}
    {% elif models | length == 2 %}
        {{ print('') }}
        {{ print('疑わしい数字 / suspect figures:') }}
        {% do print_messages(
            'select * from ' ~ models['suspect_slips'] ~ ' where explanation_rank = 1'
            ~ ' order by document_id, part_no, slip_no', 8
        ) %}
        {% do print_messages(
            'select * from ' ~ models['suspect_checks']
            ~ ' order by case source when \'open\' then 1 else 0 end, check_id', 4
        ) %}
        {{ print('  .venv/bin/duckdb -readonly ' ~ target.path ~ ' "from suspect_figures"') }}
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
