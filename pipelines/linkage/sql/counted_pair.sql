-- How many pairs there are, how many linkage found and how many of these are right: by group, for each pair of agencies
-- and for both totals.
with counted as (
    select unnest(list_distinct(of_groups)) as among, agencies, is_true, is_found
    from evaluated_pair
),

told as (
    select *, array_to_string(agencies, '+') as named
    from counted
    union all
    select *, $all
    from counted
    union all
    select *, $different
    from counted
    where agencies[1] <> agencies[2]
)

select
    among,
    named,
    count(*) filter (where is_true),
    count(*) filter (where is_found),
    count(*) filter (where is_true and is_found)
from told
group by among, named
order by among = $unknown, among, named in ($all, $different), named
