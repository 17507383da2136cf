-- The floor: a scan of the three columns that any check of all figures must read.
select
    sum(document) as documents,
    sum(cell) as cells,
    sum(amount) as amounts
from read_parquet($files)
