-- One row per document and line of the income statement: original, adjustment and revised.
{{ consolidated_statement('income_statement') }}
