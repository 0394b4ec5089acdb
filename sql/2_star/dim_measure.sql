-- A figure that mart.silo_district_month gives for a district and month.
-- Grain: measure
-- Nuance: A figure is given for the months that the agency in covered_by covers. If covered_by is NULL, it is given for
-- the months covered by any agency whose records are about incidents.
select *
from (
    values
    ('police_offences', 'police', false),
    ('police_crimed_incidents', 'police', false),
    ('police_all_records', 'police', false),
    ('victim_support_cases', 'victim_support', false),
    ('equip_hate_cases', 'equip', false),
    ('school_incidents', 'schools', false),
    ('online_reports', 'report_hate_now', false),
    ('agency_contacts', null, false),
    ('unique_incidents_low', null, true),
    ('unique_incidents', null, true),
    ('unique_incidents_high', null, true),
    ('unique_people', null, true),
    ('known_to_police', 'police', true),
    ('not_known_to_police', 'police', true)
) as figure (measure, covered_by, is_by_linkage)
