-- Every figure of the lake is read by a check along an axis. For the documents of
-- the seeds, assert_every_figure_is_bound asks more.
with

int_documents as (
    select * from {{ ref('int_documents') }}
),

data_points as (
    select * from {{ ref('data_points') }}
),

int_check_members as (
    select * from {{ ref('int_check_members') }}
),

points_read as (
    select distinct
        document_id,
        member_line_id,
        member_business_id,
        member_stage
    from int_check_members
)

select
    data_points.document_id,
    data_points.document_id || ' ' || data_points.places || ' ' || data_points.line_id || '/'
    || data_points.business_id || '/' || data_points.stage
    || ': どの検査にも結び付かない' as message_ja,
    data_points.document_id || ' ' || data_points.places || ' ' || data_points.line_id || '/'
    || data_points.business_id || '/' || data_points.stage || ': bound by no check' as message_en
from data_points
inner join int_documents
    on
        data_points.document_id = int_documents.document_id
        and int_documents.is_from_lake
left join points_read
    on
        data_points.document_id = points_read.document_id
        and data_points.line_id = points_read.member_line_id
        and data_points.business_id = points_read.member_business_id
        and data_points.stage = points_read.member_stage
where points_read.document_id is null
