-- 債務負担行為の一覧の列の型が決めたとおりで、金額は整数(千円)である
-- Debt obligations: the types are those agreed; amounts are integers in thousand yen
with

expected as (
    select * from (values
        ('document_id', 'VARCHAR'),
        ('line_id', 'VARCHAR'),
        ('line_order', 'INTEGER'),
        ('label_ja', 'VARCHAR'),
        ('label_en', 'VARCHAR'),
        ('business_id', 'VARCHAR'),
        ('limit_thousand_yen', 'BIGINT'),
        ('addition_rounded_thousand_yen', 'BIGINT'),
        ('is_amended', 'BOOLEAN'),
        ('year_of_commitment', 'INTEGER'),
        ('burden_from_fiscal_year', 'INTEGER'),
        ('burden_until_fiscal_year', 'INTEGER'),
        ('burden_year_count', 'INTEGER'),
        ('places', 'VARCHAR')
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
