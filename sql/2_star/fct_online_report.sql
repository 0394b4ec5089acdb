-- A report made online, on reporthatenow.com.
-- Grain: report_id
-- Nuance: It is routed to the police or to EQuIP, so the same incident can be in their records too.
-- Nuance: offence_ref is the crime reference that the report cites, if the police hold it.
-- Nuance: person_id is the person who reported, even a witness or an agency; NULL if the report leaves no contact.
-- Nuance: incident_id is by the central threshold.
-- Nuance: Withdrawn reports are kept, marked, and counted nowhere: keep only rows where status is 'current'.
select
    report.report_id,
    report.submitted_date,
    report.incident_date,
    report.district_code,
    report.routed_to,
    report.reporter,
    cited.offence_ref,
    person.person_id,
    incident.incident_id,
    report.sex,
    report.ethnicity,
    report.status,
    report.delivery_id
from staged.report_hate_now__reports as report
left join staged.police__offences as cited on cited.offence_ref = report.police_ref
left join linked.person as person on person.agency = 'report_hate_now' and person.record_key = report.report_id
left join linked.incident as incident
    on incident.agency = 'report_hate_now' and incident.record_ref = report.report_id
