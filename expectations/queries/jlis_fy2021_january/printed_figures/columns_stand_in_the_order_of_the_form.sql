-- 列が様式の順序に並んでいる(事業別は八事業と合計、三事業は当初・補正・補正後)
-- Columns stand in the order of the form: eight businesses and the total, or original,
-- supplementary, revised by business
with

expected as (
    select * from (values
        ('amendment_business_', 1, 'general'),
        ('amendment_business_', 2, 'identity_information_processing'),
        ('amendment_business_', 3, 'personal_authentication'),
        ('amendment_business_', 4, 'individual_number_card'),
        ('amendment_business_', 5, 'intermediate_server'),
        ('amendment_business_', 6, 'administrative_network'),
        ('amendment_business_', 7, 'identity_information_related'),
        ('amendment_business_', 8, 'digital_reform_fund'),
        ('amendment_business_', 9, 'total'),
        ('revised_business_', 1, 'personal_authentication_original'),
        ('revised_business_', 2, 'personal_authentication_adjustment'),
        ('revised_business_', 3, 'personal_authentication_revised'),
        ('revised_business_', 4, 'individual_number_card_original'),
        ('revised_business_', 5, 'individual_number_card_adjustment'),
        ('revised_business_', 6, 'individual_number_card_revised'),
        ('revised_business_', 7, 'digital_reform_fund_original'),
        ('revised_business_', 8, 'digital_reform_fund_adjustment'),
        ('revised_business_', 9, 'digital_reform_fund_revised')
    ) as form_columns (table_prefix, column_no, column_name)
),

found as (
    select distinct
        table_id,
        column_no,
        column_name
    from {batch}
    where document_id = 'jlis_fy2021_january' and contains(table_id, '_business_')
),

tables as (
    select * from (values
        ('amendment_business_balance_sheet', 'amendment_business_'),
        ('amendment_business_income_statement', 'amendment_business_'),
        ('amendment_business_cash_plan', 'amendment_business_'),
        ('revised_business_balance_sheet', 'revised_business_'),
        ('revised_business_income_statement', 'revised_business_'),
        ('revised_business_cash_plan', 'revised_business_')
    ) as business_tables (table_id, table_prefix)
),

headings as (
    select
        tables.table_id,
        expected.column_no,
        expected.column_name
    from tables
    inner join expected on tables.table_prefix = expected.table_prefix
)

select
    '列の順序' as rule_ja,
    'Order of the columns' as rule_en,
    coalesce(headings.table_id, found.table_id) as table_id,
    coalesce(headings.column_no, found.column_no) as column_no,
    found.column_name as found,
    headings.column_name as expected
from headings
full join found
    on headings.table_id = found.table_id and headings.column_no = found.column_no
where found.column_name is distinct from headings.column_name
