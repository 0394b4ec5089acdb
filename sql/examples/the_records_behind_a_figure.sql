-- Which records make up the distinct incidents of Rugby in March 2017?
-- Nuance: Any figure in a mart can be taken apart like this; counting distinct incident_id gives unique_incidents.
-- Nuance: An incident is here once for each record. Records from other months and districts, and records that are not
-- hate, are included if they are about the same incident.
-- Nuance: incident_id goes with the central threshold; for 'low' use incident_id_low, for 'high' incident_id_high.
-- Nuance: References lead to people at the agency that holds them: never put them in a report.
select
    incident_id,
    agencies,
    agency,
    record_ref,
    record_date,
    record.district_code,
    is_contact,
    linkable
from star.fct_incident as incident
inner join star.dim_district as district on district.district_code = incident.district_code
inner join star.bridge_record_incident as record using (incident_id)
where threshold = 'central' and district_name = 'Rugby' and month_start = date '2017-03-01'
order by incident_id, record_date, agency, record_ref
