-- One row per document, part of its explanation, alternative and subject: the figures
-- whose change satisfies every check, worked out by scripts/decoder.py; numbers of the
-- second keying that would have to be others; and checks that nothing explains.
with
check_results as (select * from {{ ref('check_results') }}),
figure_checks as (select * from {{ ref('figure_checks') }}),
printed_figures as (select * from {{ ref('printed_figures') }}),
slips as (select * from {{ ref('slips') }}),

{# The decoder is a function of Python in the process of DuckDB; a cluster has none. #}
{% if target.type == 'duckdb' %}
-- A tie between documents fails in both. A document without a failed check goes no further.
failing_documents as (
    select distinct figure_checks.document_id
    from check_results
    inner join figure_checks on check_results.check_id = figure_checks.check_id
    where
        check_results.residual
        not between check_results.residual_lower and check_results.residual_upper
),

terms as (
    select
        figure_checks.document_id,
        figure_checks.check_id,
        figure_checks.figure_id,
        -- Control totals add up figures without their signs.
        case
            when figure_checks.family = 'control_total' then abs(figure_checks.weight)
            else figure_checks.weight
        end as weight,
        case
            when figure_checks.family = 'control_total' then 'unsigned' else 'signed'
        end as reading
    from figure_checks
    where
        figure_checks.document_id in (select failing.document_id from failing_documents as failing)
        and figure_checks.family <> 'sign'
    union all
    select
        document_id,
        check_id,
        figure_id,
        1 as weight,
        'negative' as reading
    from check_results
    where document_id in (select failing.document_id from failing_documents as failing)
        and family = 'sign'
),

term_lists as (
    select
        document_id,
        list(
            struct_pack(check_id, figure_id, weight, reading) order by check_id, figure_id
        ) as terms
    from terms
    group by document_id
),

document_checks as (
    select distinct
        document_id,
        check_id
    from terms
),

check_lists as (
    select
        document_checks.document_id,
        list(
            struct_pack(
                results.check_id,
                results.family,
                results.residual,
                lower := results.residual_lower,
                upper := results.residual_upper,
                -- Half a unit is rounded away from zero: the ends depend on the sign of the print.
                rounded_figure := case
                    when
                        results.family = 'agreement'
                        and results.residual_lower < results.residual_upper
                        then results.figure_id
                end,
                half_unit := greatest(-results.residual_lower, results.residual_upper)
                + case when -results.residual_lower = results.residual_upper then 1 else 0 end
            )
            order by results.check_id
        ) as checks
    from document_checks
    inner join check_results as results on document_checks.check_id = results.check_id
    where results.residual is not null
    group by document_checks.document_id
),

figure_lists as (
    select
        document_id,
        list(
            struct_pack(
                figure_id,
                table_id,
                row_no,
                column_no,
                amount,
                printed := case
                    when
                        (amount < 0)
                        <> {{ is_printed_negative(normalise_figure('figure_as_printed')) }}
                        then -amount
                    else amount
                end
            )
            order by table_order, table_id, row_no, column_no
        ) as figures
    from printed_figures
    where document_id in (select failing.document_id from failing_documents as failing)
    group by document_id
),

slip_lists as (
    select
        list(
            struct_pack(slip, implausibility, pairs := digit_pairs) order by slip
        ) as slips
    from slips
),

explanations as (
    select
        figure_lists.document_id,
        unnest(
            decode_document(
                figure_lists.figures,
                term_lists.terms,
                check_lists.checks,
                slip_lists.slips,
                {{ var('decoding_seconds') }}
            ),
            recursive := true
        )
    from figure_lists
    inner join term_lists on figure_lists.document_id = term_lists.document_id
    inner join check_lists on figure_lists.document_id = check_lists.document_id
    cross join slip_lists
)
{% else %}
explanations as (
    {{ no_rows_declared() }}
)
{% endif %}

select * from explanations
