-- What `make shell` says first, from the database that it opens.
.print
.print 予算の台帳。金額は千円。 / The ledger of a budget. Amounts are in thousand yen.
.print
.print   show tables;   describe statement_amounts;   .help   .quit
.print
.headers off
.mode list
.separator "   -- " "\n"
select distinct on (statement_order, statement)
    '  from statement(''' || statement || ''');',
    label_ja || ' / ' || label_en
from statements
where presentation = 'statement'
order by statement_order, statement;
select '  from changes();', '補正で動いた科目、大きい順 / lines that the amendment moved, largest first';
select
    '  from statement(''' || statement || ''', business := ''' || business_id || ''');',
    business_ja || 'だけ / one business: ' || business_en
from business_statements
where statement = (select statement from statements where presentation = 'statement' order by statement_order limit 1)
order by document_id, business_order
limit 1;
select
    '  from trace(''' || line_id || ''');',
    label_ja || 'の印刷箇所と検査 / where it is printed, and its checks: ' || label_en
from statement_amounts
where is_headline and not is_derived
order by document_id, line_order desc
limit 1;
.print
.print 他の問い / more questions: docs/questions.md
.print
.headers on
.mode duckbox
