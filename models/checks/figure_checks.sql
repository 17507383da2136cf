-- One row per printed figure and check that binds it. The weight is how much the
-- residual of the check moves when the figure grows by one of its unit: the rule
-- matrix. A figure is bound exactly where one unit more or less would be noticed.
with

printed_figures as (
    select * from {{ ref('printed_figures') }}
),

int_amounts as (
    select * from {{ ref('int_amounts') }}
),

int_check_members as (
    select * from {{ ref('int_check_members') }}
),

int_line_closure as (
    select * from {{ ref('int_line_closure') }}
),

check_results as (
    select * from {{ ref('check_results') }}
),

int_documents as (
    select * from {{ ref('int_documents') }}
),

businesses as (
    select * from {{ ref('businesses') }}
),

statement_lines as (
    select * from {{ ref('statement_lines') }}
),

units as (
    select * from {{ ref('units') }}
),

-- Thousands of documents share one rule matrix; suspects need it where checks fail.
failing_documents as (
    select
        int_documents.document_id,
        row_number() over (order by count(*), int_documents.document_id) as failing_rank
    from check_results
    inner join int_documents on check_results.document_id = int_documents.document_id
    where
        int_documents.is_from_lake
        and check_results.status in ('inconsistent', 'missing')
    group by int_documents.document_id
),

checks_explained as (
    select check_results.*
    from check_results
    inner join int_documents on check_results.document_id = int_documents.document_id
    left join failing_documents on check_results.document_id = failing_documents.document_id
    where
        not int_documents.is_from_lake
        or failing_documents.failing_rank <= {{ var('explained_documents') }}
),

-- The figures whose amounts a sum compares.
in_sums as (
    select
        check_results.check_id,
        int_amounts.document_id,
        int_amounts.table_id,
        int_amounts.row_no,
        int_amounts.column_no,
        members.weight * int_amounts.figure_weight as weight
    from int_check_members as members
    inner join checks_explained as check_results
        on
            members.document_id = check_results.document_id
            and members.rule_id = check_results.rule_id
            and members.axis = check_results.axis
            and members.line_id = check_results.line_id
            and members.business_id = check_results.business_id
            and members.stage = check_results.stage
    inner join int_amounts
        on
            members.document_id = int_amounts.document_id
            and members.member_line_id = int_amounts.line_id
            and members.member_business_id = int_amounts.business_id
            and members.member_stage = int_amounts.stage
            and members.unit = int_amounts.unit
),

-- The print that a check is about; the check of a sign binds no digit.
as_print as (
    select
        check_results.check_id,
        check_results.document_id,
        check_results.table_id,
        check_results.row_no,
        check_results.column_no,
        coalesce(units.thousand_yen, 1) as weight
    from checks_explained as check_results
    inner join units on check_results.unit = units.unit
    where
        check_results.axis = 'print'
        and check_results.row_no is not null
        and check_results.family <> 'between_documents'
        and (check_results.family <> 'sign' or check_results.residual <> 0)
),

-- The first print, with which the others must agree.
as_first_print as (
    select
        check_results.check_id,
        int_amounts.document_id,
        int_amounts.table_id,
        int_amounts.row_no,
        int_amounts.column_no,
        -int_amounts.figure_weight as weight
    from checks_explained as check_results
    inner join int_amounts
        on
            check_results.document_id = int_amounts.document_id
            and check_results.line_id = int_amounts.line_id
            and coalesce(check_results.business_id, '') = int_amounts.business_id
            and coalesce(check_results.stage, '') = int_amounts.stage
            and case
                when check_results.business_id is null then check_results.unit
                else 'thousand_yen'
            end = int_amounts.unit
    where check_results.family = 'agreement'
),

-- A tie between documents binds a figure in each of them.
between_documents as (
    select
        check_results.check_id,
        int_amounts.document_id,
        int_amounts.table_id,
        int_amounts.row_no,
        int_amounts.column_no,
        int_amounts.figure_weight
        * case when int_amounts.stage = check_results.stage then 1 else -1 end as weight
    from check_results
    inner join int_documents on check_results.document_id = int_documents.document_id
    inner join int_amounts
        on
            check_results.line_id = int_amounts.line_id
            and check_results.business_id = int_amounts.business_id
            and (
                (
                    check_results.document_id = int_amounts.document_id
                    and check_results.stage = int_amounts.stage
                )
                or (
                    int_documents.previous_document_id = int_amounts.document_id
                    and int_amounts.stage = 'revised'
                )
            )
    where check_results.family = 'between_documents'
),

-- The leaves below a printed total.
leaves as (
    select
        int_amounts.*,
        int_documents.taxonomy_id,
        businesses.is_total,
        max(case when businesses.is_total then 0 else 1 end) over (
            partition by int_amounts.document_id, statement_lines.statement, int_amounts.stage
        ) = 1 as has_businesses
    from int_amounts
    inner join int_documents on int_amounts.document_id = int_documents.document_id
    inner join statement_lines
        on
            int_documents.taxonomy_id = statement_lines.taxonomy_id
            and int_amounts.line_id = statement_lines.line_id
    inner join businesses
        on
            int_documents.taxonomy_id = businesses.taxonomy_id
            and int_amounts.business_id = businesses.business_id
    where statement_lines.line_kind = 'leaf'
),

below_totals as (
    select
        check_results.check_id,
        leaves.document_id,
        leaves.table_id,
        leaves.row_no,
        leaves.column_no,
        -int_line_closure.weight * leaves.figure_weight as weight
    from checks_explained as check_results
    inner join int_documents on check_results.document_id = int_documents.document_id
    inner join businesses
        on
            int_documents.taxonomy_id = businesses.taxonomy_id
            and check_results.business_id = businesses.business_id
    inner join int_line_closure
        on
            int_documents.taxonomy_id = int_line_closure.taxonomy_id
            and check_results.line_id = int_line_closure.line_id
    inner join leaves
        on
            check_results.document_id = leaves.document_id
            and int_line_closure.leaf_line_id = leaves.line_id
            and check_results.stage = leaves.stage
            and leaves.is_total <> leaves.has_businesses
            and (
                check_results.business_id = leaves.business_id
                or (businesses.is_total and leaves.has_businesses)
            )
    where check_results.family = 'roll_up'
),

-- A control total adds up figures without their signs.
in_control_totals as (
    select
        check_results.check_id,
        printed_figures.document_id,
        printed_figures.table_id,
        printed_figures.row_no,
        printed_figures.column_no,
        case when printed_figures.amount < 0 then -1 else 1 end
        * case
            when check_results.rule_id = 'control_lines_agree' then printed_figures.source_line
            else 1
        end as weight
    from printed_figures
    inner join checks_explained as check_results
        on
            printed_figures.document_id = check_results.document_id
            and printed_figures.table_id = check_results.table_id
            and printed_figures.unit = check_results.unit
            and check_results.rule_id in ('control_totals_agree', 'control_lines_agree')
),

all_terms as (
    select * from in_sums
    union all
    select * from as_print
    union all
    select * from as_first_print
    union all
    select * from between_documents
    union all
    select * from below_totals
    union all
    select * from in_control_totals
),

terms as (
    select
        check_id,
        document_id,
        table_id,
        row_no,
        column_no,
        cast(sum(weight) as bigint) as weight
    from all_terms
    group by
        check_id,
        document_id,
        table_id,
        row_no,
        column_no
    having sum(all_terms.weight) <> 0
),

figure_checks as (
    select
        terms.document_id,
        terms.table_id,
        terms.row_no,
        terms.column_no,
        terms.check_id,
        check_results.family,
        terms.weight,
        coalesce(
            (
                check_results.residual + terms.weight
                not between check_results.residual_lower and check_results.residual_upper
            )
            and (
                check_results.residual - terms.weight
                not between check_results.residual_lower and check_results.residual_upper
            ),
            false
        ) as is_exact
    from terms
    inner join checks_explained as check_results on terms.check_id = check_results.check_id
)

select * from figure_checks
