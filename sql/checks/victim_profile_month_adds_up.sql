-- The profiles add to the victims of the current hate records of the star.
-- Checks: mart.victim_profile_month
with published as (
    select sum(victims) as victims
    from mart.victim_profile_month
),

recorded as (
    select count(*) as victims
    from star.bridge_offence_victim
    inner join star.fct_offence using (offence_ref)
    where status = 'current' and is_hate
)

select *
from published
cross join recorded
where coalesce(published.victims, 0) <> recorded.victims
