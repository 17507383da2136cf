-- Every reason for an unbound figure stands for at least one such figure.
with
unbound_reasons as (select * from {{ ref('unbound_reasons') }}),

figure_coverage as (
    select * from {{ ref('figure_coverage') }}
)

select
    unbound_reasons.document_id,
    unbound_reasons.reason_ja,
    '不要になった理由: ' || unbound_reasons.statement || ' ' || unbound_reasons.unit
    || ' ' || unbound_reasons.reason_ja as message_ja,
    'reason no longer needed: ' || unbound_reasons.statement || ' ' || unbound_reasons.unit
    || ' ' || unbound_reasons.reason_en as message_en
from unbound_reasons
left join figure_coverage
    on unbound_reasons.document_id = figure_coverage.document_id
        and unbound_reasons.unit = figure_coverage.unit
        and unbound_reasons.reason_ja = figure_coverage.reason_ja
where figure_coverage.document_id is null
