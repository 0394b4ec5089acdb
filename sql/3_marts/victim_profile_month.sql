-- Victims of hate offences and crimed incidents recorded in a district in a month, by sex, age band and ethnicity.
-- Grain: district_code, month_start, sex, age_band, ethnicity
-- Nuance: A victim of two offences counts twice; combinations that no victim has are left out, not 0.
-- Nuance: Unknown stands for what was not given; shares are of those who gave it, so leave Unknown out of both.
-- Nuance: Only those whose offence reached the police are here, and age is that at the offence.
select
    offence.district_code,
    day.month_start,
    victim.sex,
    victim.age_band,
    victim.ethnicity,
    count(*) as victims
from star.bridge_offence_victim as victim
inner join star.fct_offence as offence using (offence_ref)
inner join star.dim_date as day on day.date = offence.recorded_date
where offence.status = 'current' and offence.is_hate
group by offence.district_code, day.month_start, victim.sex, victim.age_band, victim.ethnicity
