{# The few places where SQL engines differ, each behind one dispatched macro. #}

{% macro full_match(text, pattern) -%}
    {{ adapter.dispatch('full_match', 'verified_budget')(text, pattern) }}
{%- endmacro %}

{% macro duckdb__full_match(text, pattern) -%}
    regexp_full_match({{ text }}, '{{ pattern }}')
{%- endmacro %}

{% macro spark__full_match(text, pattern) -%}
    {{ text }} rlike r'\A(?:{{ pattern }})\z'
{%- endmacro %}

{% macro integer_divide(dividend, divisor) -%}
    {{ adapter.dispatch('integer_divide', 'verified_budget')(dividend, divisor) }}
{%- endmacro %}

{% macro duckdb__integer_divide(dividend, divisor) -%}
    (({{ dividend }}) // ({{ divisor }}))
{%- endmacro %}

{% macro spark__integer_divide(dividend, divisor) -%}
    (({{ dividend }}) div ({{ divisor }}))
{%- endmacro %}

{#
    One row for each cell of a printed table: every column but source_line and
    label becomes (column_name, cell_text). Blank cells are kept.
#}
{% macro unpivot_cells(relation) -%}
    {{ adapter.dispatch('unpivot_cells', 'verified_budget')(relation) }}
{%- endmacro %}

{% macro duckdb__unpivot_cells(relation) -%}
    {{ relation }} unpivot include nulls (
        cell_text for column_name in (columns(* exclude (source_line, label)))
    )
{%- endmacro %}

{% macro spark__unpivot_cells(relation) -%}
    {%- set columns = [] -%}
    {%- if execute -%}
        {%- for column in adapter.get_columns_in_relation(relation) if column.name not in ('source_line', 'label') -%}
            {%- do columns.append(column.name) -%}
        {%- endfor -%}
    {%- endif -%}
    {{ relation }} unpivot include nulls (
        cell_text for column_name in ({{ columns | join(', ') }})
    )
{%- endmacro %}

{# The texts of a group in one, in an order. #}
{% macro join_texts(text, separator, order_by) -%}
    {{ adapter.dispatch('join_texts', 'verified_budget')(text, separator, order_by) }}
{%- endmacro %}

{% macro duckdb__join_texts(text, separator, order_by) -%}
    string_agg({{ text }}, '{{ separator }}' order by {{ order_by }})
{%- endmacro %}

{% macro spark__join_texts(text, separator, order_by) -%}
    listagg({{ text }}, '{{ separator }}') within group (order by {{ order_by }})
{%- endmacro %}

{# A hash of columns, 63 bits and a sign or none. #}
{% macro hash_of(columns) -%}
    {{ adapter.dispatch('hash_of', 'verified_budget')(columns) }}
{%- endmacro %}

{% macro duckdb__hash_of(columns) -%}
    cast(hash({{ columns | join(', ') }}) >> 1 as bigint)
{%- endmacro %}

{% macro spark__hash_of(columns) -%}
    xxhash64({{ columns | join(', ') }})
{%- endmacro %}

{# An integer of at least 126 bits. #}
{% macro wide(number) -%}
    {{ adapter.dispatch('wide', 'verified_budget')(number) }}
{%- endmacro %}

{% macro duckdb__wide(number) -%}
    cast({{ number }} as hugeint)
{%- endmacro %}

{% macro spark__wide(number) -%}
    cast({{ number }} as decimal(38, 0))
{%- endmacro %}

{# A sum of integers of 64 bits, that wide. DuckDB adds these up at half the cost of wide ones. #}
{% macro wide_sum(integer) -%}
    {{ adapter.dispatch('wide_sum', 'verified_budget')(integer) }}
{%- endmacro %}

{% macro duckdb__wide_sum(integer) -%}
    sum({{ integer }})
{%- endmacro %}

{% macro spark__wide_sum(integer) -%}
    sum({{ wide(integer) }})
{%- endmacro %}

{# The description of a view that no model is; the other engines would have it said in its query. #}
{% macro comment_on_view(view, description) -%}
    {{ return(adapter.dispatch('comment_on_view', 'verified_budget')(view, description)) }}
{%- endmacro %}

{% macro duckdb__comment_on_view(view, description) -%}
    {%- call statement('comment_on_view') -%}
        {{ duckdb__alter_relation_comment(view, description) }}
    {%- endcall -%}
{%- endmacro %}

{% macro spark__comment_on_view(view, description) -%}
{%- endmacro %}

{# What stands beside a relation from builds before; the other engines begin with nothing. #}
{% macro relations_left(relation) -%}
    {{ return(adapter.dispatch('relations_left', 'verified_budget')(relation)) }}
{%- endmacro %}

{% macro duckdb__relations_left(relation) -%}
    {%- set found = [] -%}
    {%- for row in list_relations_without_caching(relation.without_identifier()) -%}
        {%- do found.append(api.Relation.create(
            database=relation.database, schema=relation.schema, identifier=row['name'], type=row['type']
        )) -%}
    {%- endfor -%}
    {{ return(found) }}
{%- endmacro %}

{% macro spark__relations_left(relation) -%}
    {{ return([]) }}
{%- endmacro %}
