-- One row per template and rule: how many checks it evaluates, and how many it should.
-- The checksum weighs each member of each check by its order numbers, so that no arc
-- can be dropped, negated or exchanged. Nobody has counted for a document of the lake:
-- it is expected to evaluate as much as the fullest of its taxonomy.
with
terms as (select * from {{ ref('terms') }}),
expected_checks as (select * from {{ ref('expected_checks') }}),
calculation_rules as (select * from {{ ref('calculation_rules') }}),
int_documents as (select * from {{ ref('int_documents') }}),
statement_lines as (select * from {{ ref('statement_lines') }}),
businesses as (select * from {{ ref('businesses') }}),
stages as (select * from {{ ref('stages') }}),

-- The first document of a taxonomy has nothing before it to agree with.
rules as (
    select
        documents.template_id,
        documents.taxonomy_id,
        documents.is_from_lake,
        calculation_rules.rule_id
    from int_documents as documents
    inner join calculation_rules on documents.taxonomy_id = calculation_rules.taxonomy_id
    where documents.document_id = documents.template_id
        and (
            calculation_rules.family <> 'between_documents'
            or documents.previous_document_id is not null
        )
),

-- A member that two figures carry counts once.
members as (
    select distinct
        template_id,
        rule_id,
        axis,
        check_key,
        member_line_id,
        member_business_id,
        member_stage,
        member_weight
    from terms
),

evaluated as (
    select
        terms.template_id,
        terms.rule_id,
        count(distinct terms.check_key) as check_count,
        sum(
            case
                when terms.axis = 'print' then 0
                else
                    terms.member_weight * (
                        coalesce(statement_lines.line_order, 0)
                        + coalesce(businesses.business_order, 0)
                        + coalesce(stages.stage_order, 0)
                    )
            end
        ) as members_checksum
    from members as terms
    inner join int_documents as documents on terms.template_id = documents.document_id
    left join statement_lines
        on documents.taxonomy_id = statement_lines.taxonomy_id
            and terms.member_line_id = statement_lines.line_id
    left join businesses
        on documents.taxonomy_id = businesses.taxonomy_id
            and terms.member_business_id = businesses.business_id
    left join stages on terms.member_stage = stages.stage
    group by terms.template_id, terms.rule_id
),

counts as (
    select
        rules.*,
        coalesce(evaluated.check_count, 0) as check_count,
        coalesce(evaluated.members_checksum, 0) as members_checksum,
        expected_checks.check_count as stated_count,
        expected_checks.members_checksum as stated_checksum
    from rules
    left join evaluated
        on rules.template_id = evaluated.template_id
            and rules.rule_id = evaluated.rule_id
    left join expected_checks
        on rules.template_id = expected_checks.document_id
            and rules.rule_id = expected_checks.rule_id
),

rule_counts as (
    select
        template_id,
        rule_id,
        cast(check_count as integer) as check_count,
        cast(
            case
                when is_from_lake then first_value(check_count) over of_the_fullest
                else stated_count
            end as integer
        ) as expected_count,
        cast(members_checksum as bigint) as members_checksum,
        cast(
            case
                when is_from_lake then first_value(members_checksum) over of_the_fullest
                else stated_checksum
            end as bigint
        ) as expected_checksum
    from counts
    window of_the_fullest as (
        partition by taxonomy_id, is_from_lake, rule_id
        order by check_count desc, members_checksum desc
    )
)

select
    *,
    coalesce(check_count <> expected_count or members_checksum <> expected_checksum, true)
        as is_other_than_expected
from rule_counts
