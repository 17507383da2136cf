-- 図の棒の列の型が決めたとおりで、金額は整数(千円)である
-- Steps of the pictures: the types are those agreed; amounts are integers in thousand yen
with

expected as (
    select * from (values
        ('document_id', 'VARCHAR'),
        ('picture_id', 'VARCHAR'),
        ('step_order', 'INTEGER'),
        ('step_role', 'VARCHAR'),
        ('line_id', 'VARCHAR'),
        ('label_ja', 'VARCHAR'),
        ('label_en', 'VARCHAR'),
        ('business_id', 'VARCHAR'),
        ('business_ja', 'VARCHAR'),
        ('business_en', 'VARCHAR'),
        ('stage', 'VARCHAR'),
        ('amount_thousand_yen', 'BIGINT'),
        ('from_thousand_yen', 'BIGINT'),
        ('to_thousand_yen', 'BIGINT')
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
