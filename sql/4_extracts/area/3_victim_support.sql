-- Victim Support's hate crime cases by strand and month
-- Source: Victim Support
-- Nuance: One case can involve several strands, so the strands add up to more than the cases.
-- Nuance: Disability and gender identity have been recorded since January 2017. Earlier figures are not available.
select
    district_name as "District",
    month_start as "Month",
    cases as "Cases opened",
    race as "Race",
    religion as "Religion or belief",
    sexual_orientation as "Sexual orientation",
    disability as "Disability",
    transgender as "Gender identity",
    other_or_unknown as "Other or unknown",
    reported_to_police as "Known to have been reported to police",
    case when is_provisional then '[p]' else 'No' end as "Provisional"
from mart.support_case_month
order by month_start desc, district_name
