{#
    A transcription is text: a column of a seed is varchar unless column_types
    says otherwise. dbt's own macro guesses, and would lose "1,234" as printed.
#}
{% macro duckdb__create_csv_table(model, agate_table) %}
    {%- set column_types = model['config'].get('column_types') or {} -%}
    {%- set quote_columns = model['config'].get('quote_columns', none) -%}
    {% set sql %}
        create table {{ this.render() }} (
            {%- for column_name in agate_table.column_names -%}
                {{ adapter.quote_seed_column(column_name | string, quote_columns) }}
                {{ column_types.get(column_name, 'varchar') }}
                {%- if not loop.last %}, {% endif -%}
            {%- endfor -%}
        )
    {% endset %}
    {% call statement('_') -%}{{ sql }}{%- endcall %}
    {{ return(sql) }}
{% endmacro %}

{#
    The rows of a seed as they stand: every option of the CSV is said. DuckDB would guess
    them from the first rows, and take '1' for a quoted 1 where nothing has a quotation mark.
#}
{% macro duckdb__load_csv_rows(model, agate_table) %}
    {% set sql %}
        copy {{ this.render() }} from {{ file_literal(adapter.get_seed_file_path(model)) }} (
            format csv, auto_detect false, header true, delimiter ',', quote '"', escape '"',
            nullstr '', strict_mode true, null_padding false, encoding 'utf-8', compression 'none'
        )
    {% endset %}
    {% do adapter.add_query(sql, abridge_sql_log=True) %}
    {{ return(sql) }}
{% endmacro %}

{# The path of one file as a text of SQL: DuckDB takes a path for a pattern. #}
{% macro file_literal(path) -%}
    {{ sql_literal(modules.re.sub('([*?\\[])', '[\\1]', path)) }}
{%- endmacro %}

{% macro sql_literal(text) -%}
    '{{ text | replace("'", "''") }}'
{%- endmacro %}

{# A changed header must never be loaded by position into an older table. #}
{% macro duckdb__reset_csv_table(model, full_refresh, old_relation, agate_table) %}
    {% call statement('_') -%} drop table {{ old_relation }} {%- endcall %}
    {{ return(create_csv_table(model, agate_table)) }}
{% endmacro %}

{#
    A table is replaced in one transaction: when it fails, the one that was there
    stays. dbt's own way, building beside it and renaming twice, costs more than
    most of these queries.
#}
{% materialization table, adapter='duckdb' %}
    {%- set existing_relation = load_cached_relation(this) -%}
    {%- set target_relation = this.incorporate(type='table') -%}
    {{ run_hooks(pre_hooks, inside_transaction=False) }}
    {{ run_hooks(pre_hooks, inside_transaction=True) }}
    {% call statement('main') -%}
        {% if existing_relation is not none -%}
            drop {{ existing_relation.type }} {{ existing_relation }};
        {%- endif %}
        {{ create_table_as(False, target_relation, compiled_code) }}
        {{ comments(target_relation, model) }}
    {%- endcall %}
    {% do require_key(target_relation, model) %}
    {{ run_hooks(post_hooks, inside_transaction=True) }}
    {{ adapter.commit() }}
    {{ run_hooks(post_hooks, inside_transaction=False) }}
    {{ return({'relations': [target_relation]}) }}
{% endmaterialization %}

{# The columns of a contract; its key is asked for below. #}
{% macro duckdb__get_table_columns_and_constraints() -%}
    ({{ adapter.render_raw_columns_constraints(raw_columns=model['columns']) | join(', ') }})
{%- endmacro %}

{# The descriptions of a table and its columns, as persist_docs asks for them. #}
{% macro comments(relation, model) -%}
    {% if config.persist_relation_docs() and model.description -%}
        {{ duckdb__alter_relation_comment(relation, model.description) }}
    {%- endif %}
    {% if config.persist_column_docs() -%}
        {% for column in model.columns.values() -%}
            comment on column {{ relation }}.{{ column.name }} is {{ duckdb_escape_comment(column.description) }};
        {%- endfor %}
    {%- endif %}
{%- endmacro %}
