-- 印刷された計数の一覧の列の型が決めたとおりで、金額は整数(千円)である
-- Printed figures: the types are those agreed; amounts are integers in thousand yen
with

expected as (
    select * from (values
        ('document_id', 'VARCHAR'),
        ('figure_id', 'VARCHAR'),
        ('table_id', 'VARCHAR'),
        ('table_order', 'INTEGER'),
        ('form', 'VARCHAR'),
        ('source_line', 'INTEGER'),
        ('row_no', 'INTEGER'),
        ('column_no', 'INTEGER'),
        ('column_name', 'VARCHAR'),
        ('label_as_printed', 'VARCHAR'),
        ('line_id', 'VARCHAR'),
        ('business_id', 'VARCHAR'),
        ('stage', 'VARCHAR'),
        ('figure_as_printed', 'VARCHAR'),
        ('unit', 'VARCHAR'),
        ('is_sign_restored', 'BOOLEAN'),
        ('amount', 'BIGINT')
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
