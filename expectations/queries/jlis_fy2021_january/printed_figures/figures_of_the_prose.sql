-- 本文の四十の計数が、行・順序・増減とも原文と一致する(金額は百万円)
-- The forty figures of the prose are as in the source, by line, order and direction (money in
-- million yen)
with

-- Line of the source, position in the line, figure; a decrease (減) is below zero.
expected as (
    select * from (values
        (337, 1, 31682),
        (337, 2, 31037),
        (337, 3, 645),
        (343, 1, 17),
        (343, 2, 10),
        (345, 1, 17),
        (345, 2, 3),
        (345, 3, 20),
        (347, 1, 1306),
        (349, 1, 95),
        (353, 1, 90),
        (353, 2, 95),
        (355, 1, 960),
        (367, 1, 2194),
        (393, 1, 10),
        (417, 1, 2194),
        (421, 1, 2194),
        (441, 1, 2266),
        (446, 1, 2266),
        (462, 1, 645),
        (466, 1, 645),
        (500, 1, 2194),
        (504, 1, 2194),
        (525, 1, 2266),
        (529, 1, 2266),
        (546, 1, 31037),
        (550, 1, 31037),
        (599, 1, 2194),
        (601, 1, -2194),
        (606, 1, 2194),
        (608, 1, -2194),
        (632, 1, 2266),
        (634, 1, -2266),
        (639, 1, 2266),
        (641, 1, -2266),
        (658, 1, 31037),
        (663, 1, 31037),
        (668, 1, 31037),
        (683, 1, 11662),
        (686, 1, 14765)
    ) as prose (source_line, position, amount)
),

found as (
    select
        source_line,
        column_no as position,
        label_as_printed,
        line_id,
        amount
    from {batch}
    where document_id = 'jlis_fy2021_january' and table_id = 'overview_prose'
)

select
    '本文の計数' as rule_ja,
    'Figure of the prose' as rule_en,
    coalesce(expected.source_line, found.source_line) as source_line,
    coalesce(expected.position, found.position) as position,
    found.label_as_printed,
    found.amount as found,
    expected.amount as printed,
    found.amount - expected.amount as difference
from expected
full join found
    on
        expected.source_line = found.source_line
        and expected.position = found.position
where found.amount is distinct from expected.amount
