-- A pair of records that is accepted as one incident, from the lowest threshold up.
-- A record is about one incident, so it takes the likeliest of each other agency's records. The police may record one
-- incident several times, once for each victim: another agency's record takes one police record, but not the reverse.
-- Two other records that already belong to different police records do not join each other.
create or replace table incident_taken as
with side as (
    select record_id_l as record_id, record_id_r as other_id, agency_r as other_agency, probability, gap
    from incident_pair
    where agency_l <> 'police' and probability >= $least
    union all
    select record_id_r, record_id_l, agency_l, probability, gap
    from incident_pair
    where agency_r <> 'police' and probability >= $least
),

likeliest as (
    select *
    from side
    qualify row_number() over (
        partition by record_id, other_agency
        order by probability desc, greatest(gap, 0), other_id
    ) = 1
),

with_police as (
    select record_id, other_id as police_id, probability
    from likeliest
    where other_agency = 'police'
)

select record_id as record_id_l, police_id as record_id_r, probability
from with_police
union all
select record_id_l, record_id_r, probability
from incident_sibling
where probability >= $least
union all
select one.record_id, one.other_id, one.probability
from likeliest as one
inner join likeliest as other on other.record_id = one.other_id and other.other_id = one.record_id
left join with_police as its on its.record_id = one.record_id
left join with_police as others on others.record_id = one.other_id
where one.record_id < one.other_id and coalesce(its.police_id = others.police_id, true)
