-- One row per check of a print: against the other prints of its data point, the
-- amount computed from leaves, the document before, the form it names, or the
-- control total.
with

printed_figures as (
    select * from {{ ref('printed_figures') }}
),

data_points as (
    select * from {{ ref('data_points') }}
),

int_amounts as (
    select * from {{ ref('int_amounts') }}
),

int_amounts_rolled_up as (
    select * from {{ ref('int_amounts_rolled_up') }}
),

printed_tables as (
    select * from {{ ref('printed_tables') }}
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

control_totals as (
    select * from {{ ref('control_totals') }}
),

undetermined_signs as (
    select * from {{ ref('undetermined_signs') }}
),

units as (
    select * from {{ ref('units') }}
),

-- Every print but the one that gave the data point its amount. In a coarser unit
-- it must be the exact amount rounded half up.
amounts_agree as (
    select
        printed_figures.document_id,
        case
            when units.thousand_yen = 1 then 'prints_agree_exactly' else 'rounded_prints_agree'
        end as rule_id,
        printed_figures.line_id,
        printed_figures.business_id,
        printed_figures.stage,
        printed_figures.table_id,
        printed_figures.row_no,
        printed_figures.column_no,
        printed_figures.unit,
        printed_figures.amount as printed_amount,
        {{ round_half_up('data_points.amount_thousand_yen', 'units.thousand_yen') }}
            as computed_amount,
        printed_figures.amount * units.thousand_yen - data_points.amount_thousand_yen
            as residual,
        -- Half a unit is rounded away from zero, so that the two ends differ.
        units.half_unit_thousand_yen
        - case when printed_figures.amount > 0 or units.half_unit_thousand_yen = 0 then 0 else 1 end
            as residual_upper,
        -units.half_unit_thousand_yen
        + case when printed_figures.amount < 0 or units.half_unit_thousand_yen = 0 then 0 else 1 end
            as residual_lower
    from printed_figures
    inner join units on printed_figures.unit = units.unit
    inner join data_points
        on
            printed_figures.document_id = data_points.document_id
            and printed_figures.line_id = data_points.line_id
            and printed_figures.business_id = data_points.business_id
            and printed_figures.stage = data_points.stage
    where
        printed_figures.table_id <> data_points.table_id
        or printed_figures.row_no <> data_points.row_no
        or printed_figures.column_no <> data_points.column_no
),

quantities_agree as (
    select
        printed_figures.document_id,
        'quantities_agree' as rule_id,
        printed_figures.line_id,
        cast(null as string) as business_id,
        cast(null as string) as stage,
        printed_figures.table_id,
        printed_figures.row_no,
        printed_figures.column_no,
        printed_figures.unit,
        printed_figures.amount as printed_amount,
        int_amounts.amount as computed_amount,
        null as residual,
        0 as residual_upper,
        0 as residual_lower
    from printed_figures
    inner join int_amounts
        on
            printed_figures.document_id = int_amounts.document_id
            and printed_figures.line_id = int_amounts.line_id
            and printed_figures.unit = int_amounts.unit
            and int_amounts.business_id = ''
    where
        printed_figures.table_id <> int_amounts.table_id
        or printed_figures.row_no <> int_amounts.row_no
        or printed_figures.column_no <> int_amounts.column_no
),

-- Printed totals, subtotals and consolidated figures against the leaves.
printed_equals_computed as (
    select
        data_points.document_id,
        'printed_equals_computed' as rule_id,
        data_points.line_id,
        data_points.business_id,
        data_points.stage,
        data_points.table_id,
        data_points.row_no,
        data_points.column_no,
        'thousand_yen' as unit,
        data_points.amount_thousand_yen as printed_amount,
        int_amounts_rolled_up.amount_thousand_yen as computed_amount,
        null as residual,
        0 as residual_upper,
        0 as residual_lower
    from data_points
    inner join int_documents on data_points.document_id = int_documents.document_id
    inner join statement_lines
        on
            int_documents.taxonomy_id = statement_lines.taxonomy_id
            and data_points.line_id = statement_lines.line_id
    inner join businesses
        on
            int_documents.taxonomy_id = businesses.taxonomy_id
            and data_points.business_id = businesses.business_id
    left join int_amounts_rolled_up
        on
            data_points.document_id = int_amounts_rolled_up.document_id
            and data_points.line_id = int_amounts_rolled_up.line_id
            and data_points.business_id = int_amounts_rolled_up.business_id
            and data_points.stage = int_amounts_rolled_up.stage
    where
        statement_lines.line_kind = 'total'
        or (
            statement_lines.line_kind = 'leaf'
            and businesses.is_total
            and coalesce(int_amounts_rolled_up.is_sum_of_businesses, true)
        )
),

-- A document amends what the one before left: its original amounts are the revised
-- ones there, in the coarser of the two units.
originals_compared as (
    select
        amended.document_id,
        amended.line_id,
        amended.business_id,
        amended.stage,
        amended.table_id,
        amended.row_no,
        amended.column_no,
        amended.amount,
        amended.half_unit,
        previous.amount as previous_amount,
        previous.half_unit as previous_half_unit,
        greatest(amended.figure_weight, previous.figure_weight) as unit_thousand_yen,
        int_documents.previous_document_id,
        previous.table_id as previous_table_id,
        previous.row_no as previous_row_no,
        previous.column_no as previous_column_no
    from int_documents
    inner join int_amounts as amended
        on
            int_documents.document_id = amended.document_id
            and amended.stage = 'original'
    inner join int_amounts as previous
        on
            int_documents.previous_document_id = previous.document_id
            and previous.stage = 'revised'
            and amended.line_id = previous.line_id
            and amended.business_id = previous.business_id
    where
        amended.figure_weight > 0
        and not previous.is_derived
),

originals_equal_previous_revised as (
    select
        compared.document_id,
        'originals_equal_previous_revised' as rule_id,
        compared.line_id,
        compared.business_id,
        compared.stage,
        compared.table_id,
        compared.row_no,
        compared.column_no,
        'thousand_yen' as unit,
        {{ round_half_up('compared.amount', 'compared.unit_thousand_yen') }}
        * compared.unit_thousand_yen as printed_amount,
        {{ round_half_up('compared.previous_amount', 'compared.unit_thousand_yen') }}
        * compared.unit_thousand_yen as computed_amount,
        compared.amount - compared.previous_amount as residual,
        -- As in amounts_agree, where one of the two is rounded and the other finer.
        case
            when compared.half_unit > compared.previous_half_unit
                then compared.half_unit - case when compared.amount > 0 then 0 else 1 end
            when compared.half_unit < compared.previous_half_unit
                then
                    compared.previous_half_unit
                    - case when compared.previous_amount < 0 then 0 else 1 end
            else 0
        end as residual_upper,
        case
            when compared.half_unit > compared.previous_half_unit
                then -compared.half_unit + case when compared.amount < 0 then 0 else 1 end
            when compared.half_unit < compared.previous_half_unit
                then
                    -compared.previous_half_unit
                    + case when compared.previous_amount > 0 then 0 else 1 end
            else 0
        end as residual_lower,
        compared.previous_document_id || ' ' || compared.previous_table_id || '、原文'
        || printed_figures.source_line || '行、' || printed_figures.column_name || '列'
            as computed_place_ja,
        compared.previous_document_id || ' ' || compared.previous_table_id || ', source line '
        || printed_figures.source_line || ', column ' || printed_figures.column_name
            as computed_place_en
    from originals_compared as compared
    inner join printed_figures
        on
            compared.previous_document_id = printed_figures.document_id
            and compared.previous_table_id = printed_figures.table_id
            and compared.previous_row_no = printed_figures.row_no
            and compared.previous_column_no = printed_figures.column_no
),

-- Where no arithmetic determines a sign, the figure must be as it was read: not
-- negative. Quantities are never negative.
signs_are_as_read as (
    select
        printed_figures.document_id,
        'signs_are_as_read' as rule_id,
        printed_figures.line_id,
        printed_figures.business_id,
        printed_figures.stage,
        printed_figures.table_id,
        printed_figures.row_no,
        printed_figures.column_no,
        printed_figures.unit,
        printed_figures.amount as printed_amount,
        abs(printed_figures.amount) as computed_amount,
        null as residual,
        0 as residual_upper,
        0 as residual_lower
    from printed_figures
    inner join int_documents on printed_figures.document_id = int_documents.document_id
    inner join units on printed_figures.unit = units.unit
    inner join statement_lines
        on
            int_documents.taxonomy_id = statement_lines.taxonomy_id
            and printed_figures.line_id = statement_lines.line_id
    left join undetermined_signs
        on
            printed_figures.document_id = undetermined_signs.document_id
            and statement_lines.statement = undetermined_signs.statement
    where
        undetermined_signs.statement is not null
        or not units.is_money
),

contents_list_the_forms as (
    select
        printed_tables.document_id,
        'contents_list_the_forms' as rule_id,
        printed_tables.contents_line_id as line_id,
        cast(null as string) as business_id,
        cast(null as string) as stage,
        printed_figures.table_id,
        printed_figures.row_no,
        printed_figures.column_no,
        'form_number' as unit,
        printed_figures.amount as printed_amount,
        cast(printed_tables.form_number as bigint) as computed_amount,
        null as residual,
        0 as residual_upper,
        0 as residual_lower
    from printed_tables
    left join printed_figures
        on
            printed_tables.document_id = printed_figures.document_id
            and printed_tables.contents_line_id = printed_figures.line_id
            and printed_figures.unit = 'form_number'
    where printed_tables.contents_line_id is not null
),

table_sums as (
    select
        control_totals.document_id,
        control_totals.table_id,
        control_totals.unit,
        control_totals.figures_count,
        control_totals.figures_sum,
        control_totals.lines_sum,
        count(printed_figures.amount) as printed_count,
        sum(abs(printed_figures.amount)) as printed_sum,
        sum(abs(printed_figures.amount) * printed_figures.source_line) as printed_lines_sum
    from control_totals
    left join printed_figures
        on
            control_totals.document_id = printed_figures.document_id
            and control_totals.table_id = printed_figures.table_id
            and control_totals.unit = printed_figures.unit
    group by
        control_totals.document_id,
        control_totals.table_id,
        control_totals.unit,
        control_totals.figures_count,
        control_totals.figures_sum,
        control_totals.lines_sum
),

control_totals_agree as (
    select
        document_id,
        'control_totals_agree' as rule_id,
        cast(null as string) as line_id,
        cast(null as string) as business_id,
        cast(null as string) as stage,
        table_id,
        cast(null as integer) as row_no,
        cast(null as integer) as column_no,
        unit,
        cast(printed_sum as bigint) as printed_amount,
        figures_sum as computed_amount,
        null as residual,
        0 as residual_upper,
        0 as residual_lower
    from table_sums
),

-- Each figure times its source line: one wrong figure also tells its line.
control_lines_agree as (
    select
        document_id,
        'control_lines_agree' as rule_id,
        cast(null as string) as line_id,
        cast(null as string) as business_id,
        cast(null as string) as stage,
        table_id,
        cast(null as integer) as row_no,
        cast(null as integer) as column_no,
        unit,
        cast(printed_lines_sum as bigint) as printed_amount,
        lines_sum as computed_amount,
        null as residual,
        0 as residual_upper,
        0 as residual_lower
    from table_sums
),

control_counts_agree as (
    select
        document_id,
        'control_counts_agree' as rule_id,
        cast(null as string) as line_id,
        cast(null as string) as business_id,
        cast(null as string) as stage,
        table_id,
        cast(null as integer) as row_no,
        cast(null as integer) as column_no,
        unit,
        printed_count as printed_amount,
        figures_count as computed_amount,
        null as residual,
        0 as residual_upper,
        0 as residual_lower
    from table_sums
),

within_documents as (
    select * from amounts_agree
    union all
    select * from quantities_agree
    union all
    select * from printed_equals_computed
    union all
    select * from contents_list_the_forms
    union all
    select * from signs_are_as_read
    union all
    select * from control_totals_agree
    union all
    select * from control_lines_agree
    union all
    select * from control_counts_agree
),

prints_compared as (
    select
        *,
        cast(null as string) as computed_place_ja,
        cast(null as string) as computed_place_en
    from within_documents
    union all
    select * from originals_equal_previous_revised
)

select
    document_id,
    rule_id,
    'print' as axis,
    line_id,
    business_id,
    stage,
    table_id,
    row_no,
    column_no,
    unit,
    printed_amount,
    cast(computed_amount as bigint) as computed_amount,
    cast(coalesce(residual, printed_amount - computed_amount) as bigint) as residual,
    cast(residual_lower as bigint) as residual_lower,
    cast(residual_upper as bigint) as residual_upper,
    computed_place_ja,
    computed_place_en
from prints_compared
