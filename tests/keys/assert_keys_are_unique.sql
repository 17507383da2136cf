-- No key of the vocabulary or of the rules stands twice or has a null part, unless it is
-- marked with ?; and each of their tables has a key here. One test for all: a test for each
-- would cost every build a second.
{% set keys = {
    'documents': ['document_id'],
    'printed_tables': ['document_id', 'table_id'],
    'printed_columns': ['document_id', 'table_id', 'column_name'],
    'businesses': ['taxonomy_id', 'business_id'],
    'statements': ['taxonomy_id', 'statement'],
    'statement_lines': ['taxonomy_id', 'line_id'],
    'label_variants': [
        'taxonomy_id', 'statement', 'layout', 'label',
        'section_label?', 'measure?', 'occurrence?'
    ],
    'stages': ['stage'],
    'stage_labels': ['document_id', 'stage'],
    'units': ['unit'],
    'directions': ['direction'],
    'problems': ['problem'],
    'slips': ['slip'],
    'eras': ['era_ja'],
    'amendment_reasons_told': ['document_id', 'reason_order'],
    'pictures': ['taxonomy_id', 'picture_id'],
    'picture_parts': ['taxonomy_id', 'picture_id', 'part_order'],
    'line_roles': ['taxonomy_id', 'role', 'line_id'],
    'businesses_told': ['taxonomy_id', 'business_id'],
    'obligations_told': ['taxonomy_id', 'line_id'],
    'document_sources': ['document_id'],
    'findings_told': ['document_id', 'finding_id'],
    'fiscal_phases': ['document_id?', 'stage'],
    'calculation_rules': ['taxonomy_id', 'rule_id'],
    'calculation_arcs': [
        'taxonomy_id', 'rule_id', 'axis', 'parent',
        'child', 'applies_to_statement?', 'applies_to_stage?'
    ],
    'restored_signs': ['document_id', 'table_id', 'source_line', 'column_name'],
    'extraction_repairs': ['document_id', 'table_id', 'source_line', 'repair_kind'],
    'known_differences': ['document_id', 'rule_id', 'line_id', 'business_id', 'stage'],
    'control_totals': ['document_id', 'table_id', 'unit'],
    'left_out': ['document_id', 'left_out_id'],
    'unbound_reasons': ['document_id', 'statement', 'unit', 'stage?'],
    'undetermined_signs': ['document_id', 'statement'],
    'check_families': ['family'],
    'expected_checks': ['document_id', 'rule_id'],
    'readings': ['document_id', 'reading_id'],
} %}
{% for table, key in keys.items() %}
    {% set columns = key | map('replace', '?', '') | list %}
    {{ repeated_keys(ref(table), columns, key | select('in', columns) | list) }}
    union all
{% endfor %}
{% for node in graph.nodes.values()
    if node.resource_type == 'seed' and node.fqn[1] in ('rules', 'vocabulary') and node.name not in keys %}
    select
        '{{ node.name }}: キーが書かれていない' as message_ja,
        'its key is not stated in {{ model.original_file_path }}' as message_en
    union all
{% endfor %}
select
    cast(null as string) as message_ja,
    cast(null as string) as message_en
where false
