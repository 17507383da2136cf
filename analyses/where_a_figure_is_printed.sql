-- Trace one figure, the net loss of the year, to every place where it is printed.
-- 一つの数字（当期純損失）が印刷されている全ての場所
select
    table_id,
    form,
    source_line,
    column_name,
    label_as_printed,
    figure_as_printed,
    is_sign_restored,
    amount,
    unit
from printed_figures
where line_id = 'net_income'
    and business_id = 'total'
    and stage = 'revised'
order by table_order;
