-- How many records an agency has, and the number of days that the records of all agencies span.
create or replace table incident_agency as
select
    agency,
    greatest(count(*), $fewest_records) as records,
    greatest(max(max(record_date)) over () - min(min(record_date)) over () + 1, $fewest_days) as span
from incident_record
group by agency
