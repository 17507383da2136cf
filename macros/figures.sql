{# How a figure is read, as people print and paste it. #}

{# Full-width characters, minus marks and blanks brought to one form each. #}
{% macro normalise_figure(text) -%}
    replace(trim(translate(
        {{ text }},
        '０１２３４５６７８９，（）△▲−－―—–‐ー　' || chr(160),
        '0123456789,()---------  '
    )), '- ', '-')
{%- endmacro %}

{# Nothing is printed: a blank, or a lone dash. Takes a normalised figure. #}
{% macro is_nothing(figure) -%}
    coalesce({{ figure }}, '') in ('', '-')
{%- endmacro %}

{# Digits, grouped by threes or not at all; a minus mark, or parentheses. #}
{% macro is_figure(figure) -%}
    {{ full_match(figure, '-?([0-9]{1,3}(,[0-9]{3})+|[0-9]+)|\\(([0-9]{1,3}(,[0-9]{3})+|[0-9]+)\\)') }}
{%- endmacro %}

{# 15 digits, so that an amount in million yen still fits BIGINT in yen. #}
{% macro fits_bigint(figure) -%}
    length(translate({{ figure }}, '0123456789,()-', '0123456789')) <= 15
{%- endmacro %}

{# The signed amount of a figure that is_figure and fits_bigint accept. #}
{% macro figure_amount(figure) -%}
    case
        when {{ is_figure(figure) }} and {{ fits_bigint(figure) }}
            then
                cast(translate({{ figure }}, '0123456789,()-', '0123456789') as bigint)
                * case when {{ figure }} like '-%' or {{ figure }} like '(%' then -1 else 1 end
    end
{%- endmacro %}

{# A label without blanks: the page breaks and spaces labels to fit its columns. #}
{% macro normalise_label(text) -%}
    translate({{ text }}, ' 　' || chr(160) || chr(9), '')
{%- endmacro %}

{# An amount as a budget document prints it: 1,234 and △1,234. #}
{% macro print_amount(amount) -%}
    case
        when {{ amount }} is null then '（なし / none）'
        else case when {{ amount }} < 0 then '△' else '' end
            || {{ group_thousands('abs(' ~ amount ~ ')') }}
    end
{%- endmacro %}

{% macro group_thousands(amount) -%}
    {{ adapter.dispatch('group_thousands', 'verified_budget')(amount) }}
{%- endmacro %}

{% macro duckdb__group_thousands(amount) -%}
    format('{:,}', {{ amount }})
{%- endmacro %}

{% macro spark__group_thousands(amount) -%}
    format_number({{ amount }}, 0)
{%- endmacro %}

{# An exact amount rounded half up at a unit, away from zero as 四捨五入 does. #}
{% macro round_half_up(amount, unit_size) -%}
    (
        case when {{ amount }} < 0 then -1 else 1 end
        * {{ integer_divide('2 * abs(' ~ amount ~ ') + ' ~ unit_size, '2 * ' ~ unit_size) }}
    )
{%- endmacro %}
