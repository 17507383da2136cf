-- Which printed figures does no law of the document bind exactly, and why?
-- 資料の中の式で押さえられない数字とその理由
select
    table_id,
    unit,
    count(*) as figure_count,
    min(reason_ja) as reason
from figure_coverage
where exact_law_count = 0
group by table_id, unit
order by
    figure_count desc,
    table_id asc,
    unit asc;
