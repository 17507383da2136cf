-- Every rule evaluates as many checks as expected, of the members expected: a rule
-- that matches less, or whose arcs were changed, must not pass in silence. Nor may one
-- that matches nothing: where a document expects none, another must have some.
with
check_summary as (select * from {{ ref('check_summary') }}),
expected_checks as (select * from {{ ref('expected_checks') }}),
int_documents as (select * from {{ ref('int_documents') }}),

expected as (
    select
        document_id,
        rule_id,
        check_count,
        members_checksum
    from expected_checks
    union all
    select
        document_id,
        rule_id,
        expected_count as check_count,
        expected_checksum as members_checksum
    from check_summary
    where document_id not in (select pinned.document_id from expected_checks as pinned)
),

rules as (
    select
        check_summary.*,
        sum(check_summary.check_count) over (
            partition by int_documents.taxonomy_id, check_summary.rule_id
        ) as check_count_of_all
    from check_summary
    inner join int_documents on check_summary.document_id = int_documents.document_id
)

select
    coalesce(rules.document_id, expected.document_id) as document_id,
    coalesce(rules.rule_id, expected.rule_id) as rule_id,
    coalesce(rules.document_id, expected.document_id) || ' 規則 '
    || coalesce(rules.rule_id, expected.rule_id) || ': 検査 '
    || coalesce(rules.check_count, 0) || ' 件（構成の検算値 '
    || coalesce(rules.members_checksum, 0) || '）、期待 '
    || coalesce(cast(expected.check_count as string), 'なし（規則が新しい）') || ' 件（'
    || coalesce(cast(expected.members_checksum as string), 'なし') || '）'
        as message_ja,
    coalesce(rules.document_id, expected.document_id) || ' rule '
    || coalesce(rules.rule_id, expected.rule_id) || ': '
    || coalesce(rules.check_count, 0) || ' checks evaluated (checksum of members '
    || coalesce(rules.members_checksum, 0) || '), expected '
    || coalesce(cast(expected.check_count as string), 'none (the rule is new)')
    || ' (' || coalesce(cast(expected.members_checksum as string), 'none') || ')'
        as message_en
from rules
full outer join expected
    on rules.document_id = expected.document_id
        and rules.rule_id = expected.rule_id
where rules.check_count is distinct from expected.check_count
    or rules.members_checksum is distinct from expected.members_checksum
    or rules.check_count_of_all = 0
