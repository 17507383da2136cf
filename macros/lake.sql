{# The lake: documents as long-format figures in Parquet files, beside the seeds. #}

{% macro lake_columns() %}
    {{ return([
        'document_id', 'taxonomy_id', 'table_id', 'line_id', 'business_id', 'stage', 'unit',
        'amount',
    ]) }}
{% endmacro %}

{# Refuses a glob without files, a missing column, and amounts that are not integers. #}
{% macro require_lake(glob, file_count, types) %}
    {% set faults = [] %}
    {% if file_count == 0 %}
        {% do faults.append('ファイルがない / no file matches') %}
    {% else %}
        {% for column in lake_columns() %}
            {% set type = types.get(column) %}
            {% if type is none %}
                {% do faults.append('列 ' ~ column ~ ' がない / column ' ~ column ~ ' is missing') %}
            {% elif column == 'amount' and not modules.re.fullmatch('(tiny|small|big)?int(eger)?', type) %}
                {% do faults.append(
                    '列 amount は整数（BIGINT まで）でなければならない、実際は ' ~ type
                    ~ ' / column amount must be an integer up to BIGINT, found ' ~ type
                ) %}
            {% elif column != 'amount' and type not in ('varchar', 'string') %}
                {% do faults.append(
                    '列 ' ~ column ~ ' は文字列でなければならない、実際は ' ~ type
                    ~ ' / column ' ~ column ~ ' must be text, found ' ~ type
                ) %}
            {% endif %}
        {% endfor %}
    {% endif %}
    {% if faults %}
        {{ exceptions.raise_compiler_error('vars: lake: ' ~ glob ~ ': ' ~ faults | join('; ')) }}
    {% endif %}
{% endmacro %}

{# The columns of the lake and the files that `glob` names, after a look at both. #}
{% macro read_lake(glob) -%}
    {{ adapter.dispatch('read_lake', 'verified_budget')(glob) }}
{%- endmacro %}

{% macro duckdb__read_lake(glob) -%}
    {% set files = "read_parquet('" ~ glob ~ "', union_by_name = true, filename = true)" %}
    {% if execute %}
        {% set file_count = run_query("select count(*) from glob('" ~ glob ~ "')").rows[0][0] %}
        {% set types = {} %}
        {% if file_count > 0 %}
            {% for column in run_query('describe select * from ' ~ files).rows %}
                {% do types.update({column[0] | lower: column[1] | lower}) %}
            {% endfor %}
        {% endif %}
        {% do require_lake(glob, file_count, types) %}
    {% endif %}
    {% for column in lake_columns() -%}
        cast({{ column }} as {{ 'bigint' if column == 'amount' else 'string' }}) as {{ column }},
    {% endfor -%}
    filename as file_name
    from {{ files }}
{%- endmacro %}

{% macro spark__read_lake(glob) -%}
    {% set files = 'parquet.`' ~ glob ~ '`' %}
    {% if execute %}
        {% set types = {} %}
        {% do run_query('create or replace temporary view lake_files as select * from ' ~ files) %}
        {% for column in run_query('describe table lake_files').rows %}
            {% do types.update({column[0] | lower: column[1] | lower}) %}
        {% endfor %}
        {% do require_lake(glob, types | length, types) %}
    {% endif %}
    {% for column in lake_columns() -%}
        cast({{ column }} as {{ 'bigint' if column == 'amount' else 'string' }}) as {{ column }},
    {% endfor -%}
    {% if target.name == 'sail' -%}
        {# Sail does not tell the file of a row. #}
        '{{ glob }}' as file_name
    {%- else -%}
        {# A path, as DuckDB gives it, where Spark gives an address. #}
        regexp_replace(_metadata.file_path, '^file:/+', '/') as file_name
    {%- endif %}
    from {{ files }}
{%- endmacro %}
