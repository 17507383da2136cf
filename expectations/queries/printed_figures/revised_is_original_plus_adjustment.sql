-- 三段階を並べた千円単位の表の各行で、補正後予定額 = 当初予定額 + 補正額
-- In every row of the tables in thousand yen with three stages, revised = original +
-- supplementary
with

tables_with_all_stages as (
    select document_id, table_id
    from {batch}
    where unit = 'thousand_yen'
    group by document_id, table_id
    having count(distinct stage) = 3
),

rows_printed as (
    select
        document_id,
        table_id,
        source_line,
        business_id,
        line_id,
        sum(amount) filter (where stage = 'original') as original,
        sum(amount) filter (where stage = 'adjustment') as adjustment,
        sum(amount) filter (where stage = 'revised') as revised
    from {batch}
    semi join tables_with_all_stages using (document_id, table_id)
    where unit = 'thousand_yen'
    group by document_id, table_id, source_line, business_id, line_id
)

select
    '補正後予定額 = 当初予定額 + 補正額' as rule_ja,
    'Revised = original + supplementary' as rule_en,
    document_id,
    table_id,
    source_line,
    line_id,
    business_id,
    revised as printed,
    original + adjustment as computed,
    revised - original - adjustment as difference
from rows_printed
where revised is distinct from original + adjustment or revised is null

-- A document that is listed must be here.
union all by name
select distinct
    '比べる行がない' as rule_ja,
    'Nothing to compare' as rule_en,
    document_id
from documents
anti join {batch} using (document_id)
