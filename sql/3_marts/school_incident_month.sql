-- Prejudice related incidents at a district's schools in a month, by strand, and their outcomes.
-- Grain: district_code, month_start
-- Nuance: Reporting is voluntary: a low figure may mean that few schools reported.
-- Nuance: One incident can have several strands, so the strands add up to more than incidents.
-- Nuance: Good or satisfactory outcomes are counted out of the known outcomes. Missing answers are in neither.
-- Nuance: A form sent late adds to the month of its incident, even if that month counts as complete.
-- Nuance: The month is that of the incident. Counts are NULL if no delivery from the schools covers it.
with month as (
    select month_start, coverage <> 'none' as is_covered, coverage = 'partial' as is_provisional
    from mart.coverage_month
    where agency = 'schools'
),

incident as (
    select
        district_code,
        month_start,
        school_incident_id as id,
        victim_outcome,
        perpetrator_outcome,
        action,
        strand,
        strand not in ('race', 'religion', 'sexual_orientation', 'disability', 'transgender') as is_other
    from star.fct_school_incident
    inner join star.dim_date on date = incident_date
    left join star.bridge_school_incident_strand using (school_incident_id)
    left join star.bridge_school_incident_action using (school_incident_id)
    where status = 'current'
)

select
    district_code,
    district_name,
    month_start,
    case when is_covered then count(distinct id) end as incidents,
    case when is_covered then count(distinct id) filter (where strand = 'race') end as race,
    case when is_covered then count(distinct id) filter (where strand = 'religion') end as religion,
    case when is_covered then count(distinct id) filter (where strand = 'sexual_orientation') end as sexual_orientation,
    case when is_covered then count(distinct id) filter (where strand = 'disability') end as disability,
    case when is_covered then count(distinct id) filter (where strand = 'transgender') end as transgender,
    case when is_covered then count(distinct id) filter (where is_other) end as other_or_unknown,
    case when is_covered then count(distinct id) filter (where action = 'PCSO contact') end as with_pcso,
    case when is_covered then count(distinct id) filter (where victim_outcome <> 'Unknown') end
        as victim_outcomes_known,
    case when is_covered then count(distinct id) filter (where victim_outcome in ('Good', 'Satisfactory')) end
        as victim_outcomes_good_or_satisfactory,
    case when is_covered then count(distinct id) filter (where perpetrator_outcome <> 'Unknown') end
        as perpetrator_outcomes_known,
    case when is_covered then count(distinct id) filter (where perpetrator_outcome in ('Good', 'Satisfactory')) end
        as perpetrator_outcomes_good_or_satisfactory,
    is_provisional
from star.dim_district
cross join month
left join incident using (district_code, month_start)
group by district_code, district_name, month_start, is_covered, is_provisional
