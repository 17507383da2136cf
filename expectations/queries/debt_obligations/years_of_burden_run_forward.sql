-- 負担年度は行為年度以後に始まり、最終年度まで続き、年数 = 最終 - 初年度 + 1である
-- Burden starts not before the year of commitment, runs forward, and its years = last - first + 1
select
    '行為年度 ≦ 負担初年度 ≦ 最終年度、年数 = 最終 - 初年度 + 1' as rule_ja,
    'Commitment ≤ first ≤ last year of burden; years = last - first + 1' as rule_en,
    document_id,
    label_ja,
    year_of_commitment,
    burden_from_fiscal_year,
    burden_until_fiscal_year,
    burden_year_count as printed,
    burden_until_fiscal_year - burden_from_fiscal_year + 1 as computed
from {batch}
where
    (
        year_of_commitment <= burden_from_fiscal_year
        and burden_from_fiscal_year <= burden_until_fiscal_year
        and burden_year_count = burden_until_fiscal_year - burden_from_fiscal_year + 1
    ) is distinct from true

-- A document that prints the form must be here.
union all by name
select distinct
    '比べる行がない' as rule_ja,
    'Nothing to compare' as rule_en,
    document_id
from printed_tables
anti join {batch} using (document_id)
where statement = 'debt_obligations'
