-- How much of Victim Support's cases other agencies know of, in each district, month by month
-- Source: Police, Victim Support, EQuIP, schools, reporthatenow.com
-- Nuance: By the date opened; a case can be known to several others. Only cases that carry enough to be found by can
-- be found, so what is known to others is at least as many.
-- Nuance: Not available where the other agency delivered nothing that covers the month.
select
    district_name as "District",
    month_start as "Month",
    dim_agency.agency_name as "Other agency",
    records as "Cases",
    linkable_records as "Of them with enough to be found by",
    linked_records as "Of them known to the other agency",
    case when is_provisional then '[p]' else 'No' end as "Provisional"
from mart.silo_pair_district_month
inner join star.dim_agency on dim_agency.agency = other_agency
where silo_pair_district_month.agency = 'victim_support' and records is not null
order by month_start desc, district_name, dim_agency.agency_name
