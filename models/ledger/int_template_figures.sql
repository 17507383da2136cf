-- One row per template and printed figure: where it stands, what it means, and all
-- that its line, business and unit say of it. The minus marks that the source lost are
-- put back here, from a seed. Waits for the tests of transcription_errors, so that
-- nothing unread gets by: -- depends_on: {{ ref('transcription_errors') }}
with
int_figures_read as (select * from {{ ref('int_figures_read') }}),
int_lake_cells as (select * from {{ ref('int_lake_cells') }}),
restored_signs as (select * from {{ ref('restored_signs') }}),
int_documents as (select * from {{ ref('int_documents') }}),
statement_lines as (select * from {{ ref('statement_lines') }}),
businesses as (select * from {{ ref('businesses') }}),
units as (select * from {{ ref('units') }}),

figures_signed as (
    select
        figures.document_id as template_id,
        figures.table_id,
        cast(figures.table_order as integer) as table_order,
        figures.form,
        cast(figures.source_line as integer) as source_line,
        cast(figures.row_no as integer) as row_no,
        cast(figures.column_no as integer) as column_no,
        figures.column_name,
        figures.label_as_printed,
        figures.line_id,
        -- An amount in yen or in 万円 is a quantity to the statements, and still of a stage.
        case when figures.yen is not null then figures.business_id end as business_id,
        case when figures.yen is not null then figures.stage end as stage,
        figures.figure_as_printed,
        figures.unit,
        figures.is_ratio,
        figures.is_prose,
        restored_signs.source_line is not null as is_sign_restored,
        cast(
            case when figures.is_nil then 0 else figures.unsigned_amount end
            * figures.direction_sign
            * case when restored_signs.source_line is not null then -1 else 1 end
            as bigint
        ) as amount
    from int_figures_read as figures
    left join restored_signs
        on figures.document_id = restored_signs.document_id
            and figures.table_id = restored_signs.table_id
            and figures.source_line = cast(restored_signs.source_line as string)
            and figures.column_name = restored_signs.column_name
    where figures.problem is null
),

-- A figure of the lake has its sign, and no source text behind it: its line is
-- the row of its table.
all_figures as (
    select * from figures_signed
    union all
    select
        document_id,
        table_id,
        1 as table_order,
        cast(null as string) as form,
        row_no as source_line,
        row_no,
        column_no,
        column_name,
        label as label_as_printed,
        line_id,
        business_id,
        stage,
        cast(amount as string) as figure_as_printed,
        unit,
        false as is_ratio,
        false as is_prose,
        false as is_sign_restored,
        amount
    from int_lake_cells
    where problem is null
        and amount is not null
        and document_id in (select in_use.template_id from int_documents as in_use)
),

template_figures as (
    select
        figures.*,
        figures.table_id || ':' || figures.row_no || ':' || figures.column_no as figure_id,
        int_documents.taxonomy_id,
        int_documents.is_from_lake,
        statement_lines.statement,
        statement_lines.line_kind,
        statement_lines.owner_business_id,
        coalesce(businesses.is_total, false) as is_total_business,
        units.is_money,
        -- A quantity is its own unit.
        case when units.is_money then 'thousand_yen' else figures.unit end as cell_unit,
        cast(coalesce(units.thousand_yen, 1) as bigint) as unit_size,
        cast(coalesce(units.half_unit_thousand_yen, 0) as bigint) as half_unit
    from all_figures as figures
    inner join int_documents on figures.template_id = int_documents.document_id
    left join statement_lines
        on int_documents.taxonomy_id = statement_lines.taxonomy_id
            and figures.line_id = statement_lines.line_id
    left join units on figures.unit = units.unit
    left join businesses
        on int_documents.taxonomy_id = businesses.taxonomy_id
            and figures.business_id = businesses.business_id
)

select * from template_figures
