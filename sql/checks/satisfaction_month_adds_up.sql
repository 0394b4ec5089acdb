-- Of every stage, the months add to the current survey responses of the star, from the first month covered on.
-- Checks: mart.satisfaction_month
with published as (
    select stage, sum(responses) as responses
    from mart.satisfaction_month
    group by stage
),

begun as (
    select min(month_start) as first_month
    from mart.coverage_month
    where agency = 'victim_survey' and coverage <> 'none'
),

surveyed as (
    select count(*) as responses
    from star.fct_survey_response
    inner join begun on interview_month >= first_month
    where status = 'current'
)

select *
from published
cross join surveyed
where coalesce(published.responses, 0) <> surveyed.responses
