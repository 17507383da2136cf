-- One row per document and purpose of advances (form 7), and one for their total.
with

int_amounts_rolled_up as (
    select * from {{ ref('int_amounts_rolled_up') }}
),

int_documents as (
    select * from {{ ref('int_documents') }}
),

statement_lines as (
    select * from {{ ref('statement_lines') }}
),

statements as (
    select * from {{ ref('statements') }}
),

businesses as (
    select * from {{ ref('businesses') }}
),

label_variants as (
    select * from {{ ref('label_variants') }}
),

measures as (
    select distinct
        taxonomy_id,
        line_id,
        measure
    from label_variants
    where measure is not null
),

advances_received as (
    select
        rolled_up.document_id,
        min(statement_lines.line_order) as line_order,
        statement_lines.line_kind,
        statement_lines.label_ja,
        statement_lines.label_en,
        rolled_up.business_id,
        businesses.name_ja as business_ja,
        businesses.name_en as business_en,
        {% for measure in ['planned', 'accumulated'] %}
            max(case when measures.measure = '{{ measure }}' then rolled_up.line_id end)
                as {{ measure }}_line_id,
            max(case when measures.measure = '{{ measure }}' then rolled_up.amount_thousand_yen end)
                as {{ measure }}_thousand_yen{{ ',' if not loop.last }}
        {% endfor %}
    from int_amounts_rolled_up as rolled_up
    inner join int_documents on rolled_up.document_id = int_documents.document_id
    inner join statement_lines
        on
            int_documents.taxonomy_id = statement_lines.taxonomy_id
            and rolled_up.line_id = statement_lines.line_id
    inner join statements
        on
            statement_lines.taxonomy_id = statements.taxonomy_id
            and statement_lines.statement = statements.statement
    inner join businesses
        on
            int_documents.taxonomy_id = businesses.taxonomy_id
            and rolled_up.business_id = businesses.business_id
    inner join measures
        on
            int_documents.taxonomy_id = measures.taxonomy_id
            and rolled_up.line_id = measures.line_id
    where
        statements.presentation = 'advances'
        and rolled_up.stage = 'revised'
        and (
            rolled_up.business_id = statement_lines.owner_business_id
            or (statement_lines.owner_business_id is null and businesses.is_total)
        )
    group by
        rolled_up.document_id,
        statement_lines.line_kind,
        statement_lines.label_ja,
        statement_lines.label_en,
        rolled_up.business_id,
        businesses.name_ja,
        businesses.name_en
)

select * from advances_received
