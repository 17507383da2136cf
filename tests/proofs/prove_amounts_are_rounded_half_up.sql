-- 四捨五入: half a unit is rounded away from zero, on both sides, without floats.
with

cases (amount, expected) as (
    values
    (0, 0), (499, 0), (500, 1), (1499, 1), (1500, 2), (31681440, 31681),
    (-499, 0), (-500, -1), (-1499, -1), (-1500, -2), (-2194130, -2194)
),

rounded as (
    select
        amount,
        expected,
        {{ round_half_up('amount', '1000') }} as result
    from cases
)

select *
from rounded
where result is distinct from expected
