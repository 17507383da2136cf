{# How a figure is read, as people print and paste it. #}

{# Full-width characters, minus marks and blanks brought to one form each. #}
{% macro normalise_figure(text) -%}
    replace(trim(translate(
        {{ text }},
        '０１２３４５６７８９，．％（）△▲−－―—–‐ー　' || chr(160),
        '0123456789,.%()---------  '
    )), '- ', '-')
{%- endmacro %}

{# Nothing is printed, or what stands for nil: a dash or two, dots, a star, 皆無. Takes a normalised figure. #}
{% macro is_nothing(figure) -%}
    coalesce({{ figure }}, '') in ('', '-', '--', '…', '……', '*', '**', '皆無')
{%- endmacro %}

{# What stands in a cell up to its last digit, and what follows: 1,234 and 千円. #}
{% macro figure_in_cell(cell) -%}
    coalesce(nullif(regexp_extract({{ cell }}, '^(.*[0-9)])[^0-9)]*$', 1), ''), {{ cell }})
{%- endmacro %}

{% macro unit_in_cell(cell) -%}
    coalesce(trim(regexp_extract({{ cell }}, '^.*[0-9)]([^0-9)]*)$', 1)), '')
{%- endmacro %}

{#
    1兆2,345億6,789万 and what follows, or 3億3千586, as one number in the unit of its last digit,
    of which `yen` is the size; any other figure stays. Takes a normalised figure.
#}
{% macro without_myriads(figure, yen) -%}
    {%- set tens = '(?:[0-9]{1,2}|[0-9]十[0-9]?)' -%}
    {%- set hundreds = '(?:[0-9]{1,3}|' ~ tens ~ '|[0-9]百' ~ tens ~ '?)' -%}
    {%- set part = '(?:[0-9],[0-9]{3}|[0-9]{1,4}|' ~ hundreds ~ '|[0-9]千' ~ hundreds ~ '?)' -%}
    {%- set rest = '(?:[0-9]千)?(?:[0-9]百)?(?:[0-9]十)?(?:[0-9]{1,3}(?:,[0-9]{3}){1,2}|[0-9]{1,8})' -%}
    {%- set last = digits_before(figure, '$') -%}
    {%- set powers = 'regexp_extract(' ~ figure ~ ", '([0-9千百十]*[千百十])[0-9,]+$', 1)" -%}
    {%- set myriad = '(' ~ smallest_mark(figure, {'万': 10000, '億': 100000000, '兆': 1000000000000}) ~ ')' -%}
    {%- set of_unit = '(case when ' ~ yen ~ ' >= 100000000 then 100000000 when ' ~ yen ~ ' >= 10000 then 10000 else cast(1 as bigint) end)' -%}
    {%- set power = '(' ~ smallest_mark(powers, {'十': 10, '百': 100, '千': 1000}) ~ ')' -%}
    case
        when translate({{ figure }}, '兆億万千百十', '') = {{ figure }} then {{ figure }}
        when
            {{ full_match(figure, '-?(?:' ~ part ~ '兆)?(?:' ~ part ~ '億)?(?:' ~ part ~ '万)?' ~ rest) }}
            -- Each part is less than one of what stands before it.
            and {{ last }} * {{ yen }} < coalesce({{ power }} * {{ of_unit }}, {{ myriad }})
            and ({{ powers }} = '' or {{ of_unit }} < coalesce({{ myriad }}, {{ of_unit }} + 1))
            then
                case when {{ figure }} like '-%' then '-' else '' end || cast(
                    {{ integer_divide(
                        number_before(figure, '兆') ~ ' * 1000000000000 + '
                        ~ number_before(figure, '億') ~ ' * 100000000 + '
                        ~ number_before(figure, '万') ~ ' * 10000 + '
                        ~ number_in_powers(powers) ~ ' * ' ~ of_unit, yen
                    ) }} + {{ last }} as string
                )
        else {{ figure }}
    end
{%- endmacro %}

{# The size of the smallest mark that a text has, of some in ascending order. #}
{% macro smallest_mark(text, sizes) -%}
    case
        {%- for mark, size in sizes.items() %} when {{ text }} like '%{{ mark }}%' then {{ size }}{% endfor %}
    end
{%- endmacro %}

{# The number before a mark of a figure, of up to four digits that 千, 百 and 十 may stand amid; 0 if there is none. #}
{% macro number_before(figure, mark) -%}
    {{ number_in_powers('regexp_extract(' ~ figure ~ ", '([0-9,千百十]*)" ~ mark ~ "', 1)") }}
{%- endmacro %}

{# 3千5百86 as 3,586; of an empty text 0. #}
{% macro number_in_powers(text) -%}
    (
        {{ digits_before(text, '千') }} * 1000 + {{ digits_before(text, '百') }} * 100
        + {{ digits_before(text, '十') }} * 10 + {{ digits_before(text, '$') }}
    )
{%- endmacro %}

{# The digits before a mark of a figure as a number, 0 if there are none. #}
{% macro digits_before(figure, mark) -%}
    cast('0' || translate(regexp_extract({{ figure }}, '([0-9,]{1,11}){{ mark }}', 1), ',', '') as bigint)
{%- endmacro %}

{#
    Digits, grouped by threes or not at all, and as many decimals as the unit has; a minus
    mark, or parentheses.
#}
{% macro is_figure(figure, decimals=0) -%}
    {%- set digits = '([0-9]{1,3}(,[0-9]{3})+|[0-9]+)([.][0-9]+)?' -%}
    (
        {{ full_match(figure, '-?' ~ digits ~ '|\\(' ~ digits ~ '\\)') }}
        and {{ decimals_of(figure) }} <= {{ decimals }}
    )
{%- endmacro %}

{# How many digits stand behind the decimal point. #}
{% macro decimals_of(figure) -%}
    length(regexp_extract({{ figure }}, '[.]([0-9]*)', 1))
{%- endmacro %}

{# 15 digits, so that an amount in million yen still fits BIGINT in yen. #}
{% macro fits_bigint(figure) -%}
    length(translate({{ figure }}, '0123456789,.()-', '0123456789')) <= 15
{%- endmacro %}

{#
    The signed amount of a figure that is_figure and fits_bigint accept. In a unit with
    decimals it counts the last of them: 8 and 12.3 per cent are 80 and 123 tenths.
#}
{% macro figure_amount(figure, decimals=0) -%}
    case
        when {{ is_figure(figure, decimals) }} and {{ fits_bigint(figure) }}
            then
                cast(translate({{ figure }}, '0123456789,.()-', '0123456789') as bigint)
                * case {{ decimals }} - {{ decimals_of(figure) }}
                    when 0 then 1 when 1 then 10 when 2 then 100 when 3 then 1000
                end
                * case when {{ is_printed_negative(figure) }} then -1 else 1 end
    end
{%- endmacro %}

{# Whether a normalised figure has a minus mark, or parentheses. #}
{% macro is_printed_negative(figure) -%}
    ({{ figure }} like '-%' or {{ figure }} like '(%')
{%- endmacro %}

{# A label without blanks: the page breaks and spaces labels to fit its columns. #}
{% macro normalise_label(text) -%}
    translate({{ text }}, ' 　' || chr(160) || chr(9), '')
{%- endmacro %}

{# An amount as a budget document prints it: 1,234 and △1,234; 12.3 where the last of its digits are decimals. #}
{% macro print_amount(amount, decimals=none) -%}
    {%- set scale = 'cast(power(10, ' ~ decimals ~ ') as bigint)' -%}
    {%- set whole = integer_divide('abs(' ~ amount ~ ')', scale) if decimals else 'abs(' ~ amount ~ ')' -%}
    case
        when {{ amount }} is null then '（なし / none）'
        else case when {{ amount }} < 0 then '△' else '' end
            || {{ group_thousands(whole) }}
            {%- if decimals %}
                || case
                    when {{ decimals }} > 0
                        then '.' || lpad(cast(abs({{ amount }}) % {{ scale }} as string), cast({{ decimals }} as integer), '0')
                    else ''
                end
            {%- endif %}
    end
{%- endmacro %}

{# An exact amount rounded half up at a unit, away from zero as 四捨五入 does. #}
{% macro round_half_up(amount, unit_size) -%}
    (
        case when {{ amount }} < 0 then -1 else 1 end
        * {{ integer_divide('2 * abs(' ~ amount ~ ') + ' ~ unit_size, '2 * ' ~ unit_size) }}
    )
{%- endmacro %}
