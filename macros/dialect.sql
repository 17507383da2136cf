{# The few places where SQL engines differ, each behind one dispatched macro. #}

{% macro full_match(text, pattern) -%}
    {{ adapter.dispatch('full_match', 'verified_budget')(text, pattern) }}
{%- endmacro %}

{% macro duckdb__full_match(text, pattern) -%}
    regexp_full_match({{ text }}, '{{ pattern }}')
{%- endmacro %}

{% macro extract_group(text, pattern, group) -%}
    {{ adapter.dispatch('extract_group', 'verified_budget')(text, pattern, group) }}
{%- endmacro %}

{% macro duckdb__extract_group(text, pattern, group) -%}
    regexp_extract({{ text }}, '{{ pattern }}', {{ group }})
{%- endmacro %}

{% macro integer_divide(dividend, divisor) -%}
    {{ adapter.dispatch('integer_divide', 'verified_budget')(dividend, divisor) }}
{%- endmacro %}

{% macro duckdb__integer_divide(dividend, divisor) -%}
    (({{ dividend }}) // ({{ divisor }}))
{%- endmacro %}

{% macro character(code) -%}
    {{ adapter.dispatch('character', 'verified_budget')(code) }}
{%- endmacro %}

{% macro duckdb__character(code) -%}
    chr({{ code }})
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

{# Whether two texts differ by one exchange of neighbouring characters. #}
{% macro is_transposition(first_text, second_text) -%}
    {{ adapter.dispatch('is_transposition', 'verified_budget')(first_text, second_text) }}
{%- endmacro %}

{% macro duckdb__is_transposition(first_text, second_text) -%}
    (
        damerau_levenshtein({{ first_text }}, {{ second_text }}) = 1
        and levenshtein({{ first_text }}, {{ second_text }}) = 2
    )
{%- endmacro %}
