-- An agency's contacts in a district and month, and how many are about an incident that another agency also knows of.
-- Grain: agency, other_agency, district_code, month_start
-- Nuance: Each pair is here in both orders: how many police records are linked to Victim Support's cases, and how many
-- of Victim Support's cases are linked to police records. Do not add over other_agency: records repeat.
-- Nuance: A contact is linked, by the central threshold, to any record of the other agency, even from another month.
-- Nuance: A record that is not linkable carries too little detail to match. Compare linked_records with
-- linkable_records, and say how many are not linkable.
-- Nuance: Counts are NULL if no delivery from the agency covers the month. linked_records is also NULL if no delivery
-- from the other agency covers it.
with month as (
    select agency, month_start, coverage <> 'none' as is_covered
    from mart.coverage_month
    where agency in ('police', 'victim_support', 'equip', 'schools', 'report_hate_now')
        or agency in (select agency from star.bridge_record_incident)
),

told as (
    select distinct agency as other_agency, incident_id
    from star.bridge_record_incident
),

contact as (
    select
        record.agency,
        other.agency as other_agency,
        record.district_code,
        month_start,
        count(*) as records,
        count(*) filter (where linkable) as linkable_records,
        count(told.incident_id) as linked_records
    from star.bridge_record_incident as record
    inner join star.dim_date on date = record_date
    cross join star.dim_agency as other
    left join told on told.other_agency = other.agency and told.incident_id = record.incident_id
    where is_contact
    group by record.agency, other.agency, record.district_code, month_start
)

select
    own.agency,
    other.agency as other_agency,
    silo.district_code,
    silo.district_name,
    silo.month_start,
    case when own.is_covered then coalesce(records, 0) end as records,
    case when own.is_covered then coalesce(linkable_records, 0) end as linkable_records,
    case when own.is_covered and other.is_covered then coalesce(linked_records, 0) end as linked_records,
    silo.is_provisional
from mart.silo_district_month as silo
inner join month as own on own.month_start = silo.month_start
inner join month as other on other.month_start = silo.month_start and other.agency <> own.agency
left join contact
    on contact.agency = own.agency
    and contact.other_agency = other.agency
    and contact.district_code = silo.district_code
    and contact.month_start = silo.month_start
