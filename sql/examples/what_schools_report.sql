-- How many prejudice related incidents do schools report in a school year, about what, and how do they end?
-- Nuance: Reporting is voluntary: more reports do not mean more incidents, and a school that reports many may be a good
-- one.
-- Nuance: An incident may be about several strands: do not add them up.
-- Nuance: Check the months: a school year with fewer than eleven or twelve delivered months is not complete.
select
    academic_year,
    sum(incidents) as incidents,
    count(distinct school.month_start) as months_delivered,
    sum(race) as race,
    sum(religion) as religion,
    sum(sexual_orientation) as sexual_orientation,
    sum(disability) as disability,
    sum(transgender) as transgender,
    sum(with_pcso) as with_pcso,
    sum(victim_outcomes_good_or_satisfactory) as victim_outcomes_good_or_satisfactory,
    sum(victim_outcomes_known) as victim_outcomes_known
from mart.school_incident_month as school
inner join star.dim_date as day on day.date = school.month_start
where incidents is not null
group by academic_year
order by academic_year
