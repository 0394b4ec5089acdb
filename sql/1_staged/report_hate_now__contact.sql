-- An online report by which an incident was known, as linkage reads it.
-- Grain: record_ref
-- Nuance: It happened within three days of the date given, since people are a few days out, and not after the report
-- was sent; where no date is given, in the thirty days before.
-- Nuance: The person named is the victim where names_victim says so; else a witness or an agency, or nobody said.
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
