-- One row per document, of the seeds or of the lake: how much it prints, how much of it
-- a person left out, how many checks bind it, how they came out, and whether check_results
-- holds them one by one.
with
int_documents as (select * from {{ ref('int_documents') }}),
int_lake_documents as (select * from {{ ref('int_lake_documents') }}),
int_lake_verdicts as (select * from {{ ref('int_lake_verdicts') }}),
int_rule_counts as (select * from {{ ref('int_rule_counts') }}),
printed_figures as (select * from {{ ref('printed_figures') }}),
check_results as (select * from {{ ref('check_results') }}),
left_out as (select * from {{ ref('left_out') }}),

amounts_left_out as (
    select
        document_id,
        count(*) as left_out_count
    from left_out
    where kind = 'amount'
    group by document_id
),

figures_printed as (
    select
        document_id,
        count(*) as figure_count
    from printed_figures
    group by document_id
),

checks_judged as (
    select
        document_id,
        count_if(status = 'inconsistent') as failing_count,
        count_if(status = 'missing') as missing_count
    from check_results
    group by document_id
),

rules_counted as (
    select
        template_id,
        sum(check_count) as check_count,
        count_if(is_other_than_expected) as short_rule_count
    from int_rule_counts
    group by template_id
),

documents_counted as (
    select
        documents.document_id,
        documents.taxonomy_id,
        documents.template_id,
        documents.is_from_lake,
        cast(
            coalesce(figures_printed.figure_count, int_lake_documents.figure_count, 0) as integer
        ) as figure_count,
        cast(coalesce(amounts_left_out.left_out_count, 0) as integer) as left_out_count,
        cast(coalesce(rules_counted.check_count, 0) as integer) as check_count,
        cast(
            coalesce(checks_judged.failing_count, int_lake_verdicts.failing_count, 0) as integer
        ) as failing_count,
        cast(
            coalesce(checks_judged.missing_count, int_lake_verdicts.missing_count, 0) as integer
        ) as missing_count,
        cast(coalesce(rules_counted.short_rule_count, 0) as integer) as short_rule_count,
        checks_judged.document_id is not null as is_explained
    from int_documents as documents
    left join int_lake_documents on documents.document_id = int_lake_documents.document_id
    left join int_lake_verdicts on documents.document_id = int_lake_verdicts.document_id
    left join figures_printed on documents.document_id = figures_printed.document_id
    left join amounts_left_out on documents.document_id = amounts_left_out.document_id
    left join checks_judged on documents.document_id = checks_judged.document_id
    left join rules_counted on documents.template_id = rules_counted.template_id
),

document_verdicts as (
    select
        *,
        case
            when failing_count > 0 then 'inconsistent'
            when missing_count > 0 then 'missing'
            when short_rule_count > 0 or check_count = 0 then 'incomplete'
            when left_out_count > 0 then 'partial'
            else 'consistent'
        end as verdict
    from documents_counted
)

select * from document_verdicts
