-- One row per printed figure: what is printed, where it stands, and what it means.
-- Of the lake, the documents that are explained; the others stay in their files.
with
int_template_figures as (select * from {{ ref('int_template_figures') }}),
int_lake_figures as (select * from {{ ref('int_lake_figures') }}),
int_documents_explained as (select * from {{ ref('int_documents_explained') }}),

figures_of_the_lake as (
    select
        documents.document_id,
        lake.amount as lake_amount,
        figures.*
    from int_documents_explained as documents
    inner join int_lake_figures as lake on documents.document_id = lake.document_id
    inner join int_template_figures as figures
        on documents.template_id = figures.template_id
            and lake.figure_id = figures.figure_id
    where lake.amount is not null
),

all_figures as (
    select
        template_id as document_id,
        amount as amount_read,
        *
    from int_template_figures
    where not is_from_lake
    union all
    select * from figures_of_the_lake
),

printed_figures as (
    select
        document_id,
        figure_id,
        table_id,
        table_order,
        form,
        source_line,
        row_no,
        column_no,
        column_name,
        label_as_printed,
        line_id,
        business_id,
        stage,
        case when is_from_lake then cast(amount_read as string) else figure_as_printed end
            as figure_as_printed,
        unit,
        is_sign_restored,
        amount_read as amount
    from all_figures
)

select * from printed_figures
