-- Victim Support's hate crime cases opened in a district and month, by strand.
-- Grain: district_code, month_start
-- Nuance: One case can have several strands, so the strands add up to more than cases.
-- Nuance: Disability and gender identity are recorded from January 2017. Before then they are NULL, not 0.
-- Nuance: All counts are NULL if no delivery from Victim Support covers the month.
with month as (
    select
        month_start,
        coverage <> 'none' as is_covered,
        coverage <> 'none' and month_start >= date '2017-01-01' as is_covered_since_break,
        coverage = 'partial' as is_provisional
    from mart.coverage_month
    where agency = 'victim_support'
),

opened as (
    select
        district_code,
        month_start,
        case_ref,
        reported_to_police,
        strand,
        strand not in ('race', 'religion', 'sexual_orientation', 'disability', 'transgender') as is_other
    from star.fct_case
    inner join star.dim_date on date = opened_date
    left join star.bridge_case_strand using (agency, case_ref)
    where agency = 'victim_support' and status = 'current'
)

select
    district_code,
    district_name,
    month_start,
    case when is_covered then count(distinct case_ref) end as cases,
    case when is_covered then count(distinct case_ref) filter (where strand = 'race') end as race,
    case when is_covered then count(distinct case_ref) filter (where strand = 'religion') end as religion,
    case when is_covered then count(distinct case_ref) filter (where strand = 'sexual_orientation') end
        as sexual_orientation,
    case when is_covered_since_break then count(distinct case_ref) filter (where strand = 'disability') end
        as disability,
    case when is_covered_since_break then count(distinct case_ref) filter (where strand = 'transgender') end
        as transgender,
    case when is_covered then count(distinct case_ref) filter (where is_other) end as other_or_unknown,
    case when is_covered then count(distinct case_ref) filter (where reported_to_police) end as reported_to_police,
    is_provisional
from star.dim_district
cross join month
left join opened using (district_code, month_start)
group by district_code, district_name, month_start, is_covered, is_covered_since_break, is_provisional
