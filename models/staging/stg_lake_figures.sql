-- One row per figure of the lake: the long-format Parquet files of `vars: lake:`,
-- with the file where each stands. Empty without a lake. Nothing is filtered.
{% if var('lake') %}
    select
        {{ read_lake(var('lake')) }}
{% else %}
    select
        {% for column in lake_columns() %}
            cast(null as {{ 'bigint' if column == 'amount' else 'string' }}) as {{ column }},
        {% endfor %}
        cast(null as string) as file_name
    where false
{% endif %}
