-- A characteristic of a victim of a hate record, such as Male for sex or 31-40 for age_band.
-- Grain: offence_ref, victim_no, characteristic
-- Nuance: A victim is here once for each characteristic: take one, and never add over them.
-- Nuance: Joining this to fct_offence repeats an offence for each victim, and drops offences without one.
with characteristic as (
    select distinct characteristic
    from star.dim_resident_profile
)

select
    offence_ref,
    victim_no,
    characteristic,
    case
        when characteristic = 'sex' then sex
        when characteristic = 'age_band' then age_band
        when characteristic = 'ethnicity' then ethnicity
        when characteristic = 'ethnic_group' then ethnic_group
        when sex in ('Male', 'Female') and age_band <> 'Unknown' then sex || ', ' || age_band
        else 'Other or unknown'
    end as member
from star.bridge_offence_victim
inner join star.fct_offence using (offence_ref)
inner join star.dim_ethnicity using (ethnicity)
cross join characteristic
where is_hate
