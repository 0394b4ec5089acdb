-- A record by which the police knew of an incident, hate or not, as linkage reads it.
-- Grain: record_ref
-- Nuance: The incident is taken to be between the first and last day it may have been committed. If the first is
-- unknown, it is thirty days before the last day or the recording, whichever is earlier.
-- Nuance: The strands are those of the motivation markers; a record without one has no strands.
-- Nuance: Its place is the area, the premises and the channel together; NULL if any of them is unknown.
-- Nuance: A record is about hate if at least one of its markers is a hate marker.
-- Nuance: The people on it are its victims.
-- Nuance: Withdrawn records are not here.
with marked as (
    select
        offence_ref,
        list(distinct strand order by strand) filter (where axis = 'motivation' and strand is not null) as strands,
        bool_or(is_hate_marker) as is_hate
    from staged.police__markers
    inner join reference.interest_marker using (marker_code)
    where status = 'current'
    group by offence_ref
)

select
    offence_ref as record_ref,
    recorded_date as record_date,
    district_code,
    coalesce(committed_from, least(coalesce(committed_to, recorded_date), recorded_date) - 30) as incident_from,
    coalesce(committed_to, committed_from, recorded_date) as incident_to,
    coalesce(strands, []) as strands,
    cast(null as varchar) as cites,
    case
        when 'Unknown' not in (jsna_area, premises_type, reporting_channel)
            then concat_ws(', ', jsna_area, premises_type, reporting_channel)
    end as place,
    coalesce(is_hate, false) as is_hate,
    true as names_victim
from staged.police__offences
left join marked using (offence_ref)
where status = 'current'
