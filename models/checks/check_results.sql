-- One row per check evaluated: what is printed, what it should be by the rule,
-- the difference, and whether it is consistent, known, or an error.
with

int_sums_compared as (
    select * from {{ ref('int_sums_compared') }}
),

int_prints_compared as (
    select * from {{ ref('int_prints_compared') }}
),

calculation_rules as (
    select * from {{ ref('calculation_rules') }}
),

known_differences as (
    select * from {{ ref('known_differences') }}
),

int_documents as (
    select * from {{ ref('int_documents') }}
),

printed_figures as (
    select * from {{ ref('printed_figures') }}
),

statement_lines as (
    select * from {{ ref('statement_lines') }}
),

businesses as (
    select * from {{ ref('businesses') }}
),

stages as (
    select * from {{ ref('stages') }}
),

units as (
    select * from {{ ref('units') }}
),

comparisons as (
    select
        *,
        printed_amount - computed_amount as residual,
        -tolerance as residual_lower,
        tolerance as residual_upper,
        cast(null as string) as computed_place_ja,
        cast(null as string) as computed_place_en
    from int_sums_compared
    union all
    select
        document_id,
        rule_id,
        axis,
        line_id,
        business_id,
        stage,
        table_id,
        row_no,
        column_no,
        unit,
        printed_amount,
        computed_amount,
        cast(0 as bigint) as tolerance,
        true as is_exact,
        2 as figures_compared,
        case when printed_amount is null then 1 else 0 end
        + case when computed_amount is null then 1 else 0 end as figures_missing,
        residual,
        residual_lower,
        residual_upper,
        computed_place_ja,
        computed_place_en
    from int_prints_compared
),

comparisons_judged as (
    select
        comparisons.*,
        comparisons.printed_amount - comparisons.computed_amount as difference,
        coalesce(
            abs(comparisons.printed_amount - comparisons.computed_amount) <= comparisons.tolerance
            and comparisons.figures_missing = 0,
            false
        ) as is_consistent
    from comparisons
),

comparisons_explained as (
    select
        judged.*,
        int_documents.taxonomy_id,
        calculation_rules.family,
        calculation_rules.label_ja as rule_ja,
        calculation_rules.label_en as rule_en,
        statement_lines.label_ja as line_ja,
        statement_lines.label_en as line_en,
        businesses.name_ja as business_ja,
        businesses.name_en as business_en,
        stages.label_ja as stage_ja,
        stages.label_en as stage_en,
        units.label_ja as unit_ja,
        units.label_en as unit_en,
        case when not int_documents.is_from_lake then printed_figures.source_line end
            as source_line,
        printed_figures.column_name,
        known_differences.finding_id,
        known_differences.difference_thousand_yen as known_difference,
        case
            when judged.is_consistent then 'consistent'
            when judged.figures_missing > 0 then 'missing'
            when judged.difference = known_differences.difference_thousand_yen
                then 'known_difference'
            else 'inconsistent'
        end as status
    from comparisons_judged as judged
    inner join int_documents on judged.document_id = int_documents.document_id
    left join calculation_rules
        on
            int_documents.taxonomy_id = calculation_rules.taxonomy_id
            and judged.rule_id = calculation_rules.rule_id
    left join statement_lines
        on
            int_documents.taxonomy_id = statement_lines.taxonomy_id
            and judged.line_id = statement_lines.line_id
    left join businesses
        on
            int_documents.taxonomy_id = businesses.taxonomy_id
            and judged.business_id = businesses.business_id
    left join stages on judged.stage = stages.stage
    left join units on judged.unit = units.unit
    left join printed_figures
        on
            judged.document_id = printed_figures.document_id
            and judged.table_id = printed_figures.table_id
            and judged.row_no = printed_figures.row_no
            and judged.column_no = printed_figures.column_no
    left join known_differences
        on
            judged.document_id = known_differences.document_id
            and judged.rule_id = known_differences.rule_id
            and judged.line_id = known_differences.line_id
            and judged.business_id = known_differences.business_id
            and judged.stage = known_differences.stage
),

check_results as (
    select
        document_id || '/' || rule_id || '/' || coalesce(line_id, '')
        || '/' || coalesce(business_id, '') || '/' || coalesce(stage, '')
        || case
            when axis = 'print'
                then
                    '/' || coalesce(table_id, '') || ':' || coalesce(cast(row_no as string), '')
                    || ':' || coalesce(cast(column_no as string), '') || ':' || unit
            else ''
        end as check_id,
        document_id,
        rule_id,
        family,
        axis,
        line_id,
        business_id,
        stage,
        table_id,
        row_no,
        column_no,
        source_line,
        unit,
        printed_amount,
        computed_amount as expected_amount,
        difference,
        computed_amount - tolerance as expected_lower,
        computed_amount + tolerance as expected_upper,
        residual,
        -- What the document leaves inconsistent must stay so, to the yen.
        coalesce(known_difference, residual_lower) as residual_lower,
        coalesce(known_difference, residual_upper) as residual_upper,
        is_exact,
        cast(figures_compared as integer) as figures_compared,
        cast(figures_missing as integer) as figures_missing,
        is_consistent,
        status,
        case when status = 'known_difference' then finding_id end as finding_id,
        '「' || coalesce(rule_ja, rule_id) || '」 '
        || coalesce(line_ja || '、', '') || coalesce(business_ja || '、', '')
        || coalesce(stage_ja || '、', '')
        || '印刷 ' || {{ print_amount('printed_amount') }}
        || ' 計算 ' || {{ print_amount('computed_amount') }}
        || ' 差 ' || {{ print_amount('difference') }} || ' ' || coalesce(unit_ja, unit)
        || '（' || document_id || coalesce(' ' || table_id, '')
        || coalesce('、原文' || source_line || '行', '')
        || coalesce('、' || column_name || '列', '')
        || coalesce('。前回は ' || computed_place_ja, '') || '）' as message_ja,
        coalesce(rule_en, rule_id) || ': '
        || coalesce(line_en || ', ', '') || coalesce(business_en || ', ', '')
        || coalesce(stage_en || ', ', '')
        || 'printed ' || {{ print_amount('printed_amount') }}
        || ', computed ' || {{ print_amount('computed_amount') }}
        || ', difference ' || {{ print_amount('difference') }} || ' ' || coalesce(unit_en, unit)
        || ' (' || document_id || coalesce(' ' || table_id, '')
        || coalesce(', source line ' || source_line, '')
        || coalesce(', column ' || column_name, '')
        || coalesce('; previously ' || computed_place_en, '') || ')' as message_en
    from comparisons_explained
)

select * from check_results
