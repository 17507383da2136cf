-- One row per document, line and business of the cash plan, the total included.
{{ business_statement('cash_plan') }}
