-- One row per document and identity that fails, as a plain join of figures and terms.
with

figures as (
    select
        document,
        cell,
        amount
    from read_parquet($files)
),

identities as (
    select
        rule,
        count(*) as member_count
    from terms
    group by rule
),

sums as (
    select
        figures.document,
        terms.rule,
        sum(figures.amount * terms.weight) as residual,
        count(figures.amount) as present_count
    from figures
    inner join terms on figures.cell = terms.cell
    group by
        figures.document,
        terms.rule
)

select
    sums.document,
    sums.rule
from sums
inner join identities on sums.rule = identities.rule
where
    sums.residual <> 0
    or sums.present_count < identities.member_count
