-- EQuIP's casework about hate incidents in each district, by month
-- Source: EQuIP
-- Nuance: One case can involve several strands, so the strands add up to more than the cases.
-- Nuance: If nobody said whether a case was reported to the police, it counts in neither group.
select
    district_name as "District",
    month_start as "Month",
    casework as "All casework opened",
    hate_casework as "Hate casework opened",
    victims as "For victims",
    witnesses as "For witnesses",
    race as "Race",
    religion as "Religion or belief",
    sexual_orientation as "Sexual orientation",
    disability as "Disability",
    transgender as "Gender identity",
    other_or_unknown as "Other or unknown",
    reported_to_police as "Reported to police",
    not_reported_to_police as "Not reported to police",
    case when is_provisional then '[p]' else 'No' end as "Provisional"
from mart.casework_month
order by month_start desc, district_name
