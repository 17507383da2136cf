{# The statement models: lines down, stages across; and a view for each statement. #}

{#
    A view for each statement that has forms, of the columns of the model just built but
    `statement`: `consolidated_statements` makes consolidated_<statement>. Views of
    statements that are no more, and tables of older versions, go.
#}
{% macro create_statement_views() -%}
    {%- if execute -%}
        {%- set prefix = this.identifier.removesuffix('statements') -%}
        {%- set nodes = graph.nodes.values() | selectattr('resource_type', 'in', ['model', 'seed']) -%}
        {%- set others = nodes | map(attribute='alias') | list -%}
        {%- set statements = run_query(
            'select distinct statement from ' ~ ref('statements') ~ " where presentation = 'statement'"
        ).columns[0].values() -%}
        {%- for relation in relations_left(this) -%}
            {%- if relation.identifier.startswith(prefix) and relation.identifier not in others -%}
                {%- do adapter.drop_relation(relation) -%}
            {%- endif -%}
        {%- endfor -%}
        {%- for name in statements -%}
            {%- if prefix ~ name in others -%}
                {{ exceptions.raise_compiler_error(
                    'seeds/vocabulary/statements.csv: ' ~ name ~ ': この名前の表が既にある / a table has this name: '
                    ~ prefix ~ name
                ) }}
            {%- endif -%}
            {%- set view = this.incorporate(path={'identifier': prefix ~ name}, type='view') -%}
            {%- call statement('view_of_' ~ name) -%}
                create view {{ view }} as
                select {{ model.columns | reject('equalto', 'statement') | join(', ') }}
                from {{ this.include(database=false) }}
                where statement = '{{ name }}'
            {%- endcall -%}
            {%- do comment_on_view(view, model.description) -%}
        {%- endfor -%}
    {%- endif -%}
{%- endmacro %}

{#
    The amounts of a CTE with the stages across, by the other columns of the model's contract;
    `also` is what else the contract has, and how it is worked out.
#}
{% macro stages_across(amounts, also={}) %}
    {%- set columns = [] -%}
    {%- for column in model.columns if column not in also and not column.endswith('_thousand_yen') -%}
        {%- do columns.append(column) -%}
    {%- endfor -%}
    select
        {%- for column in columns %}
        {{ column }},
        {%- endfor %}
        {%- for column, expression in also.items() %}
        {{ expression }} as {{ column }},
        {%- endfor %}
        {%- for stage in ['original', 'adjustment', 'revised'] %}
        max(case when stage = '{{ stage }}' then amount_thousand_yen end) as {{ stage }}_thousand_yen
        {{- ',' if not loop.last }}
        {%- endfor %}
    from {{ amounts }}
    group by {{ columns | join(', ') }}
{%- endmacro %}

{#
    The amounts of cells from their leaves, with the words for line, business and stage, for the
    CTEs of the same names as the models.
#}
{% macro amounts_rolled_up() %}
    rolled_up as (
        select
            int_documents.document_id,
            int_documents.taxonomy_id,
            roll_ups.line_id,
            roll_ups.business_id,
            roll_ups.stage,
            cast(sum(figures.amount * roll_ups.weight) as bigint) as amount_thousand_yen
        from printed_figures as figures
        inner join int_documents on figures.document_id = int_documents.document_id
        inner join int_roll_ups as roll_ups
            on int_documents.template_id = roll_ups.template_id
                and figures.figure_id = roll_ups.figure_id
        -- What is printed in yen or in 万円 alone is no amount in thousand yen.
        where roll_ups.unit = 'thousand_yen'
        group by
            int_documents.document_id,
            int_documents.taxonomy_id,
            roll_ups.line_id,
            roll_ups.business_id,
            roll_ups.stage
    ),

    amounts_rolled_up as (
        select
            rolled_up.*,
            statement_lines.statement,
            statement_lines.line_order,
            statement_lines.depth,
            statement_lines.line_kind,
            statement_lines.is_headline,
            statement_lines.label_ja,
            statement_lines.label_en,
            statement_lines.owner_business_id,
            businesses.business_order,
            businesses.is_total as is_total_business,
            businesses.name_ja as business_ja,
            businesses.name_en as business_en,
            stages.stage_order
        from rolled_up
        inner join statement_lines
            on rolled_up.taxonomy_id = statement_lines.taxonomy_id
                and rolled_up.line_id = statement_lines.line_id
        inner join businesses
            on rolled_up.taxonomy_id = businesses.taxonomy_id
                and rolled_up.business_id = businesses.business_id
        inner join stages on rolled_up.stage = stages.stage
    )
{% endmacro %}
