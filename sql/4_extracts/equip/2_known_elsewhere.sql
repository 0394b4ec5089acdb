-- EQuIP's hate cases known to other agencies, in each district by month
-- Source: Police, Victim Support, EQuIP, schools, reporthatenow.com
-- Nuance: By date opened. A case can be known to several other agencies.
-- Nuance: Only cases detailed enough to match can be found, so the number known to others is at least this high.
-- Nuance: Not available if the other agency sent no data for the month.
select
    district_name as "District",
    month_start as "Month",
    dim_agency.agency_name as "Other agency",
    records as "Cases",
    linkable_records as "Of which detailed enough to match",
    linked_records as "Of which known to the other agency",
    case when is_provisional then '[p]' else 'No' end as "Provisional"
from mart.silo_pair_district_month
inner join star.dim_agency on dim_agency.agency = other_agency
where silo_pair_district_month.agency = 'equip' and records is not null
order by month_start desc, district_name, dim_agency.agency_name
