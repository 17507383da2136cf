{#
    The usual questions as table macros, for whoever opens the file: `from statement(...)`,
    `changes()`, `trace(...)`. They answer to ids and to labels. The other engines have none.
#}
{% macro create_questions() %}
    {% if execute and target.type == 'duckdb' %}
        {% set asked = [
            'business_statements', 'statements', 'supplementary_changes', 'printed_figures', 'statement_lines',
            'businesses', 'document_stages', 'documents', 'figure_checks', 'check_results',
        ] %}
        {% set found = [] %}
        {% for name in asked %}
            {% if adapter.get_relation(target.database, target.schema, name) %}
                {% do found.append(name) %}
            {% endif %}
        {% endfor %}
        {# A run of a part of the models leaves the macros as they are. #}
        {% if asked | length == found | length %}
            {% do run_query(questions(api.Relation.create(schema=target.schema))) %}
        {% endif %}
    {% endif %}
{% endmacro %}

{# Whether a business is the one that is asked for; the total where none is. #}
{% macro is_business(asked, businesses) -%}
    case
        when {{ asked }} is null then {{ businesses }}.is_total
        else {{ asked }} in ({{ businesses }}.business_id, {{ businesses }}.name_ja, {{ businesses }}.name_en)
    end
{%- endmacro %}

{# The SQL of the macros; without the name of the database, so that its file may be renamed. #}
{% macro questions(schema) %}
    create or replace macro {{ schema }}.statement(asked, business := null, document := null) as table
        select
            lines.document_id,
            lines.line_id,
            repeat('　', lines.depth) || lines.label_ja as label_ja,
            lines.label_en,
            lines.original_thousand_yen,
            lines.adjustment_thousand_yen,
            lines.revised_thousand_yen
        from {{ schema }}.business_statements as lines
        inner join {{ schema }}.documents using (document_id)
        inner join {{ schema }}.statements as names using (taxonomy_id, statement)
        inner join {{ schema }}.businesses using (taxonomy_id, business_id)
        where asked in (names.statement, names.label_ja, names.label_en)
            and {{ is_business('business', 'businesses') }}
            and (document is null or lines.document_id = document)
        order by lines.document_id, lines.line_order;

    create or replace macro {{ schema }}.changes(business := null, document := null) as table
        select
            lines.document_id,
            lines.statement,
            lines.line_id,
            lines.label_ja,
            lines.label_en,
            lines.original_thousand_yen,
            lines.adjustment_thousand_yen,
            lines.revised_thousand_yen
        from {{ schema }}.supplementary_changes as lines
        inner join {{ schema }}.documents using (document_id)
        inner join {{ schema }}.businesses using (taxonomy_id, business_id)
        where {{ is_business('business', 'businesses') }}
            and (document is null or lines.document_id = document)
        order by lines.document_id, abs(lines.adjustment_thousand_yen) desc, lines.line_order;

    create or replace macro {{ schema }}.trace(
        line, business := null, at_stage := null, document := null
    ) as table
        with figures as (
            select
                figures.*,
                lines.label_ja,
                lines.label_en,
                stages.label_ja as stage_ja,
                stages.label_en as stage_en,
                stages.stage_order
            from {{ schema }}.printed_figures as figures
            inner join {{ schema }}.documents using (document_id)
            inner join {{ schema }}.statement_lines as lines using (taxonomy_id, line_id)
            inner join {{ schema }}.businesses using (taxonomy_id, business_id)
            inner join {{ schema }}.document_stages as stages using (document_id, stage)
            where line in (lines.line_id, lines.label_ja, lines.label_en)
                and {{ is_business('business', 'businesses') }}
                and (
                    at_stage is null
                    or at_stage in (stages.stage, stages.label_ja, stages.label_en)
                )
                and (document is null or figures.document_id = document)
        ),
        answers as (
            select
                document_id, line_id, stage_order, stage_ja, stage_en, 1 as kind_order,
                '印刷 / printed' as kind,
                table_id || ':' || source_line || ' ' || column_name as place,
                figure_as_printed, amount, unit,
                label_ja || ' ' || figure_as_printed as says_ja,
                label_en || ' ' || figure_as_printed as says_en
            from figures
            union all
            select distinct
                figures.document_id, figures.line_id, figures.stage_order, figures.stage_ja,
                figures.stage_en, 2 as kind_order,
                '検査 / check: ' || checks.status as kind,
                checks.check_id as place,
                null as figure_as_printed, checks.difference as amount, checks.unit,
                checks.message_ja as says_ja,
                checks.message_en as says_en
            from figures
            inner join {{ schema }}.figure_checks using (document_id, figure_id)
            inner join {{ schema }}.check_results as checks using (check_id)
        )
        select
            document_id, line_id, stage_ja, stage_en, kind, place, figure_as_printed, amount, unit,
            says_ja, says_en
        from answers
        order by document_id, line_id, stage_order, kind_order, place;
{% endmacro %}
