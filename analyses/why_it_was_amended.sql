-- Why: the reasons given in the prose, and where they stand.
-- 補正の事由と金額（概要の本文）
select
    source_line,
    label_as_printed,
    figure_as_printed,
    unit,
    line_id
from printed_figures
where table_id = 'overview_prose'
    and unit = 'million_yen'
    and source_line < 377
order by
    source_line,
    column_no;
