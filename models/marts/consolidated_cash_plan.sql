-- One row per document and line of the cash plan: original, adjustment and revised.
{{ consolidated_statement('cash_plan') }}
