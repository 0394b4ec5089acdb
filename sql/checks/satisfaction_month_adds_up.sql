-- Of every stage, the months add to the current survey responses of the star.
-- Checks: mart.satisfaction_month
-- Nuance: A record that stands in a month which nothing in force covers is counted in none.
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
