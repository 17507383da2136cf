-- One row per document, line, business and stage: the amount of the most precise
-- print in thousand yen, and every place where the data point is printed.
with
printed_figures as (select * from {{ ref('printed_figures') }}),
int_documents as (select * from {{ ref('int_documents') }}),
int_carriers as (select * from {{ ref('int_carriers') }}),

places as (
    select
        document_id,
        line_id,
        business_id,
        stage,
        {{ join_texts(
            "table_id || ':' || source_line || ':' || column_no", '; ',
            'table_order, table_id, row_no, column_no'
        ) }} as places
    from printed_figures
    where business_id is not null
    group by document_id, line_id, business_id, stage
),

data_points as (
    select
        figures.document_id,
        figures.line_id,
        figures.business_id,
        figures.stage,
        cast(figures.amount * carriers.weight as bigint) as amount_thousand_yen,
        carriers.half_unit as half_unit_thousand_yen,
        figures.unit,
        places.places,
        figures.table_id,
        figures.row_no,
        figures.column_no
    from printed_figures as figures
    inner join int_documents on figures.document_id = int_documents.document_id
    inner join int_carriers as carriers
        on int_documents.template_id = carriers.template_id
            and figures.figure_id = carriers.figure_id
            and not carriers.is_derived
    inner join places
        on figures.document_id = places.document_id
            and figures.line_id = places.line_id
            and figures.business_id = places.business_id
            and figures.stage = places.stage
)

select * from data_points
