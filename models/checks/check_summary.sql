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

int_documents as (
    select * from {{ ref('int_documents') }}
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
    inner join int_documents on members.document_id = int_documents.document_id
    left join statement_lines
        on
            int_documents.taxonomy_id = statement_lines.taxonomy_id
            and members.member_line_id = statement_lines.line_id
    left join businesses
        on
            int_documents.taxonomy_id = businesses.taxonomy_id
            and members.member_business_id = businesses.business_id
    left join stages on members.member_stage = stages.stage
    group by
        members.document_id,
        members.rule_id
),

-- A document of the lake is expected to evaluate as much as the fullest of its
-- taxonomy; no one has counted for it.
lake_counts as (
    select
        int_documents.taxonomy_id,
        evaluated.rule_id,
        evaluated.check_count,
        coalesce(checksums.members_checksum, 0) as members_checksum,
        max(evaluated.check_count) over (
            partition by int_documents.taxonomy_id, evaluated.rule_id
        ) as fullest_count
    from evaluated
    inner join int_documents on evaluated.document_id = int_documents.document_id
    left join checksums
        on
            evaluated.document_id = checksums.document_id
            and evaluated.rule_id = checksums.rule_id
    where int_documents.is_from_lake
),

fullest as (
    select
        taxonomy_id,
        rule_id,
        fullest_count as check_count,
        max(members_checksum) as members_checksum
    from lake_counts
    where check_count = fullest_count
    group by
        taxonomy_id,
        rule_id,
        fullest_count
),

expected as (
    select
        document_id,
        rule_id,
        check_count,
        members_checksum
    from expected_checks
    union all
    select
        int_documents.document_id,
        fullest.rule_id,
        fullest.check_count,
        fullest.members_checksum
    from int_documents
    inner join fullest on int_documents.taxonomy_id = fullest.taxonomy_id
    where int_documents.is_from_lake
),

rules as (
    select
        int_documents.document_id,
        int_documents.is_from_lake,
        calculation_rules.rule_id,
        calculation_rules.family,
        calculation_rules.label_ja,
        calculation_rules.label_en
    from int_documents
    inner join calculation_rules on int_documents.taxonomy_id = calculation_rules.taxonomy_id
    -- The first document of a taxonomy has nothing before it to agree with.
    where
        calculation_rules.family <> 'between_documents'
        or int_documents.previous_document_id is not null
),

check_summary as (
    select
        rules.document_id,
        rules.family,
        rules.rule_id,
        rules.label_ja,
        rules.label_en,
        cast(expected.check_count as integer) as expected_count,
        cast(coalesce(evaluated.check_count, 0) as integer) as check_count,
        cast(expected.members_checksum as bigint) as expected_checksum,
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
    left join expected
        on
            rules.document_id = expected.document_id
            and rules.rule_id = expected.rule_id
    where
        not rules.is_from_lake
        or expected.rule_id is not null
)

select * from check_summary
