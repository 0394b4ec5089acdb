-- For every stage, the months add up to the star's current survey responses.
-- Checks: mart.satisfaction_month
-- Nuance: A record in a month that no current delivery covers is not counted.
with published as (
    select stage, sum(responses) as responses
    from mart.satisfaction_month
    group by stage
),

surveyed as (
    select count(*) as responses
    from star.fct_survey_response
    inner join mart.coverage_month as month
        on month.agency = 'victim_survey' and coverage <> 'none' and month_start = interview_month
    where status = 'current'
)

select *
from published
cross join surveyed
where coalesce(published.responses, 0) <> surveyed.responses
