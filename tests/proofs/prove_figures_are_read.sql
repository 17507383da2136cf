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

-- Each part is less than one of what stands before it, the unit of the last included.
cases_in_myriads (figure_as_printed, unit, yen, expected_amount, is_refused) as (
    values
    ('1兆2,345億6,789', '万円', 10000, 123456789, false),
    ('△３億３千５８６', '万円', 10000, -33586, false),
    ('6千212万円', '万円', 10000, 6212, false),
    ('3千3', '百万円', 1000000, 33, false),
    ('1千2百万3', '千円', 1000, 12003, false),
    ('1億2千3百4十5万6', '千円', 1000, 123456, false),
    ('45億13,200', '百万円', 1000000, null, true),
    ('5万3千2', '万円', 10000, null, true),
    ('5千3', '千円', 1000, null, true),
    ('2百3千4', '万円', 10000, null, true),
    ('12千3', '万円', 10000, null, true),
    ('億5', '万円', 10000, null, true),
    ('3千5', '人', null, null, true)
),

all_cases as (
    select
        figure_as_printed,
        '千円' as unit,
        1000 as yen,
        0 as decimals,
        expected_amount,
        is_refused
    from cases
    union all
    select
        figure_as_printed,
        unit,
        null as yen,
        decimals,
        expected_amount,
        is_refused
    from cases_with_units
    union all
    select
        figure_as_printed,
        unit,
        yen,
        0 as decimals,
        expected_amount,
        is_refused
    from cases_in_myriads
),

cells as (
    select
        all_cases.*,
        {{ figure_in_cell(normalise_figure('figure_as_printed')) }} as figure_in_cell,
        {{ unit_in_cell(normalise_figure('figure_as_printed')) }} as unit_in_cell
    from all_cases
),

figures as (
    select
        cells.*,
        {{ without_myriads('figure_in_cell', 'yen') }} as figure
    from cells
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
