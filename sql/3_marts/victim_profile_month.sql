-- Victims of hate records recorded in a district in a month by a characteristic, and how far residents are like them.
-- Grain: district_code, month_start, characteristic, member
-- Nuance: Take one characteristic: each counts every victim. Of two at once, there is sex_and_age_band.
-- Nuance: The row Warwickshire is every record of the force, whatever the district: do not add it to the districts.
-- Nuance: A victim of two offences counts twice; only those whose offence reached the police are here.
-- Nuance: ratio is above 1 where a member is more of the victims than of the residents; it is of those who gave the
-- characteristic, so Unknown has none. Where 1 lies between ratio_low and ratio_high, it may well be chance.
-- Nuance: The interval is Wilson's of the share of victims, 95%; residents are taken as exact. Sex and age are held
-- against the ONS's estimates of mid-2016, ethnicity against the Census of 2011, and so not those who came since.
-- Nuance: NULL means that the police delivered nothing that covers the month, or one of the twelve.
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
