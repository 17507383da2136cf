-- One row per template, check and what it weighs: a printed figure, a number stated
-- elsewhere, or nothing, where a member of the check is missing. A check is no more
-- than this: its residual is the sum of weight times value, what is printed less what
-- it should be, and its verdict is whether that lies in its interval.
with

int_sum_members as (
    select * from {{ ref('int_sum_members') }}
),

int_carriers as (
    select * from {{ ref('int_carriers') }}
),

int_roll_ups as (
    select * from {{ ref('int_roll_ups') }}
),

int_template_figures as (
    select * from {{ ref('int_template_figures') }}
),

int_documents as (
    select * from {{ ref('int_documents') }}
),

printed_tables as (
    select * from {{ ref('printed_tables') }}
),

control_totals as (
    select * from {{ ref('control_totals') }}
),

undetermined_signs as (
    select * from {{ ref('undetermined_signs') }}
),

-- Along the axes. Where a document sums rounded parts, each is as rough as the total.
members_carried as (
    select
        members.*,
        carriers.figure_id,
        carriers.weight as carrier_weight,
        abs(members.weight) * case
            when members.rounds_parts and not members.is_parent
                then greatest(
                    carriers.half_unit,
                    max(case when members.is_parent then carriers.half_unit end) over (
                        partition by
                            members.template_id, members.rule_id, members.line_id,
                            members.business_id, members.stage
                    )
                )
            else carriers.half_unit
        end as half_unit,
        case
            when members.is_parent and not carriers.is_derived and carriers.business_id <> ''
                then carriers.figure_id
        end as subject_id
    from int_sum_members as members
    left join int_carriers as carriers
        on
            members.template_id = carriers.template_id
            and members.member_line_id = carriers.line_id
            and members.member_business_id = carriers.business_id
            and members.member_stage = carriers.stage
            and members.unit = carriers.unit
),

-- Every print but the one that carries its data point: in a coarser unit it must be
-- the exact amount rounded half up.
other_prints as (
    select
        figures.*,
        carriers.figure_id as carrier_id,
        carriers.weight as carrier_weight,
        case
            when not figures.is_money then 'quantities_agree'
            when figures.unit_size = 1 then 'prints_agree_exactly'
            else 'rounded_prints_agree'
        end as rule_id
    from int_template_figures as figures
    inner join int_carriers as carriers
        on
            figures.template_id = carriers.template_id
            and figures.line_id = carriers.line_id
            and coalesce(figures.business_id, '') = carriers.business_id
            and coalesce(figures.stage, '') = carriers.stage
            and figures.cell_unit = carriers.unit
            and figures.figure_id <> carriers.figure_id
),

-- Printed totals, subtotals and consolidated figures, against their leaves.
cells_rolled_up as (
    select distinct
        template_id,
        line_id,
        business_id,
        stage,
        is_sum_of_businesses
    from int_roll_ups
),

totals as (
    select carriers.*
    from int_carriers as carriers
    left join cells_rolled_up as cells
        on
            carriers.template_id = cells.template_id
            and carriers.line_id = cells.line_id
            and carriers.business_id = cells.business_id
            and carriers.stage = cells.stage
    where
        not carriers.is_derived
        and carriers.business_id <> ''
        and (
            carriers.line_kind = 'total'
            or (
                carriers.line_kind = 'leaf'
                and carriers.is_total_business
                and coalesce(cells.is_sum_of_businesses, true)
            )
        )
),

leaves_of_totals as (
    select
        totals.template_id,
        totals.line_id,
        totals.business_id,
        totals.stage,
        totals.figure_id as subject_id,
        int_roll_ups.figure_id,
        int_roll_ups.weight,
        int_roll_ups.half_unit
    from totals
    left join int_roll_ups
        on
            totals.template_id = int_roll_ups.template_id
            and totals.line_id = int_roll_ups.line_id
            and totals.business_id = int_roll_ups.business_id
            and totals.stage = int_roll_ups.stage
),

-- A document amends what the one before left: its original amounts are the revised
-- ones there, in the coarser of the two units.
originals as (
    select
        amended.*,
        previous.template_id as previous_document_id,
        previous.figure_id as previous_figure_id,
        previous.weight as previous_weight,
        previous.half_unit as previous_half_unit
    from int_documents
    inner join int_carriers as amended
        on
            int_documents.document_id = amended.template_id
            and amended.stage = 'original'
    inner join int_carriers as previous
        on
            int_documents.previous_document_id = previous.template_id
            and previous.stage = 'revised'
            and amended.line_id = previous.line_id
            and amended.business_id = previous.business_id
    where
        amended.weight > 0
        and not previous.is_derived
),

-- Where no arithmetic determines a sign, the figure must be as it was read: not
-- negative. Quantities are never negative.
signs as (
    select figures.*
    from int_template_figures as figures
    left join undetermined_signs
        on
            figures.template_id = undetermined_signs.document_id
            and figures.statement = undetermined_signs.statement
    where
        undetermined_signs.statement is not null
        or not figures.is_money
),

forms as (
    select
        printed_tables.document_id as template_id,
        printed_tables.contents_line_id,
        printed_tables.form_number,
        figures.figure_id
    from printed_tables
    left join int_template_figures as figures
        on
            printed_tables.document_id = figures.template_id
            and printed_tables.contents_line_id = figures.line_id
            and figures.unit = 'form_number'
    where printed_tables.contents_line_id is not null
),

-- The second keying: figures are counted and added up without their signs, and
-- times their source line, so that one wrong figure also tells its line.
controls as (
    select
        document_id as template_id,
        table_id,
        unit,
        rules.rule_id,
        rules.reading,
        rules.by_line,
        case rules.rule_id
            when 'control_counts_agree' then figures_count
            when 'control_totals_agree' then figures_sum
            else lines_sum
        end as stated_amount
    from control_totals
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
        case when controls.by_line then figures.source_line else 1 end as weight
    from controls
    left join int_template_figures as figures
        on
            controls.template_id = figures.template_id
            and controls.table_id = figures.table_id
            and controls.unit = figures.unit
),

all_terms as (
    {{ terms_of('members_carried', {
        'rule_id': 'rule_id', 'axis': 'axis',
        'line_id': 'line_id', 'business_id': 'business_id', 'stage': 'stage',
        'subject_id': 'subject_id', 'unit': 'unit', 'is_printed': 'is_parent',
        'member_line_id': 'member_line_id', 'member_business_id': 'member_business_id',
        'member_stage': 'member_stage', 'member_weight': 'weight',
        'figure_id': 'figure_id', 'weight': 'weight * carrier_weight', 'half_unit': 'half_unit',
    }) }}
    union all
    {{ two_sides('other_prints', {
        'rule_id': 'rule_id', 'line_id': 'line_id', 'business_id': 'business_id', 'stage': 'stage',
        'subject_id': 'figure_id', 'unit': 'unit', 'unit_size': 'unit_size',
        'rounding_unit': 'unit_size', 'rounded_side': "'printed'",
    }, {'figure_id': 'figure_id', 'weight': 'unit_size', 'half_unit': 'half_unit'},
       {'figure_id': 'carrier_id', 'weight': '-carrier_weight'}) }}
    union all
    {{ two_sides('totals', {
        'rule_id': "'printed_equals_computed'",
        'line_id': 'line_id', 'business_id': 'business_id', 'stage': 'stage',
        'half_unit': 'half_unit',
    }, {'subject_id': 'figure_id', 'figure_id': 'figure_id', 'weight': 'weight'},
       {'subject_id': 'subject_id', 'figure_id': 'figure_id', 'weight': '-weight'},
       computed_from='leaves_of_totals') }}
    union all
    {{ two_sides('originals', {
        'rule_id': "'originals_equal_previous_revised'",
        'line_id': 'line_id', 'business_id': 'business_id', 'stage': 'stage',
        'subject_id': 'figure_id', 'rounding_unit': 'greatest(weight, previous_weight)',
        'rounded_side': "case when half_unit > previous_half_unit then 'printed' else 'computed' end",
    }, {
        'figure_id': 'figure_id', 'weight': 'weight',
        'half_unit': 'case when half_unit > previous_half_unit then half_unit else 0 end',
    }, {
        'figure_document_id': 'previous_document_id', 'figure_id': 'previous_figure_id',
        'weight': '-previous_weight',
        'half_unit': 'case when half_unit < previous_half_unit then previous_half_unit else 0 end',
    }) }}
    union all
    {{ two_sides('signs', {
        'rule_id': "'signs_are_as_read'",
        'line_id': 'line_id', 'business_id': 'business_id', 'stage': 'stage',
        'subject_id': 'figure_id', 'figure_id': 'figure_id', 'unit': 'unit',
    }, {}, {'reading': "'unsigned'"}) }}
    union all
    {{ two_sides('forms', {
        'rule_id': "'contents_list_the_forms'", 'line_id': 'contents_line_id',
        'subject_id': 'figure_id', 'unit': "'form_number'",
    }, {'figure_id': 'figure_id'}, {'stated_amount': 'form_number'}) }}
    union all
    {{ two_sides('figures_controlled', {
        'rule_id': 'rule_id', 'table_id': 'table_id', 'unit': 'unit',
    }, {'figure_id': 'figure_id', 'weight': 'weight', 'reading': 'reading'},
       {'stated_amount': 'stated_amount'}, computed_from='controls') }}
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
        template_id,
        dense_rank() over (order by template_id, check_key) as check_no,
        check_key,
        rule_id,
        axis,
        line_id,
        business_id,
        stage,
        table_id,
        subject_id,
        unit,
        cast(unit_size as bigint) as unit_size,
        cast(rounding_unit as bigint) as rounding_unit,
        rounded_side,
        is_printed,
        member_line_id,
        member_business_id,
        member_stage,
        cast(member_weight as bigint) as member_weight,
        figure_document_id,
        figure_id,
        cast(weight as bigint) as weight,
        reading,
        cast(stated_amount as bigint) as stated_amount,
        cast(half_unit as bigint) as half_unit
    from keyed
)

select * from terms
