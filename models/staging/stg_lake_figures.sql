-- One row per figure of the lake: the long-format Parquet files of `vars: lake:`,
-- with the file where each stands. Empty without a lake. Nothing is filtered.
{% if var('lake') %}
    select
        {{ read_lake(var('lake')) }}
{% else %}
    {{ no_rows(lake_columns() + ['file_name']) }}
{% endif %}
