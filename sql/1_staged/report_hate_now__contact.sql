-- An online report by which an incident was known, as linkage reads it.
-- Grain: record_ref
-- Nuance: The incident is taken to be within three days of the date given, since people are a few days out, and not
-- after the report was sent. If no date is given, it is in the thirty days before.
-- Nuance: The person named is the victim if names_victim says so; if not, a witness or an agency, or nobody said.
-- Nuance: Withdrawn reports are not here.
select
    report_id as record_ref,
    submitted_date as record_date,
    district_code,
    coalesce(incident_date - 3, submitted_date - 30) as incident_from,
    least(coalesce(incident_date + 3, submitted_date), submitted_date) as incident_to,
    strands,
    police_ref as cites,
    cast(null as varchar) as place,
    true as is_hate,
    reporter = 'Victim' as names_victim
from staged.report_hate_now__reports
where status = 'current'
