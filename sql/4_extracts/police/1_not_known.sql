-- Distinct (de-duplicated) incidents not known to the police, by who knows about them, in each district by month
-- Source: Police, Victim Support, EQuIP, schools, reporthatenow.com
-- Nuance: A record that can't be matched counts as a separate incident, so the true number is likely to be lower.
-- Nuance: If one agency is listed, no other agency recorded the incident.
-- Nuance: If an agency isn't in a month's rows, it knew of no such incidents or sent no data.
with combination as (
    select distinct agencies, unnest(string_split(agencies, '+')) as agency
    from mart.silo_combination_district_month
),

spelled as (
    select
        agencies,
        string_agg(agency_name, '; ' order by agency_name) as known_to,
        bool_or(agency = 'police') as is_known_to_police
    from combination
    inner join star.dim_agency using (agency)
    group by agencies
)

select
    district_name as "District",
    month_start as "Month",
    known_to as "Known to",
    incidents as "Distinct incidents",
    case when is_provisional then '[p]' else 'No' end as "Provisional"
from mart.silo_combination_district_month
inner join spelled using (agencies)
where not is_known_to_police and incidents > 0
order by month_start desc, district_name, known_to
