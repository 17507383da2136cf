-- One row per document, line and business of the income statement, the total included.
{{ business_statement('income_statement') }}
