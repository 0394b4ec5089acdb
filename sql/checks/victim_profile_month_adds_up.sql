-- By every characteristic, the months add up to the victims of the star's current hate records. For every member, the
-- county has as many in a month as the districts, OUT and UNK together.
-- Checks: mart.victim_profile_month
-- Nuance: A victim of a record in a month that no current delivery covers is not counted.
with published as (
    select
        characteristic,
        month_start,
        member,
        sum(victims) filter (where district_code <> 'E10000031') as of_districts,
        sum(victims) filter (where district_code = 'E10000031') as of_county
    from mart.victim_profile_month
    group by characteristic, month_start, member
),

recorded as (
    select count(*) as victims
    from star.bridge_offence_victim
    inner join star.fct_offence using (offence_ref)
    inner join mart.coverage_month as month
        on month.agency = 'police' and coverage <> 'none' and month_start = date_trunc('month', recorded_date)
    where status = 'current' and is_hate and record_type <> 'Unknown'
)

select characteristic
from (select distinct characteristic from star.dim_resident_profile) as every
left join published using (characteristic)
cross join recorded
group by characteristic, victims
having coalesce(sum(of_districts), 0) <> victims or bool_or(of_county is distinct from of_districts)
