-- Every row of a statement of the seeds that has another amount has its revised one, when
-- the document has that stage. In a document of the lake it may be absent, and
-- check_results names it.
{% set statements = [
    'consolidated_statements', 'business_statements', 'supplementary_changes', 'business_summary',
] %}
with
int_documents as (select * from {{ ref('int_documents') }}),
document_stages as (select * from {{ ref('document_stages') }}),

absent as (
    {% for statement in statements %}
        select
            document_id,
            '{{ statement }} ' || line_id
            {% if not statement.startswith('consolidated') %}|| '/' || business_id{% endif %}
                as place
        from {{ ref(statement) }}
        where revised_thousand_yen is null
            and coalesce(original_thousand_yen, adjustment_thousand_yen) is not null
        {% if not loop.last %}union all{% endif %}
    {% endfor %}
)

select
    absent.document_id,
    absent.document_id || ' ' || absent.place || ': ' || document_stages.label_ja || 'がない'
        as message_ja,
    absent.document_id || ' ' || absent.place || ': no amount of ' || document_stages.label_en
        as message_en
from absent
inner join int_documents
    on absent.document_id = int_documents.document_id
        and not int_documents.is_from_lake
inner join document_stages
    on absent.document_id = document_stages.document_id
        and document_stages.stage = 'revised'
