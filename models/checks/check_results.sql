-- One row per check evaluated: what is printed, what it should be by the rule, the
-- difference, and whether it is consistent, known, or an error. For the documents of
-- the seeds, and those of the lake that are explained.
with
figures as (select * from {{ ref('printed_figures') }}),
documents as (select * from {{ ref('int_documents_explained') }}),
terms as (select * from {{ ref('terms') }}),
checks as (select * from {{ ref('checks') }}),
known_differences as (select * from {{ ref('known_differences') }}),
calculation_rules as (select * from {{ ref('calculation_rules') }}),
statement_lines as (select * from {{ ref('statement_lines') }}),
businesses as (select * from {{ ref('businesses') }}),
document_stages as (select * from {{ ref('document_stages') }}),
units as (select * from {{ ref('units') }}),

{{ check_verdicts() }},

-- In the unit that the message prints, rounded where a print is.
verdicts_explained as (
    select
        verdicts.*,
        {{ in_unit_of_check('verdicts.printed') }} as printed_amount,
        {{ in_unit_of_check('verdicts.computed') }} as expected_amount,
        rules.family,
        coalesce(rules.label_ja, verdicts.rule_id) as rule_ja,
        coalesce(rules.label_en, verdicts.rule_id) as rule_en,
        coalesce(statement_lines.label_ja || '、', '') || coalesce(businesses.name_ja || '、', '')
        || coalesce(document_stages.label_ja || '、', '') as cell_ja,
        coalesce(statement_lines.label_en || ', ', '') || coalesce(businesses.name_en || ', ', '')
        || coalesce(document_stages.label_en || ', ', '') as cell_en,
        coalesce(units.label_ja, verdicts.unit) as unit_ja,
        coalesce(units.label_en, verdicts.unit) as unit_en,
        coalesce(
            '。前回は ' || tied.document_id || ' ' || tied.table_id || '、原文'
            || tied.source_line || '行、' || tied.column_name || '列', ''
        ) as previous_ja,
        coalesce(
            '; previously ' || tied.document_id || ' ' || tied.table_id || ', source line '
            || tied.source_line || ', column ' || tied.column_name, ''
        ) as previous_en
    from check_verdicts as verdicts
    inner join documents on verdicts.document_id = documents.document_id
    left join calculation_rules as rules
        on documents.taxonomy_id = rules.taxonomy_id
            and verdicts.rule_id = rules.rule_id
    left join statement_lines
        on documents.taxonomy_id = statement_lines.taxonomy_id
            and verdicts.line_id = statement_lines.line_id
    left join businesses
        on documents.taxonomy_id = businesses.taxonomy_id
            and verdicts.business_id = businesses.business_id
    left join document_stages
        on verdicts.document_id = document_stages.document_id
            and verdicts.stage = document_stages.stage
    left join units on verdicts.unit = units.unit
    left join figures as tied
        on verdicts.previous_document_id = tied.document_id
            and verdicts.previous_figure_id = tied.figure_id
),

check_results as (
    select
        document_id || '/' || check_key as check_id,
        document_id,
        rule_id,
        family,
        axis,
        line_id,
        business_id,
        stage,
        figure_id,
        table_id,
        row_no,
        column_no,
        source_line,
        unit,
        printed_amount,
        expected_amount,
        printed_amount - expected_amount as difference,
        residual,
        residual_lower,
        residual_upper,
        figures_compared,
        figures_missing,
        status = 'consistent' as is_consistent,
        status,
        case when status = 'known_difference' then known_finding_id end as finding_id,
        '「' || rule_ja || '」 ' || cell_ja
        || '印刷 ' || {{ print_amount('printed_amount') }}
        || ' 計算 ' || {{ print_amount('expected_amount') }}
        || ' 差 ' || {{ print_amount('(printed_amount - expected_amount)') }} || ' ' || unit_ja
        || '（' || document_id || coalesce(' ' || table_id, '')
        || coalesce('、原文' || source_line || '行', '')
        || coalesce('、' || column_name || '列', '') || previous_ja || '）' as message_ja,
        rule_en || ': ' || cell_en
        || 'printed ' || {{ print_amount('printed_amount') }}
        || ', computed ' || {{ print_amount('expected_amount') }}
        || ', difference ' || {{ print_amount('(printed_amount - expected_amount)') }}
        || ' ' || unit_en
        || ' (' || document_id || coalesce(' ' || table_id, '')
        || coalesce(', source line ' || source_line, '')
        || coalesce(', column ' || column_name, '') || previous_en || ')' as message_en
    from verdicts_explained
)

select * from check_results
