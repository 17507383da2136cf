-- One row per template, sum by which its documents are proved consistent, and figure
-- that it weighs. One sum combines all exact checks, with factors drawn for this build,
-- modulo the prime 2^61 - 1: where a residual is not zero, at most one value of its
-- factor in 2^61 hides it. Each check that rounding makes an interval is a sum of its own.
with
int_documents as (select * from {{ ref('int_documents') }}),
int_template_figures as (select * from {{ ref('int_template_figures') }}),
int_rule_counts as (select * from {{ ref('int_rule_counts') }}),
terms as (select * from {{ ref('terms') }}),
checks as (select * from {{ ref('checks') }}),

-- What misses a figure or a check is evaluated check by check; and so is what has so many
-- figures that a sum might need more than 126 bits.
templates_without_sum as (
    select template_id
    from terms
    where figure_id is null
        and stated_amount is null
    union
    select template_id
    from int_rule_counts
    where is_other_than_expected
    union
    select template_id
    from int_template_figures
    group by template_id
    having count(*) > 30000
),

-- The first is the one that most documents share.
templates as (
    select
        lake.template_id,
        row_number() over (order by count(*) desc, lake.template_id) as template_no
    from int_documents as lake
    left join templates_without_sum as refused
        on lake.template_id = refused.template_id
    where lake.is_from_lake
        and refused.template_id is null
    group by lake.template_id
),

-- A rounded print equals its data point, rounded: both sides are exact again, when
-- the rounding is done as the figure is read.
weights as (
    select
        templates.template_no,
        terms.template_id,
        terms.check_key,
        terms.figure_id,
        case when checks.rounded_side is null then nullif(checks.half_unit, 0) end as half_unit,
        case
            when checks.rounded_side = 'printed' and not terms.is_printed then checks.rounding_unit
            else 1
        end as rounding_unit,
        case
            when checks.rounded_side is null then terms.weight
            when terms.is_printed then {{ integer_divide('terms.weight', 'checks.rounding_unit') }}
            else -1
        end as weight,
        case
            when checks.rounded_side = 'printed' and not terms.is_printed then -terms.weight
            else 1
        end as unit_size
    from terms
    inner join templates on terms.template_id = templates.template_id
    inner join checks
        on terms.check_no = checks.check_no
    where terms.weight <> 0
),

-- The combination of all exact checks is one sum more, beside those of the intervals.
sums as (
    select
        template_no,
        template_id,
        figure_id,
        case when half_unit is null then '' else check_key end as sum_key,
        half_unit,
        rounding_unit,
        unit_size,
        sum(
            case
                when half_unit is null
                    then
                        {{ wide(hash_of(["check_key", "'" ~ invocation_id ~ "'"])) }}
                        % {{ var('lake_prime') }}
                else 1
            end * weight
        ) % {{ var('lake_prime') }} as weight
    from weights
    group by
        template_no,
        template_id,
        figure_id,
        case when half_unit is null then '' else check_key end,
        half_unit,
        rounding_unit,
        unit_size
),

-- In digits to the base 2^21: the product of a digit and an amount of 42 bits is an integer
-- of 64 bits, of which DuckDB multiplies four while it multiplies one of 128.
coefficients as (
    select
        sums.template_id,
        sums.template_no,
        dense_rank() over (order by sums.template_no, sums.sum_key) as sum_no,
        {{ hash_of(cell_columns() | map('replace', '', 'figures.', 1) | list) }} as cell_hash,
        sums.half_unit,
        sums.rounding_unit,
        sums.unit_size,
        {% for digit in range(3) %}
            cast(
                {{ integer_divide('sums.weight', lake_base(digit)) }} % {{ lake_base(1) }} as bigint
            ) as weight_{{ digit }}{{ ',' if not loop.last }}
        {% endfor %}
    from sums
    inner join int_template_figures as figures
        on sums.template_id = figures.template_id
            and sums.figure_id = figures.figure_id
)

select * from coefficients
