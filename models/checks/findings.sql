-- One row per check that the document itself does not satisfy, with its exact
-- difference, places and explanation. A row that no longer holds is stale.
with
known_differences as (select * from {{ ref('known_differences') }}),
check_results as (select * from {{ ref('check_results') }}),

findings as (
    select
        known_differences.document_id,
        known_differences.finding_id,
        known_differences.rule_id,
        known_differences.line_id,
        known_differences.business_id,
        known_differences.stage,
        known_differences.difference_thousand_yen as known_difference_thousand_yen,
        check_results.difference as difference_thousand_yen,
        check_results.printed_amount as printed_thousand_yen,
        check_results.expected_amount as expected_thousand_yen,
        known_differences.places,
        known_differences.explanation_ja,
        known_differences.explanation_en,
        check_results.check_id,
        coalesce(check_results.status = 'known_difference', false) as is_current,
        coalesce(check_results.message_ja, known_differences.rule_id) as message_ja,
        coalesce(check_results.message_en, known_differences.rule_id) as message_en
    from known_differences
    left join check_results
        on known_differences.document_id = check_results.document_id
            and known_differences.rule_id = check_results.rule_id
            and known_differences.line_id = check_results.line_id
            and known_differences.business_id = check_results.business_id
            and known_differences.stage = check_results.stage
)

select * from findings
