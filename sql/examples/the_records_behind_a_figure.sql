-- Which records are the different incidents of Rugby in March 2017 made of?
-- Nuance: Any figure of a mart can be taken apart like this; counted by distinct incident_id this is unique_incidents.
-- Nuance: An incident stands once a record. Records of other months and districts are among them, and such as are not
-- hate, where they tell of the same incident.
-- Nuance: incident_id goes with the central threshold; with 'low' take incident_id_low, with 'high' incident_id_high.
-- Nuance: References lead to people at the agency that holds them: never in a report.
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
