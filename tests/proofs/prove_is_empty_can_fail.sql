-- The generic test returns whatever row there is.
with

returned as (
    {{ test_is_empty("(select 1 as problem)") }}
)

select 'one row expected' as expectation
from returned
having count(*) <> 1
