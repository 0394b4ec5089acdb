-- For each other agency, the months add up to an agency's contacts, those linkable and those linked.
-- Checks: mart.silo_pair_district_month
-- Nuance: A contact in a month that the other agency does not cover is not counted as linked.
with published as (
    select
        agency,
        other_agency,
        sum(records) as records,
        sum(linkable_records) as linkable_records,
        sum(linked_records) as linked_records
    from mart.silo_pair_district_month
    group by agency, other_agency
),

told as (
    select distinct agency as other_agency, incident_id
    from star.bridge_record_incident
),

contact as (
    select
        record.agency,
        other_agency,
        count(*) as records,
        count(*) filter (where linkable) as linkable_records,
        count(*) filter (where told.incident_id is not null and coverage <> 'none') as linked_records
    from star.bridge_record_incident as record
    inner join (select distinct other_agency from published) as other on other.other_agency <> record.agency
    inner join mart.coverage_month as month
        on month.agency = other_agency and month_start = date_trunc('month', record_date)
    left join told using (other_agency, incident_id)
    where is_contact
    group by record.agency, other_agency
)

select agency, other_agency
from published
full join contact using (agency, other_agency)
where coalesce(published.records, 0) <> coalesce(contact.records, 0)
    or coalesce(published.linkable_records, 0) <> coalesce(contact.linkable_records, 0)
    or coalesce(published.linked_records, 0) <> coalesce(contact.linked_records, 0)
