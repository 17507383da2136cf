-- Every rule evaluates as many checks as expected, of the members expected: a rule
-- that matches nothing, or less, or whose arcs were changed, must not pass in silence.
with

check_summary as (
    select * from {{ ref('check_summary') }}
),

expected_checks as (
    select * from {{ ref('expected_checks') }}
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
        document_id,
        rule_id,
        expected_count as check_count,
        expected_checksum as members_checksum
    from check_summary
    where document_id not in (select pinned.document_id from expected_checks as pinned)
)

select
    coalesce(check_summary.document_id, expected.document_id) as document_id,
    coalesce(check_summary.rule_id, expected.rule_id) as rule_id,
    coalesce(check_summary.document_id, expected.document_id) || ' 規則 '
    || coalesce(check_summary.rule_id, expected.rule_id) || ': 検査 '
    || coalesce(check_summary.check_count, 0) || ' 件（構成の検算値 '
    || coalesce(check_summary.members_checksum, 0) || '）、期待 '
    || coalesce(cast(expected.check_count as varchar), 'なし（規則が新しい）') || ' 件（'
    || coalesce(cast(expected.members_checksum as varchar), 'なし') || '）'
        as message_ja,
    coalesce(check_summary.document_id, expected.document_id) || ' rule '
    || coalesce(check_summary.rule_id, expected.rule_id) || ': '
    || coalesce(check_summary.check_count, 0) || ' checks evaluated (checksum of members '
    || coalesce(check_summary.members_checksum, 0) || '), expected '
    || coalesce(cast(expected.check_count as varchar), 'none (the rule is new)')
    || ' (' || coalesce(cast(expected.members_checksum as varchar), 'none') || ')'
        as message_en
from check_summary
full outer join expected
    on
        check_summary.document_id = expected.document_id
        and check_summary.rule_id = expected.rule_id
where
    check_summary.check_count is distinct from expected.check_count
    or check_summary.members_checksum is distinct from expected.members_checksum
    or check_summary.check_count = 0
