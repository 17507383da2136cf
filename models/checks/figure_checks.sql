-- One row per printed figure and check that binds it. The weight is how much the
-- residual of the check moves when the figure grows by one of its unit: the rule
-- matrix. A figure is bound exactly where one unit more or less would be noticed.
with
terms as (select * from {{ ref('terms') }}),
documents as (select * from {{ ref('int_documents_explained') }}),
printed_figures as (select * from {{ ref('printed_figures') }}),
check_results as (select * from {{ ref('check_results') }}),

-- What reads a figure without its sign falls where a negative one grows; what merely
-- counts it is bound to none.
weights as (
    select
        documents.document_id || '/' || terms.check_key as check_id,
        figures.document_id,
        figures.figure_id,
        figures.table_id,
        figures.row_no,
        figures.column_no,
        cast(
            sum(
                case
                    when terms.reading <> 'signed' and figures.amount < 0 then -terms.weight
                    else terms.weight
                end
            ) as bigint
        ) as weight
    from terms
    inner join documents on terms.template_id = documents.template_id
    inner join printed_figures as figures
        on terms.figure_id = figures.figure_id
            and case
                when terms.figure_document_id = terms.template_id then documents.document_id
                else terms.figure_document_id
            end = figures.document_id
    where terms.reading <> 'counted'
    group by
        documents.document_id,
        terms.check_key,
        figures.document_id,
        figures.figure_id,
        figures.table_id,
        figures.row_no,
        figures.column_no
),

figure_checks as (
    select
        weights.document_id,
        weights.figure_id,
        weights.table_id,
        weights.row_no,
        weights.column_no,
        weights.check_id,
        check_results.family,
        weights.weight,
        coalesce(
            case check_results.status
                -- What binds a figure binds it also while another is wrong.
                when 'inconsistent'
                    then
                        abs(weights.weight)
                        > check_results.residual_upper - check_results.residual_lower
                else
                    abs(weights.weight) > check_results.residual_upper - check_results.residual
                    and abs(weights.weight) > check_results.residual - check_results.residual_lower
            end,
            false
        ) as is_exact
    from weights
    inner join check_results on weights.check_id = check_results.check_id
    where weights.weight <> 0
)

select * from figure_checks
