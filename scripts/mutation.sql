-- Every single-cell slip of the kinds that people make, for every printed figure:
-- (document, figure, operator, amount that the figure would then have). Where a
-- digit must be chosen, a hash of the place chooses it, so that runs repeat.
create or replace temp table figures as
select
    document_id,
    figure_id,
    table_id,
    row_no,
    column_no,
    unit,
    amount,
    case when amount < 0 then -1 else 1 end as sign,
    abs(amount) as size,
    cast(abs(amount) as varchar) as digits,
    length(cast(abs(amount) as varchar)) as digit_count,
    1 + cast(hash(table_id, row_no, column_no) % length(cast(abs(amount) as varchar)) as bigint)
        as chosen,
    abs(lag(amount) over below) as size_above,
    abs(lead(amount) over below) as size_below,
    lead(figure_id) over beside as right_figure_id,
    abs(lead(amount) over beside) as size_right,
    case when lead(amount) over beside < 0 then -1 else 1 end as sign_right
from printed_figures
window
    below as (partition by document_id, table_id, column_no order by row_no),
    beside as (partition by document_id, table_id, row_no order by column_no);

create or replace temp table mutants as
with

transposable as (
    select
        figure_id,
        position,
        row_number() over (
            partition by document_id, figure_id order by hash(figure_id, position)
        ) as choice
    from figures, generate_series(1, digit_count - 1) as positions (position)
    where digits[position] <> digits[position + 1]
),

-- What the figure would be without its sign, by slip; null where it cannot be made.
sizes as (
    select
        figures.document_id,
        figures.figure_id,
        size + 1 as plus_one,
        case when size > 0 then size - 1 end as minus_one,
        cast(
            digits[: chosen - 1]
            || (cast(digits[chosen] as integer) + 1 + cast(hash(figures.figure_id) % 9 as integer)) % 10
            || digits[chosen + 1 :]
            as bigint
        ) as digit_replaced,
        cast(
            digits[: position - 1] || digits[position + 1] || digits[position]
            || digits[position + 2 :]
            as bigint
        ) as transposed,
        case when digit_count > 1 then cast(digits[: chosen - 1] || digits[chosen + 1 :] as bigint) end
            as digit_dropped,
        cast(digits[: chosen] || digits[chosen :] as bigint) as digit_doubled,
        size * 10 as times_ten,
        size // 10 as divided_by_ten,
        size as sign_flipped,
        size_above as row_above,
        size_below as row_below,
        size_right as columns_swapped
    from figures
    left join transposable on figures.figure_id = transposable.figure_id and choice = 1
),

slips as (
    from sizes unpivot (new_size for operator in (columns(* exclude (document_id, figure_id))))
    union all
    select document_id, figure_id, 'blanked', null
    from figures
)

select
    row_number() over (order by slips.operator, slips.document_id, slips.figure_id) as mutant_id,
    slips.document_id,
    slips.operator,
    slips.figure_id,
    figures.table_id,
    figures.amount,
    slips.new_size * case when slips.operator = 'sign_flipped' then -sign else sign end as new_amount,
    case when slips.operator = 'columns_swapped' then figures.right_figure_id end
        as other_figure_id,
    case when slips.operator = 'columns_swapped' then figures.size_right * figures.sign_right end
        as other_amount,
    case when slips.operator = 'columns_swapped' then figures.size * figures.sign_right end
        as other_new_amount,
    -- A sign on zero, or a swap of equal values, changes nothing.
    new_amount is not distinct from figures.amount as is_equivalent
from slips
inner join figures
    on slips.document_id = figures.document_id and slips.figure_id = figures.figure_id;

-- The checks as they come out before any slip.
create or replace temp table verdicts_before as
with

documents as (from whole.main.int_documents_explained),
figures as (from whole.main.printed_figures),
terms as (from whole.main.terms),
checks as (from whole.main.checks),
known_differences as (from whole.main.known_differences),

{{ check_verdicts() }}

select
    document_id || '/' || check_key as check_id,
    check_no,
    rule_id,
    printed,
    computed,
    half_unit,
    rounded_side,
    known_difference
from check_verdicts;

-- What each mutant does to each check that weighs a figure it changes.
create or replace temp table mutant_effects as
with

corrections as (
    select mutant_id, document_id, figure_id, amount, new_amount
    from mutants
    where not is_equivalent and new_amount is not null
    union all
    select mutant_id, document_id, other_figure_id, other_amount, other_new_amount
    from mutants
    where not is_equivalent and other_figure_id is not null
),

moves as (
    select
        corrections.mutant_id,
        terms.check_no,
        terms.is_printed,
        terms.weight * (
            {{ value_read('terms.reading', 'corrections.new_amount') }}
            - {{ value_read('terms.reading', 'corrections.amount') }}
        ) as moved
    from corrections
    inner join whole.main.terms as terms
        on
            corrections.document_id = terms.figure_document_id
            and corrections.figure_id = terms.figure_id
),

effects as (
    select
        mutant_id,
        check_no,
        sum(case when is_printed then moved else 0 end) as printed_moved,
        -sum(case when is_printed then 0 else moved end) as computed_moved
    from moves
    group by all
    having printed_moved <> computed_moved
),

verdicts_after as (
    select
        effects.mutant_id,
        effects.printed_moved,
        effects.computed_moved,
        verdicts.* replace (
            verdicts.printed + effects.printed_moved as printed,
            verdicts.computed + effects.computed_moved as computed
        )
    from effects
    inner join verdicts_before as verdicts on effects.check_no = verdicts.check_no
)

select
    mutant_id,
    verdicts_after.check_id,
    check_results.family,
    verdicts_after.rule_id,
    printed_moved,
    computed_moved,
    cast(printed - computed as bigint) as residual,
    {{ is_failing() }} as is_failing
from verdicts_after
inner join check_results on verdicts_after.check_id = check_results.check_id;

-- The verdict on each mutant: by the laws of the document alone, and with the
-- second keying. A blank where a figure is due is refused when it is read.
create or replace temp table verdicts as
with

failures as (
    select
        mutant_id,
        count(*) as failing_count,
        count(*) filter (where family <> 'control_total') as failing_laws
    from mutant_effects
    where is_failing
    group by mutant_id
)

select
    mutants.*,
    mutants.new_amount is null or coalesce(failures.failing_laws, 0) > 0 as caught_by_laws,
    mutants.new_amount is null or failures.mutant_id is not null as caught,
    coalesce(failures.failing_count, 0) as failing_count
from mutants
left join failures on mutants.mutant_id = failures.mutant_id
where not mutants.is_equivalent;

-- The ceiling: a figure that no law binds cannot be caught by laws; two figures
-- whose columns of the rule matrix are proportional cannot be told apart.
create or replace temp table signatures as
with

columns_normalised as (
    select
        document_id,
        figure_id,
        check_id,
        family,
        weight / first(weight) over (
            partition by document_id, figure_id order by check_id
        ) as ratio
    from figure_checks
)

select
    document_id,
    figure_id,
    count(*) filter (where family <> 'control_total') as law_count,
    string_agg(check_id || ' ' || ratio, ' ' order by check_id) as signature
from columns_normalised
group by all;
