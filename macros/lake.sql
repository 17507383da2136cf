{# The lake: documents as long-format figures in Parquet files, beside the seeds. #}

{% macro lake_columns() %}
    {{ return([
        'document_id', 'taxonomy_id', 'table_id', 'line_id', 'business_id', 'stage', 'unit',
        'amount',
    ]) }}
{% endmacro %}

{# The columns of the lake and the files that `glob` names, after a look at both. #}
{% macro read_lake(glob) -%}
    {{ duckdb_lake(glob) if target.type == 'duckdb' else spark_lake(glob) }}
{%- endmacro %}

{# The columns of the lake, each in its type. #}
{% macro lake_casts() -%}
    {% for column in lake_columns() -%}
        cast({{ column }} as {{ 'bigint' if column == 'amount' else 'string' }}) as {{ column }},
    {% endfor -%}
{%- endmacro %}

{# What a row of the files says counts, and never what a folder `unit=...` says. #}
{% macro duckdb_lake(glob) -%}
    {% set pattern = sql_literal(glob) %}
    {% set files = 'read_parquet(' ~ pattern ~ ', union_by_name = true, filename = true, hive_partitioning = false)' %}
    {% if execute %}
        {% if run_query('select count(*) from glob(' ~ pattern ~ ')').rows[0][0] == 0 %}
            {% do refuse_lake(glob, [(glob, 'no_file', none, none)]) %}
        {% endif %}
        {% do refuse_lake(glob, run_query(lake_faults(pattern)).rows) %}
        {% do refuse_lake(glob, run_query(lake_wrong_ids(files)).rows) %}
    {% endif %}
    {{ lake_casts() }}
    filename as file_name
    from {{ files }}
{%- endmacro %}

{# From the footers: files of no rows, and columns that are missing or of another type. #}
{% macro lake_faults(pattern) -%}
    with faults as (
        select
            files.file_name,
            case
                when files.num_rows = 0 then 'no_row'
                when columns.name is null then 'no_column'
                when required.name = 'amount'
                    and columns.duckdb_type not in ('TINYINT', 'SMALLINT', 'INTEGER', 'BIGINT')
                    then 'no_integer'
                when required.name <> 'amount' and columns.duckdb_type <> 'VARCHAR' then 'no_text'
            end as problem,
            case when files.num_rows > 0 then required.name end as column_name,
            case when files.num_rows > 0 then columns.duckdb_type end as found
        from parquet_file_metadata({{ pattern }}) as files
        cross join (select unnest({{ lake_columns() }}) as name) as required
        left join parquet_schema({{ pattern }}) as columns
            on files.file_name = columns.file_name and required.name = lower(columns.name)
    )

    select distinct * from faults
    where problem is not null
    order by all
{%- endmacro %}

{# The id of a document becomes the name of files and pages. #}
{% macro lake_wrong_ids(files) -%}
    select min(filename) as file_name, 'no_id' as problem, 'document_id' as column_name, document_id as found
    from {{ files }}
    group by document_id
    having not regexp_full_match(document_id, '{{ id_pattern() }}')
    order by all
{%- endmacro %}

{# As scripts/check_inputs.py asks of the seeds; the number of a municipality may come first. #}
{% macro id_pattern() -%}
    [a-z0-9][a-z0-9_-]{0,79}
{%- endmacro %}

{% macro spark_lake(glob) -%}
    {% set files = 'parquet.`' ~ glob | replace('`', '``') ~ '`' %}
    {% if execute %}
        {% set types = {} %}
        {% do run_query('create or replace temporary view lake_files as select * from ' ~ files) %}
        {% for column in run_query('describe table lake_files').rows %}
            {% do types.update({column[0] | lower: column[1] | lower}) %}
        {% endfor %}
        {% set faults = [] %}
        {% for column in lake_columns() %}
            {% set accepted = ['tinyint', 'smallint', 'int', 'bigint'] if column == 'amount' else ['string'] %}
            {% if column not in types %}
                {% do faults.append((glob, 'no_column', column, none)) %}
            {% elif types[column] not in accepted %}
                {% do faults.append((glob, 'no_integer' if column == 'amount' else 'no_text', column, types[column])) %}
            {% endif %}
        {% endfor %}
        {% do refuse_lake(glob, faults) %}
    {% endif %}
    {{ lake_casts() }}
    {% if target.name == 'sail' -%}
        {# Sail does not tell the file of a row. #}
        {{ spark_literal(glob) }} as file_name
    {%- else -%}
        {# A path, as DuckDB gives it, where Spark gives an address. #}
        regexp_replace(_metadata.file_path, '^file:/+', '/') as file_name
    {%- endif %}
    from {{ files }}
{%- endmacro %}

{# Stops when there are faults: file, problem, column, and what was found there. #}
{% macro refuse_lake(glob, faults) %}
    {% set words = {
        'no_file': ('ファイルがない', 'no file matches'),
        'no_row': ('行が一つもない', 'the file has no row'),
        'no_column': ('この列がない', 'this column is missing'),
        'no_integer': ('整数（BIGINT まで）でなければならない', 'must be an integer up to BIGINT'),
        'no_text': ('文字列でなければならない', 'must be text'),
        'no_id': ('識別子は小文字の英数字と _ と - で80字まで', 'an id is lower-case letters, digits, _ and -, up to 80'),
    } %}
    {% set messages = [] %}
    {% for file, problem, column, found in faults %}
        {% do messages.append(
            '  ' ~ visible(file) ~ (' 列 / column ' ~ column if column else '') ~ ': ' ~ words[problem] | join(' / ')
            ~ ('。値 / found 「' ~ visible(found) ~ '」' if found is not none else '')
        ) %}
    {% endfor %}
    {% if messages %}
        {% set more = '\n  ... ' ~ messages | length ~ ' 件 / in all' if messages | length > 20 else '' %}
        {{ exceptions.raise_compiler_error(
            'vars: lake: ' ~ visible(glob) ~ '\n' ~ messages[:20] | join('\n') ~ more
        ) }}
    {% endif %}
{% endmacro %}
