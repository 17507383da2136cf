-- Every file, row, column, label and figure of the transcription could be read and resolved.
select *
from {{ ref('transcription_errors') }}
