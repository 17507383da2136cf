-- 同じ科目・事業・段階の千円単位の印刷は、どの表でも同額である
-- All prints in thousand yen of a line, business and stage are the same amount, in whatever table
select
    '千円単位の印刷はどの表でも同額' as rule_ja,
    'Prints in thousand yen agree in all tables' as rule_en,
    document_id,
    line_id,
    business_id,
    stage,
    min(amount) as smallest,
    max(amount) as largest,
    max(amount) - min(amount) as difference,
    string_agg(
        table_id || ' ' || source_line || ' ' || replace(cast(amount as varchar), '-', '△'),
        '; ' order by table_order
    ) as places
from {batch}
where unit = 'thousand_yen'
group by document_id, line_id, business_id, stage
having min(amount) <> max(amount)

-- A document that is listed must be here.
union all by name
select distinct
    '比べる行がない' as rule_ja,
    'Nothing to compare' as rule_en,
    document_id
from documents
anti join {batch} using (document_id)
