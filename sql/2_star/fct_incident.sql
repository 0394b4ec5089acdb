-- A distinct incident, by a threshold of linkage, and which agencies knew about it.
-- Grain: threshold, incident_id
-- Nuance: Take one threshold: low joins most records and counts fewest incidents, high the reverse, central between.
-- Nuance: Its month and district are those of its earliest police contact or, without one, its earliest contact.
-- dated_by and dated_by_ref name that record. An incident without a contact is not here.
-- Nuance: The police know of an incident if they hold any record about it, even if it is not marked as hate.
-- Nuance: agencies lists all who hold a record about it, in alphabetical order: equip+police+victim_support.
with record as (
    select
        threshold,
        case threshold when 'low' then incident_id_low when 'central' then incident_id else incident_id_high end
            as incident_id,
        agency,
        record_ref,
        record_date,
        district_code,
        is_contact
    from star.bridge_record_incident
    cross join (select unnest(['low', 'central', 'high']) as threshold) as each_threshold
),

dated as (
    select threshold, incident_id, agency as dated_by, record_ref as dated_by_ref, district_code, month_start
    from record
    inner join star.dim_date on date = record_date
    where is_contact
    qualify row_number() over (
        partition by threshold, incident_id
        order by agency <> 'police', record_date, agency, record_ref
    ) = 1
),

known as (
    select
        threshold,
        incident_id,
        string_agg(distinct agency, '+' order by agency) as agencies,
        count(*) as records,
        bool_or(agency = 'police') as is_known_to_police
    from record
    group by threshold, incident_id
)

select
    threshold,
    incident_id,
    district_code,
    month_start,
    dated_by,
    dated_by_ref,
    agencies,
    records,
    is_known_to_police
from dated
inner join known using (threshold, incident_id)
