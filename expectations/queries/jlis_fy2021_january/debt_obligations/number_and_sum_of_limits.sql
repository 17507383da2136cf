-- 債務負担行為は三十七件、限度額の単純合計は167,296,336千円である
-- There are 37 obligations; their limits sum to 167,296,336 thousand yen
select
    '件数と限度額の単純合計' as rule_ja,
    'Number and plain sum of limits' as rule_en,
    count(*) as found_count,
    37 as expected_count,
    sum(limit_thousand_yen) as found,
    167296336 as expected,
    sum(limit_thousand_yen) - 167296336 as difference
from {batch}
where document_id = 'jlis_fy2021_january'
having
    count(*) <> 37
    or sum(limit_thousand_yen) is distinct from 167296336
