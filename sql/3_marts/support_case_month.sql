-- Victim Support's hate crime cases opened in a district in a month, by strand.
-- Grain: district_code, month_start
-- Nuance: One case can carry several strands: the strands add to more than cases.
-- Nuance: Disability and gender identity are recorded from January 2017; before then they are NULL, not 0.
-- Nuance: NULL elsewhere means that Victim Support delivered nothing that covers the month.
with month as (
    select
        month_start,
        coverage <> 'none' as is_covered,
        coverage <> 'none' and month_start >= date '2017-01-01' as is_covered_since_break,
        coverage = 'partial' as is_provisional
    from mart.coverage_month
    where agency = 'victim_support'
),

typed as (
    select
        agency,
        case_ref,
        bool_or(strand = 'race') as is_race,
        bool_or(strand = 'religion') as is_religion,
        bool_or(strand = 'sexual_orientation') as is_sexual_orientation,
        bool_or(strand = 'disability') as is_disability,
        bool_or(strand = 'transgender') as is_transgender,
        bool_or(strand in ('other', 'unknown')) as is_other
    from star.bridge_case_strand
    group by agency, case_ref
),

counted as (
    select
        district_code,
        month_start,
        count(*) as cases,
        count(*) filter (where is_race) as race,
        count(*) filter (where is_religion) as religion,
        count(*) filter (where is_sexual_orientation) as sexual_orientation,
        count(*) filter (where is_disability) as disability,
        count(*) filter (where is_transgender) as transgender,
        count(*) filter (where is_other) as other_or_unknown,
        count(*) filter (where reported_to_police) as reported_to_police
    from star.fct_case
    inner join star.dim_date on date = opened_date
    left join typed using (agency, case_ref)
    where agency = 'victim_support' and status = 'current'
    group by district_code, month_start
)

select
    district_code,
    district_name,
    month_start,
    case when is_covered then coalesce(cases, 0) end as cases,
    case when is_covered then coalesce(race, 0) end as race,
    case when is_covered then coalesce(religion, 0) end as religion,
    case when is_covered then coalesce(sexual_orientation, 0) end as sexual_orientation,
    case when is_covered_since_break then coalesce(disability, 0) end as disability,
    case when is_covered_since_break then coalesce(transgender, 0) end as transgender,
    case when is_covered then coalesce(other_or_unknown, 0) end as other_or_unknown,
    case when is_covered then coalesce(reported_to_police, 0) end as reported_to_police,
    is_provisional
from star.dim_district
cross join month
left join counted using (district_code, month_start)
