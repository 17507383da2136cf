-- One row per amount or quantity that stands in the prose of a document, as
-- text, with the line, business and stage that it refers to.
{{ declared_rows([
    'source_line', 'position', 'label', 'figure', 'unit_as_printed', 'direction', 'line_id',
    'business_id', 'stage',
], of_prose=true) }}
