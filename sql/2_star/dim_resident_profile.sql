-- Residents of a place, a district or the county, in one group of a characteristic, such as age band 31-40.
-- Grain: place_code, characteristic, member
-- Nuance: Every place has every member. NULL means that the population figures do not cover the member: Unknown and
-- Other, and all members in OUT and UNK.
-- Nuance: The members of one characteristic add up to all residents: never add over characteristics or places.
-- Nuance: Sex and age are from dim_population and ethnicity from dim_population_ethnicity, which give their source and
-- date.
with sex as (
    select unnest(['Male', 'Female', 'Other', 'Unknown']) as sex
),

age_band as (
    select unnest(['0-10', '11-20', '21-30', '31-40', '41-50', '51-60', '61-70', '71+', 'Unknown']) as age_band
),

member as (
    select 'sex' as characteristic, sex as member
    from sex
    union all
    select 'age_band', age_band
    from age_band
    union all
    select 'sex_and_age_band', sex || ', ' || age_band
    from sex
    cross join age_band
    where sex in ('Male', 'Female') and age_band <> 'Unknown'
    union all
    select 'sex_and_age_band', 'Other or unknown'
    union all
    select 'ethnicity', ethnicity
    from star.dim_ethnicity
    union all
    select distinct 'ethnic_group', ethnic_group
    from star.dim_ethnicity
),

resident as (
    select district_code, 'sex' as characteristic, sex as member, population
    from star.dim_population
    union all
    select district_code, 'age_band', age_band, population
    from star.dim_population
    union all
    select district_code, 'sex_and_age_band', sex || ', ' || age_band, population
    from star.dim_population
    union all
    select district_code, 'ethnicity', ethnicity, population
    from star.dim_population_ethnicity
    where ethnicity <> 'Unknown'
    union all
    select district_code, 'ethnic_group', ethnic_group, population
    from star.dim_population_ethnicity
    inner join star.dim_ethnicity using (ethnicity)
    where ethnic_group <> 'Unknown'
)

select
    place_code,
    place_name,
    characteristic,
    member,
    sum(population) as population,
    sum(sum(population)) over (partition by place_code, characteristic) as population_known
from star.bridge_place_district
cross join member
left join resident using (district_code, characteristic, member)
group by place_code, place_name, characteristic, member
