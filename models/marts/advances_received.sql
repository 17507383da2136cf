-- One row per document and purpose of advances (form 7), and one for their total.
with
int_amounts_rolled_up as (select * from {{ ref('int_amounts_rolled_up') }}),
label_variants as (select * from {{ ref('label_variants') }}),

advances_received as (
    select
        amounts.document_id,
        min(amounts.line_order) as line_order,
        amounts.line_kind,
        amounts.label_ja,
        amounts.label_en,
        amounts.business_id,
        amounts.business_ja,
        amounts.business_en,
        {% for measure in ['planned', 'accumulated'] %}
            max(case when measures.measure = '{{ measure }}' then amounts.line_id end)
                as {{ measure }}_line_id,
            max(case when measures.measure = '{{ measure }}' then amounts.amount_thousand_yen end)
                as {{ measure }}_thousand_yen{{ ',' if not loop.last }}
        {% endfor %}
    from int_amounts_rolled_up as amounts
    inner join label_variants as measures
        on amounts.taxonomy_id = measures.taxonomy_id
            and amounts.line_id = measures.line_id
            and measures.measure is not null
    where amounts.presentation = 'advances'
        and amounts.stage = 'revised'
        and (
            amounts.business_id = amounts.owner_business_id
            or (amounts.owner_business_id is null and amounts.is_total_business)
        )
    group by
        amounts.document_id,
        amounts.line_kind,
        amounts.label_ja,
        amounts.label_en,
        amounts.business_id,
        amounts.business_ja,
        amounts.business_en
)

select * from advances_received
