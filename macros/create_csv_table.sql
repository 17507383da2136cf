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
