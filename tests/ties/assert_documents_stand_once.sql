-- No document stands both in the seeds and in the lake.
{{ repeated_keys(ref('int_documents'), ['document_id'], ['document_id']) }}
