-- 補正の事由の列の型が決めたとおりで、金額は整数(印刷の単位)である
-- Reasons of the amendment: the types are those agreed; amounts are integers in the unit printed
with

expected as (
    select * from (values
        ('document_id', 'VARCHAR'),
        ('reason_order', 'INTEGER'),
        ('title_ja', 'VARCHAR'),
        ('title_en', 'VARCHAR'),
        ('explanation_ja', 'VARCHAR'),
        ('explanation_en', 'VARCHAR'),
        ('business_id', 'VARCHAR'),
        ('business_ja', 'VARCHAR'),
        ('business_en', 'VARCHAR'),
        ('line_id', 'VARCHAR'),
        ('stage', 'VARCHAR'),
        ('table_id', 'VARCHAR'),
        ('source_line', 'INTEGER'),
        ('figure_as_printed', 'VARCHAR'),
        ('unit', 'VARCHAR'),
        ('amount_in_unit', 'BIGINT')
    ) as columns_agreed (column_name, column_type)
),

found as (
    select column_name, column_type
    from (describe select * from {batch})
)

select
    '列の型' as rule_ja,
    'Type of the column' as rule_en,
    coalesce(expected.column_name, found.column_name) as column_name,
    found.column_type as found,
    expected.column_type as expected
from expected
full join found on expected.column_name = found.column_name
where found.column_type is distinct from expected.column_type
