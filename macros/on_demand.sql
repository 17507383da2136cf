{#
    What a person may ask of any one document of the lake, worked out when asked, in the
    words of the models: `from figures_of('...')`, `checks_of('...')`, `statement_of('...')`.
    The other engines have no table macros.
#}
{% macro create_macros_on_demand() -%}
    {% if target.type == 'duckdb' %}
        {% set name = this.include(identifier=false) %}
        {%- call statement('figures_of') -%}
            create or replace macro {{ name }}.figures_of(asked_id) as table
            with

            stg_lake_figures as (select * from {{ name }}.stg_lake_figures),

            int_template_figures as (select * from {{ name }}.int_template_figures),

            explained as (select * from {{ name }}.printed_figures where document_id = asked_id),

            documents as (
                select document_id, template_id
                from {{ name }}.int_documents
                where document_id = asked_id and not exists (from explained)
            ),

            lake_values as ({{ lake_values() }})

            select document_id, figure_id, table_id, row_no, column_no, line_id, business_id, stage, unit, amount
            from explained
            union all
            select
                lake_values.document_id, figure_id, table_id, row_no, column_no, line_id, business_id,
                stage, unit, lake_values.amount
            from lake_values
            inner join int_template_figures as figures using (template_id, figure_id)
            where lake_values.amount is not null
        {%- endcall -%}
        {%- call statement('checks_of') -%}
            create or replace macro {{ name }}.checks_of(asked_id) as table
            with

            documents as (select * from {{ name }}.int_documents where document_id = asked_id),

            -- A tie between documents weighs a figure of the one before.
            figures as (
                select document_id, figure_id, amount from {{ name }}.figures_of(asked_id)
                union all
                select figures.document_id, figures.figure_id, figures.amount
                from {{ name }}.printed_figures as figures
                inner join documents on figures.document_id = documents.previous_document_id
            ),

            terms as (select * from {{ name }}.terms),

            checks as (select * from {{ name }}.checks),

            known_differences as (select * from {{ name }}.known_differences),

            {{ check_verdicts() }}

            select
                verdicts.document_id || '/' || check_key as check_id,
                verdicts.rule_id, rules.label_ja as rule_ja, rules.label_en as rule_en,
                line_id, business_id, stage, table_id, row_no, column_no, unit,
                {{ in_unit_of_check('printed') }} as printed_amount,
                {{ in_unit_of_check('computed') }} as expected_amount,
                residual, residual_lower, residual_upper, figures_missing, status
            from check_verdicts as verdicts
            inner join documents on verdicts.document_id = documents.document_id
            left join {{ name }}.calculation_rules as rules
                on documents.taxonomy_id = rules.taxonomy_id and verdicts.rule_id = rules.rule_id
            order by status = 'consistent', check_id
        {%- endcall -%}
        {%- call statement('statement_of') -%}
            create or replace macro {{ name }}.statement_of(asked_id) as table
            with

            int_documents as (select * from {{ name }}.int_documents),

            int_roll_ups as (select * from {{ name }}.int_roll_ups),

            printed_figures as (select * from {{ name }}.figures_of(asked_id)),

            statement_lines as (select * from {{ name }}.statement_lines),

            businesses as (select * from {{ name }}.businesses),

            stages as (select * from {{ name }}.stages),

            {{ amounts_rolled_up() }}

            select
                statement, line_id, label_ja, label_en, business_id, business_ja, business_en, stage,
                amount_thousand_yen
            from amounts_rolled_up
            where owner_business_id is null
            order by line_order, business_order, stage_order
        {%- endcall -%}
    {% endif %}
{%- endmacro %}
