-- How many distinct hate incidents did the agencies know of in Rugby in March 2017, and how many were unknown to the
-- police?
-- Nuance: Give the low and high estimates beside the figure: they show how sure linkage must be that two records are
-- about one incident. A record that can't be linked is an incident of its own in all three, so the true number may be
-- lower.
-- Nuance: agency_contacts counts records: an incident that three agencies know of is three contacts.
-- Nuance: not_known_to_police is somewhat too high, because it includes incidents whose records can't be linked.
select
    unique_incidents_low,
    unique_incidents,
    unique_incidents_high,
    not_known_to_police,
    agency_contacts,
    unique_people,
    is_provisional
from mart.silo_district_month
where district_name = 'Rugby' and month_start = date '2017-03-01'
