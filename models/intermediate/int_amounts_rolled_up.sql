-- One row per document, line, business and stage, computed from leaves only:
-- the leaf lines of the businesses (of the total, where a statement has no
-- figures by business at that stage) through the closure of the arcs.
with

int_amounts as (
    select * from {{ ref('int_amounts') }}
),

int_line_closure as (
    select * from {{ ref('int_line_closure') }}
),

int_documents as (
    select * from {{ ref('int_documents') }}
),

businesses as (
    select * from {{ ref('businesses') }}
),

statement_lines as (
    select * from {{ ref('statement_lines') }}
),

leaf_amounts as (
    select
        int_amounts.document_id,
        int_documents.taxonomy_id,
        statement_lines.statement,
        int_amounts.line_id,
        int_amounts.business_id,
        businesses.is_total,
        int_amounts.stage,
        int_amounts.amount,
        max(case when businesses.is_total then 0 else 1 end) over (
            partition by int_amounts.document_id, statement_lines.statement, int_amounts.stage
        ) = 1 as has_businesses
    from int_amounts
    inner join int_documents on int_amounts.document_id = int_documents.document_id
    inner join statement_lines
        on
            int_documents.taxonomy_id = statement_lines.taxonomy_id
            and int_amounts.line_id = statement_lines.line_id
    inner join businesses
        on
            int_documents.taxonomy_id = businesses.taxonomy_id
            and int_amounts.business_id = businesses.business_id
    where statement_lines.line_kind = 'leaf'
),

leaves_by_business as (
    select
        document_id,
        taxonomy_id,
        line_id,
        business_id,
        stage,
        amount,
        false as is_sum_of_businesses
    from leaf_amounts
    where is_total <> has_businesses
),

leaves_of_the_total as (
    select
        leaf_amounts.document_id,
        leaf_amounts.taxonomy_id,
        leaf_amounts.line_id,
        businesses.business_id,
        leaf_amounts.stage,
        leaf_amounts.amount,
        true as is_sum_of_businesses
    from leaf_amounts
    inner join businesses
        on
            leaf_amounts.taxonomy_id = businesses.taxonomy_id
            and businesses.is_total
    where
        leaf_amounts.has_businesses
        and not leaf_amounts.is_total
),

leaves as (
    select * from leaves_by_business
    union all
    select * from leaves_of_the_total
),

rolled_up as (
    select
        leaves.document_id,
        int_line_closure.line_id,
        leaves.business_id,
        leaves.stage,
        cast(sum(leaves.amount * int_line_closure.weight) as bigint) as amount_thousand_yen,
        leaves.is_sum_of_businesses,
        cast(count(distinct leaves.line_id) as integer) as leaf_count
    from leaves
    inner join int_line_closure
        on
            leaves.taxonomy_id = int_line_closure.taxonomy_id
            and leaves.line_id = int_line_closure.leaf_line_id
    group by
        leaves.document_id,
        int_line_closure.line_id,
        leaves.business_id,
        leaves.stage,
        leaves.is_sum_of_businesses
)

select * from rolled_up
