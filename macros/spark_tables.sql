{#
    What dbt-spark leaves open: seeds with their quotation marks intact, the types of
    the contracts, and their keys, which Spark does not enforce on files.
#}

{# The seeds and contracts name types as DuckDB does; Spark has no varchar without a length. #}
{% macro spark_type(name) -%}
    {{ 'string' if name == 'varchar' else name }}
{%- endmacro %}

{% macro spark__create_csv_table(model, agate_table) %}
    {%- set column_types = model['config'].get('column_types') or {} -%}
    {# Where no type is said, dbt has guessed, and "1,234" is a number no more. #}
    {%- for column_name in agate_table.column_names if column_name not in column_types -%}
        {{ exceptions.raise_compiler_error(
            model.original_file_path ~ ': ' ~ column_name ~ ': 列の宣言が古い / the declaration of the column is stale: python scripts/declare.py'
        ) }}
    {%- endfor -%}
    {% set sql %}
        create table {{ this.render() }} as
        select
            {%- for column_name in agate_table.column_names %}
                cast({{ column_name }} as {{ spark_type(column_types.get(column_name, 'varchar')) }}) as {{ column_name }}
                {%- if not loop.last %}, {% endif -%}
            {%- endfor %}
        from (
            values
            {% for row in agate_table.rows -%}
                (
                {%- for cell in row -%}
                    {{ spark_literal(cell) }}{% if not loop.last %}, {% endif %}
                {%- endfor -%}
                ){% if not loop.last %}, {% endif %}
            {% else -%}
                ({% for column_name in agate_table.column_names %}null{% if not loop.last %}, {% endif %}{% endfor %})
            {%- endfor %}
        ) as seed ({{ agate_table.column_names | join(', ') }})
        {% if not agate_table.rows %}
            where false
        {% endif %}
    {% endset %}
    {% call statement('_') -%}{{ sql }}{%- endcall %}
    {{ return(sql) }}
{% endmacro %}

{# The rows stand in the statement that creates the table. #}
{% macro spark__load_csv_rows(model, agate_table) %}
    {{ return('') }}
{% endmacro %}

{% macro spark_literal(cell) -%}
    {%- if cell is none or cell == '' -%}
        null
    {%- else -%}
        '{{ cell | string | replace("\\", "\\\\") | replace("'", "\\'") }}'
    {%- endif -%}
{%- endmacro %}

{% macro spark__cast(field, type) -%}
    cast({{ field }} as {{ spark_type(type) }})
{%- endmacro %}

{# Keys, and columns that may not be null, asked of the table just built. #}
{% macro spark__persist_constraints(relation, model) %}
    {%- do require_key(relation, model) -%}
    {%- set faults = [] -%}
    {%- for column in model.columns.values() -%}
        {%- for constraint in column.constraints if constraint.type == 'not_null' -%}
            {%- set name = column.name -%}
            {%- do faults.append('case when count(*) <> count(' ~ name ~ ") then '" ~ name ~ " is null' end") -%}
        {%- endfor -%}
    {%- endfor -%}
    {%- if faults -%}
        {%- set found = run_query("select concat_ws('; ', " ~ faults | join(', ') ~ ') as faults from ' ~ relation) -%}
        {%- if found.rows[0]['faults'] -%}
            {{ exceptions.raise_compiler_error(relation ~ ': ' ~ found.rows[0]['faults']) }}
        {%- endif -%}
    {%- endif -%}
{% endmacro %}

{# Sail takes no comment where a query creates the table. #}
{% macro spark__comment_clause() -%}
    {%- if config.persist_relation_docs() and target.name != 'sail' -%}
        comment '{{ model.description | replace("\\", "\\\\") | replace("'", "\\'") }}'
    {%- endif -%}
{%- endmacro %}
