-- Hate offences by category and interest marker, 12 months to the last complete month
-- Source: Police
-- Nuance: One offence can carry several markers, so the markers add up to more than the offences.
-- Nuance: The columns from Racist to Transphobic show the motivation. The last three columns show who reported the
-- offence.
with twelve_months as (
    select month_start
    from mart.coverage_month
    where agency = 'police' and coverage = 'complete'
    order by month_start desc
    limit 12
)

select
    district_name as "District",
    max(month_start) as "12 months to",
    offence_category as "Offence category",
    sum(hate_offences) as "Hate offences",
    sum(hate_crimed_incidents) as "Hate crimed incidents",
    sum(rm) as "Racist",
    sum(ho) as "Homophobic",
    sum(pac) as "Alternative culture or lifestyle",
    sum(da) as "Disablist",
    sum(ti) as "Transphobic",
    sum(hv) as "Reported by victim",
    sum(hc) as "Reported by other party",
    sum(hp) as "Reported by police"
from mart.offence_category_month
inner join twelve_months using (month_start)
inner join star.dim_district using (district_code)
group by district_name, offence_category
having sum(hate_offences) + sum(hate_crimed_incidents) > 0
order by district_name, sum(hate_offences) desc, offence_category
