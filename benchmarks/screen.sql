-- The suspicious documents of one file: one random combination of all identities, a
-- coefficient for each cell. Of a single file DuckDB knows the least and largest document,
-- and adds up in an array instead of a hash table.
select figures.document
from read_parquet($file) as figures
inner join coefficients on figures.cell = coefficients.cell
group by figures.document
having
    sum(figures.amount * coefficients.coefficient) <> 0
    or count(figures.amount) <> $cells
