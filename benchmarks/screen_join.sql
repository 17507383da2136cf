-- One row per suspicious document: one random combination of all identities, with
-- the coefficient of each cell by a join.
with

figures as (
    select
        document,
        cell,
        amount
    from read_parquet($files)
)

select figures.document
from figures
inner join coefficients on figures.cell = coefficients.cell
group by figures.document
having
    sum(figures.amount * coefficients.coefficient) <> 0
    or count(figures.amount) < (select count(*) from coefficients)
