-- One row per document, line, business and stage: the amount of the most precise
-- print in thousand yen, and every place where the data point is printed.
with

printed_figures as (
    select * from {{ ref('printed_figures') }}
),

units as (
    select * from {{ ref('units') }}
),

prints_ranked as (
    select
        printed_figures.*,
        units.thousand_yen,
        units.half_unit_thousand_yen,
        row_number() over (
            partition by
                printed_figures.document_id, printed_figures.line_id,
                printed_figures.business_id, printed_figures.stage
            order by
                units.thousand_yen, printed_figures.table_order, printed_figures.table_id,
                printed_figures.row_no, printed_figures.column_no
        ) as print_rank,
        printed_figures.table_id || ':' || printed_figures.source_line
        || ':' || printed_figures.column_no as place
    from printed_figures
    inner join units on printed_figures.unit = units.unit
    where units.is_money
),

places as (
    select
        document_id,
        line_id,
        business_id,
        stage,
        cast(count(*) as integer) as print_count,
        {{ join_texts('place', '; ', 'table_order, row_no, column_no') }} as places
    from prints_ranked
    group by
        document_id,
        line_id,
        business_id,
        stage
),

data_points as (
    select
        prints_ranked.document_id,
        prints_ranked.line_id,
        prints_ranked.business_id,
        prints_ranked.stage,
        cast(prints_ranked.amount * prints_ranked.thousand_yen as bigint) as amount_thousand_yen,
        cast(prints_ranked.half_unit_thousand_yen as bigint) as half_unit_thousand_yen,
        prints_ranked.unit,
        cast(prints_ranked.thousand_yen as bigint) as unit_thousand_yen,
        places.print_count,
        places.places,
        prints_ranked.table_id,
        prints_ranked.row_no,
        prints_ranked.column_no
    from prints_ranked
    inner join places
        on
            prints_ranked.document_id = places.document_id
            and prints_ranked.line_id = places.line_id
            and prints_ranked.business_id = places.business_id
            and prints_ranked.stage = places.stage
    where prints_ranked.print_rank = 1
)

select * from data_points
