-- Victims of hate records in a district and month, by a characteristic, and how they compare with residents.
-- Grain: district_code, month_start, characteristic, member
-- Nuance: Use one characteristic at a time: each counts every victim. For two at once, use sex_and_age_band.
-- Nuance: The row Warwickshire counts every record of the force, in any district: do not add it to the districts.
-- Nuance: A victim of two offences counts twice. Only victims whose offence reached the police are here.
-- Nuance: ratio is above 1 if a group is a larger share of victims than of residents; people whose characteristic is
-- unknown are left out. If 1 is between ratio_low and ratio_high, the difference may be due to chance.
-- Nuance: The interval is Wilson's, 95%, for the share of victims; residents are taken as exact. Residents are the
-- ONS's mid-2016 estimates for sex and age and the 2011 Census for ethnicity, so later arrivals are missing.
-- Nuance: Counts are NULL if no police delivery covers the month. 12-month figures are NULL if any of the 12 months is
-- not covered.
with struck as (
    select place_code, month_start, characteristic, member, count(*) as victims
    from star.bridge_victim_characteristic
    inner join star.fct_offence using (offence_ref)
    inner join star.bridge_place_district using (district_code)
    inner join star.dim_date on date = recorded_date
    where status = 'current' and is_hate and record_type <> 'Unknown'
    group by place_code, month_start, characteristic, member
),

counted as (
    select
        profile.*,
        month_start,
        coverage = 'partial' as is_provisional,
        case when coverage <> 'none' then coalesce(victims, 0) end as victims
    from star.dim_resident_profile as profile
    cross join mart.coverage_month
    left join struck using (place_code, month_start, characteristic, member)
    where agency = 'police'
),

rolling as (
    select *, case when count(victims) over twelve = 12 then sum(victims) over twelve end as victims_twelve_months
    from counted
    window twelve as (
        partition by place_code, characteristic, member order by month_start rows between 11 preceding and current row
    )
),

known as (
    select
        *,
        sum(case when member not in ('Unknown', 'Other or unknown') then victims_twelve_months end)
            over (partition by place_code, month_start, characteristic) as known_twelve_months
    from rolling
),

shared as (
    select *, case when population > 0 then 1.0 * victims_twelve_months / nullif(known_twelve_months, 0) end as share
    from known
),

likely as (
    select
        *,
        (known_twelve_months * share + 1.920729) / (known_twelve_months + 3.841459) as middle,
        1.959964 * sqrt(known_twelve_months * share * (1 - share) + 0.960365) / (known_twelve_months + 3.841459)
            as spread
    from shared
)

select
    place_code as district_code,
    place_name as district_name,
    month_start,
    characteristic,
    member,
    victims,
    victims_twelve_months,
    known_twelve_months,
    population,
    population_known,
    share * population_known / population as ratio,
    case when share >= 0 then least(greatest(middle - spread, 0), share) * population_known / population end
        as ratio_low,
    case when share >= 0 then greatest(middle + spread, share) * population_known / population end as ratio_high,
    is_provisional
from likely
