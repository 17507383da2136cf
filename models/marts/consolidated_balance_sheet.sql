-- One row per document and line of the balance sheet: original, adjustment and revised.
{{ consolidated_statement('balance_sheet') }}
