-- One row per document, explanation and figure: the smallest sets of figures, one
-- or two, whose change satisfies every check (Fellegi and Holt, 1976).
with

check_results as (
    select * from {{ ref('check_results') }}
),

figure_checks as (
    select * from {{ ref('figure_checks') }}
),

printed_figures as (
    select * from {{ ref('printed_figures') }}
),

-- The checks that fail in each document; a tie between documents fails in both.
failing as (
    select distinct
        figure_checks.document_id,
        check_results.check_id
    from check_results
    inner join figure_checks on check_results.check_id = figure_checks.check_id
    where
        check_results.status in ('inconsistent', 'missing')
        or (
            check_results.residual
            not between check_results.residual_lower and check_results.residual_upper
        )
),

-- Control totals add up figures without signs, so that they bend at zero.
terms as (
    select
        figure_checks.document_id,
        figure_checks.table_id || ':' || figure_checks.row_no || ':' || figure_checks.column_no
            as figure_id,
        figure_checks.check_id,
        figure_checks.weight,
        figure_checks.family = 'control_total' as is_control_total,
        printed_figures.amount,
        check_results.residual,
        check_results.residual_lower,
        check_results.residual_upper,
        check_results.residual not between check_results.residual_lower
        and check_results.residual_upper as is_failing
    from figure_checks
    inner join check_results on figure_checks.check_id = check_results.check_id
    inner join printed_figures
        on
            figure_checks.document_id = printed_figures.document_id
            and figure_checks.table_id = printed_figures.table_id
            and figure_checks.row_no = printed_figures.row_no
            and figure_checks.column_no = printed_figures.column_no
    where
        check_results.residual is not null
        and figure_checks.document_id in (
            select failing.document_id
            from failing
            group by failing.document_id
            -- Beyond this many the trouble is not one of one or two figures.
            having count(*) <= {{ var('suspect_checks') }}
        )
),

failing_checks as (
    select
        document_id,
        check_id,
        count(*) as figure_count
    from terms
    where is_failing
    group by
        document_id,
        check_id
),

failing_counts as (
    select
        document_id,
        count(*) as failing_count
    from failing_checks
    group by document_id
),

-- The correction of a figure that would satisfy one failing check: exactly, or just.
corrections as (
    select
        document_id,
        figure_id,
        amount,
        case
            when is_control_total and residual % weight = 0
                then
                    case when amount < 0 then -1 else 1 end
                    * (abs(amount) - {{ integer_divide('residual', 'abs(weight)') }}) - amount
            when is_control_total then 0
            when (weight > 0) = (residual > residual_upper)
                then
                    -{{ integer_divide(
                        'abs(residual - case when residual > residual_upper'
                        ~ ' then residual_upper else residual_lower end) + abs(weight) - 1',
                        'abs(weight)'
                    ) }}
            else
                {{ integer_divide(
                    'abs(residual - case when residual > residual_upper'
                    ~ ' then residual_upper else residual_lower end) + abs(weight) - 1',
                    'abs(weight)'
                ) }}
        end as correction
    from terms
    where is_failing
    union
    select
        document_id,
        figure_id,
        amount,
        -2 * amount as correction
    from terms
    where is_failing
),

candidates as (
    select distinct
        document_id,
        figure_id,
        amount,
        cast(correction as bigint) as correction
    from corrections
    where correction <> 0
),

-- Every check of a candidate figure after its correction.
candidate_effects as (
    select
        candidates.document_id,
        candidates.figure_id,
        candidates.correction,
        terms.check_id,
        terms.is_failing as was_failing,
        terms.residual_lower,
        terms.residual_upper,
        terms.residual + case
            when terms.is_control_total
                then
                    abs(terms.weight)
                    * (abs(candidates.amount + candidates.correction) - abs(candidates.amount))
            else terms.weight * candidates.correction
        end as residual
    from candidates
    inner join terms
        on
            candidates.document_id = terms.document_id
            and candidates.figure_id = terms.figure_id
),

candidate_scores as (
    select
        effects.document_id,
        effects.figure_id,
        effects.correction,
        sum(
            case
                when
                    effects.was_failing
                    and effects.residual
                    between effects.residual_lower and effects.residual_upper then 1
                else 0
            end
        ) as repaired_count,
        sum(
            case
                when
                    effects.residual
                    not between effects.residual_lower and effects.residual_upper then 1
                else 0
            end
        ) as failing_count
    from candidate_effects as effects
    group by
        effects.document_id,
        effects.figure_id,
        effects.correction
),

single_explanations as (
    select
        scores.document_id,
        scores.figure_id,
        scores.correction,
        scores.repaired_count
    from candidate_scores as scores
    inner join failing_counts on scores.document_id = failing_counts.document_id
    where
        scores.failing_count = 0
        and scores.repaired_count = failing_counts.failing_count
),

-- Two figures: after the first correction, the second must repair what is left.
first_corrections as (
    select
        scores.document_id,
        scores.figure_id,
        scores.correction,
        scores.figure_id || '/' || scores.correction as first_id
    from candidate_scores as scores
    left join single_explanations as explained on scores.document_id = explained.document_id
    where
        explained.document_id is null
        and scores.repaired_count > 0
),

left_failing as (
    select
        first_corrections.document_id,
        first_corrections.first_id,
        first_corrections.figure_id,
        first_corrections.correction,
        effects.check_id,
        effects.residual,
        effects.residual_lower,
        effects.residual_upper
    from first_corrections
    inner join candidate_effects as effects
        on
            first_corrections.document_id = effects.document_id
            and first_corrections.figure_id = effects.figure_id
            and first_corrections.correction = effects.correction
    where effects.residual not between effects.residual_lower and effects.residual_upper
    union all
    select
        first_corrections.document_id,
        first_corrections.first_id,
        first_corrections.figure_id,
        first_corrections.correction,
        checks.check_id,
        results.residual,
        results.residual_lower,
        results.residual_upper
    from first_corrections
    inner join failing_checks as checks on first_corrections.document_id = checks.document_id
    inner join check_results as results on checks.check_id = results.check_id
    left join candidate_effects as effects
        on
            first_corrections.document_id = effects.document_id
            and first_corrections.figure_id = effects.figure_id
            and first_corrections.correction = effects.correction
            and checks.check_id = effects.check_id
    where effects.check_id is null
),

check_sizes as (
    select
        check_id,
        count(*) as figure_count
    from terms
    group by check_id
),

left_counts as (
    select
        left_failing.*,
        count(*) over (
            partition by left_failing.document_id, left_failing.first_id
        ) as left_count,
        row_number() over (
            partition by left_failing.document_id, left_failing.first_id
            order by sizes.figure_count, left_failing.check_id
        ) as pivot_rank
    from left_failing
    inner join check_sizes as sizes on left_failing.check_id = sizes.check_id
),

second_corrections as (
    select
        pivots.document_id,
        pivots.first_id,
        pivots.figure_id as first_figure_id,
        pivots.correction as first_correction,
        pivots.left_count,
        terms.figure_id,
        terms.amount,
        cast(
            case
                when (pivots.residual - pivots.residual_upper) % terms.weight <> 0 then 0
                when terms.is_control_total
                    then
                        case when terms.amount < 0 then -1 else 1 end
                        * (
                            abs(terms.amount)
                            - {{ integer_divide('pivots.residual', 'abs(terms.weight)') }}
                        ) - terms.amount
                else
                    -{{ integer_divide(
                        'pivots.residual - pivots.residual_upper', 'terms.weight'
                    ) }}
            end
            as bigint
        ) as correction
    from left_counts as pivots
    inner join terms
        on
            pivots.document_id = terms.document_id
            and pivots.check_id = terms.check_id
    where
        pivots.pivot_rank = 1
        and terms.figure_id <> pivots.figure_id
),

second_effects as (
    select
        seconds.document_id,
        seconds.first_figure_id,
        seconds.first_correction,
        seconds.figure_id,
        seconds.correction,
        seconds.left_count,
        left_failing.check_id is not null as was_left,
        coalesce(left_failing.residual, first_effects.residual, terms.residual) + case
            when terms.is_control_total
                then
                    abs(terms.weight)
                    * (abs(seconds.amount + seconds.correction) - abs(seconds.amount))
            else terms.weight * seconds.correction
        end
        between terms.residual_lower and terms.residual_upper as is_repaired
    from second_corrections as seconds
    inner join terms
        on
            seconds.document_id = terms.document_id
            and seconds.figure_id = terms.figure_id
    left join left_failing
        on
            seconds.document_id = left_failing.document_id
            and seconds.first_id = left_failing.first_id
            and terms.check_id = left_failing.check_id
    left join candidate_effects as first_effects
        on
            seconds.document_id = first_effects.document_id
            and seconds.first_figure_id = first_effects.figure_id
            and seconds.first_correction = first_effects.correction
            and terms.check_id = first_effects.check_id
    where seconds.correction <> 0
),

pairs as (
    select
        document_id,
        first_figure_id,
        first_correction,
        figure_id as second_figure_id,
        correction as second_correction
    from second_effects
    group by
        document_id,
        first_figure_id,
        first_correction,
        figure_id,
        correction,
        left_count
    having
        sum(case when is_repaired then 0 else 1 end) = 0
        and sum(case when was_left then 1 else 0 end) = left_count
),

-- Each pair once, whichever figure was found first.
pair_explanations as (
    select distinct
        document_id,
        least(
            first_figure_id || '/' || first_correction, second_figure_id || '/' || second_correction
        ) || ' + ' || greatest(
            first_figure_id || '/' || first_correction, second_figure_id || '/' || second_correction
        ) as explanation_id,
        first_figure_id,
        first_correction,
        second_figure_id,
        second_correction
    from pairs
),

explanations as (
    select
        document_id,
        1 as figure_count,
        figure_id || '/' || correction as explanation_id,
        figure_id,
        correction
    from single_explanations
    union
    select
        document_id,
        2 as figure_count,
        explanation_id,
        first_figure_id as figure_id,
        first_correction as correction
    from pair_explanations
    union
    select
        document_id,
        2 as figure_count,
        explanation_id,
        second_figure_id as figure_id,
        second_correction as correction
    from pair_explanations
)

select * from explanations
