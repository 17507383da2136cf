-- One row per cell of a printed table, as text. Loops over the tables that the
-- vocabulary declares, so that a new document is data only. Nothing is filtered,
-- summed or repaired.
{{ declared_rows(['source_line', 'label', 'column_name', 'cell_text'], of_prose=false) }}
