-- One row per document, line and business of the balance sheet, the total included.
{{ business_statement('balance_sheet') }}
