-- Every document of the lake is consistent. The checks of those that are explained
-- fail beside this, one by one.
-- Waits for the suspects: -- depends_on: {{ ref('suspect_figures') }}
with

document_verdicts as (
    select * from {{ ref('document_verdicts') }}
)

select
    document_id,
    verdict,
    document_id || ': 検査 ' || check_count || ' 件のうち不成立 ' || failing_count
    || ' 件、数字なし ' || missing_count || ' 件、検査の足りない規則 ' || short_rule_count || ' 件'
    || case when is_explained then '' else '（check_results には含めない）' end as message_ja,
    document_id || ': of ' || check_count || ' checks ' || failing_count || ' fail, '
    || missing_count || ' miss a figure; ' || short_rule_count || ' rules are short of checks'
    || case when is_explained then '' else ' (left out of check_results)' end as message_en
from document_verdicts
where is_from_lake
    and verdict <> 'consistent'
order by
    failing_count + missing_count,
    document_id
