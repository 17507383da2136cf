-- One row per document and rule: how many checks it evaluated, how many were
-- expected, and how they came out. The checksum weighs each member of each check
-- by its order numbers, so that no arc can be dropped, negated or exchanged.
with

check_results as (
    select * from {{ ref('check_results') }}
),

int_check_members as (
    select * from {{ ref('int_check_members') }}
),

expected_checks as (
    select * from {{ ref('expected_checks') }}
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

documents as (
    select * from {{ ref('documents') }}
),

calculation_rules as (
    select * from {{ ref('calculation_rules') }}
),

evaluated as (
    select
        document_id,
        rule_id,
        count(*) as check_count,
        sum(case when status = 'consistent' then 1 else 0 end) as consistent_count,
        sum(case when status = 'known_difference' then 1 else 0 end) as known_count,
        sum(case when status in ('inconsistent', 'missing') then 1 else 0 end)
            as inconsistent_count,
        sum(figures_compared) as figures_compared
    from check_results
    group by
        document_id,
        rule_id
),

checksums as (
    select
        members.document_id,
        members.rule_id,
        sum(
            members.weight * (
                coalesce(statement_lines.line_order, 0)
                + coalesce(businesses.business_order, 0)
                + coalesce(stages.stage_order, 0)
            )
        ) as members_checksum
    from int_check_members as members
    inner join documents on members.document_id = documents.document_id
    left join statement_lines
        on
            documents.taxonomy_id = statement_lines.taxonomy_id
            and members.member_line_id = statement_lines.line_id
    left join businesses
        on
            documents.taxonomy_id = businesses.taxonomy_id
            and members.member_business_id = businesses.business_id
    left join stages on members.member_stage = stages.stage
    group by
        members.document_id,
        members.rule_id
),

rules as (
    select
        documents.document_id,
        calculation_rules.rule_id,
        calculation_rules.family,
        calculation_rules.label_ja,
        calculation_rules.label_en
    from documents
    inner join calculation_rules on documents.taxonomy_id = calculation_rules.taxonomy_id
),

check_summary as (
    select
        rules.document_id,
        rules.family,
        rules.rule_id,
        rules.label_ja,
        rules.label_en,
        expected_checks.check_count as expected_count,
        cast(coalesce(evaluated.check_count, 0) as integer) as check_count,
        expected_checks.members_checksum as expected_checksum,
        cast(coalesce(checksums.members_checksum, 0) as bigint) as members_checksum,
        cast(coalesce(evaluated.consistent_count, 0) as integer) as consistent_count,
        cast(coalesce(evaluated.known_count, 0) as integer) as known_difference_count,
        cast(coalesce(evaluated.inconsistent_count, 0) as integer) as inconsistent_count,
        cast(coalesce(evaluated.figures_compared, 0) as integer) as figures_compared
    from rules
    left join evaluated
        on
            rules.document_id = evaluated.document_id
            and rules.rule_id = evaluated.rule_id
    left join checksums
        on
            rules.document_id = checksums.document_id
            and rules.rule_id = checksums.rule_id
    left join expected_checks
        on
            rules.document_id = expected_checks.document_id
            and rules.rule_id = expected_checks.rule_id
)

select * from check_summary
