{#
    The verdict on checks, decided here and nowhere else: the residual of each check of
    each document against its interval, or what is missing. For the CTEs `documents`
    (document_id, template_id), `figures` (document_id, figure_id, amount), `terms`,
    `checks` and `known_differences`; the last CTE is `check_verdicts`.
#}
{% macro check_verdicts() %}
    values_read as (
        select
            documents.document_id,
            terms.check_no,
            terms.is_printed,
            terms.weight * coalesce(
                terms.stated_amount, {{ value_read('terms.reading', 'figures.amount') }}
            ) as term_value
        from documents
        inner join terms on documents.template_id = terms.template_id
        left join figures
            on terms.figure_id = figures.figure_id
                and case
                    when terms.figure_document_id = terms.template_id then documents.document_id
                    else terms.figure_document_id
                end = figures.document_id
    ),

    sides as (
        select
            document_id,
            check_no,
            {{ side_of_check('is_printed') }} as printed,
            -{{ side_of_check('not is_printed') }} as computed,
            cast(count_if(term_value is null) as integer) as figures_missing
        from values_read
        group by document_id, check_no
    ),

    residuals as (
        select
            sides.document_id,
            sides.printed,
            sides.computed,
            sides.figures_missing,
            sides.printed - sides.computed as residual,
            known_differences.finding_id as known_finding_id,
            cast(known_differences.difference_thousand_yen as bigint) as known_difference,
            {{ end_of_rounding(false) }} as rounding_lower,
            {{ end_of_rounding(true) }} as rounding_upper,
            checks.*
        from sides
        inner join checks on sides.check_no = checks.check_no
        left join known_differences
            on sides.document_id = known_differences.document_id
                and checks.rule_id = known_differences.rule_id
                and checks.line_id = known_differences.line_id
                and checks.business_id = known_differences.business_id
                and checks.stage = known_differences.stage
    ),

    check_verdicts as (
        select
            residuals.*,
            -- What the document leaves inconsistent must stay so, to the yen.
            cast(coalesce(known_difference, rounding_lower) as bigint) as residual_lower,
            cast(coalesce(known_difference, rounding_upper) as bigint) as residual_upper,
            case
                when residual is null then 'missing'
                when residual between rounding_lower and rounding_upper then 'consistent'
                when residual = known_difference then 'known_difference'
                else 'inconsistent'
            end as status
        from residuals
    )
{% endmacro %}

{# The sum of one side, if nothing of it is missing. #}
{% macro side_of_check(is_of_side) -%}
    case
        when not bool_or({{ is_of_side }} and term_value is null)
            then cast(sum(case when {{ is_of_side }} then term_value end) as bigint)
    end
{%- endmacro %}

{#
    The ends of what rounding allows: half a unit, which is rounded away from zero, so
    that the two ends differ by the sign of the side that is rounded.
#}
{% macro end_of_rounding(is_highest) -%}
    {{ '' if is_highest else '-' }}(
        half_unit - case
            when half_unit = 0 or rounded_side is null then 0
            when rounded_side = 'printed' and printed {{ '>' if is_highest else '<' }} 0 then 0
            when rounded_side = 'computed' and computed {{ '<' if is_highest else '>' }} 0 then 0
            else 1
        end
    )
{%- endmacro %}

{# Whether a check with both its sides fails; what is known must stay so, to the yen. #}
{% macro is_failing() -%}
    printed - computed not between
    coalesce(known_difference, {{ end_of_rounding(false) }})
    and coalesce(known_difference, {{ end_of_rounding(true) }})
{%- endmacro %}

{#
    The figures of documents of the lake, for the CTEs `documents` (document_id,
    template_id), `stg_lake_figures` and `int_template_figures`. By their hash, as the sums
    find them: by six texts, DuckDB would look up every row of the files first.
#}
{% macro lake_values() %}
    select
        lake.document_id,
        lake.template_id,
        figures.figure_id,
        lake.amount,
        lake.file_name
    from (
        select
            documents.document_id,
            documents.template_id,
            figures.amount,
            figures.file_name,
            {{ hash_of(cell_columns()) }} as cell_hash
        from documents
        inner join stg_lake_figures as figures on documents.document_id = figures.document_id
    ) as lake
    inner join (
        select
            template_id,
            figure_id,
            {{ hash_of(cell_columns()) }} as cell_hash
        from int_template_figures
    ) as figures
        on lake.template_id = figures.template_id
            and lake.cell_hash = figures.cell_hash
{% endmacro %}

{# The bases of the three digits of a weight by which a document of the lake is summed. #}
{% macro lake_base(digit) %}
    {{ return([1, 2097152, 4398046511104][digit]) }}
{% endmacro %}

{# The columns of the lake that say which cell a figure is. #}
{% macro cell_columns() %}
    {{ return(lake_columns() | reject('in', ['document_id', 'amount']) | list) }}
{% endmacro %}

{# A side of a check as its message prints it: in the unit of the check, rounded as it is. #}
{% macro in_unit_of_check(amount) -%}
    cast(
        {{ integer_divide(round_half_up(amount, 'rounding_unit') ~ ' * rounding_unit', 'unit_size') }}
        as bigint
    )
{%- endmacro %}
