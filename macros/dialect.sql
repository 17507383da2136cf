{# The few places where SQL engines differ, each in one macro: DuckDB's words, or those of Spark and Sail. #}
{% macro by_engine(duckdb, spark) -%}
    {{ duckdb if target.type == 'duckdb' else spark }}
{%- endmacro %}

{% macro full_match(text, pattern) -%}
    {{ by_engine(
        'regexp_full_match(' ~ text ~ ", '" ~ pattern ~ "')", text ~ " rlike r'\\A(?:" ~ pattern ~ ")\\z'"
    ) }}
{%- endmacro %}

{% macro integer_divide(dividend, divisor) -%}
    (({{ dividend }}) {{ by_engine('//', 'div') }} ({{ divisor }}))
{%- endmacro %}

{#
    One row for each cell of a printed table: every column but source_line and
    label becomes (column_name, cell_text). Blank cells are kept.
#}
{% macro unpivot_cells(relation) -%}
    {%- set columns = [] -%}
    {%- if execute and target.type != 'duckdb' -%}
        {%- for column in adapter.get_columns_in_relation(relation) if column.name not in ('source_line', 'label') -%}
            {%- do columns.append(column.name) -%}
        {%- endfor -%}
    {%- endif -%}
    {{ relation }} unpivot include nulls (
        cell_text for column_name in (
            {{ by_engine('columns(* exclude (source_line, label))', columns | join(', ')) }}
        )
    )
{%- endmacro %}

{# The texts of a group in one, in an order. #}
{% macro join_texts(text, separator, order_by) -%}
    {{ by_engine('string_agg(', 'listagg(') }}{{ text }}, '{{ separator }}'
    {{ by_engine('', ') within group (') }} order by {{ order_by }})
{%- endmacro %}

{# A hash of columns, 63 bits and a sign or none. #}
{% macro hash_of(columns) -%}
    {%- set listed = '(' ~ columns | join(', ') ~ ')' -%}
    {{ by_engine('cast(hash' ~ listed ~ ' >> 1 as bigint)', 'xxhash64' ~ listed) }}
{%- endmacro %}

{# An integer of at least 126 bits. #}
{% macro wide(number) -%}
    cast({{ number }} as {{ by_engine('hugeint', 'decimal(38, 0)') }})
{%- endmacro %}

{# A sum of integers of 64 bits, that wide. DuckDB adds these up at half the cost of wide ones. #}
{% macro wide_sum(integer) -%}
    sum({{ by_engine(integer, wide(integer)) }})
{%- endmacro %}

{# An amount with its thousands apart: 1,234. #}
{% macro group_thousands(amount) -%}
    {{ by_engine("format('{:,}', " ~ amount ~ ')', 'format_number(' ~ amount ~ ', 0)') }}
{%- endmacro %}

{# The description of a view that no model is; the other engines would have it said in its query. #}
{% macro comment_on_view(view, description) -%}
    {%- if target.type == 'duckdb' -%}
        {%- call statement('comment_on_view') -%}
            {{ duckdb__alter_relation_comment(view, description) }}
        {%- endcall -%}
    {%- endif -%}
{%- endmacro %}

{# What stands beside a relation from builds before; the other engines begin with nothing. #}
{% macro relations_left(relation) -%}
    {%- set found = [] -%}
    {%- if target.type == 'duckdb' -%}
        {%- for row in list_relations_without_caching(relation.without_identifier()) -%}
            {%- do found.append(api.Relation.create(
                database=relation.database, schema=relation.schema, identifier=row['name'], type=row['type']
            )) -%}
        {%- endfor -%}
    {%- endif -%}
    {{ return(found) }}
{%- endmacro %}
