-- Every printed figure of a document of the seeds is bound by a check, and by a law of
-- the document unless the reason why not is written down.
with
figure_coverage as (select * from {{ ref('figure_coverage') }}),

document_verdicts as (
    select * from {{ ref('document_verdicts') }}
)

select
    figure_coverage.document_id,
    table_id,
    source_line,
    table_id || ' 原文' || source_line || '行 「' || label_as_printed || '」 '
    || figure_as_printed || case
        when figure_coverage.check_count = 0 then ': どの検査にも結び付かない。control_totals.csv にこの表と単位の行がない'
        else ': どの式にも結び付かず、理由も書かれていない（unbound_reasons.csv）'
    end as message_ja,
    table_id || ' source line ' || source_line || ' "' || label_as_printed || '" '
    || figure_as_printed || case
        when figure_coverage.check_count = 0
            then ': bound by no check: control_totals.csv has no row of its table and unit'
        else ': bound by no law, and no reason is given (unbound_reasons.csv)'
    end as message_en
from figure_coverage
inner join document_verdicts on figure_coverage.document_id = document_verdicts.document_id
where not document_verdicts.is_from_lake
    and (
        figure_coverage.check_count = 0
        or (exact_law_count = 0 and reason_ja is null)
    )
