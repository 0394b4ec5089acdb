-- An interest marker of the police.
-- Grain: marker_code
-- Nuance: The axes never mix: motivation says why, reporter says who told, context is no hate marker.
select marker_code, marker_name, axis, strand, is_hate_marker
from reference.interest_marker
union all
select 'UNK', 'Unknown', 'context', null, false
