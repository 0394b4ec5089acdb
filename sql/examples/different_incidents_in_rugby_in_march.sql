-- How many different incidents of hate did the agencies know of in Rugby in March 2017, and of how many did the police
-- not know?
-- Nuance: Give the low and the high estimate beside the figure: they are how sure linkage must be that two records are
-- of one incident. A record that can't be linked is an incident of its own in all three, so the truth may lie lower.
-- Nuance: agency_contacts counts records: an incident that three agencies know of is three contacts.
-- Nuance: not_known_to_police is rather too high, since an incident whose records can't be linked counts in it.
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
