-- Every way in which people print and paste a figure, and what must be refused.
with

cases (figure_as_printed, expected_amount, is_refused) as (
    values
    ('1,234', 1234, false),
    ('1234', 1234, false),
    ('0', 0, false),
    ('196,170,984', 196170984, false),
    (' 1,234 ', 1234, false),
    ('1,234' || chr(160), 1234, false),
    ('　1,234', 1234, false),
    ('△1,234', -1234, false),
    ('△ 1,234', -1234, false),
    ('▲1,234', -1234, false),
    ('-1,234', -1234, false),
    ('−1,234', -1234, false),
    ('－1,234', -1234, false),
    ('(1,234)', -1234, false),
    ('（1,234）', -1234, false),
    ('１，２３４', 1234, false),
    ('△１，２３４', -1234, false),
    ('999999999999999', 999999999999999, false),
    ('', null, false),
    ('　', null, false),
    ('－', null, false),
    ('-', null, false),
    ('12,34', null, true),
    ('1,2345', null, true),
    ('1,,234', null, true),
    ('1 234', null, true),
    ('1.5', null, true),
    ('1,234円', null, true),
    ('O', null, true),
    ('l,234', null, true),
    ('=1+1', null, true),
    ('--1', null, true),
    ('(1,234', null, true),
    ('1,234)', null, true),
    ('△', null, false),
    ('1234567890123456', null, true),
    ('12345678901234567890', null, true)
),

figures as (
    select
        figure_as_printed,
        expected_amount,
        is_refused,
        {{ normalise_figure('figure_as_printed') }} as figure
    from cases
),

figures_read as (
    select
        figures.*,
        {{ figure_amount('figure') }} as amount,
        not ({{ is_nothing('figure') }})
        and not ({{ is_figure('figure') }} and {{ fits_bigint('figure') }}) as refused
    from figures
)

select *
from figures_read
where
    amount is distinct from expected_amount
    or refused is distinct from is_refused
