-- How many hate crime cases does Victim Support open in a quarter, by strand?
-- Nuance: Disability and gender identity are recorded from January 2017. Before then they are NULL, not 0, so their
-- first figures are not a rise.
-- Nuance: A case may be on several strands: do not add them up.
-- Nuance: Check the months: a quarter with fewer than three delivered months is not complete.
select
    calendar_year,
    quarter,
    sum(cases) as cases,
    sum(reported_to_police) as reported_to_police,
    count(distinct support.month_start) as months_delivered,
    sum(race) as race,
    sum(religion) as religion,
    sum(sexual_orientation) as sexual_orientation,
    sum(disability) as disability,
    sum(transgender) as transgender,
    sum(other_or_unknown) as other_or_unknown
from mart.support_case_month as support
inner join star.dim_date as day on day.date = support.month_start
where cases is not null
group by calendar_year, quarter
order by calendar_year, quarter
