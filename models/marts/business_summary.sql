-- One row per document, business and headline line, with its share of the total.
with
statement_amounts as (select * from {{ ref('statement_amounts') }}),

headlines as (
    select
        *,
        max(case when is_total_business and stage = 'revised' then amount_thousand_yen end) over (
            partition by document_id, line_id
        ) as total_thousand_yen
    from statement_amounts
    where is_headline
),

-- In hundredths of a percent, so that it stays an integer.
headlines_shared as (
    select
        *,
        case
            when stage = 'revised' and total_thousand_yen <> 0
                then {{ integer_divide('amount_thousand_yen * 10000', 'total_thousand_yen') }}
        end as basis_points
    from headlines
),

business_summary as (
    {{ stages_across(
        'headlines_shared', {'share_of_total_basis_points': 'cast(max(basis_points) as bigint)'}
    ) }}
)

select * from business_summary
