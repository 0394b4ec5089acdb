-- A current row of data.police.uk: a crime, or an event of anti-social behaviour.
-- Grain: street_crime_ref
-- Nuance: The district comes from the LSOA's name: OUT if it is outside the county, UNK if none is given.
-- Nuance: Rows without a Crime ID that repeat exactly are separate events.
select
    sent.record_key as street_crime_ref,
    sent.month as month_start,
    sent.crime_id,
    case
        when sent.lsoa_name is null then 'UNK'
        else coalesce(district.district_code, 'OUT')
    end as district_code,
    sent.lsoa_code,
    sent.lsoa_name,
    sent.crime_type,
    coalesce(sent.last_outcome_category, 'None given') as outcome,
    record.status,
    delivery_id
from landed.police_uk__street as sent
inner join staged.record as record using (delivery_id, revision, row_number, record_key)
left join reference.district as district
    on lower(district.district_name) = lower(regexp_replace(sent.lsoa_name, ' [0-9]{3}[A-Z]$', ''))
where record.table_name = 'street'
