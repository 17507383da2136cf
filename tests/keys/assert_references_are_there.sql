-- What a row of the vocabulary or of the rules refers to is there, under the same columns
-- unless others are given; a stage also has its name in the Fiscal Data Package, or says that
-- it has none.
{% set references = [
    ('documents', ['previous_document_id'], 'documents', ['document_id']),
    ('printed_tables', ['document_id'], 'documents'),
    ('printed_tables', ['unit'], 'units'),
    ('printed_columns', ['document_id', 'table_id'], 'printed_tables'),
    ('printed_columns', ['unit'], 'units'),
    ('printed_columns', ['stage'], 'stages'),
    (
        'statement_lines', ['taxonomy_id', 'owner_business_id'],
        'businesses', ['taxonomy_id', 'business_id']
    ),
    ('statement_lines', ['taxonomy_id', 'statement'], 'statements'),
    ('label_variants', ['taxonomy_id', 'line_id'], 'statement_lines'),
    ('stages', ['stage'], 'fiscal_phases'),
    ('stage_labels', ['document_id'], 'documents'),
    ('stage_labels', ['stage'], 'stages'),
    ('picture_parts', ['taxonomy_id', 'picture_id'], 'pictures'),
    ('line_roles', ['taxonomy_id', 'line_id'], 'statement_lines'),
    ('businesses_told', ['taxonomy_id', 'business_id'], 'businesses'),
    ('obligations_told', ['taxonomy_id', 'line_id'], 'statement_lines'),
    ('obligations_told', ['taxonomy_id', 'business_id'], 'businesses'),
    ('document_sources', ['document_id'], 'documents'),
    ('findings_told', ['document_id', 'finding_id'], 'known_differences'),
    ('fiscal_phases', ['document_id'], 'documents'),
    ('fiscal_phases', ['stage'], 'stages'),
    ('calculation_rules', ['family'], 'check_families'),
    ('restored_signs', ['rule_id'], 'calculation_rules'),
    ('extraction_repairs', ['document_id', 'table_id'], 'printed_tables'),
    ('known_differences', ['rule_id'], 'calculation_rules'),
    ('control_totals', ['document_id', 'table_id'], 'printed_tables'),
    ('readings', ['document_id'], 'documents'),
    ('left_out', ['document_id', 'reading_id'], 'readings'),
    ('left_out', ['document_id', 'table_id', 'unit'], 'control_totals'),
] %}
{% for reference in references %}
    {{ dangling_references(
        ref(reference[0]), reference[1], ref(reference[2]), reference[3] or reference[1]
    ) }}
    {{ 'union all' if not loop.last }}
{% endfor %}
