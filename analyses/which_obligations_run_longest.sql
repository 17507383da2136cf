-- Which debt obligations burden the agency longest, and how large are they?
-- 負担が最も長い債務負担行為
select
    label_ja,
    limit_thousand_yen,
    burden_from_fiscal_year,
    burden_until_fiscal_year,
    burden_year_count
from debt_obligations
order by burden_year_count desc, limit_thousand_yen desc
limit 5;
