-- A record, and a figure in mart.silo_district_month that counts it. Use it to find the records behind a figure.
-- Grain: agency, record_ref, measure
-- Nuance: counted adds up to the figure. It is 1, except for unique_people: there it is the number of people whose
-- first record in the district and month this is.
-- Nuance: A distinct incident is counted by the record it is dated by, in that record's month and district.
with contact as (
    select record.agency, record_ref, record_date, record.district_code, month_start, record_type
    from star.bridge_record_incident as record
    inner join star.dim_date on date = record_date
    left join star.fct_offence on offence_ref = case agency when 'police' then record_ref end
    where is_contact
),

victim as (
    select contact.*, person_id
    from contact
    inner join star.bridge_record_victim using (agency, record_ref)
    qualify row_number() over (
        partition by district_code, month_start, person_id order by record_date, agency, record_ref
    ) = 1
),

of_police as (
    select month_start
    from staged.covered_month
    where agency = 'police'
),

incident as (
    select
        *,
        case threshold
            when 'low' then 'unique_incidents_low'
            when 'central' then 'unique_incidents'
            else 'unique_incidents_high'
        end as told_in
    from star.fct_incident
    union all
    select *, case when is_known_to_police then 'known_to_police' else 'not_known_to_police' end as told_in
    from star.fct_incident
    where threshold = 'central' and month_start in (select month_start from of_police)
),

counted as (
    select
        agency,
        record_ref,
        case
            when record_type = 'Offence' then 'police_offences'
            when record_type = 'Crimed incident' then 'police_crimed_incidents'
            when agency = 'victim_support' then 'victim_support_cases'
            when agency = 'equip' then 'equip_hate_cases'
            when agency = 'schools' then 'school_incidents'
            when agency = 'report_hate_now' then 'online_reports'
        end as measure,
        district_code,
        month_start,
        1 as counted
    from contact
    union all
    select agency, record_ref, 'agency_contacts', district_code, month_start, 1
    from contact
    union all
    select 'police', offence_ref, 'police_all_records', district_code, month_start, 1
    from star.fct_offence
    inner join star.dim_date on date = recorded_date
    inner join of_police using (month_start)
    where status = 'current'
    union all
    select dated_by, dated_by_ref, told_in, district_code, month_start, 1
    from incident
    union all
    select agency, record_ref, 'unique_people', district_code, month_start, count(*)
    from victim
    group by agency, record_ref, district_code, month_start
)

select agency, record_ref, measure, district_code, month_start, counted
from counted
where measure is not null
