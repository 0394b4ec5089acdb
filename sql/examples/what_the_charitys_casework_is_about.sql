-- How much casework does the charity, EQuIP, open in a quarter, how much of that is about hate, and do the police know?
-- Nuance: Only casework marked as about a hate incident counts as hate. All columns after hate_casework count only
-- that.
-- Nuance: not_said is neither reported nor not reported: leave it out of a share reported, or say how much it is.
-- Nuance: Check the months: a quarter with fewer than three delivered months is not complete.
-- Nuance: The charity was called WREP until August 2017.
select
    calendar_year,
    quarter,
    sum(casework.casework) as casework,
    sum(hate_casework) as hate_casework,
    count(distinct casework.month_start) as months_delivered,
    sum(victims) as victims,
    sum(witnesses) as witnesses,
    sum(reported_to_police) as reported_to_police,
    sum(not_reported_to_police) as not_reported_to_police,
    sum(hate_casework - reported_to_police - not_reported_to_police) as not_said
from mart.casework_month as casework
inner join star.dim_date as day on day.date = casework.month_start
where casework.casework is not null
group by calendar_year, quarter
order by calendar_year, quarter
