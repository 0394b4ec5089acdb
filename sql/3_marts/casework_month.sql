-- EQuIP's casework opened in a district and month, and the casework about hate incidents within it.
-- Grain: district_code, month_start
-- Nuance: casework is all discrimination casework. Every column after hate_casework counts hate casework only.
-- Nuance: One case can have several strands, so the strands add up to more than hate_casework.
-- Nuance: Missing answers are in neither column: not victim or witness, not reported or not reported to the police.
-- Nuance: Counts are NULL if no delivery from EQuIP covers the month.
with month as (
    select month_start, coverage <> 'none' as is_covered, coverage = 'partial' as is_provisional
    from mart.coverage_month
    where agency = 'equip'
),

opened as (
    select
        district_code,
        month_start,
        case_ref,
        case when is_hate then case_ref end as hate_ref,
        role,
        reported_to_police,
        strand,
        strand not in ('race', 'religion', 'sexual_orientation', 'disability', 'transgender') as is_other
    from star.fct_case
    inner join star.dim_date on date = opened_date
    left join star.bridge_case_strand using (agency, case_ref)
    where agency = 'equip' and status = 'current'
)

select
    district_code,
    district_name,
    month_start,
    case when is_covered then count(distinct case_ref) end as casework,
    case when is_covered then count(distinct hate_ref) end as hate_casework,
    case when is_covered then count(distinct hate_ref) filter (where role = 'Victim') end as victims,
    case when is_covered then count(distinct hate_ref) filter (where role = 'Witness') end as witnesses,
    case when is_covered then count(distinct hate_ref) filter (where strand = 'race') end as race,
    case when is_covered then count(distinct hate_ref) filter (where strand = 'religion') end as religion,
    case when is_covered then count(distinct hate_ref) filter (where strand = 'sexual_orientation') end
        as sexual_orientation,
    case when is_covered then count(distinct hate_ref) filter (where strand = 'disability') end as disability,
    case when is_covered then count(distinct hate_ref) filter (where strand = 'transgender') end as transgender,
    case when is_covered then count(distinct hate_ref) filter (where is_other) end as other_or_unknown,
    case when is_covered then count(distinct hate_ref) filter (where reported_to_police) end as reported_to_police,
    case when is_covered then count(distinct hate_ref) filter (where not reported_to_police) end
        as not_reported_to_police,
    is_provisional
from star.dim_district
cross join month
left join opened using (district_code, month_start)
group by district_code, district_name, month_start, is_covered, is_provisional
