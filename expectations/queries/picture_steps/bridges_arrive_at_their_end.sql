-- 増減の図では、はじめの額 + 増減の和 = おわりの額で、最後の棒もそこに着く
-- In a bridge, start + sum of the steps = end, and the last step arrives there
with

bridges as (
    select
        document_id,
        picture_id,
        count(*) filter (where step_role = 'start') as starts,
        count(*) filter (where step_role = 'end') as ends,
        sum(amount_thousand_yen) filter (where step_role = 'end') as printed,
        sum(amount_thousand_yen) filter (where step_role <> 'end') as computed,
        arg_max(to_thousand_yen, (step_role = 'step', step_order)) filter (
            where step_role <> 'end'
        ) as arrived_at
    from {batch}
    where step_role in ('start', 'step', 'end')
    group by document_id, picture_id
)

select
    'はじめ + 増減の和 = おわり' as rule_ja,
    'Start + sum of the steps = end' as rule_en,
    *,
    printed - computed as difference
from bridges
where
    starts <> 1
    or ends <> 1
    or printed is distinct from computed
    or printed is distinct from arrived_at

-- A document that has pictures must be here.
union all by name
select distinct
    '比べる行がない' as rule_ja,
    'Nothing to compare' as rule_en,
    documents.document_id
from documents
inner join pictures on documents.taxonomy_id = pictures.taxonomy_id
anti join {batch} as steps on documents.document_id = steps.document_id
