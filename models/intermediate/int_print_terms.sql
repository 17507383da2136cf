-- One row per template, check of a printed amount and what it weighs: against the other
-- prints of its data point, the leaves below it, and the document before.
with
int_carriers as (select * from {{ ref('int_carriers') }}),
int_roll_ups as (select * from {{ ref('int_roll_ups') }}),
int_template_figures as (select * from {{ ref('int_template_figures') }}),
int_documents as (select * from {{ ref('int_documents') }}),

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
        on figures.template_id = carriers.template_id
            and figures.line_id = carriers.line_id
            and coalesce(figures.business_id, '') = carriers.business_id
            and coalesce(figures.stage, '') = carriers.stage
            and figures.cell_unit = carriers.unit
            and figures.figure_id <> carriers.figure_id
    where not figures.is_ratio
),

-- Printed totals, subtotals and consolidated figures, against their leaves.
leaves_of_totals as (
    select
        totals.template_id,
        totals.line_id,
        totals.business_id,
        totals.stage,
        totals.figure_id as subject_id,
        totals.weight as subject_weight,
        totals.half_unit as subject_half_unit,
        int_roll_ups.figure_id,
        int_roll_ups.weight,
        int_roll_ups.half_unit
    from int_carriers as totals
    left join int_roll_ups
        on totals.template_id = int_roll_ups.template_id
            and totals.line_id = int_roll_ups.line_id
            and totals.business_id = int_roll_ups.business_id
            and totals.stage = int_roll_ups.stage
    where not totals.is_derived
        and totals.business_id <> ''
        and (
            (
                totals.line_kind = 'total'
                and not coalesce(int_roll_ups.line_id = int_roll_ups.leaf_line_id, false)
            )
            or (
                totals.line_kind in ('leaf', 'total')
                and totals.is_total_business
                and coalesce(int_roll_ups.is_sum_of_businesses, true)
            )
        )
),

totals as (
    select distinct
        template_id,
        line_id,
        business_id,
        stage,
        subject_id,
        subject_weight,
        subject_half_unit
    from leaves_of_totals
),

-- A document amends what the one before left: its original amounts are the revised
-- ones there, in the coarser of the two units.
originals as (
    select
        amended.*,
        previous.template_id as previous_document_id,
        previous.figure_id as previous_figure_id,
        previous.weight as previous_weight,
        previous.half_unit as previous_half_unit,
        case when amended.half_unit > previous.half_unit then 'printed' else 'computed' end
            as rounded_side
    from int_documents
    inner join int_carriers as amended
        on int_documents.document_id = amended.template_id
            and amended.stage = 'original'
    inner join int_carriers as previous
        on int_documents.previous_document_id = previous.template_id
            and previous.stage = 'revised'
            and amended.line_id = previous.line_id
            and amended.business_id = previous.business_id
    where amended.weight > 0
        and not previous.is_derived
),

{% set cell = ['line_id', 'business_id', 'stage'] %}
print_terms as (
    {{ two_sides(
        'other_prints', cell + ['rule_id', 'unit', 'unit_size'],
        {'subject_id': 'figure_id', 'rounding_unit': 'unit_size', 'rounded_side': "'printed'"},
        {'figure_id': 'figure_id', 'weight': 'unit_size', 'half_unit': 'half_unit'},
        {'figure_id': 'carrier_id', 'weight': '-carrier_weight'}
    ) }}
    union all
    {{ two_sides(
        'totals', cell + ['subject_id'], {'rule_id': "'printed_equals_computed'"},
        {'figure_id': 'subject_id', 'weight': 'subject_weight', 'half_unit': 'subject_half_unit'},
        {'figure_id': 'figure_id', 'weight': '-weight', 'half_unit': 'half_unit'},
        computed_from='leaves_of_totals'
    ) }}
    union all
    {{ two_sides(
        'originals', cell + ['rounded_side'], {
            'rule_id': "'originals_equal_previous_revised'", 'subject_id': 'figure_id',
            'rounding_unit': 'greatest(weight, previous_weight)',
        },
        {
            'figure_id': 'figure_id', 'weight': 'weight',
            'half_unit': "case when rounded_side = 'printed' then half_unit else 0 end",
        },
        {
            'figure_document_id': 'previous_document_id', 'figure_id': 'previous_figure_id',
            'weight': '-previous_weight',
            'half_unit': 'case when half_unit < previous_half_unit then previous_half_unit else 0 end',
        }
    ) }}
)

select * from print_terms
