-- An interest marker of the police.
-- Grain: marker_code
-- Nuance: Keep the axes apart: motivation is why, reporter is who reported, context is not a hate marker.
select marker_code, marker_name, axis, strand, is_hate_marker
from reference.interest_marker
union all
select 'UNK', 'Unknown', 'context', null, false
