-- A pair of records that is taken for one incident, as far as a threshold has it so.
-- A record tells of one incident, so of each other agency's records it takes the likeliest. The police may record one
-- incident several times over, for each of its victims: others hold on to their record of it, not it to theirs. Where
-- two others are already with two of the police's, they do not join these.
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
