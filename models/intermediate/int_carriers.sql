-- One row per template, cell of the cube that checks can use, and figure that carries its
-- amount, with the weight of the figure there: the most precise print, or, where nothing
-- is printed, the figures from which the amount follows by what the document says
-- (is_derived; is_implied where it is the difference of two).
with
int_template_figures as (select * from {{ ref('int_template_figures') }}),
int_figures_read as (select * from {{ ref('int_figures_read') }}),
printed_columns as (select * from {{ ref('printed_columns') }}),
businesses as (select * from {{ ref('businesses') }}),

prints_ranked as (
    select
        *,
        row_number() over (
            partition by template_id, line_id, business_id, stage, cell_unit
            order by unit_size, table_order, table_id, row_no, column_no
        ) as print_rank,
        -- A table that has changes prints them; in prose each amount stands for itself.
        bool_or(stage = 'adjustment' and not is_prose) over (partition by template_id, table_id)
            as has_changes
    from int_template_figures
    where not is_ratio
),

printed as (
    select *
    from prints_ranked
    where print_rank = 1
),

-- What is printed only before and after has changed by the difference.
before_and_after as (
    select
        template_id,
        line_id,
        business_id,
        cell_unit
    from printed
    where stage in ('original', 'adjustment', 'revised')
    group by template_id, line_id, business_id, cell_unit
    having count(*) = 2
        and min(stage) = 'original'
        and max(stage) = 'revised'
        and not coalesce(bool_or(has_changes), false)
),

-- A business is amended when a form prints supplementary amounts for it.
template_businesses as (
    select distinct
        printed.template_id,
        businesses.business_id,
        businesses.is_total,
        amended.business_id is not null and not businesses.is_total as is_amended
    from printed
    inner join businesses on printed.taxonomy_id = businesses.taxonomy_id
    left join printed_columns as amended
        on printed.template_id = amended.document_id
            and businesses.business_id = amended.business_id
            and amended.stage = 'adjustment'
),

-- A print carries its own cell, and others, times a factor.
cells_carried as (
    select
        *,
        business_id as cell_business_id,
        stage as cell_stage,
        is_total_business as is_total_cell,
        1 as factor,
        false as is_derived,
        false as is_implied
    from printed
    union all
    select
        printed.*,
        printed.business_id as cell_business_id,
        'adjustment' as cell_stage,
        printed.is_total_business as is_total_cell,
        case when printed.stage = 'revised' then 1 else -1 end as factor,
        true as is_derived,
        true as is_implied
    from printed
    inner join before_and_after as cells
        on printed.template_id = cells.template_id
            and printed.line_id = cells.line_id
            and printed.business_id = cells.business_id
            and printed.cell_unit = cells.cell_unit
    where printed.stage in ('original', 'revised')
    union all
    -- What is not amended was as it was: original = revised, and nothing is added.
    select
        printed.*,
        printed.business_id as cell_business_id,
        kept.stage as cell_stage,
        false as is_total_cell,
        kept.factor,
        true as is_derived,
        false as is_implied
    from printed
    inner join template_businesses as businesses
        on printed.template_id = businesses.template_id
            and printed.business_id = businesses.business_id
    cross join (values ('original', 1), ('adjustment', 0)) as kept (stage, factor)
    where printed.stage = 'revised'
        and printed.owner_business_id is null
        and not businesses.is_total
        and not businesses.is_amended
        and printed.template_id in (
            select amended.template_id
            from template_businesses as amended
            where amended.is_amended
        )
    union all
    -- A line that belongs to one business is its own total, and 0 elsewhere.
    select
        printed.*,
        businesses.business_id as cell_business_id,
        printed.stage as cell_stage,
        businesses.is_total as is_total_cell,
        case when businesses.is_total then 1 else 0 end as factor,
        true as is_derived,
        false as is_implied
    from printed
    inner join template_businesses as businesses
        on printed.template_id = businesses.template_id
            and printed.business_id <> businesses.business_id
    where printed.owner_business_id is not null
),

carriers as (
    select
        template_id,
        taxonomy_id,
        statement,
        line_kind,
        owner_business_id,
        line_id,
        coalesce(cell_business_id, '') as business_id,
        coalesce(cell_stage, '') as stage,
        cell_unit as unit,
        figure_id,
        unit_size * factor as weight,
        half_unit * abs(factor) as half_unit,
        is_total_cell as is_total_business,
        is_derived,
        is_implied
    from cells_carried
),

-- Where a form prints nothing, it says nil; a law of the column may say otherwise. A figure
-- of the row carries it, once however often the cell is blank.
blank as (
    select
        beside.template_id,
        beside.taxonomy_id,
        beside.statement,
        min(beside.line_kind) as line_kind,
        min(beside.owner_business_id) as owner_business_id,
        cells.line_id,
        cells.business_id,
        cells.stage,
        beside.cell_unit as unit,
        min(beside.figure_id) as figure_id,
        0 as weight,
        0 as half_unit,
        coalesce(bool_or(businesses.is_total), false) as is_total_business,
        true as is_derived,
        false as is_implied
    from int_figures_read as cells
    inner join int_template_figures as beside
        on cells.document_id = beside.template_id
            and cells.table_id = beside.table_id
            and cells.row_no = beside.row_no
    left join businesses
        on beside.taxonomy_id = businesses.taxonomy_id
            and cells.business_id = businesses.business_id
    left join carriers
        on cells.document_id = carriers.template_id
            and cells.line_id = carriers.line_id
            and cells.business_id = carriers.business_id
            and cells.stage = carriers.stage
    where cells.is_blank
        and cells.is_money
        and beside.is_money
        and carriers.figure_id is null
    group by
        beside.template_id, beside.taxonomy_id, beside.statement, cells.line_id, cells.business_id,
        cells.stage, beside.cell_unit
),

all_carriers as (
    select * from carriers
    union all
    select * from blank
)

select * from all_carriers
