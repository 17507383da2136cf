-- One row per document and rule: how many checks it evaluated, how many were
-- expected, and how they came out.
with
check_results as (select * from {{ ref('check_results') }}),
int_rule_counts as (select * from {{ ref('int_rule_counts') }}),
documents as (select * from {{ ref('int_documents_explained') }}),
calculation_rules as (select * from {{ ref('calculation_rules') }}),

evaluated as (
    select
        document_id,
        rule_id,
        count_if(status = 'consistent') as consistent_count,
        count_if(status = 'known_difference') as known_count,
        count_if(status in ('inconsistent', 'missing')) as inconsistent_count
    from check_results
    group by document_id, rule_id
),

check_summary as (
    select
        documents.document_id,
        calculation_rules.family,
        calculation_rules.rule_id,
        calculation_rules.label_ja,
        calculation_rules.label_en,
        int_rule_counts.expected_count,
        int_rule_counts.check_count,
        int_rule_counts.expected_checksum,
        int_rule_counts.members_checksum,
        cast(coalesce(evaluated.consistent_count, 0) as integer) as consistent_count,
        cast(coalesce(evaluated.known_count, 0) as integer) as known_difference_count,
        cast(coalesce(evaluated.inconsistent_count, 0) as integer) as inconsistent_count
    from documents
    inner join int_rule_counts on documents.template_id = int_rule_counts.template_id
    inner join calculation_rules
        on documents.taxonomy_id = calculation_rules.taxonomy_id
            and int_rule_counts.rule_id = calculation_rules.rule_id
    left join evaluated
        on documents.document_id = evaluated.document_id
            and int_rule_counts.rule_id = evaluated.rule_id
    where not documents.is_from_lake
        or int_rule_counts.expected_count > 0
)

select * from check_summary
