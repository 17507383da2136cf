-- One row per cell of the cube that checks can use: the data points, the amounts
-- that follow from them by what the document says (is_derived), and quantities;
-- with the figure that each is taken from, and how much one of its units moves it.
with

data_points as (
    select * from {{ ref('data_points') }}
),

printed_figures as (
    select * from {{ ref('printed_figures') }}
),

int_documents as (
    select * from {{ ref('int_documents') }}
),

printed_columns as (
    select * from {{ ref('printed_columns') }}
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

document_businesses as (
    select
        int_documents.document_id,
        businesses.business_id,
        businesses.is_total
    from int_documents
    inner join businesses on int_documents.taxonomy_id = businesses.taxonomy_id
),

-- A business is amended when a form prints supplementary amounts for it.
amended_businesses as (
    select distinct
        printed_columns.document_id,
        printed_columns.business_id
    from printed_columns
    inner join document_businesses
        on
            printed_columns.document_id = document_businesses.document_id
            and printed_columns.business_id = document_businesses.business_id
    where
        printed_columns.stage = 'adjustment'
        and not document_businesses.is_total
),

unamended_businesses as (
    select
        document_businesses.document_id,
        document_businesses.business_id
    from document_businesses
    left join amended_businesses
        on
            document_businesses.document_id = amended_businesses.document_id
            and document_businesses.business_id = amended_businesses.business_id
    where
        amended_businesses.business_id is null
        and not document_businesses.is_total
        and document_businesses.document_id in (
            select amended.document_id from amended_businesses as amended
        )
),

-- What is not amended was as it is: original = revised, and nothing is added.
unamended_amounts as (
    select
        data_points.document_id,
        data_points.line_id,
        data_points.business_id,
        kept.stage,
        data_points.amount_thousand_yen * kept.weight as amount,
        data_points.half_unit_thousand_yen * kept.weight as half_unit,
        data_points.table_id,
        data_points.row_no,
        data_points.column_no,
        data_points.unit_thousand_yen * kept.weight as figure_weight
    from data_points
    inner join unamended_businesses
        on
            data_points.document_id = unamended_businesses.document_id
            and data_points.business_id = unamended_businesses.business_id
    inner join int_documents on data_points.document_id = int_documents.document_id
    inner join statement_lines
        on
            int_documents.taxonomy_id = statement_lines.taxonomy_id
            and data_points.line_id = statement_lines.line_id
    cross join (values ('original', 1), ('adjustment', 0)) as kept (stage, weight)
    where
        data_points.stage = 'revised'
        and statement_lines.owner_business_id is null
),

-- A line that belongs to one business is its own total, and 0 elsewhere.
owned_amounts as (
    select
        data_points.document_id,
        data_points.line_id,
        document_businesses.business_id,
        data_points.stage,
        case when document_businesses.is_total then data_points.amount_thousand_yen else 0 end
            as amount,
        case when document_businesses.is_total then data_points.half_unit_thousand_yen else 0 end
            as half_unit,
        data_points.table_id,
        data_points.row_no,
        data_points.column_no,
        case when document_businesses.is_total then data_points.unit_thousand_yen else 0 end
            as figure_weight
    from data_points
    inner join int_documents on data_points.document_id = int_documents.document_id
    inner join statement_lines
        on
            int_documents.taxonomy_id = statement_lines.taxonomy_id
            and data_points.line_id = statement_lines.line_id
    inner join document_businesses on data_points.document_id = document_businesses.document_id
    where
        statement_lines.owner_business_id is not null
        and document_businesses.business_id <> data_points.business_id
),

quantities_ranked as (
    select
        printed_figures.*,
        row_number() over (
            partition by
                printed_figures.document_id, printed_figures.line_id, printed_figures.unit
            order by printed_figures.table_order, printed_figures.row_no, printed_figures.column_no
        ) as print_rank
    from printed_figures
    inner join units on printed_figures.unit = units.unit
    where not units.is_money
),

amounts as (
    select
        document_id,
        line_id,
        business_id,
        stage,
        'thousand_yen' as unit,
        amount_thousand_yen as amount,
        half_unit_thousand_yen as half_unit,
        false as is_derived,
        table_id,
        row_no,
        column_no,
        unit_thousand_yen as figure_weight
    from data_points
    union all
    select
        document_id,
        line_id,
        business_id,
        stage,
        'thousand_yen' as unit,
        cast(amount as bigint) as amount,
        cast(half_unit as bigint) as half_unit,
        true as is_derived,
        table_id,
        row_no,
        column_no,
        cast(figure_weight as bigint) as figure_weight
    from unamended_amounts
    union all
    select
        document_id,
        line_id,
        business_id,
        stage,
        'thousand_yen' as unit,
        cast(amount as bigint) as amount,
        cast(half_unit as bigint) as half_unit,
        true as is_derived,
        table_id,
        row_no,
        column_no,
        cast(figure_weight as bigint) as figure_weight
    from owned_amounts
    union all
    select
        document_id,
        line_id,
        '' as business_id,
        '' as stage,
        unit,
        amount,
        cast(0 as bigint) as half_unit,
        false as is_derived,
        table_id,
        row_no,
        column_no,
        cast(1 as bigint) as figure_weight
    from quantities_ranked
    where print_rank = 1
)

select * from amounts
