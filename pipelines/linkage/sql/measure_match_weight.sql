-- How many pairs of persons have each match weight, in steps of four.
select
    null as agency,
    null as other_agency,
    printf('%+03d', cast(floor(match_weight / 4) * 4 as integer)) as bucket,
    count(*) as count
from person_pair
group by bucket
order by all
