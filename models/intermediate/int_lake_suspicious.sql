-- One row per document of the lake that is not proved consistent: by its sums, in one
-- scan of the files, or because its template has none.
with

stg_lake_figures as (
    select * from {{ ref('stg_lake_figures') }}
),

int_documents as (
    select * from {{ ref('int_documents') }}
),

int_lake_sums as (
    select * from {{ ref('int_lake_sums') }}
),

templates as (
    select distinct
        template_id,
        template_no
    from int_lake_sums
),

documents as (
    select
        lake.document_id,
        row_number() over (order by lake.document_id) as document_no,
        templates.template_no
    from int_documents as lake
    inner join templates on lake.template_id = templates.template_id
),

sums_expected as (
    select
        template_no,
        sum_no,
        half_unit,
        count(*) as weight_count
    from int_lake_sums
    group by
        template_no,
        sum_no,
        half_unit
),

figures_hashed as (
    select
        document_id,
        amount,
        {{ hash_of(cell_columns()) }} as cell_hash
    from stg_lake_figures
),

figures_weighed as (
    select
        documents.document_no,
        coefficients.sum_no,
        coefficients.weight,
        lake.amount,
        case
            when coefficients.rounding_unit = 1 then lake.amount
            else
                {{ round_half_up(
                    'lake.amount * coefficients.unit_size', 'coefficients.rounding_unit'
                ) }}
        end as amount_read
    from figures_hashed as lake
    inner join documents on lake.document_id = documents.document_id
    inner join int_lake_sums as coefficients
        on
            documents.template_no = coefficients.template_no
            and lake.cell_hash = coefficients.cell_hash
),

sums_of_documents as (
    select
        document_no,
        sum_no,
        count(amount) as weight_count,
        sum({{ wide_product('weight', 'amount_read') }}) as residual
    from figures_weighed
    group by
        document_no,
        sum_no
),

-- Proved is what passes every sum, each with all its figures.
sums_passed as (
    select
        sums_of_documents.document_no,
        count(*) as sum_count
    from sums_of_documents
    inner join sums_expected
        on
            sums_of_documents.sum_no = sums_expected.sum_no
            and sums_of_documents.weight_count = sums_expected.weight_count
    where
        case
            when sums_expected.half_unit is null
                then sums_of_documents.residual % {{ var('lake_prime') }} = 0
            else abs(sums_of_documents.residual) <= sums_expected.half_unit
        end
    group by sums_of_documents.document_no
),

templates_expected as (
    select
        template_no,
        count(*) as sum_count
    from sums_expected
    group by template_no
),

proved as (
    select documents.document_id
    from documents
    inner join templates_expected on documents.template_no = templates_expected.template_no
    inner join sums_passed
        on
            documents.document_no = sums_passed.document_no
            and templates_expected.sum_count = sums_passed.sum_count
),

suspicious as (
    select
        lake.document_id,
        lake.template_id
    from int_documents as lake
    left join proved on lake.document_id = proved.document_id
    where
        lake.is_from_lake
        and proved.document_id is null
)

select * from suspicious
