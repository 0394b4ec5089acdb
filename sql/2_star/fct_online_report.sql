-- A report made online, on reporthatenow.com.
-- Grain: report_id
-- Nuance: It is routed to the police or to EQuIP, so the same incident can stand in their records too.
-- Nuance: offence_ref is the crime reference the report cites, where it is one that the police hold.
-- Nuance: Withdrawn reports stay, marked, and are counted nowhere: filter status = 'current'.
select
    report.report_id,
    report.submitted_date,
    report.incident_date,
    report.district_code,
    report.routed_to,
    report.reporter,
    cited.offence_ref,
    report.sex,
    report.ethnicity,
    report.status,
    report.delivery_id
from staged.report_hate_now__reports as report
left join staged.police__offences as cited on cited.offence_ref = report.police_ref
