-- Victims of a district's incidents in a month, and how many of them were victims of more than one incident in a year.
-- Grain: district_code, month_start
-- Nuance: A repeat victim is a victim of the month who had two or more distinct incidents in the twelve months to that
-- month, in any district. An incident reported to three agencies counts once, by the central threshold.
-- Nuance: An incident counts where and when its earliest police contact was or, without one, its earliest contact.
-- unique_people uses each contact's own month, so it differs.
-- Nuance: Anonymous victims can't be counted. Witnesses and reporting agencies are left out.
-- Nuance: Do not add victims over months or districts: the same person may be in several.
-- Nuance: victims is NULL if no police delivery covers the month, because the police know of most incidents. Figures
-- about repeat victims are NULL if any of the 12 months is not covered.
with month as (
    select
        month_start,
        coverage <> 'none' as is_covered,
        count(*) filter (where coverage <> 'none') over twelve as months_covered
    from mart.coverage_month
    where agency = 'police'
    window twelve as (order by month_start rows between 11 preceding and current row)
),

struck as (
    select distinct person_id, incident_id, incident.district_code, incident.month_start
    from star.bridge_record_victim
    inner join star.bridge_record_incident using (agency, record_ref)
    inner join star.fct_incident as incident using (incident_id)
    where is_contact and threshold = 'central'
),

struck_in_a_year as (
    select distinct struck.district_code, struck.month_start, person_id, past.incident_id
    from struck
    inner join struck as past using (person_id)
    where past.month_start between struck.month_start - interval 11 month and struck.month_start
),

victim as (
    select *, count(*) over (partition by district_code, month_start, person_id) > 1 as is_repeat
    from struck_in_a_year
),

counted as (
    select
        district_code,
        month_start,
        count(distinct person_id) as victims,
        count(distinct person_id) filter (where is_repeat) as repeat_victims,
        count(distinct incident_id) filter (where is_repeat) as incidents
    from victim
    group by district_code, month_start
)

select
    district_code,
    district_name,
    month_start,
    case when is_covered then coalesce(victims, 0) end as victims,
    case when months_covered = 12 then coalesce(repeat_victims, 0) end as repeat_victims,
    case when months_covered = 12 then coalesce(incidents, 0) end as incidents_of_repeat_victims,
    is_provisional
from mart.silo_district_month
inner join month using (month_start)
left join counted using (district_code, month_start)
