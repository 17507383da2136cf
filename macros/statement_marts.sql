{# The statement models: lines down, stages across. All thinking is upstream. #}

{% macro consolidated_statement(statement) %}
with

statement_amounts as (
    select * from {{ ref('statement_amounts') }}
),

stages_across as (
    select
        document_id,
        line_id,
        line_order,
        depth,
        line_kind,
        label_ja,
        label_en,
        {{ stage_columns() }}
    from statement_amounts
    where
        statement = '{{ statement }}'
        and is_total_business
    group by
        document_id,
        line_id,
        line_order,
        depth,
        line_kind,
        label_ja,
        label_en
)

select * from stages_across
{% endmacro %}

{% macro business_statement(statement) %}
with

statement_amounts as (
    select * from {{ ref('statement_amounts') }}
),

stages_across as (
    select
        document_id,
        line_id,
        line_order,
        depth,
        line_kind,
        label_ja,
        label_en,
        business_id,
        business_order,
        business_ja,
        business_en,
        {{ stage_columns() }},
        max(case when is_derived then 1 else 0 end) = 1 as has_derived_amounts
    from statement_amounts
    where statement = '{{ statement }}'
    group by
        document_id,
        line_id,
        line_order,
        depth,
        line_kind,
        label_ja,
        label_en,
        business_id,
        business_order,
        business_ja,
        business_en
)

select * from stages_across
{% endmacro %}

{% macro stage_columns() -%}
    {%- for stage in ['original', 'adjustment', 'revised'] -%}
        max(case when stage = '{{ stage }}' then amount_thousand_yen end)
        as {{ stage }}_thousand_yen{% if not loop.last %},
        {% endif %}
    {%- endfor -%}
{%- endmacro %}

{# The amounts of cells from their leaves, for the CTEs of the same names as the models. #}
{% macro amounts_rolled_up() %}
    rolled_up as (
        select
            figures.document_id,
            roll_ups.line_id,
            roll_ups.business_id,
            roll_ups.stage,
            cast(sum(figures.amount * roll_ups.weight) as bigint) as amount_thousand_yen
        from printed_figures as figures
        inner join int_documents on figures.document_id = int_documents.document_id
        inner join int_roll_ups as roll_ups
            on
                int_documents.template_id = roll_ups.template_id
                and figures.figure_id = roll_ups.figure_id
        group by
            figures.document_id,
            roll_ups.line_id,
            roll_ups.business_id,
            roll_ups.stage
    )
{% endmacro %}
