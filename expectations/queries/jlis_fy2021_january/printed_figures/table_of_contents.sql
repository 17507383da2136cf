-- 目次の八行の様式番号とページが、紙面と一致し、その様式の表と同じ番号である
-- The eight rows of the contents: form number and page as on the page, and the form number is
-- that of the table
with

expected as (
    select * from (values
        (1, '予定貸借対照表', 1, 1, 'revised_balance_sheet'),
        (2, '予定損益計算書', 2, 2, 'revised_income_statement'),
        (3, '資金計画', 3, 3, 'revised_cash_plan'),
        (4, '事業別財務情報 予定貸借対照表関係', 4, 4, 'revised_business_balance_sheet'),
        (5, '事業別財務情報 予定損益計算書関係', 5, 5, 'revised_business_income_statement'),
        (6, '事業別財務情報 資金計画関係', 6, 6, 'revised_business_cash_plan'),
        (7, '(予定貸借対照表関係)', 7, 7, 'revised_advances_received'),
        (8, '(債務負担行為関係)', 7, 7, 'revised_debt_obligations')
    ) as contents (row_no, label_ja, form_number, page_number, table_id)
),

found as (
    select
        row_no,
        sum(amount) filter (where unit = 'form_number') as form_number,
        sum(amount) filter (where unit = 'page_number') as page_number
    from {batch}
    where document_id = 'jlis_fy2021_january' and table_id = 'contents'
    group by row_no
),

-- 様式第1号 is the form of the table itself.
forms as (
    select distinct
        table_id,
        cast(regexp_extract(form, '[0-9]+') as bigint) as form_number
    from {batch}
    where document_id = 'jlis_fy2021_january'
)

select
    '目次の様式番号・ページ' as rule_ja,
    'Form number and page in the contents' as rule_en,
    coalesce(expected.row_no, found.row_no) as row_no,
    expected.label_ja,
    expected.form_number as printed_form,
    found.form_number as found_form,
    forms.form_number as form_of_the_table,
    expected.page_number as printed_page,
    found.page_number as found_page
from expected
full join found on expected.row_no = found.row_no
left join forms on expected.table_id = forms.table_id
where
    found.form_number is distinct from expected.form_number
    or found.page_number is distinct from expected.page_number
    or forms.form_number is distinct from expected.form_number
