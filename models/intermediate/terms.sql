-- One row per template, check and what it weighs: a printed figure, a number stated
-- elsewhere, or nothing, where a member of the check is missing. A check is no more
-- than this: its residual is the sum of weight times value, what is printed less what
-- it should be, and its verdict is whether that lies in its interval.
with
int_sum_members as (select * from {{ ref('int_sum_members') }}),
int_print_terms as (select * from {{ ref('int_print_terms') }}),
int_template_figures as (select * from {{ ref('int_template_figures') }}),
printed_tables as (select * from {{ ref('printed_tables') }}),
control_totals as (select * from {{ ref('control_totals') }}),
left_out as (select * from {{ ref('left_out') }}),
undetermined_signs as (select * from {{ ref('undetermined_signs') }}),

-- Where no arithmetic determines a sign, the figure must be as it was read: not
-- negative. Quantities are never negative; a ratio may be, and an amount of a stage.
signs as (
    select figures.*
    from int_template_figures as figures
    left join undetermined_signs
        on figures.template_id = undetermined_signs.document_id
            and figures.statement = undetermined_signs.statement
    where undetermined_signs.statement is not null
        or not (figures.is_money or figures.is_ratio or figures.stage is not null)
),

forms as (
    select
        printed_tables.document_id as template_id,
        printed_tables.contents_line_id as line_id,
        printed_tables.form_number,
        figures.figure_id
    from printed_tables
    left join int_template_figures as figures
        on printed_tables.document_id = figures.template_id
            and printed_tables.contents_line_id = figures.line_id
            and figures.unit = 'form_number'
    where printed_tables.contents_line_id is not null
),

-- What of the text a person left out of the transcription; a figure that the text
-- as counted does not show has the other sign.
left_out_signed as (
    select
        *,
        case when kind = 'unseen' then -1 else 1 end as weight
    from left_out
),

left_out_summed as (
    select
        document_id,
        table_id,
        unit,
        sum(weight) as figures_count,
        sum(weight * amount) as figures_sum,
        sum(weight * amount * source_line) as lines_sum
    from left_out_signed
    group by document_id, table_id, unit
),

-- The second keying: figures are counted and added up without their signs, and
-- times their source line, so that one wrong figure also tells its line.
controls as (
    select
        control_totals.document_id as template_id,
        control_totals.table_id,
        control_totals.unit,
        rules.rule_id,
        rules.reading,
        rules.by_line,
        case rules.rule_id
            when 'control_counts_agree'
                then control_totals.figures_count - coalesce(left_out_summed.figures_count, 0)
            when 'control_totals_agree'
                then control_totals.figures_sum - coalesce(left_out_summed.figures_sum, 0)
            else control_totals.lines_sum - coalesce(left_out_summed.lines_sum, 0)
        end as stated_amount
    from control_totals
    left join left_out_summed
        on control_totals.document_id = left_out_summed.document_id
            and control_totals.table_id = left_out_summed.table_id
            and control_totals.unit = left_out_summed.unit
    cross join (
        values
        ('control_counts_agree', 'counted', false),
        ('control_totals_agree', 'unsigned', false),
        ('control_lines_agree', 'unsigned', true)
    ) as rules (rule_id, reading, by_line)
),

figures_controlled as (
    select
        controls.*,
        figures.figure_id,
        case when controls.by_line then coalesce(figures.source_line, 0) else 1 end as weight,
        -- Of a unit that is left out as a whole, nothing is transcribed, and nothing missing.
        case when controls.stated_amount = 0 then 0 end as nil_amount
    from controls
    left join int_template_figures as figures
        on controls.template_id = figures.template_id
            and controls.table_id = figures.table_id
            and controls.unit = figures.unit
),

all_terms as (
    {{ terms_of('int_sum_members', [
        'rule_id', 'axis', 'line_id', 'business_id', 'stage', 'subject_id', 'unit', 'is_printed',
        'member_line_id', 'member_business_id', 'member_stage', 'member_weight', 'figure_id', 'weight',
        'half_unit',
    ]) }}
    union all
    select * from int_print_terms
    union all
    {{ two_sides(
        'signs', ['line_id', 'business_id', 'stage', 'figure_id', 'unit'],
        {'rule_id': "'signs_are_as_read'", 'subject_id': 'figure_id'}, computed={'reading': "'unsigned'"}
    ) }}
    union all
    {{ two_sides(
        'forms', ['line_id'],
        {'rule_id': "'contents_list_the_forms'", 'subject_id': 'figure_id', 'unit': "'form_number'"},
        {'figure_id': 'figure_id'}, {'stated_amount': 'form_number'}
    ) }}
    union all
    {{ two_sides(
        'figures_controlled', ['rule_id', 'table_id', 'unit'], printed={
            'figure_id': 'figure_id', 'weight': 'weight', 'reading': 'reading',
            'stated_amount': 'case when figure_id is null then nil_amount end',
        }, computed={'stated_amount': 'stated_amount'}, computed_from='controls'
    ) }}
),

keyed as (
    select
        *,
        rule_id || '/' || coalesce(line_id, '') || '/' || coalesce(business_id, '')
        || '/' || coalesce(stage, '')
        || case
            when axis = 'print'
                then '/' || coalesce(subject_id, coalesce(table_id, '') || '::') || ':' || unit
            else ''
        end as check_key
    from all_terms
),

terms as (
    select
        *,
        cast(dense_rank() over (order by template_id, check_key) as bigint) as check_no
    from keyed
)

select * from terms
