-- One row per document, business and headline line, with its share of the total.
with

statement_amounts as (
    select * from {{ ref('statement_amounts') }}
),

headlines as (
    select *
    from statement_amounts
    where is_headline
),

headlines_across as (
    {{ stages_across('headlines', [
        'document_id', 'business_id', 'business_order', 'business_ja', 'business_en', 'statement',
        'line_id', 'line_order', 'label_ja', 'label_en',
    ]) }}
),

totals as (
    select
        document_id,
        line_id,
        amount_thousand_yen as total_thousand_yen
    from headlines
    where
        is_total_business
        and stage = 'revised'
),

business_summary as (
    select
        headlines_across.*,
        -- In hundredths of a percent, so that it stays an integer.
        cast(
            case
                when totals.total_thousand_yen <> 0
                    then {{ integer_divide(
                        'headlines_across.revised_thousand_yen * 10000', 'totals.total_thousand_yen'
                    ) }}
            end
            as bigint
        ) as share_of_total_basis_points
    from headlines_across
    left join totals
        on
            headlines_across.document_id = totals.document_id
            and headlines_across.line_id = totals.line_id
)

select * from business_summary
