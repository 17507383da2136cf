-- Every way in which people print and paste a figure, and what must be refused.
with

-- Most have no decimals, and are in thousand yen.
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
    ('――', null, false),
    ('…', null, false),
    ('……', null, false),
    ('*', null, false),
    ('皆無', null, false),
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
    ('---', null, true),
    ('*1', null, true),
    ('…1', null, true),
    ('(1,234', null, true),
    ('1,234)', null, true),
    ('△', null, false),
    ('1234567890123456', null, true),
    ('12345678901234567890', null, true)
),

cases_with_units (figure_as_printed, unit, decimals, expected_amount, is_refused) as (
    values
    ('1,081,511千円', '千円', 0, 1081511, false),
    ('△ 2,978千円', '千円', 0, -2978, false),
    ('△2,978 千円', '千円', 0, -2978, false),
    ('（2,978）千円', '千円', 0, -2978, false),
    ('２，９７８千円', '千円', 0, 2978, false),
    ('12頁', 'ページ', 0, null, true),
    ('12ページ', 'ページ', 0, 12, false),
    ('2,978百万円', '千円', 0, null, true),
    ('2,978千', '千円', 0, null, true),
    ('千円', '千円', 0, null, true),
    ('千円2,978', '千円', 0, null, true),
    ('12.3', '%', 1, 123, false),
    ('12.3%', '%', 1, 123, false),
    ('△12.3％', '%', 1, -123, false),
    ('12', '%', 1, 120, false),
    ('1,234.5', '%', 1, 12345, false),
    ('12.34', '%', 1, null, true),
    ('12.', '%', 1, null, true),
    ('.5', '%', 1, null, true),
    ('12.3', '%', 2, 1230, false),
    ('1.2.3', '%', 2, null, true)
),

all_cases as (
    select
        figure_as_printed,
        '千円' as unit,
        0 as decimals,
        expected_amount,
        is_refused
    from cases
    union all
    select * from cases_with_units
),

figures as (
    select
        all_cases.*,
        {{ figure_in_cell(normalise_figure('figure_as_printed')) }} as figure,
        {{ unit_in_cell(normalise_figure('figure_as_printed')) }} as unit_in_cell
    from all_cases
),

figures_read as (
    select
        figures.*,
        unit_in_cell not in ('', {{ normalise_figure('unit') }}) as is_in_another_unit,
        {{ figure_amount('figure', 'decimals') }} as amount,
        {{ is_figure('figure', 'decimals') }} and {{ fits_bigint('figure') }} as is_readable,
        {{ is_nothing('figure') }} as is_blank
    from figures
),

figures_judged as (
    select
        figures_read.*,
        case when not is_in_another_unit then amount end as amount_accepted,
        not is_blank and (is_in_another_unit or not is_readable) as refused
    from figures_read
)

select *
from figures_judged
where amount_accepted is distinct from expected_amount
    or refused is distinct from is_refused
