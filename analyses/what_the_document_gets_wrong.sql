-- What does the document itself leave inconsistent?
-- 資料そのものに残る不整合
select
    rule_id,
    business_id,
    stage,
    printed_thousand_yen,
    expected_thousand_yen,
    difference_thousand_yen
from findings
order by
    rule_id,
    business_id,
    stage;
