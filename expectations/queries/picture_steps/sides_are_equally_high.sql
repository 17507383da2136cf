-- 左右を比べる図では、左の和 = 右の和で、同じ高さになる
-- Where a picture sets two sides against each other, left = right, and both are equally high
with

sides as (
    select
        document_id,
        picture_id,
        sum(amount_thousand_yen) filter (where step_role = 'left') as left_side,
        sum(amount_thousand_yen) filter (where step_role = 'right') as right_side,
        arg_max(to_thousand_yen, step_order) filter (where step_role = 'left') as left_height,
        arg_max(to_thousand_yen, step_order) filter (where step_role = 'right') as right_height
    from {batch}
    where step_role in ('left', 'right')
    group by document_id, picture_id
)

select
    '左の和 = 右の和' as rule_ja,
    'Left side = right side' as rule_en,
    *,
    left_side - right_side as difference
from sides
where
    left_side is distinct from right_side
    or left_height is distinct from right_height
    or left_height is distinct from left_side

-- A document that has pictures must be here.
union all by name
select distinct
    '比べる行がない' as rule_ja,
    'Nothing to compare' as rule_en,
    documents.document_id
from documents
inner join pictures on documents.taxonomy_id = pictures.taxonomy_id
anti join {batch} as steps on documents.document_id = steps.document_id
