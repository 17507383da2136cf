-- 増減の棒は前の棒が終わったところから始まり、左右の棒は下の棒の上に積まれる
-- A step of a bridge begins where the one before ended; what stands on a side stands on what is
-- below it
with

chained as (
    select
        document_id,
        picture_id,
        step_role,
        step_order,
        line_id,
        business_id,
        from_thousand_yen as found,
        lag(to_thousand_yen, 1, 0) over (
            partition by
                document_id,
                picture_id,
                case when step_role in ('left', 'right') then step_role else 'bridge' end
            order by step_role = 'step', step_order
        ) as expected
    from {batch}
    where step_role in ('start', 'step', 'left', 'right')
)

select
    '棒の始まり = 前の棒の終わり' as rule_ja,
    'Beginning of the bar = end of the one before' as rule_en,
    *,
    found - expected as difference
from chained
where found is distinct from expected

-- A document that has pictures must be here.
union all by name
select distinct
    '比べる行がない' as rule_ja,
    'Nothing to compare' as rule_en,
    documents.document_id
from documents
inner join pictures on documents.taxonomy_id = pictures.taxonomy_id
anti join {batch} as steps on documents.document_id = steps.document_id
